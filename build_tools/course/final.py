"""The final assessment, ``quizzes/final.yml``: its reader, and its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from build_tools.course.drawing import uneven
from build_tools.course.shape import Cell, Course, Terms
from build_tools.course.shape import Final as FinalTest
from build_tools.course.terms import QUIZ_TERMS, read_terms
from build_tools.questions import AnyQuestion, question_schema, read_question, read_questions
from build_tools.questions.form import TEXT, Form, Value, several, whole
from build_tools.questions.reading import OBJECTIVE, OBJECTIVE_ID
from build_tools.questions.shape import Bloom, Use
from build_tools.sources.nodes import Node, parse
from build_tools.sources.problem import Problem, gather
from build_tools.sources.text import Text, Zone

FINAL_FILE: Final = "quizzes/final.yml"
COUNT: Final = whole(1, 100)
LEVELS: Final = Form({}, dict.fromkeys(map(str, Bloom), COUNT))


def read_final(files: Mapping[str, str], terms: Terms) -> FinalTest[Text] | None:
    """Return the final assessment, if there is one; ``terms`` are those of the course."""
    if FINAL_FILE not in files:
        return None
    node = parse(files[FINAL_FILE], FINAL_FILE).at("final", Zone.QUIZ, "Final assessment")
    found = node.fields(
        *("title", "pass_percent", "minutes", "blueprint", "questions"),
        optional=("intro", "lms"),
    )
    own = replace(terms, pass_percent=None, time_limit_minutes=0)  # Those are for quizzes.
    return FinalTest(
        title=found["title"].text(),
        intro=found["intro"].text() if "intro" in found else None,
        pass_percent=found["pass_percent"].whole(0, 100),
        minutes=found["minutes"].whole(1, 600),
        blueprint=_blueprint(found["blueprint"]),
        questions=read_questions(found["questions"]),
        terms=read_terms(found.get("lms"), own),
        place=node.place,
    )


def _blueprint(node: Node) -> tuple[Cell, ...]:
    rows = gather(lambda row: _row(node, *row), node.entries().items())
    return tuple(cell for row in rows for cell in row)


def _row(node: Node, objective: str, levels: Node) -> tuple[Cell, ...]:
    if not OBJECTIVE_ID.fullmatch(objective):
        hint = 'write the id of an objective in quotes, such as "1.2"'
        raise node.fail("bad-objective", f"`{objective}` is not the id of an objective", hint)
    counts = LEVELS.read(levels)
    return tuple(
        Cell(
            objective=objective,
            bloom=Bloom(level),
            count=count,
            place=levels.key(level).place,
        )
        for level, count in counts.items()
        if count is not None
    )


def final_problems(course: Course[Text]) -> Iterator[Problem]:
    """Yield what is wrong with the final assessment, and final questions that stand elsewhere."""
    for module in course.modules:
        for question in module.quiz.questions if module.quiz else ():
            if Use.FINAL in question.use:
                message = f"`{question.id}` is for the final assessment, so nothing asks it here"
                yield Problem(
                    question.place, "final-elsewhere", message, f"move it to {FINAL_FILE}"
                )
    if course.final is not None:
        yield from _blueprint_problems(course.final, _objectives(course))
        for question in course.final.questions:
            yield from _question_problems(question, course.final)


def _objectives(course: Course[Text]) -> frozenset[str]:
    return frozenset(each.id for module in course.modules for each in module.objectives)


def _blueprint_problems(final: FinalTest[Text], known: frozenset[str]) -> Iterator[Problem]:
    for cell, draw in zip(final.blueprint, final.draws, strict=True):
        if cell.objective not in known:
            message = f"there is no objective `{cell.objective}`"
            yield Problem(cell.place, "unknown-objective", message)
        if cell.count > (there := len(draw.among)):
            message = (
                f"the blueprint wants {cell.count} questions of {cell.objective} at "
                f"`{cell.bloom}`, the bank has {there}"
            )
            yield Problem(cell.place, "blueprint-short", message, "write more, or ask for fewer")
        yield from uneven(draw, final.questions)


def _question_problems(question: AnyQuestion[Text], final: FinalTest[Text]) -> Iterator[Problem]:
    if question.use != (Use.FINAL,):
        message = f"`{question.id}` stands in the final assessment but is not for it alone"
        yield Problem(question.place, "not-final", message, "write `use: [final]`")
    if not any(question.id in draw.among for draw in final.draws):
        message = f"`{question.id}` fits no cell of the blueprint, so it is never asked"
        hint = f'add `"{question.objectives[0]}": {{{question.bloom}: 1}}` to the blueprint'
        yield Problem(question.place, "blueprint-unused", message, hint)


FINAL: Final = Form(
    {
        "title": TEXT,
        "pass_percent": whole(0, 100),
        "minutes": whole(1, 600),
        "blueprint": Value(
            lambda node: node,
            {
                "type": "object",
                "propertyNames": {"pattern": OBJECTIVE.schema["pattern"]},
                "additionalProperties": LEVELS.schema,
            },
        ),
        "questions": several(Value(read_question, question_schema()), at_least=0),
    },
    {"intro": TEXT, "lms": QUIZ_TERMS},
)
