"""How much work each stage of a build is, against a yardstick of the same run.

Seconds tell of a machine; ratios tell of this program, and stay comparable between machines.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from statistics import median
from typing import Any, Final

from markdown import Markdown

from build_tools import disk, pipeline, upkeep
from build_tools.course.reading import read_course
from build_tools.course.shape import Course
from build_tools.formats.assessments import packed_modules
from build_tools.formats.fonts import ensure_fonts
from build_tools.formats.packages import PACKAGES
from build_tools.formats.workbook import render_workbook
from build_tools.languages.local import LocalCourse
from build_tools.languages.saying import say
from build_tools.mkdocs_plugin import build_site
from build_tools.questions.shape import Use
from build_tools.sources.text import Text

YARDSTICK: Final = "Markdown alone"
PACKAGE: Final = "scorm12"


@dataclass(frozen=True, slots=True)
class Stage:
    """A piece of work to measure; ``work`` does it once and returns how many ``of`` it did.

    Where nothing can be counted, ``of`` is ``""`` and the number 0.
    """

    name: str
    of: str
    work: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a stage took, as medians of all runs, in CPU time of this process.

    ``ratio`` is the whole stage against the whole yardstick, from ``lowest`` to ``highest`` in
    single runs; ``each`` is one of ``count`` things against one page of the yardstick, ``None``
    where nothing is counted.
    """

    stage: str
    ratio: float
    lowest: float
    highest: float
    count: int
    of: str
    each: float | None


def bench(
    files: Mapping[str, str], code: str, repeat: int, tell: Callable[[str], None]
) -> tuple[Figure, ...]:
    """Return a figure for each stage of a build of one language, the yardstick first.

    Each stage begins with an empty memory, and ``tell`` hears of each of the ``repeat`` runs.

    Raises:
        CourseError: if the course, or its translation, cannot be built from.
    """
    course = read_course(files)
    with tempfile.TemporaryDirectory() as scratch:
        local = say(course, course.language(code), files)
        messages = len(upkeep.messages(course))
        work = _Work(files, course, local, messages, Path(scratch))
        tell("making ready")
        work.unchanged_build()  # The first one is not.
        runs = []
        for run in range(repeat):
            tell(f"run {run + 1} of {repeat}")
            runs.append([_measured(stage) for stage in work.stages()])
    return tuple(_figures(work.stages(), runs))


def as_json(figures: Sequence[Figure], code: str, repeat: int) -> dict[str, Any]:
    """Return the figures as JSON values, with what they are figures of."""
    stages = [asdict(figure) for figure in figures]
    return {"language": code, "repeat": repeat, "yardstick": YARDSTICK, "stages": stages}


def as_rows(figures: Sequence[Figure]) -> list[dict[str, str]]:
    """Return the figures as rows of a table for people."""
    return [
        {
            "stage": figure.stage,
            "ratio": f"{figure.ratio:.2f}",
            "lowest to highest": f"{figure.lowest:.2f} to {figure.highest:.2f}",
            "of": _counted(figure),
            "each": "" if figure.each is None else f"{figure.each:.2g}",
        }
        for figure in figures
    ]


def _counted(figure: Figure) -> str:
    return f"{figure.count} {figure.of}{'s'[: figure.count != 1]}" if figure.of else ""


@dataclass(frozen=True, slots=True)
class _Work:
    """What the stages work on, and a method for each; all return how much they did."""

    files: Mapping[str, str]
    course: Course[Text]
    local: LocalCourse
    messages: int
    scratch: Path

    @property
    def code(self) -> str:
        return self.local.language.code

    def stages(self) -> tuple[Stage, ...]:
        """Return the stages in the order of a build; what the course lacks is left out."""
        books = (Stage("one module's workbook", "page", self.workbook),)
        packages = (Stage("one module's package", "question", self.package),)
        return (
            Stage(YARDSTICK, "page", self.parsing),
            Stage("reading", "file", self.reading),
            Stage("checking", "message", self.checking),
            Stage("saying", "message", self.saying),
            Stage("the site", "page", self.site),
            *(packages if packed_modules(self.course) else ()),
            *(books if self.course.modules else ()),
            Stage("an unchanged build", "", self.unchanged_build),
        )

    def parsing(self) -> int:
        """Convert every page as a bare Markdown parser does, without anything of ours."""
        pages = [text for name, text in self.files.items() if name.endswith(".md")]
        parser = Markdown()
        for page in pages:
            parser.reset().convert(page)
        return len(pages)

    def reading(self) -> int:
        read_course(self.files)
        return sum(name.startswith(("course/", "quizzes/")) for name in self.files)

    def checking(self) -> int:
        upkeep.review(self.files, [self.code])
        return self.messages

    def saying(self) -> int:
        say(self.course, self.local.language, self.files)
        return self.messages

    def site(self) -> int:
        into = self.scratch / "site"
        build_site(self.local, (), into)
        return sum(name.endswith(".html") for name in disk.tree(into))

    def package(self) -> int:
        module = packed_modules(self.local.course)[0]
        PACKAGES[PACKAGE].render(self.local, module)
        return len(module.quiz.used_for(Use.QUIZ)) if module.quiz else 0

    def workbook(self) -> int:
        module = self.local.course.modules[0]
        return render_workbook(self.local, ensure_fonts(), modules=(module,)).page_count

    def unchanged_build(self) -> int:
        """Build the packages of one format again; nothing has changed since the first time."""
        into, cache = self.scratch / "dist", self.scratch / "cache"
        request = pipeline.Request(
            languages=(self.code,), formats=(PACKAGE,), into=into, cache=cache
        )
        pipeline.build(self.files, request, build_site, lambda *_: None)
        return 0


def _measured(stage: Stage) -> tuple[int, int]:
    """Return the CPU time of a stage that remembers nothing, in nanoseconds, and its count."""
    _forget()
    began = time.process_time_ns()
    count = stage.work()
    return max(time.process_time_ns() - began, 1), count


def _forget() -> None:
    """Empty what this program remembers, so that no stage lives on the work of another."""
    modules = [module for name, module in sys.modules.items() if name.startswith("build_tools.")]
    for value in [value for module in modules for value in vars(module).values()]:
        if isinstance(value, _lru_cache_wrapper):
            value.cache_clear()


def _figures(
    stages: Sequence[Stage], runs: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[Figure]:
    pages = runs[0][0][1]
    for at, stage in enumerate(stages):
        ratios = [run[at][0] / run[0][0] for run in runs]
        ratio, count = median(ratios), runs[0][at][1]
        each = ratio * pages / count if count else None
        yield Figure(stage.name, ratio, min(ratios), max(ratios), count, stage.of, each)
