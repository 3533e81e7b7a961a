"""Moodle XML as drafts. Entities and other dangers of XML are refused by the parser.

Source: Moodle documentation, "Moodle XML format", and files that Moodle writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from build_tools.imports.drafts import (
    BrokenError,
    Draft,
    Drafts,
    UnknownError,
    Values,
    number,
    problem_of,
    unreadable,
)
from build_tools.imports.moodle_kinds import KINDS, Words, flag, text_of, worth
from build_tools.imports.reducing import clean, from_plain
from build_tools.imports.tags import tagged
from build_tools.sources.problem import Place, Problem

HIDDEN: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
OPENING: Final = re.compile(r"<question[\s>/]")


def read_moodle_xml(source: str, file: str) -> Drafts:
    """Return the drafts of a Moodle XML file.

    Raises:
        CourseError: if it is not XML, or not of Moodle.
    """
    root = _root(source, file)
    drafts: list[Draft] = []
    problems: list[Problem] = []
    title = ""
    for question, line in zip(root.iter("question"), _lines(source), strict=False):
        place = Place(file, line)
        if question.get("type") == "category":
            name = text_of(question, "category/text").replace("//", "\0").rsplit("/", 1)[-1]
            name = clean(name.replace("\0", "/")).strip()
            if title and name != title:
                message = f"the category `{name}`: a module has one list of questions"
                problems.append(Problem(place, "import-lost", message))
            title = title or name
            continue
        try:
            drafts.append(_draft(question, place))
        except BrokenError as error:
            problems.append(problem_of(error, place))
    return Drafts(title, tuple(drafts), tuple(problems))


def _root(source: str, file: str) -> Element:
    try:
        root: Element = fromstring(re.sub(r"\A\ufeff?\s*(?:<\?xml[^>]*\?>)?", "", source))
    except ParseError as error:
        raise unreadable(file, f"this is not XML: {error}", error.position[0]) from None
    except DefusedXmlException:
        raise unreadable(
            file, "this XML defines entities, which no export of Moodle does"
        ) from None
    except (ValueError, UnicodeError):
        raise unreadable(file, "this is not XML: it has characters that no XML may have") from None
    if root.tag != "quiz":
        hint = "export the questions from Moodle as “Moodle XML format”"
        raise unreadable(file, f"`<{root.tag}>` is not Moodle XML, expected `<quiz>`", hint=hint)
    return root


def _lines(source: str) -> Iterator[int]:
    """Yield the line on which each question begins."""
    bare = HIDDEN.sub(lambda hidden: re.sub(r"[^\n]", " ", hidden[0]), source)
    for found in OPENING.finditer(bare):
        yield bare.count("\n", 0, found.start()) + 1
    while True:
        yield 1


def _draft(question: Element, place: Place) -> Draft:
    kind = question.get("type", "")
    if kind not in KINDS:
        hint = "ask it in another way, for example as a `single`"
        raise UnknownError(f"a question of the kind `{kind}`", hint)
    words = Words()
    name, values, accepted = KINDS[kind](question, words)
    about = "sample" if name == "reflection" else "rationale"
    values = {**_common(question, words), about: words.below(question, "generalfeedback"), **values}
    if kind != "cloze":
        values = {"stem": _stem(question, words), **values}
    told, strange = tagged(tag.text or "" for tag in question.iterfind("tags/tag/text"))
    idnumber = clean(text_of(question, "idnumber")).strip()
    return Draft(
        type=name,
        place=place,
        name=_report(question, idnumber),
        values={**({"id": idnumber} if idnumber else {}), **told, **values},
        accepted=accepted,
        lost=(*dict.fromkeys(words.lost), *strange),
    )


def _common(question: Element, words: Words) -> Values:
    values: dict[str, Any] = {}
    hints = [said for hint in question.iterfind("hint") if (said := words.of(hint))]
    if hints:
        values["hint"] = "<br>".join(hints)
    if (shuffle := flag(question, "shuffleanswers")) is not None:
        values |= {} if shuffle else {"shuffle": False}
    points = text_of(question, "defaultgrade")
    if points.strip():
        values |= worth(number(points), words)
    return values


def _stem(question: Element, words: Words) -> str:
    if not (stem := words.below(question, "questiontext")):
        raise BrokenError("it asks nothing")
    return stem


def _report(question: Element, idnumber: str) -> str:
    name = clean(text_of(question, "name/text")).strip()
    return from_plain(name.removeprefix(idnumber).strip() if idnumber else name).words
