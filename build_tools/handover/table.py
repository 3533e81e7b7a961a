"""A table for reviewers (CSV): source and translation side by side, and room for remarks."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from build_tools.course.shape import Language
from build_tools.handover.segments import Returned, Segment, catalog_of
from build_tools.languages import voice
from build_tools.sources.problem import CourseError, Place, Problem

COLUMNS: Final = (
    *("id", "catalog", "context", "who says it to whom", "where"),
    *("page", "source", "translation", "state", "remark"),
)
NEEDED: Final = {"id", "catalog", "source", "translation", "state"}
MARK: Final = "\ufeff"  # Spreadsheets take a file without it for another encoding.
SEPARATORS: Final = (",", ";", "\t")
ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")  # A spreadsheet would calculate such a cell.


def write_table(segments: Sequence[Segment], language: Language, domain: str) -> bytes:
    """Return the table of one catalog of one language.

    Where numbers have a decimal comma, spreadsheets expect semicolons between cells.
    """
    path = catalog_of(language, domain)
    made = io.StringIO(newline="")
    comma = voice.number_marks(language)[0] == ","
    table = csv.writer(made, delimiter=";" if comma else ",", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for each in segments:
        where = " · ".join(each.notes)
        words = (each.page, each.source, each.said, each.state, " · ".join(each.remarks))
        table.writerow(map(_inert, (each.id, path, each.context, each.zone, where, *words)))
    return f"{MARK}{made.getvalue()}".encode()


def read_table(content: bytes, file: str) -> tuple[Returned, ...]:
    """Return what came back in a table that ``write_table`` made and a reviewer has changed.

    A translation that was changed counts as reviewed, unless ``state`` still says ``fuzzy``.

    Raises:
        CourseError: for a table without the columns it left with, or in another encoding.
    """
    try:
        words = content.decode("utf-8-sig")
        table = io.StringIO(words, newline="")
        rows = csv.DictReader(table, delimiter=_separator(words.partition("\n")[0]))
        if not set(rows.fieldnames or ()) >= NEEDED:
            raise CourseError(_unreadable(file, "columns are missing"))
        return tuple(_returned(row, file, rows.line_num) for row in rows)
    except UnicodeDecodeError:
        raise CourseError(_unreadable(file, "this is not UTF-8")) from None
    except csv.Error as error:
        raise CourseError(_unreadable(file, f"this is no table: {error}")) from None


def _returned(row: dict[str, str], file: str, line: int) -> Returned:
    cells = {name: _own(cell or "") for name, cell in row.items() if name}
    return Returned(
        id=cells["id"],
        catalog=cells["catalog"],
        source=cells["source"],
        said=cells["translation"],
        fuzzy=cells["state"] == "fuzzy",
        place=Place(file, line),
    )


def _separator(head: str) -> str:
    """Return what stands between the cells: spreadsheets save with what their country uses."""
    return max(SEPARATORS, key=head.count)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*ACTIVE, "'")) else cell


def _own(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in (*ACTIVE, "'") else cell


def _unreadable(file: str, message: str) -> Problem:
    hint = "export it again with `tend export --to csv`, and save it as CSV in UTF-8"
    return Problem(Place(file, 1), "not-a-hand-over", message, hint)
