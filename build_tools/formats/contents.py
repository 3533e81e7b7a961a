"""What both printed books are made of: bodies, questions and labels, ready for templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup

from build_tools.course.shape import Credit, Module
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
from build_tools.formats.marks import badged
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
from build_tools.sources.figures import Figure, draw
from build_tools.sources.markdown import inline, plain
from build_tools.sources.text import Prose, pieces_in

Modules = tuple[Module[str], ...]

ORIENTATION: Final = "orientation"  # The anchor of what stands before all modules.
SOURCES: Final = re.compile(r"^[ ]{4}sources:(.*)$", re.MULTILINE)
ASKED: Final = re.compile(r'<div class="questions" data-questions="(?P<ids>[^"]*)"></div>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What one book holds in one language, the same however its pages fall.

    ``printed`` has the questions of each module, by its id, as they come in the workbook.
    ``answers``: whether the book has a key. ``whole``: whether it is about the whole course.
    ``lessons`` gives the anchors of all texts in the book that a link may lead to, by path.
    """

    local: LocalCourse
    modules: Modules
    answers: bool
    whole: bool
    labels: Mapping[str, str]
    words: Mapping[str, str]
    lessons: Mapping[str, str]
    printed: Mapping[str, tuple[AnyQuestion[str], ...]]
    numbers: Mapping[str, str] = field(repr=False)


def contents_of(
    local: LocalCourse, modules: Modules, *, answers: bool = True, whole: bool = True
) -> Contents:
    """Return the contents of a book of ``modules``."""
    printed = {module.id: printed_questions(module) for module in modules}
    opening = {"orientation.md": ORIENTATION} if whole and local.course.orientation else {}
    return Contents(
        local=local,
        modules=modules,
        answers=answers,
        whole=whole,
        labels=word_list("blocks", local),
        words=word_list("print", local),
        lessons={**opening, **lesson_anchors(modules)},
        printed=printed,
        numbers={
            asked.id: f"{module.number}.{number}"
            for module in modules
            for number, asked in enumerate(printed[module.id], 1)
        },
    )


def cited(contents: Contents, part: Any = None) -> tuple[Credit[str], ...]:
    """Return the sources that a book rests on: all, or those that its modules or its kit name."""
    every = contents.local.course.credits
    if contents.whole:
        return every
    texts = (piece for piece in pieces_in(part or contents.modules) if isinstance(piece, Prose))
    named = {
        name for text in texts for found in SOURCES.findall(text.source) for name in found.split()
    }
    return tuple(credit for credit in every if credit.id in named)


@dataclass(frozen=True, slots=True)
class Pages:
    """Contents on their way to pages: what knows, or guesses, the numbers of these pages."""

    contents: Contents
    page_of: PageNumbers

    def render(self, template: str, **values: Any) -> str:
        """Return a template filled with what all books are given, and with ``values``."""
        made = page(template, self.contents.local, **self._values(), **values)
        return badged(made, self.contents.local)

    def chapter(self, module: Module[str], anchor: str) -> Chapter:
        """Return one body of a module as printed."""
        made = self.body(_bodies(module)[anchor], anchor, module.id, module.figures)
        # Questions come in last: their ids belong to the book, not to this body.
        asked = ASKED.sub(lambda found: self._check(module, found["ids"].split()), made.html)
        return Chapter(made.anchor, Markup(asked), made.answers)  # noqa: S704  # Made by our templates.

    def opening(self) -> Chapter | None:
        """Return the orientation as printed, in a book about the whole course."""
        orientation = self.contents.local.course.orientation
        if orientation is None or not self.contents.whole:
            return None
        return self.body(orientation.body, ORIENTATION, ".", orientation.figures)

    def body(
        self, prose: Prose, anchor: str, folder: str, figures: tuple[Figure[str], ...]
    ) -> Chapter:
        """Return one text as printed; its links and its figures begin in ``course/<folder>``."""
        contents = self.contents
        said = prose_html(prose, contents.local, _settings(contents, figures))
        return chapter(said, anchor, folder, contents.lessons, self.refer)

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
            "whole": contents.whole,
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
            "duration": lambda count: voice.duration(count, contents.local.language),
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


def _settings(contents: Contents, figures: tuple[Figure[str], ...]) -> BlockSettings:
    labels = contents.labels
    return BlockSettings(
        speakers={
            person.source_name: Speaker(person.key, plain(person.name), person.role)
            for person in contents.local.course.cast
        },
        labels=labels,
        speaker_label=lambda name: labels["speaker"].format(name=name),
        figures=_drawn(figures),
        slots=slots_of(contents.local),
    )


@lru_cache(maxsize=4)
def _drawn(figures: tuple[Figure[str], ...]) -> Mapping[str, str]:
    """Return figures by file name; all bodies of a module ask for the same ones."""
    return {figure.path.rsplit("/", 1)[-1]: draw(figure) for figure in figures}
