"""Questions that leave as Moodle XML or GIFT and come back are the same questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count, cycle
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.course.shape import Course, Module
from build_tools.formats.exchange import exported
from build_tools.formats.export_report import EXCHANGE
from build_tools.formats.markup import html
from build_tools.imports import imported
from build_tools.imports.reducing import from_plain
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion, read_questions
from build_tools.questions.text import TextQuestion, with_answers
from build_tools.sources.markdown import plain
from build_tools.sources.nodes import parse
from build_tools.sources.text import Text, map_texts

SIGNS: Final = "ab 1.\\`*_{}[]()#+-!<&;:/~=|^\"'é中\u00a0%$@,?"
WORDS: Final = st.lists(st.text(alphabet=SIGNS, max_size=10), min_size=1, max_size=6)
GONE: Final = {  # Kinds that a format cannot give back as they were.
    "moodle-xml": ("cloze", "scenario", "likert"),
    "gift": ("order", "cloze", "scenario", "likert"),
}
UNSAID: Final = {  # What it does not carry of the others.
    "moodle-xml": ("misconception", "place", "allow"),
    "gift": ("misconception", "place", "allow", "hint", "points", "unit", "lines", "key"),
}


@pytest.fixture(scope="module")
def said_in(
    kinds: dict[str, LocalCourse], written: Course[Text]
) -> Callable[[list[str]], LocalCourse]:
    """How to say the course of all kinds in other words."""
    return lambda words: reworded(kinds["en"], written, words)


def reworded(local: LocalCourse, course: Course[Text], words: list[str]) -> LocalCourse:
    """Say the course in other words, which are as hard to write down as words can be."""
    more, numbers = cycle(words), count()

    def say(_: Text) -> str:
        return from_plain(f"{next(numbers)}{next(more)}.").words

    said: Course[str] = map_texts(course, say)
    accepted = tuple(dict.fromkeys(f"{word.strip()} x" for word in words))
    modules = tuple(_answered(module, accepted) for module in said.modules)
    return replace(local, course=replace(said, modules=modules))


def _answered(module: Module[str], accepted: tuple[str, ...]) -> Module[str]:
    assert module.quiz is not None
    questions = tuple(
        with_answers(each, accepted) if isinstance(each, TextQuestion) else each
        for each in module.quiz.questions
    )
    return replace(module, quiz=replace(module.quiz, questions=questions))


def there_and_back(name: str, local: LocalCourse) -> dict[str, AnyQuestion[str]]:
    module = local.course.modules[0]
    sent = EXCHANGE[name].render(local, module).decode()
    text, problems = imported(f"sent.{EXCHANGE[name].ending}", sent, module.id)
    kept = _without(text, [each.id for each in exported(local, module) if each.type == "cloze"])
    found = read_questions(parse(kept, "quizzes/01-kinds.yml").key("questions"))
    lines = [each.hint.partition("yml: ")[2] for each in problems if each.code == "import-answers"]
    accepted = parse("\n".join(lines), "answers.yml").entries()
    questions = [map_texts(question, lambda said: said.key) for question in found]
    return {
        each.id: with_answers(each, tuple(node.word() for node in accepted[each.id].items()))
        if isinstance(each, TextQuestion)
        else each
        for each in questions
    }


def _without(text: str, names: list[str]) -> str:
    """Take questions out of a file: a cloze comes back without the feedback that it needs."""
    head, *questions = text.split("\n- id: ")
    kept = [each for each in questions if each.split("\n", 1)[0] not in names]
    return "\n- id: ".join((head, *kept))


def facts(value: Any, unsaid: tuple[str, ...]) -> Any:
    """Return what has to come back, words as they are shown."""
    if isinstance(value, str):
        return html(value)
    if isinstance(value, tuple):
        return [facts(each, unsaid) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: facts(getattr(value, field.name), unsaid)
            for field in fields(value)
            if field.name not in unsaid
        }
    return value


def comparable(question: AnyQuestion[str], name: str) -> Any:
    made = facts(question, UNSAID[name])
    made["report"] = plain(question.report or "")
    if question.type == "match":
        return {**made, "rationale": "", **_pairs(question)}
    if name == "gift" or question.type not in ("single", "multi"):
        made["shuffle"] = True
    if question.type in ("reflection", "likert"):
        made["report"] = ""
    return made


def _pairs(question: Any) -> dict[str, Any]:
    """Right keys are given anew; what belongs together has to stay together."""
    words = {item.key: plain(item.text) for item in question.right}
    return {
        "left": [(html(item.text), words[item.answer]) for item in question.left],
        "right": sorted(words.values()),
    }


def pairs_of(name: str, local: LocalCourse) -> Iterator[tuple[Any, Any]]:
    back = there_and_back(name, local)
    for question in exported(local, local.course.modules[0]):
        if question.type not in GONE[name]:
            yield comparable(back[question.id], name), comparable(question, name)


@pytest.mark.parametrize("name", GONE)
def test_our_questions_come_back_as_they_left(name: str, kinds: dict[str, LocalCourse]) -> None:
    for back, sent in pairs_of(name, kinds["en"]):
        assert back == sent


@pytest.mark.parametrize("name", GONE)
@settings(max_examples=30)
@given(words=WORDS)
def test_any_words_come_back_as_they_left(
    name: str, words: list[str], said_in: Callable[[list[str]], LocalCourse]
) -> None:
    for back, sent in pairs_of(name, said_in(words)):
        assert back == sent
