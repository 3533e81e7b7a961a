"""What counts as right, read back out of a QTI package: the proof that it has the source's keys.

It reads the rule that gives the points, and the declared response where that rule asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from build_tools.course.shape import Module
from build_tools.formats.bundle import unzipped
from build_tools.formats.exchange import sections
from build_tools.formats.parts import joined, whole
from build_tools.formats.qti import gap_name
from build_tools.formats.qti_package import path_of
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.answers import (
    Answer,
    Between,
    Filled,
    Matched,
    Ordered,
    Picked,
    Unmarked,
    Written,
)
from build_tools.questions.cloze import ClozeQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.text import TextQuestion

Spelling = Callable[[str], str]


def answers_of(
    file: bytes, local: LocalCourse, module: Module[str], spelling: Spelling
) -> dict[str, Answer]:
    """Return the answer of each exported question by id; ``spelling`` is that of a release."""
    files = unzipped(file)
    return {
        question.id: joined(
            question,
            [
                _Item(fromstring(files[path_of(part)]), spelling).answer(part)
                for part in whole(question)
            ],
        )
        for section in sections(local, module)
        for question in section.questions
    }


class _Item:
    """An item and the rule that gives points in it."""

    def __init__(self, root: Element, spelling: Spelling) -> None:
        self.root = root
        self.spelling = spelling

    def answer(self, question: AnyQuestion[str]) -> Answer:
        rule = next(self._below(self.root, "responseIf"), None)
        if rule is None:
            return Unmarked()
        return self._read(question, rule[0])

    def _read(self, question: AnyQuestion[str], right: Element) -> Answer:
        match question:
            case MatchQuestion():
                pairs = dict(map(_pair, self._correct("RESPONSE")))
                return Matched(tuple((item.key, pairs[item.key]) for item in question.left))
            case OrderQuestion():
                return Ordered(tuple(map(_key, self._correct("RESPONSE"))))
            case NumericQuestion():
                return self._between(right)
            case TextQuestion():
                return Written(tuple(self._constants(right)))
            case ClozeQuestion():
                return self._filled(question, right)
        return Picked(tuple(map(_key, self._correct("RESPONSE"))))

    def _filled(self, question: ClozeQuestion[str], right: Element) -> Filled:
        single = len(question.gaps) == 1
        gaps = []
        for gap, rule in zip(question.gaps, [right] if single else list(right), strict=True):
            keys = tuple(map(_key, self._correct(gap_name(gap.key))))
            matched = rule.tag.rpartition("}")[2] == self.spelling("match")
            gaps.append((gap.key, Picked(keys) if matched else self._between(rule)))
        return Filled(tuple(gaps))

    def _between(self, rule: Element) -> Between:
        bounds = [Decimal(value) for value in self._constants(rule)]
        return Between(bounds[0], bounds[-1])

    def _constants(self, rule: Element) -> Iterator[str]:
        yield from (value.text or "" for value in self._below(rule, "baseValue"))

    def _correct(self, response: str) -> Iterator[str]:
        for declared in self._below(self.root, "responseDeclaration"):
            if declared.get("identifier") == response:
                yield from (value.text or "" for value in self._below(declared, "value"))

    def _below(self, root: Element, name: str) -> Iterator[Element]:
        wanted = self.spelling(name)
        yield from (each for each in root.iter() if each.tag.rpartition("}")[2] == wanted)


def _key(name: str) -> str:
    return name.removeprefix("_")


def _pair(value: str) -> tuple[str, str]:
    left, _, right = value.partition(" ")
    return _key(left), right.removeprefix("r_")
