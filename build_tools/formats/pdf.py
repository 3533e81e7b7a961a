"""From HTML to pages, and from pages to a PDF. The only file that knows WeasyPrint."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from build_tools.formats.boxes import filled, marked_texts, pieces_on
from build_tools.formats.fitting import (
    LEFT_OVER,
    ROUNDS,
    TIGHT,
    empty_pages,
    filled_part,
    loosened,
)
from build_tools.formats.hyphens import teach_hyphens
from build_tools.formats.joins import unjoined
from build_tools.formats.layout import Piece

ASSETS: Final = Path(__file__).parents[1] / "templates" / "print"
SCHEME: Final = "print"
BASE: Final = f"{SCHEME}:/"
VARIANT: Final = "pdf/ua-1"


@dataclass(frozen=True, slots=True)
class Sheets:
    """A part of a book, laid out: its pages as the engine knows them, and its texts with marks."""

    document: Any
    complaints: tuple[str, ...]
    texts: tuple[tuple[Any, str], ...]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages laid out and not yet written.

    ``anchors`` gives the page, from 1, on which each element with an ``id`` begins; ``complaints``
    is what the engine had to say, and an output with complaints is not to be shipped.
    """

    anchors: Mapping[str, int]
    count: int
    complaints: tuple[str, ...]
    document: Any
    sheets: tuple[Sheets, ...]

    def pieces(self) -> tuple[Piece, ...]:
        """Return what stands where, for the layout rules."""
        return tuple(
            piece
            for number, page in enumerate(self.document.pages, 1)
            for piece in pieces_on(number, page._page_box)  # noqa: SLF001  # There is no public way.
        )

    def empty(self) -> tuple[str, ...]:
        """Return a warning for each page that is hardly filled although its part goes on."""
        starts = accumulate((part.count for part in self.sheets), initial=1)
        numbers = (
            start + at
            for start, part in zip(starts, self.sheets, strict=False)
            for at in empty_pages(_boxes(part.document))
        )
        return tuple(f"page {number}: two thirds of it are empty" for number in numbers)

    def write(self, number: Callable[[int], int] = int) -> tuple[bytes, tuple[str, ...]]:
        """Return the tagged PDF with its marks filled, and all complaints."""
        for sheets in self.sheets:
            for box, words in sheets.texts:
                box.text = box.pango_layout.text = filled(words, number)
        for page in self.document.pages:
            page.bookmarks = [(level, unjoined(to), *at) for level, to, *at in page.bookmarks]
        _count_pages_once()
        describe = partial(_describe_links, number)
        with _complaints() as heard, no_collection():
            pdf: bytes = self.document.write_pdf(pdf_variant=VARIANT, finisher=describe)
        return pdf, (*self.complaints, *heard)


@dataclass(frozen=True, slots=True)
class Dress:
    """What a company puts on a book: files by name, and colors that give way to its own.

    In a ``preview``, signs that no font has are a warning: who looks at it wants to see the rest.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    preview: bool = False

    def dyed(self, style: str) -> str:
        """Return a style sheet or a picture in the company's colors."""
        for ours, theirs in self.colors.items():
            style = style.replace(ours, theirs)
        return style


PLAIN: Final = Dress()


class Press:
    """Lays out one part after the other, in the fonts of a folder and in no others."""

    def __init__(self, css: str, fonts: Path, dress: Dress = PLAIN) -> None:
        # WeasyPrint reads this when it is imported and for each document.
        os.environ["FONTCONFIG_FILE"] = str(fonts / "fonts.conf")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        teach_hyphens()
        self.engine, self.fetcher = weasyprint, _Fetcher(dress)
        self.fonts = FontConfiguration()
        self.style = self._css(dress.dyed(css))
        self.done: dict[tuple[str, int], Sheets] = {}

    def lay_out(self, html: str, first: int = 1) -> Sheets:
        """Return ``html`` as pages; the first has the number ``first``, and odd ones are right."""
        if (html, first) not in self.done:
            self.done[html, first] = self._laid_out(html, first)
        return self.done[html, first]

    def _laid_out(self, html: str, first: int) -> Sheets:
        side = "right" if first % 2 else "left"
        start = f"html {{ break-before: {side} }} @page :first {{ counter-reset: page {first} }}"
        with _complaints() as heard, no_collection():
            source = self.engine.HTML(string=html, base_url=BASE, url_fetcher=self.fetcher)
            document = self._fitted(source, [self.style, self._css(start)])
        boxes = (box for page in document.pages for box in marked_texts(page._page_box))  # noqa: SLF001
        return Sheets(document, tuple(heard), tuple((box, box.text) for box in boxes))

    def _fitted(self, source: Any, styles: Sequence[Any]) -> Any:
        """Return a document whose blocks break where a page would be half empty otherwise."""
        document = self._rendered(source, styles)
        for _ in range(ROUNDS):
            if not loosened(_boxes(document)):
                break
            document = self._rendered(source, styles)
        return self._tightened(document, source, styles)

    def _tightened(self, document: Any, source: Any, styles: Sequence[Any]) -> Any:
        """Return a document with a little less room between lines, if that saves its last page."""
        pages = _boxes(document)
        if len(pages) == 1 or filled_part(pages[-1]) > LEFT_OVER:
            return document
        source.etree_element.set("class", TIGHT)
        tight = self._rendered(source, styles)
        return tight if len(tight.pages) < len(pages) else document

    def _rendered(self, source: Any, styles: Sequence[Any]) -> Any:
        # The library keeps the classes it has seen, hence a new view of the tree each time.
        view = type(source.wrapper_element).from_html_root
        source.wrapper_element = view(source.etree_element, content_language=None)
        return source.render(font_config=self.fonts, stylesheets=styles)

    def _css(self, source: str) -> Any:
        return self.engine.CSS(
            string=source, base_url=BASE, url_fetcher=self.fetcher, font_config=self.fonts
        )


def _boxes(document: Any) -> list[Any]:
    return [page._page_box for page in document.pages]  # noqa: SLF001  # There is no public way.


def bound(sheets: Sequence[Sheets]) -> Pages:
    """Return parts one after the other, as one document."""
    pages = [page for part in sheets for page in part.document.pages]
    document = sheets[0].document.copy(pages)
    anchors, twice = _anchors(sheets)
    complaints = (*(words for part in sheets for words in part.complaints), *twice)
    return Pages(anchors, len(pages), complaints, document, tuple(sheets))


def lay_out(html: str, css: str, fonts: Path) -> Pages:
    """Return ``html`` as the pages of a document of its own."""
    return bound([Press(css, fonts).lay_out(html)])


class _Fetcher:
    """Serves the pictures of the templates and of the company; a book can load nothing else."""

    _fail_on_errors = False  # The library looks here; a complaint is raised later, with all others.

    def __init__(self, dress: Dress) -> None:
        self.dress = dress

    def __call__(self, url: str) -> Any:
        """Return what is at an address; the library calls this."""
        from weasyprint.urls import URLFetcherResponse

        scheme, _, name = url.partition(":")
        name = name.strip("/")
        if scheme != SCHEME or "/" in name or not name.endswith((".svg", ".png")):
            raise ValueError(f"a book may not load {url}")
        body = self.dress.files.get(name)
        if body is None:
            body = self.dress.dyed((ASSETS / name).read_text("utf-8")).encode()
        elif name.endswith(".png"):
            return URLFetcherResponse(url, body, {"Content-Type": "image/png"})
        return URLFetcherResponse(url, body, {"Content-Type": "image/svg+xml"})


def _anchors(sheets: Sequence[Sheets]) -> tuple[dict[str, int], list[str]]:
    """Return the first page of each anchor, and complaints about those that two parts have.

    The library repeats an anchor on every page its box spans.
    """
    found: dict[str, int] = {}
    twice: list[str] = []
    before = 0
    for part in sheets:
        own: dict[str, int] = {}
        for number, page in enumerate(part.document.pages, before + 1):
            for name in page.anchors:
                own.setdefault(name, number)
        twice += [f"Anchor defined twice: '{name}'" for name in own if name in found]
        found |= {name: number for name, number in own.items() if name not in found}
        before += part.count
    return found, twice


def _count_pages_once() -> None:
    """Spare the library from counting all pages anew for each tag."""
    import pydyf

    if isinstance(pydyf.PDF.page_references, property):
        pydyf.PDF.page_references = _References(pydyf.PDF.page_references)


class _References:
    """Keeps the list of pages of a PDF until a page is added; stands in for a property."""

    def __init__(self, counted: property) -> None:
        self.counted = counted

    def __get__(self, pdf: Any, _kind: Any = None) -> Any:
        if pdf is None:
            return self
        length = len(pdf.pages["Kids"])
        if getattr(pdf, "_counted", (0, ()))[0] != length:
            pdf._counted = (length, self.counted.__get__(pdf))  # noqa: SLF001  # Ours.
        return pdf._counted[1]  # noqa: SLF001


def _describe_links(number: Callable[[int], int], document: Any, _pdf: Any) -> None:
    """Describe each link by its ``title`` or its words; the library would name its anchor."""
    for page in document.pages:
        for _kind, _target, _place, box in page.links:
            words = box.element.get("title") or "".join(box.element.itertext()).strip()
            if annotation := box.link_annotation:  # A dead link has none; it is complained of.
                annotation["Contents"] = type(annotation["Contents"])(filled(words, number))


@contextmanager
def _complaints() -> Iterator[list[str]]:
    heard: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    propagated, logger.propagate = logger.propagate, False
    try:
        yield heard
    finally:
        logger.propagate = propagated
        logger.removeHandler(listener)


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause the garbage collector: boxes are many and all alive, and scanning costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
