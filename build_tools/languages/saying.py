"""A course is said in a language: its words from catalogs, its typed answers from a list."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, TypeVar

from build_tools.course.release import released
from build_tools.course.shape import Assessment, Course, Language, Quiz
from build_tools.languages.catalogs import (
    Catalog,
    Entry,
    Policy,
    plural_forms,
    read_catalog,
)
from build_tools.languages.local import LocalCourse, Words
from build_tools.languages.messages import Key, catalog_path, domain_of
from build_tools.questions.text import TextQuestion
from build_tools.sources.nodes import Node, parse
from build_tools.sources.text import Text, map_texts

INTERFACE: Final = "interface"
Test = TypeVar("Test", Quiz[str], Assessment[str])


def say(
    course: Course[Text],
    language: Language,
    files: Mapping[str, str],
    policies: Mapping[str, Policy] | None = None,
) -> LocalCourse:
    """Return what is out of the course in one language, said in it.

    ``files`` holds catalogs and answers by path.

    What is not translated, or translated for an older source, is shown as ``policies`` (by
    domain) say. That a language may not be built so is for ``languages/checks.py`` to find.

    Raises:
        CourseError: for a catalog or a list of answers that cannot be read.
    """
    course = released(course, language)
    catalogs = catalogs_of(language, files)
    shown, stale = _shown(catalogs, policies or {})
    accepted = accepted_answers(language, files)
    source: Course[str] = map_texts(course, lambda text: text.key)
    said: Course[str] = map_texts(course, lambda text: shown.get(key_of(text), text.key))
    return LocalCourse(
        language=language,
        course=_with_answers(said, accepted),
        said=shown,
        words=_words(catalogs.get(INTERFACE), shown, language),
        accepted=accepted,
        source_course=source,
        stale=stale,
    )


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


def accepted_answers(language: Language, files: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the typed answers that count as right in one language, by question id."""
    path = f"locales/{language.locale}/answers.yml"
    if not files.get(path, "").strip():
        return {}
    entries = parse(files[path], path).entries()
    return {name: tuple(map(Node.word, node.items())) for name, node in entries.items()}


def _shown(
    catalogs: Mapping[str, Catalog], policies: Mapping[str, Policy]
) -> tuple[dict[Key, str], frozenset[Key]]:
    shown: dict[Key, str] = {}
    stale: set[Key] = set()
    for domain, catalog in catalogs.items():
        outdated = policies.get(domain, Policy.SOURCE) is Policy.STALE
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
