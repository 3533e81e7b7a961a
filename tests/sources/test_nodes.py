from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.sources.nodes import Node, front_matter, parse
from build_tools.sources.problem import CourseError, Place
from build_tools.sources.text import Zone


def problems_of(action: Callable[[], object]) -> list[str]:
    with pytest.raises(CourseError) as caught:
        action()
    return [str(problem) for problem in caught.value.problems]


def test_every_unknown_and_missing_key_is_told_at_once_with_the_near_one() -> None:
    node = parse("titel: A\nminutes: 3\nbogus: 1\n", "f.yml")
    assert problems_of(lambda: node.fields("title", "minutes", "lessons")) == [
        "f.yml:1:1: missing-key: `lessons` is missing",
        "f.yml:1:1: missing-key: `title` is missing",
        "f.yml:1:1: unknown-key: unknown key `titel`\n  hint: did you mean `title`?",
        "f.yml:3:1: unknown-key: unknown key `bogus`\n  hint: known here: title, minutes, lessons",
    ]


def test_a_key_written_twice_is_refused() -> None:
    assert problems_of(lambda: parse("a: 1\nb:\n  c: 1\n  c: 2\n", "f.yml")) == [
        "f.yml:4:3: key-twice: `c` stands here twice"
    ]


@pytest.mark.parametrize("source", ["a: &x 1\nb: *x\n", "a: &x {b: 1}\nc:\n  <<: *x\n"])
def test_aliases_are_refused_before_they_can_multiply(source: str) -> None:
    (problem,) = problems_of(lambda: parse(source, "f.yml"))
    assert problem.startswith("f.yml:1:4: yaml-alias: ")


def test_a_merge_key_without_alias_is_refused() -> None:
    assert problems_of(lambda: parse("<<: {a: 1}\n", "f.yml")) == [
        "f.yml:1:1: bad-key: expected a plain key here"
    ]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a: 1\n  b: 2\n", "2:4: bad-yaml: there is one colon too many here"),
        ("a:\n\t- b\n", "2:1: bad-yaml: a tab stands here"),
        ("a: @b\n", "1:4: bad-yaml: no text begins with this sign"),
        ('a: "He says "no"."\n', "1:14: bad-yaml: there is text after the end of a text in quotes"),
        ("- a\nb: 1\n", "2:1: bad-yaml: this line is not indented like the lines it belongs to"),
        ("a: [1, 2\nb: 3\n", "2:2: bad-yaml: a list or a mapping in brackets goes wrong here"),
        ('a: "b\n', "2:1: bad-yaml: a text in quotes is never closed"),
    ],
)
def test_bad_yaml_is_told_where_it_breaks_and_in_plain_words(source: str, told: str) -> None:
    (problem,) = problems_of(lambda: parse(source, "f.yml"))
    assert problem.startswith(f"f.yml:{told}")
    assert "\n  hint: " in problem


def test_nesting_without_end_is_told_and_does_not_crash() -> None:
    assert problems_of(lambda: parse("[" * 2000 + "]" * 2000, "f.yml")) == [
        "f.yml:1:1: bad-yaml: lists or mappings are nested too deeply"
    ]


def test_a_file_without_content_is_told_so() -> None:
    assert problems_of(lambda: parse("# nothing\n", "f.yml")) == [
        "f.yml:1:1: empty-file: this file has no content"
    ]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a: words", Place("f.yml", 1, 4)),
        ('a: "words"', Place("f.yml", 1, 5)),
        ("a: |\n  words\n", Place("f.yml", 2, 3)),
        ("a: |\n\n    words\n", Place("f.yml", 3, 5)),
        ("a:\n- b: 'words'\n", Place("f.yml", 2, 7)),
    ],
)
def test_the_place_of_a_text_is_its_first_letter(source: str, place: Place) -> None:
    node = parse(source, "f.yml").fields("a")["a"]
    if source.startswith("a:\n-"):
        node = node.items()[0].fields("b")["b"]
    assert node.text().place == place
    lines = source.split("\n")
    assert lines[place.line - 1][place.column - 1 :].startswith("words")


def test_the_context_of_a_text_is_its_path_of_keys() -> None:
    node = parse("a:\n- {b: x}\n", "f.yml").at("m01", Zone.TRAINER, "Module 1")
    text = node.fields("a")["a"].items()[0].fields("b")["b"].text()
    assert (text.context, text.zone, text.note) == ("m01.a.b", Zone.TRAINER, "Module 1")


def test_wrapping_does_not_change_the_key_of_a_text_but_no_break_spaces_stay() -> None:
    one = parse('a: "x\u00a0y\n  z"', "f").fields("a")["a"].text()
    assert one.key == "x\u00a0y z"


READERS: dict[str, Callable[[Node], object]] = {
    "word": Node.word,
    "name": Node.name,
    "letter": Node.letter,
    "flag": Node.flag,
    "whole": Node.whole,
    "number": Node.number,
    "items": Node.items,
    "fields": Node.fields,
}


@pytest.mark.parametrize(
    ("reader", "source", "problem"),
    [
        ("word", "a: []", "f:1:4: no-text: expected some text here"),
        ("word", 'a: " "', "f:1:4: no-text: expected some text here"),
        ("name", "a: Ünal", "f:1:4: bad-name: `Ünal` cannot be an id"),
        ("letter", "a: ab", "f:1:4: bad-key: `ab` cannot be a key"),
        ("flag", "a: yes", "f:1:4: not-a-flag: expected `true` or `false`, found `yes`"),
        ("whole", "a: 1.5", "f:1:4: not-a-number: expected a whole number, found `1.5`"),
        ("whole", "a: -1", "f:1:4: out-of-range: expected a number from 0 to 100000"),
        ("number", "a: many", "f:1:4: not-a-number: expected a number, found `many`"),
        ("number", "a: NaN", "f:1:4: not-a-number: expected a number, found `NaN`"),
        ("items", "a: 1", "f:1:4: not-a-list: expected a list here"),
        ("fields", "a: 1", "f:1:4: not-a-mapping: expected `key: value` lines here"),
    ],
)
def test_a_value_of_the_wrong_form_is_told(reader: str, source: str, problem: str) -> None:
    node = parse(source, "f").fields("a")["a"]
    (told,) = problems_of(lambda: READERS[reader](node))
    assert told.split("\n")[0] == problem


def test_a_word_outside_a_list_gets_the_near_one() -> None:
    node = parse("a: trainr", "f").fields("a")["a"]
    assert problems_of(lambda: node.choice(Zone)) == [
        "f:1:4: unknown-word: `trainr` is not one of "
        + ", ".join(Zone)
        + "\n  hint: did you mean `trainer`?"
    ]


def test_numbers_stay_as_written() -> None:
    assert parse("a: 0.10", "f").fields("a")["a"].number() == Decimal("0.10")


def test_front_matter_and_body_keep_their_lines() -> None:
    head, body = front_matter("---\ntitle: A\n---\n\nHello\n", "l.md")
    assert head.fields("title")["title"].place == Place("l.md", 2, 8)
    assert (body.source, body.place) == ("\nHello\n", Place("l.md", 4))


def test_a_lesson_without_front_matter_is_told_so() -> None:
    (problem,) = problems_of(lambda: front_matter("Hello\n", "l.md"))
    assert problem.startswith("l.md:1:1: no-front-matter: ")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(source: str) -> None:
    with suppress(CourseError):
        assert parse(source, "f.yml").place.file == "f.yml"
