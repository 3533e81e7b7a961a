"""A course in one language: what every format is given, and all it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from build_tools.course.shape import Colors, Course, Language, Logo
from build_tools.languages.messages import Key

Said = Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Interface words of one language, from the ``interface`` catalog.

    ``said`` goes by (domain, context, msgid); ``forms`` holds plural messages by msgid, and
    ``plural`` returns the index of the form for a number (CLDR, gettext header).
    """

    said: Said
    forms: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def gettext(self, message: str) -> str:
        """Return ``message`` in this language, or as it is."""
        return self.said.get(("interface", "", message), message)

    def pgettext(self, context: str, message: str) -> str:
        """Return ``message`` as it is said in ``context``."""
        return self.said.get(("interface", context, message), message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form for ``number``."""
        if one in self.forms:
            return self.forms[one][self.plural(number)]
        return one if number == 1 else many


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Markdown of a company; ``tag`` is its language where that is another one, else ``""``."""

    source: str
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOverlay:
    """What a company sets on top of a course, in one language."""

    company: str
    logo: Logo | None
    colors: Colors
    slots: Mapping[str, Borrowed]
    privacy: Borrowed | None


@dataclass(frozen=True, slots=True)
class LocalCourse:
    """A course said in one language.

    ``course`` holds the words of YAML and figures; bodies (``Prose``) are said while they are
    rendered, with ``said`` (domain, context, msgid → msgstr): see ``languages/localizer.py``.
    """

    language: Language
    course: Course[str]
    said: Said = field(repr=False)
    words: Words = field(repr=False)
    accepted: Mapping[str, tuple[str, ...]]  # Typed answers by question id.
    source_course: Course[str] = field(repr=False)  # The same in English, for ids and order.
    stale: frozenset[Key] = frozenset()  # Said for a source that has changed since.
    lent: Mapping[Key, str] = field(default_factory=dict, repr=False)  # Said by another: its tag.
    overlay: LocalOverlay | None = None
