"""One page of the learner's site, and what stands on pages above their text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from build_tools.course.shape import Kit, Module
from build_tools.formats.overlay import privacy_of, slots_of
from build_tools.formats.pages import page, word_list
from build_tools.formats.site_blocks import Part
from build_tools.languages import voice
from build_tools.languages.local import LocalCourse
from build_tools.sources.markdown import inline
from build_tools.sources.text import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page. ``path`` is its address below the site of its language.

    The page shows ``top`` (HTML), then ``prose`` if there is any. ``title`` and ``description``
    are plain text, ``words`` is the title in Markdown where the course says it; ``part`` is where
    the page, its figures and its recordings belong.
    """

    path: str
    kind: str
    title: str
    description: str
    words: str = ""
    part: Part | None = field(default=None, repr=False)
    prose: Prose | None = field(default=None, repr=False)
    top: str = field(default="", repr=False)

    @property
    def name(self) -> Markup:
        """The title as HTML; what is not translated is marked in it."""
        return Markup(inline(self.words)) if self.words else escape(self.title)  # noqa: S704  # Cleaned by our Markdown.

    @property
    def module(self) -> Module[str] | None:
        """The module it belongs to, if it does."""
        return self.part if isinstance(self.part, Module) else None

    @property
    def kit(self) -> Kit[str] | None:
        """The kit it belongs to, if it does."""
        return self.part if isinstance(self.part, Kit) else None

    @property
    def root(self) -> str:
        """How to get from this page to the site's first folder: ``""``, ``"../"`` and so on."""
        return "../" * self.path.count("/")

    @property
    def source(self) -> str:
        """The page as a Markdown file with front matter."""
        facts = {"title": self.title, "description": self.description, "kind": self.kind}
        front = "".join(f"{name}: {json.dumps(fact)}\n" for name, fact in facts.items())
        return f"---\n{front}---\n{self.prose.source if self.prose else ''}"


def body_of(name: str, local: LocalCourse, **values: Any) -> str:
    """Return what stands on a page; its template can say minutes and sizes."""
    language = local.language
    spoken = {
        "minutes": lambda count: voice.minutes(count, language),
        "duration": lambda count: voice.duration(count, language),
        "size": lambda count: voice.size(count, language),
        "slots": slots_of(local),
        "privacy": privacy_of(local),
    }
    return page(f"site/pages/{name}", local, **spoken, **values)


def say_word(local: LocalCourse, key: str) -> str:
    """Return a word that Python needs for titles and descriptions of pages."""
    return word_list("site_pages", local)[key]
