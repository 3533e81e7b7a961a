"""The kinds of question of Moodle, each as the values of one of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.imports.drafts import (
    BrokenError,
    Values,
    bounds,
    choices,
    keyed,
    matching,
    number,
    option,
)
from build_tools.imports.marking import Given, numeric, typed
from build_tools.imports.moodle_cloze import cloze_values
from build_tools.imports.reducing import Reduced, clean, from_html, from_markdown, from_plain

COMBINED: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
MOST_LINES: Final = 40


@dataclass(slots=True)
class Words:
    """Turns elements that hold text into Markdown, and remembers what got lost."""

    lost: list[str] = field(default_factory=list)

    def below(self, parent: Element, path: str) -> str:
        """Return the words of the element at ``path``, ``""`` if there is none."""
        found = parent.find(path)
        return "" if found is None else self.of(found)

    def of(self, holder: Element) -> str:
        """Return the words in the ``text`` of ``holder``."""
        if holder.find("file") is not None:
            self.lost.append("files")
        made = _reduced(text_of(holder, "text"), holder.get("format", ""))
        self.lost += made.lost
        return made.words


def _choice(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    single = flag(question, "single") is not False
    options = []
    for answer in question.iterfind("answer"):
        percent = _percent(answer)
        right = percent == 100 if single else percent > 0
        if percent > 0 and not right:
            words.lost.append("points for partly right options")
        told = words.below(answer, "feedback")
        options.append(option(words.of(answer), told, correct=right))
    _combined(question, words)
    return (*choices(options, several=not single), ())


def _truefalse(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    answers = {
        text_of(answer, "text").strip().lower(): answer for answer in question.iter("answer")
    }
    if set(answers) != {"true", "false"}:
        raise BrokenError("its answers are not `true` and `false`")
    said = {key: words.below(answers[key], "feedback") for key in ("true", "false")}
    feedback = {key: told for key, told in said.items() if told}
    correct = _percent(answers["true"]) > _percent(answers["false"])
    told = {"feedback": feedback} if feedback else {}
    return "truefalse", {"correct": correct, **told}, ()


def _match(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    pairs, spare = [], []
    for pair in question.iterfind("subquestion"):
        left = words.of(pair)
        right = from_plain(text_of(pair, "answer/text")).words
        if left:
            pairs.append((left, right))
        elif right:
            spare.append(right)
    _combined(question, words)
    return "match", matching(pairs, spare), ()


def _order(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    answers = sorted(question.iterfind("answer"), key=_percent)
    items = [{"text": found} for answer in answers if (found := words.of(answer))]
    if len(items) < 2:
        raise BrokenError("there is nothing to put in order")
    names = {"right": "correctfeedback", "wrong": "incorrectfeedback"}
    told = {key: words.below(question, name) for key, name in names.items()}
    feedback = {key: found for key, found in told.items() if found}
    return "order", {"items": keyed(items), **({"feedback": feedback} if feedback else {})}, ()


def _numeric(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    def span(answer: str) -> Values:
        middle, _, near = answer.partition(":")
        tolerance = abs(number(near)) if near.strip() else Decimal(0)
        return bounds(number(middle) - tolerance, number(middle) + tolerance)

    given = []
    for answer in question.iterfind("answer"):
        text = text_of(answer, "text").strip()
        near = text_of(answer, "tolerance").strip()
        typed_in = text if text == "*" else f"{text}:{near}"
        given.append(Given(typed_in, _percent(answer), words.below(answer, "feedback")))
    units = [clean(text_of(unit, "unit_name")) for unit in question.iterfind("units/unit")]
    if len(units) > 1:
        words.lost.append("units")
    unit = {"unit": from_plain(units[0]).words} if len(units) == 1 else {}
    return "numeric", {**numeric(given, span, words.lost), **unit}, ()


def _typed(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    if flag(question, "usecase"):
        words.lost.append("the difference between upper and lower case")
    given = [
        Given(
            clean(text_of(answer, "text")).strip(),
            _percent(answer),
            words.below(answer, "feedback"),
        )
        for answer in question.iterfind("answer")
    ]
    values, accepted = typed(given, words.lost)
    return "text", values, accepted


def _essay(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    wanted = text_of(question, "responsefieldlines").strip()
    lines = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 5
    if words.below(question, "graderinfo"):
        words.lost.append("notes for those who mark it")
    return "reflection", {"lines": Decimal(min(max(lines, 1), MOST_LINES))}, ()


def _cloze(question: Element, words: Words) -> tuple[str, Values, tuple[str, ...]]:
    values, points, lost = cloze_values(text_of(question, "questiontext/text"))
    words.lost += lost
    told = worth(points, words) if question.find("defaultgrade") is None else {}
    return "cloze", {**told, **values}, ()


KINDS: Final[Mapping[str, Callable[[Element, Words], tuple[str, Values, tuple[str, ...]]]]] = {
    "multichoice": _choice,
    "truefalse": _truefalse,
    "matching": _match,
    "ordering": _order,
    "numerical": _numeric,
    "shortanswer": _typed,
    "essay": _essay,
    "cloze": _cloze,
}


def _combined(question: Element, words: Words) -> None:
    said: Sequence[str] = [words.below(question, name) for name in COMBINED]
    if any(said):
        words.lost.append("feedback on the answer as a whole")


def _reduced(text: str, kind: str) -> Reduced:
    if kind == "markdown":
        return from_markdown(text)
    return from_plain(text) if kind == "plain_text" else from_html(text)


def text_of(parent: Element, path: str) -> str:
    """Return the text at ``path``, whether it stands there or in a ``text`` below."""
    found = parent.find(path)
    if found is None:
        return ""
    below = found.find("text")
    return "".join((found if below is None else below).itertext())


def _percent(answer: Element) -> Decimal:
    return number(answer.get("fraction", "0"))


def flag(question: Element, name: str) -> bool | None:
    """Return a setting that is on or off, ``None`` if it is not there."""
    word = text_of(question, name).strip().lower()
    return {"true": True, "1": True, "false": False, "0": False}.get(word)


def worth(points: Decimal, words: Words) -> Values:
    """Return the points of a question, if we can give as many."""
    if Decimal("0.01") <= points <= 100:
        return {"points": points}
    if points:
        words.lost.append(f"its {points} points")
    return {}
