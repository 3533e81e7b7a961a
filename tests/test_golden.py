"""What the small course of every kind comes out as, kept beside the test and read by eye.

After a change that is meant, write the files again with ``TEND_GOLDEN=write`` and read the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from build_tools.course.reading import read_course
from build_tools.disk import read_sources
from build_tools.formats.bundle import unzipped
from build_tools.formats.moodle_xml import render_moodle_xml
from build_tools.formats.player import quiz_data
from build_tools.formats.scorm12 import render_scorm12
from build_tools.languages.extracting import messages_in, source_settings
from build_tools.languages.localizer import prose_html
from build_tools.languages.saying import say
from build_tools.languages.updating import templates
from build_tools.questions.shape import Use

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"


def produced() -> dict[str, str]:
    files = read_sources(HERE / "print" / "small")
    course = read_course(files)
    local = say(course, course.languages[0], files)
    (module,) = local.course.modules
    made = {
        f"{lesson.id}.html": prose_html(lesson.body, local, source_settings(course))
        for lesson in module.lessons
    }
    data = quiz_data(local, module, Use.QUIZ, "quiz")
    made["questions.json"] = json.dumps(data["questions"], ensure_ascii=False, indent=1)
    package = unzipped(render_scorm12(local, module))
    made["imsmanifest12.xml"] = package["imsmanifest.xml"].decode()
    made["questions.moodle.xml"] = render_moodle_xml(local, module).decode()
    for path, template in templates(messages_in(course), course.id).items():
        made[path.removeprefix("locales/")] = template
    return {name: text.rstrip("\n") + "\n" for name, text in made.items()}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    made = produced()
    if os.environ.get("TEND_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        for name, text in made.items():
            (GOLDEN / name).write_text(text, "utf-8")
    return made


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.iterdir()))
def test_the_small_course_comes_out_as_it_did(made: dict[str, str], name: str) -> None:
    assert made[name] == (GOLDEN / name).read_text("utf-8")


def test_everything_that_is_made_is_kept(made: dict[str, str]) -> None:
    assert sorted(made) == sorted(path.name for path in GOLDEN.iterdir())
