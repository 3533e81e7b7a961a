"""What holds for every format in which questions are exchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from build_tools.course.shape import Module
from build_tools.formats.exchange import exported
from build_tools.formats.export_report import EXCHANGE, as_text, export_notes
from build_tools.languages.local import LocalCourse
from build_tools.questions import KINDS, AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.shape import Use
from build_tools.questions.text import Accents, TextQuestion
from build_tools.sources.problem import CourseError

NOTES = """\
gift: all: the pass mark of 80 %: set it in the quiz that uses these questions
gift: m01-q01: the hint
gift: m01-q02: marking all or nothing: right options earn a part, wrong ones take it away
gift: m01-q04: feedback for each wrong pair: all of it is shown below the question
gift: m01-q04: its 2 points: set them in the quiz
gift: m01-q04: marking all or nothing: each pair earns a part
gift: m01-q05: feedback on right and wrong orders
gift: m01-q05: putting things in order: each is matched with the number of its place
gift: m01-q06: the unit behind the box
gift: m01-q08: feedback on the text as a whole
gift: m01-q08: gaps within one question: each becomes a question of its own
gift: m01-q09: its 2 points: set them in the quiz
gift: m01-q09: the branching: each moment of the best way becomes a single choice
gift: m01-q10: answering: the statements and the scale become words to read
gift: m01-q11: the number of lines
gift: m01-q11: working without marks: set its points to 0 in the quiz
moodle-xml: all: the pass mark of 80 %: set it in the quiz that uses these questions
moodle-xml: m01-q02: marking all or nothing: right options earn a part, wrong ones take it away
moodle-xml: m01-q04: feedback for each wrong pair: all of it is shown below the question
moodle-xml: m01-q04: marking all or nothing: each pair earns a part
moodle-xml: m01-q08: feedback on the text as a whole
moodle-xml: m01-q08: its 1 point: Moodle counts one for each gap
moodle-xml: m01-q08: marking all or nothing: each gap earns a part
moodle-xml: m01-q09: the branching: each moment of the best way becomes a single choice
moodle-xml: m01-q10: the common scale: each statement is a choice worth nothing, where every option is right
moodle-xml: m01-q11: working without marks: it is worth nothing but waits for somebody to mark it
qti21: m01-q01: the hint
qti21: m01-q09: the branching: each moment of the best way becomes a single choice
qti30: m01-q01: the hint
qti30: m01-q09: the branching: each moment of the best way becomes a single choice
"""  # noqa: E501  # Lines as a person reads them.

Local = Mapping[str, LocalCourse]
each_format = pytest.mark.parametrize("name", EXCHANGE)


def modules(*courses: Local) -> list[tuple[LocalCourse, Module[str]]]:
    return [
        (local, module)
        for course in courses
        for local in course.values()
        for module in local.course.modules
        if module.quiz
    ]


@each_format
def test_the_keys_in_every_file_are_those_of_the_source(
    name: str, kinds: Local, course: Local
) -> None:
    for local, module in modules(kinds, course):
        file = EXCHANGE[name].render(local, module)
        asked = exported(local, module)
        keys = {question.id: question.answer for question in asked}
        assert EXCHANGE[name].answers_in(file, local, module) == keys


@each_format
def test_a_wrong_key_would_be_seen(name: str, kinds: Local) -> None:
    local, module = modules({"en": kinds["en"]})[0]
    file = EXCHANGE[name].render(local, module)
    for question in exported(local, module):
        if isinstance(question, ChoiceQuestion):
            wrong = tuple(replace(each, correct=each.key == "c") for each in question.options)
            changed = _with(module, replace(question, options=wrong))
            other = EXCHANGE[name].render(local, changed)
            found = EXCHANGE[name].answers_in(other, local, changed)[question.id]
            assert found != EXCHANGE[name].answers_in(file, local, module)[question.id]


def _with(module: Module[str], question: AnyQuestion[str]) -> Module[str]:
    assert module.quiz is not None
    questions = tuple(
        question if each.id == question.id else each for each in module.quiz.questions
    )
    return replace(module, quiz=replace(module.quiz, questions=questions))


@each_format
def test_equal_questions_give_equal_bytes(name: str, kinds: Local) -> None:
    for local, module in modules(kinds):
        assert EXCHANGE[name].render(local, module) == EXCHANGE[name].render(local, module)


@each_format
def test_every_kind_leaves_in_some_form(name: str, kinds: Local) -> None:
    local, module = modules({"en": kinds["en"]})[0]
    assert {question.type for question in exported(local, module)} == set(KINDS)
    sent = EXCHANGE[name].render(local, module).decode("utf-8", "replace")
    for question in exported(local, module):
        assert question.id in sent


@each_format
def test_questions_of_the_final_test_stay_at_home(name: str, kinds: Local) -> None:
    local, module = modules({"en": kinds["en"]})[0]
    assert module.quiz is not None
    kept = _with(module, replace(module.quiz.questions[0], use=(Use.FINAL,)))
    assert b"m01-q01" in EXCHANGE[name].render(local, module)
    assert b"m01-q01" not in EXCHANGE[name].render(local, kept)


def test_ids_are_the_same_in_all_languages_and_formats(kinds: Local) -> None:
    for name, form in EXCHANGE.items():
        found = set()
        for local, module in modules(kinds):
            sent = form.render(local, module).decode("utf-8", "replace")
            ids = re.findall(r"m01-q\d\d(?:\.\w+)?(?=[\]<\"])", sent)
            found.add(tuple(dict.fromkeys(each for each in ids if "m01-q07" not in each)))
        assert len(found) == 1, name


def test_what_is_lost_is_told_question_by_question(kinds: Local) -> None:
    local, module = modules({"en": kinds["en"]})[0]
    assert as_text(export_notes(local, module)) == NOTES


def test_accents_that_do_not_count_are_told(kinds: Local) -> None:
    local, module = modules({"en": kinds["en"]})[0]
    assert module.quiz is not None
    typed = next(each for each in module.quiz.questions if isinstance(each, TextQuestion))
    lenient = _with(module, replace(typed, accents=Accents.IGNORE))
    told = {note.format for note in export_notes(local, lenient) if "accents" in note.lost}
    assert told == {*EXCHANGE}
    assert not [note for note in export_notes(local, module) if "accents" in note.lost]


def test_a_question_that_a_language_cannot_ask_is_told(kinds: Local) -> None:
    local, module = modules({"ar": kinds["ar"]})[0]
    assert module.quiz is not None
    typed = {each.id for each in module.quiz.questions if isinstance(each, TextQuestion)}
    left_out = {note.question for note in export_notes(local, module) if "left out" in note.lost}
    assert typed == left_out
    assert not typed & {question.id for question in exported(local, module)}


@each_format
def test_a_module_without_questions_has_nothing_to_export(name: str, kinds: Local) -> None:
    local, module = modules({"en": kinds["en"]})[0]
    with pytest.raises(CourseError, match="nothing-to-export"):
        EXCHANGE[name].render(local, replace(module, quiz=None))
