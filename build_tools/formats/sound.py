"""Recordings of calls: where pages find them, and which of them pages play."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Final

from build_tools.languages.local import LocalCourse
from build_tools.sources.binary import unpacked

PLAYED: Final = re.compile(r'<audio [^>]*\bsrc="(?P<path>[^"]+)"')


def addresses(local: LocalCourse, folder: str, base: str = "") -> dict[str, str]:
    """Return where a page finds the recordings of ``course/<folder>``, by file name.

    ``base`` is the folder above theirs, as seen from the page; the site has them beside it.
    """
    recordings = local.course.recordings
    own = (each.path for each in recordings if dirname(each.path) == f"course/{folder}")
    names = [path.rpartition("/")[2] for path in own]
    return {name: join(base, folder, name) if base else name for name in names}


def sounds(pages: Mapping[str, str], local: LocalCourse, base: str = "") -> dict[str, bytes]:
    """Return the recordings that pages (HTML by path) play, by path; ``base`` as above."""
    known = {each.path.removeprefix("course/"): each for each in local.course.recordings}
    wanted = dict.fromkeys(path for page, html in pages.items() for path in _played(page, html))
    return {path: unpacked(known[path.removeprefix(base).lstrip("/")].content) for path in wanted}


def _played(page: str, html: str) -> Iterator[str]:
    for found in PLAYED.finditer(html):
        yield normpath(join(dirname(page), found["path"]))
