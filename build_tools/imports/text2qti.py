"""Quizzes in the Markdown of text2qti, as drafts. Code in them is never run.

Source: the documentation of text2qti.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
    number,
    option,
    problem_of,
)
from build_tools.imports.reducing import from_markdown
from build_tools.imports.text2qti_lines import ANSWERS, Line, lines_of
from build_tools.sources.problem import Place, Problem

LOST: Final = {
    "text": "is not a question",
    "setting": "an LMS decides",
    "group": "draws some questions out of many",
}
CODE: Final = re.compile(r"```+\s*\{.*\.run\b")
SPAN: Final = re.compile(r"\[(?P<low>[^,\]]+),(?P<high>[^,\]]+)\]")
NEAR: Final = re.compile(r"(?P<middle>\S+)\s*\+-\s*(?P<near>[^%\s]+)\s*(?P<percent>%?)")
LINES: Final = 5


@dataclass(slots=True)
class _Asked:
    """The lines of one question."""

    place: Place
    lines: list[Line]
    title: str
    points: str
    lost: list[str] = field(default_factory=list)

    def words(self, line: Line) -> str:
        made = from_markdown("\n".join(line.words))
        self.lost += made.lost
        return made.words

    def feedback(self, at: int) -> dict[str, str]:
        """Return what is told directly below line ``at``, by kind."""
        told: dict[str, str] = {}
        for line in self.lines[at + 1 :]:
            if line.kind not in ("general", "right", "wrong", "solution"):
                break
            told[line.kind] = self.words(line)
        return told

    def misplaced(self) -> Iterator[str]:
        """Yield feedback that stands where text2qti has none."""
        of = "question"
        for line in self.lines:
            if line.kind in ("question", *ANSWERS):
                of = line.kind
            elif of != "question" and (of not in ("choice", "several") or line.kind != "general"):
                yield f"`{' '.join(line.words).strip()[:40]}`, feedback in the wrong place"


def read_text2qti(source: str, file: str) -> Drafts:
    """Return the drafts of a file for text2qti."""
    quiz = _Quiz(file)
    for line in lines_of(source, file, quiz.problems):
        quiz.take(line)
    drafts: list[Draft] = []
    for asked in quiz.asked:
        try:
            drafts.append(_draft(asked))
        except BrokenError as error:
            quiz.problems.append(problem_of(error, asked.place))
    return Drafts(quiz.title, tuple(drafts), tuple(quiz.problems))


@dataclass(slots=True)
class _Quiz:
    """Sorts lines to their questions; ``name`` and ``points`` wait for the next one."""

    file: str
    title: str = ""
    name: str = ""
    points: str = ""
    asked: list[_Asked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, line: Line) -> None:
        place, words = Place(self.file, line.number), " ".join(line.words).strip()
        if line.kind == "quiz title":
            self.title = from_markdown(words).words
        elif line.kind == "title":
            self.name = words
        elif line.kind == "points":
            self.points = words
        elif line.kind == "question":
            self.asked.append(_Asked(place, [line], self.name, self.points))
            self.name, self.points = "", ""
        else:
            self._answer(line, place, words)

    def _answer(self, line: Line, place: Place, words: str) -> None:
        if line.kind in LOST:
            message = f"`{words[:40] or line.kind}`, which {LOST[line.kind]}"
            self.problems.append(Problem(place, "import-lost", message))
        elif line.kind != "end of group" and self.asked:
            self.asked[-1].lines.append(line)
        elif line.kind != "end of group":
            message = "left out: this stands before the first question"
            self.problems.append(Problem(place, "import-broken", message))


def _draft(asked: _Asked) -> Draft:
    if any(CODE.match(word) for line in asked.lines for word in line.words):
        raise UnknownError("it is made by a program", "write out what the program makes")
    answers = [at for at, line in enumerate(asked.lines) if line.kind in ANSWERS]
    kinds = {asked.lines[at].kind for at in answers}
    if len(kinds) != 1:
        raise BrokenError("its answers are of several kinds" if kinds else "it has no answer")
    stem = asked.words(asked.lines[0])
    if not stem:
        raise BrokenError("it asks nothing")
    told = asked.feedback(0)
    asked.lost += asked.misplaced()
    kind, values, accepted = KINDS[kinds.pop()](asked, answers, told)
    about = "sample" if kind == "reflection" else "rationale"
    general = "<br>".join(filter(None, (told.get("general", ""), told.get("solution", ""))))
    return Draft(
        type=kind,
        place=asked.place,
        name=from_markdown(asked.title).words,
        values={"stem": stem, about: general, **_points(asked), **values},
        accepted=accepted,
        lost=tuple(dict.fromkeys(asked.lost)),
    )


def _points(asked: _Asked) -> Values:
    if not asked.points:
        return {}
    points = number(asked.points)
    if Decimal("0.01") <= points <= 100:
        return {"points": points}
    asked.lost.append(f"its {points} points")
    return {}


Own = tuple[str, Values, tuple[str, ...]]


def _choice(asked: _Asked, answers: list[int], told: dict[str, str]) -> Own:
    options = _options(asked, answers)
    asked.lost += ["feedback on right and wrong answers"] if {"right", "wrong"} & set(told) else []
    words = [item["text"].strip(".").casefold() for item in options]
    if sorted(words) == ["false", "true"]:
        choices(options, several=False)
        return "truefalse", _truth(dict(zip(words, options, strict=True))), ()
    return (*choices(options, several=False), ())


def _truth(options: dict[str, Values]) -> Values:
    feedback = {key: item["feedback"] for key, item in options.items() if "feedback" in item}
    told = {"feedback": feedback} if feedback else {}
    return {"correct": bool(options["true"].get("correct")), **told}


def _several(asked: _Asked, answers: list[int], told: dict[str, str]) -> Own:
    asked.lost += ["feedback on right and wrong answers"] if {"right", "wrong"} & set(told) else []
    return (*choices(_options(asked, answers), several=True), ())


def _options(asked: _Asked, answers: list[int]) -> list[Values]:
    return [
        option(
            asked.words(asked.lines[at]),
            asked.feedback(at).get("general", ""),
            correct=asked.lines[at].right,
        )
        for at in answers
    ]


def _number(asked: _Asked, answers: list[int], told: dict[str, str]) -> Own:
    if len(answers) > 1:
        raise BrokenError("several numbers are right, expected one, or one range")
    words = " ".join(asked.lines[answers[0]].words).strip()
    return "numeric", {**_span(words), **_feedback(told)}, ()


def _span(words: str) -> Values:
    if span := SPAN.fullmatch(words):
        return bounds(number(span["low"]), number(span["high"]))
    if found := NEAR.fullmatch(words):
        middle, near = number(found["middle"]), abs(number(found["near"]))
        near = abs(middle) * near / 100 if found["percent"] else near
        return bounds(middle - near, middle + near)
    return bounds(number(words), number(words))


def _typed(asked: _Asked, answers: list[int], told: dict[str, str]) -> Own:
    accepted = [" ".join(asked.lines[at].words).strip() for at in answers]
    return "text", _feedback(told), tuple(dict.fromkeys(filter(None, accepted)))


def _essay(_asked: _Asked, _answers: list[int], _told: dict[str, str]) -> Own:
    return "reflection", {"lines": Decimal(LINES)}, ()


def _upload(_asked: _Asked, _answers: list[int], _told: dict[str, str]) -> Own:
    raise UnknownError("a question answered with a file", "ask for written words instead")


KINDS: Final[dict[str, Callable[[_Asked, list[int], dict[str, str]], Own]]] = {
    "choice": _choice,
    "several": _several,
    "number": _number,
    "typed": _typed,
    "essay": _essay,
    "upload": _upload,
}


def _feedback(told: dict[str, str]) -> Values:
    feedback: dict[str, Any] = {key: told[key] for key in ("right", "wrong") if told.get(key)}
    return {"feedback": feedback} if feedback else {}
