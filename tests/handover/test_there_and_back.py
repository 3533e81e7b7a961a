"""What is handed over comes back whole; what was changed on the way arrives."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from build_tools.course.reading import read_course
from build_tools.course.shape import Course, Language
from build_tools.disk import read_sources, tree
from build_tools.formats.site import site_pages
from build_tools.handover import WRITERS, exported, taken_back
from build_tools.handover.links import shown_in
from build_tools.handover.segments import Segment, segments_of
from build_tools.handover.table import read_table, write_table
from build_tools.handover.tbx import write_tbx
from build_tools.handover.xliff import NAMESPACE, read_xliff, write_xliff
from build_tools.languages.catalogs import read_catalog
from build_tools.languages.messages import catalog_path
from build_tools.languages.saying import say
from build_tools.languages.style import TERMBASE
from build_tools.mkdocs_plugin import build_site
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text
from build_tools.upkeep import messages

CODES = ("tr", "zh", "fr", "es")
BACK = [kind for kind in WRITERS if kind != "tmx"]
TURKISH = Language(code="tr", locale="tr", tag="tr", name="Türkçe")
DOMAIN = "01-active-farmer"
ON_PAPER = ("kits/call-simulation/", "kits/trainer-formats/")  # For trainers.
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
CATALOG = catalog_path("tr", "interface")
SMALL = {
    CATALOG: f"""{HEAD}
#. Player
#. zone: interface
msgctxt "button"
msgid "Question {{n}} of {{total}}"
msgstr "Soru {{n}}/{{total}}"

#. A count
msgid "one try"
msgid_plural "{{n}} tries"
msgstr[0] "bir deneme"
msgstr[1] ""

#, fuzzy
#| msgid "Old words"
msgid "New words"
msgstr "Eski sözler"

msgid "Never said"
msgstr ""
"""
}


@pytest.fixture(name="files", scope="module")
def sources() -> Mapping[str, str]:
    return read_sources(Path(__file__).parents[2])


@pytest.fixture(name="course", scope="module")
def written(files: Mapping[str, str]) -> Course[Text]:
    return read_course(files)


@pytest.mark.parametrize("kind", BACK)
@pytest.mark.parametrize("code", CODES)
def test_what_comes_back_as_it_went_changes_no_byte(
    kind: str, code: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    handed = exported(course, [code], (), kind, files)
    assert len(handed) > 2
    for name, content in handed.items():
        assert taken_back(content, name, files) == ({}, [])


def small(kind: str) -> bytes:
    return WRITERS[kind][1](segments_of(TURKISH, SMALL)["interface"], TURKISH, "interface")


@pytest.mark.parametrize(("kind", "ending"), [("xliff", ".xlf"), ("csv", ".csv")])
def test_a_changed_word_arrives_and_nothing_else_changes(kind: str, ending: str) -> None:
    content = small(kind).decode().replace("bir deneme", "tek deneme").encode()
    changed, problems = taken_back(content, f"x{ending}", SMALL)
    assert problems == []
    assert changed == {CATALOG: SMALL[CATALOG].replace("bir deneme", "tek deneme")}


def test_a_reviewed_segment_is_in_doubt_no_more() -> None:
    content = small("csv").decode().replace("Eski sözler;fuzzy", "Yeni sözler;translated")
    changed, _ = taken_back(content.encode(), "x.csv", SMALL)
    (entry,) = [
        each for each in read_catalog(changed[CATALOG], CATALOG).live if each.msgid == "New words"
    ]
    assert (entry.said, entry.fuzzy, entry.previous) == ("Yeni sözler", False, None)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_comes_back_with_what_a_spreadsheet_puts_between_cells(separator: str) -> None:
    table = small("csv").decode("utf-8-sig").replace("bir deneme", "tek deneme")
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=separator).writerows(csv.reader(io.StringIO(table), delimiter=";"))
    changed, problems = taken_back(f"\ufeff{saved.getvalue()}".encode(), "x.csv", SMALL)
    assert problems == []
    assert changed == {CATALOG: SMALL[CATALOG].replace("bir deneme", "tek deneme")}


def test_a_plural_form_travels_as_a_unit_of_its_own() -> None:
    content = small("xliff").decode()
    at = content.index('<ph id="1" dataRef="d1" disp="{n}" /> tries</source>')
    filled = '<target xml:space="preserve"><ph id="1" dataRef="d1"/> deneme</target>'
    sent = content[:at] + content[at:].replace("</source>", f"</source>{filled}", 1)
    changed, problems = taken_back(
        sent.replace('state="initial">', 'state="translated">').encode(), "x.xlf", SMALL
    )
    assert problems == []
    assert 'msgstr[1] "{n} deneme"' in changed[CATALOG]


def test_context_notes_zone_and_old_source_travel_along() -> None:
    units = list(fromstring(small("xliff")).iter(f"{{{NAMESPACE}}}unit"))
    notes = [
        {(note.get("category"), note.text) for note in unit.iter(f"{{{NAMESPACE}}}note")}
        for unit in units
    ]
    assert units[0].get("name") == "button"
    assert {("source", "Player"), ("zone", "interface")} <= notes[0]
    assert ("plural-form", "2/2") in notes[2]
    assert ("previous-source", "Old words") in notes[3]


def test_words_that_are_not_there_any_more_are_told_and_left_out() -> None:
    content = small("xliff").replace(b"Soru ", b"Soru no. ")
    newer = {CATALOG: SMALL[CATALOG].replace("Question {n}", "Item {n}")}
    changed, problems = taken_back(content, "x.xlf", newer)
    assert changed == {}
    assert [problem.code for problem in problems] == ["outdated-segment"]


def test_a_catalog_of_another_course_is_told() -> None:
    _, problems = taken_back(small("csv"), "x.csv", {})
    assert {problem.code for problem in problems} == {"unknown-catalog"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xlf", b"<xliff"),
        ("x.xlf", b"<other/>"),
        ("x.xlf", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("x.csv", b"id,source\n"),
        ("x.csv", b"\xff\xfe\x00"),
        ("x.docx", b""),
    ],
)
def test_a_file_that_is_no_hand_over_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(CourseError) as refused:
        taken_back(content, name, SMALL)
    assert {problem.code for problem in refused.value.problems} == {"not-a-hand-over"}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1)


@given(WORDS, WORDS)
def test_any_words_survive_both_formats(source: str, said: str) -> None:
    segment = Segment(
        id="s1",
        context="",
        source=source,
        said=said,
        fuzzy=False,
        form=0,
        forms=1,
        zone="learner",
        notes=(),
        remarks=(),
        before="",
    )
    for write, read in ((write_xliff, read_xliff), (write_table, read_table)):
        (back,) = read(write([segment], TURKISH, "course"), "x")
        wanted = [words.replace("\ufffe", "").replace("\uffff", "") for words in (source, said)]
        assert [back.source, back.said] == (wanted if write is write_xliff else [source, said])


def test_a_cell_cannot_calculate_in_a_spreadsheet() -> None:
    segment = Segment(
        id="s1",
        context="",
        source="=1+1",
        said="'=2",
        fuzzy=False,
        form=0,
        forms=1,
        zone="learner",
        notes=(),
        remarks=(),
        before="",
    )
    rows = list(
        csv.reader(
            io.StringIO(write_table([segment], TURKISH, "a").decode("utf-8-sig")), delimiter=";"
        )
    )
    assert rows[1][6:8] == ["'=1+1", "''=2"]


def test_a_memory_holds_only_what_is_settled() -> None:
    memory = small("tmx").decode()
    assert "Soru {n}/{total}" in memory
    assert "Eski sözler" not in memory
    assert 'xml:lang="tr"' in memory


def test_the_termbase_tells_approved_and_avoided_words(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    root = fromstring(write_tbx(files[TERMBASE], course.languages))
    space = "{urn:iso:std:iso:30042:ed-2}"
    terms = {
        (section.get("{http://www.w3.org/XML/1998/namespace}lang"), term.text, note.text)
        for section in root.iter(f"{space}langSec")
        for part in section.iter(f"{space}termSec")
        for term in part.iter(f"{space}term")
        for note in part.iter(f"{space}termNote")
    }
    assert ("tr", "müşteri ilişkisini yeşertmek", "preferredTerm-admn-sts") in terms
    assert ("tr", "müşteri tarımı", "deprecatedTerm-admn-sts") in terms


@pytest.fixture(name="site", scope="module")
def built(
    course: Course[Text], files: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    folder = tmp_path_factory.mktemp("site")
    build_site(say(course, course.language("tr"), files), (), folder)
    found = {name: path for name, path in tree(folder).items() if name.endswith(".html")}
    return {name: path.read_text("utf-8") for name, path in found.items()}


def test_a_translator_gets_from_every_message_to_its_place_on_the_page(
    course: Course[Text], site: Mapping[str, str]
) -> None:
    ids = {name: set(re.findall(r'\bid="([^"]+)"', page)) for name, page in site.items()}
    shown = set(shown_in(course, course.language("tr")).values())
    places = {tuple(place.partition("#")[::2]) for place in shown if not place.startswith(ON_PAPER)}
    assert {name for name, anchor in places if not anchor} <= ids.keys()
    anchored = {(name, anchor) for name, anchor in places if anchor}
    assert len(anchored) > 300
    assert {(name, anchor) for name, anchor in anchored if anchor not in ids[name]} == set()


def test_with_a_preview_the_exported_file_and_the_template_hold_whole_links(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    seen = replace(course, preview="https://example.org/preview")
    begin = "https://example.org/preview/tr/01-active-farmer/"
    sent = exported(seen, ["tr"], [DOMAIN], "xliff", files)[f"tr/{DOMAIN}.xlf"].decode()
    assert f'<note category="page">{begin}01-three-ways.html#' in sent
    assert f'<note category="page">{begin}index.html#objectives</note>' in sent
    lesson = next(each for each in messages(seen) if each.place.file.endswith("01-three-ways.md"))
    assert lesson.comments[-1].startswith("https://example.org/preview/en/01-active-farmer/01-")
    assert not [each for each in messages(course) if "example.org" in " ".join(each.comments)]


@pytest.mark.parametrize("code", ["tr", "zh"])
def test_every_page_that_is_named_is_a_page_of_the_site(
    code: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    language = course.language(code)
    pages = {page.path for page in site_pages(say(course, language, files))}
    named = {each.page for those in segments_of(language, files).values() for each in those}
    out = {page for page in named - {""} if page.partition("/")[0] not in language.waiting}
    assert {page for page in out - pages if not page.startswith(ON_PAPER)} == set()
    assert len(out) > 5
