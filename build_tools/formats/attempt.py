"""How long an attempt can get, worked out before anybody begins one.

SCORM 1.2 keeps 4,096 characters. ``player/attempt.js`` writes attempts; this file adds up the
longest text it can write for a quiz, and gives what is left to the learner's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from build_tools.course.shape import Module
from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ChoiceGap, ClozeQuestion
from build_tools.questions.drawing import Draw
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.questions.shape import T, Use
from build_tools.questions.text import TextQuestion
from build_tools.sources.problem import Problem

LIMIT: Final = 4096
ESCAPED: Final = 5  # A letter outside a-z, A-Z, 0-9 is written as `*` and four hex digits.
HEADER: Final = len("1,d,zzzzzz,,10000,10000,999999,1,999999,999999;!")
TURN: Final = len(",zzzzzz.zz")  # Where questions are drawn.
RECORD: Final = len("==zzz=1;")
NUMBER: Final = 24  # Letters of a number; the player's input takes no more.
SHORT: Final = 80  # Letters of a short answer, at most.
LONG: Final = 1000  # Letters of a reflection, at most.
LEAST: Final = 40  # Nobody can say anything in fewer letters.


def longest_attempt(questions: Sequence[AnyQuestion[T]], draws: Sequence[Draw] = ()) -> int:
    """Return the characters of the longest attempt, the learner's own words left out.

    Of questions that are drawn, the longest count.
    """
    at = max((len(question.id) for question in questions), default=0)
    asked = (
        each for group in _groups(questions, draws) for each in _most_of(group, longest_record)
    )
    return HEADER + TURN * bool(draws) + at + sum(map(longest_record, asked))


def longest_record(question: AnyQuestion[T]) -> int:
    """Return the characters of the longest record of one question, own words left out."""
    revision = len(f"@{question.rev}") if question.rev > 1 else 0
    return RECORD + len(question.id) + revision + _longest(question)


def written_room(
    questions: Sequence[AnyQuestion[T]], draws: Sequence[Draw] = (), taken: int | None = None
) -> dict[str, int]:
    """Return how many letters each written answer may have, by question id; all of them fit.

    ``taken`` is how many characters something else needs; else it is the rest of the attempt.
    """
    used = longest_attempt(questions, draws) if taken is None else taken
    room = (LIMIT - used) // ESCAPED
    groups = [
        (_most_of((written, count), _most), written)
        for among, count in _groups(questions, draws)
        if (written := tuple(each for each in among if _is_written(each)))
    ]
    together = sorted((each for asked, _ in groups for each in asked), key=_most)
    rooms: dict[str, int] = {}
    for left, each in zip(range(len(together), 0, -1), together, strict=True):
        rooms[each.id] = max(0, min(_most(each), room // left))
        room -= rooms[each.id]
    for asked, written in groups:  # Those that are drawn instead fit where the shortest would.
        least = min((rooms[each.id] for each in asked), default=0)
        rooms |= {each.id: min(_most(each), least) for each in written if each.id not in rooms}
    return rooms


Group: TypeAlias = tuple[Sequence[AnyQuestion[T]], int]


def _groups(questions: Sequence[AnyQuestion[T]], draws: Sequence[Draw]) -> Iterator[Group[T]]:
    """Yield questions, and how many of them an attempt asks."""
    pooled = {name for draw in draws for name in draw.among}
    always = [each for each in questions if each.id not in pooled]
    yield always, len(always)
    for draw in draws:
        yield [each for each in questions if each.id in draw.among], draw.count


def _most_of(group: Group[T], length: Callable[[AnyQuestion[T]], int]) -> list[AnyQuestion[T]]:
    among, count = group
    return sorted(among, key=length, reverse=True)[:count]


def attempt_problems(module: Module[T]) -> tuple[Problem, ...]:
    """Return a problem if an attempt at the module's quiz might not fit into an LMS."""
    if module.quiz is None:
        return ()
    questions, draws = module.quiz.used_for(Use.QUIZ), module.quiz.draws
    too_long = longest_attempt(questions, draws) > LIMIT
    if not too_long and all(room >= LEAST for room in written_room(questions, draws).values()):
        return ()
    message = f"the quiz is too long for an LMS: an attempt must fit into {LIMIT:,} characters"
    hint = "give some of its questions another `use`"
    return (Problem(module.quiz.place, "attempt-too-long", message, hint),)


def _is_written(question: AnyQuestion[T]) -> bool:
    return isinstance(question, TextQuestion | ReflectionQuestion)


def _most(question: AnyQuestion[T]) -> int:
    return SHORT if isinstance(question, TextQuestion) else LONG


def _longest(question: AnyQuestion[T]) -> int:  # noqa: PLR0911  # One line a kind.
    match question:
        case ChoiceQuestion():
            return len(question.options)
        case MatchQuestion():
            return 2 * len(question.left)
        case OrderQuestion():
            return len(question.items)
        case NumericQuestion():
            return ESCAPED * NUMBER
        case ClozeQuestion():
            return sum(len(gap.key) + 2 + _gap(gap) for gap in question.gaps)
        case ScenarioQuestion():
            return sum(ESCAPED * len(node.key) + 3 for node in question.nodes)
        case LikertQuestion():
            return 2 * len(question.statements)
        case _:
            return 1


def _gap(gap: object) -> int:
    return 1 if isinstance(gap, ChoiceGap) else ESCAPED * NUMBER
