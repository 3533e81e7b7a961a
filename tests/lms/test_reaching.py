"""Everybody can use the player: by keyboard, by ear, in the dark, on a phone, right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from build_tools.formats.asked import asked
from build_tools.formats.pages import word_list
from build_tools.formats.player import mount, player_files, quiz_data
from build_tools.formats.scorm12 import answers_in, render_scorm12
from build_tools.languages.local import LocalCourse
from build_tools.questions.shape import Use
from build_tools.questions.text import Accents, TextQuestion

CHOSEN = {
    "preload": False,  # Else it fetches style sheets, which files may not.
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
SIZES = {"phone": {"width": 320, "height": 640}, "desk": {"width": 1280, "height": 800}}
SMALLEST = 24


def package_of(local: LocalCourse) -> bytes:
    return render_scorm12(local, local.course.modules[0])


def blemishes(frame: Frame | Page, axe: str) -> list[str]:
    """Return what axe finds, target sizes included."""
    frame.evaluate(axe)
    found = frame.evaluate("chosen => axe.run(chosen)", CHOSEN)
    return [
        f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]
    ]


def too_small(frame: Frame | Page) -> list[str]:
    """Return the controls that a finger misses, and whatever makes the page scroll sideways."""
    small: list[str] = frame.evaluate(
        """least => [...document.querySelectorAll("button, a, select, input, textarea")]
          .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < least || box.height < least).map(([html]) => html)""",
        SMALLEST,
    )
    wide = frame.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*small, "scrolls sideways"] if wide else small


@pytest.mark.parametrize(
    "setting",
    [
        ("en", "phone", "light"),
        ("ar", "desk", "dark"),
        pytest.param(("en", "phone", "dark"), marks=pytest.mark.full),
        pytest.param(("en", "desk", "light"), marks=pytest.mark.full),
        pytest.param(("ar", "phone", "light"), marks=pytest.mark.full),
    ],
)
def test_no_screen_of_any_kind_has_a_barrier(
    platform: Any, kinds: dict[str, LocalCourse], give: Any, setting: tuple[str, str, Any]
) -> None:
    code, size, scheme = setting
    platform.page.set_viewport_size(SIZES[size])
    platform.page.emulate_media(color_scheme=scheme)
    package = package_of(kinds[code])
    answers = answers_in(package)
    frame = platform.launch(package)
    found = [*blemishes(frame, platform.axe), *too_small(frame)]
    while frame.locator(".tend-buttons .is-main").count():
        frame.locator(".tend-buttons .is-main").click()
        if (question := frame.locator("fieldset.tend-question")).count():
            name = frame.locator("legend").first.get_attribute("id") or ""
            give(question, answers[name.removesuffix("-stem")[-7:]])
        found += [*blemishes(frame, platform.axe), *too_small(frame)]
    assert frame.locator(".tend-score").count() == 1
    assert found == []


@pytest.mark.parametrize("code", ["fr", "tr", "zh"])
def test_the_real_quiz_has_no_barrier(
    platform: Any, course: dict[str, LocalCourse], play: Any, code: str
) -> None:
    platform.page.set_viewport_size(SIZES["phone"])
    frame = platform.launch(package_of(course[code]))
    play(frame, {})
    found = [*blemishes(frame, platform.axe), *too_small(frame)]
    frame.locator(".tend-buttons .is-main").click()
    found += [*blemishes(frame, platform.axe), *too_small(frame)]
    assert found == []


def focused(frame: Frame) -> dict[str, Any]:
    """Return what the keyboard is on."""
    script = """() => {
      const one = document.activeElement;
      const off = one.getAttribute("aria-disabled");
      const [type, name] = [one.type || "", one.name || ""];
      return {tag: one.tagName, look: one.className, type, name, off};
    }"""
    found: dict[str, Any] = frame.evaluate(script)
    return found


def answer_by_keyboard(frame: Frame, page: Page) -> None:
    """Tab through one screen, do something with each control once, and go on."""
    done: set[str] = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        on = focused(frame)
        if "is-main" in on["look"]:
            page.keyboard.press("Enter")
            return
        if on["type"] == "radio" and on["name"] not in done:
            done.add(on["name"])
            page.keyboard.press("Space")
        elif on["type"] == "checkbox" and len(done) < 2:
            done.add(str(len(done)))
            page.keyboard.press("Space")
        elif on["tag"] == "SELECT":
            page.keyboard.press("ArrowDown")
        elif on["type"] in ("text", "textarea"):
            page.keyboard.type("4")
        elif "tend-arrow" in on["look"] and on["off"] == "false" and "moved" not in done:
            done.add("moved")
            page.keyboard.press("Enter")
            assert "tend-arrow" in focused(frame)["look"], "the focus is lost by moving"
        elif "tend-move" in on["look"]:
            page.keyboard.press("Enter")
    raise AssertionError(f"no way on by keyboard: {focused(frame)}")


def test_the_keyboard_alone_leads_to_the_result(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    frame = platform.launch(package_of(kinds["en"]))
    frame.locator("body").evaluate("body => window.focus()")
    answer_by_keyboard(frame, platform.page)
    for at in range(11):
        title = frame.locator(".tend-title")
        expect(title).to_be_focused()
        assert f"{at + 1}" in title.inner_text()
        answer_by_keyboard(frame, platform.page)
    expect(frame.locator(".tend-title")).to_be_focused()
    assert frame.locator(".tend-open").count() == 0, "a question was left without an answer"
    answer_by_keyboard(frame, platform.page)
    expect(frame.locator(".tend-title").first).to_be_focused()
    assert frame.locator(".tend-score").count() == 1


def test_a_move_is_told_to_those_who_cannot_see_it(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    frame = platform.launch(package_of(kinds["en"]))
    frame.locator(".is-main").click()
    for _ in range(4):
        frame.locator(".is-main").click()
    last = frame.locator(".tend-order > li").last
    words = last.locator(".tend-words").inner_text()
    last.locator(".tend-arrow-up").click()
    voice = frame.locator(".tend-voice")
    assert voice.get_attribute("role") == "status"
    assert words in voice.inner_text()
    assert "2" in voice.inner_text()


@pytest.fixture
def lesson(browser: Browser, kinds: dict[str, LocalCourse], tmp_path: Path) -> Iterator[Page]:
    """A lesson with knowledge checks, opened from a folder."""
    local = kinds["en"]
    data = quiz_data(local, local.course.modules[0], Use.PRACTICE, "practice")
    for name, content in player_files().items():
        (tmp_path / name).write_bytes(content)
    policy = "default-src 'self'; style-src 'self'"
    (tmp_path / "lesson.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lesson</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<link rel="stylesheet" href="player.css"><script src="player.js" defer></script></head>'
        f"<body><main><h1>Lesson</h1>{mount(data)}</main></body></html>",
        "utf-8",
    )
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((tmp_path / "lesson.html").as_uri())
    yield page
    page.close()
    assert said == []


def item(page: Page, at: int) -> Locator:
    return page.locator(".tend-item").nth(at)


def test_a_wrong_answer_is_explained_and_can_be_tried_again(lesson: Page) -> None:
    first = item(lesson, 0)
    first.locator('input[value="b"]').check()
    first.get_by_role("button", name="Check").click()
    feedback = first.locator(".tend-feedback")
    assert feedback.get_attribute("role") == "status"
    assert "No, b is second." in feedback.inner_text()
    assert "No, c is third." not in feedback.inner_text()
    assert first.locator("a").get_attribute("href") == "01-only.html#the-end"
    first.locator('input[value="a"]').check()
    assert feedback.inner_text() == ""
    first.get_by_role("button", name="Check").click()
    expect(feedback).to_be_focused()
    for words in ("Yes, a.", "No, b is second.", "No, c is third.", "The right one is right."):
        assert words in feedback.inner_text()
    first.get_by_role("button", name="Start over").click()
    assert first.locator("input:checked").count() == 0


def test_a_hint_comes_when_asked_for(lesson: Page) -> None:
    first = item(lesson, 0)
    assert "It begins with" not in first.inner_text()
    first.get_by_role("button", name="Hint").click()
    assert "It begins with" in first.locator(".tend-feedback").inner_text()
    assert item(lesson, 1).get_by_role("button", name="Hint").count() == 0


def test_nothing_is_judged_before_there_is_an_answer(lesson: Page) -> None:
    for at in range(9):
        item(lesson, at).get_by_role("button", name="Check").click()
        assert item(lesson, at).locator(".tend-verdict").count() == 0
        assert item(lesson, at).locator(".tend-feedback").inner_text() == "Give an answer first."


def test_a_typical_slip_has_its_own_feedback(lesson: Page) -> None:
    sixth = item(lesson, 5)
    sixth.locator("input").fill("6 years")
    sixth.get_by_role("button", name="Check").click()
    assert "You multiplied." in sixth.locator(".tend-feedback").inner_text()
    sixth.locator("input").fill("1,5")
    sixth.get_by_role("button", name="Check").click()
    assert "Yes, 1.5." in sixth.locator(".tend-feedback").inner_text()


def test_what_is_no_number_is_said_at_once(lesson: Page) -> None:
    sixth = item(lesson, 5)
    sixth.locator("input").fill("much")
    sixth.locator("input").blur()
    assert "1,234.5" in sixth.locator(".tend-note").inner_text()


def test_own_words_are_kept_in_the_browser_and_never_judged(lesson: Page) -> None:
    last = item(lesson, 10)
    last.locator("textarea").fill("I think so.")
    assert last.get_by_role("button", name="Check").count() == 0
    last.get_by_role("button", name="Show the answer").click()
    assert "I think, therefore I am." in last.inner_text()
    lesson.reload()
    expect(item(lesson, 10).locator("textarea")).to_have_value("I think so.")


def test_an_answer_in_the_language_s_own_letters_is_accepted(
    player: Page, kinds: dict[str, LocalCourse]
) -> None:
    questions = quiz_data(kinds["tr"], kinds["tr"].course.modules[0], Use.QUIZ, "quiz")["questions"]
    question = next(one for one in questions if one["type"] == "text")
    mark = "([question, words]) => Tend.kinds.text.mark(question, words, null).right"
    right = {
        "ılık içecek": True,
        "ILIK İÇECEK": True,
        " Ilık  İçecek. ": True,
        "ilik içecek": False,
        "ILİK İÇECEK": False,
        "SU": True,
    }
    for words, verdict in right.items():
        assert player.evaluate(mark, [question, words]) == verdict, words


def test_accents_count_unless_the_author_says_otherwise(
    player: Page, kinds: dict[str, LocalCourse]
) -> None:
    quiz = kinds["tr"].course.modules[0].quiz
    assert quiz is not None
    typed = next(one for one in quiz.questions if isinstance(one, TextQuestion))
    mark = "([question, words]) => Tend.kinds.text.mark(question, words, null).right"
    for accents, verdict in ((Accents.COUNT, False), (Accents.IGNORE, True)):
        question = asked(replace(typed, accents=accents), kinds["tr"], {typed.id: 80})
        for words in ("ilik icecek", "ILIK ICECEK", "ılık içecek".replace("ç", "c")):
            assert player.evaluate(mark, [question, words]) == verdict, words
        assert player.evaluate(mark, [question, "ılık İçecek"])
        assert not player.evaluate(mark, [question, "ilik"])
    german = {**question, "tag": "de", "accepted": ["Straße", "œuvre"]}
    for words in ("STRASSE", "strasse", "Oeuvre"):
        assert player.evaluate(mark, [german, words])


def test_a_practice_page_has_no_barrier(lesson: Page, node_modules: Path) -> None:
    axe = (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
    item(lesson, 0).locator('input[value="b"]').check()
    item(lesson, 0).get_by_role("button", name="Check").click()
    item(lesson, 1).locator('input[value="b"]').check()
    item(lesson, 1).locator('input[value="c"]').check()
    item(lesson, 1).get_by_role("button", name="Check").click()
    assert [*blemishes(lesson, axe), *too_small(lesson)] == []


def test_the_player_itself_holds_no_words_and_runs_no_text() -> None:
    script, style = (player_files()[name].decode() for name in ("player.js", "player.css"))
    code = re.sub(r"(?s:/\*.*?\*/)|//[^\n]*", "", script)
    assert not re.findall(r'"[A-Z][^"]* [^"]+"', code)
    assert not re.findall(r"\b(?:eval|Function)\(|\bon[a-z]+=\"", code)
    assert set(re.findall(r"content: ([^;]+);", style)) == {
        '""',
        "counter(place)",
        'counter(place) ". "',
    }


def test_every_word_the_player_asks_for_is_there(kinds: dict[str, LocalCourse]) -> None:
    script = player_files()["player.js"].decode()
    asked = re.findall(r"""(?:Tend\.words|words)\((?:session, |part, )?"(\w+)\"""", script)
    asked += re.findall(r"""Tend\.notice\(session, "(\w+)\"""", script)
    known = word_list("player", kinds["en"])
    assert {*asked} - {*known} == set()
    unused = {name for name in known if not re.search(rf'"{name}"|words\.{name}\b', script)}
    assert unused == {"noScript"}  # This one is for those without a script.
