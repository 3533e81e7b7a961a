"""The lines of a text2qti quiz: each has a mark at its start, and may go on indented below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from build_tools.imports.reducing import clean
from build_tools.sources.problem import Place, Problem

MARKERS: Final = {
    "question": re.compile(r"\d+\.[ \t]+"),
    "choice": re.compile(r"(?P<right>\*?)[A-Za-z]\)[ \t]+"),
    "several": re.compile(r"\[(?P<right>[ *]?)\][ \t]+"),
    "number": re.compile(r"=[ \t]+"),
    "typed": re.compile(r"\*[ \t]+"),
    "essay": re.compile(r"_{3,}[ \t]*$"),
    "upload": re.compile(r"\^{3,}[ \t]*$"),
    "general": re.compile(r"\.\.\.[ \t]+"),
    "right": re.compile(r"\+[ \t]+"),
    "wrong": re.compile(r"-[ \t]+"),
    "solution": re.compile(r"![ \t]+"),
    "title": re.compile(r"[Tt]itle:[ \t]*"),
    "points": re.compile(r"[Pp]oints:[ \t]*"),
    "quiz title": re.compile(r"[Qq]uiz title:[ \t]*"),
    "text": re.compile(r"[Tt]ext(?: title)?:[ \t]*"),
    "setting": re.compile(
        r"(?:quiz description|shuffle answers|show correct answers|one question at a time"
        r"|can't go back|feedback is solution|solutions sample groups"
        r"|solutions randomize groups):[ \t]*",
        re.IGNORECASE,
    ),
    "group": re.compile(r"GROUP[ \t]*$|(?:pick|points per question):"),
    "end of group": re.compile(r"END_GROUP[ \t]*$"),
}
ANSWERS: Final = ("choice", "several", "number", "typed", "essay", "upload")


@dataclass(slots=True)
class Line:
    """A marked line and the indented ones below it."""

    kind: str
    number: int
    right: bool
    words: list[str]


def lines_of(source: str, file: str, problems: list[Problem]) -> Iterator[Line]:
    """Yield marked lines with what is indented below them; comments are left out."""
    held: Line | None = None
    until = ""
    for at, line in enumerate(clean(source).split("\n"), start=1):
        if until or line.strip() == "COMMENT":
            until = "" if line.strip() == "END_COMMENT" else "END_COMMENT"
        elif line.startswith("%"):
            continue
        elif marked := _marked(line, at):
            if held:
                yield held
            held = marked
        elif held and (not line.strip() or line[:1] in " \t"):
            held.words.append(line.strip())
        elif line.strip():
            message = f"left out: `{line.strip()[:40]}` begins with no sign of text2qti"
            problems.append(Problem(Place(file, at), "import-broken", message))
    if held:
        yield held


def _marked(line: str, at: int) -> Line | None:
    for kind, marker in MARKERS.items():
        if found := marker.match(line):
            right = "right" in marker.groupindex and found["right"] == "*"
            rest = line if kind == "group" else line[found.end() :]
            return Line(kind, at, right, [rest.strip()])
    return None
