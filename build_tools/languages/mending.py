"""Slips of typography that a program may correct, by the rules of each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from build_tools.course.shape import Language
from build_tools.languages.catalogs import Catalog, Entry, write_catalog
from build_tools.languages.markup import outside_markup
from build_tools.languages.messages import catalog_path
from build_tools.languages.saying import catalogs_of
from build_tools.languages.style import Style, read_style
from build_tools.sources.problem import Place


@dataclass(frozen=True, slots=True)
class Mended:
    """One translation that was corrected, and where it stands."""

    place: Place
    before: str
    after: str


def mend_catalogs(
    language: Language, files: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Mended, ...]]:
    """Return the catalogs of a language that change, by path, and each correction.

    Only what `fixes` of its ``style.yml`` name is corrected, and nothing in code, in targets of
    links, in tags or in placeholders.
    """
    style = read_style(language, files)
    changed: dict[str, str] = {}
    told: list[Mended] = []
    for domain, catalog in catalogs_of(language, files).items():
        better, corrections = _mended(catalog, style)
        if corrections:
            changed[catalog_path(language.locale, domain)] = write_catalog(better)
            told += corrections
    return changed, tuple(told)


def mend(words: str, style: Style) -> str:
    """Return one translation with every fix of its language made."""
    return outside_markup(words, lambda run: _fixed(run, style))


def _fixed(run: str, style: Style) -> str:
    for fix in style.fixes:
        run = fix.pattern.sub(fix.write, run)
    return run


def _mended(catalog: Catalog, style: Style) -> tuple[Catalog, list[Mended]]:
    entries = tuple(_better(entry, style) for entry in catalog.entries)
    pairs = zip(catalog.entries, entries, strict=True)
    corrections = [
        Mended(old.place, before, after)
        for old, new in pairs
        for before, after in zip(old.forms, new.forms, strict=True)
        if before != after
    ]
    return replace(catalog, entries=entries), corrections


def _better(entry: Entry, style: Style) -> Entry:
    if entry.obsolete:
        return entry
    return replace(entry, forms=tuple(mend(form, style) for form in entry.forms))
