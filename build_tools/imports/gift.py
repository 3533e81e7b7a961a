"""GIFT, the text format of Moodle, as drafts.

Source: Moodle documentation, "GIFT format".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from build_tools.imports.drafts import (
    BrokenError,
    Draft,
    Drafts,
    UnknownError,
    Values,
    bounds,
    choices,
    matching,
    number,
    option,
    problem_of,
)
from build_tools.imports.gift_blocks import Block, blocks_of, restored
from build_tools.imports.marking import Given, numeric, typed
from build_tools.imports.reducing import Reduced, from_html, from_markdown, from_plain
from build_tools.imports.tags import tagged
from build_tools.sources.problem import Problem

FORMAT: Final = re.compile(r"\[(html|markdown|plain|moodle)\]")
PIECE: Final = re.compile(r"([=~])([^=~]*)")
WEIGHT: Final = re.compile(r"%(-?\d{1,3}(?:\.\d+)?)%")
TRUTH: Final = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.DOTALL)
HTML: Final = re.compile(
    r"</?(?:p|br|b|i|em|strong|a|img|div|span|sub|sup|code|ul|ol|li)\b|&#?\w+;"
)
LINES: Final = 5  # Lines to write on where the source does not say how many.


@dataclass(slots=True)
class _Words:
    """Turns runs of words into Markdown, and remembers what got lost."""

    format: str = "moodle"
    lost: list[str] = field(default_factory=list)

    def read(self, source: str) -> str:
        found = FORMAT.match(source.strip())
        text = restored(source.strip()[found.end() :] if found else source)
        made = _reduced(text, found[1] if found else self.format)
        self.lost += made.lost
        return made.words


def read_gift(source: str, file: str) -> Drafts:
    """Return the drafts of a GIFT file."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    title = ""
    for block in blocks_of(source, file):
        if category := re.match(r"\$CATEGORY:(.*)", block.text):
            name = restored(category[1]).strip().rsplit("/", 1)[-1]
            if title and name != title:
                message = f"the category `{name}`: a module has one list of questions"
                problems.append(Problem(block.place, "import-lost", message))
            title = title or name
            continue
        try:
            drafts.append(_draft(block))
        except BrokenError as error:
            problems.append(problem_of(error, block.place))
    return Drafts(title, tuple(drafts), tuple(problems))


def _reduced(text: str, kind: str) -> Reduced:
    if kind == "html" or (kind == "moodle" and HTML.search(text)):
        return from_html(text if kind == "html" else text.replace("\n", "<br>"))
    return from_markdown(text) if kind == "markdown" else from_plain(text)


def _draft(block: Block) -> Draft:
    name, text = _named(block.text)
    before, inside, after = _cut(text)
    words = _Words()
    if found := FORMAT.match(before.strip()):
        words.format = found[1]
    answers, _, general = inside.rpartition("####") if "####" in inside else (inside, "", "")
    kind, values, accepted = _answered(answers.strip(), words)
    stem = words.read(before)
    if after.strip():  # The answer stands where a word is missing.
        stem = f"{stem} ___ {words.read(after)}".strip()
    if not stem:
        raise BrokenError("it asks nothing")
    told, strange = tagged(block.tags)
    about = {"sample" if kind == "reflection" else "rationale": words.read(general)}
    named = {"id": block.name} if block.name else {}
    return Draft(
        type=kind,
        place=block.place,
        name=_report(name, block.name),
        values={**named, **told, "stem": stem, **about, **values},
        accepted=accepted,
        lost=(*dict.fromkeys(words.lost), *strange),
    )


def _report(name: str, known: str) -> str:
    """Return what a question is called, without the id that may stand before it."""
    return from_plain(name.removeprefix(known).strip()).words


def _named(text: str) -> tuple[str, str]:
    if found := re.match(r"\s*::(.*?)::", text, re.DOTALL):
        return restored(found[1]).strip(), text[found.end() :]
    return "", text


def _cut(text: str) -> tuple[str, str, str]:
    """Return what stands before, inside and after the braces."""
    before, opened, rest = text.partition("{")
    inside, closed, after = rest.partition("}")
    if not opened and "}" not in text:
        raise UnknownError("a description asks nothing", "put its words into a lesson")
    if not closed or not opened or "}" in before:
        hint = "write `\\{` and `\\}` in words, and no empty line inside a question"
        raise BrokenError("its braces do not fit together", hint)
    if "{" in after or "}" in after:
        raise UnknownError("it has several answers in braces", "make a `cloze` of it")
    return before, inside, after


def _answered(answers: str, words: _Words) -> tuple[str, Values, tuple[str, ...]]:
    if not answers:
        return "reflection", {"lines": Decimal(LINES)}, ()
    if answers.startswith("#"):
        return "numeric", _numeric(answers[1:], words), ()
    if truth := TRUTH.fullmatch(answers):
        return "truefalse", _truth(truth, words), ()
    if "~" in answers:
        return (*_choice(answers, words), ())
    if "=" in answers and "->" in answers:
        return "match", _match(answers, words), ()
    values, accepted = typed([_given(piece, words) for piece in _pieces(answers)], words.lost)
    return "text", values, accepted


def _truth(found: re.Match[str], words: _Words) -> Values:
    wrong, _, right = (found[2] or "").partition("#")
    correct = found[1].startswith("T")
    told = {"true": words.read(right if correct else wrong)}
    told["false"] = words.read(wrong if correct else right)
    feedback = {key: said for key, said in told.items() if said}
    return {"correct": correct} | ({"feedback": feedback} if feedback else {})


def _pieces(answers: str) -> list[tuple[str, str]]:
    """Return each answer with its sign."""
    leading = re.match(r"[^=~]*", answers)
    if leading and leading[0].strip():
        if leading[0] == answers:
            return [("=", answers)]
        raise BrokenError("something stands before the first `=` or `~`")
    return PIECE.findall(answers)


def _given(piece: tuple[str, str], words: _Words) -> Given:
    """Return one answer: its words as they are typed, its weight, what is told."""
    sign, text = piece
    text, percent = _weighed(text.strip())
    answer, _, feedback = text.partition("#")
    if percent is None:
        percent = Decimal(100) if sign == "=" else Decimal(0)
    return Given(restored(answer).strip(), percent, words.read(feedback))


def _weighed(text: str) -> tuple[str, Decimal | None]:
    if found := WEIGHT.match(text):
        return text[found.end() :].strip(), Decimal(found[1])
    return text, None


def _choice(answers: str, words: _Words) -> tuple[str, Values]:
    pieces = _pieces(answers)
    several = all(sign == "~" for sign, _ in pieces)
    options: list[Any] = []
    for sign, text in pieces:
        rest, percent = _weighed(text.strip())
        said, _, feedback = rest.partition("#")
        right = sign == "=" or (percent is not None and percent > 0 and (several or percent == 100))
        if percent is not None and percent > 0 and not right:
            words.lost.append("points for partly right options")
        options.append(option(words.read(said), words.read(feedback), correct=right))
    return choices(options, several=several)


def _match(answers: str, words: _Words) -> Values:
    pairs, spare = [], []
    for _, text in _pieces(answers):
        left, arrow, right = text.partition("->")
        if not arrow:
            raise BrokenError("one of its pairs has no `->`")
        said, target = words.read(left), from_plain(restored(right)).words
        if said:
            pairs.append((said, target))
        else:
            spare.append(target)
    return matching(pairs, spare)


def _numeric(answers: str, words: _Words) -> Values:
    right, tilde, wrong = answers.partition("~")
    pieces = _pieces(right) if right.strip() else []
    given = [_given(piece, words) for piece in pieces]
    if tilde:
        given.append(Given("*", Decimal(0), words.read(wrong.partition("#")[2])))
    return numeric(given, _span, words.lost)


def _span(text: str) -> Values:
    """Return the numbers that ``text`` stands for: ``5``, ``5:1`` or ``4..6``."""
    if ".." in text:
        low, _, high = text.partition("..")
        return bounds(number(low), number(high))
    middle, _, tolerance = text.partition(":")
    near = number(tolerance) if tolerance.strip() else Decimal(0)
    return bounds(number(middle) - abs(near), number(middle) + abs(near))
