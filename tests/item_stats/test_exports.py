"""Exports as platforms and spreadsheets write them."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.item_stats.exports import Response, joined, read_export
from build_tools.item_stats.table import read_table
from build_tools.sources.problem import CourseError

LONG = """\
Learner,Interaction ID,Type,Response,Correct response,Result,Language
ann,m01-q01,choice,a,a,correct,en
ann,m01-q02,choice,"b,c","a,c",wrong,en
bea,m01-q01,choice,b,a,incorrect,tr
bea,m01-q03,fill-in,"said ""now"" twice",,neutral,tr
"""
MOODLE_SCORM = (
    "Name\tEmail address\tAttempt\tStarted on\tLast accessed on\tScore\tQuiz\t"
    "Question 0\tResponse 0\tRight answer 0\tResult 0\t"
    "Question 1\tResponse 1\tRight answer 1\tResult 1\n"
    "Ann Lee\tann@example.org\t2\tMonday\tMonday\t100\t100/100\t"
    "m01-q01\ta\ta\tcorrect\tm01-q02\tR&amp;D\tR&amp;D\tcorrect\n"
    "Ann Lee\tann@example.org\t1\tSunday\tSunday\t50\t50/100\t"
    "m01-q01\tb\ta\twrong\t\t\t\t\n"
    "Bea Roy\tbea@example.org\t-\t-\t-\t-\tNot attempted\t\t\t\t\t\t\t\t\n"
)
MOODLE_QUIZ = (
    '\ufeff"Last name","First name",Status,Grade/2.00,"Response 1","Right answer 1",'
    '"Response 2","Right answer 2"\n'
    'Lee,Ann,Finished,2.00,Soil,Soil,"Water; Light","Water; Light"\n'
    'Roy,Bea,Finished,0.00,Sand,Soil,-,"Water; Light"\n'
)
MOODLE_GRADES = (
    "Last name;First name;Grade/3,00;Q. 1 /1,00;Q. 2 /2,00\n"
    "Lee;Ann;2,00;1,00;1,00\nRoy;Bea;0;0,00;-\n"
)


def read(text: str, language: str = "", attempts: str = "first") -> dict[tuple[str, str], Response]:
    found = read_export(text.encode(), "answers.csv", language, attempts=attempts)
    return {(each.learner, each.item): each for each in found}


def test_one_answer_a_row_is_read() -> None:
    found = read(LONG)
    assert [each.score for each in found.values()] == [1.0, 0.0, 0.0, None]
    assert found["ann", "m01-q02"].given == "b,c"
    assert found["bea", "m01-q03"].given == 'said "now" twice'
    assert {each.language for each in found.values()} == {"en", "tr"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_separator_encoding_and_line_end_will_do(
    separator: str, encoding: str, ends: str
) -> None:
    out = io.StringIO()
    rows = [["learner", "item", "response", "result"], ["zoé", "q1", f"a{separator}b", "correct"]]
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows(rows)
    (only,) = read_export(out.getvalue().encode(encoding), "answers.csv")
    assert (only.learner, only.given, only.score) == ("zoé", f"a{separator}b", 1.0)


def test_the_separator_that_a_spreadsheet_names_counts() -> None:
    assert read("sep=;\r\nlearner;item;result\r\nann;q,1;0,5\r\n")["ann", "q,1"].score == 0.5


def test_moodle_scorm_interactions_are_read_and_the_first_attempt_counts() -> None:
    found = read(MOODLE_SCORM, "fr")
    assert found["ann@example.org", "m01-q01"].score == 0.0
    assert found["ann@example.org", "m01-q02"].given == "R&D"
    assert {each.language for each in found.values()} == {"fr"}
    assert {learner for learner, _ in found} == {"ann@example.org"}
    assert read(MOODLE_SCORM, attempts="last")["ann@example.org", "m01-q01"].score == 1.0


def test_of_tries_in_one_attempt_the_first_counts() -> None:
    again = "learner,item,result\nann,q1,wrong\nann,q1,correct\n"
    assert read(again)["ann", "q1"].score == 0.0
    assert read(again, attempts="last")["ann", "q1"].score == 1.0


def test_moodle_quiz_responses_are_held_against_the_right_answers() -> None:
    found = read(MOODLE_QUIZ)
    assert {key: each.score for key, each in found.items()} == {
        ("Ann Lee", "1"): 1.0,
        ("Ann Lee", "2"): 1.0,
        ("Bea Roy", "1"): 0.0,
        ("Bea Roy", "2"): 0.0,
    }
    assert found["Bea Roy", "2"].given == ""


def test_moodle_quiz_grades_are_shares_of_the_points() -> None:
    assert {key: each.score for key, each in read(MOODLE_GRADES).items()} == {
        ("Ann Lee", "1"): 1.0,
        ("Ann Lee", "2"): 0.5,
        ("Bea Roy", "1"): 0.0,
        ("Bea Roy", "2"): 0.0,
    }


def test_who_answered_in_two_languages_counts_once() -> None:
    text = "learner,item,result\nann,q1,{}\n".format
    both = [
        read_export(text(word).encode(), "a.csv", code)
        for code, word in (("en", "wrong"), ("tr", "correct"))
    ]
    assert [(each.language, each.score) for each in joined(both)] == [("en", 0.0)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a.csv:1:1: export-empty"),
        ("learner,item,result\n", "a.csv:1:1: export-empty"),
        ("learner,item,result\nann,q1,correct\nbea,q1,perhaps\n", "a.csv:3:8: export-result"),
        ("learner,item,result\nann,q1,75\n", "a.csv:2:8: export-result"),
        ('learner,item,result\n"a\nb",q1,maybe\n', "a.csv:3:7: export-result"),
        ("learner,item,result\nann,,correct\n", "a.csv:2:5: export-item"),
        ('learner,item,result\nann,"q1,correct\n', "a.csv:2:5: export-quotes"),
        ("learner,item,result\nann,q1,correct,b\n", "a.csv:2:16: export-row"),
        ("item,result\nq1,correct\n", "a.csv:1:1: export-columns: no column says who"),
        ("learner,item\nann,q1\n", "a.csv:1:1: export-columns: no columns tell"),
        ("learner,response 1\nann,a\n", "a.csv:1:1: export-columns: nothing tells"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(CourseError) as refused:
        read_export(text.encode(), "a.csv")
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize(("encoding", "line"), [("klingon", 1), ("ascii", 2)])
def test_an_encoding_that_does_not_fit_is_told(encoding: str, line: int) -> None:
    with pytest.raises(CourseError, match=f"a.csv:{line}:1: export-encoding"):
        read_export("learner,item,result\nzoé,q1,correct".encode(), "a.csv", encoding=encoding)


CELLS = st.text(st.characters(blacklist_categories=["C", "Z"]) | st.sampled_from(' ",;\t\n'))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1), st.sampled_from(",;\t|"))
def test_what_is_written_as_csv_is_read_again(rows: list[list[str]], separator: str) -> None:
    rows = [["learner", "item"], *([cell.strip() for cell in row] for row in rows)]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    found = read_table(out.getvalue().encode(), "a.csv", lambda head: head in ("learner", "item"))
    assert [[cell.text for cell in row] for row in found] == [row for row in rows if any(row)]


@given(st.binary(max_size=200))
def test_no_file_is_too_strange_to_be_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(CourseError):
        read_export(b"learner,item,result\n" + data, "a.csv")
