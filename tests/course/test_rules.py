"""Each rule about the whole course is broken once, in a course of two small modules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from build_tools.course.links import reviewed
from build_tools.course.reading import read_course
from build_tools.course.rules import advice_in, problems_in, said_problems
from build_tools.course.starting import started
from build_tools.sources.binary import packed
from build_tools.sources.problem import CourseError
from build_tools.sources.text import map_texts

COURSE = "course/course.yml"
FIRST = "course/01-field/module.yml"
SECOND = "course/02-soil/module.yml"
LESSON = "course/01-field/01-start.md"
QUIZ = "quizzes/01-field.yml"
SECOND_QUIZ = "quizzes/02-soil.yml"


def module(number: int) -> str:
    return f"""\
title: "Module {number}"
summary: "A small module."
key_idea: "Ask."
minutes: {{self_paced: 9, live: 10, quiz: 4}}
objectives:
- id: "{number}.1"
  bloom: apply
  text: "use one question on a call"
- id: "{number}.2"
  bloom: create
  text: "plan one question for a call"
lessons: [01-start]
exercises:
- id: own-call-{number}
  title: "A call"
  objectives: ["{number}.2"]
  minutes: 2
  body: |
    My call: ___
review_cards:
- {{id: m0{number}-c01, front: "What?", back: "This."}}
job_aid: {{title: "Ask", steps: ["Ask."]}}
trainer:
  goal: "Try."
  materials: ["Paper"]
  timeline:
  - id: try
    title: "Try it"
    minutes: 6
    practice: true
    exercise: own-call-{number}
    objectives: ["{number}.1"]
    cues: [do: "Let pairs try it."]
  - id: talk
    title: "Talk"
    minutes: 4
    cues: [say: "Well done."]
  contingencies:
  - {{if: "Somebody says: it is five times cheaper.", then: "Ask where that comes from."}}
"""


def lesson(number: int) -> str:
    return f"""\
---
title: Start
description: Begin here.
minutes: 5
objectives: ["{number}.1", "{number}.2"]
---
{"Read these words. " * 150}

## The question {{#question}}

/// idea | Ask
    points: S1-01
    sources: S1

Ask first. See [the question](#question) and [the start](01-start.md#question).
///

/// dialog-weak | Short
Nina: Bye.
///

/// dialog-strong | Long
Nina: What has changed?
///

/// why
What did she ask?
///

/// worked
One.
///

/// faded
    minutes: 1

Two: ___
///

/// check
    questions: m0{number}-k01
    minutes: 1
///

/// evidence
    sources: S1

They say that 68% leave. Nobody has counted.
///
"""


def question(name: str, number: int, *, right: str = "a", use: str = "quiz", more: str = "") -> str:
    options = "".join(
        f'  - {{key: {key}, text: "{text}", feedback: "Look.", '
        + ("correct: true}\n" if key == right else 'misconception: "So."}\n')
        for key, text in {"a": "One of it", "b": "Two of it", "c": "Six of it"}.items()
    )
    return f"""\
- id: {name}
  rev: 1
  type: single
  objectives: ["{number}.1"]
  bloom: apply
  use: [{use}]
  points: 1
  stem: "Which one?"
  report: "One"
  rationale: "So."
  review: 01-start#question
{more}  options:
{options}"""


def quiz(number: int) -> str:
    spaced = "  spaced: true\n"
    asked = [question(f"m0{number}-k01", number, use="practice")]
    for at in range(1, 11):
        again = number > 1 and at > 8
        name = f"m0{number}-q{at:02}"
        right = "abc"[at % 3]
        asked.append(question(name, 1 if again else number, right=right, more=spaced * again))
    return 'title: "Quiz"\npass_percent: 80\nquestions:\n' + "".join(asked)


FILES = {
    COURSE: """\
id: small
title: "Small"
subtitle: "Very small"
version: 0.1.0
description: "A small course."
house_rule: "Ask."
licence: {id: CC0, name: "Free", text: "Take it."}
credits:
- {id: S1, text: "A blog."}
scales:
- {id: often, labels: ["Never", "Always"]}
glossary:
- {id: field, term: "field", text: "What we look after."}
languages:
- {code: en, locale: en, tag: en, name: English}
modules: [01-field, 02-soil]
cast:
- {key: nina, name: Nina, role: agent}
""",
    FIRST: module(1),
    LESSON: lesson(1),
    QUIZ: quiz(1),
    SECOND: module(2),
    "course/02-soil/01-start.md": lesson(2),
    SECOND_QUIZ: quiz(2),
}


class Breach(NamedTuple):
    """What is replaced in a file, by what, and what is then reported."""

    file: str
    before: str
    after: str
    report: str


RECORDED = (
    "/// why\nWhat did she ask?\n///\n\n"
    "/// recorded-call | A call\n    audio: {}\n\nNina: Yes?\n///\n"
)

PROBLEMS = {
    "bad-audio": Breach(
        LESSON,
        "/// why\nWhat did she ask?\n///\n",
        RECORDED.format("../A call.wav"),
        f"{LESSON}:30:1: bad-audio: `../A call.wav` is not the name of a recording\n"
        "  hint: such as `late-order.mp3`, beside this file",
    ),
    "unknown-speaker": Breach(
        LESSON,
        "Nina: Bye.",
        "Nino: Bye.",
        f"{LESSON}:19:1: unknown-speaker: `Nino` speaks but is not in the cast\n"
        "  hint: see `cast` in course/course.yml",
    ),
    "objective-verb": Breach(
        FIRST,
        "use one question",
        "judge one question",
        f"{FIRST}:8:10: objective-verb: objective 1.1 begins with no verb of `apply`\n"
        "  hint: verbs of this level: work out, map, rewrite, turn, open, play back, write, lead, "
        "give, use, make, answer, ask, compute, run, take part, hold",
    ),
    "vague-verb": Breach(
        FIRST,
        "use one question",
        "understand one question",
        f"{FIRST}:8:10: vague-verb: nobody can see whether people understand\n"
        "  hint: say what somebody can be seen to do",
    ),
    "objective-form": Breach(
        FIRST,
        "use one question on a call",
        "Use one question on a call.",
        f"{FIRST}:8:10: objective-form: objective 1.1 is a sentence\n"
        "  hint: it continues “You can …”: begin in lower case, end without a full stop",
    ),
    "no-lesson": Breach(
        LESSON,
        '"1.1", "1.2"',
        '"1.1"',
        f"{FIRST}:9:3: no-lesson: objective 1.2 has no lesson\n"
        "  hint: name it in `objectives` of a lesson",
    ),
    "no-practice": Breach(
        FIRST,
        'objectives: ["1.2"]',
        'objectives: ["1.1"]',
        f"{FIRST}:9:3: no-practice: objective 1.2 has no practice\n"
        "  hint: name it in an exercise, a practice question or an activity with `practice: true`",
    ),
    "no-assessment": Breach(
        FIRST,
        'bloom: create\n  text: "plan',
        'bloom: apply\n  text: "use',
        f"{FIRST}:9:3: no-assessment: objective 1.2 has no assessment\n"
        "  hint: write a question about it with `use: [quiz]`",
    ),
    "unknown-objective": Breach(
        LESSON,
        "    sources: S1\n\nAsk first.",
        "    sources: S1\n    objectives: 1.7\n\nAsk first.",
        f"{LESSON}:11:1: unknown-objective: there is no objective `1.7`",
    ),
    "objective-elsewhere": Breach(
        SECOND_QUIZ,
        '["2.1"]',
        '["1.1"]',
        f"{SECOND_QUIZ}:4:3: objective-elsewhere: "
        "`m02-k01` has an objective of another module\n"
        "  hint: if it asks an earlier point again, write `spaced: true`",
    ),
    "spaced without an earlier objective": Breach(
        QUIZ,
        "  use: [practice]",
        "  use: [practice]\n  spaced: true",
        f"{QUIZ}:4:3: objective-elsewhere: "
        "`m01-k01` is spaced but has no objective of an earlier module",
    ),
    "minutes-sum": Breach(
        FIRST,
        "quiz: 4",
        "quiz: 5",
        f"{FIRST}:1:1: minutes-sum: lessons (5) and quiz (5) take 10 minutes, `self_paced` says 9",
    ),
    "timeline-sum": Breach(
        FIRST,
        "live: 10",
        "live: 12",
        f"{FIRST}:1:1: timeline-sum: the timeline takes 10 minutes, `live` says 12",
    ),
    "dead-review": Breach(
        QUIZ,
        "review: 01-start#question",
        "review: 02-start",
        f"{QUIZ}:4:3: dead-review: "
        "`m01-k01` sends people to `02-start`: there is no such lesson\n"
        "  hint: lessons here: 01-start",
    ),
    "dead-review at a heading": Breach(
        QUIZ,
        "review: 01-start#question",
        "review: 02-soil/01-start#questions",
        f"{QUIZ}:4:3: dead-review: "
        "`m01-k01` sends people to `02-soil/01-start#questions`: there is no such heading\n"
        "  hint: headings there: question",
    ),
    "dead-link": Breach(
        LESSON,
        "(01-start.md#question)",
        "(../02-soil/02-next.md)",
        f"{LESSON}:15:58: dead-link: `../02-soil/02-next.md` leads to no lesson\n"
        "  hint: name the file of a lesson as seen from here, such as `03-every-touch.md`",
    ),
    "dead-link to a heading": Breach(
        LESSON,
        "(#question)",
        "(#answer)",
        f"{LESSON}:15:31: dead-link: `#answer` leads to no heading\n"
        "  hint: headings there: question",
    ),
    "missing-file of a figure": Breach(
        LESSON,
        "## The question",
        "![A map](map.svg)\n\n## The question",
        f"{LESSON}:9:10: missing-file: there is no figure `map.svg` beside this file\n"
        "  hint: put an SVG file of this name there",
    ),
    "empty-check": Breach(
        LESSON,
        "    questions: m01-k01\n",
        "",
        f"{LESSON}:40:1: empty-check: this check names no `questions`",
    ),
    "unknown-question": Breach(
        LESSON,
        "m01-k01",
        "m01-k02",
        f"{LESSON}:40:1: unknown-question: there is no question `m01-k02` in `{QUIZ}`",
    ),
    "not-practice": Breach(
        LESSON,
        "m01-k01",
        "m01-k01 m01-q01",
        f"{LESSON}:40:1: not-practice: `m01-q01` is not for practice\n"
        "  hint: add `practice` to its `use`, or take another question",
    ),
    "unplaced-question": Breach(
        LESSON,
        "questions: m01-k01",
        "questions: m01-q01",
        f"{QUIZ}:4:3: unplaced-question: `m01-k01` is for practice but stands in no lesson\n"
        "  hint: write `questions: m01-k01` in a `/// check` block",
    ),
    "unknown-source": Breach(
        LESSON,
        "sources: S1\n\nAsk",
        "sources: S1 E9\n\nAsk",
        f"{LESSON}:11:1: unknown-source: there is no source `E9`\n"
        "  hint: add it to `credits` in course/course.yml",
    ),
    "bad-point": Breach(
        LESSON,
        "points: S1-01",
        "points: S1",
        f"{LESSON}:11:1: bad-point: `S1` is not a point\n  hint: such as `S1-11`",
    ),
    "bad-minutes": Breach(
        LESSON,
        "    minutes: 1\n\nTwo",
        "    minutes: one\n\nTwo",
        f"{LESSON}:34:1: bad-minutes: `one` is not a number of minutes",
    ),
    "banned-claim": Breach(
        LESSON,
        "Ask first.",
        "It is 5 times\ncheaper to keep people. Ask first.",
        f"{LESSON}:15:7: banned-claim: "
        "`5 times cheaper` reads like “so many times cheaper to keep a customer”\n"
        "  hint: say what is known and its limits, in an `evidence` block with its source",
    ),
    "same-id": Breach(
        SECOND,
        "id: own-call-2",
        "id: own-call-1",
        f"{SECOND}:14:3: same-id: `own-call-1` is the id of the exercise at {FIRST}:14:3, too",
    ),
    "foreign-id": Breach(
        FIRST,
        "m01-c01",
        "m02-c02",
        f"{FIRST}:21:25: foreign-id: the id of the card `m02-c02` does not begin with `m01-`",
    ),
    "unknown-exercise": Breach(
        FIRST,
        "exercise: own-call-1",
        "exercise: own-call-2",
        f"{FIRST}:27:5: unknown-exercise: there is no exercise `own-call-2` in this module",
    ),
    "unknown-scale": Breach(
        QUIZ,
        "questions:\n",
        'questions:\n- {id: m01-s01, rev: 1, type: likert, objectives: ["1.1"], bloom: apply, '
        'use: [workbook], stem: "How often?", scale: seldom, statements: [{key: a, text: "I"}]}\n',
        f"{QUIZ}:4:3: unknown-scale: there is no scale `seldom` in course/course.yml",
    ),
    "no-feedback": Breach(
        QUIZ,
        'feedback: "Look.", correct: true',
        "correct: true",
        f"{QUIZ}:16:5: no-feedback: `m01-k01`: nothing is said to somebody who picks `a`\n"
        "  hint: add `feedback: …` that says why",
    ),
}
ADVICE = {
    "no-recording": Breach(
        LESSON,
        "/// why\nWhat did she ask?\n///\n",
        RECORDED.format("late-order.mp3"),
        f"{LESSON}:30:1: no-recording: there is no recording `late-order.mp3` beside this file\n"
        "  hint: record it or take the key out",
    ),
    "no-part": Breach(
        LESSON,
        "/// why\nWhat did she ask?\n///\n",
        "",
        f"{FIRST}:1:1: no-part: module 1 has no block `why`",
    ),
    "no job aid": Breach(
        FIRST,
        'job_aid: {title: "Ask", steps: ["Ask."]}\n',
        "",
        f"{FIRST}:1:1: no-part: module 1 has no `job_aid`",
    ),
    "quiz-length": Breach(
        QUIZ,
        "use: [quiz]",
        "use: [workbook]",
        f"{QUIZ}:1:1: quiz-length: the quiz has 9 marked questions, expected 10",
    ),
    "few-spaced": Breach(
        SECOND_QUIZ,
        "  spaced: true\n",
        "",
        f"{SECOND_QUIZ}:1:1: few-spaced: "
        "questions that ask an earlier point again: 1, expected 2\n"
        "  hint: mark them with `spaced: true`",
    ),
    "reading-time": Breach(
        LESSON,
        "minutes: 5",
        "minutes: 9",
        f"{LESSON}:2:1: reading-time: "
        "483 words and 2 minutes of tasks take about 5 minutes, `minutes` says 9",
    ),
    "little-practice": Breach(
        FIRST,
        "practice: true",
        "practice: false",
        f"{FIRST}:1:1: little-practice: 0 of 10 live minutes are practice, less than 50%\n"
        "  hint: let learners do more of it themselves",
    ),
}


def changed(breach: Breach) -> Mapping[str, str]:
    assert breach.before in FILES[breach.file]
    return {**FILES, breach.file: FILES[breach.file].replace(breach.before, breach.after, 1)}


ENGLISH = "- {code: en, locale: en, tag: en, name: English}\n"
UNREADABLE = {
    "missing-file": Breach(
        COURSE,
        "02-soil",
        "02-seed",
        f"{COURSE}:16:21: missing-file: there is no `course/02-seed/module.yml`",
    ),
    "language-twice": Breach(
        COURSE,
        ENGLISH,
        ENGLISH * 2,
        f"{COURSE}:15:1: language-twice: the language `en` stands here twice",
    ),
    "bad-folder": Breach(
        COURSE,
        "02-soil",
        "2-soil",
        f"{COURSE}:16:21: bad-folder: `2-soil` cannot be a module's folder\n"
        "  hint: two digits, a hyphen, then words in a–z and 0–9 joined by hyphens",
    ),
    "bad-cue": Breach(
        FIRST,
        '[say: "Well done."]',
        '[{say: "Well done.", do: "Smile."}]',
        f"{FIRST}:37:12: bad-cue: a cue is exactly one of say, ask, do, show",
    ),
}


@pytest.mark.parametrize("code", UNREADABLE)
def test_what_cannot_be_read_is_reported_where_it_stands(code: str) -> None:
    with pytest.raises(CourseError) as error:
        read_course(changed(UNREADABLE[code]))
    assert UNREADABLE[code].report in str(error.value)


def test_nothing_is_started_over_what_is_there() -> None:
    with pytest.raises(CourseError) as error:
        started("quiz", "01-field", FILES)
    assert [problem.code for problem in error.value.problems] == ["exists"]


def test_a_sound_course_has_no_problems() -> None:
    assert problems_in(read_course(FILES)) == ()


@pytest.mark.parametrize("code", ["no job aid", "quiz-length"])
def test_a_course_can_be_sound_before_it_is_whole(code: str) -> None:
    course = read_course(changed(ADVICE[code]))
    assert problems_in(course) == ()
    assert advice_in(course) != ()


@pytest.mark.parametrize("code", PROBLEMS)
def test_each_problem_is_reported_where_it_stands(code: str) -> None:
    reports = [str(problem) for problem in problems_in(read_course(changed(PROBLEMS[code])))]
    assert PROBLEMS[code].report in reports


@pytest.mark.parametrize("code", ADVICE)
def test_each_piece_of_advice_is_given_where_it_belongs(code: str) -> None:
    reports = [str(problem) for problem in advice_in(read_course(changed(ADVICE[code])))]
    assert ADVICE[code].report in reports


def test_a_recording_that_is_there_is_not_asked_for() -> None:
    files = changed(ADVICE["no-recording"])
    beside = {**files, "course/01-field/late-order.mp3": packed(b"sound")}
    elsewhere = {**files, "course/02-soil/late-order.mp3": packed(b"sound")}
    told = [{it.code for it in advice_in(read_course(each))} for each in (beside, elsewhere)]
    assert ["no-recording" in codes for codes in told] == [False, True]


def test_what_participants_and_wrong_answers_claim_is_not_the_courses_claim() -> None:
    wrong = changed(Breach(QUIZ, '"Two of it"', '"68% of it"', ""))
    right = changed(Breach(QUIZ, '"One of it"', '"68% of it"', ""))
    assert "banned-claim" not in {problem.code for problem in problems_in(read_course(wrong))}
    assert "banned-claim" in {problem.code for problem in problems_in(read_course(right))}


def test_a_question_may_quote_a_claim_with_a_reason() -> None:
    allowed = '"68% leave. Why?"\n  lint: {allow: {banned-claim: "it is shown to be wrong"}}'
    quoted = changed(Breach(QUIZ, '"Which one?"', allowed, ""))
    assert problems_in(read_course(quoted)) == ()


def test_a_review_place_may_be_in_another_module() -> None:
    course = read_course(FILES)
    found = reviewed(course, "02-soil", "01-field/01-start#question")
    assert found == (course.modules[0], course.modules[0].lessons[0], "question")
    assert reviewed(course, "02-soil", "01-field/02-next") is None


def test_a_course_in_its_own_words_has_no_other_problems() -> None:
    said = map_texts(read_course(FILES), lambda text: text.key)
    assert said_problems(said, "en") == ()
    long = map_texts(read_course(FILES), lambda text: text.key * 100)
    assert {problem.code for problem in said_problems(long, "de")} == {"report-long"}


def test_the_course_itself_is_sound_and_whole() -> None:
    root = Path(__file__).parents[2]
    files = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for folder in ("course", "quizzes")
        for path in (root / folder).rglob("*")
        if path.suffix in (".yml", ".md", ".svg")
    }
    course = read_course(files)
    assert [str(problem) for problem in problems_in(course)] == []
    assert [str(problem) for problem in advice_in(course)] == []
