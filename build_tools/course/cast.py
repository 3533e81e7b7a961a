"""Who speaks in the dialogs: neither women nor men are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.course.shape import Course, Gender
from build_tools.sources.problem import Problem
from build_tools.sources.text import Text

LEAST_PERCENT: Final = 40


def cast_advice(course: Course[Text]) -> Iterator[Problem]:
    """Yield that fewer than two in five of the cast are women, or men."""
    genders = [person.gender for person in course.cast if person.gender]
    for gender in Gender:
        if (count := genders.count(gender)) * 100 < LEAST_PERCENT * len(genders):
            message = f"{count} of {len(genders)} people in the cast are `{gender}`"
            hint = f"let at least {LEAST_PERCENT}% of them be"
            yield Problem(course.cast[0].name.place, "uneven-cast", message, hint)
