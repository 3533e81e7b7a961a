from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from build_tools.course.shape import Course, Language, Policy
from build_tools.languages.catalogs import read_catalog, write_catalog
from build_tools.languages.extracting import messages_in, source_settings
from build_tools.languages.freshness import Count, Row, drift, status
from build_tools.languages.localizer import prose_html
from build_tools.languages.messages import Message, catalog_path, domain_of
from build_tools.languages.pseudo import pseudo_catalogs, pseudo_languages
from build_tools.languages.saying import Plural, accepted_answers, say
from build_tools.languages.updating import updated
from build_tools.questions.text import TextQuestion
from build_tools.sources.markdown import plain, tongue
from build_tools.sources.problem import CourseError, Place
from build_tools.sources.text import Prose, Text, pieces_in

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TURKISH = catalog_path("tr", "course")


def pages(course: Course[Text], language: Language, files: Mapping[str, str]) -> list[str]:
    """Return every text of the course as HTML in one language, and all other words."""
    local = say(course, language, files)
    bodies = [piece for piece in pieces_in(course) if isinstance(piece, Prose)]
    shown = [prose_html(body, local, source_settings(course)) for body in bodies]
    return [repr(local.course), *shown]


def own_words(files: Mapping[str, str]) -> dict[str, str]:
    """Return catalogs in which each message is said in its own words."""
    filled = {}
    for path, text in files.items():
        catalog = read_catalog(text, path)
        entries = tuple(replace(entry, forms=(entry.msgid,)) for entry in catalog.entries)
        filled[path] = write_catalog(replace(catalog, entries=entries))
    return filled


def test_the_course_in_its_own_words_is_the_same_course(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    english = languages["en"]
    said = own_words(updated(messages_in(course), "en", {}, "c"))
    assert pages(course, english, said) == pages(course, english, {})


def test_every_message_of_the_course_stands_where_it_claims(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    for message in messages_in(course):
        line = files[message.place.file].split("\n")[message.place.line - 1]
        start = line[message.place.column - 1 :]
        assert start.startswith(message.msgid.split(" ")[0].split("\n")[0]), message.place


def test_every_file_of_the_course_has_its_domain() -> None:
    assert [
        domain_of(path)
        for path in (
            "course/course.yml",
            "course/01-active-farmer/module.yml",
            "course/01-active-farmer/01-three-ways.md",
            "quizzes/01-active-farmer.yml",
        )
    ] == ["course", "01-active-farmer", "01-active-farmer", "01-active-farmer"]


def test_ids_are_the_same_in_a_language_that_nobody_speaks(course: Course[Text]) -> None:
    for language in pseudo_languages().values():
        local = say(course, language, pseudo_catalogs(messages_in(course), language))
        assert [module.id for module in local.course.modules] == [m.id for m in course.modules]
        assert local.course.title != local.source_course.title


def test_every_word_of_a_lesson_is_offered_and_every_id_stays(course: Course[Text]) -> None:
    accented, _ = pseudo_languages().values()
    local = say(course, accented, pseudo_catalogs(messages_in(course), accented))
    settings = source_settings(course)
    names = {person.source_name for person in course.cast}
    for body in (piece for piece in pieces_in(course) if isinstance(piece, Prose)):
        page = prose_html(body, local, settings)
        own = prose_html(body, replace(local, said={}), settings)
        words = re.findall(r"[A-Za-z]{4,}", re.sub(r"<[^<>]*>", " ", page))
        assert set(words) <= names
        assert re.findall(r' id="[^"]*"', page) == re.findall(r' id="[^"]*"', own)


@pytest.mark.parametrize(
    ("policy", "expected"), [(Policy.SOURCE, "Tend and Grow"), (Policy.STALE, "Eski")]
)
def test_a_translation_for_an_older_source_is_shown_as_the_policy_says(
    policy: Policy, expected: str, course: Course[Text], languages: dict[str, Language]
) -> None:
    (title,) = (text for text in pieces_in(course.title) if isinstance(text, Text))
    entry = f'#, fuzzy\nmsgctxt "{title.context}"\nmsgid "{title.key}"\nmsgstr "Eski"\n'
    chosen = replace(course, policies=(("course", policy),))
    local = say(chosen, languages["tr"], {TURKISH: HEAD + entry})
    assert plain(local.course.title).startswith(expected)
    assert tongue(local.course.title) == ("en" if policy is Policy.SOURCE else "")
    assert len(local.stale) == (policy is Policy.STALE)


def test_english_may_be_reworded_without_touching_the_source(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    entry = f'msgctxt "title"\nmsgid "{course.title.key}"\nmsgstr "Better"\n'
    local = say(course, languages["en"], {catalog_path("en", "course"): HEAD + entry})
    assert (local.course.title, local.source_course.title) == ("Better", course.title.key)


def test_interface_words_have_plural_forms_by_the_rule_of_the_language(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    path = catalog_path("fr", "interface")
    entry = (
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} jour"\nmsgstr[1] "{n} jours"\n\n'
        'msgctxt "button"\nmsgid "Check"\nmsgstr "Vérifier"\n\nmsgid "Next"\nmsgstr "Suite"\n'
    )
    words = say(course, languages["fr"], {path: HEAD + entry}).words
    forms = [words.ngettext("{n} day", "{n} days", number) for number in (0, 1, 2)]
    assert forms == ["{n} jour", "{n} jour", "{n} jours"]
    assert words.pgettext("button", "Check") == "Vérifier"
    assert [words.gettext("Next"), words.gettext("Back")] == ["Suite", "Back"]
    assert words.ngettext("one word", "{n} words", 2) == "{n} words"


def test_a_course_in_a_language_can_be_sent_to_another_process(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    local = say(course, languages["zh"], {})
    assert pickle.loads(pickle.dumps(local)) == local  # noqa: S301  # Our own bytes.


@pytest.mark.parametrize(
    ("header", "forms"),
    [
        ("nplurals=2; plural=(n > 1);", [0, 0, 1, 1]),
        ("nplurals=1; plural=0;", [0, 0, 0, 0]),
        ("nplurals=2; plural=(n != 1);", [1, 0, 1, 1]),
    ],
)
def test_a_plural_rule_says_which_form_a_number_takes(header: str, forms: list[int]) -> None:
    assert [Plural(header)(number) for number in (0, 1, 2, 5)] == forms


def test_typed_answers_come_from_the_list_of_the_language(
    languages: dict[str, Language],
) -> None:
    path = "locales/tr/answers.yml"
    listed = {path: 'm01-q11: ["soru", "bir soru"]\n'}
    assert accepted_answers(languages["tr"], listed) == {"m01-q11": ("soru", "bir soru")}
    assert accepted_answers(languages["fr"], listed) == {}
    with pytest.raises(CourseError, match="not-a-list"):
        accepted_answers(languages["tr"], {path: "m01-q11: soru\n"})


def test_no_question_to_type_an_answer_to_holds_answers_before_a_language_gives_them(
    course: Course[Text],
) -> None:
    questions = [q for m in course.modules if m.quiz for q in m.quiz.questions]
    assert all(q.accepted == () for q in questions if isinstance(q, TextQuestion))


def test_status_counts_messages_and_words_by_language_and_domain(
    languages: dict[str, Language],
) -> None:
    place = Place("course/course.yml")
    messages = [
        Message(domain="course", msgid=msgid, place=place)
        for msgid in ("One two three", "Four", "Five six", "Five six", "Don’t count")
    ]
    catalog = (
        f'{HEAD}msgid "One two three"\nmsgstr "Bir iki üç"\n\n'
        '#, fuzzy\nmsgid "Four"\nmsgstr "Beş"\n\nmsgid "Five six"\nmsgstr ""\n'
    )
    files = {catalog_path("tr", "course"): catalog}
    turkish, english = status(messages, [languages["tr"], languages["en"]], files)
    assert turkish == Row(
        language="tr",
        domain="course",
        translated=Count(1, 3),
        fuzzy=Count(1, 1),
        missing=Count(2, 4),
    )
    assert turkish.percent == 37
    assert (english.translated, english.percent) == (Count(4, 8), 100)


def test_what_has_drifted_is_told_with_its_old_source(languages: dict[str, Language]) -> None:
    entry = '#, fuzzy\n#| msgid "Old"\nmsgid "New"\nmsgstr "Eski"\n\nmsgid "A"\nmsgstr "B"\n'
    (found,) = drift(languages["tr"], {TURKISH: HEAD + entry})
    assert (found.before, found.source, found.said) == ("Old", "New", "Eski")
    assert str(found.place) == f"{TURKISH}:8:1"
