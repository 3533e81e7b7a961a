"""The whole course as one package: pages to turn, one place kept, one grade, one budget."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import Browser, Frame, Page, expect

from build_tools.course.shape import Course, Module, StatusPolicy, Terms
from build_tools.formats import course_package
from build_tools.formats.attempt import LIMIT
from build_tools.formats.bundle import unzipped
from build_tools.formats.course_attempt import course_attempt_problems, course_rooms, page_key
from build_tools.formats.course_package import render_course_scorm12, render_course_scorm2004
from build_tools.formats.course_pages import course_pages
from build_tools.formats.packages import COURSES
from build_tools.formats.pages import word_list
from build_tools.formats.player import PLAYER, player_files
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Picked
from build_tools.questions.choice import ChoiceQuestion
from build_tools.sources.problem import CourseError

HAND_IN = ".tend-jumps ~ .tend-buttons .is-main"
ELEVEN = 11


def numbered(module: Module[str], number: int) -> Module[str]:
    """Return a copy of a module under another number, with ids of its own."""
    quiz = module.quiz
    assert quiz is not None
    was, now = f"m{module.number:02}-", f"m{number:02}-"
    questions = tuple(
        replace(each, id=each.id.replace(was, now), review="") for each in quiz.questions
    )
    return replace(
        module,
        id=f"{number:02}-{module.id[3:]}",
        number=number,
        quiz=replace(quiz, questions=questions),
    )


def two_quizzes(local: LocalCourse, **chosen: Any) -> LocalCourse:
    """Return a course of two modules with a lesson and a quiz of two easy questions each."""
    module = local.course.modules[0]
    assert module.quiz is not None
    easy = tuple(
        replace(each, points=each.points)
        for each in module.quiz.questions
        if isinstance(each, ChoiceQuestion)
    )[:2]
    terms = replace(Terms(), **chosen)
    quiz = replace(module.quiz, questions=easy, terms=terms)
    modules = tuple(numbered(replace(module, quiz=quiz), number) for number in (1, 2))
    return replace(local, course=replace(local.course, modules=modules, terms=terms))


def one_module(local: LocalCourse) -> LocalCourse:
    """Return our course as if it ended with its first module: one of each page is enough."""
    return replace(local, course=replace(local.course, modules=local.course.modules[:1]))


def go(frame: Frame, page: str) -> None:
    """Turn to a page, also of a module that is folded in."""
    frame.locator(f'.outline a[href="#{page}"]').dispatch_event("click")
    expect(frame.locator("#page h1")).to_be_focused()


def answer(frame: Frame, *, right: bool) -> None:
    """Go through the quiz in view and hand it in."""
    if (begin := frame.locator("#page .tend-facts ~ .tend-buttons .is-main")).count():
        begin.click()
    while frame.locator("fieldset").count():
        several = frame.locator("[type=checkbox]").count()
        wanted = ("b", "c") if several else ("a",)
        for key in wanted if right else ("a",) if several else ("b",):
            frame.locator(f'input[value="{key}"]').check()
        frame.locator("#page .is-main").click()
    frame.locator(HAND_IN).click()
    expect(frame.locator("#page .tend-score")).to_be_visible()


def launch(platform: Any, package: bytes, **how: Any) -> Frame:
    frame: Frame = platform.launch(package, **how)
    return frame


@pytest.fixture
def small(kinds: dict[str, LocalCourse]) -> LocalCourse:
    return two_quizzes(kinds["en"])


def test_the_grade_is_the_mean_and_all_must_be_read_and_passed(
    platform: Any, small: LocalCourse
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((small,)))
    assert platform.value("cmi.core.score.raw") == ""
    go(frame, "01-kinds/quiz")
    answer(frame, right=True)
    assert platform.value("cmi.core.score.raw") == "50"  # The other one counts as 0 so far.
    go(frame, "02-kinds/quiz")
    answer(frame, right=False)
    assert platform.value("cmi.core.score.raw") == "50"
    frame.locator(".tend-score ~ .tend-buttons .tend-button").click()
    answer(frame, right=True)
    assert platform.value("cmi.core.score.raw") == "100"
    assert platform.value("cmi.core.lesson_status") == "incomplete"
    assert "Done: 2 of 4" in frame.locator("#outline").inner_text()
    go(frame, "01-kinds/01-only")
    assert platform.value("cmi.core.lesson_status") == "incomplete"
    go(frame, "02-kinds/01-only")
    assert platform.value("cmi.core.lesson_status") == "passed"
    expect(frame.locator('[data-notice="courseDone"]')).to_be_visible()
    assert "Your result so far: 100%" in frame.locator("#outline").inner_text()
    assert platform.value("cmi.interactions._count") == "6"
    calls = platform.leave()
    told = {call[1]: call[2] for call in calls if call[0] == "LMSSetValue"}
    ids = [told[f"cmi.interactions.{at}.id"] for at in range(6)]
    assert ids == ["m01-q01", "m01-q02", *["m02-q01", "m02-q02"] * 2]
    assert (
        platform.record["core"]["exit"] == "suspend"
    )  # There is always something to come back to.
    assert calls[-1][0] == "LMSFinish"
    assert all(len(call[2]) <= LIMIT for call in calls if call[1:2] == ["cmi.suspend_data"])


def test_everything_is_as_it_was_after_a_break(platform: Any, small: LocalCourse) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    package = render_course_scorm12((small,))
    frame = launch(platform, package)
    go(frame, "01-kinds/quiz")
    frame.locator("#page .is-main").click()
    frame.locator('input[value="b"]').check()
    go(frame, "02-kinds/01-only")
    platform.leave()
    text = platform.record["suspend_data"]
    keys = [page_key(name) for name in ("02-kinds/01-only", "index", "01-kinds/quiz")]
    assert re.fullmatch(
        rf"c1\|{keys[0]}\|{keys[1]}{keys[2]}{keys[0]}\|"
        rf"{keys[2]}1,a,\w+,-q01,,,0,0,0;-q01=b=\w+;!\|!",
        text,
    )

    frame = launch(platform, package)
    assert "The only lesson" in frame.locator("#page h1").inner_text()
    expect(frame.locator('[data-notice="resumed"]')).to_be_visible()
    assert frame.locator(".outline [aria-current=page]").inner_text().startswith("The only lesson")
    assert "Done: 1 of 4" in frame.locator("#outline").inner_text()
    go(frame, "01-kinds/quiz")
    assert frame.locator("input:checked").get_attribute("value") == "b"


def test_an_answer_given_just_before_turning_the_page_is_kept(
    platform: Any, small: LocalCourse
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((small,)))
    go(frame, "01-kinds/quiz")
    frame.locator("#page .is-main").click()
    frame.evaluate("""() => {
      document.querySelector('input[value="c"]').click();
      document.querySelector('#next').click();
    }""")
    assert "-q01=c=" in platform.value("cmi.suspend_data")


def test_only_the_module_in_view_is_unfolded_and_a_done_one_has_a_tick(
    platform: Any, small: LocalCourse
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((small,)))
    modules, pages = frame.locator(".outline-module"), frame.locator(".outline-module li")
    assert [pages.nth(at).is_visible() for at in (0, -1)] == [False, False]
    modules.nth(1).locator("a").first.click()
    expect(frame.locator("#page h1")).to_be_focused()
    assert [pages.nth(at).is_visible() for at in (0, -1)] == [False, True]
    modules.nth(1).locator("li a").first.click()
    go(frame, "02-kinds/quiz")
    answer(frame, right=True)
    assert "done" in modules.nth(1).locator("a").first.inner_text()
    assert "done" not in modules.nth(0).locator("a").first.inner_text()
    platform.leave()


def test_turning_a_page_is_told_once(platform: Any, small: LocalCourse) -> None:
    frame = launch(platform, render_course_scorm12((small,)))
    before = len(platform.calls())
    frame.locator("#next").click()
    expect(frame.locator("#page h1")).to_be_focused()
    commits = [call for call in platform.calls()[before:] if call[0] == "LMSCommit"]
    assert len(commits) == 1


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (StatusPolicy.PASSED_FAILED, "failed"),
        (StatusPolicy.COMPLETED, "completed"),
        (StatusPolicy.PASSED_INCOMPLETE, "incomplete"),
    ],
)
def test_the_status_of_a_course_follows_the_admin(
    platform: Any, kinds: dict[str, LocalCourse], policy: StatusPolicy, told: str
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    local = two_quizzes(kinds["en"], attempts=1, status=policy)
    frame = launch(platform, render_course_scorm12((local,)))
    for number in (1, 2):
        go(frame, f"0{number}-kinds/01-only")
        assert platform.value("cmi.core.lesson_status") == "incomplete"
        go(frame, f"0{number}-kinds/quiz")
        answer(frame, right=number == 1)
    assert platform.value("cmi.core.lesson_status") == told


def test_saving_trouble_is_told_and_nothing_is_lost(platform: Any, small: LocalCourse) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((small,)), manner="late")
    go(frame, "01-kinds/quiz")
    answer(frame, right=True)
    notice = frame.locator('#page [data-notice="notSaved"]')
    expect(notice).to_be_visible()
    platform.page.evaluate("healthy = true")
    notice.locator("button").click()
    expect(notice).to_have_count(0)
    assert platform.value("cmi.core.score.raw") == "50"
    assert platform.value("cmi.interactions._count") == "2"


def test_looking_back_at_a_course_records_nothing(platform: Any, small: LocalCourse) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((small,)), mode="review")
    go(frame, "01-kinds/quiz")
    assert frame.locator('[data-notice="lookingBack"]').count() == 1
    answer(frame, right=True)
    assert {call[0] for call in platform.leave()} == {"LMSInitialize", "LMSGetValue", "LMSFinish"}


def test_links_lead_to_pages_of_the_package(platform: Any, course: dict[str, LocalCourse]) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((one_module(course["en"]),)))
    go(frame, "01-active-farmer/01-three-ways")
    frame.locator("#page .eyebrow a").click()
    expect(frame.locator("#page h1")).to_be_focused()
    assert frame.locator("#page .steps").count() == 1
    frame.locator("#page .steps a").nth(1).click()
    assert "What a kept customer is worth" in frame.locator("#page h1").inner_text()
    assert frame.evaluate("scrollY") == 0


def test_a_question_sends_people_to_the_place_to_read_again(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    local = kinds["en"]
    module = local.course.modules[0]
    assert module.quiz is not None
    quiz = replace(module.quiz, questions=module.quiz.questions[:1])
    single = replace(local.course, modules=(replace(module, quiz=quiz),))
    frame = launch(platform, render_course_scorm12((replace(local, course=single),)))
    go(frame, "01-kinds/quiz")
    answer(frame, right=False)
    frame.locator("#page .tend-read a").click()
    expect(frame.locator("#the-end")).to_be_focused()


def test_practice_is_checked_and_forgotten(platform: Any, course: dict[str, LocalCourse]) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform, render_course_scorm12((one_module(course["en"]),)))
    go(frame, "01-active-farmer/01-three-ways")
    assert frame.locator("#page .tend-item").count() > 0
    frame.locator("#page .tend-item input").first.check()
    platform.page.wait_for_timeout(350)
    assert "-k0" not in platform.value("cmi.suspend_data")


@pytest.mark.parametrize(
    "setting",
    [
        ("tr", 360, "light"),
        ("zh", 1280, "dark"),
        pytest.param(("en", 360, "dark"), marks=pytest.mark.full),
        pytest.param(("fr", 1280, "light"), marks=pytest.mark.full),
        pytest.param(("es", 360, "light"), marks=pytest.mark.full),
    ],
)
def test_no_page_of_a_course_has_a_barrier(
    platform: Any, course: dict[str, LocalCourse], setting: tuple[str, int, Any]
) -> None:
    code, width, scheme = setting
    platform.page.set_viewport_size({"width": width, "height": 800})
    platform.page.emulate_media(color_scheme=scheme)
    frame = launch(platform, render_course_scorm12((one_module(course[code]),)))
    found = [*platform.barriers(frame)]
    while frame.locator("#next").is_visible():
        frame.locator("#next").click()
        expect(frame.locator("#page h1")).to_be_focused()
        found += platform.barriers(frame)
    if width < 900:
        frame.locator("#open-outline").click()
        found += platform.barriers(frame)
    assert found == []


def test_the_keyboard_opens_and_closes_the_contents(platform: Any, small: LocalCourse) -> None:
    platform.page.set_viewport_size({"width": 360, "height": 740})
    frame = launch(platform, render_course_scorm12((small,)))
    opener = frame.locator("#open-outline")
    opener.focus()
    platform.page.keyboard.press("Enter")
    expect(frame.locator(".outline [aria-current]")).to_be_focused()
    assert opener.get_attribute("aria-expanded") == "true"
    platform.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    platform.page.keyboard.press("Enter")
    platform.page.keyboard.press("Tab")
    platform.page.keyboard.press("Enter")
    expect(frame.locator("#page h1")).to_be_focused()
    assert opener.get_attribute("aria-expanded") == "false"


def test_the_package_lists_its_files_and_needs_nothing_else(course: dict[str, LocalCourse]) -> None:
    for code, local in ((code, one_module(each)) for code, each in course.items()):
        files = unzipped(render_course_scorm12((local,)))
        manifest = etree.fromstring(files["imsmanifest.xml"])
        listed = [file.get("href", "") for file in manifest.iter("{*}file")]
        assert sorted(listed) == sorted({*files} - {"imsmanifest.xml"}), code
        page = files["index.html"].decode()
        assert "default-src 'none'" in page
        assert not re.search(r"""(src|href)=["'](https?:)?//""", page)
        ids = {each.id for each in course_pages(local)}
        for address in re.findall(r'href="#([^"~]+)', page):
            assert address in ids or f'id="{address}"' in page, address
        assert not re.findall(r'href="[^"#]+\.(?:md|html)', page)


def test_equal_courses_give_equal_packages_and_ids(course: dict[str, LocalCourse]) -> None:
    pair = (one_module(course["en"]), one_module(course["tr"]))
    for render in COURSES.values():
        assert render(pair[:1]) == render(pair[:1])
        assert render(pair) == render(pair)
    said = map(one_module, course.values())
    assert len({tuple((each.id, each.key) for each in course_pages(local)) for local in said}) == 1


def test_the_same_course_is_packed_for_scorm_2004(small: LocalCourse) -> None:
    files = unzipped(render_course_scorm2004((small,), {"extra.xsd": b"<xsd/>"}))
    assert "2004 4th Edition" in files["imsmanifest.xml"].decode()
    assert {*files} >= {"index.html", "course.js", "player.js", "extra.xsd"}
    assert '"store":"scorm2004"' in files["index.html"].decode()


def test_a_course_is_graded_in_scorm_2004(platform2004: Any, small: LocalCourse) -> None:
    platform2004.page.set_viewport_size({"width": 1280, "height": 800})
    frame = launch(platform2004, render_course_scorm2004((small,), {}))
    go(frame, "01-kinds/quiz")
    answer(frame, right=True)
    assert platform2004.value("cmi.score.scaled") == "0.5"
    assert platform2004.value("cmi.interactions.1.description") == "{lang=en}Pick the even numbers"
    for page in ("01-kinds/01-only", "02-kinds/01-only", "02-kinds/quiz"):
        go(frame, page)
        assert platform2004.value("cmi.completion_status") == "incomplete"
    answer(frame, right=False)
    assert platform2004.value("cmi.objectives.0.success_status") == "passed"  # In the first quiz.
    frame.locator(".tend-score ~ .tend-buttons .tend-button").click()
    answer(frame, right=True)
    assert platform2004.value("cmi.success_status") == "passed"
    assert platform2004.value("cmi.completion_status") == "completed"
    platform2004.leave()


def test_what_is_written_into_blanks_stays_in_the_browser_of_the_learner(
    platform: Any, blanks: LocalCourse
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    package = render_course_scorm12((blanks,))
    platform.record = {"core": {"student_id": "kim"}}
    frame = launch(platform, package)
    go(frame, "01-small/01-first")
    frame.get_by_role("textbox", name="My notes:").fill("Be kind.")
    frame.get_by_role("textbox", name="Blank 2").fill("because")
    go(frame, "index")
    go(frame, "01-small/01-first")
    expect(frame.get_by_role("textbox", name="Blank 2")).to_have_value("because")
    calls = platform.leave()
    assert "Be*" not in str(calls)
    assert "because" not in str(calls)
    frame = launch(platform, package)
    expect(frame.get_by_role("textbox", name="My notes:")).to_have_value("Be kind.")
    platform.leave()
    platform.record["core"]["student_id"] = "somebody-else"
    frame = launch(platform, package)
    expect(frame.get_by_role("textbox", name="My notes:")).to_have_value("")
    platform.leave()


def test_without_a_name_for_the_learner_notes_go_with_the_page(
    platform: Any, blanks: LocalCourse
) -> None:
    platform.page.set_viewport_size({"width": 1280, "height": 800})
    package = render_course_scorm12((blanks,))
    frame = launch(platform, package)
    go(frame, "01-small/01-first")
    frame.get_by_role("textbox", name="Blank 1").fill("7")
    go(frame, "index")
    go(frame, "01-small/01-first")
    expect(frame.get_by_role("textbox", name="Blank 1")).to_have_value("7")
    platform.leave()
    frame = launch(platform, package)
    expect(frame.get_by_role("textbox", name="Blank 1")).to_have_value("")
    platform.leave()


# Several languages in one package.


def speak(frame: Frame, name: str, tag: str) -> None:
    frame.get_by_role("button", name=name, exact=True).click()
    expect(frame.locator(f'html[lang="{tag}"]')).to_have_count(1)


@pytest.fixture
def both(kinds: dict[str, LocalCourse]) -> tuple[LocalCourse, ...]:
    return tuple(two_quizzes(local) for local in kinds.values())


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_a_change_of_language_keeps_page_answers_and_grade(
    request: pytest.FixtureRequest, both: tuple[LocalCourse, ...], standard: str
) -> None:
    version = {"scorm12": "platform", "scorm2004": "platform2004"}[standard]
    lms: Any = request.getfixturevalue(version)
    lms.page.set_viewport_size({"width": 1280, "height": 800})
    package = COURSES[f"course.{standard}.zip"](both)
    frame = launch(lms, package)
    assert frame.locator("#page h1").inner_text() == "Every kind of question"
    go(frame, "01-kinds/quiz")
    answer(frame, right=True)
    go(frame, "02-kinds/quiz")
    frame.locator("#page .tend-facts ~ .tend-buttons .is-main").click()
    frame.locator('input[value="b"]').check()
    speak(frame, "Türkçe", "tr")
    expect(frame.get_by_role("button", name="Türkçe")).to_be_focused()
    assert frame.locator("input:checked").get_attribute("value") == "b"
    assert frame.locator("[data-notice]").count() == 0
    speak(frame, "العربية", "ar")
    assert frame.locator("html").get_attribute("dir") == "rtl"
    go(frame, "01-kinds/quiz")
    expect(frame.locator("#page .tend-score.is-right")).to_be_visible()
    go(frame, "02-kinds/01-only")
    speak(frame, "Türkçe", "tr")
    go(frame, "01-kinds/01-only")
    lms.leave()
    text = lms.record["suspend_data"]
    lms.page.evaluate("localStorage.clear()")  # Another machine: the platform knows it.
    frame = launch(lms, package)
    assert frame.locator("html").get_attribute("lang") == "tr"
    expect(frame.locator('.outline [aria-current="page"]')).to_have_attribute(
        "href", "#01-kinds/01-only"
    )
    go(frame, "02-kinds/quiz")
    assert frame.locator("input:checked").get_attribute("value") == "b"
    assert (
        float(lms.value("cmi.core.score.raw" if version == "platform" else "cmi.score.raw")) == 50
    )
    lms.leave()
    assert len(text) <= LIMIT


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_choice_of_languages_has_no_barrier(
    platform: Any, both: tuple[LocalCourse, ...], width: int, scheme: Any
) -> None:
    platform.page.set_viewport_size({"width": width, "height": 640})
    platform.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    frame = launch(platform, COURSES["course.scorm12.zip"](both))
    assert platform.barriers(frame) == []
    speak(frame, "العربية", "ar")
    assert platform.barriers(frame) == []
    platform.leave()


def test_only_the_language_in_use_is_loaded(platform: Any, both: tuple[LocalCourse, ...]) -> None:
    package = COURSES["course.scorm12.zip"](both)
    frame = launch(platform, package)
    loaded = "[...document.scripts].map(one => one.getAttribute('src')).filter(Boolean)"
    assert frame.evaluate(loaded) == ["notes.js", "course.js", "player.js", "pages-en.js"]
    speak(frame, "Türkçe", "tr")
    speak(frame, "English", "en")
    speak(frame, "Türkçe", "tr")
    assert frame.evaluate(loaded)[4:] == ["pages-tr.js"]
    platform.leave()


def test_pages_that_cannot_be_loaded_are_told_of_and_tried_again(
    platform: Any, both: tuple[LocalCourse, ...]
) -> None:
    frame = launch(platform, COURSES["course.scorm12.zip"](both))
    platform.context.route("**/pages-tr.js", lambda route: route.abort())
    frame.get_by_role("button", name="Türkçe").click()
    expect(frame.locator(".tend-trouble")).not_to_be_empty()
    assert frame.locator("html").get_attribute("lang") == "en"
    platform.context.unroute("**/pages-tr.js")
    speak(frame, "Türkçe", "tr")
    expect(frame.locator(".tend-trouble")).to_be_empty()
    platform.leave()
    platform.said.clear()  # The browser's own words on the missing file.


def test_a_package_of_several_languages_lists_its_files_and_titles(
    both: tuple[LocalCourse, ...],
) -> None:
    files = unzipped(COURSES["course.scorm12.zip"](both))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = [file.get("href", "") for file in manifest.iter("{*}file")]
    assert sorted(listed) == sorted({*files} - {"imsmanifest.xml"})
    assert {"pages-en.js", "pages-tr.js", "pages-ar.js"} <= {*listed}
    titles = next(manifest.iter("{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}title"))
    assert len(titles) == len(both)
    assert str(manifest.get("identifier")).endswith(".course.all")


def test_all_languages_of_a_course_ask_the_same_questions(kinds: dict[str, LocalCourse]) -> None:
    files = unzipped(COURSES["course.scorm12.zip"](tuple(kinds.values())))
    asked = set()
    for code in kinds:
        pages = json.loads(files[f"pages-{code}.js"].decode().partition(", ")[2][:-3])
        quiz = pages[pages.index('id="quiz-01-kinds-quiz"') :].partition("</script>")[0]
        asked.add(frozenset(re.findall(r'"id":"(m01-q\d\d)"', quiz)))
    assert {len(each) for each in asked} == {10}
    assert len(asked) == 1
    assert "m01-q07" not in next(iter(asked))  # Arabic has no accepted answers for it.


def eleven(local: LocalCourse) -> Course[str]:
    first = local.course.modules[0]
    return replace(
        local.course, modules=tuple(numbered(first, number + 1) for number in range(ELEVEN))
    )


def test_eleven_modules_like_the_first_fit_into_an_lms(course: dict[str, LocalCourse]) -> None:
    assert course_attempt_problems(eleven(course["en"])) == ()


def test_a_course_that_does_not_fit_is_not_packed(kinds: dict[str, LocalCourse]) -> None:
    long = replace(kinds["en"], course=eleven(kinds["en"]))
    assert [problem.code for problem in course_attempt_problems(long.course)] == ["course-too-long"]
    with pytest.raises(CourseError, match="course-too-long"):
        render_course_scorm12((long,))


def test_the_longest_state_is_as_long_as_was_worked_out(
    platform: Any, course: dict[str, LocalCourse]
) -> None:
    local = replace(course["en"], course=eleven(course["en"]))
    frame = launch(platform, render_course_scorm12((local,)))
    length = frame.evaluate(FULLEST)
    assert LIMIT - 600 < length <= LIMIT
    assert course_rooms(local.course) == {}


FULLEST = """() => {
  const data = JSON.parse(document.getElementById("quiz-course").textContent);
  const state = {at: data.pages[0].key, seen: data.pages.map(page => page.key), quizzes: {}};
  for (const page of data.pages.filter(one => one.kind === "quiz")) {
    const source = document.getElementById("page-" + page.key).content;
    const {questions} = JSON.parse(source.querySelector("script").textContent);
    const attempt = Object.assign(Tend.newAttempt(), {
      phase: "a", seed: 0x7fffffff, at: questions[9].id, best: 100, last: 100, tries: 999999,
      passed: true, reported: 999999, spent: 999999,
    });
    for (const one of questions) {
      attempt.seconds[one.id] = 46655;
      attempt.answers[one.id] = {
        single: ["a"], multi: (one.options || []).map(each => each.key), numeric: "。".repeat(24),
        match: Object.fromEntries((one.left || []).map(each => [each.key, one.right[0].key])),
        order: (one.items || []).map(each => each.key),
      }[one.type];
    }
    state.quizzes[page.key] = Tend.pack(attempt, questions);
  }
  const session = {data, attempt: state};
  const text = Tend.forms.course.write(session);
  const {attempt} = Tend.forms.course.read(session, text);
  const again = Tend.forms.course.write({data, attempt});
  if (again !== text) throw new Error("what is written is not what is read");
  return text.length;
}"""


# What a platform gives back may be anything.


@pytest.fixture(scope="module")
def turner(browser: Browser) -> Iterator[Page]:
    """A page with the player of courses and no course."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Course</title>")
    for script in ((PLAYER / "course.js").read_bytes(), player_files()["player.js"]):
        page.add_script_tag(content=script.decode())
    yield page
    page.close()


READ = """text => {
  const quiz = {kind: "quiz", attempts: 2, marked: true};
  const data = {terms: {status: "passed-failed"}, pages: [
    {key: "home", kind: "home"}, {key: "abcd", kind: "lesson"},
    {key: "q1q1", prefix: "m01-", ...quiz}, {key: "q2q2", prefix: "m02-", ...quiz},
  ]};
  const again = text => {
    const attempt = Tend.forms.course.read({data}, text).attempt;
    return [Tend.forms.course.write({data, attempt}), Tend.forms.course.standing({data, attempt})];
  };
  const [written, standing] = again(text), [twice] = again(written);
  return [written, twice, standing.outcome];
}"""
PARTS = (
    "c1",
    "|",
    "home",
    "abcd",
    "q1q1",
    "q2q2",
    "1,d,7,,8000,8000,1,1,10",
    ";-q01=b=c",
    ";!",
    "!",
)


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=6)), max_size=12).map("".join))
def test_no_text_breaks_a_course_and_what_is_written_is_read(turner: Page, text: str) -> None:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    written, twice, outcome = turner.evaluate(READ, text)
    assert written == twice
    assert outcome in {"incomplete", "passed", "failed", "completed"}


def test_course_js_holds_no_words_and_all_it_asks_for_is_there(
    kinds: dict[str, LocalCourse],
) -> None:
    script = (PLAYER / "course.js").read_text("utf-8")
    code = re.sub(r"(?m)^ *//.*| // .*", "", re.sub(r"(?s)/\*.*?\*/", "", script))
    assert not re.findall(r'"[A-Z][^"]* [^"]*"', code)
    asked = {*re.findall(r"words\.(\w+)", code)}
    asked |= {*re.findall(r'Tend\.notice\(course, "(\w+)"', code)}
    asked |= {*course_package.TOLD_WORDS} - {*word_list("player", kinds["en"])}
    assert asked == {*word_list("course", kinds["en"])}


def test_right_answers_are_what_they_were(kinds: dict[str, LocalCourse]) -> None:
    quiz = kinds["en"].course.modules[0].quiz
    assert quiz is not None
    assert [quiz.questions[at].answer for at in range(2)] == [Picked(("a",)), Picked(("b", "c"))]
