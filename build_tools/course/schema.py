"""JSON Schemas of the authored YAML, so that editors complete and check as somebody writes.

Questions are read with the same forms that are described here. ``course.yml`` and ``module.yml``
are read in ``reading.py``; a test holds their forms to what it accepts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from build_tools.course.assessments import DRAWN_TEST, WHOLE_TEST
from build_tools.course.drawing import DRAW
from build_tools.course.kits import KIT, SLUG
from build_tools.course.overlay import OVERLAY, SLOT_NAME, WORDS
from build_tools.course.reading import ADDRESS, FOLDER
from build_tools.course.requirements import REQUIREMENTS
from build_tools.course.shape import CueKind, Gender, Policy, Reader, Role
from build_tools.course.spoken import read_policies
from build_tools.course.terms import LMS, QUIZ_TERMS
from build_tools.questions import question_schema, read_question
from build_tools.questions.form import (
    FLAG,
    NAMED,
    PROSE,
    TEXT,
    WORD,
    Form,
    Value,
    matching,
    one_of,
    several,
    whole,
)
from build_tools.questions.shape import Bloom

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MOST: Final = 100_000


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a file: ``course.yml``, ``module.yml``, a quiz and so on.

    Raises:
        KeyError: if ``kind`` is none of ``FILES``.
    """
    return {"$schema": DIALECT, **FILES[kind].schema}


def _list(item: Value | Form) -> Value:
    value = item if isinstance(item, Value) else item.value(dict)
    return several(value, at_least=0)


FOLDER_NAME: Final = matching(re.compile(FOLDER.pattern), "bad-folder", "`{word}`", "")
TEXTS: Final = _list(TEXT)
NAMES: Final = _list(WORD)
MINUTES: Final = whole(1, MOST)

LEVELS: Final = [policy.value for policy in Policy]
POLICIES: Final = Value(read_policies, {"type": "object", "additionalProperties": {"enum": LEVELS}})

COURSE: Final = Form(
    {
        "id": NAMED,
        "title": TEXT,
        "subtitle": TEXT,
        "version": WORD,
        "description": TEXT,
        "house_rule": TEXT,
        "languages": _list(
            Form(
                {"code": NAMED, "locale": WORD, "tag": WORD, "name": WORD},
                {"waiting": NAMES, "fallback": NAMED, "preview": FLAG},
            )
        ),
        "modules": _list(FOLDER_NAME),
        "licence": Form({"id": WORD, "name": TEXT, "text": TEXT}).value(dict),
    },
    {
        "drafts": _list(FOLDER_NAME),
        "freshness": POLICIES,
        "kits": _list(matching(SLUG, "bad-name", "`{word}`", "")),
        "site_url": matching(ADDRESS, "bad-address", "`{word}`", ""),
        "preview": matching(ADDRESS, "bad-address", "`{word}`", ""),
        "audience": TEXTS,
        "promises": TEXTS,
        "credits": _list(Form({"id": WORD, "text": TEXT}, {"module": WORD})),
        "scales": _list(Form({"id": NAMED, "labels": TEXTS})),
        "cast": _list(
            Form(
                {"key": NAMED, "name": TEXT, "role": one_of(Role)},
                {"full_name": TEXT, "about": TEXT, "gender": one_of(Gender)},
            )
        ),
        "glossary": _list(Form({"id": NAMED, "term": TEXT, "text": TEXT}, {"module": WORD})),
        "lms": LMS.value(dict),
    },
)

CUE: Final = Value(
    lambda node: node,
    {
        **Form({}, dict.fromkeys(CueKind, TEXT)).schema,
        "minProperties": 1,
        "maxProperties": 1,
    },
)
ACTIVITY: Final = Form(
    {"id": NAMED, "title": TEXT, "minutes": MINUTES, "cues": _list(CUE)},
    {"core": FLAG, "practice": FLAG, "objectives": NAMES, "points": NAMES, "exercise": NAMED},
)
TRAINER: Final = Form(
    {"goal": TEXT, "materials": TEXTS, "timeline": _list(ACTIVITY)},
    {
        "room": TEXTS,
        "before": TEXTS,
        "contingencies": _list(Form({"if": TEXT, "then": TEXT})),
        "transition": TEXT,
    },
)
MODULE: Final = Form(
    {
        "title": TEXT,
        "summary": TEXT,
        "key_idea": TEXT,
        "minutes": Form(
            {"self_paced": MINUTES, "live": whole(0, MOST), "quiz": whole(0, MOST)}
        ).value(dict),
        "objectives": _list(Form({"id": NAMED, "bloom": one_of(Bloom), "text": TEXT})),
        "lessons": _list(NAMED),
    },
    {
        "goal_line": TEXT,
        "job_aid": Form({"title": TEXT, "steps": TEXTS}, {"intro": TEXT, "slot": SLOT_NAME}).value(
            dict
        ),
        "exercises": _list(
            Form(
                {"id": NAMED, "title": TEXT, "objectives": NAMES, "minutes": MINUTES, "body": PROSE}
            )
        ),
        "review_cards": _list(Form({"id": NAMED, "front": TEXT, "back": TEXT})),
        "trainer": TRAINER.value(dict),
        "handouts": _list(
            Form({"id": NAMED, "title": TEXT, "body": PROSE}, {"for": one_of(Reader)})
        ),
    },
)
QUIZ: Final = Form(
    {
        "title": TEXT,
        "pass_percent": whole(0, 100),
        "questions": _list(Value(read_question, question_schema())),
    },
    {"intro": TEXT, "draw": DRAW, "lms": QUIZ_TERMS},
)
FILES: Final[Mapping[str, Form]] = {
    "course": COURSE,
    "module": MODULE,
    "kit": KIT,
    "quiz": QUIZ,
    "final": DRAWN_TEST,
    "pretest": WHOLE_TEST,
    "posttest": WHOLE_TEST,
    "requirements": REQUIREMENTS,
    "overlay": OVERLAY,
    "overlay-words": WORDS,
}
