"""The learner's workbook: everything to read and to write on, with the answers at the back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_tools.course.shape import Module
from build_tools.formats.book import Book, PageNumbers, Paper, bind
from build_tools.formats.chapters import Chapter, exercise_anchor, lesson_anchor
from build_tools.formats.contents import Contents, Modules, Pages, cited, contents_of
from build_tools.formats.overlay import dress_of
from build_tools.formats.printed import closing_questions
from build_tools.languages.local import LocalCourse


def render_workbook(
    local: LocalCourse,
    fonts: Path,
    *,
    answers: bool = True,
    paper: Paper = "a4",
    modules: Modules | None = None,
) -> Book:
    """Return the workbook of the whole course, or of some of its ``modules`` alone.

    Without ``answers`` it holds no key, neither of questions nor of blanks, so that anybody may
    download it.

    Raises:
        PrintError: if it cannot be printed as it is.
    """
    chosen = modules or local.course.modules
    contents = contents_of(local, chosen, answers=answers, whole=modules is None)
    return bind(
        lambda page_of: _html(contents, page_of), fonts, paper, local.course.place, dress_of(local)
    )


def _html(contents: Contents, page_of: PageNumbers) -> str:
    pages = Pages(contents, page_of)
    bodies = {module.id: _bodies(pages, module) for module in contents.modules}
    opening = pages.opening()
    return pages.render(
        "print/workbook.html",
        kind="workbook",
        line=pages.line,
        opening=opening,
        sources=cited(contents),
        bodies={part.anchor: part for parts in bodies.values() for _, part in parts},
        blanks={
            name: [pair for pair in parts if pair[1].answers] for name, parts in bodies.items()
        },
        closing={module.id: closing_questions(module) for module in contents.modules},
    )


def _bodies(pages: Pages, module: Module[str]) -> tuple[tuple[str, Chapter], ...]:
    """Return the title and the body of each lesson and exercise."""
    return tuple((title, pages.chapter(module, anchor)) for title, anchor in _parts(module))


def _parts(module: Module[str]) -> Iterator[tuple[str, str]]:
    for lesson in module.lessons:
        yield lesson.title, lesson_anchor(module, lesson)
    for exercise in module.exercises:
        yield exercise.title, exercise_anchor(module, exercise)
