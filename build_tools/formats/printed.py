"""Questions on paper: which are printed, and in which order their parts stand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from string import ascii_uppercase
from typing import Final, Protocol, TypeVar

from markupsafe import Markup

from build_tools.course.shape import Module
from build_tools.questions import AnyQuestion
from build_tools.questions.cloze import ClozeQuestion
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.scenario import Node, ScenarioQuestion
from build_tools.questions.shape import Use
from build_tools.sources.markdown import inline

ASKED: Final = re.compile(r"^[ ]{4}questions:(?P<ids>.*)$", re.MULTILINE)
GAP: Final = re.compile(r"\[(?P<key>\w+)\]")


class Keyed(Protocol):
    """Anything that stands under a key in a question."""

    @property
    def key(self) -> str:
        """The key, as authored."""
        ...


Part = TypeVar("Part", bound=Keyed)


def printed_questions(module: Module[str]) -> tuple[AnyQuestion[str], ...]:
    """Return the questions of a module's workbook as they come: in its lessons, then at its end."""
    if module.quiz is None:
        return ()
    known = {question.id: question for question in module.quiz.questions}
    asked = [known[name] for name in dict.fromkeys(_asked(module)) if name in known]
    return (*asked, *(question for question in closing_questions(module) if question not in asked))


def closing_questions(module: Module[str]) -> tuple[AnyQuestion[str], ...]:
    """Return the questions for the workbook that no lesson asks."""
    if module.quiz is None:
        return ()
    asked = frozenset(_asked(module))
    workbook = module.quiz.used_for(Use.WORKBOOK)
    return tuple(question for question in workbook if question.id not in asked)


def marked_in(module: Module[str]) -> tuple[AnyQuestion[str], ...]:
    """Return the questions a trainer may be asked about: all but those of a final test."""
    questions = module.quiz.questions if module.quiz else ()
    return tuple(asked for asked in questions if Use.FINAL not in asked.use and has_answer(asked))


def has_answer(asked: AnyQuestion[str]) -> bool:
    """Tell whether a key has something to say about this question."""
    if isinstance(asked, ReflectionQuestion):
        return asked.sample is not None
    return not isinstance(asked, LikertQuestion)


def shuffled(parts: tuple[Part, ...], question_id: str) -> tuple[Part, ...]:
    """Return ``parts`` in an order that follows from the ids, and is never the authored one."""

    def rank(part: Part) -> bytes:
        return hashlib.sha256(f"{question_id}.{part.key}".encode()).digest()

    mixed = tuple(sorted(parts, key=rank))
    return mixed if mixed != parts else (*mixed[1:], *mixed[:1])


def letters(parts: Iterable[Keyed]) -> Mapping[str, str]:
    """Return the letter under which each part is printed, by key."""
    return {part.key: letter for part, letter in zip(parts, ascii_uppercase, strict=False)}


def with_gaps(question: ClozeQuestion[str], gap: Callable[[int], Markup]) -> Markup:
    """Return the text of a cloze question with a printed gap for each ``[name]``, from 1."""
    numbers = {part.key: number for number, part in enumerate(question.gaps, 1)}

    def fill(found: re.Match[str]) -> str:
        return gap(numbers[found["key"]]) if found["key"] in numbers else found[0]

    return Markup(GAP.sub(fill, inline(question.text)))  # noqa: S704  # Cleaned by our Markdown.


def moments(question: ScenarioQuestion[str]) -> Mapping[str, tuple[int, Node[str]]]:
    """Return the moments of a talk, by key, with their printed numbers; the start is 1."""
    nodes = {node.key: node for node in question.nodes}
    order = [question.start]
    for key in order:
        order += [move.to for move in nodes[key].options if move.to and move.to not in order]
    return {key: (number, nodes[key]) for number, key in enumerate(dict.fromkeys(order), 1)}


def _asked(module: Module[str]) -> Iterator[str]:
    lessons = (lesson.body for lesson in module.lessons)
    exercises = (exercise.body for exercise in module.exercises)
    for body in (*lessons, *exercises):
        for found in ASKED.finditer(body.source):
            yield from found["ids"].split()
