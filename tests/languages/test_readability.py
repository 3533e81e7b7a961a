"""Translated lessons are measured by the formula of their language."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from build_tools.course.shape import Course, Language
from build_tools.languages.catalogs import Catalog, Entry, header_for, write_catalog
from build_tools.languages.messages import catalog_path
from build_tools.languages.readability import translated_readability
from build_tools.sources.text import Text

HARD = {
    "fr": "La responsabilisation organisationnelle nécessite une communication institutionnelle. ",
    "es": "La responsabilidad organizacional imprescindible necesita comunicaciones continuadas. ",
    "tr": "Kurumsallaştırılamayan sorumluluklarımızın değerlendirilmesi gerçekleştirilmektedir. ",
    "zh": "我们应当在每一次通话中认真倾听顾客所说的每一句话并且把它们完整地记录下来。",
}
EASY = {
    "fr": "Je lis le mot. Il est là. ",
    "es": "Yo leo la nota. Ya está aquí. ",
    "tr": "Ben sordum. O geldi. ",
    "zh": "先问，再听。",
}
LESSON = "course/01-field/01-start.md"
NAMES = {"fr": "Kandel–Moles", "es": "INFLESZ", "tr": "Ateşman", "zh": "characters on average"}


def found(language: Language, words: str, file: str = LESSON) -> list[str]:
    catalog = Catalog(
        header=header_for(language.locale, "small"),
        entries=(Entry(context="", msgid="Read this.", forms=(words,), files=(file,)),),
    )
    path = catalog_path(language.locale, "01-field")
    return [str(each) for each in translated_readability(language, {path: write_catalog(catalog)})]


@pytest.mark.parametrize("code", HARD)
def test_lessons_that_are_hard_to_read_are_named(
    code: str, languages: Mapping[str, Language]
) -> None:
    path = catalog_path(languages[code].locale, "01-field")
    problem = "long-sentences" if code == "zh" else "hard-to-read"
    (report,) = found(languages[code], HARD[code] * 90)
    assert report.startswith(f"{path}:1:1: {problem}: ")
    assert NAMES[code] in report
    assert found(languages[code], EASY[code] * 90) == []
    assert found(languages[code], HARD[code] * 90, "course/01-field/module.yml") == []


def test_a_chinese_sentence_without_end_is_named_where_it_stands(
    languages: Mapping[str, Language],
) -> None:
    (report,) = found(languages["zh"], f"{'先问再听' * 16}。")
    assert "64 characters, more than 60" in report


def test_the_course_reads_easily_in_every_language(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    for language in course.languages:
        assert [str(each) for each in translated_readability(language, files)] == []
