"""What a course has promised itself, ``course/requirements.yml``. Nobody is shown these words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from build_tools.questions.form import WORD, Form, Value, whole
from build_tools.sources.nodes import Node, parse
from build_tools.sources.problem import Place, gather

REQUIREMENTS_FILE: Final = "course/requirements.yml"
POINT: Final = re.compile(r"[A-Z]\d+-\d+")
MOST: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Minutes of the whole course: alone (with quizzes and final assessment), and with others."""

    self_paced: int
    live: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A word of the course's picture, and the first module that may use it."""

    word: str
    since: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """``modules`` is how many there are in the end; until then the course is unfinished.

    ``points`` are what is to be taught, ``limits`` modules that tell the limits of
    evidence.

    ``scenarios`` is how many modules have a question of the kind ``scenario``, ``final_questions``
    how many questions one attempt at the final assessment asks; 0 asks for nothing.
    """

    modules: int
    points: Mapping[str, Place]
    limits: Mapping[int, Place]
    scenarios: int
    final_questions: int
    minutes: Hours | None
    picture: tuple[Picture, ...]
    place: Place


def read_requirements(files: Mapping[str, str]) -> Requirements | None:
    """Return the requirements, if the course has any."""
    if REQUIREMENTS_FILE not in files:
        return None
    node = parse(files[REQUIREMENTS_FILE], REQUIREMENTS_FILE)
    return Requirements(place=node.place, **REQUIREMENTS.read(node))


def _points(node: Node) -> dict[str, Place]:
    return dict(gather(_point, node.pairs()))


def _point(pair: tuple[Node, Node]) -> tuple[str, Place]:
    name, words = pair
    if not POINT.fullmatch(point := name.word()):
        raise name.fail("bad-point", f"`{point}` is not a point", "such as `S1-11`")
    words.word()  # What the point says, for those who write.
    return point, name.place


def _limits(node: Node) -> dict[int, Place]:
    return {NUMBER.read(item): item.place for item in node.items()}


def _picture(node: Node) -> tuple[Picture, ...]:
    return tuple(
        Picture(word=word.word(), since=NUMBER.read(since), place=word.place)
        for word, since in node.pairs()
    )


def _hours(node: Node) -> Hours:
    return Hours(place=node.place, **HOURS.read(node))


NUMBER: Final = whole(0, 99)
HOURS: Final = Form({"self_paced": whole(0, MOST), "live": whole(0, MOST)})
REQUIREMENTS: Final = Form(
    {},
    {
        "points": Value(
            _points,
            {
                "type": "object",
                "propertyNames": {"pattern": f"^{POINT.pattern}$"},
                "additionalProperties": WORD.schema,
            },
            absent={},
        ),
        "limits": Value(_limits, {"type": "array", "items": NUMBER.schema}, absent={}),
        "modules": NUMBER.or_else(0),
        "scenarios": NUMBER.or_else(0),
        "final_questions": whole(0, MOST).or_else(0),
        "minutes": Value(_hours, HOURS.schema),
        "picture": Value(
            _picture, {"type": "object", "additionalProperties": NUMBER.schema}, absent=()
        ),
    },
)
