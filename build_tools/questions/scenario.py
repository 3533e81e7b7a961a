"""Steer a talk: ``scenario``, a graph of moments with options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Final, Generic

from build_tools.questions.answers import Travelled
from build_tools.questions.form import (
    LETTER,
    NAMED,
    TEXT,
    Form,
    Value,
    keyed,
    number,
    own_text,
    several,
)
from build_tools.questions.reading import MARKED, read_values
from build_tools.questions.shape import Question, T
from build_tools.sources import nodes as yaml
from build_tools.sources.problem import CourseError, Problem
from build_tools.sources.text import Text


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
        return Travelled(_best_ways(self.nodes)[self.start][1])


_MOVE: Final = Form(
    {"key": LETTER, "text": own_text("text")},
    {
        "feedback": TEXT,
        "misconception": TEXT,
        "to": NAMED.or_else(""),
        "points": number(Decimal(0), Decimal(100)).or_else(Decimal(0)),
    },
)
_MOVES: Final = several(
    Value(lambda node: Move(**_MOVE.read(keyed(node))), _MOVE.schema), name=lambda move: move.key
)
_NODE: Final = Form({"key": NAMED, "text": own_text("text")}, {"options": _MOVES})
_NODES: Final = several(
    Value(lambda node: Node(**_NODE.read(keyed(node))), _NODE.schema), name=lambda node: node.key
)
SCENARIO: Final = MARKED | Form({"start": NAMED, "nodes": _NODES})


def read_scenario(node: yaml.Node) -> ScenarioQuestion[Text]:
    """Read ``type: scenario``."""
    question = ScenarioQuestion(**read_values(SCENARIO, node))
    for check in (_unknown, _unsound):
        if problems := tuple(check(node, question)):
            raise CourseError(*problems)
    return question


def _unknown(node: yaml.Node, question: ScenarioQuestion[Text]) -> Iterator[Problem]:
    known = [moment.key for moment in question.nodes]
    for name in (node.key("start"), *_targets(node)):
        if name.word() not in known:
            hint = f"known here: {', '.join(known)}"
            yield Problem(name.place, "unknown-node", f"there is no node `{name.word()}`", hint)


def _targets(node: yaml.Node) -> Iterator[yaml.Node]:
    for moment in node.key("nodes").items():
        if options := moment.entries().get("options"):
            for option in options.items():
                if to := option.entries().get("to"):
                    yield to


def _unsound(node: yaml.Node, question: ScenarioQuestion[Text]) -> Iterator[Problem]:
    graph = {moment.key: [move.to for move in moment.options] for moment in question.nodes}
    reached = _reached(question.start, graph)
    for item in node.key("nodes").items():
        if (key := item.key("key").word()) not in reached:
            yield Problem(item.place, "unreachable-node", f"nothing leads to the node `{key}`")
    if cycle := _cycle(graph):
        message = f"the talk goes round in circles: {' → '.join(cycle)}"
        yield Problem(node.key("nodes").place, "endless-talk", message)
    elif (best := _best_ways(question.nodes)[question.start][0]) != question.points:
        message = f"the best way gives {best} points, `points` says {question.points}"
        yield Problem(node.key("points").place, "scenario-points", message)


def _reached(start: str, graph: Mapping[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        if (key := ahead.pop()) not in reached:
            reached.add(key)
            ahead += filter(None, graph[key])
    return reached


def _cycle(graph: Mapping[str, list[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))  # It comes as "b needs a"; we say "a leads to b".
    return []


def _best_ways(
    moments: tuple[Node[T], ...],
) -> dict[str, tuple[Decimal, tuple[tuple[str, str], ...]]]:
    """Return the points and the steps of the best way from each node to the end."""
    nodes = {moment.key: moment for moment in moments}
    graph = {key: [move.to for move in moment.options] for key, moment in nodes.items()}
    best: dict[str, tuple[Decimal, tuple[tuple[str, str], ...]]] = {}
    for key in TopologicalSorter(graph).static_order():  # The ends of the talk come first.
        ways = [
            (move.points + best[move.to][0], ((key, move.key), *best[move.to][1]))
            for move in (nodes[key].options if key else ())
        ]
        best[key] = max(ways, key=lambda way: way[0], default=(Decimal(0), ()))
    return best
