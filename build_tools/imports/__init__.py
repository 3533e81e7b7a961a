"""Questions that authors have already: GIFT, Aiken, Moodle XML and text2qti.

To add a format, write its file and name it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from build_tools.imports.aiken import read_aiken
from build_tools.imports.drafts import Drafts, unreadable
from build_tools.imports.gift import read_gift
from build_tools.imports.moodle_xml import read_moodle_xml
from build_tools.imports.text2qti import read_text2qti
from build_tools.imports.writing import quiz_text
from build_tools.sources.problem import CourseError, Problem

READERS: Final[Mapping[str, Callable[[str, str], Drafts]]] = {
    "gift": read_gift,
    "aiken": read_aiken,
    "moodle-xml": read_moodle_xml,
    "text2qti": read_text2qti,
}
MODULE: Final = re.compile(r"\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")


def imported(name: str, source: str, module: str) -> tuple[str, tuple[Problem, ...]]:
    """Return ``quizzes/<module>.yml`` of the questions in ``source``, and what is left to do.

    ``name`` is the file the questions come from, ``module`` the folder of a module. Nothing is
    dropped in silence: what cannot be taken over, and what our questions need besides, is told
    with its line in the source.

    Raises:
        CourseError: if there is nothing to take over.
    """
    if not MODULE.fullmatch(module):
        raise unreadable(name, f"`{module}` is not the folder of a module", hint="such as 02-care")
    drafts = READERS[format_of(name, source)](source, name)
    if drafts.questions:
        return quiz_text(drafts, module)
    if drafts.problems:
        raise CourseError(*drafts.problems)
    raise unreadable(name, "there are no questions in this file")


def format_of(name: str, source: str) -> str:
    """Return the format of a file, told by its name, or else by what it looks like."""
    lower = name.lower()
    if lower.endswith(".xml"):
        return "moodle-xml"
    if lower.endswith((".gift", ".gift.txt")):
        return "gift"
    if re.search(r"(?m)^\s*ANSWER:\s*[A-Z]\s*$", source):
        return "aiken"
    if lower.endswith(".md") or (
        re.search(r"(?m)^(?:\*?[a-z]\)|\[[ *]\]|=|_{3,}$|\*)[ \t]*.*$", source)
        and re.search(r"(?m)^\d+\.[ \t]", source)
    ):
        return "text2qti"
    return "moodle-xml" if source.lstrip("\ufeff \t\r\n").startswith("<") else "gift"
