"""Translated lessons read as easily as the language allows. Source: our translation rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from build_tools.course.shape import Language
from build_tools.languages.catalogs import Catalog, Entry
from build_tools.languages.messages import SOURCE, catalog_path
from build_tools.languages.saying import catalogs_of
from build_tools.languages.structure import taken_apart
from build_tools.sources.ease import MEASURES, reading_of
from build_tools.sources.problem import Place, Problem

FEWEST: Final = 300  # Words; a mean over fewer says nothing.
CHINESE: Final = "zh"
MEAN_CHARACTERS: Final = 25
MOST_CHARACTERS: Final = 60
SENTENCE: Final = re.compile(r"[.?!…][”’)\]*_]*$")


def translated_readability(language: Language, files: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the modules whose lessons are harder to read in ``language`` than they should be."""
    if language.code == SOURCE:
        return
    for domain, catalog in catalogs_of(language, files).items():
        lessons = tuple(_running(catalog))
        place = Place(catalog_path(language.locale, domain))
        if language.code == CHINESE:
            yield from _characters(lessons, place)
        elif language.code in MEASURES:
            yield from _score(lessons, language.code, place)


def _running(catalog: Catalog) -> Iterator[tuple[Entry, str]]:
    """Yield the sentences of lessons with the words that are read."""
    for entry in catalog.live:
        lesson = any(file.endswith(".md") for file in entry.files)
        if lesson and entry.translated and not entry.fuzzy and SENTENCE.search(entry.msgid):
            yield entry, taken_apart(entry.said).words


def _score(lessons: tuple[tuple[Entry, str], ...], code: str, place: Place) -> Iterator[Problem]:
    read, measure = reading_of((words for _, words in lessons), code), MEASURES[code]
    score = measure.score(read)
    if read.words >= FEWEST and score < measure.at_least:
        message = (
            f"{measure.name} gives {score:.0f} for the lessons, expected at least "
            f"{measure.at_least}: {read.mean:.1f} words a sentence, "
            f"{read.word_length:.2f} syllables a word"
        )
        yield Problem(place, "hard-to-read", message, "take shorter sentences and plainer words")


def _characters(lessons: tuple[tuple[Entry, str], ...], place: Place) -> Iterator[Problem]:
    read = reading_of((words for _, words in lessons), CHINESE)
    if read.words >= FEWEST and read.mean > MEAN_CHARACTERS:
        message = f"sentences have {read.mean:.0f} characters on average, more than "
        yield Problem(place, "long-sentences", f"{message}{MEAN_CHARACTERS}", "one idea a sentence")
    for entry, words in lessons:
        longest = max(reading_of([words], CHINESE).lengths, default=0)
        if longest > MOST_CHARACTERS:
            message = f"a sentence has {longest} characters, more than {MOST_CHARACTERS}"
            yield Problem(entry.place, "long-sentences", message, "make two of it")
