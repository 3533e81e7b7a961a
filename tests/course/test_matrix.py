"""The table of objectives holds what the rules of alignment look for."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.course.matrix import Aligned, matrix_of
from build_tools.course.reading import read_course, with_drafts
from build_tools.disk import read_sources
from build_tools.sources.syntax import openings
from build_tools.sources.text import Text

ROOT = Path(__file__).parents[2]


def row_of(aim: str, root: Path) -> Aligned[Text]:
    course = read_course(with_drafts(read_sources(root)))
    rows = [row for module in course.modules for row in matrix_of(course, module)]
    return next(row for row in rows if row.objective.id == aim)


def test_a_row_holds_what_belongs_to_an_objective() -> None:
    row = row_of("1.3", ROOT)
    assert [(number, lesson.id) for number, lesson in row.lessons] == [(3, "03-every-touch")]
    assert [(each.number, each.kinds) for each in row.blocks] == [
        (3, ("task", "faded", "exercise"))
    ]
    assert [exercise.id for exercise in row.exercises] == ["field-map"]
    assert [activity.id for activity in row.activities] == []
    assert [question.id for question in row.checks] == ["m01-k05"]
    assert [question.id for question in row.questions][:3] == ["m01-q07", "m01-q08", "m01-q10"]
    assert not row.product


def test_what_people_make_stands_for_a_question() -> None:
    assert row_of("3.5", ROOT).product


def test_every_objective_is_taught_practiced_and_assessed_in_its_row() -> None:
    course = read_course(with_drafts(read_sources(ROOT)))
    for module in course.modules:
        for row in matrix_of(course, module):
            practice = (*row.blocks, *row.exercises, *row.activities, *row.checks)
            assert row.lessons, row.objective.id
            assert practice, row.objective.id
            assert row.questions or row.product or row.final, row.objective.id


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "/// task | Sort\n    objectives: 1.1 1.2\n    minutes: 2\n\nWords.\n///\n",
            [("task", {"objectives": ("1.1", "1.2"), "minutes": ("2",)})],
        ),
        ("//// faded\n\n/// lines | 2\n///\n////\n", [("faded", {}), ("lines", {})]),
        ("/// nothing\n///\n", []),
    ],
)
def test_openings_of_blocks_are_read_with_their_options(
    source: str, found: list[tuple[str, dict[str, tuple[str, ...]]]]
) -> None:
    assert list(openings(source)) == found
