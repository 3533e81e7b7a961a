"""From a course to everything that translators are given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from build_tools.course.shape import Course
from build_tools.languages.localizer import messages_in_prose
from build_tools.languages.messages import Message, domain_of
from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.text import Prose, Text, pieces_in


def messages_in(course: Course[Text]) -> tuple[Message, ...]:
    """Return every message of a course, in reading order, as often as it occurs."""
    return tuple(_messages(course))


def source_settings(course: Course[Text]) -> BlockSettings:
    """Return what blocks need to know when a text is read in its own words."""
    return BlockSettings(
        speakers={
            person.source_name: Speaker(person.key, person.source_name, person.role)
            for person in course.cast
        }
    )


def _messages(course: Course[Text]) -> Iterator[Message]:
    speakers = tuple(source_settings(course).speakers.items())
    for piece in pieces_in(course):
        if isinstance(piece, Prose):
            yield from _in_prose(piece, speakers)
        else:
            yield _message(piece, domain_of(piece.place.file))


@lru_cache(maxsize=10_000)
def _in_prose(prose: Prose, speakers: tuple[tuple[str, Speaker], ...]) -> tuple[Message, ...]:
    """Return the messages of a text; every language asks for them again."""
    settings = BlockSettings(speakers=dict(speakers))
    return messages_in_prose(prose, settings, domain_of(prose.place.file))


def _message(text: Text, domain: str) -> Message:
    return Message(
        domain=domain,
        context=text.context,
        msgid=text.key,
        place=text.place,
        comments=(text.note,) if text.note else (),
        zone=text.zone,
    )
