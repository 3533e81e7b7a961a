"""How many syllables a word has, by rules of spelling: good for averages, not for single words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

ENGLISH: Final = re.compile(r"[aeiou]+y?|y")
LOST: Final = re.compile(  # Letters that look like a syllable and are none.
    r"(?<![aeiou])(?<![^aeiou]l)e$"  # price, but not table
    r"|(?<![aeiousxzcg])(?<![cs]h)(?<![^aeiou]l)es$"  # rules, but not voices
    r"|(?<![aeioutd])(?<![^aeioul]l)ed$"  # asked, but not wanted
    r"|(?<=[gq])ues?$"  # league
    r"|(?<![aeioul])e(?=(?:ment|ly|ful|fully|less|ness)s?$)"  # statement
    r"|(?<=som)e(?=[^aeiou])|(?<=lif)e(?=[tl])|(?<=hom)e(?=w)|(?<=ther)e(?=f)"
    r"|(?<=busi)ness$|(?<=ev)e(?=ry)"
)
SPLIT: Final = re.compile(  # Two vowels side by side in two syllables.
    r"[bdrv]io|[^ctslgn]ia|lianc|enia|[ct]iat"  # radio, trial, reliance, denial, negotiate
    r"|rien[ct]|clien|scien|iet"  # experience, client, science, quiet
    r"|rea$|creat|ideal?s?$|react|realit|theat|useu|deo|poem|^lio|coop|coord"
    r"|[^gq]ua|[eou]ing|[dsw]nt$"  # usual, doing, didn’t
)
FRENCH: Final = re.compile(r"[aàâeéèêëiîïoôöuùûüyœæ]+")
FRENCH_SILENT: Final = re.compile(r"(?<![aàâeéèêëiîïoôöuùûüyœæ])es?$")
SPANISH: Final = re.compile(r"[aeiouáéíóúü]+")
STRONG: Final = re.compile(r"[aeoáéóíú]")
TURKISH: Final = re.compile(r"[aeıioöuüâîû]")


def english(word: str) -> int:
    """Return the syllables of an English word."""
    letters = re.sub(r"[^a-z]", "", re.sub(r"[’']s$", "", word.lower()))
    letters = re.sub(r"^y(?=[aeiou])", "", letters)
    found = len(ENGLISH.findall(letters)) - len(LOST.findall(letters))
    return max(1, found + len(SPLIT.findall(letters)))


def french(word: str) -> int:
    """Return the syllables of a French word as they are counted: a mute ending is none."""
    letters = FRENCH_SILENT.sub("", word.lower())
    return max(1, len(FRENCH.findall(letters)))


def spanish(word: str) -> int:
    """Return the syllables of a Spanish word; weak vowels lean on strong ones."""
    letters = re.sub(r"(?<=[qg])u(?=[eéií])", "", re.sub("y$", "i", word.lower()))
    return max(1, sum(max(1, len(STRONG.findall(run))) for run in SPANISH.findall(letters)))


def turkish(word: str) -> int:
    """Return the syllables of a Turkish word: its vowels."""
    letters = word.replace("İ", "i").replace("I", "ı").lower()
    return max(1, len(TURKISH.findall(letters)))


SYLLABLES: Final[Mapping[str, Callable[[str], int]]] = {
    "en": english,
    "fr": french,
    "es": spanish,
    "tr": turkish,
}
