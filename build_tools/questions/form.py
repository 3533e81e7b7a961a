"""What may stand in a piece of authored YAML. One table reads it and describes it to editors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias

from build_tools.sources.nodes import NAME, Node
from build_tools.sources.problem import CourseError, Problem, gather

Schema: TypeAlias = Mapping[str, Any]

SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
HUGE: Final = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Value:
    """How one YAML value is read, its JSON Schema, and what stands in where the key is absent."""

    read: Callable[[Node], Any]
    schema: Schema
    absent: Any = None

    def or_else(self, absent: Any) -> Value:
        """Return the same value with another stand-in."""
        return replace(self, absent=absent)


@dataclass(frozen=True, slots=True)
class Form:
    """A mapping: the keys it needs, the keys it may have, and what each holds."""

    required: Mapping[str, Value]
    optional: Mapping[str, Value] = field(default_factory=dict)

    def __or__(self, other: Form) -> Form:
        return Form({**self.required, **other.required}, {**self.optional, **other.optional})

    def read(self, node: Node) -> dict[str, Any]:
        """Return every value by key; wrong keys and wrong values are reported together."""
        found = node.entries()
        keys = {**self.required, **self.optional}
        present = {key: value for key, value in keys.items() if key in found}
        problems = _problems_of(lambda: node.fields(*self.required, optional=tuple(self.optional)))
        values: dict[str, Any] = {key: value.absent for key, value in self.optional.items()}
        for key, value in present.items():
            try:
                values[key] = value.read(found[key])
            except CourseError as error:
                problems += error.problems
        if problems:
            raise CourseError(*problems)
        return values

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the mapping."""
        keys = {**self.required, **self.optional}
        return {
            "type": "object",
            "properties": {key: value.schema for key, value in keys.items()},
            "required": list(self.required),
            "additionalProperties": False,
        }

    def value(self, build: Callable[..., Any]) -> Value:
        """Return a value of this form; ``build`` takes the keys as keyword arguments."""
        return Value(lambda node: build(**self.read(node)), self.schema)


WORD: Final = Value(Node.word, {**SCALAR, "pattern": r"\S"})
TEXT: Final = Value(Node.text, WORD.schema)
PROSE: Final = Value(Node.prose, TEXT.schema)
LETTER: Final = Value(
    Node.letter,
    {"type": ["string", "integer"], "pattern": "^[a-z0-9]$", "minimum": 0, "maximum": 9},
)
NAMED: Final = Value(
    Node.name, {"type": ["string", "number"], "pattern": f"^{NAME.pattern}$", "minimum": 0}
)
FLAG: Final = Value(Node.flag, {"type": "boolean"}, absent=False)


def whole(low: int, high: int) -> Value:
    """Return a whole number from ``low`` to ``high``."""
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Value(lambda node: node.whole(low, high), schema)


def number(low: Decimal = -HUGE, high: Decimal = HUGE) -> Value:
    """Return a number, exactly as written, from ``low`` to ``high``."""
    schema = {"type": "number", "minimum": float(low), "maximum": float(high)}
    return Value(lambda node: node.number(low, high), schema)


def one_of(kind: type[StrEnum]) -> Value:
    """Return one of the words of ``kind``."""
    return Value(lambda node: node.choice(kind), {"enum": [member.value for member in kind]})


def matching(pattern: re.Pattern[str], code: str, message: str, hint: str) -> Value:
    """Return a word that looks like ``pattern``; ``{word}`` in ``message`` is what stands there."""

    def read(node: Node) -> str:
        if not pattern.fullmatch(word := node.word()):
            raise node.fail(code, message.format(word=word), hint)
        return word

    return Value(read, {"type": "string", "pattern": f"^(?:{pattern.pattern})$"})


def several(item: Value, *, at_least: int = 1, name: Callable[[Any], str] | None = None) -> Value:
    """Return a list of ``at_least`` items, no two of which have the same ``name``."""

    def read(node: Node) -> tuple[Any, ...]:
        items = node.items()
        if len(items) < at_least:
            message = f"expected at least {at_least} here, found {len(items)}"
            raise node.fail("too-few", message)
        values = gather(item.read, items)
        if name and (problems := _repeated(items, list(map(name, values)))):
            raise CourseError(*problems)
        return values

    schema = {"type": "array", "items": item.schema, "minItems": at_least}
    return Value(read, schema, absent=())


def keyed(node: Node, by: str = "key", note: str = "") -> Node:
    """Return an item under the id path of its key: of ``m01-q07.options``, ``m01-q07.option.b``."""
    key = node.entries().get(by)
    path = f"{node.path.removesuffix('s')}.{key.raw.value}" if key else node.path
    return node.at(path, trail=f"{node.trail} › {note}" if note else "")


def own_text(name: str) -> Value:
    """Return the words under key ``name`` that are what the item is; they share its id path."""
    return Value(lambda node: node.at(node.path.removesuffix(f".{name}")).text(), TEXT.schema)


def _problems_of(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except CourseError as error:
        return list(error.problems)
    return []


def _repeated(items: list[Node], names: list[str]) -> list[Problem]:
    again = {name for name, count in Counter(names).items() if count > 1}
    firsts = {names.index(name) for name in again}
    return [
        Problem(node.place, "twice", f"`{name}` stands here twice")
        for at, (node, name) in enumerate(zip(items, names, strict=True))
        if name in again and at not in firsts
    ]
