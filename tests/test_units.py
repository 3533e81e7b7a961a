"""What there is to build, what each needs, and what has to be rendered again after a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.course.reading import COURSE_FILE, read_course
from build_tools.disk import read_sources, tree
from build_tools.mkdocs_plugin import build_site
from build_tools.units import FORMATS, Unit, key_of, units_of

SMALL = Path(__file__).parent / "print" / "small"
FILES = read_sources(SMALL)
COURSE = read_course(FILES)
KIT = Unit("en", "kits", "audit")
WORKBOOK = Unit("en", "module-workbook", "01-small")


def names(*formats: str) -> list[str]:
    return [unit.name for unit in units_of(COURSE, ["en"], formats)]


def test_books_of_a_module_and_kits_are_built_where_they_are_asked_for() -> None:
    assert names("workbook", "guide") == ["en/workbook", "en/guide"]
    assert names("module-guide") == ["en/module-workbook/01-small", "en/module-guide/01-small"]
    assert names("kits", "job-aids") == ["en/job-aids", "en/kits/audit", "en/kits/formats"]


def test_a_site_waits_for_everything_it_offers() -> None:
    (site,) = [unit for unit in units_of(COURSE, ["en"], ["site"]) if unit.format == "site"]
    assert [unit.kind for unit in site.needs] == ["handout", "copies"]
    assert [unit.kind for unit in site.needs[1].needs] == ["job-aids", "kits/audit", "kits/formats"]


def test_what_waits_for_its_release_has_no_book() -> None:
    waiting = FILES[COURSE_FILE].replace(
        "name: English", "name: English, waiting: [01-small, kits]"
    )
    course = read_course({**FILES, COURSE_FILE: waiting})
    found = units_of(course, ["en"], FORMATS)
    assert [unit.name for unit in found if unit.part in ("01-small", "audit", "formats")] == []


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("course/kits/audit/01-agenda.md", [KIT]),
        ("course/kits/audit/kit.yml", [KIT]),
        ("course/kits/formats/kit.yml", []),
        ("course/01-small/01-first.md", [WORKBOOK]),
        ("course/01-small/line.svg", [WORKBOOK]),
        ("quizzes/01-small.yml", [WORKBOOK]),
        ("course/orientation.md", []),
        ("course/course.yml", [KIT, WORKBOOK]),
        ("locales/en/LC_MESSAGES/kits.po", [KIT]),
        ("locales/en/LC_MESSAGES/01-small.po", [WORKBOOK]),
        ("locales/en/LC_MESSAGES/02-other.po", []),
        ("locales/en/LC_MESSAGES/interface.po", [KIT, WORKBOOK]),
    ],
)
def test_a_change_renders_only_what_is_made_from_it(file: str, changed: list[Unit]) -> None:
    language = COURSE.languages[0]
    edited = {**FILES, file: FILES.get(file, "") + "\n"}
    for unit in (KIT, WORKBOOK):
        same = key_of(unit, language, FILES, "") == key_of(unit, language, edited, "")
        assert same is (unit not in changed)


def test_parts_of_the_results_replace_what_they_were_and_keep_the_rest(tmp_path: Path) -> None:
    def build(*formats: str) -> set[str]:
        request = pipeline.Request(
            languages=("en",), formats=formats, into=tmp_path / "dist", cache=tmp_path / "cache"
        )
        pipeline.build(FILES, request, build_site, lambda *_: None)
        listed = (tmp_path / "dist" / "SHA256SUMS").read_text("utf-8").splitlines()
        found = {line.split("  ", 1)[1] for line in listed}
        assert found == {*tree(tmp_path / "dist")} - {"SHA256SUMS", ".tend"}
        return found

    books = build("kits", "job-aids", "module-guide")
    assert {name for name in books if name.endswith(".pdf")} == {
        "workbooks/en/job-aids.pdf",
        "workbooks/en/kits/audit.pdf",
        "workbooks/en/kits/formats.pdf",
        "workbooks/en/01-small/learner-workbook.pdf",
        "workbooks/en/01-small/facilitator-guide.pdf",
    }
    (tmp_path / "dist" / "workbooks" / "en" / "kits" / "gone.pdf").write_bytes(b"%PDF-1.7")
    everything = build("site")
    assert books <= everything
    assert {name for name in everything if "/downloads/" in name} == {
        "site/en/downloads/learner-workbook.pdf",
        "site/en/downloads/job-aids.pdf",
        "site/en/downloads/kits/audit.pdf",
    }
    assert "workbooks/en/kits/gone.pdf" not in everything
    report = json.loads((tmp_path / "dist" / "report.json").read_text("utf-8"))
    told = report["languages"]["en"]["artifacts"]
    assert {name for name in everything if name.endswith(".pdf")} <= set(told)
    assert (
        told["site/en/downloads/kits/audit.pdf"]["pages"]
        < told["workbooks/en/kits/audit.pdf"]["pages"]
    )
    page = (tmp_path / "dist/site/en/kits/audit/index.html").read_text("utf-8")
    assert "downloads/kits/audit.pdf" in page
