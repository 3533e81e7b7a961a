"""Every build reads the answers out of what it has made: a wrong key cannot leave the house."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools.course.shape import Module
from build_tools.formats.packages import COURSES, PACKAGES
from build_tools.formats.proof import (
    WrongAnswersError,
    prove_course,
    prove_exchanged,
    prove_package,
)
from build_tools.languages.local import LocalCourse
from build_tools.questions.choice import ChoiceQuestion

Kinds = dict[str, LocalCourse]


def turned(local: LocalCourse) -> LocalCourse:
    """Return the course with another right option in its first question."""
    module = local.course.modules[0]
    assert module.quiz is not None
    first, *others = module.quiz.questions
    assert isinstance(first, ChoiceQuestion)
    options = tuple(replace(each, correct=each.key == "c") for each in first.options)
    questions = (replace(first, options=options), *others)
    changed = replace(module, quiz=replace(module.quiz, questions=questions))
    return replace(local, course=replace(local.course, modules=(changed,)))


def first(local: LocalCourse) -> Module[str]:
    return local.course.modules[0]


@pytest.mark.parametrize("name", PACKAGES)
def test_a_file_with_a_wrong_key_is_refused(kinds: Kinds, name: str) -> None:
    package = PACKAGES[name]

    def prove(content: bytes, local: LocalCourse) -> None:
        if package.answers_in:
            prove_exchanged(name, content, package.answers_in, local, first(local))
        else:
            prove_package(name, content, (local,), first(local))

    for local in kinds.values():
        prove(package.render(local, first(local)), local)
    local = kinds["tr"]
    with pytest.raises(WrongAnswersError, match="m01-q01"):
        prove(package.render(turned(local), first(turned(local))), local)


@pytest.mark.parametrize("name", [name for name, each in PACKAGES.items() if each.render_all])
def test_a_wrong_key_in_one_language_of_several_is_found(kinds: Kinds, name: str) -> None:
    render = PACKAGES[name].render_all
    assert render is not None
    right = tuple(kinds.values())
    wrong = (kinds["en"], turned(kinds["tr"]), kinds["ar"])
    prove_package(name, render(right, first(right[0])), right, first(right[0]))
    with pytest.raises(WrongAnswersError, match="m01-q01"):
        prove_package(name, render(wrong, first(wrong[0])), right, first(right[0]))


@pytest.mark.parametrize("name", COURSES)
def test_a_course_with_a_wrong_key_is_refused(kinds: Kinds, name: str) -> None:
    alone, all_ = (kinds["tr"],), tuple(kinds.values())
    prove_course(name, COURSES[name](alone), alone)
    prove_course(name, COURSES[name](all_), all_)
    wrong = (kinds["en"], kinds["tr"], turned(kinds["ar"]))
    with pytest.raises(WrongAnswersError, match="m01-q01"):
        prove_course(name, COURSES[name]((turned(kinds["tr"]),)), alone)
    with pytest.raises(WrongAnswersError, match="m01-q01"):
        prove_course(name, COURSES[name](wrong), all_)
