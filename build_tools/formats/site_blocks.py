"""How the blocks, figures and questions of a lesson are shown on the site."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from build_tools.course.shape import Kit, Module, Orientation
from build_tools.formats import player
from build_tools.formats.overlay import slots_of
from build_tools.formats.pages import word_list
from build_tools.formats.printed import ASKED
from build_tools.formats.site_tables import framed
from build_tools.formats.sound import addresses
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.shape import Use
from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.figures import draw
from build_tools.sources.markdown import plain

ALIGNED: Final = re.compile(r'style="text-align: (\w+);"')


Part = Module[str] | Kit[str] | Orientation[str]
"""What a page belongs to: its figures and recordings stand in one folder."""


def block_settings(local: LocalCourse, part: Part) -> BlockSettings:
    """Return what the blocks of a part's pages need to know on the site."""
    words = word_list("blocks", local)
    settings = BlockSettings(
        speakers={
            person.source_name: Speaker(person.key, plain(person.name), person.role)
            for person in local.course.cast
        },
        labels={name: label for name, label in words.items() if name not in ("speaker", "reveal")},
        speaker_label=lambda name: words["speaker"].format(name=name),
        reveal=words["reveal"],
        figures={figure.path.rsplit("/", 1)[-1]: draw(figure) for figure in part.figures},
        slots=slots_of(local),
    )
    if isinstance(part, Module):
        settings.questions = partial(practice_mount, local, part)
    if not isinstance(part, Orientation):
        folder = part.id if isinstance(part, Module) else f"kits/{part.id}"
        settings.recordings = addresses(local, folder)
    return settings


def finished(html: str, local: LocalCourse) -> str:
    """Return converted Markdown made fit for the site.

    No inline style remains, so that the page's content policy need not allow any, and a wide table
    can be scrolled by itself.
    """
    return framed(ALIGNED.sub(r'data-align="\1"', html), local)


def quiz_mount(local: LocalCourse, module: Module[str]) -> str:
    """Return the place where the player shows the module's quiz."""
    title = word_list("site_pages", local)["quiz_start"]  # The page says the quiz's own title.
    data = player.quiz_data(local, module, Use.QUIZ, "quiz")
    return player.mount(data | {"title": title, "intro": None})


def practice_mount(local: LocalCourse, module: Module[str], ids: tuple[str, ...]) -> str:
    """Return the place where the player shows these questions, each checked at once."""
    return player.mount(player.quiz_data(local, module, Use.PRACTICE, "practice", only=ids))


def practice_of(module: Module[str]) -> tuple[AnyQuestion[str], ...]:
    """Return the questions for practice that no lesson asks."""
    if module.quiz is None:
        return ()
    asked = {
        name
        for lesson in module.lessons
        for found in ASKED.finditer(lesson.body.source)
        for name in found["ids"].split()
    }
    practice = module.quiz.used_for(Use.PRACTICE)
    return tuple(question for question in practice if question.id not in asked)
