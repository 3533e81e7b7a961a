"""What counts as right, read back out of what the player is given.

The proof that a finished package has the keys of its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from build_tools.questions.answers import (
    Answer,
    Between,
    Filled,
    Matched,
    Ordered,
    Picked,
    Travelled,
    Unmarked,
    Written,
)

Values = Mapping[str, Any]


def answer_of(question: Values) -> Answer:
    """Return the answer of a question as ``formats.asked`` describes it."""
    return _READERS[question["type"]](question)


def _picked(question: Values) -> Picked:
    return Picked(tuple(option["key"] for option in question["options"] if option["correct"]))


def _between(values: Values) -> Between:
    return Between(Decimal(values["low"]), Decimal(values["high"]))


def _ordered(question: Values) -> Ordered:
    return Ordered(tuple(item["key"] for item in question["items"]))


def _matched(question: Values) -> Matched:
    return Matched(tuple((item["key"], item["answer"]) for item in question["left"]))


def _written(question: Values) -> Written:
    return Written(tuple(question["accepted"]))


def _filled(question: Values) -> Filled:
    gaps = question["gaps"]
    return Filled(
        tuple((gap["key"], _picked(gap) if "options" in gap else _between(gap)) for gap in gaps)
    )


def _travelled(question: Values) -> Travelled:
    return Travelled(tuple((node, option) for node, option in question["best"]))


def _unmarked(_question: Values) -> Unmarked:
    return Unmarked()


_READERS: Final[Mapping[str, Callable[[Values], Answer]]] = {
    "single": _picked,
    "multi": _picked,
    "truefalse": _picked,
    "match": _matched,
    "order": _ordered,
    "numeric": _between,
    "text": _written,
    "cloze": _filled,
    "scenario": _travelled,
    "likert": _unmarked,
    "reflection": _unmarked,
}
