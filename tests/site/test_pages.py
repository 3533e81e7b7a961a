"""The pages as plain values, before any generator of sites sees them."""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.formats.marks import noticed
from build_tools.formats.site import (
    following,
    navigation,
    other_languages,
    render_start,
    site_pages,
    sitemap,
)
from build_tools.formats.site_blocks import finished, practice_of
from build_tools.formats.site_search import index_script, sections
from build_tools.languages.local import LocalCourse

Locals = dict[str, LocalCourse]


def test_the_addresses_are_the_same_in_every_language(locals_: Locals) -> None:
    found = tuple(page.path for page in site_pages(locals_["en"]))
    for local in locals_.values():
        assert tuple(page.path for page in site_pages(local)) == tuple(
            path for path in found if path.partition("/")[0] not in local.language.waiting
        )
    assert found[:9] == (
        "index.html",
        "orientation.html",
        "01-active-farmer/index.html",
        "01-active-farmer/01-three-ways.html",
        "01-active-farmer/02-kept-customer.html",
        "01-active-farmer/03-every-touch.html",
        "01-active-farmer/04-where-am-i.html",
        "01-active-farmer/practice.html",
        "01-active-farmer/quiz.html",
    )
    assert found[-3:] == ("glossary.html", "credits.html", "alignment.html")


def test_every_page_leads_on_until_the_last_quiz(locals_: Locals) -> None:
    pages = site_pages(locals_["en"])
    way = [pages[0]]
    while (next_page := following(pages, way[-1])) is not None:
        way.append(next_page)
    kinds = [page.kind for page in way]
    assert kinds[:3] == ["home", "orientation", "module"]
    assert kinds[3:9] == [*["lesson"] * 4, "practice", "quiz"]
    assert kinds[-1] == "quiz"
    assert [page for page in pages if page.module] == [page for page in way if page.module]


def test_every_page_says_in_one_sentence_what_it_is(locals_: Locals) -> None:
    for local in locals_.values():
        for page in site_pages(local):
            assert page.title
            assert page.description
            assert "<" not in page.title + page.description


def test_a_lesson_begins_with_its_time_and_its_aim(locals_: Locals) -> None:
    local = locals_["en"]
    module = local.course.modules[0]
    top = next(page.top for page in site_pages(local) if page.path.endswith("01-three-ways.html"))
    assert f"{module.lessons[0].minutes}\N{NO-BREAK SPACE}min" in top
    assert module.objectives[0].text in top
    assert module.objectives[1].text not in top


def test_a_page_as_a_file_has_its_facts_in_front(locals_: Locals) -> None:
    page = next(page for page in site_pages(locals_["en"]) if page.kind == "lesson")
    assert page.prose is not None
    assert page.source.startswith(f'---\ntitle: "{page.title}"\n')
    assert page.source.endswith(f'kind: "lesson"\n---\n{page.prose.source}')


def test_the_tree_holds_every_page_for_learners_once(locals_: Locals) -> None:
    pages = site_pages(locals_["en"])
    entries = [next(iter(entry.values())) for entry in navigation(pages)]
    inside = [entry if isinstance(entry, list) else [{"": entry}] for entry in entries]
    named = [path for each in inside for entry in each for path in entry.values()]
    learners = [page for page in pages if page.kind != "alignment"]
    assert named == [page.path.removesuffix("html") + "md" for page in learners]


def test_the_page_for_trainers_is_reached_from_the_credits_alone(locals_: Locals) -> None:
    for local in locals_.values():
        pages = {page.path: page for page in site_pages(local)}
        linking = [path for path, page in pages.items() if "alignment.html" in page.top]
        assert linking == ["credits.html"]
        page = pages["alignment.html"]
        for module in local.course.modules:
            assert f'aria-labelledby="module-{module.number}"' in page.top
            for objective in module.objectives:
                assert f'<th scope="row"><strong>{objective.id}</strong>' in page.top
        assert set(re.findall(r'href="([^"#]+)"', page.top)) <= pages.keys()


def test_another_language_is_a_folder_away(locals_: Locals) -> None:
    local = locals_["tr"]
    lesson = next(page for page in site_pages(local) if page.kind == "lesson")
    found = {language.code: away for language, away, _ in other_languages(local, lesson)}
    assert found["zh"] == "../../zh/01-active-farmer/01-three-ways.html"


def test_absolute_addresses_need_a_known_host(locals_: Locals) -> None:
    local = locals_["tr"]
    home = site_pages(local)[0]
    assert {address for _, _, address in other_languages(local, home)} == {""}
    known = other_languages(local, home, "https://example.org/course/")
    assert known[0][2] == "https://example.org/course/en/index.html"


def test_a_sitemap_names_every_page_and_no_date(locals_: Locals) -> None:
    local = locals_["fr"]
    pages = site_pages(local)
    written = sitemap(pages, local, "https://example.org/course")
    assert written.count("<loc>https://example.org/course/fr/") == len(pages)
    assert written.count('hreflang="zh-Hans"') == len(pages)
    assert "lastmod" not in written


def test_the_start_page_links_to_each_language_without_scripts(locals_: Locals) -> None:
    page = render_start([locals_[code] for code in ("en", "fr", "es", "tr", "zh")])["index.html"]
    for code, tag in (("en", "en"), ("es", "es-419"), ("zh", "zh-Hans")):
        assert f'<a href="{code}/index.html" lang="{tag}" hreflang="{tag}"' in page.decode()


def test_the_page_for_lost_readers_speaks_every_language(locals_: Locals) -> None:
    real = [locals_[code] for code in ("en", "fr", "es", "tr", "zh")]
    page = render_start(real, "https://example.org/course")["404.html"].decode()
    for local in real:
        assert f'lang="{local.language.tag}"' in page
        assert f'href="/course/{local.language.code}/index.html"' in page


def test_finished_html_holds_no_style_and_tables_in_frames(locals_: Locals) -> None:
    table = '<table>\n<tr><td style="text-align: right;">5</td></tr>\n</table>'
    assert finished(table, locals_["en"]) == (
        '<div class="scroll" role="group" aria-label="Table"><table>\n'
        '<tr><td data-align="right">5</td></tr>\n</table></div>'
    )


def test_cells_of_a_wide_table_know_the_words_of_their_column(locals_: Locals) -> None:
    heads = "<th>No.</th><th>The <em>touch</em></th><th>A &amp; B</th><th></th>"
    row = "<tr><td>1</td><td>Call</td><td></td><td></td></tr>"
    table = f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>{row}</tbody>\n</table>"
    html = finished(table, locals_["en"])
    assert html.startswith('<div class="scroll stacks"')
    assert (
        '<td data-head="No.">1</td><td data-head="The touch">Call</td>'
        '<td data-head="A &amp; B"></td><td data-head=""></td>'
    ) in html
    assert "data-head" not in finished(table.replace("<th></th>", ""), locals_["en"])


def test_words_left_in_english_are_announced(locals_: Locals) -> None:
    marked = noticed('<p class="untranslated" lang="en">Good morning.</p>', locals_["zh"])
    assert marked.startswith('<p class="notice">')
    assert "notice" not in noticed("<p>早上好。</p>", locals_["zh"])


def test_the_practice_page_asks_what_no_lesson_has_asked(locals_: Locals) -> None:
    module = locals_["en"].course.modules[0]
    first, *others = module.lessons
    without = replace(first, body=replace(first.body, source="No questions here."))
    known = {question.id for question in practice_of(module)}
    more = {question.id for question in practice_of(replace(module, lessons=(without, *others)))}
    assert more > known
    assert all(name in first.body.source for name in more - known)


def test_the_index_knows_the_section_of_each_word() -> None:
    page = (
        '<h1>Calls</h1><p>One &amp; two</p><script type="application/json">{"no": 1}</script>'
        '<h2 id="map">The <em>map</em></h2><p>three</p><p>four</p>'
    )
    found = sections("a/b.html", "Calls", page)
    assert index_script(found) == (
        "window.tendIndex = [\n"
        '["a/b.html", "Calls", "", "One & two"],\n'
        '["a/b.html#map", "Calls", "The map", "three four"]\n'
        "];\n"
    )
