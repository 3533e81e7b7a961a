"""What authors and translators ask for between builds: problems, catalogs, how far they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from build_tools.course.reading import read_course
from build_tools.course.rules import problems_in, said_problems
from build_tools.course.shape import Course
from build_tools.formats.pages import interface_messages
from build_tools.languages import updating
from build_tools.languages.extracting import messages_in
from build_tools.languages.messages import Message
from build_tools.languages.saying import say
from build_tools.sources.problem import Problem
from build_tools.sources.text import Text

SOURCE_LANGUAGE: Final = "en"


def templates(files: Mapping[str, str]) -> dict[str, bytes]:
    """Return the templates (``.pot``) of the course and of the interface, by path."""
    course = read_course(files)
    return _encoded(updating.templates(messages(course), course.id))


def updated_catalogs(files: Mapping[str, str], codes: Sequence[str]) -> dict[str, bytes]:
    """Return the catalogs (``.po``) of these languages, brought up to date, by path."""
    course = read_course(files)
    found = messages(course)
    catalogs: dict[str, str] = {}
    for code in codes:
        catalogs |= updating.updated(found, course.language(code).locale, files, course.id)
    return _encoded(catalogs)


def messages(course: Course[Text]) -> tuple[Message, ...]:
    """Return what translators are given: the words of the course and of the interface."""
    return (*messages_in(course), *interface_messages())


def problems(files: Mapping[str, str], codes: Sequence[str]) -> tuple[Problem, ...]:
    """Return everything that ``tend check`` tells: of the course, and of these languages."""
    course = read_course(files)
    found = [*problems_in(course)]
    for code in codes:
        local = say(course, course.language(code), files)
        found += said_problems(local.course, code) if code != SOURCE_LANGUAGE else ()
    return tuple(sorted(set(found)))


def refuse_problems(files: Mapping[str, str], codes: Sequence[str]) -> None:
    """Stop a build whose translations would break pages or mislead learners.

    Raises:
        CourseError: with every such problem.
    """


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}
