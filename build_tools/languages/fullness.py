"""Checks that a translation says all that its source says: questions, sentences, every word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from build_tools.languages.style import Style
from build_tools.languages.wording import Finding, Pair, leftovers

ASKED: Final = re.compile(r"\?[”»’\"*_)\s]*\Z")
ASKING: Final = re.compile(r"[?？;؟\u037e]|___")  # A blank may stand for what is asked.
LETTER: Final = r"[^\W\u4e00-\u9fff]"  # Beside a Chinese character, a word ends.
WORD: Final = re.compile(rf"(?<!{LETTER})(?<![/.@#{{-])[a-z]{{4,}}(?!{LETTER}|[/@}}-]|\.\w)")
LONG: Final = 60
"""Signs of a source from which on the length of a translation tells something."""

LEAST: Final = 0.5
LEAST_CHINESE: Final = 0.15
"""The shortest translations of our own catalogs are a fifth longer than these shares."""


def questions(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find what is asked in the source and not in the translation."""
    if not style.is_source and ASKED.search(pair.source) and not ASKING.search(pair.written):
        hint = "ask, or allow it with a reason: `# allow: lost-question …`"
        yield Finding("lost-question", "the source asks, the translation does not", hint)


def lengths(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find translations so short that a sentence must have been lost."""
    least = LEAST_CHINESE if "CJK" in style.scripts else LEAST
    long = len(pair.source)
    if long >= LONG and not style.is_source and len(pair.said) < least * long:
        message = f"{long} signs in the source, {len(pair.said)} here"
        yield Finding("lost-words", message, "translate the rest")


def loans(pair: Pair, style: Style) -> Iterator[Finding]:
    """Find single English words, in a language that lists those it has borrowed."""
    if style.loans is None or any(leftovers(pair, style)):
        return
    said = pair.said
    for words in style.allowed:
        said = said.replace(words, "\n")
    source = {*WORD.findall(pair.source)}
    for word in dict.fromkeys(WORD.findall(said)):
        if word in source and word not in style.loans:
            hint = "translate it, or list it under `loans` in style.yml"
            yield Finding("english-words", f"`{word}` is not translated", hint)


CHECKS: Final = (questions, lengths, loans)
