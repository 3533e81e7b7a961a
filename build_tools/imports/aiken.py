"""Aiken, the plainest format of single choice, as drafts.

Source: Moodle documentation, "Aiken format".
"""

from __future__ import annotations

import re
from typing import Any, Final

from build_tools.imports.drafts import BrokenError, Draft, Drafts, choices, option, problem_of
from build_tools.imports.reducing import clean, from_plain
from build_tools.sources.problem import Place, Problem

OPTION: Final = re.compile(r"\s*([A-Z])\s*[.)]\s+(\S.*)")
ANSWER: Final = re.compile(r"\s*ANSWER:\s*(\S*)\s*")


def read_aiken(source: str, file: str) -> Drafts:
    """Return the drafts of an Aiken file."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    held: list[tuple[int, str]] = []
    lines = clean(source).split("\n")
    for at, line in enumerate([*lines, "ANSWER:"], start=1):
        if not ANSWER.fullmatch(line):
            held += [(at, line)] if line.strip() else []
            continue
        if held:
            place = Place(file, held[0][0])
            try:
                drafts.append(_draft(held, line if at <= len(lines) else "", place))
            except BrokenError as error:
                problems.append(problem_of(error, place))
        held = []
    return Drafts("", tuple(drafts), tuple(problems))


def _draft(held: list[tuple[int, str]], answer: str, place: Place) -> Draft:
    stem: list[str] = []
    options: list[tuple[str, str]] = []
    for _, line in held:
        if found := OPTION.fullmatch(line):
            options.append((found[1], found[2]))
        elif options:
            raise BrokenError(f"`{line.strip()[:40]}` stands between its options and its answer")
        else:
            stem.append(line)
    if not answer:
        raise BrokenError("it has no `ANSWER:` line", "write `ANSWER: B` below the options")
    values = _values(stem, options, answer.partition(":")[2].strip().upper())
    return Draft(type="single", place=place, values=values)


def _values(stem: list[str], options: list[tuple[str, str]], right: str) -> dict[str, Any]:
    words = from_plain(" ".join(stem)).words
    if not words:
        raise BrokenError("it asks nothing")
    letters = [letter for letter, _ in options]
    if letters.count(right) != 1:
        raise BrokenError(f"`{right}` is not the letter of one of its options")
    made = [option(from_plain(text).words, correct=letter == right) for letter, text in options]
    return {"stem": words, **choices(made, several=False)[1]}
