"""Marking in QTI: expressions, what is right, and who is told what.

Source: IMS Question and Test Interoperability 2.1, Assessment Test, Section and Item Information
Model, "Response Processing" and "Expressions".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.formats.exchange import digits
from build_tools.formats.markup import shown
from build_tools.formats.xmltree import element, lines

RESPONSE: Final = "RESPONSE"
FEEDBACK: Final = "FEEDBACK"
SCORE: Final = "SCORE"


@dataclass(frozen=True, slots=True)
class Advice:
    """Words for somebody who has answered; ``when`` is an expression, ``None`` for always."""

    name: str
    words: str
    when: Element | None = None


def variable(name: str) -> Element:
    """Return the value of a variable."""
    return element("variable", {"identifier": name})


def constant(kind: str, value: str) -> Element:
    """Return a value of the base type ``kind``."""
    return element("baseValue", {"baseType": kind}, value)


def correct(response: str = RESPONSE) -> Element:
    """Return: the response is the declared correct one."""
    return element("match", {}, variable(response), element("correct", {"identifier": response}))


def equals(kind: str, value: str, response: str = RESPONSE) -> Element:
    """Return: the response is ``value``."""
    return element("match", {}, variable(response), constant(kind, value))


def among(kind: str, value: str, response: str = RESPONSE) -> Element:
    """Return: ``value`` is one of those in the response."""
    return element("member", {}, constant(kind, value), variable(response))


def says(words: str, response: str = RESPONSE) -> Element:
    """Return: the response is ``words``, in whatever case."""
    ignoring = {"caseSensitive": "false", "substring": "false"}
    return element("stringMatch", ignoring, variable(response), constant("string", words))


def between(low: Decimal, high: Decimal, response: str = RESPONSE) -> Element:
    """Return: the response is a number from ``low`` to ``high``."""
    if low == high:
        exact = {"toleranceMode": "exact"}
        return element("equal", exact, variable(response), constant("float", digits(low)))
    return every(
        element("gte", {}, variable(response), constant("float", digits(low))),
        element("lte", {}, variable(response), constant("float", digits(high))),
    )


def every(*conditions: Element) -> Element:
    """Return: all of ``conditions`` hold."""
    return conditions[0] if len(conditions) == 1 else element("and", {}, *conditions)


def some(*conditions: Element) -> Element:
    """Return: at least one of ``conditions`` holds."""
    return conditions[0] if len(conditions) == 1 else element("or", {}, *conditions)


def unless(condition: Element) -> Element:
    """Return: ``condition`` does not hold. It is neither true nor false of no answer."""
    return element("not", {}, deepcopy(condition))


def response(
    cardinality: str, kind: str, values: Iterable[str] = (), name: str = RESPONSE
) -> Element:
    """Return the declaration of a response and of its correct value."""
    declared = {"identifier": name, "cardinality": cardinality, "baseType": kind}
    right = [element("value", {}, value) for value in values]
    return lines(
        "responseDeclaration", declared, lines("correctResponse", {}, *right) if right else None
    )


def outcomes(points: Decimal) -> Iterator[Element]:
    """Yield the declarations of the score, of the most it can be, and of what is told."""
    for name, value in ((SCORE, "0"), ("MAXSCORE", digits(points))):
        declared = {"identifier": name, "cardinality": "single", "baseType": "float"}
        start = element("defaultValue", {}, element("value", {}, value))
        yield lines("outcomeDeclaration", declared, start)
    told = {"identifier": FEEDBACK, "cardinality": "multiple", "baseType": "identifier"}
    yield element("outcomeDeclaration", told)


def processing(right: Element | None, points: Decimal, advice: Iterable[Advice]) -> Element | None:
    """Return what happens to a response; ``right`` is ``None`` where nothing is marked."""
    rules = [] if right is None else [_scored(right, points)]
    rules += [_told(each) for each in advice]
    return lines("responseProcessing", {}, *rules) if rules else None


def modal(advice: Advice, language: str) -> Element:
    """Return the words of ``advice``, shown when its name is in the feedback."""
    shows = {"outcomeIdentifier": FEEDBACK, "identifier": advice.name, "showHide": "show"}
    return element("modalFeedback", shows | {"xml:lang": language}, shown(advice.words, "p"))


def _scored(right: Element, points: Decimal) -> Element:
    def score(points: Decimal) -> Element:
        return element("setOutcomeValue", {"identifier": SCORE}, constant("float", digits(points)))

    return lines(
        "responseCondition",
        {},
        lines("responseIf", {}, deepcopy(right), score(points)),
        lines("responseElse", {}, score(Decimal(0))),
    )


def _told(advice: Advice) -> Element:
    also = element("multiple", {}, variable(FEEDBACK), constant("identifier", advice.name))
    told = element("setOutcomeValue", {"identifier": FEEDBACK}, also)
    if advice.when is None:
        return told
    return lines("responseCondition", {}, lines("responseIf", {}, deepcopy(advice.when), told))
