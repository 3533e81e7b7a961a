"""Lessons and job aids read easily: short sentences, short words. Source: our content rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from build_tools.course.facts import Facts
from build_tools.course.shape import Course, JobAid, Lesson
from build_tools.sources.ease import MEASURES, Reading, reading_of
from build_tools.sources.markdown import ProseFacts, plain
from build_tools.sources.passages import Passage
from build_tools.sources.problem import Problem
from build_tools.sources.text import Text

SOURCE: Final = "en"
FEWEST: Final = 100  # Words; a mean over fewer says nothing.
MEAN_WORDS: Final = 15
LONG_WORDS: Final = 25
LONG_PERCENT: Final = 5
STEP_WORDS: Final = 10
RUNNING: Final = ("p", "line", "li", "dd")
STOP: Final = re.compile(r"[.?!…][”’)\]]*$")


def readability_advice(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield the lessons and job aids that are harder to read than they should be."""
    for module in course.modules:
        for lesson in module.lessons:
            yield from _lesson(lesson, facts[lesson.body])
        if module.job_aid:
            yield from _job_aid(module.job_aid)


def running_text(known: ProseFacts) -> tuple[Passage, ...]:
    """Return the passages that are whole sentences: no headings, and no cells of single words."""
    return tuple(
        passage
        for passage in known.passages
        if passage.kind in RUNNING or (passage.kind == "td" and STOP.search(passage.words))
    )


def _lesson(lesson: Lesson[Text], known: ProseFacts) -> Iterator[Problem]:
    passages = running_text(known)
    read = reading_of((passage.words for passage in passages), SOURCE)
    if read.words < FEWEST:
        return
    measure = MEASURES[SOURCE]
    if (score := measure.score(read)) < measure.at_least:
        message = f"{measure.name} gives {score:.0f}, expected at least {measure.at_least}"
        hint = "take shorter words and shorter sentences"
        yield Problem(lesson.place, "hard-to-read", message, hint)
    if read.mean > MEAN_WORDS:
        message = f"sentences have {read.mean:.1f} words on average, more than {MEAN_WORDS}"
        yield Problem(lesson.place, "long-sentences", message, "one idea a sentence")
    yield from _long(read, passages)


def _long(read: Reading, passages: tuple[Passage, ...]) -> Iterator[Problem]:
    """Yield each long sentence, if there are too many of them."""
    found = read.longer_than(LONG_WORDS)
    if len(found) * 100 <= LONG_PERCENT * len(read.sentences):
        return
    for sentence in found:
        place = next(each.place for each in passages if sentence in each.words)
        opening = " ".join(sentence.split()[:5])
        message = f"the sentence `{opening} …` has more than {LONG_WORDS} words"
        hint = f"make two of it; at most {LONG_PERCENT}% of a lesson may be so long"
        yield Problem(place, "long-sentences", message, hint)


def _job_aid(job_aid: JobAid[Text]) -> Iterator[Problem]:
    read = reading_of((plain(step.key) for step in job_aid.steps), SOURCE)
    if read.mean > STEP_WORDS:
        message = f"the steps have {read.mean:.1f} words a sentence, more than {STEP_WORDS}"
        hint = "what is used at work is read at a glance"
        yield Problem(job_aid.title.place, "long-steps", message, hint)
