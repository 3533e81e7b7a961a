"""What this machine has, what it lacks, and where we may keep what we make for it.

Runs on the system's own Python before anything is installed: it imports the standard library only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Need = Literal["run", "build", "test"]
"""How much a command asks of the machine; each includes the one before it."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ROOT = Path(__file__).resolve().parents[1]
EXIT_LACKS = 4


class MachineLacksError(Exception):
    """Something must be installed first; the text holds the one command to type."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something outside Python: what makes it present, and its packages by package manager."""

    name: str
    need: Need
    modules: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    apt: tuple[str, ...] = ()
    dnf: tuple[str, ...] = ()
    brew: tuple[str, ...] = ()

    def is_here(self) -> bool:
        """Tell whether all modules and libraries, and one of the programs, are here."""
        return (
            all(find_spec(module) for module in self.modules)
            and all(map(_can_load, self.libraries))
            and (not self.programs or any(map(shutil.which, self.programs)))
        )


PIECES = (
    Piece(
        "the module venv of Python",
        "run",
        modules=("ensurepip", "venv"),
        apt=("python3-venv",),
        dnf=("python3",),
        brew=("python",),
    ),
    Piece(
        "Pango",
        "build",
        libraries=("pango-1.0", "pangoft2-1.0", "harfbuzz-subset", "fontconfig"),
        apt=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        dnf=("pango", "harfbuzz"),
        brew=("pango",),
    ),
    Piece(
        "Chromium",
        "test",
        programs=CHROMIUM,
        apt=("chromium",),
        dnf=("chromium",),
        brew=("chromium",),
    ),
    Piece(
        "msgfmt",
        "test",
        programs=("msgfmt",),
        apt=("gettext",),
        dnf=("gettext",),
        brew=("gettext",),
    ),
    Piece(
        "pdftoppm",
        "test",
        programs=("pdftoppm",),
        apt=("poppler-utils",),
        dnf=("poppler-utils",),
        brew=("poppler",),
    ),
    Piece("qpdf", "test", programs=("qpdf",), apt=("qpdf",), dnf=("qpdf",), brew=("qpdf",)),
)

INSTALL = {
    "apt": ("apt-get", "install", "--yes", "--no-install-recommends"),
    "dnf": ("dnf", "install", "--assumeyes"),
    "brew": ("brew", "install"),
}


def cache_folder(environ: Mapping[str, str] = os.environ, root: Path = ROOT) -> Path:
    """Return where to keep what can be made again: in the tree or, if we may not, for the user."""
    if chosen := environ.get("TEND_CACHE"):
        return Path(chosen)
    if (root / "pyproject.toml").is_file() and os.access(root, os.W_OK):
        return root / ".cache"
    home = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "tend" / str(root).replace("/", "-")


def missing(need: Need, pieces: Iterable[Piece] = PIECES) -> tuple[Piece, ...]:
    """Return the pieces that this need asks for and that are not here."""
    asked = {"run": {"run"}, "build": {"run", "build"}, "test": {"run", "build", "test"}}[need]
    return tuple(piece for piece in pieces if piece.need in asked and not piece.is_here())


def supply(need: Need) -> None:
    """Install what is missing where that is ours to do, else raise with the command to type."""
    lacking = missing(need)
    if not lacking:
        return
    manager = package_manager()
    if manager != "apt" or os.geteuid() != 0:
        raise MachineLacksError(advice(lacking, manager, as_root=os.geteuid() == 0))
    say(f"installing {_names(lacking)}")
    _install_with_apt(install_command(lacking, "apt"))
    if still := missing(need):
        raise MachineLacksError(advice(still, manager, as_root=True))


def package_manager() -> str | None:
    """Return the package manager of this system, if it is one we know."""
    return next((name for name, command in INSTALL.items() if shutil.which(command[0])), None)


def install_command(lacking: Iterable[Piece], manager: str) -> tuple[str, ...]:
    """Return the words of the one command that installs these pieces."""
    packages = (package for piece in lacking for package in getattr(piece, manager))
    return (*INSTALL[manager], *packages)


def advice(lacking: Sequence[Piece], manager: str | None, *, as_root: bool) -> str:
    """Return what is missing and the one command to type."""
    found = f"this machine lacks {_names(lacking)}"
    if manager is None:
        return f"{found}; install it with the package manager of your system, then try again"
    command = " ".join(install_command(lacking, manager))
    if manager == "apt":
        command = f"apt-get update && {command}"
    if manager != "brew" and not as_root:
        command = f"sudo sh -c '{command}'" if shutil.which("sudo") else f"su -c '{command}'"
    return f"{found}; type this, then try again:\n  {command}"


def say(words: str) -> None:
    """Tell the person at the terminal what takes the time."""
    print(f"tend: {words} …", file=sys.stderr, flush=True)


def _install_with_apt(command: tuple[str, ...]) -> None:
    """Install; a fresh or an old image first needs to hear what packages there are."""
    if _run_apt(command).returncode:
        _run_apt(("apt-get", "update"))
        if (again := _run_apt(command)).returncode:
            print(again.stdout[-2000:], file=sys.stderr)


def _run_apt(command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _names(pieces: Iterable[Piece]) -> str:
    return ", ".join(piece.name for piece in pieces)


def _can_load(library: str) -> bool:
    suffixes = ("dylib", "0.dylib") if sys.platform == "darwin" else ("so.0", "so.1")
    return any(_loads(f"lib{library}.{suffix}") for suffix in suffixes)


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
