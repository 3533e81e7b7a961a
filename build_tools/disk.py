"""Reading sources and writing results: nothing is lost on bad input, a kill or a full disk."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from build_tools.sources.binary import BINARY, packed
from build_tools.sources.problem import CourseError, Place, Problem

SOURCES: Final = (
    "course/**/*.yml",
    "course/**/*.md",
    "course/**/*.svg",
    "course/**/*.mp3",
    "course/**/*.ogg",
    "quizzes/**/*.yml",
    "locales/*.csv",
    "locales/*.pot",
    "locales/**/*.yml",
    "locales/**/*.po",
)
OVERLAY: Final = ("*.yml", "*.svg", "*.png", "locales/*.yml")
MARKER: Final = ".tend"
EXCHANGE: Final = 2  # RENAME_EXCHANGE of renameat2(2).
HERE: Final = -100  # AT_FDCWD of renameat2(2).


class OutputError(Exception):
    """The folder for results cannot be used; the text says why and what to do."""


def read_sources(root: Path) -> dict[str, str]:
    """Return the text of every source file below ``root``, by path from there, sorted.

    What is no text, such as sound, is packed into one.

    Raises:
        CourseError: for a file that is not UTF-8 or that a link leads out of ``root``.
    """
    return _read(root, SOURCES)


def read_overlay(folder: Path) -> dict[str, str]:
    """Return the text of every file of an overlay, by path below ``overlay/``.

    Raises:
        CourseError: as ``read_sources``.
    """
    return _read(folder, OVERLAY, "overlay/")


def _read(root: Path, patterns: Sequence[str], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    inside = root.resolve()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        name = prefix + path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(inside):
            message = "this link leads out of the course folder"
            problems.append(Problem(Place(name), "outside", message, "copy the file in"))
            continue
        if name.endswith(BINARY):
            found[name] = packed(path.read_bytes())
            continue
        try:
            # Line ends as on any system; a byte-order mark is no part of the text.
            text = path.read_bytes().decode("utf-8-sig")
            found[name] = text.replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            hint = "save the file as UTF-8"
            problems.append(Problem(Place(name, line), "not-utf-8", "this is not UTF-8", hint))
    if problems:
        raise CourseError(*problems)
    return found


def read_text(path: Path) -> str:
    """Return the text of a file somebody else wrote, in UTF-8 or UTF-16, or as Windows-1252."""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def write_files(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write ``files`` below ``root``, each aside first; return the paths that changed."""
    changed = []
    for name, content in files.items():
        path = root / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            aside.write_bytes(content)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        changed.append(name)
    return tuple(changed)


def tree(folder: Path) -> dict[str, Path]:
    """Return every file below ``folder`` by its path from there, sorted."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in paths}


def copy(folder: Path, into: Path) -> None:
    """Copy the files of ``folder``; the first that cannot be written ends it."""
    for name, path in tree(folder).items():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, into / name)


def checksums(folder: Path) -> str:
    """Return the lines of ``SHA256SUMS`` for ``folder``, as ``sha256sum -c`` reads them."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for name, path in tree(folder).items()
        if name not in ("SHA256SUMS", MARKER)
    )


def check_output(folder: Path) -> None:
    """Make sure that ``folder`` may be replaced.

    Raises:
        OutputError: if it holds things this program did not put there.
    """
    recover(folder)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"`{folder}` is a file; choose a folder with `--into`")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise OutputError(f"`{folder}` holds files that are not ours; choose an empty folder")


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder``; when the block ends well, the two change places.

    If the block fails, ``folder`` is left as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        yield aside
        own(aside)
        _swap(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(_old(folder), ignore_errors=True)


def recover(folder: Path) -> None:
    """Put back what a killed swap left aside, and clear what a killed build left."""
    if _old(folder).is_dir() and not folder.exists():
        _old(folder).rename(folder)
    shutil.rmtree(_old(folder), ignore_errors=True)
    shutil.rmtree(folder.with_name(f".{folder.name}.new"), ignore_errors=True)


def own(folder: Path) -> None:
    """Make a folder of ours, or mark one as ours."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()


def remove(folder: Path) -> bool:
    """Remove a folder of ours; tell whether there was one.

    Raises:
        OutputError: if it holds things this program did not put there.
    """
    check_output(folder)
    if not folder.is_dir():
        return False
    shutil.rmtree(folder)
    return True


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _swap(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(new, folder):
        folder.rename(_old(folder))
        new.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux, ``renameat2``)."""
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(function(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0)
