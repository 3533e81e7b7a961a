"""The blocks of a lesson: what each piece is for, who says what, and where there is room to write.

The only file that knows ``pymdownx.blocks``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from build_tools.sources.text import Zone

KINDS: Final = (
    "task",
    "idea",
    "dialog-weak",
    "dialog-strong",
    "recorded-call",
    "why",
    "worked",
    "faded",
    "exercise",
    "job-aid",
    "check",
    "evidence",
    "note",
    "lines",
    "slot",
)
OPTIONS: Final = ("points", "sources", "objectives", "minutes", "id", "questions")
OWN_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {"recorded-call": ("audio",)}
SPEECH: Final = re.compile(r"(?P<name>[^\s:*_`\[][^:\n]{0,40}?):[ ]+(?P<words>.+)", re.DOTALL)
MOMENT: Final = r"\d{1,2}:[0-5]\d(?:[–-]\d{1,2}:[0-5]\d)?"
SLOT: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
TIMED: Final = re.compile(rf"(?P<at>{MOMENT})(?:\s+(?P<rest>.+))?", re.DOTALL)


def options_of(kind: str) -> tuple[str, ...]:
    """Return the options that a block of this kind may have."""
    return (*OPTIONS, *OWN_OPTIONS.get(kind, ()))


class Trusted(str):
    """HTML made by this program; everything else in the stash is cleaned."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in the cast, as one language calls them; ``role`` as in ``course.yml``."""

    key: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class BlockUse:
    """One block as authored. ``title`` is ``""`` if it has none."""

    kind: str
    title: str
    options: Mapping[str, str]
    depth: int
    words: int


def _own_name(name: str) -> str:
    return f"{name}:"


def _no_questions(_ids: tuple[str, ...]) -> str:
    return ""


@dataclass(slots=True)
class BlockSettings:
    """What blocks need to know: the cast, words of the interface, and how a format shows questions.

    ``speakers`` goes by the name authors write. ``labels`` names kinds for readers
    (``{"why": "Think about it"}``); a kind without a label shows only its own title. ``questions``
    returns HTML for the questions of a ``check``. ``reveal`` is the label of the button that shows
    answers, ``""`` where a format prints them elsewhere. ``slots`` holds the HTML of the
    places that a company has filled, by name. ``figures`` holds SVG by file name,
    ``recordings`` the address of each recording by file name; a format without sound has none.
    ``found`` collects every block that is read, ``strangers`` speakers who are not in the cast,
    ``refused`` raw HTML that was cleaned.
    """

    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    speaker_label: Callable[[str], str] = _own_name
    questions: Callable[[tuple[str, ...]], str] = _no_questions
    reveal: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    recordings: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    found: list[BlockUse] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class _CourseBlock(Block):  # type: ignore[misc]  # pymdownx has no types.
    """What all kinds share: a section with its kind and its title."""

    ARGUMENT: bool | None = None
    OPTIONS = dict.fromkeys(OPTIONS, ("", str))  # The library's own form.

    @property
    def settings(self) -> BlockSettings:
        settings: BlockSettings = self.config["settings"]
        return settings

    def on_create(self, parent: Element) -> Element:
        section = SubElement(parent, "section", {"class": f"block {self.NAME}"})
        if self.options["id"]:
            section.set("id", self.options["id"])
        if label := self.settings.labels.get(self.NAME, ""):
            kind = SubElement(section, "p", {"class": "block-kind"})
            kind.text = AtomicString(label)
        if self.argument:
            title = SubElement(section, "p", {"class": "block-title"})
            title.text = self.argument
        self.start()
        return section

    def start(self) -> None:
        """Count how deep this block stands in others."""
        self.depth = self.md.block_depth = getattr(self.md, "block_depth", 0) + 1

    def on_end(self, block: Element) -> None:
        self.finish(block)
        self.md.block_depth -= 1
        words = len(" ".join(block.itertext()).split())
        known = options_of(self.NAME)
        options = {name: value for name, value in self.options.items() if name in known and value}
        self.settings.found.append(
            BlockUse(self.NAME, self.argument or "", options, self.depth, words)
        )

    def finish(self, block: Element) -> None:
        """Shape the content; kinds that need it say how."""


class _Dialog(_CourseBlock):
    """Lines of speech; the roles of those who speak say in which register."""

    def finish(self, block: Element) -> None:
        block.set("data-zone", Zone.COLLEAGUE)
        spoken = [(line, speech) for line in block.findall("p") if (speech := self._speech(line))]
        customer_hears = any(speaker.role == "customer" for _, (speaker, _) in spoken)
        for line, (speaker, words) in spoken:
            _say(line, speaker, words, self.settings.speaker_label(speaker.name))
            line.set("data-zone", _zone(speaker, customer_hears=customer_hears))

    def _speech(self, line: Element) -> tuple[Speaker, str] | None:
        found = SPEECH.match(line.text or "")
        if found is None or line.get("class"):
            return None
        if found["name"] not in self.settings.speakers:
            self.settings.strangers.append(found["name"])
            return None
        return self.settings.speakers[found["name"]], found["words"]


class _RecordedCall(_Dialog):
    """A dialog to listen to: a paragraph may begin with its moment, ``0:35``; the words stay."""

    OPTIONS = dict.fromkeys(options_of("recorded-call"), ("", str))

    def finish(self, block: Element) -> None:
        moments = [(line, at) for line in block.findall("p") if (at := _taken_moment(line))]
        super().finish(block)
        for line, at in moments:
            _stamp(line, at)
        if address := self.settings.recordings.get(self.options["audio"]):
            self._play(block, address)

    def _play(self, block: Element, address: str) -> None:
        """Put a player below the title, which is its name for those who cannot see it."""
        heads = [at for at, part in enumerate(block) if "block-" in part.get("class", "")]
        named = f"audio-{self.options['audio'].rpartition('.')[0]}"
        if heads:
            block[heads[-1]].set("id", named)
        html = (
            f'<audio controls preload="metadata" aria-labelledby="{named}" src="{address}"></audio>'
        )
        holder = Element("div", {"class": "recording"})
        holder.text = AtomicString(self.md.htmlStash.store(Trusted(html)))
        block.insert(len(heads), holder)


class _Lines(_CourseBlock):
    """Room to write: the title is the number of lines."""

    ARGUMENT = True

    def on_validate(self, _parent: Element) -> bool:
        return bool(re.fullmatch(r"[1-9]\d?", (self.argument or "").strip()))

    def on_create(self, parent: Element) -> Element:
        self.start()
        return SubElement(parent, "div", {"class": "lines"})

    def finish(self, block: Element) -> None:
        for _ in range(int(self.argument)):
            SubElement(block, "div", {"class": "write-line"})


class _Slot(_CourseBlock):
    """A place that a company may fill; what stands in it is for those who have no overlay."""

    ARGUMENT = True

    def on_validate(self, _parent: Element) -> bool:
        return bool(SLOT.fullmatch(self.argument or ""))

    def on_create(self, parent: Element) -> Element:
        self.start()
        return SubElement(parent, "div", {"class": "company-place"})

    def finish(self, block: Element) -> None:
        if filled := self.settings.slots.get(self.argument):
            block[:] = []
            block.text = AtomicString(self.md.htmlStash.store(Trusted(filled)))


class _Check(_CourseBlock):
    """Questions from the module's question file."""

    def finish(self, block: Element) -> None:
        ids = tuple(self.options["questions"].split())
        html = Trusted(self.settings.questions(ids))
        holder = SubElement(block, "div", {"class": "questions", "data-questions": " ".join(ids)})
        if html:
            holder.text = AtomicString(self.md.htmlStash.store(html))


SHAPES: Final[Mapping[str, type[_CourseBlock]]] = {
    "dialog-weak": _Dialog,
    "dialog-strong": _Dialog,
    "recorded-call": _RecordedCall,
    "lines": _Lines,
    "slot": _Slot,
    "check": _Check,
}


class CourseBlocks(BlocksExtension):  # type: ignore[misc]  # pymdownx has no types.
    """Register every kind of block with Python-Markdown."""

    def __init__(self, settings: BlockSettings) -> None:
        self.settings = settings
        super().__init__()

    def extendMarkdownBlocks(self, _md: Markdown, block_mgr: Any) -> None:  # noqa: N802
        """Add the kinds to one ``Markdown``."""
        for name in KINDS:
            shape = type(name, (SHAPES.get(name, _CourseBlock),), {"NAME": name})
            block_mgr.register(shape, {"settings": self.settings})


def _say(line: Element, speaker: Speaker, words: str, label: str) -> None:
    line.text = None
    line.set("class", f"line {speaker.role}")
    line.set("data-speaker", speaker.key)
    name = SubElement(line, "strong", {"class": "speaker"})
    name.text, name.tail = AtomicString(label), " "
    spoken = SubElement(line, "span", {"class": "words"})
    spoken.text = words


def _taken_moment(line: Element) -> str:
    """Take the moment that a paragraph begins with out of it; one that is nothing else stays."""
    found = TIMED.fullmatch(line.text or "")
    if found is None or line.get("class"):
        return ""
    line.text = found["rest"] or ""
    return found["at"]


def _stamp(line: Element, at: str) -> None:
    """Put the moment before the words, or before the name of who says them."""
    stamp = Element("span", {"class": "timestamp"})
    stamp.text = AtomicString(at)
    name = line.find("strong[@class='speaker']")
    if name is not None:
        stamp.tail, name.text = AtomicString(f" {name.text}"), None
        name.insert(0, stamp)
        return
    if line.text:
        SubElement(line, "span", {"class": "words"}).text = line.text
        stamp.tail = " "
    line.text = None
    line.insert(0, stamp)


def _zone(speaker: Speaker, *, customer_hears: bool) -> Zone:
    if speaker.role == "customer":
        return Zone.CUSTOMER_TO_AGENT
    return Zone.AGENT_TO_CUSTOMER if customer_hears else Zone.COLLEAGUE
