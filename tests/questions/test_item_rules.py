"""Each rule of item writing is broken once here, and excused once."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from build_tools.questions import AnyQuestion, read_questions
from build_tools.questions.balance import key_balance, longest_share
from build_tools.questions.rules import (
    HINTS,
    RULES,
    SAID_RULES,
    WORD_RULES,
    source_problems,
    translation_problems,
)
from build_tools.questions.shape import WAIVABLE
from build_tools.sources.nodes import parse
from build_tools.sources.problem import Place
from build_tools.sources.text import Text, map_texts

FILE = "quizzes/01-field.yml"
HEAD = """\
- id: m01-q01
  rev: 1
  objectives: ["1.1"]
  bloom: apply
  use: [practice]
  points: 1
  report: "Pick one"
  rationale: "So it is."
  review: 01-start
"""
BODIES = {
    "single": """\
  type: single
  stem: "Nina hears “not now.” Which answer fits?"
  options:
  - {key: a, text: "Ask again in May", correct: true, feedback: "Yes."}
  - {key: b, text: "Ask once more now", misconception: "No is yes.", feedback: "No."}
  - {key: c, text: "Send a price list", misconception: "Paper sells.", feedback: "No."}
""",
    "multi": """\
  type: multi
  stem: "Which of these are touchpoints? Choose two."
  options:
  - {key: a, text: "The invoice", correct: true, feedback: "Yes."}
  - {key: b, text: "The greeting", correct: true, feedback: "Yes."}
  - {key: c, text: "A rival’s list", misconception: "All is ours.", feedback: "No."}
""",
    "match": """\
  type: match
  stem: "Who does what?"
  left:
  - {key: a, text: "Keeps", answer: f, feedback: "A farmer.", misconception: "Hunters keep."}
  - {key: b, text: "Wins", answer: h, feedback: "A hunter."}
  right:
  - {key: h, text: "Hunter"}
  - {key: f, text: "Farmer"}
""",
    "order": """\
  type: order
  stem: "Put the steps in order."
  items: [{key: a, text: "Serve"}, {key: b, text: "Ask"}]
  feedback: {right: "Yes.", wrong: "No."}
  misconception: "Asking comes first."
""",
    "truefalse": """\
  type: truefalse
  stem: "A farmer may leave it as it is."
  correct: true
  feedback: {true: "Yes.", false: "No."}
  misconception: "Farming is selling."
""",
    "numeric": """\
  type: numeric
  stem: "What is 2 times 4?"
  answer: 8
  feedback: {right: "Yes.", wrong: "No."}
  slips: [{value: 6, feedback: "That is 2 plus 4.", misconception: "Times is plus."}]
""",
    "text": """\
  type: text
  stem: "What do we call a person who keeps customers?"
  feedback: {right: "Yes.", wrong: "No."}
  misconception: "Hunters keep."
""",
    "cloze": """\
  type: cloze
  stem: "Fill in the gap."
  text: "A farmer [does] and asks."
  gaps:
  - key: does
    options:
    - {key: a, text: "serves", correct: true, feedback: "Yes."}
    - {key: b, text: "sells", feedback: "No."}
  feedback: {right: "Yes.", wrong: "No."}
""",
    "scenario": """\
  type: scenario
  stem: "What do you say?"
  start: n1
  nodes:
  - key: n1
    text: "Hello?"
    options:
    - {key: a, text: "Good morning.", points: 1, feedback: "Yes."}
    - {key: b, text: "What?", feedback: "No."}
""",
}


class Breach(NamedTuple):
    kind: str
    before: str
    after: str
    report: str


BREACHES = {
    "three-options": Breach(
        "single",
        '  - {key: c, text: "Send a price list", misconception: "Paper sells.", feedback: "No."}\n',
        "",
        "1:3: three-options: `m01-q01`: 2 options\n"
        "  hint: a single choice has three: two wrong ones that beginners really pick",
    ),
    "no-feedback": Breach(
        "single",
        ', feedback: "Yes."',
        "",
        "13:5: no-feedback: `m01-q01`: nothing is said to somebody who picks `a`\n"
        "  hint: add `feedback: …` that says why",
    ),
    "no-misconception": Breach(
        "single",
        'misconception: "No is yes.", ',
        "",
        "14:5: no-misconception: `m01-q01`: option `b` has no misconception\n"
        "  hint: say what somebody believes who answers like this",
    ),
    "stem-question": Breach(
        "single",
        "Which answer fits?",
        "The answer that fits:",
        "1:3: stem-question: `m01-q01`: the stem asks no question\n"
        "  hint: ask a full question before the options",
    ),
    "equal-options": Breach(
        "single",
        "Ask once more now",
        "**Ask** again in May!",
        "14:5: equal-options: `m01-q01`: `a` and `b` say the same\n"
        "  hint: give each option words of its own",
    ),
    "longest-correct": Breach(
        "single",
        "Ask again in May",
        "Ask again in May, when she is back",
        "13:5: longest-correct: `m01-q01`: the right option has 34 characters, the next 17\n"
        "  hint: shorten it, or make the others as long",
    ),
    "uneven-options": Breach(
        "single",
        "Send a price list",
        "Send a price list and a calendar with a friendly note",
        "1:3: uneven-options: `m01-q01`: the options have from 16 to 53 characters\n"
        "  hint: give all options the same form and about the same length",
    ),
    "unparallel-options": Breach(
        "single",
        "Send a price list",
        "Send a price list.",
        "1:3: unparallel-options: `m01-q01`: one option differs from the others: "
        "a sentence with its full stop\n"
        "  hint: give all options the same form",
    ),
    "negative-stem": Breach(
        "single",
        "Which answer fits?",
        "Which answer doesn’t fit?",
        "1:3: negative-stem: `m01-q01`: the question is asked with `doesn’t`\n"
        "  hint: ask for what is right",
    ),
    "all-or-none": Breach(
        "single",
        "Send a price list",
        "None of the above",
        "15:5: all-or-none: `m01-q01`: option `c` speaks of the other options\n"
        "  hint: name the thing itself",
    ),
    "absolute-word": Breach(
        "single",
        "Ask once more now",
        "Never ask her again",
        "14:5: absolute-word: `m01-q01`: only wrong options have a word like `Never`\n"
        "  hint: these words give wrong options away; say it without them",
    ),
    "names-letter": Breach(
        "single",
        'feedback: "Yes."',
        'feedback: "Yes, answer A."',
        "1:3: names-letter: `m01-q01`: `answer A` is another one after shuffling\n"
        "  hint: quote the option",
    ),
    "choose-count": Breach(
        "multi",
        "Choose two.",
        "Choose three.",
        "1:3: choose-count: `m01-q01`: the stem does not say that 2 are to be chosen\n"
        "  hint: add a sentence such as “Choose 3.”",
    ),
}
SLIPS = '  slips: [{value: 6, feedback: "That is 2 plus 4.", misconception: "Times is plus."}]\n'
WITHOUT = {  # What is taken out, and which rule then speaks.
    "match feedback": ("match", ', feedback: "A hunter."', "no-feedback"),
    "match belief": ("match", ', misconception: "Hunters keep."', "no-misconception"),
    "order belief": ("order", '  misconception: "Asking comes first."\n', "no-misconception"),
    "truefalse belief": (
        "truefalse",
        '  misconception: "Farming is selling."\n',
        "no-misconception",
    ),
    "text belief": ("text", '  misconception: "Hunters keep."\n', "no-misconception"),
    "numeric slips": ("numeric", SLIPS, "no-misconception"),
    "cloze feedback": ("cloze", ', feedback: "No."', "no-feedback"),
    "scenario feedback": ("scenario", ', feedback: "No."', "no-feedback"),
}


def read(source: str) -> AnyQuestion[Text]:
    (question,) = read_questions(parse(source, FILE))
    return question


def said(question: AnyQuestion[Text]) -> AnyQuestion[str]:
    spoken: AnyQuestion[str] = map_texts(question, lambda text: text.key)
    return spoken


@pytest.mark.parametrize("kind", BODIES)
def test_a_fair_question_breaks_no_rule(kind: str) -> None:
    assert source_problems(read(HEAD + BODIES[kind])) == ()


@pytest.mark.parametrize("code", BREACHES)
def test_each_breach_is_reported_where_it_stands(code: str) -> None:
    kind, before, after, report = BREACHES[code]
    assert before in BODIES[kind]
    problems = source_problems(read(HEAD + BODIES[kind].replace(before, after, 1)))
    assert report in [str(problem).removeprefix(f"{FILE}:") for problem in problems]


@pytest.mark.parametrize("code", BREACHES)
def test_each_breach_can_be_excused(code: str) -> None:
    kind, before, after, _ = BREACHES[code]
    source = HEAD + BODIES[kind].replace(before, after, 1)
    excused = read(f'{source}  lint: {{allow: {{{code}: "a reason"}}}}\n')
    assert code not in {problem.code for problem in source_problems(excused)}


@pytest.mark.parametrize("what", WITHOUT)
def test_each_kind_needs_what_its_learners_need(what: str) -> None:
    kind, lost, code = WITHOUT[what]
    assert lost in BODIES[kind]
    question = read(HEAD + BODIES[kind].replace(lost, "", 1))
    assert [problem.code for problem in source_problems(question)] == [code]


def test_rules_of_other_languages_need_no_words() -> None:
    breach = BREACHES["negative-stem"]
    source = HEAD + BODIES["single"].replace(breach.before, breach.after)
    assert source_problems(read(source), "xx") == ()


def test_terms_of_one_or_two_words_may_be_long() -> None:
    source = HEAD + BODIES["single"].replace("Ask again in May", "Touchpoint responsibility")
    assert source_problems(read(source)) == ()


def test_what_is_quoted_does_not_make_a_question_negative() -> None:
    source = HEAD + BODIES["single"].replace("Which answer fits?", "What does “not now?” mean?")
    assert source_problems(read(source)) == ()


def test_every_rule_has_a_name_to_excuse_it_by_and_a_hint() -> None:
    rules = {*RULES, *WORD_RULES}
    assert {*rules, "banned-claim"} == set(WAIVABLE)
    assert rules == set(HINTS) == set(BREACHES)


def test_a_translated_report_stays_short() -> None:
    long = map_texts(
        read(HEAD + BODIES["order"]),
        lambda text: "x" * 251 if text.context.endswith("report") else text.key,
    )
    (problem,) = translation_problems(long, "tr")
    report = "the report has 251 characters, at most 250 are shown (in `tr`)"
    assert (problem.code, problem.message) == ("report-long", f"`m01-q01`: {report}")


def test_a_translated_text_keeps_its_gaps() -> None:
    lost = map_texts(read(HEAD + BODIES["cloze"]), lambda text: text.key.replace("[does]", "[do]"))
    (problem,) = translation_problems(lost, "zh")
    report = "`m01-q01`: the text must have each of the gaps does once (in `zh`)"
    assert (problem.code, problem.message) == ("gap-mismatch", report)
    assert set(SAID_RULES) == {"report-long", "gap-mismatch"}


def singles(*rights: str, longest: str = "Ask her again in May") -> list[AnyQuestion[str]]:
    """Questions with the right option in these positions; ``A`` is one that is longest, too."""
    questions = []
    for right in rights:
        body = BODIES["single"].replace(", correct: true", "")
        body = body.replace(f"key: {right.lower()},", f"key: {right.lower()}, correct: true,")
        if right.isupper():
            body = body.replace("Ask again in May", longest)
        questions.append(said(read(HEAD + body)))
    return questions


def test_the_longest_option_may_not_be_right_too_often() -> None:
    place = Place(FILE)
    assert list(longest_share(singles("A", "A", "b", "c", "a"), place)) == []
    (problem,) = longest_share(singles("A", "A", "A", "c", "a"), place)
    assert str(problem) == (
        f"{FILE}:1:1: longest-share: the right option is the longest in 3 of 5 questions\n"
        "  hint: at most 40%: make wrong options longer or right ones shorter"
    )


def test_translators_need_not_weigh_letters() -> None:
    shown = list(longest_share(singles("A", "A", "A"), Place(FILE), translated="fr"))
    assert [problem.message for problem in shown] == [
        "the right option is the longest in 3 of 3 questions (in `fr`)"
    ]
    slightly = singles("A", "A", "A", longest="Ask again in June.")
    assert len(list(longest_share(slightly, Place(FILE)))) == 1
    assert list(longest_share(slightly, Place(FILE), translated="fr")) == []


def test_right_options_stand_everywhere_about_as_often() -> None:
    place = Place(FILE)
    assert list(key_balance(singles(*"aabbcc"), place)) == []
    assert list(key_balance(singles(*"abbbc"), place)) == []
    (problem,) = key_balance(singles(*"aaaabc"), place)
    assert str(problem) == (
        f"{FILE}:1:1: key-balance: right options stand first, second and third 4, 1 and 1 times\n"
        "  hint: change the order of options in a few questions"
    )
    assert list(key_balance(singles(*("abc" * 10)), place)) == []
    (many,) = key_balance(singles(*("aabbc" * 6)), place)
    assert many.message.endswith("12, 12 and 6 times")
