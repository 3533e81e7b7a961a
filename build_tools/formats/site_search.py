"""The index of the site's search: every section of every page as plain text, in a script file.

A script file, because a page opened from a folder may not fetch anything.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HEADING: Final = re.compile(
    r'<h[23][^>]*?\bid="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h[23]>', re.DOTALL
)
SILENT: Final = re.compile(
    r"<(?P<tag>script|style|button|noscript)\b.*?</(?P=tag)>|<nav\b.*?</nav>|<h1\b.*?</h1>",
    re.DOTALL,
)
BREAK: Final = re.compile(
    r"</?(?:p|div|section|li|ul|ol|dt|dd|t[dhr]|table|summary|br|text|title)\b[^>]*>"
)


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a page below one heading; ``title`` is ``""`` before the first one."""

    address: str
    page: str
    title: str
    text: str


def sections(address: str, page: str, content: str) -> tuple[Section, ...]:
    """Return what can be found on a page, by heading."""
    content = SILENT.sub(" ", content)
    found = list(HEADING.finditer(content))
    ends = [*(match.start() for match in found), len(content)]
    first = Section(address, page, "", _plain(content[: ends[0]]))
    rest = (
        Section(f"{address}#{match['id']}", page, _plain(match["title"]), _plain(text))
        for match, end in zip(found, ends[1:], strict=True)
        for text in (content[match.end() : end],)
    )
    return (first, *rest)


def index_script(entries: Iterable[Section]) -> str:
    """Return the script that hands the index to the search box."""
    rows = [[entry.address, entry.page, entry.title, entry.text] for entry in entries]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"window.tendIndex = [\n{lines}\n];\n"


def _plain(content: str) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", "", BREAK.sub(" ", content)))
    return " ".join(words.replace("\u00ad", "").split())
