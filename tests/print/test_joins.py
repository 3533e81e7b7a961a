"""Lines of titles and short cells end between phrases, and nobody finds a trace of that."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from build_tools.formats.book import bind
from build_tools.formats.joins import JOIN, joined, unjoined
from build_tools.sources.problem import Place

TITLE = "衡量收成——数字、行为、辅导"
PLACE = Place("course.yml")


def lines(fonts: Path, html: str, language: str = "zh-CN", width: str = "60mm") -> list[str]:
    """Return the lines of words of a book that holds ``html`` alone."""
    body = f"<body><div style='width: {width}; font-size: 20pt'>{html}</div></body>"
    page = f"<html lang={language}><head><title>T</title></head>{body}"
    book = bind(lambda _: page, fonts, "a4", PLACE)
    (sheet,) = PdfReader(BytesIO(book.pdf)).pages
    *found, _number = (line.strip() for line in sheet.extract_text().splitlines() if line.strip())
    return found


def test_a_chinese_title_breaks_at_punctuation_only(fonts: Path) -> None:
    assert lines(fonts, f"<h2>{TITLE}</h2>") == ["衡量收成——数字、行为、", "辅导"]


def test_a_phrase_wider_than_its_line_breaks_all_the_same(fonts: Path) -> None:
    found = lines(fonts, "<h2>从接单员到主动的耕耘者</h2>", width="40mm")

    assert "".join(found) == "从接单员到主动的耕耘者"
    assert len(found) > 1


@pytest.mark.parametrize(
    ("language", "time"), [("zh-CN", "9:00～10:30"), ("tr", "9.00–10.30"), ("en", "9:00–10:30")]
)
def test_a_range_of_numbers_stays_on_one_line(fonts: Path, language: str, time: str) -> None:
    assert lines(fonts, f"<p>9999 {time}</p>", language, "52mm") == ["9999", time]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<td>反应</td>", f"<td>反{JOIN}应</td>"),
        ("<td>1. 反应</td>", f"<td>{JOIN.join('1. 反应')}</td>"),
        ("<td>一句长一点的话</td>", "<td>一句长一点的话</td>"),
        ("<p>反应</p>", "<p>反应</p>"),
        ('<th title="反应">第3步</th>', f'<th title="反应">第{JOIN}3{JOIN}步</th>'),
        ('<th scope="row">用一句话</th>', '<th scope="row">用一句话</th>'),
        ("<svg><text>1～2</text></svg>", "<svg><text>1～2</text></svg>"),
    ],
)
def test_joins_stand_in_titles_and_short_cells_alone(html: str, found: str) -> None:
    assert joined(html, "zh-CN") == found
    assert unjoined(found) == html


@pytest.mark.parametrize("code", ["zh"])
def test_no_join_is_left_in_a_book(printed: Any, read: Any, code: str) -> None:
    reader = read(printed(code, "workbook"))
    titles = [str(each) for each in reader.outline]

    assert not any(JOIN in page.extract_text() for page in reader.pages)
    assert not any(JOIN in title for title in titles)
