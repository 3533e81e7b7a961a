"""What answers say about questions: how hard they are, whom they tell apart, what is picked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean
from typing import Final

from build_tools.item_stats.exports import Response

SHARE: Final = 0.27  # Of the learners, in the upper and in the lower group.
DIGITS: Final = 4
HINTS: Final = re.compile(r"(?:\{[a-z_]+=[^}]*\})+")  # Of SCORM 2004, before an answer.
PICKS: Final = re.compile(r"[A-Za-z0-9](?:,[A-Za-z0-9])*|[\w-]+\.[\w-]+(?:,[\w-]+\.[\w-]+)*")
TRUTH: Final = {"true": "t", "false": "f"}
NOTHING: Final = ""  # Stands among the choices where no answer was given.


@dataclass(frozen=True, slots=True)
class Choice:
    """What was picked, by how many; ``right`` if it belongs to the right answer."""

    choice: str
    count: int
    share: float
    right: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one question; ``None`` where it cannot be told."""

    learners: int
    difficulty: float | None
    point_biserial: float | None
    upper_lower: float | None
    choices: tuple[Choice, ...]


Scores = Mapping[str, Mapping[str, float]]


def scores_of(responses: Iterable[Response]) -> Scores:
    """Return the score of each answer by learner and item."""
    found: dict[str, dict[str, float]] = {}
    for each in responses:
        if each.score is not None:
            found.setdefault(each.learner, {})[each.item] = each.score
    return found


def figures_of(
    item: str, responses: Sequence[Response], scores: Scores, keys: Sequence[str] = ()
) -> Figures:
    """Return the figures of one item; ``scores`` are those of the same learners on all items.

    ``keys`` are its options: those that nobody picked are told too.
    """
    answers = [each for each in responses if each.item == item]
    own = [scores[each.learner][item] for each in answers if each.score is not None]
    mine = {each.learner: scores[each.learner] for each in answers if each.score is not None}
    return Figures(
        learners=len(answers),
        difficulty=_rounded(fmean(own) if own else None),
        point_biserial=_rounded(point_biserial(item, mine)),
        upper_lower=_rounded(upper_lower(item, mine)),
        choices=_choices(answers, keys),
    )


def point_biserial(item: str, scores: Scores) -> float | None:
    """Return how an item goes with the mean score on the other items (corrected, Pearson)."""
    pairs = [
        (own[item], fmean(score for name, score in own.items() if name != item))
        for own in scores.values()
        if len(own) > 1
    ]
    try:
        return correlation([one for one, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:
        return None  # Too few, or all the same.


def upper_lower(item: str, scores: Scores) -> float | None:
    """Return the difficulty among the best 27 % of learners less that among the weakest 27 %.

    Learners who share the score at the edge of a group count in equal parts.
    """
    pairs = [(fmean(own.values()), own[item]) for own in scores.values() if len(own) > 1]
    if len(pairs) < 2:
        return None
    size = max(1, int(len(pairs) * SHARE + 0.5))
    upper = _mean_of_first(sorted(pairs, reverse=True), size)
    return upper - _mean_of_first(sorted(pairs), size)


def _mean_of_first(pairs: Sequence[tuple[float, float]], size: int) -> float:
    edge = pairs[size - 1][0]
    inside = [score for total, score in pairs[:size] if total != edge]
    tied = [score for total, score in pairs if total == edge]
    return (sum(inside) + (size - len(inside)) * fmean(tied)) / size


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS) + 0.0


def _choices(answers: Sequence[Response], keys: Sequence[str]) -> tuple[Choice, ...]:
    whole = _in_order(answers)
    given = [_picks(each.given, each.kind, whole=whole) for each in answers]
    right = {pick for each in answers for pick in _picks(each.right, each.kind, whole=whole)}
    if not any(given):
        return ()  # The export holds results only.
    counts = Counter(pick for picks in given for pick in (dict.fromkeys(picks) or (NOTHING,)))
    counts.update(dict.fromkeys(keys, 0))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        Choice(pick, count, round(count / len(answers), DIGITS), pick in right)
        for pick, count in ordered
    )


def _in_order(answers: Sequence[Response]) -> bool:
    """Tell whether the order is what is asked for: always the same things, not always alike."""
    parts = [each.given.replace("[,]", ",").split(",") for each in answers if each.given]
    same = {tuple(sorted(each)) for each in parts}
    alike = {tuple(each) for each in parts}
    return len(same) == 1 and len(alike) > 1


def _picks(given: str, kind: str, *, whole: bool) -> tuple[str, ...]:
    """Return what an answer is made of: options, pairs, or the one thing that was typed."""
    words = HINTS.sub("", given).replace("[.]", ".").replace("[:]", ":").strip()
    words = TRUTH.get(words.lower(), words)
    if not words:
        return ()
    alone = kind in ("sequencing", "fill-in", "long-fill-in", "numeric", "true-false")
    if whole or alone:
        return (words.replace("[,]", ","),)
    if "[,]" in words or kind in ("choice", "matching", "performance") or PICKS.fullmatch(words):
        return tuple(words.replace("[,]", ",").split(","))
    return (words,)
