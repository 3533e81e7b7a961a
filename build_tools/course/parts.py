"""The parts of a module: what it lacks, and what its blocks name that is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from build_tools.course.facts import Facts, blocks_in
from build_tools.course.shape import Course, Module
from build_tools.questions.shape import Use
from build_tools.sources.blocks import BlockUse
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text

QUIZ_LENGTH: Final = 10
SPACED: Final = 2
REVIEW_DAYS: Final = (2, 7, 21, 45)  # After so many days learners take the cards again.
BLOCKS_NEEDED: Final = ("dialog-weak", "dialog-strong", "why", "worked", "faded", "check")


def missing_parts(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield what modules lack of what a whole module has."""
    for module in course.modules:
        yield from _missing(module, facts)
        yield from _quiz(module)


def block_problems(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield what blocks name that is not there, and practice questions that no block shows."""
    sources = {credit.id for credit in course.credits}
    for module in course.modules:
        yield from _checks(module, facts)
        for block, place in blocks_in(module, facts):
            yield from _options(block, place, sources)
    for part in (course.orientation, *course.kits):
        for block, place in blocks_in(part, facts):
            yield from _options(block, place, sources)
            yield from _no_questions(block, place)


def missing_scenarios(course: Course[Text]) -> Iterator[Problem]:
    """Yield that too few modules have a talk that branches."""
    wanted = course.requirements.scenarios if course.requirements else 0
    found = [
        module
        for module in course.modules
        if module.quiz and any(each.type == "scenario" for each in module.quiz.questions)
    ]
    if len(found) < wanted:
        message = f"{len(found)} modules have a question of the type `scenario`, expected {wanted}"
        yield Problem(course.place, "few-scenarios", message)


def _missing(module: Module[Text], facts: Facts) -> Iterator[Problem]:
    kinds = {block.kind for block, _ in blocks_in(module, facts)}
    present = {
        **{f"block `{kind}`": kind in kinds for kind in BLOCKS_NEEDED},
        "exercise": bool(module.exercises) or "exercise" in kinds,
        "`job_aid`": module.job_aid is not None,
        "`review_cards`": bool(module.review_cards),
        "figure in a lesson": any(facts[lesson.body].pictures for lesson in module.lessons),
        "`trainer` notes": module.trainer is not None,
        f"`quizzes/{module.id}.yml`": module.quiz is not None,
    }
    for part, there in present.items():
        if not there:
            yield Problem(module.place, "no-part", f"module {module.number} has no {part}")
    if 0 < (cards := len(module.review_cards)) < len(REVIEW_DAYS):
        days = ", ".join(map(str, REVIEW_DAYS))
        message = f"module {module.number} has {cards} review cards, expected {len(REVIEW_DAYS)}"
        hint = f"learners come back to them after {days} days"
        yield Problem(module.place, "few-cards", message, hint)


def _quiz(module: Module[Text]) -> Iterator[Problem]:
    if module.quiz is None:
        return
    questions = [question for question in module.quiz.used_for(Use.QUIZ) if question.marked]
    drawn = len(questions) - len(module.quiz.used_for(Use.QUIZ)) + module.quiz.length
    if drawn != QUIZ_LENGTH:
        message = f"the quiz has {drawn} marked questions, expected {QUIZ_LENGTH}"
        yield Problem(module.quiz.place, "quiz-length", message)
    spaced = sum(question.spaced for question in questions)
    if module.number > 1 and spaced < SPACED:
        message = f"questions that ask an earlier point again: {spaced}, expected {SPACED}"
        yield Problem(module.quiz.place, "few-spaced", message, "mark them with `spaced: true`")


def _checks(module: Module[Text], facts: Facts) -> Iterator[Problem]:
    questions = {item.id: item for item in (module.quiz.questions if module.quiz else ())}
    placed: Counter[str] = Counter()
    for block, place in blocks_in(module, facts):
        names = block.options.get("questions", "").split()
        placed.update(names)
        if block.kind == "check" and not names:
            yield Problem(place, "empty-check", "this check names no `questions`")
        for name in names:
            if name not in questions:
                message = f"there is no question `{name}` in `quizzes/{module.id}.yml`"
                yield Problem(place, "unknown-question", message)
            elif Use.PRACTICE not in questions[name].use:
                hint = "add `practice` to its `use`, or take another question"
                message = f"`{name}` is not for practice"
                yield Problem(place, "not-practice", message, hint)
    for name, question in questions.items():
        if Use.PRACTICE in question.use and not placed[name]:
            hint = f"write `questions: {name}` in a `/// check` block"
            message = f"`{name}` is for practice but stands in no lesson"
            yield Problem(question.place, "unplaced-question", message, hint)


def _no_questions(block: BlockUse, place: Place) -> Iterator[Problem]:
    if block.kind == "check":
        hint = "ask in a lesson of a module, or write the question as a `why`"
        message = "there are no questions outside the modules"
        yield Problem(place, "check-outside", message, hint)


def _options(block: BlockUse, place: Place, sources: set[str]) -> Iterator[Problem]:
    for source in block.options.get("sources", "").split():
        if source not in sources:
            hint = "add it to `credits` in course/course.yml"
            yield Problem(place, "unknown-source", f"there is no source `{source}`", hint)
    minutes = block.options.get("minutes", "1")
    if not re.fullmatch("[1-9][0-9]{0,2}", minutes):
        yield Problem(place, "bad-minutes", f"`{minutes}` is not a number of minutes")
