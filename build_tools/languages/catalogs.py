"""Gettext catalogs as values, read and written. The only file that knows polib."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import polib

from build_tools.languages.messages import Message
from build_tools.sources.problem import CourseError, Place, Problem
from build_tools.sources.text import Zone

ZONE: Final = "zone: "
FUZZY: Final = "fuzzy"
HEADER: Final[Mapping[str, str]] = {
    "Report-Msgid-Bugs-To": "",
    "PO-Revision-Date": "2000-01-01 00:00+0000",  # Babel refuses to read a file without one.
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
LINE: Final = re.compile(
    r'(?:\s*(?:#.*)?|\s*(?:msg(?:ctxt|id|id_plural|str(?:\[\d\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)\Z'
)
MANY: Final = "nplurals=2; plural=(n != 1);"
PLURALS: Final[Mapping[str, str]] = {
    "en": MANY,
    "es": MANY,
    "fr": "nplurals=2; plural=(n > 1);",
    "tr": MANY,  # Babel says one form; gettext and CLDR say two.
    "zh": "nplurals=1; plural=0;",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message and what is said for it: ``forms`` has one string, or one a plural form.

    ``comments`` come from the sources, ``notes`` from translators. ``previous`` is the context,
    the msgid and the plural that the translation was made for, if they have changed since.
    """

    context: str
    msgid: str
    plural: str = ""
    forms: tuple[str, ...] = ("",)
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[str, str, str] | None = None
    obsolete: bool = False
    place: Place = field(default=Place(""), compare=False)

    @property
    def said(self) -> str:
        """The translation; of a plural message its first form."""
        return self.forms[0]

    @property
    def translated(self) -> bool:
        """Whether every form is filled in."""
        return all(self.forms)

    @property
    def fuzzy(self) -> bool:
        """Whether somebody must look at it again."""
        return FUZZY in self.flags

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Who says this to whom, wherever it occurs."""
        told = [line.removeprefix(ZONE) for line in self.comments if line.startswith(ZONE)]
        named = {name for line in told for name in line.split(", ")}
        return tuple(zone for zone in Zone if zone in named) or (Zone.LEARNER,)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one domain; ``header`` by name, ``preface`` is the comment on top."""

    header: Mapping[str, str]
    entries: tuple[Entry, ...]
    preface: str = ""

    @property
    def live(self) -> tuple[Entry, ...]:
        """The entries that are still in use."""
        return tuple(entry for entry in self.entries if not entry.obsolete)


@lru_cache(maxsize=256)  # All domains in all languages.
def read_catalog(text: str, file: str) -> Catalog:
    """Read a ``.po`` or ``.pot``.

    Raises:
        CourseError: where the file is not a catalog, or holds a message twice.
    """
    lines = text.split("\n")
    if problems := [
        _odd(at, line, file) for at, line in enumerate(lines, 1) if not LINE.match(line)
    ]:
        raise CourseError(*problems)
    try:
        found = polib.pofile(text)
        _refuse_twins(found)
    except (OSError, ValueError) as error:
        raise CourseError(_unreadable(str(error), file)) from None
    entries = tuple(_entry(item, file, lines) for item in found)
    return Catalog(dict(found.metadata), entries, found.header)


def _refuse_twins(found: polib.POFile) -> None:
    """Do what polib does with each entry against every other, which takes a second a language."""
    known: set[tuple[str, str]] = set()
    for item in found:
        if (key := (item.msgctxt or "", item.msgid)) in known:
            message = f"the message `{item.msgid}` stands here twice (line {item.linenum})"
            raise ValueError(message)
        known.add(key)


def write_catalog(catalog: Catalog) -> str:
    """Return a catalog as text: no wrapping, no dates of ours, no line numbers: quiet diffs."""
    file = polib.POFile(wrapwidth=0)
    file.header = catalog.preface
    file.metadata = dict(catalog.header)
    file.extend(map(_item, catalog.entries))
    text = str(file) if catalog.preface else str(file).removeprefix("#")
    return f"{text.strip()}\n"


def template(messages: Iterable[Message], project: str) -> Catalog:
    """Return the ``.pot`` of one domain: each message once, in reading order."""
    header = {"Project-Id-Version": project, **HEADER}
    merged: dict[tuple[str, str], list[Message]] = {}
    for message in messages:
        merged.setdefault((message.context, message.msgid), []).append(message)
    return Catalog(header, tuple(map(_merged, merged.values())))


def header_for(locale: str, project: str) -> dict[str, str]:
    """Return the header of a new catalog in one language."""
    named = {"Project-Id-Version": project, **HEADER, "Language": locale}
    return {**named, "Plural-Forms": plural_forms(locale)}


def plural_forms(locale: str) -> str:
    """Return how a language counts, as a gettext header says it."""
    language = locale.partition("_")[0]
    if language in PLURALS:
        return PLURALS[language]
    from build_tools.languages.voice import plural_rule

    return plural_rule(locale)


def count_of_forms(locale: str) -> int:
    """Return how many plural forms a language has."""
    found = re.match(r"nplurals=(\d+)", plural_forms(locale))
    return int(found[1]) if found else 1


def _merged(messages: Sequence[Message]) -> Entry:
    first = messages[0]
    comments = dict.fromkeys(line for message in messages for line in message.comments)
    zones = tuple(dict.fromkeys(message.zone for message in messages))
    heard = () if zones == (Zone.LEARNER,) else (f"{ZONE}{', '.join(zones)}",)
    plural = next((message.plural for message in messages if message.plural), "")
    return Entry(
        context=first.context,
        msgid=first.msgid,
        plural=plural,
        forms=("", "") if plural else ("",),
        comments=(*comments, *heard),
        files=tuple(dict.fromkeys(message.place.file for message in messages)),
    )


def _entry(item: polib.POEntry, file: str, lines: Sequence[str]) -> Entry:
    before = (item.previous_msgctxt, item.previous_msgid, item.previous_msgid_plural)
    forms = tuple(item.msgstr_plural[at] for at in sorted(item.msgstr_plural))
    return Entry(
        context=item.msgctxt or "",
        msgid=item.msgid,
        plural=item.msgid_plural or "",
        forms=forms or (item.msgstr,),
        comments=_lines(item.comment),
        notes=_lines(item.tcomment),
        files=tuple(name for name, _ in item.occurrences),
        flags=tuple(flag for flag in item.flags if flag),
        previous=(before[0] or "", before[1] or "", before[2] or "") if any(before) else None,
        obsolete=bool(item.obsolete),
        place=Place(file, _line_of_translation(item.linenum or 1, lines)),
    )


def _line_of_translation(start: int, lines: Sequence[str]) -> int:
    for at in range(start - 1, len(lines)):
        if lines[at].startswith(("msgstr", "#~ msgstr")):
            return at + 1
    return start


def _item(entry: Entry) -> polib.POEntry:
    context, msgid, plural = entry.previous or ("", "", "")
    many = dict(enumerate(entry.forms)) if entry.plural else {}
    return polib.POEntry(
        msgctxt=entry.context or None,
        msgid=entry.msgid,
        msgid_plural=entry.plural,
        msgstr="" if many else entry.said,
        msgstr_plural=many,
        comment="\n".join(entry.comments),
        tcomment="\n".join(entry.notes),
        occurrences=[(name, "") for name in entry.files],
        flags=list(entry.flags),
        previous_msgctxt=context or None,
        previous_msgid=msgid or None,
        previous_msgid_plural=plural or None,
        obsolete=entry.obsolete,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)


def _odd(at: int, line: str, file: str) -> Problem:
    message = f"`{line}` is no line of a catalog"
    hint = 'write `msgstr "…"`, with a backslash before each quotation mark inside'
    return Problem(Place(file, at), "bad-catalog", message, hint)


def _unreadable(error: str, file: str) -> Problem:
    line = re.search(r"line (\d+)", error)
    place = Place(file, int(line[1]) if line else 1)
    reason = re.sub(r"^.*?: |\(line \d+\)", "", error).strip() or error
    hint = "open it in a catalog editor, or ask `msgfmt -c`"
    return Problem(place, "bad-catalog", f"this catalog cannot be read: {reason}", hint)
