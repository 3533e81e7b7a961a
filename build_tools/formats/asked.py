"""Each kind of question as the player is given it: JSON values, with words as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from build_tools.formats.pages import word_list
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ChoiceGap, ClozeQuestion, NumberGap
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.questions.shape import Feedback, Option
from build_tools.questions.text import TextQuestion
from build_tools.questions.truefalse import TrueFalseQuestion
from build_tools.sources.markdown import inline, plain

Values = dict[str, Any]


def asked(question: AnyQuestion[str], local: LocalCourse, rooms: Mapping[str, int]) -> Values:
    """Return ``question`` for the player; ``rooms`` says how many letters an answer may have."""
    common = {
        "id": question.id,
        "rev": question.rev,
        "type": question.type,
        "objectives": list(question.objectives),
        "points": number(question.points),
        "shuffle": question.shuffle,
        "stem": inline(question.stem),
        "report": plain(question.report or question.stem),
        "rationale": _said(question.rationale),
        "hint": _said(question.hint),
    }
    return common | _OWN[type(question)](question, local, rooms)


def number(value: Decimal) -> int | float:
    """Return a number that JSON writes as a person would: 1, not 1.0."""
    return int(value) if value == value.to_integral_value() else float(value)


def _choice(question: ChoiceQuestion[str], *_: Any) -> Values:
    return {"options": _options(question.options)}


def _truefalse(question: TrueFalseQuestion[str], local: LocalCourse, *_: Any) -> Values:
    words = word_list("player", local)
    options = (
        ("t", words["true"], question.correct, question.feedback_true),
        ("f", words["false"], not question.correct, question.feedback_false),
    )
    return {
        "shuffle": False,  # "True" before "false", as everywhere.
        "options": [
            {
                "key": key,
                "text": text,
                "plain": text,
                "correct": right,
                "feedback": inline(feedback),
            }
            for key, text, right, feedback in options
        ],
    }


def _match(question: MatchQuestion[str], *_: Any) -> Values:
    left = [
        _item(item) | {"answer": item.answer, "feedback": _said(item.feedback)}
        for item in question.left
    ]
    return {"left": left, "right": [_item(item) for item in question.right]}


def _order(question: OrderQuestion[str], *_: Any) -> Values:
    return {
        "items": [_item(item) for item in question.items],
        "feedback": _feedback(question.feedback),
    }


def _numeric(question: NumericQuestion[str], *_: Any) -> Values:
    slips = [
        {"value": str(slip.value), "feedback": inline(slip.feedback)} for slip in question.slips
    ]
    return {
        **_bounds(question),
        "unit": _said(question.unit),
        "plainUnit": plain(question.unit) if question.unit else "",
        "feedback": _feedback(question.feedback),
        "slips": slips,
    }


def _text(question: TextQuestion[str], local: LocalCourse, rooms: Mapping[str, int]) -> Values:
    return {
        "accepted": list(question.accepted),
        "accents": question.accents,
        "tag": local.language.tag,
        "room": rooms[question.id],
        "feedback": _feedback(question.feedback),
    }


def _cloze(question: ClozeQuestion[str], *_: Any) -> Values:
    keys = "|".join(re.escape(gap.key) for gap in question.gaps)
    text = re.sub(rf"\[({keys})\]", r'<span data-gap="\1"></span>', inline(question.text))
    gaps = [_gap(gap) for gap in question.gaps]
    return {"text": text, "gaps": gaps, "feedback": _feedback(question.feedback)}


def _scenario(question: ScenarioQuestion[str], *_: Any) -> Values:
    def move(option: Any) -> Values:
        points = {"to": option.to, "points": number(option.points)}
        return _item(option) | {"feedback": _said(option.feedback)} | points

    nodes = [
        {
            "key": node.key,
            "text": inline(node.text),
            "options": [move(each) for each in node.options],
        }
        for node in question.nodes
    ]
    best = [list(step) for step in question.answer.steps]
    return {"start": question.start, "nodes": nodes, "best": best}


def _likert(question: LikertQuestion[str], local: LocalCourse, *_: Any) -> Values:
    scales = {scale.id: scale.labels for scale in local.course.scales}
    return {
        "statements": [_item(item) for item in question.statements],
        "labels": [inline(label) for label in scales.get(question.scale, ())],
    }


def _reflection(
    question: ReflectionQuestion[str], _local: LocalCourse, rooms: Mapping[str, int]
) -> Values:
    room = rooms[question.id]
    return {"lines": question.lines, "sample": _said(question.sample), "room": room}


_OWN: Mapping[type, Callable[..., Values]] = {
    ChoiceQuestion: _choice,
    TrueFalseQuestion: _truefalse,
    MatchQuestion: _match,
    OrderQuestion: _order,
    NumericQuestion: _numeric,
    TextQuestion: _text,
    ClozeQuestion: _cloze,
    ScenarioQuestion: _scenario,
    LikertQuestion: _likert,
    ReflectionQuestion: _reflection,
}


def _gap(gap: ChoiceGap[str] | NumberGap[str]) -> Values:
    if isinstance(gap, ChoiceGap):
        return {"key": gap.key, "options": _options(gap.options)}
    return {"key": gap.key, **_bounds(gap)}


def _options(options: Iterable[Option[str]]) -> list[Values]:
    return [
        _item(option) | {"correct": option.correct, "feedback": _said(option.feedback)}
        for option in options
    ]


def _item(item: Any) -> Values:
    """Return what has a key and words; ``plain`` is for lists that cannot show HTML."""
    return {"key": item.key, "text": inline(item.text), "plain": plain(item.text)}


def _bounds(answer: NumericQuestion[str] | NumberGap[str]) -> Values:
    """Bounds as text: no floating point on the way to the page."""
    return {"low": f"{answer.low.normalize():f}", "high": f"{answer.high.normalize():f}"}


def _feedback(feedback: Feedback[str]) -> Values:
    return {"right": inline(feedback.right), "wrong": inline(feedback.wrong)}


def _said(words: str | None) -> str | None:
    return inline(words) if words else None
