"""cmi5: packages with sound ids, and a quiz played against a small record store of our own."""

from __future__ import annotations

import json
import mimetypes
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Browser, Frame, Request, expect
from ralph.models.xapi.base.statements import BaseXapiStatement
from ralph.models.xapi.base.unnested_objects import BaseXapiActivityInteractionDefinition

from build_tools.course.shape import StatusPolicy, Terms
from build_tools.formats.bundle import unzipped
from build_tools.formats.cmi5 import render_cmi5, render_cmi5_all
from build_tools.formats.course_package import render_course_cmi5
from build_tools.formats.package import answers_in
from build_tools.languages.local import LocalCourse

NS = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
CMI5 = "https://w3id.org/xapi/cmi5/context/"
VERBS = "http://adlnet.gov/expapi/verbs/"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "nina"}}
REGISTRATION = "760e3480-ba55-4991-94b0-01820dbd23a2"
ACTIVITY = "https://lms.example/activities/77"
SESSION = "c0ffee"
TEMPLATE: Any = {
    "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://own.example/au"}]},
    "extensions": {f"{CMI5}extensions/sessionid": SESSION},
}
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, PUT, POST",
    "Access-Control-Allow-Headers": "authorization, content-type, x-experience-api-version",
}
PAGE = b'<!doctype html><title>LMS</title><link rel="icon" href="data:,"><iframe></iframe>'
DURATION = r"PT\d+H\d\d?M\d\d?\.\d\dS"
RESULTS: Mapping[str, set[str]] = {
    "initialized": set(),
    "completed": {"completion", "duration"},
    "passed": {"success", "score", "duration"},
    "failed": {"success", "score", "duration"},
    "terminated": {"duration"},
}


class Server(ThreadingHTTPServer):
    """A server that takes it calmly when a page is closed in the middle of an answer."""

    def handle_error(self, *_: Any) -> None:
        """Say nothing."""


class Platform:
    """A learning platform: it launches a package, answers by xAPI, and remembers everything."""

    def __init__(self, browser: Browser) -> None:
        self.package: Mapping[str, bytes] = {}
        self.documents: dict[tuple[str, str], Any] = {}
        self.statements: dict[str, Any] = {}  # By id, in the order they came.
        self.tokens: dict[str, int] = {}
        self.preferences: Any = None
        self.away = False
        self.refused: list[str] = []  # What was asked for while the platform was away.
        self.wrongs: list[str] = []
        self.server = Server(("127.0.0.1", 0), type("Own", (Requests,), {"platform": self}))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.context = browser.new_context(locale="en-US")
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda said: self.said.append(said.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.unanswered: set[Request] = set()
        self.page.on("request", self.asks)
        self.page.on("requestfinished", self.has_answer)
        self.page.on("requestfailed", self.has_answer)

    def host(self, name: str = "127.0.0.1") -> str:
        return f"http://{name}:{self.server.server_port}"

    def launch(self, package: bytes, endpoint: str = "127.0.0.1", **data: Any) -> Frame:
        """Launch the package as the same learner as before; return the frame of the quiz."""
        self.package = unzipped(package)
        self.statements = {}
        start = {"contextTemplate": TEMPLATE, "launchMode": "Normal", "moveOn": "Passed"}
        self.documents[ACTIVITY, "LMS.LaunchData"] = {**start, "masteryScore": 0.8, **data}
        query = {
            "endpoint": f"{self.host(endpoint)}/xapi",
            "fetch": f"{self.host(endpoint)}/fetch?once={len(self.tokens)}",
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activityId": ACTIVITY,
        }
        return self.open(f"index.html?{urlencode(query)}")

    def open(self, address: str) -> Frame:
        """Open a page of the package in a frame."""
        self.page.goto(f"{self.host()}/")
        self.page.evaluate("src => { document.querySelector('iframe').src = src; }", address)
        quiz = self.page.frame_locator("iframe").locator(".tend-title, #page h1").first
        quiz.wait_for()
        return next(frame for frame in self.page.frames if "index.html" in frame.url)

    def leave(self) -> list[Any]:
        """Close the quiz, and return the statements of the session."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        return self.session()

    def session(self) -> list[Any]:
        """Return the statements of the session once it has been terminated."""
        self.wait_for(lambda: f"{VERBS}terminated" in self.verbs())
        return list(self.statements.values())

    def verbs(self) -> list[str]:
        return [statement["verb"]["id"] for statement in list(self.statements.values())]

    def state(self) -> Any:
        return self.documents.get((ACTIVITY, "attempt"))

    def wait_for(self, seen: Callable[[], bool]) -> None:
        """Wait until the platform has seen something."""
        until = time.monotonic() + 30
        while not seen() and time.monotonic() < until:
            self.page.wait_for_timeout(20)
        assert seen()

    def asks(self, request: Request) -> None:
        self.unanswered.add(request)

    def has_answer(self, request: Request) -> None:
        self.unanswered.discard(request)

    def wait_for_silence(self) -> None:
        """Wait until the package has asked for nothing for a while, else it saves by itself."""
        for _ in range(10):
            self.page.wait_for_timeout(30)
            self.wait_for(lambda: not self.unanswered)

    @staticmethod
    def hand_in(frame: Frame) -> None:
        frame.locator(".tend-jumps ~ .tend-buttons .is-main").click()
        expect(frame.locator(".tend-score")).to_have_count(1)

    def token(self, once: str) -> Any:
        self.tokens[once] = self.tokens.get(once, 0) + 1
        if self.tokens[once] > 1:
            return {"error-code": "1", "error-text": "used before"}
        return {"auth-token": f"token{once}"}

    def take(self, statements: Any) -> None:
        for statement in statements:
            known = self.statements.setdefault(statement["id"], statement)
            if known != statement:
                self.wrongs.append(f"two statements with one id: {statement['id']}")

    def close(self) -> None:
        self.context.close()
        self.server.shutdown()
        self.server.server_close()


class Requests(BaseHTTPRequestHandler):
    """What a platform hears."""

    platform: Platform
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_OPTIONS(self) -> None:
        self.reply(204)

    def do_GET(self) -> None:
        path, _ = self.asked()
        if path in {"/", "/back"}:
            self.reply(200, PAGE, "text/html")
        elif path.removeprefix("/") in self.platform.package:
            kind = mimetypes.guess_type(path)[0] or "text/plain"
            self.reply(200, self.platform.package[path.removeprefix("/")], kind)
        else:
            self.xapi()

    def do_POST(self) -> None:
        path, query = self.asked()
        if path == "/fetch" and not self.platform.away:
            body = json.dumps(self.platform.token(query["once"])).encode()
            self.reply(200, body, "application/json")
        else:
            self.xapi()

    def do_PUT(self) -> None:
        self.xapi()

    def xapi(self) -> None:
        path, query = self.asked()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.platform.away:
            self.platform.refused.append(path)
            self.reply(503)
            return
        if not self.headers.get("Authorization", "").startswith("Basic token"):
            self.platform.wrongs.append(f"no token: {self.path}")
        if self.headers.get("X-Experience-API-Version") != "1.0.3":
            self.platform.wrongs.append(f"no version: {self.path}")
        if path == "/xapi/activities/state":
            self.state(query, body)
        elif path == "/xapi/agents/profile":
            self.document(self.platform.preferences)
        elif path == "/xapi/statements" and self.command == "POST":
            self.platform.take(json.loads(body))
            self.reply(200, b"[]", "application/json")
        else:
            self.platform.wrongs.append(self.path)
            self.reply(404)

    def state(self, query: Mapping[str, str], body: bytes) -> None:
        wanted = {"agent": ACTOR, "registration": REGISTRATION}
        if {
            "agent": json.loads(query["agent"]),
            "registration": query["registration"],
        } != wanted:
            self.platform.wrongs.append(self.path)
        place = query["activityId"], query["stateId"]
        if self.command == "PUT":
            self.platform.documents[place] = json.loads(body)
            self.reply(204)
        else:
            self.document(self.platform.documents.get(place))

    def document(self, value: Any) -> None:
        if value is None:
            self.reply(404)
        else:
            self.reply(200, json.dumps(value).encode(), "application/json")

    def asked(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return parts.path, {name: found[0] for name, found in parse_qs(parts.query).items()}

    def reply(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        for name, value in CORS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def lms(browser: Browser) -> Iterator[Platform]:
    """A platform for one learner; at the end nothing strange may have been asked for or said."""
    used = Platform(browser)
    yield used
    used.close()
    assert used.wrongs == []
    assert [said for said in used.said if "Failed to load resource" not in said] == []


def check_strictly(statements: list[Any], mastery: float | None = 0.8, module: str = "m01") -> None:
    """Hold a session to xAPI and to cmi5, to the letter."""
    verbs = [statement["verb"]["id"].removeprefix(VERBS) for statement in statements]
    assert (verbs[0], verbs[-1]) == ("initialized", "terminated")
    defined = [verb for verb in verbs if verb != "answered"]
    assert len(set(defined)) == len(defined)
    assert {"passed", "failed"} - {*defined}
    times = [datetime.fromisoformat(statement["timestamp"]) for statement in statements]
    assert times == sorted(times)
    for verb, statement in zip(verbs, statements, strict=True):
        BaseXapiStatement.model_validate(statement)
        assert statement["timestamp"].endswith("Z")
        assert statement["actor"] == ACTOR
        context, result = statement["context"], statement.get("result", {})
        assert context["registration"] == REGISTRATION
        assert context["contextActivities"]["grouping"] == TEMPLATE["contextActivities"]["grouping"]
        assert context["extensions"][f"{CMI5}extensions/sessionid"] == SESSION
        if "duration" in result:
            assert re.fullmatch(DURATION, result["duration"])
        if verb == "answered":
            _check_answer(statement, module)
        else:
            _check_defined(verb, statement, mastery)


def _check_answer(statement: Any, module: str) -> None:
    BaseXapiActivityInteractionDefinition.model_validate(statement["object"]["definition"])
    activities = statement["context"]["contextActivities"]
    assert "category" not in activities
    assert activities["parent"] == [{"objectType": "Activity", "id": ACTIVITY}]
    assert re.fullmatch(rf"https://\S+/xapi/[\w-]+/quiz/{module}-q\d\d", statement["object"]["id"])


def _check_defined(verb: str, statement: Any, mastery: float | None) -> None:
    result, context = statement.get("result", {}), statement["context"]
    judged = {"success", "completion"} & {*result}
    categories = ["cmi5", "moveon"] if judged else ["cmi5"]
    found = [one["id"] for one in context["contextActivities"]["category"]]
    assert found == [f"{CMI5}categories/{name}" for name in categories]
    assert statement["object"] == {"objectType": "Activity", "id": ACTIVITY}
    assert {*result} == RESULTS[verb]
    told = context["extensions"].get(f"{CMI5}extensions/masteryscore")
    assert told == (mastery if "success" in result else None)
    if "success" in result and mastery is not None:
        assert (result["score"]["scaled"] >= mastery) is (verb == "passed") is result["success"]


def package_of(local: LocalCourse) -> bytes:
    return render_cmi5(local, local.course.modules[0])


def with_terms(local: LocalCourse, terms: Terms) -> bytes:
    module = local.course.modules[0]
    assert module.quiz is not None
    return render_cmi5(local, replace(module, quiz=replace(module.quiz, terms=terms)))


def structure(package: bytes) -> Any:
    return etree.fromstring(unzipped(package)["cmi5.xml"])


def test_the_structure_has_what_the_standard_wants_in_its_order(
    course: dict[str, LocalCourse],
) -> None:
    root = structure(package_of(course["es"]))
    assert root.tag == f"{NS}courseStructure"
    assert [child.tag for child in root] == [f"{NS}course", f"{NS}au"]
    assert [child.tag for child in root[0]] == [f"{NS}title", f"{NS}description"]
    assert [child.tag for child in root[1]] == [f"{NS}title", f"{NS}description", f"{NS}url"]
    assert dict(root[1].attrib) == {
        "id": "https://tend-and-grow.invalid/xapi/01-active-farmer/quiz",
        "moveOn": "Passed",
        "masteryScore": "0.8",
        "launchMethod": "AnyWindow",
        "activityType": "http://adlnet.gov/expapi/activities/assessment",
    }
    assert {words.get("lang") for words in root.iter(f"{NS}langstring")} == {"es-419"}
    assert root.findtext(f"{NS}au/{NS}url") in unzipped(package_of(course["es"]))


def test_a_package_of_all_languages_names_itself_in_each(course: dict[str, LocalCourse]) -> None:
    locals_ = tuple(course.values())
    root = structure(render_cmi5_all(locals_, locals_[0].course.modules[0]))
    for title in root.iter(f"{NS}title"):
        tags = [words.get("lang") for words in title]
        assert tags == [local.language.tag for local in locals_]
        assert len({words.text for words in title}) == len(tags)


def test_units_have_the_same_id_in_all_languages_and_courses_have_not(
    course: dict[str, LocalCourse],
) -> None:
    roots = [structure(package_of(local)) for local in course.values()]
    assert len({root[1].get("id") for root in roots}) == 1
    assert len({root[0].get("id") for root in roots}) == len(roots)


@pytest.mark.parametrize("endpoint", ["127.0.0.1", "localhost"])
def test_all_right_is_completed_and_passed(
    lms: Platform, course: dict[str, LocalCourse], play: Any, endpoint: str
) -> None:
    package = package_of(course["fr"])
    answers = answers_in(package)
    frame = lms.launch(package, endpoint)
    play(frame, answers)
    lms.hand_in(frame)
    statements = lms.leave()
    check_strictly(statements)
    told = [statement for statement in statements if statement["verb"]["id"] == f"{VERBS}answered"]
    assert [one["object"]["id"].rpartition("/")[2] for one in told] == list(answers)
    assert all(one["result"]["success"] for one in told)
    assert {one["context"]["language"] for one in told} == {"fr"}
    for one in told:
        definition = one["object"]["definition"]
        if definition["interactionType"] != "numeric":
            assert one["result"]["response"] in definition["correctResponsesPattern"]
    assert lms.verbs()[-3:] == [f"{VERBS}{verb}" for verb in ("completed", "passed", "terminated")]
    lms.wait_for(lambda: lms.state()["passed"] and lms.state()["completed"])


def test_all_wrong_is_completed_and_not_failed_while_there_are_tries(
    lms: Platform, course: dict[str, LocalCourse], play: Any, wrong: Any
) -> None:
    package = package_of(course["en"])
    frame = lms.launch(package)
    play(frame, {name: wrong(answer) for name, answer in answers_in(package).items()})
    lms.hand_in(frame)
    statements = lms.leave()
    check_strictly(statements)
    assert {statement["verb"]["id"] for statement in statements[1:-2]} == {f"{VERBS}answered"}
    assert statements[-2]["verb"]["id"] == f"{VERBS}completed"


def test_no_tries_left_is_failed_once(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = with_terms(course["en"], Terms(attempts=1))
    frame = lms.launch(package)
    play(frame, {})
    lms.hand_in(frame)
    check_strictly(lms.leave())
    assert lms.verbs()[-2] == f"{VERBS}failed"
    lms.launch(package)
    check_strictly(lms.leave())
    assert lms.verbs() == [f"{VERBS}initialized", f"{VERBS}terminated"]


def test_where_completion_is_enough_nobody_is_judged(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = with_terms(course["en"], Terms(status=StatusPolicy.COMPLETED))
    assert structure(package)[1].get("moveOn") == "Completed"
    frame = lms.launch(package)
    play(frame, {})
    lms.hand_in(frame)
    check_strictly(lms.leave())
    assert lms.verbs()[-2] == f"{VERBS}completed"


def test_who_leaves_and_comes_back_goes_on_and_completes_only_once(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["tr"])
    answers = answers_in(package)
    half = {name: answer for name, answer in answers.items() if name < "m01-q06"}
    frame = lms.launch(package)
    play(frame, half)
    check_strictly(lms.leave())
    frame = lms.launch(package)
    assert frame.locator('[data-notice="resumed"]').count() == 1
    play(frame, {})
    lms.hand_in(frame)
    first = lms.leave()
    check_strictly(first)
    assert f"{VERBS}completed" in lms.verbs()
    assert f"{VERBS}passed" not in lms.verbs()
    frame = lms.launch(package)
    frame.locator(".tend-score ~ .tend-buttons .tend-button").first.click()
    play(frame, answers)
    lms.hand_in(frame)
    check_strictly(lms.leave())
    assert f"{VERBS}completed" not in lms.verbs()
    assert lms.verbs()[-2] == f"{VERBS}passed"


def test_every_kind_of_question_is_a_sound_statement(
    lms: Platform, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"])
    frame = lms.launch(package)
    play(frame, {**answers_in(package), "m01-q11": "My own words."})
    lms.hand_in(frame)
    statements = lms.leave()
    check_strictly(statements)
    told = {
        one["object"]["id"].rpartition("/")[2]: one["object"]["definition"]
        for one in statements
        if one["verb"]["id"] == f"{VERBS}answered"
    }
    parts = {"m01-q01": "choices", "m01-q04": "source", "m01-q05": "choices", "m01-q10": "target"}
    for name, part in {**parts, "m01-q08": "steps", "m01-q09": "steps"}.items():
        assert told[name][part]
        assert all(each["description"]["en"] for each in told[name][part])
    assert told["m01-q01"]["name"] == {"en": "Pick the right one"}


def test_the_platform_may_ask_for_more_than_the_package(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = lms.launch(package, masteryScore=0.95)
    assert "95" in frame.locator(".tend-facts").inner_text()
    play(frame, dict(list(answers_in(package).items())[:9]))
    lms.hand_in(frame)
    assert frame.locator(".tend-score.is-right").count() == 0
    check_strictly(lms.leave(), 0.95)
    assert f"{VERBS}passed" not in lms.verbs()


@pytest.mark.parametrize("mode", [pytest.param("Browse", marks=pytest.mark.full), "Review"])
def test_looking_back_says_hello_and_goodbye_and_nothing_else(
    lms: Platform, course: dict[str, LocalCourse], play: Any, mode: str
) -> None:
    package = package_of(course["en"])
    frame = lms.launch(package, launchMode=mode)
    assert frame.locator('[data-notice="lookingBack"]').count() == 1
    play(frame, answers_in(package))
    lms.hand_in(frame)
    statements = lms.leave()
    check_strictly(statements)
    assert len(statements) == 2
    assert lms.state() is None


def test_a_platform_that_is_away_is_reported_and_can_be_tried_again(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    answers = answers_in(package)
    lms.away = True
    frame = lms.launch(package)
    play(frame, answers)
    lms.hand_in(frame)
    notice = frame.locator('[data-notice="notSaved"]')
    expect(notice).to_be_visible()
    notice.locator("button").click()
    lms.wait_for_silence()
    expect(notice).to_be_visible()
    lms.away = False
    notice.locator("button").click()
    expect(notice).to_have_count(0)
    check_strictly(lms.leave())
    assert len(lms.statements) == len(answers) + 4


def test_what_could_not_be_sent_goes_with_the_last_message(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = lms.launch(package)
    play(frame, answers_in(package))
    lms.wait_for(lambda: "m01-q10=" in str(lms.state()))
    lms.away = True
    lms.hand_in(frame)
    expect(frame.locator('[data-notice="notSaved"]')).to_be_visible()
    lms.away = False
    check_strictly(lms.leave())
    assert f"{VERBS}passed" in lms.verbs()


def test_answers_a_platform_has_not_taken_are_kept_in_the_browser(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = lms.launch(package)
    lms.away = True
    play(frame, answers_in(package))
    expect(frame.locator('[data-notice="notSaved"]')).to_be_visible()
    lms.page.goto("about:blank")
    lms.wait_for(lambda: "/xapi/statements" in lms.refused[-2:])  # The last message, lost as well.
    lms.away = False
    frame = lms.launch(package)
    play(frame, {})
    lms.hand_in(frame)
    check_strictly(lms.leave())
    assert f"{VERBS}passed" in lms.verbs()


def test_a_page_loaded_again_needs_no_second_token(
    lms: Platform, course: dict[str, LocalCourse]
) -> None:
    frame = lms.launch(package_of(course["en"]))
    lms.open(frame.url)
    expect(lms.page.frame_locator("iframe").locator("[data-notice]")).to_have_count(0)
    assert set(lms.tokens.values()) == {1}
    assert lms.verbs().count(f"{VERBS}initialized") == 1


def test_the_way_back_is_shown_and_taken(lms: Platform, course: dict[str, LocalCourse]) -> None:
    frame = lms.launch(package_of(course["en"]), returnURL=f"{lms.host()}/back")
    frame.get_by_role("button", name="Back to the learning platform").click()
    check_strictly(lms.session())
    frame.wait_for_url("**/back")


def test_an_address_that_runs_something_is_no_way_back(
    lms: Platform, course: dict[str, LocalCourse]
) -> None:
    frame = lms.launch(package_of(course["en"]), returnURL="javascript:alert(1)")
    assert frame.get_by_role("button", name="Back to the learning platform").count() == 0


def test_without_a_launch_the_quiz_works_and_says_so(
    lms: Platform, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    lms.package = unzipped(package)
    frame = lms.open("index.html?actor=nonsense")
    expect(frame.locator('[data-notice="alone"]')).to_be_visible()
    play(frame, answers_in(package))
    lms.hand_in(frame)
    assert frame.locator(".tend-score.is-right").count() == 1
    assert lms.statements == {}


def test_the_language_that_the_platform_knows_comes_first(
    lms: Platform, course: dict[str, LocalCourse]
) -> None:
    locals_ = tuple(course.values())
    package = render_cmi5_all(locals_, locals_[0].course.modules[0])
    lms.preferences = {"languagePreference": "zh-CN,fr", "audioPreference": "on"}
    frame = lms.launch(package)
    assert frame.locator(".tend-quiz").get_attribute("lang") == "zh-Hans"
    frame.get_by_role("button", name="Français").click()
    assert frame.locator("html").get_attribute("lang") == "fr"
    check_strictly(lms.leave())


# The whole course.


def easy(local: LocalCourse) -> LocalCourse:
    """Return a course of two modules, each with a lesson and one easy question."""
    module = local.course.modules[0]
    assert module.quiz is not None
    first, _ = module.quiz.questions[:2]
    modules = tuple(
        replace(
            module,
            id=f"0{number}-kinds",
            number=number,
            quiz=replace(module.quiz, questions=(replace(first, id=f"m0{number}-q01"),)),
        )
        for number in (1, 2)
    )
    return replace(local, course=replace(local.course, modules=modules))


def visit(frame: Frame, page: str) -> None:
    frame.locator(f'.outline a[href="#{page}"]').dispatch_event("click")  # The frame is small.
    expect(frame.locator("#page h1")).to_be_focused()


def solve(frame: Frame) -> None:
    """Answer the only question of the quiz in view, and hand it in."""
    frame.locator("#page .tend-facts ~ .tend-buttons .is-main").click()
    frame.locator('#page input[value="a"]').check()
    frame.locator("#page .is-main").click()
    frame.locator(".tend-jumps ~ .tend-buttons .is-main").click()
    expect(frame.locator("#page .tend-score.is-right")).to_be_visible()


def test_a_course_is_passed_when_all_of_it_is_read_and_solved(
    lms: Platform, kinds: dict[str, LocalCourse]
) -> None:
    package = render_course_cmi5((easy(kinds["en"]),))
    frame = lms.launch(package, masteryScore=None)
    visit(frame, "01-kinds/quiz")
    solve(frame)
    visit(frame, "01-kinds/01-only")
    first = lms.leave()
    verbs = [statement["verb"]["id"].removeprefix(VERBS) for statement in first]
    assert verbs == ["initialized", "answered", "terminated"]
    assert first[1]["object"]["id"].endswith("/xapi/01-kinds/quiz/m01-q01")
    check_strictly(first, None)

    frame = lms.launch(package, masteryScore=None)
    assert frame.locator("#page h1").inner_text() == "The only lesson"
    visit(frame, "02-kinds/quiz")
    solve(frame)
    assert f"{VERBS}passed" not in lms.verbs()
    visit(frame, "02-kinds/01-only")
    lms.wait_for(lambda: f"{VERBS}passed" in lms.verbs())
    second = lms.leave()
    check_strictly(second, None, "m02")
    verbs = [statement["verb"]["id"].removeprefix(VERBS) for statement in second]
    assert verbs == ["initialized", "answered", "completed", "passed", "terminated"]
    assert second[3]["result"]["score"] == {"scaled": 1}


def test_a_platform_may_ask_more_of_a_course_than_its_quizzes_do(
    lms: Platform, kinds: dict[str, LocalCourse]
) -> None:
    local = easy(kinds["en"])
    quizzes = (module.quiz for module in local.course.modules)
    lenient = tuple(replace(quiz, pass_percent=0) for quiz in quizzes if quiz)
    modules = zip(local.course.modules, lenient, strict=True)
    course = replace(local.course, modules=tuple(replace(a, quiz=b) for a, b in modules))
    frame = lms.launch(render_course_cmi5((replace(local, course=course),)), masteryScore=0.9)
    for number in (1, 2):
        visit(frame, f"0{number}-kinds/01-only")
        visit(frame, f"0{number}-kinds/quiz")
        frame.locator("#page .tend-facts ~ .tend-buttons .is-main").click()
        frame.locator("#page .is-main").click()
        frame.locator(".tend-jumps ~ .tend-buttons .is-main").click()
    lms.wait_for(lambda: f"{VERBS}completed" in lms.verbs())
    assert f"{VERBS}passed" not in [statement["verb"]["id"] for statement in lms.leave()]


def test_a_course_is_one_unit_that_names_itself_in_each_language(
    kinds: dict[str, LocalCourse],
) -> None:
    locals_ = tuple(map(easy, kinds.values()))
    package = render_course_cmi5(locals_)
    root = structure(package)
    tags = [local.language.tag for local in locals_]
    assert [words.get("lang") for words in root[1][0]] == tags
    assert dict(root[1].attrib) == {
        "id": "https://kinds.invalid/xapi/course",
        "moveOn": "Passed",
        "launchMethod": "AnyWindow",
        "activityType": "http://adlnet.gov/expapi/activities/course",
    }
    assert root[0].get("id") == "https://kinds.invalid/xapi/tend.kinds.course.all"
    assert "connect-src http: https:" in unzipped(package)["index.html"].decode()
