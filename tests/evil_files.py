"""Bad uploads that an office must survive, and plain good ones beside them. Made here: none lies about on a disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache

HEAD = b'<?xml version="1.0"?>'
SHEET_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def catalogue(part: str, type_: str) -> str:
    """[Content_Types].xml with one part."""
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="{part}" ContentType="{type_}"/></Types>'
    )


def packed(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(sheet: bytes, *extra: tuple[str, bytes | str]) -> bytes:
    """A workbook with one sheet."""
    return packed(
        [
            ("[Content_Types].xml", catalogue("/xl/workbook.xml", EXCEL_MAIN)),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/worksheets/sheet1.xml", sheet),
            *extra,
        ]
    )


def docx(*extra: tuple[str, bytes | str], type_: str = WORD_MAIN) -> bytes:
    """A letter."""
    return packed(
        [("[Content_Types].xml", catalogue("/word/document.xml", type_)), ("word/document.xml", "<document/>"), *extra]
    )


def odt(*extra: tuple[str, bytes | str]) -> bytes:
    """A letter in OpenDocument."""
    return packed([("mimetype", OPEN_TEXT), ("content.xml", "<office:document-content/>"), *extra])


def png(width: int, height: int, rows: int = 1, tail: bytes = b"") -> bytes:
    """A picture that says it is so wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    squeezed = zlib.compressobj(9)
    pixels = b"".join(squeezed.compress(b"\0" * (width // 8 + 1)) for _ in range(rows)) + squeezed.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + tail


def jpeg(width: int, height: int, *, comment: bytes = b"ok") -> bytes:
    """The markers of a picture, as far as its size."""
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    said = b"\xff\xfe" + struct.pack(">H", 2 + len(comment)) + comment
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + app + said + frame + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + b"\0" * 8 + b"\xff\xd9"


def bomb() -> bytes:
    """A workbook of four million cells: some hundred kilobytes that unpack to 190 megabytes."""
    row = b"<row>" + b'<c t="inlineStr"><is><t>AAAAAAAA</t></is></c>' * 200 + b"</row>"
    return xlsx(HEAD + SHEET_START + row * 20_000 + SHEET_END)


LAUGHS = (
    HEAD
    + b'<!DOCTYPE a [<!ENTITY l0 "ha">'
    + b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 9))
    + b"]>"
    + SHEET_START
    + b'<row><c t="inlineStr"><is><t>&l8;</t></is></c></row>'
    + SHEET_END
)
FETCHER = (
    HEAD
    + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + SHEET_START
    + b'<row><c t="inlineStr"><is><t>&x;</t></is></c></row>'
    + SHEET_END
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"><script>document.title=1</script></svg>'
ZIPPED_PAGE = packed([("index.html", "<script>document.title=1</script>")])


@cache
def evil_files() -> dict[str, bytes]:
    """Every bad upload by what is wrong with it."""
    return {
        "a bomb": bomb(),
        "a bomb in many members": packed((f"word/{number}.xml", "<a/>") for number in range(5000)),
        "entities that swell": xlsx(LAUGHS),
        "entities that fetch": xlsx(FETCHER),
        "entities in sixteen bits": xlsx(FETCHER.decode().encode("utf-16")),
        "members that climb out": xlsx(SHEET_START + SHEET_END, ("../../../../tmp/slipped", b"x")),
        "members at the root": xlsx(SHEET_START + SHEET_END, ("/abs", b"x")),
        "members of another system": xlsx(SHEET_START + SHEET_END, ("..\\..\\win.ini", b"x")),
        "macros": docx(("word/vbaProject.bin", b"x")),
        "macros by type": docx(type_="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros of OpenDocument": odt(("Basic/Standard/Module1.xml", "<x/>")),
        "an embedded object": docx(("word/embeddings/oleObject1.bin", b"x")),
        "any other archive": packed([("tin.txt", "x")]),
        "an archive cut off": docx()[:-30],
        "a drawing that acts": SVG,
        "a page": b"<script>document.title=1</script>",
        "a page called text": "Kính gửi <SCRIPT src=x></script>".encode(),
        "a page that begins like nothing": b"<html><script>document.title=1</script>",
        "a PDF that acts": PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        "a PDF that hides that it acts": PDF.replace(b"/Type/Catalog", b"/Type/Catalog/AA<</S/J#61vaScript/J#53(x)>>"),
        "a PDF with a file inside": PDF.replace(b"/Type/Catalog", b"/Type/Catalog/Names<</EmbeddedFiles 9 0 R>>"),
        "a PDF cut off": PDF[:60],
        "a PDF that is an archive too": PDF + ZIPPED_PAGE,
        "a PDF that is a page too": PDF.replace(b"1 0 obj", b"<script>document.title=1</script>\n1 0 obj", 1),
        "a flood of pixels": png(30_000, 30_000, rows=100),
        "a picture with a tail": png(8, 8, tail=b"<?php"),
        "a picture that is an archive too": jpeg(8, 8) + ZIPPED_PAGE,
        "a picture that is a page too": jpeg(8, 8, comment=b"<html><script>document.title=1</script>"),
        "a flood of pixels in JPEG": jpeg(60_000, 60_000),
        "half a picture": png(8, 8)[:-8],
        "a JPEG without a picture": b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 60,
        "a program": b"MZ\x90\0" + b"\0" * 100,
        "a program of another system": b"\x7fELF" + b"\0" * 100,
        "words in an old coding": "Đơn tố cáo".encode("cp1258", "replace") + b"\x9d\x90",
        "words with a NUL": b"a\0b",
        "nothing": b"",
        "too much": b"a" * (20 * 1024 * 1024 + 1),
    }


def good_files() -> dict[str, tuple[bytes, str]]:
    """Plain uploads, and the type each is."""
    formula = b'<row><c t="str"><f>HYPERLINK("http://127.0.0.1/?"&amp;A1,"x")</f><v>x</v></c></row>'
    return {
        "a PDF": (PDF, "application/pdf"),
        "a PDF with figures that look like names": (
            PDF.replace(b"trailer", b"3 0 obj<</Length 9>>stream\n x/JS ABC \nendstream endobj\ntrailer"),
            "application/pdf",
        ),
        "a PDF that opens at a page": (
            PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction[2 0 R/XYZ null null 0]"),
            "application/pdf",
        ),
        "a PNG": (png(1240, 1754), "image/png"),
        "a JPEG": (jpeg(4032, 3024), "image/jpeg"),
        "a Word file": (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "an Excel file with a formula": (
            xlsx(HEAD + SHEET_START + formula + SHEET_END),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "an OpenDocument letter": (odt(), OPEN_TEXT),
        "plain words": ("Kính gửi UBND tỉnh,\r\n\tđơn tố cáo".encode("utf-8-sig"), "text/plain"),
    }


NAMES = (
    "../../etc/passwd",
    "..\\..\\win.ini",
    "/etc/passwd",
    "a\x00.pdf",
    "a\r\nSet-Cookie: x=1.pdf",
    "<img src=x onerror=1>.pdf",
    "CON.pdf",
    ".htaccess",
    "a" * 300 + ".pdf",
    "\u202efdp.exe",
    "đơn tố cáo.pdf",
    "don\u0323.pdf",
    "",
    ".",
    "..",
    "%2e%2e%2fx",
    "a.pdf.exe",
    "a;rm -rf.pdf",
    "=cmd|calc!A1.pdf",
    "~/.ssh/id_rsa",
    "tệp\u200b\ufeffẩn.pdf",
)
