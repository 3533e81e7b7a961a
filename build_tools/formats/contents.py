"""What both printed books are made of: bodies, questions and labels, ready for templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from markupsafe import Markup

from build_tools.course.shape import Module
from build_tools.formats.book import PageNumbers
from build_tools.formats.chapters import (
    Chapter,
    chapter,
    exercise_anchor,
    handout_anchor,
    lesson_anchor,
    lesson_anchors,
    module_anchor,
    numbered_blank,
)
from build_tools.formats.overlay import privacy_of, slots_of
from build_tools.formats.pages import page, word_list
from build_tools.formats.printed import (
    has_answer,
    letters,
    moments,
    printed_questions,
    shuffled,
    with_gaps,
)
from build_tools.languages import voice
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import prose_html
from build_tools.questions import AnyQuestion
from build_tools.questions.likert import LikertQuestion
from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.figures import draw
from build_tools.sources.markdown import inline, plain
from build_tools.sources.text import Prose

Modules = tuple[Module[str], ...]

ASKED: Final = re.compile(r'<div class="questions" data-questions="(?P<ids>[^"]*)"></div>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The modules of one book in one language, the same however its pages fall.

    ``said`` holds all bodies as HTML by anchor, and ``printed`` the questions of each module, by
    its id, as they come in the workbook. ``answers``: whether the book has a key.
    """

    local: LocalCourse
    modules: Modules
    answers: bool
    labels: Mapping[str, str]
    words: Mapping[str, str]
    lessons: Mapping[str, str]
    said: Mapping[str, str]
    printed: Mapping[str, tuple[AnyQuestion[str], ...]]
    numbers: Mapping[str, str] = field(repr=False)


def contents_of(local: LocalCourse, modules: Modules, *, answers: bool = True) -> Contents:
    """Return the contents of a book of ``modules``."""
    labels = word_list("blocks", local)
    printed = {module.id: printed_questions(module) for module in modules}
    return Contents(
        local=local,
        modules=modules,
        answers=answers,
        labels=labels,
        words=word_list("print", local),
        lessons=lesson_anchors(modules),
        said={
            anchor: prose_html(body, local, _settings(local, module, labels))
            for module in modules
            for anchor, body in _bodies(module).items()
        },
        printed=printed,
        numbers={
            asked.id: f"{module.number}.{number}"
            for module in modules
            for number, asked in enumerate(printed[module.id], 1)
        },
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """Contents on their way to pages: what knows, or guesses, the numbers of these pages."""

    contents: Contents
    page_of: PageNumbers

    def render(self, template: str, **values: Any) -> str:
        """Return a template filled with what all books are given, and with ``values``."""
        return page(template, self.contents.local, **self._values(), **values)

    def chapter(self, module: Module[str], anchor: str) -> Chapter:
        """Return one body as printed."""
        contents = self.contents
        made = chapter(contents.said[anchor], anchor, module.id, contents.lessons, self.refer)
        # Questions come in last: their ids belong to the book, not to this body.
        asked = ASKED.sub(lambda found: self._check(module, found["ids"].split()), made.html)
        return Chapter(made.anchor, Markup(asked), made.answers)  # noqa: S704  # Made by our templates.

    def line(self, words: str) -> Markup:
        """Return a line of words with its blanks drawn."""
        return chapter(inline(words), "", "", {}, self.refer).html

    def refer(self, anchor: str) -> str:
        """Return the words for the page of ``anchor``."""
        return self.contents.words["page"].format(n=self.page_of(anchor))

    def _values(self) -> dict[str, Any]:
        contents = self.contents
        questions = (asked for each in contents.printed.values() for asked in each)
        return {
            "modules": contents.modules,
            "answers": contents.answers,
            "page_of": self.page_of,
            "labels": contents.labels,
            "number_of": contents.numbers,
            "printed": contents.printed,
            "answered": frozenset(asked.id for asked in questions if has_answer(asked)),
            "anchor_of": module_anchor,
            "lesson_of": lesson_anchor,
            "exercise_of": exercise_anchor,
            "handout_of": handout_anchor,
            "letters": letters,
            "shuffled": shuffled,
            "moments": moments,
            "with_gaps": with_gaps,
            "numbered_blank": numbered_blank,
            "scale_of": self._scale_of,
            "span": self._span,
            "slots": slots_of(contents.local),
            "privacy": privacy_of(contents.local),
            "minutes": lambda count: voice.minutes(count, contents.local.language),
        }

    def _check(self, module: Module[str], ids: Sequence[str]) -> str:
        known = {asked.id: asked for asked in self.contents.printed[module.id]}
        asked = [known[name] for name in ids if name in known]
        return self.render("print/check.html", questions=asked)

    def _scale_of(self, asked: LikertQuestion[str]) -> tuple[str, ...]:
        scales = self.contents.local.course.scales
        return next(scale.labels for scale in scales if scale.id == asked.scale)

    def _span(self, low: Decimal, high: Decimal) -> str:
        """Return one number, or two with a dash between."""
        language = self.contents.local.language
        return "–".join(dict.fromkeys(voice.number(number, language) for number in (low, high)))


def _bodies(module: Module[str]) -> dict[str, Prose]:
    lessons = {lesson_anchor(module, lesson): lesson.body for lesson in module.lessons}
    exercises = {exercise_anchor(module, each): each.body for each in module.exercises}
    handouts = {handout_anchor(module, each): each.body for each in module.handouts}
    return lessons | exercises | handouts


def _settings(local: LocalCourse, module: Module[str], labels: Mapping[str, str]) -> BlockSettings:
    return BlockSettings(
        speakers={
            person.source_name: Speaker(person.key, plain(person.name), person.role)
            for person in local.course.cast
        },
        labels=labels,
        speaker_label=lambda name: labels["speaker"].format(name=name),
        figures={figure.path.rsplit("/", 1)[-1]: draw(figure) for figure in module.figures},
        slots=slots_of(local),
    )
