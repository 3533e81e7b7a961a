"""The pages of the learner's site: plain values that any generator of static sites can take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from build_tools.course.shape import Exercise, Language, Lesson, Module, Quiz
from build_tools.formats.download import Download
from build_tools.formats.pages import TEMPLATES, page, word_list
from build_tools.formats.player import player_files
from build_tools.formats.site_blocks import (
    block_settings,
    finished,
    practice_mount,
    practice_of,
    quiz_mount,
)
from build_tools.languages import voice
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import prose_html
from build_tools.sources.markdown import plain
from build_tools.sources.text import Prose

ASSETS: Final = TEMPLATES / "site" / "assets"
START: Final = TEMPLATES / "site" / "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page. ``path`` is its address below the site of its language.

    The page shows ``top`` (HTML), then ``prose`` if there is any. ``title`` and ``description``
    are plain text.
    """

    path: str
    kind: str
    title: str
    description: str
    module: Module[str] | None = None
    prose: Prose | None = field(default=None, repr=False)
    top: str = field(default="", repr=False)

    @property
    def root(self) -> str:
        """How to get from this page to the site's first folder: ``""`` or ``"../"``."""
        return "../" * self.path.count("/")

    @property
    def source(self) -> str:
        """The page as a Markdown file with front matter."""
        facts = {"title": self.title, "description": self.description, "kind": self.kind}
        front = "".join(f"{name}: {json.dumps(fact)}\n" for name, fact in facts.items())
        return f"---\n{front}---\n{self.prose.source if self.prose else ''}"


def site_pages(local: LocalCourse, downloads: tuple[Download, ...] = ()) -> tuple[SitePage, ...]:
    """Return all pages of one language, in the order a learner meets them."""
    pages = [_home(local, downloads)]
    for module in local.course.modules:
        pages += _module_pages(local, module)
    return (*pages, _glossary(local), _credits(local))


def render_start(locals_: Sequence[LocalCourse], site_url: str = "") -> dict[str, bytes]:
    """Return the files above the languages: where a reader chooses one, and what is found nowhere.

    Both work without scripts; with them, the browser's languages decide what comes first. A server
    shows ``404.html`` for any address below it, so its links start at the root of the host.
    """
    values = {
        "locals": locals_,
        "said": [word_list("start", local) for local in locals_],
        "site_url": site_url.rstrip("/"),
        "base": f"{urlsplit(site_url).path.rstrip('/')}/",
    }
    pages = {
        "index.html": page("site/start.html", locals_[0], **values),
        "404.html": page("site/not_found.html", locals_[0], **values),
    }
    own = {f"assets/{path.name}": path.read_bytes() for path in sorted(START.iterdir())}
    return own | {path: html.encode() for path, html in pages.items()}


def following(pages: tuple[SitePage, ...], here: SitePage) -> SitePage | None:
    """Return the page to go on with; the last quiz is the end of the way."""
    way = [each for each in pages if each.kind not in ("glossary", "credits")]
    at = way.index(here) + 1 if here in way else len(way)
    return way[at] if at < len(way) else None


def navigation(pages: tuple[SitePage, ...]) -> list[dict[str, Any]]:
    """Return the pages as a tree of titles and Markdown files, as ``nav`` of ``mkdocs.yml``."""
    tree: list[dict[str, Any]] = []
    for each in pages:
        entry = {each.title: each.path.removesuffix("html") + "md"}
        if each.kind == "module":
            tree.append({each.title: [entry]})
        elif each.module:
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
    module = here.module.id if here.module else ""
    return tuple(
        (
            language,
            f"{here.root}../{language.code}/{path}",
            f"{base}/{language.code}/{path}" if base else "",
        )
        for language in local.course.languages
        for path in ["index.html" if module in language.waiting else here.path]
    )


def assets() -> dict[str, bytes]:
    """Return the style sheets and scripts of the site by address, quiz player included."""
    own = {f"assets/{path.name}": path.read_bytes() for path in sorted(ASSETS.iterdir())}
    return own | {f"assets/{name}": content for name, content in player_files().items()}


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
        description=plain(course.description),
        top=_body("home.html", local, downloads=downloads),
    )


def _module_pages(local: LocalCourse, module: Module[str]) -> Iterator[SitePage]:
    practice = _practice(local, module)
    yield SitePage(
        path=f"{module.id}/index.html",
        kind="module",
        title=plain(module.title),
        description=plain(module.summary),
        module=module,
        top=_body("module.html", local, module=module, practice=practice),
    )
    for lesson in module.lessons:
        yield _lesson(local, module, lesson)
    if practice:
        yield practice
    if module.quiz:
        yield _quiz(local, module, module.quiz)


def _lesson(local: LocalCourse, module: Module[str], lesson: Lesson[str]) -> SitePage:
    number = module.lessons.index(lesson) + 1
    top = _body("lesson.html", local, module=module, lesson=lesson, number=number)
    return SitePage(
        path=f"{module.id}/{lesson.id}.html",
        kind="lesson",
        title=plain(lesson.title),
        description=plain(lesson.description),
        module=module,
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
        title=_say(local, "practice"),
        description=_say(local, "practice_of").format(module=plain(module.title)),
        module=module,
        top=_body("practice.html", local, **values),
    )


def _exercise(local: LocalCourse, module: Module[str], exercise: Exercise[str]) -> str:
    return finished(prose_html(exercise.body, local, block_settings(local, module)), local)


def _quiz(local: LocalCourse, module: Module[str], quiz: Quiz[str]) -> SitePage:
    values = {"module": module, "quiz": quiz, "mount": quiz_mount(local, module)}
    return SitePage(
        path=f"{module.id}/quiz.html",
        kind="quiz",
        title=plain(quiz.title),
        description=_say(local, "quiz_of").format(module=plain(module.title)),
        module=module,
        top=_body("quiz.html", local, **values),
    )


def _glossary(local: LocalCourse) -> SitePage:
    title = _say(local, "glossary")
    return SitePage(
        path="glossary.html",
        kind="glossary",
        title=title,
        description=_say(local, "glossary_about"),
        top=_body("glossary.html", local, title=title),
    )


def _credits(local: LocalCourse) -> SitePage:
    title = _say(local, "credits")
    return SitePage(
        path="credits.html",
        kind="credits",
        title=title,
        description=_say(local, "credits_about"),
        top=_body("credits.html", local, title=title),
    )


def _body(name: str, local: LocalCourse, **values: Any) -> str:
    """Return what stands on a page; its template can say minutes and sizes."""
    language = local.language
    spoken = {
        "minutes": lambda count: voice.minutes(count, language),
        "size": lambda count: voice.size(count, language),
    }
    return page(f"site/pages/{name}", local, **spoken, **values)


def _say(local: LocalCourse, key: str) -> str:
    return word_list("site_pages", local)[key]
