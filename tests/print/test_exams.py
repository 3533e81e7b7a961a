"""Assessments on paper: two forms that share nothing, and a key that only trainers get."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from build_tools.course.shape import Assessment, Cell
from build_tools.disk import read_sources, tree
from build_tools.formats.book import Book
from build_tools.formats.exams import forms_of, render_form, render_key
from build_tools.languages.local import LocalCourse
from build_tools.pipeline import Request, build
from build_tools.questions.shape import Bloom, Use
from build_tools.sources.problem import Place

HERE = Place("quizzes/final.yml")
COMPARED = ("pretest", "posttest")
Read = Callable[[Book], PdfReader]


def paper_of(local: LocalCourse, *, drawn: bool) -> Assessment[str]:
    """Return a test of every kind of question, or one that draws one of each two."""
    (module,) = local.course.modules
    assert module.quiz is not None
    own = {"use": (Use.FINAL,), "objectives": ("1.1",), "bloom": Bloom.APPLY}
    questions = tuple(
        replace(each, id=f"m01-f{at:02}", **own)  # type: ignore[arg-type]
        for at, each in enumerate(module.quiz.questions, 1)
    )
    cell = Cell(objective="1.1", bloom=Bloom.APPLY, count=len(questions) // 2, place=HERE)
    return Assessment(
        id="final",
        title="Final test",
        intro="Take your time.",
        pass_percent=80,
        minutes=45,
        blueprint=(cell,) if drawn else (),
        questions=questions,
        terms=local.course.terms,
        place=HERE,
    )


def words(reader: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))


def test_two_forms_share_no_question_and_have_all_of_them(small: LocalCourse) -> None:
    test = paper_of(small, drawn=True)
    first, second = ({each.id for each in form.questions} for form in forms_of(test))
    assert not first & second
    assert len(first) == len(second) == len(test.questions) // 2
    assert [form.letter for form in forms_of(test)] == ["a", "b"]


def test_a_test_that_asks_everything_has_one_form(small: LocalCourse) -> None:
    (form,) = forms_of(paper_of(small, drawn=False))
    assert (form.letter, len(form.questions)) == ("", 12)


def test_a_form_asks_and_tells_no_answer(small: LocalCourse, fonts: Path, read: Read) -> None:
    test = paper_of(small, drawn=False)
    (form,) = forms_of(test)
    book = render_form(small, test, form, fonts)
    said = words(read(book))
    for part in ("Final test", "Take your time.", "Questions: 12", "45", "Which two are even?"):
        assert part in said
    for answer in ("Two and four are even.", "leaves", "Answer:", "1 A 2 A"):
        assert answer not in said
    assert book.warnings == ()
    assert {each.id for each in test.questions} <= set(book.pages)


def test_the_key_holds_the_answers_to_both_forms(
    small: LocalCourse, fonts: Path, read: Read
) -> None:
    test = paper_of(small, drawn=True)
    book = render_key(small, test, fonts)
    said = words(read(book))
    assert "For trainers only." in said
    assert "Form A" in said
    assert "Form B" in said
    for form in forms_of(test):
        for asked in form.questions:
            assert f"{form.letter}-{asked.id}" in book.pages
    assert "Two and four are even." in said
    assert book.warnings == ()


def test_a_build_gives_forms_keys_and_packages_of_each_assessment(tmp_path: Path) -> None:
    files = read_sources(Path(__file__).parent / "small")
    asked = files["quizzes/01-small.yml"].replace("m01-k01", "m01-{letter}01", 1)
    one = asked[: asked.index("- id: m01-q01")].replace("[practice]", "[final]")
    one = one.replace("review: 01-first", "review: 01-small/01-first")
    head = one.replace("questions:", "minutes: 10\nquestions:", 1)
    drawn = head.replace("questions:", 'blueprint: {"1.1": {apply: 1}}\nquestions:', 1)
    more = one[one.index("- id:") :].replace("{letter}01", "f02")
    files |= {
        "quizzes/pretest.yml": head.replace("{letter}", "b"),
        "quizzes/posttest.yml": head.replace("{letter}", "e"),
        "quizzes/final.yml": drawn.replace("{letter}", "f") + more,
    }
    request = Request(
        languages=("en",),
        formats=("exams", "gift", "scorm12"),
        into=tmp_path / "dist",
        cache=tmp_path / "cache",
    )
    build(files, request, lambda *_: None, lambda *_: None)
    made = {name for name in tree(tmp_path / "dist") if not name.startswith("lms/en/01")}
    assert made - {".tend", "report.json", "SHA256SUMS"} == {
        *(f"workbooks/en/final-{part}.pdf" for part in ("a", "b", "key")),
        *(f"workbooks/en/{test}{part}.pdf" for test in COMPARED for part in ("", "-key")),
        *(f"lms/en/{test}.scorm12.zip" for test in (*COMPARED, "final")),
        *(f"lms/en/{test}.gift.txt" for test in (*COMPARED, "final")),
    }


@pytest.mark.parametrize("code", ["tr", "zh"])
def test_forms_are_the_same_in_every_language(course: dict[str, LocalCourse], code: str) -> None:
    english, other = (
        [[each.id for each in form.questions] for form in forms_of(_of_quiz(course[name]))]
        for name in ("en", code)
    )
    assert english == other


def _of_quiz(local: LocalCourse) -> Assessment[str]:
    """Return the quiz of the first module as if it were a bank."""
    quiz = local.course.modules[0].quiz
    assert quiz is not None
    cells = {(each.objectives[0], each.bloom) for each in quiz.questions}
    blueprint = tuple(
        Cell(objective=aim, bloom=bloom, count=1, place=HERE) for aim, bloom in sorted(cells)
    )
    return replace(nothing_in(local), blueprint=blueprint, questions=quiz.questions)


def nothing_in(local: LocalCourse) -> Assessment[str]:
    return Assessment(
        id="final",
        title="T",
        intro=None,
        pass_percent=80,
        minutes=45,
        blueprint=(),
        questions=(),
        terms=local.course.terms,
        place=HERE,
    )
