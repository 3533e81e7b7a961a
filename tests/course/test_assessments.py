"""What an LMS admin may choose, what is drawn, and the final assessment."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from build_tools.course.reading import read_course, with_drafts
from build_tools.course.rules import advice_in, problems_in
from build_tools.course.schema import json_schema
from build_tools.course.shape import Course, ShowAnswers, StatusPolicy, Terms
from build_tools.course.terms import filled_title
from build_tools.languages.extracting import messages_in
from build_tools.questions.drawing import SEEDS, Draw, drawn, shuffled
from build_tools.sources.problem import CourseError, Place
from build_tools.sources.text import Text

COURSE = "course/course.yml"
QUIZ = "quizzes/01-field.yml"
FINAL = "quizzes/final.yml"
LESSON = "---\n{title: T, description: D, minutes: 5, objectives: ['1.1', '1.2']}\n---\nWords.\n"


def question(name: str, use: str, more: str = "", objective: str = "1.1") -> str:
    options = "".join(
        f'  - {{key: {key}, text: "{text}", feedback: "Look.", {why}}}\n'
        for key, text, why in (
            ("a", "One of it", "correct: true"),
            ("b", "Two of it", 'misconception: "So."'),
            ("c", "Six of it", 'misconception: "So."'),
        )
    )
    home = "" if use == "quiz" else "01-field/"
    return (
        f'- id: {name}\n  rev: 1\n  type: single\n  objectives: ["{objective}"]\n  bloom: apply\n'
        f'  use: [{use}]\n  points: 1\n  stem: "Which one?"\n  report: "One"\n'
        f'  rationale: "So."\n  review: {home}01-start\n{more}  options:\n{options}'
    )


FILES = {
    COURSE: """\
id: small
title: "Small"
subtitle: "Very small"
version: 0.1.0
description: "A small course."
house_rule: "Ask."
licence: {id: CC0, name: "Free", text: "Take it."}
languages:
- {code: en, locale: en, tag: en, name: English}
modules: [01-field]
lms:
  attempts: 3
  pass_percent: 70
  title: "{course} – {module}"
""",
    "course/01-field/module.yml": """\
title: "Field"
summary: "A small module."
key_idea: "Ask."
minutes: {self_paced: 9, live: 0, quiz: 4}
objectives:
- {id: "1.1", bloom: apply, text: "use one question on a call"}
- {id: "1.2", bloom: apply, text: "use two questions on a call"}
lessons: [01-start]
exercises:
- {id: own-call, title: "A call", objectives: ["1.1", "1.2"], minutes: 2, body: "My call: ___"}
""",
    "course/01-field/01-start.md": LESSON,
    QUIZ: 'title: "Quiz"\npass_percent: 80\ndraw: {easy: 1}\nlms: {attempts: 2}\nquestions:\n'
    + question("m01-q01", "quiz")
    + question("m01-q02", "quiz", "  pool: easy\n")
    + question("m01-q03", "quiz", "  pool: easy\n"),
    FINAL: 'title: "Final test"\npass_percent: 80\nminutes: 60\n'
    'blueprint:\n  "1.1": {apply: 2}\n  "1.2": {apply: 1}\n'
    "lms: {show_answers: never, time_limit_minutes: 60}\nquestions:\n"
    + question("m01-f01", "final")
    + question("m01-f02", "final")
    + question("m01-f03", "final")
    + question("m01-f04", "final", objective="1.2"),
}


TESTS = {
    **FILES,
    "quizzes/pretest.yml": 'title: "Before"\npass_percent: 80\nminutes: 10\nquestions:\n'
    + question("m01-b01", "final")
    + question("m01-b02", "final", objective="1.2"),
    "quizzes/posttest.yml": 'title: "After"\npass_percent: 80\nminutes: 10\nquestions:\n'
    + question("m01-e01", "final")
    + question("m01-e02", "final", objective="1.2"),
}


def changed(path: str, before: str, after: str) -> Course[Text]:
    """Return the small course with a pre-test and a post-test, one passage replaced."""
    assert before in TESTS[path]
    return read_course({**TESTS, path: TESTS[path].replace(before, after, 1)})


def course(**changes: tuple[str, str]) -> Course[Text]:
    """Return the small course with one passage of a file replaced."""
    files = dict(FILES)
    for name, (before, after) in changes.items():
        path = {"course": COURSE, "quiz": QUIZ, "final": FINAL}[name]
        assert before in files[path]
        files[path] = files[path].replace(before, after, 1)
    return read_course(files)


def test_the_small_course_has_no_problem() -> None:
    assert problems_in(course()) == ()


def test_a_blueprint_asks_about_every_objective() -> None:
    left_out = course(final=('  "1.2": {apply: 1}\n', ""))
    report = f"{FINAL}:1:1: blueprint-gap: the blueprint asks nothing about objective 1.2"
    assert any(str(each).startswith(report) for each in advice_in(left_out))
    assert "blueprint-gap" not in {each.code for each in advice_in(course())}


def test_an_objective_is_asked_about_at_its_own_level() -> None:
    other = course(final=('"1.2": {apply: 1}', '"1.2": {evaluate: 1}'))
    report = f"{FINAL}:6:21: blueprint-level: objective 1.2 is of the level `apply`, not `evaluate`"
    assert any(str(each).startswith(report) for each in advice_in(other))
    assert "blueprint-level" not in {each.code for each in advice_in(course())}


def test_a_final_assessment_asks_more_than_to_remember() -> None:
    easy = course(final=("{apply: 2}", "{remember: 2}"))
    report = f"{FINAL}:1:1: easy-final: 2 of 3 questions only ask people to remember"
    assert any(str(each).startswith(report) for each in advice_in(easy))
    assert "easy-final" not in {each.code for each in advice_in(course())}


def test_terms_pass_from_the_course_to_quizzes_and_to_the_final_assessment() -> None:
    read = course()
    assert read.terms == Terms(attempts=3, pass_percent=70)
    quiz = read.modules[0].quiz
    assert quiz is not None
    assert quiz.terms == Terms(attempts=2, pass_percent=70)
    final = read.assessment("final")
    assert final is not None
    assert final.terms == Terms(attempts=3, show_answers=ShowAnswers.NEVER, time_limit_minutes=60)


def test_without_lms_everything_is_as_it_always_was() -> None:
    read = course(course=(FILES[COURSE][FILES[COURSE].index("lms:") :], ""))
    assert read.terms == Terms()
    assert (read.terms.attempts, read.terms.time_limit_minutes) == (0, 0)
    assert read.terms.show_answers is ShowAnswers.AFTER_ATTEMPT
    assert read.terms.status is StatusPolicy.PASSED_FAILED
    assert read.package_title is None


def test_without_a_file_there_is_no_assessment() -> None:
    files = {path: text for path, text in FILES.items() if path != FINAL}
    assert read_course(files).assessments == ()


def test_the_words_of_the_final_assessment_have_a_catalog_of_their_own() -> None:
    found = {message.context: message.domain for message in messages_in(course())}
    assert found["final.title"] == "final"
    assert found["m01-f04.stem"] == "final"
    assert found["lms.title"] == "course"


def test_a_quiz_is_as_long_as_what_it_draws() -> None:
    quiz = course().modules[0].quiz
    assert quiz is not None
    assert quiz.length == 2
    plain = course(quiz=("draw: {easy: 1}", "draw: 2")).modules[0].quiz
    assert plain is not None
    assert plain.length == 2
    assert plain.draws[0].among == ("m01-q01", "m01-q02", "m01-q03")


EASY = question("m01-q02", "quiz", "  pool: easy\n")


class Breach(NamedTuple):
    """What is replaced in a file, and what is then reported."""

    file: str
    change: tuple[str, str]
    report: str


PROBLEMS = {
    "stray-pool": Breach(
        "quiz",
        ("pool: easy", "pool: hard"),
        f"{QUIZ}:21:3: stray-pool: `m01-q02` is in pool `hard`, from which nothing is drawn\n"
        "  hint: write `draw: {hard: 1}` above `questions`, and `use: [quiz]`",
    ),
    "short-pool": Breach(
        "quiz",
        ("easy: 1", "easy: 3"),
        f"{QUIZ}:3:14: short-pool: 3 questions are drawn, but pool `easy` has 2\n"
        "  hint: count those with `use: [quiz]`",
    ),
    "short-pool of a whole quiz": Breach(
        "quiz",
        ("draw: {easy: 1}", "draw: 4"),
        f"{QUIZ}:3:7: short-pool: 4 questions are drawn, but this quiz has 3\n"
        "  hint: count those with `use: [quiz]`",
    ),
    "uneven-pool": Breach(
        "quiz",
        (EASY, EASY.replace("points: 1", "points: 2")),
        f"{QUIZ}:3:14: uneven-pool: questions that are drawn in place of each other have "
        "1, 2 points\n  hint: give them all the same `points`",
    ),
    "final-elsewhere": Breach(
        "quiz",
        ("use: [quiz]", "use: [final]"),
        f"{QUIZ}:6:3: final-elsewhere: `m01-q01` is for an assessment, "
        "so nothing asks it here\n  hint: move it to quizzes/final.yml",
    ),
    "not-final": Breach(
        "final",
        ("use: [final]", "use: [quiz]"),
        f"{FINAL}:9:3: not-final: `m01-f01` stands in an assessment "
        "but is not for it alone\n  hint: write `use: [final]`",
    ),
    "blueprint-short": Breach(
        "final",
        ('"1.2": {apply: 1}', '"1.2": {apply: 2}'),
        f"{FINAL}:6:18: blueprint-short: the blueprint wants 2 questions of 1.2 at `apply`, "
        "the bank has 1\n  hint: write more, or ask for fewer",
    ),
    "blueprint-unused": Breach(
        "final",
        ('  "1.2": {apply: 1}\n', ""),
        f"{FINAL}:53:3: blueprint-unused: `m01-f04` fits no cell of the blueprint, "
        'so it is never asked\n  hint: add `"1.2": {apply: 1}` to the blueprint',
    ),
    "unknown-objective": Breach(
        "final",
        ('"1.2": {apply: 1}', '"1.2": {apply: 1}\n  "1.7": {apply: 1}'),
        f"{FINAL}:7:18: unknown-objective: there is no objective `1.7`",
    ),
    "same-id": Breach(
        "final",
        ("id: m01-f01", "id: m01-q01"),
        f"{FINAL}:9:3: same-id: `m01-q01` is the id of the question at {QUIZ}:6:3, too",
    ),
    "foreign-id": Breach(
        "final",
        ("id: m01-f01", "id: f01"),
        f"{FINAL}:9:3: foreign-id: the id of the question `f01` does not begin with `m01-`\n"
        "  hint: as its first objective does",
    ),
    "dead-review": Breach(
        "final",
        ("review: 01-field/01-start", "review: 01-start"),
        f"{FINAL}:9:3: dead-review: `m01-f01` sends people to `01-start`: "
        "there is no such lesson\n  hint: lessons here: 01-field/01-start",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_breach_is_reported_at_its_place(name: str) -> None:
    file, change, report = PROBLEMS[name]
    assert report in map(str, problems_in(course(**{file: change})))


UNREADABLE = {
    "unknown-gap": ("course", ("{module}", "{modul}")),
    "unknown-gap: a brace": ("course", ("{module}", "{module")),
    "unknown-word": ("final", ("never", "later")),
    "out-of-range": ("quiz", ("attempts: 2", "attempts: -1")),
    "unknown-key": ("quiz", ("attempts: 2", "tries: 2")),
    "not-a-number": ("quiz", ("draw: {easy: 1}", "draw: many")),
    "bad-objective": ("final", ('"1.2": {', '"one": {')),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_meant_is_refused(name: str) -> None:
    file, change = UNREADABLE[name]
    with pytest.raises(CourseError) as caught:
        course(**{file: change})
    assert {problem.code for problem in caught.value.problems} == {name.partition(":")[0]}


@pytest.mark.parametrize(("kind", "path"), [("course", COURSE), ("quiz", QUIZ), ("final", FINAL)])
def test_editors_are_told_the_same(kind: str, path: str) -> None:
    validator = Draft202012Validator(json_schema(kind))
    Draft202012Validator.check_schema(json_schema(kind))
    written = json.loads(json.dumps(yaml.safe_load(FILES[path])))
    assert [error.message for error in validator.iter_errors(written)] == []
    for name, spoiled in {"attempts": -1, "status": "done", "surplus": 1}.items():
        lms = {**written["lms"], name: spoiled}
        assert not validator.is_valid({**written, "lms": lms})


def test_a_test_before_and_a_test_after_ask_every_question_and_tell_no_answer() -> None:
    tests = read_course(TESTS).assessments
    assert [(test.id, test.draws, sum(test.cells.values())) for test in tests[:2]] == [
        ("pretest", (), 2),
        ("posttest", (), 2),
    ]
    assert {test.terms for test in tests[:2]} == {
        Terms(attempts=1, show_answers=ShowAnswers.NEVER, status=StatusPolicy.COMPLETED)
    }
    assert problems_in(read_course(TESTS)) == ()
    domains = {message.context: message.domain for message in messages_in(read_course(TESTS))}
    assert domains["pretest.title"] == domains["m01-b01.stem"] == "pretest"


def test_a_test_after_that_asks_other_things_is_not_parallel() -> None:
    found = problems_in(
        changed("quizzes/posttest.yml", 'objectives: ["1.2"]', 'objectives: ["1.1"]')
    )
    assert {(problem.code, problem.hint) for problem in found} == {
        ("not-parallel", "ask as many in both")
    }
    assert [f"{problem.place} {problem.message}" for problem in found] == [
        "quizzes/posttest.yml:1:1 of 1.1 at `apply` the pre-test asks 1, the post-test 2",
        "quizzes/posttest.yml:1:1 of 1.2 at `apply` the pre-test asks 1, the post-test 0",
    ]


def test_two_tests_may_draw_what_they_compare() -> None:
    blueprint = 'blueprint:\n  "1.1": {apply: 1}\n  "1.2": {apply: 1}\nquestions:'
    drawn_ = changed("quizzes/pretest.yml", "questions:", blueprint)
    assert problems_in(drawn_) == ()
    short = changed("quizzes/pretest.yml", "questions:", blueprint.replace("1}\nq", "2}\nq"))
    assert {problem.code for problem in problems_in(short)} == {"blueprint-short", "not-parallel"}


def test_what_assessments_lack_is_advice() -> None:
    alone = read_course({path: text for path, text in TESTS.items() if "posttest" not in path})
    told = [str(problem) for problem in advice_in(alone)]
    assert (
        "quizzes/pretest.yml:1:1: no-partner: there is nothing to compare the pre-test with\n"
        "  hint: write quizzes/posttest.yml, too"
    ) in told
    assert "quizzes/pretest.yml:1:1: test-length: the pre-test asks 2, expected 10" in told
    assert (
        f"{FINAL}:5:18: shared-form: two forms of this test share questions: "
        "3 of 1.1 at `apply`, 4 would do"
    ) in told


def test_an_assessment_waits_for_the_drafts_it_asks_about() -> None:
    before = TESTS[COURSE].replace("modules: [01-field]", "modules: []\ndrafts: [01-field]")
    files = {**TESTS, COURSE: before}
    assert read_course(files).assessments == ()
    assert len(read_course(with_drafts(files)).assessments) == 3


@pytest.mark.parametrize("kind", ["pretest", "posttest"])
def test_editors_know_that_a_blueprint_may_be_left_out(kind: str) -> None:
    written = yaml.safe_load(TESTS[f"quizzes/{kind}.yml"])
    assert Draft202012Validator(json_schema(kind)).is_valid(written)
    assert not Draft202012Validator(json_schema("final")).is_valid(written)


def test_a_title_is_filled_and_nothing_else_is() -> None:
    values = {"course": "Tend {number}", "number": "1"}
    assert filled_title("{course} – {number}: {other}", values) == "Tend {number} – 1: {other}"


IDS = tuple(f"q{number}" for number in range(8))


@given(st.integers(0, SEEDS), st.integers(0, 9))
def test_a_draw_takes_exactly_as_many_as_it_says(seed: int, count: int) -> None:
    draw = Draw(name="x", count=count, among=IDS, place=Place("quiz"))
    found = drawn((draw,), seed)
    assert len(found) == min(count, len(IDS))
    assert found <= {*IDS}
    assert drawn((draw,), seed) == found


@given(st.integers(0, SEEDS))
def test_shuffling_keeps_every_key(seed: int) -> None:
    assert sorted(shuffled(IDS, seed, "m01-q01")) == list(IDS)


def test_every_question_of_a_pool_comes_up_about_equally_often() -> None:
    draw = Draw(name="x", count=2, among=IDS, place=Place("quiz"))
    counts = dict.fromkeys(IDS, 0)
    for seed in range(4000):
        for name in drawn((draw,), seed * 7919):
            counts[name] += 1
    assert all(870 < count < 1130 for count in counts.values())
