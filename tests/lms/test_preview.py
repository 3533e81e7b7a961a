"""The page in which admins try a package before they import it."""

from __future__ import annotations

import http.client
import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from build_tools.formats.package import answers_in
from build_tools.formats.packages import PACKAGES
from build_tools.languages.local import LocalCourse
from build_tools.lms_preview import Preview, read_package, server
from build_tools.sources.problem import CourseError


def package_of(local: LocalCourse, name: str) -> bytes:
    return PACKAGES[name].render(local, local.course.modules[0])


@pytest.fixture
def serve() -> Iterator[Callable[[Preview], str]]:
    running = []

    def start(preview: Preview) -> str:
        serving = server(preview, "127.0.0.1:0")
        running.append(serving)
        threading.Thread(target=serving.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{serving.server_address[1]}"

    yield start
    for serving in running:
        serving.shutdown()
        serving.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    said: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def quiz_in(page: Page) -> Frame:
    middle = page.frame_locator("iframe").frame_locator("iframe")
    middle.locator(".tend-title").first.wait_for()
    return next(frame for frame in page.frames if "/package/" in frame.url)


def held(page: Page, name: str) -> str:
    row = page.locator("#held tr", has=page.get_by_role("rowheader", name=name, exact=True))
    return row.locator("td").inner_text()


RESULTS = {
    "scorm12": {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100"},
    "scorm2004": {"cmi.success_status": "passed", "cmi.score.raw": "100"},
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_package_is_played_to_its_end_without_a_breach(
    kinds: dict[str, LocalCourse], serve: Any, page: Page, play: Any, name: str
) -> None:
    package = package_of(kinds["en"], name)
    page.goto(serve(read_package(package, "a.zip")))
    frame = quiz_in(page)
    play(frame, {**answers_in(package), "m01-q11": "In my own words."})
    frame.locator(".tend-buttons .is-main").click()
    frame.locator(".tend-score").wait_for()
    assert {element: held(page, element) for element in RESULTS[name]} == RESULTS[name]
    page.get_by_role("button", name="Close as a platform does").click()
    expect(page.locator("#stage iframe")).to_have_count(0)
    assert page.locator("#log .is-breach").all_inner_texts() == []
    assert page.locator("#log li", has_text=re.compile("LMSFinish|Terminate")).count() == 1


def test_what_was_suspended_goes_on_until_it_is_forgotten(
    kinds: dict[str, LocalCourse], serve: Any, page: Page
) -> None:
    page.goto(serve(read_package(package_of(kinds["en"], "scorm12"), "a.zip")))
    frame = quiz_in(page)
    frame.locator(".is-main").first.click()
    frame.locator("input").first.check()
    page.get_by_role("button", name="Close as a platform does").click()
    page.get_by_role("button", name="Open", exact=True).click()
    quiz_in(page)
    assert held(page, "cmi.core.entry") == "resume"
    assert held(page, "cmi.suspend_data")
    page.get_by_role("button", name="Forget everything").click()
    quiz_in(page)
    assert held(page, "cmi.core.entry") == "ab-initio"


def test_a_platform_in_trouble_can_be_tried(
    kinds: dict[str, LocalCourse], serve: Any, page: Page
) -> None:
    page.goto(serve(read_package(package_of(kinds["en"], "scorm12"), "a.zip")))
    frame = quiz_in(page)
    page.get_by_label("refuse to save").check()
    frame.locator(".is-main").first.click()
    frame.locator("input").first.check()
    expect(frame.locator('[data-notice="notSaved"]')).to_be_visible()
    assert page.locator('[data-breach="refused"]').count() > 0


BREACHES = {
    "scorm12": [
        ("LMSGetValue('cmi.core.entry')", "301", "notOpen"),
        ("LMSInitialize()", "201", "argument"),
        ("LMSInitialize('')", "0", ""),
        ("LMSInitialize('')", "101", "opened"),
        ("LMSSetValue('cmi.core.lesson_status', 'done')", "405", "type"),
        ("LMSSetValue('cmi.core.score.raw', '100.5')", "405", "range"),
        ("LMSSetValue('cmi.core.score.raw', 100)", "201", "argument"),
        ("LMSSetValue('cmi.suspend_data', 'x'.repeat(4097))", "405", "type"),
        ("LMSSetValue('cmi.core.entry', '')", "403", "readOnly"),
        ("LMSGetValue('cmi.core.exit')", "404", "writeOnly"),
        ("LMSSetValue('cmi.interactions._count', '1')", "402", "keyword"),
        ("LMSSetValue('cmi.interactions.1.id', 'q')", "201", "order"),
        ("LMSSetValue('cmi.interactions.0.id', 'q')", "0", ""),
        ("LMSSetValue('cmi.interactions.0.student_response', 'a')", "201", "dependency"),
        ("LMSSetValue('cmi.interactions.0.type', 'choice')", "0", ""),
        ("LMSSetValue('cmi.interactions.0.student_response', 'first')", "405", "type"),
        ("LMSSetValue('cmi.interactions.0.result', 'incorrect')", "405", "type"),
        ("LMSSetValue('cmi.core.session_time', '1:2:3')", "405", "type"),
        ("LMSGetValue('cmi.success_status')", "201", "unknown"),
        ("LMSFinish('')", "0", ""),
        ("LMSCommit('')", "301", "over"),
    ],
    "scorm2004": [
        ("Commit('')", "142", "notOpen"),
        ("Initialize('')", "0", ""),
        ("GetValue('cmi.location')", "403", ""),
        ("SetValue('cmi.interactions.0.type', 'choice')", "408", "dependency"),
        ("SetValue('cmi.interactions.0.id', 'two words')", "406", "type"),
        ("SetValue('cmi.score.scaled', '1.5')", "407", "range"),
        ("SetValue('cmi.score.scaled', '0.12345678')", "406", "type"),
        ("SetValue('cmi.session_time', 'PT1.234S')", "406", "type"),
        ("SetValue('cmi.objectives.1.id', 'o')", "351", "order"),
        ("SetValue('cmi.core.lesson_status', 'passed')", "401", "unknown"),
        ("Terminate('')", "0", ""),
        ("SetValue('cmi.location', '1')", "133", "over"),
    ],
}


@pytest.mark.parametrize("name", BREACHES)
def test_breaches_are_named_and_have_the_code_of_the_standard(
    kinds: dict[str, LocalCourse], serve: Any, page: Page, name: str
) -> None:
    page.goto(serve(read_package(package_of(kinds["en"], name), "a.zip")))
    quiz_in(page)
    told = page.evaluate(
        """calls => {
          const version = calls[0][0].startsWith("LMS") ? "1.2" : "2004";
          let breach;
          const runtime = Preview.runtime(Preview.models[version], { values: {} },
            { refuses: () => false, said: call => { breach = call.breach; } });
          const last = version === "1.2" ? "LMSGetLastError" : "GetLastError";
          return calls.map(([call]) => {
            const [, act, given] = /^(\\w+)\\((.*)\\)$/.exec(call);
            runtime.api[act](...readArguments(given));
            return [call, runtime.api[last](), breach];
          });
          function readArguments(text) {
            return text === "" ? [] : text.split(", ").map(one => {
              if (one.endsWith("repeat(4097)")) return "x".repeat(4097);
              return one.startsWith("'") ? one.slice(1, -1) : Number(one);
            });
          }
        }""",
        [list(each) for each in BREACHES[name]],
    )
    assert [tuple(each) for each in told] == BREACHES[name]


def test_leaving_without_a_word_is_a_breach(
    kinds: dict[str, LocalCourse], serve: Any, page: Page
) -> None:
    rude = "<script>parent.parent.API.LMSInitialize('')</script>"
    preview = read_package(package_of(kinds["en"], "scorm12"), "a.zip")
    files = {**preview.files, "index.html": rude.encode()}
    page.goto(serve(Preview(files, "1.2", "index.html", "Rude", "rude")))
    expect(page.locator("#log li")).to_have_count(1)
    page.get_by_role("button", name="Close as a platform does").click()
    assert page.locator('[data-breach="left"]').count() == 1


def test_the_page_can_be_used_by_everybody(
    kinds: dict[str, LocalCourse], serve: Any, page: Page, node_modules: Any
) -> None:
    page.goto(serve(read_package(package_of(kinds["en"], "scorm12"), "a.zip")))
    quiz_in(page)
    page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text("utf-8"))
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []


def status_of(address: str, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_nothing_outside_the_package_can_be_asked_for(
    kinds: dict[str, LocalCourse], serve: Any
) -> None:
    address = serve(read_package(package_of(kinds["en"], "scorm12"), "a.zip"))
    assert status_of(address, "/package/index.html") == 200
    for path in ("/../lms_preview.py", "/package/../index.html", "/%2e%2e/cli.py", "/package//etc"):
        assert status_of(address, path) == 404
    assert status_of(address, "/", Host="elsewhere.test:80") == 404


def zip_of(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


EMPTY = "<manifest><metadata><schemaversion>{}</schemaversion></metadata>{}</manifest>"
RESOURCE = '<resources><resource identifier="r" href="a.html"/></resources>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK", "no zip"),
        (zip_of(index_html=""), "no imsmanifest.xml"),
        (zip_of(folder__imsmanifest_xml=""), "at the top of the zip"),
        (zip_of(cmi5_xml=""), "cmi5 needs a record store"),
        (zip_of(imsmanifest_xml="<manifest>"), "cannot be read"),
        (zip_of(imsmanifest_xml='<!DOCTYPE m [<!ENTITY a "a">]><m>&a;</m>'), "cannot be read"),
        (zip_of(imsmanifest_xml=EMPTY.format("1.2", RESOURCE)), "launches `a.html`"),
        (zip_of(imsmanifest_xml=EMPTY.format("AICC", RESOURCE), a_html=""), "no version of SCORM"),
    ],
)
def test_what_platforms_could_not_launch_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(CourseError) as refused:
        read_package(content, "a.zip")
    assert "a.zip:1:1: not-a-package" in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize("address", ["8000", "localhost:", ":80", "localhost:99999"])
def test_an_address_has_a_host_and_a_port(kinds: dict[str, LocalCourse], address: str) -> None:
    preview = read_package(package_of(kinds["en"], "scorm12"), "a.zip")
    with pytest.raises(ValueError, match=address):
        server(preview, address)
