"""Tables as spreadsheets and platforms write them, each cell with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from build_tools.sources.problem import CourseError, Place, Problem

SEPARATORS: Final = (",", ";", "\t", "|")
MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
QUOTED: Final = re.compile(r'"([^"]*(?:""[^"]*)*)" *')
CHOSEN: Final = re.compile(r'"?sep=([^\r\n"])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table."""

    text: str
    place: Place


Row = tuple[Cell, ...]


def read_table(
    data: bytes, name: str, known: Callable[[str], bool], encoding: str = ""
) -> list[Row]:
    """Return the rows of a file, the headings first; empty rows are left out.

    ``known`` tells headings: the separator is the one that gives most of them. Without an
    ``encoding`` the file is UTF-8, UTF-16 if it begins so, or else Windows-1252.

    Raises:
        CourseError: for a cell whose quotes do not close, or a file that cannot be decoded.
    """
    text = _decoded(data, name, encoding)
    chosen = CHOSEN.match(text)
    begin = chosen.end() if chosen else 0
    separators = (chosen[1],) if chosen else SEPARATORS

    def headings(separator: str) -> tuple[int, int]:
        try:
            first = next(_rows(text, name, separator, begin), ())
        except CourseError:
            return 0, 0
        return sum(known(cell.text) for cell in first), len(first)

    best = max(separators, key=headings)
    return [row for row in _rows(text, name, best, begin) if any(cell.text for cell in row)]


def problem(place: Place, code: str, message: str, hint: str = "") -> CourseError:
    """Return, for the caller to raise, what is wrong in an export."""
    return CourseError(Problem(place, code, message, hint))


def _decoded(data: bytes, name: str, encoding: str) -> str:
    told = encoding or next((found for mark, found in MARKS if data.startswith(mark)), "")
    try:
        return data.decode(told or "utf-8")
    except LookupError:
        raise problem(Place(name), "export-encoding", f"there is no encoding `{told}`") from None
    except UnicodeDecodeError as error:
        if not told:
            return data.decode("cp1252", "replace")
        line = data[: error.start].count(b"\n") + 1
        hint = "name the encoding with `--encoding`, such as cp1254"
        raise problem(Place(name, line), "export-encoding", f"this is not {told}", hint) from None


def _rows(text: str, name: str, separator: str, at: int) -> Iterator[Row]:
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    end = re.compile(rf"({re.escape(separator)})|\r?\n|\r|\Z")
    line, start = text.count("\n", 0, at) + 1, at
    row: list[Cell] = []
    while at < len(text) or row:
        place = Place(name, line, at - start + 1)
        quoted = text.startswith('"', at)
        found = (QUOTED if quoted else plain).match(text, at)
        stop = end.match(text, found.end()) if found else None
        if found is None or stop is None:
            hint = "close the quotes, and write a quote inside as two"
            raise problem(place, "export-quotes", "the quotes of this cell do not close", hint)
        value = found[1].replace('""', '"') if quoted else found[0]
        row.append(Cell(value.strip(" \t\xa0"), place))
        if breaks := text.count("\n", at, found.end()):
            line, start = line + breaks, text.rfind("\n", at, found.end()) + 1
        at = stop.end()
        if not stop[1]:
            line, start = line + 1, at
            yield tuple(row)
            row = []
