"""Word patterns that give an item away, by language code. Nobody is shown these words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Habits:
    """What to look for in the items of one language; rules that need words use no other."""

    negative: re.Pattern[str]  # In a question: "Which of these is not …".
    all_or_none: re.Pattern[str]  # A whole option: "all of the above".
    absolute: re.Pattern[str]  # In wrong options only: "always", "never".
    letters: re.Pattern[str]  # "Option B": shuffling changes letters.
    choose: re.Pattern[str]  # How many to choose; group 1 is the number.
    numbers: tuple[str, ...]  # Number words from zero.


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


HABITS: Final[Mapping[str, Habits]] = {
    "en": Habits(
        negative=_words("not", "never", "except", "cannot", "least", r"\w+n[’']t"),
        all_or_none=_words(
            r"(?:all|none|both|neither|any) of (?:the above|these|them)",
            r"(?:both|neither) [a-e] (?:and|n?or) [a-e]",
        ),
        absolute=_words(
            *("always", "never", "everybody", "everyone", "everything", "nobody", "no one"),
            *("nothing", "impossible", "must all"),
        ),
        letters=re.compile(r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) \(?[A-E]\b"),
        choose=re.compile(
            r"\b(?:choose|pick|select|tick|mark)(?: the)? (\d+|[a-z]+)\b", re.IGNORECASE
        ),
        numbers=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight"),
    ),
}
