"""Labels of figures, and other words with little room, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from build_tools.course.shape import Course, Language
from build_tools.formats.fonts import ensure_fonts
from build_tools.languages.catalogs import (
    Catalog,
    Entry,
    header_for,
    read_catalog,
    write_catalog,
)
from build_tools.languages.checks import catalog_problems
from build_tools.languages.labels import figures_in, label_problems
from build_tools.languages.messages import catalog_path
from build_tools.languages.saying import key_of, say
from build_tools.sources.figures import read_figure
from build_tools.sources.label_room import squeezes
from build_tools.sources.text import Text, map_texts
from build_tools.sources.widths import ems

CODES = ("fr", "es", "tr", "zh")
LEAST = 0.9
LINE = 27
"""A label of so many ems is a sentence: nearly as wide as a picture (480 units, letters of 16)."""
NEAR = 0.08
"""By how much a width may differ from that in the fonts of the books."""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
  <title id="t">Title</title>
  {shape}
  <g font-size="10"><text id="a" x="{x}" y="20" text-anchor="{anchor}">{words}</text></g>
  <text id="b" x="120" y="60" font-size="10">Beside</text>
</svg>"""
FITTING = [  # x, anchor, words, shape, what they meet
    (10, "start", "Short", "", set()),
    (
        10,
        "start",
        "A label that is much too long for this picture",
        "",
        {"the edge of the picture"},
    ),
    (190, "end", "Short", "", set()),
    (190, "end", "A label that is much too long for this picture", "", {"the edge of the picture"}),
    (190, "middle", "Long enough", "", {"the edge of the picture"}),
    (12, "start", "Short", '<rect x="5" y="5" width="60" height="30"/>', set()),
    (
        12,
        "start",
        "Too long for its box",
        '<rect x="5" y="5" width="60" height="30"/>',
        {"the edge of its box"},
    ),
    (12, "start", "Too long for it", '<path d="M5 5h60v30h-60z"/>', {"the edge of its box"}),
    (12, "start", "Short", '<path d="M60 14l20 0"/>', set()),
    (12, "start", "Into the arrow", '<path d="M60 14l20 6"/>', {"another shape"}),
    (12, "start", "Into the circle", '<circle cx="70" cy="20" r="8"/>', {"another shape"}),
    (12, "start", "Over the line", '<line x1="60" y1="0" x2="60" y2="40"/>', {"another shape"}),
    (
        12,
        "start",
        "漢字漢字漢字",
        '<rect x="5" y="5" width="60" height="30"/>',
        {"the edge of its box"},
    ),
]


@pytest.mark.parametrize(("x", "anchor", "words", "shape", "met"), FITTING)
def test_a_label_fits_its_picture_its_box_and_its_neighbours(
    x: int, anchor: str, words: str, shape: str, met: set[str]
) -> None:
    svg = SVG.format(x=x, anchor=anchor, words=words, shape=shape)
    figure = map_texts(read_figure(svg, "f.svg"), lambda text: text.key)
    assert {found.over for found in squeezes(figure, figure) if found.id == "a"} == met


def test_two_labels_do_not_run_into_each_other() -> None:
    svg = SVG.format(x=10, anchor="start", words="Short", shape="").replace('y="60"', 'y="20"')
    source = map_texts(read_figure(svg, "f.svg"), lambda text: text.key)
    longer = replace(source.labels[1], text="A label of twenty letters")
    said = replace(source, labels=(source.labels[0], longer, source.labels[2]))
    assert squeezes(source, source) == ()
    assert [found.over for found in squeezes(said, source)] == ["the label `b`"]


def test_what_the_source_does_not_keep_to_is_said_of_the_source_alone() -> None:
    svg = SVG.format(x=190, anchor="start", words="Too long", shape="")
    source = map_texts(read_figure(svg, "f.svg"), lambda text: text.key)
    said = replace(source, labels=tuple(replace(each, text="Trop long") for each in source.labels))
    assert squeezes(source, source)
    assert squeezes(said, source) == ()


def test_widths_are_those_of_the_fonts_of_the_books(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    for weight, bold in (("Regular", False), ("Bold", True)):
        fonts = [
            TTFont(ensure_fonts() / f"{name}-{weight}.ttf") for name in ("NotoSans", "NotoSansSC")
        ]
        for language in course.languages:
            for words in labels_of(course, language, files):
                wide = sum(advance(sign, fonts) for sign in words)
                assert ems(words, bold=bold) == pytest.approx(wide, rel=NEAR), words


def labels_of(course: Course[Text], language: Language, files: Mapping[str, str]) -> Iterator[str]:
    for module in say(course, language, files).course.modules:
        yield from (label.text for figure in module.figures for label in figure.labels)


def advance(sign: str, fonts: list[TTFont]) -> float:
    """Return the width of a sign in ems, by the first font that has it."""
    font = next(font for font in fonts if ord(sign) in font.getBestCmap())
    width: int = font["hmtx"][font.getBestCmap()[ord(sign)]][0]
    size: int = font["head"].unitsPerEm
    return width / size


@pytest.mark.parametrize("code", CODES)
def test_nine_of_ten_labels_that_take_a_whole_line_are_found(
    code: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    language = course.language(code)
    labels = [
        label.text
        for figure in figures_in(course)
        for label in figure.labels
        if not label.id.endswith("-title")
    ][::14]
    found = [
        [
            problem.code
            for problem in label_problems(course, language, lengthened(text, language, files))
        ]
        for text in labels
    ]
    assert len(found) > 10
    assert sum("label-too-long" in codes for codes in found) / len(found) >= LEAST, labels


def lengthened(text: Text, language: Language, files: Mapping[str, str]) -> dict[str, str]:
    """Return the catalogs with one label that is a line long."""
    domain, context, msgid = key_of(text)
    path = catalog_path(language.locale, domain)
    catalog = read_catalog(files[path], path)
    entries = tuple(
        replace(entry, forms=(entry.said * (1 + int(LINE / ems(entry.said))),))
        if (entry.context, entry.msgid) == (context, msgid)
        else entry
        for entry in catalog.entries
    )
    return {**files, path: write_catalog(replace(catalog, entries=entries))}


def test_words_with_little_room_have_a_limit(languages: dict[str, Language]) -> None:
    turkish = languages["tr"]
    limits = "limits:\n- {where: 'course/title', ems: 10}\n"

    def codes(said: str, context: str = "title") -> list[str]:
        entry = Entry(context=context, msgid="A course", forms=(said,))
        catalog = write_catalog(Catalog(header_for("tr", "c"), (entry,)))
        path = catalog_path("tr", "course")
        found = catalog_problems(turkish, {path: catalog, "locales/style.yml": limits})
        return [problem.code for problem in found]

    assert codes("Kısa bir ders") == []
    assert codes("Başlığa sığmayacak kadar uzun bir ders adı") == ["label-too-long"]
    assert codes("Başlığa sığmayacak kadar uzun bir ders adı", "summary") == []
