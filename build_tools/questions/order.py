"""Put items into order: ``order``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic

from build_tools.questions.answers import Ordered
from build_tools.questions.form import LETTER, TEXT, Form, Value, keyed, own_text, several
from build_tools.questions.reading import FEEDBACK, MARKED, read_values
from build_tools.questions.shape import Feedback, Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Generic[T]):
    """One thing to place."""

    key: str
    text: T


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion(Question[T]):
    """``items`` stand in the solved order; they are always shown shuffled."""

    items: tuple[Item[T], ...]
    feedback: Feedback[T]
    misconception: T | None

    @property
    def answer(self) -> Ordered:
        """The keys in the solved order."""
        return Ordered(tuple(item.key for item in self.items))


_ITEM: Final = Form({"key": LETTER, "text": own_text("text")})
ITEM: Final = Value(lambda node: Item(**_ITEM.read(keyed(node))), _ITEM.schema)
ITEMS: Final = several(ITEM, at_least=2, name=lambda item: item.key)
ORDER: Final = MARKED | Form({"items": ITEMS, "feedback": FEEDBACK}, {"misconception": TEXT})


def read_order(node: Node) -> OrderQuestion[Text]:
    """Read ``type: order``."""
    return OrderQuestion(**read_values(ORDER, node))
