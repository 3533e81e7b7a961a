from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.figures import Figure, Label, draw, read_figure
from build_tools.sources.problem import CourseError, Place
from build_tools.sources.text import map_texts

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
  <title id="t">A field</title>
  <text id="a" x="1" y="2">Sow</text>
  <text id="n" x="1" y="4">12</text>
</svg>
"""


def test_the_words_of_a_figure_are_offered_with_id_and_place() -> None:
    figure = read_figure(SVG, "course/01-x/field.svg")
    assert [
        (label.id, label.text.source, label.text.context, label.text.place)
        for label in figure.labels
    ] == [
        ("t", "A field", "figure.field.t", Place("course/01-x/field.svg", 2, 17)),
        ("a", "Sow", "figure.field.a", Place("course/01-x/field.svg", 3, 28)),
    ]


@given(st.text(alphabet="ığüşÇ<>&\"' 客户", min_size=1))
def test_any_translation_is_drawn_as_words(words: str) -> None:
    figure: Figure[str] = map_texts(read_figure(SVG, "course/01-x/field.svg"), lambda _: words)
    assert [label.text.source.strip() for label in read_figure(draw(figure), "f.svg").labels] in (
        [words.strip()] * 2,
        [],  # Words without a letter are nothing to translate.
    )


ENTITY = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>"
SCRIPT = SVG.replace('<text id="n"', '<script>1</script><text id="n"')
HANDLER = SVG.replace('x="1" y="2"', 'onclick="go()"')
NAMELESS = SVG.replace(' id="a"', "")
BROKEN_UP = SVG.replace("Sow", "Sow <tspan>now</tspan>")
UNTITLED = SVG.replace('<title id="t">A field</title>', "")


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("<svg", "1:1", "this SVG cannot be read"),
        (ENTITY, "1:1", "this SVG cannot be read"),
        (SCRIPT, "4:3", "`<script>` is not allowed"),
        (HANDLER, "3:25", "`onclick` is not allowed on `<text>`"),
        (NAMELESS, "3:21", "`Sow` needs an `id`"),
        (BROKEN_UP, "3:28", "`Sow` is broken into pieces"),
        (UNTITLED, "1:1", "a figure needs a `<title>`"),
    ],
)
def test_a_figure_that_could_act_or_not_be_said_is_refused(
    source: str, place: str, message: str
) -> None:
    with pytest.raises(CourseError) as caught:
        read_figure(source, "f.svg")
    told = [str(problem) for problem in caught.value.problems]
    assert f"f.svg:{place}: bad-figure: {message}" in told


def test_labels_are_drawn_by_id() -> None:
    figure = Figure("f.svg", SVG, (Label("t", "Tarla"), Label("a", "Ekin")))
    assert ">Ekin</text>" in draw(figure)
    assert ">Tarla</title>" in draw(figure)
