"""Where units are rendered: worker processes, and a cache of results by hash of their inputs."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

from build_tools import disk
from build_tools.course.reading import read_course
from build_tools.course.release import released_in, whole_in
from build_tools.course.shape import Course, Language
from build_tools.formats.assessments import packed_modules
from build_tools.formats.download import Download
from build_tools.formats.fonts import ensure_fonts
from build_tools.formats.package import EVERY
from build_tools.formats.packages import COURSES, PACKAGES
from build_tools.formats.pages import interface_messages
from build_tools.formats.proof import prove_course, prove_exchanged, prove_package
from build_tools.formats.scorm_schemas import schemas_2004
from build_tools.languages.extracting import messages_in
from build_tools.languages.local import LocalCourse
from build_tools.languages.pseudo import pseudo_catalogs, pseudo_languages
from build_tools.languages.saying import say
from build_tools.printing import BOOKS, print_books
from build_tools.sources.text import Text
from build_tools.units import Needs, Result, Unit, key_of, tool_fingerprint

SiteBuilder = Callable[[LocalCourse, tuple[Download, ...], Path], None]


class Progress(Protocol):
    """Told of each unit that is done; ``kept`` if it had not to be rendered again."""

    def __call__(self, done: int, total: int, name: str, kept: bool) -> None:  # noqa: FBT001
        """Show it."""


LARGEST: Final = 300_000  # Bytes of a quiz in one language: people learn on phones, too.
KEPT: Final = 3  # Results kept for each unit.


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything a worker needs to render any unit; it can be sent to another process."""

    files: Mapping[str, str]
    cache: Path
    build_site: SiteBuilder

    def local(self, code: str) -> LocalCourse:
        """Return the course in one language."""
        return _local(self, code)

    def languages(self, codes: Sequence[str]) -> tuple[Language, ...]:
        """Return languages of the course, or pseudo-languages, by their codes."""
        pseudo = pseudo_languages()
        return tuple(pseudo.get(code) or self.course().language(code) for code in codes)

    def locals(self) -> tuple[LocalCourse, ...]:
        """Return the course in every language, in the order of ``course.yml``."""
        return tuple(self.local(language.code) for language in self.course().languages)

    def course(self) -> Course[Text]:
        """Return the course as written."""
        return _course(self)

    def __hash__(self) -> int:
        """Workshops are told apart by identity, so that a course is read once a process."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@lru_cache(maxsize=1)
def _course(workshop: Workshop) -> Course[Text]:
    return read_course(workshop.files)


@cache
def _local(workshop: Workshop, code: str) -> LocalCourse:
    course, (language,) = _course(workshop), workshop.languages((code,))
    if code not in pseudo_languages():
        return say(course, language, workshop.files)
    messages = (*messages_in(course), *interface_messages())
    return say(course, language, {**workshop.files, **pseudo_catalogs(messages, language)})


def run(
    workshop: Workshop, units: Sequence[Unit], jobs: int, progress: Progress
) -> dict[str, Result]:
    """Render ``units`` and return their results by name; what is kept is not rendered again."""
    disk.own(workshop.cache)
    return _Run(workshop, units, jobs, progress).results()


def prune(cache: Path, units: Sequence[Unit]) -> None:
    """Forget all but the last few results of each unit."""
    for unit in units:
        folders = [path for path in (cache / _slug(unit)).glob("*") if path.is_dir()]
        folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for outdated in folders[KEPT:]:
            shutil.rmtree(outdated, ignore_errors=True)


class _Run:
    """One pass over the graph of units."""

    def __init__(
        self, workshop: Workshop, units: Sequence[Unit], jobs: int, progress: Progress
    ) -> None:
        self.workshop, self.units, self.jobs, self.progress = workshop, units, jobs, progress
        self.found: dict[str, Result] = {}
        tool = tool_fingerprint()
        self.keys = {
            unit.name: key_of(unit, self._language(unit), workshop.files, tool) for unit in units
        }

    def _language(self, unit: Unit) -> Language:
        code = self.workshop.course().languages[0].code if unit.language == EVERY else unit.language
        return self.workshop.languages((code,))[0]

    def results(self) -> dict[str, Result]:
        """Take what is kept, render the rest, and return everything."""
        for unit in self.units:
            if (kept := _kept(self.workshop.cache, unit, self.keys[unit.name])) is not None:
                self._done(unit, kept, kept=True)
        if todo := [unit for unit in self.units if unit.name not in self.found]:
            if any(unit.format in BOOKS for unit in todo):
                ensure_fonts()
            if any(unit.format in SCHEMED for unit in todo):
                schemas_2004()
            with self._workers(len(todo)) as pool:
                self._render(todo, pool)
        return self.found

    def _done(self, unit: Unit, result: Result, *, kept: bool) -> None:
        self.found[unit.name] = result
        self.progress(len(self.found), len(self.units), unit.name, kept)

    def _workers(self, most: int) -> ProcessPoolExecutor:
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        return ProcessPoolExecutor(
            max_workers=min(self.jobs, most),
            mp_context=multiprocessing.get_context(method),
            initializer=_start,
            initargs=(self.workshop,),
        )

    def _render(self, todo: list[Unit], pool: ProcessPoolExecutor) -> None:
        running: dict[Future[Result], Unit] = {}
        waiting = list(todo)
        while waiting or running:
            for unit in [unit for unit in waiting if self._ready(unit)]:
                needs = {needed.kind: self.found[needed.name] for needed in unit.needs}
                running[pool.submit(_work, unit, self.keys[unit.name], needs)] = unit
                waiting.remove(unit)
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                self._done(running.pop(future), future.result(), kept=False)

    def _ready(self, unit: Unit) -> bool:
        return all(needed.name in self.found for needed in unit.needs)


_workshops: list[Workshop] = []


def _start(workshop: Workshop) -> None:
    _workshops[:] = [workshop]


def _work(unit: Unit, key: str, needs: Mapping[str, Result]) -> Result:
    workshop = _workshops[0]
    folder = workshop.cache / _slug(unit) / key
    aside = folder.with_name(f"{key}.{os.getpid()}.new")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "dist").mkdir(parents=True)
    try:
        facts = RENDERERS[unit.format](workshop, unit, needs, aside / "dist")
        (aside / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Result(folder / "dist", facts)


def _kept(cache: Path, unit: Unit, key: str) -> Result | None:
    folder = cache / _slug(unit) / key
    try:
        facts = json.loads((folder / "facts.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    os.utime(folder)
    return Result(folder / "dist", facts)


def _slug(unit: Unit) -> str:
    return unit.name.replace("/", "~")


def _books(workshop: Workshop, unit: Unit, needs: Needs, folder: Path) -> dict[str, Any]:
    return print_books(workshop.local(unit.language), unit, needs, folder)


def _package(workshop: Workshop, unit: Unit, _needs: Needs, folder: Path) -> dict[str, Any]:
    package, every = PACKAGES[unit.format], unit.language == EVERY
    locals_ = _out(workshop, unit.part) if every else (workshop.local(unit.language),)
    module = next(each for each in packed_modules(locals_[0].course) if each.id == unit.part)
    if every and package.render_all:
        content = package.render_all(locals_, module)
    else:
        content = package.render(locals_[0], module)
    file = f"lms/{unit.language}/{unit.part}.{package.ending}"
    if package.answers_in:
        prove_exchanged(file, content, package.answers_in, locals_[0], module)
    else:
        prove_package(file, content, locals_, module)
    disk.write_files(folder, {file: content})
    lost = [[note.question, note.lost] for note in package.notes_on(locals_[0], module)]
    played = not (every or package.answers_in)
    large = (
        [f"{file} is larger than {LARGEST:,} bytes"] if played and len(content) > LARGEST else []
    )
    return {"warnings": large, **({"lost": lost} if lost else {})}


def _out(workshop: Workshop, part: str) -> tuple[LocalCourse, ...]:
    """Return the course in each language in which ``part`` is out."""
    languages = released_in(workshop.course().languages, part)
    return tuple(workshop.local(language.code) for language in languages)


def _course_package(workshop: Workshop, unit: Unit, _needs: Needs, folder: Path) -> dict[str, Any]:
    codes = [unit.language]
    if unit.language == EVERY:
        codes = [language.code for language in whole_in(workshop.course())]
    locals_ = [workshop.local(code) for code in codes]
    for name, render in COURSES.items():
        file, content = f"lms/{unit.language}/{name}", render(locals_)
        prove_course(file, content, locals_)
        disk.write_files(folder, {file: content})
    return {"warnings": []}


def _site(workshop: Workshop, unit: Unit, needs: Needs, folder: Path) -> dict[str, Any]:
    into = folder / "site" / unit.language
    into.mkdir(parents=True)
    offered = tuple(
        Download(_kind_of(path), path.removeprefix(f"site/{unit.language}/"), file.stat().st_size)
        for result in needs.values()
        for path, file in disk.tree(result.folder).items()
    )
    workshop.build_site(workshop.local(unit.language), offered, into)
    pages = [path for path in disk.tree(into) if path.endswith(".html")]
    return {"pages": len(pages), "warnings": []}


def _kind_of(path: str) -> str:
    """Return what a download is: ``handout``, ``job-aids``, or ``kit-…`` with the kit's id."""
    folder, _, file = path.removesuffix(".pdf").rpartition("/")
    if folder.endswith("/kits"):
        return f"kit-{file}"
    return "handout" if file == "learner-workbook" else file


Renderer = Callable[[Workshop, Unit, Needs, Path], dict[str, Any]]
RENDERERS: Final[Mapping[str, Renderer]] = {
    **dict.fromkeys(BOOKS, _books),
    "site": _site,
    "course": _course_package,
    **dict.fromkeys(PACKAGES, _package),
}
SCHEMED: Final = ("course", "scorm2004")
