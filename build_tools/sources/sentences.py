"""Sentences and words of running text, in any of the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

END: Final = re.compile(r"(?:[.!?…]+[”’»\"')\]]*(?=\s+\S)|[。！？…]+[”’」』）]*)\s*")
TITLES: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|e\.g|i\.e|etc|approx|M|Mme|Mlle|Sr|Sra|Srta|Ud|Uds|Dra"
    r"|Bay|vb|vs|örn)|^\d+|\b[A-ZÀ-ÝÇĞİÖŞÜ])\.$"
)
WORD: Final = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*")
SMALL: Final = re.compile(r"[\s“‘«\"'(\[¿¡–—-]*[a-zà-ÿçğıöşü]")


def sentences_in(words: str) -> Iterator[str]:
    """Yield the sentences of a run; the last one may have no full stop.

    Speech inside a sentence does not end it: “Why?” she asked.
    """
    start = 0
    for end in END.finditer(words):
        sentence = words[start : end.end()].strip()
        if TITLES.search(sentence) or SMALL.match(words, end.end()):
            continue
        yield sentence
        start = end.end()
    if rest := words[start:].strip():
        yield rest


def words_in(words: str) -> tuple[str, ...]:
    """Return the words of a run; a number is a word, a blank is none."""
    return tuple(WORD.findall(words))
