"""Every translation is checked before it is shown. What is found here stops a build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from build_tools.course.release import released
from build_tools.course.shape import Course, Language, Policy
from build_tools.course.spoken import helpers
from build_tools.languages import fullness, wording
from build_tools.languages.catalogs import Entry
from build_tools.languages.headers import header_problems
from build_tools.languages.labels import label_problems
from build_tools.languages.messages import SOURCE, Key, catalog_path
from build_tools.languages.parity import parity_problems
from build_tools.languages.saying import accepted_by_all, catalogs_of, key_of
from build_tools.languages.spelling import spelling_problems
from build_tools.languages.structure import Piece, taken_apart
from build_tools.languages.style import Style, read_style
from build_tools.languages.wording import Finding, Pair
from build_tools.questions.text import TextQuestion
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text, pieces_in

LOST: Final = {
    "link": ("lost-link", "the translation drops the link {}"),
    "picture": ("lost-picture", "the translation drops the picture {}"),
    "tag": ("lost-tag", "the translation drops the tag {}"),
}
ADDED: Final = {
    "link": ("added-link", "the translation adds a link to {}"),
    "picture": ("added-picture", "the translation adds the picture {}"),
    "tag": ("added-tag", "the translation adds the tag {}"),
}
CHANGED: Final = {
    "code": "changed-code",
    "bold": "changed-emphasis",
    "italics": "changed-emphasis",
    "footnote": "changed-footnote",
    "placeholder": "changed-placeholder",
    "blank": "changed-blank",
    "line break": "changed-break",
}
NEVER_ALLOWED: Final = {"added-link", "added-picture", "added-tag"}  # They could be an attack.
WAIVER: Final = re.compile(r"\s*allow:\s*(?P<code>[a-z-]+)\s*(?P<reason>.*)")
REMARKS: Final = {"feedback", "misconception", "rationale", "report", "hint", "sample"}


def check_translations(
    course: Course[Text],
    language: Language,
    files: Mapping[str, str],
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a course in one language.

    Raises:
        CourseError: for a catalog, a style or a list of answers that cannot be read.
    """
    course = released(course, language)
    return (
        *catalog_problems(language, files),
        *untranslated(course, language, files),
        *unanswered(course, language, files),
        *parity_problems(course, language, files),
        *label_problems(course, language, files),
        *spelling_problems(language, files, read_style(language, files)),
    )


def catalog_problems(language: Language, files: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the translations of one language, each at its place."""
    style = read_style(language, files)
    for domain, catalog in catalogs_of(language, files).items():
        path = catalog_path(language.locale, domain)
        yield from header_problems(catalog, language.locale, path)
        for entry in catalog.live:
            if entry.translated and not entry.fuzzy:
                yield from _entry_problems(entry, style)


def untranslated(
    course: Course[Text],
    language: Language,
    files: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield what must be translated and is not: questions always, and domains that refuse.

    In a language that is only a preview, nothing must.
    """
    if language.code == SOURCE or language.preview:
        return
    known = _entries(language, files)
    helped = [_entries(helper, files) for helper in helpers(language, course.languages)]
    asked = dict.fromkeys(map(key_of, answer_bearing(course)))
    refused = [
        key
        for key in known
        if course.policy_of(key[0]) is Policy.REFUSE and key[0] not in language.waiting
    ]
    for key in {**asked, **dict.fromkeys(refused)}:
        if not any(_settled(entries.get(key)) for entries in (known, *helped)):
            yield _untranslated(key, known.get(key), language, question=key in asked)


def _entries(language: Language, files: Mapping[str, str]) -> dict[Key, Entry]:
    return {
        (domain, entry.context, entry.msgid): entry
        for domain, catalog in catalogs_of(language, files).items()
        for entry in catalog.live
    }


def _settled(entry: Entry | None) -> bool:
    return entry is not None and entry.translated and not entry.fuzzy


def answer_bearing(course: Course[Text]) -> Iterator[Text]:
    """Yield the words on which an answer depends: stems, options, items; not feedback."""
    for question in course.questions():
        for text in pieces_in(question):
            if isinstance(text, Text) and not REMARKS & set(text.context.split(".")):
                yield text


def unanswered(
    course: Course[Text], language: Language, files: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield questions to type an answer to for which a language lists no answer."""
    accepted = accepted_by_all(language, course, files)
    path = f"locales/{language.locale}/answers.yml"
    for question in course.questions():
        if isinstance(question, TextQuestion) and not accepted.get(question.id):
            message = f"no answer counts as right for `{question.id}` in `{language.code}`"
            hint = f'add `{question.id}: ["…"]`'
            yield Problem(Place(path), "missing-answers", message, hint)


def _untranslated(key: Key, entry: Entry | None, language: Language, *, question: bool) -> Problem:
    place = entry.place if entry else Place(catalog_path(language.locale, key[0]))
    code = "untranslated-question" if question else "untranslated"
    state = "is translated for an older source" if entry and entry.fuzzy else "is not translated"
    hint = "" if entry else f"type `tend update --language {language.code}` first"
    return Problem(place, code, f"`{key[1] or key[2]}` {state}", hint)


def _entry_problems(entry: Entry, style: Style) -> Iterator[Problem]:
    waived, bad = _waivers(entry)
    yield from (Problem(entry.place, *problem) for problem in bad)
    findings = (finding for pair in _pairs(entry) for finding in _findings(*pair, entry, style))
    for finding in dict.fromkeys(findings):
        if finding.code not in waived:
            yield Problem(entry.place, finding.code, finding.message, finding.hint)


def _pairs(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield each form with the words it stands for; one thing may be counted like many."""
    for at, said in enumerate(entry.forms):
        many = taken_apart(entry.plural).pieces if entry.plural else None
        singular = at == 0 and len(entry.forms) > 1 and taken_apart(said).pieces != many
        yield entry.msgid if singular or not entry.plural else entry.plural, said


def _findings(source: str, said: str, entry: Entry, style: Style) -> Iterator[Finding]:
    before, after = taken_apart(source), taken_apart(said)
    yield from _structure(before.pieces, after.pieces, style)
    name = f"{PurePosixPath(entry.place.file).stem}/{entry.context or entry.msgid}"
    pair = Pair(before.words, after.words, source, said, frozenset(entry.zones), name)
    for check in (*wording.CHECKS, *fullness.CHECKS):
        yield from check(pair, style)


def _structure(before: Counter[Piece], after: Counter[Piece], style: Style) -> Iterator[Finding]:
    wanted, given = (pieces if style.italics else _bold(pieces) for pieces in (before, after))
    lost, added = wanted - given, given - wanted
    for kind, detail in lost:
        if kind in LOST:
            code, message = LOST[kind]
            yield Finding(code, message.format(f"`{detail}`"))
    for kind, detail in added:
        if kind in ADDED:
            code, message = ADDED[kind]
            yield Finding(code, message.format(f"`{detail}`"))
    for kind in dict.fromkeys(kind for kind, _ in (*lost, *added) if kind in CHANGED):
        yield Finding(
            CHANGED[kind], f"{_told(kind, wanted)} in the source, {_told(kind, given)} here"
        )


def _bold(pieces: Counter[Piece]) -> Counter[Piece]:
    """Return the pieces with bold for italics, for a language that has none."""
    return Counter(
        ("bold" if kind == "italics" else kind, detail) for kind, detail in pieces.elements()
    )


def _told(kind: str, pieces: Counter[Piece]) -> str:
    details = [detail for found, detail in pieces.elements() if found == kind]
    named = ", ".join(f"`{detail}`" for detail in details if detail)
    return f"{len(details)} × {kind}" + (f" ({named})" if named else "")


def _waivers(entry: Entry) -> tuple[set[str], list[tuple[str, str, str]]]:
    """Return the codes that a translator allows here, and what is wrong with such notes."""
    waived: set[str] = set()
    bad: list[tuple[str, str, str]] = []
    for note in entry.notes:
        if found := WAIVER.match(note):
            if found["code"] in NEVER_ALLOWED:
                bad.append(("bad-waiver", f"`{found['code']}` cannot be allowed", ""))
            elif not found["reason"]:
                bad.append(("bad-waiver", "this needs a reason", "write `# allow: code reason`"))
            else:
                waived.add(found["code"])
    return waived, bad
