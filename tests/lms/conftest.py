"""The course of every kind of question, the real course, and the player in a page."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, Route, expect

from build_tools.course.reading import read_course
from build_tools.course.shape import Course
from build_tools.formats.bundle import unzipped
from build_tools.formats.player import player_files
from build_tools.languages.local import LocalCourse
from build_tools.languages.saying import say
from build_tools.questions.answers import (
    Answer,
    Between,
    Filled,
    Matched,
    Ordered,
    Picked,
    Travelled,
    Unmarked,
    Written,
)
from build_tools.sources.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MIDDLE = (
    "<!doctype html><title>Middle</title>"
    "<style>html, body, iframe {margin: 0; width: 100%; height: 100%; border: 0; display: block}"
    '</style><iframe src="/package/index.html" title="Quiz"></iframe>'
)
CHOSEN = {
    "preload": False,  # Else it fetches style sheets, which files may not.
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
SMALL = """() => [...document.querySelectorAll("button, a, select, input, textarea, summary")]
  .filter(one => one.checkVisibility() && !(one.tagName === "A" && one.closest(".md-typeset")))
  .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)
  .concat(document.documentElement.scrollWidth > window.innerWidth ? ["scrolls sideways"] : [])"""
READ = (".md", ".yml", ".svg", ".po")


def sources(root: Path) -> Mapping[str, str]:
    paths = [path for room in ("course", "quizzes", "locales") for path in (root / room).rglob("*")]
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(paths)
        if path.suffix in READ
    }


def said(
    root: Path, change: Callable[[Course[Text]], Course[Text]] = lambda course: course
) -> dict[str, LocalCourse]:
    files = sources(root)
    course = change(read_course(files))
    return {language.code: say(course, language, files) for language in course.languages}


@pytest.fixture(scope="session")
def kinds() -> dict[str, LocalCourse]:
    """A course with one question of each kind, by language."""
    return said(HERE / "kinds")


@pytest.fixture(scope="session")
def written() -> Course[Text]:
    """The course of each kind as it was written."""
    return read_course(sources(HERE / "kinds"))


@pytest.fixture(scope="session")
def course(begun: Callable[[Course[Text]], Course[Text]]) -> dict[str, LocalCourse]:
    """Our course with its first module, by language."""
    return said(ROOT, begun)


@pytest.fixture(scope="session")
def blanks() -> LocalCourse:
    """A course whose first lesson has every kind of block, with lines and blanks to fill in."""
    return said(ROOT / "tests" / "print" / "small")["en"]


@pytest.fixture(scope="session")
def player(browser: Browser) -> Iterator[Page]:
    """A page with the player and no quiz, to ask its functions."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Player</title>")
    page.add_script_tag(content=player_files()["player.js"].decode())
    yield page
    page.close()


class Platform:
    """A learning platform that plays a package in nested frames, and remembers what it is told."""

    def __init__(self, browser: Browser, packages: Path, standard: str = "scorm12") -> None:
        self.context = browser.new_context(locale="en-US")
        self.context.route("**/*", self._serve)
        self.package: Mapping[str, bytes] = {}
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.said.append(said.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.said: list[str] = []
        self.strange: list[str] = []
        self.record: Any = None
        self.run_time = packages / "scorm-again" / "dist" / f"{standard}.js"
        self.axe = (packages / "axe-core" / "axe.min.js").read_text("utf-8")

    def launch(self, package: bytes, manner: str = "", mode: str = "normal") -> Frame:
        """Open the package as the same learner as before; return the frame of the quiz."""
        self.package = unzipped(package)
        self.page.goto(f"http://platform.test/?manner={manner}")
        if manner != "none":
            self.page.evaluate("([record, mode]) => begin(record, mode)", [self.record, mode])
        self.page.evaluate("show()")
        middle = self.page.frame_locator("iframe").frame_locator("iframe")
        middle.locator(".tend-title, .tend-list, #page h1").first.wait_for()
        return next(frame for frame in self.page.frames if "/package/" in frame.url)

    def leave(self) -> list[list[str]]:
        """Close the quiz as platforms do, and return every call of this session."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        calls: list[list[str]] = self.page.evaluate("calls")
        self.record = self.page.evaluate("JSON.parse(JSON.stringify(lms.cmi))")
        return calls

    @staticmethod
    def hand_in(frame: Frame) -> None:
        """Hand in from the look over all answers."""
        frame.locator(".tend-jumps ~ .tend-buttons .is-main").click()
        expect(frame.locator(".tend-title").first).to_be_focused()

    def value(self, name: str) -> str:
        """Return what the platform holds."""
        return str(self.page.evaluate("name => lms.getCMIValue(name)", name))

    def calls(self) -> list[list[str]]:
        calls: list[list[str]] = self.page.evaluate("calls")
        return calls

    def barriers(self, frame: Frame) -> list[str]:
        """Return what axe finds on the screen, controls a finger misses, and sideways scrolling."""
        frame.evaluate(self.axe)
        found = frame.evaluate("chosen => axe.run(chosen)", CHOSEN)
        held = [f"{one['id']}: {at['html']}" for one in found["violations"] for at in one["nodes"]]
        small: list[str] = frame.evaluate(SMALL)
        return [*held, *small]

    def _serve(self, route: Route) -> None:
        host, _, path = route.request.url.removeprefix("http://").partition("/")
        name = path.partition("?")[0]
        if host == "platform.test" and not name:
            route.fulfill(path=HERE / "platform.html")
        elif name == "middle.html":
            route.fulfill(body=MIDDLE, content_type="text/html")
        elif name == "run-time.js":
            route.fulfill(path=self.run_time)
        elif name.removeprefix("package/") in self.package:
            kind = mimetypes.guess_type(name)[0]
            route.fulfill(body=self.package[name.removeprefix("package/")], content_type=kind)
        else:
            self.strange.append(route.request.url)
            route.abort()


@pytest.fixture
def platform(browser: Browser, node_modules: Path) -> Iterator[Platform]:
    """A platform for one learner; at the end nothing strange may have been asked for or said."""
    yield from _running(Platform(browser, node_modules))


@pytest.fixture
def platform2004(browser: Browser, node_modules: Path) -> Iterator[Platform]:
    """The same for SCORM 2004."""
    yield from _running(Platform(browser, node_modules, "scorm2004"))


def _running(used: Platform) -> Iterator[Platform]:
    yield used
    used.context.close()
    assert used.strange == []
    assert used.said == []


@pytest.fixture
def play() -> Callable[[Frame, Mapping[str, Any]], None]:
    """How to play a quiz."""
    return play_quiz


@pytest.fixture
def give() -> Callable[[Locator, Any], None]:
    """How to answer one question."""
    return give_answer


@pytest.fixture
def wrong() -> Callable[[Answer], Any]:
    """What is wrong instead of an answer."""
    return wrong_answer


def play_quiz(frame: Frame, answers: Mapping[str, Any]) -> None:
    """Begin if need be, give these answers by question id, and stop before handing in."""
    begin = frame.locator(".tend-facts ~ .tend-buttons .is-main")
    if begin.count():
        begin.click()
    while (question := frame.locator("fieldset.tend-question")).count():
        name = frame.locator("legend").first.get_attribute("id") or ""
        given = answers.get(next((each for each in answers if f"-{each}-" in name), ""))
        if given is not None:
            give_answer(question, given)
        frame.locator(".tend-buttons .is-main").click()


def wrong_answer(answer: Answer) -> Any:
    """Return an answer that is not right."""
    match answer:
        case Picked(keys):
            return Picked(tuple(key for key in "abcdef"[:3] if key not in keys)[:1] or ("a",))
        case Between(low, _):
            return Between(low - 1, low - 1) if low > 1 else Between(Decimal(77), Decimal(77))
        case Matched(pairs):
            return Matched(tuple((left, pairs[0][1]) for left, _ in pairs))
        case Ordered(keys):
            return Ordered(keys[::-1])
        case _:
            raise AssertionError(answer)


def give_answer(question: Locator, answer: Any) -> None:
    """Answer one question on the screen."""
    HANDS[type(answer)](question, answer)


def _write(question: Locator, words: str) -> None:
    question.locator("input, textarea").fill(words)


def _pick(question: Locator, answer: Picked) -> None:
    for box in question.locator("input[type=checkbox]:checked").all():
        box.uncheck()
    for key in answer.keys:
        question.locator(f'input[value="{key}"]').check()


def _match(question: Locator, answer: Matched) -> None:
    for left, right in answer.pairs:
        question.locator(f'select[id$="-{left}"]').select_option(right)


def _fill(question: Locator, answer: Filled) -> None:
    for gap, wanted in answer.gaps:
        place = question.locator(f'[data-key="{gap}"]')
        if isinstance(wanted, Picked):
            place.select_option(wanted.keys[0])
        else:
            place.fill(f"{wanted.low:f}")


def _travel(question: Locator, answer: Travelled) -> None:
    for _ in answer.steps:  # Options are shuffled and have no keys to see: these are the best.
        question.locator(".tend-move", has_text=re.compile("Good morning|Gladly")).click()


HANDS: Mapping[type, Callable[[Locator, Any], None]] = {
    str: _write,
    Between: lambda question, answer: _write(question, f"{answer.low:f}"),
    Written: lambda question, answer: _write(question, answer.accepted[0]),
    Picked: _pick,
    Matched: _match,
    Ordered: lambda question, answer: _sort(question, answer.keys),
    Filled: _fill,
    Travelled: _travel,
    Unmarked: lambda _question, _answer: None,
}


def _sort(question: Locator, keys: tuple[str, ...]) -> None:
    for place, key in enumerate(keys):
        while (now := _place(question, key)) > place:
            question.locator(f'li[data-key="{key}"] .tend-arrow-up').click()
            assert _place(question, key) == now - 1


def _place(question: Locator, key: str) -> int:
    found = question.locator(".tend-order > li").evaluate_all(
        "all => all.map(one => one.dataset.key)"
    )
    return int(found.index(key))
