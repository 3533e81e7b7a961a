"""How long the state of a whole course can get, worked out before anybody begins it.

``player/course.js`` writes it; SCORM 1.2 keeps 4,096 characters.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Final

from build_tools.course.shape import Course, Module, ShowAnswers
from build_tools.formats.attempt import LEAST, LIMIT, longest_attempt, written_room
from build_tools.questions.drawing import Draw
from build_tools.questions.shape import T, Use
from build_tools.sources.problem import Problem

KEY: Final = 4
LETTERS: Final = "0123456789abcdefghijklmnopqrstuv"
EXTRA: Final = len("c1||!") + 2 * KEY  # What a course writes beside its quizzes and pages.
CHECKED: Final = len("=1")


def page_key(name: str) -> str:
    """Return four letters or digits for a page, the same as long as it keeps its name."""
    digest = hashlib.sha256(name.encode()).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:KEY])


def course_attempt_problems(course: Course[T]) -> tuple[Problem, ...]:
    """Return a problem if everything a learner may leave behind might not fit into an LMS."""
    keys = Counter(map(page_key, page_names(course)))
    if twice := sorted(name for name in page_names(course) if keys[page_key(name)] > 1):
        message = f"the package of the course cannot tell `{twice[0]}` and `{twice[1]}` apart"
        return (Problem(course.place, "page-twice", message, "give one of them another file name"),)
    if _longest(course) <= LIMIT and all(room >= LEAST for room in course_rooms(course).values()):
        return ()
    message = f"the course is too long for one package: it must fit into {LIMIT:,} characters"
    hint = "draw fewer questions, or leave the package of the whole course out"
    return (Problem(course.place, "course-too-long", message, hint),)


def _longest(course: Course[T]) -> int:
    """Return the characters of the longest state of a course, own words left out."""
    return EXTRA + KEY * len(page_names(course)) + sum(map(_longest_quiz, course.modules))


def _longest_quiz(module: Module[T]) -> int:
    """Return what one quiz takes: the ids of its questions lose what they share."""
    if module.quiz is None:
        return 0
    questions, quiz = module.quiz.used_for(Use.QUIZ), module.quiz
    saved = (len(shared_prefix(module)) - 1) * (quiz.length + 1)
    saved = saved if all(each.id.startswith(shared_prefix(module)) for each in questions) else 0
    unchecked = quiz.terms.show_answers is not ShowAnswers.AFTER_QUESTION
    return (
        longest_attempt(questions, quiz.draws) - saved - CHECKED * quiz.length * unchecked + KEY + 1
    )


def course_rooms(course: Course[T]) -> dict[str, int]:
    """Return how many letters each written answer may have, by question id; all of them fit."""
    quizzes = [module.quiz for module in course.modules if module.quiz]
    questions = tuple(each for quiz in quizzes for each in quiz.used_for(Use.QUIZ))
    draws: tuple[Draw, ...] = tuple(draw for quiz in quizzes for draw in quiz.draws)
    return written_room(questions, draws, _longest(course))


def shared_prefix(module: Module[T]) -> str:
    """Return what the ids of a module's questions begin with."""
    return f"m{module.number:02}-"


def page_names(course: Course[T]) -> tuple[str, ...]:
    """Return the names of all pages there can be."""
    own = (
        f"{module.id}/{name}"
        for module in course.modules
        for name in ("index", *(lesson.id for lesson in module.lessons), "practice", "quiz")
    )
    orientation = ("orientation",) if course.orientation else ()
    return ("index", *orientation, *own, "glossary", "credits")
