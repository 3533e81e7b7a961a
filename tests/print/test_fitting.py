"""Pages are filled: a block breaks where it would leave a page half empty, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.formats import pdf
from build_tools.formats.boxes import all_boxes
from build_tools.formats.fitting import EMPTY, LEFT_OVER, filled_part
from build_tools.formats.pdf import ASSETS, Pages, lay_out

ROOM = "<div style='height:{}mm'></div>"


def made(fonts: Path, before: int, block: str) -> Pages:
    """Lay out a lesson with ``block`` below so many millimetres of something else."""
    css = (ASSETS / "book.css").read_text("utf-8") + "@page { size: 210mm 297mm }"
    body = f"<p>Begin</p>{ROOM.format(before)}{block}<p>More</p><p>End</p>"
    html = f"<html lang=en><section class=module><article class=lesson><div class=flow>{body}"
    return lay_out(html, css, fonts)


def block(lines: int, look: str = "worked") -> str:
    steps = "".join(f"<p>Step {n}</p>" for n in range(lines))
    return f'<section class="block {look}"><p class="block-title">Title</p>{steps}</section>'


def pages_of(pages: Pages, name: str) -> list[int]:
    """Return the pages on which an element of a class stands."""
    return [
        number
        for number, page in enumerate(pages.document.pages, 1)
        if any(
            box.element is not None and name in (box.element.get("class") or "").split()
            for box in all_boxes(page._page_box)  # noqa: SLF001
        )
    ]


def filled(pages: Pages) -> list[float]:
    return [filled_part(page._page_box) for page in pages.document.pages]  # noqa: SLF001


@pytest.mark.parametrize("look", ["worked", "faded", "idea", "exercise"])
def test_a_long_block_breaks_rather_than_leave_a_page_hollow(fonts: Path, look: str) -> None:
    pages = made(fonts, 120, block(22, look))

    assert pages_of(pages, "block") == [1, 2]
    assert filled(pages)[0] > 0.9


def test_a_block_that_costs_little_room_stays_whole(fonts: Path) -> None:
    pages = made(fonts, 200, block(10))

    assert pages_of(pages, "block") == [2]


def test_a_question_is_never_broken_and_the_empty_page_is_told(fonts: Path) -> None:
    options = "".join(f"<p>Option {n}</p>" for n in range(30))
    pages = made(fonts, 45, f"<div class='question whole'>{options}</div>")

    assert pages_of(pages, "question") == [2]
    assert filled(pages)[0] < EMPTY
    assert pages.empty() == ("page 1: two thirds of it are empty",)


def test_a_page_before_something_with_a_page_of_its_own_may_be_short(fonts: Path) -> None:
    css = "@page { size: 210mm 297mm } .own { break-before: page }"
    text = "<section class='{}'>" + "<p>Line</p>" * 30 + "</section>"
    pages = lay_out(f"<html lang=en>{text.format('')}{text.format('own')}", css, fonts)

    assert pages.count == 4
    assert filled(pages)[1] < EMPTY
    assert pages.empty() == ()


def test_a_last_line_or_two_are_taken_back_to_the_page_before(
    fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "".join(f"<p>Line {n}</p>" for n in range(30))
    tight = made(fonts, 17, text)
    monkeypatch.setattr(pdf, "LEFT_OVER", 0)
    plain = made(fonts, 17, text)

    assert (tight.count, plain.count) == (1, 2)
    assert filled(plain)[-1] < LEFT_OVER


@pytest.mark.parametrize("document", ["workbook", "guide"])
@pytest.mark.parametrize("code", ["tr", "zh"])
def test_no_page_of_our_first_module_is_half_empty(printed: Any, code: str, document: str) -> None:
    assert not [line for line in printed(code, document).warnings if "empty" in line]
