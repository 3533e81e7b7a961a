"""Claims of research name their source, and modules that rest on it tell its limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from build_tools.course.facts import Facts, blocks_in
from build_tools.course.shape import Course
from build_tools.sources.markdown import ProseFacts
from build_tools.sources.passages import Passage
from build_tools.sources.problem import Problem
from build_tools.sources.sentences import sentences_in
from build_tools.sources.text import Text

PEOPLE: Final = (
    r"(?:customers|callers|clients|buyers|consumers|people|staff|agents|employees|companies)"
)
CLAIM: Final = re.compile(
    r"\b(?:research(?:ers?)?\b(?! (?:it|them|this|your|the))"
    r"|(?<!case )stud(?:y|ies)\b(?! (?:it|them|this|your|the))"
    r"|meta-anal\w+|reviews? of \d|clinical trials?|experiments? (?:show|found|with)"
    r"|surveys? (?:show|found|of \d)\w*|evidence (?:shows?|suggests?)|statistics (?:show|say)"
    rf"|\d[\d.,]*\s?(?:%|percent) of (?:all |the |its |their )?{PEOPLE}"
    rf"|(?:\d[\d.,]*|one|two|three|four) (?:in|out of) (?:\d[\d.,]*|three|four|five|ten) {PEOPLE})",
    re.IGNORECASE,
)
NONE: Final = re.compile(
    r"\b(?:no|not|nobody|never|without|little|your own)\b[^.;:]*$", re.IGNORECASE
)
DOING: Final = {"task", "worked", "faded", "exercise", "dialog-weak", "dialog-strong", "check"}


def evidence_problems(facts: Facts) -> Iterator[Problem]:
    """Yield claims of research, and ``evidence`` blocks, that name no source."""
    for known in facts.values():
        for block, place in known.blocks:
            if block.kind == "evidence" and not block.options.get("sources"):
                message = "this evidence names no source"
                yield Problem(place, "unsourced-claim", message, HINT)
        for passage in known.passages:
            if not _is_open(passage, known):
                yield from _claims(passage)


def missing_limits(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield modules that must tell the limits of what is known, and do not."""
    wanted = course.requirements.limits if course.requirements else {}
    telling = {
        module.number
        for module in course.modules
        if any(block.kind == "evidence" for block, _ in blocks_in(module, facts))
    }
    for number, place in wanted.items():
        if number not in telling:
            message = f"module {number} does not tell the limits of what is known"
            hint = "say what research says, and what it does not, in an `evidence` block"
            yield Problem(place, "no-limits", message, hint)


def _is_open(passage: Passage, known: ProseFacts) -> bool:
    """Whether a passage needs no source: it has one, or learners work on an invented case."""
    around = [known.blocks[at][0] for at in passage.blocks]
    return passage.kind == "line" or any(
        block.kind in DOING or block.options.get("sources") for block in around
    )


def _claims(passage: Passage) -> Iterator[Problem]:
    for sentence in sentences_in(passage.words):
        found = CLAIM.search(sentence)
        if found and not NONE.search(sentence[: found.start()]):
            message = f"`{found[0]}` is a claim without a source"
            yield Problem(passage.place, "unsourced-claim", message, HINT)


HINT: Final = "name it in `sources` of a block around it, such as `sources: E19`"
