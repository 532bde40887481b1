"""Word, Excel and OpenDocument files: ZIP archives, looked into without being unpacked. Pure."""

import io
import zipfile
from collections.abc import Callable

from caseflow.law.errors import UnsafeFileError

MEMBERS = 1000
UNPACKED = 100 * 1024 * 1024
RATIO = 100
RATIO_FROM = 1024 * 1024
HEAD = 4096
CATALOGUE = 1024 * 1024

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"

MACROS = ("vbaproject", "vbadata", "activex/", "/basic/", "scripts/", "macrosheets/", "oleobject", "embeddings/")
MARKUP = (".xml", ".rels")
Open = Callable[[str, int], bytes]


def package_type(content: bytes) -> str:
    """The media type of an office file; UnsafeFileError for any other archive, a bomb, macros or a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            names = [member.filename for member in members]
            _check_names(names)

            def start_of(name: str, length: int) -> bytes:
                with archive.open(name) as member:
                    return member.read(length)

            found = _type(names, start_of)
            for name in names:
                if name.lower().endswith(MARKUP):
                    _check_markup(start_of(name, HEAD))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError):
        raise UnsafeFileError("Tệp bị hỏng hoặc có mật khẩu nên không nhận; hãy lưu lại rồi thử lần nữa.") from None
    return found


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    """Before anything is unpacked: how many, how large in all, how far compressed."""
    squeezed = any(
        member.file_size > RATIO_FROM and member.file_size > RATIO * max(1, member.compress_size) for member in members
    )
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED or squeezed:
        raise UnsafeFileError("Tệp nén quá nhiều nội dung nên không nhận.")


def _check_names(names: list[str]) -> None:
    outside = any(name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name for name in names)
    if outside or len(set(names)) != len(names):
        raise UnsafeFileError("Tệp có thành phần đặt tên sai nên không nhận.")
    if any(word in f"/{name.lower()}" for name in names for word in MACROS):
        raise UnsafeFileError("Tệp có macro hoặc đối tượng nhúng nên không nhận; hãy lưu lại dưới dạng PDF.")


def _check_markup(head: bytes) -> None:
    """A document type declares entities that swell or fetch; text in two bytes a letter could hide one."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head or b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnsafeFileError("Tệp có khai báo ẩn (DOCTYPE) nên không nhận.")


def _type(names: list[str], start_of: Open) -> str:
    """What the archive says it is, agreed by what stands in it."""
    if "mimetype" in names and "content.xml" in names:
        said = start_of("mimetype", HEAD).decode("ascii", "replace").strip()
        if said in (OPEN_TEXT, OPEN_SHEET):
            return said
    if "[Content_Types].xml" in names:
        catalogue = start_of("[Content_Types].xml", CATALOGUE)
        for type_, part in ((WORD, "word/document.xml"), (EXCEL, "xl/workbook.xml")):
            if part in names and type_.encode() in catalogue and b"macroEnabled" not in catalogue:
                return type_
    raise UnsafeFileError("Chỉ nhận PDF, PNG, JPEG, Word, Excel, OpenDocument hoặc văn bản thuần.")
