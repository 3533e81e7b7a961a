"""The printed book of a kit: its pages, and its forms, each on a page of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_tools.course.shape import Audience, Kit
from build_tools.formats.book import Book, PageNumbers, Paper, bind
from build_tools.formats.chapters import Chapter
from build_tools.formats.contents import Contents, Pages, cited, contents_of
from build_tools.formats.overlay import dress_of
from build_tools.languages.local import LocalCourse


def render_kit(local: LocalCourse, kit: Kit[str], fonts: Path, paper: Paper = "a4") -> Book:
    """Return a kit as a book; of ``kit.public`` it is one that anybody may download.

    Only a kit with parts for trainers has the answers to its numbered blanks.

    Raises:
        PrintError: if it cannot be printed as it is.
    """
    answers = kit != kit.public
    contents = replace(
        contents_of(local, (), answers=answers, whole=False),
        lessons={f"kits/{kit.id}/{page.id}.md": f"page-{page.id}" for page in kit.pages},
    )
    return bind(
        lambda page_of: _html(contents, page_of, kit), fonts, paper, kit.place, dress_of(local)
    )


def is_public(kit: Kit[str]) -> bool:
    """Tell whether a kit has anything for others than trainers."""
    return kit.reader is not Audience.TRAINER and bool(kit.public.pages or kit.public.forms)


def _html(contents: Contents, page_of: PageNumbers, kit: Kit[str]) -> str:
    pages, folder = Pages(contents, page_of), f"kits/{kit.id}"
    bodies = {
        page.id: pages.body(page.body, f"page-{page.id}", folder, kit.figures) for page in kit.pages
    }
    forms = {
        form.id: pages.body(form.body, f"form-{form.id}", folder, kit.figures) for form in kit.forms
    }
    return pages.render(
        "print/kit.html",
        kind="guide kit",
        kit=kit,
        bodies=bodies,
        forms=forms,
        keyed=_keyed(kit, {**bodies, **forms}) if contents.answers else (),
        sources=cited(contents, kit),
    )


def _keyed(kit: Kit[str], chapters: dict[str, Chapter]) -> tuple[tuple[str, Chapter], ...]:
    """Return title and text of every part that has blanks with answers."""
    titles = {part.id: part.title for part in kit.pages} | {
        part.id: part.title for part in kit.forms
    }
    return tuple((titles[name], each) for name, each in chapters.items() if each.answers)
