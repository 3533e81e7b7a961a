from __future__ import annotations

import pytest

from build_tools.course.reading import read_course
from build_tools.course.shape import Policy
from build_tools.sources.problem import CourseError

COURSE = """id: small
title: A
subtitle: B
version: 1.0.0
description: C
house_rule: D
licence: {id: CC-BY-SA-4.0, name: E, text: F}
languages: [{code: en, locale: en, tag: en, name: English}]
modules: []
"""


def test_the_address_of_the_site_has_no_slash_at_its_end() -> None:
    source = f"{COURSE}site_url: https://example.org/course/\n"
    assert read_course({"course/course.yml": source}).site_url == "https://example.org/course"


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(CourseError, match=r"course\.yml:10:11: bad-address: `example\.org`"):
        read_course({"course/course.yml": f"{COURSE}site_url: example.org\n"})


def test_what_is_shown_for_outdated_words_is_chosen_by_catalog() -> None:
    source = f"{COURSE}freshness: {{default: stale, interface: source, kits: refuse}}\n"
    course = read_course({"course/course.yml": source})
    chosen = [course.policy_of(name) for name in ("course", "interface", "kits")]
    assert chosen == [Policy.STALE, Policy.SOURCE, Policy.REFUSE]


@pytest.mark.parametrize(
    ("chosen", "told"), [("kitz: stale", "there is no catalog `kitz`"), ("kits: stael", "stale")]
)
def test_a_misspelled_choice_for_outdated_words_is_told(chosen: str, told: str) -> None:
    with pytest.raises(CourseError, match=rf"course\.yml:10:\d+: unknown-word: .*{told}"):
        read_course({"course/course.yml": f"{COURSE}freshness: {{{chosen}}}\n"})


def test_a_folder_without_a_course_is_told() -> None:
    with pytest.raises(CourseError, match="missing-file: there is no course"):
        read_course({})


def test_terms_and_credits_of_a_draft_wait_with_it() -> None:
    source = (
        f"{COURSE}glossary:\n- {{id: a, term: A, text: A}}\n"
        "- {id: b, term: B, text: B, module: 02-more}\n"
        "credits:\n- {id: E1, text: A, module: 02-more}\n"
    )
    course = read_course({"course/course.yml": source})
    assert [term.id for term in course.glossary] == ["a"]
    assert course.credits == ()
