"""Questions drawn from a pool: anew for each attempt, and the same again from the same seed.

``player/attempt.js`` draws in the same way; a test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from build_tools.sources.problem import Place

MASK: Final = 0xFFFFFFFF
SEEDS: Final = 0x7FFFFFFF
"""A seed is a whole number below this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Ask ``count`` of the questions ``among`` (ids); ``name`` tells draws of one quiz apart."""

    name: str
    count: int
    among: tuple[str, ...]
    place: Place


def drawn(draws: Sequence[Draw], seed: int, turn: int = 0) -> frozenset[str]:
    """Return the ids of the questions that an attempt with this ``seed`` is asked.

    Attempts of one learner share the seed and count their ``turn``: each goes on where the one
    before it ended, so that no question comes again before all others of its draw have come.
    """
    return frozenset(name for draw in draws for name in _in_turn(draw, seed, turn)[: draw.count])


def _in_turn(draw: Draw, seed: int, turn: int) -> tuple[str, ...]:
    order = shuffled(draw.among, seed, f"draw:{draw.name}")
    begin = turn * draw.count % max(len(order), 1)
    return order[begin:] + order[:begin]


def shuffled(keys: Sequence[str], seed: int, name: str) -> tuple[str, ...]:
    """Return ``keys`` in an order that only ``seed`` and ``name`` decide."""
    draw, mixed = _randomness(seed, name), list(keys)
    for at in range(len(mixed) - 1, 0, -1):
        other = draw() * (at + 1) >> 32
        mixed[at], mixed[other] = mixed[other], mixed[at]
    return tuple(mixed)


def _randomness(seed: int, name: str) -> Callable[[], int]:
    """Return a source of numbers of 32 bits: FNV-1a spreads the name, mulberry32 draws."""
    state = seed & MASK
    for letter in name:
        state = (state ^ ord(letter)) * 16777619 & MASK

    def draw() -> int:
        nonlocal state
        state = state + 0x6D2B79F5 & MASK
        mixed = (state ^ state >> 15) * (state | 1) & MASK
        mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61) & MASK
        return mixed ^ mixed >> 14

    return draw
