"""Our QTI packages, held to the specification: what they hold, and how they mark.

No schema of QTI 2.1 or 3.0 can be had from a package index, so the rules that our items depend on
stand here, and a small engine plays every item as the specification says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from build_tools.formats.bundle import unzipped
from build_tools.formats.exchange import exported
from build_tools.formats.export_report import EXCHANGE
from build_tools.formats.parts import whole
from build_tools.languages.local import LocalCourse

Element = etree._Element  # noqa: SLF001  # The stubs have no other name for it.
Packages = list[tuple[LocalCourse, Mapping[str, Element]]]
RELEASES: Final = ("qti21", "qti30")
NAMESPACES: Final = {
    "qti21": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "qti30": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
INLINE: Final = "a abbr b br cite code em i kbd q small span strong sub sup var #text"
CHOICES: Final = "choiceInteraction orderInteraction matchInteraction extendedTextInteraction"
EXPRESSION: Final = "variable correct baseValue match member and or not equal gte lte stringMatch"
CONTENT: Final = {  # What may stand in an element, in this order; `*` any number, `?` at most one.
    "assessmentItem": "responseDeclaration* outcomeDeclaration* itemBody responseProcessing? "
    "modalFeedback*",
    "responseDeclaration": "correctResponse?",
    "outcomeDeclaration": "defaultValue?",
    "itemBody": f"({CHOICES} p)*",
    "choiceInteraction": "prompt simpleChoice*",
    "orderInteraction": "prompt simpleChoice*",
    "matchInteraction": "prompt simpleMatchSet simpleMatchSet",
    "simpleMatchSet": "simpleAssociableChoice*",
    "extendedTextInteraction": "prompt",
    "inlineChoiceInteraction": "inlineChoice*",
    "responseProcessing": "(responseCondition setOutcomeValue)*",
    "responseCondition": "responseIf responseElse?",
    "responseIf": f"({EXPRESSION}) setOutcomeValue",
    "responseElse": "setOutcomeValue",
    "setOutcomeValue": "(baseValue multiple)",
    "prompt": f"({INLINE})*",
    "simpleChoice": f"({INLINE})*",
    "modalFeedback": "p",
    "inlineChoice": "#text?",
    "p": f"({INLINE} textEntryInteraction inlineChoiceInteraction)*",
}
NEEDED: Final = {
    "assessmentItem": "identifier title adaptive timeDependent",
    "responseDeclaration": "identifier cardinality baseType",
    "outcomeDeclaration": "identifier cardinality baseType",
    "choiceInteraction": "responseIdentifier shuffle maxChoices",
    "orderInteraction": "responseIdentifier shuffle",
    "matchInteraction": "responseIdentifier shuffle maxAssociations",
    "inlineChoiceInteraction": "responseIdentifier shuffle",
    "textEntryInteraction": "responseIdentifier",
    "extendedTextInteraction": "responseIdentifier",
    "simpleChoice": "identifier",
    "simpleAssociableChoice": "identifier matchMax",
    "inlineChoice": "identifier",
    "modalFeedback": "outcomeIdentifier identifier showHide",
    "baseValue": "baseType",
    "stringMatch": "caseSensitive",
    "equal": "toleranceMode",
}
PICKED: Final = ("simpleChoice", "simpleAssociableChoice", "inlineChoice")
IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@pytest.fixture(scope="session")
def packages(kinds: dict[str, LocalCourse], course: dict[str, LocalCourse]) -> dict[str, Packages]:
    """Every package in every language, by release; names as QTI 2.1 spells them."""
    locals_ = (*kinds.values(), *course.values())
    return {name: [_package(name, local) for local in locals_] for name in RELEASES}


def _package(name: str, local: LocalCourse) -> tuple[LocalCourse, Mapping[str, Element]]:
    files = unzipped(EXCHANGE[name].render(local, local.course.modules[0]))
    return local, {path: etree.fromstring(files[path]) for path in files}


def tag(element: Element) -> str:
    """Return the name of an element as QTI 2.1 has it."""
    name = etree.QName(element).localname
    return _humped(name.removeprefix("qti-")) if name.startswith("qti-") else name


def _humped(name: str) -> str:
    return re.sub(r"-(.)", lambda found: found[1].upper(), name)


def attribute(element: Element, name: str) -> str | None:
    return element.get(name) or element.get(re.sub(r"([A-Z])", r"-\1", name).lower())


def below(element: Element, *names: str) -> Iterator[Element]:
    yield from (each for each in element.iter(etree.Element) if tag(each) in names)


def children(element: Element) -> list[Element]:
    """Return what is in an element; QTI 3.0 has one more layer in feedback."""
    found = [each for each in element if isinstance(each.tag, str)]
    return children(found[0]) if [tag(each) for each in found] == ["contentBody"] else found


def items(packages: Packages) -> Iterator[tuple[LocalCourse, Element]]:
    for local, files in packages:
        yield from ((local, files[path]) for path in files if path.startswith("items/"))


each_release = pytest.mark.parametrize("release", RELEASES)


@each_release
def test_the_manifest_lists_exactly_the_files(release: str, packages: dict[str, Packages]) -> None:
    for _, files in packages[release]:
        manifest = files["imsmanifest.xml"]
        listed = [str(each.get("href")) for each in manifest.iter("{*}file")]
        assert sorted([*listed, "imsmanifest.xml"]) == sorted(files)
        named = {str(each.get("identifier")): each for each in manifest.iter("{*}resource")}
        assert {str(each.get("href")) for each in named.values()} == set(listed)
        for needed in manifest.iter("{*}dependency"):
            assert needed.get("identifierref") in named
        types = {str(each.get("type")) for each in named.values()}
        version = {"qti21": "v2p1", "qti30": "v3p0"}[release]
        assert types == {f"imsqti_item_xml{version}", f"imsqti_test_xml{version}"}


def test_the_manifest_of_2_1_is_a_content_package(
    packages: dict[str, Packages], standards: Path
) -> None:
    schema = etree.XMLSchema(etree.parse(standards / "scorm20044thedition" / "imscp_v1p1.xsd"))
    for _, files in packages["qti21"]:
        manifest = files["imsmanifest.xml"]
        for lom in manifest.findall(".//{http://ltsc.ieee.org/xsd/LOM}lom"):
            lom.getparent().remove(lom)  # type: ignore[union-attr]  # Its schema is another one.
        schema.assertValid(manifest)


@each_release
def test_the_test_names_every_item_once(release: str, packages: dict[str, Packages]) -> None:
    for local, files in packages[release]:
        refs = list(below(files["test.xml"], "assessmentItemRef"))
        assert {f"items/{ref.get('identifier')}.xml" for ref in refs} == {
            path for path in files if path.startswith("items/")
        }
        ids = [str(ref.get("identifier")) for ref in refs]
        asked = exported(local, local.course.modules[0])
        assert ids == [part.id for question in asked for part in whole(question)]
        assert [ref.get("href") for ref in refs] == [f"items/{name}.xml" for name in ids]


@each_release
def test_items_are_built_as_the_specification_says(
    release: str, packages: dict[str, Packages]
) -> None:
    for local, item in items(packages[release]):
        assert etree.QName(item).namespace == NAMESPACES[release]
        assert item.get("{http://www.w3.org/XML/1998/namespace}lang") == local.language.tag
        for element in item.iter(etree.Element):
            _check_content(element)
            for name in NEEDED.get(tag(element), "").split():
                assert attribute(element, name) is not None, (tag(element), name)


def _check_content(element: Element) -> None:
    rule = CONTENT.get(tag(element))
    if rule is None:
        return
    names = "".join(f"<{tag(child)}>" for child in children(element))
    wanted = rule.replace("#text?", "").replace(" #text", "")
    pattern = re.sub(r"\(([^)]*)\)", lambda found: f"({'|'.join(found[1].split())})", wanted)
    pattern = re.sub(r"\w+", r"(<\g<0>>)", pattern).replace(" ", "")
    assert re.fullmatch(pattern, names), (tag(element), names)


@each_release
def test_identifiers_are_valid_and_unique_in_an_item(
    release: str, packages: dict[str, Packages]
) -> None:
    for _, item in items(packages[release]):
        for interaction in item.iter(etree.Element):
            if tag(interaction).endswith("Interaction"):
                choices = below(
                    interaction, "simpleChoice", "simpleAssociableChoice", "inlineChoice"
                )
                names = [str(each.get("identifier")) for each in choices]
                assert len(names) == len(set(names))
                assert all(map(IDENTIFIER.fullmatch, names))
        declared = {str(each.get("identifier")) for each in below(item, "responseDeclaration")}
        used = {attribute(each, "responseIdentifier") for each in item.iter(etree.Element)}
        assert used - {None} == declared


@each_release
def test_right_answers_earn_all_points_and_wrong_ones_none(
    release: str, packages: dict[str, Packages]
) -> None:
    for local, item in items(packages[release]):
        points = Decimal(_default(item, "MAXSCORE"))
        right = {
            str(each.get("identifier")): _value(each, below(each, "value"))
            for each in below(item, "responseDeclaration")
        }
        score, told = play(item, right)
        assert score == points, (local.language.code, item.get("identifier"))
        assert "WRONG" not in told
        assert not any(name.startswith("SLIP") for name in told)
        for name in right if points else ():
            changed, told = play(item, {**right, name: _other(item, name, right[name])})
            assert changed == 0, (item.get("identifier"), name)
            assert "RIGHT" not in told


@each_release
def test_feedback_that_is_told_has_words(release: str, packages: dict[str, Packages]) -> None:
    for _, item in items(packages[release]):
        words = {str(each.get("identifier")) for each in below(item, "modalFeedback")}
        named = {
            each.text
            for each in below(item, "baseValue")
            if attribute(each, "baseType") == "identifier" and tag(each.getparent()) == "multiple"  # type: ignore[arg-type]  # It has one.
        }
        assert words == named
        assert all(_words(each) for each in below(item, "modalFeedback"))


@each_release
def test_each_option_tells_its_own_feedback(release: str, kinds: dict[str, LocalCourse]) -> None:
    _, files = _package(release, kinds["en"])
    assert play(files["items/m01-q01.xml"], {"RESPONSE": "b"})[1] == ["b", "RATIONALE"]
    assert play(files["items/m01-q02.xml"], {"RESPONSE": ["a", "b"]})[1] == ["a", "b", "RATIONALE"]
    assert play(files["items/m01-q03.xml"], {"RESPONSE": "t"})[1] == ["t", "RATIONALE"]
    wrong_pair = {"RESPONSE": ["a r_x", "b r_z"]}
    assert play(files["items/m01-q04.xml"], wrong_pair)[1] == ["b", "RATIONALE"]
    assert play(files["items/m01-q06.xml"], {"RESPONSE": Decimal(6)})[1] == ["SLIP1", "RATIONALE"]
    assert play(files["items/m01-q06.xml"], {"RESPONSE": Decimal(7)})[1] == ["WRONG", "RATIONALE"]
    right = (Decimal(1), ["RIGHT", "RATIONALE"])
    assert play(files["items/m01-q07.xml"], {"RESPONSE": "Tap WATER"}) == right
    gaps = {"RESPONSE_gap1": "b", "RESPONSE_gap2": Decimal(4)}
    assert play(files["items/m01-q08.xml"], gaps)[1] == ["WRONG", "gap1_b", "RATIONALE"]
    assert play(files["items/m01-q11.xml"], {"RESPONSE": "x"}) == (Decimal(0), ["SAMPLE"])


def test_3_0_says_the_same_as_2_1(packages: dict[str, Packages]) -> None:
    for (_, old), (_, new) in zip(packages["qti21"], packages["qti30"], strict=True):
        for path in old:
            if path != "imsmanifest.xml":
                assert _spelled(old[path]) == _spelled(new[path])


def _spelled(element: Element) -> Any:
    values = {_humped(etree.QName(name).localname): each for name, each in element.attrib.items()}
    inside = [_spelled(child) for child in children(element)]
    return tag(element), values, _words(element), inside


def _words(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


# A small engine for response processing.


def play(item: Element, responses: Mapping[str, Any]) -> tuple[Decimal, list[str]]:
    """Return the score of ``responses``, and what is told about them."""
    values: dict[str, Any] = {**responses, "SCORE": Decimal(0), "FEEDBACK": []}
    for processing in below(item, "responseProcessing"):
        for rule in processing:
            _follow(rule, item, values)
    return values["SCORE"], values["FEEDBACK"]


def _follow(rule: Element, item: Element, values: dict[str, Any]) -> None:
    if tag(rule) == "setOutcomeValue":
        values[str(rule.get("identifier"))] = _of(rule[0], item, values)
        return
    for branch in rule:
        if tag(branch) == "responseElse" or _of(branch[0], item, values):
            for each in list(branch)[0 if tag(branch) == "responseElse" else 1 :]:
                _follow(each, item, values)
            return


def _of(expression: Element, item: Element, values: Mapping[str, Any]) -> Any:
    name = tag(expression)
    if name == "variable":
        return values.get(str(expression.get("identifier")))
    if name == "baseValue":
        return _typed(str(attribute(expression, "baseType")), expression.text or "")
    if name == "correct":
        wanted = expression.get("identifier")
        declared = (each for each in below(item, "responseDeclaration"))
        return next(
            _value(each, below(each, "value"))
            for each in declared
            if each.get("identifier") == wanted
        )
    return OPERATORS[name]([_of(each, item, values) for each in expression])


def _unless_null(compare: Callable[[Any, Any], bool]) -> Callable[[list[Any]], bool | None]:
    return lambda values: None if None in values else compare(values[0], values[1])


def _every(values: list[Any]) -> bool | None:
    return False if False in values else None if None in values else True


def _same(one: Any, other: Any) -> bool:
    unordered = isinstance(one, frozenset) or isinstance(other, frozenset)
    return frozenset(one) == frozenset(other) if unordered else bool(one == other)


OPERATORS: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "match": _unless_null(_same),
    "equal": _unless_null(lambda one, other: one == other),
    "gte": _unless_null(lambda one, other: one >= other),
    "lte": _unless_null(lambda one, other: one <= other),
    "member": _unless_null(lambda one, other: one in other),
    "stringMatch": _unless_null(lambda one, other: one.casefold() == other.casefold()),
    "and": _every,
    "or": lambda values: True if True in values else None if None in values else False,
    "not": lambda values: None if values[0] is None else not values[0],
    "multiple": lambda values: [
        each for value in values for each in (value if isinstance(value, list) else [value])
    ],
}


def _default(item: Element, name: str) -> str:
    declared = (
        each for each in below(item, "outcomeDeclaration") if each.get("identifier") == name
    )
    return str(next(below(next(declared), "value")).text)


def _value(declared: Element, values: Iterator[Element]) -> Any:
    kind = str(attribute(declared, "baseType"))
    found = [_typed(kind, value.text or "") for value in values]
    match declared.get("cardinality"):
        case "multiple":
            return frozenset(found)
        case "ordered":
            return tuple(found)
    return found[0] if found else None


def _typed(kind: str, text: str) -> Any:
    return Decimal(text) if kind == "float" else text


def _other(item: Element, name: str, right: Any) -> Any:
    """Return an answer that is wrong."""
    match right:
        case Decimal():
            return Decimal(10) ** 9
        case tuple():
            return tuple(reversed(right))
        case frozenset():
            return frozenset(sorted(right)[1:])
    for interaction in item.iter(etree.Element):
        if attribute(interaction, "responseIdentifier") == name:
            keys = [
                str(each.get("identifier"))
                for each in below(interaction, "simpleChoice", "inlineChoice")
            ]
            return next((key for key in keys if key != right), "something else")
    raise KeyError(name)
