"""Formats that know options by their place: their answers, in the keys of the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build_tools.formats.parts import Cut, joined
from build_tools.imports.drafts import KEYS, Draft, answer_of
from build_tools.questions import AnyQuestion
from build_tools.questions.answers import (
    Answer,
    Between,
    Filled,
    Matched,
    Ordered,
    Picked,
    Unmarked,
)
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ChoiceGap, ClozeQuestion, NumberGap
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.sources.markdown import plain


def answers_by_position(
    drafts: Iterable[Draft], questions: Iterable[AnyQuestion[str]], cut: Cut
) -> dict[str, Answer]:
    """Return the answers of ``questions``, as ``drafts`` tell them, by id.

    Raises:
        KeyError: if a question that has an answer is not among the drafts.
    """
    found = {str(draft.values.get("id")): draft for draft in drafts}
    return {
        question.id: joined(question, [_named(found, part) for part in cut(question)])
        for question in questions
    }


def _named(found: Mapping[str, Draft], part: AnyQuestion[str]) -> Answer:
    if isinstance(part, LikertQuestion | ReflectionQuestion):
        return Unmarked()
    draft = found[part.id]
    match part, answer_of(draft):
        case ChoiceQuestion(options=options), Picked() as picked:
            return _picked(picked, options)
        case OrderQuestion(items=items), Ordered(keys):
            return Ordered(tuple(_at(items, key) for key in keys))
        case MatchQuestion(left=lefts, right=ours), Matched(pairs):
            rights = _rights(draft, ours)
            return Matched(tuple((_at(lefts, left), rights[right]) for left, right in pairs))
        case ClozeQuestion(gaps=gaps), Filled(filled):
            return Filled(
                tuple(
                    (gap.key, _filled(gap, told))
                    for gap, (_, told) in zip(gaps, filled, strict=True)
                )
            )
        case _, answer:
            return answer
    raise TypeError(part)


def _picked(picked: Any, options: Sequence[Any]) -> Picked:
    return Picked(tuple(_at(options, key) for key in picked.keys))


def _filled(gap: ChoiceGap[Any] | NumberGap[Any], told: Picked | Between) -> Picked | Between:
    if isinstance(gap, ChoiceGap) and isinstance(told, Picked):
        return _picked(told, gap.options)
    return told


def _at(items: Sequence[Any], key: str) -> str:
    return str(items[KEYS.index(key)].key)


def _rights(draft: Draft, rights: Sequence[Any]) -> dict[str, str]:
    """Return our keys of the right side by those of the draft; equal words are equal."""
    ours = {plain(item.text): item.key for item in reversed(rights)}
    return {item["key"]: ours[plain(item["text"])] for item in draft.values["right"]}
