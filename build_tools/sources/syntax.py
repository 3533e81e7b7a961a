"""What is wrong with the form of a file, in words of authors: YAML, and lines that open blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Final

from build_tools.sources.blocks import KINDS, SLOT, options_of
from build_tools.sources.problem import Place, Problem

OPENING: Final = re.compile(
    r"\s*(?P<slashes>/{3,})\s*(?P<kind>[\w-]+)\s*(?:\|\s*(?P<title>.*?))?\s*$"
)
OPTION: Final = re.compile(r"(?P<indent> {4,})(?P<name>[\w-]+):(?:\s|$)")
YAML: Final = (  # What the parser says, what that means, and what to type.
    (r"character '\\t'", "a tab stands here", "indent with spaces"),
    ("cannot start any token", "no text begins with this sign", "put the text in quotes"),
    (
        "mapping values are not allowed",
        "there is one colon too many here, or the line is indented too far",
        "put text that holds `: ` in quotes",
    ),
    (
        "found '<scalar>'",
        "there is text after the end of a text in quotes",
        'quote inside a text with “ ”, or write `\\"`',
    ),
    (
        "expected <block end>",
        "this line is not indented like the lines it belongs to",
        "give all keys of a mapping, and all items of a list, the same indent",
    ),
    (
        r"expected ',' or '[\]}]'",
        "a list or a mapping in brackets goes wrong here, or is never closed",
        "put a comma between two items, and close what was opened with `]` or `}`",
    ),
    (
        "found unexpected end of stream",
        "a text in quotes is never closed",
        "end it with the quotation mark it begins with",
    ),
)


def yaml_problem(place: Place, told: str) -> Problem:
    """Return what the YAML parser ``told``, as a problem that an author can repair."""
    for pattern, message, hint in YAML:
        if re.search(pattern, told):
            return Problem(place, "bad-yaml", message, hint)
    return Problem(place, "bad-yaml", told, "put text with signs of YAML in quotes")


def near(word: str, known: Sequence[str]) -> str:
    """Return a hint: the one of the ``known`` words that is meant by ``word``, or all of them."""
    found = get_close_matches(word, known, n=1)
    return f"did you mean `{found[0]}`?" if found else f"known here: {', '.join(known)}"


def openings(source: str) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Yield the kind of each block of a text that has no problems, and the words of its options."""
    lines = source.split("\n")
    for at, line in enumerate(lines):
        if (opening := OPENING.match(line)) and opening["kind"] in KINDS:
            below = takewhile(bool, map(OPTION.match, lines[at + 1 :]))
            yield (
                opening["kind"],
                {each["name"]: tuple(each.string[each.end() :].split()) for each in below if each},
            )


def block_problems(lines: Sequence[str], unread: Sequence[int], start: Place) -> Iterator[Problem]:
    """Yield why each of the lines ``unread``, counted from 0, is not read as a block."""
    for at in unread:
        opening = OPENING.match(lines[at])
        if opening is not None:
            below, message, hint = _fault(opening, lines[at + 1 :])
            place = Place(start.file, start.line + at + below, start.column)
            yield Problem(place, "bad-block", message, hint)


def _fault(opening: re.Match[str], rest: Sequence[str]) -> tuple[int, str, str]:
    """Return how many lines below the opening the fault is, the message and the hint."""
    kind, slashes = opening["kind"], opening["slashes"]
    if kind not in KINDS:
        return 0, f"`{kind}` is no kind of block", near(kind, KINDS)
    if kind == "lines" and not (opening["title"] or "").isdigit():
        return 0, "it is not said how many lines", "write the number alone: `/// lines | 3`"
    if kind == "slot" and not SLOT.fullmatch(opening["title"] or ""):
        return 0, "a slot needs a name", "write it in small letters: `/// slot | local-procedure`"
    for below, line in enumerate(rest, start=1):
        option = OPTION.match(line)
        if option is None:
            break
        if option["name"] not in (known := options_of(kind)):
            message = f"`{option['name']}` is no option of a block"
            return below, message, near(option["name"], known)
    hint = f"end it with a line `{slashes}`; a block inside another has fewer slashes than that one"
    return 0, f"the block `{kind}` is never closed", hint
