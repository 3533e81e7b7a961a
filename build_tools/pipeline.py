"""The stages in order: read, check, say, render, and put everything in place at once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from build_tools import disk, workshop
from build_tools.course.assessments import ASSESSMENTS
from build_tools.formats.package import EVERY
from build_tools.formats.packages import PACKAGES
from build_tools.formats.site import render_start
from build_tools.languages.freshness import Freshness
from build_tools.languages.pseudo import pseudo_languages
from build_tools.units import FORMATS, Result, Unit, units_of
from build_tools.upkeep import refuse_problems, status
from build_tools.workshop import Progress, SiteBuilder, Workshop

OWN: Final = ("SHA256SUMS", "report.json", disk.MARKER)
FACTS: Final = ("pages", "warnings", "lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build (language codes, format names), where to, and with how many processes."""

    languages: tuple[str, ...]
    formats: tuple[str, ...] = FORMATS
    into: Path
    cache: Path
    jobs: int = 1


def build(
    files: Mapping[str, str], request: Request, build_site: SiteBuilder, progress: Progress
) -> dict[str, Any]:
    """Build what ``request`` asks for, put it in place in one step, and return the report.

    Raises:
        CourseError: if the course, or a translation, cannot be built from.
        OutputError: if the folder for the results holds things that are not ours.
    """
    disk.check_output(request.into)
    shop = Workshop(files, request.cache / "units", build_site)
    units = units_of(shop.course(), request.languages, request.formats)
    refuse_problems(shop.course(), shop.languages(request.languages), files)
    results = workshop.run(shop, units, request.jobs, progress)
    with disk.staging(request.into) as aside:
        _keep(request.into, aside, _made(request, units))
        for unit in units:
            disk.copy(results[unit.name].folder, aside)
        if "site" in request.formats:
            disk.write_files(aside / "site", render_start(shop.locals(), shop.course().site_url))
        report = _report(request, shop, units, results)
        disk.write_files(aside, {"report.json": _json(report)})
        disk.write_files(aside, {"SHA256SUMS": disk.checksums(aside).encode()})
    workshop.prune(shop.cache, units)
    return report


def _keep(into: Path, aside: Path, made: Sequence[str]) -> None:
    """Take over what this build does not make again; links, since neither side is written to."""
    for name, path in disk.tree(into).items():
        if name in OWN or _belongs(name, made):
            continue
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, aside / name)
        except OSError:
            shutil.copy2(path, aside / name)


def _belongs(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _made(request: Request, units: Sequence[Unit]) -> tuple[str, ...]:
    """Return patterns of everything that this build makes, or would make if there were cause."""
    asked = {(code, name) for code in request.languages for name in request.formats}
    asked |= {(unit.language, unit.format) for unit in units}
    return tuple(sorted(pattern for each in asked for pattern in _paths(*each)))


def _paths(code: str, format_: str) -> tuple[str, ...]:
    """Return patterns of the paths in ``dist/`` that belong to a format in a language."""
    if package := PACKAGES.get(format_):
        begin, end = f"lms/{code}/", f".{package.ending}"
        return (f"{begin}[0-9][0-9]-*{end}", *(f"{begin}{name}{end}" for name in ASSESSMENTS))
    return {
        "course": (f"lms/{code}/course.*",),
        "site": (f"site/{code}/*",),
        "handout": (f"site/{code}/downloads/learner-workbook.*",),
        "copies": (f"site/{code}/downloads/*",),
        "workbook": (f"workbooks/{code}/learner-workbook.*",),
        "exams": tuple(f"workbooks/{code}/{name}*.pdf" for name in ASSESSMENTS),
        "guide": (f"workbooks/{code}/facilitator-guide.*",),
        "module-workbook": (f"workbooks/{code}/[0-9][0-9]-*/learner-workbook.*",),
        "module-guide": (f"workbooks/{code}/[0-9][0-9]-*/facilitator-guide.*",),
        "job-aids": (f"workbooks/{code}/job-aids.*",),
        "kits": (f"workbooks/{code}/kits/*",),
    }[format_]


def _report(
    request: Request, shop: Workshop, units: Sequence[Unit], results: Mapping[str, Result]
) -> dict[str, Any]:
    """Return the report; languages that were not built keep what the last report said of them."""
    course, before = shop.course(), _last_report(request.into)
    languages: dict[str, Any] = dict(before.get("languages", {}))
    made = _made(request, units)

    def artifacts(code: str, said: Mapping[str, Any]) -> dict[str, Any]:
        kept = said.get("artifacts", {}).items()
        found = {name: facts for name, facts in kept if not _belongs(name, made)}
        for unit in units:
            found |= _artifacts(unit, results[unit.name]) if unit.language == code else {}
        return dict(sorted(found.items()))

    for code, state in _state(shop, request.languages).items():
        languages[code] = {**state, "artifacts": artifacts(code, languages.get(code, {}))}
    known = [*(language.code for language in course.languages), *pseudo_languages()]
    return {
        "course": course.id,
        "version": course.version,
        "languages": {code: languages[code] for code in known if code in languages},
        EVERY: {"artifacts": artifacts(EVERY, before.get(EVERY, {}))},
    }


def _state(shop: Workshop, codes: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return by language how many words it has, and how many messages are in which state."""
    rows = status(shop.files, [code for code in codes if code not in pseudo_languages()])
    empty = {"words": 0, **{state.value: 0 for state in Freshness}}
    found = {code: dict(empty) for code in codes}
    for row in (row for row in rows if not row["waiting"]):
        for state in Freshness:
            found[row["language"]][state] += row[state]["messages"]
            found[row["language"]]["words"] += row[state]["words"]
    return found


def _artifacts(unit: Unit, result: Result) -> dict[str, dict[str, Any]]:
    files = disk.tree(result.folder)
    if unit.format == "site":
        size = sum(path.stat().st_size for path in files.values())
        return {f"site/{unit.language}": {**_facts(result.facts), "bytes": size}}
    told = result.facts.get("files", {})
    return {
        name: {**_facts(told.get(name, result.facts)), "bytes": path.stat().st_size}
        for name, path in files.items()
    }


def _facts(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in FACTS if name in told}


def _last_report(into: Path) -> dict[str, Any]:
    try:
        report: dict[str, Any] = json.loads((into / "report.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return report


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
