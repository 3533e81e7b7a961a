"""SCORM 2004: a quiz played to its end, with the run-time of scorm-again as its judge.

On top stand our own limits, stricter than any host's. What both versions share is tested with 1.2.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from build_tools.course.shape import StatusPolicy, Terms
from build_tools.formats.package import answers_in
from build_tools.formats.scorm2004 import render_scorm2004
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

CODES = ("en", *(pytest.param(code, marks=pytest.mark.full) for code in ("fr", "es", "tr", "zh")))
MANNERS = ("late", "throwing")
SPAN = r"PT\d+H\d\d?M\d\d?\.\d\dS"
NUMBER = r"-?\d+(\.\d{1,7})?"
LANGUAGE = r"\{lang=[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\}"
SCORE = r"100|\d\d?(\.\d\d?)?"
STRICT = {
    r"cmi\.suspend_data": r"[\x20-\x7e]{0,4096}",
    r"cmi\.exit": "suspend|normal",
    r"adl\.nav\.request": "suspendAll|exitAll",
    r"cmi\.completion_status": "completed|incomplete",
    r"cmi\.success_status": "passed",
    r"cmi\.score\.(raw|min|max)": SCORE,
    r"cmi(\.objectives\.\d+)?\.score\.scaled": r"1|0(\.\d{1,7})?",
    r"cmi\.session_time": SPAN,
    r"cmi\.objectives\.\d+\.id": r"\d+\.\d+",
    r"cmi\.objectives\.\d+\.score\.(raw|min|max)": r"\d+(\.\d\d?)?",
    r"cmi\.objectives\.\d+\.success_status": "passed",
    r"cmi\.interactions\.\d+\.id": r"[a-z0-9-]{1,250}",
    r"cmi\.interactions\.\d+\.objectives\.\d+\.id": r"\d+\.\d+",
    r"cmi\.interactions\.\d+\.timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.00Z",
    r"cmi\.interactions\.\d+\.type": "[a-z-]+",
    r"cmi\.interactions\.\d+\.weighting": NUMBER,
    r"cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern": r".{1,4000}",
    r"cmi\.interactions\.\d+\.learner_response": r".{1,4000}",
    r"cmi\.interactions\.\d+\.result": "correct|incorrect|neutral",
    r"cmi\.interactions\.\d+\.latency": SPAN,
    r"cmi\.interactions\.\d+\.description": rf"(?=.{{1,250}}$){LANGUAGE}[^{{].*",
}
KEY = "[a-z0-9]"
STEP = r"[a-z0-9-]+\[\.\](?:(?!\[[,.:]\]).){1,250}"
WORDS = r"(?:(?!\[[,.:]\]).){1,210}"
GIVEN = {
    "fill-in": f"{LANGUAGE}{WORDS}",
    "long-fill-in": rf"{LANGUAGE}[^{{].{{0,3900}}",
    "true-false": "true|false",
    "choice": rf"{KEY}(\[,\]{KEY})*",
    "matching": rf"{KEY}\[\.\]{KEY}(\[,\]{KEY}\[\.\]{KEY})*",
    "sequencing": rf"{KEY}(\[,\]{KEY})*",
    "numeric": NUMBER,
    "performance": rf"{STEP}(\[,\]{STEP})*",
}
RANGE = rf"({NUMBER})?\[:\]({NUMBER})?"
RIGHT = {
    **GIVEN,
    "fill-in": rf"\{{case_matters=false\}}{LANGUAGE}{WORDS}",
    "numeric": RANGE,
    "performance": rf"[a-z0-9]+\[\.\]({KEY}|{RANGE})(\[,\][a-z0-9]+\[\.\]({KEY}|{RANGE}))*",
}


def check_strictly(calls: list[list[str]]) -> None:
    """Hold a session to the standard, to the letter."""
    names = [call[0] for call in calls]
    assert (names[0], names[-1]) == ("Initialize", "Terminate")
    assert names.count("Initialize") == names.count("Terminate") == 1
    for name, *given, answer in calls:
        assert answer == "true" or name == "GetValue", (name, given, answer)
        if name == "SetValue":
            rules = [rule for element, rule in STRICT.items() if re.fullmatch(element, given[0])]
            assert len(rules) == 1, given
            assert re.fullmatch(rules[0], given[1]), given
    for one in interactions(calls):
        assert list(one)[:2] == ["id", "type"]
        assert re.fullmatch(GIVEN[one["type"]], one.get("learner_response", "")) or (
            "learner_response" not in one
        ), one
        rights = [value for name, value in one.items() if name.endswith("pattern")]
        assert all(re.fullmatch(RIGHT[one["type"]], right) for right in rights), one
        assert len(set(rights)) == len(rights) <= 10


def interactions(calls: list[list[str]]) -> list[dict[str, str]]:
    """Return what was reported of each answer, in order."""
    told: dict[int, dict[str, str]] = {}
    for name, *given in calls:
        if name == "SetValue" and given[0].startswith("cmi.interactions."):
            at, element = given[0].removeprefix("cmi.interactions.").split(".", 1)
            told.setdefault(int(at), {})[element] = given[1]
    assert list(told) == list(range(len(told)))
    return list(told.values())


def given(answer: Answer) -> str:
    """Write an answer as SCORM 2004 has it."""
    match answer:
        case Picked(("t" | "f",) as keys):
            return "true" if keys == ("t",) else "false"
        case Picked(keys) | Ordered(keys):
            parts = list(keys)
        case Matched(pairs) | Travelled(pairs):
            parts = [f"{left}[.]{right}" for left, right in pairs]
        case Filled(gaps):
            parts = [f"{gap}[.]{given(wanted)}" for gap, wanted in gaps]
        case Between(low, _):
            parts = [f"{low:f}"]
        case Written(accepted):
            parts = [f"{{lang=en}}{accepted[0]}"]
        case Unmarked():
            parts = []
    return "[,]".join(parts)


def right(answer: Answer) -> str:
    """Write what is right as SCORM 2004 has it."""
    match answer:
        case Between(low, high):
            return f"{low:f}[:]{high:f}"
        case Filled(gaps):
            return "[,]".join(f"{gap}[.]{right(wanted)}" for gap, wanted in gaps)
        case Written():
            return f"{{case_matters=false}}{given(answer)}"
        case _:
            return given(answer)


def package_of(local: LocalCourse) -> bytes:
    return render_scorm2004(local, local.course.modules[0])


def with_terms(local: LocalCourse, terms: Terms) -> bytes:
    module = local.course.modules[0]
    assert module.quiz is not None
    return render_scorm2004(local, replace(module, quiz=replace(module.quiz, terms=terms)))


@pytest.mark.parametrize("code", CODES)
def test_all_right_is_completed_and_passed(
    platform2004: Any, course: dict[str, LocalCourse], play: Any, code: str
) -> None:
    package = package_of(course[code])
    answers = answers_in(package)
    frame = platform2004.launch(package)
    play(frame, answers)
    platform2004.hand_in(frame)
    values = {
        "cmi.completion_status": "completed",
        "cmi.success_status": "passed",
        "cmi.score.scaled": "1",
        "cmi.score.raw": "100",
        "cmi.objectives.0.success_status": "passed",
        "cmi.objectives.0.score.scaled": "1",
    }
    assert {name: platform2004.value(name) for name in values} == values
    calls = platform2004.leave()
    check_strictly(calls)
    assert platform2004.record["exit"] == "normal"
    told = interactions(calls)
    assert [one["id"] for one in told] == list(answers)
    assert {one["result"] for one in told} == {"correct"}
    for one in told:
        assert one["learner_response"] == given(answers[one["id"]])
        assert one["correct_responses.0.pattern"] == right(answers[one["id"]])
        assert one["description"].startswith(f"{{lang={course[code].language.tag}}}")


@pytest.mark.parametrize("code", CODES)
def test_all_wrong_is_neither_passed_nor_failed(
    platform2004: Any, course: dict[str, LocalCourse], play: Any, wrong: Any, code: str
) -> None:
    package = package_of(course[code])
    frame = platform2004.launch(package)
    play(frame, {name: wrong(answer) for name, answer in answers_in(package).items()})
    platform2004.hand_in(frame)
    assert platform2004.value("cmi.success_status") == "unknown"
    assert platform2004.value("cmi.completion_status") == "incomplete"
    assert platform2004.value("cmi.score.scaled") == "0"
    calls = platform2004.leave()
    check_strictly(calls)
    assert platform2004.record["exit"] == "suspend"
    assert {one["result"] for one in interactions(calls)} == {"incorrect"}


@pytest.mark.parametrize("code", CODES)
def test_who_leaves_and_comes_back_goes_on(
    platform2004: Any, course: dict[str, LocalCourse], play: Any, code: str
) -> None:
    package = package_of(course[code])
    answers = answers_in(package)
    frame = platform2004.launch(package)
    frame.locator(".is-main").click()
    frame.locator(f'input[value="{given(answers["m01-q01"])}"]').check()
    shown = frame.locator(".tend-words").all_inner_texts()
    frame.locator(".is-main").click()
    at = frame.locator(".tend-title").inner_text()
    first = platform2004.leave()
    check_strictly(first)
    assert not [call for call in first if call[1].startswith("cmi.score")]
    assert ["SetValue", "adl.nav.request", "suspendAll", "true"] in first

    frame = platform2004.launch(package)
    assert frame.locator(".tend-title").inner_text() == at
    frame.locator(".tend-buttons .tend-button").first.click()
    assert frame.locator(".tend-words").all_inner_texts() == shown
    play(frame, {name: answer for name, answer in answers.items() if name != "m01-q01"})
    platform2004.hand_in(frame)
    assert platform2004.value("cmi.score.scaled") == "1"
    check_strictly(platform2004.leave())


def test_every_kind_of_question_is_reported(
    platform2004: Any, kinds: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(kinds["en"])
    answers = answers_in(package)
    words = "{My} own\nwords[,] « été », 好。"
    frame = platform2004.launch(package)
    play(frame, {**answers, "m01-q11": words})
    platform2004.hand_in(frame)
    calls = platform2004.leave()
    check_strictly(calls)
    told = {one["id"]: one for one in interactions(calls)}
    assert {name: one["type"] for name, one in told.items()} == {
        "m01-q01": "choice",
        "m01-q02": "choice",
        "m01-q03": "true-false",
        "m01-q04": "matching",
        "m01-q05": "sequencing",
        "m01-q06": "numeric",
        "m01-q07": "fill-in",
        "m01-q08": "performance",
        "m01-q09": "performance",
        "m01-q10": "matching",
        "m01-q11": "long-fill-in",
    }
    assert told["m01-q11"]["learner_response"] == "{lang=en}(My} own words(,) « été », 好。"
    assert told["m01-q01"]["description"] == "{lang=en}Pick the right one"
    for name, answer in answers.items():
        assert told[name].get("correct_responses.0.pattern", "") == right(answer)
        assert name == "m01-q11" or told[name].get("learner_response", "") == given(answer)


def test_objectives_of_the_platform_keep_their_places(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    answers = answers_in(package)
    frame = platform2004.launch(package)
    platform2004.page.evaluate(
        """() => { lms.lmsSetValue("cmi.objectives.0.id", "theirs");
                   lms.lmsSetValue("cmi.objectives.1.id", "1.1"); }"""
    )
    play(frame, dict(list(answers.items())[:5]))
    platform2004.hand_in(frame)
    frame.locator(".tend-score ~ .tend-buttons .tend-button").first.click()
    play(frame, answers)
    platform2004.hand_in(frame)
    count = int(platform2004.value("cmi.objectives._count"))
    found = [platform2004.value(f"cmi.objectives.{at}.id") for at in range(count)]
    assert found[:2] == ["theirs", "1.1"]
    assert len(set(found)) == len(found)
    scores = [platform2004.value(f"cmi.objectives.{at}.score.scaled") for at in range(count)]
    assert scores == ["", *["1"] * (count - 1)]


def test_looking_back_records_nothing(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform2004.launch(package)
    play(frame, answers_in(package))
    platform2004.hand_in(frame)
    platform2004.leave()
    frame = platform2004.launch(package, mode="review")
    assert frame.locator('[data-notice="lookingBack"]').count() == 1
    assert {call[0] for call in platform2004.leave()} == {"Initialize", "GetValue", "Terminate"}


@pytest.mark.parametrize(
    "manner", ["failing", *(pytest.param(each, marks=pytest.mark.full) for each in MANNERS)]
)
def test_a_result_that_could_not_be_saved_is_told_once_it_can(
    platform2004: Any, course: dict[str, LocalCourse], play: Any, manner: str
) -> None:
    package = package_of(course["en"])
    answers = answers_in(package)
    frame = platform2004.launch(package, manner=manner)
    play(frame, answers)
    platform2004.hand_in(frame)
    notice = frame.locator('[data-notice="notSaved"]')
    expect(notice).to_be_visible()
    notice.locator("button").click()
    platform2004.page.evaluate("healthy = true")
    notice.locator("button").click()
    expect(notice).to_have_count(0)
    assert platform2004.value("cmi.success_status") == "passed"
    assert platform2004.value("cmi.score.raw") == "100"
    assert int(platform2004.value("cmi.interactions._count")) == len(answers)


def test_answers_a_platform_has_not_taken_are_kept_for_this_learner(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    answers = answers_in(package)
    platform2004.record = {"learner_id": "nina"}
    frame = platform2004.launch(package, manner="failing")
    play(frame, answers)
    platform2004.hand_in(frame)
    platform2004.leave()
    for learner, shown in (("leo", 0), ("", 0), ("nina", 1)):
        platform2004.record = {"learner_id": learner}  # The platform has kept nothing.
        frame = platform2004.launch(package)
        assert frame.locator(".tend-score.is-right").count() == shown
        platform2004.leave()
    assert platform2004.record["score"]["raw"] == "100"
    assert platform2004.record["success_status"] == "passed"


def test_without_a_platform_the_quiz_works_and_says_so(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform2004.launch(package, manner="none")
    expect(frame.locator('[data-notice="alone"]')).to_be_visible()
    play(frame, answers_in(package))
    frame = platform2004.launch(package, manner="none")  # The browser kept the answers.
    play(frame, {})
    platform2004.hand_in(frame)
    assert frame.locator(".tend-score.is-right").count() == 1


def test_a_platform_of_the_other_version_is_not_used(
    platform: Any, course: dict[str, LocalCourse]
) -> None:
    frame = platform.launch(package_of(course["en"]))
    expect(frame.locator('[data-notice="alone"]')).to_be_visible()
    assert platform.calls() == []


def test_a_platform_that_forgets_everything_but_the_answers_will_do(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = package_of(course["en"])
    frame = platform2004.launch(package, manner="weak")
    play(frame, answers_in(package))
    platform2004.hand_in(frame)
    platform2004.leave()
    frame = platform2004.launch(package, manner="weak")
    assert frame.locator(".tend-score.is-right").count() == 1
    assert platform2004.value("cmi.success_status") == "passed"


def test_no_tries_left_is_failed_and_comes_back_as_failed(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = with_terms(course["en"], Terms(attempts=1))
    frame = platform2004.launch(package)
    play(frame, {})
    platform2004.hand_in(frame)
    assert platform2004.value("cmi.success_status") == "failed"
    assert platform2004.value("cmi.completion_status") == "completed"
    platform2004.leave()
    frame = platform2004.launch(package)
    assert frame.locator(".tend-score").count() == 1
    assert platform2004.value("cmi.success_status") == "failed"


def test_where_completion_is_enough_nobody_is_judged(
    platform2004: Any, course: dict[str, LocalCourse], play: Any
) -> None:
    package = with_terms(course["en"], Terms(status=StatusPolicy.COMPLETED))
    frame = platform2004.launch(package)
    play(frame, {})
    platform2004.hand_in(frame)
    assert platform2004.value("cmi.success_status") == "unknown"
    assert platform2004.value("cmi.completion_status") == "completed"
    check_strictly(platform2004.leave())
