"""What all questions have in common."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

from build_tools.sources.problem import Place

T = TypeVar("T")

WAIVABLE: Final = (
    "absolute-word",
    "all-or-none",
    "banned-claim",
    "choose-count",
    "equal-options",
    "longest-correct",
    "names-letter",
    "negative-stem",
    "no-feedback",
    "no-misconception",
    "stem-question",
    "three-options",
    "uneven-options",
    "unparallel-options",
)  # Rules of `rules.py` that a question may be excused from, with a reason.


class Bloom(StrEnum):
    """Levels of the revised Bloom taxonomy, in rising order."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


class Use(StrEnum):
    """Where a question may appear. ``FINAL`` excludes every other use."""

    PRACTICE = "practice"
    QUIZ = "quiz"
    WORKBOOK = "workbook"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[T]):
    """One question of any kind; ``type`` names the kind as authors write it."""

    type: str
    id: str
    rev: int
    objectives: tuple[str, ...]
    bloom: Bloom
    use: tuple[Use, ...]
    points: Decimal
    shuffle: bool
    spaced: bool
    stem: T
    report: T | None  # One line for LMS reports, at most 250 characters.
    rationale: T | None
    review: str  # "01-three-ways#order-taker": where to read again; "" for none.
    hint: T | None
    allow: tuple[tuple[str, str], ...]  # Item-writing rules waived: (problem code, reason).
    place: Place
    pool: str = ""  # The pool a quiz draws it from; "" for none.

    @property
    def marked(self) -> bool:
        """Whether answers are right or wrong."""
        return self.points > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[T]):
    """One thing to pick, and what to say to somebody who picked it."""

    key: str
    text: T
    correct: bool
    feedback: T | None
    misconception: T | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Generic[T]):
    """What to say to a right and to a wrong answer."""

    right: T
    wrong: T
