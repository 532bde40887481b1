"""What a file is, told from its content and never from its name; what is not plainly harmless is refused. Pure."""

import io
import re
import struct
import unicodedata
import zipfile

from caseflow.law.errors import UnsafeFileError
from caseflow.services.office_files import EXCEL, OPEN_SHEET, OPEN_TEXT, WORD, package_type
from caseflow.text import tidy

LIMIT = 20 * 1024 * 1024
PIXELS = 120_000_000  # an A3 page at 600 dots an inch has 70 million
NAME_LENGTH = 120

PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain"
ENDINGS = {
    PDF: ".pdf",
    PNG: ".png",
    JPEG: ".jpg",
    TEXT: ".txt",
    WORD: ".docx",
    EXCEL: ".xlsx",
    OPEN_TEXT: ".odt",
    OPEN_SHEET: ".ods",
}
SHOWN_INLINE = frozenset({PNG, JPEG})
"""What a browser shows even inside a sandbox; a PDF it does not."""

_PDF_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_PDF_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])")
_PAGE = re.compile(rb"<(?:!doctype html|html|script|svg|iframe|body)\b", re.IGNORECASE)
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)  # names Windows keeps for itself
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN = 0xDA


def media_type(content: bytes) -> str:
    """The type of a content; UnsafeFileError with a sentence for whoever sent it."""
    if not content:
        raise UnsafeFileError("Tệp trống.")
    if len(content) > LIMIT:
        raise UnsafeFileError("Tệp lớn hơn 20 MB; hãy chia nhỏ hoặc quét ở độ phân giải thấp hơn.")
    if content.startswith(b"PK"):
        return package_type(content)
    found = _signed(content)
    if found != TEXT and (zipfile.is_zipfile(io.BytesIO(content)) or _PAGE.search(content[:4096])):
        raise UnsafeFileError("Tệp chứa một tệp khác ẩn bên trong nên không nhận.")
    return found


def _signed(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_png(content)
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        _check_pixels(*_jpeg_size(content))
        return JPEG
    _check_text(content)
    return TEXT


def _check_pdf(content: bytes) -> None:
    """A scan or a print: whole, and without anything that acts when it is opened."""
    if b"%%EOF" not in content[-4096:]:
        raise UnsafeFileError("Tệp PDF không đầy đủ; hãy quét hoặc lưu lại.")
    outline = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), _PDF_STREAM.sub(b"", content))
    if _PDF_ACTS.search(outline):
        raise UnsafeFileError("Tệp PDF có mã tự chạy hoặc tệp nhúng nên không nhận; hãy in lại thành PDF.")


def _check_png(content: bytes) -> None:
    """Every chunk in its place, nothing after the last one."""
    place = 8
    while place + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        if kind == b"IHDR" and length >= 8:  # noqa: PLR2004 - width and height, four bytes each
            _check_pixels(*struct.unpack(">II", content[place + 8 : place + 16]))
        place += 12 + length
        if kind == b"IEND" and place == len(content):
            return
    raise UnsafeFileError("Tệp ảnh PNG bị hỏng hoặc có phần thừa.")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height, from the header of the frame."""
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:  # noqa: PLR2004 - every marker begins with FF
        marker = content[place + 1]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        if marker == _SCAN:
            break
        length = 0 if marker in _ALONE else struct.unpack(">H", content[place + 2 : place + 4])[0]
        place += 1 if marker == 0xFF else 2 + length  # noqa: PLR2004 - FF may be repeated as padding
    raise UnsafeFileError("Tệp ảnh JPEG bị hỏng.")


def _check_pixels(width: int, height: int) -> None:
    if not 0 < width * height <= PIXELS:
        raise UnsafeFileError("Ảnh có kích thước quá lớn; hãy chụp hoặc quét lại nhỏ hơn.")


def _check_text(content: bytes) -> None:
    """Plain words in UTF-8: no page, no drawing, no control characters."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = "\0"
    if _PAGE.search(content) or any(unicodedata.category(char) == "Cc" and char not in "\t\n\r" for char in words):
        raise UnsafeFileError("Chỉ nhận PDF, PNG, JPEG, Word, Excel, OpenDocument hoặc văn bản thuần UTF-8.")


def clean_name(name: str, type_: str) -> str:
    """The name a file is shown under: its last part in letters, digits and a few marks, and its true ending."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(char if char.isalnum() or unicodedata.combining(char) or char in " ._-()," else " " for char in last)
    ending = ENDINGS[type_]
    stem = tidy(kept)
    while "." in stem and stem.lower().endswith((".jpeg", ".exe", *ENDINGS.values())):
        stem = stem.rpartition(".")[0]
    stem = stem.lstrip(" ._-(),").rstrip(" ._-(,")[:NAME_LENGTH].rstrip(" ._-(,")
    return f"{'tep' if not stem or _DEVICE.fullmatch(stem) else stem}{ending}"
