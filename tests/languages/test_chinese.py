"""No traditional character stands in simplified text: OpenCC's tables are the judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest
from opencc import OpenCC

from build_tools.course.shape import Course, Language
from build_tools.languages.catalogs import Catalog, Entry, header_for, write_catalog
from build_tools.languages.checks import catalog_problems
from build_tools.languages.messages import catalog_path
from build_tools.languages.saying import catalogs_of
from build_tools.sources.text import Text

LEAST = 0.99
HAN = ("\u3400", "\u9fff")


@pytest.fixture(scope="module")
def simplified() -> Callable[[str], str]:
    """Write one character in the simplified way."""
    return cache(OpenCC("t2s").convert)


def traditional_in(
    language: Language, files: Mapping[str, str], simplified: Callable[[str], str]
) -> Iterator[str]:
    for catalog in catalogs_of(language, files).values():
        for entry in catalog.live:
            for sign in dict.fromkeys("".join(entry.forms)):
                if HAN[0] <= sign <= HAN[1] and simplified(sign) != sign:
                    yield f"{entry.place.file}:{entry.place.line}: {sign} ({simplified(sign)})"


def test_simplified_text_holds_no_traditional_character(
    course: Course[Text], files: Mapping[str, str], simplified: Callable[[str], str]
) -> None:
    assert "\n".join(traditional_in(course.language("zh"), files, simplified)) == ""


def test_a_traditional_character_would_be_found(
    languages: dict[str, Language], simplified: Callable[[str], str]
) -> None:
    entry = Entry(context="", msgid="After the call", forms=("通话之後",))
    catalog = write_catalog(Catalog(header_for("zh_Hans", "c"), (entry,)))
    path = catalog_path("zh_Hans", "c")
    (found,) = traditional_in(languages["zh"], {path: catalog}, simplified)
    assert found.endswith("後 (后)")


def test_the_check_of_the_tool_knows_nearly_all_of_them_without_a_table(
    languages: dict[str, Language], files: Mapping[str, str], simplified: Callable[[str], str]
) -> None:
    style = {"locales/zh_Hans/style.yml": files["locales/zh_Hans/style.yml"]}
    signs = [sign for sign in map(chr, range(0x4E00, 0xA000)) if simplified(sign) != sign]
    entries = tuple(Entry(context=sign, msgid="One", forms=(sign,)) for sign in signs)
    catalog = write_catalog(Catalog(header_for("zh_Hans", "c"), entries))
    problems = catalog_problems(languages["zh"], {catalog_path("zh_Hans", "c"): catalog, **style})
    found = {problem.place.line for problem in problems if problem.code == "foreign-letter"}
    assert len(signs) > 3000
    assert len(found) / len(signs) >= LEAST
