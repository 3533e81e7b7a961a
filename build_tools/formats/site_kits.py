"""The pages of kits on the site: what is for trainers only is not among them."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.course.shape import Kit, Page
from build_tools.formats.download import Download
from build_tools.formats.site_blocks import block_settings, finished
from build_tools.formats.site_page import SitePage, body_of, say_word
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import prose_html
from build_tools.sources.markdown import plain


def kit_pages(local: LocalCourse, downloads: tuple[Download, ...]) -> Iterator[SitePage]:
    """Yield the list of all kits that everybody may see, and the pages of each."""
    kits = public_kits(local)
    if not kits:
        return
    yield SitePage(
        path="kits/index.html",
        kind="kits",
        title=say_word(local, "kits"),
        description=say_word(local, "kits_about"),
        top=body_of("kits.html", local, kits=kits),
    )
    for kit in kits:
        yield _opening(
            local, kit, tuple(each for each in downloads if each.kind == f"kit-{kit.id}")
        )
        yield from (_page(local, kit, page) for page in kit.pages)
        if kit.forms:
            yield _forms(local, kit)


def public_kits(local: LocalCourse) -> tuple[Kit[str], ...]:
    """Return the kits that everybody may see, without what is for trainers."""
    shown = (kit.public for kit in local.course.kits)
    return tuple(kit for kit in shown if kit.pages or kit.forms)


def _opening(local: LocalCourse, kit: Kit[str], downloads: tuple[Download, ...]) -> SitePage:
    return SitePage(
        path=f"kits/{kit.id}/index.html",
        kind="kit",
        title=plain(kit.title),
        words=kit.title,
        description=plain(kit.summary),
        part=kit,
        top=body_of("kit.html", local, kit=kit, downloads=downloads),
    )


def _page(local: LocalCourse, kit: Kit[str], page: Page[str]) -> SitePage:
    return SitePage(
        path=f"kits/{kit.id}/{page.id}.html",
        kind="kit-page",
        title=plain(page.title),
        words=page.title,
        description=plain(page.description),
        part=kit,
        prose=page.body,
        top=body_of("kit_page.html", local, kit=kit, page=page),
    )


def _forms(local: LocalCourse, kit: Kit[str]) -> SitePage:
    settings = block_settings(local, kit)
    forms = [(form, finished(prose_html(form.body, local, settings), local)) for form in kit.forms]
    return SitePage(
        path=f"kits/{kit.id}/forms.html",
        kind="kit-forms",
        title=say_word(local, "kit_forms"),
        description=say_word(local, "kit_forms_of").format(kit=plain(kit.title)),
        part=kit,
        top=body_of("kit_forms.html", local, kit=kit, forms=forms),
    )
