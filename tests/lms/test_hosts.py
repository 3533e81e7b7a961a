"""Hosts that are slow, that offer both versions of SCORM, or that are killed with the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from build_tools.formats.package import answers_in
from build_tools.formats.scorm12 import render_scorm12
from build_tools.formats.scorm2004 import render_scorm2004
from build_tools.languages.local import LocalCourse

VERSIONS = {"platform": render_scorm12, "platform2004": render_scorm2004}
OTHER = {"platform": "API_1484_11", "platform2004": "API"}
TRAP = """window.NAME = new Proxy({}, {get: (_, asked) => () => {
  window.trapped = (window.trapped || []).concat(asked);
  return "true";
}});"""
SAVED = 0.35  # Seconds until an answer is saved.

each_version = pytest.mark.parametrize("version", VERSIONS)
Kinds = dict[str, LocalCourse]


def packed(kinds: Kinds, version: str, code: str = "tr") -> bytes:
    render: Callable[..., bytes] = VERSIONS[version]
    return render(kinds[code], kinds[code].course.modules[0])


def score(lms: Any, version: str) -> str:
    return str(lms.value("cmi.core.score.raw" if version == "platform" else "cmi.score.raw"))


@each_version
def test_a_slow_host_is_waited_for(
    request: pytest.FixtureRequest, kinds: Kinds, play: Any, version: str
) -> None:
    lms = request.getfixturevalue(version)
    package = packed(kinds, version)
    frame = lms.launch(package, manner="slow")
    play(frame, answers_in(package))
    lms.hand_in(frame)
    assert score(lms, version) == "100"
    assert frame.locator('[data-notice="notSaved"]').count() == 0
    lms.leave()


@each_version
def test_arrow_keys_through_the_options_are_one_answer(
    request: pytest.FixtureRequest, kinds: Kinds, version: str
) -> None:
    lms = request.getfixturevalue(version)
    frame = lms.launch(packed(kinds, version))
    frame.locator(".is-main").click()
    frame.locator("input").first.focus()
    before = len(lms.calls())
    for _ in range(6):
        lms.page.keyboard.press("ArrowDown")
    lms.page.wait_for_timeout(SAVED * 1000)
    commits = [call for call in lms.calls()[before:] if "Commit" in call[0]]
    assert len(commits) == 1
    lms.leave()


@each_version
def test_of_two_versions_on_one_page_only_the_own_is_spoken_to(
    request: pytest.FixtureRequest, kinds: Kinds, play: Any, version: str
) -> None:
    lms = request.getfixturevalue(version)
    lms.page.add_init_script(f"if (top === window) {TRAP.replace('NAME', OTHER[version])}")
    package = packed(kinds, version)
    frame = lms.launch(package)
    play(frame, answers_in(package))
    lms.hand_in(frame)
    assert score(lms, version) == "100"
    lms.leave()
    assert lms.page.evaluate("window.trapped") is None


@each_version
def test_who_is_cut_off_without_a_word_loses_nothing(
    request: pytest.FixtureRequest, kinds: Kinds, play: Any, version: str
) -> None:
    lms = request.getfixturevalue(version)
    package = packed(kinds, version)
    answers = answers_in(package)
    play(lms.launch(package), answers)
    lms.page.wait_for_timeout(SAVED * 1000)
    lms.record = lms.page.evaluate("JSON.parse(JSON.stringify(lms.cmi))")  # No farewell.
    frame = lms.launch(package)
    expect(frame.locator('[data-notice="resumed"]')).to_be_visible()
    play(frame, {})
    lms.hand_in(frame)
    assert score(lms, version) == "100"
    lms.leave()
