"""Say whether a statement is true: ``truefalse``."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.questions.answers import Picked
from build_tools.questions.shape import Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseQuestion(Question[T]):
    """The two options have the keys ``t`` and ``f``; their words come from the interface catalog."""

    correct: bool
    feedback_true: T  # Said to somebody who picked "true".
    feedback_false: T
    misconception: T | None  # Behind the wrong answer.

    @property
    def answer(self) -> Picked:
        """``t`` or ``f``."""
        return Picked(("t" if self.correct else "f",))
