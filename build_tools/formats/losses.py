"""What questions lose on their way into Moodle XML and GIFT, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from build_tools.course.shape import Module
from build_tools.formats.exchange import points_in_words, quiz_of
from build_tools.formats.markup import html
from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ClozeQuestion
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.truefalse import TrueFalseQuestion

MOST_SHARES: Final = 10  # The smallest share of the points that Moodle knows for one of several.


def of_a_bank(module: Module[str]) -> Iterator[tuple[str, str]]:
    """Yield what a file of questions without a quiz around them loses."""
    percent = quiz_of(module).pass_percent
    yield "", f"the pass mark of {percent} %: set it in the quiz that uses these questions"


def in_moodle(question: AnyQuestion[str]) -> Iterator[tuple[str, str]]:
    """Yield what a question loses as Moodle XML."""
    for lost in IN_MOODLE.get(type(question), _nothing)(question):
        yield question.id, lost


def in_gift(question: AnyQuestion[str]) -> Iterator[tuple[str, str]]:
    """Yield what a question loses as GIFT."""
    for lost in (*_gift_any(question), *IN_GIFT.get(type(question), _nothing)(question)):
        yield question.id, lost


def _nothing(_question: Any) -> Iterable[str]:
    return ()


def _moodle_choice(question: ChoiceQuestion[str]) -> Iterable[str]:
    yield from _shares(question)
    if len(question.answer.keys) > MOST_SHARES:
        yield "full marks: Moodle has no share so small"


def _shares(question: ChoiceQuestion[str]) -> Iterable[str]:
    if question.type == "multi":
        yield "marking all or nothing: right options earn a part, wrong ones take it away"


def _moodle_truefalse(question: TrueFalseQuestion[str]) -> Iterable[str]:
    if question.hint:
        yield "the hint"


def _match(question: MatchQuestion[str]) -> Iterable[str]:
    yield "marking all or nothing: each pair earns a part"
    if any(item.feedback for item in question.left):
        yield "feedback for each wrong pair: all of it is shown below the question"
    if any("<" in html(item.text) for item in question.right):
        yield "emphasis and links on the right side"


def _moodle_cloze(question: ClozeQuestion[str]) -> Iterable[str]:
    yield "marking all or nothing: each gap earns a part"
    yield "feedback on the text as a whole"
    if question.points != len(question.gaps):
        yield f"{points_in_words(question)}: Moodle counts one for each gap"


def _moodle_likert(_question: LikertQuestion[str]) -> Iterable[str]:
    yield "the common scale: each statement is a choice worth nothing, where every option is right"


def _moodle_essay(question: ReflectionQuestion[str]) -> Iterable[str]:
    yield "working without marks: it is worth nothing but waits for somebody to mark it"
    if question.hint:
        yield "the hint"


IN_MOODLE: Final[Mapping[type, Callable[[Any], Iterable[str]]]] = {
    ChoiceQuestion: _moodle_choice,
    TrueFalseQuestion: _moodle_truefalse,
    MatchQuestion: _match,
    ClozeQuestion: _moodle_cloze,
    LikertQuestion: _moodle_likert,
    ReflectionQuestion: _moodle_essay,
}


def _gift_any(question: AnyQuestion[str]) -> Iterator[str]:
    if question.marked and question.points != 1:
        yield f"{points_in_words(question)}: set them in the quiz"
    if question.hint:
        yield "the hint"


def _gift_choice(question: ChoiceQuestion[str]) -> Iterator[str]:
    yield from _shares(question)
    if not question.shuffle:
        yield "the fixed order of its options"


def _gift_match(question: MatchQuestion[str]) -> Iterator[str]:
    yield from _match(question)
    if not question.shuffle:
        yield "the fixed order of its pairs"


def _gift_order(_question: OrderQuestion[str]) -> Iterator[str]:
    yield "putting things in order: each is matched with the number of its place"
    yield "feedback on right and wrong orders"


def _gift_numeric(question: NumericQuestion[str]) -> Iterator[str]:
    if question.unit:
        yield "the unit behind the box"


def _gift_cloze(_question: ClozeQuestion[str]) -> Iterator[str]:
    yield "gaps within one question: each becomes a question of its own"
    yield "feedback on the text as a whole"


def _gift_likert(_question: LikertQuestion[str]) -> Iterator[str]:
    yield "answering: the statements and the scale become words to read"


def _gift_reflection(_question: ReflectionQuestion[str]) -> Iterator[str]:
    yield "working without marks: set its points to 0 in the quiz"
    yield "the number of lines"


IN_GIFT: Final[Mapping[type, Callable[[Any], Iterable[str]]]] = {
    ChoiceQuestion: _gift_choice,
    MatchQuestion: _gift_match,
    OrderQuestion: _gift_order,
    NumericQuestion: _gift_numeric,
    ClozeQuestion: _gift_cloze,
    LikertQuestion: _gift_likert,
    ReflectionQuestion: _gift_reflection,
}
