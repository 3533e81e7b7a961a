"""Rate statements on a scale: ``likert``, never marked."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.questions.answers import Unmarked
from build_tools.questions.order import Item
from build_tools.questions.shape import Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertQuestion(Question[T]):
    """``scale`` names a scale of the course."""

    statements: tuple[Item[T], ...]
    scale: str

    @property
    def answer(self) -> Unmarked:
        """There is no right answer."""
        return Unmarked()
