"""The facilitator's guide: the live part minute by minute, and what is behind each wrong answer."""

from __future__ import annotations

from pathlib import Path

from build_tools.course.matrix import matrix_of
from build_tools.course.shape import Activity, CueKind, Module
from build_tools.formats.book import Book, PageNumbers, Paper, bind
from build_tools.formats.chapters import handout_anchor, lesson_anchor, module_anchor
from build_tools.formats.contents import Contents, Modules, Pages, cited, contents_of
from build_tools.formats.overlay import dress_of
from build_tools.formats.printed import marked_in
from build_tools.languages.local import LocalCourse


def render_guide(
    local: LocalCourse,
    fonts: Path,
    workbook: Book,
    *,
    paper: Paper = "a4",
    modules: Modules | None = None,
) -> Book:
    """Return the guide to the whole course, or to some of its ``modules`` alone.

    ``workbook`` is what the learners hold in their hands: the guide names its pages.

    Raises:
        PrintError: if it cannot be printed as it is.
    """
    chosen = tuple(module for module in modules or local.course.modules if module.trainer)
    contents = contents_of(local, chosen, whole=modules is None)
    return bind(
        lambda page_of: _html(contents, page_of, workbook),
        fonts,
        paper,
        local.course.place,
        dress_of(local),
    )


def practice_minutes(module: Module[str]) -> int:
    """Return for how many minutes of the live part learners do something themselves."""
    timeline = module.trainer.timeline if module.trainer else ()
    return sum(activity.minutes for activity in timeline if activity.practice)


def workbook_page(module: Module[str], activity: Activity[str], workbook: Book) -> int | None:
    """Return the workbook page for an activity: its exercise, or the lesson on its objective."""
    lessons = (
        lesson_anchor(module, lesson)
        for objective in activity.objectives
        for lesson in module.lessons
        if objective in lesson.objectives
    )
    anchors = (f"{module_anchor(module)}-exercise-{activity.exercise}", *lessons)
    return next((workbook.pages[name] for name in anchors if name in workbook.pages), None)


def _html(contents: Contents, page_of: PageNumbers, workbook: Book) -> str:
    pages = Pages(contents, page_of)
    bodies = {
        handout_anchor(module, handout): pages.chapter(module, handout_anchor(module, handout))
        for module in contents.modules
        for handout in module.handouts
    }
    return pages.render(
        "print/guide.html",
        kind="guide",
        cues=tuple(CueKind),
        sources=cited(contents),
        bodies=bodies,
        marked=marked_in,
        practice_minutes=practice_minutes,
        practised=sum(map(practice_minutes, contents.modules)),
        workbook_page=lambda module, activity: workbook_page(module, activity, workbook),
        workbook_pages=workbook.pages,
        matrix_of=lambda module: matrix_of(contents.local.course, module),
    )
