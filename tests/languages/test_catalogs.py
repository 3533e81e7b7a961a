from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from build_tools.course.shape import Course
from build_tools.languages.catalogs import (
    Catalog,
    Entry,
    count_of_forms,
    header_for,
    plural_forms,
    read_catalog,
    template,
    write_catalog,
)
from build_tools.languages.extracting import messages_in
from build_tools.languages.messages import Message
from build_tools.languages.pseudo import pseudo_catalogs, pseudo_languages
from build_tools.languages.updating import templates, updated
from build_tools.sources.problem import CourseError, Place
from build_tools.sources.text import Text, Zone

# What people type, and what breaks a careless writer.
STRANGE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n"\\#~|'), max_size=40
)
SOURCE = STRANGE.filter(str.strip)
ENTRY = st.builds(
    Entry,
    context=STRANGE.map(str.strip),
    msgid=SOURCE,
    forms=STRANGE.map(lambda words: (words,)),
    flags=st.sampled_from([(), ("fuzzy",)]),
    previous=st.none() | st.tuples(st.just("before"), SOURCE, st.just("")),
    files=st.just(("course/a.md",)),
)


def told(domain: str, msgid: str, line: int = 1, **more: str) -> Message:
    return Message(domain=domain, msgid=msgid, place=Place(f"course/{domain}.md", line), **more)  # type: ignore[arg-type]


def msgfmt(text: str, folder: Path) -> str:
    """Return what gettext has to say about a catalog."""
    path = folder / "some.po"
    path.write_text(text, "utf-8")
    program = shutil.which("msgfmt")
    assert program
    command = [program, "--check", "--output-file=/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr


@given(st.lists(ENTRY, max_size=5, unique_by=lambda entry: (entry.context, entry.msgid)))
def test_what_is_written_is_what_is_read(entries: list[Entry]) -> None:
    catalog = Catalog(header_for("tr", "course"), tuple(entries))
    text = write_catalog(catalog)
    assert read_catalog(text, "a.po") == catalog
    assert write_catalog(read_catalog(text, "a.po")) == text


def test_a_template_is_quiet_and_in_reading_order() -> None:
    messages = [
        Message(
            domain="d",
            msgid="Second *word*, 80% done",
            place=Place("course/d/1.md", 7),
            comments=("Module 1 › lesson 1",),
        ),
        Message(domain="d", context="m01.title", msgid="First", place=Place("course/d/0.yml", 99)),
        Message(
            domain="d",
            msgid="Second *word*, 80% done",
            place=Place("course/d/2.md", 1),
            comments=("Module 1 › lesson 2",),
            zone=Zone.QUIZ,
        ),
        Message(domain="d", msgid="{n} day", plural="{n} days", place=Place("t.html", 3)),
    ]
    assert write_catalog(template(messages, "some-course")) == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: some-course\\n"\n'
        '"Report-Msgid-Bugs-To: \\n"\n'
        '"PO-Revision-Date: 2000-01-01 00:00+0000\\n"\n'
        '"Last-Translator: \\n"\n'
        '"Language-Team: \\n"\n'
        '"Language: \\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        "\n"
        "#. Module 1 › lesson 1\n"
        "#. Module 1 › lesson 2\n"
        "#. zone: learner, quiz\n"
        "#: course/d/1.md course/d/2.md\n"
        'msgid "Second *word*, 80% done"\n'
        'msgstr ""\n'
        "\n"
        "#: course/d/0.yml\n"
        'msgctxt "m01.title"\n'
        'msgid "First"\n'
        'msgstr ""\n'
        "\n"
        "#: t.html\n"
        'msgid "{n} day"\n'
        'msgid_plural "{n} days"\n'
        'msgstr[0] ""\n'
        'msgstr[1] ""\n'
    )


@pytest.mark.parametrize(
    ("locale", "rule", "forms"),
    [
        ("en", "nplurals=2; plural=(n != 1);", 2),
        ("fr", "nplurals=2; plural=(n > 1);", 2),
        ("es_419", "nplurals=2; plural=(n != 1);", 2),
        ("tr", "nplurals=2; plural=(n != 1);", 2),
        ("zh_Hans", "nplurals=1; plural=0;", 1),
        ("ja", "nplurals=1; plural=0;", 1),
    ],
)
def test_each_language_counts_by_its_own_rule(locale: str, rule: str, forms: int) -> None:
    assert (plural_forms(locale), count_of_forms(locale)) == (rule, forms)


def test_gettext_and_babel_accept_every_catalog(course: Course[Text], tmp_path: Path) -> None:
    messages = [*messages_in(course), told("interface", "{n} day", plural="{n} days")]
    for text in templates(messages, "c").values():
        assert read_po(BytesIO(text.encode()))
    texts: list[str] = []
    for locale in ("en", "fr", "es_419", "tr", "zh_Hans"):
        texts += updated(messages, locale, {}, "c").values()
    for language in pseudo_languages().values():
        texts += pseudo_catalogs(messages, language).values()
    for text in texts:
        assert msgfmt(text, tmp_path) == ""
        write_mo(BytesIO(), read_po(BytesIO(text.encode())))


def test_a_broken_catalog_is_a_problem_at_its_line() -> None:
    with pytest.raises(CourseError) as raised:
        read_catalog('msgid "a"\nmsgstr "b"\n\nmsgid broken\n', "locales/tr/LC_MESSAGES/d.po")
    (problem,) = raised.value.problems
    assert (problem.place.line, problem.code) == (4, "bad-catalog")


def test_a_message_that_stands_twice_is_a_problem() -> None:
    with pytest.raises(CourseError, match="bad-catalog"):
        read_catalog('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "d.po")


def test_the_place_of_an_entry_is_the_line_of_its_translation() -> None:
    text = 'msgid ""\nmsgstr ""\n\n#. note\n#: f\nmsgctxt "c"\nmsgid "a"\nmsgstr "b"\n'
    assert str(read_catalog(text, "d.po").entries[0].place) == "d.po:8:1"
