"""Quizzes as SCORM 1.2 packages: a manifest, one page, the player.

Source: ADL SCORM 1.2, Content Aggregation Model and Run-Time Environment.
"""

from __future__ import annotations

from typing import Final

from build_tools.course.shape import Module
from build_tools.formats.bundle import zipped
from build_tools.formats.package import Locals, answers_in, names, package_files, quizzes
from build_tools.formats.pages import page
from build_tools.languages.local import LocalCourse

__all__ = ["answers_in", "render_scorm12", "render_scorm12_all"]

MANIFEST: Final = "imsmanifest.xml"


def render_scorm12(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the zip of the module's quiz in the language of ``local``.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    return render_scorm12_all((local,), module)


def render_scorm12_all(locals_: Locals, module: Module[str]) -> bytes:
    """Return the zip of the module's quiz in all these languages, the first one's title on it.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    files = package_files(locals_, module, quizzes(locals_, module, "scorm12"))
    values = names(locals_, module) | {"files": sorted(files)}
    files[MANIFEST] = page("scorm/imsmanifest12.xml", locals_[0], **values).encode()
    return zipped(files)
