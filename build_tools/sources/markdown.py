"""The one Markdown of this project: its extensions, listed once, and what they may produce.

Sites, books and packages all convert with ``new_markdown``, and so does the localizer, so that
what is checked is what is shown. The only file that puts a Markdown parser together.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.slugs import slugify

from build_tools.sources.blocks import (
    MOMENT,
    BlockSettings,
    BlockUse,
    CourseBlocks,
    Trusted,
)
from build_tools.sources.passages import Passage, passages_in
from build_tools.sources.problem import Place, Problem
from build_tools.sources.syntax import OPENING, block_problems
from build_tools.sources.text import Prose

EXTENSIONS: Final = (
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.superfences",
    "pymdownx.tasklist",
)
CONFIGS: Final[dict[str, dict[str, Any]]] = {
    "toc": {"slugify": slugify(case="lower"), "permalink": False},
    "footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": ""},
    "pymdownx.tasklist": {"custom_checkbox": False},
}

BLANK: Final = r"(?<![A-Za-z\u00c0-\u024f0-9_])_{3}(?:\{(?P<answer>[^{}\n]{1,400})\})?(?!_)"
BARE: Final = re.compile(  # Words that no rule of Markdown or HTML is about.
    r"[^\W\d_](?:(?:[^\W_]|[ \u00a0\u202f.,;?’‘“”()«»¿¡–—…。，；：？！（）、·％%\"-])*(?<!\s))?"
)
MARKED: Final = re.compile(r'<span class="[a-z]+" lang="(?P<tag>[^"]+)">')
TAG: Final = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>")
SIMPLE: Final = {"abbr", "b", "br", "cite", "em", "i", "kbd", "q", "small", "span", "strong"} | {
    "sub", "sup", "u", "wbr", "bdi", "time", "var",
}  # fmt: skip
CODE: Final = {"div", "pre", "code", "span"}
HIGHLIGHTED: Final = '<div class="highlight">'  # How the library for code blocks begins.
SIMPLE_ATTRIBUTES: Final = re.compile(
    r"""(?:\s+(?:lang|title|class|dir)=(?:"[^"<>]*"|'[^'<>]*'))*\s*/?"""
)
SCHEMES: Final = re.compile(r"(?:https?:|mailto:|tel:)", re.IGNORECASE)
ATTRIBUTES: Final = {
    *("id", "class", "lang", "dir", "title", "href", "src", "alt", "start", "colspan", "rowspan"),
    *("scope", "type", "checked", "disabled", "width", "height", "role", "style", "rel", "name"),
    *("for", "hidden", "value", "reversed", "tabindex"),
}


class Blanks(InlineProcessor):
    """``___`` is a blank, ``___{4}`` a blank whose answer is 4."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        """Return the element that stands for one blank."""
        blank = Element("span", {"class": "blank"})
        if m["answer"]:
            blank.set("data-answer", m["answer"])
        blank.text = AtomicString("\u00a0")
        return blank, m.start(0), m.end(0)


class _Finishing(Treeprocessor):
    """After the inline parser: figures, answers of blanks, table headers, and nothing unsafe."""

    def __init__(self, md: Markdown, settings: BlockSettings) -> None:
        super().__init__(md)
        self.settings = settings

    def run(self, root: Element) -> None:
        """Finish one page."""
        stash = self.md.htmlStash.rawHtmlBlocks
        for at, html_ in enumerate(stash):
            stash[at] = cleaned(html_)
            if stash[at] not in ("", html_) and not isinstance(stash[at], Trusted):
                self.settings.refused.append(str(html_))
        for element in root.iter():
            _disarm(element)
        self._figures(root)
        for section in root.iter("section"):
            self._reveal(section)
        for header in list(root.iter("th")):
            if (header.text or "").strip() or len(header):
                header.set("scope", "col")
            else:
                header.tag = "td"  # A corner without words heads nothing.

    def _figures(self, root: Element) -> None:
        for paragraph in [element for element in root.iter("p") if _lone_figure(element)]:
            image = paragraph[0]
            svg = self.settings.figures.get(image.get("src", "").rsplit("/", 1)[-1])
            paragraph.tag = "figure"
            if svg is not None:
                labelled = _described(svg, image.get("alt", ""))
                paragraph.remove(image)
                paragraph.text = AtomicString(self.md.htmlStash.store(Trusted(labelled)))
            if caption := image.attrib.pop("title", ""):
                SubElement(paragraph, "figcaption").text = AtomicString(caption)

    def _reveal(self, section: Element) -> None:
        own = [blank for blank in section.iter("span") if blank.get("data-answer")]
        if not own or not self.settings.reveal or any(section.iter("details")):
            return
        details = SubElement(section, "details", {"class": "answers"})
        SubElement(details, "summary").text = AtomicString(self.settings.reveal)
        words = SubElement(details, "ol")
        for blank in own:
            SubElement(words, "li").text = AtomicString(blank.attrib.pop("data-answer"))


class CourseMarkdown(Extension):
    """Blanks, figures and the sanitizer."""

    def __init__(self, settings: BlockSettings) -> None:
        super().__init__()
        self.settings = settings

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add our processors to one ``Markdown``."""
        md.inlinePatterns.register(Blanks(BLANK, md), "blanks", 75)
        # After attribute lists (8) and the table of contents (5), which add attributes.
        md.treeprocessors.register(_Finishing(md, self.settings), "finishing", 2)


def extensions(settings: BlockSettings, extra: Iterable[Extension] = ()) -> list[str | Extension]:
    """Return all extensions, for hosts (such as MkDocs) that put the parser together themselves."""
    return [*EXTENSIONS, CourseBlocks(settings), CourseMarkdown(settings), *extra]


def new_markdown(
    settings: BlockSettings | None = None, extra: Iterable[Extension] = ()
) -> Markdown:
    """Return a parser; ``extra`` is where the localizer comes in."""
    used = settings or BlockSettings()
    return Markdown(extensions=extensions(used, extra), extension_configs=CONFIGS)


@lru_cache(maxsize=1)
def _plain_markdown() -> Markdown:
    return new_markdown()


@lru_cache(maxsize=60_000)
def inline(source: str) -> str:
    """Return the HTML of a run of inline Markdown, such as a translated ``Text``."""
    if BARE.fullmatch(source):
        return source  # Most runs are words alone, and the parser is slow.
    found = _plain_markdown().reset().convert(_escaped_block(source))
    return re.sub(r"\A<p>|</p>\Z", "", found)


def marked(source: str, kind: str, tag: str = "") -> str:
    """Return a run of inline Markdown with a class, and its language if that is another one."""
    lang = f' lang="{tag}"' if tag else ""
    return f'<span class="{kind}"{lang}>{source}</span>'


def tongue(source: str) -> str:
    """Return the language that ``marked`` has put on a run, or ``""``."""
    found = MARKED.match(source)
    return found["tag"] if found else ""


@lru_cache(maxsize=60_000)
def plain(source: str) -> str:
    """Return a run of inline Markdown as plain text, for titles, reports and metadata."""
    return html.unescape(re.sub(r"<[^>]+>", "", inline(source))).strip()


def _escaped_block(source: str) -> str:
    """Keep block syntax at the start of a run ("1. ", "# ", "- ") from being read as a block."""
    line = re.sub(r"[ \t]*\n[ \t]*", " ", source).strip()
    line = re.sub(r"\A(\d+)([.)])(?=\s)", r"\1\\\2", line)
    return re.sub(r"\A(?:[#>]|[+*-](?=\s)|/(?=//)|([-*])(?=(?:[ ]*\1)+[ ]*\Z))", r"\\\g<0>", line)


@dataclass(frozen=True, slots=True)
class ProseFacts:
    """What rules about a text need: its blocks, where they stand, its anchors and its words.

    ``blocks`` of a passage are positions in ``blocks`` here.
    """

    blocks: tuple[tuple[BlockUse, Place], ...]
    anchors: frozenset[str]
    links: tuple[str, ...]
    pictures: tuple[str, ...]
    words: int
    plain: str
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


def facts(prose: Prose, settings: BlockSettings) -> ProseFacts:
    """Return the facts of source-language ``prose``."""
    settings.found.clear()
    settings.strangers.clear()
    settings.refused.clear()
    markdown = new_markdown(settings)
    page = markdown.convert(prose.source)
    said = re.sub(r"<svg\b.*?</svg>", " ", page, flags=re.DOTALL)
    said = html.unescape(re.sub(r"<[^>]+>", " ", said))
    blocks, untaken = _placed(tuple(settings.found), prose)
    return ProseFacts(
        blocks=blocks,
        anchors=frozenset(re.findall(r'\bid="([^"]+)"', page)),
        links=tuple(html.unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', page)),
        pictures=tuple(html.unescape(src) for src in re.findall(r'<img [^>]*src="([^"]+)"', page)),
        words=len(re.findall(r"\w[\w’'-]*", said)),
        plain=said,
        passages=passages_in(page, prose),
        problems=(
            *block_problems(prose.source.split("\n"), untaken, prose.place),
            *_strangers(settings.strangers, prose),
            *_refused(settings.refused, prose),
            *_crowded_figures(page, prose),
        ),
    )


def _placed(
    found: Sequence[BlockUse], prose: Prose
) -> tuple[tuple[tuple[BlockUse, Place], ...], tuple[int, ...]]:
    """Return each block with its place, and the lines that open a block which nobody read.

    Inner blocks end first, so blocks are found again by kind and title, each line once.
    """
    lines = _without_fences(prose.source)
    openings = {at: match for at, line in enumerate(lines) if (match := OPENING.match(line))}
    placed = []
    for use in found:
        wanted = (use.kind, use.title)
        at = next(
            (at for at, it in openings.items() if (it["kind"], it["title"] or "") == wanted), 0
        )
        openings.pop(at, None)
        placed.append((use, _below(prose, at)))
    return tuple(sorted(placed, key=lambda pair: pair[1])), tuple(openings)


def _without_fences(source: str) -> list[str]:
    lines, fence = [], ""
    for line in source.split("\n"):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip() == fence:
            fence = ""
        lines.append("" if fence or mark else line)
    return lines


def _strangers(names: Sequence[str], prose: Prose) -> Iterable[Problem]:
    for name in dict.fromkeys(names):
        for at, line in enumerate(prose.source.split("\n")):
            if re.match(rf"(?:{MOMENT}\s+)?{re.escape(name)}:", line):
                message = f"`{name}` speaks but is not in the cast"
                yield Problem(
                    _below(prose, at), "unknown-speaker", message, "see `cast` in course/course.yml"
                )
                break


def _refused(pieces: Sequence[str], prose: Prose) -> Iterable[Problem]:
    for piece in dict.fromkeys(pieces):
        line = prose.source.count("\n", 0, max(prose.source.find(piece), 0))
        shown = " ".join(piece.split())[:40]
        hint = "use Markdown, a block, or one of the simple tags such as <sub>"
        message = f"`{shown}` is HTML that is not allowed"
        yield Problem(_below(prose, line), "raw-html", message, hint)


def _crowded_figures(page: str, prose: Prose) -> Iterable[Problem]:
    for image in re.findall(r'(?<!<figure>)<img [^>]*src="([^"]+\.svg)"', page):
        line = prose.source.count("\n", 0, max(prose.source.find(image), 0))
        message = f"the figure `{image}` shares its paragraph with words"
        yield Problem(
            _below(prose, line), "figure-not-alone", message, "leave a line free around it"
        )


def _below(prose: Prose, lines: int) -> Place:
    return Place(prose.place.file, prose.place.line + lines, prose.place.column)


def _described(svg: str, words: str) -> str:
    """Put the author's description in the place of what the drawing says of itself."""
    opening, end, rest = svg.partition(">")
    opening = re.sub(r'\s(?:role|aria-label|aria-labelledby|aria-describedby)="[^"]*"', "", opening)
    return f'{opening} role="img" aria-label="{html.escape(words)}"{end}{rest}'


def cleaned(stashed: Any) -> Any:
    """Return a piece of raw HTML with everything taken out that could run, load or restyle."""
    if isinstance(stashed, Trusted) or not isinstance(stashed, str):
        return stashed
    if stashed.startswith('<input type="checkbox" disabled'):
        return Trusted('<span class="box" aria-hidden="true"></span>')
    if single := TAG.fullmatch(stashed.strip()):
        return _simple_tag(stashed, single)
    if stashed.lstrip().startswith("<!--"):
        return ""
    tags = SIMPLE | CODE if stashed.startswith(HIGHLIGHTED) else SIMPLE
    return nh3.clean(stashed, tags=tags, attributes={name: {"class"} for name in CODE})


def _simple_tag(stashed: str, tag: re.Match[str]) -> str:
    if tag["name"].lower() not in SIMPLE:
        return html.escape(stashed)
    if SIMPLE_ATTRIBUTES.fullmatch(tag["rest"]):
        return stashed
    return f"<{tag['name']}>"


def _disarm(element: Element) -> None:
    for name in list(element.attrib):
        if (
            (name not in ATTRIBUTES and not name.startswith(("data-", "aria-")))
            or (name in ("href", "src") and not _harmless(element.attrib[name]))
            or (name == "style" and not re.fullmatch(r"text-align: \w+;", element.attrib[name]))
        ):
            del element.attrib[name]


def _harmless(target: str) -> bool:
    scheme = re.match(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\x00-\x20-]*):", html.unescape(target))
    return scheme is None or bool(SCHEMES.match(target))


def _lone_figure(paragraph: Element) -> bool:
    return (
        len(paragraph) == 1
        and paragraph[0].tag == "img"
        and not (paragraph.text or "").strip()
        and not (paragraph[0].tail or "").strip()
    )
