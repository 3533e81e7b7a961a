"""An overlay is said in a language; what it lacks there is taken from the first that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from build_tools.course.shape import (
    Course,
    ExtraTerm,
    Language,
    Overlay,
    OverlayWords,
    Term,
    Written,
)
from build_tools.languages.local import Borrowed, LocalOverlay
from build_tools.questions.shape import T

Said = tuple[Language, OverlayWords]


def overlay_in(course: Course[T], language: Language) -> LocalOverlay | None:
    """Return the overlay of a course as one language shows it."""
    if (overlay := course.overlay) is None:
        return None
    said = _chain(course, overlay, language)
    names = dict.fromkeys(name for _, words in said for name in words.slots)
    slots = {name: _first(said, language, partial(_slot, name)) for name in names}
    own = overlay.words.get(language.locale)
    return LocalOverlay(
        company=(own.company if own else "") or overlay.company,
        logo=overlay.logo,
        colors=overlay.colors,
        slots={name: words for name, words in slots.items() if words},
        privacy=_first(said, language, lambda words: words.privacy),
    )


def extra_terms(course: Course[T], language: Language) -> tuple[Term[str], ...]:
    """Return the glossary entries of an overlay, the same ids in every language."""
    if course.overlay is None:
        return ()
    known: dict[str, ExtraTerm] = {}
    for _, words in _chain(course, course.overlay, language):
        known = {**{term.id: term for term in words.glossary}, **known}
    order = dict.fromkeys(_ids(course, course.overlay))
    return tuple(Term(id=name, term=known[name].term, text=known[name].text) for name in order)


def _ids(course: Course[T], overlay: Overlay) -> Iterator[str]:
    for language in course.languages:
        words = overlay.words.get(language.locale)
        yield from (term.id for term in words.glossary) if words else ()


def _chain(course: Course[T], overlay: Overlay, language: Language) -> tuple[Said, ...]:
    """Return the words of ``language``, of the one that helps it out, and of all others."""
    own = (language.code, language.fallback)
    others = (other for other in course.languages if other.code not in own)
    helpers = (other for other in course.languages if other.code == language.fallback)
    order = (language, *helpers, *others)
    return tuple(
        (other, overlay.words[other.locale]) for other in order if other.locale in overlay.words
    )


def _slot(name: str, words: OverlayWords) -> Written | None:
    return words.slots.get(name)


def _first(
    said: tuple[Said, ...], language: Language, take: Callable[[OverlayWords], Written | None]
) -> Borrowed | None:
    for other, words in said:
        if written := take(words):
            return Borrowed(written.source, "" if other.tag == language.tag else other.tag)
    return None
