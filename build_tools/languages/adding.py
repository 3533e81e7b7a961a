"""A new language: its line in ``course.yml`` and its first files. Pure; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from build_tools.course.reading import COURSE_FILE
from build_tools.course.shape import Language
from build_tools.languages import voice
from build_tools.sources.problem import CourseError, Place, Problem

CODE: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
LINE: Final = re.compile(r"(?m)^(?P<indent> *)- \{code: [^\n]*\}$")
NAMES: Final = re.compile(r"\b(code|locale|tag): ([\w-]+)")
STYLE: Final = """# How translations into this language are checked.
# docs/localization.md explains each key.
# A near language is a good start: locales/fr/style.yml, locales/tr/style.yml.
rules: []
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A language as somebody asks for it; what is ``""`` follows from ``tag``, as CLDR knows it."""

    tag: str  # As people type it: ``de``, ``pt-BR``, ``es_MX``.
    name: str = ""
    fallback: str = ""


def language_of(newcomer: Newcomer) -> Language:
    """Return the language under its three names.

    Raises:
        CourseError: for a tag that is none, or that CLDR does not know.
    """
    if not CODE.fullmatch(newcomer.tag):
        raise CourseError(_unknown(newcomer.tag, "write a tag such as `de` or `pt-BR`"))
    speech, *rest = re.split("[-_]", newcomer.tag)
    subtags = [part.title() if len(part) == 4 else part.upper() for part in rest]
    locale = "_".join((speech, *subtags))
    if not voice.knows(locale):
        raise CourseError(_unknown(newcomer.tag, "is it misspelled?"))
    return Language(
        code="-".join((speech, *(part.lower() for part in subtags))),
        locale=locale,
        tag="-".join((speech, *subtags)),
        name=newcomer.name or voice.own_name(locale),
        fallback=newcomer.fallback,
        preview=True,
    )


def with_language(language: Language, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files that change: ``course.yml`` with a line more, and a first ``style.yml``.

    Raises:
        CourseError: if the language is there, or its line cannot be put in without a person.
    """
    source = files[COURSE_FILE]
    lines = list(LINE.finditer(source))
    if any(f"code: {language.code}," in line[0] for line in lines):
        message = f"the course has the language `{language.code}` already"
        raise CourseError(Problem(Place(COURSE_FILE), "language-twice", message))
    if not lines:
        hint = f"add it by hand: {_line(language)}"
        message = "the languages are not written one a line"
        raise CourseError(Problem(Place(COURSE_FILE), "no-place", message, hint))
    language = replace(language, fallback=_code_of(language.fallback, lines))
    at = lines[-1].end()
    changed = f"{source[:at]}\n{lines[-1]['indent']}{_line(language)}{source[at:]}"
    style = f"locales/{language.locale}/style.yml"
    return {COURSE_FILE: changed} | ({} if style in files else {style: STYLE})


def _code_of(name: str, lines: Iterable[re.Match[str]]) -> str:
    """Return the code of a language that ``name`` calls by its code, locale or tag."""
    for line in lines:
        names: dict[str, str] = dict(NAMES.findall(line[0]))
        if name and name in names.values():
            return names["code"]
    return name


def _line(language: Language) -> str:
    more = f", fallback: {language.fallback}" if language.fallback else ""
    told = f"code: {language.code}, locale: {language.locale}, tag: {language.tag}"
    return f"- {{{told}, name: {language.name}{more}, preview: true}}"


def _unknown(tag: str, hint: str) -> Problem:
    return Problem(Place(COURSE_FILE), "unknown-language", f"CLDR knows no language `{tag}`", hint)
