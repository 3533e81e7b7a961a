from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from build_tools.languages.localizer import Localizer, makeExtension, messages_in_prose
from build_tools.languages.messages import Message
from build_tools.languages.places import places_of
from build_tools.languages.walking import AS_WRITTEN, UNTRANSLATED, Answer, Found
from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.markdown import new_markdown
from build_tools.sources.problem import Place
from build_tools.sources.text import Prose, Zone

NASTY = (Path(__file__).parent / "nasty.md").read_text("utf-8")
SETTINGS = BlockSettings(
    speakers={
        "Nina": Speaker("nina", "Nina", "agent"),
        "Okafor": Speaker("okafor", "Okafor", "customer"),
        "Caller": Speaker("caller", "Caller", "customer"),
        "Grace": Speaker("grace", "Grace", "colleague"),
    }
)
OPENING = (
    "Opening paragraph with **bold**, *italics*, `code | span {n}`, a "
    '[link](02-next.md#part "A *title*"){ title="Go now" .button } '
    "soft-wrapped over two lines,\na hard break, ___ and ___{4} and ___{the right word}, "
    "&amp; an entity, <kbd>Enter</kbd> and a footnote[^1], [Reading list][reading list], "
    "[collapsed][collapsed], [full one][list] and a \\* star."
)
FILE = "course/01-field/01-start.md"


def shown(source: str, answer: Callable[[Found], Answer]) -> str:
    settings = replace(SETTINGS, found=[], strangers=[])
    return new_markdown(settings, [Localizer(answer, settings)]).convert(source)


def plainly(source: str) -> str:
    """The page without a localizer; comments that stood alone leave an empty paragraph there."""
    page = new_markdown(replace(SETTINGS, found=[], strangers=[])).convert(source)
    return re.sub(r"<p></p>\n?", "", page).rstrip("\n")


def messages(source: str) -> tuple[Message, ...]:
    return messages_in_prose(Prose(source, Place(FILE, 10, 3), "Module 1"), SETTINGS, "01-field")


def masked(found: Found) -> Answer:
    """Every letter of a message hidden; its Markdown is left as it is."""
    silent = (
        r"`[^`]*`|\]\([^()\s]*|\]\[[^\]]*\]|<[^<>]*>|&\w+;"
        r"|\{ title=|\.button \}|\{#[^}]*\}|\[\^\w+\]"
    )
    parts = re.split(rf"({silent})", found.msgid)
    hidden = [part if at % 2 else re.sub(r"[^\W_]", "▒", part) for at, part in enumerate(parts)]
    return Answer("".join(hidden))


def skeleton(page: str) -> list[str]:
    return re.findall(r"<[^<>]+>", re.sub(r'(title|alt|data-answer)="[^"]*"', "", page))


def at_its_place(message: Message, source: str) -> int:
    line, column = message.place.line - 10, message.place.column - 3
    return sum(len(text) + 1 for text in source.split("\n")[:line]) + column


some = settings(max_examples=80)

# Documents of every shape, made of words that differ.
WORDS = st.lists(
    st.sampled_from(["ask", "care", "field", "grow", "hear", "keep", "plan", "seed", "water"]),
    min_size=1,
    max_size=5,
)
RUN = WORDS.map(" ".join)
RICH = st.tuples(
    RUN, RUN, st.sampled_from(["**{}**", "*{}*", "[{}](a.md)", "`{}`", "___{{{}}}", "{}"])
)
LINE = RICH.map(lambda parts: f"{parts[0].capitalize()} {parts[2].format(parts[1])}.")
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


def indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


SIMPLE = st.one_of(
    PARAGRAPH,
    LINE.map(lambda line: f"## {line}"),
    st.lists(LINE, min_size=1, max_size=3).map(
        lambda lines: "\n".join(f"- {line}" for line in lines)
    ),
    st.lists(LINE, min_size=1, max_size=3).map(
        lambda lines: "\n".join(f"1. {line}" for line in lines)
    ),
    PARAGRAPH.map(lambda text: indented(text, "> ")),
    st.lists(st.tuples(RUN, RUN), min_size=1, max_size=3).map(
        lambda rows: "| One | Two |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
    ),
    st.tuples(RUN, PARAGRAPH).map(
        lambda pair: f"{pair[0]}\n:   {indented(pair[1], '    ').strip()}"
    ),
    RUN.map(lambda words: f"```text\n{words}\n```"),
    RUN.map(lambda words: f"<!-- translators: {words} -->"),
)
BLOCK = st.tuples(RUN, st.lists(SIMPLE, min_size=1, max_size=2)).map(
    lambda pair: f"/// idea | {pair[0]}\n\n" + "\n\n".join(pair[1]) + "\n///"
)
DIALOG = st.tuples(
    RUN, st.lists(st.tuples(st.sampled_from(sorted(SETTINGS.speakers)), PARAGRAPH))
).map(
    lambda pair: "\n\n".join(
        [f"/// dialog-weak | {pair[0]}", *(f"{who}: {words}" for who, words in pair[1]), "///"]
    )
)
DOCUMENT = st.lists(st.one_of(SIMPLE, BLOCK, DIALOG), min_size=1, max_size=5).map("\n\n".join)


@pytest.mark.parametrize("answer", [lambda _: AS_WRITTEN, lambda found: Answer(found.msgid)])
def test_the_nasty_page_in_its_own_words_is_the_same_page(
    answer: Callable[[Found], Answer],
) -> None:
    assert shown(NASTY, answer) == plainly(NASTY)


@some
@given(DOCUMENT)
def test_a_page_in_its_own_words_is_the_same_page(source: str) -> None:
    assert shown(source, lambda found: Answer(found.msgid)) == plainly(source)


def readable_in(page: str) -> list[str]:
    seen = re.sub(r"<(pre|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    seen = re.sub(r'<[^<>]*?(?:(?:title|alt)="([^"]*)")?[^<>"]*>', r" \1 ", seen)
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"&#?\w+;", " ", seen))


def test_every_readable_word_of_the_nasty_page_is_offered() -> None:
    from_the_cast = ["Nina", "Okafor"]
    left = readable_in(shown(NASTY, masked))
    assert left == [*from_the_cast, "Leave", "me", "alone"]


@some
@given(DOCUMENT)
def test_every_readable_word_is_offered(source: str) -> None:
    left = readable_in(re.sub(r'<strong class="speaker">.*?</strong>', "", shown(source, masked)))
    assert not left


@some
@given(DOCUMENT)
def test_no_translation_breaks_a_block_or_an_id(source: str) -> None:
    assert skeleton(shown(source, masked)) == skeleton(plainly(source))


def test_no_translation_of_the_nasty_page_breaks_a_block_or_an_id() -> None:
    page = shown(NASTY, masked)
    assert skeleton(page) == skeleton(plainly(NASTY))
    assert re.findall(r'<h\d[^>]* id="([^"]+)"', page) == [
        "own",
        "duplicate",
        "duplicate_1",
        "a-heading-below-another",
    ]


@pytest.mark.parametrize(
    "attack", ["\n\n# Big", "\n\n- list", "<div>", "///\n\nout", "\n\n    code", "\x02"]
)
def test_a_hostile_translation_stays_in_its_element(attack: str) -> None:
    page = shown("First.\n\n/// idea | T\nSecond.\n///", lambda _: Answer(f"x{attack}"))
    tags = [tag for tag in re.findall(r"<(\w+)", page) if tag != "br"]
    assert tags == ["p", "section", "p", "p"]


@some
@given(DOCUMENT, st.data())
def test_places_are_true(source: str, data: st.DataObject) -> None:
    found = messages(source)
    assume(found)
    changed = data.draw(st.sampled_from(found))
    at = at_its_place(changed, source)
    first = re.search(r"[a-z]{2,}", source[at:], re.IGNORECASE)
    assert first
    cut = at + first.end()
    before = Counter(message.msgid for message in found)
    after = Counter(message.msgid for message in messages(f"{source[:cut]}qz{source[cut:]}"))
    assert list((before - after).elements()) == [changed.msgid]


def test_every_place_on_the_nasty_page_is_true() -> None:
    for message in messages(NASTY):
        at = at_its_place(message, NASTY)
        assert NASTY.startswith(re.split(r"[ \n]", message.msgid)[0], at), message


def test_equal_words_are_found_where_each_of_them_stands() -> None:
    lines = [message.place.line - 10 for message in messages(NASTY) if message.msgid == "Yes."]
    source = NASTY.split("\n")
    assert [source[line] for line in lines] == ["Okafor: Yes.", "> - Yes."]


@some
@given(PARAGRAPH, st.integers(1, 8), st.sampled_from(["", "> ", "    "]))
def test_wrapping_lines_anew_unsettles_nothing(text: str, width: int, margin: str) -> None:
    words = re.split(r" (?![^{]*\})", text.replace("\n", " "))
    lines = (" ".join(words[at : at + width]) for at in range(0, len(words), width))
    wrapped = ("\n" + margin.replace("    ", "  ")).join(lines)
    before, opening = messages(margin.replace("    ", "- ") + text), margin.replace("    ", "- ")
    assert [m.key for m in messages(opening + wrapped)] == [m.key for m in before]


@some
@given(PARAGRAPH, st.sampled_from(["idea", "note", "worked"]))
def test_moving_a_paragraph_into_a_block_unsettles_nothing(text: str, kind: str) -> None:
    inside = messages(f"/// {kind}\n{text}\n///")
    assert [m.key for m in inside] == [m.key for m in messages(text)]


def test_each_message_knows_its_zone_and_where_it_stands() -> None:
    told = {message.msgid: message for message in messages(NASTY)}
    assert told["Good morning, Solanta speaking."].zone is Zone.AGENT_TO_CUSTOMER
    assert told["**Caller:** Quoted first line continues here."].zone is Zone.CUSTOMER_TO_AGENT
    assert told["*(aside: the line is bad)*"].zone is Zone.COLLEAGUE
    assert told["Last paragraph. Yes."].zone is Zone.LEARNER
    assert told["Good morning, Solanta speaking."].comments == (
        "Module 1 › A heading below another › worked › dialog-strong › nina",
    )
    assert told["With a second paragraph."].comments[0].endswith("› footnote")


def test_comments_of_authors_reach_the_translator_of_the_next_message_only() -> None:
    told = messages(NASTY)
    noted = [message.msgid for message in told if "keep this short" in message.comments]
    assert noted == ["Block with an attribute list"]
    assert [(m.context, m.msgid) for m in told if m.context] == [("agreement", "Yes.")]
    assert "translators" not in shown(NASTY, lambda _: AS_WRITTEN)


def test_a_comment_at_the_start_of_an_item_is_for_that_item() -> None:
    source = "- <!-- translators: a verb --> Water\n- Seed\n"
    assert [(m.msgid, m.comments) for m in messages(source)] == [
        ("Water", ("Module 1", "a verb")),
        ("Seed", ("Module 1",)),
    ]
    assert shown(source, lambda _: AS_WRITTEN) == "<ul>\n<li>Water</li>\n<li>Seed</li>\n</ul>"


def test_the_messages_of_the_nasty_page_are_these() -> None:
    assert [message.msgid for message in messages(NASTY)] == [
        OPENING,
        "Block with an attribute list",
        "Hover me",
        "A heading of its own",
        "Short one",
        "Duplicate",
        "Duplicate",
        "A heading below another",
        "tight one",
        "tight two with `code`",
        "nested ordered",
        "second",
        "open task",
        "done **task**",
        "loose one",
        "second paragraph in a loose item",
        "hello.py",
        "loose two lazy continuation",
        "A worked *example*",
        "Words inside.",
        "The refill order",
        "Good morning, Solanta speaking.",
        "Yes.",
        "*(aside: the line is bad)*",
        "Step",
        "What to do",
        "Wide one",
        "Run `a|b`",
        "Press \\| pipe, see [^2]",
        "1,500",
        "**Caller:** Quoted first line continues here.",
        "quoted item",
        "Yes.",
        "Words above lines",
        "Term one",
        "Definition of term one.",
        "Second paragraph of the definition.",
        '![Only a description](pic.svg "And a caption")',
        "Last paragraph. Yes.",
        "First footnote **text**.",
        "Second footnote.",
        "With a second paragraph.",
        "The full list",
    ]


def test_a_translated_reference_keeps_its_target() -> None:
    source = 'See [the list].\n\n[the list]: list.md "All"\n'
    said = {"See [the list][the list].": "Voir [la liste][the list].", "All": "Tout"}
    page = shown(source, lambda found: Answer(said[found.msgid]))
    assert page == '<p>Voir <a href="list.md" title="Tout">la liste</a>.</p>'


def test_what_is_not_translated_is_marked_as_english_and_nothing_else_is() -> None:
    said = {"inner": "içteki"}
    page = shown(
        "Outer.\n\n- outer\n    - inner\n",
        lambda found: Answer(said[found.msgid]) if found.msgid in said else UNTRANSLATED,
    )
    assert page == (
        '<p class="untranslated" lang="en">Outer.</p>\n<ul>\n'
        '<li><span class="untranslated" lang="en">outer</span><ul>\n'
        "<li>içteki</li>\n</ul>\n</li>\n</ul>"
    )


def test_heading_ids_stay_english_in_chinese() -> None:
    page = shown("## The field\n\n## The field\n", lambda _: Answer("田地"))
    assert page == '<h2 id="the-field">田地</h2>\n<h2 id="the-field_1">田地</h2>'


def test_footnotes_are_numbered_once_in_every_language() -> None:
    source = "## A heading[^1]\n\nText[^1].\n\n[^1]: Note.\n"
    assert shown(source, lambda _: AS_WRITTEN) == plainly(source)


def test_another_host_can_name_the_extension_and_its_catalog(tmp_path: Path) -> None:
    catalog = tmp_path / "page.po"
    catalog.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "One"\nmsgstr "Un"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "Deux"\n',
        "utf-8",
    )
    named = {"catalog": str(catalog)}
    markdown = Markdown(
        extensions=["build_tools.languages.localizer", "admonition", "abbr"],
        extension_configs={"build_tools.languages.localizer": named},
    )
    assert markdown.convert('!!! note "One"\n    Two\n') == (
        '<div class="admonition note">\n<p class="admonition-title">Un</p>\n'
        '<p class="untranslated" lang="en">Two</p>\n</div>'
    )
    stale = Markdown(extensions=[makeExtension(catalog=str(catalog), policy="stale")])
    assert stale.convert("Two") == "<p>Deux</p>"


def test_a_message_stands_where_its_words_are_whole_however_lines_break() -> None:
    prose = Prose("restart it, start it.\n\n> Go\n>  on.\n", Place("a.md", 7))
    assert places_of([("start it", ""), ("Go\non.", "")], prose) == (
        Place("a.md", 7, 13),
        Place("a.md", 9, 3),
    )
