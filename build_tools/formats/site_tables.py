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
HEAD: Final = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
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
    heads = [html.unescape(TAG.sub("", head)).strip() for head in HEAD.findall(table)]
    wide = len(heads) >= WIDE
    if wide:
        table = ROW.sub(lambda row: _named(row[0], heads), table)
    opening = page("site/table.html", local, stacks=wide).strip()
    return f"{opening}{table}</div>"


def _named(row: str, heads: list[str]) -> str:
    columns = count()

    def named(cell: re.Match[str]) -> str:
        head = heads[min(next(columns), len(heads) - 1)]
        return f'{cell[0]} data-head="{html.escape(head)}"'

    return CELL.sub(named, row)
