"""Questions with embedded answers of Moodle ("cloze"), as drafts.

Source: Moodle documentation, "Embedded answers (Cloze) question type".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from build_tools.imports.drafts import (
    BrokenError,
    UnknownError,
    Values,
    bounds,
    choices,
    number,
    option,
)
from build_tools.imports.reducing import Reduced, from_html

GAP: Final = re.compile(
    r"\{(?P<points>\d*):(?P<kind>[A-Z_]+):(?P<answers>(?:\\.|[^\\{}]|\{[^{}]*\})*)\}", re.DOTALL
)
ANSWER: Final = re.compile(r"(?:\\.|[^\\~])+", re.DOTALL)
SHARE: Final = re.compile(r"=|%(-?\d{1,3}(?:\.\d+)?)%")
FEEDBACK: Final = re.compile(r"(?<![\\&])#")
LISTS: Final = ("MULTICHOICE", "MC")
NUMBERS: Final = ("NUMERICAL", "NM")
SHUFFLED: Final = re.compile(r"_?[HV]?S?")
MARK: Final = "\ufdd0"  # No character: it stands for a gap while HTML is reduced.


def cloze_values(html: str) -> tuple[Values, Decimal, tuple[str, ...]]:
    """Return the values of a cloze, its points, and what is lost."""
    found = list(GAP.finditer(html.replace(MARK, "")))
    if not found:
        raise BrokenError("it has no gap", "a gap looks like `{1:MULTICHOICE:=right~wrong}`")
    lost: list[str] = []
    gaps = [_gap(f"gap{at}", gap, lost) for at, gap in enumerate(found, start=1)]
    made = from_html(GAP.sub(MARK, html.replace(MARK, "")))
    stem, text = _parted(_numbered(made))
    points = sum((Decimal(gap["points"] or 1) for gap in found), Decimal(0))
    values: dict[str, Any] = {"text": text, "gaps": gaps}
    return {**({"stem": stem} if stem else {}), **values}, points, (*made.lost, *lost)


def _numbered(made: Reduced) -> str:
    words, *rest = re.sub(r"\[(?=[a-z0-9]+\](?!\())", r"\\[", made.words).split(MARK)
    return words + "".join(f"[gap{at}]{more}" for at, more in enumerate(rest, start=1))


def _parted(words: str) -> tuple[str, str]:
    """Return the lines before the first gap, and the lines from there on."""
    lines = words.split("<br>")
    first = next(at for at, line in enumerate(lines) if "[gap1]" in line)
    return "<br>".join(lines[:first]), "<br>".join(lines[first:])


def _gap(key: str, gap: re.Match[str], lost: list[str]) -> Values:
    kind = gap["kind"]
    answers = ANSWER.findall(gap["answers"])
    if kind in NUMBERS:
        return {"key": key, **_number(answers, lost)}
    base = next((name for name in LISTS if kind.startswith(name)), "")
    if base and SHUFFLED.fullmatch(kind.removeprefix(base)):
        options = [_option(answer, lost) for answer in answers]
        return {"key": key, **choices(options, several=False)[1]}
    raise UnknownError(
        f"a gap of the kind `{kind}`", "our gaps hold a number, or one option from a list"
    )


def _option(answer: str, lost: list[str]) -> Values:
    percent, text, feedback = _parts(answer)
    if 0 < percent < 100:
        lost.append("points for partly right options of a gap")
    words, told = from_html(text), from_html(feedback)
    lost += (*words.lost, *told.lost)
    return option(words.words, told.words, correct=percent == 100)


def _number(answers: list[str], lost: list[str]) -> Values:
    parts = [_parts(answer) for answer in answers]
    right = [text for percent, text, _ in parts if percent == 100]
    if len(right) != 1:
        raise BrokenError(f"{len(right)} numbers are right in a gap, expected one")
    if len(parts) > 1 or any(feedback for *_, feedback in parts):
        lost.append("feedback, and partly right numbers, of a gap for a number")
    middle, _, near = right[0].partition(":")
    tolerance = abs(number(near)) if near.strip() else Decimal(0)
    return bounds(number(middle) - tolerance, number(middle) + tolerance)


def _parts(answer: str) -> tuple[Decimal, str, str]:
    """Return the share in percent, the answer and the feedback."""
    text = answer.strip()
    percent = Decimal(0)
    if share := SHARE.match(text):
        percent = Decimal(share[1]) if share[1] else Decimal(100)
        text = text[share.end() :]
    said, *feedback = FEEDBACK.split(text, maxsplit=1)
    return percent, _unescaped(said).strip(), _unescaped("".join(feedback)).strip()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
