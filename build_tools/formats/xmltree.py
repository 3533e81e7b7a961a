"""XML trees: built from words and values, written in one way. Escaping is the library's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, tostring

ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(
    tag: str, attributes: Mapping[str, object] | None = None, *children: Element | str | None
) -> Element:
    """Return an element; ``None`` among ``children`` stands for nothing."""
    made = Element(tag, {name: legal(str(value)) for name, value in (attributes or {}).items()})
    for child in children:
        if isinstance(child, str):
            append_words(made, child)
        elif child is not None:
            made.append(child)
    return made


def lines(
    tag: str, attributes: Mapping[str, object] | None = None, *children: Element | None
) -> Element:
    """Return an element whose children stand on lines of their own."""
    made = element(tag, attributes, *children)
    made.text = "\n" if len(made) else None
    for child in made:
        child.tail = "\n"
    return made


def append_words(parent: Element, words: str) -> None:
    """Add words behind everything that is in ``parent`` already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + legal(words)
    else:
        parent.text = (parent.text or "") + legal(words)


def legal(words: str) -> str:
    """Return ``words`` without the characters that XML cannot hold."""
    return ILLEGAL.sub("", words)


def written(root: Element) -> bytes:
    """Return a document; equal trees give equal bytes."""
    body = tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()
