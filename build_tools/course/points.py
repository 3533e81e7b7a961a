"""The points that a course must teach: each is taught somewhere, and nothing names another one."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.course.facts import Facts
from build_tools.course.requirements import POINT
from build_tools.course.shape import Course
from build_tools.sources.problem import Place, Problem
from build_tools.sources.syntax import near
from build_tools.sources.text import Text


def point_problems(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield what is named as a point and is none."""
    known = tuple(course.requirements.points) if course.requirements else ()
    for point, place in _taught(course, facts):
        if not POINT.fullmatch(point):
            yield Problem(place, "bad-point", f"`{point}` is not a point", "such as `S1-11`")
        elif known and point not in known:
            message = f"there is no point `{point}` in course/requirements.yml"
            yield Problem(place, "unknown-point", message, near(point, known))


def untaught_points(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield the points that no block and no activity names."""
    if course.requirements is None:
        return
    taught = {point for point, _ in _taught(course, facts)}
    wanted = course.requirements.points
    if missing := [point for point in wanted if point not in taught]:
        message = f"{len(missing)} of {len(wanted)} points are taught nowhere: {', '.join(missing)}"
        hint = "name them in `points` of the block, or of the activity, that teaches them"
        yield Problem(wanted[missing[0]], "untaught-point", message, hint)


def _taught(course: Course[Text], facts: Facts) -> Iterator[tuple[str, Place]]:
    """Yield each point and what teaches it: lessons, handouts, kits and trainer notes."""
    for known in facts.values():
        for block, place in known.blocks:
            for point in block.options.get("points", "").split():
                yield point, place
    for module in course.modules:
        for activity in module.trainer.timeline if module.trainer else ():
            for point in activity.points:
                yield point, activity.place
