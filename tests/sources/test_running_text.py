"""Running text: its passages and where they stand, its sentences, its syllables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.ease import MEASURES, reading_of
from build_tools.sources.markdown import BARE, facts, inline, new_markdown
from build_tools.sources.problem import Place
from build_tools.sources.sentences import sentences_in, words_in
from build_tools.sources.syllables import english, french, spanish, turkish
from build_tools.sources.text import Prose

PAGE = """\
Open the *gate*, then
[ask](#map) ___.

## The map {#map}

//// idea | Ask first
    sources: E1

- One **thing**.

/// lines | 2
Write here:
///
////

> Somebody said so.

/// dialog-strong | A call
Nina: What has changed?
///

| Word | Sense |
|---|---|
| Gate | Consent. |
"""


def test_passages_stand_where_their_first_letter_does() -> None:
    settings = BlockSettings(speakers={"Nina": Speaker("nina", "Nina", "agent")})
    known = facts(Prose(PAGE, Place("a.md", 10, 1)), settings)
    found = [
        (each.place.line, each.place.column, each.kind, each.blocks, each.words)
        for each in known.passages
    ]
    assert found == [
        (10, 1, "p", (), "Open the gate, then ask ___."),
        (13, 4, "h2", (), "The map"),
        (15, 13, "title", (0,), "Ask first"),
        (18, 3, "li", (0,), "One thing."),
        (21, 1, "p", (0, 1), "Write here:"),
        (25, 3, "p", (), "Somebody said so."),
        (27, 21, "title", (2,), "A call"),
        (28, 7, "line", (2,), "What has changed?"),
        (31, 3, "th", (), "Word"),
        (31, 10, "th", (), "Sense"),
        (33, 3, "td", (), "Gate"),
        (33, 10, "td", (), "Consent."),
    ]
    assert [known.blocks[at][0].kind for at in (0, 1, 2)] == ["idea", "lines", "dialog-strong"]
    assert [each.words for each in known.passages if each.quoted] == ["Somebody said so."]


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("Ask. Then wait!", ["Ask.", "Then wait!"]),
        ("Mr. Okafor calls at 4 p.m. today.", ["Mr. Okafor calls at 4 p.m. today."]),
        ("“Why?” she asked. “So.” He left.", ["“Why?” she asked.", "“So.”", "He left."]),
        ("¿Qué ha cambiado? ¡Nada!", ["¿Qué ha cambiado?", "¡Nada!"]),
        ("先问。再听！好", ["先问。", "再听！", "好"]),
        ("no stop", ["no stop"]),
    ],
)
def test_sentences_end_where_a_reader_stops(words: str, sentences: list[str]) -> None:
    assert list(sentences_in(words)) == sentences


def test_a_blank_is_no_word() -> None:
    assert words_in("Don’t say ___ twice, 3 times") == ("Don’t", "say", "twice", "3", "times")


COUNTED: dict[Callable[[str], int], str] = {
    english: "care 1 asked 1 wanted 2 table 2 called 1 handled 2 changes 2 uses 2 idea 3 creates 2 "
    "customer’s 3 didn’t 2 don’t 1 statement 2 settlement 3 carefully 3 science 2 experience 4 "
    "value 2 usual 3 evaluation 5 association 5 negotiate 4 colleague 2 queue 1 doing 2 saying 2 "
    "business 2 every 2 somebody 3 therefore 2 year 1 relationship 4 employee 3 voices 2 noise 1",
    spanish: "cliente 2 pregunta 3 ciudad 2 día 2 país 2 hoy 1 que 1 guerra 2 oír 2 leer 2 muy 1 "
    "reunión 2 siguiente 3 europeo 4",
    turkish: "müşteri 3 İyi 2 saat 2 IŞIK 2 sürdürülebilirlik 7",
    french: "bonjour 2 eau 1 voix 1 réponse 2 année 2 entreprise 3 demandes 2",
}


@pytest.mark.parametrize("count", COUNTED, ids=lambda count: count.__name__)
def test_syllables_are_counted_as_people_say_them(count: Callable[[str], int]) -> None:
    said = COUNTED[count].split()
    pairs = zip(said[::2], said[1::2], strict=True)
    assert [word for word, syllables in pairs if count(word) != int(syllables)] == []


@given(st.text('ab .,;:?!’“”()«»-–%"_*#1\u00a0。，é', min_size=1, max_size=12))
def test_words_that_skip_the_parser_come_out_as_from_the_parser(words: str) -> None:
    said = inline(words)
    parsed = new_markdown().convert(words.strip())
    assert not BARE.fullmatch(words) or f"<p>{said}</p>" == parsed


def test_the_measures_are_those_of_their_authors() -> None:
    assert MEASURES["en"].score(reading_of(["Ask the caller."], "en")) == pytest.approx(
        206.835 - 1.015 * 3 - 84.6 * 4 / 3
    )
    assert MEASURES["tr"].score(reading_of(["Müşteri sordu."], "tr")) == pytest.approx(
        198.825 - 40.175 * 5 / 2 - 2.610 * 2
    )
    assert reading_of(["先问顾客，再听。好。"], "zh").lengths == (6, 1)
