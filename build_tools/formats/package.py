"""What every package of a quiz has, whatever it is wrapped in: names, titles, one page, the player.

A package speaks one language, or several with buttons to change between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from build_tools import __version__
from build_tools.course.shape import Course, Module
from build_tools.course.terms import filled_title
from build_tools.formats.assessments import packed_modules
from build_tools.formats.attempt import attempt_problems
from build_tools.formats.bundle import unzipped
from build_tools.formats.overlay import company_line, overlay_files, privacy_box
from build_tools.formats.pages import page
from build_tools.formats.player import Store, askable, mount, mounted, player_files, quiz_data
from build_tools.formats.read_back import answer_of
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Answer
from build_tools.questions.shape import Use
from build_tools.sources import markdown
from build_tools.sources.problem import CourseError

LAUNCH: Final = "index.html"
EVERY: Final = "all"  # Stands where a package of one language has its code.
LONGEST_TITLE: Final = 200

Locals = Sequence[LocalCourse]


def spoken(locals_: Locals, module: Module[str]) -> list[tuple[LocalCourse, Module[str]]]:
    """Return the module as each language says it; ``module`` is how the first one does."""
    others = [
        (local, next(each for each in packed_modules(local.course) if each.id == module.id))
        for local in locals_[1:]
    ]
    return [(locals_[0], module), *others]


def quizzes(
    locals_: Locals, module: Module[str], store: Store, more: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the quiz for the player in each language; ``more`` is told to the store.

    It has the questions that every one of these languages can ask, so that a learner who
    changes the language goes on with the same quiz.

    Raises:
        CourseError: if the quiz is too long for an LMS.
    """
    if problems := attempt_problems(module):
        raise CourseError(*problems)
    said = spoken(locals_, module)
    asked = [_quiz(*each, store) for each in said]
    shared = asked_in_all([own] for _, own in said)
    return [with_only(shared, quiz) | dict(more or {}) for quiz in asked]


def asked_in_all(languages: Iterable[Iterable[Module[str]]]) -> frozenset[str]:
    """Return the ids of the questions that every language can ask; each gives its modules."""
    asked = [frozenset(name for own in modules for name in askable(own)) for modules in languages]
    return frozenset.intersection(*asked)


def package_files(
    locals_: Locals, module: Module[str], asked: Sequence[dict[str, Any]], reach: str = ""
) -> dict[str, bytes]:
    """Return the page with the quiz, and the player, by file name.

    ``reach`` is added to the security policy of the page.
    """
    quiz = Markup(mount(_joined(asked)))  # noqa: S704  # Escaped by the player.
    shown = page(
        "scorm/index.html",
        locals_[0],
        title=title_of(locals_[0], module),
        quiz=quiz,
        reach=reach,
        made=release_of(locals_[0].course),
        company=company_line(locals_[0]),
        privacy=list(map(privacy_box, locals_)),
    )
    played = player_files(asked[0]["store"], practice=False)
    return {**played, **overlay_files(locals_[0]), LAUNCH: shown.encode()}


def names(locals_: Locals, module: Module[str]) -> dict[str, Any]:
    """Return ids and words for a manifest.

    Ids are the same in all languages and releases: an LMS ties attempts to them. Only the
    package has its language in its name, so that one LMS can hold several.
    """
    name = f"tend.{locals_[0].course.id}.{module.id}"
    said = [(local.language.tag, local, own) for local, own in spoken(locals_, module)]
    return {
        "made": release_of(locals_[0].course),
        "package": f"{name}.{locals_[0].language.code if len(locals_) == 1 else EVERY}",
        "organization": f"{name}.organization",
        "item": f"{name}.quiz",
        "resource": f"{name}.resource",
        "title": xml(title_of(locals_[0], module)),
        "titles": [(tag, xml(title_of(local, own))) for tag, local, own in said],
        "summaries": [(tag, xml(markdown.plain(own.summary))) for tag, _, own in said],
    }


def title_of(local: LocalCourse, module: Module[str]) -> str:
    """Return what an LMS calls the package, no longer than it would cut it."""
    course, quiz = local.course, module.quiz.title if module.quiz else module.title
    gaps = {"course": course.title, "module": module.title, "number": str(module.number or "")}
    pattern = course.package_title or "{quiz}"
    return cut_title(markdown.plain(filled_title(pattern, {**gaps, "quiz": quiz})))


def release_of(course: Course[Any]) -> str:
    """Return which release of a course a package holds, and which release of Tend packed it."""
    return f"{course.id} {course.version}, packed by Tend {__version__}".replace("--", "-")


def cut_title(words: str) -> str:
    """Return a title no longer than a platform would cut it."""
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"


def xml(words: str) -> Markup:
    """Escape what XML needs, and nothing else: some importers show ``&#39;`` as it stands."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(escaped)  # noqa: S704  # Escaped just above.


def answers_in(package: bytes) -> dict[str, Answer]:
    """Read the answer of each question back out of a finished package, by id."""
    return _answers(mounted(unzipped(package)[LAUNCH].decode()))


def answers_by_language(package: bytes) -> dict[str, dict[str, Answer]]:
    """Read the answers back out of a package of several languages, by tag and id."""
    languages = mounted(unzipped(package)[LAUNCH].decode())["languages"]
    return {quiz["tag"]: _answers(quiz) for quiz in languages}


def _answers(quiz: Mapping[str, Any]) -> dict[str, Answer]:
    return {question["id"]: answer_of(question) for question in quiz["questions"]}


def _quiz(local: LocalCourse, module: Module[str], store: Store) -> dict[str, Any]:
    quiz = quiz_data(local, module, Use.QUIZ, "quiz", store=store, heading=1)
    return quiz | {"name": local.language.name}


def with_only(shared: Collection[str], quiz: dict[str, Any]) -> dict[str, Any]:
    """Return the quiz with these questions, also where some are drawn of several."""
    draws = [
        draw | {"among": [name for name in draw["among"] if name in shared]}
        for draw in quiz["draw"]
    ]
    questions = [question for question in quiz["questions"] if question["id"] in shared]
    return quiz | {"draw": draws, "questions": questions}


def _joined(asked: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if len(asked) == 1:
        return asked[0]
    unscripted = " / ".join(quiz["words"]["noScript"] for quiz in asked)
    return {"quiz": asked[0]["quiz"], "words": {"noScript": unscripted}, "languages": list(asked)}
