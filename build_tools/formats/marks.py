"""Words that are not translated, or said for an older source: readers are told, page by page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from build_tools.formats.pages import page
from build_tools.languages.local import LocalCourse

FALLBACK: Final = re.compile(  # In a page, or in the data of the player, where < and " are escaped.
    r'(?:<|\\u003c)[a-z][^>]*\bclass=\\?"(?:[^"]* )?(?:untranslated|stale)[\\" ]'
)
STALE: Final = re.compile(
    r'<[a-z][^>]*\bclass="(?:[^"]* )?stale(?: [^"]*)?"[^>]*>(?!<span class="badge")'
)


def badged(html: str, local: LocalCourse) -> str:
    """Return ``html`` in which every outdated translation begins with a word that says so."""
    if not STALE.search(html):
        return html
    badge = page("badge.html", local).strip()
    return STALE.sub(lambda found: f"{found[0]}{badge} ", html)


def badged_values(value: Any, local: LocalCourse) -> Any:
    """Return JSON values in which every text is ``badged``: questions for the player."""
    if isinstance(value, str):
        return badged(value, local)
    if isinstance(value, Mapping):
        return {key: badged_values(each, local) for key, each in value.items()}
    return [badged_values(each, local) for each in value] if isinstance(value, list) else value


def noticed(html: str, local: LocalCourse) -> str:
    """Return a page that begins by saying so, if something on it is not in its language."""
    if not FALLBACK.search(html):
        return html
    return page("site/notice.html", local) + badged(html, local)
