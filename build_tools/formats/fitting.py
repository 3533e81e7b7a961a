"""How well pages are filled: which blocks should break rather than leave half a page empty.

A block stays whole where that costs little. Where it would leave a page hollow, it becomes
``loose`` and is laid out again. Knows boxes of the engine, and changes only classes of elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from build_tools.formats.boxes import all_boxes

HOLLOW: Final = 0.25
"""A page that ends higher than this part of its height above its foot is not well filled."""

EMPTY: Final = 0.33
"""A page within a part that is filled less than this is worth a warning: what does not fit on it
is a figure, a form or a question, and its words may change."""

LEFT_OVER: Final = 0.12
"""A last page that is filled no more than this holds what was left over."""

ROUNDS: Final = 4
MAY_BREAK: Final = frozenset(("block", "review"))
"""Classes of what is kept whole where it can be, beside tables; questions and forms always are."""

FORCED: Final = frozenset(("page", "left", "right", "recto", "verso"))

LOOSE: Final = "loose"
WHOLE: Final = "whole"
TIGHT: Final = "tight"


def loosened(pages: Sequence[Any]) -> bool:
    """Let the blocks break that left a page hollow, and tell whether there are any."""
    found = [block for page, following in pairwise(pages) for block in _stiff(page, following)]
    for element in found:
        element.set("class", " ".join((*filter(WHOLE.__ne__, _names(element)), LOOSE)))
    return bool(found)


def empty_pages(pages: Sequence[Any]) -> list[int]:
    """Return the places of pages that are hardly filled, although the part goes on after them.

    Where something begins that always has a page of its own, the page before may be short.
    """
    return [
        at
        for at, (page, following) in enumerate(pairwise(pages))
        if 0 < filled_part(page) < EMPTY and not _begins_anew(page, following)
    ]


def filled_part(page: Any) -> float:
    """Return how much of a page is filled from the top, from 0 to 1."""
    boxes = (box for child in _flow(page) for box in all_boxes(child))
    lowest = max((_bottom(box) for box in boxes if _is_seen(box)), default=0.0)
    return float(max(0.0, (lowest - page.content_box_y()) / page.height))


def _begins_anew(page: Any, following: Any) -> bool:
    started = _elements(page)
    forced = (
        box
        for box in all_boxes(following)
        if box.element is not None and box.style["break_before"] in FORCED
    )
    return any(box.element not in started for box in forced)


def _elements(page: Any) -> set[Any]:
    return {box.element for box in all_boxes(page) if box.element is not None}


def _stiff(page: Any, following: Any) -> list[Any]:
    """Return the block, if any, that stands on top of a page since it did not fit before."""
    if filled_part(page) > 1 - HOLLOW:
        return []
    below = following.content_box_y() + HOLLOW * following.height
    started = _elements(page)
    blocks = (box.element for box in all_boxes(following) if _is_block(box, below))
    return [element for element in blocks if element not in started][:1]


def _is_block(box: Any, below: float) -> bool:
    if box.element is None or "::" in box.element_tag or box.position_y > below:
        return False
    names = _names(box.element)
    return LOOSE not in names and (box.element_tag == "table" or bool(names.keys() & MAY_BREAK))


def _names(element: Any) -> dict[str, None]:
    """Return the classes of an element in their order."""
    return dict.fromkeys((element.get("class") or "").split())


def _flow(page: Any) -> list[Any]:
    return [child for child in page.children if type(child).__name__ != "MarginBox"]


def _is_seen(box: Any) -> bool:
    return not getattr(box, "children", ()) and isinstance(
        getattr(box, "height", None), int | float
    )


def _bottom(box: Any) -> float:
    return float(box.position_y + box.height)
