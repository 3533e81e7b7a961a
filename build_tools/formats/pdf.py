"""From HTML to pages, and from pages to a PDF. The only file that knows WeasyPrint."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from build_tools.formats.hyphens import teach_hyphens
from build_tools.formats.layout import Piece

ASSETS: Final = Path(__file__).parents[1] / "templates" / "print"
SCHEME: Final = "print"
VARIANT: Final = "pdf/ua-1"
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


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

    def pieces(self) -> tuple[Piece, ...]:
        """Return what stands where, for the layout rules."""
        return tuple(
            piece
            for number, page in enumerate(self.document.pages, 1)
            for piece in _pieces(number, page._page_box)  # noqa: SLF001  # There is no public way.
        )

    def write(self) -> tuple[bytes, tuple[str, ...]]:
        """Return the tagged PDF, and all complaints."""
        with _complaints() as heard, _no_collection():
            pdf: bytes = self.document.write_pdf(pdf_variant=VARIANT, finisher=_describe_links)
        return pdf, (*self.complaints, *heard)


def lay_out(html: str, css: str, fonts: Path) -> Pages:
    """Return ``html`` as pages, set in the fonts of the folder ``fonts`` and in no others."""
    # WeasyPrint reads this when it is imported and for each document.
    os.environ["FONTCONFIG_FILE"] = str(fonts / "fonts.conf")
    with _complaints() as heard, _no_collection():
        import weasyprint

        teach_hyphens()
        fetcher = _Fetcher()
        base = f"{SCHEME}:/"
        source = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
        style = weasyprint.CSS(string=css, base_url=base, url_fetcher=fetcher)
        document = source.render(stylesheets=[style])
    return Pages(_anchors(document), len(document.pages), tuple(heard), document)


class _Fetcher:
    """Serves the pictures that belong to the templates; a book can load nothing else."""

    _fail_on_errors = False  # The library looks here; a complaint is raised later, with all others.

    def __call__(self, url: str) -> Any:
        """Return what is at an address; the library calls this."""
        from weasyprint.urls import URLFetcherResponse

        scheme, _, name = url.partition(":")
        name = name.strip("/")
        if scheme != SCHEME or "/" in name or not name.endswith(".svg"):
            raise ValueError(f"a book may not load {url}")
        body = (ASSETS / name).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": "image/svg+xml"})


def _anchors(document: Any) -> dict[str, int]:
    """Return the first page of each anchor; the library repeats it on every page its box spans."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def _describe_links(document: Any, _pdf: Any) -> None:
    """Describe each link by its ``title`` or its words; the library would name its anchor."""
    for page in document.pages:
        for _kind, _target, _place, box in page.links:
            words = box.element.get("title") or "".join(box.element.itertext()).strip()
            if annotation := box.link_annotation:  # A dead link has none; it is complained of.
                annotation["Contents"] = type(annotation["Contents"])(words)


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
def _no_collection() -> Iterator[None]:
    """Pause the garbage collector: boxes are many and all alive, and scanning costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Around:
    """What the boxes above say about a piece of content."""

    heading: str = ""
    whole: str = ""
    kind: str = "text"
    left: float = 0.0
    right: float = 0.0


def _pieces(number: int, page: Any) -> Iterator[Piece]:
    left, top = page.content_box_x(), page.content_box_y()
    foot = top + page.height
    around = _Around(left=left, right=left + page.width)
    for child in page.children:
        if type(child).__name__ == "MarginBox":
            continue
        for piece in _below(child, around):
            yield replace(piece, page=number, foot=foot)


def _below(box: Any, around: _Around) -> Iterator[Piece]:
    box = getattr(box, "_box", box)  # A placeholder of something set absolutely.
    kind = type(box).__name__
    around = _within(box, kind, around)
    if kind == "TextBox":
        if box.text.strip():
            yield _piece(around.kind, box, around, box.text.strip())
    elif kind.endswith("ReplacedBox"):
        yield _piece("picture", box, around, box.element_tag)
    elif kind in ("TableBox", "InlineTableBox"):
        yield _piece("table", box, around, _table_head(box))
        if around.whole:
            yield _piece("part", box, around, "")
    elif around.whole and not box.children and box.height not in (0, "auto"):
        yield _piece("part", box, around, "")
    for child in getattr(box, "children", ()):
        yield from _below(child, around)


def _within(box: Any, kind: str, around: _Around) -> _Around:
    tag, classes = _names(box)
    if tag in HEADINGS or "block-title" in classes:
        around = replace(around, heading=tag)
    if "block-kind" in classes:
        around = replace(around, kind="label")
    if "whole" in classes:
        around = replace(around, whole=box.element.get("id") or str(id(box.element)))
    if kind in ("BlockBox", "TableCellBox", "FlexBox", "GridBox", "InlineBlockBox"):
        # Hanging first lines reach into the padding, on purpose.
        right = box.content_box_x() + box.width
        around = replace(around, left=box.padding_box_x(), right=right)
    return around


def _names(box: Any) -> tuple[str, frozenset[str]]:
    if box.element is None or "::" in box.element_tag:
        return "", frozenset()
    return box.element_tag, frozenset((box.element.get("class") or "").split())


def _table_head(table: Any) -> str:
    """Return which table this is, and whether its head is printed with this part of it."""
    has_head = any(getattr(group, "is_header", False) for group in table.children)
    wants = table.element is not None and table.element.find(".//thead") is not None
    return "headless" if wants and not has_head else ""


def _piece(kind: str, box: Any, around: _Around, words: str) -> Piece:
    return Piece(
        kind=kind,
        left=box.position_x,
        right=box.position_x + box.width,
        top=box.position_y,
        bottom=box.position_y + box.height,
        room_left=around.left,
        room_right=around.right,
        heading=around.heading,
        whole=around.whole,
        words=words,
    )
