from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.course.reading import COURSE_FILE, read_course
from build_tools.course.release import released, whole_in
from build_tools.course.shape import Course, Language
from build_tools.formats.site import other_languages, site_pages
from build_tools.languages.checks import check_translations
from build_tools.languages.saying import say
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text
from build_tools.units import units_of
from build_tools.upkeep import status

FIRST = "01-active-farmer"
TURKISH = "name: Türkçe"


@pytest.fixture(name="held")
def course_with_a_module_that_waits(files: Mapping[str, str]) -> dict[str, str]:
    return waiting(files, FIRST)


def waiting(files: Mapping[str, str], part: str) -> dict[str, str]:
    """Return the course with one more part waiting in Turkish."""
    begun = f"{TURKISH}, waiting: ["
    source = files[COURSE_FILE]
    if begun in source:
        source = source.replace(begun, f"{begun}{part}, ")
    else:
        source = source.replace(TURKISH, f"{begun}{part}]")
    return {**files, COURSE_FILE: source}


def test_what_waits_in_one_language_is_out_in_the_others(held: dict[str, str]) -> None:
    course = read_course(held)
    turkish, french = (say(course, course.language(code), held) for code in ("tr", "fr"))
    assert FIRST not in [module.id for module in turkish.course.modules]
    assert FIRST in [module.id for module in french.course.modules]


def test_a_module_takes_its_terms_and_sources_with_it(course: Course[Text]) -> None:
    terms = tuple(replace(term, module=FIRST) for term in course.glossary)
    sources = tuple(replace(credit, module=FIRST) for credit in course.credits)
    without = released(
        replace(course, glossary=terms, credits=sources),
        replace(course.languages[0], waiting=(FIRST,)),
    )
    assert (without.glossary, without.credits) == ((), ())


def test_nothing_that_waits_has_to_be_translated(held: dict[str, str]) -> None:
    gone = {path: text for path, text in held.items() if not path.endswith(f"/{FIRST}.po")}
    course = read_course(gone)
    waiting, out = course.language("tr"), course.language("zh")
    assert FIRST not in asked_for(course, waiting, gone)
    assert FIRST in asked_for(course, out, gone)


def asked_for(course: Course[Text], language: Language, files: Mapping[str, str]) -> set[str]:
    """Return the catalogs in which something is missing that must be there."""
    found = check_translations(course, language, files)
    return {Path(p.place.file).stem for p in found if p.code == "untranslated-question"}


def test_packages_are_made_only_where_a_module_is_out(held: dict[str, str]) -> None:
    course = read_course(held)
    every = [language.code for language in course.languages]
    made = {unit.name for unit in units_of(course, every, ("scorm12",))}
    assert f"fr/scorm12/{FIRST}" in made
    assert f"all/scorm12/{FIRST}" in made
    assert f"tr/scorm12/{FIRST}" not in made


def test_the_course_in_all_languages_holds_those_in_which_all_of_it_is_out(
    held: dict[str, str],
) -> None:
    course = read_course(held)
    out = [replace(language, waiting=()) for language in course.languages[:2]]
    waits = [replace(language, waiting=(FIRST,)) for language in course.languages[:2]]
    for languages, made in ((out, True), ([out[0], waits[1]], False), ([*out, waits[0]], True)):
        some = replace(course, languages=tuple(languages))
        units = units_of(some, [language.code for language in languages], ("course",))
        assert ("all/course" in {unit.name for unit in units}) is made
    kits = replace(out[1], waiting=("kits",))
    assert whole_in(replace(course, languages=(*out, *waits, kits))) == (*out, kits)


def test_a_switch_of_language_leads_to_a_page_that_is_there(held: dict[str, str]) -> None:
    course = read_course(held)
    french = say(course, course.language("fr"), held)
    lesson = next(page for page in site_pages(french) if page.module and page.module.id == FIRST)
    found = {language.code: path for language, path, _ in other_languages(french, lesson)}
    assert found["tr"] == "../../tr/index.html"
    assert found["zh"] == f"../../zh/{lesson.path}"


def test_what_waits_is_counted_and_marked(held: dict[str, str]) -> None:
    rows = {row["domain"]: row["waiting"] for row in status(held, ["tr"])}
    assert rows[FIRST]
    assert not rows["course"]


def test_only_parts_of_the_course_can_wait(files: Mapping[str, str]) -> None:
    with pytest.raises(CourseError, match="`01-active` is not a part of this course"):
        read_course(waiting(files, "01-active"))
