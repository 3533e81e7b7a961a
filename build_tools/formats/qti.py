"""A question as a QTI item, in the words of QTI 2.1; QTI 3.0 only spells them differently.

Source: IMS Question and Test Interoperability 2.1, Assessment Test, Section and Item Information
Model. Marking is all or nothing, as in our own player.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import Element

from build_tools.formats.exchange import digits, title_of
from build_tools.formats.markup import shown
from build_tools.formats.pages import word_list
from build_tools.formats.qti_marking import (
    RESPONSE,
    Advice,
    among,
    between,
    correct,
    equals,
    every,
    modal,
    outcomes,
    processing,
    response,
    says,
    some,
    unless,
)
from build_tools.formats.xmltree import append_words, element, lines
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import GAP, ChoiceGap, ClozeQuestion, NumberGap
from build_tools.questions.likert import LikertQuestion
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reflection import ReflectionQuestion
from build_tools.questions.shape import Feedback
from build_tools.questions.text import TextQuestion
from build_tools.questions.truefalse import TrueFalseQuestion
from build_tools.sources.markdown import plain


@dataclass(frozen=True, slots=True)
class Own:
    """What a kind of question puts into an item; ``right`` is ``None`` where nothing is marked."""

    responses: tuple[Element, ...]
    body: tuple[Element, ...]
    right: Element | None = None
    advice: tuple[Advice, ...] = ()


def item(question: AnyQuestion[str], local: LocalCourse) -> Element:
    """Return the item of ``question``, which has one part (see ``parts.whole``)."""
    own = KINDS[type(question)](question, local)
    advice = (*own.advice, *_said(("RATIONALE", question.rationale, None)))
    tag = local.language.tag
    return lines(
        "assessmentItem",
        {
            "identifier": question.id,
            "title": title_of(question),
            "xml:lang": tag,
            "adaptive": "false",
            "timeDependent": "false",
        },
        *own.responses,
        *outcomes(question.points),
        lines("itemBody", {}, *own.body),
        processing(own.right, question.points, advice),
        *(modal(each, tag) for each in advice),
    )


def name_of(key: str) -> str:
    """Return the key of an option as a QTI identifier, which cannot begin with a digit."""
    return f"_{key}" if key[0].isdigit() else key


def right_name(key: str) -> str:
    """Return the key of a right item; left and right may use the same keys."""
    return f"r_{key}"


def gap_name(key: str) -> str:
    """Return the response of a gap."""
    return f"{RESPONSE}_{key}"


def _choice(question: ChoiceQuestion[str], _local: LocalCourse) -> Own:
    several = question.type == "multi"
    values = [name_of(key) for key in question.answer.keys]
    holds = among if several else equals
    options = [(option.key, shown(option.text, "simpleChoice")) for option in question.options]
    return Own(
        (response("multiple" if several else "single", "identifier", values),),
        (_choices(question, options, most=0 if several else 1, shuffle=question.shuffle),),
        correct(),
        tuple(
            _said(
                *(
                    (name_of(each.key), each.feedback, holds("identifier", name_of(each.key)))
                    for each in question.options
                )
            )
        ),
    )


def _truefalse(question: TrueFalseQuestion[str], local: LocalCourse) -> Own:
    words = word_list("player", local)
    options = [
        (key, element("simpleChoice", {}, words[word]))
        for key, word in (("t", "true"), ("f", "false"))
    ]
    told = (("t", question.feedback_true), ("f", question.feedback_false))
    return Own(
        (response("single", "identifier", question.answer.keys),),
        (_choices(question, options, most=1, shuffle=False),),
        correct(),
        tuple(_said(*((key, words, equals("identifier", key)) for key, words in told))),
    )


def _match(question: MatchQuestion[str], _local: LocalCourse) -> Own:
    pairs = {left: f"{name_of(left)} {right_name(right)}" for left, right in question.answer.pairs}
    left = [(name_of(item.key), item.text, 1) for item in question.left]
    right = [(right_name(item.key), item.text, len(left)) for item in question.right]
    wrong = (
        (name_of(item.key), item.feedback, unless(among("directedPair", pairs[item.key])))
        for item in question.left
    )
    return Own(
        (response("multiple", "directedPair", pairs.values()),),
        (_matching(question, left, right),),
        correct(),
        tuple(_said(*wrong)),
    )


def _order(question: OrderQuestion[str], _local: LocalCourse) -> Own:
    items = [_named(shown(item.text, "simpleChoice"), item.key) for item in question.items]
    asked = {"responseIdentifier": RESPONSE, "shuffle": "true"}
    return Own(
        (response("ordered", "identifier", map(name_of, question.answer.keys)),),
        (lines("orderInteraction", asked, shown(question.stem, "prompt"), *items),),
        correct(),
        tuple(_right_or_wrong(correct(), question.feedback)),
    )


def _numeric(question: NumericQuestion[str], _local: LocalCourse) -> Own:
    right = between(question.low, question.high)
    box = element("textEntryInteraction", {"responseIdentifier": RESPONSE, "expectedLength": 12})
    unit = shown(f" {question.unit}", "span") if question.unit else None
    slips = [(slip, between(slip.value, slip.value)) for slip in question.slips]
    wrong = every(unless(right), *(unless(slipped) for _, slipped in slips))
    told = [("RIGHT", question.feedback.right, right), ("WRONG", question.feedback.wrong, wrong)]
    told += [
        (f"SLIP{at}", slip.feedback, slipped) for at, (slip, slipped) in enumerate(slips, start=1)
    ]
    return Own(
        (response("single", "float", [_middle(question)]),),
        (shown(question.stem, "p"), element("p", {}, box, " " if unit is not None else None, unit)),
        right,
        tuple(_said(*told)),
    )


def _text(question: TextQuestion[str], _local: LocalCourse) -> Own:
    right = some(*(says(words) for words in question.accepted))
    box = element("textEntryInteraction", {"responseIdentifier": RESPONSE, "expectedLength": 30})
    return Own(
        (response("single", "string", question.accepted[:1]),),
        (shown(question.stem, "p"), element("p", {}, box)),
        right,
        tuple(_right_or_wrong(right, question.feedback)),
    )


def _cloze(question: ClozeQuestion[str], _local: LocalCourse) -> Own:
    gaps = {gap.key: gap for gap in question.gaps}
    right = every(*(_fits(gap) for gap in question.gaps))
    body = shown(GAP.sub(lambda found: _mark(found, gaps), question.text), "p")
    _fill(body, gaps, question.shuffle)
    return Own(
        tuple(_gap_response(gap) for gap in question.gaps),
        (shown(question.stem, "p"), body),
        right,
        (*_right_or_wrong(right, question.feedback), *_gap_advice(question)),
    )


def _likert(question: LikertQuestion[str], local: LocalCourse) -> Own:
    scales = {scale.id: scale.labels for scale in local.course.scales}
    labels = scales.get(question.scale, ())
    left = [(name_of(item.key), item.text, 1) for item in question.statements]
    right = [(right_name(str(at)), label, len(left)) for at, label in enumerate(labels, start=1)]
    return Own(
        (response("multiple", "directedPair"),),
        (_matching(question, left, right, shuffle=False),),
    )


def _reflection(question: ReflectionQuestion[str], _local: LocalCourse) -> Own:
    box = {"responseIdentifier": RESPONSE, "expectedLines": question.lines}
    asked = lines("extendedTextInteraction", box, shown(question.stem, "prompt"))
    sample = tuple(_said(("SAMPLE", question.sample, None)))
    return Own((response("single", "string"),), (asked,), advice=sample)


KINDS: Final[Mapping[type, Callable[[Any, LocalCourse], Own]]] = {
    ChoiceQuestion: _choice,
    TrueFalseQuestion: _truefalse,
    MatchQuestion: _match,
    OrderQuestion: _order,
    NumericQuestion: _numeric,
    TextQuestion: _text,
    ClozeQuestion: _cloze,
    LikertQuestion: _likert,
    ReflectionQuestion: _reflection,
}


def _said(*advice: tuple[str, str | None, Element | None]) -> Iterator[Advice]:
    """Yield the advice that has words."""
    yield from (Advice(name, words, when) for name, words, when in advice if words)


def _right_or_wrong(right: Element, feedback: Feedback[str]) -> Iterator[Advice]:
    yield Advice("RIGHT", feedback.right, right)
    yield Advice("WRONG", feedback.wrong, unless(right))


def _choices(
    question: AnyQuestion[str], options: Iterable[tuple[str, Element]], *, most: int, shuffle: bool
) -> Element:
    asked = {
        "responseIdentifier": RESPONSE,
        "shuffle": str(shuffle).lower(),
        "maxChoices": most,
    }
    found = [_named(option, key) for key, option in options]
    return lines("choiceInteraction", asked, shown(question.stem, "prompt"), *found)


def _named(option: Element, key: str) -> Element:
    option.set("identifier", name_of(key))
    return option


def _matching(
    question: AnyQuestion[str],
    left: list[tuple[str, str, int]],
    right: list[tuple[str, str, int]],
    *,
    shuffle: bool | None = None,
) -> Element:
    """Return a table to fill: (identifier, words, how often it may be used) on either side."""
    mixed = question.shuffle if shuffle is None else shuffle
    asked = {
        "responseIdentifier": RESPONSE,
        "shuffle": str(mixed).lower(),
        "maxAssociations": len(left),
    }
    sides = (lines("simpleMatchSet", {}, *map(_associable, side)) for side in (left, right))
    return lines("matchInteraction", asked, shown(question.stem, "prompt"), *sides)


def _associable(choice: tuple[str, str, int]) -> Element:
    made = shown(choice[1], "simpleAssociableChoice")
    made.attrib.update({"identifier": choice[0], "matchMax": str(choice[2])})
    return made


def _middle(question: NumericQuestion[str] | NumberGap[str]) -> str:
    return digits((question.low + question.high) / Decimal(2))


def _fits(gap: ChoiceGap[str] | NumberGap[str]) -> Element:
    name = gap_name(gap.key)
    return correct(name) if isinstance(gap, ChoiceGap) else between(gap.low, gap.high, name)


def _gap_response(gap: ChoiceGap[str] | NumberGap[str]) -> Element:
    name = gap_name(gap.key)
    if isinstance(gap, ChoiceGap):
        return response("single", "identifier", map(name_of, gap.answer.keys), name)
    return response("single", "float", [_middle(gap)], name)


def _gap_advice(question: ClozeQuestion[str]) -> Iterator[Advice]:
    """Yield what a wrong choice for a gap shows, as in our player."""
    for gap in question.gaps:
        for option in gap.options if isinstance(gap, ChoiceGap) else ():
            if option.feedback and not option.correct:
                chosen = equals("identifier", name_of(option.key), gap_name(gap.key))
                yield Advice(f"{name_of(gap.key)}_{option.key}", option.feedback, chosen)


def _mark(found: Any, gaps: Mapping[str, object]) -> str:
    """Put a tag in the place of a gap, for the Markdown parser to leave alone."""
    return f'<span lang="gap-{found[1]}"></span>' if found[1] in gaps else str(found[0])


def _fill(
    body: Element,
    gaps: Mapping[str, ChoiceGap[str] | NumberGap[str]],
    shuffle: bool,  # noqa: FBT001
) -> None:
    for place in list(body.iter("span")):
        gap = gaps.get(place.get("lang", "").removeprefix("gap-"))
        if gap is None:
            continue
        tail = place.tail
        place.clear()
        place.tail = tail
        place.set("responseIdentifier", gap_name(gap.key))
        if isinstance(gap, ChoiceGap):
            place.tag = "inlineChoiceInteraction"
            place.set("shuffle", str(shuffle).lower())
            place.extend(_inline_choice(option.key, option.text) for option in gap.options)
        else:
            place.tag = "textEntryInteraction"
            place.set("expectedLength", "12")


def _inline_choice(key: str, words: str) -> Element:
    made = element("inlineChoice", {"identifier": name_of(key)})
    append_words(made, plain(words))
    return made
