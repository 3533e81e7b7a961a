"""The facilitator's guide: its minutes add up, and its page numbers are those of the workbook."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from build_tools.formats.book import Book
from build_tools.formats.guide import practice_minutes, workbook_page
from build_tools.languages.local import LocalCourse

Print = Callable[..., Book]
Read = Callable[[Book], PdfReader]
CODES = ("en", "fr", "es", "tr", "zh")


def words(reader: PdfReader, first: int = 1, last: int | None = None) -> str:
    text = " ".join(sheet.extract_text() for sheet in reader.pages[first - 1 : last])
    return re.sub(r"\s+", " ", text)


def test_the_table_of_minutes_adds_up(printed: Print, read: Read) -> None:
    book = printed("small", "guide")
    sheet = words(read(book), book.pages["m01-glance"], book.pages["m01-glance"])

    assert "0–4 Start 4 min ●" in sheet
    assert "4–10 Write 6 min" in sheet
    assert "Together 10 min" in sheet


@pytest.mark.parametrize("code", CODES)
def test_minutes_of_activities_fill_the_live_part(
    course: dict[str, LocalCourse], code: str
) -> None:
    for module in course[code].course.modules:
        assert module.trainer is not None
        timeline = module.trainer.timeline
        assert sum(activity.minutes for activity in timeline) == module.live_minutes
        assert [activity.start for activity in timeline] == [
            sum(earlier.minutes for earlier in timeline[:number]) for number in range(len(timeline))
        ]
        assert 0 < practice_minutes(module) <= module.live_minutes


@pytest.mark.parametrize("code", CODES)
def test_each_activity_names_a_page_of_the_workbook(
    printed: Print, read: Read, course: dict[str, LocalCourse], code: str
) -> None:
    workbook, guide = printed(code, "workbook"), printed(code, "guide")
    for module in course[code].course.modules:
        assert module.trainer is not None
        glance = guide.pages[f"m{module.number:02}-glance"]
        numbers = set(re.findall(r"\d+", words(read(guide), glance, glance)))
        for activity in module.trainer.timeline:
            page = workbook_page(module, activity, workbook)
            assert page is not None
            assert str(page) in numbers


def test_an_exercise_in_use_is_on_the_page_the_guide_names(printed: Print, read: Read) -> None:
    workbook, guide = printed("small", "workbook"), printed("small", "guide")
    number = workbook.pages["m01-exercise-sheet"]
    at = guide.pages["m01-write"]

    assert f"Workbook, page {number}" in words(read(guide), at, at)
    assert "A sheet" in words(read(workbook), number, number)


def test_the_guide_says_what_is_behind_wrong_answers(printed: Print, read: Read) -> None:
    book = printed("small", "guide")
    said = words(read(book), book.pages["m01-answers"])

    for thought in (
        "B Two Two comes first.", "C Six Six comes first.", "B Three Odd is even.",
        "True All weather is warm.", "1 Pen Pens are lead.", "Another answer Fruit comes first.",
        "100 Ten times ten.", "1 fish Fish walk.", "1 What? Short is polite.",
    ):  # fmt: skip
        assert thought in said


def test_the_guide_holds_cues_contingencies_materials_and_handouts(
    printed: Print, read: Read
) -> None:
    said = words(read(printed("small", "guide")))

    for piece in (
        "Say Hello.", "Ask What is this?", "Do Write.", "Show The pen.",
        "The pen is lost. Take another one.", "Sharpen it.", "A pen.", "A table.", "On we go.",
        "A page",
    ):  # fmt: skip
        assert piece in said


@pytest.mark.parametrize("code", CODES)
def test_the_guide_ends_each_module_with_what_belongs_to_its_objectives(
    printed: Print, read: Read, course: dict[str, LocalCourse], code: str
) -> None:
    guide = printed(code, "guide")
    for module in course[code].course.modules:
        at = guide.pages[f"m{module.number:02}-alignment"]
        said = words(read(guide), at, at + 1)
        for objective in module.objectives:
            assert re.search(rf"\b{re.escape(objective.id)}\b", said)
        assert f"m{module.number:02}-q01" in said.replace("- ", "-")
