"""What a run of Markdown holds besides its words: a translation must hold the same.

Both are rendered by our own inline parser, so what is compared is what readers get.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final

from build_tools.languages.runs import ATTRIBUTE, CODE_SPAN
from build_tools.sources.markdown import BLANK, TAG, inline

REFERENCE: Final = re.compile(r"\]\[(?P<target>[^\[\]^]+)\]")
FOOTNOTE: Final = re.compile(r"\[\^([^\]\s]+)\]")
PLACEHOLDER: Final = re.compile(r"(?<!_)\{[a-z_]+\}|%\(\w+\)[sd]|\[[a-z]+\d+\](?![\[(])")
BLANKS: Final = re.compile(BLANK)
NUMBER: Final = re.compile(r"\d(?:[\d.,:\u00A0\u202F]*\d)?")
ATTRIBUTES: Final = re.compile(r"(?<!_)\{:?[ ]*(?=[#.]|[\w:-]+=)[^{}\n]*\}")
BARE_LINK: Final = re.compile(r"https?://[^\s)”»]+|\bwww\.[^\s)”»]+")
EMPHASIS: Final = {"em": "italics", "i": "italics", "strong": "bold", "b": "bold"}
TITLE: Final = re.compile(r"""\s+title=(?:"[^"]*"|'[^']*')""")

Piece = tuple[str, str]
"""A kind (``link``) and what tells this one from others of its kind (its target)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of Markdown, taken apart: ``pieces`` by kind and detail, ``words`` that people read."""

    pieces: Counter[Piece]
    words: str


@lru_cache(maxsize=50_000)
def taken_apart(run: str) -> Run:
    """Return what a message or its translation holds."""
    silent = CODE_SPAN.sub(" ", run)
    pieces: Counter[Piece] = Counter()
    pieces.update(("footnote", found) for found in FOOTNOTE.findall(silent))
    pieces.update(("placeholder", found) for found in PLACEHOLDER.findall(BLANKS.sub("", silent)))
    tags = (found for found in TAG.finditer(silent) if not found["rest"].startswith(":"))
    pieces.update(("tag", TITLE.sub("", found[0])) for found in tags)
    lists = (ATTRIBUTE.sub(r"\g<name>", found) for found in ATTRIBUTES.findall(silent))
    pieces.update(("tag", " ".join(found.split())) for found in lists)
    pieces.update(("line break", "") for _ in range(run.count("\n")))
    reader = _Reader()
    reader.feed(inline(_with_targets(run)))
    reader.close()
    pieces.update(reader.pieces)
    words = "".join(reader.words)
    pieces.update(("link", found) for found in BARE_LINK.findall(words))
    return Run(pieces, words)


def numbers_in(words: str) -> Counter[str]:
    """Return every number as its digits, without leading zeros or separators."""
    found = (re.sub(r"\D", "", number) for number in NUMBER.findall(words))
    return Counter(digits.lstrip("0") or "0" for digits in found)


def _with_targets(run: str) -> str:
    """Return the run with each reference as a link, so that its target can be compared."""
    code = [span.span() for span in CODE_SPAN.finditer(run)]

    def linked(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        target = re.sub(r"[^a-z0-9]+", "-", found["target"].lower())
        return f"](#reference-{target})"

    return REFERENCE.sub(linked, run)


class _Reader(HTMLParser):
    """Collects the pieces and the words of rendered Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.words: list[str] = []
        self.asides: list[str] = []
        self.code: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; titles and descriptions of pictures are words, too."""
        given = {name: value or "" for name, value in attrs}
        if tag == "code":
            self.code = []
        elif tag == "a":
            self.pieces.append(("link", given.get("href", "")))
        elif tag == "img":
            described = "" if given.get("alt", "").strip() else " without a description"
            self.pieces.append(("picture", given.get("src", "") + described))
        elif tag in EMPHASIS:
            self.pieces.append((EMPHASIS[tag], ""))
        elif "blank" in given.get("class", "").split():
            self.pieces.append(("blank", _answer(given.get("data-answer"))))
        self.asides += [given[name] for name in ("title", "alt") if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        """Note the code that ends here."""
        if tag == "code" and self.code is not None:
            self.pieces.append(("code", "".join(self.code)))
            self.code = None

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        (self.words if self.code is None else self.code).append(data)

    def close(self) -> None:
        """Put what stands beside the text after it."""
        super().close()
        self.words += [f"\n{words}" for words in self.asides]


def _answer(written: str | None) -> str:
    """Return the answer of a blank as far as it must be the same in all languages."""
    if written is None:
        return "without an answer"
    return "+".join(sorted(numbers_in(written).elements())) or "with an answer"
