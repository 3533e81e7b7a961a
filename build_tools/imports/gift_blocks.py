"""The blocks of a GIFT file, and the signs that a backslash takes their meaning from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from build_tools.imports.reducing import clean
from build_tools.sources.problem import Place

SPECIAL: Final = "\\:#=~{}n"
FIRST: Final = 0xFDD0  # Code points that are no characters stand for escaped ones.
ESCAPE: Final = re.compile(r"\\([\\:#=~{}n])")
STAND_IN: Final = re.compile(f"[{chr(FIRST)}-{chr(FIRST + len(SPECIAL) - 1)}]")
COMMENT_ID: Final = re.compile(r"\[id:([^\]]+)\]")
COMMENT_TAG: Final = re.compile(r"\[tag:([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between two empty lines; ``name`` and ``tags`` stand in comments."""

    place: Place
    text: str
    name: str
    tags: tuple[str, ...]


def blocks_of(source: str, file: str) -> Iterator[Block]:
    """Yield what stands between empty lines; a category is a block of its own."""
    kept: list[str] = []
    comments: list[str] = []
    first = 0
    for at, line in enumerate([*_lines(source), ""], start=1):
        words = line.strip()
        category = words.startswith("$CATEGORY:")
        if words.startswith("//"):
            comments.append(words)
            continue
        if kept and (not words or category or kept[0].startswith("$CATEGORY:")):
            yield _block(Place(file, first), kept, comments)
            kept, comments = [], []
        first = first if kept else at
        kept += [words] if words else []


def _lines(source: str) -> list[str]:
    return STAND_IN.sub("", clean(source)).split("\n")


def _block(place: Place, lines: Sequence[str], comments: Sequence[str]) -> Block:
    said = " ".join(comments)
    name = COMMENT_ID.search(said)
    tags = tuple(COMMENT_TAG.findall(said))
    text = ESCAPE.sub(lambda found: chr(FIRST + SPECIAL.index(found[1])), "\n".join(lines))
    return Block(place, text, name[1].strip() if name else "", tags)


def restored(text: str) -> str:
    """Return words with the signs that were escaped in them."""

    def character(found: re.Match[str]) -> str:
        return SPECIAL[ord(found[0]) - FIRST].replace("n", "\n")

    return STAND_IN.sub(character, text)
