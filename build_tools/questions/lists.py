"""The lists a learner sees in a question, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ChoiceGap, ClozeQuestion
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.sources.problem import Place


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list; ``place`` is the question's where the line has none."""

    key: str
    text: str
    feedback: str | None
    place: Place


def lists_in(question: AnyQuestion[str]) -> tuple[tuple[Listed, ...], ...]:
    """Return the lists whose lines stand side by side, in authored order."""
    match question:
        case ChoiceQuestion(options=options):
            found: Iterable[Iterable[Any]] = (options,)
        case MatchQuestion(left=left, right=right):
            found = (left, right)
        case OrderQuestion(items=items):
            found = (items,)
        case ClozeQuestion(gaps=gaps):
            found = (gap.options for gap in gaps if isinstance(gap, ChoiceGap))
        case ScenarioQuestion(nodes=nodes):
            found = (node.options for node in nodes)
        case LikertQuestion(statements=statements):
            found = (statements,)
        case _:
            found = ()
    return tuple(tuple(_listed(line, question.place) for line in lines) for lines in found)


def _listed(line: Any, place: Place) -> Listed:
    feedback = getattr(line, "feedback", None)
    return Listed(line.key, line.text, feedback, getattr(line, "place", place))
