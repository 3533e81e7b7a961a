"""A catalog says the truth of itself; what msgfmt and i18nspector would tell is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from build_tools.course.shape import Course, Language
from build_tools.languages.catalogs import header_for, read_catalog
from build_tools.languages.checks import catalog_problems
from build_tools.languages.headers import header_problems
from build_tools.languages.messages import catalog_path
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text

CODES = ("fr", "es", "tr", "zh")
SLIPS = [
    ("another language", '"Language: {locale}\\n"', '"Language: de\\n"', "bad-header"),
    ("no language", '"Language: {locale}\\n"\n', "", "bad-header"),
    ("another encoding", "charset=UTF-8", "charset=ISO-8859-1", "bad-header"),
    ("no encoding", "; charset=UTF-8", "", "bad-header"),
    ("another plural rule", "nplurals=", "nplurals=1", "bad-header"),
    ("a plural rule that is none", "plural=", "plural=n >> ", "bad-header"),
    (
        "a form that nobody filled in",
        "Last-Translator: ",
        "Last-Translator: FULL NAME <",
        "bad-header",
    ),
    ("a date that nobody filled in", "2000-01-01", "YEAR-MO-DA", "bad-header"),
    ("what a merge left", 'msgstr "', 'msgstr "#-#-#-#-#  a.po  #-#-#-#-#\\n', "bad-catalog"),
    ("a marker of a conflict", '\nmsgid "', '\n<<<<<<< ours\nmsgid "', "bad-catalog"),
    ("a plural form more", "msgstr[0]", 'msgstr[9] "x"\nmsgstr[0]', "bad-catalog"),
]


def codes(language: Language, text: str) -> set[str]:
    path = catalog_path(language.locale, "interface")
    try:
        return {problem.code for problem in catalog_problems(language, {path: text})}
    except CourseError as error:
        return {problem.code for problem in error.problems}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("slip", SLIPS, ids=[slip[0] for slip in SLIPS])
def test_what_a_program_or_a_merge_spoils_is_found(
    slip: tuple[str, str, str, str], code: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    language = course.language(code)
    text = files[catalog_path(language.locale, "interface")]
    _, old, new, expected = slip
    old = old.format(locale=language.locale)
    at = text.find(old, text.find("\n\n") if "msg" in old else 0)
    assert at >= 0
    spoiled = text[:at] + new + text[at + len(old) :]
    assert expected in codes(language, spoiled)
    assert not {"bad-header", "bad-catalog"} & codes(language, text)


@pytest.mark.parametrize(
    ("locale", "rule"),
    [
        ("fr", "nplurals=2; plural=n > 1;"),
        ("fr", "nplurals=2; plural=(n>=2)"),
        ("es_419", "nplurals=2; plural=n == 1 ? 0 : 1;"),
        ("zh_Hans", "nplurals=1; plural=0;"),
    ],
)
def test_a_plural_rule_may_be_written_in_other_ways(locale: str, rule: str) -> None:
    header = {**header_for(locale, "c"), "Plural-Forms": rule}
    text = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    catalog = read_catalog(f'msgid ""\nmsgstr ""\n{text}', "a.po")
    assert list(header_problems(catalog, locale, "a.po")) == []


def test_a_tag_of_the_web_names_the_same_language(languages: dict[str, Language]) -> None:
    locale = languages["es"].locale
    text = "".join(
        f'"{name}: {value.replace("_", "-")}\\n"\n'
        for name, value in header_for(locale, "c").items()
    )
    assert codes(languages["es"], f'msgid ""\nmsgstr ""\n{text}') == set()
