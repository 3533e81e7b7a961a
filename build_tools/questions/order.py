"""Put items into order: ``order``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from build_tools.questions.answers import Ordered
from build_tools.questions.shape import Feedback, Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Generic[T]):
    """One thing to place."""

    key: str
    text: T


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion(Question[T]):
    """``items`` stand in the solved order; they are always shown shuffled."""

    items: tuple[Item[T], ...]
    feedback: Feedback[T]
    misconception: T | None

    @property
    def answer(self) -> Ordered:
        """The keys in the solved order."""
        return Ordered(tuple(item.key for item in self.items))
