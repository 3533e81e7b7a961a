"""Quizzes as SCORM 1.2 packages: a manifest, one page, the player.

Source: ADL SCORM 1.2, Content Aggregation Model and Run-Time Environment.
"""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup

from build_tools.course.shape import Module
from build_tools.formats.attempt import attempt_problems
from build_tools.formats.bundle import unzipped, zipped
from build_tools.formats.pages import page
from build_tools.formats.player import mount, mounted, player_files, quiz_data
from build_tools.formats.read_back import answer_of
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Answer
from build_tools.questions.shape import Use
from build_tools.sources import markdown
from build_tools.sources.problem import CourseError

MANIFEST: Final = "imsmanifest.xml"
LAUNCH: Final = "index.html"
LONGEST_TITLE: Final = 200


def render_scorm12(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the zip of the module's quiz in the language of ``local``.

    Raises:
        CourseError: if the module has no quiz, or one too long for an LMS.
    """
    if problems := attempt_problems(module):
        raise CourseError(*problems)
    title = _title(module)
    data = quiz_data(local, module, Use.QUIZ, "quiz", store="scorm12", heading=1)
    quiz = Markup(mount(data))  # noqa: S704  # Escaped by the player.
    files = dict(player_files())
    files[LAUNCH] = page("scorm/index.html", local, title=title, quiz=quiz).encode()
    values = _named(local, module) | {"files": sorted(files)}
    files[MANIFEST] = page("scorm/imsmanifest12.xml", local, **values).encode()
    return zipped(files)


def answers_in(package: bytes) -> dict[str, Answer]:
    """Read the answer of each question back out of a finished package, by id."""
    data = mounted(unzipped(package)[LAUNCH].decode())
    return {question["id"]: answer_of(question) for question in data["questions"]}


def _title(module: Module[str]) -> str:
    words = markdown.plain(module.quiz.title if module.quiz else module.title)
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"


def _named(local: LocalCourse, module: Module[str]) -> dict[str, Any]:
    """Ids are the same in all languages and releases: an LMS ties attempts to them.

    Only the package has its language in its name, so that one LMS can hold several.
    """
    name = f"tend.{local.course.id}.{module.id}"
    return {
        "package": f"{name}.{local.language.code}",
        "organization": f"{name}.organization",
        "item": f"{name}.quiz",
        "resource": f"{name}.resource",
        "title": _xml(_title(module)),
        "summary": _xml(markdown.plain(module.summary)),
    }


def _xml(words: str) -> Markup:
    """Escape what XML needs, and nothing else: some importers show ``&#39;`` as it stands."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(escaped)  # noqa: S704  # Escaped just above.
