from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools.cli import main
from build_tools.course.reading import COURSE_FILE, read_course
from build_tools.course.spoken import helpers
from build_tools.disk import write_files
from build_tools.languages import voice
from build_tools.languages.adding import Newcomer, language_of, with_language
from build_tools.languages.checks import check_translations
from build_tools.languages.messages import catalog_path
from build_tools.languages.saying import say
from build_tools.sources.problem import CourseError
from build_tools.upkeep import added_language, outlook

ROOT = Path(__file__).parents[2]
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def with_new(files: Mapping[str, str], tag: str, fallback: str = "") -> dict[str, str]:
    changed, _ = added_language(files, Newcomer(tag=tag, fallback=fallback))
    return {**files, **{path: content.decode() for path, content in changed.items()}}


@pytest.fixture(scope="module")
def german(files: Mapping[str, str]) -> dict[str, str]:
    """The course with German, as it is right after the command."""
    return with_new(files, "de")


def test_german_is_buildable_in_one_command(files: Mapping[str, str], tmp_path: Path) -> None:
    write_files(tmp_path, {path: text.encode() for path, text in files.items()})
    assert main(["--root", str(tmp_path), "add-language", "de"]) == 0
    file, first = tmp_path / COURSE_FILE, read_course(files).modules[0].id
    later = (each.id for each in read_course(files).modules if each.id != first)
    waits = f"name: Deutsch, waiting: [{', '.join(later)}]"  # One module is enough to see it.
    file.write_text(file.read_text("utf-8").replace("name: Deutsch", waits), "utf-8")
    into = tmp_path / "out"
    words = ["build", "-l", "de", "-f", "gift", "-f", "scorm12", "--into", str(into)]
    assert main(["--root", str(tmp_path), *words]) == 0
    assert (into / "lms/de/01-active-farmer.scorm12.zip").is_file()


def test_a_new_language_is_complete_but_for_its_words(german: dict[str, str]) -> None:
    course = read_course(german)
    language = course.language("de")
    assert (language.name, language.tag, language.preview) == ("Deutsch", "de", True)
    assert list(check_translations(course, language, german)) == []
    assert "nplurals=2" in german[catalog_path("de", "interface")]
    said = outlook(german, "de")
    assert "numbers: 1.234,5, 25%" in said
    assert "fonts of the books: have every letter" in said


def test_letters_that_the_books_cannot_print_are_named(files: Mapping[str, str]) -> None:
    assert any("fonts of the books: lack" in line for line in outlook(with_new(files, "th"), "th"))


@pytest.mark.parametrize("tag", ["xx", "deutsch", "de-XX-1", "../de"])
def test_an_unknown_language_is_refused(tag: str) -> None:
    with pytest.raises(CourseError, match="unknown-language"):
        language_of(Newcomer(tag=tag))


def test_a_language_is_added_once(german: dict[str, str]) -> None:
    again = language_of(Newcomer(tag="de"))
    with pytest.raises(CourseError, match="language-twice"):
        with_language(again, german)


def test_a_course_that_is_written_otherwise_is_left_to_its_author(files: Mapping[str, str]) -> None:
    odd = files[COURSE_FILE].replace("- {code: ", "-  {code: ")
    with pytest.raises(CourseError, match="no-place"):
        with_language(language_of(Newcomer(tag="de")), {COURSE_FILE: odd})


@pytest.mark.parametrize("name", ["es", "es_419", "es-419"])
def test_who_helps_out_may_be_called_by_any_of_its_names(
    name: str, files: Mapping[str, str]
) -> None:
    course = read_course(with_new(files, "es-MX", name))
    assert course.language("es-mx").fallback == "es"


def test_a_variety_says_only_what_differs(files: Mapping[str, str]) -> None:
    own = f'{HEAD}msgctxt "title"\nmsgid "Tend and Grow: Customer Care as Farming"\nmsgstr "MX"\n'
    together = with_new(files, "es-MX", "es") | {catalog_path("es_MX", "course"): own}
    course = read_course(together)
    mexican, spanish = (say(course, course.language(code), together) for code in ("es-mx", "es"))
    assert [each.code for each in helpers(mexican.language, course.languages)] == ["es"]
    assert mexican.course.title == "MX"
    assert mexican.course.subtitle == spanish.course.subtitle
    assert not mexican.lent


def test_words_of_another_tongue_are_marked_as_such(files: Mapping[str, str]) -> None:
    together = with_new(files, "gl", "es")
    course = read_course(together)
    galician = say(course, course.language("gl"), together)
    assert set(galician.lent.values()) == {"es-419"}


def test_helpers_must_lead_to_an_end(files: Mapping[str, str]) -> None:
    source = files[COURSE_FILE]
    for code, helper in (("fr", "es"), ("es", "fr")):
        source = source.replace(f"{{code: {code},", f"{{code: {code}, fallback: {helper},")
    with pytest.raises(CourseError, match="bad-fallback"):
        read_course({**files, COURSE_FILE: source})
    unknown = files[COURSE_FILE].replace("{code: fr,", "{code: fr, fallback: de,")
    with pytest.raises(CourseError, match="bad-fallback"):
        read_course({**files, COURSE_FILE: unknown})


def test_languages_name_themselves() -> None:
    names = [voice.own_name(locale) for locale in ("de", "tr", "zh_Hans", "pt_BR")]
    assert names == ["Deutsch", "Türkçe", "中文 (简体)", "Português (Brasil)"]


@pytest.mark.parametrize("sheet", ["templates/site/assets/lesson.css", "player/player.css"])
def test_english_on_a_page_that_runs_from_the_right_keeps_its_direction(
    sheet: str, browser: Browser
) -> None:
    css = (ROOT / "build_tools" / sheet).read_text("utf-8")
    said = '<p class="untranslated" lang="en">One.</p><p id="own">واحد</p>'
    page = browser.new_page()
    page.set_content(f'<html lang="ar" dir="rtl"><style>{css}</style><body>{said}</body></html>')
    directions = page.evaluate(
        "[...document.querySelectorAll('p')].map((each) => getComputedStyle(each).direction)"
    )
    page.close()
    assert directions == ["ltr", "rtl"]
