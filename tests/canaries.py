"""Invented denouncers that occur nowhere else, and a search for any trace of them in whatever the house lets out.

A trace is found in every spelling a leak could take: composed or decomposed, without tone marks, in capitals, with the
order of the name reversed, as part of an address, of a page, of base64; in ZIP, gzip and PDF too.
"""

import base64
import html
import io
import random
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Võ", "Đặng", "Đỗ")
MIDDLE = ("Thị", "Văn", "Hữu", "Đức", "Minh", "Ngọc")
GIVEN = ("Ánh", "Cường", "Dũng", "Đạt", "Hạnh", "Lộc", "Mỹ", "Phượng", "Quỳnh", "Thảo", "Vượng", "Yến")
SHORTEST = 7
DEEPEST = 3
LARGEST = 50 << 20


@dataclass(frozen=True, slots=True)
class Canary:
    """Somebody who does not exist; the rare middle name `tag` makes a chance hit impossible."""

    tag: str
    name: str
    phone: str
    paper_number: str
    address: str


def canaries(count: int, seed: int) -> list[Canary]:
    """So many people, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - invented people, not secrets

    def digits(first: str, length: int) -> str:
        return first + "".join(chance.choice("0123456789") for _ in range(length))

    found = []
    for _ in range(count):
        tag = "".join(chance.choice("bcdghklmnpqtvx") + chance.choice("aeiou") for _ in range(4)).title()
        name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {tag} {chance.choice(GIVEN)}"
        found.append(Canary(tag, name, digits("09", 8), digits("0", 11), f"Thôn {tag}, xã Minh Hóa"))
    return found


def plain(words: str) -> str:
    """The words without any tone mark."""
    bare = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return bare.encode("ascii", "ignore").decode()


def spellings(canary: Canary) -> set[str]:
    """Every form in which a leak could carry a person."""
    found: set[str] = set()
    for words in (canary.name, canary.address, canary.tag):
        bare = plain(words)
        for form in {
            words,
            words.upper(),
            words.lower(),
            unicodedata.normalize("NFD", words),
            bare,
            bare.upper(),
            bare.lower(),
            bare.replace(" ", ""),
            bare.replace(" ", "-").lower(),
            bare.replace(" ", "_").lower(),
        }:
            found |= {form, quote(form), html.escape(form), form.encode("unicode_escape").decode()}
        found.add(" ".join(reversed(words.split())))
    for number in (canary.phone, canary.paper_number):
        first, second, third = number[:4], number[4:7], number[7:]
        found |= {number, f"{first} {second} {third}", f"{first}.{second}.{third}", f"+84{number[1:]}"}
        found.add(f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}".strip())
    for words in (canary.name, canary.phone, canary.paper_number, canary.tag):
        for shift, cut in ((0, 0), (1, 2), (2, 3)):
            coded = base64.b64encode(b"\0" * shift + words.encode())
            found.add(coded[cut : len(coded) - 4].decode())
    return {form for form in found if len(form) >= SHORTEST}


def parts_of(name: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """A content and what is packed inside it."""
    yield name, content
    if depth < DEEPEST and content[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.file_size < LARGEST:
                    yield from parts_of(f"{name}!{member.filename}", archive.read(member), depth + 1)
    if content[:4] == b"%PDF":
        for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            yield f"{name}!stream", _unpacked(match[1], 15)
    if content[:2] == b"\x1f\x8b":
        yield f"{name}!gz", _unpacked(content, 31)


def _unpacked(content: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(content, LARGEST)
    except zlib.error:
        return b""


class Scanner:
    """Looks for traces of some people."""

    HEAD = 6

    def __init__(self, people: Iterable[Canary]) -> None:
        self.by_head: dict[bytes, list[bytes]] = {}
        for person in people:
            for form in spellings(person):
                for coding in ("utf-8", "utf-16-le"):
                    coded = form.encode(coding)
                    self.by_head.setdefault(coded[: self.HEAD], []).append(coded)
        for forms in self.by_head.values():
            forms.sort(key=len, reverse=True)
        self.heads = re.compile(b"(?=(" + b"|".join(re.escape(head) for head in self.by_head) + b"))")

    def find(self, name: str, content: bytes | str) -> list[tuple[str, str]]:
        """The traces in a content: where, and which."""
        found: list[tuple[str, str]] = []
        whole = content.encode() if isinstance(content, str) else content
        for part, inside in parts_of(name, whole):
            for match in self.heads.finditer(inside):
                forms = self.by_head[match[1]]
                trace = next((form for form in forms if inside.startswith(form, match.start())), None)
                if trace is not None:
                    found.append((part, trace[:40].decode("utf-8", "replace")))
        return found

    def find_below(self, folder: Path) -> list[tuple[str, str]]:
        """The traces in the names and contents of every file below a folder."""
        found: list[tuple[str, str]] = []
        for file in sorted(folder.rglob("*")):
            found += self.find(f"the name of {file.name}", str(file.relative_to(folder)))
            if file.is_file():
                found += self.find(file.name, file.read_bytes())
        return found
