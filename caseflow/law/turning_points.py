"""The days on which the law changed: the first of the new wording, the last of the old."""

from datetime import date

TWO_TIERS = date(2025, 7, 1)
"""Districts end; what they did falls to the communes and the province (Luật 72/2025/QH15)."""
DISTRICTS_END = date(2025, 6, 30)

NEW_LAW = date(2026, 7, 1)
"""Luật 136/2025/QH15 and the decrees 154, 155 and 156/2026."""
OLD_LAW_ENDS = date(2026, 6, 30)
