"""Think and write: ``reflection``, never marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from build_tools.questions.answers import Unmarked
from build_tools.questions.form import TEXT, Form, whole
from build_tools.questions.reading import UNMARKED, read_values
from build_tools.questions.shape import Question, T
from build_tools.sources.nodes import Node
from build_tools.sources.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionQuestion(Question[T]):
    """``lines`` to write on; ``sample`` is a good answer to compare with."""

    lines: int
    sample: T | None

    @property
    def answer(self) -> Unmarked:
        """There is no right answer."""
        return Unmarked()


REFLECTION: Final = UNMARKED | Form({"lines": whole(1, 40)}, {"sample": TEXT})


def read_reflection(node: Node) -> ReflectionQuestion[Text]:
    """Read ``type: reflection``."""
    return ReflectionQuestion(**read_values(REFLECTION, node))
