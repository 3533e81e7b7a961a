"""A question must be as hard in every language: options stay apart, and none gives itself away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from build_tools.course.shape import Course, Language
from build_tools.languages.catalogs import Entry
from build_tools.languages.messages import SOURCE, catalog_path
from build_tools.languages.saying import catalogs_of, key_of
from build_tools.languages.wording import folded
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.shape import Question
from build_tools.sources.markdown import plain
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text

LONGEST: Final = 1.25
"""How much longer than the next option the right one may be."""
SHORT: Final = 12
"""Up to so many letters more, nobody notices."""


def parity_problems(
    course: Course[Text], language: Language, files: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield questions whose options have become equal, or tell, in a translation."""
    if language.code == SOURCE:
        return
    known = Translations(language, files)
    for question in course.questions():
        for group in _groups(question):
            yield from _equal(group, question, known)
        if isinstance(question, ChoiceQuestion) and question.type == "single":
            yield from _telling(question, known)


class Translations:
    """What is said for a text, and where."""

    def __init__(self, language: Language, files: Mapping[str, str]) -> None:
        self.locale = language.locale
        self.entries: dict[tuple[str, str, str], Entry] = {
            (domain, entry.context, entry.msgid): entry
            for domain, catalog in catalogs_of(language, files).items()
            for entry in catalog.live
            if entry.translated and not entry.fuzzy
        }

    def said(self, text: Text) -> str:
        """Return the words without their Markdown, or ``""`` if they are not translated."""
        entry = self.entries.get(key_of(text))
        return plain(entry.said) if entry else ""

    def place(self, text: Text) -> Place:
        """Return where the translation stands."""
        entry = self.entries.get(key_of(text))
        return entry.place if entry else Place(catalog_path(self.locale, key_of(text)[0]))

    def allows(self, text: Text, code: str) -> bool:
        """Tell whether a translator allows this here."""
        entry = self.entries.get(key_of(text))
        notes = entry.notes if entry else ()
        return any(re.match(rf"\s*allow:\s*{code}\s+\S", note) for note in notes)


def _groups(question: Question[Text]) -> Iterator[tuple[Text, ...]]:
    """Yield the texts among which a learner chooses, wherever a kind of question keeps them."""
    for name in ("options", "right", "left", "items", "statements"):
        yield _texts(getattr(question, name, ()))
    for holder in (*getattr(question, "gaps", ()), *getattr(question, "nodes", ())):
        yield _texts(getattr(holder, "options", ()))


def _texts(items: Sequence[Any]) -> tuple[Text, ...]:
    return tuple(item.text for item in items)


def _equal(
    group: tuple[Text, ...], question: Question[Text], known: Translations
) -> Iterator[Problem]:
    seen: dict[str, Text] = {}
    for text in group:
        said = folded(known.said(text))
        if said and said in seen and folded(plain(seen[said].key)) != folded(plain(text.key)):
            message = f"two choices of `{question.id}` say the same, `{known.said(text)}`"
            yield Problem(known.place(text), "equal-options", message)
        seen.setdefault(said, text)


def _telling(question: ChoiceQuestion[Text], known: Translations) -> Iterator[Problem]:
    """Find a right option that is known by its length, unless it is so in the source."""
    right = next(option.text for option in question.options if option.correct)
    others = [option.text for option in question.options if not option.correct]
    if not all(map(known.said, (right, *others))) or known.allows(right, "telling-length"):
        return
    length, next_length = len(known.said(right)), max(len(known.said(text)) for text in others)
    source = len(plain(right.key)) > LONGEST * max(len(plain(text.key)) for text in others)
    if length > max(LONGEST * next_length, next_length + SHORT) and not source:
        message = f"the right option of `{question.id}` is much longer than the others"
        hint = "make the others as long, or say `# allow: telling-length` and why"
        yield Problem(known.place(right), "telling-length", message, hint)
