"""What an admin chooses in ``lms:`` is what learners and platforms get."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from build_tools.course.shape import Module, ShowAnswers, StatusPolicy, Terms
from build_tools.formats.bundle import unzipped
from build_tools.formats.scorm12 import answers_in, render_scorm12
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Picked

EASY = ("m01-q01", "m01-q02", "m01-q03")
WRONG = {"m01-q01": Picked(("b",)), "m01-q02": Picked(("a",)), "m01-q03": Picked(("t",))}
HAND_IN = ".tend-jumps ~ .tend-buttons .is-main"
AGAIN = ".tend-score ~ .tend-buttons .tend-button"


def easy(local: LocalCourse, **chosen: Any) -> Module[str]:
    """Return a module with three short questions, on these terms."""
    module = local.course.modules[0]
    assert module.quiz is not None
    asked = tuple(each for each in module.quiz.questions if each.id in EASY)
    quiz = replace(module.quiz, questions=asked, terms=replace(Terms(), **chosen))
    return replace(module, quiz=quiz)


def package_of(local: LocalCourse, **chosen: Any) -> bytes:
    return render_scorm12(local, easy(local, **chosen))


def hand_in(frame: Frame) -> None:
    frame.locator(HAND_IN).click()
    expect(frame.locator(".tend-title").first).to_be_focused()


def status(platform: Any) -> str:
    return str(platform.value("cmi.core.lesson_status"))


def test_failed_is_said_when_the_last_try_is_used_up_and_not_before(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"], attempts=2)
    frame = platform.launch(package)
    assert "Attempts: 2" in frame.locator(".tend-facts").inner_text()
    for left, told in ((1, "incomplete"), (0, "failed")):
        play(frame, WRONG)
        hand_in(frame)
        assert f"Attempts left: {left}" in frame.locator(".tend-stage").inner_text()
        assert status(platform) == told
        assert frame.locator(AGAIN).count() == left
        if left:
            frame.locator(AGAIN).click()
    platform.leave()
    frame = platform.launch(package)  # Coming back is no way around it.
    assert frame.locator(AGAIN).count() == 0
    assert status(platform) == "failed"


def test_who_passes_at_the_last_try_has_passed(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"], attempts=1)
    frame = platform.launch(package)
    play(frame, answers_in(package))
    hand_in(frame)
    assert status(platform) == "passed"


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (StatusPolicy.PASSED_FAILED, ("failed", "passed")),
        (StatusPolicy.COMPLETED, ("completed", "completed")),
        (StatusPolicy.PASSED_INCOMPLETE, ("incomplete", "passed")),
    ],
)
def test_the_status_is_the_one_the_admin_wants(
    platform: Any,
    kinds: dict[str, LocalCourse],
    play: Any,
    policy: StatusPolicy,
    told: tuple[str, str],
) -> None:
    package = package_of(kinds["en"], attempts=1, status=policy)
    for given, said, raw in zip((WRONG, answers_in(package)), told, ("0", "100"), strict=True):
        platform.record = None
        frame = platform.launch(package)
        assert status(platform) == "incomplete"
        play(frame, given)
        hand_in(frame)
        assert status(platform) == said
        assert platform.value("cmi.core.score.raw") == raw
        platform.leave()


def test_another_pass_mark_counts_in_packages(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    one = {"m01-q01": Picked(("a",))}
    for mark, told in ((34, "incomplete"), (33, "passed")):
        platform.record = None
        frame = platform.launch(package_of(kinds["en"], pass_percent=mark))
        assert f"{mark}%" in frame.locator(".tend-facts").inner_text()
        play(frame, one)
        hand_in(frame)
        assert status(platform) == told
        platform.leave()


def test_answers_after_each_question_cannot_be_changed_any_more(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    package = package_of(kinds["en"], show_answers=ShowAnswers.AFTER_QUESTION)
    frame = platform.launch(package)
    frame.locator(".is-main").click()
    frame.get_by_role("button", name="Check").click()
    assert frame.locator(".tend-feedback").inner_text() == "Give an answer first."
    frame.locator('input[value="b"]').check()
    frame.get_by_role("button", name="Check").click()
    expect(frame.locator(".tend-feedback")).to_be_focused()
    assert "No, b is second." in frame.locator(".tend-feedback").inner_text()
    assert "The right one is right." in frame.locator(".tend-feedback").inner_text()
    assert frame.locator("input:enabled").count() == 0
    platform.leave()
    frame = platform.launch(package)
    assert frame.locator("input:enabled").count() == 0
    assert "The right one is right." in frame.locator(".tend-feedback").inner_text()
    for _ in range(2):  # The others may be left out.
        frame.get_by_role("button", name="Next").click()
        assert frame.locator("input:enabled").count() > 0
    frame.get_by_role("button", name="Look over").click()
    hand_in(frame)
    assert platform.value("cmi.core.score.raw") == "0"


def test_answers_may_wait_until_somebody_has_passed(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"], show_answers=ShowAnswers.AFTER_PASS)
    frame = platform.launch(package)
    play(frame, WRONG)
    hand_in(frame)
    shown = frame.locator(".tend-stage").inner_text()
    assert "You will see the right answers once you have passed." in shown
    assert frame.locator(".tend-answer .tend-verdict").count() == 3
    assert "Read again: The only lesson" in shown
    for words in ("The right one is right.", "No, b is second.", "Yes, a.", "Right answer"):
        assert words not in shown
    frame.locator(AGAIN).click()
    play(frame, answers_in(package))
    hand_in(frame)
    assert "The right one is right." in frame.locator(".tend-stage").inner_text()


def test_answers_may_never_be_shown(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"], show_answers=ShowAnswers.NEVER)
    frame = platform.launch(package)
    play(frame, answers_in(package))
    hand_in(frame)
    assert "The right answers of this quiz are not shown." in frame.locator("main").inner_text()
    assert frame.locator(".tend-answer").count() == 0
    assert frame.locator(".tend-score.is-right").count() == 1


def test_a_time_limit_warns_and_hands_in_what_there_is(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    package = package_of(kinds["en"], time_limit_minutes=10)
    platform.context.clock.install()
    frame = platform.launch(package)
    assert "Time limit in minutes: 10" in frame.locator(".tend-facts").inner_text()
    platform.context.clock.run_for("02:00")  # Nothing runs before somebody begins.
    frame.locator(".is-main").click()
    assert frame.locator(".tend-clock").inner_text() == "Minutes left: 10"
    frame.locator('input[value="a"]').check()
    platform.context.clock.run_for("03:30")
    assert frame.locator(".tend-clock").inner_text() == "Minutes left: 7"
    platform.leave()

    frame = platform.launch(package)  # The time that has been used stays used.
    assert frame.locator(".tend-clock").inner_text() == "Minutes left: 7"
    warning = frame.locator('[role="status"] [data-notice="timeWarning"]')
    assert warning.count() == 0
    platform.context.clock.run_for("05:00")
    assert "Minutes left: 2" in warning.inner_text()
    platform.context.clock.run_for("00:45")
    assert "Minutes left: 1" in warning.inner_text()
    platform.context.clock.run_for("01:00")
    expect(frame.locator('[data-notice="timeUp"]')).to_be_visible()
    assert frame.locator(".tend-clock").inner_text() == ""
    assert platform.value("cmi.core.score.raw") == "33.33"
    assert frame.locator(AGAIN).count() == 1


def test_without_a_limit_nothing_is_timed(platform: Any, kinds: dict[str, LocalCourse]) -> None:
    frame = platform.launch(package_of(kinds["en"]))
    frame.locator(".is-main").click()
    assert frame.locator(".tend-clock").inner_text() == ""


def test_a_package_has_the_title_that_was_asked_for(kinds: dict[str, LocalCourse]) -> None:
    local = kinds["en"]
    pattern = "{course} – {number}. {module} ({quiz})"
    named = replace(local, course=replace(local.course, package_title=pattern))
    manifest = unzipped(render_scorm12(named, easy(named)))["imsmanifest.xml"].decode()
    title = "Every kind of question – 1. All kinds (Quiz: l’été &amp; more)"
    assert manifest.count(f"<title>{title}</title>") == 2


def test_a_button_that_becomes_the_main_one_can_be_read_at_once(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    package = package_of(kinds["en"], show_answers=ShowAnswers.AFTER_QUESTION)
    frame = platform.launch(package)
    frame.locator(".is-main").click()
    frame.locator('input[value="b"]').check()
    moving = frame.get_by_role("button", name="Check").evaluate(
        """check => {
          check.click();
          const next = document.querySelector(".tend-button.is-main");
          return [next !== check, next.getAnimations().length];
        }"""
    )
    assert moving == [True, 0]


def test_new_screens_have_no_barrier(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    chosen = {"attempts": 2, "time_limit_minutes": 4, "show_answers": ShowAnswers.AFTER_QUESTION}
    platform.page.set_viewport_size({"width": 320, "height": 640})
    frame = platform.launch(package_of(kinds["en"], **chosen))
    found = [*platform.barriers(frame)]
    frame.locator(".is-main").click()
    frame.locator('input[value="b"]').check()
    frame.get_by_role("button", name="Check").click()
    found += platform.barriers(frame)
    platform.record = None
    frame = platform.launch(package_of(kinds["en"], show_answers=ShowAnswers.AFTER_PASS))
    play(frame, WRONG)
    hand_in(frame)
    assert [*found, *platform.barriers(frame)] == []
