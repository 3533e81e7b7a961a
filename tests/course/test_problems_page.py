"""Authors can look up each problem, and each can happen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from build_tools.course.alignment import WAYS
from build_tools.questions.rules import RULES, SAID_RULES, WORD_RULES

ROOT = Path(__file__).parents[2]
ROOMS = ("sources", "questions", "course", "imports", "item_stats")
TOLD_BY = ("Problem", "problem", "fail", "matching", "_problem")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")


def codes_in(path: Path) -> Iterator[str]:
    """Yield the codes that a file writes out where it makes a problem."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for given in node.args[:2] if name in TOLD_BY else ():
                if isinstance(given, ast.Constant) and CODE.fullmatch(str(given.value)):
                    yield str(given.value)


def codes() -> set[str]:
    written = {
        code
        for room in ROOMS
        for path in (ROOT / "build_tools" / room).glob("*.py")
        for code in codes_in(path)
    }
    return written | {*RULES, *WORD_RULES, *SAID_RULES} | {f"no-{way}" for way in WAYS}


def test_every_problem_can_be_looked_up() -> None:
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    explained = set(re.findall(r"\*\*`([a-z-]+)`\*\*", page))
    assert codes() - explained == set()


def test_every_problem_is_provoked_in_some_test() -> None:
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert {
        code for code in codes() if not re.search(rf"(?<![\w-]){code}(?![\w-])", tests)
    } == set()
