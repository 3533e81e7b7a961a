"""What the exchange formats cannot carry of a module's questions, all in one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from build_tools.course.shape import Module
from build_tools.formats import gift, moodle_xml, qti21, qti30
from build_tools.formats.exchange import ExportNote
from build_tools.languages.local import LocalCourse
from build_tools.questions.answers import Answer


class Render(Protocol):
    """Makes a file."""

    def __call__(self, local: LocalCourse, module: Module[str], /) -> bytes: ...


class ReadBack(Protocol):
    """Reads the answers out of a finished file, by question id."""

    def __call__(
        self, file: bytes, local: LocalCourse, module: Module[str], /
    ) -> dict[str, Answer]: ...


class Note(Protocol):
    """Tells what a format cannot carry."""

    def __call__(self, local: LocalCourse, module: Module[str], /) -> tuple[ExportNote, ...]: ...


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format in which other systems take over questions; ``ending`` is that of its files."""

    ending: str
    render: Render
    answers_in: ReadBack
    notes_on: Note


EXCHANGE: Final[Mapping[str, ExchangeFormat]] = {
    qti21.NAME: ExchangeFormat("qti21.zip", qti21.render_qti21, qti21.answers_in, qti21.notes_on),
    qti30.NAME: ExchangeFormat("qti30.zip", qti30.render_qti30, qti30.answers_in, qti30.notes_on),
    moodle_xml.NAME: ExchangeFormat(
        "moodle.xml", moodle_xml.render_moodle_xml, moodle_xml.answers_in, moodle_xml.notes_on
    ),
    gift.NAME: ExchangeFormat("gift.txt", gift.render_gift, gift.answers_in, gift.notes_on),
}


def export_notes(
    local: LocalCourse, module: Module[str], formats: Iterable[str] = tuple(EXCHANGE)
) -> tuple[ExportNote, ...]:
    """Return everything that these formats lose, in a fixed order."""
    return tuple(
        sorted(note for name in formats for note in EXCHANGE[name].notes_on(local, module))
    )


def as_text(notes: Iterable[ExportNote]) -> str:
    """Return one line a note, for a person to read."""
    return "".join(f"{note.format}: {note.question or 'all'}: {note.lost}\n" for note in notes)
