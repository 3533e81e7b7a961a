"""Inside Python-Markdown: every message of a page is found, and answered, in its tree.

Between the block parser and the inline parser every element still holds raw inline Markdown:
that is the message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX, AtomicString

from build_tools.languages.messages import SOURCE
from build_tools.languages.runs import (
    ATTRIBUTE,
    has_words,
    markdown_form,
    message_form,
    with_targets,
)
from build_tools.sources.text import Zone

SILENT: Final = {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea"}
SPOKEN_ATTRIBUTES: Final = ("title", "alt", "aria-label", "data-toc-label")
HEADING: Final = re.compile(r"h([1-6])")
INVISIBLE: Final = re.compile(f"({STX}[^{STX}{ETX}]*{ETX})")
DIRECTIVE: Final = re.compile(r"\s*<!--(?P<words>.*?)-->[ ]*", re.DOTALL)
FENCE_TITLE: Final = re.compile(r'(?<=<span class="filename">)[^<>]*(?=</span>)')
COUNTED: Final = ("footnote_order", "found_refs", "used_refs")
SPEAKER: Final = re.compile(r"\*\*(?P<name>[^*:\n]+):\*\*[ ]")


@dataclass(frozen=True, slots=True)
class Found:
    """A message where it was found; ``raw`` is as written, ``after`` a pattern of what precedes."""

    msgid: str
    raw: str
    context: str
    notes: tuple[str, ...]
    trail: tuple[str, ...]
    zone: Zone | None
    after: str = ""
    anchor: str = ""  # The heading it stands below, or is.


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show instead (``None``: the words as written), and how to mark the element."""

    words: str | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


Answering = Callable[[Found], Answer]

AS_WRITTEN: Final = Answer()
UNTRANSLATED: Final = Answer(None, {"lang": SOURCE, "class": "untranslated"})


@dataclass(frozen=True, slots=True)
class _Here:
    """What the elements around a message tell about it."""

    zone: Zone | None = None
    blocks: tuple[str, ...] = ()
    after: str = ""

    def inside(self, element: Element) -> _Here:
        """Return what holds inside ``element``."""
        here = self
        if zone := element.get("data-zone"):
            here = replace(here, zone=Zone(zone))
        if speaker := element.get("data-speaker"):
            here = replace(here, blocks=(*here.blocks, speaker))
        elif element.tag == "section":
            here = replace(
                here, blocks=(*here.blocks, element.get("class", "").removeprefix("block "))
            )
        if element.tag == "li" and element.get("id", "").startswith("fn:"):
            footnote = re.escape(element.get("id", "").removeprefix("fn:"))
            here = replace(
                here, blocks=(*here.blocks, "footnote"), after=rf"^ {{0,3}}\[\^{footnote}\]:"
            )
        return here


class Walk(Treeprocessor):
    """Asks for an answer to every message of a page, in reading order."""

    def __init__(
        self, md: Markdown, answer: Answering, roles: Mapping[str, str], anchors: Anchors
    ) -> None:
        super().__init__(md)
        self.answer, self.roles, self.anchors = answer, roles, anchors
        self.restart()

    def restart(self) -> None:
        """Forget the page before this one."""
        self.headings: tuple[tuple[int, str], ...] = ()
        self.notes: tuple[str, ...] = ()
        self.context = ""
        self.silent = False
        self.anchor = ""
        self.marks: dict[str, str] = {}
        self.emptied: list[Element] = []

    def run(self, root: Element) -> None:
        """Translate one page, in the library's hands."""
        self.anchors.remember(root)
        self.restart()
        self._walk(root, _Here())
        self.headings = ()
        self._definitions()
        _drop(root, self.emptied)

    def _walk(self, element: Element, here: _Here) -> None:
        if element.tag in SILENT or "footnote-backref" in element.get("class", ""):
            return
        here = here.inside(element)
        heading = HEADING.fullmatch(element.tag)
        if heading:
            level = int(heading[1])
            self.headings = tuple(item for item in self.headings if item[0] < level)
            self.anchor = self.anchors.id_of(element)
        children = list(element)
        self._text(element, here, heading=bool(heading))
        for name in SPOKEN_ATTRIBUTES:
            if words := element.get(name):
                element.set(name, self._message(words, here))
        for child in children:
            self._walk(child, here)
            if child.tail and child.tail.strip() and not isinstance(child.tail, AtomicString):
                child.tail = self._run(child.tail, here, AttrListTreeprocessor.BLOCK_RE)

    def _text(self, element: Element, here: _Here, *, heading: bool) -> None:
        written = element.text
        if not written or not written.strip() or isinstance(written, AtomicString):
            return
        in_line = heading or element.tag in ("dt", "td", "th")
        pattern = AttrListTreeprocessor.HEADER_RE if in_line else AttrListTreeprocessor.BLOCK_RE
        self.marks = {}
        element.text = self._run(written, self._spoken(written, here), pattern)
        if element.tag == "p" and not element.text.strip() and not len(element):
            self.emptied.append(element)  # It held directives only.
        if self.marks:
            _mark(element, self.marks)
        if heading:
            title = message_form(pattern.sub("", written).strip())
            self.headings = (*self.headings, (int(element.tag[1]), title))

    def _spoken(self, written: str, here: _Here) -> _Here:
        """Know a line of a quoted talk, ``**Caller:** …``, by its speaker."""
        named = SPEAKER.match(written)
        role = self.roles.get(named["name"]) if named else None
        zones = {"agent": Zone.AGENT_TO_CUSTOMER, "customer": Zone.CUSTOMER_TO_AGENT}
        return replace(here, zone=zones.get(role, Zone.COLLEAGUE)) if role else here

    def _run(self, written: str, here: _Here, attributes: re.Pattern[str]) -> str:
        """Return a run translated; placeholders and its attribute list stay where they are."""
        listed = attributes.search(written) if "attr_list" in self.md.treeprocessors else None
        body = self._directives(written[: listed.start()] if listed else written)
        parts = INVISIBLE.split(body)
        said = [
            self._placeholder(part, here) if at % 2 else self._message(part, here)
            for at, part in enumerate(parts)
        ]
        return "".join(said) + (self._attributes(listed[0], here) if listed else "")

    def _directives(self, body: str) -> str:
        """Follow the directives that a run begins with, and return what is left."""
        while found := DIRECTIVE.match(body):
            self._follow(found["words"].strip())
            body = body[found.end() :]
        return body

    def _attributes(self, listed: str, here: _Here) -> str:
        def replaced(found: re.Match[str]) -> str:
            words = self._message(found["words"], here)
            return f"{found['name']}={found['quote']}{words}{found['quote']}"

        return ATTRIBUTE.sub(replaced, listed)

    def _message(self, run: str, here: _Here) -> str:
        core = run.strip()
        if self.silent or not has_words(core):
            return run
        found = Found(
            msgid=with_targets(message_form(core), self.md.references),
            raw=core,
            context=self.context,
            notes=self.notes,
            trail=(*(title for _, title in self.headings), *here.blocks),
            zone=here.zone,
            after=here.after,
            anchor=self.anchor,
        )
        self.notes, self.context = (), ""
        answer = self.answer(found)
        self.marks.update(answer.marks)
        if answer.words is None or answer.words == found.msgid:
            return run
        return run.replace(core, markdown_form(answer.words))

    def _placeholder(self, part: str, here: _Here) -> str:
        """Follow a directive, which leaves no trace; translate the title of a fence."""
        index = self._stashed(part)
        if index is None:
            return part
        kept = self.md.htmlStash.rawHtmlBlocks
        held = str(kept[index])
        if held.startswith("<!--"):
            self._follow(held.strip()[4:-3].strip())
            return ""
        if FENCE_TITLE.search(held):
            kept[index] = FENCE_TITLE.sub(lambda found: self._message(found[0], here), held)
        return part

    def _stashed(self, part: str) -> int | None:
        found = HTML_PLACEHOLDER_RE.fullmatch(part.strip())
        return int(found[1]) if found else None

    def _follow(self, directive: str) -> None:
        name, _, rest = directive.partition(":")
        if name.lower() in ("translators", "translator"):
            self.notes = (*self.notes, " ".join(rest.split()))
        elif name == "context":
            self.context = rest.strip()
        elif directive in ("notranslate", "/notranslate"):
            self.silent = directive == "notranslate"

    def _definitions(self) -> None:
        """Translate what stands outside the tree: titles of references, and abbreviations."""
        for name, (target, title) in list(self.md.references.items()):
            if title:
                here = _Here(after=rf"^ {{0,3}}\[{re.escape(name)}\]:")
                self.md.references[name] = (target, self._message(title, here))
        if "abbr" in self.md.treeprocessors:
            known: dict[str, str] = self.md.treeprocessors["abbr"].abbrs  # type: ignore[attr-defined]
            for name, words in list(known.items()):
                here = _Here(after=rf"^\*\[{re.escape(name)}\]:")
                known[name] = self._message(words, here)


class Anchors(Treeprocessor):
    """Gives headings the ids of the source language, so that links hold in every language."""

    def remember(self, root: Element) -> None:
        """Find out which ids the page would have in its own words, on a copy of it."""
        self.headings = [item for item in root.iter() if HEADING.fullmatch(item.tag)]
        self.ids: list[str] = []
        if not self.headings or "toc" not in self.md.treeprocessors:
            return
        page = deepcopy(root)
        footnotes = self._footnotes()
        before = deepcopy({name: getattr(footnotes, name, None) for name in COUNTED})
        for name in ("inline", "attr_list", "toc"):
            if name in self.md.treeprocessors:
                self.md.treeprocessors[name].run(page)
        for name, value in before.items():
            if footnotes is not None:
                setattr(footnotes, name, value)
        self.ids = [item.get("id", "") for item in page.iter() if HEADING.fullmatch(item.tag)]

    def run(self, _root: Element) -> None:
        """Give each heading its id, before the library would."""
        for heading, id_ in zip(self.headings, self.ids, strict=False):
            heading.attrib.setdefault("id", id_)

    def id_of(self, heading: Element) -> str:
        """Return the id that a heading of this page will have, or ``""``."""
        known = zip(self.headings, self.ids, strict=False)
        return next((id_ for each, id_ in known if each is heading), "")

    def _footnotes(self) -> Any:
        known = self.md.treeprocessors
        return getattr(known["footnote"], "footnotes", None) if "footnote" in known else None


def _mark(element: Element, marks: Mapping[str, str]) -> None:
    """Mark the words of an element, and only them: a list item may hold a list of its own."""
    if len(element):
        words = Element("span")
        words.text, element.text = element.text, None
        element.insert(0, words)
        element = words
    for name, value in marks.items():
        before = f"{element.get(name)} " if name == "class" and element.get(name) else ""
        element.set(name, before + value)


def _drop(root: Element, emptied: Sequence[Element]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if any(child is item for item in emptied):
                parent.remove(child)
