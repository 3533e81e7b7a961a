"""Where words may be broken at the end of a line. The only file that knows Pyphen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pyphen

VOWELS: Final = frozenset("aeıioöuüâîûAEIİOÖUÜÂÎÛ")
CONSONANTS: Final = frozenset("bcçdfgğhjklmnprsştvyzqwxBCÇDFGĞHJKLMNPRSŞTVYZQWX")
TURKISH: Final = Path("turkish-by-rule")


def teach_hyphens() -> None:
    """Give Pyphen Turkish, which it lacks, and let plain English mean the course's own spelling."""
    pyphen.LANGUAGES["en"] = pyphen.LANGUAGES["en_US"]
    pyphen.LANGUAGES["tr"] = TURKISH
    pyphen.LANGUAGES_LOWERCASE["tr"] = "tr"
    pyphen.hdcache[TURKISH] = TurkishSyllables()


def has_hyphens(tag: str) -> bool:
    """Tell whether words of a language (BCP 47) can be broken by a dictionary."""
    return pyphen.language_fallback(tag.replace("-", "_")) is not None


class TurkishSyllables:
    """Stands in for a dictionary of Pyphen; Turkish syllables follow from the letters alone."""

    def positions(self, word: str) -> list[pyphen.DataInt]:
        """Return where syllables of ``word`` begin, the first one left out."""
        return [pyphen.DataInt(at) for at in syllable_starts(word)]


@lru_cache(maxsize=20_000)
def syllable_starts(word: str) -> tuple[int, ...]:
    """Return the places in a Turkish word before which a line may end.

    A syllable begins at a consonant that a vowel follows, and at a vowel that follows a vowel;
    the first syllable needs a vowel of its own. The source is the spelling guide of the Turkish
    Language Association, on dividing words at the end of a line.
    """
    first = next((at for at, letter in enumerate(word) if letter in VOWELS), len(word))
    return tuple(at for at in range(first + 1, len(word)) if _starts_syllable(word, at))


def _starts_syllable(word: str, at: int) -> bool:
    if word[at] in VOWELS:
        return word[at - 1] in VOWELS
    return word[at] in CONSONANTS and word[at + 1 : at + 2] in VOWELS
