"""Our Moodle XML has what the importer of Moodle looks for, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import pytest
from lxml import etree
from moodle_xml_parser.parser import parse_bytes

from build_tools.formats.exchange import exported
from build_tools.formats.markup import html
from build_tools.formats.moodle_xml import SHARES, render_moodle_xml
from build_tools.imports.moodle_cloze import cloze_values
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Picked
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ChoiceGap, ClozeQuestion

Question = etree._Element  # noqa: SLF001  # The stubs have no other name for it.


@pytest.fixture(scope="session")
def files(
    kinds: dict[str, LocalCourse], course: dict[str, LocalCourse]
) -> list[tuple[LocalCourse, etree._Element]]:
    """Every file of every course in every language."""
    return [
        (local, etree.fromstring(render_moodle_xml(local, module)))
        for local in (*kinds.values(), *course.values())
        for module in local.course.modules
        if module.quiz
    ]


def questions(root: Question) -> Iterator[Question]:
    yield from (each for each in root.iterfind("question") if each.get("type") != "category")


def test_every_question_has_a_name_words_points_and_an_id(
    files: list[tuple[LocalCourse, Question]],
) -> None:
    for _, root in files:
        assert root.tag == "quiz"
        assert root[0].get("type") == "category"
        assert str(root[0].findtext("category/text")).startswith("$course$/top/")
        for question in questions(root):
            assert question.findtext("name/text")
            assert len(str(question.findtext("name/text"))) <= 255
            assert question.findtext("questiontext/text")
            assert Decimal(str(question.findtext("defaultgrade"))) >= 0
            assert question.findtext("idnumber")


def test_ids_are_unique_and_none_is_missing(files: list[tuple[LocalCourse, Question]]) -> None:
    for local, root in files:
        ids = [str(question.findtext("idnumber")) for question in questions(root)]
        assert len(ids) == len(set(ids))
        modules = [module for module in local.course.modules if module.quiz]
        wanted = {question.id for module in modules for question in exported(local, module)}
        assert {name.partition(".")[0] for name in ids} <= wanted


def test_shares_are_those_that_moodle_knows(files: list[tuple[LocalCourse, Question]]) -> None:
    for _, root in files:
        for question in questions(root):
            if question.get("type") != "ordering":
                for answer in question.iterfind("answer"):
                    share = str(answer.get("fraction"))
                    assert share.removeprefix("-") in (*SHARES, "0")


def test_every_kind_is_complete(files: list[tuple[LocalCourse, Question]]) -> None:
    seen = set()
    for _, root in files:
        for question in questions(root):
            kind = str(question.get("type"))
            seen.add(kind)
            assert COMPLETE[kind](question), etree.tostring(question)
    assert seen == set(COMPLETE)


def test_all_right_options_together_earn_all_points(
    files: list[tuple[LocalCourse, Question]],
) -> None:
    for _, root in files:
        for question in questions(root):
            if question.findtext("single") == "false":
                shares = [float(str(each.get("fraction"))) for each in question.iter("answer")]
                assert abs(sum(share for share in shares if share > 0) - 100) < 0.001


def _multichoice(question: Question) -> bool:
    full = [answer for answer in question.iterfind("answer") if answer.get("fraction") == "100"]
    single = question.findtext("single") == "true"
    worthless = question.findtext("defaultgrade") == "0"
    texts = all(answer.findtext("text") for answer in question.iterfind("answer"))
    return texts and (not single or len(full) == 1 or (worthless and len(full) > 1))


def _truefalse(question: Question) -> bool:
    return [answer.findtext("text") for answer in question.iterfind("answer")] == ["true", "false"]


def _matching(question: Question) -> bool:
    pairs = question.findall("subquestion")
    return len(pairs) >= 2 and all(pair.findtext("answer/text") for pair in pairs)


def _ordering(question: Question) -> bool:
    places = [answer.get("fraction") for answer in question.iterfind("answer")]
    settings = ("layouttype", "selecttype", "gradingtype", "showgrading", "numberingstyle")
    return places == [str(at) for at in range(1, len(places) + 1)] and all(
        question.findtext(name) for name in settings
    )


def _numerical(question: Question) -> bool:
    answers = [str(answer.findtext("text")) for answer in question.iterfind("answer")]
    tolerances = [str(answer.findtext("tolerance")) for answer in question.iterfind("answer")]
    numbers = [Decimal(each) for each in answers if each != "*"]
    return answers[-1] == "*" and bool(numbers) and all(Decimal(each) >= 0 for each in tolerances)


def _shortanswer(question: Question) -> bool:
    answers = [answer.findtext("text") for answer in question.iterfind("answer")]
    return question.findtext("usecase") == "false" and answers[-1] == "*" and len(answers) > 1


def _essay(question: Question) -> bool:
    return question.findtext("responseformat") == "editor"


def _cloze(question: Question) -> bool:
    values, _, lost = cloze_values(str(question.findtext("questiontext/text")))
    return len(values["gaps"]) > 0 and not lost


COMPLETE: Mapping[str, Callable[[Question], bool]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "matching": _matching,
    "ordering": _ordering,
    "numerical": _numerical,
    "shortanswer": _shortanswer,
    "essay": _essay,
    "cloze": _cloze,
}


def test_another_reader_finds_the_same_choices_and_gaps(kinds: dict[str, LocalCourse]) -> None:
    for local in kinds.values():
        module = local.course.modules[0]
        file = render_moodle_xml(local, module)
        found = parse_bytes(file)
        asked = list(questions(etree.fromstring(file)))
        choices = [each for each in asked if each.get("type") == "multichoice"]
        right = {
            str(told.findtext("idnumber")): [
                at for at, option in enumerate(read.options) if option.score_fraction > 0
            ]
            for told, read in zip(choices, found["multichoice"], strict=True)
        }
        for question in exported(local, module):
            if isinstance(question, ChoiceQuestion):
                keys = [option.key for option in question.options]
                assert isinstance(question.answer, Picked)
                assert right[question.id] == [keys.index(key) for key in question.answer.keys]
        (cloze,) = (each for each in exported(local, module) if isinstance(each, ClozeQuestion))
        (read,) = found["cloze"]
        assert [gap.sub_type for gap in read.gaps] == ["MULTICHOICE", "NUMERICAL"]
        wanted = next(gap for gap in cloze.gaps if isinstance(gap, ChoiceGap))
        best = [option.answer for option in read.gaps[0].options if option.score == 100]
        assert best == [html(option.text) for option in wanted.options if option.correct]
