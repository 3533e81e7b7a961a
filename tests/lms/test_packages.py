"""Packages: a manifest that tells the truth, the keys of the source, equal bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from build_tools.course.shape import Module
from build_tools.formats.bundle import unzipped
from build_tools.formats.player import PLAYER, SCRIPTS, player_files
from build_tools.formats.scorm12 import answers_in, render_scorm12
from build_tools.languages.local import LocalCourse
from build_tools.questions.shape import Use
from build_tools.sources.problem import CourseError

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
MD = "{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}"
LARGEST = 300_000


def first(local: LocalCourse) -> Module[str]:
    return local.course.modules[0]


def packages(said: dict[str, LocalCourse]) -> dict[str, bytes]:
    return {code: render_scorm12(local, first(local)) for code, local in said.items()}


def manifest(package: bytes) -> etree._Element:
    return etree.fromstring(unzipped(package)["imsmanifest.xml"])


def test_the_manifest_lists_exactly_the_files(course: dict[str, LocalCourse]) -> None:
    for package in packages(course).values():
        listed = [file.get("href", "") for file in manifest(package).iter(f"{CP}file")]
        assert sorted(listed) == sorted(set(unzipped(package)) - {"imsmanifest.xml"})


def test_the_first_resource_starts_the_quiz(course: dict[str, LocalCourse]) -> None:
    for package in packages(course).values():
        root = manifest(package)
        resource, item = next(root.iter(f"{CP}resource")), next(root.iter(f"{CP}item"))
        assert resource.get("href") in unzipped(package)
        assert resource.get(f"{ADL}scormtype") == "sco"
        assert item.get("identifierref") == resource.get("identifier")
        assert item.get("isvisible") == "true"
        assert root.findtext(f".//{CP}schemaversion") == "1.2"


def schema12(standards: Path, folder: Path) -> etree.XMLSchema:
    """Return the schemas of the standard as one."""
    source = standards / "scorm12edition"
    for file in source.iterdir():  # Two slips in them that newer parsers refuse.
        text = file.read_text("utf-8-sig").replace(
            ' xmlns="http://www.w3.org/XML/1998/namespace"', ""
        )
        text = text.replace('<xsd:group ref="grp.any"/>', "") if "imsmd" in file.name else text
        (folder / file.name).write_text(text)
    parts = {CP: "imscp_rootv1p1p2", ADL: "adlcp_rootv1p2", MD: "imsmd_rootv1p2p1"}
    imports = "".join(
        f'<xs:import namespace="{space[1:-1]}" schemaLocation="{name}.xsd"/>'
        for space, name in parts.items()
    )
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    (folder / "whole.xsd").write_text(whole)
    return etree.XMLSchema(etree.parse(folder / "whole.xsd"))


def test_the_manifest_follows_the_schemas(
    course: dict[str, LocalCourse],
    kinds: dict[str, LocalCourse],
    standards: Path,
    tmp_path: Path,
) -> None:
    schema = schema12(standards, tmp_path)
    for package in (*packages(course).values(), *packages(kinds).values()):
        schema.assertValid(manifest(package))


def test_ids_are_the_same_in_all_languages(course: dict[str, LocalCourse]) -> None:
    found = set()
    for package in packages(course).values():
        root = manifest(package)
        tags = ("organization", "item", "resource")
        found.add(tuple(next(root.iter(CP + tag)).get("identifier") for tag in tags))
    assert len(found) == 1
    names = [manifest(package).get("identifier") for package in packages(course).values()]
    assert len(set(names)) == len(names)


def test_keys_are_the_same_in_the_source_and_in_every_language(
    course: dict[str, LocalCourse], kinds: dict[str, LocalCourse]
) -> None:
    for said in (course, {"en": kinds["en"]}):
        for code, package in packages(said).items():
            quiz = first(said[code]).quiz
            assert quiz is not None
            wanted = {question.id: question.answer for question in quiz.used_for(Use.QUIZ)}
            assert answers_in(package) == wanted


def test_a_language_without_accepted_answers_does_without_the_question(
    kinds: dict[str, LocalCourse],
) -> None:
    assert "m01-q07" in answers_in(packages(kinds)["tr"])
    assert "m01-q07" not in answers_in(packages(kinds)["ar"])


def test_equal_courses_give_equal_bytes(course: dict[str, LocalCourse]) -> None:
    assert packages(course) == packages(course)


def test_a_package_is_small_and_asks_for_nothing_outside(course: dict[str, LocalCourse]) -> None:
    for package in packages(course).values():
        assert len(package) < LARGEST
        page = unzipped(package)["index.html"].decode()
        assert "default-src 'none'" in page
        assert not re.search(r"""(src|href)=["'](https?:)?//""", page)


def test_all_that_the_player_leaves_out_is_comments_and_indents() -> None:
    code = player_files()["player.js"].decode()
    kept = iter(code.splitlines())
    expected = next(kept)
    for line in "\n".join((PLAYER / name).read_text("utf-8") for name in SCRIPTS).splitlines():
        if line.strip() == expected.rstrip():
            expected = next(kept, "the end")
        else:
            assert line.strip()[:1] in {"/", "*"}, line
    assert expected == "the end"
    assert "`" not in code  # In a template literal, indents would be words.


def test_the_page_says_its_language_and_direction(kinds: dict[str, LocalCourse]) -> None:
    pages = {
        code: unzipped(package)["index.html"].decode() for code, package in packages(kinds).items()
    }
    assert '<html lang="tr" dir="ltr">' in pages["tr"]
    assert '<html lang="ar" dir="rtl">' in pages["ar"]


def test_titles_are_written_as_they_are(kinds: dict[str, LocalCourse]) -> None:
    text = unzipped(packages(kinds)["en"])["imsmanifest.xml"].decode()
    assert "<title>Quiz: l’été &amp; more</title>" in text
    assert "&#" not in text
    assert (
        manifest(packages(kinds)["en"]).findtext(f".//{CP}item/{CP}title") == "Quiz: l’été & more"
    )


def test_a_title_is_cut_where_platforms_would_cut_it(kinds: dict[str, LocalCourse]) -> None:
    module = first(kinds["en"])
    assert module.quiz is not None
    long = replace(module, quiz=replace(module.quiz, title="very " * 60))
    title = manifest(render_scorm12(kinds["en"], long)).findtext(f".//{CP}item/{CP}title")
    assert title is not None
    assert len(title) == 200


def test_a_quiz_that_cannot_be_kept_is_not_packed(kinds: dict[str, LocalCourse]) -> None:
    module = first(kinds["en"])
    assert module.quiz is not None
    long = replace(module, quiz=replace(module.quiz, questions=module.quiz.questions * 20))
    with pytest.raises(CourseError, match="attempt-too-long"):
        render_scorm12(kinds["en"], long)


def test_no_answer_can_end_the_script_it_stands_in(kinds: dict[str, LocalCourse]) -> None:
    module = first(kinds["en"])
    assert module.quiz is not None
    sly = replace(module, quiz=replace(module.quiz, intro="`</script><script>alert(1)</script>`"))
    page = unzipped(render_scorm12(kinds["en"], sly))["index.html"].decode()
    assert page.count("<script") == 2
