"""What translators are given: every message of a course, with its place and its comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from build_tools.sources.problem import Place
from build_tools.sources.text import Zone

Key: TypeAlias = tuple[str, str, str]
"""Domain, context and msgid: what a catalog is asked for."""

SOURCE: Final = "en"
"""The code of the language that authors write in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One entry of a ``.pot``: (domain, context, msgid) is what a catalog is asked for."""

    domain: str
    msgid: str
    place: Place
    context: str = ""
    plural: str = ""
    comments: tuple[str, ...] = ()
    zone: Zone = Zone.LEARNER
    anchor: str = ""  # The heading of its page that it stands below, if there is one.

    @property
    def key(self) -> Key:
        """What a catalog is asked for."""
        return (self.domain, self.context, self.msgid)


def domain_of(file: str) -> str:
    """Return the catalog of a source file, by path from the root of the repository."""
    parts = file.split("/")
    if parts[0] == "quizzes":
        return parts[1].removesuffix(".yml")
    return parts[1] if parts[0] == "course" and len(parts) > 2 else "course"


def catalog_path(locale: str, domain: str) -> str:
    """Return where the translations of a domain stand, from the root of the repository."""
    return f"locales/{locale}/LC_MESSAGES/{domain}.po"


def template_path(domain: str) -> str:
    """Return where the messages of a domain stand, from the root of the repository."""
    return f"locales/{domain}.pot"
