"""The search for traces is itself able to find them: a blind scanner would call every leak clean."""

import base64
import gzip
import io
import unicodedata
import zipfile
import zlib
from urllib.parse import quote

import pytest

from tests.canaries import Canary, Scanner, canaries, plain

PEOPLE = canaries(5, seed=7)
ONE = PEOPLE[3]


def zipped(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", content)
    return out.getvalue()


LEAKS: dict[str, bytes] = {
    "as typed": f"Người tố cáo: {ONE.name}.".encode(),
    "decomposed": unicodedata.normalize("NFD", f"Bà {ONE.name} trình bày").encode(),
    "without marks": f"?q={plain(ONE.name).lower()}".encode(),
    "in an address": f"GET /don?ten={quote(ONE.name)}".encode(),
    "as a file name": f"don_{plain(ONE.name).replace(' ', '_').lower()}.pdf".encode(),
    "in base64": base64.b64encode(f"x{ONE.name}yz".encode()),
    "a telephone number with blanks": f"gọi {ONE.phone[:4]} {ONE.phone[4:7]} {ONE.phone[7:]} nhé".encode(),
    "a paper number": ONE.paper_number.encode(),
    "an address": ONE.address.upper().encode(),
    "in a spreadsheet": zipped(f"<creator>{ONE.name}</creator>"),
    "in a packed dump": gzip.compress(f"INSERT {ONE.name}".encode()),
    "in a PDF": b"%PDF-1.4\nstream\n" + zlib.compress(ONE.name.encode()) + b"\nendstream",
    "in sixteen bits": ONE.name.encode("utf-16-le"),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_a_trace_is_found_however_it_is_spelt(leak: bytes) -> None:
    assert Scanner(PEOPLE).find("leak", leak)


def test_people_of_similar_names_are_not_taken_for_each_other() -> None:
    others: list[Canary] = canaries(200, seed=8)
    words = "\n".join(f"{other.name}; {other.phone}; {other.paper_number}; {other.address}" for other in others)
    assert Scanner(PEOPLE).find("others", words) == []
