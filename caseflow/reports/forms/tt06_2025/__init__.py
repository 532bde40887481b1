"""The forms of Thông tư 06/2025/TT-TTCP, in force since 30/9/2025."""

from datetime import date

CIRCULAR = "Thông tư 06/2025/TT-TTCP"
SINCE = date(2025, 9, 30)
