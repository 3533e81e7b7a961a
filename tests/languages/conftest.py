"""The real course, and five languages, for every test of translations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from build_tools.course.reading import read_course
from build_tools.course.shape import Course, Language
from build_tools.disk import read_sources
from build_tools.sources.text import Text

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    """Every source file of the project, by path."""
    return read_sources(ROOT)


@pytest.fixture(scope="session")
def course(files: Mapping[str, str]) -> Course[Text]:
    """The course as written."""
    return read_course(files)


@pytest.fixture(scope="session")
def languages() -> dict[str, Language]:
    """The five languages of the course, by code."""
    told = (
        ("en", "en", "en"),
        ("fr", "fr", "fr"),
        ("es", "es_419", "es-419"),
        ("tr", "tr", "tr"),
        ("zh", "zh_Hans", "zh-Hans"),
    )
    return {
        code: Language(code=code, locale=locale, tag=tag, name=code) for code, locale, tag in told
    }
