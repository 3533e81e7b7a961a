"""The proof that finished files have the answers of their source, asked for by every build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from build_tools.course.shape import Module
from build_tools.formats.bundle import unzipped
from build_tools.formats.exchange import exported
from build_tools.formats.export_report import ReadBack
from build_tools.formats.package import (
    LAUNCH,
    Locals,
    answers_by_language,
    answers_in,
    asked_in_all,
    spoken,
)
from build_tools.formats.read_back import answer_of
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Answer
from build_tools.questions.shape import Use

MOUNT: Final = re.compile(r'<script type="application/json" id="quiz-[^"]+-quiz">(.*?)</script>')
Keys = Mapping[str, Answer]


class WrongAnswersError(Exception):
    """A finished file has other answers than its source, which is never an author's fault."""


def prove(file: str, found: Sequence[Keys], wanted: Sequence[Keys]) -> None:
    """Hold the answers found in a file, once for each language, to those of the source.

    Raises:
        WrongAnswersError: naming the questions, if any differ, are missing or are too many.
    """
    if len(found) != len(wanted):
        raise WrongAnswersError(f"{file} has {len(found)} languages instead of {len(wanted)}")
    wrong = {
        name
        for said, meant in zip(found, wanted, strict=True)
        for name in {*said, *meant}
        if said.get(name) != meant.get(name)
    }
    if wrong:
        raise WrongAnswersError(f"{file} has other answers than its source: {sorted(wrong)}")


def prove_exchanged(
    file: str, content: bytes, read: ReadBack, local: LocalCourse, module: Module[str]
) -> None:
    """Prove a file with questions for other systems; ``read`` finds the answers in it."""
    meant = {question.id: question.answer for question in exported(local, module)}
    prove(file, [read(content, local, module)], [meant])


def prove_package(file: str, content: bytes, locals_: Locals, module: Module[str]) -> None:
    """Prove a package with a quiz in one language or in several."""
    modules = [own for _, own in spoken(locals_, module)]
    shared = asked_in_all([own] for own in modules)
    several = len(locals_) > 1
    found = [*answers_by_language(content).values()] if several else [answers_in(content)]
    prove(file, found, [_keys([own], shared) for own in modules])


def prove_course(file: str, content: bytes, locals_: Locals) -> None:
    """Prove a package with the whole course in one language or in several."""
    parts = [local.course.modules for local in locals_]
    shared = asked_in_all(parts)
    found = [
        {each["id"]: answer_of(each) for quiz in _quizzes(page) for each in quiz["questions"]}
        for page in _pages(content, locals_)
    ]
    prove(file, found, [_keys(modules, shared) for modules in parts])


def _keys(modules: Iterable[Module[str]], shared: frozenset[str]) -> Keys:
    return {
        question.id: question.answer
        for module in modules
        if module.quiz
        for question in module.quiz.used_for(Use.QUIZ)
        if question.id in shared
    }


def _pages(content: bytes, locals_: Locals) -> Iterator[str]:
    files = unzipped(content)
    if len(locals_) == 1:
        yield files[LAUNCH].decode()
        return
    for local in locals_:
        script = files[f"pages-{local.language.code}.js"].decode()
        yield json.loads(script[script.index(", ") + 2 : script.rindex(")")])


def _quizzes(page: str) -> Iterator[Mapping[str, Any]]:
    yield from map(json.loads, MOUNT.findall(page))
