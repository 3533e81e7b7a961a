"""Where a line may not end: inside a range of numbers, and inside a phrase of a Chinese heading.

Chinese has no spaces, and a line of a long text may end after any character. In a heading, in the
head of a table and in a short cell that tears words apart. There, lines end at punctuation only:
no dictionary is needed, and the same words always break the same way.
"""

from __future__ import annotations

import re
from typing import Final

JOIN: Final = "\u2060"
"""The word joiner of Unicode: no line ends beside it. It is taken out when pages are written."""

SHORT: Final = 6
"""A cell of a table with at most so many characters stays on one line."""

PICTURE: Final = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)
TAG: Final = re.compile(r"(<[^>]*>)")
RANGE: Final = re.compile(r"(?<=\d)(?:–|[~～])(?=\d)")
TITLE: Final = re.compile(
    r'<(?P<tag>h[1-6]|th(?! scope="row"))\b[^>]*>.*?</(?P=tag)>'
    r'|<p class="block-(?:title|kind)">.*?</p>',
    re.DOTALL,
)
"""The head of a row may be a sentence, the head of a column is not."""

CELL: Final = re.compile(rf"(?<=<td>)[^<>&]{{2,{SHORT}}}(?=</td>)")
SIGN: Final = "[\u4e00-\u9fff]"
INSIDE: Final = re.compile(rf"(?<={SIGN})(?={SIGN}|[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?={SIGN})")


def joined(html: str, language: str) -> str:
    """Return a body of a book with joins; ``language`` is its tag, such as ``zh-CN``."""
    rules = _chinese if language.startswith("zh") else _ranges
    parts = PICTURE.split(html)
    return "".join(part if at % 2 else rules(part) for at, part in enumerate(parts))


def unjoined(words: str) -> str:
    """Return ``words`` as their readers search and copy them."""
    return words.replace(JOIN, "")


def _chinese(html: str) -> str:
    html = TITLE.sub(lambda found: _words(INSIDE, JOIN, found[0]), _ranges(html))
    return CELL.sub(lambda found: JOIN.join(unjoined(found[0])), html)


def _ranges(html: str) -> str:
    return _words(RANGE, rf"{JOIN}\g<0>{JOIN}", html)


def _words(rule: re.Pattern[str], by: str, html: str) -> str:
    """Return ``html`` with a rule applied to its words, not to its tags."""
    parts = TAG.split(html)
    return "".join(part if at % 2 else rule.sub(by, part) for at, part in enumerate(parts))
