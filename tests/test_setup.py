"""A fresh machine, its locks, its launcher and the run in CI."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools import environment
from build_tools.environment import point_scripts_at, swap
from build_tools.machine import (
    PIECES,
    ROOT,
    MachineLacksError,
    Piece,
    advice,
    cache_folder,
    install_command,
    missing,
)

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TEST_LOCK = (ROOT / "tests" / "requirements-test.lock").read_text("utf-8")
NPM_LOCKS = tuple(
    (folder / "package-lock.json").read_text("utf-8")
    for folder in (environment.BROWSER_TESTS, environment.SCHEMAS)
)
NODE_LOCK = (environment.SCHEMAS / "node.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

NEEDY = {
    "tool": Piece("a tool", "run", programs=("no-such-tool", "nor-this"), apt=("tool",)),
    "shell": Piece("a shell", "run", programs=("no-such-shell", "sh"), apt=("dash",)),
    "library": Piece("a library", "build", libraries=("no-such",), apt=("lib1", "lib2")),
    "module": Piece("a module", "test", modules=("venv", "no_such_module"), apt=("module",)),
}


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower()


def test_no_lock_names_an_address() -> None:
    assert "://" not in LOCK + TEST_LOCK + NODE_LOCK + "".join(NPM_LOCKS)


def test_the_locks_hold_every_dependency_and_the_means_to_install_ourselves() -> None:
    base = {*map(name_of, PROJECT["dependencies"]), "setuptools"}
    extra = set(map(name_of, PROJECT["optional-dependencies"]["test"]))
    assert not base - pins(LOCK).keys()
    assert not (base | extra) - pins(TEST_LOCK).keys()


def test_building_and_testing_use_the_same_versions() -> None:
    assert (pins(LOCK) | pins(NODE_LOCK)).items() <= pins(TEST_LOCK).items()


@pytest.mark.parametrize("lock", [LOCK, TEST_LOCK, NODE_LOCK], ids=["build", "test", "node"])
def test_every_pinned_package_has_a_hash(lock: str) -> None:
    packages = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert len(packages) == len(pins(lock))
    assert all("--hash=sha256:" in package for package in packages)


def test_every_javascript_package_has_a_hash() -> None:
    for lock in NPM_LOCKS:
        packages = json.loads(lock)["packages"]
        assert all(name == "" or "integrity" in package for name, package in packages.items())


def test_each_need_includes_the_one_before() -> None:
    pieces = NEEDY.values()
    assert missing("run", pieces) == (NEEDY["tool"],)
    assert missing("build", pieces) == (NEEDY["tool"], NEEDY["library"])
    assert missing("test", pieces) == (NEEDY["tool"], NEEDY["library"], NEEDY["module"])


def test_one_command_installs_everything_that_is_missing() -> None:
    command = "apt-get install --yes --no-install-recommends tool lib1 lib2 module"
    assert " ".join(install_command(missing("test", NEEDY.values()), "apt")) == command


def test_every_piece_can_be_had_from_every_package_manager() -> None:
    assert all(piece.apt and piece.dnf and piece.brew for piece in PIECES)


def test_advice_is_a_command_to_type() -> None:
    said = advice([NEEDY["tool"], NEEDY["library"]], "apt", as_root=True)
    assert said == (
        "this machine lacks a tool, a library; type this, then try again:\n"
        "  apt-get update && apt-get install --yes --no-install-recommends tool lib1 lib2"
    )


def test_advice_without_a_known_package_manager_names_what_to_install() -> None:
    said = advice([NEEDY["tool"]], None, as_root=False)
    assert said.startswith("this machine lacks a tool; install it")


def test_a_tree_keeps_its_cache_itself(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert cache_folder({}, tmp_path) == tmp_path / ".cache"


def test_an_installed_copy_keeps_its_cache_with_the_user(tmp_path: Path) -> None:
    own = "/site/packages".replace("/", "-")
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}, Path("/site/packages")) == (
        tmp_path / "tend" / own
    )


def test_the_browser_and_what_we_test_against_are_ready(
    browser: Browser, node_modules: Path
) -> None:
    page = browser.new_page()
    page.add_script_tag(path=node_modules / "axe-core" / "axe.min.js")
    page.add_script_tag(path=node_modules / "scorm-again" / "dist" / "scorm-again.min.js")
    assert page.evaluate("[typeof axe.run, typeof Scorm12API]") == ["function", "function"]
    page.close()


def test_node_is_new_enough_for_the_packages(node: Path) -> None:
    said = subprocess.check_output([node, "--version"], text=True)
    assert [int(part) for part in said.strip("v\n").split(".")] >= [20, 19]


# The environment.


def test_scripts_name_the_folder_they_will_live_in(tmp_path: Path) -> None:
    script = tmp_path / "venv.new" / "bin" / "tool"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!{tmp_path}/venv.new/bin/python\nimport tool\n", "utf-8")
    point_scripts_at(tmp_path / "venv.new", tmp_path / "venv")
    assert script.read_text("utf-8") == f"#!{tmp_path}/venv/bin/python\nimport tool\n"


def test_a_finished_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for name in ("venv", "venv.new", "venv.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "from").write_text(name, "utf-8")
    swap(tmp_path / "venv.new", tmp_path / "venv")
    assert [path.name for path in tmp_path.iterdir()] == ["venv"]
    assert (tmp_path / "venv" / "from").read_text("utf-8") == "venv.new"


def test_node_trusts_what_the_system_trusts_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "bundle.crt"
    bundle.write_text("", "utf-8")
    monkeypatch.setattr(environment, "TRUSTED", (str(tmp_path / "none.crt"), str(bundle)))
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    show = "import os; raise SystemExit(os.environ['NODE_EXTRA_CA_CERTS'] != {!r})"
    environment._run("look", [sys.executable, "-c", show.format(str(bundle))])  # noqa: SLF001
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "own.crt")
    environment._run("look", [sys.executable, "-c", show.format("own.crt")])  # noqa: SLF001


def test_an_environment_that_somebody_else_made_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "environment_folder", lambda: tmp_path)
    with pytest.raises(MachineLacksError, match="is not ours"):
        environment.ensure_environment("run")
    assert not list(tmp_path.iterdir())


def test_schema_files_are_fetched_once_and_no_half_of_them_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = []

    def fetch(_purpose: str, _command: list[str], cwd: Path) -> None:
        fetched.append(sorted(path.name for path in cwd.iterdir()))
        if len(fetched) == 1:
            raise MachineLacksError("no line")
        (cwd / "node_modules").mkdir()

    monkeypatch.setenv("TEND_CACHE", str(tmp_path))
    monkeypatch.setattr(environment, "_run", fetch)
    with pytest.raises(MachineLacksError):
        environment.ensure_schemas()
    assert not list(tmp_path.iterdir())
    for _ in range(2):
        assert environment.ensure_schemas() == tmp_path / "schemas" / "node_modules"
    assert fetched == [["package-lock.json", "package.json"]] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["schemas"]


def test_a_build_without_node_borrows_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)
    monkeypatch.setattr(environment, "_run", lambda _purpose, command: asked.append(command))
    python = environment._python_with_node(tmp_path)  # noqa: SLF001  # The way without Node.
    assert python == tmp_path / "node" / "bin" / "python"
    assert [command[1:3] for command in asked] == [["-m", "venv"], ["-m", "pip"]]
    assert asked[1][-1] == str(environment.SCHEMAS / "node.lock")


# The launcher, with a preparation and a command line that only write down what they are asked.

PREPARE = """
import os, sys
from pathlib import Path
print("prepare", sys.argv[1])
if Path("refuse").exists():
    sys.exit(1)
Path(".venv/bin").mkdir(parents=True, exist_ok=True)
if not Path(".venv/bin/python").is_symlink():
    Path(".venv/bin/python").symlink_to(sys.executable)
Path(".cache").mkdir(exist_ok=True)
"""
PREPARED_FROM = (
    "pyproject.toml",
    "requirements.lock",
    "tests/requirements-test.lock",
    "tests/browser/package-lock.json",
    "build_tools/environment.py",
    "build_tools/machine.py",
    "build_tools/formats/fonts.py",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (*PREPARED_FROM, "build_tools/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "build_tools" / "environment.py").write_text(PREPARE, "utf-8")
    said = "import sys; print(*sys.argv[1:], sep='|'); sys.exit(2)\n"
    (tmp_path / "build_tools" / "__main__.py").write_text(said, "utf-8")
    shutil.copy(ROOT / "tend", tmp_path)
    return tmp_path


def start(tree: Path, *words: str) -> tuple[int, list[str]]:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tree), "PYTHON": sys.executable}
    done = subprocess.run(
        [tree / "tend", *words], cwd=tree, env=environ, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


def test_the_launcher_prepares_once_and_hands_over(tree: Path) -> None:
    assert start(tree, "check", "a b", "*") == (2, ["prepare run", "check|a b|*"])
    assert start(tree, "check", "a b", "*") == (2, ["check|a b|*"])


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("", "run"),
        ("--help", "run"),
        ("status", "run"),
        ("new lesson test", "run"),
        ("build -l tr", "build"),
        ("--quiet build", "build"),
        ("--root /some/where build", "build"),
        ("test -k build", "test"),
        ("build --help", "run"),
        ("test -h", "run"),
    ],
)
def test_the_launcher_prepares_what_a_command_needs(tree: Path, words: str, need: str) -> None:
    assert start(tree, *words.split())[1][0] == f"prepare {need}"


@pytest.mark.parametrize("name", PREPARED_FROM)
def test_the_launcher_prepares_again_when_its_grounds_change(tree: Path, name: str) -> None:
    start(tree, "check")
    with (tree / name).open("a") as file:
        file.write("# changed\n")
    assert start(tree, "check")[1][0] == "prepare run"


def test_a_preparation_that_fails_is_tried_again(tree: Path) -> None:
    (tree / "refuse").touch()
    assert start(tree, "check") == (4, ["prepare run"])
    (tree / "refuse").unlink()
    assert start(tree, "check") == (2, ["prepare run", "check"])


def test_a_python_that_is_gone_is_replaced(tree: Path) -> None:
    start(tree, "check")
    (tree / ".venv" / "bin" / "python").unlink()
    assert start(tree, "check") == (2, ["prepare run", "check"])


def test_the_launcher_runs_its_own_tree_wherever_we_stand(tree: Path) -> None:
    other = tree / "other"
    (other / "build_tools").mkdir(parents=True)
    for name in ("__init__", "__main__", "environment"):
        (other / "build_tools" / f"{name}.py").write_text("print('the wrong tree')\n", "utf-8")
    start(tree, "check")
    done = subprocess.run(
        [tree / "tend", "check"], cwd=other, capture_output=True, text=True, check=False
    )
    assert done.stdout == "check\n"


def test_the_launcher_works_through_a_link(tree: Path) -> None:
    (tree / "bin").mkdir()
    (tree / "bin" / "tend").symlink_to(tree / "tend")
    done = subprocess.run(
        [tree / "bin" / "tend", "check"], cwd=tree, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "check"


# The run in CI, with a launcher that only says what pytest would.


@pytest.mark.parametrize(
    ("closing", "good"),
    [
        ("=== 3 passed in 0.10s ===", True),
        ("=== 812 passed, 2 warnings in 601.10s (0:10:01) ===", True),
        ("=== 3 passed, 1 skipped in 0.10s ===", False),
        ("=== 3 passed, 1 deselected in 0.10s ===", False),
        ("=== 3 passed, 1 xfailed in 0.10s ===", False),
        ("=== 1 error in 0.10s ===", False),
        ("=== no tests ran in 0.01s ===", False),
        ("", False),
    ],
)
def test_ci_accepts_only_a_whole_run(tmp_path: Path, closing: str, good: bool) -> None:  # noqa: FBT001
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "tend").write_text(f"#!/bin/sh\necho '{closing}'\n", "utf-8")
    (tmp_path / "tend").chmod(0o755)
    done = subprocess.run(["bash", tmp_path / ".ci" / "run"], capture_output=True, check=False)
    assert (done.returncode == 0) == good


def test_ci_fails_when_the_launcher_fails(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "tend").write_text("#!/bin/sh\necho '== 3 passed in 1.00s =='; exit 1\n", "utf-8")
    (tmp_path / "tend").chmod(0o755)
    done = subprocess.run(["bash", tmp_path / ".ci" / "run"], capture_output=True, check=False)
    assert done.returncode == 1


SKIPPED = "import pytest\ndef test_it(): pytest.skip()"
XFAILED = "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False"
PASSED = "def test_it(): pass"


@pytest.mark.parametrize(
    ("body", "chosen", "status"),
    [
        (PASSED, (), 0),
        (SKIPPED, (), 1),
        (XFAILED, (), 1),
        (SKIPPED, ("-k", "test_it"), 0),
    ],
)
def test_a_whole_run_fails_when_a_test_did_not_really_run(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    chosen: tuple[str, ...],
    status: int,
) -> None:
    monkeypatch.delenv("CI", raising=False)
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(body)
    assert pytester.runpytest_inprocess(*chosen).ret == status


def test_in_ci_a_chosen_test_may_not_be_skipped_either(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(SKIPPED)
    assert pytester.runpytest_inprocess("-k", "test_it").ret == 1
