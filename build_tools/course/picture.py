"""The picture that a course uses: sparingly, no earlier than planned, and never for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from build_tools.course.facts import Facts
from build_tools.course.requirements import Picture
from build_tools.course.shape import Course, Lesson
from build_tools.sources.markdown import ProseFacts
from build_tools.sources.passages import Passage
from build_tools.sources.problem import Problem
from build_tools.sources.text import Text

WORDS_APART: Final = 120
PERSON: Final = r"(?:customer|client|caller|guest|buyer|colleague|person|people|agent)s?(?![’'])"
THE: Final = r"(?:(?:the|a|an|your|our|their|these|those|this|that|every|each) )?"
NEVER: Final = re.compile(r"\b(?:never|not|no|nobody|n[’']t)\b[^.!?]*$", re.IGNORECASE)


def picture_problems(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield where a word of the picture is said of a person."""
    if not (words := _words(course)):
        return
    ends = "(?:s|es|ed|ing|n)?"
    every = "|".join(re.escape(picture.word) for picture in words)
    said = re.compile(
        rf"\b(?:{every}){ends} {THE}{PERSON}|\b{PERSON} (?:is|are|was|were) (?:like )?{THE}"
        rf"(?:{every})s?\b",
        re.IGNORECASE,
    )
    for known in facts.values():
        for passage in known.passages:
            for found in said.finditer(passage.words):
                if not NEVER.search(passage.words[: found.start()]):
                    message = f"`{found[0]}` speaks of a person in words of the picture"
                    hint = "the picture is for the relationship; name what people do"
                    yield Problem(passage.place, "picture-of-person", message, hint)


def picture_advice(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield lessons that use the picture too often, or a word of it too early."""
    words = _words(course)
    for module in course.modules if words else ():
        for lesson in module.lessons:
            yield from _crowded(lesson, facts[lesson.body], words)
            for picture in words:
                if picture.since > module.number:
                    yield from _early(picture, facts[lesson.body])


def _words(course: Course[Text]) -> tuple[Picture, ...]:
    return course.requirements.picture if course.requirements else ()


def _crowded(
    lesson: Lesson[Text], known: ProseFacts, words: tuple[Picture, ...]
) -> Iterator[Problem]:
    body = tuple(_after_opening(known.passages))
    found = [hit for passage in body for hit in _pattern(*words).findall(passage.words)]
    length = sum(len(passage.words.split()) for passage in body)
    if len(found) * WORDS_APART > max(length, WORDS_APART):
        shown = ", ".join(dict.fromkeys(hit.lower() for hit in found))
        message = f"{len(found)} words of the picture in {length} words: {shown}"
        hint = f"after the opening, at most one in {WORDS_APART}; say the thing by its name"
        yield Problem(lesson.place, "crowded-picture", message, hint)


def _after_opening(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """Yield what follows the first paragraphs: from the first block or heading on."""
    opening = True
    for passage in passages:
        opening = opening and not passage.blocks and passage.kind == "p"
        if not opening:
            yield passage


def _early(picture: Picture, known: ProseFacts) -> Iterator[Problem]:
    for passage in known.passages:
        if found := _pattern(picture).search(passage.words):
            message = f"`{found[0]}` comes before module {picture.since}, which explains it"
            yield Problem(passage.place, "early-picture", message, "say the thing by its name")


def _pattern(*words: Picture) -> re.Pattern[str]:
    every = "|".join(re.escape(picture.word) for picture in words)
    return re.compile(rf"(?<![\w-])(?:{every})(?:s|es|ed|ing|n)?(?![\w-])", re.IGNORECASE)
