"""What belongs to each objective of a module: lessons, practice, questions, final assessment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

from build_tools.course.alignment import PRACTICE_KINDS
from build_tools.course.assessments import FINAL
from build_tools.course.shape import Activity, Course, Exercise, Lesson, Module, Objective
from build_tools.questions import AnyQuestion
from build_tools.questions.shape import Bloom, T, Use
from build_tools.sources.syntax import openings
from build_tools.sources.text import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPractice(Generic[T]):
    """The kinds of block in which learners do something for an objective, in one lesson."""

    number: int
    lesson: Lesson[T]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned(Generic[T]):
    """An objective with what teaches, practices and assesses it.

    ``lessons`` are numbered within the module; ``questions`` are those of quizzes, of later modules
    too; ``final`` is how many questions of the final assessment ask about it. ``product`` says
    that what people make in an exercise is judged.
    """

    objective: Objective[T]
    lessons: tuple[tuple[int, Lesson[T]], ...]
    blocks: tuple[LessonPractice[T], ...]
    exercises: tuple[Exercise[T], ...]
    activities: tuple[Activity[T], ...]
    checks: tuple[AnyQuestion[T], ...]
    questions: tuple[AnyQuestion[T], ...]
    final: int

    @property
    def product(self) -> bool:
        """Whether the result of an exercise is what is assessed."""
        return self.objective.bloom is Bloom.CREATE and bool(self.exercises)


def matrix_of(course: Course[T], module: Module[T]) -> tuple[Aligned[T], ...]:
    """Return a row for each objective of ``module``."""
    return tuple(_row(course, module, objective) for objective in module.objectives)


def _row(course: Course[T], module: Module[T], objective: Objective[T]) -> Aligned[T]:
    aim, numbered = objective.id, tuple(enumerate(module.lessons, 1))
    activities = module.trainer.timeline if module.trainer else ()
    return Aligned(
        objective=objective,
        lessons=tuple((at, lesson) for at, lesson in numbered if aim in lesson.objectives),
        blocks=tuple(
            LessonPractice(number=at, lesson=lesson, kinds=kinds)
            for at, lesson in numbered
            if (kinds := tuple(dict.fromkeys(_practiced(lesson.body, aim))))
        ),
        exercises=tuple(each for each in module.exercises if aim in each.objectives),
        activities=tuple(each for each in activities if each.practice and aim in each.objectives),
        checks=tuple(_asked(course, aim, Use.PRACTICE)),
        questions=tuple(_asked(course, aim, Use.QUIZ)),
        final=_finally(course, aim),
    )


def _practiced(body: Prose, aim: str) -> Iterator[str]:
    for kind, options in openings(body.source):
        if kind in PRACTICE_KINDS and kind != "check" and aim in options.get("objectives", ()):
            yield kind


def _asked(course: Course[T], aim: str, use: Use) -> Iterator[AnyQuestion[T]]:
    for module in course.modules:
        for question in module.quiz.used_for(use) if module.quiz else ():
            if aim in question.objectives and (question.marked or use is Use.PRACTICE):
                yield question


def _finally(course: Course[T], aim: str) -> int:
    final = course.assessment(FINAL)
    cells = final.cells.items() if final else ()
    return sum(count for (objective, _), count in cells if objective == aim)
