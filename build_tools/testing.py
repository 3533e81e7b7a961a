"""Checks of the code and the tests, as ``tend test`` runs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from build_tools.machine import ROOT, say

CHECKS = {
    "looking for mistakes (ruff check)": ("ruff", "check", "."),
    "looking at the layout (ruff format)": ("ruff", "format", "--check", "."),
    "checking types (mypy)": ("mypy",),
}
FAILED = 1
WRONG_USAGE = 2
PYTEST_WRONG_USAGE = 4


def run_tests(arguments: Sequence[str]) -> int:
    """Run all checks and tests, or only the tests that ``arguments`` choose; 0 if all is well.

    Arguments are pytest's, and ``--all`` for the full matrices. Checks that fail stop nothing, so
    that one run shows everything.
    """
    checks = {} if set(arguments) - {"--all"} else CHECKS
    failures = [purpose for purpose, command in checks.items() if _fails(purpose, command)]
    status = _run(("pytest", *arguments))
    for purpose in failures:
        print(f"failed: {purpose}", file=sys.stderr)
    if status == PYTEST_WRONG_USAGE:
        return WRONG_USAGE
    return FAILED if failures or status else 0


def _fails(purpose: str, command: tuple[str, ...]) -> bool:
    say(purpose)
    return _run(command) != 0


def _run(command: tuple[str, ...]) -> int:
    """Run a module of our own environment from the root of the tree."""
    sys.stdout.flush()
    done = subprocess.run((sys.executable, "-m", *command), cwd=ROOT, check=False)
    return done.returncode
