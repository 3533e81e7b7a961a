"""SVG figures: their words can be translated, and nothing in them can act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from build_tools.sources.problem import CourseError, Place, Problem
from build_tools.sources.text import Text

T = TypeVar("T")

SVG: Final = "{http://www.w3.org/2000/svg}"
SAID: Final = (f"{SVG}title", f"{SVG}desc", f"{SVG}text")
SHAPES: Final = (
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"),
    *("tspan", "title", "desc", "defs", "marker", "linearGradient", "stop", "clipPath", "use"),
)
DRAWN: Final = {f"{SVG}{name}" for name in SHAPES}


@dataclass(frozen=True, slots=True)
class Label(Generic[T]):
    """The words of the element of an SVG that has this ``id``."""

    id: str
    text: T


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    """An SVG file (``path`` from the repository root) and its words."""

    path: str
    svg: str
    labels: tuple[Label[T], ...]


def read_figure(source: str, path: str) -> Figure[Text]:
    """Read an SVG.

    Raises:
        CourseError: for XML that is not well formed, words without an ``id``, text broken into
            pieces, and anything that could run or load (WCAG and CSP alike need it inert).
    """
    try:
        root = fromstring(source, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        line, column = getattr(error, "position", (1, 0))
        raise CourseError(
            Problem(Place(path, line, column + 1), "bad-figure", "this SVG cannot be read")
        ) from None
    if problems := [*_unsafe(root, source, path), *_unnamed(root, source, path)]:
        raise CourseError(*problems)
    stem = path.rsplit("/", 1)[-1].removesuffix(".svg")
    return Figure(path, source, tuple(_label(item, source, path, stem) for item in _said(root)))


def draw(figure: Figure[str]) -> str:
    """Return the SVG with its words replaced: one ``<svg>`` element, no XML declaration."""
    register_namespace("", SVG[1:-1])  # WeasyPrint gives the whole process another prefix.
    return tostring(drawn(figure), encoding="unicode")


def drawn(figure: Figure[str]) -> Element:
    """Return the ``<svg>`` element with its words replaced."""
    root: Element = fromstring(figure.svg, forbid_dtd=True)
    words = {label.id: label.text for label in figure.labels}
    for element in _said(root):
        element.text = words[element.get("id", "")]
    return root


def _said(root: Element) -> list[Element]:
    return [
        element
        for element in root.iter()
        if element.tag in SAID and re.search(r"[^\W\d_]", element.text or "")
    ]


def _label(element: Element, source: str, path: str, stem: str) -> Label[Text]:
    name = element.get("id", "")
    note = f"Figure {stem}: keep it short, it must fit the picture"
    text = Text(
        (element.text or "").strip(), _where(name, source, path), f"figure.{stem}.{name}", note
    )
    return Label(name, text)


def _unsafe(root: Element, source: str, path: str) -> list[Problem]:
    problems = []
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if element.tag not in DRAWN:
            problems.append(_problem(source, path, f"<{name}", f"`<{name}>` is not allowed"))
        for key, value in element.attrib.items():
            outside = key.rsplit("}", 1)[-1] == "href" and not value.startswith("#")
            if key.startswith("on") or key == "style" or outside or "url(h" in value:
                problems.append(
                    _problem(source, path, value, f"`{key}` is not allowed on `<{name}>`")
                )
    return problems


def _unnamed(root: Element, source: str, path: str) -> list[Problem]:
    problems = []
    if root.find(f"{SVG}title") is None:
        problems.append(_problem(source, path, "<svg", "a figure needs a `<title>`"))
    for element in _said(root):
        words = (element.text or "").strip()
        if not element.get("id"):
            problems.append(_problem(source, path, words, f"`{words}` needs an `id`"))
        if len(element):
            problems.append(_problem(source, path, words, f"`{words}` is broken into pieces"))
    return problems


def _problem(source: str, path: str, near: str, message: str) -> Problem:
    at = max(source.find(near), 0)
    column = at - source.rfind("\n", 0, at)
    return Problem(Place(path, source.count("\n", 0, at) + 1, column), "bad-figure", message)


def _where(name: str, source: str, path: str) -> Place:
    found = re.search(rf"""\bid=["']{re.escape(name)}["'][^>]*>\s*""", source)
    at = found.end() if found else 0
    return Place(path, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))
