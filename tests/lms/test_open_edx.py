"""Packages in the SCORM XBlock of Open edX: its own code imports them and keeps the grade."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import django
import pytest
from django.conf import settings
from django.core.files.storage import InMemoryStorage
from openedxscorm.scormxblock import ScormXBlock
from webob import Request
from xblock.fields import ScopeIds
from xblock.runtime import DictKeyValueStore, KvsFieldData, Mixologist
from xblock.test.tools import TestRuntime

from build_tools.formats.packages import COURSES
from build_tools.formats.scorm12 import render_scorm12, render_scorm12_all
from build_tools.formats.scorm2004 import render_scorm2004
from build_tools.languages.local import LocalCourse

OFF = ("enable_navigation_menu", "enable_fullscreen_button", "popup_on_launch")
FORM = {
    "display_name": "Quiz",
    "has_score": "1",
    "weight": "1",
    **dict.fromkeys(("width", "height", "navigation_menu_width"), ""),
    **dict.fromkeys(OFF, "0"),
}
VERSIONS = {"scorm12": "SCORM_12", "scorm2004": "SCORM_2004"}


class Studio(TestRuntime):  # type: ignore[misc]  # The library has no types.
    """As much of Open edX as the block asks for: it notes what is graded."""

    published: list[tuple[str, Any]]

    def handler_url(self, _block: Any, name: str, *_: Any, **__: Any) -> str:
        return f"/handler/{name}"

    def publish(self, _block: Any, event: str, told: Any) -> None:
        self.published.append((event, told))


@pytest.fixture
def block() -> Any:
    """An empty block in a course, as after *Add component*; its files stay in memory."""
    if not settings.configured:
        settings.configure(USE_TZ=True)
        django.setup()
    store = {"STORAGE_FUNC": lambda _block: InMemoryStorage()}
    bucket = SimpleNamespace(get_settings_bucket=lambda _block: store)
    notes = KvsFieldData(DictKeyValueStore())
    runtime = Studio(services={"field-data": notes, "settings": bucket})
    runtime.published = []
    made = Mixologist([]).mix(ScormXBlock)(
        runtime, scope_ids=ScopeIds("learner", "scorm", "definition", "usage")
    )
    made.location = SimpleNamespace(block_id="old", course_key="course")  # Where it stands.
    return made


def upload(block: Any, package: bytes) -> Any:
    """Import the package as Studio does, and return what it says."""
    request = Request.blank("/", POST={**FORM, "file": ("quiz.zip", package)})
    with request.params["file"].file:
        return json.loads(block.studio_submit(request, "").body)


@pytest.mark.parametrize("standard", VERSIONS)
@pytest.mark.parametrize("code", ["tr", "zh"])
def test_a_quiz_is_imported_without_a_warning(
    block: Any, course: dict[str, LocalCourse], standard: str, code: str
) -> None:
    local = course[code]
    module = local.course.modules[0]
    render = {"scorm12": render_scorm12, "scorm2004": render_scorm2004}[standard]
    assert upload(block, render(local, module)) == {"result": "success", "errors": []}
    assert (block.scorm_version, block.index_page_path) == (VERSIONS[standard], "index.html")
    assert block.package_warnings == []
    assert module.quiz is not None
    assert module.quiz.title in block.navigation_menu


@pytest.mark.parametrize("name", ["course.scorm12.zip", "course.scorm2004.zip"])
def test_a_course_in_several_languages_is_imported(
    block: Any, kinds: dict[str, LocalCourse], name: str
) -> None:
    package = COURSES[name](tuple(kinds.values())[:2])
    assert upload(block, package) == {"result": "success", "errors": []}
    assert block.package_warnings == []


def test_the_files_of_a_package_are_found_again(block: Any, course: dict[str, LocalCourse]) -> None:
    locals_ = tuple(course.values())
    upload(block, render_scorm12_all(locals_, locals_[0].course.modules[0]))
    for name, kind in {"index.html": "text/html", "player.js": "javascript"}.items():
        served = block.assets_proxy(Request.blank("/"), name)
        assert served.status_code == 200
        assert kind in served.content_type


@pytest.mark.parametrize(
    ("standard", "right"), [("scorm12", True), ("scorm12", False), ("scorm2004", True)]
)
def test_what_the_package_says_becomes_a_grade(  # noqa: PLR0913, PLR0917  # Fixtures.
    request: pytest.FixtureRequest,
    block: Any,
    kinds: dict[str, LocalCourse],
    play: Any,
    standard: str,
    right: bool,  # noqa: FBT001
) -> None:
    lms = request.getfixturevalue("platform" if standard == "scorm12" else "platform2004")
    local = kinds["tr"]
    render = {"scorm12": render_scorm12, "scorm2004": render_scorm2004}[standard]
    quiz = local.course.modules[0].quiz
    assert quiz is not None
    answers = {each.id: each.answer for each in quiz.questions} if right else {}
    package = render(local, local.course.modules[0])
    upload(block, package)
    frame = lms.launch(package)
    play(frame, answers)
    lms.hand_in(frame)
    for name, *given in lms.leave():
        if "SetValue" in name:
            assert block.set_value({"name": given[0], "value": given[1]})["result"] == "success"
    assert block.lesson_status == ("completed" if right else "incomplete")
    assert block.success_status == ("passed" if right else "unknown")
    assert block.get_grade() == (1 if right else 0)
    grades = [told["value"] for event, told in block.runtime.published if event == "grade"]
    assert grades[-1:] == ([1] if right else [])
