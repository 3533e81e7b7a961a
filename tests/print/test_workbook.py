"""The learner's workbook: what it asks, what it keeps for the end, and what it never says."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from build_tools.formats.book import Book, PageNumbers, PrintError
from build_tools.formats.chapters import exercise_anchor, lesson_anchor
from build_tools.formats.contents import Pages, contents_of
from build_tools.formats.printed import printed_questions, shuffled
from build_tools.formats.workbook import render_workbook
from build_tools.languages.local import LocalCourse
from build_tools.questions.order import OrderQuestion
from build_tools.sources.markdown import plain

Print = Callable[..., Book]
Read = Callable[[Book], PdfReader]
ROOT = Path(__file__).parents[2]


def words(reader: PdfReader, first: int = 1, last: int | None = None) -> str:
    text = " ".join(sheet.extract_text() for sheet in reader.pages[first - 1 : last])
    return re.sub(r"\s+", " ", text)


def test_every_kind_of_question_is_asked_once(printed: Print, small: LocalCourse) -> None:
    (module,) = small.course.modules

    assert [asked.type for asked in printed_questions(module)] == [
        "single", "multi", "truefalse", "match", "order", "numeric",
        "text", "cloze", "scenario", "likert", "reflection",
    ]  # fmt: skip
    assert {asked.id for asked in printed_questions(module)} <= set(
        printed("small", "workbook").pages
    )


def test_answers_stand_at_the_back_and_nowhere_else(printed: Print, read: Read) -> None:
    book = printed("small", "workbook")
    back = book.pages["answers"]
    questions, key = words(read(book), 1, back - 1), words(read(book), back)

    for answer in ("Two and four are even.", "Snow is cold.", "1 A 2 A", "9.5–10.5 apples"):
        assert answer in key
        assert answer not in questions
    assert "leaves / a leaf" in key
    assert "a long answer that wants a line of its own" in key
    assert "a long answer" not in questions


def test_the_key_and_the_questions_name_each_others_pages(printed: Print, read: Read) -> None:
    book = printed("small", "workbook")
    asked, answered = book.pages["m01-q01"], book.pages["m01-q01-answer"]

    assert f"Answer: page {answered}" in words(read(book), asked, asked)
    assert f"page {asked} 1.2 A Two C Four" in words(read(book), answered, answered)


def test_the_key_names_the_page_of_the_blanks_not_of_their_lesson(
    printed: Print, read: Read
) -> None:
    book = printed("tr", "workbook")
    page, key = (book.pages[f"m01-01-three-ways-{name}"] for name in ("blanks", "answers"))

    assert page > book.pages["m01-01-three-ways"]
    assert f"sayfa {page}" in read(book).pages[key - 1].extract_text()


def test_a_workbook_without_answers_holds_none(small: LocalCourse, fonts: Path, read: Read) -> None:
    book = render_workbook(small, fonts, answers=False)
    said = words(read(book))

    assert "answers" not in book.pages
    assert "Which two are even?" in said
    for answer in ("Two and four are even.", "leaves", "a long answer", "Answer:"):
        assert answer not in said


def test_a_link_in_a_lesson_names_its_page(printed: Print, read: Read) -> None:
    book = printed("small", "workbook")
    lesson = book.pages["m01-01-first"]
    target = book.pages["m01-02-second--below"]

    assert f"second lesson (page {target})" in words(read(book), lesson, lesson)
    assert "address https://example.org/page" in words(read(book), lesson, lesson + 1)


def test_questions_of_the_final_test_are_not_printed(printed: Print, read: Read) -> None:
    assert "This is secret." not in words(read(printed("small", "workbook")))
    assert "This is secret." not in words(read(printed("small", "guide")))


def test_parts_to_order_are_mixed_alike_in_all_languages(course: dict[str, LocalCourse]) -> None:
    orders = {
        (asked.id, tuple(item.key for item in shuffled(asked.items, asked.id)))
        for local in course.values()
        for module in local.course.modules
        for asked in printed_questions(module)
        if isinstance(asked, OrderQuestion)
    }
    solved = {
        asked.id: asked.answer.keys
        for module in course["en"].course.modules
        for asked in printed_questions(module)
        if isinstance(asked, OrderQuestion)
    }

    assert len(orders) == len(solved)
    assert [name for name, order in orders if order == solved[name]] == []


def test_there_is_the_same_room_to_write_in_all_languages(course: dict[str, LocalCourse]) -> None:
    def room(local: LocalCourse) -> dict[str, tuple[int, int]]:
        pages = Pages(contents_of(local, local.course.modules), PageNumbers())
        said = {
            anchor: pages.chapter(module, anchor).html
            for module in local.course.modules
            for anchor in (
                *(lesson_anchor(module, lesson) for lesson in module.lessons),
                *(exercise_anchor(module, exercise) for exercise in module.exercises),
            )
        }
        return {
            name: (html.count("write-line"), html.count('class="blank'))
            for name, html in said.items()
        }

    rooms = {code: room(local) for code, local in course.items()}

    assert any(lines for lines, _ in rooms["en"].values())
    for code, found in rooms.items():
        assert found == {name: rooms["en"][name] for name in found}, code


def test_a_sign_that_no_font_has_is_an_error(small: LocalCourse, fonts: Path) -> None:
    odd = replace(
        small, course=replace(small.course, subtitle="Hieroglyph \N{EGYPTIAN HIEROGLYPH A001}")
    )

    with pytest.raises(PrintError, match=r"cannot-print.*U\+13000"):
        render_workbook(odd, fonts)

    preview = replace(odd, language=replace(odd.language, preview=True))
    (lacking,) = [told for told in render_workbook(preview, fonts).warnings if "U+13000" in told]
    assert lacking.startswith("no font of the books has")


def test_a_link_to_a_heading_that_is_not_there_is_an_error(small: LocalCourse, fonts: Path) -> None:
    (module,) = small.course.modules
    body = module.lessons[1].body
    broken = replace(body, source=body.source + "\n[Look](01-first.md#nowhere)\n")
    lessons = (module.lessons[0], replace(module.lessons[1], body=broken))

    with pytest.raises(PrintError, match="m01-01-first--nowhere"):
        render_workbook(small, fonts, modules=(replace(module, lessons=lessons),))


def test_a_book_can_load_nothing_from_the_disk(small: LocalCourse, fonts: Path) -> None:
    (module,) = small.course.modules
    body = module.lessons[1].body
    curious = replace(body, source="![A](file:///etc/passwd)\n")
    lessons = (module.lessons[0], replace(module.lessons[1], body=curious))

    with pytest.raises(PrintError):
        render_workbook(small, fonts, modules=(replace(module, lessons=lessons),))


def test_equal_courses_make_equal_books(printed: Print) -> None:
    program = (
        "import hashlib, pathlib, sys; sys.path.insert(0, '.')\n"
        "from build_tools.course.reading import read_course\n"
        "from build_tools.disk import read_sources\n"
        "from build_tools.formats.fonts import ensure_fonts\n"
        "from build_tools.formats.workbook import render_workbook\n"
        "from build_tools.languages.saying import say\n"
        "files = read_sources(pathlib.Path('tests/print/small'))\n"
        "course = read_course(files)\n"
        "local = say(course, course.language('en'), files)\n"
        "print(hashlib.sha256(render_workbook(local, ensure_fonts()).pdf).hexdigest())\n"
    )
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu"}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, check=True
    )
    assert (
        run.stdout.decode().strip() == hashlib.sha256(printed("small", "workbook").pdf).hexdigest()
    )


@pytest.mark.parametrize("code", ["tr", "zh"])
def test_the_house_rule_stands_on_the_job_aid_of_every_module(
    printed: Print, read: Read, course: dict[str, LocalCourse], code: str
) -> None:
    book = printed(code, "workbook")
    rule = re.sub(r"\s", "", plain(course[code].course.house_rule))
    for module in course[code].course.modules:
        at = book.pages[f"m{module.number:02}-job-aid"]
        assert rule in re.sub(r"\s", "", words(read(book), at, at))
