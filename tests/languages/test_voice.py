from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from build_tools.course.shape import Language
from build_tools.languages import voice
from build_tools.languages.pseudo import pseudo_languages

DAY, NOON = dt.date(2026, 3, 9), dt.time(14, 30)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["1,500", "12,500", "1,234.5", "25%", "March 9, 2026", "2:30\xa0p.m.", "15\xa0min"]),
        (
            "fr",
            [
                *("1\u202f500", "12\u202f500", "1\u202f234,5", "25\xa0%"),
                *("9 mars 2026", "14\xa0h\xa030", "15\xa0min"),
            ],
        ),
        (
            "es",
            ["1500", "12\xa0500", "1234.5", "25\xa0%", "9 de marzo de 2026", "14:30", "15\xa0min"],
        ),
        ("tr", ["1.500", "12.500", "1.234,5", "%25", "9 Mart 2026", "14.30", "15\xa0dk."]),
        ("zh", ["1,500", "12,500", "1,234.5", "25%", "2026年3月9日", "14:30", "15分钟"]),
    ],
)
def test_numbers_and_times_are_written_as_the_style_guides_say(
    code: str, expected: list[str], languages: dict[str, Language]
) -> None:
    language = languages[code]
    assert [
        voice.number(1500, language),
        voice.number(12500, language),
        voice.number(Decimal("1234.50"), language),
        voice.percent(25, language),
        voice.date(DAY, language),
        voice.time(NOON, language),
        voice.minutes(15, language),
    ] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "20\xa0hours, 15\xa0minutes"),
        ("fr", "20\xa0heures et 15\xa0minutes"),
        ("es", "20\xa0horas y 15\xa0minutos"),
        ("tr", "20\xa0saat 15\xa0dakika"),
        ("zh", "20小时15分钟"),
    ],
)
def test_long_times_are_said_in_hours_and_minutes(
    code: str, expected: str, languages: dict[str, Language]
) -> None:
    assert voice.duration(20 * 60 + 15, languages[code]) == expected
    assert voice.duration(60, languages["en"]) == "1\xa0hour"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ("a, b, and c", "“a”", "March 9, 2026", "1.2\xa0MB", (".", ","))),
        ("fr", ("a, b et c", "«\xa0a\xa0»", "09/03/2026", "1,2\u202fMo", (",", "\u202f"))),
        ("es", ("a, b y c", "“a”", "9/3/2026", "1.2\xa0MB", (".", "\xa0"))),
        ("tr", ("a, b ve c", "“a”", "09.03.2026", "1,2\xa0MB", (",", "."))),
        ("zh", ("a、b和c", "“a”", "2026/3/9", "1.2\xa0MB", (".", ","))),
    ],
)
def test_lists_quotes_and_marks_are_those_of_the_language(
    code: str, expected: tuple[object, ...], languages: dict[str, Language]
) -> None:
    language = languages[code]
    assert (
        voice.listing(["a", "b", "c"], language),
        voice.quoted("a", language),
        voice.short_date(DAY, language),
        voice.size(1_234_567, language),
        voice.number_marks(language),
    ) == expected


def test_midnight_and_noon_are_twelve_in_english(languages: dict[str, Language]) -> None:
    times = [voice.time(dt.time(hour, 5), languages["en"]) for hour in (0, 12)]
    assert times == ["12:05\xa0a.m.", "12:05\xa0p.m."]


def test_languages_that_nobody_speaks_count_as_the_source_does() -> None:
    accented, mirrored = pseudo_languages().values()
    assert voice.number(12500, accented) == voice.number(12500, mirrored) == "12,500"
    assert (voice.direction(accented), voice.direction(mirrored)) == ("ltr", "rtl")


def test_a_file_is_never_smaller_than_one_kilobyte(languages: dict[str, Language]) -> None:
    assert voice.size(12, languages["en"]) == "1\xa0kB"
