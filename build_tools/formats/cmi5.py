"""Quizzes as cmi5 packages: a course structure with one unit, one page, the player.

Source: cmi5 specification, sections 13 and 14.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from build_tools.course.shape import Course, Module
from build_tools.formats.bundle import zipped
from build_tools.formats.package import LAUNCH, Locals, names, package_files, quizzes
from build_tools.formats.pages import page
from build_tools.languages.local import LocalCourse

STRUCTURE: Final = "cmi5.xml"
REACH: Final = "; connect-src http: https:"  # Only the launch says where the record store is.


def render_cmi5(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the zip of the module's quiz in the language of ``local``.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    return render_cmi5_all((local,), module)


def render_cmi5_all(locals_: Locals, module: Module[str]) -> bytes:
    """Return the zip of the module's quiz in all these languages.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    place = place_of(locals_[0].course)
    told = {"place": place, "iri": f"{place}/{module.id}/quiz"}
    asked = quizzes(locals_, module, "cmi5", told)
    files = package_files(locals_, module, asked, REACH)
    values = names(locals_, module) | told | _judged(asked[0]) | {"activity": "assessment"}
    files[STRUCTURE] = page("cmi5/cmi5.xml", locals_[0], **values, launch=LAUNCH).encode()
    return zipped(files)


def place_of(course: Course[Any]) -> str:
    """Return the beginning of every id: below the address of the site, if there is one.

    Ids must be absolute and nobody else's. ``.invalid`` is a name that never leads anywhere.
    """
    return f"{course.site_url.rstrip('/') or f'https://{course.id}.invalid'}/xapi"


def _judged(quiz: Mapping[str, Any]) -> dict[str, str]:
    """Return when an LMS may let the learner move on, and the pass mark as a share."""
    if not any(question["points"] for question in quiz["questions"]):
        return {"move_on": "Completed", "mastery": ""}
    mastery = Decimal(quiz["pass"]) / 100
    move_on = "Completed" if quiz["terms"]["status"] == "completed" else "Passed"
    return {"move_on": move_on, "mastery": f"{mastery.normalize():f}"}
