"""Think and write: ``reflection``, never marked."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.questions.answers import Unmarked
from build_tools.questions.shape import Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionQuestion(Question[T]):
    """``lines`` to write on; ``sample`` is a good answer to compare with."""

    lines: int
    sample: T | None

    @property
    def answer(self) -> Unmarked:
        """There is no right answer."""
        return Unmarked()
