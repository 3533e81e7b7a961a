"""Fill the gaps of a text: ``cloze``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic

from build_tools.questions.answers import Between, Filled, Picked
from build_tools.questions.form import TEXT, Form, Value, keyed, matching, several
from build_tools.questions.numeric import NUMBER, accepted
from build_tools.questions.reading import FEEDBACK, MARKED, OPTIONS, one_right, read_values
from build_tools.questions.shape import Feedback, Option, Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.problem import CourseError, Problem
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGap(Generic[T]):
    """A gap filled from a list."""

    key: str
    options: tuple[Option[T], ...]

    @property
    def answer(self) -> Picked:
        """The key of the right option."""
        return Picked(tuple(option.key for option in self.options if option.correct))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGap(Generic[T]):
    """A gap for a number."""

    key: str
    low: Decimal
    high: Decimal

    @property
    def answer(self) -> Between:
        """The numbers near enough."""
        return Between(self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeQuestion(Question[T]):
    """``text`` names its gaps in square brackets, as in ``Four ÷ two is [gap1]``."""

    text: T
    gaps: tuple[ChoiceGap[T] | NumberGap[T], ...]
    feedback: Feedback[T]

    @property
    def answer(self) -> Filled:
        """Each gap and what belongs there, in authored order."""
        return Filled(tuple((gap.key, gap.answer) for gap in self.gaps))


_KEY: Final = matching(
    re.compile("[a-z0-9]+"), "bad-name", "`{word}` cannot be a gap", "use a–z and 0–9 only"
)
_CHOICE_GAP: Final = Form({"key": _KEY, "options": OPTIONS})
_NUMBER_GAP: Final = Form({"key": _KEY}) | NUMBER
GAP: Final = re.compile(r"\[([a-z0-9]+)\](?!\()")  # Not the words of a link.


def gaps_in(words: str) -> tuple[str, ...]:
    """Return the keys of the gaps in ``words``, in reading order."""
    return tuple(GAP.findall(words))


def _gap(node: Node) -> ChoiceGap[Text] | NumberGap[Text]:
    gap = keyed(node, note=f"gap {node.key('key').raw.value}")
    if "options" not in node.entries():
        values = _NUMBER_GAP.read(gap)
        low, high = accepted(gap, values)
        return NumberGap(**values, low=low, high=high)
    choice: ChoiceGap[Text] = ChoiceGap(**_CHOICE_GAP.read(gap))
    one_right(gap.key("options"), choice.options)
    return choice


GAPS: Final = several(
    Value(_gap, {"anyOf": [_CHOICE_GAP.schema, _NUMBER_GAP.schema]}), name=lambda gap: gap.key
)
CLOZE: Final = MARKED | Form({"text": TEXT, "gaps": GAPS, "feedback": FEEDBACK})


def read_cloze(node: Node) -> ClozeQuestion[Text]:
    """Read ``type: cloze``."""
    question = ClozeQuestion(**read_values(CLOZE, node))
    named = gaps_in(question.text.source)
    keys = [gap.key for gap in question.gaps]
    problems = [
        Problem(
            item.key("key").place, "gap-mismatch", f"`[{key}]` stands {times} times in the text"
        )
        for key, item in zip(keys, node.key("gaps").items(), strict=True)
        if (times := named.count(key)) != 1
    ]
    problems += [
        Problem(question.text.place, "gap-mismatch", f"`[{name}]` is not among the gaps")
        for name in dict.fromkeys(named)
        if name not in keys
    ]
    if problems:
        raise CourseError(*problems)
    return question
