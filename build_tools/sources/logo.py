"""A company's logo: an SVG that cannot act, or a PNG."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from build_tools.sources.binary import unpacked

LARGEST: Final = 100_000  # Bytes: a package holds it beside everything else.
PNG: Final = b"\x89PNG\r\n\x1a\n"
SVG: Final = "{http://www.w3.org/2000/svg}"
ACTING: Final = frozenset(
    ("script", "foreignObject", "image", "a", "iframe", "animate", "animateTransform", "set")
)


def logo_bytes(name: str, text: str) -> bytes:
    """Return the file of a logo from its text among the sources."""
    return unpacked(text) if name.endswith(".png") else text.encode()


def logo_fault(name: str, text: str) -> str:
    """Return what is wrong with a logo, ``""`` if nothing is."""
    content = logo_bytes(name, text)
    if len(content) > LARGEST:
        return f"it has {len(content):,} bytes, more than {LARGEST:,}"
    if name.endswith(".png"):
        return "" if content.startswith(PNG) else "this is no PNG"
    return _svg_fault(text)


def _svg_fault(text: str) -> str:
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        return "this SVG cannot be read"
    if root.tag != f"{SVG}svg":
        return "this is no SVG"
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ACTING:
            return f"`<{name}>` is not allowed in a logo"
        for key, value in element.attrib.items():
            outside = key.rpartition("}")[2] == "href" and not value.startswith("#")
            if key.lower().startswith("on") or outside or _loads(value):
                return f"`{key}` of `<{name}>` could run or load something"
        if name == "style" and _loads(element.text or ""):
            return "its style sheet could load something"
    return ""


def _loads(value: str) -> bool:
    return bool(re.search(r"url\(\s*['\"]?(?!#)|@import|javascript:", value, re.IGNORECASE))
