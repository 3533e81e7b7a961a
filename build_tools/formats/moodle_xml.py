"""The questions of a module as Moodle XML, for the question bank of a Moodle course.

Source: Moodle documentation, "Moodle XML format", and files that Moodle 4.5 writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import Element

from build_tools.course.shape import Module
from build_tools.formats.exchange import (
    ExportNote,
    Section,
    common_notes,
    digits,
    exported,
    sections,
    tags_of,
    title_of,
)
from build_tools.formats.losses import in_moodle, of_a_bank
from build_tools.formats.markup import html
from build_tools.formats.parts import whole
from build_tools.formats.positions import answers_by_position
from build_tools.formats.xmltree import element, lines, written
from build_tools.imports.moodle_xml import read_moodle_xml
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.answers import Answer
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import GAP, ChoiceGap, ClozeQuestion, NumberGap
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.text import TextQuestion
from build_tools.questions.truefalse import TrueFalseQuestion
from build_tools.sources.markdown import plain

NAME: Final = "moodle-xml"
WHOLE: Final = "100"
NOTHING: Final = "0"
SHARES: Final = (  # Moodle knows these shares of the points, and refuses others.
    *("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"),
    "5",
)


def render_moodle_xml(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the file of the module's questions in the language of ``local``.

    Raises:
        CourseError: if the module has no questions.
    """
    asked = [each for section in sections(local, module) for each in _section(section, local)]
    return written(lines("quiz", {}, *asked))


def notes_on(local: LocalCourse, module: Module[str]) -> tuple[ExportNote, ...]:
    """Return what this format cannot carry of the module's questions."""
    notes = [*common_notes(module), *of_a_bank(module)]
    for question in exported(local, module):
        notes += in_moodle(question)
    return tuple(sorted(ExportNote(NAME, *note) for note in notes))


def answers_in(file: bytes, local: LocalCourse, module: Module[str]) -> dict[str, Answer]:
    """Read the answer of each question back out of a finished file, by id."""
    drafts = read_moodle_xml(file.decode(), NAME).questions
    return answers_by_position(drafts, exported(local, module), _parts)


def _section(section: Section, local: LocalCourse) -> Iterator[Element]:
    path = f"$course$/top/{section.title.replace('/', '//')}"
    category = lines("category", {}, element("text", {}, path))
    yield lines("question", {"type": "category"}, category)
    for question in section.questions:
        for part in _parts(question):
            yield _question(part, local)


def _parts(question: AnyQuestion[str]) -> tuple[AnyQuestion[str], ...]:
    """Return what Moodle asks one by one; it has no scale to rate several statements on."""
    if isinstance(question, LikertQuestion):
        return tuple(_rated(question, at) for at in range(len(question.statements)))
    return whole(question)


def _question(question: AnyQuestion[str], local: LocalCourse) -> Element:
    kind, own = KINDS[type(question)](question, local)
    about = question.rationale or ""
    if isinstance(question, ReflectionQuestion):
        about = "<br>".join(filter(None, (question.sample, question.rationale)))
    if isinstance(question, MatchQuestion):
        about = "<br>".join((*_advice(question), about))
    tags = [lines("tag", {}, element("text", {}, tag)) for tag in tags_of(question)]
    return lines(
        "question",
        {"type": kind},
        lines("name", {}, element("text", {}, f"{question.id} {title_of(question)}")),
        _words("questiontext", _stem(question)),
        _words("generalfeedback", html(about)),
        element("defaultgrade", {}, digits(question.points)),
        element("penalty", {}, NOTHING),
        element("hidden", {}, NOTHING),
        element("idnumber", {}, question.id),
        *own,
        *([_words("hint", html(question.hint))] if _can_hint(question) else []),
        lines("tags", {}, *tags),
    )


def _can_hint(question: AnyQuestion[str]) -> bool:
    """Whether there is a hint and a second try that it could help with."""
    return bool(question.hint) and not isinstance(question, TrueFalseQuestion | ReflectionQuestion)


def _stem(question: AnyQuestion[str]) -> str:
    stem = html(question.stem)
    return f"<p>{stem}</p><p>{_gaps(question)}</p>" if isinstance(question, ClozeQuestion) else stem


def _words(tag: str, markup: str, **attributes: str) -> Element:
    text = element("text", {}, markup)
    return lines(tag, {**attributes, "format": "html"}, text)


def _answer(share: str, text: str, feedback: str | None, form: str = "html") -> Element:
    told = _words("feedback", html(feedback or ""))
    given = element("text", {}, text)
    return lines("answer", {"fraction": share, "format": form}, given, told)


Own = tuple[str, list[Element]]


def _choice(question: ChoiceQuestion[str], _local: LocalCourse) -> Own:
    single = question.type == "single"
    right = SHARES[0] if single else _share(question)
    wrong = NOTHING if single else f"-{right}"
    answers = [
        _answer(right if option.correct else wrong, html(option.text), option.feedback)
        for option in question.options
    ]
    return "multichoice", [_flag("single", single), *_shuffled(question), *answers]


def _share(question: ChoiceQuestion[str]) -> str:
    """Return what each right option is worth; each wrong one takes as much away again."""
    return SHARES[min(len(question.answer.keys), len(SHARES)) - 1]


def _rated(question: LikertQuestion[str], at: int) -> LikertQuestion[str]:
    statement = question.statements[at]
    name, stem = f"{question.id}.{statement.key}", f"{question.stem}<br>{statement.text}"
    return replace(question, id=name, stem=stem, statements=(statement,))


def _likert(question: LikertQuestion[str], local: LocalCourse) -> Own:
    scales = {scale.id: scale.labels for scale in local.course.scales}
    labels = scales.get(question.scale, ())
    answers = [_answer(WHOLE, html(label), None) for label in labels]
    return "multichoice", [_flag("single", on=True), _flag("shuffleanswers", on=False), *answers]


def _truefalse(question: TrueFalseQuestion[str], _local: LocalCourse) -> Own:
    told = {"true": question.feedback_true, "false": question.feedback_false}
    right = "true" if question.correct else "false"
    answers = [
        _answer(WHOLE if word == right else NOTHING, word, said, "moodle_auto_format")
        for word, said in told.items()
    ]
    return "truefalse", answers


def _match(question: MatchQuestion[str], _local: LocalCourse) -> Own:
    rights = {item.key: plain(item.text) for item in question.right}
    used = {item.answer for item in question.left}
    pairs = [_pair(html(item.text), rights[item.answer]) for item in question.left]
    spare = [_pair("", words) for key, words in rights.items() if key not in used]
    return "matching", [*_shuffled(question), *pairs, *spare]


def _pair(left: str, right: str) -> Element:
    made = _words("subquestion", left)
    made.append(lines("answer", {}, element("text", {}, right)))
    made[-1].tail = "\n"
    return made


def _advice(question: MatchQuestion[str]) -> Iterator[str]:
    for item in question.left:
        if item.feedback:
            yield f"<strong>{item.text}</strong><br>{item.feedback}"


def _order(question: OrderQuestion[str], _local: LocalCourse) -> Own:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ALL_OR_NOTHING",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    answers = [
        lines("answer", {"fraction": place, "format": "html"}, element("text", {}, html(item.text)))
        for place, item in enumerate(question.items, start=1)
    ]
    feedback = [
        _words("correctfeedback", html(question.feedback.right)),
        _words("partiallycorrectfeedback", html(question.feedback.wrong)),
        _words("incorrectfeedback", html(question.feedback.wrong)),
    ]
    return "ordering", [*(element(*each) for each in _elements(settings)), *feedback, *answers]


def _elements(values: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str], str]]:
    yield from ((name, {}, value) for name, value in values.items())


def _numeric(question: NumericQuestion[str], _local: LocalCourse) -> Own:
    right = _answer(WHOLE, digits(_middle(question)), question.feedback.right, "plain_text")
    _add(right, "tolerance", digits(_reach(question)))
    slips = []
    for slip in question.slips:
        slips.append(_answer(NOTHING, digits(slip.value), slip.feedback, "plain_text"))
        _add(slips[-1], "tolerance", NOTHING)
    wrong = _answer(NOTHING, "*", question.feedback.wrong, "plain_text")
    _add(wrong, "tolerance", NOTHING)
    return "numerical", [right, *slips, wrong, *_unit(question)]


def _unit(question: NumericQuestion[str]) -> Iterator[Element]:
    """No unit is asked for; one that is typed all the same is understood."""
    if question.unit:
        name = element("unit_name", {}, plain(question.unit))
        unit = lines("unit", {}, element("multiplier", {}, "1"), name)
        yield lines("units", {}, unit)
    yield element("unitgradingtype", {}, "0")
    yield element("unitpenalty", {}, "0")
    yield element("showunits", {}, "3")
    yield element("unitsleft", {}, "0")


def _add(parent: Element, name: str, value: str) -> None:
    parent.append(element(name, {}, value))
    parent[-1].tail = "\n"


def _middle(question: NumericQuestion[str] | NumberGap[str]) -> Decimal:
    return (question.low + question.high) / 2


def _reach(question: NumericQuestion[str] | NumberGap[str]) -> Decimal:
    return (question.high - question.low) / 2


def _text(question: TextQuestion[str], _local: LocalCourse) -> Own:
    right = [
        _answer(WHOLE, words.replace("*", "\\*"), question.feedback.right, "plain_text")
        for words in question.accepted
    ]
    wrong = _answer(NOTHING, "*", question.feedback.wrong, "plain_text")
    return "shortanswer", [_flag("usecase", on=False), *right, wrong]


def _cloze(_question: ClozeQuestion[str], _local: LocalCourse) -> Own:
    return "cloze", []


def _gaps(question: ClozeQuestion[str]) -> str:
    gaps = {gap.key: _gap(gap) for gap in question.gaps}
    return GAP.sub(lambda found: gaps.get(found[1], found[0]), html(question.text))


def _gap(gap: ChoiceGap[str] | NumberGap[str]) -> str:
    if isinstance(gap, NumberGap):
        return f"{{1:NUMERICAL:={digits(_middle(gap))}:{digits(_reach(gap))}}}"
    answers = (
        f"{'=' if option.correct else ''}{_embedded(html(option.text))}"
        + (f"#{_embedded(html(option.feedback))}" if option.feedback else "")
        for option in gap.options
    )
    return f"{{1:MULTICHOICE:{'~'.join(answers)}}}"


def _embedded(markup: str) -> str:
    """Return words inside a gap, the signs of its notation as HTML entities.

    Moodle takes a ``#`` behind ``&`` for what it is, but shows some backslashes to learners.
    """
    entities = re.sub(r"&(?!#|\w+;)", "&amp;", markup)
    return re.sub(r"(?<!&)#|[\\}~=%{]", lambda sign: f"&#{ord(sign[0])};", entities)


def _essay(question: ReflectionQuestion[str], _local: LocalCourse) -> Own:
    settings = {
        "responseformat": "editor",
        "responserequired": "0",
        "responsefieldlines": str(question.lines),
        "attachments": "0",
        "attachmentsrequired": "0",
    }
    return "essay", [element(*each) for each in _elements(settings)]


KINDS: Final[Mapping[type, Callable[[Any, LocalCourse], Own]]] = {
    ChoiceQuestion: _choice,
    TrueFalseQuestion: _truefalse,
    MatchQuestion: _match,
    OrderQuestion: _order,
    NumericQuestion: _numeric,
    TextQuestion: _text,
    ClozeQuestion: _cloze,
    LikertQuestion: _likert,
    ReflectionQuestion: _essay,
}


def _flag(name: str, on: bool) -> Element:  # noqa: FBT001  # It is what the function is about.
    return element(name, {}, str(on).lower())


def _shuffled(question: AnyQuestion[str]) -> Iterator[Element]:
    yield _flag("shuffleanswers", question.shuffle)
    yield element("answernumbering", {}, "none")
