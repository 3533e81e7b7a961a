"""Jinja pages in one language, and the interface words in them. The only file that knows Jinja."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from build_tools.languages.local import LocalCourse
from build_tools.languages.messages import Message
from build_tools.sources import markdown
from build_tools.sources.problem import Place
from build_tools.sources.text import Zone

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
INTERFACE: Final = "interface"


def page(name: str, local: LocalCourse, **values: Any) -> str:
    """Return the template ``name`` in the language of ``local``.

    Templates see ``local``, ``course``, ``language`` and the filters ``inline``, ``plain``
    and ``tongue`` (a language tag, or nothing) for words of the course, beside ``values``.
    """
    environment = _environment()
    speak(environment, local)
    shown = {"local": local, "course": local.course, "language": local.language, **values}
    return environment.get_template(name).render(shown)


def speak(environment: Any, local: LocalCourse) -> None:
    """Let the templates of any Jinja environment speak one language, with the filters of ours."""
    environment.install_gettext_callables(  # From jinja2.ext.i18n.
        gettext=local.words.gettext,
        ngettext=local.words.ngettext,
        pgettext=local.words.pgettext,
        newstyle=False,  # Newstyle formats with ``%``, so that "100% done" would raise.
    )
    environment.filters["inline"] = lambda words: Markup(markdown.inline(words))  # noqa: S704  # Cleaned by our Markdown.
    environment.filters["plain"] = markdown.plain
    environment.filters["tongue"] = markdown.tongue
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}


def word_list(name: str, local: LocalCourse) -> Mapping[str, str]:
    """Return the words of ``templates/words/<name>.json`` in one language, by key."""
    words: dict[str, str] = json.loads(page(f"words/{name}.json", local))
    return words


def interface_messages() -> Iterator[Message]:
    """Yield every message that a template marks, in file and line order."""
    environment = _environment()
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix in (".html", ".json", ".xml", ".j2", ".css") and path.is_file():
            yield from _messages(path, environment)


def _messages(path: Path, environment: Environment) -> Iterator[Message]:
    name = f"build_tools/templates/{path.relative_to(TEMPLATES).as_posix()}"
    found = environment.extract_translations(path.read_text("utf-8"))  # type: ignore[attr-defined]
    for line, function, said in found:
        words = [said] if isinstance(said, str) else [word for word in said if word is not None]
        context = words.pop(0) if function in ("pgettext", "npgettext") else ""
        plural = words[1] if function in ("ngettext", "npgettext") else ""
        yield Message(
            domain=INTERFACE,
            context=context,
            msgid=words[0],
            plural=plural,
            place=Place(name, line),
            zone=Zone.INTERFACE,
        )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, disabled_extensions=("json", "css")),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment
