"""The first module of our course and a small course, as books, each printed only once."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from build_tools.course.reading import read_course
from build_tools.course.shape import Course
from build_tools.disk import read_sources
from build_tools.formats import guide, workbook
from build_tools.formats.book import Book, PageNumbers, Paper, PrintError
from build_tools.formats.fonts import ensure_fonts
from build_tools.formats.guide import render_guide
from build_tools.formats.workbook import render_workbook
from build_tools.languages.local import LocalCourse
from build_tools.languages.saying import say
from build_tools.sources.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

Print = Callable[[str, str, Paper], Book]
Read = Callable[[Book], PdfReader]
Change = Callable[[Course[Text]], Course[Text]]


def said(root: Path, change: Change = lambda course: course) -> dict[str, LocalCourse]:
    files = read_sources(root)
    course = change(read_course(files))
    return {language.code: say(course, language, files) for language in course.languages}


@pytest.fixture(scope="session")
def small() -> LocalCourse:
    """A course with every kind of block and question."""
    return said(HERE / "small")["en"]


@pytest.fixture(scope="session")
def course(begun: Change) -> dict[str, LocalCourse]:
    """Our course with its first module, by language."""
    return said(ROOT, begun)


@pytest.fixture(scope="session")
def say_in(course: dict[str, LocalCourse], small: LocalCourse) -> Callable[[str], LocalCourse]:
    """Say our course in a language; ``small`` is the small course."""
    return {**course, "small": small}.__getitem__


@pytest.fixture(scope="session")
def fonts() -> Path:
    return ensure_fonts()


@pytest.fixture(scope="session")
def printed(fonts: Path, say_in: Callable[[str], LocalCourse]) -> Print:
    """Print a document (``small`` is a language here, too) or take it from the shelf."""

    shelf: dict[tuple[str, str, Paper], Book | PrintError] = {}

    def book(code: str, document: str, paper: Paper = "a4") -> Book:
        wanted = (code, document, paper)
        if wanted not in shelf:
            try:
                shelf[wanted] = bound(*wanted)
            except PrintError as error:
                shelf[wanted] = error
        found = shelf[wanted]
        if isinstance(found, PrintError):
            raise found
        return found

    def bound(code: str, document: str, paper: Paper) -> Book:
        local = say_in(code)
        if document == "workbook":
            return render_workbook(local, fonts, paper=paper)
        return render_guide(local, fonts, book(code, "workbook", paper), paper=paper)

    return book


@pytest.fixture(scope="session")
def written(
    say_in: Callable[[str], LocalCourse], words_on: Callable[[str], str]
) -> Callable[[str, str], str]:
    """Return the words of a document as it goes to the printer, and those its style may show."""

    def words(code: str, document: str) -> str:
        pages: list[str] = []

        def bind(write: Callable[[PageNumbers], str], *_: object) -> Book:
            numbers = PageNumbers()
            pages.append(write(numbers))
            return Book(b"", dict.fromkeys(numbers.asked, 1), 1, ())

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(workbook, "bind", bind)
            patch.setattr(guide, "bind", bind)
            made = workbook.render_workbook(say_in(code), HERE)
            if document == "guide":
                guide.render_guide(say_in(code), HERE, made)
        attributes = re.findall(r' (?:data-[a-z]+|content)="([^"]*)"', pages[-1])
        return "\n".join((words_on(pages[-1]), *map(html.unescape, attributes)))

    return words


@pytest.fixture(scope="session")
def read() -> Read:
    @cache
    def reader(pdf: bytes) -> PdfReader:
        return PdfReader(BytesIO(pdf))

    return lambda book: reader(book.pdf)
