"""Objectives: each can be seen, is taught, practiced and assessed; nothing names an unknown one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from build_tools.course.assessments import FINAL
from build_tools.course.facts import Facts, blocks_in
from build_tools.course.shape import Course, Module, Objective
from build_tools.course.verbs import VAGUE, VERBS
from build_tools.questions import AnyQuestion
from build_tools.questions.shape import Bloom, Use
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text

BARE_PERCENT: Final = 20
STANDARD: Final = re.compile(  # How many, how well, how fast; from, with or against what.
    r"\b(?:at (?:least|most)|more|less|fewer|within|without|with|from|against|under|before|after"
    r"|so that|following|each|every|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b|\d",
    re.IGNORECASE,
)
PRACTICE_KINDS: Final = ("task", "why", "faded", "exercise", "check")


def objective_problems(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield what is wrong with the objectives of each module, and with what points to them."""
    known = {objective.id for module in course.modules for objective in module.objectives}
    finally_ = tuple(_finally(course))
    for module in course.modules:
        uses = (*_uses(module, facts), *finally_)
        for objective in module.objectives:
            yield from _wording(objective)
            yield from _gaps(objective, uses)
        for aim, place, _ in uses:
            if aim not in known:
                yield Problem(place, "unknown-objective", f"there is no objective `{aim}`")
        for question in module.quiz.questions if module.quiz else ():
            yield from _elsewhere(question, module)
    for part in (course.orientation, *course.kits):
        for block, place in blocks_in(part, facts):
            for aim in block.options.get("objectives", "").split():
                if aim not in known:
                    yield Problem(place, "unknown-objective", f"there is no objective `{aim}`")


def _wording(objective: Objective[Text]) -> Iterator[Problem]:
    place, words = objective.text.place, objective.text.key
    if words[0].isupper() or words.endswith("."):
        hint = "it continues “You can …”: begin in lower case, end without a full stop"
        yield Problem(place, "objective-form", f"objective {objective.id} is a sentence", hint)
    if vague := _opening(words, VAGUE):
        hint = "say what somebody can be seen to do"
        yield Problem(place, "vague-verb", f"nobody can see whether people {vague}", hint)
    elif not _opening(words, VERBS[objective.bloom]):
        message = f"objective {objective.id} begins with no verb of `{objective.bloom}`"
        hint = f"verbs of this level: {', '.join(VERBS[objective.bloom])}"
        yield Problem(place, "objective-verb", message, hint)


def objective_advice(course: Course[Text]) -> Iterator[Problem]:
    """Yield the objectives without a condition or a standard, if there are too many of them."""
    everything = [each for module in course.modules for each in module.objectives]
    bare = [each for each in everything if not STANDARD.search(each.text.key)]
    if len(bare) * 100 > BARE_PERCENT * len(everything):
        for objective in bare:
            message = f"objective {objective.id} says neither how well nor with what"
            hint = "such as “at least five right,” “in one sentence” or “with a reason”"
            yield Problem(objective.text.place, "no-standard", message, hint)


def _opening(words: str, verbs: Iterable[str]) -> str:
    lower = f"{words.lower()} "
    return next((verb for verb in verbs if lower.startswith(f"{verb} ")), "")


def _gaps(
    objective: Objective[Text], uses: tuple[tuple[str, Place, str], ...]
) -> Iterator[Problem]:
    found = {how for aim, _, how in uses if aim == objective.id}
    if objective.bloom == Bloom.CREATE and "product" in found:
        found.add("assessment")  # What somebody makes is judged as a product.
    for how, hint in WAYS.items():
        if how not in found and not (how == "practice" and "product" in found):
            message = f"objective {objective.id} has no {how}"
            yield Problem(objective.place, f"no-{how}", message, hint)


WAYS: Final = {
    "lesson": "name it in `objectives` of a lesson",
    "practice": "name it in an exercise, a practice question or an activity with `practice: true`",
    "assessment": "write a question about it with `use: [quiz]`",
}


def _uses(module: Module[Text], facts: Facts) -> Iterator[tuple[str, Place, str]]:
    """Yield each objective that is named, where, and what for."""
    for lesson in module.lessons:
        yield from _all(lesson.objectives, lesson.place, "lesson")
    for exercise in module.exercises:
        yield from _all(exercise.objectives, exercise.place, "product")
    for activity in module.trainer.timeline if module.trainer else ():
        how = "practice" if activity.practice else "telling"
        yield from _all(activity.objectives, activity.place, how)
    for block, place in blocks_in(module, facts):
        how = "practice" if block.kind in PRACTICE_KINDS else "telling"
        yield from _all(block.options.get("objectives", "").split(), place, how)
    for question in module.quiz.questions if module.quiz else ():
        if Use.PRACTICE in question.use:
            yield from _all(question.objectives, question.place, "practice")
        if question.marked and {Use.QUIZ, Use.FINAL} & set(question.use):
            yield from _all(question.objectives, question.place, "assessment")


def _finally(course: Course[Text]) -> Iterator[tuple[str, Place, str]]:
    for test in course.assessments:
        for question in test.questions:
            counts = question.marked and test.id == FINAL
            how = "assessment" if counts else ""
            yield from _all(question.objectives, question.place, how)


def _all(aims: Iterable[str], place: Place, how: str) -> Iterator[tuple[str, Place, str]]:
    for aim in aims:
        yield aim, place, how


def _elsewhere(question: AnyQuestion[Text], module: Module[Text]) -> Iterator[Problem]:
    """Yield a question of another module that is not spaced, and the other way round."""
    numbers = {int(aim.split(".")[0]) for aim in question.objectives}
    if question.spaced and not any(number < module.number for number in numbers):
        message = f"`{question.id}` is spaced but has no objective of an earlier module"
        yield Problem(question.place, "objective-elsewhere", message)
    if not question.spaced and numbers != {module.number}:
        message = f"`{question.id}` has an objective of another module"
        hint = "if it asks an earlier point again, write `spaced: true`"
        yield Problem(question.place, "objective-elsewhere", message, hint)
