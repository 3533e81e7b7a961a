"""Quizzes as SCORM 2004 packages, 4th edition: a manifest, one page, the player, the schemas.

Source: ADL SCORM 2004 4th Edition, Content Aggregation Model.
"""

from __future__ import annotations

from typing import Final

from build_tools.course.shape import Module
from build_tools.formats.bundle import Bundle, zipped
from build_tools.formats.package import Locals, names, package_files, quizzes
from build_tools.formats.pages import page
from build_tools.formats.scorm_schemas import schemas_2004
from build_tools.languages.local import LocalCourse

MANIFEST: Final = "imsmanifest.xml"


def render_scorm2004(
    local: LocalCourse, module: Module[str], schemas: Bundle | None = None
) -> bytes:
    """Return the zip of the module's quiz in the language of ``local``.

    ``schemas`` are the schema files of the standard, else those that this machine has.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    return render_scorm2004_all((local,), module, schemas)


def render_scorm2004_all(
    locals_: Locals, module: Module[str], schemas: Bundle | None = None
) -> bytes:
    """Return the zip of the module's quiz in all these languages, the first one's title on it.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    files = package_files(locals_, module, quizzes(locals_, module, "scorm2004"))
    values = names(locals_, module) | {"files": sorted(files)}
    files[MANIFEST] = page("scorm/imsmanifest2004.xml", locals_[0], **values).encode()
    return zipped({**files, **(schemas_2004() if schemas is None else schemas)})
