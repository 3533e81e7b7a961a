"""The questions of a module as a QTI 3.0 package."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.course.shape import Module
from build_tools.formats.exchange import ExportNote
from build_tools.formats.markup import KEPT
from build_tools.formats.qti_package import Release, notes, package
from build_tools.formats.qti_reading import answers_of
from build_tools.formats.xmltree import element
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Answer

NAME: Final = "qti30"
HTML: Final = KEPT | {"br", "p"}
HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def render_qti30(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the zip of the module's questions in the language of ``local``.

    Raises:
        CourseError: if the module has no questions.
    """
    return package(local, module, QTI30)


def notes_on(local: LocalCourse, module: Module[str]) -> tuple[ExportNote, ...]:
    """Return what this format cannot carry of the module's questions."""
    del local  # What is lost is the same in every language.
    return tuple(sorted(ExportNote(NAME, *note) for note in notes(module)))


def answers_in(file: bytes, local: LocalCourse, module: Module[str]) -> dict[str, Answer]:
    """Read the answer of each question back out of a finished package, by id."""
    return answers_of(file, local, module, spelled_name)


def spelled_name(name: str) -> str:
    """Return how QTI 3.0 spells a QTI 2.1 element: ``qti-`` and hyphens, unless it is HTML."""
    return name if name in HTML else f"qti-{_with_hyphens(name)}"


def _spelled(tree: Element) -> Element:
    attributes = {_attribute(name): value for name, value in tree.attrib.items()}
    made = element(spelled_name(tree.tag), attributes)
    inside = made
    if tree.tag == "modalFeedback":
        inside = element("qti-content-body")
        made.append(inside)
    inside.text, made.tail = tree.text, tree.tail
    inside.extend(map(_spelled, tree))
    return made


def _attribute(name: str) -> str:
    return "xml:lang" if name in ("lang", "xml:lang") else _with_hyphens(name)


def _with_hyphens(words: str) -> str:
    return HUMP.sub("-", words).lower()


QTI30: Final = Release(
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    packaging="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    schema="QTI Package",
    version="3.0.0",
    resource="imsqti_{}_xmlv3p0",
    spell=_spelled,
)
