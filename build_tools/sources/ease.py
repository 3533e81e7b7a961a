"""How easy running text reads: counts, and a measure for each language with its limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from build_tools.sources.sentences import sentences_in, words_in
from build_tools.sources.syllables import SYLLABLES

HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """Sentences in order, how many words (Chinese: characters) each has, and all syllables."""

    sentences: tuple[str, ...]
    lengths: tuple[int, ...]
    syllables: int

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(self.lengths)

    @property
    def mean(self) -> float:
        """Words a sentence."""
        return self.words / max(1, len(self.lengths))

    @property
    def word_length(self) -> float:
        """Syllables a word."""
        return self.syllables / max(1, self.words)

    def longer_than(self, limit: int) -> tuple[str, ...]:
        """Return the sentences of more than ``limit`` words."""
        pairs = zip(self.sentences, self.lengths, strict=True)
        return tuple(sentence for sentence, length in pairs if length > limit)


@dataclass(frozen=True, slots=True)
class Measure:
    """A score of reading ease, from about 0 (hard) to 100 (easy), and what to reach."""

    name: str
    score: Callable[[Reading], float]
    at_least: int


MEASURES: Final[Mapping[str, Measure]] = {
    "en": Measure(  # Flesch 1948.
        "Flesch", lambda read: 206.835 - 1.015 * read.mean - 84.6 * read.word_length, 65
    ),
    "fr": Measure(  # Kandel and Moles 1958.
        "Kandel–Moles", lambda read: 207 - 1.015 * read.mean - 73.6 * read.word_length, 55
    ),
    "es": Measure(  # Szigriszt 1993, on the scale INFLESZ of Barrio 2008.
        "INFLESZ", lambda read: 206.835 - 62.3 * read.word_length - read.mean, 60
    ),
    "tr": Measure(  # Ateşman 1997.
        "Ateşman", lambda read: 198.825 - 40.175 * read.word_length - 2.610 * read.mean, 55
    ),
}


def reading_of(runs: Iterable[str], code: str) -> Reading:
    """Return the counts of ``runs``, each of them whole sentences, in the language ``code``."""
    sentences = tuple(sentence for run in runs for sentence in sentences_in(run))
    if code.startswith("zh"):
        return Reading(sentences, tuple(len(HAN.findall(each)) for each in sentences), 0)
    syllables = SYLLABLES.get(code, _one)
    words = tuple(words_in(sentence) for sentence in sentences)
    return Reading(
        sentences, tuple(map(len, words)), sum(syllables(word) for each in words for word in each)
    )


def _one(_word: str) -> int:
    return 1
