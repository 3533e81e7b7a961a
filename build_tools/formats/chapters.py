"""Markdown bodies on paper: anchors and links of one big document, numbered blanks, figures."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from build_tools.course.shape import Exercise, Handout, Lesson, Module

SVG: Final = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)
ID: Final = re.compile(r'(?<=\sid=")[^"]+(?=")')
LINK: Final = re.compile(
    r'<a\b(?P<before>[^>]*?) href="(?P<to>[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL
)
BACKWARDS: Final = re.compile(r'(?:&#160;|\s)*<a class="footnote-backref".*?</a>', re.DOTALL)
BLANK: Final = re.compile(r'<span class="blank"(?: data-answer="(?P<answer>[^"]*)")?>[^<]*</span>')
TAGS: Final = re.compile(r"<[^>]+>")
HEADING: Final = re.compile(r"(?<=<h)[1-6](?=[\s>])|(?<=</h)[1-6](?=>)")
OPENING: Final = re.compile(r"<h([1-6])[\s>]")
LABEL: Final = re.compile(r'aria-label="(?P<words>[^"]*)"')
TITLE: Final = re.compile(r"<title\b[^>]*>.*?</title>", re.DOTALL)
DRESS: Final = (
    "<style>text{font-family:'Noto Sans','Noto Sans SC';fill:#1d2620;stroke:none}"
    ".line,.soft{stroke:#1d2620}.fill-1{fill:#c9d8c0;stroke:#1d2620;stroke-width:1}"
    ".fill-2{fill:#c98a2b}.fill-3{fill:#2c5b3f}</style>"
)
LONG: Final = 14
"""Answers with more characters than this need a whole line to write on."""

Refer = Callable[[str], str]
"""Gives the words that name the page of an anchor, such as "page 12"."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A body as printed, and the answers of its numbered blanks, for the key."""

    anchor: str
    html: Markup
    answers: tuple[str, ...]


def module_anchor(module: Module[str]) -> str:
    """Return the anchor of a module: ``m01``."""
    return f"m{module.number:02}"


def lesson_anchor(module: Module[str], lesson: Lesson[str]) -> str:
    """Return the anchor of a lesson: ``m01-03-every-touch``."""
    return f"{module_anchor(module)}-{lesson.id}"


def exercise_anchor(module: Module[str], exercise: Exercise[str]) -> str:
    """Return the anchor of an exercise: ``m01-exercise-field-map``."""
    return f"{module_anchor(module)}-exercise-{exercise.id}"


def handout_anchor(module: Module[str], handout: Handout[str]) -> str:
    """Return the anchor of a handout: ``m01-handout-excerpts``."""
    return f"{module_anchor(module)}-handout-{handout.id}"


def lesson_anchors(modules: tuple[Module[str], ...]) -> Mapping[str, str]:
    """Return the anchors of all lessons by path: ``01-active-farmer/03-every-touch.md``."""
    return {
        f"{module.id}/{lesson.id}.md": lesson_anchor(module, lesson)
        for module in modules
        for lesson in module.lessons
    }


def chapter(
    said: str, anchor: str, folder: str, lessons: Mapping[str, str], refer: Refer
) -> Chapter:
    """Return converted Markdown as a part of a book.

    ``anchor`` goes in front of all its ids, ``folder`` is where its relative links begin, and its
    highest heading becomes an ``h3``, since a title stands above it.
    """
    parts = SVG.split(BACKWARDS.sub("", said))
    answers: list[str] = []
    for at, part in enumerate(parts):
        if at % 2:
            parts[at] = _figure(part)
        else:
            linked = _links(ID.sub(rf"{anchor}--\g<0>", part), anchor, folder, lessons, refer)
            parts[at] = _blanks(linked, f"{anchor}-blanks", answers)
    return Chapter(anchor, Markup(_lowered("".join(parts))), tuple(answers))  # noqa: S704  # Cleaned by our Markdown.


def _links(part: str, anchor: str, folder: str, lessons: Mapping[str, str], refer: Refer) -> str:
    def link(found: re.Match[str]) -> str:
        # An element inside a link would become a second link in the tags of the PDF.
        words = TAGS.sub("", found["words"])
        path, _, heading = html.unescape(found["to"]).partition("#")
        if re.match(r"[a-z]+:", path):
            address = f' <span class="address">{html.escape(path)}</span>'
            opening = f'<a href="{found["to"]}">{words}</a>'
            return opening if words == found["to"] else opening + address
        target = anchor if not path else lessons.get(posixpath.normpath(f"{folder}/{path}"))
        if target is None:
            return words
        target = f"{target}--{heading}" if heading else target
        opening = f'<a{found["before"]} href="#{html.escape(target)}"{found["after"]}>'
        seen = "" if "footnote" in opening else f' <span class="seen">({refer(target)})</span>'
        return f"{opening}{words}</a>{seen}"

    return LINK.sub(link, part)


def _blanks(part: str, anchor: str, answers: list[str]) -> str:
    """Return ``part`` with numbers in the blanks that have an answer, which goes to ``answers``.

    The first of them gets the ``anchor``.
    """

    def blank(found: re.Match[str]) -> str:
        if not found["answer"]:
            return '<span class="blank">&#160;</span>'
        answers.append(html.unescape(found["answer"]))
        size = " long" if len(answers[-1]) > LONG else ""
        return numbered_blank(len(answers), size, anchor if len(answers) == 1 else "")

    return BLANK.sub(blank, part)


def numbered_blank(number: int, size: str = "", anchor: str = "") -> Markup:
    """Return room to write in, with a small number in it; a ``long`` one has a line of its own.

    Without room for a line to end, it would drag the words before it along.
    """
    named = Markup(' id="{}"').format(anchor) if anchor else ""
    blank = Markup('{}<span class="blank{}"{}><span class="blank-number">{}</span></span>')
    return blank.format("\u200b" if size else "", size, named, number)


def _lowered(part: str) -> str:
    highest = min(map(int, OPENING.findall(part)), default=3)
    return HEADING.sub(lambda level: str(min(int(level[0]) + 3 - highest, 6)), part)


def _figure(svg: str) -> str:
    """Dress a figure for paper; the tagged PDF takes its description from ``<title>``."""
    if described := LABEL.search(svg):
        title = f"<title>{described['words']}</title>"
        svg = TITLE.sub("", svg)
        return re.sub(r"(<svg\b[^>]*>)", lambda found: f"{found[1]}{title}{DRESS}", svg, count=1)
    return re.sub(r"(<svg\b[^>]*>)", lambda found: f"{found[1]}{DRESS}", svg, count=1)
