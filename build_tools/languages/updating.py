"""Catalogs follow their source: what was said is never lost. The only file that knows rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process

from build_tools.languages.catalogs import (
    FUZZY,
    Catalog,
    Entry,
    count_of_forms,
    header_for,
    read_catalog,
    template,
    write_catalog,
)
from build_tools.languages.messages import Message, catalog_path, template_path

NEAR: Final = 65.0
"""How alike, out of 100, two sources are whose translations may help each other."""
NEAR_IN_PLACE: Final = 30.0
"""The same, where both stand under the same context."""
OURS: Final = {"Project-Id-Version", "Language", "Content-Type", "Plural-Forms"}

Key: TypeAlias = tuple[str, str]


def templates(messages: Iterable[Message], project: str) -> dict[str, str]:
    """Return the ``.pot`` files of a course, by path."""
    return {
        template_path(domain): write_catalog(template(those, project))
        for domain, those in by_domain(messages).items()
    }


def updated(
    messages: Iterable[Message], locale: str, files: Mapping[str, str], project: str
) -> dict[str, str]:
    """Return the catalogs of one language, by path, brought up to date with the source.

    Exact messages keep what was said. A changed message offers what was said before, marked
    fuzzy, with its old source. What nobody needs any more is kept as obsolete.
    """
    current = {domain: template(those, project) for domain, those in by_domain(messages).items()}
    known = _catalogs(locale, files)
    memory = _Memory.of(known, current)
    header = header_for(locale, project)
    forms = count_of_forms(locale)
    return {
        catalog_path(locale, domain): write_catalog(
            _updated(pot, known.get(domain, Catalog({}, ())), memory, header, forms)
        )
        for domain, pot in current.items()
    }


def by_domain(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """Return messages by their domain, in the order of both."""
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(message.domain, []).append(message)
    return found


def _catalogs(locale: str, files: Mapping[str, str]) -> dict[str, Catalog]:
    folder = catalog_path(locale, "").removesuffix(".po")
    return {
        path.removeprefix(folder).removesuffix(".po"): read_catalog(text, path)
        for path, text in files.items()
        if path.startswith(folder) and path.endswith(".po")
    }


@dataclass(frozen=True, slots=True)
class _Memory:
    """What was ever said in a language.

    ``lost`` holds entries that have no message any more, ``sources`` their words, ``made_for``
    the same entries by the message they were translated for, ``by_words`` every entry.
    """

    lost: Mapping[Key, Entry]
    sources: Mapping[Key, str]
    made_for: Mapping[Key, Entry]
    by_words: Mapping[str, Entry]

    @classmethod
    def of(cls, known: Mapping[str, Catalog], current: Mapping[str, Catalog]) -> _Memory:
        """Remember the catalogs as they were, beside the messages as they are."""
        lost: dict[Key, Entry] = {}
        by_words: dict[str, Entry] = {}
        for domain, catalog in known.items():
            needed = {_key(entry) for entry in current[domain].entries} if domain in current else ()
            for entry in catalog.entries:
                if entry.translated:
                    by_words.setdefault(entry.msgid, entry)
                    if entry.obsolete or _key(entry) not in needed:
                        lost.setdefault(_key(entry), entry)
        made_for = {entry.previous[:2]: entry for entry in lost.values() if entry.previous}
        return cls(lost, {key: key[1] for key in lost}, made_for, by_words)

    def recall(self, wanted: Entry, forms: int) -> Entry:
        """Return a new message with the best that is known for it."""
        if moved := self.lost.get(_key(wanted)):
            return _filled(wanted, moved, forms)
        if undone := self.made_for.get(_key(wanted)):
            return replace(_filled(wanted, undone, forms), flags=_settled(undone), previous=None)
        if near := self.by_words.get(wanted.msgid) or self._like(wanted):
            before = near.previous or (near.context, near.msgid, near.plural)
            flags = (*_settled(near), FUZZY)
            return replace(_filled(wanted, near, forms), flags=flags, previous=before)
        return replace(wanted, forms=("",) * (forms if wanted.plural else 1))

    def _like(self, wanted: Entry) -> Entry | None:
        here = {
            key: words
            for key, words in self.sources.items()
            if wanted.context and key[0] == wanted.context
        }
        key = _nearest(wanted.msgid, here, NEAR_IN_PLACE) or _nearest(
            wanted.msgid, self.sources, NEAR
        )
        return self.lost[key] if key else None


def _nearest(source: str, choices: Mapping[Key, str], cutoff: float) -> Key | None:
    found = process.extractOne(source, choices, scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[2] if found else None


def _updated(
    pot: Catalog, known: Catalog, memory: _Memory, header: Mapping[str, str], forms: int
) -> Catalog:
    before = {_key(entry): entry for entry in known.live}
    live = [
        _kept(wanted, before[_key(wanted)], forms)
        if _key(wanted) in before
        else memory.recall(wanted, forms)
        for wanted in pot.entries
    ]
    gone = _gone(known, live)
    theirs = {name: known.header[name] for name in known.header if name not in OURS}
    own = {name: value for name, value in theirs.items() if value}
    return Catalog({**header, **own}, (*live, *gone), known.preface)


def _kept(wanted: Entry, entry: Entry, forms: int) -> Entry:
    filled = replace(_filled(wanted, entry, forms), flags=_settled(entry), previous=entry.previous)
    recounted = any(entry.forms) and entry.plural != wanted.plural
    return replace(filled, flags=(*filled.flags, FUZZY)) if recounted or entry.fuzzy else filled


def _filled(wanted: Entry, entry: Entry, forms: int) -> Entry:
    """Return ``wanted`` with the words, the notes and the flags of another entry."""
    count = forms if wanted.plural else 1
    words = (*entry.forms, *([entry.forms[-1]] * count))[:count]
    return replace(
        wanted, forms=words, notes=entry.notes, flags=entry.flags, previous=entry.previous
    )


def _gone(known: Catalog, live: list[Entry]) -> list[Entry]:
    """Return the entries to keep as obsolete: what was said, unless it lives on somewhere."""
    needed = {_key(entry) for entry in live}
    needed |= {entry.previous[:2] for entry in live if entry.previous}
    return [
        replace(entry, obsolete=True, comments=(), files=())
        for entry in known.entries
        if any(entry.forms) and not needed & {_key(entry), _made_for(entry)}
    ]


def _made_for(entry: Entry) -> Key:
    return entry.previous[:2] if entry.previous else _key(entry)


def _settled(entry: Entry) -> tuple[str, ...]:
    """Return the flags of translators; "80% correct" is prose, whatever a tool may think."""
    return tuple(flag for flag in entry.flags if flag not in (FUZZY, "python-format"))


def _key(entry: Entry) -> Key:
    return (entry.context, entry.msgid)
