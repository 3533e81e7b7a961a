"""Checks of the words of a translation: numbers, spaces, letters, left-overs, style, terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from build_tools.languages.structure import numbers_in
from build_tools.languages.style import Style
from build_tools.sources.text import Zone
from build_tools.sources.widths import ems

TOO_LONG: Final = "label-too-long"
INVISIBLE: Final = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc\ufffd]"
)
SPLIT: Final = re.compile("\\w[\u0300-\u036f]+")
DIRECTIONS: Final = re.compile(
    "[\u200e\u200f\u2066-\u2069]"
)  # Of use where words run from the right.
QUOTED: Final = re.compile(r"“[^”]*”|«[^»]*»|‘[^’]*’(?!\w)")
ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z’'-]*(?: [A-Za-z][A-Za-z’'-]*){3,}")
HALF_DAY: Final = re.compile(r"\b(\d{1,2})(?::(\d\d))?[ \u00a0\u202f]?([ap])\.?m\b", re.IGNORECASE)
CLOCK: Final = re.compile(r"\b(\d{1,2})[ \u00a0\u202f]?(?:h|saat)[ \u00a0\u202f]?(\d\d)\b")
FULL_HOUR: Final = re.compile(r"\b([01]?\d|2[0-3])[:.]00\b")
ALPHABETS: Final = {
    *("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "ARABIC", "DEVANAGARI", "THAI"),
    *("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "CHEROKEE", "MATHEMATICAL"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to repair in one translation: the code, what was found, and what to type."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """The words of a message and of its translation, as readers get them and as written.

    ``name`` is the catalog with the context of the message, or its source: ``course/title``.
    """

    source: str
    said: str
    written_source: str
    written: str
    zones: frozenset[Zone]
    name: str


def numbers(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find numbers that changed. A small number may be a word on either side."""
    wanted, given = set(_counted(pair.source)), set(_counted(pair.said))
    if wanted == given:
        return
    spelt = {str(value) for word, value in style.source_numbers if _has(word, pair.source)}
    spoken = {str(value) for word, value in style.numbers if _has(word, pair.said)}
    lost, added = sorted(wanted - given - spoken), sorted(given - wanted - spelt)
    if lost or added:
        message = f"the source says {_listed(lost)}, the translation {_listed(added)}"
        yield Finding(
            "changed-number", message, "write the same numbers, by the rules of your language"
        )


def _counted(words: str) -> Iterator[str]:
    """Yield numbers as digits; a time of day counts by 24 hours, however it is written."""

    def by_24(found: re.Match[str]) -> str:
        hour = int(found[1]) % 12 + (12 if found[3] in "pP" else 0)
        return f"{hour}:{found[2] or '00'}"

    clock = CLOCK.sub(r"\1:\2", HALF_DAY.sub(by_24, words))
    yield from numbers_in(FULL_HOUR.sub(r"\1", clock))


def _has(word: str, words: str) -> bool:
    if unicodedata.name(word[0]).startswith("LATIN"):
        return bool(re.search(rf"\b{re.escape(word)}", words, re.IGNORECASE))
    return word in words


def _listed(found: list[str]) -> str:
    return ", ".join(f"`{number}`" for number in found) or "nothing"


def spaces(pair: Pair, _style: Style) -> Iterator[Finding]:
    """Find spaces at the ends that the source does not have, and double ones."""
    for name, cut in (("start", str.lstrip), ("end", str.rstrip)):
        if (cut(pair.written) == pair.written) != (cut(pair.written_source) == pair.written_source):
            yield Finding("changed-space", f"source and translation differ in space at the {name}")
    if "  " in pair.written and "  " not in pair.written_source:
        yield Finding("changed-space", "there are two spaces in a row")


def letters(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find characters that cannot be seen, and letters of other alphabets."""
    from_the_right = style.scripts & {"ARABIC", "HEBREW"}
    text = DIRECTIONS.sub("", pair.written) if from_the_right else pair.written
    for character in dict.fromkeys(INVISIBLE.findall(text)):
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        yield Finding("invisible-character", f"there is an invisible character, {name.lower()}")
    for split in dict.fromkeys(SPLIT.findall(pair.written)):
        if (whole := unicodedata.normalize("NFC", split)) != split:
            message = f"`{whole}` is typed as a letter and a mark"
            yield Finding("foreign-letter", message, f"type `{whole}` as one character")
    for character in dict.fromkeys(pair.said):
        alphabet = unicodedata.name(character, "").partition(" ")[0]
        strange = alphabet in ALPHABETS and alphabet not in (*style.scripts, "LATIN")
        if strange and character.isalpha() and character not in pair.source:
            message = f"`{character}` is a letter of another alphabet ({alphabet.lower()})"
            yield Finding(
                "foreign-letter", message, "type it again on the keyboard of your language"
            )


def characters(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find Chinese characters of the other way of writing: traditional in simplified text."""
    for character in dict.fromkeys(pair.said):
        han = unicodedata.name(character, "").startswith("CJK UNIFIED")
        if han and style.charset and not _is_in(character, style.charset):
            message = f"`{character}` is traditional, or so rare that {style.charset} lacks it"
            yield Finding("foreign-letter", message, "type the simplified character")


def _is_in(character: str, charset: str) -> bool:
    return bool(character.encode(charset, "ignore"))


def leftovers(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find four English words in a row that stand so in the source, too."""
    said = "" if style.is_source else pair.said
    for words in style.allowed:
        said = said.replace(words, "\n")
    source = f" {' '.join(pair.source.lower().split())} "
    for run in ENGLISH.findall(said):
        words = run.split(" ")
        starts = range(len(words) - 3)
        if any(" ".join(words[at : at + 4]).lower() in source for at in starts):
            hint = "translate it, or list a name under `allowed` in locales/style.yml"
            yield Finding("english-words", f"`{run}` is not translated", hint)


def style_rules(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find what the style guide of the language rules out."""
    unquoted = QUOTED.sub("", pair.said)
    for rule in style.rules:
        if rule.zones and not rule.zones & pair.zones:
            continue
        if found := rule.pattern.search(unquoted if rule.outside_quotes else pair.said):
            yield Finding(rule.kind, f"{rule.message}: `{_around(found)}`", rule.hint)
    for marks in style.pairs:
        opening, closing = marks[0], marks[-1]
        if pair.said.count(opening) != pair.said.count(closing):
            message = f"`{opening}` and `{closing}` do not come in pairs"
            yield Finding("typography", message)


def _around(found: re.Match[str]) -> str:
    start, end = max(0, found.start() - 12), found.end() + 12
    return found.string[start:end].replace("\n", " ").strip()


def terms(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find terms of the termbase that are said in other words."""
    said = folded(pair.said)
    for term in style.terms:
        if term.source.search(pair.source) and not any(folded(stem) in said for stem in term.stems):
            wanted = " or ".join(f"`{stem}`" for stem in term.stems)
            hint = f"see {term.id} in locales/termbase.csv"
            yield Finding("lost-term", f"`{term.term}` is said without {wanted}", hint)


def folded(words: str) -> str:
    """Return words without the difference of capitals, in Turkish, too."""
    return lowered(words).replace("ı", "i")


def lowered(words: str) -> str:
    """Return words in small letters, by the rules of Turkish."""
    return words.replace("İ", "i").replace("I", "ı").lower()


def room(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find words that are too long for their place in the layout."""
    for limit in style.limits:
        if limit.where.fullmatch(pair.name) and (width := ems(pair.said)) > limit.ems:
            message = f"there is room for {limit.ems} em, this takes about {width:.0f}"
            yield Finding(TOO_LONG, message, "say it in fewer words")


CHECKS: Final = (numbers, spaces, letters, characters, leftovers, style_rules, terms, room)
