"""A quiz played to its end on a platform, with the run-time of scorm-again as its judge.

On top stand our own limits, stricter than any host's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from build_tools.formats.scorm12 import answers_in, render_scorm12
from build_tools.languages.local import LocalCourse
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

CODES = ("en", "fr", "es", "tr", "zh")
TIME = r"\d{4}:\d\d:\d\d\.\d\d"
NUMBER = r"-?\d+(\.\d{1,7})?"
STRICT = {
    r"cmi\.suspend_data": r"[\x20-\x7e]{0,4096}",
    r"cmi\.core\.exit": r"(suspend)?",
    r"cmi\.core\.lesson_status": "passed|completed|incomplete",
    r"cmi\.core\.score\.(raw|min|max)": r"100|\d\d?(\.\d\d?)?",
    r"cmi\.core\.session_time": TIME,
    r"cmi\.interactions\.\d+\.id": r"[a-z0-9-]{1,255}",
    r"cmi\.interactions\.\d+\.objectives\.\d+\.id": r"\d+\.\d+",
    r"cmi\.interactions\.\d+\.time": r"\d\d:\d\d:\d\d",
    r"cmi\.interactions\.\d+\.type": "[a-z-]+",
    r"cmi\.interactions\.\d+\.weighting": NUMBER,
    r"cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern": r".{1,255}",
    r"cmi\.interactions\.\d+\.student_response": r"[\s\S]{1,255}",
    r"cmi\.interactions\.\d+\.result": "correct|wrong|neutral",
    r"cmi\.interactions\.\d+\.latency": TIME,
}
PATTERNS = {
    "fill-in": r"[\s\S]{1,255}",
    "true-false": "[tf]",
    "choice": "[a-z0-9](,[a-z0-9])*",
    "matching": r"[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*",
    "sequencing": "[a-z0-9](,[a-z0-9])*",
    "numeric": f"{NUMBER}(:{NUMBER})?",
    "performance": r"[\x20-\x7e]{1,255}",
}


def check_strictly(calls: list[list[str]]) -> None:
    """Hold a session to the standard, to the letter."""
    names = [call[0] for call in calls]
    assert names[0] == "LMSInitialize"
    assert names[-1] == "LMSFinish"
    assert names.count("LMSInitialize") == names.count("LMSFinish") == 1
    for name, *given, answer in calls:
        assert answer == "true" or name == "LMSGetValue", (name, given, answer)
        if name == "LMSSetValue":
            rules = [rule for element, rule in STRICT.items() if re.fullmatch(element, given[0])]
            assert len(rules) == 1, given
            assert re.fullmatch(rules[0], given[1]), given
    _check_interactions(calls)


def _check_interactions(calls: list[list[str]]) -> None:
    told = interactions(calls)
    for one in told:
        assert next(iter(one)) == "id"
        pattern = PATTERNS[one["type"]]
        for name, value in one.items():
            if name == "student_response" or name.endswith("pattern"):
                assert re.fullmatch(pattern, value), one


def interactions(calls: list[list[str]]) -> list[dict[str, str]]:
    """Return what was reported of each answer, in order."""
    told: dict[int, dict[str, str]] = {}
    for name, *given in calls:
        if name == "LMSSetValue" and given[0].startswith("cmi.interactions."):
            at, element = given[0].removeprefix("cmi.interactions.").split(".", 1)
            told.setdefault(int(at), {})[element] = given[1]
    assert list(told) == list(range(min(told, default=0), min(told, default=0) + len(told)))
    return list(told.values())


def pattern(answer: Answer) -> str:
    """Write a right answer as SCORM 1.2 has it."""
    match answer:
        case Picked(keys) | Ordered(keys):
            return ",".join(keys)
        case Between(low, high):
            return f"{low:f}" if low == high else f"{low:f}:{high:f}"
        case Matched(pairs) | Travelled(pairs):
            return ",".join(f"{left}.{right}" for left, right in pairs)
        case Filled(gaps):
            return ",".join(f"{gap}.{pattern(wanted)}" for gap, wanted in gaps)
        case Written(accepted):
            return accepted[0]
        case Unmarked():
            return ""


def package_of(local: LocalCourse) -> bytes:
    return render_scorm12(local, local.course.modules[0])


@pytest.mark.parametrize("code", CODES)
def test_all_right_is_passed_with_a_hundred(
    platform: Any, course: dict[str, LocalCourse], play: Any, code: str
) -> None:
    package = package_of(course[code])
    answers = answers_in(package)
    frame = platform.launch(package)
    play(frame, answers)
    platform.hand_in(frame)
    assert frame.locator(".tend-answer .is-right.tend-verdict").count() == len(answers)
    calls = platform.leave()
    check_strictly(calls)
    assert platform.record["core"]["lesson_status"] == "passed"
    assert platform.record["core"]["score"] == {"raw": "100", "min": "0", "max": "100"}
    assert platform.record["core"]["exit"] == ""
    told = interactions(calls)
    assert [one["id"] for one in told] == list(answers)
    assert {one["result"] for one in told} == {"correct"}
    for one in told:
        assert one["correct_responses.0.pattern"] == pattern(answers[one["id"]])
        assert one["student_response"] == pattern(answers[one["id"]])


@pytest.mark.parametrize("code", CODES)
def test_all_wrong_is_not_passed_and_not_failed_either(
    platform: Any, course: dict[str, LocalCourse], play: Any, code: str, wrong: Any
) -> None:
    package = package_of(course[code])
    frame = platform.launch(package)
    play(frame, {name: wrong(answer) for name, answer in answers_in(package).items()})
    platform.hand_in(frame)
    calls = platform.leave()
    check_strictly(calls)
    assert platform.record["core"]["lesson_status"] == "incomplete"
    assert platform.record["core"]["score"]["raw"] == "0"
    assert platform.record["core"]["exit"] == "suspend"
    assert {one["result"] for one in interactions(calls)} == {"wrong"}


@pytest.mark.parametrize("code", CODES)
def test_who_leaves_and_comes_back_goes_on(
    platform: Any, course: dict[str, LocalCourse], play: Any, code: str
) -> None:
    package = package_of(course[code])
    answers = answers_in(package)
    key = pattern(answers["m01-q01"])
    frame = platform.launch(package)
    frame.locator(".is-main").click()
    frame.locator(f'input[value="{key}"]').check()
    shown = frame.locator(".tend-words").all_inner_texts()
    frame.locator(".is-main").click()
    at = frame.locator(".tend-title").inner_text()
    first = platform.leave()
    check_strictly(first)
    assert not [call for call in first if call[1].startswith("cmi.core.score")]

    frame = platform.launch(package)
    assert frame.locator(".tend-title").inner_text() == at
    assert frame.locator('[data-notice="resumed"]').count() == 1
    frame.locator(".tend-buttons .tend-button").first.click()
    assert frame.locator(".tend-words").all_inner_texts() == shown
    assert frame.locator("input:checked").get_attribute("value") == key
    play(frame, {name: answer for name, answer in answers.items() if name != "m01-q01"})
    platform.hand_in(frame)
    check_strictly(platform.leave())
    assert platform.record["core"]["score"]["raw"] == "100"


def test_another_language_goes_on_where_the_first_one_stopped(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    answers = answers_in(package_of(course["tr"]))
    frame = platform.launch(package_of(course["tr"]))
    play(frame, answers)
    platform.leave()
    frame = platform.launch(package_of(course["zh"]))
    play(frame, {})
    platform.hand_in(frame)
    platform.leave()
    assert platform.record["core"]["score"]["raw"] == "100"


@pytest.mark.parametrize("code", CODES)
def test_without_a_platform_the_quiz_works_and_says_so(
    platform: Any, course: dict[str, LocalCourse], play: Any, code: str
) -> None:
    package = package_of(course[code])
    frame = platform.launch(package, manner="none")
    expect(frame.locator('[data-notice="alone"]')).to_be_visible()
    play(frame, answers_in(package))
    frame = platform.launch(package, manner="none")  # The browser kept the answers.
    play(frame, {})
    platform.hand_in(frame)
    assert frame.locator(".tend-score.is-right").count() == 1


def test_a_platform_on_another_host_is_out_of_reach_and_does_no_harm(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform.launch(package, manner="apart")
    expect(frame.locator('[data-notice="alone"]')).to_be_visible()
    play(frame, answers_in(package))
    platform.hand_in(frame)
    assert frame.locator(".tend-score.is-right").count() == 1
    assert platform.calls() == []


def test_a_quiz_in_a_window_of_its_own_finds_the_platform_that_opened_it(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    platform.launch(package)
    platform.leave()
    platform.page.goto("http://platform.test/")
    platform.page.evaluate("begin(null, 'normal')")
    with platform.page.expect_popup() as opened:
        platform.page.evaluate("void window.open('/package/index.html')")
    popup = opened.value
    popup.locator(".tend-title").wait_for()
    play(popup.main_frame, answers_in(package))
    platform.hand_in(popup.main_frame)
    popup.close(run_before_unload=True)
    assert platform.value("cmi.core.lesson_status") == "passed"


def test_every_kind_of_question_is_reported(
    platform: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"])
    answers: Mapping[str, Any] = {**answers_in(package), "m01-q11": "My own words: « été », 好。"}
    frame = platform.launch(package)
    play(frame, answers)
    platform.hand_in(frame)
    calls = platform.leave()
    check_strictly(calls)
    told = {one["id"]: (one["type"], one.get("student_response")) for one in interactions(calls)}
    assert told == {
        "m01-q01": ("choice", "a"),
        "m01-q02": ("choice", "b,c"),
        "m01-q03": ("true-false", "f"),
        "m01-q04": ("matching", "a.x,b.y"),
        "m01-q05": ("sequencing", "a,b,c"),
        "m01-q06": ("numeric", "1.4"),
        "m01-q07": ("fill-in", "water"),
        "m01-q08": ("performance", "gap1.a,gap2.4"),
        "m01-q09": ("performance", "n1.a,n2.a"),
        "m01-q10": ("matching", None),
        "m01-q11": ("fill-in", "My own words: « été », 好。"),
    }
    patterns = {one["id"]: one.get("correct_responses.0.pattern") for one in interactions(calls)}
    for name, answer in answers_in(package).items():
        assert (patterns[name] or "") == pattern(answer)
    assert platform.record["core"]["score"]["raw"] == "100"


def test_the_best_result_counts_and_passed_stays_passed(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    answers = answers_in(package)
    some = {name: answer for name, answer in answers.items() if name < "m01-q06"}
    frame = platform.launch(package)
    play(frame, some)
    platform.hand_in(frame)
    assert platform.value("cmi.core.score.raw") == "50"
    assert platform.value("cmi.core.lesson_status") == "incomplete"
    for given, raw in ((answers, "100"), (some, "100")):
        frame.locator(".tend-score ~ .tend-buttons .tend-button").click()
        play(frame, given)
        platform.hand_in(frame)
        assert platform.value("cmi.core.score.raw") == raw
        assert platform.value("cmi.core.lesson_status") == "passed"
    calls = platform.leave()
    check_strictly(calls)
    assert len(interactions(calls)) == 3 * len(answers)


def test_eight_of_ten_is_enough_and_seven_is_not(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    answers = list(answers_in(package).items())
    for count, status in ((7, "incomplete"), (8, "passed")):
        platform.record = None
        frame = platform.launch(package)
        play(frame, dict(answers[:count]))
        platform.hand_in(frame)
        platform.leave()
        assert platform.record["core"]["lesson_status"] == status
        assert platform.record["core"]["score"]["raw"] == f"{count}0"


def test_looking_back_records_nothing(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform.launch(package)
    play(frame, answers_in(package))
    platform.hand_in(frame)
    platform.leave()
    for mode in ("review", "browse"):
        frame = platform.launch(package, mode=mode)
        assert frame.locator(".tend-score.is-right").count() == 1
        assert frame.locator('[data-notice="lookingBack"]').count() == 1
        assert {call[0] for call in platform.leave()} == {
            "LMSInitialize",
            "LMSGetValue",
            "LMSFinish",
        }


def test_a_platform_that_cannot_save_is_reported_and_can_be_tried_again(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["fr"])
    for manner in ("failing", "late", "throwing"):
        platform.record = None
        frame = platform.launch(package, manner=manner)
        play(frame, answers_in(package))
        platform.hand_in(frame)
        notice = frame.locator('[data-notice="notSaved"]')
        expect(notice).to_be_visible()
        notice.locator("button").click()
        expect(notice).to_be_visible()
        platform.page.evaluate("healthy = true")
        notice.locator("button").click()
        expect(notice).to_have_count(0)
        assert platform.value("cmi.core.lesson_status") == "passed"
        assert platform.value("cmi.core.score.raw") == "100"


def test_what_a_platform_holds_survives_its_being_late(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    answers = answers_in(package)
    frame = platform.launch(package)
    play(frame, {name: answer for name, answer in answers.items() if name < "m01-q06"})
    platform.leave()
    frame = platform.launch(package, manner="late")
    play(frame, {name: answer for name, answer in answers.items() if name >= "m01-q06"})
    platform.page.evaluate("healthy = true")
    frame.locator('[data-notice="notSaved"] button').click()
    platform.hand_in(frame)
    platform.leave()
    assert platform.record["core"]["score"]["raw"] == "100"


def test_a_platform_without_interactions_still_gets_the_result(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform.launch(package, manner="plain")
    play(frame, answers_in(package))
    platform.hand_in(frame)
    assert frame.locator('[data-notice="notSaved"]').count() == 0
    refused = [call for call in platform.leave() if call[-1] == "false"]
    assert len(refused) == 1
    assert platform.record["core"]["lesson_status"] == "passed"


def test_a_platform_that_forgets_everything_but_the_answers_will_do(
    platform: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform.launch(package, manner="weak")
    play(frame, answers_in(package))
    platform.hand_in(frame)
    platform.leave()
    frame = platform.launch(package, manner="weak")
    assert frame.locator(".tend-score.is-right").count() == 1
    platform.leave()
    assert platform.record["core"]["lesson_status"] == "passed"


def test_an_attempt_from_an_older_package_goes_on(
    platform: Any, course: dict[str, LocalCourse]
) -> None:
    package = package_of(course["en"])
    key = pattern(answers_in(package)["m01-q01"])
    older = f"1,a,7,m01-q77,,,0,0,0;m01-q77=a=3;m01-q01={key}=9;!"
    platform.record = {"suspend_data": older, "core": {"lesson_status": "incomplete"}}
    frame = platform.launch(package)
    assert "1" in frame.locator('[data-notice="changed"]').inner_text()
    frame.locator(".is-main").click()
    assert frame.locator("input:checked").get_attribute("value") == key


def test_nothing_readable_begins_again_and_says_so(
    platform: Any, course: dict[str, LocalCourse]
) -> None:
    platform.record = {"suspend_data": "somebody else’s", "core": {"lesson_status": "incomplete"}}
    frame = platform.launch(package_of(course["en"]))
    assert frame.locator('[data-notice="unreadable"]').count() == 1
