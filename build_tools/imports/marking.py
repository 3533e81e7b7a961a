"""Answers that are typed: words and numbers, each with its share of the points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from build_tools.imports.drafts import BrokenError, Values

ANYTHING: Final = "*"
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as typed, what it is worth in percent, and what is told to who gives it."""

    answer: str
    percent: Decimal
    feedback: str


def typed(given: Sequence[Given], lost: list[str]) -> tuple[Values, tuple[str, ...]]:
    """Return the values of a ``text`` question and what it accepts; ``lost`` takes the rest."""
    right = [each for each in given if each.percent == WHOLE and "*" not in _bare(each.answer)]
    accepted = tuple(dict.fromkeys(_literal(each.answer) for each in right if each.answer))
    if not accepted:
        raise BrokenError("no answer without a `*` in it is right")
    others = [each for each in given if each not in right and each.answer != ANYTHING]
    if any(each.percent > 0 for each in others):
        lost.append("answers with a `*` in them, or worth a part of the points")
    if any(each.percent <= 0 for each in others):
        lost.append("what is told to wrong answers one by one")
    return _feedback(right, _catch_all(given), lost), accepted


def numeric(given: Sequence[Given], span: Callable[[str], Values], lost: list[str]) -> Values:
    """Return the values of a ``numeric`` question; ``span`` reads an answer."""
    right = [each for each in given if each.percent == WHOLE]
    if len(right) != 1:
        raise BrokenError(f"{len(right)} numbers are right, expected one, or one range")
    values = span(right[0].answer)
    slips: list[Values] = []
    for each in given:
        if each.percent < WHOLE and each.answer != ANYTHING:
            slip = span(each.answer)
            if each.percent > 0 or "answer" not in slip or not each.feedback:
                lost.append("numbers worth a part of the points, or wrong without feedback")
            elif not _holds(values, slip["answer"]) and slip["answer"] not in _values(slips):
                slips.append({"value": slip["answer"], "feedback": each.feedback})
            else:
                lost.append(f"what is told to `{each.answer}`")
    told = _feedback(right, _catch_all(given), lost)
    return {**values, **told, **({"slips": slips} if slips else {})}


def _feedback(right: Sequence[Given], wrong: str, lost: list[str]) -> Values:
    said = list(dict.fromkeys(each.feedback for each in right if each.feedback))
    if len(said) > 1:
        lost.append("different feedback for different right answers")
    feedback = {"right": said[0]} if said else {}
    feedback |= {"wrong": wrong} if wrong else {}
    return {"feedback": feedback} if feedback else {}


def _catch_all(given: Sequence[Given]) -> str:
    return next((each.feedback for each in given if each.answer == ANYTHING), "")


def _values(slips: Sequence[Values]) -> list[Any]:
    return [slip["value"] for slip in slips]


def _holds(values: Values, number: Decimal) -> bool:
    low, high = values.get("range") or (values["answer"], values["answer"])
    return bool(low <= number <= high)


def _bare(answer: str) -> str:
    return answer.replace("\\*", "")


def _literal(answer: str) -> str:
    return answer.replace("\\*", "*")
