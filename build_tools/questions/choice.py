"""Pick the right option, or all the right ones: ``single`` and ``multi``."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.questions.answers import Picked
from build_tools.questions.shape import Option, Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question[T]):
    """``single`` has exactly one correct option, ``multi`` one or more."""

    options: tuple[Option[T], ...]

    @property
    def answer(self) -> Picked:
        """The keys of the correct options."""
        return Picked(tuple(option.key for option in self.options if option.correct))
