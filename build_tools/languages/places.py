"""Where in a text each message stands: elements carry no lines, so we search for the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from build_tools.sources.problem import Place
from build_tools.sources.text import Prose

WORDLY: Final = re.compile(r"\w")
COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
FENCE: Final = re.compile(r"^[ >\t]*(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$", re.MULTILINE)


def places_of(sought: Sequence[tuple[str, str]], prose: Prose) -> tuple[Place, ...]:
    """Return the place of each run of words, given in reading order.

    With each run comes a pattern for where to begin to look, or ``""`` for "after the one before".
    """
    page = _without(prose.source)
    return tuple(_place(offset, prose) for offset in _offsets(sought, page))


def _offsets(sought: Sequence[tuple[str, str]], page: str) -> Iterator[int]:
    at, jumped = 0, ""
    for words, after in sought:
        if after and after != jumped:
            start = re.search(after, page, re.MULTILINE | re.IGNORECASE)
            at, jumped = (start.end() if start else at), after
        found = _as_written(words, page, at) or _searched(words, page, at)
        if found:
            at = found[1]
        yield found[0] if found else at


def _as_written(words: str, page: str, at: int) -> tuple[int, int] | None:
    """Return where these words stand from ``at`` on just so, as whole words; mostly they do."""
    start = page.find(words, at)
    while start >= 0:
        end = start + len(words)
        glued = (words[0].isalnum() and WORDLY.match(page[max(start - 1, 0) : start])) or (
            words[-1].isalnum() and WORDLY.match(page[end : end + 1])
        )
        if not glued:
            return start, end
        start = page.find(words, start + 1)
    return None


def _searched(words: str, page: str, at: int) -> tuple[int, int] | None:
    wanted = _pattern(words)
    found = wanted.search(page, at) or wanted.search(page)
    return found.span() if found else None


def _pattern(words: str) -> re.Pattern[str]:
    """Match whole words only, however their lines were indented or quoted."""
    lines = (r"[ \t]+".join(map(re.escape, line.split())) for line in words.split("\n"))
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(before + r"[ \t]*\n[ \t>]*".join(lines) + after)


def _without(source: str) -> str:
    """Return the text with code blocks and comments blanked out, as long as it was."""
    page = COMMENT.sub(lambda found: _blank(found[0]), source)
    fence, lines = "", []
    for line in page.split("\n"):
        mark = FENCE.match(line)
        closes = bool(fence) and line.strip(" >\t").rstrip().startswith(fence)
        lines.append(_blank(line) if fence else line)
        fence = "" if closes else fence or (mark["mark"] if mark else "")
    return "\n".join(lines)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _place(offset: int, prose: Prose) -> Place:
    above = prose.source.count("\n", 0, offset)
    column = offset - (prose.source.rfind("\n", 0, offset) + 1)
    return Place(prose.place.file, prose.place.line + above, prose.place.column + column)
