"""Turkish words are broken between syllables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.formats.hyphens import CONSONANTS, VOWELS, syllable_starts

LETTERS = "".join(sorted(VOWELS | CONSONANTS))


@pytest.mark.parametrize(
    "syllables",
    [
        "müş-te-ri-le-ri-miz", "si-pa-riş", "İs-tan-bul", "Türk-çe", "sa-at", "kont-rol",
        "ı-şık", "İ-liş-ki", "al-dı-ğı-mız", "a-ra-ba", "ku-ruş", "şi-kâ-yet",
    ],
)  # fmt: skip
def test_syllables_are_found(syllables: str) -> None:
    word = syllables.replace("-", "")
    starts = [0, *syllable_starts(word), len(word)]

    assert "-".join(word[a:b] for a, b in pairwise(starts)) == syllables


@given(st.text(alphabet=LETTERS, max_size=20))
def test_each_syllable_has_one_vowel(word: str) -> None:
    starts = [0, *syllable_starts(word), len(word)]
    syllables = [word[a:b] for a, b in pairwise(starts)]

    assert "".join(syllables) == word
    if any(letter in VOWELS for letter in word):
        assert all(sum(letter in VOWELS for letter in part) == 1 for part in syllables)
