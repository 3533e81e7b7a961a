"""What a course shares with the texts of others is found, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cli import main
from build_tools.course.facts import facts_in
from build_tools.course.originality import likenesses
from build_tools.course.reading import read_course

LESSON = "course/01-field/01-start.md"
OWN = "We look after a field for many years and we ask before we offer"
FILES = {
    "course/course.yml": """\
id: small
title: "Small"
subtitle: "Very small"
version: 0.1.0
description: "A small course."
house_rule: "Ask."
licence: {id: CC0, name: "Free", text: "Take it."}
credits:
- {id: S1, text: "How to look after one old field for a very long time, a book."}
languages:
- {code: en, locale: en, tag: en, name: English}
modules: [01-field]
""",
    "course/01-field/module.yml": """\
title: "Field"
summary: "In seven words I say what this is for."
key_idea: "Ask."
minutes: {self_paced: 9, live: 0, quiz: 4}
objectives: []
lessons: [01-start]
""",
    LESSON: """\
---
{title: T, description: D, minutes: 5, objectives: []}
---
Begin here.

**We** look after a field
for many years and we ask before we offer.

> What others have said may stand here word for word.
""",
}
ELSE = " ".join(f"else{number}" for number in range(999))
COURSE = read_course(FILES)
FACTS = facts_in(COURSE)


def reports(text: str, name: str = "article.txt") -> list[str]:
    _, problems = likenesses(COURSE, FACTS, {name: text})
    return [str(problem).partition("\n")[0] for problem in problems]


def test_a_shared_run_is_told_whole_with_both_places() -> None:
    text = "Title\n\nThey say: we look after a FIELD for\nmany years and we ask. " + ELSE
    (report,) = reports(text)
    assert report == (
        f"{LESSON}:6:3: shared-run: 11 words in a row stand in article.txt:3, too: "
        "`we look after a field for many years and we ask`"
    )


def test_words_of_yaml_are_compared_too() -> None:
    (report,) = reports("In seven words I say what this is for. " + ELSE)
    assert report.startswith("course/01-field/module.yml:2:11: shared-run: 9 words in a row")


@pytest.mark.parametrize(
    "text",
    [
        "we look after a field for many",
        "How to look after one old field for a very long time, a book.",
        "What others have said may stand here word for word.",
        "We ask before we offer. We look after a field.",
    ],
)
def test_seven_words_quotations_and_the_list_of_sources_are_let_through(text: str) -> None:
    assert [report for report in reports(text) if "shared-run" in report] == []


def test_html_is_read_as_people_do() -> None:
    page = (
        "<html><style>p {}</style>\n<p>We <b>look</b> after a field&nbsp;for many years and so on"
    )
    assert (
        f"{LESSON}:6:3: shared-run: 9 words in a row stand in a.html:2, too: "
        in reports(f"{page} {ELSE}", "a.html")[0]
    )


def test_a_text_that_is_followed_step_by_step_is_named() -> None:
    text = "We look after a field now. And we ask before we offer it."
    ((likeness,), (problem,)) = likenesses(COURSE, FACTS, {"b.md": text})
    assert likeness.percent == pytest.approx(100 * 3 / 9)
    assert str(problem).startswith("b.md:1:1: shared-wording: 33.3% of its runs of 5 words")


@given(st.integers(0, len(OWN.split()) - 8), st.text("abc \n", max_size=40))
def test_any_eight_words_of_a_lesson_are_found_in_any_text(at: int, around: str) -> None:
    text = f"{around}. {' '.join(OWN.split()[at : at + 8])} {around}"
    assert any(f"{LESSON}:6:" in report for report in reports(text))


def test_the_command_names_what_is_shared_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in {**FILES, "articles/a.txt": OWN, "empty/a.pdf": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    root = ("--root", str(tmp_path))
    assert main([*root, "originality", str(tmp_path / "articles")]) == 1
    told = capsys.readouterr()
    assert "a.txt: 100.0% of its wording stands in the course" in told.out
    assert f"{LESSON}:6:3: shared-run: 14 words in a row stand in a.txt:1, too" in told.err
    (tmp_path / "articles" / "a.txt").write_text("Nothing of this is there at all.", "utf-8")
    assert main([*root, "originality", str(tmp_path / "articles")]) == 0
    assert main([*root, "originality", str(tmp_path / "empty")]) == 2
