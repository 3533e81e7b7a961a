"""What of a course is out in one language: a finished module need not wait for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from build_tools.course.kits import KITS
from build_tools.course.shape import Course, Language
from build_tools.questions.shape import T


def released(course: Course[T], language: Language) -> Course[T]:
    """Return ``course`` without what is ``waiting`` in this language, and what only that needs."""
    if not (waiting := frozenset(language.waiting)):
        return course
    return replace(
        course,
        modules=tuple(module for module in course.modules if module.id not in waiting),
        glossary=tuple(term for term in course.glossary if term.module not in waiting),
        credits=tuple(credit for credit in course.credits if credit.module not in waiting),
        assessments=tuple(test for test in course.assessments if test.id not in waiting),
        kits=() if KITS in waiting else course.kits,
    )


def released_in(languages: Sequence[Language], part: str) -> tuple[Language, ...]:
    """Return the languages in which ``part`` (a module, ``kits`` or an assessment) is out."""
    return tuple(language for language in languages if part not in language.waiting)


def whole_in(course: Course[T]) -> tuple[Language, ...]:
    """Return the languages in which every module is out."""
    modules = {module.id for module in course.modules}
    return tuple(each for each in course.languages if not modules & {*each.waiting})
