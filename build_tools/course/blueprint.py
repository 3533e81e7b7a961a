"""The blueprint of the final assessment: long, broad and demanding enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.course.assessments import FINAL
from build_tools.course.shape import Assessment, Course
from build_tools.questions.shape import Bloom
from build_tools.sources.problem import Problem
from build_tools.sources.text import Text

EASY: Final = (Bloom.REMEMBER, Bloom.UNDERSTAND)
EASY_PERCENT: Final = 50


def missing_questions(course: Course[Text]) -> Iterator[Problem]:
    """Yield that an attempt asks another number of questions than the course promises."""
    wanted = course.requirements.final_questions if course.requirements else 0
    if not wanted:
        return
    final = course.assessment(FINAL)
    found = sum(final.cells.values()) if final else 0
    if found != wanted:
        message = f"the final assessment asks {found} questions, expected {wanted}"
        yield Problem(final.place if final else course.place, "final-length", message)


def blueprint_advice(course: Course[Text]) -> Iterator[Problem]:
    """Yield what the final assessment leaves out, and that it asks too little of people."""
    if (final := course.assessment(FINAL)) is None:
        return
    yield from _levels(final)
    asked = {objective for objective, _ in final.cells}
    levels = {each.id: each.bloom for module in course.modules for each in module.objectives}
    for cell in final.blueprint:
        if (level := levels.get(cell.objective, cell.bloom)) is not cell.bloom:
            message = f"objective {cell.objective} is of the level `{level}`, not `{cell.bloom}`"
            yield Problem(cell.place, "blueprint-level", message, "ask at the level that is taught")
    for module in course.modules:
        for objective in module.objectives:
            if objective.id not in asked and objective.bloom is not Bloom.CREATE:
                message = f"the blueprint asks nothing about objective {objective.id}"
                hint = "only objectives of the level `create` are judged by what people make"
                yield Problem(final.place, "blueprint-gap", message, hint)


def _levels(final: Assessment[Text]) -> Iterator[Problem]:
    whole = sum(final.cells.values())
    easy = sum(count for (_, bloom), count in final.cells.items() if bloom in EASY)
    if easy * 100 > EASY_PERCENT * whole:
        message = f"{easy} of {whole} questions only ask people to remember or to understand"
        hint = f"at least {100 - EASY_PERCENT}% ask for more"
        yield Problem(final.place, "easy-final", message, hint)
