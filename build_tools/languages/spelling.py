"""Words that differ from a common word only by letters that keyboards confuse: ``siparis``.

No dictionary is needed: the catalogs of a language are long enough to know how it is spelled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from build_tools.course.shape import Language
from build_tools.languages.catalogs import Entry
from build_tools.languages.saying import catalogs_of
from build_tools.languages.structure import taken_apart
from build_tools.languages.style import Style
from build_tools.languages.wording import lowered
from build_tools.sources.problem import Problem

WORD: Final = re.compile(r"[^\W\d_]{5,}")
COMMON: Final = 6
"""How often a word must stand in the catalogs, for one rare word, to be the one that is meant."""


def spelling_problems(
    language: Language, files: Mapping[str, str], style: Style
) -> Iterator[Problem]:
    """Yield rare words that a ``confused`` letter keeps apart from a common one."""
    if not style.confused:
        return
    entries = [
        entry
        for catalog in catalogs_of(language, files).values()
        for entry in catalog.live
        if entry.translated and not entry.fuzzy
    ]
    meant = meant_words(Counter(word for entry in entries for word in words_of(entry)), style)
    for entry in entries:
        for word in dict.fromkeys(words_of(entry)):
            if word in meant:
                message = f"`{word}` is spelled `{meant[word]}` elsewhere"
                hint = "correct it, or list it under `spellings` in style.yml"
                yield Problem(entry.place, "stray-spelling", message, hint)


def words_of(entry: Entry) -> Iterator[str]:
    """Yield the longer words of a translation, in small letters, as often as they occur."""
    for form in entry.forms:
        yield from (lowered(word) for word in WORD.findall(taken_apart(form).words))


def meant_words(counts: Counter[str], style: Style) -> dict[str, str]:
    """Return the common word for each rare one."""
    alike: dict[str, list[str]] = {}
    letters = str.maketrans({pair[0]: pair[1] for pair in style.confused})
    for word in counts:
        alike.setdefault(word.translate(letters), []).append(word)
    return {
        word: best
        for words in alike.values()
        if len(words) > 1
        for best in [max(words, key=lambda each: (counts[each], each))]
        for word in words
        if word not in style.spellings and counts[word] * COMMON <= counts[best]
    }
