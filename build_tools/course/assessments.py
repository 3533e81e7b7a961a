"""Assessments of the whole course, such as ``quizzes/final.yml``: their reader and their rules."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Final

from build_tools.course.drawing import uneven
from build_tools.course.shape import Assessment, Cell, Course, ShowAnswers, StatusPolicy, Terms
from build_tools.course.terms import QUIZ_TERMS, read_terms
from build_tools.questions import AnyQuestion, question_schema, read_question, read_questions
from build_tools.questions.form import TEXT, Form, Value, several, whole
from build_tools.questions.reading import OBJECTIVE, OBJECTIVE_ID
from build_tools.questions.shape import Bloom, Use
from build_tools.sources.nodes import Node, parse
from build_tools.sources.problem import Problem, gather
from build_tools.sources.text import Text, Zone

PRETEST: Final = "pretest"
POSTTEST: Final = "posttest"
FINAL: Final = "final"
ASSESSMENTS: Final[Mapping[str, str]] = {
    PRETEST: "Pre-test",
    POSTTEST: "Post-test",
    FINAL: "Final assessment",
}
"""Each assessment there can be, by its id (the name of its file), as translators know it."""

COMPARED_LENGTH: Final = 10  # Questions of a pre-test and of a post-test.
COUNT: Final = whole(1, 100)
LEVELS: Final = Form({}, dict.fromkeys(map(str, Bloom), COUNT))


def read_assessments(
    files: Mapping[str, str], terms: Terms, drafts: Container[int] = ()
) -> tuple[Assessment[Text], ...]:
    """Return the assessments that there are; ``terms`` are those of the course.

    One that asks about a draft, by the number of its module, waits with it.
    """
    known = [name for name in ASSESSMENTS if _file(name) in files]
    tests = gather(lambda name: _assessment(name, files, _terms(name, terms)), known)
    return tuple(test for test in tests if not any(number in drafts for number in _about(test)))


def _file(name: str) -> str:
    return f"quizzes/{name}.yml"


def _terms(name: str, terms: Terms) -> Terms:
    """Return what holds where an assessment says nothing; the course's limits are for quizzes."""
    own = replace(terms, pass_percent=None, time_limit_minutes=0)
    if name == FINAL:
        return own
    # The same things are asked again: nobody may learn the answers, and nobody fails.
    never = ShowAnswers.NEVER
    return replace(own, attempts=1, show_answers=never, status=StatusPolicy.COMPLETED)


def _about(test: Assessment[Text]) -> Iterator[int]:
    for objective in (aim for question in test.questions for aim in question.objectives):
        yield int(objective.partition(".")[0])


def _assessment(name: str, files: Mapping[str, str], terms: Terms) -> Assessment[Text]:
    node = parse(files[_file(name)], _file(name)).at(name, Zone.QUIZ, ASSESSMENTS[name])
    drawn = ("blueprint",) if name == FINAL else ()
    found = node.fields(
        *("title", "pass_percent", "minutes", "questions", *drawn),
        optional=("intro", "lms", *({"blueprint"} - {*drawn})),
    )
    return Assessment(
        id=name,
        title=found["title"].text(),
        intro=found["intro"].text() if "intro" in found else None,
        pass_percent=found["pass_percent"].whole(0, 100),
        minutes=found["minutes"].whole(1, 600),
        blueprint=_blueprint(found["blueprint"]) if "blueprint" in found else (),
        questions=read_questions(found["questions"]),
        terms=read_terms(found.get("lms"), terms),
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


def assessment_problems(course: Course[Text]) -> Iterator[Problem]:
    """Yield what is wrong with the assessments, and questions for them that stand elsewhere."""
    for module in course.modules:
        for question in module.quiz.questions if module.quiz else ():
            if Use.FINAL in question.use:
                message = f"`{question.id}` is for an assessment, so nothing asks it here"
                hint = f"move it to {_file(FINAL)}"
                yield Problem(question.place, "final-elsewhere", message, hint)
    known = frozenset(each.id for module in course.modules for each in module.objectives)
    for test in course.assessments:
        yield from _blueprint_problems(test, known)
        for question in test.questions:
            yield from _question_problems(question, test)
    yield from _differences(*(course.assessment(name) for name in (PRETEST, POSTTEST)))


def assessment_advice(course: Course[Text]) -> Iterator[Problem]:
    """Yield what assessments lack: a partner, questions, a second form."""
    compared = [test for test in course.assessments if test.id != FINAL]
    for test in compared:
        if len(compared) == 1:
            message = f"there is nothing to compare the {ASSESSMENTS[test.id].lower()} with"
            (other,) = {PRETEST, POSTTEST} - {test.id}
            yield Problem(test.place, "no-partner", message, f"write {_file(other)}, too")
        if (count := sum(test.cells.values())) != COMPARED_LENGTH:
            message = f"the {ASSESSMENTS[test.id].lower()} asks {count}, expected {COMPARED_LENGTH}"
            yield Problem(test.place, "test-length", message)
    for test in course.assessments:
        yield from _one_form(test)


def _one_form(test: Assessment[Text]) -> Iterator[Problem]:
    for cell, draw in zip(test.blueprint, test.draws, strict=True):
        if len(draw.among) < 2 * cell.count:
            message = (
                f"two forms of this test share questions: {len(draw.among)} of {cell.objective} "
                f"at `{cell.bloom}`, {2 * cell.count} would do"
            )
            yield Problem(cell.place, "shared-form", message)


def _differences(
    before: Assessment[Text] | None, after: Assessment[Text] | None
) -> Iterator[Problem]:
    """Yield where a pre-test and a post-test do not ask the same things at the same levels."""
    if before is None or after is None:
        return
    for objective, bloom in sorted({**before.cells, **after.cells}):
        asked = [test.cells[objective, bloom] for test in (before, after)]
        if asked[0] != asked[1]:
            message = (
                f"of {objective} at `{bloom}` the pre-test asks {asked[0]}, "
                f"the post-test {asked[1]}"
            )
            yield Problem(after.place, "not-parallel", message, "ask as many in both")


def _blueprint_problems(test: Assessment[Text], known: frozenset[str]) -> Iterator[Problem]:
    for cell, draw in zip(test.blueprint, test.draws, strict=True):
        if cell.objective not in known:
            message = f"there is no objective `{cell.objective}`"
            yield Problem(cell.place, "unknown-objective", message)
        if cell.count > (there := len(draw.among)):
            message = (
                f"the blueprint wants {cell.count} questions of {cell.objective} at "
                f"`{cell.bloom}`, the bank has {there}"
            )
            yield Problem(cell.place, "blueprint-short", message, "write more, or ask for fewer")
        yield from uneven(draw, test.questions)


def _question_problems(question: AnyQuestion[Text], test: Assessment[Text]) -> Iterator[Problem]:
    if question.use != (Use.FINAL,):
        message = f"`{question.id}` stands in an assessment but is not for it alone"
        yield Problem(question.place, "not-final", message, "write `use: [final]`")
    if test.blueprint and not any(question.id in draw.among for draw in test.draws):
        message = f"`{question.id}` fits no cell of the blueprint, so it is never asked"
        hint = f'add `"{question.objectives[0]}": {{{question.bloom}: 1}}` to the blueprint'
        yield Problem(question.place, "blueprint-unused", message, hint)


_BLUEPRINT: Final = Value(
    lambda node: node,
    {
        "type": "object",
        "propertyNames": {"pattern": OBJECTIVE.schema["pattern"]},
        "additionalProperties": LEVELS.schema,
    },
)
_TEST: Final = Form(
    {
        "title": TEXT,
        "pass_percent": whole(0, 100),
        "minutes": whole(1, 600),
        "questions": several(Value(read_question, question_schema()), at_least=0),
    },
    {"intro": TEXT, "lms": QUIZ_TERMS},
)
DRAWN_TEST: Final = _TEST | Form({"blueprint": _BLUEPRINT}, {})
WHOLE_TEST: Final = _TEST | Form({}, {"blueprint": _BLUEPRINT})
