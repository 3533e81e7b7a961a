"""Give a number, near enough: ``numeric``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from build_tools.questions.answers import Between
from build_tools.questions.shape import Feedback, Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Generic[T]):
    """A typical wrong result, and what to say to somebody who gives it."""

    value: Decimal
    feedback: T
    misconception: T | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericQuestion(Question[T]):
    """Right from ``low`` to ``high``, both included, in the unit the stem names."""

    low: Decimal
    high: Decimal
    unit: T | None
    feedback: Feedback[T]
    slips: tuple[Slip[T], ...]

    @property
    def answer(self) -> Between:
        """The numbers near enough."""
        return Between(self.low, self.high)
