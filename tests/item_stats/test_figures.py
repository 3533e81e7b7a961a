"""Figures against examples worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.item_stats.exports import Response
from build_tools.item_stats.figures import figures_of, point_biserial, scores_of, upper_lower
from build_tools.item_stats.report import item_report, rows_of

STAIRS = {
    "ann": {"q1": 1.0, "q2": 1.0, "q3": 1.0},
    "bea": {"q1": 1.0, "q2": 1.0, "q3": 0.0},
    "cem": {"q1": 1.0, "q2": 0.0, "q3": 0.0},
    "dan": {"q1": 0.0, "q2": 0.0, "q3": 0.0},
}


def answer(learner: str, item: str, given: str, **other: object) -> Response:
    values: dict[str, object] = {"language": "", "right": "a", "kind": "choice"} | other
    values.setdefault("score", float(given == values["right"]))
    return Response(item=item, learner=learner, given=given, **values)  # type: ignore[arg-type]


def test_the_point_biserial_is_that_of_the_other_items() -> None:
    # q1: 1 1 1 0; the others: 1, 1/2, 0, 0. 0.375 / sqrt(0.75 * 0.6875)
    assert point_biserial("q1", STAIRS) == pytest.approx(0.375 / math.sqrt(0.515625))
    # q2: 1 1 0 0; the others: 1, 1/2, 1/2, 0. 0.5 / sqrt(1 * 0.5)
    assert point_biserial("q2", STAIRS) == pytest.approx(0.5 / math.sqrt(0.5))


def test_what_cannot_be_told_apart_has_no_point_biserial() -> None:
    same = {name: {**own, "q1": 1.0} for name, own in STAIRS.items()}
    assert point_biserial("q1", same) is None
    assert point_biserial("q1", {"ann": STAIRS["ann"]}) is None
    assert point_biserial("q1", {name: {"q1": own["q1"]} for name, own in STAIRS.items()}) is None


def test_the_upper_are_held_against_the_lower() -> None:
    assert upper_lower("q1", STAIRS) == 1.0  # 27 % of 4 is one: ann against dan.
    ten = {
        f"l{n}": {"q1": float(n >= 5), "q2": float(n >= 2), "q3": float(n >= 8)} for n in range(10)
    }
    # Groups of 3. Upper: l8, l9, and one of l5 l6 l7 (all right). Lower: l0, l1, one of l2 l3 l4.
    assert upper_lower("q1", ten) == 1.0
    assert upper_lower("q2", ten) == pytest.approx(1 - 1 / 3)
    assert upper_lower("q3", ten) == pytest.approx(2 / 3)


def test_ties_count_in_equal_parts_whatever_the_order() -> None:
    tied = {
        "ann": {"q1": 1.0, "q2": 1.0, "q3": 1.0},
        "bea": {"q1": 1.0, "q2": 1.0, "q3": 0.0},
        "cem": {"q1": 1.0, "q2": 0.0, "q3": 1.0},
    }
    assert upper_lower("q2", tied) == 0.5  # Below, bea (right) and cem (wrong) share one place.
    assert upper_lower("q2", dict(reversed(tied.items()))) == 0.5


@given(
    st.dictionaries(
        st.text(max_size=3),
        st.fixed_dictionaries({name: st.sampled_from([0.0, 0.5, 1.0]) for name in "abc"}),
    )
)
def test_figures_stay_in_their_bounds(scores: dict[str, dict[str, float]]) -> None:
    for value in (point_biserial("a", scores), upper_lower("a", scores)):
        assert value is None or -1.000001 <= value <= 1.000001


def test_distractors_are_counted_and_those_nobody_picks_are_told() -> None:
    answers = [answer(str(n), "q1", given) for n, given in enumerate(("a", "a", "b", ""))]
    figures = figures_of("q1", answers, scores_of(answers), keys=("a", "b", "c"))
    assert (figures.learners, figures.difficulty) == (4, 0.5)
    assert [(each.choice, each.count, each.share, each.right) for each in figures.choices] == [
        ("a", 2, 0.5, True),
        ("", 1, 0.25, False),
        ("b", 1, 0.25, False),
        ("c", 0, 0.0, False),
    ]


@pytest.mark.parametrize(
    ("given", "right", "kind", "picks"),
    [
        ("b,c", "a,c", "", ["b", "c"]),
        ("b[,]c", "a[,]c", "choice", ["b", "c"]),
        ("a.x,b.y", "a.x,b.y", "matching", ["a.x", "b.y"]),
        ("a[.]x[,]b[.]y", "a[.]x[,]b[.]y", "", ["a.x", "b.y"]),
        ("c,a,b", "a,b,c", "sequencing", ["c,a,b"]),
        ("1.4", "1:2", "numeric", ["1.4"]),
        ("{lang=fr}de l'eau, oui", "", "fill-in", ["de l'eau, oui"]),
        ("true", "t", "true-false", ["t"]),
        ("Water; Light", "Water", "", ["Water; Light"]),
    ],
)
def test_answers_are_taken_apart_as_each_kind_writes_them(
    given: str, right: str, kind: str, picks: list[str]
) -> None:
    answers = [answer("ann", "q1", given, right=right, kind=kind)]
    figures = figures_of("q1", answers, scores_of(answers))
    assert sorted(each.choice for each in figures.choices) == picks


def test_an_order_is_known_where_no_kind_is_told() -> None:
    answers = [
        answer(str(n), "q1", given, right="a,b,c", kind="")
        for n, given in enumerate(("a,b,c", "b,a,c", "a,b,c"))
    ]
    choices = figures_of("q1", answers, scores_of(answers)).choices
    assert [(each.choice, each.right) for each in choices] == [("a,b,c", True), ("b,a,c", False)]


def crowd(language: str, right: int, wrong: int) -> list[Response]:
    people = [(f"{language}{n}", n < right) for n in range(right + wrong)]
    return [
        each
        for name, good in people
        for each in (
            answer(name, "q1", "a" if good else "b", language=language),
            answer(name, "q2", "a" if name.endswith(("1", "3")) else "b", language=language),
        )
    ]


def test_what_is_harder_in_one_language_is_remarked() -> None:
    report = item_report([*crowd("en", 36, 4), *crowd("tr", 12, 28)])
    item = report["items"][0]
    assert (item["difficulty"], item["learners"]) == (0.6, 80)
    assert item["by_language"]["en"]["difficulty"] == 0.9
    assert item["by_language"]["tr"]["difficulty"] == 0.3
    assert [remark for remark in item["remarks"] if " in " in remark] == [
        "easier in en than in all: read its translation again",
        "harder in tr than in all: read its translation again",
    ]
    names = [row["item"] for row in rows_of(report)]
    assert names == ["q1", "  en", "  tr", "q2", "  en", "  tr"]


def test_few_answers_are_no_ground_for_a_judgement() -> None:
    report = item_report(crowd("en", 5, 0))
    assert report["items"][0]["remarks"] == ["only 5 learners: too few to judge by"]


def test_unmarked_answers_have_no_difficulty() -> None:
    answers = [answer("ann", "q1", "hello", score=None, kind="fill-in", right="")]
    report = item_report(answers)
    assert report["items"][0]["difficulty"] is None
    assert rows_of(report)[0]["right"] == "–"
