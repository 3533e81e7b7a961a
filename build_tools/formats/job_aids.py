"""All job aids of a course, each on a page of its own, to print and cut out."""

from __future__ import annotations

from pathlib import Path

from build_tools.formats.book import Book, Paper, bind
from build_tools.formats.contents import Pages, contents_of
from build_tools.formats.overlay import dress_of
from build_tools.languages.local import LocalCourse


def render_job_aids(local: LocalCourse, fonts: Path, paper: Paper = "a4") -> Book:
    """Return the job aids of all modules.

    Raises:
        PrintError: if they cannot be printed as they are.
    """
    contents = contents_of(local, local.course.modules)
    return bind(
        lambda page_of: Pages(contents, page_of).render("print/job-aids.html", kind="workbook"),
        fonts,
        paper,
        local.course.place,
        dress_of(local),
    )
