"""A printed book: its pages, and the page numbers in it that have to be true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from build_tools.formats.boxes import mark, marked
from build_tools.formats.joins import joined
from build_tools.formats.layout import layout_problems
from build_tools.formats.pdf import (
    ASSETS,
    PLAIN,
    Dress,
    Pages,
    Press,
    Sheets,
    bound,
    no_collection,
)
from build_tools.sources.problem import CourseError, Place, Problem

Paper = Literal["a4", "letter"]

PAPERS: Final[Mapping[Paper, str]] = {
    "a4": "@page { size: 210mm 297mm; }",
    "letter": "@page { size: 8.5in 11in; } .cover { height: 11in; }",
}
ROUNDS: Final = 5
GUESS: Final = 10  # Stands in for the page of an anchor that is nowhere.
SIGNS_A_PAGE: Final = 3600  # Of HTML.
CUT: Final = re.compile(r"<!--part (any|right)-->")
"""Where templates let a new part of a book begin, which is laid out by itself."""

LANGUAGE: Final = re.compile(r'<html[^>]*\blang="?([\w-]+)')
OPENING: Final = re.compile(r"<body[^>]*>")
NOTES: Final = '<div class="notes-page"></div>'
NO_GLYPH: Final = re.compile(r'\.notdef glyph .*?(".+" \(U\+\w+\))')
ID: Final = re.compile(r'\sid="([^"]+)"')


class PrintError(CourseError):
    """A book cannot be printed as it is; there is a problem for each reason."""

    def __init__(self, place: Place, *reasons: str) -> None:
        super().__init__(*(Problem(place, "cannot-print", reason) for reason in reasons))


@dataclass(frozen=True, slots=True)
class Book:
    """A PDF, the printed page number of each anchor in it, and what should look better."""

    pdf: bytes = field(repr=False)
    pages: Mapping[str, int] = field(repr=False)
    page_count: int
    warnings: tuple[str, ...]


class PageNumbers:
    """Gives templates a mark for the page of each anchor, since nobody knows the number yet."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, anchor: str) -> str:
        """Return what will become the page number of ``anchor``."""
        if anchor not in self.asked:
            self.asked.append(anchor)
        return mark(self.asked.index(anchor))


Write = Callable[[PageNumbers], str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a book that begins on a new page: on a right-hand one if ``right``."""

    html: str
    right: bool
    names: frozenset[str]

    @property
    def guessed_pages(self) -> int:
        """About how many pages it takes; good enough to guess how many digits a number has."""
        return max(1, round(len(self.html) / SIGNS_A_PAGE))


def bind(write: Write, fonts: Path, paper: Paper, place: Place, dress: Dress = PLAIN) -> Book:
    """Lay out a book part by part, and fill in its page numbers when every page is known.

    All digits are equally wide, so a number of as many digits as was guessed needs no new layout.
    ``place`` is where problems are reported, since pages no longer know their sources. ``dress``
    is what a company puts on it.

    Raises:
        PrintError: if a glyph is in none of the fonts (but for a preview), a link leads nowhere,
            or a number cannot settle.
    """
    numbers = PageNumbers()
    parts = _parts(write(numbers))
    press = Press((ASSETS / "book.css").read_text("utf-8") + PAPERS[paper], fonts, dress)
    with no_collection():
        pages = _settled(press, parts, numbers, place)
        return _bound(pages, numbers, place, preview=dress.preview)


def _settled(press: Press, parts: Sequence[_Part], numbers: PageNumbers, place: Place) -> Pages:
    known: Mapping[str, int] = _guessed(parts)
    for _ in range(ROUNDS):
        pages = bound(tuple(_laid_out(press, parts, numbers, known)))
        if all(_digits(pages.anchors, name) == _digits(known, name) for name in numbers.asked):
            return pages
        known = pages.anchors
    raise PrintError(place, "the page numbers do not settle")


def _parts(html: str) -> tuple[_Part, ...]:
    opening = OPENING.search(html)
    end = html.rindex("</body>")
    start = opening.end() if opening else 0
    tag = LANGUAGE.search(html)
    body = joined(html[start:end], tag[1] if tag else "")
    first, *others = CUT.split(body)
    pairs = [("any", first), *zip(others[::2], others[1::2], strict=True)]
    return tuple(
        _Part(html[:start] + words + html[end:], side == "right", frozenset(ID.findall(words)))
        for side, words in pairs
        if words.strip()
    )


def _guessed(parts: Sequence[_Part]) -> dict[str, int]:
    """Return about where each anchor stands."""
    found: dict[str, int] = {}
    page = 1
    for part in parts:
        found |= dict.fromkeys(part.names, page)
        page += part.guessed_pages
    return found


def _laid_out(
    press: Press, parts: Sequence[_Part], numbers: PageNumbers, known: Mapping[str, int]
) -> Iterator[Sheets]:
    page = 1
    for part in parts:
        html = marked(part.html, lambda at: 10 ** (_digits(known, numbers.asked[at]) - 1))
        if part.right and page % 2 == 0:
            html = OPENING.sub(rf"\g<0>{NOTES}", html, count=1)
        sheets = press.lay_out(html, page)
        page += sheets.count
        yield sheets


def _digits(known: Mapping[str, int], name: str) -> int:
    return len(str(known.get(name, GUESS)))


def _bound(pages: Pages, numbers: PageNumbers, place: Place, *, preview: bool) -> Book:
    known = pages.anchors
    pdf, complaints = pages.write(lambda at: known.get(numbers.asked[at], 0))
    signs, others = _signs_lacking(complaints)
    lost = (f"no page has `{anchor}`" for anchor in sorted(set(numbers.asked) - set(known)))
    if reasons := [*(() if preview else signs), *others, *lost]:
        raise PrintError(place, *reasons)
    warnings = (*(signs if preview else ()), *layout_problems(pages.pieces()), *pages.empty())
    return Book(pdf, known, pages.count, warnings)


def _signs_lacking(complaints: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is said of signs that no font has, in one line, and the other complaints."""
    found = {each: NO_GLYPH.search(each) for each in complaints}
    signs = ", ".join(sorted({sign[1] for sign in found.values() if sign}))
    told = (f"no font of the books has {signs}",) if signs else ()
    return told, tuple(each for each, sign in found.items() if not sign)
