"""What is taken for a file and what is not: told from the content, at once, without unpacking anything."""

import re
import time
import tracemalloc

import pytest

from caseflow.law.errors import UnsafeFileError
from caseflow.services.file_kinds import ENDINGS, PDF, clean_name, media_type
from tests.evil_files import NAMES, evil_files, good_files

EVIL = evil_files()
GOOD = good_files()
SAFE = re.compile(r"[\w \-(),.\u0300-\u036f]+\.pdf")


@pytest.mark.parametrize("name", EVIL)
def test_an_evil_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UnsafeFileError) as no:
        media_type(EVIL[name])
    assert no.value.sentence.endswith(".")


@pytest.mark.parametrize("name", EVIL)
def test_it_is_refused_within_a_second_and_without_being_unpacked(name: str) -> None:
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(UnsafeFileError):
        media_type(EVIL[name])
    took = time.process_time() - began
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 1
    assert highest < 50 << 20


@pytest.mark.parametrize("name", GOOD)
def test_a_plain_file_is_what_its_content_says(name: str) -> None:
    content, type_ = GOOD[name]
    assert media_type(content) == type_
    assert type_ in ENDINGS


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_cleaned_to_one_harmless_part_with_its_true_ending(name: str) -> None:
    cleaned = clean_name(name, PDF)
    assert SAFE.fullmatch(cleaned)
    assert len(cleaned) <= 130
    assert ".." not in cleaned
    assert not cleaned.startswith((".", "-", " "))


def test_a_vietnamese_name_stays_readable() -> None:
    assert clean_name("Đơn tố cáo (bản 2).PDF", PDF) == "Đơn tố cáo (bản 2).pdf"


def test_a_name_that_lies_about_its_kind_gets_the_true_ending() -> None:
    assert clean_name("hợp đồng.docx", PDF) == "hợp đồng.pdf"
    assert clean_name("a.pdf.exe", PDF) == "a.pdf"
    assert clean_name("\u202efdp.exe", PDF) == "fdp.pdf"
