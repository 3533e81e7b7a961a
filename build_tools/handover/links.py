"""Where translators see a message: its page of the site, and the place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from build_tools.course.shape import Course, Language
from build_tools.handover.segments import page_of
from build_tools.languages.extracting import messages_in, source_settings
from build_tools.languages.localizer import messages_in_prose
from build_tools.languages.messages import SOURCE, Key, Message, domain_of
from build_tools.sources.text import Prose, Text

ON: Final[Mapping[str, str]] = {
    r"term\.(?P<at>[\w-]+)\b": "glossary.html#{at}",
    r"credit\.(?P<at>[\w-]+)\b": "credits.html#{at}",
    r"licence\b": "credits.html#license",
    r"m\d+\.objective\.": "{folder}/index.html#objectives",
    r"m\d+\.job_aid\.": "{folder}/index.html#job-aid",
    r"m\d+\.(?:trainer|handout)\.": "",  # On paper only.
}
"""Where on the site words of YAML stand, by their context."""


def shown_in(course: Course[Text], language: Language) -> dict[Key, str]:
    """Return where each message of a course can be seen, in one language.

    It is a whole address if the course has a ``preview``, else one below the site of the language.
    """
    base = f"{course.preview}/{language.code}/" if course.preview else ""
    return {key: f"{base}{place}" for key, place in _places(course).items()}


def linked(course: Course[Text], messages: Iterable[Message]) -> tuple[Message, ...]:
    """Return messages whose comments end with a link to the page in English, if it has a preview.

    A template is the same for all languages; from the page one click leads to the others.
    """
    if not course.preview:
        return tuple(messages)
    shown = shown_in(course, course.language(SOURCE))
    return tuple(
        replace(each, comments=(*each.comments, *filter(None, [shown.get(each.key)])))
        for each in messages
    )


def _places(course: Course[Text]) -> Mapping[Key, str]:
    found: dict[Key, str] = {}
    for message in messages_in(course):
        in_yaml = message.place.file.endswith(".yml") and not message.context
        if place := "" if in_yaml else _place(message):
            found.setdefault(message.key, place)
    settings = source_settings(course)
    for body, page, part in _bodies(course):
        for message in messages_in_prose(body, settings, domain_of(body.place.file)):
            found.setdefault(message.key, f"{page}#{message.anchor or part}")
    return found


def _bodies(course: Course[Text]) -> Iterator[tuple[Prose, str, str]]:
    """Yield texts that stand in YAML and on the site: their page, and the part of it."""
    for module in course.modules:
        for exercise in module.exercises:
            yield exercise.body, f"{module.id}/practice.html", exercise.id
    for kit in course.kits:
        for form in kit.public.forms:
            yield form.body, f"kits/{kit.id}/forms.html", form.id


def _place(message: Message) -> str:
    for pattern, place in ON.items():
        if known := re.match(pattern, message.context):
            return place.format(folder=message.domain, **known.groupdict())
    page = page_of(message.place.file)
    return f"{page}#{message.anchor}" if page and message.anchor else page
