"""The languages of a course: what is out in each, what helps out, what is shown meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from build_tools.course.shape import Language, Policy
from build_tools.sources.nodes import Node
from build_tools.sources.problem import gather

RIGHT_TO_LEFT: Final = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", "xr")


def read_languages(node: Node, parts: tuple[str, ...]) -> tuple[Language, ...]:
    """Return the languages, in their order; ``parts`` of the course may wait in some of them.

    Raises:
        CourseError: for a language that stands here twice, helps itself out, or is unknown.
    """
    items = node.items()
    languages = gather(lambda item: _language(item, parts), items)
    known = {language.code: language for language in languages}
    for at, (item, language) in enumerate(zip(items, languages, strict=True)):
        if language.code in [each.code for each in languages[:at]]:
            raise item.fail("language-twice", f"the language `{language.code}` stands here twice")
        _lead_to_an_end(item, language, known)
    return languages


def read_policies(node: Node | None, domains: Sequence[str] = ()) -> tuple[tuple[str, Policy], ...]:
    """Return what happens, by domain, where a translation is missing or out of date.

    Raises:
        CourseError: for a policy that is none, or a domain beside ``domains``, if these are known.
    """
    entries = {} if node is None else node.entries()
    for domain, value in entries.items() if domains else ():
        if domain not in domains:
            hint = f"what may stand here: {', '.join(domains)}"
            raise value.fail("unknown-word", f"there is no catalog `{domain}`", hint)
    return tuple((domain, value.choice(Policy)) for domain, value in entries.items())


def helpers(language: Language, languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return the languages that help out, the nearest first: ``es_MX → es_419``."""
    known = {each.code: each for each in languages}
    found: list[Language] = []
    while language.fallback:
        language = known[language.fallback]
        found.append(language)
    return tuple(found)


def speech(language: Language) -> str:
    """Return what is spoken, whatever the region: ``es`` of ``es-419``."""
    return language.tag.partition("-")[0]


def _language(node: Node, parts: tuple[str, ...]) -> Language:
    optional = ("waiting", "fallback", "preview")
    found = node.fields("code", "locale", "tag", "name", optional=optional)
    code = found["code"].name()
    language = Language(
        code=code,
        locale=found["locale"].word(),
        tag=found["tag"].word(),
        name=found["name"].word(),
        right_to_left=code.split("-")[0] in RIGHT_TO_LEFT,
        waiting=_waiting(found.get("waiting"), parts),
        preview="preview" in found and found["preview"].flag(),
    )
    return replace(language, fallback=found["fallback"].name()) if "fallback" in found else language


def _waiting(node: Node | None, parts: tuple[str, ...]) -> tuple[str, ...]:
    items = [] if node is None else node.items()
    for item in items:
        if (word := item.word()) not in parts:
            hint = f"what may wait: {', '.join(parts)}"
            raise item.fail("unknown-word", f"`{word}` is not a part of this course", hint)
    return tuple(item.word() for item in items)


def _lead_to_an_end(node: Node, language: Language, known: Mapping[str, Language]) -> None:
    seen = [language.code]
    while language.fallback:
        if language.fallback not in known or language.fallback in seen:
            message = f"`{language.fallback}` cannot help `{language.code}` out"
            hint = "name another language of this list, and let no two lead to each other"
            raise node.fail("bad-fallback", message, hint)
        language = known[language.fallback]
        seen.append(language.code)
