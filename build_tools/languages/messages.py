"""What translators are given: every message of a course, with its place and its comments."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.sources.problem import Place
from build_tools.sources.text import Zone


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


def domain_of(file: str) -> str:
    """Return the catalog of a source file, by path from the root of the repository."""
    parts = file.split("/")
    if parts[0] == "quizzes":
        return parts[1].removesuffix(".yml")
    return parts[1] if parts[0] == "course" and len(parts) > 2 else "course"  # noqa: PLR2004
