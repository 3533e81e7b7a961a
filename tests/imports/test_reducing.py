"""Words of other tools show in ours exactly as they did there."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.formats.markup import html as shown
from build_tools.imports.reducing import clean, from_html, from_plain
from build_tools.sources.markdown import plain

SIGNS = "ab 1.\\`*_{}[]()#+-!<>&;:/~=|^\"'éğ中\u00a0%$@,?\n"
WORDS = st.text(alphabet=SIGNS, max_size=14)


def _element(made: tuple[str, list[str]]) -> str:
    tag, inside = made
    return f"<{tag}>{''.join(inside)}</{tag}>"


PIECES = WORDS.map(lambda words: html.escape(words.replace("\n", " ").strip()))
TAGS = st.sampled_from(["em", "strong", "kbd", "sub"])
MARKUP = st.recursive(
    PIECES, lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(_element), max_leaves=6
)


@given(WORDS)
def test_plain_text_shows_as_it_was(words: str) -> None:
    assert plain(from_plain(words).words) == re.sub(r"[ \t\n]+", " ", clean(words)).strip()


@given(st.lists(MARKUP, max_size=3).map("".join))
def test_html_keeps_its_words(markup: str) -> None:
    words = re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", markup)))
    assert re.sub(r"\s", "", plain(from_html(markup).words)) == words


@given(st.lists(MARKUP, max_size=3).map("".join))
def test_what_we_show_comes_back_the_same(markup: str) -> None:
    page = shown(from_html(markup).words)
    assert shown(from_html(page).words) == page


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>One <b>two</b> <em>three</em></p>", "One **two** *three*"),
        ("<p>One</p><p>two<br/>three</p>", "One<br>two<br>three"),
        ("a<b> b </b>c", "a **b** c"),
        ("<i>a</i><b>b</b>", "*a*<b>b</b>"),
        ("<code>a_b * c</code> and <code>`</code>", "`a_b * c` and `` ` ``"),
        ('<a href="https://a.org/x">there</a>', "[there](https://a.org/x)"),
        ('<a href="javascript:alert(1)">there</a>', "there"),
        ("H<sub>2</sub>O &lt;b&gt; &amp;", "H<sub>2</sub>O &lt;b> &"),
        ("<script>alert(1)</script>x<style>p{}</style>", "x"),
        ("<ul><li>a</li><li>b</li></ul>", "a<br>b"),
        ("snake_case _x_ [a] [b](c)", "snake_case \\_x\\_ \\[a] \\[b](c)"),
    ],
)
def test_html_becomes_markdown_that_people_write(source: str, words: str) -> None:
    assert from_html(source).words == words


def test_what_a_question_cannot_show_is_named() -> None:
    source = '<img src="a.png" alt="A cat"><table><tr><td>1</td></tr></table><a href="#x">y</a>'
    assert from_html(source).lost == ("a picture", "the form of a table", "a link")
