"""Printed kits, job aids and books of one module."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

from build_tools.course.reading import read_course
from build_tools.course.shape import Kit
from build_tools.disk import read_sources
from build_tools.formats.book import Book
from build_tools.formats.guide import render_guide
from build_tools.formats.job_aids import render_job_aids
from build_tools.formats.kit_book import is_public, render_kit
from build_tools.formats.workbook import render_workbook
from build_tools.languages.local import LocalCourse
from build_tools.languages.pseudo import pseudo_catalogs, pseudo_languages
from build_tools.languages.saying import say
from build_tools.upkeep import messages

Print = Callable[..., Book]
Read = Callable[[Book], PdfReader]


@pytest.fixture(name="kit", scope="module")
def the_kit(small: LocalCourse) -> Kit[str]:
    return small.course.kits[0]


@pytest.fixture(scope="module")
def whole(small: LocalCourse, kit: Kit[str], fonts: Path) -> Book:
    return render_kit(small, kit, fonts)


@pytest.fixture(scope="module")
def public(small: LocalCourse, kit: Kit[str], fonts: Path) -> Book:
    return render_kit(small, kit.public, fonts)


def words(reader: PdfReader, first: int = 1, last: int | None = None) -> str:
    text = " ".join(sheet.extract_text() for sheet in reader.pages[first - 1 : last])
    return re.sub(r"\s+", " ", text)


def failures(book: Book) -> list[str]:
    report = page.validate_pdf_bytes(book.pdf, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_a_kit_is_a_sound_book(whole: Book, public: Book) -> None:
    assert [*failures(whole), *failures(public)] == []
    assert (*whole.warnings, *public.warnings) == ()


def test_each_form_has_a_page_of_its_own(whole: Book, read: Read) -> None:
    tally, scores = whole.pages["form-tally"], whole.pages["form-scores"]
    assert scores == tally + 1
    assert "Tally of calls" in words(read(whole), tally, tally)
    assert "Agreed scores" not in words(read(whole), tally, tally)


def test_a_form_that_does_not_fit_its_page_is_warned_about(
    small: LocalCourse, kit: Kit[str], fonts: Path
) -> None:
    rows = "".join(f"| {row} | | |\n" for row in range(40))
    table = f"| Call | Opening | Next step |\n|---|---|---|\n{rows}"
    body = replace(kit.forms[0].body, source=table)
    long = replace(kit, forms=(replace(kit.forms[0], body=body),))
    warnings = render_kit(small, long, fonts).warnings
    assert any("`form-tally` is split over pages" in warning for warning in warnings)


def test_what_is_for_trainers_is_only_in_their_edition(
    whole: Book, public: Book, read: Read
) -> None:
    for told in ("Rehearse alone", "three points"):
        assert told in words(read(whole))
        assert told not in words(read(public))
    assert "form-scores" not in public.pages


def test_only_the_edition_for_trainers_answers_blanks(
    small: LocalCourse, kit: Kit[str], fonts: Path, read: Read
) -> None:
    body = replace(kit.pages[0].body, source="Two and two is ___{fourteen}.\n")
    asking = replace(kit, pages=(replace(kit.pages[0], body=body), *kit.pages[1:]))
    assert "fourteen" in words(read(render_kit(small, asking, fonts)))
    assert "fourteen" not in words(read(render_kit(small, asking.public, fonts)))


def test_kits_for_trainers_are_not_public(small: LocalCourse) -> None:
    assert [(kit.id, is_public(kit)) for kit in small.course.kits] == [
        ("audit", True),
        ("formats", False),
    ]


def test_a_kit_names_the_pages_of_its_parts_and_its_sources(whole: Book, read: Read) -> None:
    contents = words(read(whole), whole.pages["contents"], whole.pages["contents"])
    assert f"{whole.pages['page-01-agenda']} The agenda" in contents
    assert f"{whole.pages['form-tally']} Form: Tally of calls" in contents
    assert "A source." in words(read(whole), whole.pages["sources"])


def test_links_to_lessons_are_words_in_a_kit(whole: Book, read: Read) -> None:
    agenda = words(read(whole), whole.pages["page-01-agenda"])
    assert "the first lesson." in agenda
    assert "the forms (page" in agenda


def test_every_job_aid_has_a_page_and_nothing_else(
    small: LocalCourse, fonts: Path, read: Read
) -> None:
    (module,) = small.course.modules
    second = replace(module, id="02-more", number=2)
    without = replace(module, id="03-none", number=3, job_aid=None)
    course = replace(small.course, modules=(module, second, without))
    book = render_job_aids(replace(small, course=course), fonts)
    assert book.page_count == 2
    assert "Module 2" in words(read(book), 2)
    assert book.warnings == ()
    assert failures(book) == []


@pytest.fixture(scope="module")
def alone(small: LocalCourse, fonts: Path) -> tuple[Book, Book]:
    """The books of one module, numbered by themselves."""
    modules = small.course.modules
    workbook = render_workbook(small, fonts, modules=modules)
    return workbook, render_guide(small, fonts, workbook, modules=modules)


def test_books_of_one_module_are_sound(alone: tuple[Book, Book]) -> None:
    for book in alone:
        assert failures(book) == []
        assert book.warnings == ()


def test_books_of_one_module_say_which(
    alone: tuple[Book, Book], small: LocalCourse, read: Read
) -> None:
    for book in alone:
        facts = read(book).metadata
        title = facts and facts.title
        assert title is not None
        assert f"Module 1: {small.course.modules[0].title}" in title
        assert small.course.modules[0].title in words(read(book), 1, 1)


def test_the_workbook_of_one_module_leaves_out_what_is_for_the_course(
    alone: tuple[Book, Book], printed: Print, read: Read
) -> None:
    course, module = printed("small", "workbook"), alone[0]
    for name in ("orientation", "course", "glossary"):
        assert name in course.pages
        assert name not in module.pages
    assert module.page_count < course.page_count
    assert "answers" in module.pages
    assert "What a sentence is made of" not in words(read(module))


def test_the_guide_of_one_module_names_the_pages_of_its_own_workbook(
    alone: tuple[Book, Book], read: Read
) -> None:
    workbook, guide = alone
    sheet = workbook.pages["m01-exercise-sheet"]
    session = words(read(guide), guide.pages["m01-write"], guide.pages["m01-write"])
    assert f"Workbook, page {sheet}" in session


def test_the_workbook_opens_with_the_orientation(printed: Print, read: Read) -> None:
    book = printed("small", "workbook")
    begin = book.pages["orientation"]
    assert begin < book.pages["m01"]
    assert "Read this first." in words(read(book), begin, begin)
    assert f"the first lesson (page {book.pages['m01-01-first']})" in words(read(book), begin)
    back = words(read(book), book.pages["answers"])
    assert "Blanks: Before you begin 1 3" in back


@pytest.mark.parametrize("document", ["workbook", "guide"])
def test_books_state_the_hours_of_the_course(printed: Print, read: Read, document: str) -> None:
    said = words(read(printed("small", document)))
    for hours in ("24\xa0minutes", "10\xa0minutes", "34\xa0minutes"):
        assert hours.replace("\xa0", " ") in said.replace("\xa0", " ")


def test_bookmarks_of_a_kit_are_its_parts(whole: Book, read: Read) -> None:
    outline: Any = read(whole).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles[1:5] == ["The agenda", "Rehearse", "Tally of calls", "Agreed scores"]


def test_a_wordy_language_has_its_job_aids_on_one_page_each(fonts: Path) -> None:
    course = read_course(read_sources(Path(__file__).parents[2]))
    accented = pseudo_languages()["xa"]
    local = say(course, accented, pseudo_catalogs(messages(course), accented))
    book = render_job_aids(local, fonts)
    assert book.warnings == ()
    assert book.page_count == len([module for module in course.modules if module.job_aid])
