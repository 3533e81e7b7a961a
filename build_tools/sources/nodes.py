"""YAML that remembers where each value stood. The only file that knows PyYAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeVar

import yaml

from build_tools.sources.problem import CourseError, Place, Problem
from build_tools.sources.syntax import near, yaml_problem
from build_tools.sources.text import Prose, Text, Zone

Choice = TypeVar("Choice", bound=StrEnum)

NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value and its place. Each reader returns a sound value or raises ``CourseError``.

    ``path`` is the stable id path of the value, which becomes the context of its texts.
    """

    raw: yaml.Node
    file: str
    path: str = ""
    zone: Zone = Zone.LEARNER
    trail: str = ""

    @property
    def place(self) -> Place:
        """Where the value starts."""
        return _place(self.raw.start_mark, self.file)

    def at(self, path: str, zone: Zone | None = None, trail: str = "") -> Node:
        """Return the same value under another id path, zone or breadcrumb for translators."""
        return Node(self.raw, self.file, path, zone or self.zone, trail or self.trail)

    def fail(self, code: str, message: str, hint: str = "") -> CourseError:
        """Return, for the caller to raise, a problem with this value."""
        return CourseError(Problem(self.place, code, message, hint))

    def fields(self, *required: str, optional: tuple[str, ...] = ()) -> dict[str, Node]:
        """Return the values of this mapping by key; no key may be missing or unknown."""
        found = self.entries()
        known = (*required, *optional)
        keys = [Node(key, self.file) for key, _ in self._pairs()]
        problems = [_unknown(key, known) for key in keys if key.raw.value not in known]
        problems += [_missing(self, name) for name in required if name not in found]
        if problems:
            raise CourseError(*problems)
        return found

    def entries(self) -> dict[str, Node]:
        """Return the values of this mapping by key, whatever the keys."""
        return {str(key.value): self._below(str(key.value), value) for key, value in self._pairs()}

    def pairs(self) -> list[tuple[Node, Node]]:
        """Return the keys of this mapping with their values, whatever the keys."""
        return [
            (Node(key, self.file), self._below(str(key.value), value))
            for key, value in self._pairs()
        ]

    def key(self, name: str) -> Node:
        """Return one value of this mapping, whatever its other keys."""
        if name in (found := self.entries()):
            return found[name]
        raise CourseError(_missing(self, name))

    def items(self) -> list[Node]:
        """Return the items of this list; they keep the id path of the list."""
        if not isinstance(self.raw, yaml.SequenceNode):
            raise self.fail("not-a-list", "expected a list here", "write `- …` lines or `[…, …]`")
        return [Node(item, self.file, self.path, self.zone, self.trail) for item in self.raw.value]

    def word(self) -> str:
        """Return a name or other short string that is never translated."""
        if not isinstance(self.raw, yaml.ScalarNode) or not self.raw.value.strip():
            raise self.fail("no-text", "expected some text here")
        return str(self.raw.value)

    def name(self) -> str:
        """Return an id: lower-case ASCII letters, digits, hyphens and dots."""
        if not NAME.fullmatch(word := self.word()):
            raise self.fail(
                "bad-name", f"`{word}` cannot be an id", "use a–z, 0–9, `-` and `.` only"
            )
        return word

    def letter(self) -> str:
        """Return the key of an option: one of a–z or 0–9, since SCORM 1.2 allows no more."""
        if not re.fullmatch(r"[a-z0-9]", word := self.word()):
            raise self.fail("bad-key", f"`{word}` cannot be a key", "use one of a–z or 0–9")
        return word

    def text(self) -> Text:
        """Return words that people will read; the context is the id path."""
        return Text(self.word(), self._words_place(), self.path, self.trail, self.zone)

    def prose(self) -> Prose:
        """Return Markdown with block structure, from a literal (``|``) block."""
        return Prose(self.word(), self._words_place(), self.trail, self.zone)

    def flag(self) -> bool:
        """Return true or false."""
        if (word := self.word()) not in ("true", "false"):
            raise self.fail("not-a-flag", f"expected `true` or `false`, found `{word}`")
        return word == "true"

    def choice(self, kind: type[Choice]) -> Choice:
        """Return the member of ``kind`` that this word names."""
        try:
            return kind(self.word())
        except ValueError:
            known = tuple(member.value for member in kind)
            message = f"`{self.word()}` is not one of {', '.join(known)}"
            raise self.fail("unknown-word", message, near(self.word(), known)) from None

    def whole(self, low: int = 0, high: int = 100_000) -> int:
        """Return a whole number from ``low`` to ``high``."""
        number = self.number(low, high)
        if number != number.to_integral_value():
            raise self.fail("not-a-number", f"expected a whole number, found `{self.word()}`")
        return int(number)

    def number(
        self, low: Decimal | int | None = None, high: Decimal | int | None = None
    ) -> Decimal:
        """Return a number exactly as written, between ``low`` and ``high`` inclusive."""
        try:
            number = Decimal(self.word())
        except InvalidOperation:
            raise self.fail("not-a-number", f"expected a number, found `{self.word()}`") from None
        if not number.is_finite():
            raise self.fail("not-a-number", f"expected a number, found `{self.word()}`")
        if (low is not None and number < low) or (high is not None and number > high):
            raise self.fail("out-of-range", f"expected a number from {low} to {high}")
        return number

    def _pairs(self) -> list[tuple[yaml.Node, yaml.Node]]:
        if not isinstance(self.raw, yaml.MappingNode):
            raise self.fail("not-a-mapping", "expected `key: value` lines here")
        return list(self.raw.value)

    def _below(self, key: str, value: yaml.Node) -> Node:
        path = f"{self.path}.{key}" if self.path else key
        return Node(value, self.file, path, self.zone, self.trail)

    def _words_place(self) -> Place:
        place = self.place
        if not isinstance(self.raw, yaml.ScalarNode) or self.raw.style not in ("|", ">"):
            quoted = isinstance(self.raw, yaml.ScalarNode) and self.raw.style in ("'", '"')
            return Place(place.file, place.line, place.column + quoted)
        return _first_line(self.raw, self.file)


@lru_cache(maxsize=500)  # A build reads the course several times.
def parse(source: str, file: str) -> Node:
    """Parse ``source``, the content of ``file``.

    Raises:
        CourseError: for bad syntax, a key written twice, or an alias (aliases can be nested into
            a "billion laughs" bomb, and no authored file needs one).
    """
    try:
        raw = yaml.compose(source, Loader=_Loader)
    except _AliasError as error:
        problem = Problem(
            _place(error.problem_mark, file),
            "yaml-alias",
            "`&anchor` and `*alias` are not allowed here",
            "write the value out; put text that starts with `*` or `&` in quotes",
        )
        raise CourseError(problem) from None
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark, file) if error.problem_mark else Place(file)
        raise CourseError(yaml_problem(place, str(error.problem))) from None
    except RecursionError:
        problem = Problem(Place(file), "bad-yaml", "lists or mappings are nested too deeply")
        raise CourseError(problem) from None
    except yaml.reader.ReaderError as error:
        place = Place(file, source.count("\n", 0, error.position) + 1)
        raise CourseError(Problem(place, "bad-yaml", str(error.reason))) from None
    if raw is None:
        raise CourseError(Problem(Place(file), "empty-file", "this file has no content"))
    if problems := _twice(raw, file):
        raise CourseError(*problems)
    return Node(raw, file)


def front_matter(source: str, file: str) -> tuple[Node, Prose]:
    """Return the YAML between the two ``---`` lines that open ``source``, and what is below."""
    opening = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", source, re.DOTALL)
    if not opening:
        hint = "start the file with `---`, `title: …` and another `---`"
        raise CourseError(Problem(Place(file), "no-front-matter", "no front matter", hint))
    # A leading newline stands for the first `---`, so that line numbers stay true.
    head = parse("\n" + opening[1], file)
    line = source.count("\n", 0, opening.end()) + 1
    return head, Prose(source[opening.end() :], Place(file, line))


class _AliasError(yaml.MarkedYAMLError):
    """There is an anchor or an alias."""


class _Loader(yaml.SafeLoader):
    """Stops at the first anchor or alias, before anything is put in its place."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML has no types here.
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _AliasError(problem_mark=event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def _twice(raw: yaml.Node, file: str) -> list[Problem]:
    problems: list[Problem] = []
    if isinstance(raw, yaml.SequenceNode):
        for item in raw.value:
            problems += _twice(item, file)
    if isinstance(raw, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in raw.value:
            place = _place(key.start_mark, file)
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                problems.append(Problem(place, "bad-key", "expected a plain key here"))
            elif key.value in seen:
                problems.append(Problem(place, "key-twice", f"`{key.value}` stands here twice"))
            else:
                seen.add(key.value)
            problems += _twice(value, file)
    return problems


def _first_line(raw: yaml.ScalarNode, file: str) -> Place:
    buffer = str(raw.start_mark.buffer or "")
    lines = buffer[raw.start_mark.pointer :].split("\n")[1:]
    for below, line in enumerate(lines, start=1):
        if line.strip():
            indent = len(line) - len(line.lstrip(" "))
            return Place(file, raw.start_mark.line + 1 + below, indent + 1)
    return _place(raw.start_mark, file)


def _place(mark: Any, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _unknown(key: Node, known: tuple[str, ...]) -> Problem:
    message = f"unknown key `{key.raw.value}`"
    return Problem(key.place, "unknown-key", message, near(str(key.raw.value), known))


def _missing(mapping: Node, name: str) -> Problem:
    return Problem(mapping.place, "missing-key", f"`{name}` is missing")
