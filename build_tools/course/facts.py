"""What the Markdown of a course holds: blocks, anchors, links and words of each text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from build_tools.course.shape import Course, Kit, Module, Orientation
from build_tools.sources.blocks import BlockSettings, BlockUse, Speaker
from build_tools.sources.markdown import ProseFacts, facts
from build_tools.sources.problem import Place
from build_tools.sources.text import Prose, Text, pieces_in

Facts: TypeAlias = Mapping[Prose, ProseFacts]


def facts_in(course: Course[Text]) -> Facts:
    """Return the facts of every text: of lessons, exercises, handouts, kits, the orientation."""
    speakers = {
        person.source_name: Speaker(person.key, person.name.key, person.role)
        for person in course.cast
    }
    settings = BlockSettings(speakers=speakers)
    return {
        prose: facts(prose, settings) for prose in pieces_in(course) if isinstance(prose, Prose)
    }


def blocks_in(
    part: Module[Text] | Kit[Text] | Orientation[Text] | None, facts: Facts
) -> Iterator[tuple[BlockUse, Place]]:
    """Yield each block of a part of the course and where it opens, lessons first."""
    for prose in pieces_in(part):
        if isinstance(prose, Prose):
            yield from facts[prose].blocks


def minutes_of(block: BlockUse) -> int:
    """Return the tried task time of a block; 0 if it has none, or none that can be read."""
    minutes = block.options.get("minutes", "")
    return int(minutes) if minutes.isascii() and minutes.isdigit() else 0


TASKS: Final = ("task", "faded", "exercise", "check")  # Blocks in which learners do something.
