"""A printed book: its pages, and the page numbers in it that have to be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from build_tools.formats.layout import layout_problems
from build_tools.formats.pdf import ASSETS, Pages, lay_out
from build_tools.sources.problem import CourseError, Place, Problem

Paper = Literal["a4", "letter"]

PAPERS: Final[Mapping[Paper, str]] = {
    "a4": "@page { size: 210mm 297mm; }",
    "letter": "@page { size: 8.5in 11in; } .cover { height: 11in; }",
}
ROUNDS: Final = 5
GUESS: Final = 10
"""Two digits stand in for a page number nobody knows yet, because most numbers have two."""


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


@dataclass(slots=True)
class PageNumbers:
    """Tells templates on which page an anchor stands, and remembers what they asked for."""

    known: Mapping[str, int]
    asked: set[str] = field(default_factory=set)

    def __call__(self, anchor: str) -> int:
        """Return the page of ``anchor``, or a stand-in while pages are still being laid out."""
        self.asked.add(anchor)
        return self.known.get(anchor, GUESS)


Write = Callable[[PageNumbers], str]


def bind(write: Write, fonts: Path, paper: Paper, place: Place) -> Book:
    """Lay pages out until every page number that ``write`` puts into its HTML is true.

    ``place`` is where problems are reported, since pages no longer know their sources.

    Raises:
        PrintError: if a glyph is in none of the fonts, a link leads nowhere, or a number cannot
            settle.
    """
    css = (ASSETS / "book.css").read_text("utf-8") + PAPERS[paper]
    known: Mapping[str, int] = {}
    for _ in range(ROUNDS):
        numbers = PageNumbers(known)
        pages = lay_out(write(numbers), css, fonts)
        if all(pages.anchors.get(anchor) == known.get(anchor) for anchor in numbers.asked):
            return _bound(pages, numbers, place)
        known = pages.anchors
    raise PrintError(place, "the page numbers do not settle")


def _bound(pages: Pages, numbers: PageNumbers, place: Place) -> Book:
    pdf, complaints = pages.write()
    lost = sorted(numbers.asked - set(pages.anchors))
    if reasons := [*dict.fromkeys(complaints), *(f"no page has `{anchor}`" for anchor in lost)]:
        raise PrintError(place, *reasons)
    return Book(pdf, pages.anchors, pages.count, layout_problems(pages.pieces()))
