"""What all exchange formats share: which questions go out, under which headings, what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, Final

from build_tools.course.shape import Module, Quiz
from build_tools.formats.markup import loses_markup
from build_tools.formats.pages import word_list
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.questions.shape import Use
from build_tools.questions.text import Accents, TextQuestion
from build_tools.sources.markdown import plain
from build_tools.sources.problem import CourseError, Problem

LONGEST_NAME: Final = 250
LONGEST_TAG: Final = 50  # Moodle cuts longer tags.


@dataclass(frozen=True, slots=True, order=True)
class ExportNote:
    """What a format cannot carry; ``question`` is an id, ``""`` stands for the whole file."""

    format: str
    question: str
    lost: str


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; ``title`` is for people."""

    use: Use
    title: str
    questions: tuple[AnyQuestion[str], ...]


def quiz_of(module: Module[str]) -> Quiz[str]:
    """Return the quiz of a module.

    Raises:
        CourseError: if the module has none.
    """
    if module.quiz is None:
        message = f"module {module.number} has no questions to export"
        hint = f"write quizzes/{module.id}.yml, or run `tend new quiz {module.id}`"
        raise CourseError(Problem(module.place, "nothing-to-export", message, hint))
    return module.quiz


def sections(local: LocalCourse, module: Module[str]) -> tuple[Section, ...]:
    """Return the questions to export, each once: those of the quiz, then those for practice."""
    quiz = quiz_of(module)
    titles = {
        Use.QUIZ: plain(quiz.title),
        Use.PRACTICE: word_list("exchange", local)["practice"].format(title=plain(module.title)),
    }
    taken: set[str] = set()
    found = []
    for use, title in titles.items():
        questions = [each for each in quiz.used_for(use) if each.id not in taken and askable(each)]
        taken |= {each.id for each in questions}
        if questions:
            found.append(Section(use, title, tuple(questions)))
    return tuple(found)


def exported(local: LocalCourse, module: Module[str]) -> tuple[AnyQuestion[str], ...]:
    """Return all questions to export, in the order of a file."""
    return tuple(each for section in sections(local, module) for each in section.questions)


def askable(question: AnyQuestion[str]) -> bool:
    """Whether the question can be asked in this language: a typed answer needs what is accepted."""
    return not isinstance(question, TextQuestion) or bool(question.accepted)


def common_notes(module: Module[str]) -> Iterator[tuple[str, str]]:
    """Yield what every exchange format loses: (question id, what)."""
    for question in quiz_of(module).questions:
        if not {Use.QUIZ, Use.PRACTICE} & {*question.use}:
            continue
        if not askable(question):
            yield question.id, "left out: this language has no accepted answers for it"
            continue
        if any(map(loses_markup, _words_in(question))):
            yield question.id, "pictures and links into the course"
        if isinstance(question, TextQuestion) and question.accents is Accents.IGNORE:
            yield question.id, "answers without accents: add them to `answers.yml` if they count"
        if isinstance(question, ScenarioQuestion):
            yield from ((question.id, lost) for lost in _talk(question))


def _words_in(value: Any) -> Iterator[str]:
    """Yield every run of words, and every name, in a question."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _words_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words_in(getattr(value, field.name))


def _talk(question: ScenarioQuestion[str]) -> Iterator[str]:
    """Yield what is lost where a talk becomes a series of single choices along its best way."""
    steps = dict(question.answer.steps)
    yield "the branching: each moment of the best way becomes a single choice"
    aside = [node.key for node in question.nodes if node.options and node.key not in steps]
    if aside:
        yield f"moments off the best way: {', '.join(aside)}"
    ends = [node.key for node in question.nodes if not node.options]
    if ends:
        yield f"what is said where the talk ends: {', '.join(ends)}"
    for node in question.nodes:
        others = (move for move in node.options if move.key != steps.get(node.key))
        if node.key in steps and any(move.points for move in others):
            yield f"points of second-best options at `{node.key}`"


def title_of(question: AnyQuestion[str]) -> str:
    """Return what reports show: the report, else the stem."""
    words = plain(question.report or question.stem)
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def tags_of(question: AnyQuestion[str]) -> tuple[str, ...]:
    """Return what a question is for, in a form that ``tend import`` understands again."""
    tags = [f"objective:{name}" for name in question.objectives]
    tags += [f"bloom:{question.bloom}", *(f"use:{use}" for use in question.use)]
    tags += [f"rev:{question.rev}", f"review:{question.review}" if question.review else ""]
    tags += ["spaced"] if question.spaced else []
    return tuple(tag for tag in tags if tag and len(tag) <= LONGEST_TAG)


def digits(number: Decimal) -> str:
    """Return a number as a person writes it: 4000, not 4E+3 and not 4000.0."""
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text


def points_in_words(question: AnyQuestion[str]) -> str:
    """Return the points of a question, for a note."""
    return f"its {digits(question.points)} point{'s' if question.points != 1 else ''}"
