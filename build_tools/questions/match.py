"""Match left items with right ones: ``match``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic

from build_tools.questions.answers import Matched
from build_tools.questions.form import LETTER, TEXT, Form, Value, keyed, own_text, several
from build_tools.questions.reading import MARKED, read_values
from build_tools.questions.shape import Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.problem import gather
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Generic[T]):
    """An item and the key of the right item it belongs to."""

    key: str
    text: T
    answer: str
    feedback: T | None
    misconception: T | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Generic[T]):
    """A target; several left items may share it, and one that none uses is a distractor."""

    key: str
    text: T


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuestion(Question[T]):
    """Every left item has exactly one right answer."""

    left: tuple[Left[T], ...]
    right: tuple[Right[T], ...]

    @property
    def answer(self) -> Matched:
        """The pairs, in authored order of the left side."""
        return Matched(tuple((item.key, item.answer) for item in self.left))


_LEFT: Final = Form(
    {"key": LETTER, "text": own_text("text"), "answer": LETTER},
    {"feedback": TEXT, "misconception": TEXT},
)
_RIGHT: Final = Form({"key": LETTER, "text": own_text("text")})
MATCH: Final = MARKED | Form(
    {
        "left": several(
            Value(lambda node: Left(**_LEFT.read(keyed(node))), _LEFT.schema),
            at_least=2,
            name=lambda item: item.key,
        ),
        "right": several(
            Value(lambda node: Right(**_RIGHT.read(keyed(node))), _RIGHT.schema),
            at_least=2,
            name=lambda item: item.key,
        ),
    }
)


def read_match(node: Node) -> MatchQuestion[Text]:
    """Read ``type: match``."""
    question = MatchQuestion(**read_values(MATCH, node))
    known = tuple(item.key for item in question.right)
    gather(lambda item: _known(item.key("answer"), known), node.key("left").items())
    return question


def _known(answer: Node, known: tuple[str, ...]) -> None:
    if answer.word() not in known:
        message = f"no right item has the key `{answer.word()}`"
        raise answer.fail("unknown-right", message, f"known here: {', '.join(known)}")
