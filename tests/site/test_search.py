"""The search box finds what people of a language type: accents, capitals, word forms, mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAGES = {
    "en": (
        ("calls", "Handling a call", "", "She calls the customer and makes a promise with a date."),
        ("value", "The value of staying", "", "Retention says how many customers stay each year."),
        ("map", "Touchpoints", "", "Every touchpoint has an owner. Companies studied their maps."),
    ),
    "fr": (
        ("relation", "La fidélité", "", "On cultive la relation, jamais la personne. Un cœur."),
        ("rappel", "Rappeler à l’heure", "", "Nous rappelons le client et tenons nos promesses."),
        ("reponse", "Les réponses", "", "Trois réponses différentes pour un même appel."),
    ),
    "es": (
        ("relacion", "La relación", "", "Cuidamos la relación con el cliente todos los años."),
        ("grafico", "El gráfico", "", "Los gráficos muestran cuántos clientes se quedan."),
        ("pregunta", "Preguntar", "", "Preguntamos qué ha cambiado y escuchamos la respuesta."),
    ),
    "tr": (
        ("ilk", "İLK DAKİKA", "", "İlk dakikada adınızı söyleyin."),
        ("satir", "Satır satır", "", "Boş satırlara notlarınızı yazın."),
        ("musteri", "Müşteriler", "", "Müşterilerimizin ihtiyaçları değişir; siparişleri alırız."),
    ),
    "zh": (
        ("guanxi", "客户关系", "", "我们经营的是关系，绝不是人。"),
        ("dianhua", "接听电话", "", "先把客户要的事办好，再问一个问题。"),
        ("jiazhi", "留住客户的价值", "", "每年流失的客户越少，留下的年数越多。"),
    ),
}
ASKED = [
    ("en", "CALL", "calls"),
    ("en", "promises", "calls"),
    ("en", "touchpoint owners", "map"),
    ("en", "company study", "map"),
    ("en", "retenton", "value"),
    ("en", "reten", "value"),
    ("fr", "fidelite", "relation"),
    ("fr", "RELATIONS", "relation"),
    ("fr", "coeur", "relation"),
    ("fr", "rappeler", "rappel"),
    ("fr", "promesse", "rappel"),
    ("fr", "reponse", "reponse"),
    ("fr", "diferentes", "reponse"),
    ("es", "relacion", "relacion"),
    ("es", "grafico", "grafico"),
    ("es", "GRÁFICOS", "grafico"),
    ("es", "preguntando", "pregunta"),
    ("es", "respusta", "pregunta"),
    ("tr", "ilk", "ilk"),
    ("tr", "İLK", "ilk"),
    ("tr", "SATIR", "satir"),
    ("tr", "satir", "satir"),
    ("tr", "müşterinin", "musteri"),
    ("tr", "musteri", "musteri"),
    ("tr", "sipariş", "musteri"),
    ("zh", "关系", "guanxi"),
    ("zh", "电话", "dianhua"),
    ("zh", "流失", "jiazhi"),
    ("zh", "客户的价值", "jiazhi"),
    ("zh", "办", "dianhua"),
]
FIND = """([rows, language, query]) => {
    const index = TendSearch.build(rows, language);
    return TendSearch.find(index, query).map(hit => rows[hit.row][0]);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Page:
    page = browser.new_page()
    page.goto((site / "en" / "index.html").as_uri())
    return page


@pytest.mark.parametrize(("language", "query", "wanted"), ASKED)
def test_the_right_page_comes_first(page: Page, language: str, query: str, wanted: str) -> None:
    assert page.evaluate(FIND, [PAGES[language], language, query])[:1] == [wanted]


@pytest.mark.parametrize(
    ("language", "query"), [("en", "xylophone"), ("zh", "钢琴"), ("en", ""), ("en", "... (")]
)
def test_what_is_nowhere_is_not_found(page: Page, language: str, query: str) -> None:
    assert page.evaluate(FIND, [PAGES[language], language, query]) == []


def test_the_words_found_are_marked_and_nothing_runs(browser: Browser, address: str) -> None:
    rows = [["x.html", "A page", "", "Ask <img src=x onerror=alert(1)> a farmer."]]
    page = browser.new_page()
    page.route(
        "**/search-index.js",
        lambda route: route.fulfill(body=f"window.tendIndex = {json.dumps(rows)};"),
    )
    page.goto(f"{address}/en/index.html")
    page.locator("#open-search").click()
    page.locator("#search-words").fill("FARMERS")
    assert page.locator("#search-results mark").all_inner_texts() == ["farmer"]
    assert page.locator("#search-results img").count() == 0
    page.close()
