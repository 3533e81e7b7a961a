"""The rules for pages see what is wrong, and the measures of forms are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.formats.layout import Piece, layout_problems
from build_tools.formats.pdf import ASSETS, lay_out

MM = 96 / 25.4
PAGE = "@page { size: 100mm 60mm; margin: 10mm } body { margin: 0; font: 10pt/14pt 'Noto Sans' }"


def piece(words: str, **facts: Any) -> Piece:
    """Return a line of text in the middle of page 1, except for what ``facts`` say."""
    usual: dict[str, Any] = {
        "kind": "text", "page": 1, "left": 10, "right": 90, "top": 40, "bottom": 50,
        "room_left": 10, "room_right": 100, "foot": 100,
    }  # fmt: skip
    return Piece(words=words, **(usual | facts))


def test_sound_pages_have_no_problems() -> None:
    pages = [piece("Title", heading="h2"), piece("Words", bottom=70), piece("More", page=2)]

    assert layout_problems(pages) == ()


@pytest.mark.parametrize(
    ("pieces", "problem"),
    [
        ([piece("Wide", right=120)], "page 1: `Wide` is wider than its room"),
        ([piece("Low", bottom=120)], "page 1: `Low` runs over the foot of the page"),
        (
            [piece("Words"), piece("Title", bottom=90, heading="h3"), piece("More", page=2)],
            "page 1: the heading `Title` stands alone at the foot",
        ),
        (
            [piece("Stem", whole="m01-q01"), piece("Option", page=2, whole="m01-q01")],
            "page 1: `m01-q01` is split over pages [1, 2]",
        ),
        (
            [piece("headless", kind="table")],
            "page 1: a table goes on without its head",
        ),
    ],
)
def test_each_rule_sees_what_it_is_for(pieces: list[Piece], problem: str) -> None:
    assert layout_problems(pieces) == (problem,)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<p style='white-space:nowrap'>" + "very wide " * 20, "is wider than its room"),
        ("<table><tr style='height:80mm'><td>a<br><br><br><br><br><br><br><br><br><br>b", "foot"),
        ("<table><tr><th style='white-space:nowrap'>" + "very wide " * 20, "a table is wider"),
        ("<h2>Title</h2><div style='break-before:page'>Words</div>", "stands alone at the foot"),
        (
            "<div class=whole id=q1><p>Stem</p><p style='break-before:page'>Option</p></div>",
            "`q1` is split over pages [1, 2]",
        ),
    ],
)
def test_rules_see_real_pages(fonts: Path, html: str, problem: str) -> None:
    found = layout_problems(lay_out(f"<html lang=en>{html}", PAGE, fonts).pieces())

    assert any(problem in line for line in found)


def test_a_table_that_goes_on_repeats_its_head(fonts: Path) -> None:
    rows = "<tr><td>a</td></tr>" * 12
    table = f"<html lang=en><table><thead><tr><th>H</th></tr></thead>{rows}</table>"
    repeated = lay_out(table, PAGE, fonts)
    lost = lay_out(table, f"{PAGE} thead {{ display: table-row-group }}", fonts)

    assert repeated.count > 1
    assert layout_problems(repeated.pieces()) == ()
    assert any("without its head" in line for line in layout_problems(lost.pieces()))


def first_page(html: str, fonts: Path) -> dict[str, Any]:
    """Return a box of each class on the first page, as books lay it out."""
    pages = lay_out(html, (ASSETS / "book.css").read_text("utf-8"), fonts)
    return {
        box.element.get("class"): box
        for box in pages.document.pages[0]._page_box.descendants()  # noqa: SLF001
        if box.element is not None and box.element.get("class")
    }


def test_lines_to_write_on_are_8_to_10_mm_apart_and_boxes_at_least_3_mm(fonts: Path) -> None:
    html = (
        "<html lang=en><div class=lines><div class=write-line></div><div class=write-line></div>"
        "</div><p><span class=box></span> <span class=slot></span>"
    )
    boxes = first_page(html, fonts)

    assert 8 <= boxes["write-line"].margin_height() / MM <= 10
    assert boxes["box"].width / MM >= 3
    assert boxes["slot"].width / MM >= 5


def test_whoever_observes_has_room_for_the_words_that_were_said(fonts: Path) -> None:
    row = "<tr><td class=asked>Gave it before asking for anything<td class=tick><td class=said>"
    html = (
        "<html lang=en><article class='lesson handout'><div class=flow><table><thead>"
        f"<tr><th>Step<th>Yes<th>Words</thead><tbody>{row}{row}</tbody></table></div></article>"
    )
    boxes = first_page(html, fonts)

    assert boxes["said"].border_height() / MM >= 8
    assert boxes["said"].border_width() / MM >= 55
    assert boxes["tick"].border_width() / MM < 30
