"""Words are taken from Markdown, and put back translated, inside Python-Markdown itself.

The parser that renders a page is the parser that extracts from it, and no translation can break
a block: see ``walking.py``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from markdown import Markdown
from markdown.extensions import Extension

from build_tools.course.shape import Policy
from build_tools.languages.catalogs import read_catalog
from build_tools.languages.local import LocalCourse
from build_tools.languages.messages import SOURCE, Message, domain_of
from build_tools.languages.places import places_of
from build_tools.languages.walking import (
    AS_WRITTEN,
    UNTRANSLATED,
    Anchors,
    Answer,
    Answering,
    Found,
    Walk,
)
from build_tools.sources.blocks import BlockSettings
from build_tools.sources.markdown import new_markdown
from build_tools.sources.text import Prose

AFTER_BLOCKS: Final = 24.5  # After footnotes (50) and task lists (25), before `inline` (20).
BEFORE_CONTENTS: Final = 5.5  # After attribute lists (8), before the table of contents (5).


def messages_in_prose(prose: Prose, settings: BlockSettings, domain: str) -> tuple[Message, ...]:
    """Return every message of a text, in reading order, each with its place."""
    found: list[Found] = []

    def listen(item: Found) -> Answer:
        found.append(item)
        return AS_WRITTEN

    _convert(prose, listen, settings)
    sought = [(item.raw, item.after) for item in found]
    return tuple(
        Message(
            domain=domain,
            context=item.context,
            msgid=item.msgid,
            place=place,
            comments=_comments(prose, item),
            zone=item.zone or prose.zone,
            anchor=item.anchor,
        )
        for item, place in zip(found, places_of(sought, prose), strict=True)
    )


def prose_html(prose: Prose, local: LocalCourse, settings: BlockSettings) -> str:
    """Return a text as HTML in one language; what is not translated is marked as English."""
    return _convert(prose, answers_in(local, domain_of(prose.place.file)), settings)


def answers_in(local: LocalCourse, domain: str) -> Answering:
    """Return what the localizer is to answer for the texts of one domain."""

    def answer(found: Found) -> Answer:
        key = (domain, found.context, found.msgid)
        if key in local.stale:
            return Answer(local.said[key], {"class": "stale"})
        if key in local.lent:
            return Answer(local.said[key], {"lang": local.lent[key], "class": "untranslated"})
        if key in local.said:
            return Answer(local.said[key])
        return AS_WRITTEN if local.language.code == SOURCE else UNTRANSLATED

    return answer


def _convert(prose: Prose, answer: Answering, settings: BlockSettings) -> str:
    own = replace(settings, found=[], strangers=[])
    return new_markdown(own, [Localizer(answer=answer, settings=settings)]).convert(prose.source)


def _comments(prose: Prose, found: Found) -> tuple[str, ...]:
    return (" › ".join(part for part in (prose.trail, *found.trail) if part), *found.notes)


class Localizer(Extension):
    """Answers come from ``answer``, or, in another host than ours, from a ``catalog``.

    ``policy`` says what happens to words whose source has changed: ``source`` or ``stale``.
    """

    def __init__(
        self,
        answer: Answering | None = None,
        settings: BlockSettings | None = None,
        catalog: str = "",
        policy: str = Policy.SOURCE,
    ) -> None:
        super().__init__()
        self.answer = answer or _answers_from(Path(catalog), Policy(policy))
        self.roles = {
            name: speaker.role for name, speaker in (settings or BlockSettings()).speakers.items()
        }

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Join the library's own processors."""
        anchors = Anchors(md)
        md.treeprocessors.register(
            Walk(md, self.answer, self.roles, anchors), "localizer", AFTER_BLOCKS
        )
        md.treeprocessors.register(anchors, "source-anchors", BEFORE_CONTENTS)


def makeExtension(**options: Any) -> Localizer:  # noqa: N802
    """Return the extension for a host that names it; ``catalog`` is a path."""
    return Localizer(**options)


def _answers_from(catalog: Path, policy: Policy) -> Answering:
    entries = read_catalog(catalog.read_text("utf-8"), str(catalog)).entries
    shown = {
        (entry.context, entry.msgid): entry.said
        for entry in entries
        if entry.said and (not entry.fuzzy or policy is Policy.STALE)
    }

    def answer(found: Found) -> Answer:
        words = shown.get((found.context, found.msgid))
        return UNTRANSLATED if words is None else Answer(words)

    return answer
