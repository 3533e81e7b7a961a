"""Kits and the orientation are read whole, checked like lessons, and wait while they are drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator

from build_tools.course.reading import read_course, with_drafts
from build_tools.course.rules import advice_in, problems_in
from build_tools.course.schema import json_schema
from build_tools.course.shape import Course
from build_tools.languages.extracting import messages_in
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text, Zone

KIT = "course/kits/audit/kit.yml"
PAGE = "course/kits/audit/01-agenda.md"
KEY = "course/kits/audit/02-key.md"
ORIENTATION = "course/orientation.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg">'
DRAWING = SVG + '<title id="t">T</title><text id="a">Six calls</text></svg>'
FILES = {
    "course/course.yml": """\
id: small
title: "Small"
subtitle: "Very small"
version: 0.1.0
description: "A small course."
house_rule: "Ask."
licence: {id: CC0, name: "Free", text: "Take it."}
languages:
- {code: en, locale: en, tag: en, name: English}
modules: []
kits: [audit]
cast:
- {key: nina, name: Nina, role: agent}
credits:
- {id: S1, module: audit, text: "A blog."}
""",
    KIT: """\
title: "Audit"
summary: "Six calls."
for: manager
minutes: 40
pages: [01-agenda, 02-key]
forms:
- id: tally
  title: "Tally"
  for: learner
  body: |
    | Call | Result |
    |---|---|
    | One | |

    See [the agenda](01-agenda.md#when).
- id: scores
  title: "Agreed scores"
  for: trainer
  body: |
    Three.
""",
    PAGE: """\
---
title: Agenda
description: What happens.
---
## When {#when}

![Six circles](circles.svg)

/// exercise | Call
    minutes: 40
    points: S1-01
    sources: S1

Call: ___
///
""",
    KEY: "---\ntitle: Key\ndescription: For the trainer.\nfor: trainer\n---\nSix.\n",
    ORIENTATION: f"""\
---
title: Before you begin
description: How it works.
minutes: 1
---
{"Read these words. " * 60} See [the agenda](kits/audit/01-agenda.md).
""",
    "course/kits/audit/circles.svg": DRAWING,
    "course/way.svg": DRAWING,
}


def read(files: Mapping[str, str]) -> Course[Text]:
    return read_course(files)


def codes(file: str, before: str, after: str) -> list[str]:
    """Return what is told after one change, as ``file:line:column: code``."""
    assert before in FILES[file]
    files = {**FILES, file: FILES[file].replace(before, after)}
    try:
        found = problems_in(read(files))
    except CourseError as error:
        found = error.problems
    return [f"{problem.place}: {problem.code}" for problem in found]


def test_a_kit_is_read_with_its_pages_forms_and_figures() -> None:
    (kit,) = read(FILES).kits
    assert (kit.id, kit.title.key, kit.reader, kit.minutes) == ("audit", "Audit", "manager", 40)
    assert [(page.id, page.title.key, page.reader) for page in kit.pages] == [
        ("01-agenda", "Agenda", "manager"),
        ("02-key", "Key", "trainer"),
    ]
    assert [(form.id, form.reader) for form in kit.forms] == [
        ("tally", "learner"),
        ("scores", "trainer"),
    ]
    assert [figure.path for figure in kit.figures] == ["course/kits/audit/circles.svg"]


def test_nothing_for_trainers_is_public() -> None:
    (kit,) = read(FILES).kits
    assert [page.id for page in kit.public.pages] == ["01-agenda"]
    assert [form.id for form in kit.public.forms] == ["tally"]
    hidden = read({**FILES, KIT: FILES[KIT].replace("for: manager", "for: trainer")}).kits[0].public
    assert (hidden.pages, hidden.forms) == ((), ())


def test_the_orientation_is_read_with_its_figures() -> None:
    found = read(FILES).orientation
    assert found is not None
    assert (found.title.key, found.minutes) == ("Before you begin", 1)
    assert [figure.path for figure in found.figures] == ["course/way.svg"]
    without = {path: text for path, text in FILES.items() if path != ORIENTATION}
    assert read(without).orientation is None


def test_a_sound_kit_has_no_problems_and_a_sound_orientation_no_advice() -> None:
    course = read(FILES)
    assert problems_in(course) == ()
    assert advice_in(course) == ()


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (KIT, "for: manager", "for: boss", [f"{KIT}:3:6: unknown-word"]),
        (KIT, "minutes: 40", "minutes: 30", [f"{KIT}:1:1: minutes-sum"]),
        (KIT, "01-agenda, 02", "03-agenda, 02", ["course/kits/audit/kit.yml:5:9: missing-file"]),
        (KIT, "[01-agenda, 02-key]", "[index]", [f"{KIT}:5:9: bad-name"]),
        (KIT, "- id: scores", "- id: tally", [f"{KIT}:16:3: same-id"]),
        (KIT, "01-agenda.md#when", "01-agenda.md#where", [f"{KIT}:15:22: dead-link"]),
        (KIT, "summary:", "summery:", [f"{KIT}:1:1: missing-key", f"{KIT}:2:1: unknown-key"]),
        (PAGE, "circles.svg", "way.svg", [f"{PAGE}:7:16: missing-file"]),
        (PAGE, "sources: S1", "sources: S2", [f"{PAGE}:9:1: unknown-source"]),
        (PAGE, "sources: S1", "objectives: 1.1", [f"{PAGE}:9:1: unknown-objective"]),
        (PAGE, "exercise | Call", "check", [f"{PAGE}:9:1: check-outside"]),
        (PAGE, "Call: ___", "[Key](02-key.md)", [f"{PAGE}:14:7: dead-link"]),
        (ORIENTATION, "01-agenda.md", "01-plan.md", [f"{ORIENTATION}:6:1099: dead-link"]),
        (ORIENTATION, "minutes: 1", "minutes: 0", [f"{ORIENTATION}:4:10: out-of-range"]),
        ("course/course.yml", "kits: [audit]", "kits: [a.b]", ["course/course.yml:11:8: bad-name"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    file: str, before: str, after: str, told: list[str]
) -> None:
    assert codes(file, before, after) == told


def test_an_orientation_that_takes_longer_than_it_says_is_advised_about() -> None:
    files = {**FILES, ORIENTATION: FILES[ORIENTATION].replace("minutes: 1", "minutes: 9")}
    assert [problem.code for problem in advice_in(read(files))] == ["reading-time"]


def test_drafts_wait_until_somebody_asks_for_them() -> None:
    files = {
        **FILES,
        KIT: FILES[KIT] + "draft: true\n",
        ORIENTATION: FILES[ORIENTATION].replace("minutes: 1\n", "minutes: 1\ndraft: true\n"),
    }
    course = read(files)
    assert (course.kits, course.orientation, course.credits) == ((), None, ())
    shown = read(with_drafts(files))
    assert [kit.id for kit in shown.kits] == ["audit"]
    assert shown.orientation is not None
    assert [credit.id for credit in shown.credits] == ["S1"]


def test_all_kits_have_one_catalog_and_the_orientation_that_of_the_course() -> None:
    found = {(message.domain, message.msgid): message for message in messages_in(read(FILES))}
    assert ("course", "How it works.") in found
    assert found["kits", "Agreed scores"].context == "kit.audit.form.scores.title"
    assert found["kits", "Agenda"].context == "kit.audit.01-agenda.title"
    assert found["kits", "Three."].zone is Zone.TRAINER
    assert found["kits", "Call: ___"].zone is Zone.TRAINER
    assert found["kits", "Result"].zone is Zone.LEARNER
    assert ("kits", "Six calls") in found


def test_editors_are_told_the_form_of_a_kit() -> None:
    validator = Draft202012Validator(json_schema("kit"))
    kit = {"title": "T", "summary": "S", "for": "trainer", "pages": ["01-agenda"]}
    forms = [{"id": "tally", "title": "T", "body": "B", "for": "learner"}]
    whole = {**kit, "minutes": 9, "draft": True, "forms": forms}
    assert validator.is_valid(kit)
    assert validator.is_valid(whole)
    for spoiled in ({**kit, "for": "all"}, {**kit, "minutes": 0}, {**kit, "extra": 1}):
        assert not validator.is_valid(spoiled), json.dumps(spoiled)
