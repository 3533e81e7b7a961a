"""What holds for packages of every standard, in one language and in all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from build_tools import __version__
from build_tools.formats import scorm_schemas
from build_tools.formats.bundle import unzipped
from build_tools.formats.cmi5 import place_of, render_cmi5, render_cmi5_all
from build_tools.formats.package import answers_in
from build_tools.formats.scorm12 import render_scorm12, render_scorm12_all
from build_tools.formats.scorm2004 import render_scorm2004, render_scorm2004_all
from build_tools.languages.local import LocalCourse
from build_tools.questions.shape import Use

CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
CP12 = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
PREFIXES = {"adlcp", "adlseq", "adlnav", "imsss", "xsi", None}
Render = Callable[..., bytes]
ONE: dict[str, Render] = {
    "scorm12": render_scorm12,
    "scorm2004": render_scorm2004,
    "cmi5": render_cmi5,
}
ALL: dict[str, Render] = {
    "scorm12": render_scorm12_all,
    "scorm2004": render_scorm2004_all,
    "cmi5": render_cmi5_all,
}
LARGEST = 300_000


def packages(said: dict[str, LocalCourse], standard: str) -> Iterator[bytes]:
    for local in said.values():
        yield ONE[standard](local, local.course.modules[0])
    locals_ = tuple(said.values())
    yield ALL[standard](locals_, locals_[0].course.modules[0])


def manifest(package: bytes) -> etree._Element:
    return etree.fromstring(unzipped(package)["imsmanifest.xml"])


@pytest.fixture(scope="session")
def schema(standards: Path) -> etree.XMLSchema:
    """The schemas of the standard, as they lie in a package."""
    folder = standards / "scorm20044thedition"
    spaces = {
        "imscp_v1p1": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp_v1p3": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "adlseq_v1p3": "http://www.adlnet.org/xsd/adlseq_v1p3",
        "adlnav_v1p3": "http://www.adlnet.org/xsd/adlnav_v1p3",
        "imsss_v1p0": "http://www.imsglobal.org/xsd/imsss",
    }
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{(folder / name).as_uri()}.xsd"/>'
        for name, space in spaces.items()
    )
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(whole))


def test_manifests_of_2004_follow_the_schemas(
    course: dict[str, LocalCourse], kinds: dict[str, LocalCourse], schema: etree.XMLSchema
) -> None:
    for said in (course, kinds):
        for package in packages(said, "scorm2004"):
            schema.assertValid(manifest(package))


def test_manifests_of_2004_use_the_prefixes_that_platforms_look_for(
    course: dict[str, LocalCourse],
) -> None:
    for package in packages(course, "scorm2004"):
        root = manifest(package)
        assert {*root.nsmap} == PREFIXES
        assert root.findtext(f".//{CP}schemaversion") == "2004 4th Edition"
        assert root.get("version") == course["en"].course.version
        resource, item = next(root.iter(f"{CP}resource")), next(root.iter(f"{CP}item"))
        assert resource.get(f"{ADL}scormType") == "sco"
        assert resource.get("href") in unzipped(package)
        assert item.get("isvisible") == "true"
        assert item.get("identifierref") == resource.get("identifier")


def test_no_manifest_lets_a_platform_judge_by_itself(course: dict[str, LocalCourse]) -> None:
    for standard in ("scorm12", "scorm2004"):
        for package in packages(course, standard):
            text = unzipped(package)["imsmanifest.xml"].decode()
            assert not re.search("masteryscore|minNormalizedMeasure|completionThreshold", text)


@pytest.mark.parametrize(("standard", "space"), [("scorm12", CP12), ("scorm2004", CP)])
def test_manifests_list_exactly_the_files(
    course: dict[str, LocalCourse], standard: str, space: str
) -> None:
    others = {"imsmanifest.xml", *scorm_schemas.schemas_2004()}
    for package in packages(course, standard):
        listed = [file.get("href", "") for file in manifest(package).iter(f"{space}file")]
        assert sorted(listed) == sorted({*unzipped(package)} - others)


@pytest.mark.parametrize("standard", ONE)
def test_keys_are_those_of_the_source(
    course: dict[str, LocalCourse], kinds: dict[str, LocalCourse], standard: str
) -> None:
    for local in (*course.values(), kinds["en"]):
        quiz = local.course.modules[0].quiz
        assert quiz is not None
        wanted = {question.id: question.answer for question in quiz.used_for(Use.QUIZ)}
        assert answers_in(ONE[standard](local, local.course.modules[0])) == wanted


@pytest.mark.parametrize("standard", ONE)
def test_packages_are_small_closed_and_the_same_each_time(
    course: dict[str, LocalCourse], standard: str
) -> None:
    assert list(packages(course, standard)) == list(packages(course, standard))
    for package in packages(course, standard):
        page = unzipped(package)["index.html"].decode()
        assert "default-src 'none'; script-src 'self'" in page
        assert ("connect-src" in page) is (standard == "cmi5")
        assert not re.search(r"""(src|href)=["'](https?:)?//""", page)
    local = course["en"]
    assert len(ONE[standard](local, local.course.modules[0])) < LARGEST


def test_ids_are_the_same_in_every_standard_and_language(course: dict[str, LocalCourse]) -> None:
    found = set()
    for standard, space in (("scorm12", CP12), ("scorm2004", CP)):
        for package in packages(course, standard):
            tags = ("organization", "item", "resource")
            found.add(
                tuple(next(manifest(package).iter(space + tag)).get("identifier") for tag in tags)
            )
    assert len(found) == 1


def test_only_a_package_of_all_languages_is_called_so(course: dict[str, LocalCourse]) -> None:
    names = [
        str(manifest(package).get("identifier")).rpartition(".")[2]
        for package in packages(course, "scorm2004")
    ]
    assert names == [*course, "all"]


def test_packages_of_2004_carry_the_schema_files(course: dict[str, LocalCourse]) -> None:
    found = scorm_schemas.schemas_2004()
    assert {"imscp_v1p1.xsd", "adlcp_v1p3.xsd", "imsss_v1p0.xsd", "xml.xsd"} <= {*found}
    for package in packages(course, "scorm2004"):
        assert unzipped(package).items() >= found.items()


@pytest.mark.parametrize("standard", ONE)
def test_a_package_says_which_release_it_is_and_what_packed_it(
    course: dict[str, LocalCourse], standard: str
) -> None:
    local = course["en"]
    said = f"{local.course.id} {local.course.version}, packed by Tend {__version__}"
    files = unzipped(ONE[standard](local, local.course.modules[0]))
    manifest = files["cmi5.xml" if standard == "cmi5" else "imsmanifest.xml"].decode()
    assert f"<!-- {said} -->" in manifest
    assert f'<meta name="generator" content="{said}">' in files["index.html"].decode()


@pytest.mark.parametrize("standard", ONE)
def test_a_package_has_its_own_store_and_no_other(
    course: dict[str, LocalCourse], standard: str
) -> None:
    local = course["en"]
    script = unzipped(ONE[standard](local, local.course.modules[0]))["player.js"].decode()
    found = {name for name in (*ONE, "browser") if f"Tend.stores.{name} = " in script}
    assert found == {standard, "browser"}


def test_ids_of_cmi5_stand_below_the_address_of_the_site(course: dict[str, LocalCourse]) -> None:
    known = replace(course["en"].course, site_url="https://care.example/learn/")
    assert place_of(known) == "https://care.example/learn/xapi"
    assert place_of(replace(known, site_url="")) == f"https://{known.id}.invalid/xapi"
