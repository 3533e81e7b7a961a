"""TMX 1.4b, for translation memories: what has been said, with the source it was said for.

Source: LISA OSCAR, TMX 1.4b Specification (tu, tuv, prop).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.course.shape import Language
from build_tools.formats.xmltree import element, lines, written
from build_tools.handover.segments import Segment

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
HEADER: Final = {
    "creationtool": "tend",
    "creationtoolversion": "1",
    "segtype": "block",
    "o-tmf": "gettext",
    "adminlang": "en",
    "srclang": "en",
    "datatype": "plaintext",
}


def write_tmx(segments: Sequence[Segment], language: Language, domain: str) -> bytes:
    """Return a memory of everything that is translated and not in doubt."""
    done = [each for each in segments if each.state == "translated"]
    body = lines("body", {}, *(_unit(each, language, domain) for each in done))
    return written(lines("tmx", {"version": "1.4"}, element("header", HEADER), body))


def _unit(segment: Segment, language: Language, domain: str) -> Element:
    told = [("x-domain", domain), ("x-context", segment.context), ("x-zone", segment.zone)]
    return lines(
        "tu",
        {"tuid": segment.id},
        *(element("prop", {"type": kind}, words) for kind, words in told if words),
        _said("en", segment.source),
        _said(language.tag, segment.said),
    )


def _said(tag: str, words: str) -> Element:
    return element("tuv", {LANG: tag}, element("seg", {}, words))
