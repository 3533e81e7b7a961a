"""Rules for pages: what may not happen on them. Knows pieces of content, not how they were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

SLACK: Final = 1.5
"""How far, in CSS pixels, a glyph may reach out before anybody sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line of text, a picture or a table (a part of one on each page it spans), in CSS pixels.

    ``kind`` is ``text``, ``label`` (words beside the text), ``picture``, ``table``, or ``part`` of
    something that must stay whole.

    ``room_left`` and ``room_right`` bound the column or the cell it stands in, ``foot`` the page.
    ``heading`` is the tag of the heading it belongs to, ``whole`` the id of the question, card or
    box that must stay on one page; ``""`` if there is none.
    """

    kind: str
    page: int = 0
    left: float
    right: float
    top: float
    bottom: float
    room_left: float
    room_right: float
    foot: float = 0.0
    heading: str = ""
    whole: str = ""
    words: str = ""


def layout_problems(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Return what is wrong with these pages, in page order, as ``page 3: …``."""
    by_page: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_page[piece.page].append(piece)
    every = [piece for number in sorted(by_page) for piece in by_page[number]]
    found = [
        *_overflowing(every),
        *_stranded(by_page),
        *_split(every),
        *_headless(every),
    ]
    return tuple(f"page {number}: {words}" for number, words in sorted(found))


Found = Iterator[tuple[int, str]]


def _overflowing(pieces: Iterable[Piece]) -> Found:
    for piece in pieces:
        if piece.kind == "part":
            continue
        if piece.right > piece.room_right + SLACK or piece.left < piece.room_left - SLACK:
            yield piece.page, f"{_name(piece)} is wider than its room"
        if piece.kind != "table" and piece.bottom > piece.foot + SLACK:
            yield piece.page, f"{_name(piece)} runs over the foot of the page"


def _stranded(by_page: dict[int, list[Piece]]) -> Found:
    """Yield headings that are the lowest thing on their page, while the book goes on."""
    last = max(by_page, default=0)
    for number, pieces in by_page.items():
        flow = [piece for piece in pieces if piece.kind != "label"]
        lowest = max(flow, key=lambda piece: piece.bottom, default=None)
        if lowest and lowest.heading and number != last:
            yield number, f"the heading {_name(lowest)} stands alone at the foot"


def _split(pieces: Iterable[Piece]) -> Found:
    pages: dict[str, set[int]] = defaultdict(set)
    for piece in pieces:
        if piece.whole:
            pages[piece.whole].add(piece.page)
    for name, numbers in pages.items():
        if len(numbers) > 1:
            yield min(numbers), f"`{name}` is split over pages {sorted(numbers)}"


def _headless(pieces: Iterable[Piece]) -> Found:
    for piece in pieces:
        if piece.kind == "table" and piece.words == "headless":
            yield piece.page, "a table goes on without its head"


def _name(piece: Piece) -> str:
    return f"`{piece.words[:30]}`" if piece.kind in ("text", "label") else f"a {piece.kind}"
