"""All of our course, built once: everything in its source language, packages in every language.

Laws are shown on less of it (``begun`` in ``conftest.py``), since a book of eleven modules takes
a minute to set. The other languages are built whole under ``./tend test --all``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from build_tools.course.reading import read_course
from build_tools.course.shape import Course
from build_tools.disk import read_sources, tree
from build_tools.formats.assessments import packed_modules
from build_tools.formats.packages import COURSES, PACKAGES
from build_tools.mkdocs_plugin import build_site
from build_tools.pipeline import Request, build
from build_tools.sources.text import Text

ROOT = Path(__file__).parents[1]
CODES = ("en", "fr", "es", "tr", "zh")


@pytest.fixture(scope="module")
def files() -> Mapping[str, str]:
    return read_sources(ROOT)


@pytest.fixture(scope="module")
def course(files: Mapping[str, str]) -> Course[Text]:
    return read_course(files)


def built(files: Mapping[str, str], place: Path, *codes: str, **chosen: Any) -> dict[str, Any]:
    request = Request(languages=codes, into=place / "dist", cache=place / "cache", jobs=2, **chosen)
    return build(files, request, build_site, lambda *_: None)


@pytest.mark.parametrize(
    "code", ["en", *(pytest.param(code, marks=pytest.mark.full) for code in CODES[1:])]
)
def test_all_of_the_course_is_built_without_a_warning(
    files: Mapping[str, str], course: Course[Text], tmp_path: Path, code: str
) -> None:
    report = built(files, tmp_path, code)
    artifacts = report["languages"][code]["artifacts"]
    assert [facts["warnings"] for facts in artifacts.values() if facts["warnings"]] == []
    made = tree(tmp_path / "dist")
    waiting = course.language(code).waiting
    for module in (each for each in course.modules if each.id not in waiting):
        for lesson in module.lessons:
            assert f"site/{code}/{module.id}/{lesson.id}.html" in made
    for part in (each for each in packed_modules(course) if each.id not in waiting):
        for package in PACKAGES.values():
            assert f"lms/{code}/{part.id}.{package.ending}" in made
    assert {f"lms/{code}/{name}" for name in COURSES} <= {*made}


def test_every_package_in_every_language_has_the_answers_of_its_source(
    files: Mapping[str, str], tmp_path: Path
) -> None:
    formats = ("course", "scorm12", "scorm2004", "qti21", "moodle", "gift")
    report = built(files, tmp_path, *CODES, formats=formats)  # Each file is read back and proved.
    for language in report["languages"].values():
        artifacts = language["artifacts"]
        assert len(artifacts) > len(formats)
        assert [facts["warnings"] for facts in artifacts.values() if facts["warnings"]] == []
    stored = json.loads((tmp_path / "dist" / "report.json").read_text("utf-8"))
    assert stored == report
