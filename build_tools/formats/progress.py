"""How far each language is, as a page: a table of catalogs and languages, with words to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from build_tools.course.shape import Language
from build_tools.formats.pages import page
from build_tools.languages import voice
from build_tools.languages.freshness import Row
from build_tools.languages.local import LocalCourse

LEVELS: Final = ((100, "done"), (80, "most"), (1, "some"), (0, "none"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One catalog in one language, as the page shows it; ``todo`` is ``""`` if nothing is left."""

    percent: str
    todo: str
    level: str
    waiting: bool


def render_progress(
    rows: Sequence[Row], languages: Sequence[Language], local: LocalCourse
) -> bytes:
    """Return the page in the language of ``local``; it needs no other file."""
    known = {(row.language, row.domain): row for row in rows}
    domains = tuple(dict.fromkeys(row.domain for row in rows))
    table = [
        (domain, [_cell(known[each.code, domain], local.language) for each in languages])
        for domain in domains
    ]
    sums = [
        voice.number(sum(row.todo for row in rows if row.language == each.code), local.language)
        for each in languages
    ]
    shown = page("status/progress.html", local, languages=languages, rows=table, sums=sums)
    return shown.encode()


def _cell(row: Row, shown_in: Language) -> Cell:
    level = next(name for least, name in LEVELS if row.percent >= least)
    todo = voice.number(row.todo, shown_in) if row.todo else ""
    return Cell(voice.percent(row.percent, shown_in), todo, level, row.waiting)
