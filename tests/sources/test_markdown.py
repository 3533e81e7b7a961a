from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.markdown import facts, inline, new_markdown, plain
from build_tools.sources.problem import Place
from build_tools.sources.text import Prose

CAST = {
    "Nina": Speaker("nina", "Elif", "agent"),
    "Okafor": Speaker("okafor", "Kemal Bey", "customer"),
    "Grace": Speaker("grace", "Zeynep", "colleague"),
}


def shown(source: str, settings: BlockSettings | None = None) -> str:
    return new_markdown(settings or BlockSettings(speakers=CAST)).convert(source)


def test_a_line_of_speech_says_who_speaks_to_whom() -> None:
    page = shown(
        "/// dialog-strong | The order\nOkafor: Two boxes.\n\n"
        "Nina: Good\nmorning.\n\n*(next call)*\n///"
    )
    assert page == (
        '<section class="block dialog-strong" data-zone="colleague">\n'
        '<p class="block-title">The order</p>\n'
        '<p class="line customer" data-speaker="okafor" data-zone="customer-to-agent">'
        '<strong class="speaker">Kemal Bey:</strong> <span class="words">Two boxes.</span></p>\n'
        '<p class="line agent" data-speaker="nina" data-zone="agent-to-customer">'
        '<strong class="speaker">Elif:</strong> <span class="words">Good\nmorning.</span></p>\n'
        "<p><em>(next call)</em></p>\n</section>"
    )


def test_without_a_customer_everybody_speaks_to_colleagues() -> None:
    page = shown("/// dialog-weak | Talk\nGrace: Do it.\n\nNina: Yes.\n///")
    assert re.findall(r'data-zone="([\w-]+)"', page) == ["colleague"] * 3


def test_a_blank_keeps_its_answer_out_of_sight_until_it_is_asked_for() -> None:
    page = shown("/// faded\nYears ___{4}, value ___.\n///", BlockSettings(reveal="Göster"))
    assert page.count('<span class="blank">') == 2
    assert "<summary>Göster</summary><ol><li>4</li></ol>" in page
    assert "data-answer" not in page


def test_where_answers_are_printed_elsewhere_the_blank_carries_its_own() -> None:
    assert 'class="blank" data-answer="4"' in shown("Years ___{4}.")


def test_underscores_within_words_and_code_are_no_blanks() -> None:
    assert "blank" not in shown("snake___case `___` ____ __bold__")


def test_room_to_write_has_as_many_lines_as_asked_for() -> None:
    page = shown("//// exercise | Map\n/// lines | 3\nThe touch is:\n///\n////")
    assert page.count('<div class="write-line">') == 3
    assert "<p>The touch is:</p>" in page


def test_a_slot_is_what_is_written_in_it_until_somebody_fills_it() -> None:
    source = "//// slot | local-procedure\n/// exercise | Mine\nWho: ___\n///\n////"
    assert shown(source) == (
        '<div class="company-place">\n<section class="block exercise">\n'
        '<p class="block-title">Mine</p>\n'
        '<p>Who: <span class="blank">\u00a0</span></p>\n</section>\n</div>'
    )
    filled = BlockSettings(slots={"local-procedure": "<p>Call 112.</p>"})
    assert shown(source, filled) == '<div class="company-place"><p>Call 112.</p></div>'


def test_a_check_shows_what_the_format_gives_for_its_questions() -> None:
    settings = BlockSettings(questions=lambda ids: f"<form>{'+'.join(ids)}</form>")
    page = shown("/// check\n    questions: m01-k01 m01-k02\n///", settings)
    assert (
        '<div class="questions" data-questions="m01-k01 m01-k02"><form>m01-k01+m01-k02</form></div>'
        in page
    )


def test_a_figure_is_drawn_in_place_with_its_description_and_caption() -> None:
    settings = BlockSettings(figures={"three.svg": "<svg><text>Merhaba</text></svg>"})
    page = shown('![Üç kişi "bir"](three.svg "Başlık")', settings)
    assert page == (
        '<figure><svg role="img" aria-label="Üç kişi &quot;bir&quot;"><text>Merhaba</text></svg>'
        "<figcaption>Başlık</figcaption></figure>"
    )


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html,1)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](a.md){onclick=alert(1)}",
        "# Title {onmouseover=alert(1)}",
        "[x](a.md){style=position:fixed}",
        '<b onclick="alert(1)">x</b>',
        "<iframe src='https://example.com'></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>body{}</style>",
        "<form action='https://example.com'><input></form>",
        "[x]: javascript:alert(1)\n\n[x][x]",
        "/// note\n    attrs: {onclick: x}\ntext\n///",
    ],
)
def test_nothing_authored_or_translated_can_act(source: str) -> None:
    page = shown(source)
    tags = re.findall(r"<[a-zA-Z][^>]*>", page)
    assert not [
        tag for tag in tags if re.search(r"\son\w+\s*=|javascript|style=|data:", tag, re.IGNORECASE)
    ]
    assert not re.search(r"<(script|iframe|style|form|input|svg)\b", page, re.IGNORECASE)


@given(st.text(alphabet=st.sampled_from("<>/\"'=abonclickscript &#;:[](){}!*_`\n\t"), max_size=60))
def test_no_text_makes_a_script_or_a_handler(source: str) -> None:
    for tag in re.findall(r"<[a-zA-Z][^>]*>", shown(source)):
        bare = re.sub(r'"[^"]*"', "", tag)
        assert not re.search(r"\son\w*\s*=", bare)
        assert not tag.startswith(("<script", "<iframe", "<style"))


def test_simple_inline_tags_are_kept() -> None:
    assert shown('H<sub>2</sub>O <span lang="la">ad</span> <kbd>Esc</kbd>') == (
        '<p>H<sub>2</sub>O <span lang="la">ad</span> <kbd>Esc</kbd></p>'
    )


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("1. not a list", "1. not a list"),
        ("# no heading", "# no heading"),
        ("#1 of two", "#1 of two"),
        (">no quotation", "&gt;no quotation"),
        (": no definition", ": no definition"),
        ("---", "---"),
        ("*-*", "<em>-</em>"),
        ("- no item", "- no item"),
        ("a *b* & c", "a <em>b</em> &amp; c"),
        ("two\nlines", "two lines"),
        ("这是**粗体**文字", "这是<strong>粗体</strong>文字"),
    ],
)
def test_a_short_text_is_never_read_as_a_block(source: str, page: str) -> None:
    assert inline(source) == page


def test_plain_text_has_no_marks() -> None:
    assert plain("a **b** & <c> `d`") == "a b & <c> d"


def told(source: str) -> list[str]:
    prose = Prose(source, Place("l.md", 10))
    return [
        str(problem).split("\n")[0]
        for problem in facts(prose, BlockSettings(speakers=CAST)).problems
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("/// idee | A\nx\n///", "12:1: bad-block: `idee` is no kind of block"),
        ("/// idea | A\n    point: S1\nx\n///", "13:1: bad-block: `point` is no option of a block"),
        ("/// idea | A\nx", "12:1: bad-block: the block `idea` is never closed"),
        ("/// slot | My place\nx\n///", "12:1: bad-block: a slot needs a name"),
        ("/// lines | many\n///", "12:1: bad-block: it is not said how many lines"),
    ],
)
def test_a_block_that_is_not_read_is_told(source: str, message: str) -> None:
    assert told(f"Hello\n\n{source}\n") == [f"l.md:{message}"]


def test_a_speaker_outside_the_cast_is_told() -> None:
    assert told("/// dialog-weak | A\nNobody: Hello.\n///\n") == [
        "l.md:11:1: unknown-speaker: `Nobody` speaks but is not in the cast"
    ]


@pytest.mark.parametrize(
    "source", ["<div>\nx\n</div>", "a <font color='red'>b</font>", "<img src='x.png'>"]
)
def test_html_beyond_simple_tags_is_told(source: str) -> None:
    assert {line.split(": ")[1] for line in told(f"One.\n\n{source}\n")} == {"raw-html"}
    assert told(f"One.\n\n{source}\n")[0].startswith("l.md:12:1: ")


def test_simple_tags_and_notes_for_translators_are_no_problem() -> None:
    assert told("H<sub>2</sub>O\n\n<!-- translators: water -->\n\n- [ ] do it\n") == []
    assert told("```python\nprint(1)\n```\n") == []


def test_a_block_of_code_keeps_its_colours_and_nothing_else() -> None:
    page = shown("```python\nprint('<b onclick=1>')\n```\n")
    assert '<div class="highlight"><pre>' in page
    assert '<span class="nb">print</span>' in page
    assert "<b" not in page


def test_a_figure_among_words_is_told() -> None:
    assert told("One.\n\nSee ![this](a.svg) here.\n\n![that](b.svg)\n") == [
        "l.md:12:1: figure-not-alone: the figure `a.svg` shares its paragraph with words"
    ]


def test_a_blank_may_follow_a_chinese_character() -> None:
    assert 'class="blank"' in shown("这是___{接单}。")


def test_facts_of_a_lesson_are_its_blocks_anchors_links_and_words() -> None:
    found = facts(
        Prose(
            "One two.\n\n## Head\n\n"
            "//// task | Sort\n    minutes: 3\n\n/// lines | 2\n///\n////\n\n"
            "/// idea | Three [x](02-b.md#c)\n    points: S1-11\n\nfour\n///\n",
            Place("l.md", 5),
        ),
        BlockSettings(),
    )
    assert [
        (use.kind, use.title, dict(use.options), use.depth, place.line)
        for use, place in found.blocks
    ] == [
        ("task", "Sort", {"minutes": "3"}, 1, 9),
        ("lines", "2", {}, 2, 12),
        ("idea", "Three [x](02-b.md#c)", {"points": "S1-11"}, 1, 16),
    ]
    assert (found.anchors, found.links, found.words) == (frozenset({"head"}), ("02-b.md#c",), 7)
