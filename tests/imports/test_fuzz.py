"""Whatever a file holds, importing it gives questions or says what is wrong, and never breaks."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.imports import READERS
from build_tools.imports.writing import quiz_text
from build_tools.questions import KINDS
from build_tools.sources.nodes import parse
from build_tools.sources.problem import CourseError

SIGNS: Final = (
    *(
        "{",
        "}",
        "=",
        "~",
        "#",
        "####",
        "->",
        "::",
        "\\",
        "%50%",
        "%",
        "// [id:a]",
        "// [tag:rev:0]",
    ),
    *("$CATEGORY: x/y", "\n", "\n\n", "\r", " ", "T", "FALSE", "1..2", "1:0", "#1", "a", "b c"),
    *("[html]", "<b>", "&amp;", "A. ", "B) ", "ANSWER: A", "1. ", "*a) ", "b) ", "[*] ", "[ ] "),
    *("= 1 +- 2%", "= [1, 2]", "* ", "___", "^^^^", "... ", "GROUP", "END_GROUP", "COMMENT"),
    *("Title: ", "Points: ", "\ufdd0", "\x00", "\u2028", "é", "1e999", "-1", "nan", "*"),
    *("```{.python .run}", "\ud800", "\ufeff", "{1:MC:=a~b}", "{2:NM:=1:x}"),
)
KINDS_OF_MOODLE: Final = (
    *("multichoice", "cloze", "matching", "numerical", "shortanswer", "ordering", "truefalse"),
    *("essay", "category", "description", "ddwtos"),
)
TAGS: Final = (
    *("questiontext", "text", "answer", "tolerance", "single", "subquestion", "defaultgrade"),
    *("idnumber", "hint", "tags", "tag", "category", "units", "unit", "unit_name", "feedback"),
)
XML: Final = (
    *(f'<question type="{kind}">' for kind in KINDS_OF_MOODLE),
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in ("question", *TAGS)),
    *('<answer fraction="100">', '<answer fraction="0">', '<answer fraction="x">', "<![CDATA["),
    *("]]>", "&lt;", "&bogus;", "<?x?>", "true", "1", "a", "{1:MC:=a~b}", "{1:SA:=x}"),
)
NAMES: Final = {"gift": "a.gift", "aiken": "a.txt", "moodle-xml": "a.xml", "text2qti": "a.md"}


def check(kind: str, source: str) -> None:
    """Read ``source`` as ``kind``; only a ``CourseError`` may stop it."""
    try:
        drafts = READERS[kind](source, NAMES[kind])
    except CourseError:
        return
    text, problems = quiz_text(drafts, "02-soil")
    assert all(problem.place.file == NAMES[kind] for problem in problems)
    if drafts.questions:
        for question in parse(text, "quizzes/02-soil.yml").key("questions").items():
            form = KINDS[question.key("type").word()].form
            assert set(question.entries()) <= {*form.required, *form.optional}


@pytest.mark.parametrize("kind", NAMES)
@given(source=st.text())
def test_any_text_is_read_or_refused(kind: str, source: str) -> None:
    check(kind, source)


@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=300)
@given(pieces=st.lists(st.sampled_from(SIGNS), max_size=30))
def test_any_heap_of_signs_is_read_or_refused(kind: str, pieces: list[str]) -> None:
    check(kind, "".join(pieces))


@settings(max_examples=300)
@given(pieces=st.lists(st.sampled_from(XML), max_size=25))
def test_any_heap_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    check("moodle-xml", "<quiz>" + "".join(pieces) + "</quiz>")


@settings(max_examples=300)
@given(
    kind=st.sampled_from(KINDS_OF_MOODLE),
    pieces=st.lists(st.sampled_from(SIGNS), max_size=12),
)
def test_any_words_in_a_question_are_read_or_refused(kind: str, pieces: list[str]) -> None:
    words = "".join(pieces).replace("&", "&amp;").replace("<", "&lt;")
    text = f"<text>{words}</text>"
    answers = f'<answer fraction="100">{text}</answer><answer fraction="0"><text>b</text></answer>'
    pair = f"<subquestion>{text}<answer>{text}</answer></subquestion>"
    check(
        "moodle-xml",
        f'<quiz><question type="{kind}"><questiontext>{text}</questiontext>{answers}{pair}'
        f"<defaultgrade>{words}</defaultgrade></question></quiz>",
    )


def test_every_reader_is_tried_here() -> None:
    assert set(NAMES) == set(READERS)
