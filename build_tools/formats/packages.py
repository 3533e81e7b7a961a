"""Every file for other systems: what makes it, how it is named, what it cannot carry.

To add a format, write its file and name it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from build_tools.course.shape import Module
from build_tools.formats import gift, moodle_xml, qti21, qti30
from build_tools.formats.cmi5 import render_cmi5, render_cmi5_all
from build_tools.formats.course_package import (
    render_course_cmi5,
    render_course_scorm12,
    render_course_scorm2004,
)
from build_tools.formats.exchange import ExportNote
from build_tools.formats.export_report import Note, ReadBack, Render
from build_tools.formats.package import Locals
from build_tools.formats.scorm12 import render_scorm12, render_scorm12_all
from build_tools.formats.scorm2004 import render_scorm2004, render_scorm2004_all
from build_tools.languages.local import LocalCourse


def _carries_all(_local: LocalCourse, _module: Module[str]) -> tuple[ExportNote, ...]:
    """Return nothing: our own player shows everything."""
    return ()


class RenderAll(Protocol):
    """Makes one file that holds several languages."""

    def __call__(self, locals_: Sequence[LocalCourse], module: Module[str], /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Package:
    """A format of the questions of one module; ``ending`` is that of its files.

    ``render_all`` is absent where a file holds one language; ``answers_in`` reads answers back
    where our own player does not show them.
    """

    ending: str
    render: Render
    notes_on: Note = _carries_all
    render_all: RenderAll | None = None
    answers_in: ReadBack | None = None


PACKAGES: Final[Mapping[str, Package]] = {
    "scorm12": Package("scorm12.zip", render_scorm12, _carries_all, render_scorm12_all),
    "scorm2004": Package("scorm2004.zip", render_scorm2004, _carries_all, render_scorm2004_all),
    "cmi5": Package("cmi5.zip", render_cmi5, _carries_all, render_cmi5_all),
    "qti21": Package("qti21.zip", qti21.render_qti21, qti21.notes_on, None, qti21.answers_in),
    "qti30": Package("qti30.zip", qti30.render_qti30, qti30.notes_on, None, qti30.answers_in),
    "moodle": Package(
        "moodle.xml", moodle_xml.render_moodle_xml, moodle_xml.notes_on, None, moodle_xml.answers_in
    ),
    "gift": Package("gift.txt", gift.render_gift, gift.notes_on, None, gift.answers_in),
}
COURSES: Final[Mapping[str, Callable[[Locals], bytes]]] = {
    "course.scorm12.zip": render_course_scorm12,
    "course.scorm2004.zip": render_course_scorm2004,
    "course.cmi5.zip": render_course_cmi5,
}
"""Packages of the whole course in one language or in several, by file name."""
