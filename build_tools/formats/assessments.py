"""Assessments as modules of their own, so that every format of packages can carry them.

They are never on the site and in no book for learners: those show the modules of the course alone.
"""

from __future__ import annotations

from dataclasses import replace

from build_tools.course.shape import Assessment, Course, Module, Quiz
from build_tools.questions import AnyQuestion
from build_tools.questions.drawing import drawn
from build_tools.questions.shape import T, Use


def packed_modules(course: Course[T]) -> tuple[Module[T], ...]:
    """Return what packages are made of: the modules with a quiz, and the assessments."""
    return (
        *(module for module in course.modules if module.quiz),
        *map(assessment_module, course.assessments),
    )


def assessment_module(test: Assessment[T]) -> Module[T]:
    """Return an assessment as a module without lessons; its bank is the quiz."""
    return Module(
        id=test.id,
        number=0,
        title=test.title,
        summary=test.intro or test.title,
        key_idea=test.title,
        self_paced_minutes=test.minutes,
        live_minutes=0,
        quiz_minutes=test.minutes,
        objectives=(),
        lessons=(),
        figures=(),
        goal_line=None,
        exercises=(),
        job_aid=None,
        review_cards=(),
        trainer=None,
        handouts=(),
        quiz=Quiz(
            title=test.title,
            intro=test.intro,
            pass_percent=test.pass_percent,
            questions=tuple(replace(each, use=(Use.QUIZ,)) for each in test.questions),
            place=test.place,
            draws=test.draws,
            terms=test.terms,
        ),
        place=test.place,
    )


def form_of(test: Assessment[T], seed: int, turn: int = 0) -> tuple[AnyQuestion[T], ...]:
    """Return one form of a test, in authored order: what an attempt with this seed is asked.

    The next ``turn`` of the same seed avoids the questions of those before it, as far as it can.
    """
    if not test.draws:
        return test.questions
    chosen = drawn(test.draws, seed, turn)
    return tuple(question for question in test.questions if question.id in chosen)
