"""What all questions have in common, read from YAML."""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from build_tools.questions.form import (
    FLAG,
    LETTER,
    NAMED,
    TEXT,
    WORD,
    Form,
    Value,
    keyed,
    matching,
    number,
    one_of,
    own_text,
    several,
    whole,
)
from build_tools.questions.shape import WAIVABLE, Bloom, Feedback, Option, Use
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text

REPORT_LENGTH: Final = 250  # SCORM 2004 guarantees no more for a description.
OBJECTIVE_ID: Final = re.compile(r"[1-9]\d?\.[1-9]\d?")
SLUG: Final = "[a-z0-9]+(?:-[a-z0-9]+)+"
REVIEW: Final = re.compile(rf"(?:{SLUG}/)?{SLUG}(?:#[^\s#/]+)?")


def _report(node: Node) -> Text:
    report = node.at(node.path, trail=f"{node.trail} › one line in reports of an LMS").text()
    if "\n" in report.source.strip():
        raise node.fail("report-lines", "a report is one line, this one has several")
    if (length := len(report.key)) > REPORT_LENGTH:
        message = f"a report has {REPORT_LENGTH} characters at most, this one has {length}"
        raise node.fail("report-long", message)
    return report


def _use(node: Node) -> tuple[Use, ...]:
    use: tuple[Use, ...] = several(one_of(Use), name=str).read(node)
    if Use.FINAL in use and len(use) > 1:
        hint = "write `use: [final]`; a question of the final test must not be known before"
        raise node.fail("final-alone", "`final` excludes every other use", hint)
    return use


def _allow(node: Node) -> tuple[tuple[str, str], ...]:
    for code, reason in node.entries().items():
        if code not in WAIVABLE:
            raise reason.fail("unknown-rule", f"there is no rule `{code}` to allow", near(code))
    return tuple((code, reason.word()) for code, reason in node.entries().items())


def near(word: str, known: tuple[str, ...] = WAIVABLE) -> str:
    """Return a hint with the known word most like ``word``, or with all of them."""
    found = get_close_matches(word, known, n=1)
    return f"did you mean `{found[0]}`?" if found else f"known here: {', '.join(known)}"


OBJECTIVE: Final = matching(
    OBJECTIVE_ID,
    "bad-objective",
    "`{word}` is not the id of an objective",
    'write the numbers of module and objective in quotes, such as "1.2"',
)
REVIEW_LINK: Final = matching(
    REVIEW,
    "bad-review",
    "`{word}` is not a place to read again",
    "write a lesson, or a lesson and a heading: `01-three-ways#order-taker`",
)
ALLOW: Final = Value(
    _allow,
    {
        "type": "object",
        "properties": dict.fromkeys(WAIVABLE, WORD.schema),
        "additionalProperties": False,
    },
    absent=(),
)
LINT: Final = Value(
    Form({"allow": ALLOW}).value(lambda allow: allow).read,
    Form({"allow": ALLOW}).schema,
    absent=(),
)
USE: Final = Value(
    _use, {"type": "array", "items": one_of(Use).schema, "minItems": 1, "uniqueItems": True}
)
REPORT: Final = Value(_report, {**TEXT.schema, "maxLength": REPORT_LENGTH})

_ALL: Final = Form(
    {
        "id": NAMED,
        "rev": whole(1, 1000),
        "type": WORD,
        "objectives": several(OBJECTIVE, name=str),
        "bloom": one_of(Bloom),
        "use": USE,
        "stem": TEXT,
    },
    {
        "hint": TEXT,
        "lint": LINT,
        "pool": NAMED.or_else(""),
        "shuffle": FLAG.or_else(absent=True),
        "spaced": FLAG,
    },
)
MARKED: Final = _ALL | Form(
    {
        "points": number(Decimal("0.01"), Decimal(100)),
        "report": REPORT,
        "rationale": TEXT,
        "review": REVIEW_LINK,
    }
)
UNMARKED: Final = _ALL | Form(
    {},
    {
        "points": number(Decimal(0), Decimal(0)).or_else(Decimal(0)),
        "report": REPORT,
        "rationale": TEXT,
        "review": REVIEW_LINK.or_else(""),
    },
)


def read_values(form: Form, node: Node) -> dict[str, Any]:
    """Return the fields of a question of this ``form``, as its dataclass names them."""
    values = form.read(node)
    if values["hint"] and Use.PRACTICE not in values["use"]:
        hint = "add `practice` to `use`, or take the hint out"
        raise node.key("hint").fail("hint-unused", "only practice questions show a hint", hint)
    values["allow"] = values.pop("lint")
    return {**values, "place": node.place}


def _option(node: Node) -> Option[Text]:
    correct = (flag := node.entries().get("correct")) is not None and flag.raw.value == "true"
    noted = keyed(node, note="right answer" if correct else "wrong answer")
    return Option(**_OPTION.read(noted), place=node.place)


_OPTION: Final = Form(
    {"key": LETTER, "text": own_text("text")},
    {"correct": FLAG, "feedback": TEXT, "misconception": TEXT},
)
OPTION: Final = Value(_option, _OPTION.schema)
OPTIONS: Final = several(OPTION, at_least=2, name=lambda option: option.key)
FEEDBACK: Final = Form({"right": TEXT, "wrong": TEXT}).value(Feedback)


def one_right(node: Node, options: tuple[Option[Text], ...]) -> None:
    """Raise unless exactly one of ``options``, which stand at ``node``, is correct."""
    if (right := sum(option.correct for option in options)) != 1:
        message = f"expected exactly one correct option, found {right}"
        raise node.fail("right-options", message, "mark one option with `correct: true`")
