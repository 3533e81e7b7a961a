"""One package in several languages: a change of language loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from build_tools.formats.bundle import unzipped
from build_tools.formats.cmi5 import render_cmi5_all
from build_tools.formats.package import answers_by_language, answers_in
from build_tools.formats.scorm12 import render_scorm12, render_scorm12_all
from build_tools.formats.scorm2004 import render_scorm2004_all
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Picked
from build_tools.questions.shape import Use

RENDERERS = {
    "scorm12": render_scorm12_all,
    "scorm2004": render_scorm2004_all,
    "cmi5": render_cmi5_all,
}
WISH = """Object.defineProperty(navigator, "languages", {
  configurable: true, get: () => ["WISH", "en"]
});"""
NAMES = {"fr": "Français", "es": "Español", "tr": "Türkçe", "zh": "简体中文"}


def package_of(said: dict[str, LocalCourse], standard: str = "scorm12") -> bytes:
    locals_ = tuple(said.values())
    return RENDERERS[standard](locals_, locals_[0].course.modules[0])


def change(frame: Frame, name: str) -> None:
    frame.get_by_role("button", name=name, exact=True).click()


def spoken(frame: Frame) -> str | None:
    return frame.locator("html").get_attribute("lang")


@pytest.mark.parametrize("standard", RENDERERS)
def test_every_language_has_the_keys_of_the_source(
    course: dict[str, LocalCourse], standard: str
) -> None:
    quiz = course["en"].course.modules[0].quiz
    assert quiz is not None
    wanted = {question.id: question.answer for question in quiz.used_for(Use.QUIZ)}
    tags = [local.language.tag for local in course.values()]
    assert answers_by_language(package_of(course, standard)) == dict.fromkeys(tags, wanted)


def test_only_what_every_language_can_ask_is_asked(kinds: dict[str, LocalCourse]) -> None:
    found = answers_by_language(package_of(kinds))
    assert {"m01-q07" in answers for answers in found.values()} == {False}
    assert {len(answers) for answers in found.values()} == {10}


def test_the_language_of_the_browser_comes_first(
    platform: Any, course: dict[str, LocalCourse]
) -> None:
    package = package_of(course)
    wishes = {"fr-CA": "fr", "es-MX": "es-419", "zh-CN": "zh-Hans", "TR": "tr", "de": "en"}
    for wish, tag in wishes.items():
        platform.page.add_init_script(WISH.replace("WISH", wish))
        assert spoken(platform.launch(package)) == tag
        platform.leave()
        platform.record = None


@pytest.mark.parametrize(
    "version", [pytest.param("platform", marks=pytest.mark.full), "platform2004"]
)
def test_a_change_keeps_answers_place_and_result(
    request: pytest.FixtureRequest, course: dict[str, LocalCourse], play: Any, version: str
) -> None:
    lms = request.getfixturevalue(version)
    package = package_of(course, "scorm12" if version == "platform" else "scorm2004")
    answers = answers_in(render_scorm12(course["en"], course["en"].course.modules[0]))
    frame = lms.launch(package)
    frame.locator(".tend-stage .is-main").click()
    first = answers["m01-q01"]
    assert isinstance(first, Picked)
    frame.locator(f'input[value="{first.keys[0]}"]').check()
    order = frame.locator("input").evaluate_all("all => all.map(one => one.value)")
    change(frame, NAMES["tr"])
    assert spoken(frame) == "tr"
    assert frame.locator("[data-notice]").count() == 0
    assert frame.locator("input").evaluate_all("all => all.map(one => one.value)") == order
    assert frame.locator("input:checked").count() == 1
    expect(frame.get_by_role("button", name=NAMES["tr"])).to_be_focused()
    frame.locator(".tend-stage .is-main").click()
    change(frame, NAMES["zh"])
    frame.locator(".tend-stage .tend-buttons .tend-button").first.click()
    assert frame.locator("input:checked").count() == 1
    play(frame, {name: answer for name, answer in answers.items() if name != "m01-q01"})
    lms.hand_in(frame)
    change(frame, NAMES["fr"])
    assert frame.locator(".tend-score.is-right").count() == 1
    assert frame.locator(".tend-answer .is-right.tend-verdict").count() == len(answers)
    lms.leave()
    score = lms.record["core"]["score"] if version == "platform" else lms.record["score"]
    assert score["raw"] == "100"


@pytest.mark.parametrize(
    "version", ["platform", pytest.param("platform2004", marks=pytest.mark.full)]
)
def test_who_comes_back_finds_the_language_chosen_before(
    request: pytest.FixtureRequest, course: dict[str, LocalCourse], version: str
) -> None:
    lms = request.getfixturevalue(version)
    package = package_of(course, "scorm12" if version == "platform" else "scorm2004")
    frame = lms.launch(package)
    frame.locator(".tend-stage .is-main").click()
    change(frame, NAMES["es"])
    lms.leave()
    lms.page.evaluate("localStorage.clear()")  # Another machine: the platform knows it.
    frame = lms.launch(package)
    assert spoken(frame) == "es-419"
    assert frame.locator("fieldset.tend-question").count() == 1
    assert frame.get_by_role("button", name=NAMES["es"]).get_attribute("aria-current") == "true"
    lms.leave()


def test_reports_are_in_the_language_of_the_moment(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    frame = platform2004.launch(package_of(course, "scorm2004"))
    change(frame, NAMES["fr"])
    play(frame, {})
    platform2004.hand_in(frame)
    assert platform2004.value("cmi.interactions.0.description").startswith("{lang=fr}")
    assert platform2004.value("cmi.interactions.0.id") == "m01-q01"
    platform2004.leave()


def test_a_change_while_the_platform_is_away_loses_nothing(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course)
    answers = answers_in(render_scorm12(course["en"], course["en"].course.modules[0]))
    platform.record = None
    frame = platform.launch(package, manner="late")
    play(frame, answers)
    change(frame, NAMES["tr"])
    notice = frame.locator('[data-notice="notSaved"]')
    expect(notice).to_be_visible()
    platform.page.evaluate("healthy = true")
    notice.locator("button").click()
    expect(notice).to_have_count(0)
    play(frame, {})
    platform.hand_in(frame)
    platform.leave()
    assert platform.record["core"]["score"]["raw"] == "100"


def test_the_choice_works_without_a_platform_too(
    platform: Any, course: dict[str, LocalCourse]
) -> None:
    package = package_of(course)
    frame = platform.launch(package, manner="none")
    frame.locator(".tend-stage .is-main").click()
    frame.locator(".tend-stage .is-main").click()
    change(frame, NAMES["zh"])
    expect(frame.locator('[data-notice="alone"]')).to_be_visible()
    frame = platform.launch(package, manner="none")
    assert spoken(frame) == "zh-Hans"
    assert frame.locator("fieldset.tend-question").count() == 1


def test_right_to_left_turns_with_the_language(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    frame = platform.launch(package_of(kinds))
    change(frame, "العربية")
    assert frame.locator("html").get_attribute("dir") == "rtl"
    change(frame, "English")
    assert frame.locator("html").get_attribute("dir") == "ltr"
    platform.leave()


def test_the_choice_has_no_barrier(platform: Any, course: dict[str, LocalCourse]) -> None:
    platform.page.set_viewport_size({"width": 320, "height": 640})
    platform.page.emulate_media(reduced_motion="reduce")  # Colours are measured at rest.
    frame = platform.launch(package_of(course))
    assert _blemishes(frame, platform.axe) == []
    group = frame.get_by_role("group", name="Language")
    assert group.locator("button").all_inner_texts() == ["English", *NAMES.values()]
    assert frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    change(frame, NAMES["zh"])
    assert _blemishes(frame, platform.axe) == []
    platform.leave()


def _blemishes(frame: Frame | Page, axe: str) -> list[str]:
    frame.evaluate(axe)
    found = frame.evaluate("() => axe.run({preload: false})")
    return [str(one["id"]) for one in found["violations"]]


@pytest.mark.parametrize("standard", RENDERERS)
def test_a_package_of_all_languages_is_one_page_and_the_same_each_time(
    course: dict[str, LocalCourse], standard: str
) -> None:
    package = package_of(course, standard)
    assert package == package_of(course, standard)
    assert [name for name in unzipped(package) if name.endswith(".html")] == ["index.html"]
