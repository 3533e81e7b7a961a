"""XLIFF 2.0, for translation tools: one file a catalog, with contexts, notes and states.

Source: OASIS XLIFF Version 2.0, 5 August 2014 (units and segments: 4.2; states: 4.7.2.4.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from build_tools.course.shape import Language
from build_tools.formats.xmltree import append_words, element, lines, written
from build_tools.handover.segments import Returned, Segment, catalog_of
from build_tools.sources.problem import CourseError, Place, Problem

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
PRESERVE: Final = {f"{XML}space": "preserve"}
FIXED: Final = re.compile(r"`[^`]+`|%\([a-z_]+\)[sd]|\{[a-z_0-9]+\}(?<!_\{)|\[gap[a-z0-9]*\]")
"""What a program reads, and a translator moves but never changes."""
DONE: Final = ("translated", "reviewed", "final")


def write_xliff(segments: Sequence[Segment], language: Language, domain: str) -> bytes:
    """Return the document for one catalog of one language."""
    path = catalog_of(language, domain)
    file = lines("file", {"id": domain, "original": path}, *map(_unit, segments))
    facts = {"xmlns": NAMESPACE, "version": "2.0", "srcLang": "en", "trgLang": language.tag}
    return written(lines("xliff", facts, file))


def read_xliff(content: bytes, file: str) -> tuple[Returned, ...]:
    """Return what came back in a document that ``write_xliff`` made and a tool has changed.

    Raises:
        CourseError: for a document that is not XLIFF 2.0.
    """
    try:
        root: Element = fromstring(content)
    except (ParseError, ValueError, defusedxml.DefusedXmlException) as error:
        line = getattr(error, "position", (1, 0))[0]
        raise CourseError(_unreadable(Place(file, line), f"this is not XML: {error}")) from None
    if root.tag != f"{{{NAMESPACE}}}xliff":
        raise CourseError(_unreadable(Place(file, 1), "this is not XLIFF 2.0"))
    return tuple(
        returned
        for part in root.iter(_named("file"))
        for unit in part.iter(_named("unit"))
        for returned in _returned(unit, part.get("original", ""), file)
    )


def _unit(segment: Segment) -> Element:
    fixed = list(dict.fromkeys(FIXED.findall(f"{segment.source}\n{segment.said}")))
    kept = [element("data", {"id": f"d{at}"}, words) for at, words in enumerate(fixed, 1)]
    facts = {"id": segment.id} | ({"name": segment.context} if segment.context else {})
    return lines(
        "unit",
        {**facts, "canResegment": "no"},
        lines("notes", {}, *_notes(segment)),
        lines("originalData", {}, *kept) if kept else None,
        _segment(segment, fixed),
    )


def _notes(segment: Segment) -> Iterator[Element]:
    told = [("zone", segment.zone), *(("source", note) for note in segment.notes)]
    told += [("translator", remark) for remark in segment.remarks]
    told += [("previous-source", segment.before)] if segment.before else []
    told += [("page", segment.page)] if segment.page else []
    told += [("plural-form", f"{segment.form + 1}/{segment.forms}")] if segment.forms > 1 else []
    yield from (element("note", {"category": kind}, words) for kind, words in told)


def _segment(segment: Segment, fixed: Sequence[str]) -> Element:
    done = segment.state == "translated"
    state = {"state": "translated" if done else "initial"}
    doubt = {"subState": "gettext:fuzzy"} if segment.state == "fuzzy" else {}
    return lines(
        "segment",
        {**state, **doubt},
        _words("source", segment.source, fixed),
        _words("target", segment.said, fixed) if segment.said else None,
    )


def _words(tag: str, words: str, fixed: Sequence[str]) -> Element:
    made = element(tag, PRESERVE)
    end = 0
    for at, found in enumerate(FIXED.finditer(words), 1):
        append_words(made, words[end : found.start()])
        data = f"d{fixed.index(found[0]) + 1}"
        made.append(element("ph", {"id": at, "dataRef": data, "disp": found[0]}))
        end = found.end()
    append_words(made, words[end:])
    return made


def _returned(unit: Element, catalog: str, file: str) -> Iterator[Returned]:
    fixed = {data.get("id", ""): _text(data, {}) for data in unit.iter(_named("data"))}
    parts = list(unit.iter(_named("segment")))
    said = "".join(_text(part.find(_named("target")), fixed) for part in parts)
    yield Returned(
        id=unit.get("id", ""),
        catalog=catalog,
        source="".join(_text(part.find(_named("source")), fixed) for part in parts),
        said=said,
        fuzzy=bool(said) and not all(part.get("state") in DONE for part in parts),
        place=Place(file),
    )


def _text(words: Element | None, fixed: dict[str, str]) -> str:
    """Return the words of a source or a target; what a tool has wrapped around them is left."""
    if words is None:
        return ""
    text = words.text or ""
    for inner in words:
        placed = fixed.get(inner.get("dataRef") or "") or inner.get("disp") or ""
        text += placed if inner.tag == _named("ph") else _text(inner, fixed)
        text += inner.tail or ""
    return text


def _named(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _unreadable(place: Place, message: str) -> Problem:
    hint = "export it again with `tend export --to xliff`"
    return Problem(place, "not-a-hand-over", message, hint)
