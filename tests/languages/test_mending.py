"""What a program corrects is right afterwards, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.course.shape import Course, Language
from build_tools.disk import write_files
from build_tools.languages.mending import mend, mend_catalogs
from build_tools.languages.messages import catalog_path
from build_tools.languages.style import read_style
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text

SLIPS = [
    ("fr", "Pourquoi? Parce que!", "Pourquoi\u202f? Parce que\u202f!"),
    ("fr", "Pourquoi ? Il dit : «oui».", "Pourquoi\u202f? Il dit\u00a0: «\u00a0oui\u00a0»."),
    ("fr", "C'est 25% ou 30 €.", "C’est 25\u00a0% ou 30\u00a0€."),
    ("es", "El 25% dice “sí.”", "El 25\u00a0% dice “sí”."),
    ("tr", "25 % ya da % 30: Solantanın", "%25 ya da %30: Solanta’nın"),
    ("tr", "Saat 14:30, Elif'in", "Saat 14.30, Elif’in"),
    ("zh", "您好,请问 CRM 在哪?(里面)等等...", "您好，请问CRM在哪？（里面）等等……"),
    ("en", "It's here...", "It’s here…"),
]
KEPT = [
    ("fr", 'Tapez `a ?b:c!` puis [ici](a.md?x=1;2 "Titre").'),
    ("fr", "À 14:30, https://example.org/?a=b;c"),
    ("zh", "[链接](a.md?b=c,d)和`a, b`，{n}个"),
    ("tr", "%25, 14.30, `25 %`, [x](a.md#b:c)"),
]


@pytest.mark.parametrize(("code", "slip", "right"), SLIPS)
def test_a_slip_is_corrected_once_and_for_all(
    code: str, slip: str, right: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    style = read_style(course.language(code), files)
    assert mend(slip, style) == right
    assert mend(right, style) == right


@pytest.mark.parametrize(("code", "words"), KEPT)
def test_code_links_and_numbers_are_left_alone(
    code: str, words: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    assert mend(words, read_style(course.language(code), files)) == words


def test_the_catalogs_of_the_course_need_no_correction(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    for language in course.languages:
        assert mend_catalogs(language, files) == ({}, ())


def test_only_the_corrected_words_of_a_catalog_change(course: Course[Text]) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog = head + 'msgid "Why?"\nmsgstr "Pourquoi?"\n\nmsgid "Yes"\nmsgstr "Oui"\n'
    style = "fixes:\n- {find: '[?]', write: \"\\u202F?\"}\n"
    path = catalog_path("fr", "course")
    changed, told = mend_catalogs(
        course.language("fr"), {path: catalog, "locales/fr/style.yml": style}
    )
    assert changed == {path: catalog.replace("Pourquoi?", "Pourquoi\u202f?")}
    assert [(each.before, each.after) for each in told] == [("Pourquoi?", "Pourquoi\u202f?")]


def test_a_fix_that_cannot_be_written_is_a_problem(languages: dict[str, Language]) -> None:
    style = {"locales/tr/style.yml": "fixes:\n- {find: 'a', write: '\\1'}\n"}
    with pytest.raises(CourseError, match=r"locales/tr/style\.yml:2:\d+: bad-pattern"):
        read_style(languages["tr"], style)


def test_a_dry_run_tells_and_changes_nothing(
    files: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = catalog_path("fr", "course")
    spoiled = files[path].replace("\u202f?", "?").replace("\u00a0?", "?").replace("’", "'")
    write_files(tmp_path, {**{p: t.encode() for p, t in files.items()}, path: spoiled.encode()})
    words = ["--root", str(tmp_path), "fix-typography", "-l", "fr"]
    assert main([*words, "--dry-run"]) == 1
    assert (tmp_path / path).read_text("utf-8") == spoiled
    assert "corrected" in capsys.readouterr().out
    assert main(words) == 0
    assert main([*words, "--dry-run"]) == 0
