"""What a catalog says of itself must be true: its language, its encoding, how it counts."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from typing import Final

from build_tools.languages.catalogs import Catalog, Entry, count_of_forms, plural_forms
from build_tools.sources.problem import Place, Problem

BOILERPLATE: Final = re.compile(r"YEAR-MO-DA|FULL NAME <|PACKAGE VERSION|LANGUAGE <LL@")
MERGED: Final = re.compile(r"#-#-#-#-#")
FORMULA: Final = re.compile(r"nplurals\s*=\s*(?P<forms>\d+)\s*;\s*plural\s*=(?P<index>[^;]+);?\s*")
COUNTED: Final = 201
"""Rules of plurals repeat after a hundred."""
HINT: Final = "`tend update` writes what belongs there"


def header_problems(catalog: Catalog, locale: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the header of a catalog, and messages that do not count by it."""
    for message in _wrong(catalog.header, locale):
        yield Problem(Place(path), "bad-header", message, HINT)
    for entry in catalog.live:
        yield from _broken(entry, count_of_forms(locale))


def _wrong(header: Mapping[str, str], locale: str) -> Iterator[str]:
    if (said := header.get("Language", "")).replace("-", "_") != locale:
        yield f"`Language` is `{said}`, and this is the folder of `{locale}`"
    if "charset=utf-8" not in header.get("Content-Type", "").lower():
        yield "`Content-Type` does not say `charset=UTF-8`"
    if _counts(header.get("Plural-Forms", "")) != _counts(plural_forms(locale)):
        yield f"`Plural-Forms` is not `{plural_forms(locale)}`"
    for name, value in header.items():
        if BOILERPLATE.search(value) or MERGED.search(value):
            yield f"`{name}` still holds `{value.strip()}`"


def _counts(rule: str) -> tuple[int, ...]:
    """Return the form for each number, for rules may be written in many ways; ``()`` if none."""
    if not (found := FORMULA.fullmatch(rule.strip())):
        return ()
    try:
        index = gettext.c2py(found["index"].strip())
        return (int(found["forms"]), *(index(number) for number in range(COUNTED)))
    except (ValueError, ZeroDivisionError):
        return ()


def _broken(entry: Entry, forms: int) -> Iterator[Problem]:
    if entry.plural and len(entry.forms) != forms:
        message = f"there are {len(entry.forms)} plural forms, and the language has {forms}"
        yield Problem(entry.place, "bad-catalog", message, HINT)
    if any(map(MERGED.search, entry.forms)):
        message = "two translations were merged here, and nobody has chosen"
        yield Problem(entry.place, "bad-catalog", message, "keep one of them")
