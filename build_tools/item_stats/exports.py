"""What learners answered, out of the exports that learning platforms offer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from build_tools.item_stats.table import Cell, Row, problem, read_table
from build_tools.sources.problem import Place

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "learner": (
        *("learner", "learner id", "student id", "user id", "username", "email address", "email"),
        *("id number", "student", "user", "full name", "name", "actor"),
    ),
    "item": ("item", "item id", "interaction", "interaction id", "question id", "question", "id"),
    "response": ("response", "learner response", "student response", "answer"),
    "right": ("right answer", "correct response", "correct responses", "correct answer", "pattern"),
    "result": ("result", "score", "correct"),
    "type": ("type", "interaction type"),
    "language": ("language", "lang"),
    "attempt": ("attempt", "attempt number"),
    "first": ("first name",),
    "last": ("last name", "surname"),
}
"""Headings by what they hold, the surest first; case, ``_`` and ``.`` do not matter."""
NUMBERED: Final = re.compile(r"(question|response|right answer|result) (\d{1,4})")
MARK: Final = re.compile(r"q (\d{1,4}) ?/ ?(\d+(?:[ ,]\d+)?)")  # Of Moodle's grades: Q. 1 /1.00
PARTS: Final = {
    "item": "question",
    "response": "response",
    "right": "right answer",
    "result": "result",
}
NAME: Final = re.compile(r"[\w.:/#-]{1,255}")
RESULTS: Final[Mapping[str, float | None]] = {
    **dict.fromkeys(("correct", "right", "true", "yes"), 1.0),
    **dict.fromkeys(("wrong", "incorrect", "unanticipated", "false", "no"), 0.0),
    **dict.fromkeys(("neutral", "", "-", "requires grading"), None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; ``score`` is from 0 to 1, or ``None`` where nothing is right or wrong."""

    item: str
    given: str
    right: str
    kind: str
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Answer):
    """An answer, whose it is, and in which language."""

    learner: str
    language: str


def read_export(
    data: bytes, name: str, language: str = "", encoding: str = "", attempts: str = "first"
) -> tuple[Response, ...]:
    """Return one answer a learner and item: of the first or the last of their ``attempts``.

    ``language`` is that of the export, where it has no column for it.

    Raises:
        CourseError: with the place of what cannot be read.
    """
    rows = read_table(data, name, _known, encoding)
    if not rows:
        raise problem(Place(name), "export-empty", "there is nothing in this file")
    heads = [_plain(cell.text) for cell in rows[0]]
    found = [each for row in rows[1:] for each in _responses(heads, _whole(heads, row), language)]
    found.sort(key=lambda pair: pair[0])
    ordered = [response for _, response in found]
    kept: dict[tuple[str, str], Response] = {}
    for response in ordered if attempts == "last" else reversed(ordered):
        kept[response.learner, response.item] = response
    if not kept:
        raise problem(rows[0][0].place, "export-empty", "there are headings, but no answers")
    return tuple(kept[key] for key in sorted(kept))


def joined(exports: Iterable[Sequence[Response]]) -> tuple[Response, ...]:
    """Return the answers of several exports; who answered in two languages counts in the first."""
    kept: dict[tuple[str, str], Response] = {}
    for response in (each for export in exports for each in export):
        kept.setdefault((response.learner, response.item), response)
    return tuple(kept.values())


def _plain(heading: str) -> str:
    return re.sub(r"[\s_.]+", " ", heading).strip().lower()


def _known(heading: str) -> bool:
    plain = _plain(heading)
    return bool(NUMBERED.fullmatch(plain) or MARK.fullmatch(plain)) or any(
        plain in names for names in COLUMNS.values()
    )


def _whole(heads: Sequence[str], row: Row) -> Row:
    """Return a row with a cell for each heading; empty ones may be left off at the end."""
    if any(cell.text for cell in row[len(heads) :]):
        message = f"this row has {len(row)} cells, the headings are {len(heads)}"
        hint = "put quotes around cells that hold the separator"
        raise problem(row[len(heads)].place, "export-row", message, hint)
    return (*row, *(Cell("", row[-1].place) for _ in heads[len(row) :]))


def _responses(heads: list[str], row: Row, language: str) -> Iterator[tuple[int, Response]]:
    """Yield the answers of a row, each with the number of its attempt."""
    cells = {
        what: row[heads.index(name)]
        for what, names in COLUMNS.items()
        for name in reversed(names)
        if name in heads
    }
    wide = [found for head in heads if (found := NUMBERED.fullmatch(head))]
    marks = [(at, found) for at, head in enumerate(heads) if (found := MARK.fullmatch(head))]
    learner = _learner(cells, row)
    attempt = _text(cells, "attempt")
    number = int(attempt) if attempt.isdecimal() else 0
    said = _text(cells, "language") or language
    if wide:
        answers = [_part(heads, row, n) for n in dict.fromkeys(one[2] for one in wide)]
    elif marks:
        answers = [_marked(row[at], found) for at, found in marks]
    else:
        answers = [_long(cells, row)]
    for answer in filter(None, answers):
        yield number, Response(learner=learner, language=said, **asdict(answer))


def _learner(cells: Mapping[str, Cell], row: Row) -> str:
    if "learner" in cells:
        return cells["learner"].text
    if "first" in cells or "last" in cells:
        return f"{_text(cells, 'first')} {_text(cells, 'last')}".strip()
    message = "no column says who answered"
    hint = "such as `Learner`, `User ID`, `Email address`; export it with English headings"
    raise problem(Place(row[0].place.file), "export-columns", message, hint)


def _text(cells: Mapping[str, Cell], what: str) -> str:
    return cells[what].text if what in cells else ""


def _long(cells: Mapping[str, Cell], row: Row) -> Answer | None:
    """One answer a row."""
    if "item" not in cells or not cells.keys() & {"result", "right"}:
        message = "no columns tell which question was answered, and how well"
        hint = "`Interaction ID` and `Result`, or `Question 1`, `Response 1`, `Result 1` and so on"
        raise problem(Place(row[0].place.file), "export-columns", message, hint)
    if not cells["item"].text:
        raise problem(cells["item"].place, "export-item", "this answer names no question")
    return _answer(cells["item"].text, cells, _text(cells, "type"))


def _part(heads: list[str], row: Row, number: str) -> Answer | None:
    """One of the answers of a row, as Moodle writes them: ``Response 1``, ``Result 1``."""
    own = {
        what: row[heads.index(f"{name} {number}")]
        for what, name in PARTS.items()
        if f"{name} {number}" in heads
    }
    if not any(cell.text for cell in own.values()):
        return None  # This learner has not come so far.
    if not own.keys() & {"result", "right"}:
        message = "nothing tells which answers are right"
        hint = "let the export show the result, or the right answer, of each question"
        raise problem(Place(row[0].place.file), "export-columns", message, hint)
    name = _text(own, "item")
    return _answer(name if NAME.fullmatch(name) else number, own, "")


def _answer(item: str, cells: Mapping[str, Cell], kind: str) -> Answer:
    given, right = (html.unescape(_text(cells, what)) for what in ("response", "right"))
    given = "" if given == "-" else given
    score = _score(cells["result"]) if "result" in cells else float(_same(given, right))
    return Answer(item=item, given=given, right=right, kind=kind.lower(), score=score)


def _same(given: str, right: str) -> bool:
    return " ".join(given.split()) == " ".join(right.split())


def _score(cell: Cell) -> float | None:
    if (word := cell.text.lower()) in RESULTS:
        return RESULTS[word]
    number = _number(cell)
    if not 0 <= number <= 1:
        hint = "as SCORM has it: correct, wrong, incorrect, neutral, or a number from 0 to 1"
        raise problem(cell.place, "export-result", f"`{cell.text}` is no result", hint)
    return number


def _marked(cell: Cell, head: re.Match[str]) -> Answer | None:
    """Read a cell of Moodle's grades: points out of those in the heading."""
    if RESULTS.get(cell.text.lower(), 1.0) is None:
        score = 0.0 if cell.text == "-" else None
    else:
        score = _number(cell) / (float(head[2].replace(" ", ".").replace(",", ".")) or 1.0)
    return Answer(item=head[1], given="", right="", kind="", score=score)


def _number(cell: Cell) -> float:
    if re.fullmatch(r"-?\d{1,6}([.,]\d{1,12})?", cell.text):
        return float(cell.text.replace(",", "."))
    hint = "as SCORM has it: correct, wrong, incorrect, neutral, or a number from 0 to 1"
    raise problem(cell.place, "export-result", f"`{cell.text}` is no result", hint)
