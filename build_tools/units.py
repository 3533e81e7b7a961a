"""Units of work: what there is to render, what each needs first, and what names its result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from build_tools.course.assessments import ASSESSMENTS
from build_tools.course.kits import KITS
from build_tools.course.release import released_in, whole_in
from build_tools.course.shape import Course, Language
from build_tools.formats.assessments import packed_modules
from build_tools.formats.package import EVERY
from build_tools.formats.packages import PACKAGES
from build_tools.sources.binary import SOUNDS
from build_tools.sources.text import Text

FORMATS: Final = (
    *("site", "workbook", "guide", "module-workbook", "module-guide", "job-aids", "kits", "exams"),
    *("course", *PACKAGES),
)
ALONE: Final = ("module-workbook", "module-guide", "kits")  # Made from one folder.
SOURCE: Final = "en"
SOUNDING: Final = ("site", "course")
PACKAGE: Final = Path(__file__).parent
LOCK: Final = PACKAGE.parent / "requirements.lock"


@dataclass(frozen=True, slots=True)
class Unit:
    """One artifact in one language, or in all (``EVERY``).

    ``part`` is a module's folder, a kit's or an assessment, ``""`` the whole course.
    """

    language: str
    format: str
    part: str = ""
    needs: tuple[Unit, ...] = ()

    @property
    def name(self) -> str:
        """How people and the cache call it: ``tr/scorm12/01-active-farmer``."""
        return f"{self.language}/{self.kind}"

    @property
    def kind(self) -> str:
        """Its name without the language; those that need it know it by this."""
        return "/".join(filter(None, (self.format, self.part)))

    def chain(self) -> Iterator[Unit]:
        """Yield everything it needs, and what that needs, and at last itself."""
        for needed in self.needs:
            yield from needed.chain()
        yield self


@dataclass(frozen=True, slots=True)
class Result:
    """What a unit gave: a folder of files by their path in ``dist/``, and facts about them."""

    folder: Path
    facts: Mapping[str, Any]


Needs: TypeAlias = Mapping[str, Result]
"""What a unit needed, by ``kind``."""


def units_of(
    course: Course[Text], codes: Sequence[str], formats: Sequence[str]
) -> tuple[Unit, ...]:
    """Return the units to render, each after those it needs.

    A guide needs the page numbers of its workbook, a site the size of the copy of the workbook
    (without the answer key) that learners may download. What holds every language is rendered
    when every language is.
    """
    found: dict[str, Unit] = {}
    every = (EVERY,) if _holds_all(course, codes) else ()
    for code in (*codes, *every):
        for unit in _wanted(course, code, formats):
            for each in unit.chain():
                found.setdefault(each.name, each)
    return tuple(found.values())


def _holds_all(course: Course[Text], codes: Sequence[str]) -> bool:
    known = {language.code for language in course.languages}
    return len(known) > 1 and known <= {*codes}


def _wanted(course: Course[Text], code: str, formats: Sequence[str]) -> Iterator[Unit]:
    if code != EVERY:
        yield from _whole(course, code, formats)
        yield from _modules(course, code, formats)
    elif "course" in formats and len(whole_in(course)) > 1:
        yield Unit(EVERY, "course")
    parts = tuple(_parts(course, code))
    if "exams" in formats and code != EVERY:
        yield from (Unit(code, "exams", part) for part in parts if part in ASSESSMENTS)
    for name, package in PACKAGES.items():
        if name in formats and (code != EVERY or package.render_all):
            yield from (Unit(code, name, part) for part in parts)


def _parts(course: Course[Text], code: str) -> Iterator[str]:
    """Yield what packages are made of, as far as it is out: modules with a quiz, assessments."""
    here = [language for language in course.languages if code in (language.code, EVERY)]
    least = 2 if code == EVERY else 1
    for part in packed_modules(course):
        if not here or len(released_in(here, part.id)) >= least:
            yield part.id


def _whole(course: Course[Text], code: str, formats: Sequence[str]) -> Iterator[Unit]:
    """Yield what holds the whole course: books, the site and one package."""
    workbook, kits = Unit(code, "workbook"), _kits(course, code)
    if "workbook" in formats:
        yield workbook
    if "guide" in formats:
        yield Unit(code, "guide", needs=(workbook,))
    helpful = any(module.job_aid for module in course.modules)
    aids = (Unit(code, "job-aids"),) if helpful else ()
    if "job-aids" in formats:
        yield from aids
    if "kits" in formats:
        yield from kits
    if "site" in formats:
        copies = Unit(code, "copies", needs=(*aids, *kits))
        yield Unit(code, "site", needs=(Unit(code, "handout"), copies))
    if "course" in formats:
        yield Unit(code, "course")


def _out(course: Course[Text], code: str, part: str) -> bool:
    here = [language for language in course.languages if language.code == code]
    return not here or bool(released_in(here, part))


def _kits(course: Course[Text], code: str) -> tuple[Unit, ...]:
    kits = course.kits if _out(course, code, KITS) else ()
    return tuple(Unit(code, "kits", kit.id) for kit in kits)


def _modules(course: Course[Text], code: str, formats: Sequence[str]) -> Iterator[Unit]:
    """Yield the books of one module each; a guide needs the page numbers of its workbook."""
    for module in course.modules:
        if not _out(course, code, module.id):
            continue
        workbook = Unit(code, "module-workbook", module.id)
        if "module-workbook" in formats or "module-guide" in formats:
            yield workbook
        if "module-guide" in formats and module.trainer:
            yield Unit(code, "module-guide", module.id, needs=(workbook,))


def key_of(unit: Unit, language: Language, files: Mapping[str, str], tool: str) -> str:
    """Return the name of the unit's result: a hash of everything it is made from.

    ``language`` says whose catalogs those are; what holds every language is made from all.

    Equal keys mean equal bytes, because every renderer is a pure function of these inputs.
    """
    inputs = {name: text for name, text in files.items() if _is_input(name, unit, language)}
    needs = [key_of(needed, language, files, tool) for needed in unit.needs]
    digest = hashlib.sha256()
    for piece in (tool, unit.name, *needs, json.dumps(inputs, sort_keys=True)):
        digest.update(len(piece).to_bytes(8, "big") + piece.encode())
    return digest.hexdigest()[:32]


def tool_fingerprint() -> str:
    """Return a hash of this program, and of the versions of everything it is locked to."""
    digest = hashlib.sha256()
    for path in (*sorted(PACKAGE.rglob("*")), LOCK):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _is_input(file: str, unit: Unit, language: Language) -> bool:
    room, _, rest = file.partition("/")
    if file.endswith(SOUNDS):
        return unit.format in SOUNDING
    if room == "overlay":
        return True
    if room == "locales":
        mine = (f"{language.locale}/", f"{SOURCE}/")
        helped = unit.language == EVERY or bool(language.fallback)
        return (helped or rest.startswith(mine)) and not _of_others(rest, unit)
    if unit.format in ALONE and file != "course/course.yml":
        return rest.startswith((f"{unit.part}/", f"{KITS}/{unit.part}/", f"{unit.part}.yml"))
    if unit.part in ("", *ASSESSMENTS) or file == "course/course.yml" or file.endswith(".md"):
        return True  # A question may send back to a lesson of any module, by its title.
    return rest.startswith(f"{unit.part}/") or rest == f"{unit.part}.yml"


def _of_others(file: str, unit: Unit) -> bool:
    """Tell whether this is a catalog of a folder that a unit made from one folder is not about."""
    own = KITS if unit.format == KITS else unit.part
    name = file.rpartition("/")[2]
    catalogs = (f"{own}.po", "course.po", "interface.po")
    return unit.format in ALONE and name.endswith(".po") and name not in catalogs
