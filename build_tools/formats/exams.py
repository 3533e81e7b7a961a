"""Assessments on paper: forms for those who are asked, and a key for trainers alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Final

from build_tools.course.shape import Assessment
from build_tools.formats.assessments import assessment_module, form_of
from build_tools.formats.book import Book, PageNumbers, Paper, bind
from build_tools.formats.contents import Contents, Pages, contents_of
from build_tools.formats.overlay import dress_of
from build_tools.formats.printed import has_answer
from build_tools.languages import voice
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.shape import Use

FORMS: Final = 2  # As many as a bank of twice the blueprint gives without a question in both.
SEED: Final = 0  # Of the forms on paper, so that they are the same in all languages and builds.


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a test. ``letter`` is ``""`` where there is only one."""

    letter: str
    questions: tuple[AnyQuestion[str], ...]

    @property
    def points(self) -> Decimal:
        """How many points it is worth."""
        return sum((each.points for each in self.questions if each.marked), Decimal(0))


def forms_of(test: Assessment[str]) -> tuple[Form, ...]:
    """Return the forms of a test on paper: two where questions are drawn, else one."""
    if not test.draws:
        return (Form("", form_of(test, SEED)),)
    return tuple(
        Form(letter, form_of(test, SEED, turn))
        for turn, letter in enumerate(ascii_lowercase[:FORMS])
    )


def render_form(
    local: LocalCourse, test: Assessment[str], form: Form, fonts: Path, paper: Paper = "a4"
) -> Book:
    """Return one form to fill in; it tells no answers.

    Raises:
        PrintError: if it cannot be printed as it is.
    """
    contents = _contents(local, test, (form,), answers=False)
    return _bound(contents, test, (form,), fonts, paper)


def render_key(local: LocalCourse, test: Assessment[str], fonts: Path, paper: Paper = "a4") -> Book:
    """Return the answers to all forms of a test on paper, for trainers.

    Raises:
        PrintError: if it cannot be printed as it is.
    """
    forms = forms_of(test)
    contents = _contents(local, test, forms, answers=True)
    return _bound(contents, test, forms, fonts, paper)


def _bound(
    contents: Contents, test: Assessment[str], forms: tuple[Form, ...], fonts: Path, paper: Paper
) -> Book:
    language = contents.local.language
    values = {
        "kind": "exam",
        "test": test,
        "forms": forms,
        "has_answer": has_answer,
        "number": lambda value: voice.number(value, language),
        "percent": lambda value: voice.percent(value, language),
    }
    template = "print/exam-key.html" if contents.answers else "print/exam.html"
    return bind(
        lambda page_of: _html(contents, page_of, template, values),
        fonts,
        paper,
        test.place,
        dress_of(contents.local),
    )


def _html(contents: Contents, page_of: PageNumbers, template: str, values: dict[str, Any]) -> str:
    return Pages(contents, page_of).render(template, **values)


def _contents(
    local: LocalCourse, test: Assessment[str], forms: tuple[Form, ...], *, answers: bool
) -> Contents:
    """Return the questions of these forms, numbered from 1 in each, as contents of a book."""
    module = assessment_module(test)
    asked = tuple(
        replace(each, use=(Use.WORKBOOK,))
        for each in test.questions
        if any(each.id in {question.id for question in form.questions} for form in forms)
    )
    quiz = module.quiz and replace(module.quiz, questions=asked)
    contents = contents_of(local, (replace(module, quiz=quiz),), answers=answers)
    numbers = {
        each.id: str(number) for form in forms for number, each in enumerate(form.questions, 1)
    }
    return replace(contents, numbers=numbers)
