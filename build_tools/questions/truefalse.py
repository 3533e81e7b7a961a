"""Say whether a statement is true: ``truefalse``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from build_tools.questions.answers import Picked
from build_tools.questions.form import FLAG, TEXT, Form
from build_tools.questions.reading import MARKED, read_values
from build_tools.questions.shape import Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseQuestion(Question[T]):
    """The options have the keys ``t`` and ``f``; their words come from the interface catalog."""

    correct: bool
    feedback_true: T  # Said to somebody who picked "true".
    feedback_false: T
    misconception: T | None  # Behind the wrong answer.

    @property
    def answer(self) -> Picked:
        """``t`` or ``f``."""
        return Picked(("t" if self.correct else "f",))


TRUEFALSE: Final = MARKED | Form(
    {"correct": FLAG, "feedback": Form({"true": TEXT, "false": TEXT}).value(dict)},
    {"misconception": TEXT},
)


def read_truefalse(node: Node) -> TrueFalseQuestion[Text]:
    """Read ``type: truefalse``."""
    values = read_values(TRUEFALSE, node)
    said = values.pop("feedback")
    return TrueFalseQuestion(**values, feedback_true=said["true"], feedback_false=said["false"])
