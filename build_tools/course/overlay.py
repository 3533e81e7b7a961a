"""An overlay: what a company sets on top of the course, without touching it. Its reader and rules.

``overlay/overlay.yml`` holds what is the same in all languages, ``overlay/locales/<locale>.yml``
the words. None of it is offered to translators of the course.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from build_tools.course.facts import Facts
from build_tools.course.shape import (
    Colors,
    Course,
    ExtraTerm,
    Language,
    Logo,
    Overlay,
    OverlayWords,
    Written,
)
from build_tools.questions.form import NAMED, PROSE, WORD, Form, Value, matching, several
from build_tools.sources.blocks import SLOT, BlockSettings
from build_tools.sources.colors import BLACK, HEX, READABLE, WHITE, least, mixed, readable
from build_tools.sources.logo import logo_fault
from build_tools.sources.markdown import facts
from build_tools.sources.nodes import Node, parse
from build_tools.sources.problem import CourseError, Place, Problem, gather
from build_tools.sources.syntax import near
from build_tools.sources.text import Prose, Text

OVERLAY_FILE: Final = "overlay/overlay.yml"
WORDS_FILE: Final = re.compile(r"overlay/locales/(?P<locale>[^/]+)\.yml")
LOGO: Final = re.compile(r"[A-Za-z0-9_-]+\.(?:svg|png)")
PAPERS: Final = (WHITE, "#fbf7ee", "#f4ecdd", "#f1f4ec")  # What accents stand on, in the light.
ON_BAR: Final = "#fdf8ec"  # The words on the bar at the top of a page.

SLOT_NAME: Final = matching(SLOT, "bad-name", "`{word}` is no name of a place", "`emergency`")
COLOR: Final = matching(HEX, "bad-color", "`{word}` is no color", 'such as `"#0b5394"`, in quotes')
COLORS: Final = Form({}, {"accent": COLOR, "bar": COLOR})
OVERLAY: Final = Form(
    {"company": WORD},
    {
        "logo": matching(LOGO, "bad-logo", "`{word}` is no file beside overlay.yml", "`logo.svg`"),
        "colors": COLORS.value(dict),
    },
)
TERM: Final = Form({"id": NAMED, "term": WORD, "text": WORD})
_SLOTS: Final = Value(
    lambda node: node,
    {
        "type": "object",
        "propertyNames": {"pattern": f"^(?:{SLOT.pattern})$"},
        "additionalProperties": PROSE.schema,
    },
)
WORDS: Final = Form(
    {},
    {
        "company": WORD,
        "slots": _SLOTS,
        "privacy": PROSE,
        "glossary": several(TERM.value(dict), at_least=0),
    },
)


def read_overlay(files: Mapping[str, str], languages: Sequence[Language]) -> Overlay | None:
    """Return the overlay among ``files``, if there is one.

    Raises:
        CourseError: if it cannot be read, its logo could act, or its colors cannot be read.
    """
    own = sorted(path for path in files if path.startswith("overlay/"))
    if not own:
        return None
    if OVERLAY_FILE not in files:
        hint = "`tend new overlay` writes one to start from"
        raise CourseError(Problem(Place(OVERLAY_FILE), "missing-file", "it is not there", hint))
    node = parse(files[OVERLAY_FILE], OVERLAY_FILE)
    found = OVERLAY.read(node)
    words = gather(lambda path: _words(path, files[path], languages), _said(own))
    return Overlay(
        company=found["company"],
        logo=_logo(node.entries()["logo"], files) if found["logo"] else None,
        colors=_colors(node.entries()["colors"]) if found["colors"] else Colors(),
        words=dict(words),
        place=node.place,
    )


def _said(paths: Sequence[str]) -> list[str]:
    return [path for path in paths if WORDS_FILE.fullmatch(path)]


def _logo(node: Node, files: Mapping[str, str]) -> Logo:
    path = f"overlay/{node.word()}"
    if path not in files:
        raise node.fail("bad-logo", f"there is no `{path}`", "put the file beside overlay.yml")
    if fault := logo_fault(path, files[path]):
        raise node.fail("bad-logo", f"`{path}`: {fault}", "save it as a plain SVG or PNG")
    return Logo(name=f"logo.{path.rpartition('.')[2]}", content=files[path])


def _colors(node: Node) -> Colors:
    found, nodes = COLORS.read(node), node.entries()
    if accent := found["accent"]:
        grounds = (*PAPERS, mixed(accent, WHITE, 90))
        _readable(nodes["accent"], accent, grounds, BLACK)
    if bar := found["bar"]:
        _readable(nodes["bar"], bar, (ON_BAR, WHITE), BLACK)
    return Colors(accent=found["accent"] or "", bar=found["bar"] or "")


def _readable(node: Node, color: str, grounds: tuple[str, ...], towards: str) -> None:
    ratio, ground = least(color, grounds)
    if ratio < READABLE:
        message = (
            f"`{color}` and `{ground}` have a contrast of {ratio:.1f}:1, expected {READABLE}:1"
        )
        hint = f"a darker one can be read, such as `{readable(color, grounds, towards)}`"
        raise node.fail("low-contrast", message, hint)


def _words(path: str, text: str, languages: Sequence[Language]) -> tuple[str, OverlayWords]:
    locale = WORDS_FILE.fullmatch(path)["locale"]  # type: ignore[index]  # It has been matched.
    if locale not in (known := [language.locale for language in languages]):
        message = f"the course has no language with the locale `{locale}`"
        raise CourseError(Problem(Place(path), "unknown-locale", message, near(locale, known)))
    node = parse(text, path)
    found = WORDS.read(node)
    slots = node.entries()["slots"].entries() if found["slots"] else {}
    return locale, OverlayWords(
        company=found["company"] or "",
        slots={name: _written(slot.prose()) for name, slot in slots.items()},
        privacy=_written(found["privacy"]) if found["privacy"] else None,
        glossary=tuple(ExtraTerm(**term) for term in found["glossary"]),
        place=node.place,
    )


def _written(prose: Prose) -> Written:
    return Written(source=prose.source, place=prose.place)


def overlay_problems(course: Course[Text], known: Facts) -> Iterator[Problem]:
    """Yield what is wrong with the words of an overlay: slots, Markdown, links, ids of terms."""
    if course.overlay is None:
        return
    slots = slots_in(course, known)
    terms = {term.id: term.term.place for term in course.glossary}
    for words in course.overlay.words.values():
        for name, written in words.slots.items():
            if name not in slots:
                message = f"the course has no place `{name}`"
                yield Problem(written.place, "unknown-slot", message, near(name, slots))
            yield from _markdown(written)
        if words.privacy:
            yield from _markdown(words.privacy)
        for term in words.glossary:
            if term.id in terms:
                message = f"`{term.id}` is the id of the term at {terms[term.id]}, too"
                yield Problem(words.place, "same-id", message)


def _markdown(written: Written) -> Iterator[Problem]:
    found = facts(Prose(written.source, written.place), BlockSettings())
    yield from found.problems
    for link in (*found.links, *found.pictures):
        if not re.match(r"(?:https?|mailto|tel):", link) or link in found.pictures:
            message = f"`{link}` cannot be shown everywhere this text is"
            hint = "write it out, or link to https:, mailto: or tel:"
            yield Problem(written.place, "overlay-link", message, hint)


def overlay_advice(course: Course[Text], known: Facts) -> Iterator[Problem]:
    """Yield which places stay open, and which words are shown in another language."""
    if course.overlay is None:
        return
    for name in slots_in(course, known):
        if not any(name in words.slots for words in course.overlay.words.values()):
            message = f"nobody fills the place `{name}`; it stays a box to write in"
            yield Problem(course.overlay.place, "open-slot", message)
    yield from fallbacks(course, course.languages)


def fallbacks(course: Course[Text], languages: Iterable[Language]) -> Iterator[Problem]:
    """Yield which words of an overlay these languages take from another one."""
    if (overlay := course.overlay) is None:
        return
    every = [name for other in course.languages for name in overlay.parts(other.locale)]
    for language in languages:
        path = f"overlay/locales/{language.locale}.yml"
        for part in dict.fromkeys(every):
            if part not in overlay.parts(language.locale):
                message = f"there is no `{part}` in {language.name}; another language is shown"
                yield Problem(Place(path), "overlay-language", message, f"write it in {path}")


def slots_in(course: Course[Text], known: Facts) -> tuple[str, ...]:
    """Return the names of the places that a company may fill, in the order of the course."""
    blocks = (block for each in known.values() for block, _ in each.blocks)
    named = [block.title for block in blocks if block.kind == "slot"]
    aids = [module.job_aid.slot for module in course.modules if module.job_aid]
    return tuple(dict.fromkeys(filter(None, (*named, *aids))))
