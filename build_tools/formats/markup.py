"""Words of a question as clean HTML: only the tags that every exchange format knows."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element, tostring

from build_tools.formats.xmltree import append_words, element, legal
from build_tools.sources.markdown import inline

KEPT: Final = frozenset(
    "a abbr b cite code em i kbd q small span strong sub sup var".split()  # noqa: SIM905  # Legible.
)
ABSOLUTE: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
BLANK: Final = "_____"


@lru_cache(maxsize=20_000)
def html(words: str) -> str:
    """Return a run of inline Markdown as HTML that is well-formed XML, too."""
    root = shown(words, "p")
    return tostring(root, encoding="unicode", short_empty_elements=True)[3:-4] if _any(root) else ""


def shown(words: str, tag: str) -> Element:
    """Return a run of inline Markdown inside a new element ``tag``.

    Links into the course lose their target, and pictures become their description: neither leads
    anywhere outside the course.
    """
    reducer = _Reducer(tag)
    reducer.feed(inline(words))
    reducer.close()
    return reducer.root


def loses_markup(words: str) -> bool:
    """Whether ``words`` have a picture, or a link into the course."""
    made = inline(words)
    links = re.findall(r'<a [^>]*?href="([^"]*)"', made)
    return "<img" in made or any(not ABSOLUTE.match(link) for link in links)


class _Reducer(HTMLParser):
    """Builds a tree; a tag that is not kept gives way to what is in it."""

    def __init__(self, tag: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = element(tag)
        self.open: list[tuple[str, Element | None]] = []
        self.in_blank = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, or remember that one was left out."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._place().append(element("br"))
        elif tag == "img":
            append_words(self._place(), attributes.get("alt", ""))
        elif tag not in ("hr", "wbr", "input"):
            self._open(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take ``<br />`` as ``<br>``."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and whatever in it was never closed."""
        self.in_blank = False
        if tag in (name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add words where we are."""
        if not self.in_blank:
            append_words(self._place(), legal(data))

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self.in_blank = "blank" in attributes.get("class", "").split()
        kept = {"lang": attributes["lang"]} if attributes.get("lang") else {}
        if tag == "a" and ABSOLUTE.match(attributes.get("href", "")):
            kept["href"] = attributes["href"]
        made = None
        if self.in_blank:
            append_words(self._place(), BLANK)
        elif tag in KEPT and (kept or tag not in ("a", "span")):
            made = element(tag, kept)
            self._place().append(made)
        self.open.append((tag, made))

    def _place(self) -> Element:
        return next((made for _, made in reversed(self.open) if made is not None), self.root)


def _any(root: Element) -> bool:
    return bool(root.text) or len(root) > 0
