"""Two languages that nobody speaks, to see what breaks: long accented words, and right to left.

They are made from the messages, and read, checked and built like any other language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import cycle
from typing import Final

from build_tools.course.shape import Language
from build_tools.languages.catalogs import (
    Catalog,
    Entry,
    count_of_forms,
    header_for,
    template,
    write_catalog,
)
from build_tools.languages.markup import outside_markup
from build_tools.languages.messages import Message, catalog_path
from build_tools.languages.updating import by_domain

ACCENTS: Final = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļṁñöþǫŕšţûṽŵẋýž",
)
MASK: Final = "□"
GROWTH: Final = 0.4
FILLING: Final = ("one", "two", "three", "four", "five", "six")
OPEN: Final = "‹"
CLOSE: Final = "›"
RIGHT_TO_LEFT: Final = "\N{RIGHT-TO-LEFT OVERRIDE}"
BACK: Final = "\N{POP DIRECTIONAL FORMATTING}"
WORD: Final = re.compile(r"[^\W\d_](?:[\w’]*\w)?")
FIGURE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)")

Spell = Callable[[str], str]


def accented_language() -> Language:
    """Return the language ``xa``: accented, in brackets, and 40 percent longer."""
    return Language(code="xa", locale="en_XA", tag="en-XA", name=accented("Pseudo"))


def mirrored_language() -> Language:
    """Return the language ``xr``: the letters of the source, written from right to left."""
    name = mirrored("Pseudo")
    return Language(code="xr", locale="ar_XB", tag="ar-XB", name=name, right_to_left=True)


def pseudo_languages() -> dict[str, Language]:
    """Return both by their code."""
    return {language.code: language for language in (accented_language(), mirrored_language())}


def pseudo_catalogs(messages: Iterable[Message], language: Language) -> dict[str, str]:
    """Return complete catalogs of a pseudo-language, by path."""
    return spelt_catalogs(messages, language, mirrored if language.right_to_left else accented)


def spelt_catalogs(messages: Iterable[Message], language: Language, spell: Spell) -> dict[str, str]:
    """Return complete catalogs whose translations are the sources, spelt by ``spell``."""
    header = header_for(language.locale, "pseudo")
    forms = count_of_forms(language.locale)

    def catalog(those: Iterable[Message]) -> Catalog:
        entries = template(those, "").entries
        return Catalog(header, tuple(_spelt(entry, spell, forms) for entry in entries))

    return {
        catalog_path(language.locale, domain): write_catalog(catalog(those))
        for domain, those in by_domain(messages).items()
    }


def masked(run: str) -> str:
    """Return a run of Markdown without a readable word: ``□`` for each letter."""
    return _each_word(run, lambda word: MASK * len(word))


def accented(run: str) -> str:
    """Return a run of Markdown with accents, in brackets, and longer; it stays readable."""
    if FIGURE.fullmatch(run):
        return _each_word(run, _accent)  # With words beside it, it would be no figure any more.
    filling = ""
    for word in cycle(FILLING):
        filling += f" {_accent(word)}"
        if len(filling) >= len(run) * GROWTH:
            break
    return f"{OPEN}{_each_word(run, _accent)}{filling}{CLOSE}"


def mirrored(run: str) -> str:
    """Return a run of Markdown whose words are shown from right to left."""
    return _each_word(run, _mirror)


def _mirror(word: str) -> str:
    return f"{RIGHT_TO_LEFT}{word}{BACK}"


def _accent(word: str) -> str:
    return word.translate(ACCENTS)


def _each_word(run: str, spell: Spell) -> str:
    """Spell every word anew, but nothing that is not a word."""
    return outside_markup(run, lambda words: _words(words, spell))


def _words(text: str, spell: Spell) -> str:
    return WORD.sub(lambda word: spell(word[0]), text)


def _spelt(entry: Entry, spell: Spell, forms: int) -> Entry:
    """Return the entry said: one thing in the first of so many ``forms``, more in all others."""
    if not entry.plural:
        return replace(entry, forms=(spell(entry.msgid),))
    sources = (entry.msgid, *[entry.plural] * (forms - 1)) if forms > 1 else (entry.plural,)
    return replace(entry, forms=tuple(map(spell, sources)))
