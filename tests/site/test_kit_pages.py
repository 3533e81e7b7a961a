"""Kits and the orientation on the site: where they stand, what they lead to, what they hide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.course.shape import Audience
from build_tools.disk import tree
from build_tools.formats.course_pages import course_pages
from build_tools.formats.download import Download
from build_tools.formats.site import following, navigation, other_languages, site_pages, steps
from build_tools.languages.local import LocalCourse
from build_tools.mkdocs_plugin import build_site

KIT = Download("kit-audit", "downloads/kits/audit.pdf", 45_678)
PAGES = (
    *("index.html", "orientation.html", "01-small/index.html"),
    *("01-small/01-first.html", "01-small/02-second.html"),
    *("01-small/practice.html", "01-small/quiz.html"),
    *("kits/index.html", "kits/audit/index.html", "kits/audit/01-agenda.html"),
    *("kits/audit/forms.html", "glossary.html", "credits.html", "alignment.html"),
)


def text_of(local: LocalCourse, path: str) -> str:
    return next(page.top for page in site_pages(local, (KIT,)) if page.path == path)


def test_the_orientation_comes_first_and_kits_come_after_the_modules(small: LocalCourse) -> None:
    assert tuple(page.path for page in site_pages(small)) == PAGES


def test_the_way_begins_with_the_orientation_and_passes_kits_by(small: LocalCourse) -> None:
    pages = site_pages(small)
    way = [pages[0]]
    while (next_page := following(pages, way[-1])) is not None:
        way.append(next_page)
    assert [page.path for page in way] == list(PAGES[:7])
    assert [path for path, _ in steps(pages)] == [PAGES[1], *PAGES[3:7]]


def test_a_kit_has_a_way_of_its_own(small: LocalCourse) -> None:
    by_path = {page.path: page for page in site_pages(small)}
    pages = tuple(by_path.values())
    onward = following(pages, by_path["kits/audit/01-agenda.html"])
    assert onward is by_path["kits/audit/forms.html"]
    assert following(pages, onward) is None
    assert following(pages, by_path["kits/index.html"]) is None


def test_a_kit_offers_its_own_book_and_no_other(small: LocalCourse) -> None:
    assert 'href="../../downloads/kits/audit.pdf"' in text_of(small, "kits/audit/index.html")
    assert "audit.pdf" not in text_of(small, "index.html")


def test_the_first_page_states_hours_that_the_course_adds_up(small: LocalCourse) -> None:
    home = text_of(small, "index.html")
    assert (small.course.alone_minutes, small.course.live_minutes) == (4 + 20, 10)
    for said in ("34\xa0minutes", "24\xa0minutes", "10\xa0minutes"):
        assert said in home
    assert "On your own, with the orientation" in home


def test_nothing_for_trainers_is_on_the_site(small: LocalCourse, tmp_path: Path) -> None:
    build_site(small, (KIT,), tmp_path)
    shown = {name: path.read_text("utf-8") for name, path in tree(tmp_path).items() if wanted(name)}
    assert "kits/audit/forms.html" in shown
    assert "Tally of calls" in shown["assets/search-index.js"]
    for words in ("Agreed scores", "Rehearse alone"):
        assert [name for name, text in shown.items() if words in text] == []


def wanted(name: str) -> bool:
    return name.endswith((".html", "search-index.js"))


def test_a_course_without_public_kits_says_nothing_of_kits(small: LocalCourse) -> None:
    hidden = tuple(replace(kit, reader=Audience.TRAINER) for kit in small.course.kits)
    local = replace(small, course=replace(small.course, kits=hidden))
    assert not [page for page in site_pages(local) if page.path.startswith("kits/")]
    assert "Kits" not in text_of(local, "index.html")


def test_the_tree_for_the_generator_holds_every_page_once(small: LocalCourse) -> None:
    written = repr(navigation(site_pages(small)))
    assert "alignment" not in written
    for path in PAGES[:-1]:
        assert written.count(f"'{path.removesuffix('html')}md'") == 1


def test_where_kits_wait_the_change_of_language_leads_to_the_first_page(small: LocalCourse) -> None:
    waiting = replace(small.language, waiting=("kits",))
    local = replace(small, course=replace(small.course, languages=(waiting,)))
    page = next(page for page in site_pages(local) if page.kind == "kit-forms")
    assert other_languages(local, page)[0][1] == "../../../en/index.html"


def test_the_package_of_the_course_begins_with_the_orientation(small: LocalCourse) -> None:
    pages = course_pages(small)
    assert [page.id for page in pages[:3]] == ["index", "orientation", "01-small/index"]
    assert "Begin on" in pages[1].html


@pytest.mark.parametrize("path", ["orientation.html", "kits/audit/01-agenda.html"])
def test_figures_of_kits_and_of_the_orientation_are_drawn(
    small: LocalCourse, tmp_path: Path, path: str
) -> None:
    build_site(small, (), tmp_path)
    assert "<svg" in (tmp_path / path).read_text("utf-8").partition('<main id="main"')[2]
