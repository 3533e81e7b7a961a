"""What a company sets on top of a course, as formats show it: boxes, colors, a logo, privacy."""

from __future__ import annotations

import html
import re
from typing import Final

from markupsafe import Markup

from build_tools.course.shape import Colors
from build_tools.formats.pages import page
from build_tools.formats.pdf import Dress
from build_tools.languages.local import Borrowed, LocalCourse
from build_tools.sources.colors import BLACK, WHITE, mixed, readable
from build_tools.sources.logo import logo_bytes
from build_tools.sources.markdown import new_markdown

STYLE: Final = "overlay.css"
DARK_PAPERS: Final = ("#22251e", "#191b16", "#2b2c26")
GREENS: Final = ("#2c5b3f", "#5b4327")  # The accents of the two printed books.
ID: Final = re.compile(r' id="[^"]*"')
ALIGNED: Final = re.compile(r' style="text-align: \w+;"')
LOGO_STYLE: Final = """\
.company-logo { box-sizing: border-box; width: auto; max-width: 10rem; height: 2.25rem;
  padding: 0.2rem 0.4rem; border-radius: 0.3rem; background: #fff; object-fit: contain; }
.company { margin: 0 0 1.25rem; font-weight: 700; }
.company-name { white-space: nowrap; }
.company-privacy { margin-block-start: 2.5rem; }
"""


def slots_of(local: LocalCourse) -> dict[str, str]:
    """Return the HTML of each place that the company has filled, by name."""
    if local.overlay is None:
        return {}
    return {name: _slot(local, words) for name, words in local.overlay.slots.items()}


def privacy_of(local: LocalCourse) -> str:
    """Return what the company says about privacy as HTML, ``""`` if it says nothing."""
    said = local.overlay.privacy if local.overlay else None
    return _spoken(said) if said else ""


def company_line(local: LocalCourse, base: str = "") -> Markup:
    """Return the company's logo, in the folder ``base``, or its name; empty without an overlay."""
    shown = page("overlay/company.html", local, base=base) if local.overlay else ""
    return Markup(shown.strip())  # noqa: S704  # Made by our template.


def privacy_box(local: LocalCourse) -> Markup:
    """Return what the company says about privacy, to open; empty if it says nothing."""
    said = privacy_of(local)
    shown = page("overlay/privacy.html", local, said=said) if said else ""
    return Markup(shown)  # noqa: S704  # Made by our template, of clean Markdown.


def overlay_files(local: LocalCourse) -> dict[str, bytes]:
    """Return the style sheet and the logo of the company by file name; nothing without overlay."""
    if local.overlay is None:
        return {}
    return {STYLE: style_of(local.overlay.colors).encode(), **logo_files(local)}


def logo_files(local: LocalCourse) -> dict[str, bytes]:
    """Return the logo of the company by file name, if it has one."""
    logo = local.overlay.logo if local.overlay else None
    return {logo.name: logo_bytes(logo.name, logo.content)} if logo else {}


def style_of(colors: Colors) -> str:
    """Return the style sheet for screens: the company's colors, also in the dark."""
    lines = [LOGO_STYLE]
    if accent := colors.accent:
        dim = mixed(accent, BLACK, 75)
        leaf = f"light-dark({accent}, {readable(accent, (*DARK_PAPERS, dim), WHITE)})"
        soft = f"light-dark({mixed(accent, WHITE, 90)}, {dim})"
        lines.append(f":root {{ --leaf: {leaf}; --leaf-soft: {soft}; }}\n")
        lines.append(f".tend-page .tend-quiz.tend-quiz {{ --tend-accent: {leaf}; }}\n")
    if bar := colors.bar:
        lines.append(f":root {{ --soil: light-dark({bar}, {mixed(bar, BLACK, 50)}); }}\n")
    return "".join(lines)


def dress_of(local: LocalCourse) -> Dress:
    """Return what the company puts on printed books."""
    accent = local.overlay.colors.accent if local.overlay else ""
    colors = dict.fromkeys(GREENS, accent) if accent else {}
    return Dress(logo_files(local), colors, preview=local.language.preview)


def _slot(local: LocalCourse, said: Borrowed) -> str:
    return page("overlay/slot.html", local, words=_spoken(said))


def _spoken(said: Borrowed) -> str:
    """Return Markdown as HTML; it may stand on a page several times, so nothing in it has an id."""
    made = ALIGNED.sub("", ID.sub("", new_markdown().convert(said.source)))
    return f'<div lang="{html.escape(said.tag)}">{made}</div>' if said.tag else made
