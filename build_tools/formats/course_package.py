"""The whole course as one package: lessons, practice and quizzes, one place kept, one grade.

A package of one page: ``player/course.js`` turns what is in its templates. A package of several
languages fetches the pages of a language when somebody wants it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from build_tools.course.shape import Course, Module
from build_tools.formats import player
from build_tools.formats.bundle import zipped
from build_tools.formats.cmi5 import REACH, STRUCTURE, place_of
from build_tools.formats.course_attempt import course_attempt_problems, shared_prefix
from build_tools.formats.course_pages import SOUND, Asked, CoursePage, course_pages
from build_tools.formats.overlay import company_line, overlay_files
from build_tools.formats.package import (
    EVERY,
    LAUNCH,
    Locals,
    asked_in_all,
    cut_title,
    release_of,
    xml,
)
from build_tools.formats.pages import TEMPLATES, page, word_list
from build_tools.formats.player import PLAYER, player_files
from build_tools.formats.scorm_schemas import schemas_2004
from build_tools.formats.sound import sounds
from build_tools.languages.local import LocalCourse
from build_tools.questions.shape import Use
from build_tools.sources.markdown import plain
from build_tools.sources.problem import CourseError

COURSE: Final = "course"
TOLD: Final = ("course", "quiz", "mode", "store", "tag", "direction", "title")
NOTES: Final = ("blank", "cell", "notes")
TOLD_WORDS: Final = ("language", "noPages")
"""What a page of several languages says of each before anybody has chosen one."""
FIRST: Final = ("index", "orientation")  # Pages that come before all modules.


def render_course_scorm12(locals_: Locals) -> bytes:
    """Return the zip of the whole course in these languages, one or several, for SCORM 1.2.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    return _scorm(locals_, "scorm12", "scorm/imsmanifest12.xml", {})


def render_course_scorm2004(locals_: Locals, schemas: Mapping[str, bytes] | None = None) -> bytes:
    """Return the zip of the whole course in these languages, one or several, for SCORM 2004.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    extra = schemas_2004() if schemas is None else schemas
    return _scorm(locals_, "scorm2004", "scorm/imsmanifest2004.xml", extra)


def _scorm(
    locals_: Locals, store: player.Store, manifest: str, extra: Mapping[str, bytes]
) -> bytes:
    files = course_files(locals_, store)
    values = course_names(locals_) | {"files": sorted(files)}
    made = {"imsmanifest.xml": page(manifest, locals_[0], **values).encode()}
    return zipped({**files, **made, **extra})


def render_course_cmi5(locals_: Locals) -> bytes:
    """Return the zip of the whole course in these languages, one or several, for cmi5.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    course, place = locals_[0].course, place_of(locals_[0].course)
    judged = any(module.quiz for module in course.modules)
    move_on = "Passed" if judged and course.terms.status != "completed" else "Completed"
    about = {"place": place, "iri": f"{place}/{COURSE}", "activity": "course"}
    values = course_names(locals_) | about | {"move_on": move_on, "mastery": "", "launch": LAUNCH}
    made = {STRUCTURE: page("cmi5/cmi5.xml", locals_[0], **values).encode()}
    return zipped({**course_files(locals_, "cmi5", place, REACH), **made})


def course_files(
    locals_: Locals, store: player.Store, place: str = "", reach: str = ""
) -> dict[str, bytes]:
    """Return the page of the course, the player and the style sheets, by file name.

    ``store`` is where it is kept, and ``place`` the beginning of ids there, where it wants some;
    ``reach`` is added to the security policy of the page. Of several languages, each has a script
    that brings its pages.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    if problems := course_attempt_problems(locals_[0].course):
        raise CourseError(*problems)
    how = Asked(place=place, only=asked_in_all(each.course.modules for each in locals_))
    written = [_written(local, store, how) for local in locals_]
    made = _one(written[0], reach) if len(written) == 1 else _several(written, reach)
    played = {each.id.replace("/", "-"): each.html for one in written for each in one.pages}
    return {
        **player_files(store),
        **made,
        **_looks(),
        **overlay_files(locals_[0]),
        **sounds(played, locals_[0], SOUND),
    }


@dataclass(frozen=True, slots=True)
class _Written:
    """The course in one language: ``data`` is for the player, ``values`` for the template."""

    local: LocalCourse
    data: dict[str, Any]
    pages: tuple[CoursePage, ...]

    @property
    def values(self) -> dict[str, Any]:
        outside = [each for each in self.pages if each.module is None]
        mount = player.mount(self.data).replace('"tend-quiz"', '"tend-quiz tend-course"')
        return {
            "pages": self.pages,
            "first": [each for each in outside if each.id in FIRST],
            "modules": _grouped(self.local.course, self.pages),
            "company": company_line(self.local),
            "last": [each for each in outside if each.id not in FIRST],
            "mount": Markup(mount),  # noqa: S704  # Escaped by the player.
        }


def _written(local: LocalCourse, store: player.Store, how: Asked) -> _Written:
    pages = course_pages(local, how)
    return _Written(local, _data(local, pages, store), pages)


def _one(written: _Written, reach: str) -> dict[str, bytes]:
    shown = page(
        "course/index.html",
        written.local,
        **written.values,
        reach=reach,
        made=release_of(written.local.course),
    )
    return {LAUNCH: shown.encode()}


def _several(written: Sequence[_Written], reach: str) -> dict[str, bytes]:
    """Return a page that asks for a language, and its pages as a script for each."""
    told = [
        {name: one.data[name] for name in TOLD}
        | {"words": {name: one.data["words"][name] for name in TOLD_WORDS}}
        | {"name": one.local.language.name, "script": f"pages-{one.local.language.code}.js"}
        for one in written
    ]
    unscripted = " / ".join(one.data["words"]["noScript"] for one in written)
    picker = {"quiz": "languages", "words": {"noScript": unscripted}, "languages": told}
    mount = Markup(player.mount(picker))  # noqa: S704  # Escaped by the player.
    first = written[0].local
    about = {"reach": reach, "made": release_of(first.course)}
    shown = page("course/index.html", first, pages=(), mount=mount, **about)
    scripts = {each["script"]: _script(one) for each, one in zip(told, written, strict=True)}
    return {LAUNCH: shown.encode(), **scripts}


def _script(written: _Written) -> bytes:
    body = page("course/body.html", written.local, **written.values)
    tag = player.harmless(written.local.language.tag)
    return f"Tend.tongue({tag}, {player.harmless(body)});\n".encode()


def _looks() -> dict[str, bytes]:
    assets = TEMPLATES / "site" / "assets"
    return {
        "course.js": (PLAYER / "course.js").read_bytes(),
        "notes.js": (assets / "notes.js").read_bytes(),
        "course.css": (TEMPLATES / "course" / "course.css").read_bytes(),
        "lesson.css": (assets / "lesson.css").read_bytes(),
        "site.css": (assets / "site.css").read_bytes(),
    }


def course_names(locals_: Locals) -> dict[str, Any]:
    """Return ids and words for a manifest; ids are the same in all languages and releases."""
    name = f"tend.{locals_[0].course.id}.{COURSE}"
    said = [(local.language.tag, local.course) for local in locals_]
    titles = [(tag, xml(cut_title(plain(course.title)))) for tag, course in said]
    return {
        "made": release_of(locals_[0].course),
        "package": f"{name}.{locals_[0].language.code if len(locals_) == 1 else EVERY}",
        "organization": f"{name}.organization",
        "item": f"{name}.item",
        "resource": f"{name}.resource",
        "title": titles[0][1],
        "titles": titles,
        "summaries": [(tag, xml(plain(course.description))) for tag, course in said],
    }


def _grouped(
    course: Course[str], pages: Sequence[CoursePage]
) -> list[tuple[Module[str], list[CoursePage]]]:
    return [
        (module, [each for each in pages if each.module is module]) for module in course.modules
    ]


def _data(local: LocalCourse, pages: Sequence[CoursePage], store: player.Store) -> dict[str, Any]:
    terms = local.course.terms
    return {
        "course": local.course.id,
        "quiz": COURSE,
        "mode": COURSE,
        "store": store,
        "tag": local.language.tag,
        "direction": "rtl" if local.language.right_to_left else "ltr",
        "title": plain(local.course.title),
        "pass": 0,
        "terms": {"status": terms.status, "attempts": 0},
        "numbers": player.number_format(local.language),
        "words": {
            **word_list("player", local),
            **word_list("course", local),
            **{name: word_list("site", local)[name] for name in NOTES},
        },
        "questions": [],
        "pages": [_told(each) for each in pages],
    }


def _told(each: CoursePage) -> dict[str, Any]:
    said: dict[str, Any] = {"id": each.id, "key": each.key, "kind": each.kind, "title": each.title}
    if each.kind == "quiz" and each.module and each.module.quiz:
        quiz = each.module.quiz
        marked = any(question.marked for question in quiz.used_for(Use.QUIZ))
        said |= {
            "prefix": shared_prefix(each.module),
            "attempts": quiz.terms.attempts,
            "marked": marked,
        }
    return said
