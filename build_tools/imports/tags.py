"""Tags of questions in other tools: those that ``tend`` writes say what a question is for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from build_tools.imports.drafts import Values
from build_tools.questions.reading import OBJECTIVE_ID, REVIEW
from build_tools.questions.shape import Bloom, Use


def tagged(tags: Iterable[str]) -> tuple[Values, tuple[str, ...]]:
    """Return the values that ``tags`` tell, and the tags that tell us nothing."""
    values: dict[str, Any] = {}
    strange = []
    for tag in tags:
        name, _, value = tag.strip().partition(":")
        if not _take(name, value, values) and tag.strip():
            strange.append(tag.strip())
    return values, (f"its tags {', '.join(strange)}",) if strange else ()


def _take(name: str, value: str, values: dict[str, Any]) -> bool:
    match name:
        case "objective" if OBJECTIVE_ID.fullmatch(value):
            values.setdefault("objectives", []).append(value)
        case "use" if value in tuple(Use) and value not in values.get("use", ()):
            values.setdefault("use", []).append(value)
        case "bloom" if value in tuple(Bloom):
            values["bloom"] = value
        case "rev" if value.isascii() and value.isdigit() and 0 < int(value) <= 1000:
            values["rev"] = Decimal(value)
        case "review" if REVIEW.fullmatch(value):
            values["review"] = value
        case "spaced":
            values["spaced"] = True
        case _:
            return False
    return True
