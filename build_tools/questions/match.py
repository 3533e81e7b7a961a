"""Match left items with right ones: ``match``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from build_tools.questions.answers import Matched
from build_tools.questions.shape import Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Generic[T]):
    """An item and the key of the right item it belongs to."""

    key: str
    text: T
    answer: str
    feedback: T | None
    misconception: T | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Generic[T]):
    """A target; several left items may share it, and one that none uses is a distractor."""

    key: str
    text: T


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuestion(Question[T]):
    """Every left item has exactly one right answer."""

    left: tuple[Left[T], ...]
    right: tuple[Right[T], ...]

    @property
    def answer(self) -> Matched:
        """The pairs, in authored order of the left side."""
        return Matched(tuple((item.key, item.answer) for item in self.left))
