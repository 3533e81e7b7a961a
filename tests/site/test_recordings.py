"""A recorded call is heard where it is read: on the site, and in the package of the course."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools.course.reading import read_course
from build_tools.formats.bundle import unzipped
from build_tools.formats.course_package import render_course_scorm12
from build_tools.languages.local import LocalCourse
from build_tools.languages.saying import say
from build_tools.mkdocs_plugin import build_site
from build_tools.sources.binary import packed

FOLDER = "01-active-farmer"
LESSON = f"course/{FOLDER}/01-three-ways.md"
SILENCE = (b"\xff\xfb\x90\x00" + bytes(413)) * 40  # Forty frames of MP3: about a second.
CALL = "\n/// recorded-call | A late order\n    audio: late.mp3\n\n0:00 Nina: Yes?\n///\n"


@pytest.fixture(scope="module")
def recorded(files: Mapping[str, str]) -> LocalCourse:
    """The course in Turkish with a recorded call in its first lesson."""
    sound = {f"course/{FOLDER}/late.mp3": packed(SILENCE)}
    more = {**files, **sound, LESSON: files[LESSON] + CALL}
    course = read_course(more)
    return say(course, course.language("tr"), more)


def test_a_call_can_be_played_on_the_site_and_has_a_name(
    recorded: LocalCourse, tmp_path: Path, browser: Browser
) -> None:
    build_site(recorded, (), tmp_path)
    assert (tmp_path / FOLDER / "late.mp3").read_bytes() == SILENCE
    page = browser.new_page()
    page.goto((tmp_path / FOLDER / "01-three-ways.html").as_uri())
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    assert page.evaluate("document.querySelector('audio').duration") > 0.5
    named = page.evaluate("document.querySelector('audio').getAttribute('aria-labelledby')")
    assert page.locator(f"#{named}").inner_text() == "A late order"
    page.close()


def test_the_package_of_the_course_holds_what_its_pages_play(recorded: LocalCourse) -> None:
    files = unzipped(render_course_scorm12((recorded,)))
    path = f"audio/{FOLDER}/late.mp3"
    assert files[path] == SILENCE
    assert f'src="{path}"' in files["index.html"].decode()
    assert f'<file href="{path}"/>' in files["imsmanifest.xml"].decode()
    assert re.search(r"media-src 'self'", files["index.html"].decode())
