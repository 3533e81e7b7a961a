"""The files of a built site: whole, equal each time, and fit for a strict host."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from build_tools.formats.download import Download
from build_tools.languages.local import LocalCourse
from build_tools.mkdocs_plugin import LANGUAGE, build_site

ROOT = Path(__file__).parents[2]
HEADING = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]+)"')


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path, path.read_text("utf-8")


def test_equal_courses_give_equal_bytes(
    site: Path, locals_: dict[str, LocalCourse], handout: Download, tmp_path: Path
) -> None:
    build_site(locals_["tr"], (handout,), tmp_path)
    again = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    assert len(again) > 20
    for path, made in again.items():
        assert made.read_bytes() == (site / "tr" / path).read_bytes(), path


def test_every_link_leads_somewhere(site: Path) -> None:
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', page)) for path, page in pages(site)}
    for path, page in pages(site):
        for link in re.findall(r'\b(?:href|src)="([^"]+)"', page):
            if path.name == "404.html" or urlsplit(link).scheme:
                continue
            address, anchor = urldefrag(html.unescape(link))
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path.relative_to(site)}: {link}"
            assert not anchor or anchor in anchors[target], f"{path.relative_to(site)}: {link}"


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js"):
            content = path.read_text("utf-8")
            assert not re.findall(r'\b(?:src|srcset)="(?:https?:)?//[^"]+"', content), path
            assert not re.findall(r'<link[^>]+href="(?:https?:)?//', content), path
            assert not re.findall(r"url\(\s*['\"]?(?:https?:)?//|@import", content), path


def test_no_page_holds_a_script_or_a_style_of_its_own(site: Path) -> None:
    for path, page in pages(site):
        scripts = re.findall(r"<script\b([^>]*)>", page)
        inline = [one for one in scripts if "src=" not in one and "application/json" not in one]
        assert not inline, path
        assert not re.findall(r"<style\b|\bstyle=|\bon\w+=|javascript:", page), path


def test_headings_have_the_same_ids_in_every_language(
    site: Path, locals_: dict[str, LocalCourse]
) -> None:
    for path, page in pages(site / "en"):
        wanted = HEADING.findall(page)
        assert wanted
        for code in locals_:
            other = (site / code / path.relative_to(site / "en")).read_text("utf-8")
            assert HEADING.findall(other) == wanted, f"{code}: {path.name}"


def test_each_page_names_its_language_and_direction(
    site: Path, locals_: dict[str, LocalCourse]
) -> None:
    for code, local in locals_.items():
        direction = "rtl" if local.language.right_to_left else "ltr"
        for path, page in pages(site / code):
            assert f'<html lang="{local.language.tag}" dir="{direction}"' in page, path


def test_every_word_on_the_site_is_offered_to_translators(
    site: Path, locals_: dict[str, LocalCourse]
) -> None:
    """In the accented language only what is no word, or is never translated, stays plain."""
    plain = {"PDF", "MB", "min", "hour", "hours", "minutes"}  # Units are the business of CLDR.
    plain |= {language.name for language in locals_["en"].course.languages}
    for path, page in pages(site / "xa"):
        spoken = re.findall(r' (?:aria-label|alt|placeholder|title)="([^"]*)"', page)
        spoken += re.findall(r'<meta name="description" content="([^"]*)"', page)
        shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
        said = html.unescape(" ".join((shown, *spoken)))
        words = re.findall(r"(?<!\w)[A-Za-z]{2,}(?!\w)", said)
        assert not [word for word in words if word not in plain], path


def test_questions_of_the_final_test_are_nowhere_on_the_site(
    site: Path, locals_: dict[str, LocalCourse]
) -> None:
    for module in locals_["en"].course.modules:
        for question in module.quiz.questions if module.quiz else ():
            if "final" in question.use:
                assert not [path for path, page in pages(site) if question.id in page]


def test_a_download_is_offered_with_its_size(site: Path) -> None:
    home = (site / "fr" / "index.html").read_text("utf-8")
    assert '<a href="downloads/learner-workbook.pdf" download>' in home
    assert "2,3\N{NARROW NO-BREAK SPACE}Mo" in home


@pytest.mark.parametrize("code", ["en", "zh"])
def test_mkdocs_itself_builds_one_language(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE, code)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path)))
    home = (tmp_path / "index.html").read_text("utf-8")
    assert f'data-language="{code}"' in home
    assert 'class="languages"' not in home
