"""Claims that are often repeated and not so. The course may quote them only to set them right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from build_tools.course.shape import Course
from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Prose, Text, pieces_in

PERCENT: Final = r"\s?(?:%|percent)"
NEAR: Final = r"[^.?!]{0,80}"
CLAIMS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "5% retention is 25–95% profit": rf"\b(?:5|five){PERCENT}{NEAR}\b(?:25|85|95)\b",
        "so many times cheaper to keep a customer": (
            r"\b(?:5|five|6|six|7|seven|10|ten|25|twenty-five) times (?:cheaper|less|more|as|the)\b"
        ),
        "68% leave because of indifference": rf"\b68{PERCENT}",
        "7% words, 38% tone, 55% body": rf"\b7{PERCENT}{NEAR}\b38{PERCENT}{NEAR}\b55{PERCENT}",
        "96% never complain": rf"\b96{PERCENT}{NEAR}\bcomplain",
        "failure makes customers more loyal": (
            rf"\b(?:failure|mistake|complaint|problem)s?\b{NEAR}\bmakes?\b{NEAR}\bmore loyal"
        ),
        "NPS is the one number": (
            rf"\bNPS\b{NEAR}\b(?:one|only|single) number\b"
            rf"|\b(?:one|only|single) number\b{NEAR}\bNPS\b"
        ),
        "TA is proven": rf"\b(?:TA|transactional analysis)\b{NEAR}\bproven\b",
        "we remember so much of what we read": (
            rf"\bremember{NEAR}(?:\d|ten|twenty|half){NEAR}of what\b"
        ),
        "learning styles": r"\blearning styles?\b",
        "left and right brain": r"\b(?:left|right)[- ]brain",
        "21 days to a habit": rf"\b(?:21|twenty-one) days\b{NEAR}\bhabit",
    }.items()
}
EVIDENCE: Final = re.compile(r"^(/{3,}) evidence\b.*?^\1$", re.MULTILINE | re.DOTALL)


def claim_problems(course: Course[Text]) -> Iterator[Problem]:
    """Yield each claim, but where it is shown to be wrong: ``evidence`` and wrong answers."""
    quoted = {*_quoted(course)}
    for piece in pieces_in(course):
        if piece not in quoted:
            yield from _claims(piece)


def _claims(piece: Text | Prose) -> Iterator[Problem]:
    words = EVIDENCE.sub(_blank, piece.source) if isinstance(piece, Prose) else piece.source
    words = words.replace("\n", " ")
    for name, pattern in CLAIMS.items():
        for found in pattern.finditer(words):
            hint = "say what is known and its limits, in an `evidence` block with its source"
            message = f"`{found[0]}` reads like “{name}”"
            yield Problem(_place(piece, found.start()), "banned-claim", message, hint)


def _blank(block: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", block[0])


def _place(piece: Text | Prose, at: int) -> Place:
    if isinstance(piece, Text):
        return piece.place
    line = piece.place.line + piece.source.count("\n", 0, at)
    column = at - (piece.source.rfind("\n", 0, at) + 1)
    return Place(piece.place.file, line, piece.place.column + column)


def _quoted(course: Course[Text]) -> Iterator[Text | Prose]:
    """Words that are said to be answered: wrong options, misconceptions, what participants say."""
    for module in course.modules:
        for contingency in module.trainer.contingencies if module.trainer else ():
            yield contingency.when
    for question in course.questions():
        yield from _wrong(question)


def _wrong(question: AnyQuestion[Text]) -> Iterator[Text | Prose]:
    if any(code == "banned-claim" for code, _ in question.allow):
        yield from pieces_in(question)
    if isinstance(question, ChoiceQuestion):
        yield from (option.text for option in question.options if not option.correct)
    for piece in pieces_in(question):
        if isinstance(piece, Text) and piece.context.endswith(".misconception"):
            yield piece
