"""What stands on a page: paragraphs, items, cells and spoken lines, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from build_tools.sources.problem import Place
from build_tools.sources.text import Prose

RUNS: Final = {"p", "li", "dt", "dd", "td", "th", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
SILENT: Final = {"svg", "pre", "script", "style"}
SEEN: Final = 40  # So many letters of a run are looked for in the source.


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words without markup.

    ``kind`` is the element of HTML, or ``line`` for speech and ``title`` for the title of a block.
    ``blocks`` are the blocks around it, outermost first, as numbers in the order of their openings.
    """

    words: str
    kind: str
    blocks: tuple[int, ...]
    place: Place
    quoted: bool = False  # In a block quote.


def passages_in(page: str, prose: Prose) -> tuple[Passage, ...]:
    """Return the passages of ``page``, the HTML that ``prose`` was converted to."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.flush()
    finder = _Finder(prose)
    return tuple(
        Passage(run.words, run.kind, run.blocks, finder.place(run.words), run.quoted)
        for run in reader.runs
    )


@dataclass(slots=True)
class _Run:
    words: str
    kind: str
    blocks: tuple[int, ...]
    quoted: bool


@dataclass(slots=True)
class _Open:
    tag: str
    kind: str
    block: int | None
    silent: bool


class _Reader(HTMLParser):
    """Collects runs; what is inside a run is joined, a run inside a run begins a new one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[_Run] = []
        self.opened: list[_Open] = []
        self.heard: list[str] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in RUNS or tag in ("section", "div", "blockquote", "ul", "ol", "table"):
            self.flush()
        if "blank" in classes:
            self.heard.append("___")
        if tag in VOID:
            self.heard.append(" ")
            return
        block = self._block(tag, classes)
        self.opened.append(_Open(tag, _kind(tag, classes), block, _is_silent(tag, classes)))

    def handle_endtag(self, tag: str) -> None:
        if all(each.tag != tag for each in self.opened):
            return
        if tag in RUNS or tag in ("section", "div", "blockquote", "ul", "ol", "table"):
            self.flush()
        while self.opened.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(each.silent for each in self.opened):
            self.heard.append(data)

    def flush(self) -> None:
        """End the run that is being read."""
        words = " ".join("".join(self.heard).split())
        self.heard.clear()
        if words.strip("_ "):
            kind = next((each.kind for each in reversed(self.opened) if each.kind), "p")
            blocks = tuple(each.block for each in self.opened if each.block is not None)
            quoted = any(each.tag == "blockquote" for each in self.opened)
            self.runs.append(_Run(words, kind, blocks, quoted))

    def _block(self, tag: str, classes: Sequence[str]) -> int | None:
        if (tag == "section" and classes[:1] == ["block"]) or classes[:1] == ["lines"]:
            self.count += 1
            return self.count - 1
        return None


VOID: Final = {"br", "img", "input", "wbr", "hr"}


def _kind(tag: str, classes: Sequence[str]) -> str:
    if "block-title" in classes:
        return "title"
    if tag == "p" and "line" in classes:
        return "line"
    return tag if tag in RUNS else ""


def _is_silent(tag: str, classes: Sequence[str]) -> bool:
    return tag in SILENT or bool({"speaker", "block-kind", "blank"} & set(classes))


@dataclass(slots=True)
class _Finder:
    """Finds runs again in the source, one after the other, by their letters alone."""

    prose: Prose
    letters: str = field(init=False)
    at: list[int] = field(init=False)
    passed: int = 0

    def __post_init__(self) -> None:
        self.at = [at for at, sign in enumerate(self.prose.source) if sign.isalnum()]
        self.letters = "".join(self.prose.source[at] for at in self.at)

    def place(self, words: str) -> Place:
        """Return where the run begins, or where the one before it did if it cannot be found."""
        wanted = "".join(filter(str.isalnum, words))[:SEEN]
        for length in (SEEN, SEEN // 4):
            for begin in (self.passed, 0):
                if (found := self.letters.find(wanted[:length], begin)) >= 0:
                    self.passed = found + 1
                    return self._place(self.at[found]) if found < len(self.at) else self._place(0)
        return self._place(self.at[self.passed - 1] if self.passed else 0)

    def _place(self, at: int) -> Place:
        source, start = self.prose.source, self.prose.place
        line_start = source.rfind("\n", 0, at) + 1
        return Place(
            start.file, start.line + source.count("\n", 0, at), start.column + at - line_start
        )
