"""What an LMS admin may choose: the ``lms:`` mapping of a course, a quiz, the final test."""

from __future__ import annotations

import re
from dataclasses import replace
from string import Formatter
from typing import Any, Final

from build_tools.course.shape import ShowAnswers, StatusPolicy, Terms
from build_tools.questions.form import TEXT, Form, Value, one_of, whole
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text

MOST_ATTEMPTS: Final = 100
MOST_MINUTES: Final = 600
TITLE_GAPS: Final = ("course", "module", "number", "quiz")
GAP: Final = re.compile(r"\{(\w+)\}")

_OWN: Final = Form(
    {},
    {
        "pass_percent": whole(0, 100),
        "attempts": whole(0, MOST_ATTEMPTS),
        "show_answers": one_of(ShowAnswers),
        "status": one_of(StatusPolicy),
        "time_limit_minutes": whole(0, MOST_MINUTES),
    },
)


def read_terms(node: Node | None, inherited: Terms) -> Terms:
    """Return ``inherited`` with what ``node``, the ``lms:`` of a quiz, changes."""
    return inherited if node is None else _changed(inherited, _OWN.read(node))


def read_course_terms(node: Node | None) -> tuple[Terms, Text | None]:
    """Return the terms of a course, and the pattern for the titles of its packages."""
    if node is None:
        return Terms(), None
    values = LMS.read(node)
    title: Text | None = values.pop("title")
    return _changed(Terms(), values), title


def filled_title(pattern: str, values: dict[str, str]) -> str:
    """Return a pattern with its gaps filled; a gap that nobody knows stays as it is."""
    return GAP.sub(lambda gap: values.get(gap[1], gap[0]), pattern)


def _changed(terms: Terms, values: dict[str, Any]) -> Terms:
    return replace(terms, **{name: value for name, value in values.items() if value is not None})


def _title(node: Node) -> Text:
    pattern = node.at("lms.title", trail="Title of packages in an LMS; {…} is filled in").text()
    known = ", ".join(f"{{{name}}}" for name in TITLE_GAPS)
    try:
        gaps = {name for _, name, _, _ in Formatter().parse(pattern.key) if name is not None}
    except ValueError:
        raise node.fail("unknown-gap", "a brace here has no partner", f"gaps: {known}") from None
    if strange := sorted(gaps - {*TITLE_GAPS}):
        message = f"`{{{strange[0]}}}` is nothing that a title can be filled with"
        raise node.fail("unknown-gap", message, f"gaps: {known}")
    return pattern


LMS: Final = _OWN | Form({}, {"title": Value(_title, TEXT.schema)})
QUIZ_TERMS: Final = Value(lambda node: node, _OWN.schema)
"""For the schema: the ``lms:`` of a quiz."""
