"""The questions of a module as a QTI 2.1 package."""

from __future__ import annotations

from copy import deepcopy
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.course.shape import Module
from build_tools.formats.exchange import ExportNote
from build_tools.formats.qti_package import Release, notes, package
from build_tools.formats.qti_reading import answers_of
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Answer

NAME: Final = "qti21"


def render_qti21(local: LocalCourse, module: Module[str]) -> bytes:
    """Return the zip of the module's questions in the language of ``local``.

    Raises:
        CourseError: if the module has no questions.
    """
    return package(local, module, QTI21)


def notes_on(local: LocalCourse, module: Module[str]) -> tuple[ExportNote, ...]:
    """Return what this format cannot carry of the module's questions."""
    del local  # What is lost is the same in every language.
    return tuple(sorted(ExportNote(NAME, *note) for note in notes(module)))


def answers_in(file: bytes, local: LocalCourse, module: Module[str]) -> dict[str, Answer]:
    """Read the answer of each question back out of a finished package, by id."""
    return answers_of(file, local, module, _plain)


def _spelled(tree: Element) -> Element:
    """Languages of words inside an item are named ``xml:lang``."""
    made = deepcopy(tree)
    for element in made.iter():
        if "lang" in element.attrib:
            element.set("xml:lang", element.attrib.pop("lang"))
    return made


def _plain(name: str) -> str:
    return name


QTI21: Final = Release(
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    packaging="http://www.imsglobal.org/xsd/imscp_v1p1",
    schema="QTIv2.1 Package",
    version="1.0.0",
    resource="imsqti_{}_xmlv2p1",
    spell=_spelled,
)
