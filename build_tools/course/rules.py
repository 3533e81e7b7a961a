"""Rules about the whole course. Each file of rules beside this one is called here."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.course.alignment import objective_advice, objective_problems
from build_tools.course.assessments import FINAL, assessment_advice, assessment_problems
from build_tools.course.blueprint import blueprint_advice, missing_questions
from build_tools.course.cast import cast_advice
from build_tools.course.claims import claim_problems
from build_tools.course.drawing import draw_problems
from build_tools.course.evidence import evidence_problems, missing_limits
from build_tools.course.facts import Facts, facts_in
from build_tools.course.links import link_problems, recording_advice
from build_tools.course.overlay import overlay_advice, overlay_problems
from build_tools.course.parts import block_problems, missing_parts, missing_scenarios
from build_tools.course.picture import picture_advice, picture_problems
from build_tools.course.points import point_problems, untaught_points
from build_tools.course.readability import readability_advice
from build_tools.course.shape import Course, Module
from build_tools.course.timing import kit_time_problems, missing_hours, time_advice, time_problems
from build_tools.questions import AnyQuestion
from build_tools.questions.balance import key_balance, longest_share
from build_tools.questions.independence import telling_stems
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.rules import source_problems, translation_problems
from build_tools.questions.shape import Use
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text, map_texts


def problems_in(course: Course[Text], facts: Facts | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a course that could be read; ``facts`` if they are at hand.

    A course with such problems contradicts itself, or treats learners unfairly.
    """
    known = facts_in(course) if facts is None else facts
    found = {
        *(problem for prose in known.values() for problem in prose.problems),
        *_id_problems(course),
        *_name_problems(course),
        *_question_problems(course),
        *objective_problems(course, known),
        *time_problems(course),
        *kit_time_problems(course, known),
        *link_problems(course, known),
        *block_problems(course, known),
        *claim_problems(course),
        *draw_problems(course),
        *assessment_problems(course),
        *point_problems(course, known),
        *evidence_problems(known),
        *picture_problems(course, known),
        *overlay_problems(course, known),
    }
    return tuple(sorted(found))


def unmet_in(course: Course[Text], facts: Facts | None = None) -> tuple[Problem, ...]:
    """Return the requirements of ``course/requirements.yml`` that a course does not meet.

    They are advice until all of its parts are there (``is_whole``), and problems from then on.
    """
    known = facts_in(course) if facts is None else facts
    found = {
        *untaught_points(course, known),
        *missing_limits(course, known),
        *missing_scenarios(course),
        *missing_hours(course),
        *missing_questions(course),
    }
    return tuple(sorted(found))


def is_whole(course: Course[Text]) -> bool:
    """Whether all that the course is to have is there, and no draft: modules, final assessment."""
    if (wanted := course.requirements) is None:
        return True
    tested = not wanted.final_questions or course.assessment(FINAL) is not None
    return tested and len(course.modules) >= wanted.modules


def advice_in(course: Course[Text], facts: Facts | None = None) -> tuple[Problem, ...]:
    """Return what a course lacks to be whole and balanced; it can be built and tried without."""
    known = facts_in(course) if facts is None else facts
    found = {
        *missing_parts(course, known),
        *time_advice(course, known),
        *recording_advice(course, known),
        *assessment_advice(course),
        *objective_advice(course),
        *readability_advice(course, known),
        *picture_advice(course, known),
        *cast_advice(course),
        *blueprint_advice(course),
        *overlay_advice(course, known),
        *_balance(course),
    }
    return tuple(sorted(found))


def said_problems(course: Course[str], language: str) -> tuple[Problem, ...]:
    """Return what is wrong with the questions of a course as it is said in ``language``."""
    shares = (
        longest_share(quiz.used_for(Use.QUIZ), quiz.place, translated=language)
        for quiz in (module.quiz for module in course.modules)
        if quiz
    )
    spoiled = (translation_problems(item, language) for item in course.questions())
    return tuple(problem for found in (*shares, *spoiled) for problem in found)


def _question_problems(course: Course[Text]) -> Iterator[Problem]:
    for question in course.questions():
        yield from source_problems(question)


def _balance(course: Course[Text]) -> Iterator[Problem]:
    everything: list[AnyQuestion[str]] = []
    for quiz in (module.quiz for module in course.modules if module.quiz):
        asked = map_texts(quiz.used_for(Use.QUIZ), lambda text: text.key)
        yield from longest_share(asked, quiz.place)
        yield from key_balance(asked, quiz.place)
        yield from telling_stems(asked)
        everything += asked
    for test in course.assessments:
        bank = map_texts(test.questions, lambda text: text.key)
        yield from longest_share(bank, test.place)
        yield from key_balance(bank, test.place)
        yield from telling_stems(bank)
    yield from key_balance(everything, course.place)
    yield from longest_share(everything, course.place)


def _id_problems(course: Course[Text]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Place] = {}
    for kind, name, place in _named(course):
        if (other := first.setdefault((kind, name), place)) != place:
            yield Problem(place, "same-id", f"`{name}` is the id of the {kind} at {other}, too")


def _named(course: Course[Text]) -> Iterator[tuple[str, str, Place]]:
    for person in course.cast:
        yield "person", person.key, person.name.place
    for scale in course.scales:
        yield "scale", scale.id, scale.labels[0].place
    for term in course.glossary:
        yield "term", term.id, term.term.place
    for credit in course.credits:
        yield "source", credit.id, credit.text.place
    for module in course.modules:
        yield from _named_in(module)
    for question in course.assessed():
        yield "question", question.id, question.place
    for kit in course.kits:
        yield "kit", kit.id, kit.place
        for page in kit.pages:
            yield "page", f"{kit.id}/{page.id}", page.place
        for form in kit.forms:
            yield "form", f"{kit.id}/{form.id}", form.place


def _named_in(module: Module[Text]) -> Iterator[tuple[str, str, Place]]:
    for objective in module.objectives:
        yield "objective", objective.id, objective.place
    for lesson in module.lessons:
        yield "lesson", f"{module.id}/{lesson.id}", lesson.place
    for exercise in module.exercises:
        yield "exercise", exercise.id, exercise.place
    for card in module.review_cards:
        yield "card", card.id, card.front.place
    for handout in module.handouts:
        yield "handout", handout.id, handout.title.place
    for activity in module.trainer.timeline if module.trainer else ():
        yield "activity", f"{module.id}/{activity.id}", activity.place
    for question in module.quiz.questions if module.quiz else ():
        yield "question", question.id, question.place


def _name_problems(course: Course[Text]) -> Iterator[Problem]:
    """Ids that name something of another module, or something that is not there."""
    scales = {scale.id for scale in course.scales}
    for module in course.modules:
        exercises = {exercise.id for exercise in module.exercises}
        for kind, name, place in _named_in(module):
            prefix = {"objective": f"{module.number}.", "card": f"m{module.number:02}-"}
            wanted = prefix.get("card" if kind == "question" else kind, "")
            if not name.startswith(wanted):
                message = f"the id of the {kind} `{name}` does not begin with `{wanted}`"
                yield Problem(place, "foreign-id", message)
        for activity in module.trainer.timeline if module.trainer else ():
            if activity.exercise and activity.exercise not in exercises:
                message = f"there is no exercise `{activity.exercise}` in this module"
                yield Problem(activity.place, "unknown-exercise", message)
    for question in course.questions():
        if isinstance(question, LikertQuestion) and question.scale not in scales:
            message = f"there is no scale `{question.scale}` in course/course.yml"
            yield Problem(question.place, "unknown-scale", message)
    for question in course.assessed():
        wanted = f"m{int(question.objectives[0].split('.')[0]):02}-"
        if not question.id.startswith(wanted):
            message = f"the id of the question `{question.id}` does not begin with `{wanted}`"
            yield Problem(question.place, "foreign-id", message, "as its first objective does")
