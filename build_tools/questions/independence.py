"""Questions asked together: the stem of one does not give away the right answer of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.sources.markdown import plain
from build_tools.sources.problem import Problem
from build_tools.sources.sentences import words_in

RUN: Final = 4  # Words in a row that only the right option has.


def telling_stems(questions: Sequence[AnyQuestion[str]]) -> Iterator[Problem]:
    """Yield each question whose stem repeats what marks the right option of another one.

    Questions of the same objective that are drawn in place of each other never meet.
    """
    stems = {question.id: _runs(question.stem) for question in questions}
    for question in questions:
        marks = _marks(question)
        for other in questions if marks else ():
            if other is question or _in_place_of(question, other):
                continue
            if told := marks & stems[other.id]:
                message = (
                    f"`{other.id}` says `{' '.join(min(told))}`, which is part of the right answer "
                    f"of `{question.id}`"
                )
                hint = "say one of them in other words"
                yield Problem(other.place, "telling-stem", message, hint)


def _marks(question: AnyQuestion[str]) -> set[tuple[str, ...]]:
    """Return the runs of words that right options have, and nothing else in the question."""
    if not isinstance(question, ChoiceQuestion):
        return set()
    right, known = set(), _runs(question.stem)
    for option in question.options:
        if option.correct:
            right |= _runs(option.text)
        else:
            known |= _runs(option.text)
    return right - known


def _runs(words: str) -> set[tuple[str, ...]]:
    found = tuple(word.casefold() for word in words_in(plain(words)))
    return {found[at : at + RUN] for at in range(len(found) - RUN + 1)}


def _in_place_of(question: AnyQuestion[str], other: AnyQuestion[str]) -> bool:
    same_cell = question.objectives[:1] == other.objectives[:1] and question.bloom is other.bloom
    return (question.pool != "" and question.pool == other.pool) or (
        same_cell and "final" in question.use
    )
