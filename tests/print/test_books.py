"""What holds for every printed book: in each language, for learners and for facilitators."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

from build_tools.formats.book import Book
from build_tools.languages.local import LocalCourse
from build_tools.sources.markdown import plain

Print = Callable[..., Book]
Read = Callable[[Book], PdfReader]
Say = Callable[[str], LocalCourse]

CODES = ("small", "en", "fr", "es", "tr", "zh")
LETTERS = r"[^\W\d_]+"
every_book = pytest.mark.parametrize(
    ("code", "document"),
    [(code, document) for code in CODES for document in ("workbook", "guide")],
)


@every_book
def test_a_book_conforms_to_pdf_ua(printed: Print, code: str, document: str) -> None:
    report = page.validate_pdf_bytes(printed(code, document).pdf, profile="ua1")

    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


@every_book
def test_nothing_on_a_page_is_cut_off_split_or_left_alone(
    printed: Print, code: str, document: str
) -> None:
    assert printed(code, document).warnings == ()


@every_book
def test_a_book_says_the_words_of_its_html_and_no_others(
    printed: Print, read: Read, written: Callable[[str, str], str], code: str, document: str
) -> None:
    """So whoever reads the HTML has read the PDF: tests/languages/test_leaks.py does."""
    pages = read(printed(code, document)).pages
    said = re.findall(LETTERS, "\n".join(sheet.extract_text() for sheet in pages))
    wanted = "".join(re.findall(LETTERS, written(code, document)))  # Words may break at a line end.
    assert len(said) > 500
    assert [word for word in said if word not in wanted] == []


@pytest.mark.full
@every_book
def test_a_book_fits_letter_paper(printed: Print, code: str, document: str) -> None:
    assert printed(code, document, "letter").warnings == ()


def test_a_book_on_letter_paper_is_as_wide_as_letter_paper(printed: Print, read: Read) -> None:
    book = printed("small", "workbook", "letter")

    assert book.warnings == ()
    assert {(sheet.mediabox.width, sheet.mediabox.height) for sheet in read(book).pages} == {
        (612, 792)
    }


@every_book
def test_a_book_brings_its_fonts_and_only_ours(
    printed: Print, read: Read, code: str, document: str
) -> None:
    names = {str(font["/BaseFont"]) for font in _fonts(read(printed(code, document)))}

    assert names
    assert [name for name in names if not re.match(r"/[A-Z]{6}\+Noto-?Sans", name)] == []
    assert all(_file_of(font) for font in _fonts(read(printed(code, document))))


@every_book
def test_a_book_says_its_title_author_subject_and_language(
    printed: Print, read: Read, say_in: Say, code: str, document: str
) -> None:
    local = say_in(code)
    reader = read(printed(code, document))
    facts: dict[str, Any] = dict(reader.metadata or {})

    assert str(facts["/Title"]).startswith(plain(local.course.title))
    assert facts["/Subject"] == plain(local.course.description)
    assert facts["/Author"]
    assert str(reader.root_object["/Lang"]) == local.language.tag
    assert not [name for name in facts if "Date" in name]


@every_book
def test_bookmarks_lead_from_modules_to_their_parts(
    printed: Print, read: Read, code: str, document: str
) -> None:
    outline = read(printed(code, document)).outline

    assert [entry for entry in outline if isinstance(entry, list)]
    assert _pages_of(outline, read(printed(code, document)))


@every_book
def test_the_contents_name_the_pages_they_lead_to(
    printed: Print, read: Read, code: str, document: str
) -> None:
    book = printed(code, document)
    sheet = read(book).pages[book.pages["contents"] - 1]
    targets = [book.pages[name] for name in _links(sheet)]
    numbers = [int(number) for number in re.findall(r"(?m)^\s*(\d+)\s", sheet.extract_text())]

    assert len(targets) > 5
    assert list(dict.fromkeys(numbers))[: len(set(targets))] == list(dict.fromkeys(targets))


@every_book
def test_links_are_described_by_words(
    printed: Print, read: Read, say_in: Say, code: str, document: str
) -> None:
    book = printed(code, document)
    told = [
        str(note.get_object()["/Contents"])
        for sheet in read(book).pages
        for note in sheet.get("/Annots", ())
    ]

    assert told
    assert [words for words in told if words in book.pages or not words] == []
    assert any(plain(say_in(code).course.modules[0].title) in words for words in told)


@every_book
def test_anchors_are_where_the_book_says(
    printed: Print, read: Read, code: str, document: str
) -> None:
    book = printed(code, document)
    reader = read(book)
    destinations = reader.named_destinations

    assert destinations
    for name, destination in destinations.items():
        assert reader.get_destination_page_number(destination) == book.pages[name] - 1


@every_book
def test_modules_open_on_a_right_hand_page(printed: Print, code: str, document: str) -> None:
    pages = printed(code, document).pages

    assert pages["m01"] % 2 == 1
    assert pages["contents"] % 2 == 1


@every_book
def test_qpdf_finds_a_book_sound(printed: Print, tmp_path: Path, code: str, document: str) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(printed(code, document).pdf)

    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def _fonts(reader: PdfReader) -> Iterator[Any]:
    for sheet in reader.pages:
        resources: Any = sheet["/Resources"]
        for font in resources.get("/Font", {}).values():
            yield font.get_object()


def _file_of(font: Any) -> bool:
    below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(name.startswith("/FontFile") for name in below["/FontDescriptor"].get_object())


def _links(sheet: Any) -> list[str]:
    notes = (note.get_object() for note in sheet.get("/Annots", ()))
    return [str(note["/Dest"]) for note in notes if "/Dest" in note]


def _pages_of(outline: Any, reader: PdfReader) -> list[int]:
    pages: list[int] = []
    for entry in outline:
        if isinstance(entry, list):
            pages += _pages_of(entry, reader)
        else:
            found = reader.get_destination_page_number(entry)
            assert found is not None
            pages.append(found)
    assert pages == sorted(pages)
    return pages
