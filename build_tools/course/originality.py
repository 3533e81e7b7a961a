"""Whether a course says it in its own words: what it shares with texts that somebody else wrote."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from build_tools.course.facts import Facts
from build_tools.course.shape import Course
from build_tools.sources.markdown import plain
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Prose, Text, pieces_in

RUN: Final = 8  # Words in a row that nobody writes twice by chance.
GRAM: Final = 5
SHARE_PERCENT: Final = 2
WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’‑-][^\W_\u3400-\u9fff]+)*")
TAGS: Final = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
Gram: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a text stands in the course: of its runs of five words, in percent."""

    file: str
    percent: float


@dataclass(frozen=True, slots=True)
class _Passage:
    words: tuple[str, ...]
    place: Place


def likenesses(
    course: Course[Text], facts: Facts, texts: Mapping[str, str]
) -> tuple[tuple[Likeness, ...], tuple[Problem, ...]]:
    """Return how much each of ``texts`` is like the course, and every run that they share.

    ``texts`` are plain text, Markdown or HTML by path. Block quotes and the list of sources may
    repeat what others wrote.
    """
    passages = tuple(_passages(course, facts))
    runs = _index(passages)
    known = {gram for passage in passages for gram in _grams(passage.words, GRAM)}
    found, problems = [], []
    for file, text in texts.items():
        likeness = _likeness(file, text, known)
        found.append(likeness)
        if likeness.percent > SHARE_PERCENT:
            message = f"{likeness.percent:.1f}% of its runs of {GRAM} words stand in the course"
            hint = f"at most {SHARE_PERCENT}%: say more of it in your own words"
            problems.append(Problem(Place(file), "shared-wording", message, hint))
        problems += _shared_runs(file, text, passages, runs)
    return tuple(found), tuple(sorted(problems))


def _passages(course: Course[Text], facts: Facts) -> Iterator[_Passage]:
    cited = {credit.text for credit in course.credits}
    for piece in pieces_in(course):
        if isinstance(piece, Prose):
            for passage in facts[piece].passages:
                if not passage.quoted:
                    yield _Passage(_words(passage.words), passage.place)
        elif piece not in cited:
            yield _Passage(_words(plain(piece.key)), piece.place)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in WORD.findall(text))


def _grams(words: tuple[str, ...], length: int) -> Iterable[Gram]:
    return (words[at : at + length] for at in range(len(words) - length + 1))


def _index(passages: tuple[_Passage, ...]) -> dict[Gram, list[tuple[int, int]]]:
    """Return where each run stands: the passage, and the word it begins with."""
    index: dict[Gram, list[tuple[int, int]]] = {}
    for number, passage in enumerate(passages):
        for at, gram in enumerate(_grams(passage.words, RUN)):
            index.setdefault(gram, []).append((number, at))
    return index


def _likeness(file: str, text: str, known: set[Gram]) -> Likeness:
    grams = set(_grams(_words(_read(text)), GRAM))
    return Likeness(file, 100 * len(grams & known) / max(1, len(grams)))


def _shared_runs(
    file: str,
    text: str,
    passages: tuple[_Passage, ...],
    runs: Mapping[Gram, list[tuple[int, int]]],
) -> Iterator[Problem]:
    """Yield each shared run once, as long as it goes on, where it stands in the course."""
    there = _read(text)
    found = [(word.start(), word[0].casefold().replace("’", "'")) for word in WORD.finditer(there)]
    words = tuple(word for _, word in found)
    for at, gram in enumerate(_grams(words, RUN)):
        for number, begin in runs.get(gram, ()):
            passage = passages[number]
            if at and begin and words[at - 1] == passage.words[begin - 1]:
                continue  # This run began earlier.
            length = _common(words[at:], passage.words[begin:])
            line = there.count("\n", 0, found[at][0]) + 1
            message = (
                f"{length} words in a row stand in {file}:{line}, too: "
                f"`{' '.join(words[at : at + length])}`"
            )
            hint = "say it in your own words, or quote it in a block quote (`> …`) with its source"
            yield Problem(passage.place, "shared-run", message, hint)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _read(text: str) -> str:
    """Return what people read of HTML, on the same lines; other texts as they are."""
    if not re.search(r"<(?:!doctype|html|body|p|div)\b", text, re.IGNORECASE):
        return text
    return html.unescape(TAGS.sub(lambda tag: " " + "\n" * tag[0].count("\n"), text))
