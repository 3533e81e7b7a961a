"""From a course to everything that translators are given."""

from __future__ import annotations

from collections.abc import Iterator

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
    settings = source_settings(course)
    for piece in pieces_in(course):
        domain = domain_of(piece.place.file)
        if isinstance(piece, Prose):
            yield from messages_in_prose(piece, settings, domain)
        else:
            yield _message(piece, domain)


def _message(text: Text, domain: str) -> Message:
    return Message(
        domain=domain,
        context=text.context,
        msgid=text.key,
        place=text.place,
        comments=(text.note,) if text.note else (),
        zone=text.zone,
    )
