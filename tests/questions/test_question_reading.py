"""Every kind of question is read whole, and each mistake is reported where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest

from build_tools.questions import AnyQuestion, read_questions
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
from build_tools.questions.shape import WAIVABLE, Bloom, Use
from build_tools.questions.text import TextQuestion, read_answers, with_answers
from build_tools.sources.nodes import parse
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Prose, Text, Zone, pieces_in

FILE = "quizzes/01-field.yml"
HEAD = """\
- id: m01-q01
  rev: 1
  objectives: ["1.1"]
  bloom: apply
  use: [quiz]
  points: 1
  stem: "Which one?"
  report: "Pick one"
  rationale: "So it is."
  review: 01-start#here
"""
BODIES = {
    "single": """\
  type: single
  options:
  - {key: a, text: "Red", correct: true, feedback: "Yes."}
  - {key: b, text: "Blue", misconception: "All is blue.", feedback: "No."}
""",
    "multi": """\
  type: multi
  options:
  - {key: a, text: "Red", correct: true}
  - {key: b, text: "Blue"}
  - {key: c, text: "Teal", correct: true}
""",
    "truefalse": """\
  type: truefalse
  correct: false
  feedback: {true: "No.", false: "Yes."}
""",
    "match": """\
  type: match
  left:
  - {key: a, text: "Sky", answer: y}
  - {key: b, text: "Sea", answer: y, feedback: "Look again.", misconception: "Green."}
  right:
  - {key: x, text: "Red"}
  - {key: y, text: "Blue"}
""",
    "order": """\
  type: order
  items:
  - {key: b, text: "First"}
  - {key: a, text: "Second"}
  feedback: {right: "Yes.", wrong: "No."}
""",
    "numeric": """\
  type: numeric
  answer: 4.5
  tolerance: 0.5
  unit: "years"
  feedback: {right: "Yes.", wrong: "No."}
  slips:
  - {value: 45, feedback: "Mind the point.", misconception: "Points do not count."}
""",
    "text": """\
  type: text
  feedback: {right: "Yes.", wrong: "No."}
""",
    "cloze": """\
  type: cloze
  text: "Two and two is [sum], a [link](x.md), and it is [how]."
  gaps:
  - {key: sum, answer: 4}
  - key: how
    options:
    - {key: a, text: "even", correct: true}
    - {key: b, text: "odd", feedback: "Halve it."}
  feedback: {right: "Yes.", wrong: "No."}
""",
    "scenario": """\
  type: scenario
  start: hello
  nodes:
  - key: hello
    text: "Hello?"
    options:
    - {key: a, text: "Hi.", points: 0.5, to: bye, feedback: "Warm."}
    - {key: b, text: "What?", feedback: "Cold."}
  - key: bye
    text: "Goodbye."
    options:
    - {key: a, text: "Bye.", points: 0.5}
    - {key: b, text: "And who are you?", points: 0.5, to: end}
  - {key: end, text: "Nobody."}
""",
    "likert": """\
  type: likert
  scale: often
  statements:
  - {key: a, text: "I ask."}
""",
    "reflection": """\
  type: reflection
  lines: 3
  sample: "I ask first."
""",
}
ANSWERS: dict[str, Answer] = {
    "single": Picked(("a",)),
    "multi": Picked(("a", "c")),
    "truefalse": Picked(("f",)),
    "match": Matched((("a", "y"), ("b", "y"))),
    "order": Ordered(("b", "a")),
    "numeric": Between(Decimal("4.0"), Decimal("5.0")),
    "text": Written(()),
    "cloze": Filled((("sum", Between(Decimal(4), Decimal(4))), ("how", Picked(("a",))))),
    "scenario": Travelled((("hello", "a"), ("bye", "a"))),
    "likert": Unmarked(),
    "reflection": Unmarked(),
}


def source_of(kind: str) -> str:
    unmarked = kind in ("likert", "reflection")
    return (HEAD.replace("  points: 1\n", "") if unmarked else HEAD) + BODIES[kind]


def read(source: str) -> tuple[AnyQuestion[Text], ...]:
    return read_questions(parse(source, FILE).at("m01.quiz.questions", Zone.QUIZ, "Quiz"))


def texts(question: AnyQuestion[Text]) -> list[Text]:
    return [piece for piece in pieces_in(question) if not isinstance(piece, Prose)]


@pytest.mark.parametrize("kind", BODIES)
def test_each_kind_knows_its_answer(kind: str) -> None:
    (question,) = read(source_of(kind))
    assert question.type == kind
    assert question.answer == ANSWERS[kind]
    assert question.marked == (not isinstance(question.answer, Unmarked))


def test_what_all_kinds_share_is_read() -> None:
    extra = '  hint: "Look."\n  shuffle: false\n  lint: {allow: {equal-options: "one word"}}\n'
    (question,) = read(source_of("single").replace("[quiz]", "[practice, quiz]") + extra)
    assert (question.id, question.rev, question.objectives) == ("m01-q01", 1, ("1.1",))
    assert (question.bloom, question.use) == (Bloom.APPLY, (Use.PRACTICE, Use.QUIZ))
    assert (question.points, question.shuffle, question.spaced) == (Decimal(1), False, False)
    assert question.review == "01-start#here"
    assert question.hint is not None
    assert question.allow == (("equal-options", "one word"),)
    assert str(question.place) == "quizzes/01-field.yml:1:3"


def test_contexts_are_stable_id_paths() -> None:
    contexts = {kind: [text.context for text in texts(read(source_of(kind))[0])] for kind in BODIES}
    shared = ["m01-q01.stem", "m01-q01.report", "m01-q01.rationale"]
    own = {
        kind: [name.removeprefix("m01-q01.") for name in names if name not in shared]
        for kind, names in contexts.items()
    }
    feedback = ["feedback.right", "feedback.wrong"]
    assert all(names[:3] == shared for names in contexts.values())
    assert own == {
        "single": [
            *("option.a", "option.a.feedback", "option.b", "option.b.feedback"),
            "option.b.misconception",
        ],
        "multi": ["option.a", "option.b", "option.c"],
        "truefalse": ["feedback.true", "feedback.false"],
        "match": [
            *("left.a", "left.b", "left.b.feedback", "left.b.misconception"),
            *("right.x", "right.y"),
        ],
        "order": ["item.b", "item.a", *feedback],
        "numeric": ["unit", *feedback, "slip.45.feedback", "slip.45.misconception"],
        "text": feedback,
        "cloze": [
            *("text", "gap.how.option.a", "gap.how.option.b", "gap.how.option.b.feedback"),
            *feedback,
        ],
        "scenario": [
            *("node.hello", "node.hello.option.a", "node.hello.option.a.feedback"),
            *("node.hello.option.b", "node.hello.option.b.feedback"),
            *("node.bye", "node.bye.option.a", "node.bye.option.b", "node.end"),
        ],
        "likert": ["statement.a"],
        "reflection": ["sample"],
    }


def test_translators_are_told_which_answers_are_right() -> None:
    notes = {text.context: text.note for text in texts(read(source_of("single"))[0])}
    assert notes["m01-q01.stem"] == "Quiz › m01-q01 › single"
    assert notes["m01-q01.option.a"] == "Quiz › m01-q01 › single › right answer"
    assert notes["m01-q01.option.b"] == "Quiz › m01-q01 › single › wrong answer"
    assert notes["m01-q01.report"].endswith("› one line in reports of an LMS")
    assert {text.zone for text in texts(read(source_of("match"))[0])} == {Zone.QUIZ}


@pytest.mark.parametrize("kind", BODIES)
def test_texts_stand_where_they_say(kind: str) -> None:
    lines = source_of(kind).splitlines()
    for text in texts(read(source_of(kind))[0]):
        assert lines[text.place.line - 1][text.place.column - 1 :].startswith(text.source)


class Mistake(NamedTuple):
    """What is replaced in a question of that kind, by what, and what is then reported."""

    kind: str
    before: str
    after: str
    report: str


MISTAKES: dict[str, Mistake] = {
    "unknown type": Mistake(
        "single",
        "type: single",
        "type: multiple",
        "11:9: unknown-type: no question is of type `multiple`\n  hint: did you mean `multi`?",
    ),
    "unknown key": Mistake(
        "single",
        "correct: true",
        "corect: true",
        "13:27: unknown-key: unknown key `corect`\n  hint: did you mean `correct`?",
    ),
    "missing key": Mistake(
        "single",
        '  rationale: "So it is."\n',
        "",
        "1:3: missing-key: `rationale` is missing",
    ),
    "no right option": Mistake(
        "single",
        ", correct: true",
        "",
        "13:3: right-options: expected exactly one correct option, found 0\n"
        "  hint: mark one option with `correct: true`",
    ),
    "no right option of many": Mistake(
        "multi",
        ", correct: true",
        "",
        "13:3: right-options: expected at least one correct option, found 0\n"
        "  hint: mark each with `correct: true`",
    ),
    "same key": Mistake("single", "key: b", "key: a", "14:5: twice: `a` stands here twice"),
    "bad key": Mistake(
        "single",
        "key: b",
        "key: bb",
        "14:11: bad-key: `bb` cannot be a key\n  hint: use one of a–z or 0–9",
    ),
    "one option": Mistake(
        "single",
        '  - {key: b, text: "Blue", misconception: "All is blue.", feedback: "No."}\n',
        "",
        "13:3: too-few: expected at least 2 here, found 1",
    ),
    "no objective": Mistake(
        "single",
        '["1.1"]',
        "[]",
        "3:15: too-few: expected at least 1 here, found 0",
    ),
    "objective": Mistake(
        "single",
        '["1.1"]',
        '["1"]',
        "3:16: bad-objective: `1` is not the id of an objective\n"
        '  hint: write the numbers of module and objective in quotes, such as "1.2"',
    ),
    "points": Mistake(
        "single",
        "points: 1",
        "points: 0",
        "6:11: out-of-range: expected a number from 0.01 to 100",
    ),
    "review": Mistake(
        "single",
        "review: 01-start#here",
        'review: "01 start"',
        "10:11: bad-review: `01 start` is not a place to read again\n"
        "  hint: write a lesson, or a lesson and a heading: `01-three-ways#order-taker`",
    ),
    "final": Mistake(
        "single",
        "[quiz]",
        "[quiz, final]",
        "5:8: final-alone: `final` excludes every other use\n"
        "  hint: write `use: [final]`; a question of the final test must not be known before",
    ),
    "long report": Mistake(
        "single",
        "Pick one",
        "Pick one" * 32,
        "8:11: report-long: a report has 250 characters at most, this one has 256",
    ),
    "report in lines": Mistake(
        "single",
        'report: "Pick one"',
        "report: |\n    Pick\n    one",
        "8:11: report-lines: a report is one line, this one has several",
    ),
    "hint outside practice": Mistake(
        "single",
        "  review:",
        '  hint: "Look."\n  review:',
        "10:9: hint-unused: only practice questions show a hint\n"
        "  hint: add `practice` to `use`, or take the hint out",
    ),
    "unknown rule": Mistake(
        "single",
        "  review:",
        '  lint: {allow: {long-correct: "a term"}}\n  review:',
        "10:32: unknown-rule: there is no rule `long-correct` to allow\n"
        "  hint: did you mean `longest-correct`?",
    ),
    "unknown right item": Mistake(
        "match",
        'text: "Sky", answer: y',
        'text: "Sky", answer: z',
        "13:35: unknown-right: no right item has the key `z`\n  hint: known here: x, y",
    ),
    "same item": Mistake("order", "key: b", "key: a", "14:5: twice: `a` stands here twice"),
    "neither answer nor range": Mistake(
        "numeric",
        "  answer: 4.5\n  tolerance: 0.5\n",
        "",
        "1:3: answer-or-range: expected either `answer` or `range`\n"
        "  hint: write `answer: 800`, or `range: [780, 820]`",
    ),
    "answer and range": Mistake(
        "numeric",
        "  tolerance: 0.5\n",
        "  range: [4, 5]\n",
        "1:3: answer-or-range: expected either `answer` or `range`\n"
        "  hint: write `answer: 800`, or `range: [780, 820]`",
    ),
    "range and tolerance": Mistake(
        "numeric",
        "answer: 4.5",
        "range: [4, 5]",
        "13:14: answer-or-range: `tolerance` belongs to `answer`\n"
        "  hint: a range says already how near is near enough",
    ),
    "range upside down": Mistake(
        "numeric",
        "  answer: 4.5\n  tolerance: 0.5\n",
        "  range: [5, 4]\n",
        "12:10: bad-range: expected two numbers, the lower one first",
    ),
    "slip that is right": Mistake(
        "numeric",
        "value: 45",
        "value: 4.2",
        "17:13: right-slip: `4.2` is a right answer, not a slip",
    ),
    "gap without options or answer": Mistake(
        "cloze",
        "{key: sum, answer: 4}",
        "{key: sum}",
        "14:5: answer-or-range: expected either `answer` or `range`\n"
        "  hint: write `answer: 800`, or `range: [780, 820]`",
    ),
    "gap not in the text": Mistake(
        "cloze",
        "is [how]",
        "is odd",
        "15:10: gap-mismatch: `[how]` stands 0 times in the text",
    ),
    "gap not in the list": Mistake(
        "cloze",
        "is [how]",
        "is [how] [much]",
        "12:10: gap-mismatch: `[much]` is not among the gaps",
    ),
    "gap with two right options": Mistake(
        "cloze",
        'text: "odd"',
        'text: "odd", correct: true',
        "17:5: right-options: expected exactly one correct option, found 2\n"
        "  hint: mark one option with `correct: true`",
    ),
    "unknown node": Mistake(
        "scenario",
        "to: bye",
        "to: by",
        "17:46: unknown-node: there is no node `by`\n  hint: known here: hello, bye, end",
    ),
    "unreachable node": Mistake(
        "scenario",
        ", to: end",
        "",
        "24:5: unreachable-node: nothing leads to the node `end`",
    ),
    "endless talk": Mistake(
        "scenario",
        "to: end",
        "to: hello",
        "14:3: endless-talk: the talk goes round in circles: hello → bye → hello",
    ),
    "points of a scenario": Mistake(
        "scenario",
        "points: 1",
        "points: 2",
        "6:11: scenario-points: the best way gives 1.0 points, `points` says 2",
    ),
    "marked reflection": Mistake(
        "reflection",
        "lines: 3",
        "lines: 3\n  points: 1",
        "12:11: out-of-range: expected a number from 0 to 0",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_reported_where_it_stands(mistake: str) -> None:
    kind, before, after, report = MISTAKES[mistake]
    assert before in source_of(kind)
    with pytest.raises(CourseError) as error:
        read(source_of(kind).replace(before, after))
    reports = [str(problem).removeprefix(f"{FILE}:") for problem in error.value.problems]
    assert report in reports


def test_all_mistakes_of_a_file_are_reported_at_once() -> None:
    first = source_of("single").replace("rev: 1", "rev: x").replace("apply", "aply")
    second = source_of("order").replace("key: b", "key: B").replace("stem:", "steem:")
    with pytest.raises(CourseError) as error:
        read(first + second)
    assert [(problem.place.line, problem.code) for problem in error.value.problems] == [
        (2, "not-a-number"),
        (4, "unknown-word"),
        (15, "missing-key"),
        (21, "unknown-key"),
        (27, "bad-key"),
    ]


def test_two_questions_cannot_share_an_id() -> None:
    with pytest.raises(CourseError) as error:
        read(source_of("single") + source_of("text"))
    (problem,) = error.value.problems
    report = "same-id: `m01-q01` is the id of the question in line 1, too"
    assert str(problem) == f"{FILE}:15:3: {report}"


def test_answers_of_a_language_join_their_question() -> None:
    answers = read_answers('m01-q01: ["farmer", "a farmer"]', "locales/en/answers.yml")
    (question,) = read(source_of("text"))
    assert isinstance(question, TextQuestion)
    said = with_answers(question, answers["m01-q01"])
    assert said.answer == Written(("farmer", "a farmer"))


def test_mistakes_in_answers_are_reported() -> None:
    with pytest.raises(CourseError) as error:
        read_answers("m01-q01: []\nm01-q02: [a, b, a]\nm01-q03: c", "answers.yml")
    assert [str(problem) for problem in error.value.problems] == [
        "answers.yml:1:10: too-few: expected at least 1 here, found 0",
        "answers.yml:2:17: twice: `a` stands here twice",
        "answers.yml:3:10: not-a-list: expected a list here\n  hint: write `- …` lines or `[…, …]`",
    ]


def test_waivable_rules_are_in_order() -> None:
    assert list(WAIVABLE) == sorted(WAIVABLE)
