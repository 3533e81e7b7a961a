"""Moodle XML as drafts. Entities and other dangers of XML are refused by the parser.

Source: Moodle documentation, "Moodle XML format", and files that Moodle writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from build_tools.imports.drafts import (
    BrokenError,
    Draft,
    Drafts,
    UnknownError,
    Values,
    bounds,
    choices,
    keyed,
    matching,
    number,
    option,
    problem_of,
    unreadable,
)
from build_tools.imports.marking import Given, numeric, typed
from build_tools.imports.moodle_cloze import cloze_values
from build_tools.imports.reducing import Reduced, clean, from_html, from_markdown, from_plain
from build_tools.imports.tags import tagged
from build_tools.sources.problem import Place, Problem

HIDDEN: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
OPENING: Final = re.compile(r"<question[\s>/]")
COMBINED: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
MOST_LINES: Final = 40


@dataclass(slots=True)
class _Words:
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
        made = _reduced(_text(holder, "text"), holder.get("format", ""))
        self.lost += made.lost
        return made.words


def read_moodle_xml(source: str, file: str) -> Drafts:
    """Return the drafts of a Moodle XML file.

    Raises:
        CourseError: if it is not XML, or not of Moodle.
    """
    root = _root(source, file)
    drafts: list[Draft] = []
    problems: list[Problem] = []
    title = ""
    for question, line in zip(root.iter("question"), _lines(source), strict=False):
        place = Place(file, line)
        if question.get("type") == "category":
            name = _text(question, "category/text").replace("//", "\0").rsplit("/", 1)[-1]
            name = clean(name.replace("\0", "/")).strip()
            if title and name != title:
                message = f"the category `{name}`: a module has one list of questions"
                problems.append(Problem(place, "import-lost", message))
            title = title or name
            continue
        try:
            drafts.append(_draft(question, place))
        except BrokenError as error:
            problems.append(problem_of(error, place))
    return Drafts(title, tuple(drafts), tuple(problems))


def _root(source: str, file: str) -> Element:
    try:
        root: Element = fromstring(re.sub(r"\A\ufeff?\s*(?:<\?xml[^>]*\?>)?", "", source))
    except ParseError as error:
        raise unreadable(file, f"this is not XML: {error}", error.position[0]) from None
    except DefusedXmlException:
        raise unreadable(
            file, "this XML defines entities, which no export of Moodle does"
        ) from None
    except (ValueError, UnicodeError):
        raise unreadable(file, "this is not XML: it has characters that no XML may have") from None
    if root.tag != "quiz":
        hint = "export the questions from Moodle as “Moodle XML format”"
        raise unreadable(file, f"`<{root.tag}>` is not Moodle XML, expected `<quiz>`", hint=hint)
    return root


def _lines(source: str) -> Iterator[int]:
    """Yield the line on which each question begins."""
    bare = HIDDEN.sub(lambda hidden: re.sub(r"[^\n]", " ", hidden[0]), source)
    for found in OPENING.finditer(bare):
        yield bare.count("\n", 0, found.start()) + 1
    while True:
        yield 1


def _draft(question: Element, place: Place) -> Draft:
    kind = question.get("type", "")
    if kind not in KINDS:
        hint = "ask it in another way, for example as a `single`"
        raise UnknownError(f"a question of the kind `{kind}`", hint)
    words = _Words()
    name, values, accepted = KINDS[kind](question, words)
    about = "sample" if name == "reflection" else "rationale"
    values = {**_common(question, words), about: words.below(question, "generalfeedback"), **values}
    if kind != "cloze":
        values = {"stem": _stem(question, words), **values}
    told, strange = tagged(tag.text or "" for tag in question.iterfind("tags/tag/text"))
    idnumber = clean(_text(question, "idnumber", inside="")).strip()
    return Draft(
        type=name,
        place=place,
        name=_report(question, idnumber),
        values={**({"id": idnumber} if idnumber else {}), **told, **values},
        accepted=accepted,
        lost=(*dict.fromkeys(words.lost), *strange),
    )


def _common(question: Element, words: _Words) -> Values:
    values: dict[str, Any] = {}
    hints = [said for hint in question.iterfind("hint") if (said := words.of(hint))]
    if hints:
        values["hint"] = "<br>".join(hints)
    if (shuffle := _flag(question, "shuffleanswers")) is not None:
        values |= {} if shuffle else {"shuffle": False}
    points = _text(question, "defaultgrade", inside="")
    if points.strip():
        values |= _points(number(points), words)
    return values


def _points(points: Decimal, words: _Words) -> Values:
    if Decimal("0.01") <= points <= 100:
        return {"points": points}
    if points:
        words.lost.append(f"its {points} points")
    return {}


def _stem(question: Element, words: _Words) -> str:
    if not (stem := words.below(question, "questiontext")):
        raise BrokenError("it asks nothing")
    return stem


def _report(question: Element, idnumber: str) -> str:
    name = clean(_text(question, "name/text", inside="")).strip()
    return from_plain(name.removeprefix(idnumber).strip() if idnumber else name).words


def _choice(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    single = _flag(question, "single") is not False
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


def _truefalse(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    answers = {_text(answer, "text").strip().lower(): answer for answer in question.iter("answer")}
    if set(answers) != {"true", "false"}:
        raise BrokenError("its answers are not `true` and `false`")
    said = {key: words.below(answers[key], "feedback") for key in ("true", "false")}
    feedback = {key: told for key, told in said.items() if told}
    correct = _percent(answers["true"]) > _percent(answers["false"])
    told = {"feedback": feedback} if feedback else {}
    return "truefalse", {"correct": correct, **told}, ()


def _match(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    pairs, spare = [], []
    for pair in question.iterfind("subquestion"):
        left = words.of(pair)
        right = from_plain(_text(pair, "answer/text", inside="")).words
        if left:
            pairs.append((left, right))
        elif right:
            spare.append(right)
    _combined(question, words)
    return "match", matching(pairs, spare), ()


def _order(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    answers = sorted(question.iterfind("answer"), key=_percent)
    items = [{"text": found} for answer in answers if (found := words.of(answer))]
    if len(items) < 2:
        raise BrokenError("there is nothing to put in order")
    names = {"right": "correctfeedback", "wrong": "incorrectfeedback"}
    told = {key: words.below(question, name) for key, name in names.items()}
    feedback = {key: found for key, found in told.items() if found}
    return "order", {"items": keyed(items), **({"feedback": feedback} if feedback else {})}, ()


def _numeric(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    def span(answer: str) -> Values:
        middle, _, near = answer.partition(":")
        tolerance = abs(number(near)) if near.strip() else Decimal(0)
        return bounds(number(middle) - tolerance, number(middle) + tolerance)

    given = []
    for answer in question.iterfind("answer"):
        text = _text(answer, "text").strip()
        near = _text(answer, "tolerance", inside="").strip()
        typed_in = text if text == "*" else f"{text}:{near}"
        given.append(Given(typed_in, _percent(answer), words.below(answer, "feedback")))
    units = [clean(_text(unit, "unit_name", inside="")) for unit in question.iterfind("units/unit")]
    if len(units) > 1:
        words.lost.append("units")
    unit = {"unit": from_plain(units[0]).words} if len(units) == 1 else {}
    return "numeric", {**numeric(given, span, words.lost), **unit}, ()


def _typed(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    if _flag(question, "usecase"):
        words.lost.append("the difference between upper and lower case")
    given = [
        Given(
            clean(_text(answer, "text")).strip(), _percent(answer), words.below(answer, "feedback")
        )
        for answer in question.iterfind("answer")
    ]
    values, accepted = typed(given, words.lost)
    return "text", values, accepted


def _essay(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    wanted = _text(question, "responsefieldlines", inside="").strip()
    lines = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 5
    if words.below(question, "graderinfo"):
        words.lost.append("notes for those who mark it")
    return "reflection", {"lines": Decimal(min(max(lines, 1), MOST_LINES))}, ()


def _cloze(question: Element, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    values, points, lost = cloze_values(_text(question, "questiontext/text", inside=""))
    words.lost += lost
    told = _points(points, words) if question.find("defaultgrade") is None else {}
    return "cloze", {**told, **values}, ()


KINDS: Final[Mapping[str, Callable[[Element, _Words], tuple[str, Values, tuple[str, ...]]]]] = {
    "multichoice": _choice,
    "truefalse": _truefalse,
    "matching": _match,
    "ordering": _order,
    "numerical": _numeric,
    "shortanswer": _typed,
    "essay": _essay,
    "cloze": _cloze,
}


def _combined(question: Element, words: _Words) -> None:
    said: Sequence[str] = [words.below(question, name) for name in COMBINED]
    if any(said):
        words.lost.append("feedback on the answer as a whole")


def _reduced(text: str, kind: str) -> Reduced:
    if kind == "markdown":
        return from_markdown(text)
    return from_plain(text) if kind == "plain_text" else from_html(text)


def _text(parent: Element, path: str, *, inside: str = "") -> str:
    """Return the text at ``path``, whether it stands there or in a ``text`` below."""
    found = parent.find(path)
    if found is None:
        return inside
    below = found.find("text")
    return "".join((found if below is None else below).itertext())


def _percent(answer: Element) -> Decimal:
    return number(answer.get("fraction", "0"))


def _flag(question: Element, name: str) -> bool | None:
    word = _text(question, name, inside="").strip().lower()
    return {"true": True, "1": True, "false": False, "0": False}.get(word)
