"""How far a translation has come: what is translated, what has changed since, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from build_tools.course.shape import Language
from build_tools.languages.catalogs import Catalog, Entry
from build_tools.languages.messages import SOURCE, Key, Message
from build_tools.languages.saying import catalogs_of
from build_tools.sources.problem import Place

WORD: Final = re.compile(r"\w[\w’'-]*")


class Freshness(StrEnum):
    """What a message is in one language."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"  # Its source has changed since, or somebody doubts it.
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of messages, and of words in their source."""

    messages: int = 0
    words: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Row:
    """The state of one domain in one language: a line of ``tend status``.

    ``waiting`` if the domain is not released in this language yet.
    """

    language: str
    domain: str
    translated: Count
    fuzzy: Count
    missing: Count
    waiting: bool = False

    @property
    def todo(self) -> int:
        """How many words of the source are still to be translated, or looked at again."""
        return self.fuzzy.words + self.missing.words

    @property
    def percent(self) -> int:
        """How many words out of 100 are translated, rounded down; 100 where there are none."""
        words = self.translated.words + self.fuzzy.words + self.missing.words
        return 100 * self.translated.words // words if words else 100


def status(
    messages: Iterable[Message], languages: Iterable[Language], files: Mapping[str, str]
) -> tuple[Row, ...]:
    """Return a row for each language and domain, in the order of the course."""
    distinct = {message.key: message for message in messages}
    return tuple(
        _row(
            language,
            domain,
            [message for key, message in distinct.items() if key[0] == domain],
            known,
        )
        for language in languages
        for known in [freshness_of(distinct.values(), language, files)]
        for domain in dict.fromkeys(key[0] for key in distinct)
    )


def freshness_of(
    messages: Iterable[Message], language: Language, files: Mapping[str, str]
) -> dict[Key, Freshness]:
    """Return what each message is in one language; English is never missing."""
    entries = _entries(catalogs_of(language, files))
    own = language.code == SOURCE
    return {message.key: _freshness(entries.get(message.key), own=own) for message in messages}


@dataclass(frozen=True, slots=True)
class Drifted:
    """A message whose source has changed since it was translated: where it stands, and from what.

    ``before`` is ``""`` where nobody knows, as for a translation that somebody doubts.
    """

    place: Place
    before: str
    source: str
    said: str


def drift(language: Language, files: Mapping[str, str]) -> tuple[Drifted, ...]:
    """Return what must be looked at again in one language, in the order of its catalogs."""
    return tuple(
        Drifted(entry.place, entry.previous[1] if entry.previous else "", entry.msgid, entry.said)
        for catalog in catalogs_of(language, files).values()
        for entry in catalog.live
        if entry.fuzzy and any(entry.forms)
    )


def _entries(catalogs: Mapping[str, Catalog]) -> dict[Key, Entry]:
    return {
        (domain, entry.context, entry.msgid): entry
        for domain, catalog in catalogs.items()
        for entry in catalog.live
    }


def _freshness(entry: Entry | None, *, own: bool) -> Freshness:
    if entry is None or not any(entry.forms):
        return Freshness.TRANSLATED if own else Freshness.MISSING
    if entry.fuzzy:
        return Freshness.FUZZY
    return Freshness.TRANSLATED if entry.translated or own else Freshness.MISSING


def _row(
    language: Language, domain: str, messages: list[Message], known: Mapping[Key, Freshness]
) -> Row:
    counts = dict.fromkeys(Freshness, Count())
    for message in messages:
        counts[known[message.key]] += Count(1, len(WORD.findall(message.msgid)))
    return Row(
        language=language.code,
        domain=domain,
        translated=counts[Freshness.TRANSLATED],
        fuzzy=counts[Freshness.FUZZY],
        missing=counts[Freshness.MISSING],
        waiting=domain in language.waiting,
    )
