"""The words of a course, before anyone has translated them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Final

from build_tools.sources.problem import Place

WRAPPING: Final = re.compile(r"[ \t]*\n[ \t]*")  # Not ``split()``: no-break spaces are words' own.


class Zone(StrEnum):
    """Who says something to whom; the register (formal or not) of a translation follows from it."""

    LEARNER = "learner"
    AGENT_TO_CUSTOMER = "agent-to-customer"
    CUSTOMER_TO_AGENT = "customer-to-agent"
    COLLEAGUE = "colleague"
    QUIZ = "quiz"
    TRAINER = "trainer"
    LEGAL = "legal"
    INTERFACE = "interface"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of source-language inline Markdown that somebody will read.

    ``context`` is the gettext ``msgctxt``: a stable id path such as ``m01-q07.option.b``.
    """

    source: str
    place: Place
    context: str = ""
    note: str = ""  # Said to translators, never to learners.
    zone: Zone = Zone.LEARNER

    @property
    def key(self) -> str:
        """The gettext ``msgid``: the source with its line wrapping forgotten."""
        return WRAPPING.sub(" ", self.source).strip()


@dataclass(frozen=True, slots=True)
class Prose:
    """Source-language Markdown with block structure: the body of a lesson, an exercise, a handout.

    It is the same in every language; its words are translated while it is rendered
    (``languages/localizer.py``). ``place`` is where its first line stands; every line
    stands at the same column in the file.
    """

    source: str
    place: Place
    trail: str = ""  # Where in the course this is, for translators.
    zone: Zone = Zone.LEARNER


def map_texts(value: Any, say: Callable[[Text], Any]) -> Any:
    """Return ``value`` with each ``Text`` inside it replaced by ``say(text)``.

    Extraction and translation both walk with this function, so whatever one
    of them can see, the other can replace. ``Prose`` is left as it is.
    """
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, tuple):
        return tuple(map_texts(item, say) for item in value)
    if is_dataclass(value) and not isinstance(value, type | Prose | Place):
        inside = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: map_texts(item, say) for name, item in inside.items()})
    return value


def pieces_in(value: Any) -> Iterator[Text | Prose]:
    """Yield each ``Text`` and each ``Prose`` inside ``value``, in reading order."""
    if isinstance(value, Text | Prose):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from pieces_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from pieces_in(getattr(value, field.name))
