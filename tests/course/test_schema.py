"""What editors are told agrees with what is read: for real files, and for spoiled copies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
import yaml
from jsonschema import Draft202012Validator

from build_tools.course.reading import read_course
from build_tools.course.schema import json_schema
from build_tools.questions import KINDS, read_questions
from build_tools.questions.reading import MARKED
from build_tools.sources.nodes import parse
from build_tools.sources.problem import CourseError

ROOT: Final = Path(__file__).parents[2]
PATHS: Final = {
    "course": "course/course.yml",
    "module": "course/01-active-farmer/module.yml",
    "quiz": "quizzes/01-active-farmer.yml",
    "requirements": "course/requirements.yml",
}
SEEN_BY_BOTH: Final = {  # The other problems need more than the form of one value.
    *("unknown-key", "missing-key", "not-a-list", "not-a-mapping", "not-a-flag", "not-a-number"),
    *("no-text", "bad-name", "bad-key", "unknown-word", "unknown-type", "out-of-range"),
    *("too-few", "bad-objective", "bad-review", "unknown-rule", "bad-cue", "bad-folder"),
}
MORE = """
- {id: m01-x1, rev: 1, type: text, objectives: ["1.1"], bloom: apply, use: [practice], points: 1,
   stem: "What?", report: "What", rationale: "So.", review: 01-three-ways, hint: "Look.",
   shuffle: false, spaced: true, lint: {allow: {banned-claim: "it is shown"}},
   feedback: {right: "Yes.", wrong: "No."}, misconception: "All."}
- {id: m01-x2, rev: 1, type: cloze, objectives: ["1.1"], bloom: apply, use: [practice], points: 1,
   stem: "What?", report: "What", rationale: "So.", review: 01-three-ways, text: "[a] and [b]",
   gaps: [{key: a, answer: 4}, {key: b, options: [{key: a, text: "x", correct: true},
   {key: b, text: "y", feedback: "No."}]}], feedback: {right: "Yes.", wrong: "No."}}
- {id: m01-x3, rev: 1, type: scenario, objectives: ["1.1"], bloom: apply, use: [practice],
   points: 1, stem: "What?", report: "What", rationale: "So.", review: 01-three-ways, start: n1,
   nodes: [{key: n1, text: "Hi?", options: [{key: a, text: "Hi.", points: 1, to: n2}]},
   {key: n2, text: "Bye."}]}
- {id: m01-x4, rev: 1, type: likert, objectives: ["1.1"], bloom: apply, use: [workbook],
   stem: "What?", scale: often, statements: [{key: a, text: "I ask."}]}
"""
STUB_LESSON = "---\n{title: T, description: D, minutes: 1, objectives: []}\n---\nWords.\n"
Way: TypeAlias = tuple[str | int, ...]
SPOILS: Final[tuple[Any, ...]] = ([], {}, " ", "Ünfit for a näme", "zz", 0, -7, 0.5, 10**9)


def words(source: str) -> Any:
    """Read YAML as editors do: the keys ``true`` and ``false`` are words."""
    quoted = source.replace("    true: ", "    'true': ").replace("    false: ", "    'false': ")
    return yaml.safe_load(quoted)


def shortened(value: Any) -> Any:
    """Return it with one item for each list, and the beginning of long words."""
    if isinstance(value, Mapping):
        return {key: shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shortened(inner) for inner in value[:1]]
    return value[:20] if isinstance(value, str) else value


REAL = {kind: words((ROOT / path).read_text("utf-8")) for kind, path in PATHS.items()}
QUESTIONS = {question["type"]: question for question in [*REAL["quiz"]["questions"], *words(MORE)]}
EXAMPLES = {
    "course": ("course", shortened(REAL["course"])),
    "module": ("module", shortened(REAL["module"])),
    "requirements": ("requirements", shortened(REAL["requirements"])),
    **{
        kind: ("quiz", {**REAL["quiz"], "questions": [question]})
        for kind, question in QUESTIONS.items()
    },
}
SMALL = {
    PATHS["course"]: json.dumps(
        {key: EXAMPLES["course"][1][key] for key in json_schema("course")["required"]}
    ),
    PATHS["module"]: json.dumps(
        {
            **{key: REAL["module"][key] for key in ("title", "summary", "key_idea", "minutes")},
            "objectives": [],
            "lessons": [],
        }
    ),
    **{
        f"course/kits/{name}/kit.yml": json.dumps(
            {"title": "T", "summary": "S", "for": "trainer", "pages": []}
        )
        for name in EXAMPLES["course"][1].get("kits", ())
    },
    **{
        f"course/01-active-farmer/{name}.md": STUB_LESSON
        for name in EXAMPLES["module"][1]["lessons"]
    },
}


def read_codes(kind: str, value: Any) -> set[str]:
    """Return what the reader says about a small course that has ``value`` as this file."""
    try:
        if kind == "quiz":
            read_questions(parse(json.dumps(value["questions"]), PATHS[kind]))
        else:
            read_course({**SMALL, PATHS[kind]: json.dumps(value)})
    except CourseError as error:
        return {problem.code for problem in error.problems}
    return set()


def every_way(value: Any, way: Way = ()) -> Iterator[Way]:
    """Yield the way to every value inside."""
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        pairs = value.items()
    if isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield (*way, key)
        yield from every_way(inner, (*way, key))


def ways(name: str) -> list[Way]:
    """Return one way for each key, whatever the item of a list; shared keys of ``single`` only."""
    kind, example = EXAMPLES[name]
    found: dict[Way, Way] = {}
    for way in every_way(example):
        shape = tuple(key for key in way if isinstance(key, str))
        shared = kind == "quiz" and (len(way) < 3 or way[2] in MARKED.required)
        if not shared or (name == "single" and len(way) > 2):
            found.setdefault((*shape, len(way)), way)
    return list(found.values())


def at(value: Any, way: Way) -> Any:
    for key in way:
        value = value[key]
    return value


def spoiled(value: Any, way: Way) -> Iterator[Any]:
    """Yield copies with the value at ``way`` gone, with a surplus key, or replaced."""
    for new in SPOILS:
        copy = deepcopy(value)
        at(copy, way[:-1])[way[-1]] = new
        yield copy
    copy = deepcopy(value)
    del at(copy, way[:-1])[way[-1]]
    yield copy
    if isinstance(at(value, way), dict):
        copy = deepcopy(value)
        at(copy, way)["surplus"] = 1
        yield copy


@pytest.mark.parametrize("kind", PATHS)
def test_real_files_fit_their_schema(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(kind))
    found = Draft202012Validator(json_schema(kind)).iter_errors(REAL[kind])
    assert [error.message for error in found] == []


def test_every_kind_of_question_has_an_example() -> None:
    assert set(QUESTIONS) == set(KINDS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_schema_and_reader_refuse_the_same(name: str) -> None:
    kind, example = EXAMPLES[name]
    validator = Draft202012Validator(json_schema(kind))
    assert read_codes(kind, example) == set()
    for way in ways(name):
        for value in spoiled(example, way):
            codes = read_codes(kind, value)
            said = f"{way}: the reader says {codes or 'nothing'}; {value}"
            if validator.is_valid(value):
                assert not codes & SEEN_BY_BOTH, f"the schema accepts {said}"
            else:
                assert codes, f"the schema refuses {said}"
