"""What `tend bench` tells: ratios of one run, never seconds; a busy machine breaks nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.bench import YARDSTICK
from build_tools.cli import main
from build_tools.disk import read_sources, tree

SMALL = Path(__file__).parent / "print" / "small"
STAGES = [
    YARDSTICK,
    "reading",
    "checking",
    "saying",
    "the site",
    "one module's package",
    "one module's workbook",
    "an unchanged build",
]


def told(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    before = tree(SMALL)
    assert main(["--root", str(SMALL), "bench", *options]) == 0
    assert tree(SMALL) == before
    return capsys.readouterr().out


def test_every_stage_is_measured_by_the_yardstick_of_its_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found: dict[str, Any] = json.loads(told(capsys, "--json", "--repeat", "2", "-l", "en"))
    stages = found.pop("stages")
    assert found == {"language": "en", "repeat": 2, "yardstick": YARDSTICK}
    assert [stage["stage"] for stage in stages] == STAGES
    assert {stages[0][name] for name in ("ratio", "lowest", "highest", "each")} == {1.0}
    assert stages[0]["count"] == sum(name.endswith(".md") for name in read_sources(SMALL))
    for stage in stages:
        assert 0 < stage["lowest"] <= stage["ratio"] <= stage["highest"]
        assert (stage["each"] is None) == (stage["of"] == "") == (stage["count"] == 0)
        if stage["each"] is not None:
            share = stage["ratio"] / stage["count"]
            assert stage["each"] == pytest.approx(share * stages[0]["count"])


def test_figures_for_people_are_a_table_with_a_line_a_stage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    heads, *lines = told(capsys, "--quiet", "--repeat", "1").splitlines()
    assert heads.split() == ["stage", "ratio", "lowest", "to", "highest", "of", "each"]
    assert [line[: heads.index("ratio")].rstrip() for line in lines] == STAGES
    assert lines[0].split()[2:6] == ["1.00", "1.00", "to", "1.00"]


def test_a_course_that_cannot_be_built_is_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "bench"]) == 1
    assert "missing-file" in capsys.readouterr().err


def test_a_language_that_the_course_lacks_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--root", str(SMALL), "bench", "-l", "xx"]) == 2
    assert "unknown language `xx`; known: en" in capsys.readouterr().err
