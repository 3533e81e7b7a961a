"""Drafts as ``quizzes/*.yml``, and what somebody still has to write in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from build_tools.imports.drafts import Draft, Drafts, Values
from build_tools.questions import KINDS
from build_tools.questions.shape import Use
from build_tools.sources.problem import Problem

ORDER: Final = (
    *("id", "rev", "type", "objectives", "bloom", "use", "points", "shuffle", "spaced"),
    *("stem", "report"),
)
CLOSING: Final = ("rationale", "review", "hint")
BARE: Final = frozenset(("id", "type", "bloom", "use", "key", "answer", "review"))
NAME: Final = re.compile(r"[a-z0-9][a-z0-9/#.-]*")
PASS_PERCENT: Final = 80
LONGEST_REPORT: Final = 250


def quiz_text(drafts: Drafts, module: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the question file of ``module`` (a folder name), and what is left to do in it."""
    questions: list[Values] = []
    problems = list(drafts.problems)
    names = _names(drafts.questions, module)
    for draft, name in zip(drafts.questions, names, strict=True):
        values, lost = _completed(draft, name)
        questions.append(values)
        problems += _problems(draft, values, lost, module)
    title = drafts.title or _title(module)
    head = {"title": title, "pass_percent": PASS_PERCENT}
    return "\n".join((*_block(head), "questions:", *_items(questions))) + "\n", tuple(
        sorted(problems)
    )


def _names(drafts: Sequence[Draft], module: str) -> list[str]:
    """Return an id for each draft: its own where it is one of this module, else the next free."""
    own = [_own_name(draft, module) for draft in drafts]
    own = [name if name not in own[:at] else "" for at, name in enumerate(own)]
    free = (name for n in range(1, 10_000) if (name := f"m{module[:2]}-q{n:02}") not in own)
    return [name or next(free) for name in own]


def _own_name(draft: Draft, module: str) -> str:
    name = str(draft.values.get("id", ""))
    return name if re.fullmatch(rf"m{module[:2]}-[a-z0-9][a-z0-9.-]*", name) else ""


def _completed(draft: Draft, name: str) -> tuple[Values, list[str]]:
    """Return the values of a question in the order of our files, and what is lost besides."""
    values = {"rev": 1, "use": ["quiz"], **draft.values, "id": name, "type": draft.type}
    lost = list(draft.lost)
    if draft.values.get("id", name) != name:
        lost.append(f"its id `{draft.values['id']}`")
    report = re.sub(r"[ \t\n]+", " ", draft.name).strip(" ")
    if report and "report" not in values and len(report) <= LONGEST_REPORT:
        values["report"] = report
    known = {**KINDS[draft.type].form.required, **KINDS[draft.type].form.optional}
    if "points" in KINDS[draft.type].form.required:
        values.setdefault("points", Decimal(1))
    if values.get("hint") and Use.PRACTICE not in values["use"]:
        del values["hint"]
        lost.append("its hints, which only practice questions show")
    kept = {key: value for key, value in values.items() if key in known and value != ""}
    own = [key for key in kept if key not in (*ORDER, *CLOSING)]
    return {key: kept[key] for key in (*ORDER, *own, *CLOSING) if key in kept}, lost


def _problems(draft: Draft, values: Values, lost: Sequence[str], module: str) -> Iterator[Problem]:
    name, file = values["id"], f"quizzes/{module}.yml"
    if draft.accepted:
        line = f"{name}: [{', '.join(map(_quoted, draft.accepted))}]"
        message = f"`{name}`: accepted answers stand apart, by language"
        hint = f"add to locales/en/answers.yml: {line}"
        yield Problem(draft.place, "import-answers", message, hint)
    for thing in lost:
        yield Problem(draft.place, "import-lost", f"`{name}` comes without {thing}")
    if missing := list(_missing(values)):
        message = f"`{name}` still needs {', '.join(missing)}"
        yield Problem(draft.place, "import-incomplete", message, f"write them in {file}")


def _missing(values: Values) -> Iterator[str]:
    yield from (key for key in KINDS[values["type"]].form.required if key not in values)
    for kind in ("feedback", "misconception"):
        keys = [name for name, item in _items_of(values) if kind not in item and _wants(kind, item)]
        if keys:
            yield f"{kind} of {', '.join(keys)}"
    if isinstance(values.get("feedback"), Mapping):
        wanted = ("true", "false") if values["type"] == "truefalse" else ("right", "wrong")
        yield from (f"feedback `{word}`" for word in wanted if word not in values["feedback"])
    if values["type"] in ("truefalse", "order", "text", "match") and "misconception" not in values:
        yield "misconception"
    if values["type"] == "numeric" and "slips" not in values:
        yield "slips"


def _items_of(values: Values) -> Iterator[tuple[str, Values]]:
    """Yield what can be picked, with a name for it."""
    yield from ((f"`{item['key']}`", item) for item in values.get("options", ()))
    yield from ((f"`{item['key']}`", item) for item in values.get("left", ()))
    yield from ((f"`{item['value']}`", item) for item in values.get("slips", ()))
    for gap in values.get("gaps", ()):
        yield from ((f"`{gap['key']}.{item['key']}`", item) for item in gap.get("options", ()))


def _wants(kind: str, item: Values) -> bool:
    """Whether an item needs this; one misconception is enough for all pairs of a match."""
    return kind == "feedback" or not (item.get("correct") or "answer" in item)


def _items(items: Sequence[Values], indent: str = "") -> Iterator[str]:
    for item in items:
        first, *more = _block(item, indent + "  ")
        yield f"{indent}- {first.strip()}"
        yield from more


def _block(values: Values, indent: str = "") -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _block(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{indent}{key}:"
            yield from _items(value, indent)
        else:
            yield f"{indent}{key}: {_value(key, value)}"


def _value(key: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(key, item) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    bare = key in BARE and NAME.fullmatch(value)
    return value if bare else _quoted(value)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _quoted(words: str) -> str:
    """Return ``words`` in double quotes; line separators would end a line of YAML."""
    text = json.dumps(words, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _title(module: str) -> str:
    words = module[3:].replace("-", " ")
    return words[:1].upper() + words[1:]
