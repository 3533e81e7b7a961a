"""Defects are planted into the real catalogs, one at a time: nearly all of them must be found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from build_tools.course.shape import Course, Language
from build_tools.languages.catalogs import Catalog, Entry, header_for, write_catalog
from build_tools.languages.checks import catalog_problems
from build_tools.languages.messages import catalog_path
from build_tools.languages.parity import parity_problems
from build_tools.languages.saying import catalogs_of
from build_tools.languages.spelling import meant_words, words_of
from build_tools.languages.style import read_style
from build_tools.questions.choice import ChoiceQuestion
from build_tools.sources.text import Text, Zone

CODES = ("fr", "es", "tr", "zh")
EACH = 3
"""How many messages each defect is planted into."""
LEAST = 0.9

Spoil = Callable[[str], str]
Meant = Mapping[str, str]


@dataclass(frozen=True)
class Defect:
    """A slip: what becomes of a translation. It is planted only where it changes something."""

    name: str
    spoil: Spoil
    zone: Zone | None = None
    source: str = ""  # A pattern that the English must have.
    english: bool = False  # Whether some words of the English are left at the end.

    def plant(self, entry: Entry) -> str:
        """Return the translation of ``entry`` with this defect in it."""
        left = " ".join(entry.msgid.split()[:6]) if self.english else ""
        return f"{self.spoil(entry.said)} {left}".rstrip() if left else self.spoil(entry.said)


def swap(pattern: str, by: str, *, count: int = 1) -> Spoil:
    return lambda said: re.sub(pattern, by, said, count=count)


def cut(pattern: str) -> Spoil:
    return swap(pattern, "")


TRADITIONAL = str.maketrans("户农问个这们种会", "戶農問個這們種會")
FULL_WIDTH = str.maketrans("123456789", "１２３４５６７８９")

EVERYWHERE = (
    Defect("a lost link", swap(r"\[([^\]]+)\]\([^)]+\)", r"\1")),
    Defect("a changed target", swap(r"(\]\()([^)#]+)", r"\1other-\2")),
    Defect("an added link", lambda said: f"{said} [x](https://evil.example)"),
    Defect("an added tag", lambda said: f"{said}<script>x()</script>"),
    Defect("a lost bold", swap(r"\*\*([^*]+)\*\*", r"\1")),
    Defect("a bold with a space", swap(r"\*\*(?=\w)", "** ")),
    Defect("a lost blank", cut("___")),
    Defect("another number in a blank", swap(r"___\{(\d)", r"___{9\1")),
    Defect("a lost placeholder", swap(r"\{(n|total|title|name)\}", r"{x\1}")),
    Defect("another number", swap(r"(?<![\d{#_-])([1-9]\d*)(?![\d}])", r"7\1"), source=r"\d"),
    Defect("a lost number", cut(r"(?<![\d{#_-])\d+(?![\d}])"), source=r"\d"),
    Defect("a space at the end", lambda said: f"{said} "),
    Defect("two spaces", swap(r"(?<=\w) (?=\w)", "  ")),
    Defect("an invisible character", swap(r"(?<=\w)(?=\w)", "\u200b")),
    Defect("a Cyrillic letter", swap("a|e|o", "а")),  # That is the defect.
    Defect("left-over English", str, english=True),
    Defect("three full stops", swap("…+", "...")),
    Defect("code that was translated", swap(r"`([^`]+)`", r"`x\1`")),
)
OWN = {
    "fr": (
        Defect("no space before ?", swap(r"[\u00A0\u202F]\?", "?")),
        Defect("a plain space before ?", swap(r"[\u00A0\u202F]\?", " ?")),
        Defect("no space before !", swap(r"[\u00A0\u202F]!", "!")),
        Defect("no space before ;", swap(r"[\u00A0\u202F];", ";")),
        Defect("no space before :", swap(r"[\u00A0\u202F]:", ":")),
        Defect("a plain space before :", swap(r"[\u00A0\u202F]:", " :")),
        Defect("no space after «", swap("«\u00a0", "«")),
        Defect("no space before »", swap(r"[\u00A0\u202F]»", "»")),
        Defect("no space before %", swap(r"[\u00A0\u202F]%", "%")),
        Defect("a straight apostrophe", swap("’", "'")),
        Defect(
            "straight quotes", lambda said: said.replace("«\u00a0", '"').replace("\u00a0»", '"')
        ),
        Defect("tu for vous", swap(r"\b[Vv]ous\b", "tu"), Zone.AGENT_TO_CUSTOMER),
        Defect("tu to the learner", swap(r"\b[Vv]ous\b", "tu"), Zone.LEARNER),
        Defect("an imperative of tu", swap(r"\b[Dd]ites-moi", "Dis-moi")),
        Defect("éleveur", swap("cultivat(eur|rice)s?", "éleveur"), source="(?i)farmers?\\b"),
        Defect("a double form", lambda said: f"{said} Un·e client·e."),
    ),
    "es": (
        Defect("a missing ¿", cut("¿")),
        Defect("a missing ¡", cut("¡")),
        Defect("a missing ?", cut(r"\?")),
        Defect("French quotes", lambda said: said.replace("“", "«").replace("”", "»")),
        Defect("straight quotes", lambda said: said.replace("“", '"').replace("”", '"')),
        Defect("a full stop inside quotes", swap("”\\.", ".”")),
        Defect("no space before %", swap("\u00a0%", "%")),
        Defect("a plain space before %", swap("\u00a0%", " %")),
        Defect("tú for usted", swap(r"\busted\b", "tú"), Zone.AGENT_TO_CUSTOMER),
        Defect("tu for su", swap(r"\bsu\b", "tu"), Zone.AGENT_TO_CUSTOMER),
        Defect("te for le", swap(r"\b[Ll]e\b", "te"), Zone.AGENT_TO_CUSTOMER),
        Defect("a verb of tú", swap(r"\b[Pp]uede\b", "puedes"), Zone.AGENT_TO_CUSTOMER),
        Defect("usted to the learner", swap(r"\b[Tt]ú\b", "usted"), Zone.LEARNER),
        Defect("vosotros", swap(r"\b[Uu]stedes\b", "vosotros")),
        Defect("computadora", swap(r"\bequipo\b", "computadora")),
        Defect("señorita", swap(r"\bseñora\b", "señorita"), Zone.AGENT_TO_CUSTOMER),
    ),
    "tr": (
        Defect("a letter in two parts", swap("ş", "s\u0327")),
        Defect("an English word left", swap("müşteri", "customer"), source="customer"),
        Defect("a statement for a question", swap(r"\?(?=[”’]?\Z)", "."), source=r"\?\W*\Z"),
        Defect("a space before a comma", swap(r"(?<=\w),(?= )", " ,")),
        Defect("the percent sign behind", swap(r"%(\d+)", r"\1%")),
        Defect("a space after the percent sign", swap(r"%(\d)", r"% \1")),
        Defect("a straight apostrophe", swap("’", "'")),
        Defect("no apostrophe", swap(r"\b(Solanta|NPS|CSAT|CES|CRM)’", r"\1")),
        Defect("straight quotes", lambda said: said.replace("“", '"').replace("”", '"')),
        Defect(
            "a time with a colon", swap(r"\b(\d{1,2})\.(\d\d)\b(?=’|$| )", r"\1:\2"), source=":"
        ),
        Defect("sen for siz", swap(r"\b[Ss]iz\b", "sen"), Zone.AGENT_TO_CUSTOMER),
        Defect("sana for size", swap(r"\b[Ss]ize\b", "sana")),
        Defect("senin for sizin", swap(r"\b[Ss]izin\b", "senin")),
        Defect("a question of sen", swap(r"m[ıiuü]s[ıiuü]n[ıiuü]z\b", "misin")),
        Defect("a verb of sen", swap(r"yorsunuz\b", "yorsun")),
        Defect("a future of sen", swap(r"ceksiniz\b", "ceksin")),
        Defect("abla", swap(r"\bHanım\b", "abla"), Zone.AGENT_TO_CUSTOMER),
        Defect("sulanmak", swap(r"\bsula\w*", "sulanmak")),
        Defect("dotless letters", swap(r"ş|ğ|ç", "s"), source=r"\w{5}"),
        Defect("an i for an ı", swap(r"(?<=\w)ı(?=\w\w)", "i"), source=r"\w{5}"),
    ),
    "zh": (
        Defect("a space between characters", swap(r"(?<=的)(?=[\u4e00-\u9fff])", " ")),
        Defect("an English word left", swap("客户", "customer"), source="customer"),
        Defect("a statement for a question", swap(r"？(?=[”’]?\Z)", "。"), source=r"\?\W*\Z"),
        Defect("a closing mark for an opening one", swap("：“", "：”")),
        Defect("a half-width comma", swap("，", ",")),
        Defect("a half-width full stop", swap("。", ".")),
        Defect("a half-width question mark", swap("？", "?")),
        Defect("a half-width colon", swap("：", ":")),
        Defect("a half-width semicolon", swap("；", ";")),
        Defect("half-width brackets", lambda said: said.replace("（", "(").replace("）", ")")),
        Defect("corner quotes", lambda said: said.replace("“", "「").replace("”", "」")),
        Defect("straight quotes", lambda said: said.replace("“", '"').replace("”", '"')),
        Defect("a space before Latin", swap(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])", " ")),
        Defect("a space before digits", swap(r"(?<=[\u4e00-\u9fff])(?=\d)", " ")),
        Defect("half an ellipsis", swap("……", "…")),
        Defect("你 to a customer", swap("您", "你"), Zone.AGENT_TO_CUSTOMER),
        Defect("您 to the learner", swap("你", "您"), Zone.LEARNER),
        Defect("收割", swap("收获", "收割")),
        Defect("您们", swap("各位|您", "您们"), Zone.AGENT_TO_CUSTOMER),
        Defect("小姐", swap("女士", "小姐")),
        Defect("农民", swap("农夫|耕耘者", "农民")),
        Defect("a traditional character", lambda said: said.translate(TRADITIONAL)),
        Defect("a half-width mark at the end", swap(r"(?<=[A-Za-z0-9])。$", ".")),
        Defect("full-width digits", lambda said: said.translate(FULL_WIDTH)),
        Defect("a space behind a mark", swap("，", "， ")),
        Defect("two marks in a row", swap("。", "，。")),
        Defect("italics", swap(r"\*\*([^*]+)\*\*", r"*\1*")),
    ),
}


@pytest.fixture(scope="module")
def styles(files: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if not path.endswith(".po")}


def entries_of(language: Language, files: Mapping[str, str]) -> list[Entry]:
    """Return all translations of a language, the longest first: they hold most that can break."""
    found = [
        entry
        for catalog in catalogs_of(language, files).values()
        for entry in catalog.live
        if entry.translated and not entry.fuzzy and not entry.plural
    ]
    return sorted(found, key=lambda entry: (-len(entry.msgid), entry.msgid))


def planted(defect: Defect, entries: list[Entry]) -> list[Entry]:
    """Return a few translations with the defect in them."""
    spoiled = (
        replace(entry, forms=(defect.plant(entry),))
        for entry in entries
        if (defect.zone is None or entry.zones == (defect.zone,))
        and re.search(defect.source, entry.msgid)
        and defect.plant(entry) != entry.said
    )
    return [entry for entry, _ in zip(spoiled, range(EACH), strict=False)]


def is_found(entry: Entry, language: Language, styles: Mapping[str, str], meant: Meant) -> bool:
    catalog = write_catalog(Catalog(header_for(language.locale, "c"), (entry,)))
    path = catalog_path(language.locale, "planted")
    odd = any(word in meant for word in words_of(entry))
    return odd or bool(list(catalog_problems(language, {**styles, path: catalog})))


@pytest.mark.parametrize("code", CODES)
def test_nine_of_ten_planted_defects_are_found(
    code: str, course: Course[Text], files: Mapping[str, str], styles: dict[str, str]
) -> None:
    language = course.language(code)
    entries = entries_of(language, files)
    style = read_style(language, files)
    usual = Counter(word for entry in entries for word in words_of(entry))
    report = {
        defect.name: [
            is_found(entry, language, styles, meant_words(usual + Counter(words_of(entry)), style))
            for entry in planted(defect, entries)
        ]
        for defect in (*EVERYWHERE, *OWN[code])
    }
    tried = {name: found for name, found in report.items() if found}
    assert len(tried) >= 30
    hits = [hit for found in tried.values() for hit in found]
    missed = {name: found for name, found in tried.items() if not all(found)}
    assert sum(hits) / len(hits) >= LEAST, missed


@pytest.mark.parametrize("code", CODES)
def test_options_that_become_equal_or_tell_are_found(
    code: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    language = course.language(code)
    path = catalog_path(language.locale, "01-active-farmer")
    question = next(each for each in course.questions() if each.id == "m01-q09")
    assert isinstance(question, ChoiceQuestion)
    right, wrong = (
        next(f"m01-q09.option.{option.key}" for option in question.options if option.correct is so)
        for so in (True, False)
    )
    said = next(entry.said for entry in entries_in(files, path) if entry.context == right)
    for context, words in ((wrong, said), (right, f"{said} {said} {said}")):
        spoiled = saying(files, path, context, words)
        found = {problem.code for problem in parity_problems(course, language, spoiled)}
        assert found & {"equal-options", "telling-length"}, context


def entries_in(files: Mapping[str, str], path: str) -> tuple[Entry, ...]:
    from build_tools.languages.catalogs import read_catalog

    return read_catalog(files[path], path).live


def saying(files: Mapping[str, str], path: str, context: str, words: str) -> dict[str, str]:
    """Return the catalogs with other words in one place."""
    from build_tools.languages.catalogs import read_catalog

    catalog = read_catalog(files[path], path)
    entries = tuple(
        replace(entry, forms=(words,)) if entry.context == context else entry
        for entry in catalog.entries
    )
    return {**files, path: write_catalog(replace(catalog, entries=entries))}
