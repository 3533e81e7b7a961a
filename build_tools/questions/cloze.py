"""Fill the gaps of a text: ``cloze``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from build_tools.questions.answers import Between, Filled, Picked
from build_tools.questions.shape import Feedback, Option, Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGap(Generic[T]):
    """A gap filled from a list."""

    key: str
    options: tuple[Option[T], ...]

    @property
    def answer(self) -> Picked:
        """The key of the right option."""
        return Picked(tuple(option.key for option in self.options if option.correct))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGap(Generic[T]):
    """A gap for a number."""

    key: str
    low: Decimal
    high: Decimal

    @property
    def answer(self) -> Between:
        """The numbers near enough."""
        return Between(self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeQuestion(Question[T]):
    """``text`` names its gaps in square brackets: ``Four ÷ two is [gap1].``"""

    text: T
    gaps: tuple[ChoiceGap[T] | NumberGap[T], ...]
    feedback: Feedback[T]

    @property
    def answer(self) -> Filled:
        """Each gap and what belongs there, in authored order."""
        return Filled(tuple((gap.key, gap.answer) for gap in self.gaps))
