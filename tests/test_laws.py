"""Laws that hold for every format: no word escapes translation, nothing depends on the moment."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.course.reading import read_course
from build_tools.course.shape import Course, Language
from build_tools.disk import read_sources, tree
from build_tools.formats.download import Download
from build_tools.formats.fonts import ensure_fonts
from build_tools.formats.guide import render_guide
from build_tools.formats.job_aids import render_job_aids
from build_tools.formats.kit_book import render_kit
from build_tools.formats.scorm12 import render_scorm12
from build_tools.formats.site import render_start
from build_tools.formats.workbook import render_workbook
from build_tools.languages.local import LocalCourse
from build_tools.languages.pseudo import masked, spelt_catalogs
from build_tools.languages.saying import say
from build_tools.mkdocs_plugin import build_site
from build_tools.sources.text import Text
from build_tools.upkeep import messages, templates, updated_catalogs

ROOT = Path(__file__).parents[1]
MASKED = Language(code="xa", locale="en_XA", tag="en-XA", name="□□□□")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = {"English", "Français", "Español", "Türkçe", "简体中文"}  # Each in its own language.
SIGNS = {"CC", "BY", "SA", "PDF", "kB", "MB"}  # The same in every language.
SIGNS |= {"min", "hour", "hours", "minutes"}  # CLDR's own.


@pytest.fixture(scope="module")
def course() -> Course[Text]:
    return read_course(read_sources(ROOT))


@pytest.fixture(scope="module")
def local(course: Course[Text], begun: Callable[[Course[Text]], Course[Text]]) -> LocalCourse:
    first = begun(course)
    language = replace(MASKED, waiting=first.languages[0].waiting)
    return say(first, language, spelt_catalogs(messages(course), language, masked))


def readable(words: str) -> set[str]:
    """The words left to read, but for names of languages and a few signs."""
    return set(LETTERS.findall(words)) - NAMES - SIGNS


def printed(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_no_readable_word_is_left_in_the_books(local: LocalCourse) -> None:
    fonts = ensure_fonts()
    workbook = render_workbook(local, fonts)
    guide = render_guide(local, fonts, workbook)
    assert "□□□" in printed(guide.pdf)
    known = {"Noto", "Sans"}  # The typeface, by its name.
    (first, *_), (kit, *_) = local.course.modules, local.course.kits
    alone = render_workbook(local, fonts, modules=(first,))
    beside = (alone, render_job_aids(local, fonts), render_kit(local, kit, fonts))
    for book in (workbook, guide, render_guide(local, fonts, alone, modules=(first,)), *beside):
        assert readable(printed(book.pdf)) - known == set()


def test_no_readable_word_is_left_on_the_site(
    local: LocalCourse, words_on: Callable[[str], str], tmp_path: Path
) -> None:
    offered = ("handout", "job-aids", *(f"kit-{kit.id}" for kit in local.course.kits))
    build_site(local, tuple(Download(kind, "downloads/a.pdf", 1000) for kind in offered), tmp_path)
    pages = [path for name, path in tree(tmp_path).items() if name.endswith(".html")]
    assert len(pages) > 5
    assert "□□□" in pages[0].read_text("utf-8")
    for path in pages:
        page = path.read_text("utf-8")
        assert readable(words_on(page)) == set(), path.name
    start = render_start((local,))
    assert readable(words_on(start["index.html"].decode())) == set()
    assert readable(words_on(start["404.html"].decode())) == set()


def test_no_readable_word_is_left_in_a_package(
    local: LocalCourse, words_on: Callable[[str], str]
) -> None:
    package = zipfile.ZipFile(io.BytesIO(render_scorm12(local, local.course.modules[0])))
    found = words_on(package.read("index.html").decode())
    assert "□□□" in found
    assert readable(found) == set()
    manifest = package.read("imsmanifest.xml").decode()
    titles = re.findall(r"<(?:title|imsmd:langstring[^>]*|langstring[^>]*)>([^<]*)<", manifest)
    assert titles
    assert readable(" ".join(titles)) == set()


def test_templates_and_catalogs_are_up_to_date_with_their_sources(course: Course[Text]) -> None:
    files = read_sources(ROOT)
    codes = [language.code for language in course.languages]
    fresh = templates(files) | updated_catalogs(files, codes)
    assert [path for path, text in fresh.items() if files.get(path, "").encode() != text] == []
