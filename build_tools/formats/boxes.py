"""What stands on pages that were laid out, read from the boxes of the engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from build_tools.formats.joins import JOIN, unjoined
from build_tools.formats.layout import Piece

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ROOMS: Final = frozenset(("BlockBox", "TableCellBox", "FlexBox", "GridBox", "InlineBlockBox"))
"""Boxes that bound what stands in them; the wrapper of a table is as wide as the table."""

MARK: Final = "\u2063"
"""Nobody sees it, and it takes no room: it stands around numbers that are filled in later."""

CODED: Final = str.maketrans("012", "\u2061\u2062\u2064")
READ: Final = str.maketrans("\u2061\u2062\u2064", "012")
NUMBER: Final = re.compile(f"{MARK}([\u2061\u2062\u2064]+){MARK}(?:([0-9]+){MARK})?")


def mark(index: int) -> str:
    """Return an invisible name for a number that is not known yet."""
    code = ""
    while index or not code:
        index, digit = divmod(index, 3)
        code = f"{digit}{code}"
    return f"{MARK}{code.translate(CODED)}{MARK}"


def marked(words: str, number: Callable[[int], int]) -> str:
    """Return ``words`` with a number beside each mark, which stays and can be read again."""
    return NUMBER.sub(lambda found: f"{mark(_index(found))}{number(_index(found))}{MARK}", words)


def filled(words: str, number: Callable[[int], int]) -> str:
    """Return ``words`` as they are written: with a number in the place of each mark, unjoined."""
    return unjoined(NUMBER.sub(lambda found: str(number(_index(found))), words))


def _index(found: re.Match[str]) -> int:
    return int(found[1].translate(READ), 3)


def marked_texts(page: Any) -> Iterator[Any]:
    """Yield the boxes of text on a page in which a mark or a join stands."""
    for box in all_boxes(page):
        words = getattr(box, "text", "")
        if MARK in words or JOIN in words:
            yield box


def all_boxes(box: Any) -> Iterator[Any]:
    """Yield a box and every box inside it."""
    box = getattr(box, "_box", box)  # A placeholder of something set absolutely.
    yield box
    for child in getattr(box, "children", ()):
        yield from all_boxes(child)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the boxes above say about a piece of content."""

    heading: str = ""
    whole: str = ""
    kind: str = "text"
    left: float = 0.0
    right: float = 0.0


def pieces_on(number: int, page: Any) -> Iterator[Piece]:
    """Yield what stands where on a page, for the layout rules."""
    left, top = page.content_box_x(), page.content_box_y()
    foot = top + page.height
    around = _Around(left=left, right=left + page.width)
    for child in page.children:
        if type(child).__name__ == "MarginBox":
            continue
        for piece in _below(child, around):
            yield replace(piece, page=number, foot=foot)


def _below(box: Any, around: _Around) -> Iterator[Piece]:
    box = getattr(box, "_box", box)  # A placeholder of something set absolutely.
    kind = type(box).__name__
    around = _within(box, kind, around)
    if kind == "TextBox":
        if box.text.strip():
            yield _piece(around.kind, box, around, unjoined(box.text.strip()))
    elif kind.endswith("ReplacedBox"):
        yield _piece("picture", box, around, box.element_tag)
    elif kind in ("TableBox", "InlineTableBox"):
        yield _piece("table", box, around, _table_head(box))
        if around.whole:
            yield _piece("part", box, around, "")
    elif around.whole and not box.children and box.height not in (0, "auto"):
        yield _piece("part", box, around, "")
    for child in getattr(box, "children", ()):
        yield from _below(child, around)


def _within(box: Any, kind: str, around: _Around) -> _Around:
    tag, classes = _names(box)
    if tag in HEADINGS or "block-title" in classes:
        around = replace(around, heading=tag)
    if "block-kind" in classes:
        around = replace(around, kind="label")
    if "whole" in classes:
        around = replace(around, whole=box.element.get("id") or str(id(box.element)))
    if kind in ROOMS and not getattr(box, "is_table_wrapper", False):
        # Hanging first lines reach into the padding, on purpose.
        right = box.content_box_x() + box.width
        around = replace(around, left=box.padding_box_x(), right=right)
    return around


def _names(box: Any) -> tuple[str, frozenset[str]]:
    if box.element is None or "::" in box.element_tag:
        return "", frozenset()
    return box.element_tag, frozenset((box.element.get("class") or "").split())


def _table_head(table: Any) -> str:
    """Return which table this is, and whether its head is printed with this part of it."""
    has_head = any(getattr(group, "is_header", False) for group in table.children)
    wants = table.element is not None and table.element.find(".//thead") is not None
    return "headless" if wants and not has_head else ""


def _piece(kind: str, box: Any, around: _Around, words: str) -> Piece:
    return Piece(
        kind=kind,
        left=box.position_x,
        right=box.position_x + box.width,
        top=box.position_y,
        bottom=box.position_y + box.height,
        room_left=around.left,
        room_right=around.right,
        heading=around.heading,
        whole=around.whole,
        words=words,
    )
