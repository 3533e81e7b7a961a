"""The kinds of question, one file each. To add a kind, write its file and name it here."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ClozeQuestion
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.questions.text import TextQuestion
from build_tools.questions.truefalse import TrueFalseQuestion

T = TypeVar("T")

AnyQuestion: TypeAlias = (
    ChoiceQuestion[T]
    | TrueFalseQuestion[T]
    | MatchQuestion[T]
    | OrderQuestion[T]
    | NumericQuestion[T]
    | TextQuestion[T]
    | ClozeQuestion[T]
    | ScenarioQuestion[T]
    | LikertQuestion[T]
    | ReflectionQuestion[T]
)
