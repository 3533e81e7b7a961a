"""Units that are books: which files each gives, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from build_tools import disk
from build_tools.course.shape import Module
from build_tools.formats.book import Book
from build_tools.formats.exams import forms_of, render_form, render_key
from build_tools.formats.fonts import ensure_fonts
from build_tools.formats.guide import render_guide
from build_tools.formats.job_aids import render_job_aids
from build_tools.formats.kit_book import is_public, render_kit
from build_tools.formats.workbook import render_workbook
from build_tools.languages.local import LocalCourse
from build_tools.units import Needs, Unit

Books: TypeAlias = Mapping[str, Book]
"""Books by their path in ``dist/``."""


def print_books(local: LocalCourse, unit: Unit, needs: Needs, folder: Path) -> dict[str, Any]:
    """Write the books of a unit below ``folder`` and return the facts about them.

    ``pages``, ``places`` (page by anchor) and ``warnings`` are those of the only book; where there
    are several, ``files`` has pages and warnings by path.
    """
    books = BOOKS[unit.format](local, unit, needs)
    disk.write_files(folder, {path: book.pdf for path, book in books.items()})
    told = {path: _told(book) for path, book in books.items()}
    if len(books) == 1:
        (book,) = books.values()
        return {**told[next(iter(books))], "places": dict(book.pages)}
    return {"files": told, "warnings": []}


def _told(book: Book) -> dict[str, Any]:
    return {"pages": book.page_count, "warnings": list(book.warnings)}


def _workbook(local: LocalCourse, unit: Unit, _needs: Needs) -> Books:
    book = render_workbook(local, ensure_fonts())
    return {f"workbooks/{unit.language}/learner-workbook.pdf": book}


def _handout(local: LocalCourse, unit: Unit, _needs: Needs) -> Books:
    book = render_workbook(local, ensure_fonts(), answers=False)
    return {f"site/{unit.language}/downloads/learner-workbook.pdf": book}


def _guide(local: LocalCourse, unit: Unit, needs: Needs) -> Books:
    book = render_guide(local, ensure_fonts(), _known(needs["workbook"].facts))
    return {f"workbooks/{unit.language}/facilitator-guide.pdf": book}


def _module_workbook(local: LocalCourse, unit: Unit, _needs: Needs) -> Books:
    book = render_workbook(local, ensure_fonts(), modules=(_module(local, unit),))
    return {f"workbooks/{unit.language}/{unit.part}/learner-workbook.pdf": book}


def _module_guide(local: LocalCourse, unit: Unit, needs: Needs) -> Books:
    workbook = _known(needs[f"module-workbook/{unit.part}"].facts)
    book = render_guide(local, ensure_fonts(), workbook, modules=(_module(local, unit),))
    return {f"workbooks/{unit.language}/{unit.part}/facilitator-guide.pdf": book}


def _module(local: LocalCourse, unit: Unit) -> Module[str]:
    return next(module for module in local.course.modules if module.id == unit.part)


def _known(facts: Mapping[str, Any]) -> Book:
    """Return a workbook without its pages, of which only the numbers are wanted."""
    return Book(b"", facts["places"], facts["pages"], tuple(facts["warnings"]))


def _job_aids(local: LocalCourse, unit: Unit, _needs: Needs) -> Books:
    book = render_job_aids(local, ensure_fonts())
    return {f"workbooks/{unit.language}/job-aids.pdf": book}


def _kit(local: LocalCourse, unit: Unit, _needs: Needs) -> Books:
    kit = next(kit for kit in local.course.kits if kit.id == unit.part)
    return {f"workbooks/{unit.language}/kits/{kit.id}.pdf": render_kit(local, kit, ensure_fonts())}


def _copies(local: LocalCourse, unit: Unit, needs: Needs) -> Books:
    """Return what learners may download, without any page for trainers."""
    begin = f"site/{unit.language}/downloads"
    copies = {}
    if "job-aids" in needs:
        copies[f"{begin}/job-aids.pdf"] = _copied(needs["job-aids"])
    for kit in filter(is_public, local.course.kits):
        whole = kit == kit.public
        book = _copied(needs[f"kits/{kit.id}"]) if whole else None
        copies[f"{begin}/kits/{kit.id}.pdf"] = book or render_kit(local, kit.public, ensure_fonts())
    return copies


def _copied(result: Any) -> Book:
    (path,) = disk.tree(result.folder).values()
    return Book(path.read_bytes(), {}, result.facts["pages"], ())


def _exams(local: LocalCourse, unit: Unit, _needs: Needs) -> Books:
    test, fonts = local.course.assessment(unit.part), ensure_fonts()
    if test is None:
        raise KeyError(unit.part)
    begin = f"workbooks/{unit.language}/{unit.part}"
    books = {f"{begin}-key.pdf": render_key(local, test, fonts)}
    for form in forms_of(test):
        name = f"-{form.letter}" if form.letter else ""
        books[f"{begin}{name}.pdf"] = render_form(local, test, form, fonts)
    return books


BOOKS: Final[Mapping[str, Callable[[LocalCourse, Unit, Needs], Books]]] = {
    "workbook": _workbook,
    "handout": _handout,
    "guide": _guide,
    "module-workbook": _module_workbook,
    "module-guide": _module_guide,
    "job-aids": _job_aids,
    "kits": _kit,
    "copies": _copies,
    "exams": _exams,
}
