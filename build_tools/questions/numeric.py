"""Give a number, near enough: ``numeric``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Generic

from build_tools.questions.answers import Between
from build_tools.questions.form import TEXT, Form, Value, keyed, number, several
from build_tools.questions.reading import FEEDBACK, MARKED, read_values
from build_tools.questions.shape import Feedback, Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.problem import gather
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Generic[T]):
    """A typical wrong result, and what to say to somebody who gives it."""

    value: Decimal
    feedback: T
    misconception: T | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericQuestion(Question[T]):
    """Right from ``low`` to ``high``, both included, in the unit the stem names."""

    low: Decimal
    high: Decimal
    unit: T | None
    feedback: Feedback[T]
    slips: tuple[Slip[T], ...]

    @property
    def answer(self) -> Between:
        """The numbers near enough."""
        return Between(self.low, self.high)


_SLIP: Final = Form({"value": number(), "feedback": TEXT}, {"misconception": TEXT})
SLIP: Final = Value(
    lambda node: Slip(**_SLIP.read(keyed(node, "value", "wrong answer"))), _SLIP.schema
)
NUMBER: Final = Form(
    {},
    {
        "answer": number(),
        "tolerance": number(low=Decimal(0)),
        "range": several(number(), at_least=2),
    },
)
NUMERIC: Final = (
    MARKED
    | NUMBER
    | Form(
        {"feedback": FEEDBACK},
        {"unit": TEXT, "slips": several(SLIP, at_least=0, name=lambda slip: str(slip.value))},
    )
)


def read_numeric(node: Node) -> NumericQuestion[Text]:
    """Read ``type: numeric``."""
    values = read_values(NUMERIC, node)
    low, high = accepted(node, values)
    question = NumericQuestion(**values, low=low, high=high)
    slips = node.key("slips").items() if question.slips else []
    gather(lambda slip: _wrong(slip.key("value"), low, high), slips)
    return question


def accepted(node: Node, values: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """Take ``answer``, ``tolerance`` and ``range`` out of ``values``; return lowest and highest."""
    answer, tolerance, between = (values.pop(key) for key in NUMBER.optional)
    if (answer is None) == (not between):
        hint = "write `answer: 800`, or `range: [780, 820]`"
        raise node.fail("answer-or-range", "expected either `answer` or `range`", hint)
    if answer is not None:
        return answer - (tolerance or 0), answer + (tolerance or 0)
    if tolerance is not None:
        hint = "a range says already how near is near enough"
        raise node.key("tolerance").fail("answer-or-range", "`tolerance` belongs to `answer`", hint)
    if len(between) != 2 or between[0] > between[1]:
        raise node.key("range").fail("bad-range", "expected two numbers, the lower one first")
    return between[0], between[1]


def _wrong(value: Node, low: Decimal, high: Decimal) -> None:
    if low <= value.number() <= high:
        raise value.fail("right-slip", f"`{value.word()}` is a right answer, not a slip")
