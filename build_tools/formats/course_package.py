"""The whole course as one package: lessons, practice and quizzes, one place kept, one grade.

A package of one page: ``player/course.js`` turns what is in its templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from build_tools.course.shape import Course, Module
from build_tools.formats import player
from build_tools.formats.bundle import zipped
from build_tools.formats.course_attempt import course_attempt_problems, shared_prefix
from build_tools.formats.course_pages import SOUND, CoursePage, course_pages
from build_tools.formats.package import LAUNCH, cut_title, xml
from build_tools.formats.pages import TEMPLATES, page, word_list
from build_tools.formats.player import PLAYER, player_files
from build_tools.formats.scorm_schemas import schemas_2004
from build_tools.formats.sound import sounds
from build_tools.languages.local import LocalCourse
from build_tools.questions.shape import Use
from build_tools.sources.markdown import plain
from build_tools.sources.problem import CourseError

COURSE: Final = "course"


def render_course_scorm12(local: LocalCourse) -> bytes:
    """Return the zip of the whole course in the language of ``local``, for SCORM 1.2.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    return _scorm(local, "scorm12", "scorm/imsmanifest12.xml", {})


def render_course_scorm2004(
    local: LocalCourse, schemas: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the zip of the whole course in the language of ``local``, for SCORM 2004.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    extra = schemas_2004() if schemas is None else schemas
    return _scorm(local, "scorm2004", "scorm/imsmanifest2004.xml", extra)


def _scorm(
    local: LocalCourse, store: player.Store, manifest: str, extra: Mapping[str, bytes]
) -> bytes:
    files = course_files(local, store)
    values = course_names(local) | {"files": sorted(files)}
    made = {"imsmanifest.xml": page(manifest, local, **values).encode()}
    return zipped({**files, **made, **extra})


def course_files(local: LocalCourse, store: player.Store, reach: str = "") -> dict[str, bytes]:
    """Return the page of the course, the player and the style sheets, by file name.

    ``store`` is where it is kept; ``reach`` is added to the security policy of the page.

    Raises:
        CourseError: if what a learner does in it might not fit into an LMS.
    """
    if problems := course_attempt_problems(local.course):
        raise CourseError(*problems)
    pages = course_pages(local)
    mount = player.mount(_data(local, pages, store)).replace(
        '"tend-quiz"', '"tend-quiz tend-course"'
    )
    shown = page(
        "course/index.html",
        local,
        pages=pages,
        first=pages[0],
        modules=_grouped(local.course, pages),
        last=[each for each in pages[1:] if each.module is None],
        mount=Markup(mount),  # noqa: S704  # Escaped by the player.
        reach=reach,
    )
    assets = TEMPLATES / "site" / "assets"
    return {
        **player_files(),
        LAUNCH: shown.encode(),
        "course.js": (PLAYER / "course.js").read_bytes(),
        "course.css": (TEMPLATES / "course" / "course.css").read_bytes(),
        "lesson.css": (assets / "lesson.css").read_bytes(),
        "site.css": (assets / "site.css").read_bytes(),
        **sounds({each.id.replace("/", "-"): each.html for each in pages}, local, SOUND),
    }


def course_names(local: LocalCourse) -> dict[str, Any]:
    """Return ids and words for a manifest; ids are the same in all languages and releases."""
    name = f"tend.{local.course.id}.{COURSE}"
    title, summary = (xml(plain(words)) for words in (local.course.title, local.course.description))
    return {
        "package": f"{name}.{local.language.code}",
        "organization": f"{name}.organization",
        "item": f"{name}.item",
        "resource": f"{name}.resource",
        "title": cut_title(title),
        "titles": [(local.language.tag, cut_title(title))],
        "summaries": [(local.language.tag, summary)],
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
        "words": {**word_list("player", local), **word_list("course", local)},
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
