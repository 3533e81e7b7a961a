"""A question as a foreign file tells it: as much of ours as can be filled in from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from build_tools.questions.answers import (
    Answer,
    Between,
    Filled,
    Matched,
    Ordered,
    Picked,
    Unmarked,
    Written,
)
from build_tools.sources.problem import CourseError, Place, Problem

KEYS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``values`` holds what goes to ``quizzes/*.yml``, ``accepted`` what goes to ``answers.yml``.

    ``name`` is what the source calls the question, ``lost`` what of it has no place in ours.
    """

    type: str
    place: Place
    values: Values
    name: str = ""
    accepted: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a foreign file holds; ``problems`` are of things that could not become a draft."""

    title: str
    questions: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()


class BrokenError(Exception):
    """A question that cannot be read; the message says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UnknownError(BrokenError):
    """A question of a kind that we do not have."""


def problem_of(error: BrokenError, place: Place) -> Problem:
    """Return the problem that tells an author of a question that was left out."""
    code = "import-unknown" if isinstance(error, UnknownError) else "import-broken"
    return Problem(place, code, f"left out: {error}", error.hint)


def unreadable(file: str, message: str, line: int = 1, hint: str = "") -> CourseError:
    """Return, for the caller to raise, that a whole file cannot be read."""
    return CourseError(Problem(Place(file, line), "import-unreadable", message, hint))


def keyed(items: Sequence[Values]) -> list[Values]:
    """Return ``items``, each with a key of its own in their order."""
    if len(items) > len(KEYS):
        raise BrokenError(f"it has {len(items)} options, at most {len(KEYS)} can have a key")
    return [{"key": key, **item} for key, item in zip(KEYS, items, strict=False)]


def option(text: str, feedback: str = "", *, correct: bool = False) -> Values:
    """Return one option, without its key; what is empty is left out."""
    if not text:
        raise BrokenError("one of its options has no words")
    values: dict[str, Any] = {"text": text}
    values |= {"correct": True} if correct else {}
    return values | ({"feedback": feedback} if feedback else {})


def choices(items: Sequence[Values], *, several: bool) -> tuple[str, Values]:
    """Return the kind and the values of a choice; ``several`` allows more than one right option."""
    right = sum(item.get("correct", False) for item in items)
    if len(items) < 2:
        raise BrokenError("a choice needs two options at least")
    if not right or (right > 1 and not several):
        raise BrokenError(f"{right} of its options are marked as right")
    return "multi" if several else "single", {"options": keyed(items)}


def matching(pairs: Sequence[tuple[str, str]], distractors: Sequence[str] = ()) -> Values:
    """Return the values of a match; equal right sides become one."""
    rights = list(dict.fromkeys((*(right for _, right in pairs), *distractors)))
    if len(pairs) < 2 or len(rights) < 2:
        raise BrokenError("matching needs two different pairs at least")
    if not all(left and right for left, right in pairs):
        raise BrokenError("one side of a pair has no words")
    right_keys = {item["text"]: item["key"] for item in keyed([{"text": text} for text in rights])}
    left = [{"text": text, "answer": right_keys[right]} for text, right in pairs]
    right = [{"key": key, "text": text} for text, key in right_keys.items()]
    return {"left": keyed(left), "right": right}


def number(word: str) -> Decimal:
    """Return a number as other tools write it."""
    try:
        found = Decimal(word.strip().replace("−", "-"))
    except InvalidOperation:
        raise BrokenError(f"`{word.strip()}` is not a number") from None
    if not found.is_finite() or abs(found.adjusted()) > 12:
        raise BrokenError(f"`{word.strip()}` is not a number that can be typed")
    return found


def bounds(low: Decimal, high: Decimal) -> Values:
    """Return the values of a number from ``low`` to ``high``."""
    if low > high:
        raise BrokenError(f"no number is from {low} to {high}")
    return {"answer": low} if low == high else {"range": [low, high]}


def answer_of(draft: Draft) -> Answer:  # noqa: PLR0911  # One line a kind.
    """Return what counts as right in a draft; options go by the keys of their order."""
    values = draft.values
    match draft.type:
        case "truefalse":
            return Picked(("t" if values["correct"] else "f",))
        case "single" | "multi":
            return _picked(values["options"])
        case "match":
            return Matched(tuple((item["key"], item["answer"]) for item in values["left"]))
        case "order":
            return Ordered(tuple(item["key"] for item in values["items"]))
        case "numeric":
            return _between(values)
        case "text":
            return Written(draft.accepted)
        case "cloze":
            return Filled(tuple((gap["key"], _gap(gap)) for gap in values["gaps"]))
    return Unmarked()


def _picked(options: Sequence[Values]) -> Picked:
    return Picked(tuple(item["key"] for item in options if item.get("correct")))


def _between(values: Values) -> Between:
    low, high = values.get("range") or (values["answer"], values["answer"])
    return Between(low, high)


def _gap(gap: Values) -> Picked | Between:
    return _picked(gap["options"]) if "options" in gap else _between(gap)
