"""Questions in parts: what a format cannot ask in one piece, it asks in several plain questions.

Part by part the answers can be read back, and ``joined`` makes the source's answer of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from build_tools.questions import AnyQuestion
from build_tools.questions.answers import (
    Answer,
    Between,
    Filled,
    Matched,
    Ordered,
    Picked,
    Travelled,
)
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import GAP, ChoiceGap, ClozeQuestion
from build_tools.questions.match import Left, MatchQuestion, Right
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.scenario import Node, ScenarioQuestion
from build_tools.questions.shape import Option, Question

PLACES: Final = "123456789abcdefghijklmnopqrstuvwxyz"
COMMON: Final = tuple(field.name for field in fields(Question))

Asked = AnyQuestion[str]
Cut = Callable[[Asked], tuple[Asked, ...]]


def whole(question: Asked) -> tuple[Asked, ...]:
    """Return a question in one part, except for a talk: one part for each moment of its best way.

    No exchange format that LMSs read can branch, so the other ways are lost.
    """
    if isinstance(question, ScenarioQuestion):
        nodes = {node.key: node for node in question.nodes}
        return tuple(_moment(question, nodes[node], key) for node, key in question.answer.steps)
    return (question,)


def plain_kinds(gap_label: Callable[[int], str]) -> Cut:
    """Return a cut into choice, true or false, match, numeric, text and reflection alone.

    ``gap_label`` names a gap by its number, counted from 1.
    """

    def cut(question: Asked) -> tuple[Asked, ...]:
        if isinstance(question, OrderQuestion):
            return (_places(question),)
        if isinstance(question, ClozeQuestion):
            return tuple(_gap(question, at, gap_label) for at in range(len(question.gaps)))
        return whole(question)

    return cut


def joined(question: Asked, answers: Sequence[Answer]) -> Answer:
    """Return the answer of ``question``, from those of its parts in their order."""
    if isinstance(question, ScenarioQuestion):
        steps = zip(question.answer.steps, answers, strict=True)
        return Travelled(tuple((node, _only(answer)) for (node, _), answer in steps))
    first = answers[0]
    if isinstance(question, OrderQuestion) and isinstance(first, Matched):
        return Ordered(tuple(key for key, _ in sorted(first.pairs, key=_place_of)))
    if isinstance(question, ClozeQuestion) and not isinstance(first, Filled):
        gaps = zip(question.gaps, answers, strict=True)
        return Filled(tuple((gap.key, _filled(answer)) for gap, answer in gaps))
    return first


def _moment(question: ScenarioQuestion[str], node: Node[str], best: str) -> ChoiceQuestion[str]:
    options = tuple(
        Option(
            key=move.key,
            text=move.text,
            correct=move.key == best,
            feedback=move.feedback,
            misconception=move.misconception,
            place=question.place,
        )
        for move in node.options
    )
    points = next(move.points for move in node.options if move.key == best)
    return ChoiceQuestion(
        **_common(question, "single", node.key, f"{question.stem}<br>{node.text}", points),
        options=options,
    )


def _places(question: OrderQuestion[str]) -> MatchQuestion[str]:
    numbers = PLACES[: len(question.items)]
    return MatchQuestion(
        **_common(question, "match", "", question.stem, question.points),
        left=tuple(
            Left(key=item.key, text=item.text, answer=key, feedback=None, misconception=None)
            for item, key in zip(question.items, numbers, strict=True)
        ),
        right=tuple(Right(key=key, text=str(at)) for at, key in enumerate(numbers, start=1)),
    )


def _gap(
    question: ClozeQuestion[str], at: int, label: Callable[[int], str]
) -> ChoiceQuestion[str] | NumericQuestion[str]:
    gap = question.gaps[at]
    numbers = {each.key: number for number, each in enumerate(question.gaps, start=1)}
    text = GAP.sub(lambda found: _numbered(found[1], numbers), question.text)
    stem = f"{question.stem}<br>{text}<br>{label(at + 1)}"
    points = question.points / len(question.gaps)
    if isinstance(gap, ChoiceGap):
        common = _common(question, "single", gap.key, stem, points)
        return ChoiceQuestion(**common, options=gap.options)
    common = _common(question, "numeric", gap.key, stem, points)
    return NumericQuestion(
        **common, low=gap.low, high=gap.high, unit=None, feedback=question.feedback, slips=()
    )


def _numbered(key: str, numbers: Mapping[str, int]) -> str:
    return f"({numbers[key]}) ___" if key in numbers else f"[{key}]"


def _common(question: Asked, kind: str, part: str, stem: str, points: Decimal) -> dict[str, Any]:
    values = {name: getattr(question, name) for name in COMMON}
    name = f"{question.id}.{part}" if part else question.id
    return values | {"id": name, "type": kind, "stem": stem, "points": points}


def _place_of(pair: tuple[str, str]) -> int:
    return PLACES.index(pair[1])


def _only(answer: Answer) -> str:
    return answer.keys[0] if isinstance(answer, Picked) and len(answer.keys) == 1 else ""


def _filled(answer: Answer) -> Picked | Between:
    if isinstance(answer, Picked | Between):
        return answer
    raise TypeError(answer)
