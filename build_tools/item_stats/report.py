"""Figures of all items, pooled and by language, as JSON values and as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from build_tools.item_stats.exports import Response
from build_tools.item_stats.figures import NOTHING, Figures, figures_of, scores_of

ENOUGH: Final = 30  # Learners; with fewer, chance speaks louder than the question.
EASY: Final = 0.95
HARD: Final = 0.3
WEAK: Final = 0.1
APART: Final = 0.15
SHOWN: Final = 6  # Choices on a line.


def item_report(
    responses: Sequence[Response], keys: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Any]:
    """Return what ``tend stats --json`` prints; ``keys`` are options by question id."""
    languages = sorted({each.language for each in responses if each.language})
    items = sorted({each.item for each in responses}, key=_in_counting_order)
    return {
        "learners": len({each.learner for each in responses}),
        "languages": languages,
        "items": [_item(item, responses, languages, (keys or {}).get(item, ())) for item in items],
    }


def _in_counting_order(item: str) -> tuple[int, str]:
    return (int(item) if item.isdecimal() else 0, item)


def _item(
    item: str, responses: Sequence[Response], languages: Sequence[str], keys: Sequence[str]
) -> dict[str, Any]:
    pooled = figures_of(item, responses, scores_of(responses), keys)
    split = {}
    for language in languages:
        own = [each for each in responses if each.language == language]
        if any(each.item == item for each in own):
            split[language] = figures_of(item, own, scores_of(own), keys)
    return {
        "item": item,
        **asdict(pooled),
        "remarks": list(_remarks(pooled, split)),
        "by_language": {language: asdict(figures) for language, figures in split.items()},
    }


def _remarks(pooled: Figures, split: Mapping[str, Figures]) -> Iterator[str]:
    if pooled.learners < ENOUGH:
        yield f"only {pooled.learners} learners: too few to judge by"
        return
    if pooled.difficulty is not None:
        if pooled.difficulty > EASY:
            yield "nearly everybody knows this"
        elif pooled.difficulty < HARD:
            yield "few get this right: read it, and its key, again"
    if pooled.point_biserial is not None and pooled.point_biserial < WEAK:
        who = "better" if pooled.point_biserial < 0 else "as many weak"
        yield f"{who} learners miss it: does it ask what was taught, is the key right?"
    for each in pooled.choices:
        if not each.count:
            yield f"nobody picks `{each.choice}`"
    yield from _apart(pooled, split)


def _apart(pooled: Figures, split: Mapping[str, Figures]) -> Iterator[str]:
    for language, own in split.items():
        if own.learners >= ENOUGH and own.difficulty is not None and pooled.difficulty is not None:
            gap = own.difficulty - pooled.difficulty
            if abs(gap) > APART:
                than = "easier" if gap > 0 else "harder"
                yield f"{than} in {language} than in all: read its translation again"


def rows_of(report: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the lines of a table: each item, and below it the same by language."""
    rows = []
    for item in report["items"]:
        rows.append(_row(item["item"], item))
        if len(report["languages"]) > 1:
            rows += [_row(f"  {code}", own) for code, own in item["by_language"].items()]
    return rows


def _row(name: str, figures: Mapping[str, Any]) -> dict[str, str]:
    return {
        "item": name,
        "learners": str(figures["learners"]),
        "right": _percent(figures["difficulty"]),
        "r": _number(figures["point_biserial"]),
        "D": _number(figures["upper_lower"]),
        "picked (* right)": _picked(figures["choices"]),
    }


def _picked(choices: Sequence[Mapping[str, Any]]) -> str:
    shown = [
        f"{each['choice'] if each['choice'] != NOTHING else 'nothing'}"
        f"{'*' if each['right'] else ''} {_percent(each['share'])}"
        for each in choices[:SHOWN]
    ]
    more = len(choices) - SHOWN
    return "  ".join([*shown, f"and {more} more"] if more > 0 else shown)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
