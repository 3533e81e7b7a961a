from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from build_tools.course.shape import Course
from build_tools.languages.checks import catalog_problems
from build_tools.languages.extracting import messages_in
from build_tools.languages.pseudo import accented, mirrored, pseudo_catalogs, pseudo_languages
from build_tools.languages.structure import taken_apart
from build_tools.sources.markdown import plain
from build_tools.sources.text import Text

HARD = (
    'A **bold** *word*, `code {n}`, [a link](m.md "Its title"), ![a picture](a.svg), '
    "[Docs][py docs], a note[^1], ___{4} ___{No} ___, {n} of %(total)s, <kbd>Esc</kbd>, "
    "[gap1], &amp; 1,500, https://e.org/x and <https://e.org>"
)
PIECES = st.lists(
    st.sampled_from([*HARD.split(", "), "word", "“quoted”", "1. ", "- ", "#", "it’s", "\\*"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@pytest.mark.parametrize("spell", [accented, mirrored])
@given(run=PIECES)
def test_nothing_but_words_is_touched(spell: Callable[[str], str], run: str) -> None:
    assert taken_apart(spell(run)).pieces == taken_apart(run).pieces


def test_the_accented_language_looks_like_this() -> None:
    assert accented("Ask **one** good `question` {n}.") == (
        "‹Àšķ **öñé** ĝööð `question` {n}. öñé ţŵö ţĥŕéé›"
    )


def test_the_mirrored_language_turns_each_word_around() -> None:
    assert mirrored("Ask *one*") == "\u202eAsk\u202c *\u202eone\u202c*"


@given(run=PIECES)
def test_accented_words_are_at_least_forty_percent_longer(run: str) -> None:
    assume(not run.startswith("!["))  # A picture alone stays alone.
    assert len(accented(run)) >= 1.4 * len(run)


def test_every_word_of_the_course_is_spelt_anew(course: Course[Text]) -> None:
    for message in messages_in(course):
        words = re.findall(r"[a-z]{4,}", plain(accented(message.msgid)))
        assert not words, message.msgid


@pytest.mark.parametrize("code", ["xa", "xr"])
def test_the_whole_course_passes_the_checks_of_structure(code: str, course: Course[Text]) -> None:
    language = pseudo_languages()[code]
    catalogs = pseudo_catalogs(messages_in(course), language)
    found = {problem.code for problem in catalog_problems(language, catalogs)}
    assert found <= {"invisible-character"}  # What turns the words around.
