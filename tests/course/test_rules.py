"""Each rule about the whole course is broken once, in a course of two small modules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from build_tools.course.links import reviewed
from build_tools.course.parts import REVIEW_DAYS
from build_tools.course.reading import read_course
from build_tools.course.rules import advice_in, is_whole, problems_in, said_problems, unmet_in
from build_tools.course.shape import Course
from build_tools.course.starting import started
from build_tools.sources.binary import packed
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text, map_texts
from build_tools.upkeep import review

COURSE = "course/course.yml"
FIRST = "course/01-field/module.yml"
SECOND = "course/02-soil/module.yml"
LESSON = "course/01-field/01-start.md"
QUIZ = "quizzes/01-field.yml"
SECOND_QUIZ = "quizzes/02-soil.yml"
REQUIRED = "course/requirements.yml"
SIMPLE = "Read these words. " * 150


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
- {{id: m0{number}-c02, front: "When?", back: "Now."}}
- {{id: m0{number}-c03, front: "Who?", back: "You."}}
- {{id: m0{number}-c04, front: "Where?", back: "Here."}}
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
{SIMPLE}

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

![A way from here to there](way.svg)
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


WAY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title id="t">A way</title></svg>'
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
- {key: nina, name: Nina, role: agent, gender: woman}
- {key: leo, name: Leo, role: agent, gender: man}
""",
    FIRST: module(1),
    LESSON: lesson(1),
    QUIZ: quiz(1),
    "course/01-field/way.svg": WAY,
    REQUIRED: """\
modules: 2
minutes: {self_paced: 18, live: 20}
limits: [1, 2]
picture: {field: 1, soil: 2}
points:
  S1-01: ask first
""",
    SECOND: module(2),
    "course/02-soil/way.svg": WAY,
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
        "  hint: did you mean `way.svg`?",
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
    "unknown-point": Breach(
        LESSON,
        "points: S1-01",
        "points: S1-03",
        f"{LESSON}:11:1: unknown-point: there is no point `S1-03` in {REQUIRED}\n"
        "  hint: did you mean `S1-01`?",
    ),
    "a point of an activity": Breach(
        FIRST,
        "    practice: true\n",
        "    practice: true\n    points: [S1]\n",
        f"{FIRST}:30:5: bad-point: `S1` is not a point\n  hint: such as `S1-11`",
    ),
    "unsourced-claim": Breach(
        LESSON,
        "## The question",
        "See what **a study** of\n20 calls found.\n\n## The question",
        f"{LESSON}:9:1: unsourced-claim: `study` is a claim without a source\n"
        "  hint: name it in `sources` of a block around it, such as `sources: E19`",
    ),
    "evidence without a source": Breach(
        LESSON,
        "/// evidence\n    sources: S1\n",
        "/// evidence\n",
        f"{LESSON}:45:1: unsourced-claim: this evidence names no source\n"
        "  hint: name it in `sources` of a block around it, such as `sources: E19`",
    ),
    "picture-of-person": Breach(
        LESSON,
        "Ask first.",
        "Ask first. The customer is a field.",
        f"{LESSON}:15:1: picture-of-person: `customer is a field` "
        "speaks of a person in words of the picture\n"
        "  hint: the picture is for the relationship; name what people do",
    ),
    "unparallel-options": Breach(
        QUIZ,
        '"One of it"',
        '"One of it."',
        f"{QUIZ}:4:3: unparallel-options: `m01-k01`: "
        "one option differs from the others: a sentence with its full stop\n"
        "  hint: give all options the same form",
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
        f"{FIRST}:30:5: unknown-exercise: there is no exercise `own-call-2` in this module",
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
    "no figure": Breach(
        LESSON,
        "![A way from here to there](way.svg)",
        "",
        f"{FIRST}:1:1: no-part: module 1 has no figure in a lesson",
    ),
    "few-cards": Breach(
        FIRST,
        '- {id: m01-c04, front: "Where?", back: "Here."}\n',
        "",
        f"{FIRST}:1:1: few-cards: module 1 has 3 review cards, expected 4\n"
        "  hint: learners come back to them after 2, 7, 21, 45 days",
    ),
    "no-standard": Breach(
        FIRST,
        "use one question on a call",
        "use questions on a call",
        f"{FIRST}:8:10: no-standard: objective 1.1 says neither how well nor with what\n"
        "  hint: such as “at least five right,” “in one sentence” or “with a reason”",
    ),
    "hard-to-read": Breach(
        LESSON,
        SIMPLE,
        "Organizational considerations necessitate interdepartmental communication. " * 30,
        f"{LESSON}:2:1: hard-to-read: Flesch gives -187, expected at least 65\n"
        "  hint: take shorter words and shorter sentences",
    ),
    "long-sentences": Breach(
        LESSON,
        SIMPLE,
        f"{'Ask. ' * 3}\nGo on{' and on' * 12}. " * 10,
        f"{LESSON}:7:1: long-sentences: "
        "the sentence `Go on and on and …` has more than 25 words\n"
        "  hint: make two of it; at most 5% of a lesson may be so long",
    ),
    "sentences that are long on average": Breach(
        LESSON,
        SIMPLE,
        f"Go on{' and on' * 11}. " * 30,
        f"{LESSON}:2:1: long-sentences: sentences have 19.1 words on average, more than 15\n"
        "  hint: one idea a sentence",
    ),
    "long-steps": Breach(
        FIRST,
        'steps: ["Ask."]',
        'steps: ["Ask what has changed at the place of the customer since the last order."]',
        f"{FIRST}:25:19: long-steps: the steps have 14.0 words a sentence, more than 10\n"
        "  hint: what is used at work is read at a glance",
    ),
    "crowded-picture": Breach(
        LESSON,
        "Ask first. See",
        "Ask in the field. The field is wide. See",
        f"{LESSON}:2:1: crowded-picture: 2 words of the picture in 38 words: field\n"
        "  hint: after the opening, at most one in 120; say the thing by its name",
    ),
    "early-picture": Breach(
        LESSON,
        "Ask first. See",
        "Good soil first. See",
        f"{LESSON}:15:1: early-picture: `soil` comes before module 2, which explains it\n"
        "  hint: say the thing by its name",
    ),
    "uneven-cast": Breach(
        COURSE,
        "role: agent, gender: man",
        "role: agent, gender: woman",
        f"{COURSE}:18:21: uneven-cast: 0 of 2 people in the cast are `man`\n"
        "  hint: let at least 40% of them be",
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
UNMET = {
    "untaught-point": Breach(
        REQUIRED,
        "  S1-01: ask first\n",
        "  S1-01: ask first\n  S1-02: then listen\n  S1-03: say it again\n",
        f"{REQUIRED}:7:3: untaught-point: 2 of 3 points are taught nowhere: S1-02, S1-03\n"
        "  hint: name them in `points` of the block, or of the activity, that teaches them",
    ),
    "no-limits": Breach(
        REQUIRED,
        "limits: [1, 2]",
        "limits: [1, 2, 3]",
        f"{REQUIRED}:3:16: no-limits: module 3 does not tell the limits of what is known\n"
        "  hint: say what research says, and what it does not, in an `evidence` block",
    ),
    "course-minutes": Breach(
        REQUIRED,
        "live: 20",
        "live: 30",
        f"{REQUIRED}:2:10: course-minutes: the whole course takes 20 minutes, `live` says 30",
    ),
    "few-scenarios": Breach(
        REQUIRED,
        "limits",
        "scenarios: 1\nlimits",
        f"{COURSE}:1:1: few-scenarios: "
        "0 modules have a question of the type `scenario`, expected 1",
    ),
    "final-length": Breach(
        REQUIRED,
        "limits",
        "final_questions: 4\nlimits",
        f"{COURSE}:1:1: final-length: the final assessment asks 0 questions, expected 4",
    ),
}
UNREADABLE = {
    "bad-point": Breach(
        REQUIRED,
        "S1-01:",
        "S1:",
        f"{REQUIRED}:6:3: bad-point: `S1` is not a point\n  hint: such as `S1-11`",
    ),
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
        f"{COURSE}:16:3: language-twice: the language `en` stands here twice",
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
        f"{FIRST}:40:12: bad-cue: a cue is exactly one of say, ask, do, show",
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


@pytest.mark.parametrize("code", UNMET)
def test_what_a_course_requires_of_itself_is_missed_where_it_is_said(code: str) -> None:
    assert unmet_in(read_course(FILES)) == ()
    reports = [str(problem) for problem in unmet_in(read_course(changed(UNMET[code])))]
    assert UNMET[code].report in reports


def test_requirements_are_advice_until_the_last_part_is_there() -> None:
    files = changed(UNMET["course-minutes"])
    assert "course-minutes" in {each.code for each in review(files, ["en"]).problems}
    for more in ("modules: 3", "final_questions: 4\nmodules: 2"):
        unfinished = {**files, REQUIRED: files[REQUIRED].replace("modules: 2", more)}
        assert "course-minutes" in {each.code for each in review(unfinished, ["en"]).advice}
        assert review(unfinished, ["en"]).problems == ()


def test_a_stem_does_not_give_away_the_answer_of_another_question() -> None:
    told = FILES[QUIZ].replace('text: "One of it"', 'text: "Two of it too"')
    telling = told.replace("Which one?", "Why is two of it too much?", 3)
    report = (
        "`m01-q01` says `two of it too`, which is part of the right answer of `m01-q03`\n"
        "  hint: say one of them in other words"
    )
    assert "telling-stem" not in {each.code for each in advice_in(course_with(told))}
    assert f"{QUIZ}:19:3: telling-stem: {report}" in map(str, advice_in(course_with(telling)))


def course_with(questions: str) -> Course[Text]:
    return read_course({**FILES, QUIZ: questions})


def test_a_course_may_require_nothing_of_itself() -> None:
    course = read_course({path: text for path, text in FILES.items() if path != REQUIRED})
    assert (problems_in(course), unmet_in(course)) == ((), ())


@pytest.mark.parametrize(
    "words",
    [
        "Study the price list.",
        "We know of no study about it.",
        "Do your own research for a week.",
        "You lose 20% of the margin.",
        "On Tuesdays, 40 people eat there.",
        "We farm the field, never the person.",
        "Never harvest a customer.",
    ],
)
def test_what_only_looks_like_a_claim_or_a_slur_is_let_through(words: str) -> None:
    course = read_course(
        changed(Breach(LESSON, "## The question", f"{words}\n\n## The question", ""))
    )
    assert problems_in(course) == ()


def test_what_participants_and_wrong_answers_claim_is_not_the_courses_claim() -> None:
    wrong = changed(Breach(QUIZ, '"Two of it"', '"68% of it"', ""))
    right = changed(Breach(QUIZ, '"One of it"', '"68% of it"', ""))
    assert "banned-claim" not in {problem.code for problem in problems_in(read_course(wrong))}
    assert "banned-claim" in {problem.code for problem in problems_in(read_course(right))}


@pytest.mark.parametrize(
    "claim",
    [
        "Five percent more retention brings 25 to 95% more profit.",
        "To keep a customer is seven times cheaper.",
        "A new customer costs 25 times more.",
        "68 percent leave because nobody cares.",
        "Only 7% is words, 38% is tone and 55% is the body.",
        "96% never complain.",
        "A mistake makes customers more loyal.",
        "NPS is the one number you need.",
        "The only number that counts is NPS.",
        "Transactional Analysis is proven in customer service.",
        "We remember 10 percent of what we read.",
        "People have learning styles.",
        "That is for left-brain people.",
        "After 21 days it is a habit.",
    ],
)
def test_each_claim_of_the_list_is_known(claim: str) -> None:
    course = read_course(changed(Breach(LESSON, "Ask first.", claim, "")))
    assert {problem.code for problem in problems_in(course)} == {"banned-claim"}


def test_review_cards_are_taken_on_the_days_that_learners_are_told() -> None:
    templates = Path(__file__).parents[2] / "build_tools" / "templates"
    told = (templates / "site/pages/practice.html").read_text("utf-8")
    printed = (templates / "print/workbook.html").read_text("utf-8")
    assert "after {}, {}, {} and {} days".format(*REVIEW_DAYS) in told
    assert f"in {REVIEW_DAYS}" in printed


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
    assert not is_whole(course) or unmet_in(course) == ()
    assert [str(problem) for problem in problems_in(course)] == []
    assert [str(problem) for problem in advice_in(course)] == []
