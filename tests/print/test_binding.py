"""A book is laid out part by part; its page numbers are filled in when all are known."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from build_tools.formats import pdf
from build_tools.formats.book import Book, PageNumbers, PrintError, Write, bind
from build_tools.formats.boxes import MARK, filled, mark, marked
from build_tools.sources.problem import Place

BREAK = '<p style="break-before: page">…</p>'


def bound(write: Write, fonts: Path) -> Book:
    return bind(write, fonts, "a4", Place("course/course.yml"))


def html(body: str) -> str:
    return f'<html lang="en"><head><title>T</title></head><body>{body}</body></html>'


def words(book: Book, page: int) -> str:
    reader = PdfReader(BytesIO(book.pdf))
    return " ".join(reader.pages[page - 1].extract_text().split())


def pages(count: int) -> str:
    return "<p>…</p>" + BREAK * (count - 1)


@pytest.mark.parametrize("index", [0, 1, 2, 3, 26, 27, 1000])
def test_a_mark_is_invisible_and_can_be_read_again(index: int) -> None:
    line = f"page {mark(index)}, not 7"
    assert line.isprintable() is False
    assert filled(line, lambda at: at + 1) == f"page {index + 1}, not 7"
    twice = marked(marked(line, lambda _: 10), lambda _: 100)
    assert twice.count("100") == 1
    assert filled(twice, lambda at: at + 1) == f"page {index + 1}, not 7"


def test_numbers_are_true_however_many_digits_they_turn_out_to_have(fonts: Path) -> None:
    def write(page_of: PageNumbers) -> str:
        first = f"<p>Nine {page_of('nine')}, ten {page_of('ten')}, last {page_of('last')}.</p>"
        middle = f"<!--part any-->{pages(7)}<!--part any--><p id=nine>Nine</p>"
        end = f"<!--part any--><p id=ten>Ten</p>{BREAK * 93}"
        return html(f"{first}{middle}{end}<!--part any--><p id=last>Back to {page_of('nine')}.</p>")

    book = bound(write, fonts)
    assert (book.pages["nine"], book.pages["ten"], book.pages["last"]) == (9, 10, 104)
    assert words(book, 1).startswith("Nine 9, ten 10, last 104.")
    assert words(book, 104).startswith("Back to 9.")
    assert MARK not in "".join(words(book, page) for page in (1, 104))


def test_a_part_that_opens_on_the_right_leaves_a_page_for_notes(fonts: Path) -> None:
    book = bound(
        lambda page_of: html(
            f"<p>One {page_of('three')}</p><!--part right--><p id=three>Three</p>"
            "<!--part right--><p id=five>Five</p>"
        ),
        fonts,
    )
    assert (book.pages["three"], book.pages["five"], book.page_count) == (3, 5, 5)
    assert "Three 3" in words(book, 3)


def test_only_parts_whose_numbers_got_longer_are_laid_out_again(
    fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[str] = []
    original = pdf.Press._laid_out  # noqa: SLF001

    def counted(press: pdf.Press, source: str, first: int) -> pdf.Sheets:
        laid.append("first" if "Far" in source else "other")
        return original(press, source, first)

    monkeypatch.setattr(pdf.Press, "_laid_out", counted)
    bound(
        lambda page_of: html(
            f"<p>Far {page_of('far')}</p><!--part any-->{pages(12)}<!--part any--><p id=far>Far</p>"
        ),
        fonts,
    )
    assert laid.count("first") <= 3
    assert laid.count("other") == 1


def test_an_anchor_in_two_parts_is_a_problem(fonts: Path) -> None:
    with pytest.raises(PrintError, match="Anchor defined twice: 'a'"):
        bound(lambda _: html("<p id=a>One</p><!--part any--><p id=a>Two</p>"), fonts)


def test_an_anchor_that_is_nowhere_is_a_problem(fonts: Path) -> None:
    with pytest.raises(PrintError, match="no page has `gone`"):
        bound(lambda page_of: html(f"<p>{page_of('gone')}</p>"), fonts)


def test_links_are_described_with_true_numbers(fonts: Path) -> None:
    def write(page_of: PageNumbers) -> str:
        link = f'<a href="#far" title="page {page_of("far")}">{page_of("far")}</a>'
        return html(f"<p>{link}</p><!--part any--><p>…</p><!--part any--><p id=far>Far</p>")

    reader = PdfReader(BytesIO(bound(write, fonts).pdf))
    notes: Any = reader.pages[0]["/Annots"]
    assert [note.get_object()["/Contents"] for note in notes] == ["page 3"]
