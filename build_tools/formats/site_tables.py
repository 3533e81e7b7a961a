"""Tables of a lesson on the site: each in a frame, and readable on a phone."""

from __future__ import annotations

import html
import re
from itertools import count
from typing import Final

from build_tools.formats.pages import page
from build_tools.languages.local import LocalCourse

WIDE: Final = 4  # From this many columns on, a phone shows each row as a list.
TABLE: Final = re.compile(r"<table>.*?</table>", re.DOTALL)
HEAD: Final = re.compile(r"<thead>.*?</thead>", re.DOTALL)
NAMES: Final = re.compile(r"<(t[hd])\b[^>]*>(.*?)</\1>", re.DOTALL)  # A corner may be empty.
ROW: Final = re.compile(r"<tr>.*?</tr>", re.DOTALL)
CELL: Final = re.compile(r"<td\b")
TAG: Final = re.compile(r"<[^>]+>")


def framed(page_html: str, local: LocalCourse) -> str:
    """Return a page whose tables stand in frames that can be scrolled by themselves.

    The cells of a wide table carry the words of their column, to be shown beside them where the
    columns have no room.
    """
    return TABLE.sub(lambda found: _framed(found[0], local), page_html)


def _framed(table: str, local: LocalCourse) -> str:
    above, head, below = _cut(table)
    heads = [html.unescape(TAG.sub("", words)).strip() for _, words in NAMES.findall(head)]
    wide = len(heads) >= WIDE
    if wide:
        table = above + head + ROW.sub(lambda row: _named(row[0], heads), below)
    opening = page("site/table.html", local, stacks=wide).strip()
    return f"{opening}{table}</div>"


def _cut(table: str) -> tuple[str, str, str]:
    """Return what stands before the head of a table, its head, and what stands after it."""
    found = HEAD.search(table)
    return (table[: found.start()], found[0], table[found.end() :]) if found else ("", "", table)


def _named(row: str, heads: list[str]) -> str:
    columns = count()

    def named(cell: re.Match[str]) -> str:
        head = heads[min(next(columns), len(heads) - 1)]
        return f'{cell[0]} data-head="{html.escape(head)}"'

    return CELL.sub(named, row)
