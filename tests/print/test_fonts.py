"""The fonts of the printed pages: they hold every sign we use, and are the same everywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont

from build_tools.formats.fonts import chinese_characters, ensure_fonts, prepare_fonts

LATIN = [f"NotoSans-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")]
SYMBOLS = [
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansMath-Regular.ttf",
]
CHINESE = ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"]

IN_EVERY_LATIN_STYLE = (
    "ABCXYZabcxyz0123456789.,;:!?()[]%&@#*/\\+=<>'\""
    "“”‘’–—…•·×÷½¼¾°©®™€£§¶\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}"
    "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»\N{NARROW NO-BREAK SPACE}"  # French
    "áéíñóúüÁÉÍÑÓÚÜ¿¡ªº"  # Spanish
    "çğıöşüâîûÇĞİÖŞÜ"  # Turkish
)
IN_SOME_SYMBOL_FONT = "→←↑↓−≤≥≠≈☐☑☒✓✔✗●○■□▲▶★☆①②③⑩"
IN_CHINESE = (
    "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～％／\N{IDEOGRAPHIC SPACE}"
    "的一是不了客户农夫土壤播种收获关系咨询服务电话简体中文"
    "0123456789ABCabc.,%+-×÷−→½①②③④⑤⑥⑦⑧⑨⑩○●□■△▲☆★"
)


@cache
def signs(name: str) -> frozenset[str]:
    with TTFont(ensure_fonts() / name) as font:
        return frozenset(map(chr, font.getBestCmap()))


@pytest.mark.parametrize("name", LATIN)
def test_a_latin_style_holds_the_signs_of_four_languages(name: str) -> None:
    assert not set(IN_EVERY_LATIN_STYLE) - signs(name)


def test_arrows_boxes_and_signs_of_arithmetic_are_in_a_symbol_font() -> None:
    assert not set(IN_SOME_SYMBOL_FONT) - frozenset().union(*map(signs, SYMBOLS))


@pytest.mark.parametrize("name", CHINESE)
def test_a_chinese_weight_holds_the_signs_of_chinese_pages(name: str) -> None:
    assert not set(IN_CHINESE) - signs(name)


def test_chinese_is_cut_to_the_national_set() -> None:
    of_level_one_and_two = [code for code in chinese_characters() if 0x4E00 <= code <= 0x9FFF]
    assert len(of_level_one_and_two) == 6763


@pytest.mark.parametrize("name", [*LATIN, *CHINESE])
def test_a_font_says_its_family_and_weight(name: str) -> None:
    with TTFont(ensure_fonts() / name) as font:
        family = "Noto Sans SC" if name in CHINESE else "Noto Sans"
        assert font["name"].getBestFamilyName() == family
        assert font["OS/2"].usWeightClass == (700 if "Bold" in name else 400)
        assert "fvar" not in font


def test_the_configuration_shows_our_fonts_only() -> None:
    folder = ensure_fonts()
    shown = fromstring((folder / "fonts.conf").read_text("utf-8"))
    assert [element.text for element in shown.findall("dir")] == [str(folder)]
    assert {path.name for path in folder.glob("*.ttf")} == {*LATIN, *SYMBOLS, *CHINESE}


@pytest.mark.full
def test_fonts_are_the_same_each_time(tmp_path: Path) -> None:
    prepare_fonts(tmp_path / "again")
    for font in ensure_fonts().glob("*.ttf"):
        assert (tmp_path / "again" / font.name).read_bytes() == font.read_bytes(), font.name
