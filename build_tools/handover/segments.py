"""What is handed over of a catalog, and what of it may come back. No format is known here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from build_tools.course.shape import Language
from build_tools.languages.catalogs import FUZZY, ZONE, Catalog, Entry, read_catalog, write_catalog
from build_tools.languages.messages import Key, catalog_path
from build_tools.languages.saying import catalogs_of
from build_tools.sources.problem import Place, Problem

DIGITS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One form of one message on its way to a translator.

    ``id`` is made of context, source and form, so it is the same in every language and release.
    ``form`` counts plural forms from 0; ``notes`` come from the sources, ``remarks`` from
    translators; ``before`` is the source that ``said`` was written for, if it has changed.
    ``page`` is where it can be seen: an address below the site of its language, or a whole one if
    the course says where its preview is; ``""`` if on no page.
    """

    id: str
    context: str
    source: str
    said: str
    fuzzy: bool
    form: int
    forms: int
    zone: str
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    before: str
    page: str = ""

    @property
    def state(self) -> str:
        """``missing``, ``fuzzy`` or ``translated``."""
        if not self.said:
            return "missing"
        return FUZZY if self.fuzzy else "translated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What came back for a segment: ``catalog`` is the path of its ``.po``.

    ``fuzzy`` if somebody must still look at it. ``source`` is what the translator was shown.
    """

    id: str
    catalog: str
    source: str
    said: str
    fuzzy: bool
    place: Place


def segments_of(
    language: Language, files: Mapping[str, str], shown: Mapping[Key, str] | None = None
) -> dict[str, tuple[Segment, ...]]:
    """Return what there is to hand over in one language, by domain, in the order of catalogs.

    ``shown`` tells on which page and where on it a message is seen; see ``links.shown_in``.
    """
    known = shown or {}
    return {
        domain: tuple(
            replace(segment, page=known.get(key, segment.page))
            for entry in catalog.live
            for key in [(domain, entry.context, entry.msgid)]
            for segment in _segments(entry)
        )
        for domain, catalog in catalogs_of(language, files).items()
    }


def merged(
    returned: Iterable[Returned], files: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Return the catalogs that change, by path, and a problem for each segment left out.

    A segment that came back as it went changes nothing, not a byte.
    """
    by_catalog: dict[str, list[Returned]] = {}
    for each in returned:
        by_catalog.setdefault(each.catalog, []).append(each)
    changed: dict[str, str] = {}
    problems: list[Problem] = []
    for path, those in by_catalog.items():
        if path not in files:
            message = f"there is no catalog `{path}`"
            problems.append(Problem(those[0].place, "unknown-catalog", message))
            continue
        text, found = _taken(those, read_catalog(files[path], path), path)
        problems += found
        changed |= {path: text} if text and text != files[path] else {}
    return changed, sorted(problems)


def catalog_of(language: Language, domain: str) -> str:
    """Return the path by which what comes back finds its catalog."""
    return catalog_path(language.locale, domain)


def page_of(file: str) -> str:
    """Return the page of the site that shows a source file, or ``""``: tests have no page."""
    room, _, rest = file.partition("/")
    if room == "quizzes":
        return f"{rest.removesuffix('.yml')}/quiz.html" if rest[:2].isdigit() else ""
    if room != "course" or not rest:
        return ""
    folder, _, name = rest.rpartition("/")
    if name.endswith(".md"):
        return f"{rest.removesuffix('.md')}.html"
    return f"{folder}/index.html" if folder else "index.html"


def _segments(entry: Entry) -> Iterable[Segment]:
    for form, said in enumerate(entry.forms):
        yield Segment(
            id=_id(entry, form),
            context=entry.context,
            source=_source(entry, form),
            said=said,
            fuzzy=entry.fuzzy,
            form=form,
            forms=len(entry.forms),
            zone=", ".join(entry.zones),
            notes=tuple(note for note in entry.comments if not note.startswith(ZONE)),
            remarks=entry.notes,
            before=entry.previous[1] if entry.previous else "",
            page=next(filter(None, map(page_of, entry.files)), ""),
        )


def _source(entry: Entry, form: int) -> str:
    one = form == 0 and len(entry.forms) > 1
    return entry.msgid if one or not entry.plural else entry.plural


def _id(entry: Entry, form: int) -> str:
    made_of = "\x04".join((entry.context, entry.msgid, entry.plural, str(form)))
    return f"s{hashlib.sha256(made_of.encode()).hexdigest()[:DIGITS]}"


def _taken(those: Sequence[Returned], catalog: Catalog, path: str) -> tuple[str, list[Problem]]:
    known = {_id(entry, form): entry for entry in catalog.live for form in range(len(entry.forms))}
    back = {each.id: each for each in those}
    problems = [
        Problem(
            each.place,
            "outdated-segment",
            f"`{each.source}` is not in `{path}` any more",
            "export again, and translate what has changed",
        )
        for each in those
        if each.id not in known
    ]
    entries = tuple(_filled(entry, back) for entry in catalog.entries)
    if entries == catalog.entries:
        return "", problems
    return write_catalog(replace(catalog, entries=entries)), problems


def _filled(entry: Entry, back: Mapping[str, Returned]) -> Entry:
    if entry.obsolete:
        return entry
    found = (back.get(_id(entry, form)) for form in range(len(entry.forms)))
    given = [each if each and each.said else None for each in found]
    forms = tuple(new.said if new else old for new, old in zip(given, entry.forms, strict=True))
    doubted = any(new.fuzzy if new else entry.fuzzy for new in given)
    if forms == entry.forms and doubted == entry.fuzzy:
        return entry
    others = tuple(flag for flag in entry.flags if flag != FUZZY)
    flags = (*others, FUZZY) if doubted and any(forms) else others
    return replace(entry, forms=forms, flags=flags, previous=entry.previous if doubted else None)
