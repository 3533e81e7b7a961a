"""Pick the right option, or all the right ones: ``single`` and ``multi``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from build_tools.questions.answers import Picked
from build_tools.questions.form import Form
from build_tools.questions.reading import MARKED, OPTIONS, one_right, read_values
from build_tools.questions.shape import Option, Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question[T]):
    """``single`` has exactly one correct option, ``multi`` one or more."""

    options: tuple[Option[T], ...]

    @property
    def answer(self) -> Picked:
        """The keys of the correct options."""
        return Picked(tuple(option.key for option in self.options if option.correct))


CHOICE: Final = MARKED | Form({"options": OPTIONS})


def read_single(node: Node) -> ChoiceQuestion[Text]:
    """Read ``type: single``."""
    question = ChoiceQuestion(**read_values(CHOICE, node))
    one_right(node.key("options"), question.options)
    return question


def read_multi(node: Node) -> ChoiceQuestion[Text]:
    """Read ``type: multi``."""
    question = ChoiceQuestion(**read_values(CHOICE, node))
    if not question.answer.keys:
        message = "expected at least one correct option, found 0"
        raise node.key("options").fail("right-options", message, "mark each with `correct: true`")
    return question
