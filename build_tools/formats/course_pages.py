"""The pages of a course in one package: those of the site, with quizzes that the course keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from posixpath import join, normpath
from typing import Any, Final

from markupsafe import Markup

from build_tools.course.shape import Lesson, Module, Orientation
from build_tools.formats import player
from build_tools.formats.course_attempt import course_rooms, page_key
from build_tools.formats.marks import noticed
from build_tools.formats.overlay import privacy_of, slots_of
from build_tools.formats.package import with_only
from build_tools.formats.pages import page, word_list
from build_tools.formats.site_blocks import block_settings, finished, practice_of
from build_tools.formats.sound import addresses
from build_tools.languages import voice
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import prose_html
from build_tools.questions.shape import Use
from build_tools.sources.markdown import inline, plain
from build_tools.sources.text import Prose

SOUND: Final = "audio"  # The folder of the package that holds recordings.
LINK: Final = re.compile(r'href="(?P<path>[^":#?]+)\.(?:md|html)(?:#(?P<anchor>[^"]*))?"')


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """One page of the package. ``id`` is its path without ending, ``key`` what an attempt says.

    ``html`` is what stands on it; ``title`` is plain text, ``name`` the same as HTML.
    """

    id: str
    kind: str
    title: str
    name: Markup
    html: Markup = field(repr=False)
    module: Module[str] | None = None

    @property
    def key(self) -> str:
        """Four letters or digits that stay the same as long as the page keeps its name."""
        return page_key(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How quizzes are asked: where ids of xAPI begin, and which questions, if not all of them."""

    place: str = ""
    only: frozenset[str] | None = None


def course_pages(local: LocalCourse, how: Asked = Asked()) -> tuple[CoursePage, ...]:
    """Return all pages of one language, in the order a learner meets them."""
    rooms = course_rooms(local.course)
    pages = [
        _page("index", "home", local.course.title, _body(local, "home", downloads=(), kits=()))
    ]
    if local.course.orientation:
        pages.append(_orientation(local, local.course.orientation))
    for module in local.course.modules:
        pages += _module_pages(local, module, rooms, how)
    words = word_list("site_pages", local)
    for name in ("glossary", "credits"):
        pages.append(_page(name, name, words[name], _body(local, name, title=words[name])))
    known = frozenset(each.id for each in pages)
    return tuple(replace(each, html=_linked(each, known, local)) for each in pages)


def _orientation(local: LocalCourse, orientation: Orientation[str]) -> CoursePage:
    """Return the orientation; it counts as a lesson, so a learner has to see it."""
    top = _body(local, "orientation", orientation=orientation)
    body = prose_html(orientation.body, local, block_settings(local, orientation))
    return _page("orientation", "lesson", orientation.title, top + finished(body, local))


def _module_pages(
    local: LocalCourse, module: Module[str], rooms: Mapping[str, int], how: Asked
) -> Iterator[CoursePage]:
    practice = _practice(local, module)
    intro = _body(local, "module", module=module, practice=bool(practice))
    yield _page(f"{module.id}/index", "module", module.title, intro, module)
    for number, lesson in enumerate(module.lessons, 1):
        yield _lesson(local, module, lesson, number)
    if practice:
        title = word_list("site_pages", local)["practice"]
        yield _page(f"{module.id}/practice", "practice", title, practice, module)
    if module.quiz:
        asked = _quiz(local, module, rooms, how)
        body = _body(local, "quiz", module=module, quiz=module.quiz, mount=asked)
        yield _page(f"{module.id}/quiz", "quiz", module.quiz.title, body, module)


def _lesson(
    local: LocalCourse, module: Module[str], lesson: Lesson[str], number: int
) -> CoursePage:
    top = _body(local, "lesson", module=module, lesson=lesson, number=number)
    body = top + _prose(local, module, lesson.body)
    return _page(f"{module.id}/{lesson.id}", "lesson", lesson.title, body, module)


def _practice(local: LocalCourse, module: Module[str]) -> str:
    exercises = [(each, _prose(local, module, each.body)) for each in module.exercises]
    left = tuple(question.id for question in practice_of(module))
    if not (exercises or left or module.review_cards):
        return ""
    questions = _checks(local, module, left) if left else ""
    return _body(local, "practice", module=module, exercises=exercises, questions=questions)


def _prose(local: LocalCourse, module: Module[str], prose: Prose) -> str:
    settings = replace(
        block_settings(local, module),
        questions=partial(_checks, local, module),
        recordings=addresses(local, module.id, SOUND),
    )
    return finished(prose_html(prose, local, settings), local)


def _checks(local: LocalCourse, module: Module[str], ids: tuple[str, ...]) -> str:
    data = player.quiz_data(local, module, Use.PRACTICE, "practice", only=ids, store="course")
    return player.mount(_reviewed(data, module))


def _quiz(local: LocalCourse, module: Module[str], rooms: Mapping[str, int], how: Asked) -> str:
    data = player.quiz_data(local, module, Use.QUIZ, "quiz", store="course", rooms=rooms)
    data = data if how.only is None else with_only(how.only, data)
    title = word_list("site_pages", local)["quiz_start"]  # The page says the quiz's own title.
    own = {"title": title, "intro": None, "key": page_key(f"{module.id}/quiz")}
    ids = {"place": how.place, "iri": f"{how.place}/{module.id}/quiz"} if how.place else {}
    return player.mount(_reviewed(data, module) | own | ids)


def _reviewed(data: dict[str, Any], module: Module[str]) -> dict[str, Any]:
    """Let questions send people to the pages of this package."""
    for question in data["questions"]:
        if question["review"]:
            path, _, anchor = question["review"]["href"].partition("#")
            question["review"]["href"] = _address(f"{module.id}/", path, anchor)
    return data


def _address(folder: str, path: str, anchor: str) -> str:
    name = normpath(join(folder, path.removesuffix(".html").removesuffix(".md")))
    return f"#{name}~{anchor}" if anchor else f"#{name}"


def _page(
    name: str, kind: str, title: str, html: str, module: Module[str] | None = None
) -> CoursePage:
    made = Markup(html)  # noqa: S704  # Made by our templates and our Markdown.
    shown = Markup(inline(title))  # noqa: S704  # Cleaned by our Markdown.
    return CoursePage(id=name, kind=kind, title=plain(title), name=shown, html=made, module=module)


def _body(local: LocalCourse, name: str, **values: Any) -> str:
    spoken = {
        "minutes": partial(voice.minutes, language=local.language),
        "duration": partial(voice.duration, language=local.language),
        "slots": slots_of(local),
        "privacy": privacy_of(local),
    }
    return page(f"site/pages/{name}.html", local, **spoken, **values)


def _linked(each: CoursePage, known: frozenset[str], local: LocalCourse) -> Markup:
    """Return the page with its links to other pages turned into links within the package.

    It begins with a notice if something on it is not in its language.
    """
    folder = each.id.rpartition("/")[0]

    def turned(found: re.Match[str]) -> str:
        address = _address(folder, found["path"], found["anchor"] or "")
        return f'href="{address}"' if address[1:].partition("~")[0] in known else found[0]

    return Markup(noticed(LINK.sub(turned, each.html), local))  # noqa: S704  # Only addresses are others now.
