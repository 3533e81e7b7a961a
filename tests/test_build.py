"""The laws of a build, shown on the first module of our course in three languages."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from build_tools.course.reading import COURSE_FILE, read_course
from build_tools.disk import read_sources, tree
from build_tools.environment import ensure_schemas
from build_tools.formats.fonts import ensure_fonts

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "tr", "zh")
PLAYED = ("scorm12.zip", "scorm2004.zip", "cmi5.zip")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our course in three languages with its first module: enough for laws of any build."""
    copy = tmp_path_factory.mktemp("sources")
    for room in ("course", "quizzes", "locales"):
        shutil.copytree(ROOT / room, copy / room)
    file = copy / COURSE_FILE
    course = read_course(read_sources(copy))
    modules = [module.id for module in course.modules[1:]]
    waits = ", ".join([*modules, *(test.id for test in course.assessments)])
    text = re.sub(r", waiting: \[.*?\]", "", file.read_text("utf-8"))
    text = re.sub(r"(?m)^- \{code: (?:fr|es),.*\n", "", text)
    file.write_text(re.sub(r"(?m)^(- \{code: .*)\}$", rf"\1, waiting: [{waits}]}}", text), "utf-8")
    return copy


def tend(root: Path, into: Path, cache: Path, *words: str, **environ: str) -> list[str]:
    """Build in a process of its own; return what it said of its progress."""
    environment = {**os.environ, "TEND_CACHE": str(cache), **environ}
    done = subprocess.run(
        command(root, into, *words),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()


def command(root: Path, into: Path, *words: str) -> list[str]:
    start = [sys.executable, "-m", "build_tools", "--root", str(root), "build"]
    return [*start, "--into", str(into), *words]


def with_fonts(cache: Path) -> Path:
    """A cache of its own, with the fonts and schema files that are prepared already."""
    cache.mkdir()
    (cache / "schemas").symlink_to(ensure_schemas().parent)
    (cache / ensure_fonts().name).symlink_to(ensure_fonts())
    return cache


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_fonts(tmp_path_factory.mktemp("kept") / "cache")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory, root: Path, cache: Path) -> Path:
    into = tmp_path_factory.mktemp("built") / "dist"
    tend(root, into, cache)
    return into


def test_the_results_stand_where_the_contract_says(dist: Path) -> None:
    files = tree(dist)
    assert {"site/index.html", "site/404.html", "report.json", "SHA256SUMS"} <= set(files)
    for code in LANGUAGES:
        assert f"site/{code}/index.html" in files
        assert f"site/{code}/01-active-farmer/01-three-ways.html" in files
        assert f"site/{code}/01-active-farmer/quiz.html" in files
        assert f"site/{code}/downloads/learner-workbook.pdf" in files
        assert f"site/{code}/orientation.html" in files
        assert f"workbooks/{code}/learner-workbook.pdf" in files
        assert f"workbooks/{code}/job-aids.pdf" in files
        assert f"workbooks/{code}/01-active-farmer/learner-workbook.pdf" in files
        assert f"workbooks/{code}/01-active-farmer/facilitator-guide.pdf" in files
        assert f"workbooks/{code}/02-prepare-the-soil/learner-workbook.pdf" not in files
        for kit in ("field-plan", "mystery-call-audit"):
            assert f"workbooks/{code}/kits/{kit}.pdf" in files
            assert f"site/{code}/kits/{kit}/forms.html" in files
            assert f"site/{code}/downloads/kits/{kit}.pdf" in files
        assert f"workbooks/{code}/kits/trainer-formats.pdf" in files
        assert not [name for name in files if "trainer-formats" in name and "site/" in name]
        assert f"workbooks/{code}/facilitator-guide.pdf" in files
        assert f"lms/{code}/course.scorm12.zip" in files
        for ending in (*PLAYED, "qti21.zip", "qti30.zip", "moodle.xml", "gift.txt"):
            assert f"lms/{code}/01-active-farmer.{ending}" in files
    for ending in PLAYED:
        assert f"lms/all/01-active-farmer.{ending}" in files


def test_every_language_is_whole(dist: Path) -> None:
    report = json.loads((dist / "report.json").read_text("utf-8"))
    assert tuple(report["languages"]) == LANGUAGES
    for code, language in report["languages"].items():
        assert (language["missing"], language["fuzzy"]) == (0, 0), code
        warnings = [
            warning
            for artifact in language["artifacts"].values()
            for warning in artifact["warnings"]
        ]
        assert warnings == [], code


def test_a_second_build_renders_nothing_and_gives_the_same(
    dist: Path, root: Path, cache: Path, tmp_path: Path
) -> None:
    said = tend(root, tmp_path / "dist", cache)
    assert said
    assert all(line.endswith("(unchanged)") for line in said)
    assert (tmp_path / "dist" / "SHA256SUMS").read_text() == (dist / "SHA256SUMS").read_text()


def test_equal_sources_give_equal_bytes_in_any_process_zone_and_order(
    dist: Path, root: Path, tmp_path: Path
) -> None:
    tend(
        root,
        tmp_path / "dist",
        with_fonts(tmp_path / "cache"),
        *("--language", "zh", "--jobs", "1"),
        PYTHONHASHSEED="7",
        TZ="Pacific/Auckland",
        LANG="tr_TR.UTF-8",
    )
    mine = sums(tmp_path / "dist")
    theirs = sums(dist)
    built = [name for name in mine if "/zh/" in name]
    assert len(built) > 10
    assert {name: mine[name] for name in built} == {name: theirs[name] for name in built}


def test_a_killed_build_leaves_the_last_good_one(root: Path, cache: Path, tmp_path: Path) -> None:
    into = tmp_path / "dist"
    tend(root, into, cache, "--language", "tr", "--format", "scorm12")
    before = (into / "SHA256SUMS").read_text()
    again = command(root, into, "-l", "zh")
    environ = {**os.environ, "TEND_CACHE": str(tmp_path / "empty")}
    with subprocess.Popen(
        again, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGKILL)
    assert (into / "SHA256SUMS").read_text() == before
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=into, check=True)


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
