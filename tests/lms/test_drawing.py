"""Questions that are drawn, the final assessment, and attempts that outlive a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Frame, Page, expect

from build_tools.course.assessments import FINAL
from build_tools.course.shape import Assessment, Cell, Course, Module
from build_tools.formats.assessments import assessment_module, form_of, packed_modules
from build_tools.formats.attempt import LIMIT, attempt_problems, longest_attempt, written_room
from build_tools.formats.bundle import unzipped
from build_tools.formats.cmi5 import render_cmi5
from build_tools.formats.contents import contents_of
from build_tools.formats.player import mounted, quiz_data
from build_tools.formats.scorm12 import answers_in, render_scorm12, render_scorm12_all
from build_tools.formats.scorm2004 import render_scorm2004
from build_tools.formats.site import site_pages
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.answers import Picked
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.drawing import SEEDS, Draw, drawn
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.shape import Bloom, Option, Use
from build_tools.sources.problem import Place

HERE = Place("quizzes/01-kinds.yml")
HAND_IN = ".tend-jumps ~ .tend-buttons .is-main"
AGAIN = ".tend-score ~ .tend-buttons .tend-button"


def copies(local: LocalCourse, count: int, **more: Any) -> tuple[ChoiceQuestion[str], ...]:
    """Return ``count`` questions that differ in id and stem; `a` is right in all of them."""
    quiz = local.course.modules[0].quiz
    assert quiz is not None
    first = next(each for each in quiz.questions if isinstance(each, ChoiceQuestion))
    return tuple(
        replace(first, id=f"m01-p{at:02}", stem=f"Which one in {at}?", **more)
        for at in range(1, count + 1)
    )


def quiz_of(
    local: LocalCourse, questions: tuple[AnyQuestion[str], ...], *draws: tuple[int, int, int]
) -> Module[str]:
    """Return a module with these questions; a draw is how many of those from where to where."""
    module = local.course.modules[0]
    assert module.quiz is not None
    pools = tuple(
        Draw(
            name=f"pool{at}",
            count=count,
            among=tuple(each.id for each in questions[start:end]),
            place=HERE,
        )
        for at, (count, start, end) in enumerate(draws)
    )
    return replace(module, quiz=replace(module.quiz, questions=questions, draws=pools))


def asked_in(frame: Frame) -> list[str]:
    """Go through the quiz, answer everything rightly, and return the stems."""
    found = []
    begin = frame.locator(".tend-facts ~ .tend-buttons .is-main")
    if begin.count():
        begin.click()
    while frame.locator("fieldset").count():
        found.append(frame.locator(".tend-stem").inner_text())
        frame.locator('input[value="a"]').check()
        frame.locator(".is-main").click()
    return found


def hand_in(frame: Frame) -> None:
    frame.locator(HAND_IN).click()
    expect(frame.locator(".tend-title").first).to_be_focused()


@given(st.integers(0, SEEDS), st.integers(0, 6), st.integers(0, 9), st.integers(0, 1295))
def test_the_player_draws_what_python_draws(
    player: Page, seed: int, one: int, other: int, turn: int
) -> None:
    names = [f"m01-p{at:02}" for at in range(12)]
    pools = (("easy", one, names[1:6]), ("1.1-apply", other, names[6:]))
    draws = tuple(
        Draw(name=name, count=count, among=tuple(among), place=HERE) for name, count, among in pools
    )
    told = [{"name": name, "count": count, "among": among} for name, count, among in pools]
    found = player.evaluate(
        """([seed, number, names, draws]) => {
          const own = number ? {seed: 1, turn: {seed, number}} : {seed};
          const kept = Tend.pack(Object.assign(Tend.newAttempt(), own), []);
          const {attempt} = Tend.unpack(kept, []);
          return Tend.drawn(attempt, names.map(id => ({id})), draws).map(one => one.id);
        }""",
        [seed, turn, names, told],
    )
    chosen = drawn(draws, seed, turn)
    assert found == [name for name in names if name in chosen or name == names[0]]
    assert len(found) == 1 + min(one, 5) + min(other, 6)


def test_what_was_drawn_stays_until_the_next_try(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    package = render_scorm12(kinds["en"], quiz_of(kinds["en"], copies(kinds["en"], 30), (3, 1, 30)))
    frame = platform.launch(package)
    assert "Questions: 4" in frame.locator(".tend-facts").inner_text()
    first = asked_in(frame)
    assert first[0] == "Which one in 1?"
    assert len(set(first)) == 4
    platform.leave()
    frame = platform.launch(package)
    frame.locator(".tend-buttons .tend-button").first.click()
    assert frame.locator(".tend-stem").inner_text() == first[2]
    frame.locator(".is-main").click()
    frame.locator(".is-main").click()
    hand_in(frame)
    assert frame.locator(".tend-answer .tend-stem").all_inner_texts() == first
    assert platform.value("cmi.core.score.raw") == "100"
    assert platform.value("cmi.interactions._count") == "4"
    platform.leave()
    frame = platform.launch(package)
    assert frame.locator(".tend-answer .tend-stem").all_inner_texts() == first
    frame.locator(AGAIN).click()
    second = asked_in(frame)
    assert len(set(second)) == 4
    assert {*second} & {*first} == {first[0]}  # What is always asked; all else is new.


def test_a_new_release_leaves_what_was_drawn_alone(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    local, questions = kinds["en"], copies(kinds["en"], 30)
    frame = platform.launch(render_scorm12(local, quiz_of(local, questions[:10], (3, 0, 10))))
    first = asked_in(frame)
    platform.leave()
    more = render_scorm12(local, quiz_of(local, questions, (3, 0, 30)))
    frame = platform.launch(more)
    frame.locator(".is-main").click()
    hand_in(frame)
    assert frame.locator(".tend-answer .tend-stem").all_inner_texts() == first
    assert platform.value("cmi.core.score.raw") == "100"


def test_a_drawn_question_that_is_gone_gives_way_to_another(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    local, questions = kinds["en"], copies(kinds["en"], 4)
    platform.record = {
        "suspend_data": "1,a,7,m01-p02,,,0,0,0;m01-p01=a=3;m01-p02=a=3;!",
        "core": {"lesson_status": "incomplete"},
    }
    left = tuple(each for each in questions if each.id != "m01-p01")
    frame = platform.launch(render_scorm12(local, quiz_of(local, left, (2, 0, 3))))
    assert "1" in frame.locator('[data-notice="changed"]').inner_text()
    frame.locator(".tend-buttons .tend-button").first.wait_for()
    assert "of 2" in frame.locator(".tend-title").inner_text()


def test_a_question_with_another_key_is_asked_again(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    local, (one, two, three) = kinds["en"], copies(kinds["en"], 3)
    frame = platform.launch(render_scorm12(local, quiz_of(local, (one, two, three))))
    asked_in(frame)
    platform.leave()
    other = replace(two, rev=2, options=_with_key(two.options, "b"))
    newer = render_scorm12(local, quiz_of(local, (one, other, three)))
    frame = platform.launch(newer)
    notice = frame.locator('[data-notice="askedAgain"]')
    assert "asked again: 1" in notice.inner_text()
    assert frame.locator('[data-notice="changed"]').count() == 0
    frame.locator(".is-main").click()
    assert "no answer yet" in frame.locator(".tend-jump").nth(1).inner_text()
    frame.locator(".tend-jump").nth(1).click()
    assert frame.locator("input:checked").count() == 0
    frame.locator('input[value="b"]').check()
    platform.leave()

    frame = platform.launch(newer)  # Once it has been answered, the revision is known.
    assert frame.locator('[data-notice="askedAgain"]').count() == 0
    assert frame.locator("input:checked").get_attribute("value") == "b"
    frame.locator(".is-main").click()
    frame.locator(".is-main").click()
    hand_in(frame)
    assert platform.value("cmi.core.score.raw") == "100"


def _with_key(options: tuple[Option[str], ...], key: str) -> tuple[Option[str], ...]:
    return tuple(replace(option, correct=option.key == key) for option in options)


def test_a_result_outlives_the_questions_it_was_reached_with(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    local, (one, two, three) = kinds["en"], copies(kinds["en"], 3)
    frame = platform.launch(render_scorm12(local, quiz_of(local, (one, two))))
    asked_in(frame)
    hand_in(frame)
    platform.leave()
    other = replace(two, rev=2, options=_with_key(two.options, "b"))
    frame = platform.launch(render_scorm12(local, quiz_of(local, (one, other, three))))
    assert "1" in frame.locator('[data-notice="changed"]').inner_text()
    assert frame.locator(".tend-percent").inner_text() == "100%"
    assert frame.locator(".tend-answer .tend-stem").all_inner_texts() == [one.stem]
    assert "Points" not in frame.locator(".tend-score").inner_text()
    assert platform.value("cmi.core.lesson_status") == "passed"
    frame.locator(AGAIN).click()
    assert len(asked_in(frame)) == 3


def reflection(local: LocalCourse, name: str) -> ReflectionQuestion[str]:
    quiz = local.course.modules[0].quiz
    assert quiz is not None
    found = next(each for each in quiz.questions if isinstance(each, ReflectionQuestion))
    return replace(found, id=name)


@given(seed=st.integers(0, SEEDS), count=st.integers(1, 4))
@settings(max_examples=40)
def test_whatever_is_drawn_fits_into_what_was_worked_out(
    player: Page, kinds: dict[str, LocalCourse], seed: int, count: int
) -> None:
    local = kinds["en"]
    written = tuple(reflection(local, f"m01-r{at}") for at in range(6))
    module = quiz_of(local, (*copies(local, 6, rev=12), *written), (3, 0, 6), (count, 6, 12))
    assert module.quiz is not None
    data = quiz_data(local, module, Use.QUIZ, "quiz")
    rooms = written_room(module.quiz.questions, module.quiz.draws)
    assert rooms == {each["id"]: each["room"] for each in data["questions"] if "room" in each}
    length = player.evaluate(FULLEST, [seed, data["questions"], data["draw"]])
    together = 5 * sum(sorted(rooms.values(), reverse=True)[:count])
    worst = longest_attempt(module.quiz.questions, module.quiz.draws) + together
    assert length <= worst <= LIMIT
    assert worst - length < 60


FULLEST = """([seed, questions, draw]) => {
  const attempt = Object.assign(Tend.newAttempt(), {
    phase: "d", seed: 0x7fffffff, best: 100, last: 100, tries: 999999, passed: true,
    reported: 999999, spent: 999999,
  });
  const asked = Tend.drawn(Object.assign({}, attempt, {phase: "a", seed}), questions, draw);
  for (const one of asked) {
    attempt.answers[one.id] = "room" in one ? "語".repeat(one.room) : ["a"];
    attempt.seconds[one.id] = 46655;
    attempt.checked[one.id] = true;
    attempt.asked.push(one.id);
    attempt.at = one.id;
  }
  return Tend.pack(attempt, questions).length;
}"""


def test_a_large_pool_does_not_make_a_quiz_too_long(kinds: dict[str, LocalCourse]) -> None:
    local = kinds["en"]
    assert attempt_problems(quiz_of(local, copies(local, 900), (10, 0, 900))) == ()
    too_many = quiz_of(local, copies(local, 900), (300, 0, 900))
    assert [problem.code for problem in attempt_problems(too_many)] == ["attempt-too-long"]


def test_the_keys_of_a_whole_pool_are_in_the_package(kinds: dict[str, LocalCourse]) -> None:
    module = quiz_of(kinds["en"], copies(kinds["en"], 5), (2, 0, 5))
    package = render_scorm12(kinds["en"], module)
    assert answers_in(package) == {f"m01-p{at:02}": Picked(("a",)) for at in range(1, 6)}


CELLS = {("1.1", Bloom.APPLY): (2, 5), ("1.2", Bloom.APPLY): (1, 3), ("1.1", Bloom.ANALYZE): (1, 1)}


def with_final(local: LocalCourse) -> LocalCourse:
    """Return the course with a final assessment drawn from a small bank."""
    bank: list[AnyQuestion[str]] = []
    for (objective, bloom), (_, count) in CELLS.items():
        aims: dict[str, Any] = {"objectives": (objective,), "bloom": bloom, "use": (Use.FINAL,)}
        bank += [
            replace(each, id=f"m01-f{len(bank) + at:02}", review="01-kinds/01-only", **aims)
            for at, each in enumerate(copies(local, count), 1)
        ]
    final = Assessment(
        id=FINAL,
        title="Final test",
        intro=None,
        pass_percent=75,
        minutes=30,
        blueprint=tuple(
            Cell(objective=objective, bloom=bloom, count=count, place=HERE)
            for (objective, bloom), (count, _) in CELLS.items()
        ),
        questions=tuple(bank),
        terms=local.course.terms,
        place=HERE,
    )
    return replace(local, course=replace(local.course, assessments=(final,)))


def final_of(local: LocalCourse) -> Assessment[str]:
    final = with_final(local).course.assessment(FINAL)
    assert final is not None
    return final


@given(st.integers(0, SEEDS))
def test_each_form_has_exactly_what_the_blueprint_says(
    kinds: dict[str, LocalCourse], seed: int
) -> None:
    final = final_of(kinds["en"])
    form = form_of(final, seed)
    counts: dict[tuple[str, Bloom], int] = {}
    for each in form:
        cell = (each.objectives[0], each.bloom)
        counts[cell] = counts.get(cell, 0) + 1
    assert counts == {cell: count for cell, (count, _) in CELLS.items()}
    assert [each for each in final.questions if each in form] == list(form)


@given(st.integers(0, SEEDS))
def test_two_forms_share_nothing_where_the_bank_holds_twice_as_many(seed: int) -> None:
    """A bank of 88 for 44 questions, as uneven as a blueprint may be."""
    counts = [1] * 20 + [2] * 8 + [8]
    names = iter(f"m01-f{number:02}" for number in range(88))
    draws = tuple(
        Draw(name=f"1.{at}", count=count, among=tuple(islice(names, 2 * count)), place=HERE)
        for at, count in enumerate(counts)
    )
    first, second = (drawn(draws, seed, turn) for turn in (0, 1))
    assert len(first) == len(second) == 44
    assert first & second == frozenset()


@given(st.integers(0, SEEDS), st.integers(1, 7), st.integers(0, 20))
def test_no_question_comes_again_before_all_others_have_come(
    seed: int, count: int, turn: int
) -> None:
    names = tuple(f"q{number}" for number in range(7))
    draws = (Draw(name="", count=count, among=names, place=HERE),)
    forms = [drawn(draws, seed, at) for at in range(turn, turn + len(names))]
    assert {len(form) for form in forms} == {count}
    told = [sum(name in form for form in forms) for name in names]
    assert told == [count] * len(names)
    for one, other in pairwise(forms):
        assert len(one & other) == max(0, 2 * count - len(names))


def test_forms_differ(kinds: dict[str, LocalCourse]) -> None:
    final = final_of(kinds["en"])
    forms = {tuple(each.id for each in form_of(final, seed)) for seed in range(1000)}
    assert len(forms) == 30  # 10 ways of 2 in 5, times 3 ways of 1 in 3.


RENDERERS: Mapping[str, Callable[[LocalCourse, Module[str]], bytes]] = {
    "scorm12": render_scorm12,
    "scorm2004": lambda local, module: render_scorm2004(local, module, {}),
    "cmi5": render_cmi5,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_the_final_assessment_is_packed_in_every_format(
    kinds: dict[str, LocalCourse], name: str
) -> None:
    local = with_final(kinds["en"])
    package = RENDERERS[name](local, assessment_module(final_of(kinds["en"])))
    assert answers_in(package) == {each.id: each.answer for each in final_of(kinds["en"]).questions}
    data = mounted(unzipped(package)["index.html"].decode())
    assert (data["quiz"], data["title"], data["pass"]) == ("final/quiz", "Final test", 75)
    assert [(draw["name"], draw["count"]) for draw in data["draw"]] == [
        ("1.1-apply", 2),
        ("1.2-apply", 1),
        ("1.1-analyze", 1),
    ]


def test_the_final_assessment_speaks_all_languages_in_one_package(
    kinds: dict[str, LocalCourse],
) -> None:
    locals_ = [with_final(local) for local in kinds.values()]
    package = render_scorm12_all(locals_, assessment_module(final_of(kinds["en"])))
    data = mounted(unzipped(package)["index.html"].decode())
    assert [quiz["tag"] for quiz in data["languages"]] == [*kinds]


def test_the_final_assessment_is_played_and_passed(
    platform: Any, kinds: dict[str, LocalCourse]
) -> None:
    local = with_final(kinds["en"])
    frame = platform.launch(render_scorm12(local, assessment_module(final_of(kinds["en"]))))
    assert frame.locator("h1").inner_text() == "Final test"
    assert frame.locator(".tend-facts li").all_inner_texts() == [
        "Questions: 4",
        "Pass mark: 75%",
        "You may try as often as you like. Your best result counts.",
        "30\u00a0min",
    ]
    assert len(asked_in(frame)) == 4
    hand_in(frame)
    assert platform.value("cmi.core.lesson_status") == "passed"
    assert "Read again: The only lesson" in frame.locator("main").inner_text()


def test_the_final_assessment_is_never_on_the_site(kinds: dict[str, LocalCourse]) -> None:
    plain, final = kinds["en"], with_final(kinds["en"])
    assert [page.path for page in site_pages(final)] == [page.path for page in site_pages(plain)]
    shown = "".join(page.source + page.top for page in site_pages(final))
    for asked in final_of(plain).questions:
        assert asked.id not in shown
        assert asked.stem not in shown


def test_the_final_assessment_is_in_no_book(kinds: dict[str, LocalCourse]) -> None:
    plain, final = kinds["en"], with_final(kinds["en"])
    assert contents_of(final, final.course.modules).printed == (
        contents_of(plain, plain.course.modules).printed
    )


def test_without_a_final_assessment_nothing_is_packed_for_it(
    kinds: dict[str, LocalCourse],
) -> None:
    assert [module.id for module in packed_modules(kinds["en"].course)] == ["01-kinds"]
    course: Course[str] = with_final(kinds["en"]).course
    assert [module.id for module in packed_modules(course)] == ["01-kinds", FINAL]
