"""TBX-Basic, for terminology tools: the termbase with its approved and its avoided words.

Source: ISO 30042:2019 (TBX), the dialect TBX-Basic in DCA style.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.course.shape import Language
from build_tools.formats.xmltree import element, lines, written

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
PREFERRED: Final = "preferredTerm-admn-sts"
AVOIDED: Final = "deprecatedTerm-admn-sts"
WORDS: Final = re.compile(r"\s*[;；|]\s*")


def write_tbx(termbase: str, languages: Sequence[Language]) -> bytes:
    """Return the termbase (CSV, a column a locale) as one document for all ``languages``."""
    rows = list(csv.DictReader(termbase.splitlines()))
    body = lines("body", {}, *(_concept(row, languages) for row in rows))
    facts = {"type": "TBX-Basic", "style": "dca", LANG: "en", "xmlns": NAMESPACE}
    return written(lines("tbx", facts, _header(), lines("text", {}, body)))


def _header() -> Element:
    origin = element("sourceDesc", {}, element("p", {}, "locales/termbase.csv"))
    return element("tbxHeader", {}, element("fileDesc", {}, origin))


def _concept(row: Mapping[str, str], languages: Sequence[Language]) -> Element:
    told = [("subjectField", row["domain"]), ("definition", row["definition_en"])]
    note = row.get("note") or ""
    return lines(
        "conceptEntry",
        {"id": row["id"]},
        *(element("descrip", {"type": kind}, words) for kind, words in told if words),
        element("note", {}, note) if note else None,
        *(_language(row, language) for language in languages if row.get(language.locale)),
    )


def _language(row: Mapping[str, str], language: Language) -> Element:
    approved = WORDS.split(row[language.locale].strip())
    avoided = list(_avoided(row.get("avoid") or "", language))
    return lines(
        "langSec",
        {LANG: language.tag},
        *(_term(word, PREFERRED) for word in approved if word),
        *(_term(word, AVOIDED) for word in avoided if word),
    )


def _avoided(cell: str, language: Language) -> Iterator[str]:
    """Yield the words after ``tr:`` in ``fr: élevage, ferme; tr: müşteri tarımı``."""
    for part in WORDS.split(cell):
        code, colon, words = part.partition(":")
        if colon and code.strip() == language.code:
            yield from (word.strip() for word in words.split(","))


def _term(word: str, status: str) -> Element:
    told = element("termNote", {"type": "administrativeStatus"}, status)
    return element("termSec", {}, element("term", {}, word), told)
