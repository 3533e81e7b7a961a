"""What authors and translators ask for between builds: problems, catalogs, how far they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from build_tools.course.facts import facts_in
from build_tools.course.overlay import fallbacks
from build_tools.course.reading import read_course, with_drafts
from build_tools.course.release import released
from build_tools.course.rules import advice_in, is_whole, problems_in, said_problems, unmet_in
from build_tools.course.shape import Course, Language
from build_tools.formats.assessments import packed_modules
from build_tools.formats.attempt import attempt_problems
from build_tools.formats.course_attempt import course_attempt_problems
from build_tools.formats.fonts import signs_without_font
from build_tools.formats.hyphens import has_hyphens
from build_tools.formats.pages import interface_messages
from build_tools.formats.progress import render_progress
from build_tools.handover.links import linked
from build_tools.languages import freshness, mending, updating, voice
from build_tools.languages.adding import Newcomer, language_of, with_language
from build_tools.languages.catalogs import plural_forms
from build_tools.languages.checks import check_translations
from build_tools.languages.extracting import messages_in
from build_tools.languages.messages import SOURCE, Message
from build_tools.languages.pseudo import pseudo_languages
from build_tools.languages.readability import translated_readability
from build_tools.languages.saying import say
from build_tools.sources.problem import CourseError, Problem
from build_tools.sources.text import Text

Files = Mapping[str, str]


def messages(course: Course[Text]) -> tuple[Message, ...]:
    """Return what translators are given: the words of the course and of the interface."""
    return linked(course, (*messages_in(course), *interface_messages()))


def templates(files: Files) -> dict[str, bytes]:
    """Return the templates (``.pot``) of the course and of the interface, by path."""
    course = read_course(files)
    return _encoded(updating.templates(messages(course), course.id))


def updated_catalogs(files: Files, codes: Sequence[str]) -> dict[str, bytes]:
    """Return the catalogs (``.po``) of these languages, brought up to date, by path."""
    course = read_course(files)
    found = messages(course)
    catalogs: dict[str, str] = {}
    for code in codes:
        catalogs |= updating.updated(found, course.language(code).locale, files, course.id)
    return _encoded(catalogs)


@dataclass(frozen=True, slots=True)
class Review:
    """What ``tend check`` tells: ``problems`` to repair, and ``advice`` that stops nothing."""

    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]


def review(files: Files, codes: Sequence[str]) -> Review:
    """Return everything there is to say about a course with its drafts, and about these languages.

    What the course requires of itself is advice until the last of its parts is finished.
    """
    course = read_course(files)
    drafted = with_drafts(files)
    written = course if drafted == files else read_course(drafted)
    facts = facts_in(written)
    found = {*problems_in(written, facts), *_said(course, files, codes)}
    advice = {*advice_in(written, facts)}
    for code in codes:
        advice |= {*translated_readability(course.language(code), files)}
    (found if is_whole(course) else advice).update(unmet_in(written, facts))
    return Review(tuple(sorted(found)), tuple(sorted(advice)))


def _said(course: Course[Text], files: Files, codes: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with what is built: its size, and its languages."""
    for module in packed_modules(course):
        yield from attempt_problems(module)
    yield from course_attempt_problems(course)
    for language in map(course.language, codes):
        yield from check_translations(course, language, files)
        if language.code != SOURCE:
            yield from said_problems(say(course, language, files).course, language.code)


def borrowed(files: Files, codes: Sequence[str]) -> tuple[Problem, ...]:
    """Return which words of an overlay these languages take from another one."""
    course = read_course(files)
    named = tuple(language for language in course.languages if language.code in codes)
    return tuple(fallbacks(course, named))


def refuse_problems(course: Course[Text], languages: Sequence[Language], files: Files) -> None:
    """Stop a build whose translations would break pages or mislead learners.

    Raises:
        CourseError: with every problem of the translations into these languages.
    """
    if found := {
        problem
        for language in languages
        if language.code not in pseudo_languages()
        for problem in check_translations(course, language, files)
    }:
        raise CourseError(*found)


def added_language(files: Files, newcomer: Newcomer) -> tuple[dict[str, bytes], Language]:
    """Return the files that make a new language buildable, by path, and the language.

    Raises:
        CourseError: if the language is unknown, is there already, or nobody can help it out.
    """
    language = language_of(newcomer)
    changed = with_language(language, files)
    together = {**files, **changed}
    course = read_course(together)
    catalogs = updating.updated(messages(course), language.locale, together, course.id)
    return _encoded(changed | catalogs), course.language(language.code)


def outlook(files: Files, code: str) -> tuple[str, ...]:
    """Return what a new language has and what it still lacks, a line each."""
    course = read_course(files)
    language = course.language(code)
    rows = status(files, [code])
    words = sum(row[state]["words"] for row in rows for state in ("fuzzy", "missing"))
    unknown = "".join(sorted(signs_without_font(voice.letters(language.locale))))
    hyphens = "by dictionary" if has_hyphens(language.tag) else "none; long words are not broken"
    return (
        f"plural rule: {plural_forms(language.locale)}",
        f"numbers: {voice.number(Decimal('1234.5'), language)}, {voice.percent(25, language)}",
        f"dates: {voice.date(dt.date(2026, 3, 9), language)}",
        f"hyphens in books: {hyphens}",
        f"fonts of the books: {f'lack {unknown}' if unknown else 'have every letter'}",
        "search: whole words and their beginnings; endings are not known",
        f"to translate: {words} words",
        f"checks: none of its own yet; write `locales/{language.locale}/style.yml`",
        f"terms: add the column `{language.locale}` to `locales/termbase.csv`",
        "preview: shown as it is; take `preview: true` out when it is reviewed",
    )


def mended(
    files: Files, codes: Sequence[str]
) -> tuple[dict[str, bytes], tuple[mending.Mended, ...]]:
    """Return the catalogs of these languages whose typography was corrected, and what changed."""
    course = read_course(files)
    found = [mending.mend_catalogs(course.language(code), files) for code in codes]
    changed = {path: text for catalogs, _ in found for path, text in catalogs.items()}
    return _encoded(changed), tuple(each for _, told in found for each in told)


def status(files: Files, codes: Sequence[str]) -> list[dict[str, Any]]:
    """Return how far each language and domain is, in messages and in source words.

    Each row has ``language``, ``domain``, ``percent`` (of words), and for ``translated``,
    ``fuzzy`` and ``missing`` the numbers of ``messages`` and ``words``; ``waiting`` tells that the
    domain is not released in the language yet.
    """
    rows = _rows(read_course(files), files, codes)
    return [{**asdict(row), "percent": row.percent} for row in rows]


def drift(files: Files, codes: Sequence[str]) -> tuple[freshness.Drifted, ...]:
    """Return the translations of these languages whose source has changed since."""
    languages = map(read_course(files).language, codes)
    return tuple(each for language in languages for each in freshness.drift(language, files))


def progress_page(files: Files, codes: Sequence[str]) -> bytes:
    """Return a page (HTML, in English) that shows how far these languages are."""
    course = read_course(files)
    languages = [course.language(code) for code in codes if code != SOURCE]
    rows = _rows(course, files, [language.code for language in languages])
    return render_progress(rows, languages, say(course, course.language(SOURCE), files))


def _rows(course: Course[Text], files: Files, codes: Sequence[str]) -> list[freshness.Row]:
    return [
        row
        for language in map(course.language, codes)
        for row in freshness.status(_awaited(course, language), [language], files)
    ]


def _awaited(course: Course[Text], language: Language) -> tuple[Message, ...]:
    """Return what must be said in one language, and everything that may wait in it."""
    out = {message.key for message in messages(released(course, language))}
    return tuple(
        message
        for message in messages(course)
        if message.key in out or message.domain in language.waiting
    )


def _encoded(files: Files) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}
