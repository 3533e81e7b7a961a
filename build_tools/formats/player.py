"""What the quiz player is given: questions as JSON values, and its own files.

The site and every LMS package show questions with the same player (``player/*.js``).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from build_tools.course.shape import Course, Language, Module, Quiz, Terms
from build_tools.formats.asked import asked
from build_tools.formats.attempt import written_room
from build_tools.formats.marks import badged_values
from build_tools.formats.pages import word_list
from build_tools.languages import voice
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.shape import Use
from build_tools.questions.text import TextQuestion
from build_tools.sources import markdown

Mode: TypeAlias = Literal["quiz", "practice"]
Store: TypeAlias = Literal["browser", "scorm12", "scorm2004", "cmi5", "course"]

PLAYER: Final = Path(__file__).parents[1] / "player"
KINDS: Final = (
    "kind-choice.js",
    "kind-match.js",
    "kind-order.js",
    "kind-written.js",
    "kind-cloze.js",
    "kind-scenario.js",
    "kind-likert.js",
)
COMMENT: Final = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
INDENT: Final = re.compile(r"^[ \t]+", re.MULTILINE)
MARKS: Final = (".", ",")
EITHER_WAY: Final = ("es",)  # Half of Latin America writes 1,234.5, the other half 1.234,5.
LINKED: Final = ("browser", "course")  # Where the lessons are, too.
SCORM: Final = ("store-browser.js", "store-scorm.js")
STORES: Final[Mapping[Store, Sequence[str]]] = {
    "browser": ("store-browser.js",),
    "scorm12": (*SCORM, "store-scorm12.js"),
    "scorm2004": ("notation.js", *SCORM, "store-scorm2004.js"),
    "cmi5": ("notation.js", "xapi.js", "store-browser.js", "store-cmi5.js"),
}
"""What each way to keep an attempt needs; all can do without a platform."""
PRACTICE: Final = "practice.js"
SCRIPTS: Final = (
    *("elements.js", "numbers.js", "attempt.js", *KINDS, "session.js", "quiz.js", PRACTICE),
    *("notation.js", "xapi.js", "store-browser.js", "store-scorm.js", "store-scorm12.js"),
    *("store-scorm2004.js", "store-cmi5.js", "picker.js", "player.js"),
)


def player_files(store: Store | None = None, *, practice: bool = True) -> Mapping[str, bytes]:
    """Return the player by file name; its script is files of ``SCRIPTS``, in that order.

    With a ``store``, only what that needs comes along; ``practice`` is for knowledge checks.
    """
    unused = set() if practice else {PRACTICE}
    if store:
        unused |= {name for names in STORES.values() for name in names} - {*STORES[store]}
    names = [name for name in SCRIPTS if name not in unused]
    script = "\n".join((PLAYER / name).read_text("utf-8") for name in names)
    style = (PLAYER / "player.css").read_text("utf-8")
    return {"player.css": compact(style).encode(), "player.js": compact(script).encode()}


def compact(code: str) -> str:
    """Return a script or a style sheet without its comments of whole lines and its indents.

    A third of the player is that, and every package carries it. Nothing of it may span lines but
    comments: no template literals (``tests/lms/test_packages.py``).
    """
    return INDENT.sub("", COMMENT.sub("", code))


def quiz_data(  # noqa: PLR0913  # Each says something else about the same quiz.
    local: LocalCourse,
    module: Module[str],
    use: Use,
    mode: Mode,
    only: Sequence[str] = (),
    *,
    store: Store = "browser",
    heading: int = 2,
    rooms: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return questions of a module with everything the player says, as JSON values.

    ``only`` picks questions by id, in that order. ``heading`` is the level of the player's
    first heading. On the site a question links to the lesson to read again, by an address
    relative to the folder of the module; a package without lessons names them. ``rooms`` says how
    many letters each written answer may have, where that depends on more than this quiz.
    """
    questions = _questions(module, use, only)
    draws = _draws(module, questions) if use is Use.QUIZ and not only else []
    terms = module.quiz.terms if module.quiz and store != "browser" else Terms()
    if rooms is None:
        rooms = written_room(questions, module.quiz.draws if draws and module.quiz else ())
    data: dict[str, Any] = {
        "course": local.course.id,
        "quiz": "/".join((module.id, mode if mode == "quiz" else "-".join(only or (use,)))),
        "mode": mode,
        "store": store,
        "heading": heading,
        "tag": local.language.tag,
        "direction": "rtl" if local.language.right_to_left else "ltr",
        "title": markdown.plain(module.quiz.title) if module.quiz else "",
        "intro": _inline(module.quiz.intro) if module.quiz else None,
        "pass": pass_percent(module.quiz, terms) if module.quiz else 0,
        "takes": _takes(module, local.language) if store not in LINKED else "",
        "terms": _terms(terms),
        "draw": draws,
        "numbers": number_format(local.language),
        "words": dict(word_list("player", local)),
        "questions": [
            asked(question, local, rooms)
            | {"review": _review(question, local.course, module, linked=store in LINKED)}
            for question in questions
        ],
    }
    said: dict[str, Any] = badged_values(data, local) if local.stale else data
    return said


def pass_percent(quiz: Quiz[str], terms: Terms) -> int:
    """Return the pass mark of a quiz; an admin may have set another one."""
    return quiz.pass_percent if terms.pass_percent is None else terms.pass_percent


def number_format(language: Language) -> dict[str, Any]:
    """Return how people of a language type numbers, and how the player shows them to them."""
    decimal, group = voice.number_marks(language)
    either = language.code in EITHER_WAY
    return {
        "decimal": list(MARKS) if either else [decimal],
        "group": list(MARKS) if either else [group],
        "show": decimal,
        "percent": voice.percent(0, language).replace("0", "{n}"),
        "example": voice.number(Decimal("1234.5"), language),
    }


def mount(data: Mapping[str, Any]) -> str:
    """Return the HTML that the player turns into the quiz that ``data`` describes."""
    name = "quiz-" + "-".join(str(data["quiz"]).split("/"))
    words = html.escape(data["words"]["noScript"])
    return (
        f'<div class="tend-quiz" data-quiz="{name}"><noscript><p>{words}</p></noscript></div>'
        f'<script type="application/json" id="{name}">{harmless(data)}</script>'
    )


def mounted(page: str) -> Mapping[str, Any]:
    """Return the data of the only quiz that ``mount`` put into a page."""
    start = page.index('<script type="application/json"')
    found: dict[str, Any] = json.loads(
        page[page.index(">", start) + 1 : page.index("</script>", start)]
    )
    return found


def _questions(module: Module[str], use: Use, only: Sequence[str]) -> tuple[AnyQuestion[str], ...]:
    used = module.quiz.used_for(use) if module.quiz else ()
    by_id = {question.id: question for question in used if _can_be_asked(question)}
    return tuple(by_id[name] for name in only or by_id if name in by_id)


def _draws(module: Module[str], questions: Sequence[AnyQuestion[str]]) -> list[dict[str, Any]]:
    known = {question.id for question in questions}
    return [
        {
            "name": draw.name,
            "count": draw.count,
            "among": [name for name in draw.among if name in known],
        }
        for draw in (module.quiz.draws if module.quiz else ())
    ]


def _takes(module: Module[str], language: Language) -> str:
    """Return how long the quiz takes, where no page around it says so."""
    return voice.minutes(module.quiz_minutes, language) if module.quiz_minutes else ""


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "attempts": terms.attempts,
        "answers": terms.show_answers,
        "status": terms.status,
        "minutes": terms.time_limit_minutes,
    }


def askable(module: Module[str]) -> frozenset[str]:
    """Return the ids of the questions of a quiz that its language can ask."""
    return frozenset(each.id for each in _questions(module, Use.QUIZ, ()))


def _can_be_asked(question: AnyQuestion[str]) -> bool:
    """Tell whether the language knows what to accept; `tend check` reports where it does not."""
    return not isinstance(question, TextQuestion) or bool(question.accepted)


def _inline(words: str | None) -> str | None:
    return markdown.inline(words) if words else None


def _review(
    question: AnyQuestion[str], course: Course[str], module: Module[str], *, linked: bool
) -> dict[str, str] | None:
    """Return where to read again; the lesson may belong to an earlier module."""
    address, _, anchor = question.review.partition("#")
    folder, _, lesson = address.rpartition("/")
    places = {(each.id, page.id): page.title for each in course.modules for page in each.lessons}
    title = places.get((folder or module.id, lesson))
    if title is None:
        return None
    up = f"../{folder}/" if folder else ""
    href = f"{up}{lesson}.html#{anchor}" if anchor else f"{up}{lesson}.html"
    return {"title": markdown.plain(title), "href": href if linked else ""}


def harmless(data: object) -> str:
    """Write JSON that cannot end the element, or the line of a script, it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
