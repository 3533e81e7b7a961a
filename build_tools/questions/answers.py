"""What counts as right: a few neutral shapes, shared by every kind of question and every format.

They hold no words, so they have no language: keys, numbers and order only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Picked:
    """Exactly these options, by key, in any order."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Any number from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Ordered:
    """These items, by key, in this order."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Each left key with the right key it belongs to, in authored order of the left side."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """One of these answers, as people of a language type them; they come from ``answers.yml``."""

    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """Each gap with what belongs there."""

    gaps: tuple[tuple[str, Picked | Between], ...]


@dataclass(frozen=True, slots=True)
class Travelled:
    """The option picked at each node along the best way."""

    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Nothing is right or wrong here."""


Answer: TypeAlias = Picked | Between | Ordered | Matched | Written | Filled | Travelled | Unmarked
