"""What in a message is not words: code, targets of links, tags, placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from build_tools.languages.runs import CODE
from build_tools.languages.structure import FOOTNOTE, PLACEHOLDER
from build_tools.sources.markdown import TAG

KEPT: Final = re.compile(
    rf"""{CODE}
      | <(?:https?://|mailto:|tel:)[^>\s]+> | https?://\S+
      | {TAG.pattern.replace("?P<name>", "?:").replace("?P<rest>", "?:")}
      | \]\[[^\[\]^]+\] | \]\([^()\s]*(?:\([^()]*\)[^()\s]*)*
      | \b\d\d?(?::\d\d)?[ ]?[ap]\.m\. | \b\d\d?[ ]h[ ]\d\d\b
      | \{{:?[ ]*(?:[\#.][\w:-]+[ ]*)+\}}
      | {FOOTNOTE.pattern} | {PLACEHOLDER.pattern} | &\#?\w+; | \\.
    """,
    re.VERBOSE | re.DOTALL,
)


def outside_markup(run: str, change: Callable[[str], str]) -> str:
    """Return a run of Markdown with ``change`` made to everything between its markup."""
    made, at = [], 0
    for kept in KEPT.finditer(run):
        made += [change(run[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join((*made, change(run[at:])))
