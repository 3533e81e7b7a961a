"""Words that are not translated, or said for an older source: readers are told, page by page."""

from __future__ import annotations

import re
from typing import Final

from build_tools.formats.pages import page
from build_tools.languages.local import LocalCourse

FALLBACK: Final = re.compile(r'<[a-z][^>]*\bclass="(?:[^"]* )?(?:untranslated|stale)[" ]')
STALE: Final = re.compile(
    r'<[a-z][^>]*\bclass="(?:[^"]* )?stale(?: [^"]*)?"[^>]*>(?!<span class="badge")'
)


def badged(html: str, local: LocalCourse) -> str:
    """Return ``html`` in which every outdated translation begins with a word that says so."""
    if not STALE.search(html):
        return html
    badge = page("badge.html", local).strip()
    return STALE.sub(lambda found: f"{found[0]}{badge} ", html)


def noticed(html: str, local: LocalCourse) -> str:
    """Return a page that begins by saying so, if something on it is not in its language."""
    if not FALLBACK.search(html):
        return html
    return page("site/notice.html", local) + badged(html, local)
