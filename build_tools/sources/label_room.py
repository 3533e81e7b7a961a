"""Whether the words of a figure fit it: nothing leaves the picture or its box, nothing collides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.sources.figures import SVG, Figure, drawn
from build_tools.sources.widths import ems

UP: Final = 0.72
"""How far capitals rise above the line of writing, in ems."""
DOWN: Final = 0.22
USUAL: Final = 16.0
STEP: Final = re.compile(r"([a-zA-Z])|(-?\d*\.?\d+)")
TAKES: Final = {"m": 2, "l": 2, "q": 4, "h": 1, "v": 1, "c": 6, "t": 2, "s": 4, "a": 7}


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, in its own units; ``closed`` if words may stand in it."""

    left: float
    top: float
    right: float
    bottom: float
    closed: bool = True

    def holds(self, across: float, down: float) -> bool:
        """Tell whether a point is in this box."""
        return self.left <= across <= self.right and self.top <= down <= self.bottom

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes have something in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Words:
    """A label: the ``box`` it takes, and where its writing is held (``across``, ``down``)."""

    id: str
    box: Box
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Squeeze:
    """A label that does not fit: ``over`` is what it leaves, or runs into."""

    id: str
    over: str


def squeezes(figure: Figure[str], source: Figure[str]) -> tuple[Squeeze, ...]:
    """Return what does not fit in a figure, and did not do so in its ``source``, too.

    Widths are those of the printed books, without opening a font (``sources/widths.py``).
    """
    before = {(each.id, each.over) for each in _found(drawn(source))}
    found = dict.fromkeys(_found(drawn(figure)))
    return tuple(each for each in found if figure is source or (each.id, each.over) not in before)


def _found(root: Element) -> Iterator[Squeeze]:
    labels = tuple(_words(root, {}))
    shapes = tuple(_shapes(root))
    picture = _picture(root)
    for at, label in enumerate(labels):
        if label.box.left < picture.left or label.box.right > picture.right:
            yield Squeeze(label.id, "the edge of the picture")
        yield from _in_its_box(label, shapes)
        yield from (
            Squeeze(label.id, f"the label `{other.id}`")
            for other in labels[at + 1 :]
            if label.box.meets(other.box)
        )


def _in_its_box(label: Words, shapes: tuple[Box, ...]) -> Iterator[Squeeze]:
    around = [box for box in shapes if box.closed and box.holds(label.across, label.down)]
    box = min(around, key=lambda each: each.right - each.left, default=None)
    if box and (label.box.left < box.left or label.box.right > box.right):
        yield Squeeze(label.id, "the edge of its box")
    if any(label.box.meets(each) for each in shapes if not each.holds(label.across, label.down)):
        yield Squeeze(label.id, "another shape")


def _picture(root: Element) -> Box:
    left, top, width, height = map(float, root.get("viewBox", "0 0 9999 9999").split())
    return Box(left, top, left + width, top + height)


def _words(element: Element, passed_on: dict[str, str]) -> Iterator[Words]:
    """Yield the labels below an element, with the attributes that they inherit."""
    own = passed_on | element.attrib
    if element.tag == f"{SVG}text" and (element.text or "").strip():
        yield _label(own, (element.text or "").strip())
    for child in element:
        yield from _words(child, own)


def _label(own: dict[str, str], words: str) -> Words:
    size = float(own.get("font-size", USUAL))
    across, base = float(own.get("x", 0)), float(own.get("y", 0))
    width = size * ems(words, bold=own.get("font-weight") == "bold")
    left = across - width * {"middle": 0.5, "end": 1}.get(own.get("text-anchor", ""), 0)
    box = Box(left, base - UP * size, left + width, base + DOWN * size)
    return Words(own.get("id", ""), box, across, base - UP * size / 2)


def _shapes(root: Element) -> Iterator[Box]:
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name == "path":
            yield from _parts(element.get("d", ""))
        elif name in {"rect", "circle", "ellipse", "line"}:
            yield _shape(name, {key: _number(value) for key, value in element.attrib.items()})


def _number(value: str) -> float:
    return float(value) if re.fullmatch(r"-?\d*\.?\d+", value) else 0


def _shape(name: str, own: dict[str, float]) -> Box:
    def at(key: str) -> float:
        return own.get(key, 0)

    if name == "rect":
        return Box(at("x"), at("y"), at("x") + at("width"), at("y") + at("height"))
    if name == "line":
        (left, right), (top, bottom) = sorted((at("x1"), at("x2"))), sorted((at("y1"), at("y2")))
        return Box(left, top, right, bottom, closed=False)
    wide, high = own.get("rx", at("r")), own.get("ry", at("r"))
    return Box(at("cx") - wide, at("cy") - high, at("cx") + wide, at("cy") + high)


def _parts(path: str) -> Iterator[Box]:
    """Yield the box of each part of a path; what curves is taken by its points."""
    points: list[tuple[float, float]] = []
    for command, numbers in _steps(path):
        if command in "Mm" and points:
            yield _around(points, closed=False)
        start = points[-1] if points else (0.0, 0.0)
        if command in "Zz":
            yield _around(points, closed=True)
            points = points[:1]
        elif command in "Mm":
            points = [_moved(start, command, numbers)]
        else:
            points.append(_moved(start, command, numbers))
    if len(points) > 1:
        yield _around(points, closed=False)


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for letter, number in STEP.findall(path):
        if letter:
            command = letter
            if letter in "Zz":
                yield letter, []
            continue
        numbers.append(float(number))
        if len(numbers) == TAKES.get(command.lower(), 2):
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _moved(start: tuple[float, float], command: str, numbers: list[float]) -> tuple[float, float]:
    across, down = start if command.islower() else (0.0, 0.0)
    if command in "Hh":
        return across + numbers[0], start[1]
    if command in "Vv":
        return start[0], down + numbers[0]
    return across + numbers[-2], down + numbers[-1]


def _around(points: list[tuple[float, float]], *, closed: bool) -> Box:
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down), closed=closed)
