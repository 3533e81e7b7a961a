"""What holds for every question, however it was written."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from build_tools.questions import KINDS, AnyQuestion, read_questions
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.sources.nodes import parse
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text, map_texts

WORDS = st.sampled_from(["a", "b", "x1", "1.1", "01-start#top", "Yes?", "[a] and [b]"])
SCALARS = st.one_of(WORDS, st.text(max_size=5), st.booleans(), st.none(), st.integers(-3, 3))
KEYS = sorted({key for kind in KINDS.values() for key in kind.form.schema["properties"]})
INNER = ["key", "text", "correct", "answer", "feedback", "right", "wrong", "true", "to", "value"]
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(INNER + KEYS), inner, max_size=6),
    ),
    max_leaves=12,
)
COMMON: dict[str, Any] = {
    "id": "m01-q01",
    "rev": 1,
    "objectives": ["1.1"],
    "bloom": "apply",
    "use": ["quiz"],
    "points": 1,
    "stem": "Which?",
    "report": "Which",
    "rationale": "So.",
    "review": "01-start",
}


def read(*questions: Any) -> tuple[AnyQuestion[Text], ...]:
    return read_questions(parse(json.dumps(list(questions)), "quiz.yml"))


@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=8),
    st.sets(st.sampled_from(sorted(COMMON)), max_size=3),
)
def test_reading_raises_nothing_but_problems(
    kind: str, values: dict[str, Any], left_out: set[str]
) -> None:
    common = {key: value for key, value in COMMON.items() if key not in left_out}
    try:
        read({**common, **values, "type": kind})
    except CourseError as error:
        assert error.problems  # noqa: PT017  # Nothing else may be raised.


@given(st.text(alphabet="-{}[]:,'\"#&*!|> \nab1", max_size=60))
@example("- {id: a, type: [single]}")
@example("- {id: m01-q01, type: !!python/object:os.system single}")
def test_reading_any_text_raises_nothing_but_problems(source: str) -> None:
    try:
        read_questions(parse(source, "quiz.yml"))
    except CourseError as error:
        assert error.problems  # noqa: PT017


def option(key: str, *, correct: bool) -> dict[str, Any]:
    return {"key": key, "text": f"Text {key}", "correct": correct}


@given(st.sets(st.sampled_from("abcdefg123"), min_size=2), st.data())
def test_the_order_of_options_changes_no_key(keys: set[str], data: st.DataObject) -> None:
    right = data.draw(st.sets(st.sampled_from(sorted(keys)), min_size=1))
    options = [
        option(key, correct=key in right) for key in data.draw(st.permutations(sorted(keys)))
    ]
    (question,) = read({**COMMON, "type": "multi", "options": options})
    assert isinstance(question, ChoiceQuestion)
    assert set(question.answer.keys) == right


@given(st.permutations("abcd"), st.permutations("xyz"))
def test_the_order_of_items_changes_no_pair(left: list[str], right: list[str]) -> None:
    pairs = {"a": "x", "b": "y", "c": "x", "d": "z"}
    items = [{"key": key, "text": key, "answer": pairs[key]} for key in left]
    targets = [{"key": key, "text": key} for key in right]
    (question,) = read({**COMMON, "type": "match", "left": items, "right": targets})
    assert isinstance(question, MatchQuestion)
    assert dict(question.answer.pairs) == pairs


@given(st.text())
def test_no_translation_changes_an_answer(words: str) -> None:
    options = [option(key, correct=key == "b") for key in "abc"]
    (question,) = read({**COMMON, "type": "single", "options": options})
    assert map_texts(question, lambda _text: words).answer == question.answer


@st.composite
def talks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A talk in which every node leads to the next, and options may jump ahead."""
    size = draw(st.integers(1, 5))
    nodes = []
    for at in range(size):
        ahead = [f"n{other}" for other in range(at + 1, size)]
        moves = []
        for key in "abc"[: draw(st.integers(1, 3))]:
            move = {"key": key, "text": key, "points": draw(st.integers(0, 3))}
            target = ahead[0] if ahead and key == "a" else draw(st.sampled_from([*ahead, ""]))
            moves.append({**move, "to": target} if target else move)
        nodes.append({"key": f"n{at}", "text": "…", "options": moves})
    return nodes


def ways(nodes: dict[str, dict[str, Any]], key: str) -> list[int]:
    """The points of every way from ``key`` to the end, one by one."""
    if not key:
        return [0]
    return [
        move["points"] + rest
        for move in nodes[key]["options"]
        for rest in ways(nodes, move.get("to", ""))
    ]


@given(talks())
def test_the_best_way_is_the_best_of_all_ways(talk: list[dict[str, Any]]) -> None:
    nodes = {node["key"]: node for node in talk}
    best = max(ways(nodes, "n0"))
    if best == 0:
        return
    scenario = {**COMMON, "type": "scenario", "points": best, "start": "n0", "nodes": talk}
    (question,) = read(scenario)
    assert isinstance(question, ScenarioQuestion)
    points = {(node.key, move.key): move.points for node in question.nodes for move in node.options}
    assert sum(points[step] for step in question.answer.steps) == Decimal(best)


def test_a_long_talk_with_many_ways_is_read_at_once() -> None:
    talk = [
        {
            "key": f"n{at}",
            "text": "…",
            "options": [
                {"key": key, "text": key, "points": 0.05, "to": f"n{at + 1}"} for key in "ab"
            ],
        }
        for at in range(400)
    ]
    scenario = {**COMMON, "type": "scenario", "points": 20, "start": "n0"}
    (question,) = read({**scenario, "nodes": [*talk, {"key": "n400", "text": "…"}]})
    assert isinstance(question, ScenarioQuestion)
    assert len(question.answer.steps) == 400
