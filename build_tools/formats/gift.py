"""The questions of a module as GIFT, the text format that most quiz tools read.

Source: Moodle documentation, "GIFT format".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

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
from build_tools.formats.losses import in_gift, of_a_bank
from build_tools.formats.markup import html
from build_tools.formats.pages import word_list
from build_tools.formats.parts import Cut, plain_kinds
from build_tools.formats.positions import answers_by_position
from build_tools.imports.gift import read_gift
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.answers import Answer
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.text import TextQuestion
from build_tools.questions.truefalse import TrueFalseQuestion
from build_tools.sources.markdown import plain

NAME: Final = "gift"
SHARE: Final = Decimal("0.00001")  # How exactly Moodle writes shares of the points.


def render_gift(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the text of the module's questions in the language of ``local``, in UTF-8.

    Raises:
        CourseError: if the module has no questions.
    """
    blocks = [each for section in sections(local, module) for each in _section(section, local)]
    return ("\n\n".join(blocks) + "\n").encode()


def notes_on(local: LocalCourse, module: Module[str]) -> tuple[ExportNote, ...]:
    """Return what this format cannot carry of the module's questions."""
    notes = [*common_notes(module), *of_a_bank(module)]
    for question in exported(local, module):
        notes += in_gift(question)
    return tuple(sorted(ExportNote(NAME, *note) for note in notes))


def answers_in(file: bytes, local: LocalCourse, module: Module[str]) -> dict[str, Answer]:
    """Read the answer of each question back out of a finished file, by id."""
    drafts = read_gift(file.decode(), NAME).questions
    return answers_by_position(drafts, exported(local, module), _cut(local))


def _cut(local: LocalCourse) -> Cut:
    label = word_list("player", local)["gap"]
    return plain_kinds(lambda number: label.format(n=number))


def _section(section: Section, local: LocalCourse) -> Iterator[str]:
    yield f"$CATEGORY: $course$/top/{section.title.replace('/', '//')}"
    cut = _cut(local)
    for question in section.questions:
        for part in cut(question):
            yield _question(part, local)


def _question(question: AnyQuestion[str], local: LocalCourse) -> str:
    tags = "".join(f" [tag:{tag}]" for tag in tags_of(question))
    name = _escaped(f"{question.id} {title_of(question)}")
    if isinstance(question, LikertQuestion):
        asked = _described(question, local)
    else:
        answers = KINDS[type(question)](question)
        asked = f"{_words(question.stem)} {{{answers}{_general(question)}}}"
    return f"// [id:{question.id}]{tags}\n::{name}::[html]{asked}"


def _general(question: AnyQuestion[str]) -> str:
    about = [question.rationale]
    if isinstance(question, ReflectionQuestion):
        about.insert(0, question.sample)
    if isinstance(question, MatchQuestion):
        about[:0] = [
            f"<strong>{item.text}</strong><br>{item.feedback}"
            for item in question.left
            if item.feedback
        ]
    words = "<br>".join(filter(None, about))
    return f"####{_words(words)}" if words else ""


def _described(question: LikertQuestion[str], local: LocalCourse) -> str:
    scales = {scale.id: scale.labels for scale in local.course.scales}
    labels = " / ".join(scales.get(question.scale, ()))
    lines = (question.stem, *(item.text for item in question.statements), labels)
    return _words("<br>".join(filter(None, lines)))


def _choice(question: ChoiceQuestion[str]) -> str:
    several = question.type == "multi"
    share = (Decimal(100) / len(question.answer.keys)).quantize(SHARE)
    right, wrong = (f"~%{digits(share)}%", f"~%-{digits(share)}%") if several else ("=", "~")
    return "".join(
        f"\n{right if option.correct else wrong}{_words(option.text)}{_told(option.feedback)}"
        for option in question.options
    )


def _truefalse(question: TrueFalseQuestion[str]) -> str:
    """Feedback on the wrong answer comes first, whichever it is."""
    told = (question.feedback_false, question.feedback_true)
    wrong, right = told if question.correct else reversed(told)
    return f"{'TRUE' if question.correct else 'FALSE'}{_told(wrong)}{_told(right)}"


def _match(question: MatchQuestion[str]) -> str:
    rights = {item.key: _escaped(plain(item.text)) for item in question.right}
    used = {item.answer for item in question.left}
    pairs = [(_words(item.text), rights[item.answer]) for item in question.left]
    pairs += [("", words) for key, words in rights.items() if key not in used]
    return "".join(f"\n={left} -> {right}" for left, right in pairs)


def _numeric(question: NumericQuestion[str]) -> str:
    middle, reach = (question.low + question.high) / 2, (question.high - question.low) / 2
    lines = [f"\n=%100%{digits(middle)}:{digits(reach)}{_told(question.feedback.right)}"]
    lines += [f"\n=%0%{digits(slip.value)}:0{_told(slip.feedback)}" for slip in question.slips]
    return f"#{''.join(lines)}\n~{_told(question.feedback.wrong)}"


def _text(question: TextQuestion[str]) -> str:
    right = _told(question.feedback.right)
    lines = [f"\n=%100%{_escaped(_literal(words))}{right}" for words in question.accepted]
    return f"{''.join(lines)}\n=%0%*{_told(question.feedback.wrong)}"


def _reflection(_question: ReflectionQuestion[str]) -> str:
    return ""


KINDS: Final[Mapping[type, Callable[[Any], str]]] = {
    ChoiceQuestion: _choice,
    TrueFalseQuestion: _truefalse,
    MatchQuestion: _match,
    NumericQuestion: _numeric,
    TextQuestion: _text,
    ReflectionQuestion: _reflection,
}


def _told(feedback: str | None) -> str:
    return f"#{_words(feedback or '')}"


def _words(words: str) -> str:
    """Return words as HTML; a sign at their start that could mean a format or a share is hidden."""
    markup = html(words)
    if markup[:1] in ("[", "%", "*"):
        markup = f"&#{ord(markup[0])};{markup[1:]}"
    return _escaped(markup)


def _literal(words: str) -> str:
    return words.replace("*", "\\*")


def _escaped(text: str) -> str:
    return re.sub(r"[\\:#=~{}]", r"\\\g<0>", text.replace("\n", " "))
