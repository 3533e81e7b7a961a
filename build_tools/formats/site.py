"""The pages of the learner's site: plain values that any generator of static sites can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from build_tools.course.kits import KITS
from build_tools.course.matrix import matrix_of
from build_tools.course.shape import Exercise, Language, Lesson, Module, Orientation, Quiz
from build_tools.formats.download import Download
from build_tools.formats.overlay import company_line, overlay_files
from build_tools.formats.pages import TEMPLATES, page, word_list
from build_tools.formats.player import player_files
from build_tools.formats.site_blocks import (
    block_settings,
    finished,
    practice_mount,
    practice_of,
    quiz_mount,
)
from build_tools.formats.site_kits import kit_pages, public_kits
from build_tools.formats.site_page import SitePage, body_of, say_word
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import prose_html
from build_tools.sources.markdown import plain

ALIGNMENT: Final = "alignment"  # A page for trainers, in no menu and in no search.
ASIDE: Final = ("kits", "glossary", "credits", ALIGNMENT)  # What the way passes by.
STEPS: Final = ("orientation", "lesson", "practice", "quiz")
ASSETS: Final = TEMPLATES / "site" / "assets"
START: Final = TEMPLATES / "site" / "start"


def site_pages(local: LocalCourse, downloads: tuple[Download, ...] = ()) -> tuple[SitePage, ...]:
    """Return all pages of one language, in the order a learner meets them."""
    pages = [_home(local, downloads)]
    if local.course.orientation:
        pages.append(_orientation(local, local.course.orientation))
    for module in local.course.modules:
        pages += _module_pages(local, module)
    return (
        *pages,
        *kit_pages(local, downloads),
        _glossary(local),
        _credits(local),
        _alignment(local),
    )


def render_start(locals_: Sequence[LocalCourse], site_url: str = "") -> dict[str, bytes]:
    """Return the files above the languages: where a reader chooses one, and what is found nowhere.

    Both work without scripts; with them, the browser's languages decide what comes first. A server
    shows ``404.html`` for any address below it, so its links start at the root of the host.
    """
    values = {
        "locals": locals_,
        "said": [word_list("start", local) for local in locals_],
        "site_url": site_url.rstrip("/"),
        "company": company_line(locals_[0], "assets/"),
        "base": f"{urlsplit(site_url).path.rstrip('/')}/",
    }
    pages = {
        "index.html": page("site/start.html", locals_[0], **values),
        "404.html": page("site/not_found.html", locals_[0], **values),
    }
    own = {f"assets/{path.name}": path.read_bytes() for path in sorted(START.iterdir())}
    own |= {f"assets/{name}": content for name, content in overlay_files(locals_[0]).items()}
    return own | {path: html.encode() for path, html in pages.items()}


def following(pages: tuple[SitePage, ...], here: SitePage) -> SitePage | None:
    """Return the page to go on with; the last quiz, and the last page of a kit, end the way."""
    if here.kit:
        way = [each for each in pages if each.kit is here.kit]
    else:
        way = [each for each in pages if each.kind not in ASIDE and not each.kit]
    at = way.index(here) + 1 if here in way else len(way)
    return way[at] if at < len(way) else None


def steps(pages: tuple[SitePage, ...]) -> list[tuple[str, str]]:
    """Return address and title of the pages that a learner can tick as done."""
    return [(each.path, each.title) for each in pages if each.kind in STEPS]


def navigation(pages: tuple[SitePage, ...]) -> list[dict[str, Any]]:
    """Return the pages as a tree of titles and Markdown files, as ``nav`` of ``mkdocs.yml``."""
    tree: list[dict[str, Any]] = []
    for each in (each for each in pages if each.kind != ALIGNMENT):
        entry = {each.title: each.path.removesuffix("html") + "md"}
        if each.kind in ("module", "kits"):
            tree.append({each.title: [entry]})
        elif each.module or each.kit:
            next(iter(tree[-1].values())).append(entry)
        else:
            tree.append(entry)
    return tree


def site_words(local: LocalCourse) -> Mapping[str, str]:
    """Return the words the scripts of the site say."""
    return word_list("site", local)


def other_languages(
    local: LocalCourse, here: SitePage, site_url: str = ""
) -> tuple[tuple[Language, str, str], ...]:
    """Return each language with the relative and the absolute address of the same page in it.

    Where the page is not out yet, it is the first page of that language.
    """
    base = site_url.rstrip("/")
    part = here.module.id if here.module else KITS if here.path.startswith(f"{KITS}/") else ""
    return tuple(
        (
            language,
            f"{here.root}../{language.code}/{path}",
            f"{base}/{language.code}/{path}" if base else "",
        )
        for language in local.course.languages
        for path in ["index.html" if part in language.waiting else here.path]
    )


def assets(local: LocalCourse) -> dict[str, bytes]:
    """Return the style sheets and scripts of the site by address, quiz player included."""
    borrowed = {**player_files("browser"), **overlay_files(local)}
    own = {f"assets/{path.name}": path.read_bytes() for path in sorted(ASSETS.iterdir())}
    return own | {f"assets/{name}": content for name, content in borrowed.items()}


def sitemap(pages: tuple[SitePage, ...], local: LocalCourse, site_url: str) -> str:
    """Return ``sitemap.xml`` with the other languages of each page; it names no dates."""
    found = [(each, other_languages(local, each, site_url)) for each in pages]
    return page("site/sitemap.xml", local, pages=found, site_url=site_url)


def _home(local: LocalCourse, downloads: tuple[Download, ...]) -> SitePage:
    course = local.course
    return SitePage(
        path="index.html",
        kind="home",
        title=plain(course.title),
        words=course.title,
        description=plain(course.description),
        top=body_of("home.html", local, downloads=downloads, kits=public_kits(local)),
    )


def _module_pages(local: LocalCourse, module: Module[str]) -> Iterator[SitePage]:
    practice = _practice(local, module)
    yield SitePage(
        path=f"{module.id}/index.html",
        kind="module",
        title=plain(module.title),
        words=module.title,
        description=plain(module.summary),
        part=module,
        top=body_of("module.html", local, module=module, practice=practice),
    )
    for lesson in module.lessons:
        yield _lesson(local, module, lesson)
    if practice:
        yield practice
    if module.quiz:
        yield _quiz(local, module, module.quiz)


def _lesson(local: LocalCourse, module: Module[str], lesson: Lesson[str]) -> SitePage:
    number = module.lessons.index(lesson) + 1
    top = body_of("lesson.html", local, module=module, lesson=lesson, number=number)
    return SitePage(
        path=f"{module.id}/{lesson.id}.html",
        kind="lesson",
        title=plain(lesson.title),
        words=lesson.title,
        description=plain(lesson.description),
        part=module,
        prose=lesson.body,
        top=top,
    )


def _practice(local: LocalCourse, module: Module[str]) -> SitePage | None:
    exercises = [(each, _exercise(local, module, each)) for each in module.exercises]
    left = tuple(question.id for question in practice_of(module))
    if not (exercises or left or module.review_cards):
        return None
    questions = practice_mount(local, module, left) if left else ""
    values = {"module": module, "exercises": exercises, "questions": questions}
    return SitePage(
        path=f"{module.id}/practice.html",
        kind="practice",
        title=say_word(local, "practice"),
        description=say_word(local, "practice_of").format(module=plain(module.title)),
        part=module,
        top=body_of("practice.html", local, **values),
    )


def _exercise(local: LocalCourse, module: Module[str], exercise: Exercise[str]) -> str:
    return finished(prose_html(exercise.body, local, block_settings(local, module)), local)


def _quiz(local: LocalCourse, module: Module[str], quiz: Quiz[str]) -> SitePage:
    values = {"module": module, "quiz": quiz, "mount": quiz_mount(local, module)}
    return SitePage(
        path=f"{module.id}/quiz.html",
        kind="quiz",
        title=plain(quiz.title),
        words=quiz.title,
        description=say_word(local, "quiz_of").format(module=plain(module.title)),
        part=module,
        top=body_of("quiz.html", local, **values),
    )


def _orientation(local: LocalCourse, orientation: Orientation[str]) -> SitePage:
    return SitePage(
        path="orientation.html",
        kind="orientation",
        title=plain(orientation.title),
        words=orientation.title,
        description=plain(orientation.description),
        part=orientation,
        prose=orientation.body,
        top=body_of("orientation.html", local, orientation=orientation),
    )


def _glossary(local: LocalCourse) -> SitePage:
    title = say_word(local, "glossary")
    return SitePage(
        path="glossary.html",
        kind="glossary",
        title=title,
        description=say_word(local, "glossary_about"),
        top=body_of("glossary.html", local, title=title),
    )


def _credits(local: LocalCourse) -> SitePage:
    title = say_word(local, "credits")
    return SitePage(
        path="credits.html",
        kind="credits",
        title=title,
        description=say_word(local, "credits_about"),
        top=body_of("credits.html", local, title=title, alignment_title=say_word(local, ALIGNMENT)),
    )


def _alignment(local: LocalCourse) -> SitePage:
    title, about = say_word(local, ALIGNMENT), say_word(local, "alignment_about")
    course = local.course
    values = {
        "title": title,
        "about": about,
        "matrices": tuple((module, matrix_of(course, module)) for module in course.modules),
        "labels": word_list("blocks", local),
        "lesson_link": lambda module, lesson: f"{module.id}/{lesson.id}.html",
    }
    return SitePage(
        path=f"{ALIGNMENT}.html",
        kind=ALIGNMENT,
        title=title,
        description=about,
        top=body_of("alignment.html", local, **values),
    )
