"""Times: they add up, they can be kept, and at least half of them is practice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.course.assessments import FINAL
from build_tools.course.facts import TASKS, Facts, blocks_in, minutes_of
from build_tools.course.shape import Course, Lesson, Module, Orientation
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text

WORDS_A_MINUTE: Final = 180  # Study text, read with care.
TOLERANCE_PERCENT: Final = 20
LIVE_PRACTICE_PERCENT: Final = 50
SELF_PRACTICE_PERCENT: Final = 40


def time_problems(course: Course[Text]) -> Iterator[Problem]:
    """Yield the times that do not add up."""
    for module in course.modules:
        yield from _self_paced(module)
        yield from _timeline(module)


def kit_time_problems(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield the kits whose tasks take more time than the whole kit."""
    for kit in course.kits:
        tasks = sum(minutes_of(block) for block, _ in blocks_in(kit, facts))
        if kit.minutes and tasks > kit.minutes:
            message = f"its tasks take {tasks} minutes, `minutes` says {kit.minutes}"
            yield Problem(kit.place, "minutes-sum", message)


def missing_hours(course: Course[Text]) -> Iterator[Problem]:
    """Yield that the whole course takes other hours than it promises.

    Alone: the orientation, the modules with their quizzes, and the final assessment.
    """
    wanted = course.requirements.minutes if course.requirements else None
    if wanted is None:
        return
    self_paced = sum(module.self_paced_minutes for module in course.modules)
    self_paced += course.orientation.minutes if course.orientation else 0
    self_paced += final.minutes if (final := course.assessment(FINAL)) else 0
    live = sum(module.live_minutes for module in course.modules)
    for part, found, promised in (
        ("self_paced", self_paced, wanted.self_paced),
        ("live", live, wanted.live),
    ):
        if found != promised:
            message = f"the whole course takes {found} minutes, `{part}` says {promised}"
            yield Problem(wanted.place, "course-minutes", message)


def time_advice(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield the times that cannot be kept, and the modules with more telling than doing."""
    for module in course.modules:
        yield from _live_practice(module)
        yield from _self_practice(module, facts)
        for lesson in module.lessons:
            yield from _reading(lesson, facts)
    if course.orientation:
        yield from _reading(course.orientation, facts)


def _self_paced(module: Module[Text]) -> Iterator[Problem]:
    lessons = sum(lesson.minutes for lesson in module.lessons)
    if (total := lessons + module.quiz_minutes) != module.self_paced_minutes:
        message = (
            f"lessons ({lessons}) and quiz ({module.quiz_minutes}) take {total} minutes, "
            f"`self_paced` says {module.self_paced_minutes}"
        )
        yield Problem(module.place, "minutes-sum", message)


def _timeline(module: Module[Text]) -> Iterator[Problem]:
    if module.trainer is None:
        return
    clock = 0
    for activity in module.trainer.timeline:
        if activity.start != clock:
            message = f"`{activity.id}` starts at minute {activity.start}, expected {clock}"
            yield Problem(activity.place, "timeline-sum", message)
        clock = activity.start + activity.minutes
    if clock != module.live_minutes:
        message = f"the timeline takes {clock} minutes, `live` says {module.live_minutes}"
        yield Problem(module.place, "timeline-sum", message)


def _live_practice(module: Module[Text]) -> Iterator[Problem]:
    timeline = module.trainer.timeline if module.trainer else ()
    practice = sum(activity.minutes for activity in timeline if activity.practice)
    whole = sum(activity.minutes for activity in timeline)
    yield from _share("live", practice, whole, LIVE_PRACTICE_PERCENT, module.place)


def _self_practice(module: Module[Text], facts: Facts) -> Iterator[Problem]:
    practice = sum(
        minutes_of(block)
        for lesson in module.lessons
        for block, _ in facts[lesson.body].blocks
        if block.kind in TASKS
    )
    whole = module.self_paced_minutes
    yield from _share("self-paced", practice, whole, SELF_PRACTICE_PERCENT, module.place)


def _share(part: str, practice: int, whole: int, percent: int, place: Place) -> Iterator[Problem]:
    if practice * 100 < percent * whole:
        message = f"{practice} of {whole} {part} minutes are practice, less than {percent}%"
        hint = "let learners do more of it themselves"
        yield Problem(place, "little-practice", message, hint)


def _reading(lesson: Lesson[Text] | Orientation[Text], facts: Facts) -> Iterator[Problem]:
    known = facts[lesson.body]
    tasks = sum(minutes_of(block) for block, _ in known.blocks)
    needed = known.words / WORDS_A_MINUTE + tasks
    if abs(needed - lesson.minutes) * 100 > TOLERANCE_PERCENT * lesson.minutes:
        message = (
            f"{known.words} words and {tasks} minutes of tasks take about {needed:.0f} minutes, "
            f"`minutes` says {lesson.minutes}"
        )
        yield Problem(lesson.place, "reading-time", message)
