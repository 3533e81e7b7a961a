"""The final assessment as a module of its own, so that every format of packages can carry it.

It is never on the site and in no book: they show the modules of the course alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from build_tools.course.shape import Course, Module, Quiz
from build_tools.course.shape import Final as FinalTest
from build_tools.questions import AnyQuestion
from build_tools.questions.drawing import drawn
from build_tools.questions.shape import T, Use

FINAL: Final = "final"
"""The id of the final assessment among modules, and its file name in ``dist/``."""


def packed_modules(course: Course[T]) -> tuple[Module[T], ...]:
    """Return what packages are made of: the modules with a quiz, and the final assessment."""
    final = (final_module(course.final),) if course.final else ()
    return (*(module for module in course.modules if module.quiz), *final)


def final_module(final: FinalTest[T]) -> Module[T]:
    """Return the final assessment as a module without lessons; its bank is the quiz."""
    return Module(
        id=FINAL,
        number=0,
        title=final.title,
        summary=final.intro or final.title,
        key_idea=final.title,
        self_paced_minutes=final.minutes,
        live_minutes=0,
        quiz_minutes=final.minutes,
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
            title=final.title,
            intro=final.intro,
            pass_percent=final.pass_percent,
            questions=tuple(replace(each, use=(Use.QUIZ,)) for each in final.questions),
            place=final.place,
            draws=final.draws,
            terms=final.terms,
        ),
        place=final.place,
    )


def final_form(final: FinalTest[T], seed: int) -> tuple[AnyQuestion[T], ...]:
    """Return one form of the test, in authored order: what an attempt with this seed is asked."""
    chosen = drawn(final.draws, seed)
    return tuple(question for question in final.questions if question.id in chosen)
