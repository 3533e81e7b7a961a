"""What is checked in one language: its letters, its marks, its register and its terms.

The rules are files beside the catalogs, ``locales/<locale>/style.yml``, so that a translator
can read and change them; what holds for all languages stands in ``locales/style.yml``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from build_tools.course.shape import Language
from build_tools.languages.messages import SOURCE
from build_tools.sources.nodes import Node, parse
from build_tools.sources.problem import gather
from build_tools.sources.text import Zone

Value = TypeVar("Value")

SHARED: Final = "locales/style.yml"
TERMBASE: Final = "locales/termbase.csv"


class RuleKind(StrEnum):
    """What a rule is about; it is the code of its problems."""

    TYPOGRAPHY = "typography"
    REGISTER = "register"
    AVOIDED = "avoided-word"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that must not occur: in ``zones`` only, if there are any."""

    kind: RuleKind
    pattern: re.Pattern[str]
    message: str
    hint: str
    zones: frozenset[Zone]
    outside_quotes: bool


@dataclass(frozen=True, slots=True)
class Fix:
    """A slip that a program may correct: what ``pattern`` finds becomes ``write``.

    ``write`` may hold groups, as ``re.sub`` knows them.
    """

    pattern: re.Pattern[str]
    write: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Words for which the layout has room for so many ``ems`` only.

    ``where`` finds a message by its catalog and its context, or its source if it has none:
    ``course/title``.
    """

    where: re.Pattern[str]
    ems: int


@dataclass(frozen=True, slots=True)
class Term:
    """Where ``source`` occurs, one of ``stems`` is expected."""

    id: str
    term: str
    source: re.Pattern[str]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How one language is checked.

    ``scripts`` name alphabets as Unicode does. ``pairs`` are marks that open and close a sentence.
    ``numbers`` go by the word, ``source_numbers`` by the word of the source language. ``allowed``
    are words that stay English. ``confused`` are pairs of letters, such as ``ıi``, the second of
    which is often typed for the first; ``spellings`` are rare words that are right all the same.
    ``limits`` say where the layout has little room. ``charset`` is the encoding, as Python knows
    it, that holds all Chinese characters of the language. ``loans`` are the English words that it
    has borrowed; without them, single words of English are not looked for.
    """

    scripts: frozenset[str] = frozenset({"LATIN"})
    italics: bool = True
    pairs: tuple[str, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    source_numbers: tuple[tuple[str, int], ...] = ()
    rules: tuple[Rule, ...] = ()
    fixes: tuple[Fix, ...] = ()
    terms: tuple[Term, ...] = ()
    allowed: tuple[str, ...] = ()
    confused: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    charset: str = ""
    loans: tuple[str, ...] | None = None
    is_source: bool = False


def read_style(language: Language, files: Mapping[str, str]) -> Style:
    """Return how a language is checked; without a file of its own, only what holds for all.

    Raises:
        CourseError: for a file that cannot be read, or a pattern that is no regular expression.
    """
    own = _fields(f"locales/{language.locale}/style.yml", files)
    source = _fields(f"locales/{SOURCE}/style.yml", files)
    shared = _fields(SHARED, files)
    scripts = frozenset(word.upper() for word in _words(own.get("scripts")))
    return Style(
        scripts=scripts or frozenset({"LATIN"}),
        italics="italics" not in own or own["italics"].flag(),
        pairs=_words(own.get("pairs")),
        numbers=_numbers(own.get("numbers")),
        source_numbers=_numbers(source.get("numbers")),
        rules=(*_each(shared.get("rules"), _rule), *_each(own.get("rules"), _rule)),
        fixes=(*_each(shared.get("fixes"), _fix), *_each(own.get("fixes"), _fix)),
        terms=_terms(files.get(TERMBASE, ""), language.locale),
        allowed=(*_words(shared.get("allowed")), *_words(own.get("allowed"))),
        confused=_words(own.get("confused")),
        spellings=_words(own.get("spellings")),
        limits=(*_each(shared.get("limits"), _limit), *_each(own.get("limits"), _limit)),
        charset=_charset(own.get("charset")),
        loans=_words(own["loans"]) if "loans" in own else None,
        is_source=language.code == SOURCE,
    )


def _fields(path: str, files: Mapping[str, str]) -> dict[str, Node]:
    if not files.get(path, "").strip():
        return {}
    known = (
        *("scripts", "italics", "pairs", "numbers", "rules", "fixes", "allowed"),
        *("confused", "spellings", "limits", "charset", "loans"),
    )
    return parse(files[path], path).fields(optional=known)


def _each(node: Node | None, read: Callable[[Node], Value]) -> tuple[Value, ...]:
    return () if node is None else gather(read, node.items())


def _words(node: Node | None) -> tuple[str, ...]:
    return _each(node, Node.word)


def _numbers(node: Node | None) -> tuple[tuple[str, int], ...]:
    if node is None:
        return ()
    return tuple((word, number.whole()) for word, number in node.entries().items())


def _rule(node: Node) -> Rule:
    found = node.fields("kind", "find", "message", optional=("hint", "zones", "outside_quotes"))
    return Rule(
        kind=found["kind"].choice(RuleKind),
        pattern=_pattern(found["find"]),
        message=found["message"].word(),
        hint=found["hint"].word() if "hint" in found else "",
        zones=frozenset(_each(found.get("zones"), lambda item: item.choice(Zone))),
        outside_quotes="outside_quotes" in found and found["outside_quotes"].flag(),
    )


def _fix(node: Node) -> Fix:
    found = node.fields("find", optional=("write",))
    fix = Fix(_pattern(found["find"]), found["write"].word() if "write" in found else "")
    try:
        re.compile(f"(?:{fix.pattern.pattern})|").sub(fix.write, "")
    except (re.error, IndexError) as error:
        raise node.fail("bad-pattern", f"`write` cannot be written: {error}") from None
    return fix


def _charset(node: Node | None) -> str:
    if node is None:
        return ""
    try:
        "".encode(node.word())
    except LookupError:
        raise node.fail("unknown-word", "Python knows no such encoding") from None
    return node.word()


def _limit(node: Node) -> Limit:
    found = node.fields("where", "ems")
    return Limit(_pattern(found["where"]), found["ems"].whole())


def _pattern(node: Node) -> re.Pattern[str]:
    try:
        return re.compile(node.word())
    except re.error as error:
        raise node.fail("bad-pattern", f"this is no regular expression: {error}") from None


def _terms(termbase: str, locale: str) -> tuple[Term, ...]:
    """Return the terms that name both how to find them and which stems are expected."""
    rows = csv.DictReader(termbase.splitlines())
    return tuple(
        Term(
            id=row["id"],
            term=row["en"],
            source=re.compile(rf"\b(?:{row['find']})\b", re.IGNORECASE),
            stems=tuple(stem.strip() for stem in row[f"{locale}_stems"].split("|")),
        )
        for row in rows
        if row.get("find") and row.get(f"{locale}_stems")
    )
