"""Type a short answer: ``text``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from build_tools.questions.answers import Written
from build_tools.questions.form import TEXT, WORD, Form, one_of, several
from build_tools.questions.reading import FEEDBACK, MARKED, read_values
from build_tools.questions.shape import Feedback, Question, T
from build_tools.sources.nodes import Node, parse
from build_tools.sources.problem import CourseError, Problem
from build_tools.sources.text import Text


class Accents(StrEnum):
    """Whether an answer without its accents, or with a dot too many or too few, is another one."""

    COUNT = "count"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Question[T]):
    """``accepted`` holds the answers of one language, from ``locales/<locale>/answers.yml``.

    It is empty in a course that has not been said in a language yet.
    """

    accepted: tuple[str, ...]
    feedback: Feedback[T]
    misconception: T | None
    accents: Accents = Accents.COUNT

    @property
    def answer(self) -> Written:
        """What counts as right in this language."""
        return Written(self.accepted)


TYPED: Final = MARKED | Form(
    {"feedback": FEEDBACK},
    {"misconception": TEXT, "accents": one_of(Accents).or_else(Accents.COUNT)},
)
ACCEPTED: Final = several(WORD, name=str)


def read_text(node: Node) -> TextQuestion[Text]:
    """Read ``type: text``; its accepted answers come later, by language."""
    return TextQuestion(**read_values(TYPED, node), accepted=())


def with_answers(question: TextQuestion[T], accepted: tuple[str, ...]) -> TextQuestion[T]:
    """Return the question with the answers that one language accepts."""
    return replace(question, accepted=accepted)


def read_answers(source: str, file: str) -> Mapping[str, tuple[str, ...]]:
    """Read ``locales/<locale>/answers.yml``: accepted answers by the id of a question.

    Raises:
        CourseError: with every problem of the file.
    """
    answers: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for question, accepted in parse(source, file).entries().items():
        try:
            answers[question] = ACCEPTED.read(accepted)
        except CourseError as error:
            problems += error.problems
    if problems:
        raise CourseError(*problems)
    return answers
