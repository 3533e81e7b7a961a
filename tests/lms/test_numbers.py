"""Numbers as people type them. None of these may be read as something else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from build_tools.course.shape import Language
from build_tools.formats.player import number_format

FORMATS = {
    code: number_format(Language(code=code, locale=locale, tag=code, name=code))
    for code, locale in {
        "en": "en",
        "fr": "fr",
        "es": "es_419",
        "tr": "tr",
        "zh": "zh_Hans",
    }.items()
}


def read(player: Page, typed: str, code: str, unit: str = "") -> list[float]:
    asked = [typed, FORMATS[code], unit]
    found: list[float] = player.evaluate(
        "([typed, as, unit]) => Tend.readNumber(typed, as, unit)", asked
    )
    return found


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("en", "1,234.5", [1234.5]),
        ("en", "1,500", [1500]),
        ("en", "1.500", [1.5]),
        ("en", "1,5", [1.5]),
        ("en", "12,345,678", [12345678]),
        ("fr", "1\u202f234,5", [1234.5]),
        ("fr", "1 234,5", [1234.5]),
        ("fr", "1\u00a0234", [1234]),
        ("fr", "0,25", [0.25]),
        ("fr", "2.5", [2.5]),
        ("fr", "1,500", [1.5]),
        ("fr", "1.500", [1.5, 1500]),
        ("es", "1.500", [1.5, 1500]),
        ("es", "1,500", [1.5, 1500]),
        ("es", "12 500", [12500]),
        ("es", "1.234,5", [1234.5]),
        ("es", "1,234.5", [1234.5]),
        ("tr", "1.234,5", [1234.5]),
        ("tr", "1.500", [1500]),
        ("tr", "1,500", [1.5]),
        ("tr", "2.5", [2.5]),
        ("tr", "0.500", [0.5]),
        ("tr", "1234.567", [1234.567]),
        ("zh", "\uff18\uff10\uff10", [800]),
        ("zh", "\uff11\uff0e\uff15", [1.5]),
        ("zh", "1\u30025", [1.5]),
        ("zh", "\uff11\uff0c\uff12\uff13\uff14", [1234]),
        ("en", "\u0661\u066b\u0665", [1.5]),
        ("en", "\u22125", [-5]),
        ("en", "\u20135", [-5]),
        ("en", "+5", [5]),
        ("en", ".5", [0.5]),
        ("en", "5.", [5]),
        ("en", " 007 ", [7]),
        ("en", "1'234", [1234]),
    ],
)
def test_a_number_is_read_as_it_is_meant(
    player: Page, code: str, typed: str, meant: list[float]
) -> None:
    assert read(player, typed, code) == meant


@pytest.mark.parametrize("typed", ["25%", "25 %", "%25", "% 25", "\uff05\uff12\uff15", "25\u00a0%"])
def test_a_percentage_is_the_number_before_it_is_the_share(player: Page, typed: str) -> None:
    assert read(player, typed, "tr") == [25, 0.25]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("5 years", "years"),
        ("5 YEARS", "years"),
        ("5年", "年"),
        ("$5", ""),
        ("5 €", ""),
        ("₺5", ""),
    ],
)
def test_a_unit_or_a_currency_does_not_hide_the_number(player: Page, typed: str, unit: str) -> None:
    assert read(player, typed, "en", unit) == [5]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "five",
        "5 6",
        "1,23,4",
        "1.2.3",
        "1..2",
        "5x",
        "--5",
        "1e5",
        "0x10",
        "Infinity",
        "1,2345,678",
        "-",
        ".",
        "%",
    ],
)
def test_what_is_no_number_is_not_read_as_one(player: Page, typed: str) -> None:
    assert read(player, typed, "en") == []


@given(st.decimals(min_value=-999999, max_value=999999, places=2, allow_nan=False))
def test_what_the_player_shows_it_also_reads(player: Page, value: Any) -> None:
    for form in FORMATS.values():
        asked = [float(value), form]
        shown = "([value, as]) => Tend.readNumber(Tend.showNumber(value, as), as)[0]"
        assert player.evaluate(shown, asked) == float(value)


def test_each_language_shows_a_percentage_its_own_way() -> None:
    shown = {code: form["percent"].replace("{n}", "80") for code, form in FORMATS.items()}
    assert shown == {"en": "80%", "fr": "80\u00a0%", "es": "80\u00a0%", "tr": "%80", "zh": "80%"}
