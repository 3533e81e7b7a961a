"""Rate statements on a scale: ``likert``, never marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from build_tools.questions.answers import Unmarked
from build_tools.questions.form import NAMED, Form, several
from build_tools.questions.order import ITEM, Item
from build_tools.questions.reading import UNMARKED, read_values
from build_tools.questions.shape import Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertQuestion(Question[T]):
    """``scale`` names a scale of the course."""

    statements: tuple[Item[T], ...]
    scale: str

    @property
    def answer(self) -> Unmarked:
        """There is no right answer."""
        return Unmarked()


LIKERT: Final = UNMARKED | Form(
    {"statements": several(ITEM, name=lambda item: item.key), "scale": NAMED}
)


def read_likert(node: Node) -> LikertQuestion[Text]:
    """Read ``type: likert``."""
    return LikertQuestion(**read_values(LIKERT, node))
