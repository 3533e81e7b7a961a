"""Words of other tools as our inline Markdown; what our questions cannot show is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

STARS: Final[Mapping[str, str]] = {"em": "*", "i": "*", "strong": "**", "b": "**"}
RAW: Final = frozenset(("kbd", "q", "small", "sub", "sup", "u", "var", "cite"))
BLOCKS: Final = frozenset(
    "article blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"  # noqa: SIM905  # Legible.
    " section table tbody td th tr ul".split()
)
LOST: Final[Mapping[str, str]] = {
    **dict.fromkeys(("img", "svg", "picture", "object", "embed"), "a picture"),
    **dict.fromkeys(("audio", "video", "iframe"), "audio, video or a page"),
    **dict.fromkeys(("ul", "ol", "dl"), "the form of a list"),
    **dict.fromkeys(("input", "select", "textarea", "button"), "a form"),
    "table": "the form of a table",
    "pre": "the form of a block of code",
}
SILENT: Final = frozenset(("script", "style", "head", "title", "template"))
CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
LINK: Final = re.compile(r"(?:https?|mailto|tel):[^\s<>()\[\]\\\"'`*_]+")
SPACE: Final = re.compile(r"[ \t\r\n\f]+")
SPECIAL: Final = re.compile(r"[\\`*{}]")
UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
BRACKET: Final = re.compile(r"\[(?=\^|toc\]|[^\]]*\][\[(:])", re.IGNORECASE)
ENTITY: Final = re.compile(r"&(?=#|\w+;)")
ANGLE: Final = re.compile(r"<(?! )")
START: Final = re.compile(r"[#>]|[+-](?=\s|\Z)|-(?=[- ]+\Z)")


@dataclass(frozen=True, slots=True)
class Reduced:
    """Inline Markdown, and what of the source it does not hold."""

    words: str
    lost: tuple[str, ...] = ()


def from_html(source: str) -> Reduced:
    """Return HTML as inline Markdown; paragraphs and lines are parted by ``<br>``."""
    # A tag may stand between the parts of what looks like a link, so all brackets are escaped then.
    linked = re.search(r"\]\s*[\[(:]|\[\^", re.sub(r"<[^>]*>", "", source))
    reducer = _Reducer(r"\[" if linked else "[")
    reducer.feed(clean(source))
    reducer.close()
    lines = [line for line in map(_tidied, reducer.words().split("\n")) if line]
    return Reduced(_started("<br>".join(lines)), tuple(dict.fromkeys(reducer.lost)))


def from_plain(source: str) -> Reduced:
    """Return plain text as inline Markdown that shows exactly this text."""
    return Reduced(_started(escaped(_tidied(clean(source)))))


def from_markdown(source: str) -> Reduced:
    """Return foreign Markdown as one line of ours; it is Markdown already."""
    paragraphs = re.split(r"\n\s*\n", clean(source))
    lost = ["a picture"] if re.search(r"!\[[^\]]*\]\(", source) else []
    lost += ["a formula"] if re.search(r"\$[^$\s][^$]*\$", source) else []
    lost += ["the form of a block of code"] if re.search(r"(?m)^\s*(?:```|~~~)", source) else []
    return Reduced("<br>".join(filter(None, map(_tidied, paragraphs))), tuple(lost))


def clean(source: str) -> str:
    """Return ``source`` without characters that nobody can type or read."""
    return CONTROL.sub("", re.sub(r"\r\n?", "\n", source))


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, with few backslashes."""
    found = SPECIAL.sub(r"\\\g<0>", text)
    found = UNDERSCORE.sub(r"\\_", found)
    found = BRACKET.sub(r"\\[", found)
    found = ENTITY.sub("&amp;", found)
    return ANGLE.sub("&lt;", found)


class _Reducer(HTMLParser):
    """Keeps a frame for each open tag: its name, what closes it, and the words in it so far."""

    def __init__(self, bracket: str) -> None:
        super().__init__(convert_charrefs=True)
        self.bracket = bracket
        self.frames: list[tuple[str, str, list[str]]] = [("", "", [])]
        self.lost: list[str] = []
        self.silent = 0

    def words(self) -> str:
        return "".join(self.frames[0][2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.lost += [LOST[tag]] if tag in LOST else []
        if tag in SILENT:
            self.silent += 1
        elif tag == "img":
            self.handle_data(attributes.get("alt") or "")
        elif tag in BLOCKS:
            self._line()
        elif tag in STARS or tag in RAW or tag in ("a", "code"):
            self.frames.append((tag, attributes.get("href") or "", []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS and tag != "br":
            self._line()
        elif tag in (name for name, _, _ in self.frames):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            code = any(name == "code" for name, _, _ in self.frames)
            words = SPACE.sub(" ", data)
            shown = words if code else re.sub(r"(?<!\\)\[", lambda _: self.bracket, escaped(words))
            self.frames[-1][2].append(shown)

    def close(self) -> None:
        super().close()
        self._line()

    def _line(self) -> None:
        """Begin a new line; no mark reaches from one line to the next."""
        while len(self.frames) > 1:
            self._close()
        self.frames[0][2].append("\n")

    def _close(self) -> str:
        tag, link, words = self.frames.pop()
        before = "".join(self.frames[-1][2])
        self.frames[-1][2].append(self._marked(tag, link, "".join(words), before))
        return tag

    def _marked(self, tag: str, link: str, inside: str, before: str) -> str:
        core = inside.strip(" ")
        if not core or any(name == "code" for name, _, _ in self.frames):
            return inside
        start, end = inside[: inside.index(core)], inside[inside.index(core) + len(core) :]
        return f"{start}{self._mark(tag, link, core, before + start)}{end}"

    def _mark(self, tag: str, link: str, core: str, before: str) -> str:
        if tag == "code":
            return _code(core)
        if tag == "a":
            if LINK.fullmatch(link):
                words = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", core)
                return f"[{words}]({link})"
            self.lost += ["a link"] if link else []
            return core
        stars = STARS.get(tag, "")
        if stars and not re.search(r"(?<!\\)\*", core) and not before.endswith("*"):
            return f"{stars}{core}{stars}"
        return f"<{tag}>{core}</{tag}>"


def _code(words: str) -> str:
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {words} {fence}" if longest else f"`{words}`"


def _tidied(line: str) -> str:
    return SPACE.sub(" ", line).strip(" ")


def _started(words: str) -> str:
    """Keep the start of ``words`` from being read as a heading, a list, a rule or a quotation."""
    return f"\\{words}" if START.match(words) else words
