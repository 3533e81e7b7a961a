"""What becomes of the files that other tools write; what cannot come along is told."""

from __future__ import annotations

import pytest

from build_tools.imports import format_of, imported
from build_tools.sources.problem import CourseError

GIFT = """\
$CATEGORY: $course$/top/Geography

// [id:m02-q07] [tag:objective:2.1] [tag:easy]
::Capital:: What is the capital of France? {
  =Paris # Yes, since 987.
  ~Lyon # The second city.
  ####It is on the Seine.
}

Grant is {~buried =entombed ~living} in Grant's tomb.

The sun rises in the west.{F#It does not.#Right.}

Who wrote *Emma*? {=Austen#Yes. =%0%*#No.}

[html]One &amp; <b>two</b>\\: match. {=1 -> one =2 -> two = -> three}

When was Grant born? {#=1822:2#Near enough. =%0%1812:0#Ten years less. ~#No.}
"""
GIFT_YAML = """\
title: "Geography"
pass_percent: 80
questions:
- id: m02-q07
  rev: 1
  type: single
  objectives: ["2.1"]
  use: [quiz]
  points: 1
  stem: "What is the capital of France?"
  report: "Capital"
  options:
  - key: a
    text: "Paris"
    correct: true
    feedback: "Yes, since 987."
  - key: b
    text: "Lyon"
    feedback: "The second city."
  rationale: "It is on the Seine."
- id: m02-q01
  rev: 1
  type: single
  use: [quiz]
  points: 1
  stem: "Grant is ___ in Grant's tomb."
  options:
  - key: a
    text: "buried"
  - key: b
    text: "entombed"
    correct: true
  - key: c
    text: "living"
- id: m02-q02
  rev: 1
  type: truefalse
  use: [quiz]
  points: 1
  stem: "The sun rises in the west."
  correct: false
  feedback:
    true: "It does not."
    false: "Right."
- id: m02-q03
  rev: 1
  type: text
  use: [quiz]
  points: 1
  stem: "Who wrote \\\\*Emma\\\\*?"
  feedback:
    right: "Yes."
    wrong: "No."
- id: m02-q04
  rev: 1
  type: match
  use: [quiz]
  points: 1
  stem: "One & **two**: match."
  left:
  - key: a
    text: "1"
    answer: a
  - key: b
    text: "2"
    answer: b
  right:
  - key: a
    text: "one"
  - key: b
    text: "two"
  - key: c
    text: "three"
- id: m02-q05
  rev: 1
  type: numeric
  use: [quiz]
  points: 1
  stem: "When was Grant born?"
  range: [1820, 1824]
  feedback:
    right: "Near enough."
    wrong: "No."
  slips:
  - value: 1812
    feedback: "Ten years less."
"""
AIKEN = """\
Which one
is it?
A. This one
B) *That* one
ANSWER: B
"""
TEXT2QTI = """\
Quiz title: Sums

Title: A sum
Points: 2
1.  What is 2 + 3?
... One by one.
a)  6
... Too many.
*b) 5

2.  True or false?
*a) True
b) False

3.  The root of two?
+   Yes.
=   1.4142 +- 0.0001

4.  Choose two.
[*] one
[ ] two
[*] three

5.  Why?
____
"""
MOODLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- <question type="essay"> -->
<question type="multichoice">
  <name><text>Which</text></name>
  <questiontext format="html">
    <text><![CDATA[<p>Which is <b>right</b>?</p><p>Choose.</p>]]></text>
  </questiontext>
  <defaultgrade>2.0</defaultgrade>
  <single>true</single>
  <shuffleanswers>0</shuffleanswers>
  <answer fraction="100" format="html">
    <text>this &amp;amp; that</text><feedback format="html"><text>Yes.</text></feedback>
  </answer>
  <answer fraction="0" format="plain_text"><text>2 * 3</text></answer>
</question>
<question type="cloze">
  <name><text>Gaps</text></name>
  <questiontext format="html">
    <text>&lt;p&gt;Fill.&lt;/p&gt;Two is {1:MC:=even#Yes~odd}, twice {1:NM:=4:0.5}.</text>
  </questiontext>
</question>
</quiz>
"""


def test_gift_comes_over_with_feedback_names_and_what_its_tags_tell() -> None:
    assert imported("old.gift", GIFT, "02-soil")[0] == GIFT_YAML


def test_what_is_still_to_write_is_told_with_its_line_in_the_source() -> None:
    _, problems = imported("old.gift", GIFT, "02-soil")
    assert [(problem.place.line, problem.code, problem.message) for problem in problems[:2]] == [
        (4, "import-incomplete", "`m02-q07` still needs bloom, review, misconception of `b`"),
        (4, "import-lost", "`m02-q07` comes without its tags easy"),
    ]
    assert str(problems[2]) == (
        "old.gift:10:1: import-incomplete: `m02-q01` still needs objectives, bloom, report, "
        "rationale, review, feedback of `a`, `b`, `c`, misconception of `a`, `c`\n"
        "  hint: write them in quizzes/02-soil.yml"
    )


def test_accepted_answers_come_as_a_line_to_paste() -> None:
    _, problems = imported("old.gift", GIFT, "02-soil")
    (answers,) = (problem for problem in problems if problem.code == "import-answers")
    assert answers.hint == 'add to locales/en/answers.yml: m02-q03: ["Austen"]'


def test_aiken_is_a_list_of_single_choices() -> None:
    assert imported("old.txt", AIKEN, "02-soil")[0].splitlines()[8:] == [
        '  stem: "Which one is it?"',
        "  options:",
        "  - key: a",
        '    text: "This one"',
        "  - key: b",
        '    text: "\\\\*That\\\\* one"',
        "    correct: true",
    ]


def test_text2qti_keeps_points_titles_and_markdown() -> None:
    lines = imported("old.md", TEXT2QTI, "02-soil")[0].splitlines()
    assert lines[0] == 'title: "Sums"'
    assert [line for line in lines if line.startswith("  type")] == [
        f"  type: {kind}" for kind in ("single", "truefalse", "numeric", "multi", "reflection")
    ]
    assert '  report: "A sum"' in lines
    assert "  points: 2" in lines
    assert '    feedback: "Too many."' in lines
    assert "  range: [1.4141, 1.4143]" in lines


def test_moodle_xml_comes_over_as_markdown() -> None:
    text, problems = imported("bank.xml", MOODLE, "02-soil")
    assert '  stem: "Which is **right**?<br>Choose."' in text
    assert "  shuffle: false" in text
    assert '    text: "this & that"' in text
    assert '    text: "2 \\\\* 3"' in text
    assert '  text: "Two is [gap1], twice [gap2]."' in text
    assert "    range: [3.5, 4.5]" in text
    assert sorted({problem.place.line for problem in problems}) == [4, 17]


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.gift", "", "gift"),
        ("a.moodle.xml", "", "moodle-xml"),
        ("a.txt", AIKEN, "aiken"),
        ("a.txt", GIFT, "gift"),
        ("a.txt", TEXT2QTI, "text2qti"),
        ("a.md", "", "text2qti"),
        ("a.txt", MOODLE, "moodle-xml"),
    ],
)
def test_a_format_is_known_by_its_name_or_its_looks(name: str, source: str, expected: str) -> None:
    assert format_of(name, source) == expected


@pytest.mark.parametrize(
    ("name", "source", "told"),
    [
        ("a.gift", "Read this.\n\nAsk{=a ~b}", "import-unknown: left out: a description"),
        ("a.gift", "Open {=a ~b\n\nAsk{=a ~b}", "import-broken: left out: its braces"),
        ("a.gift", "Which?{=a =b ~c}\n\nAsk{=a ~b}", "import-broken: left out: 2 of its options"),
        ("a.gift", "Which?{=a ~%50%b}", "import-lost: `m02-q01` comes without points for partly"),
        ("a.gift", "Two {=a} and {=b}\n\nAsk{=a ~b}", "import-unknown: left out: it has several"),
        ("a.gift", "Pi?{#=3.14 =22}\n\nAsk{=a ~b}", "import-broken: left out: 2 numbers are right"),
        ("a.txt", "Q\nA. a\nB. b\nANSWER: C\n\n" + AIKEN, "import-broken: left out: `C` is not"),
        ("a.txt", AIKEN + "\nQ\nA. a\nB. b\n", "import-broken: left out: it has no `ANSWER:`"),
        ("a.md", "1. Q\n^^^^\n\n" + TEXT2QTI, "import-unknown: left out: a question answered with"),
        ("a.md", TEXT2QTI + "\nGROUP\npick: 1\n", "import-lost: `pick: 1`, which draws"),
        ("a.md", "nothing\n\n" + TEXT2QTI, "import-broken: left out: `nothing` begins"),
        (
            "a.xml",
            MOODLE.replace("Choose.", '<img src=\\"x\\" alt=\\"a cat\\"> Choose.'),
            "import-lost: `m02-q01` comes without a picture",
        ),
        (
            "a.xml",
            MOODLE.replace("<quiz>", '<quiz><question type="ddwtos"/>'),
            "import-unknown: left out: a question of the kind `ddwtos`",
        ),
    ],
)
def test_nothing_is_dropped_in_silence(name: str, source: str, told: str) -> None:
    _, problems = imported(name, source, "02-soil")
    assert any(told in str(problem) for problem in problems), [*map(str, problems)]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.gift", ""),
        ("a.xml", "<quiz>"),
        ("a.xml", "<html/>"),
        ("a.xml", '<!DOCTYPE quiz [<!ENTITY a "aaa">]><quiz>&a;</quiz>'),
    ],
)
def test_a_file_without_questions_is_refused(name: str, source: str) -> None:
    with pytest.raises(CourseError, match="import-unreadable"):
        imported(name, source, "02-soil")


def test_code_in_a_quiz_is_never_run() -> None:
    source = "1. Q\n*a) x\nb) y\n```{.python .run}\nraise SystemExit\n```\n"
    _, problems = imported("a.md", TEXT2QTI + "\n" + source, "02-soil")
    assert any(problem.code == "import-broken" for problem in problems)
