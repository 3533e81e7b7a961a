"""The kinds of question, one file each. To add a kind, write its file and name it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, TypeAlias, TypeVar

from build_tools.questions.choice import CHOICE, ChoiceQuestion, read_multi, read_single
from build_tools.questions.cloze import CLOZE, ClozeQuestion, read_cloze
from build_tools.questions.form import Form
from build_tools.questions.likert import LIKERT, LikertQuestion, read_likert
from build_tools.questions.match import MATCH, MatchQuestion, read_match
from build_tools.questions.numeric import NUMERIC, NumericQuestion, read_numeric
from build_tools.questions.order import ORDER, OrderQuestion, read_order
from build_tools.questions.reflection import REFLECTION, ReflectionQuestion, read_reflection
from build_tools.questions.scenario import SCENARIO, ScenarioQuestion, read_scenario
from build_tools.questions.text import TYPED, TextQuestion, read_text
from build_tools.questions.truefalse import TRUEFALSE, TrueFalseQuestion, read_truefalse
from build_tools.sources.nodes import Node
from build_tools.sources.problem import CourseError, Problem, gather
from build_tools.sources.text import Text, Zone

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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: its reader, and the form that the JSON Schema is made from."""

    read: Callable[[Node], AnyQuestion[Text]]
    form: Form


KINDS: Final[Mapping[str, Kind]] = {
    "single": Kind(read_single, CHOICE),
    "multi": Kind(read_multi, CHOICE),
    "truefalse": Kind(read_truefalse, TRUEFALSE),
    "match": Kind(read_match, MATCH),
    "order": Kind(read_order, ORDER),
    "numeric": Kind(read_numeric, NUMERIC),
    "text": Kind(read_text, TYPED),
    "cloze": Kind(read_cloze, CLOZE),
    "scenario": Kind(read_scenario, SCENARIO),
    "likert": Kind(read_likert, LIKERT),
    "reflection": Kind(read_reflection, REFLECTION),
}


def read_question(node: Node) -> AnyQuestion[Text]:
    """Read one question; its keys are what its ``type`` asks for."""
    kind, name = node.key("type"), node.key("id").name()
    if kind.word() not in KINDS:
        near = get_close_matches(kind.word(), KINDS, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(KINDS)}"
        raise kind.fail("unknown-type", f"no question is of type `{kind.word()}`", hint)
    trail = " › ".join(filter(None, (node.trail, name, kind.word())))
    return KINDS[kind.word()].read(node.at(name, Zone.QUIZ, trail))


def read_questions(node: Node) -> tuple[AnyQuestion[Text], ...]:
    """Read a list of questions; each has an id of its own."""
    questions = gather(read_question, node.items())
    first: dict[str, AnyQuestion[Text]] = {}
    problems = []
    for question in questions:
        if (other := first.setdefault(question.id, question)) is not question:
            message = f"`{question.id}` is the id of the question in line {other.place.line}, too"
            problems.append(Problem(question.place, "same-id", message))
    if problems:
        raise CourseError(*problems)
    return questions


def question_schema() -> dict[str, Any]:
    """Return the JSON Schema of one question."""
    return {
        "type": "object",
        "properties": {"type": {"enum": list(KINDS)}},
        "required": ["type"],
        "allOf": [
            {
                "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                "then": kind.form.schema,
            }
            for name, kind in KINDS.items()
        ],
    }
