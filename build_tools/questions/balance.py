"""Rules about a set of questions: neither long options nor one position may give the key away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.shape import Option
from build_tools.sources.markdown import plain
from build_tools.sources.problem import Place, Problem

LONGEST_PERCENT: Final = 40
MANY: Final = 30  # From so many questions on, positions are held to a share.
POSITION_PERCENT: Final = (28, 38)
VISIBLY: Final = 1.1  # Translators cannot weigh every letter; an author can.


def longest_share(
    questions: Iterable[AnyQuestion[str]], place: Place, *, translated: str = ""
) -> Iterator[Problem]:
    """Report if the right option is the longest too often; ``translated`` names a language."""
    singles = _singles(questions)
    longest = sum(_longest(options, VISIBLY if translated else 1) for options in singles)
    if longest > 1 and longest * 100 > LONGEST_PERCENT * len(singles):
        where = f" (in `{translated}`)" if translated else ""
        message = f"the right option is the longest in {longest} of {len(singles)} questions{where}"
        hint = f"at most {LONGEST_PERCENT}%: make wrong options longer or right ones shorter"
        yield Problem(place, "longest-share", message, hint)


def key_balance(questions: Iterable[AnyQuestion[str]], place: Place) -> Iterator[Problem]:
    """Report if right options of three stand in one position too often or too seldom."""
    positions = [
        next(at for at, option in enumerate(options) if option.correct)
        for options in _singles(questions)
        if len(options) == 3
    ]
    counts = Counter(positions)
    low, high = _limits(len(positions))
    spread = [counts[at] for at in range(3)]
    if any(not low <= count <= high for count in spread):
        message = f"right options stand first, second and third {spread[0]}, {spread[1]} and"
        hint = "change the order of options in a few questions"
        yield Problem(place, "key-balance", f"{message} {spread[2]} times", hint)


def _limits(count: int) -> tuple[float, float]:
    if count >= MANY:
        return count * POSITION_PERCENT[0] / 100, count * POSITION_PERCENT[1] / 100
    return count // 3 - 1, -(-count // 3) + 1


def _singles(questions: Iterable[AnyQuestion[str]]) -> list[tuple[Option[str], ...]]:
    return [
        question.options
        for question in questions
        if isinstance(question, ChoiceQuestion) and question.type == "single"
    ]


def _longest(options: tuple[Option[str], ...], margin: float) -> bool:
    right = next(len(plain(option.text)) for option in options if option.correct)
    return right > margin * max(len(plain(option.text)) for option in options if not option.correct)
