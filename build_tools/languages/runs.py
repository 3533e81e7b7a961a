"""Runs of inline Markdown: whether they hold words, and their form as a message."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from markdown.util import ETX, STX

from build_tools.sources.text import WRAPPING

HARD_BREAK: Final = re.compile(r" {2,}\n[ \t]*")
CODE: Final = r"(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
CODE_SPAN: Final = re.compile(CODE, re.DOTALL)
ATTRIBUTE: Final = re.compile(
    r"""\b(?P<name>title|alt|aria-label|data-toc-label)=(?P<quote>["'])(?P<words>.*?)(?P=quote)"""
)
WORDLESS: Final = re.compile(
    rf"""{CODE}
      | <(?:https?://|mailto:|tel:)[^>\s]+>
      | https?://\S+
      | </?[A-Za-z][^<>]*>
      | <!--.*?-->
      | \]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)          # the target of a link without a title
      | \{{:?[ ]*(?:[\#.][\w:-]+[ ]*)+\}}               # attribute list of ids and classes
      | \[\^[^\]]+\]                                   # footnote reference
      | &\#?\w+;
      | {STX}[^{ETX}]*{ETX}
    """,
    re.VERBOSE | re.DOTALL,
)
LETTER: Final = re.compile(r"[^\W\d_]")
LOCAL_NUMBER: Final = re.compile(r"\d[.,:]\d|\d\s?[%$€£]|[%$€£]\s?\d")
SHORTCUT: Final = re.compile(
    r"(?<!\\)(?<!\])(?<!\]\s)(?P<image>!)?\[(?P<label>[^\[\]^][^\[\]]*)\](?:\[\])?(?!\s?\[|[(:])"
)


def has_words(run: str) -> bool:
    """Tell whether there is something to translate: letters, or a number written by local rules."""
    left = WORDLESS.sub(" ", run)
    return bool(LETTER.search(left) or LOCAL_NUMBER.search(left))


def message_form(run: str) -> str:
    """Return the run with its line wrapping forgotten; a hard line break is a line feed."""
    return "\n".join(WRAPPING.sub(" ", line) for line in HARD_BREAK.split(run))


def markdown_form(message: str) -> str:
    """Return a message as Markdown again; nothing in it can look like a placeholder."""
    return message.replace(STX, "").replace(ETX, "").replace("\n", "  \n")


def with_targets(run: str, references: Container[str]) -> str:
    """Return the run with shortcut references written out: ``[Docs]`` as ``[Docs][docs]``.

    A translated label then keeps its target.
    """
    code = [span.span() for span in CODE_SPAN.finditer(run)]

    def written_out(found: re.Match[str]) -> str:
        target = re.sub(r"\s+", " ", found["label"]).lower()
        in_code = any(start <= found.start() < end for start, end in code)
        if in_code or target not in references:
            return found[0]
        return f"{found['image'] or ''}[{found['label']}][{target}]"

    return SHORTCUT.sub(written_out, run)
