"""A course is said in a language: its words from catalogs, its typed answers from a list."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, TypeVar

from build_tools.course.release import released
from build_tools.course.shape import Assessment, Course, Language, Policy, Quiz
from build_tools.course.spoken import helpers, speech
from build_tools.languages.catalogs import (
    Catalog,
    Entry,
    plural_forms,
    read_catalog,
)
from build_tools.languages.local import LocalCourse, Words
from build_tools.languages.messages import SOURCE, Key, catalog_path, domain_of
from build_tools.languages.overlaying import extra_terms, overlay_in
from build_tools.questions.text import TextQuestion
from build_tools.sources.markdown import marked
from build_tools.sources.nodes import Node, parse
from build_tools.sources.text import Text, map_texts

INTERFACE: Final = "interface"
Test = TypeVar("Test", Quiz[str], Assessment[str])


def say(course: Course[Text], language: Language, files: Mapping[str, str]) -> LocalCourse:
    """Return what is out of the course in one language, said in it.

    ``files`` holds catalogs and answers by path. What is missing is said by the languages that
    help out, and then by the source; what was translated for an older source is shown as the
    course's policies say. That a language may not be built so is for ``languages/checks.py``.

    Raises:
        CourseError: for a catalog or a list of answers that cannot be read.
    """
    course = released(course, language)
    catalogs = catalogs_of(language, files)
    own, stale = _shown(catalogs, course)
    borrowed, lent = _borrowed(course, language, files)
    shown = {**borrowed, **own}
    accepted = accepted_by_all(language, course, files)
    lent = {key: tag for key, tag in lent.items() if key not in own}
    source: Course[str] = map_texts(course, lambda text: text.key)
    said: Course[str] = map_texts(course, _Voice(language, shown, stale, lent))
    glossary = (*said.glossary, *extra_terms(course, language))
    return LocalCourse(
        language=language,
        course=_with_answers(replace(said, glossary=glossary), accepted),
        said=shown,
        words=_words(catalogs.get(INTERFACE), shown, language),
        accepted=accepted,
        source_course=source,
        stale=stale,
        lent=lent,
        overlay=overlay_in(course, language),
    )


@dataclass(frozen=True, slots=True)
class _Voice:
    """Says words of YAML and figures, and marks those that are in another language or outdated.

    A figure is no Markdown, so nothing in it is marked.
    """

    language: Language
    shown: Mapping[Key, str]
    stale: frozenset[Key]
    lent: Mapping[Key, str]

    def __call__(self, text: Text) -> str:
        """Return ``text`` as inline Markdown."""
        key = key_of(text)
        words = self.shown.get(key, text.key)
        own = SOURCE if key not in self.shown and self.language.code != SOURCE else ""
        tag = self.lent.get(key, own)
        if text.place.file.endswith(".svg") or not (tag or key in self.stale):
            return words
        return marked(words, "untranslated" if tag else "stale", tag)


def key_of(text: Text) -> Key:
    """Return what a catalog is asked for to say ``text``."""
    return (domain_of(text.place.file), text.context, text.key)


def catalogs_of(language: Language, files: Mapping[str, str]) -> dict[str, Catalog]:
    """Return the catalogs of one language by domain.

    Raises:
        CourseError: for a catalog that cannot be read.
    """
    folder = catalog_path(language.locale, "").removesuffix(".po")
    return {
        path.removeprefix(folder).removesuffix(".po"): read_catalog(files[path], path)
        for path in sorted(files)
        if path.startswith(folder) and path.endswith(".po")
    }


def accepted_by_all(
    language: Language, course: Course[Text], files: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the accepted answers of a language, with those of the languages that help it out.

    In a preview, the source helps out, too.
    """
    source = tuple(each for each in course.languages if language.preview and each.code == SOURCE)
    found: dict[str, tuple[str, ...]] = {}
    for helper in (*source, *reversed(helpers(language, course.languages)), language):
        found |= accepted_answers(helper, files)
    return found


def accepted_answers(language: Language, files: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the typed answers that count as right in one language, by question id."""
    path = f"locales/{language.locale}/answers.yml"
    if not files.get(path, "").strip():
        return {}
    entries = parse(files[path], path).entries()
    return {name: tuple(map(Node.word, node.items())) for name, node in entries.items()}


def _borrowed(
    course: Course[Text], language: Language, files: Mapping[str, str]
) -> tuple[dict[Key, str], dict[Key, str]]:
    """Return what other languages say instead, and in which tongue, where it is another."""
    said: dict[Key, str] = {}
    lent: dict[Key, str] = {}
    for helper in reversed(helpers(language, course.languages)):
        words, _ = _shown(catalogs_of(helper, files), course)
        said |= words
        other = speech(helper) != speech(language)
        lent = {key: tag for key, tag in lent.items() if key not in words}
        lent |= dict.fromkeys(words, helper.tag) if other else {}
    return said, lent


def _shown(
    catalogs: Mapping[str, Catalog], course: Course[Text]
) -> tuple[dict[Key, str], frozenset[Key]]:
    shown: dict[Key, str] = {}
    stale: set[Key] = set()
    for domain, catalog in catalogs.items():
        outdated = course.policy_of(domain) is Policy.STALE
        for entry in catalog.live:
            key = (domain, entry.context, entry.msgid)
            if entry.translated and (outdated or not entry.fuzzy):
                shown[key] = entry.said
                stale |= {key} if entry.fuzzy else set()
    return shown, frozenset(stale)


def _words(catalog: Catalog | None, shown: Mapping[Key, str], language: Language) -> Words:
    entries = catalog.live if catalog else ()
    forms = {
        entry.msgid: entry.forms for entry in entries if entry.plural and _is_shown(entry, shown)
    }
    own = {key: words for key, words in shown.items() if key[0] == INTERFACE}
    return Words(own, forms, Plural(plural_forms(language.locale)))


def _is_shown(entry: Entry, shown: Mapping[Key, str]) -> bool:
    return (INTERFACE, entry.context, entry.msgid) in shown


@dataclass(frozen=True, slots=True)
class Plural:
    """The index of the plural form for a number; it can be sent to another process."""

    header: str  # As in a catalog: "nplurals=2; plural=(n != 1);".

    def __call__(self, number: int) -> int:
        """Return the index for ``number``."""
        return _rule(self.header)(number)


@cache
def _rule(header: str) -> Callable[[int], int]:
    formula = header.rpartition("plural=")[2]
    rule: Callable[[int], int] = gettext.c2py(formula.strip(" ;"))
    return rule


def _with_answers(course: Course[str], accepted: Mapping[str, tuple[str, ...]]) -> Course[str]:
    modules = tuple(
        replace(module, quiz=module.quiz and _asking(module.quiz, accepted))
        for module in course.modules
    )
    tests = tuple(_asking(test, accepted) for test in course.assessments)
    return replace(course, modules=modules, assessments=tests)


def _asking(test: Test, accepted: Mapping[str, tuple[str, ...]]) -> Test:
    questions = tuple(
        replace(question, accepted=accepted.get(question.id, ()))
        if isinstance(question, TextQuestion)
        else question
        for question in test.questions
    )
    return replace(test, questions=questions)
