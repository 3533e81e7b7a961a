"""Every word of the French and Spanish catalogs is one that a dictionary or our list knows.

The dictionaries are those of Hunspell (npm packages); `locales/<locale>/words.txt` holds names and
terms that they lack. In Turkish, whose endings no dictionary lists in full, it is advice: run
`./tend test tests/languages/test_spelling.py -k advice -s` to read the words.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from spylls.hunspell import Dictionary

from build_tools.course.shape import Course, Language
from build_tools.languages.catalogs import Entry
from build_tools.languages.saying import catalogs_of
from build_tools.languages.structure import BARE_LINK, PLACEHOLDER, taken_apart
from build_tools.languages.style import read_style
from build_tools.sources.text import Text

ROOT = Path(__file__).parents[2]
DICTIONARIES = {"fr": "dictionary-fr", "es": "dictionary-es-mx", "tr": "dictionary-tr"}
BLOCKING = ("fr", "es")
UNKNOWN = 0.03
"""The share of Turkish words that the dictionary may not know before somebody must look."""
LEAST = 0.9
WORD = re.compile(r"(?<![\w^])[^\W\d_]+(?:[-’][^\W\d_]+)*")
ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)’", re.IGNORECASE)
OBJECTS = ("lo", "la", "los", "las", "le", "les")
PRONOUNS = (*OBJECTS, *(f"{to}{it}" for to in ("me", "te", "se", "nos") for it in ("", *OBJECTS)))
ONE = (*OBJECTS, "me", "te", "se", "nos")
SHORT = re.compile(r"[aei]r$|^[^aeiou]*[aeiou]+[^aeiou]*$")
LAST = re.compile(r"[aeiou](?=[^aeiou]*$)")
ACUTE = dict(zip("aeiou", "áéíóú", strict=True))
CIRCUMFLEX = str.maketrans("âîûÂÎÛ", "aiuAİU")

Known = Callable[[str], bool]


class Speller:
    """Knows the words of one language."""

    def __init__(self, code: str, locale: str, node_modules: Path) -> None:
        self.code = code
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            # The library leaves it to Python to close its files.
            self.dictionary = Dictionary.from_files(
                str(node_modules / DICTIONARIES[code] / "index")
            )
        lines = (ROOT / "locales" / locale / "words.txt").read_text("utf-8").splitlines()
        self.own = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
        self.used: set[str] = set()
        self.looked_up = cache(self._look_up)

    def knows(self, word: str, source: str) -> bool:
        """Tell whether a word is spelled right; a name may be one of the source."""
        return self.looked_up(word) or is_name_in(word, source)

    def _look_up(self, word: str) -> bool:
        if any(map(self._in_dictionary, self._stems(word))):
            return True
        own = {word, *self._stems(word), word.lower()} & self.own
        self.used |= own
        return bool(own)

    def _stems(self, word: str) -> Iterator[str]:
        """Yield the word, and without what is written together with it in this language."""
        yield word
        if self.code == "fr":
            yield ELISION.sub("", word, count=1)
        if self.code == "es":
            yield from without_pronouns(word)
        if self.code == "tr":
            yield word.partition("’")[0].translate(CIRCUMFLEX)
            yield word.partition("’")[0]

    def _in_dictionary(self, word: str) -> bool:
        return bool(self.dictionary.lookup(word.replace("’", "'")))


def is_name_in(word: str, source: str) -> bool:
    """Tell whether a name, without what an apostrophe joins to it, stands so in the English."""
    name = ELISION.sub("", word, count=1).partition("’")[0]
    alone = rf"(?<!\w){re.escape(name)}(?!\w)"
    return name[:1].isupper() and bool(re.search(alone, source))


def without_pronouns(word: str) -> Iterator[str]:
    """Yield Spanish verbs whose pronouns are written with them: *escríbelo* is *escribe*.

    With one pronoun, infinitives and short verbs have no accent; all others have one.
    """
    for ending in PRONOUNS:
        stem = word.removesuffix(ending)
        if stem == word:
            continue
        plain = bare(stem)
        if plain != stem:
            yield plain
        elif ending in ONE and SHORT.search(stem):
            yield stem
        elif ending in ONE:
            yield LAST.sub(lambda vowel: ACUTE[vowel[0]], stem)  # detenla, from detén


def bare(word: str) -> str:
    """Return a word without acute accents."""
    apart = unicodedata.normalize("NFD", word).replace("\N{COMBINING ACUTE ACCENT}", "")
    return unicodedata.normalize("NFC", apart)


def translations(language: Language, files: Mapping[str, str]) -> Iterator[Entry]:
    for catalog in catalogs_of(language, files).values():
        yield from (entry for entry in catalog.live if entry.translated and not entry.fuzzy)


def words_of(said: str, allowed: tuple[str, ...]) -> Iterator[str]:
    """Yield the words that readers see, without addresses, placeholders and English names."""
    words = BARE_LINK.sub(" ", PLACEHOLDER.sub(" ", taken_apart(said).words))
    for phrase in allowed:
        words = words.replace(phrase, " ")
    yield from (word for word in WORD.findall(words) if len(word) > 1)


def misspelled(
    language: Language, files: Mapping[str, str], speller: Speller
) -> Iterator[tuple[str, str]]:
    """Yield each place with a word that nobody knows."""
    allowed = read_style(language, files).allowed
    for entry in translations(language, files):
        for word in dict.fromkeys(w for form in entry.forms for w in words_of(form, allowed)):
            if not speller.knows(word, f"{entry.msgid} {entry.plural}"):
                yield f"{entry.place.file}:{entry.place.line}", word


@pytest.fixture(scope="module")
def spellers(course: Course[Text], node_modules: Path) -> Callable[[str], Speller]:
    return cache(lambda code: Speller(code, course.language(code).locale, node_modules))


@pytest.mark.parametrize("code", BLOCKING)
def test_every_word_is_spelled_as_a_dictionary_or_our_list_says(
    code: str, course: Course[Text], files: Mapping[str, str], spellers: Callable[[str], Speller]
) -> None:
    found = misspelled(course.language(code), files, spellers(code))
    assert "\n".join(f"{place}: {word}" for place, word in found) == ""


@pytest.mark.parametrize("code", BLOCKING)
def test_a_list_of_words_holds_only_what_the_dictionary_lacks_and_a_catalog_says(
    code: str, course: Course[Text], files: Mapping[str, str], spellers: Callable[[str], Speller]
) -> None:
    speller = spellers(code)
    assert list(misspelled(course.language(code), files, speller)) == []
    assert sorted(speller.own - speller.used) == []
    assert sorted(filter(speller.dictionary.lookup, speller.own)) == []


def test_words_that_the_turkish_dictionary_lacks_are_few_and_listed_as_advice(
    course: Course[Text], files: Mapping[str, str], spellers: Callable[[str], Speller]
) -> None:
    turkish = course.language("tr")
    entries = tuple(translations(turkish, files))
    words = {word for entry in entries for word in words_of(entry.said, ())}
    found = dict(
        reversed([(word, place) for place, word in misspelled(turkish, files, spellers("tr"))])
    )
    sys.stdout.writelines(f"advice: {found[word]}: {word}\n" for word in sorted(found))
    assert len(found) / len(words) < UNKNOWN


def test_pronouns_are_taken_off_spanish_verbs_only_with_their_accent(
    spellers: Callable[[str], Speller],
) -> None:
    spanish = spellers("es")
    right = ("escríbelo", "Muéstrasela", "detenla", "corregirte", "hagámoslo", "dímelo", "ponla")
    wrong = (
        "escribelo",
        "Muestrasela",
        "deténla",
        "corregirté",
        "hagamoslo",
        "dimelo",
        "escríbelu",
    )
    assert [word for word in right if not spanish.knows(word, "")] == []
    assert [word for word in wrong if spanish.knows(word, "")] == []


SLIPS: dict[str, Callable[[str], str]] = {
    "two letters that changed places": lambda word: f"{word[:3]}{word[4]}{word[3]}{word[5:]}",
    "a letter that was left out": lambda word: f"{word[:3]}{word[4:]}",
    "a letter that was typed twice": lambda word: f"{word[:4]}{word[3:]}",
    "a letter beside the right one": lambda word: (
        f"{word[:4]}{'w' if word[4] != 'w' else 'e'}{word[5:]}"
    ),
}


@pytest.mark.parametrize("code", DICTIONARIES)
def test_nine_of_ten_planted_slips_are_found(
    code: str, course: Course[Text], files: Mapping[str, str], spellers: Callable[[str], Speller]
) -> None:
    speller = spellers(code)
    entries = translations(course.language(code), files)
    long = sorted({word for entry in entries for word in words_of(entry.said, ()) if len(word) > 7})
    tried = [slip(word) for slip in SLIPS.values() for word in long[::60] if slip(word) != word]
    missed = [word for word in tried if speller.knows(word, "")]
    assert len(tried) > 100
    assert len(missed) / len(tried) <= 1 - LEAST, missed
