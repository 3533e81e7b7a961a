"""Steer a talk: ``scenario``, a graph of moments with options."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from build_tools.questions.answers import Travelled
from build_tools.questions.shape import Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Generic[T]):
    """One thing to say; ``to`` is the next node's key, ``""`` ends the talk."""

    key: str
    text: T
    feedback: T | None
    misconception: T | None
    to: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Generic[T]):
    """A moment of the talk and what can be said in it; no options: the talk ends here."""

    key: str
    text: T
    options: tuple[Move[T], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioQuestion(Question[T]):
    """``points`` equals the sum along the best way; the graph has no cycle."""

    start: str
    nodes: tuple[Node[T], ...]

    @property
    def answer(self) -> Travelled:
        """The best way: most points, then first in authored order."""
        return Travelled(_best(self.start, {node.key: node for node in self.nodes})[1])


def _best(key: str, nodes: dict[str, Node[T]]) -> tuple[Decimal, tuple[tuple[str, str], ...]]:
    if key not in nodes or not nodes[key].options:
        return Decimal(0), ()
    ways = []
    for move in nodes[key].options:
        points, steps = _best(move.to, nodes)
        ways.append((move.points + points, ((key, move.key), *steps)))
    return max(ways, key=lambda way: way[0])
