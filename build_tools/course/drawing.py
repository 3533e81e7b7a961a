"""``draw:`` of a quiz: which of its questions an attempt is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from build_tools.course.shape import Course, Quiz
from build_tools.questions import AnyQuestion
from build_tools.questions.drawing import Draw
from build_tools.questions.form import Value, whole
from build_tools.questions.shape import T, Use
from build_tools.sources.nodes import Node
from build_tools.sources.problem import CourseError, Problem
from build_tools.sources.text import Text

COUNT: Final = whole(1, 1000)


def read_draws(node: Node | None, questions: Sequence[AnyQuestion[Text]]) -> tuple[Draw, ...]:
    """Return the draws: ``10`` takes ten of all questions, ``{basics: 4}`` four of a pool."""
    if node is None:
        return ()
    asked = [question for question in questions if Use.QUIZ in question.use]
    try:
        counts = node.entries()
    except CourseError:
        among = tuple(question.id for question in asked)
        return (Draw(name="", count=COUNT.read(node), among=among, place=node.place),)
    return tuple(
        Draw(
            name=name,
            count=COUNT.read(count),
            among=tuple(question.id for question in asked if question.pool == name),
            place=count.place,
        )
        for name, count in counts.items()
    )


DRAW: Final = Value(
    lambda node: node,
    {"anyOf": [COUNT.schema, {"type": "object", "additionalProperties": COUNT.schema}]},
)


def draw_problems(course: Course[Text]) -> Iterator[Problem]:
    """Yield the draws that cannot be made, or would not treat all learners alike."""
    for quiz in (module.quiz for module in course.modules if module.quiz):
        yield from _strays(quiz)
        for draw in quiz.draws:
            yield from _short(draw)
            yield from uneven(draw, quiz.questions)


def uneven(draw: Draw, questions: Sequence[AnyQuestion[T]]) -> Iterator[Problem]:
    """Yield a problem if an attempt is worth more or fewer points by the luck of the draw."""
    worth = {question.points for question in questions if question.id in draw.among}
    if len(worth) > 1:
        found = ", ".join(f"{points:f}" for points in sorted(worth))
        message = f"questions that are drawn in place of each other have {found} points"
        yield Problem(draw.place, "uneven-pool", message, "give them all the same `points`")


def _short(draw: Draw) -> Iterator[Problem]:
    if draw.count > len(draw.among):
        pool = f"pool `{draw.name}`" if draw.name else "this quiz"
        message = f"{draw.count} questions are drawn, but {pool} has {len(draw.among)}"
        yield Problem(draw.place, "short-pool", message, "count those with `use: [quiz]`")


def _strays(quiz: Quiz[Text]) -> Iterator[Problem]:
    known = {draw.name for draw in quiz.draws if draw.name}
    for question in quiz.questions:
        if question.pool and (question.pool not in known or Use.QUIZ not in question.use):
            message = f"`{question.id}` is in pool `{question.pool}`, from which nothing is drawn"
            hint = f"write `draw: {{{question.pool}: 1}}` above `questions`, and `use: [quiz]`"
            yield Problem(question.place, "stray-pool", message, hint)
