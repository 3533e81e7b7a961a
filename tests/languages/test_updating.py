from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from build_tools.languages.catalogs import Catalog, Entry, header_for, read_catalog, write_catalog
from build_tools.languages.messages import Message, catalog_path
from build_tools.languages.updating import updated
from build_tools.sources.problem import Place

PATH = catalog_path("tr", "d")
LONG = "A farmer looks after the same land, so that it gives more each year."
CHANGED = "A farmer looks after the same land, and so it gives more each year."


def told(*msgids: str, domain: str = "d", context: str = "") -> list[Message]:
    place = Place(f"course/{domain}.md")
    return [Message(domain=domain, context=context, msgid=msgid, place=place) for msgid in msgids]


def catalog(*entries: Entry) -> str:
    return write_catalog(Catalog(header_for("tr", "c"), entries))


def update(messages: Sequence[Message], files: Mapping[str, str]) -> dict[str, str]:
    return updated(messages, "tr", files, "c")


def entries(text: str) -> list[Entry]:
    return list(read_catalog(text, PATH).entries)


def said(entry: Entry) -> tuple[str, str, bool, bool]:
    return (entry.msgid, entry.said, entry.fuzzy, entry.obsolete)


def test_exact_messages_keep_what_was_said_and_who_said_why() -> None:
    before = catalog(Entry(context="", msgid="Yes.", forms=("Evet.",), notes=("Kısa.",)))
    (entry,) = entries(update(told("Yes."), {PATH: before})[PATH])
    assert (said(entry), entry.notes) == (("Yes.", "Evet.", False, False), ("Kısa.",))


def test_a_changed_source_offers_the_old_translation_with_its_old_source() -> None:
    before = catalog(Entry(context="", msgid=LONG, forms=("Çiftçi.",)))
    (entry,) = entries(update(told(CHANGED), {PATH: before})[PATH])
    assert said(entry) == (CHANGED, "Çiftçi.", True, False)
    assert entry.previous == ("", LONG, "")


def test_a_source_that_changes_back_is_translated_again() -> None:
    before = {PATH: catalog(Entry(context="", msgid=LONG, forms=("Çiftçi.",)))}
    there = update(told(CHANGED), before)
    again = update(told(LONG), there)
    assert list(map(said, entries(again[PATH]))) == [(LONG, "Çiftçi.", False, False)]


def test_under_the_same_context_less_likeness_is_enough() -> None:
    before = catalog(Entry(context="m01.title", msgid="Take over the field", forms=("Tarla",)))
    new = told("Take the field you have", context="m01.title")
    (entry,) = entries(update(new, {PATH: before})[PATH])
    assert said(entry) == ("Take the field you have", "Tarla", True, False)
    assert said(entries(update(told("Sow seeds"), {PATH: before})[PATH])[0])[1:3] == ("", False)


def test_the_same_words_under_another_context_are_a_suggestion() -> None:
    before = catalog(Entry(context="a", msgid="Open", forms=("Aç",)))
    both = [*told("Open", context="a"), *told("Open", context="b")]
    first, second = entries(update(both, {PATH: before})[PATH])
    assert said(first) == ("Open", "Aç", False, False)
    assert said(second) == ("Open", "Aç", True, False)
    assert second.previous == ("a", "Open", "")


def test_what_nobody_needs_is_kept_and_comes_back() -> None:
    before = {PATH: catalog(Entry(context="", msgid="Yes.", forms=("Evet.",)))}
    gone = update(told("Something else entirely, and long."), before)
    assert said(entries(gone[PATH])[-1]) == ("Yes.", "Evet.", False, True)
    back = update(told("Yes."), gone)
    assert said(entries(back[PATH])[0]) == ("Yes.", "Evet.", False, False)


def test_a_message_that_moves_to_another_module_takes_its_translation_along() -> None:
    before = {PATH: catalog(Entry(context="", msgid="Yes.", forms=("Evet.",)))}
    moved = update([*told("Yes.", domain="e"), *told("Other words")], before)
    assert said(entries(moved[catalog_path("tr", "e")])[0]) == ("Yes.", "Evet.", False, False)


def test_an_untranslated_message_that_goes_leaves_nothing() -> None:
    before = update(told("Yes.", "No."), {})
    assert [entry.msgid for entry in entries(update(told("No."), before)[PATH])] == ["No."]


def test_prose_with_a_percent_sign_is_no_format() -> None:
    flags = ("fuzzy", "python-format", "no-wrap")
    before = catalog(Entry(context="", msgid="80% done", forms=("%80",), flags=flags))
    (entry,) = entries(update(told("80% done"), {PATH: before})[PATH])
    assert entry.flags == ("no-wrap", "fuzzy")


def test_plural_messages_have_as_many_forms_as_the_language() -> None:
    place = Place("t.html")
    message = Message(domain="d", msgid="{n} day", plural="{n} days", place=place)
    chinese = updated([message], "zh_Hans", {}, "c")[catalog_path("zh_Hans", "d")]
    assert entries(update([message], {})[PATH])[0].forms == ("", "")
    assert entries(chinese)[0].forms == ("",)


def test_what_a_translators_program_wrote_on_top_is_kept() -> None:
    header = {**header_for("tr", "c"), "Last-Translator": "Ayşe", "X-Generator": "Poedit 3"}
    header["Plural-Forms"] = "nplurals=1; plural=0;"
    before = write_catalog(Catalog(header, (), "By hand."))
    after = read_catalog(update(told("Yes."), {PATH: before})[PATH], PATH)
    assert after.preface == "By hand."
    assert (after.header["Last-Translator"], after.header["X-Generator"]) == ("Ayşe", "Poedit 3")
    assert after.header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


WORDS = st.lists(
    st.sampled_from(["ask", "care", "field", "grow", "keep", "plan"]), min_size=1, max_size=6
).map(" ".join)
MESSAGES = st.lists(
    st.tuples(WORDS, st.sampled_from(["", "m01.title", "m01.text"]), st.sampled_from("de")),
    max_size=8,
).map(
    lambda drawn: [
        message
        for words, context, domain in drawn
        for message in told(words, domain=domain, context=context)
    ]
)


def translated(files: Mapping[str, str]) -> dict[str, str]:
    """Return catalogs in which somebody has translated everything."""
    done = {}
    for path, text in files.items():
        known = read_catalog(text, path)
        filled = tuple(
            Entry(
                context=entry.context,
                msgid=entry.msgid,
                forms=(entry.said or entry.msgid.upper(),),
                obsolete=entry.obsolete,
            )
            for entry in known.entries
        )
        done[path] = write_catalog(Catalog(known.header, filled))
    return done


@given(MESSAGES, MESSAGES)
def test_a_second_update_changes_no_byte(before: list[Message], after: list[Message]) -> None:
    first = update(before, {})
    for files in (first, translated(first)):
        once = {**files, **update(after, files)}
        assert {**once, **update(after, once)} == once


@given(MESSAGES, MESSAGES)
def test_there_and_back_again_loses_no_translation(
    here: list[Message], there: list[Message]
) -> None:
    start = update(here, translated(update(here, {})))
    away = {**start, **update(there, start)}
    back = {**away, **update(here, away)}
    for path, text in start.items():
        kept = {(entry.context, entry.msgid): entry for entry in entries(back[path])}
        for entry in read_catalog(text, path).live:
            assert kept[(entry.context, entry.msgid)].said == entry.said


def test_five_thousand_messages_of_which_a_hundred_changed_take_a_moment() -> None:
    many = [f"{LONG} It is number {number} of many in this book." for number in range(5000)]
    known = tuple(Entry(context="", msgid=msgid, forms=("Çiftçi.",)) for msgid in many)
    before = catalog(*known)
    changed = told(
        *[f"{msgid} Indeed." if at % 50 == 0 else msgid for at, msgid in enumerate(many)]
    )
    update(told(*many), {PATH: before})  # Reading the file takes longer than the update.
    began = time.process_time()
    after = update(changed, {PATH: before})[PATH]
    assert time.process_time() - began < 1
    assert sum(entry.fuzzy for entry in entries(after)) == 100
