"""Links inside the course lead somewhere; figures and recordings of its texts are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Final

from build_tools.course.facts import Facts
from build_tools.course.shape import Course, Lesson, Module
from build_tools.questions import AnyQuestion
from build_tools.sources.markdown import ProseFacts
from build_tools.sources.problem import Place, Problem
from build_tools.sources.syntax import near
from build_tools.sources.text import Prose, Text, pieces_in


def link_problems(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield the links, the figures and the ``review`` places that lead nowhere."""
    for module in course.modules:
        for question in module.quiz.questions if module.quiz else ():
            yield from _review(question, module.id, course, facts)
    for test in course.assessments:
        for question in test.questions:
            yield from _review(question, "", course, facts)
    for prose in pieces_in(course):
        if isinstance(prose, Prose):
            yield from _links(prose, course, facts)
            yield from _pictures(prose, course, facts)
            yield from _recordings(facts[prose])


def recording_advice(course: Course[Text], facts: Facts) -> Iterator[Problem]:
    """Yield the recordings that are named and not made yet."""
    made = {recording.path for recording in course.recordings}
    for prose, known in facts.items():
        for block, place in known.blocks:
            name = block.options.get("audio", "")
            if RECORDING.fullmatch(name) and join(dirname(prose.place.file), name) not in made:
                message = f"there is no recording `{name}` beside this file"
                yield Problem(place, "no-recording", message, "record it or take the key out")


def reviewed(
    course: Course[Text], home: str, review: str
) -> tuple[Module[Text], Lesson[Text], str] | None:
    """Return module, lesson and anchor (``""`` for none) that ``review`` names, if they exist.

    ``01-three-ways#sort`` is a lesson of the module ``home``; ``02-soil/01-values#words`` is one
    of another module.
    """
    path, _, anchor = review.partition("#")
    folder, _, name = path.rpartition("/")
    for place in course.modules:
        for lesson in place.lessons if place.id == (folder or home) else ():
            if lesson.id == name:
                return place, lesson, anchor
    return None


def _review(
    question: AnyQuestion[Text], home: str, course: Course[Text], facts: Facts
) -> Iterator[Problem]:
    if not question.review:
        return
    if (found := reviewed(course, home, question.review)) is None:
        message = f"`{question.id}` sends people to `{question.review}`: there is no such lesson"
        hint = f"lessons here: {', '.join(_lessons(course, home))}"
        yield Problem(question.place, "dead-review", message, hint)
    elif found[2] and found[2] not in (anchors := facts[found[1].body].anchors):
        message = f"`{question.id}` sends people to `{question.review}`: there is no such heading"
        hint = f"headings there: {', '.join(sorted(anchors))}"
        yield Problem(question.place, "dead-review", message, hint)


def _lessons(course: Course[Text], home: str) -> Iterator[str]:
    """Yield lessons as ``review`` names them from the module ``home``; "" is an assessment."""
    for module in course.modules:
        for lesson in module.lessons if home in ("", module.id) else ():
            yield lesson.id if home else f"{module.id}/{lesson.id}"


def _links(prose: Prose, course: Course[Text], facts: Facts) -> Iterator[Problem]:
    bodies, hidden = _bodies(course), {*_hidden(course)}
    for link in dict.fromkeys(facts[prose].links):
        path, _, anchor = link.partition("#")
        if ":" in path or path.startswith("//"):
            continue  # Somewhere else on the web.
        file = normpath(join(dirname(prose.place.file), path)) if path else prose.place.file
        body = bodies.get(file) if path else prose
        if body is None:
            yield Problem(_place(prose, link), "dead-link", f"`{link}` leads to no lesson", HINT)
        elif anchor and anchor not in facts[body].anchors:
            message = f"`{link}` leads to no heading"
            hint = f"headings there: {', '.join(sorted(facts[body].anchors))}"
            yield Problem(_place(prose, link), "dead-link", message, hint)
        elif file in hidden and prose.place.file not in hidden:
            message = f"`{link}` is for trainers only, and not on the site"
            yield Problem(_place(prose, link), "dead-link", message, "name it without a link")


def _bodies(course: Course[Text]) -> dict[str, Prose]:
    """Return what a link may lead to, by file: lessons, the orientation and pages of kits."""
    pages = (
        *(lesson for module in course.modules for lesson in module.lessons),
        *((course.orientation,) if course.orientation else ()),
        *(page for kit in course.kits for page in kit.pages),
    )
    return {page.place.file: page.body for page in pages}


def _hidden(course: Course[Text]) -> Iterator[str]:
    """Yield the files that a site does not show whole; of forms for trainers, their ``kit.yml``."""
    for kit in course.kits:
        yield from (page.place.file for page in kit.pages if page not in kit.public.pages)
        yield from (form.place.file for form in kit.forms if form not in kit.public.forms)


def _pictures(prose: Prose, course: Course[Text], facts: Facts) -> Iterator[Problem]:
    folder = dirname(prose.place.file)
    places = (*course.modules, *course.kits, *((course.orientation,) if course.orientation else ()))
    figures = {figure.path for place in places for figure in place.figures}
    here = sorted(path.rpartition("/")[2] for path in figures if dirname(path) == folder)
    for source in dict.fromkeys(facts[prose].pictures):
        if normpath(join(folder, source)) not in figures:
            message = f"there is no figure `{source}` beside this file"
            hint = near(source, here) if here else "put an SVG file of this name there"
            yield Problem(_place(prose, source), "missing-file", message, hint)


def _recordings(known: ProseFacts) -> Iterator[Problem]:
    for block, place in known.blocks:
        if not RECORDING.fullmatch(name := block.options.get("audio", RECORDED)):
            message = f"`{name}` is not the name of a recording"
            yield Problem(place, "bad-audio", message, f"such as `{RECORDED}`, beside this file")


RECORDING: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:mp3|ogg)")
RECORDED: Final = "late-order.mp3"
HINT = "name the file of a lesson as seen from here, such as `03-every-touch.md`"


def _place(prose: Prose, words: str) -> Place:
    """Return where ``words`` first stand in ``prose``; its beginning if they are not found."""
    at = max(prose.source.find(words), 0)
    column = at - (prose.source.rfind("\n", 0, at) + 1)
    line = prose.place.line + prose.source.count("\n", 0, at)
    return Place(prose.place.file, line, prose.place.column + column)
