"""QTI content packages: a manifest, a test with its sections, and one file a question.

Source: IMS Question and Test Interoperability 2.1 and 3.0, Metadata and Usage Data, Content
Packaging profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from build_tools.course.shape import Module
from build_tools.formats.bundle import zipped
from build_tools.formats.exchange import Section, common_notes, digits, quiz_of, sections
from build_tools.formats.parts import whole
from build_tools.formats.qti import item
from build_tools.formats.qti_marking import SCORE, constant, variable
from build_tools.formats.xmltree import element, lines, written
from build_tools.languages.local import LocalCourse
from build_tools.questions import AnyQuestion
from build_tools.questions.shape import Use
from build_tools.sources.markdown import plain

MANIFEST: Final = "imsmanifest.xml"
TEST: Final = "test.xml"
PASSED: Final = "PASSED"


@dataclass(frozen=True, slots=True)
class Release:
    """How one release of QTI names and spells things; ``spell`` takes a tree in QTI 2.1 words."""

    namespace: str
    packaging: str
    schema: str
    version: str
    resource: str  # `{}` is `test` or `item`.
    spell: Callable[[Element], Element]


def package(local: LocalCourse, module: Module[str], release: Release) -> bytes:
    """Return the zip of a module's questions.

    Raises:
        CourseError: if the module has none.
    """
    found = sections(local, module)
    files = {TEST: _test(module, found)}
    files |= {path_of(part): item(part, local) for part in _parts(found)}
    packed = {path: written(_rooted(tree, release)) for path, tree in files.items()}
    manifest = _manifest(local, module, release, list(_parts(found)))
    return zipped(packed | {MANIFEST: written(manifest)})


def path_of(question: AnyQuestion[str]) -> str:
    """Return where the item of a question is in a package."""
    return f"items/{question.id}.xml"


def notes(module: Module[str]) -> Iterator[tuple[str, str]]:
    """Yield what QTI loses: (question id, what)."""
    yield from common_notes(module)
    for question in quiz_of(module).questions:
        if question.hint and Use.FINAL not in question.use:
            yield question.id, "the hint"


def _parts(found: Iterable[Section]) -> Iterator[AnyQuestion[str]]:
    for section in found:
        for question in section.questions:
            yield from whole(question)


def _rooted(tree: Element, release: Release) -> Element:
    root = release.spell(tree)
    root.attrib = {"xmlns": release.namespace, **root.attrib}
    return root


def _test(module: Module[str], found: Iterable[Section]) -> Element:
    quiz = quiz_of(module)
    part = {
        "identifier": "questions",
        "navigationMode": "nonlinear",
        "submissionMode": "individual",
    }
    return lines(
        "assessmentTest",
        {"identifier": f"test-{module.id}", "title": plain(quiz.title)},
        _outcome(SCORE, "float"),
        _outcome(PASSED, "boolean"),
        lines("testPart", part, *map(_section, found)),
        lines("outcomeProcessing", {}, *_passing(module)),
    )


def _outcome(name: str, kind: str) -> Element:
    declared = {"identifier": name, "cardinality": "single", "baseType": kind}
    return element("outcomeDeclaration", declared)


def _section(section: Section) -> Element:
    items = [
        _item_ref(part, section.use) for question in section.questions for part in whole(question)
    ]
    named = {"identifier": str(section.use), "title": section.title, "visible": "true"}
    return lines("assessmentSection", named, *items)


def _item_ref(question: AnyQuestion[str], use: Use) -> Element:
    """Return a reference; its categories let an admin count scores by objective."""
    objectives = [f"objective-{name}" for name in question.objectives]
    categories = " ".join((str(use), str(question.bloom), *objectives))
    named = {"identifier": question.id, "href": path_of(question), "category": categories}
    return element("assessmentItemRef", named)


def _passing(module: Module[str]) -> Iterator[Element]:
    """Only the quiz counts; the pass mark is of all its points."""
    quiz = quiz_of(module)
    scores = element(
        "testVariables", {"variableIdentifier": SCORE, "includeCategory": str(Use.QUIZ)}
    )
    yield element("setOutcomeValue", {"identifier": SCORE}, element("sum", {}, scores))
    total = sum((question.points for question in quiz.used_for(Use.QUIZ)), Decimal(0))
    enough = constant("float", digits(total * quiz.pass_percent / 100))
    passed = element("gte", {}, variable(SCORE), enough)
    yield element("setOutcomeValue", {"identifier": PASSED}, passed)


def _manifest(
    local: LocalCourse, module: Module[str], release: Release, parts: list[AnyQuestion[str]]
) -> Element:
    named = {
        "xmlns": release.packaging,
        "xmlns:imsmd": "http://ltsc.ieee.org/xsd/LOM",
        "identifier": f"package-{local.course.id}-{module.id}",
        "version": local.course.version,
    }
    test = _resource(release, "test", f"test-{module.id}", TEST, [part.id for part in parts])
    items = [_resource(release, "item", part.id, path_of(part), []) for part in parts]
    return lines(
        "manifest",
        named,
        _metadata(local, module, release),
        element("organizations"),
        lines("resources", {}, test, *items),
    )


def _metadata(local: LocalCourse, module: Module[str], release: Release) -> Element:
    tag = local.language.tag
    title = element("imsmd:string", {"language": tag}, plain(quiz_of(module).title))
    general = lines(
        "imsmd:general",
        {},
        element("imsmd:title", {}, title),
        element("imsmd:language", {}, tag),
    )
    return lines(
        "metadata",
        {},
        element("schema", {}, release.schema),
        element("schemaversion", {}, release.version),
        lines("imsmd:lom", {}, general),
    )


def _resource(release: Release, kind: str, name: str, path: str, needs: list[str]) -> Element:
    described = {"identifier": name, "type": release.resource.format(kind), "href": path}
    needed = [element("dependency", {"identifierref": each}) for each in needs]
    return lines("resource", described, element("file", {"href": path}), *needed)
