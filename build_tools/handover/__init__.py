"""Translations leave for other tools, and come back: XLIFF, TMX, TBX, and tables for reviewers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from build_tools.course.shape import Course, Language
from build_tools.handover.links import shown_in
from build_tools.handover.segments import Returned, Segment, merged, segments_of
from build_tools.handover.table import read_table, write_table
from build_tools.handover.tbx import write_tbx
from build_tools.handover.tmx import write_tmx
from build_tools.handover.xliff import read_xliff, write_xliff
from build_tools.languages.messages import SOURCE
from build_tools.languages.style import TERMBASE
from build_tools.sources.problem import CourseError, Place, Problem
from build_tools.sources.text import Text

Files = Mapping[str, str]
Writer = Callable[[Sequence[Segment], Language, str], bytes]
Reader = Callable[[bytes, str], tuple[Returned, ...]]

WRITERS: Final[Mapping[str, tuple[str, Writer]]] = {
    "xliff": ("xlf", write_xliff),
    "csv": ("csv", write_table),
    "tmx": ("tmx", write_tmx),
}
READERS: Final[Mapping[str, Reader]] = {".xlf": read_xliff, ".csv": read_table}
TERMS: Final = "tbx"
KINDS: Final = (*WRITERS, TERMS)


def exported(
    course: Course[Text], codes: Sequence[str], domains: Sequence[str], kind: str, files: Files
) -> dict[str, bytes]:
    """Return the files to hand over, by name: ``tr/01-active-farmer.xlf``, ``terms.tbx``.

    ``domains`` are those wanted, all if there are none. The source language is never handed over.
    """
    if kind == TERMS:
        return {"terms.tbx": write_tbx(files.get(TERMBASE, ""), course.languages)}
    ending, write = WRITERS[kind]
    return {
        f"{code}/{domain}.{ending}": write(those, course.language(code), domain)
        for code in codes
        if code != SOURCE
        for language in [course.language(code)]
        for domain, those in segments_of(language, files, shown_in(course, language)).items()
        if those and (not domains or domain in domains)
    }


def taken_back(content: bytes, file: str, files: Files) -> tuple[dict[str, str], list[Problem]]:
    """Return the catalogs that change, by path, and what could not be taken over.

    Raises:
        CourseError: for a file that is none of those that ``exported`` writes for translators.
    """
    ending = next((each for each in READERS if file.endswith(each)), "")
    if not ending:
        hint = f"what can come back: {', '.join(READERS)}"
        raise CourseError(Problem(Place(file), "not-a-hand-over", "what is this file?", hint))
    return merged(READERS[ending](content, file), files)
