"""The commands as people type them, on a small course of their own."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from build_tools.cli import main
from build_tools.course.reading import read_course
from build_tools.disk import read_sources
from build_tools.formats.packages import COURSES, PACKAGES
from build_tools.units import FORMATS, key_of, tool_fingerprint, units_of

COURSE = """id: small
title: "A small course"
subtitle: "For tests"
version: 1.0.0
description: "Nothing more than is needed."
house_rule: "We farm the relationship, never the person."
licence: {id: CC-BY-SA-4.0, name: "A licence", text: "Share it."}
languages:
- {code: en, locale: en, tag: en, name: English}
- {code: tr, locale: tr, tag: tr, name: Türkçe}
modules: []
"""

ORDER = """
- id: m01-q90
  rev: 1
  type: order
  objectives: ["1.1"]
  bloom: apply
  use: [quiz]
  points: 1
  stem: "Put these in order."
  report: "Order"
  items:
  - {key: a, text: "First"}
  - {key: b, text: "Second"}
  - {key: c, text: "Third"}
  feedback: {right: "Yes.", wrong: "No."}
  misconception: "Any order will do."
  rationale: "One after the other."
  review: 01-start
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEND_CACHE", str(tmp_path / "cache"))
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "course.yml").write_text(COURSE, "utf-8")
    return tmp_path


def tend(root: Path, *words: str) -> int:
    return main(["--root", str(root), *words])


@pytest.fixture
def started(root: Path) -> Path:
    assert tend(root, "-q", "new", "module", "01-first-steps") == 0
    published(root, "01-first-steps")
    return root


def published(root: Path, module: str) -> None:
    """Move the only draft to the modules of the course."""
    course = root / "course" / "course.yml"
    drafted = course.read_text("utf-8")
    assert f"]\ndrafts: [{module}]\n" in drafted
    listed = drafted.replace(f"]\ndrafts: [{module}]\n", f", {module}]\n")
    course.write_text(listed.replace("[, ", "[", 1), "utf-8")


def test_a_new_module_can_be_read_and_said_in_another_language(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = read_course(read_sources(started))
    assert [lesson.id for lesson in course.modules[0].lessons] == ["01-start"]
    assert tend(started, "update") == 0
    assert "locales/tr/LC_MESSAGES/01-first-steps.po" in capsys.readouterr().out
    assert tend(started, "update") == 0
    assert capsys.readouterr().out == "nothing to change\n"


def test_a_draft_is_checked_and_shown_but_kept_from_learners_and_translators(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = started / "course" / "course.yml"
    listed = course.read_text("utf-8").replace("modules: [01-first-steps]", "modules: []")
    course.write_text(f"{listed}drafts: [01-first-steps]\n", "utf-8")
    assert tend(started, "update") == 0
    assert "01-first-steps" not in capsys.readouterr().out
    assert tend(started, "-q", "build", "-l", "en", "-f", "scorm12") == 0
    assert not (started / "dist" / "lms").exists()
    assert tend(started, "-q", "build", "-l", "en", "-f", "scorm12", "--drafts") == 0
    assert (started / "dist" / "lms" / "en" / "01-first-steps.scorm12.zip").is_file()
    quiz = started / "quizzes" / "01-first-steps.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("bloom: apply", "bloom: aply"), "utf-8")
    assert tend(started, "check", "-l", "en") == 1
    assert "quizzes/01-first-steps.yml:8:10: unknown-word" in capsys.readouterr().err


def test_a_new_module_keeps_the_course_sound_before_it_is_translated(root: Path) -> None:
    assert tend(root, "new", "module", "01-first-steps") == 0
    assert tend(root, "new", "module", "02-more-steps") == 0
    assert "drafts: [01-first-steps, 02-more-steps]\n" in (root / "course/course.yml").read_text()
    assert tend(root, "check") == 0


def test_nothing_is_started_where_there_is_no_course(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(tmp_path, "new", "module", "01-first-steps") == 1
    assert "course/course.yml:1:1: missing-file: there is no course" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_new_kit_is_a_draft_and_sound_once_it_is_finished(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(started, "new", "kit", "field-plan") == 0
    assert tend(started, "new", "kit", "call-audit") == 0
    assert "kits: [field-plan, call-audit]\n" in (started / "course/course.yml").read_text()
    assert read_course(read_sources(started)).kits == ()
    file = started / "course" / "kits" / "field-plan" / "kit.yml"
    file.write_text(re.sub(r"(?m)^draft: .*\n", "", file.read_text("utf-8")), "utf-8")
    (kit,) = read_course(read_sources(started)).kits
    assert ([page.id for page in kit.pages], len(kit.forms)) == (["01-start"], 1)
    assert tend(started, "check", "-l", "en") == 0
    assert tend(started, "-q", "build", "-l", "en", "-f", "kits") == 0
    assert (started / "dist" / "workbooks" / "en" / "kits" / "field-plan.pdf").is_file()
    capsys.readouterr()
    assert tend(started, "new", "kit", "Field Plan") == 1
    assert "`Field Plan` is no such name" in capsys.readouterr().err


def test_a_new_lesson_joins_its_module(started: Path) -> None:
    assert tend(started, "-q", "new", "lesson", "01-first-steps/02-more") == 0
    module = read_course(read_sources(started)).modules[0]
    assert [lesson.id for lesson in module.lessons] == ["01-start", "02-more"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", "module", "01-first-steps"), "exists: this file exists already"),
        (("new", "quiz", "01-first-steps"), "exists: this file exists already"),
        (("new", "module", "First steps"), "bad-name: `First steps` is no such name"),
        (("new", "lesson", "02-other/01-start"), "bad-name: `02-other/01-start` is no such name"),
        (("new", "lesson", "../../etc/01-start"), "bad-name: `../../etc/01-start` is no such name"),
    ],
)
def test_a_start_that_would_go_wrong_is_refused(
    started: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert tend(started, *words) == 1
    assert told in capsys.readouterr().err


def test_every_problem_of_a_run_is_told_with_its_place(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = started / "course" / "01-first-steps" / "module.yml"
    module.write_text(module.read_text("utf-8").replace("summary:", "sumary:"), "utf-8")
    quiz = started / "quizzes" / "01-first-steps.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("bloom: apply", "bloom: aply"), "utf-8")
    assert tend(started, "check") == 1
    told = capsys.readouterr().err
    assert "course/01-first-steps/module.yml:2:1: unknown-key: unknown key `sumary`" in told
    assert "did you mean `summary`?" in told
    assert tend(started, "build") == 1
    assert not (started / "dist").exists()


def test_check_speaks_json_where_a_machine_reads(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(started, "check", "--language", "tr", "--json") == 1
    problems = json.loads(capsys.readouterr().out)
    assert {"untranslated-question"} <= {problem["code"] for problem in problems}
    assert set(problems[0]) == {"file", "line", "column", "code", "message", "hint"}


def test_status_fails_below_the_minimum_and_counts_words(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(started, "-q", "update") == 0
    assert tend(started, "status", "--json", "--language", "tr") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["domain"] for row in rows] == ["course", "01-first-steps", "interface"]
    assert all(row["percent"] == 0 and row["missing"]["words"] > 0 for row in rows)
    assert tend(started, "status", "--minimum", "1") == 1
    assert "below 1 percent: tr/course" in capsys.readouterr().err
    assert tend(started, "status", "--language", "en", "--minimum", "100") == 0


def test_a_language_that_is_not_translated_is_not_built(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(started, "build", "--language", "tr", "--format", "scorm12") == 1
    assert "untranslated-question" in capsys.readouterr().err


def test_a_build_is_whole_checked_and_the_same_twice(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("build", "-l", "en", "-f", "scorm12")
    assert tend(started, *words) == 0
    assert capsys.readouterr().err == "[1/1] en/scorm12/01-first-steps\n"
    dist = started / "dist"
    sums = (dist / "SHA256SUMS").read_text("utf-8")
    assert {line.split("  ")[1] for line in sums.splitlines()} == {
        "lms/en/01-first-steps.scorm12.zip",
        "report.json",
    }
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=dist, check=True)
    assert tend(started, *words) == 0
    assert capsys.readouterr().err == "[1/1] en/scorm12/01-first-steps (unchanged)\n"
    assert (dist / "SHA256SUMS").read_text("utf-8") == sums
    assert tend(started, *words, "--into", str(started / "other"), "--jobs", "1") == 0
    assert (started / "other" / "SHA256SUMS").read_text("utf-8") == sums


def test_a_partial_build_leaves_the_rest_in_place(started: Path) -> None:
    assert tend(started, "-q", "build", "-l", "en", "-f", "scorm12") == 0
    assert tend(started, "-q", "build", "-l", "xa", "-f", "scorm12") == 0
    lms = started / "dist" / "lms"
    assert sorted(path.parent.name for path in lms.rglob("*.zip")) == ["en", "xa"]
    report = json.loads((started / "dist" / "report.json").read_text("utf-8"))
    assert list(report["languages"]["en"]["artifacts"]) == ["lms/en/01-first-steps.scorm12.zip"]


def test_every_format_is_a_file_and_what_it_cannot_carry_is_told(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quiz = started / "quizzes" / "01-first-steps.yml"
    quiz.write_text(quiz.read_text("utf-8") + ORDER, "utf-8")
    formats = [word for name in PACKAGES for word in ("-f", name)]
    assert tend(started, "build", "-l", "en", *formats) == 0
    assert "1 in gift.txt" in capsys.readouterr().out
    names = {f"01-first-steps.{package.ending}" for package in PACKAGES.values()}
    assert {path.name for path in (started / "dist" / "lms" / "en").iterdir()} == names
    report = json.loads((started / "dist" / "report.json").read_text("utf-8"))
    gift = report["languages"]["en"]["artifacts"]["lms/en/01-first-steps.gift.txt"]
    assert {question for question, _ in gift["lost"] if question} == {"m01-q90"}
    assert report["all"] == {"artifacts": {}}


def test_packages_of_all_languages_come_with_all_languages(started: Path) -> None:
    root = started
    assert tend(root, "-q", "update") == 0
    catalog = polib.pofile(str(root / "locales/tr/LC_MESSAGES/01-first-steps.po"))
    for entry in catalog:
        if entry.msgctxt and entry.msgctxt.startswith("m01-q"):
            entry.msgstr = entry.msgid.translate(str.maketrans("aeiou", "äëïöü"))
    catalog.save()
    files = read_sources(root)
    names = [unit.name for unit in units_of(read_course(files), ["en", "tr"], ["cmi5", "gift"])]
    assert names == [
        *("en/cmi5/01-first-steps", "en/gift/01-first-steps"),
        *("tr/cmi5/01-first-steps", "tr/gift/01-first-steps"),
        "all/cmi5/01-first-steps",
    ]
    assert tend(root, "-q", "build", "-f", "cmi5", "-f", "gift", "-f", "course") == 0
    both = "lms/all/01-first-steps.cmi5.zip"
    whole = [f"lms/all/{name}" for name in COURSES]
    for name in (both, *whole):
        assert (root / "dist" / name).is_file()
    assert tend(root, "-q", "build", "-f", "gift", "-l", "tr") == 0
    report = json.loads((root / "dist" / "report.json").read_text("utf-8"))
    assert list(report["all"]["artifacts"]) == [both, *sorted(whole)]
    assert (root / "dist" / both).is_file()


def test_each_format_is_named_where_people_choose(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--help"]) == 0
    told = "".join(capsys.readouterr().out.split())  # A long line may break after a hyphen.
    assert [name for name in FORMATS if name not in told] == []


def test_the_final_assessment_and_the_whole_course_are_packages_too(started: Path) -> None:
    quiz = (started / "quizzes" / "01-first-steps.yml").read_text("utf-8")
    questions = quiz[quiz.index("questions:") :].replace("m01-q", "final-q")
    final = started / "quizzes" / "final.yml"
    head = "title: Final\npass_percent: 80\nminutes: 20\n"
    blueprint = 'blueprint: {"1.1": {apply: 1}}\n'
    use = re.sub(r"use: \[.*\]", "use: [final]", questions)
    final.write_text(head + blueprint + use, "utf-8")
    words = ("-q", "build", "-l", "en")
    assert tend(started, *words, "-f", "course", "-f", "scorm12", "-f", "gift") == 0
    lms = started / "dist" / "lms" / "en"
    whole = ["course.cmi5.zip", "course.scorm12.zip", "course.scorm2004.zip"]
    assert sorted(path.name for path in lms.iterdir()) == [
        *("01-first-steps.gift.txt", "01-first-steps.scorm12.zip"),
        *(*whole, "final.gift.txt", "final.scorm12.zip"),
    ]
    final.unlink()
    assert tend(started, *words, "-f", "scorm12", "-f", "gift") == 0
    assert sorted(path.name for path in lms.iterdir()) == [
        *("01-first-steps.gift.txt", "01-first-steps.scorm12.zip", *whole)
    ]


def test_what_a_course_no_longer_has_leaves_the_results(started: Path) -> None:
    words = ("-q", "build", "-l", "en", "-f", "gift")
    assert tend(started, "-q", "new", "module", "02-second-steps") == 0
    published(started, "02-second-steps")
    assert tend(started, *words) == 0
    (started / "quizzes" / "01-first-steps.yml").unlink()
    assert tend(started, *words) == 0
    assert [path.name for path in (started / "dist" / "lms" / "en").iterdir()] == [
        "02-second-steps.gift.txt"
    ]
    report = json.loads((started / "dist" / "report.json").read_text("utf-8"))
    assert list(report["languages"]["en"]["artifacts"]) == ["lms/en/02-second-steps.gift.txt"]


GIFT = "What feeds a plant?{=Soil ~Sand ~Salt}\n\nSoil lives.{T}\n"


def test_questions_are_imported_with_what_is_left_to_write(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = started / "bank.gift.txt"
    bank.write_text(GIFT, "utf-8")
    words = ("import", str(bank), "--module", "02-soil")
    assert tend(started, *words) == 0
    told = capsys.readouterr()
    assert "bank.gift.txt:3:1: import-incomplete: `m02-q02` still needs objectives" in told.err
    quiz = started / "quizzes" / "02-soil.yml"
    assert 'stem: "Soil lives."' in quiz.read_text("utf-8")
    assert tend(started, *words) == 2
    assert "exists already" in capsys.readouterr().err
    assert tend(started, *words, "--into", "-") == 0
    assert capsys.readouterr().out == quiz.read_text("utf-8")
    assert tend(started, *words, "--into", str(started / "draft.yml")) == 0
    assert (started / "draft.yml").read_text("utf-8") == quiz.read_text("utf-8")


def test_an_import_of_nothing_writes_nothing(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (started / "bank.txt").write_text("", "utf-8")
    assert tend(started, "import", str(started / "bank.txt"), "--module", "02-soil") == 1
    assert "bank.txt:1:1: import-unreadable" in capsys.readouterr().err
    assert not (started / "quizzes" / "02-soil.yml").exists()


def test_stats_are_pooled_and_split_by_language(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = "learner,interaction id,response,result\n"
    (started / "en.csv").write_text(heads + "ann,m01-q01,a,correct\nbea,m01-q01,b,wrong\n")
    (started / "tr.csv").write_text(heads + "cem,m01-q01,a,correct\n")
    exports = (f"en={started / 'en.csv'}", f"tr={started / 'tr.csv'}")
    assert tend(started, "stats", *exports) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:3] == ["m01-q01", "3", "67%"]
    assert [line.split()[:3] for line in lines[2:4]] == [["en", "2", "50%"], ["tr", "1", "100%"]]
    assert tend(started, "stats", "--json", *exports) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    assert item["difficulty"] == 0.6667
    assert [choice["choice"] for choice in item["choices"]] == ["a", "b", "c"]


def test_an_export_that_cannot_be_read_is_told_with_its_place(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = started / "a.csv"
    export.write_text("learner,item,result\nann,q1,perhaps\n", "utf-8")
    assert tend(started, "stats", str(export)) == 1
    assert f"{export}:2:8: export-result" in capsys.readouterr().err
    assert tend(started, "stats", str(started / "none.csv")) == 2


def test_a_folder_of_somebody_else_is_not_built_into(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (started / "mine").mkdir()
    (started / "mine" / "letter.txt").write_text("dear", "utf-8")
    assert tend(started, "build", "-l", "en", "--into", str(started / "mine")) == 2
    assert "not ours" in capsys.readouterr().err
    assert [path.name for path in (started / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("build", "--language", "de"), "unknown language `de`; known: en, tr, xa, xr"),
        (("check", "--language", "xa"), "`xa` has no catalogs"),
        (("status", "--language", "xa"), "`xa` has no catalogs"),
        (("update", "--language", "xa"), "`xa` has no catalogs"),
        (("fix-typography", "--language", "xa"), "`xa` has no catalogs"),
        (("build", "--format", "epub"), "unknown format `epub`; known: site, workbook"),
        (("bild",), "No such command 'bild'"),
        (("build", "--jobs", "0"), "0 is not in the range"),
    ],
)
def test_wrong_usage_is_told_with_what_is_known(
    started: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert tend(started, *words) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "check",
        "status",
        "schema",
        "serve",
        "new",
        "test",
        "import",
        "stats",
        "originality",
        "lms preview",
    ],
)
def test_each_command_shows_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    assert f"\n    tend {command}" in capsys.readouterr().out


def test_a_bug_of_ours_is_told_as_one(
    started: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_tools.upkeep.review", lambda *_: 1 // 0)
    assert tend(started, "check") == 3
    assert "this is a bug of ours" in capsys.readouterr().err


def test_clean_removes_results_and_nothing_else(started: Path) -> None:
    assert tend(started, "-q", "build", "-l", "en", "-f", "scorm12") == 0
    assert tend(started, "-q", "clean") == 0
    assert sorted(path.name for path in started.iterdir()) == ["cache", "course", "quizzes"]
    assert list((started / "cache").iterdir()) == []


def test_the_key_of_a_unit_follows_what_it_is_made_from_and_nothing_else(started: Path) -> None:
    files = read_sources(started)
    course = read_course(files)
    english = course.languages[0]
    package, guide = (units_of(course, ["en"], [name])[-1] for name in ("scorm12", "guide"))
    tool = tool_fingerprint()

    def changed(path: str) -> tuple[bool, bool]:
        other = {**files, path: files.get(path, "") + "\n# more\n"}
        return (
            key_of(package, english, files, tool) != key_of(package, english, other, tool),
            key_of(guide, english, files, tool) != key_of(guide, english, other, tool),
        )

    final = replace(package, part="final")
    other = {**files, "course/02-other/module.yml": "# more\n"}
    assert key_of(final, english, files, tool) != key_of(final, english, other, tool)
    every = replace(package, language="all")
    other = {**files, "locales/tr/LC_MESSAGES/01-first-steps.po": "# more\n"}
    assert key_of(every, english, files, tool) != key_of(every, english, other, tool)
    assert changed("course/01-first-steps/01-start.md") == (True, True)
    assert changed("locales/en/LC_MESSAGES/01-first-steps.po") == (True, True)
    assert changed("course/02-other/01-start.md") == (True, True)
    assert changed("course/02-other/module.yml") == (False, True)
    assert changed("quizzes/02-other.yml") == (False, True)
    assert changed("locales/tr/LC_MESSAGES/01-first-steps.po") == (False, False)
    assert key_of(guide, english, files, tool) != key_of(guide, english, files, "another")


def test_the_examples_of_a_command_keep_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    help_ = capsys.readouterr().out
    assert "\n  Examples:\n    tend check\n    tend check --language tr\n" in help_
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert re.search(
        r"\n  extract +Write the templates \(\.pot\) that translators start from\.\n", told
    )


def test_quiet_may_stand_before_or_after_the_command(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(started, "-q", "update") == 0
    assert tend(started, "update", "-q") == 0
    assert tend(started, "clean", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_clean_says_when_there_is_nothing_to_remove(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tend(root, "clean") == 0
    assert capsys.readouterr().out == "nothing to remove\n"


def test_an_address_that_cannot_be_served_at_is_told(
    started: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for address in ("8000", "127.0.0.1:99999"):
        assert tend(started, "serve", "--address", address) == 2
        assert "write HOST:PORT, such as 127.0.0.1:8000" in capsys.readouterr().err
