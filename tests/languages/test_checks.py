from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest

from build_tools.course.shape import Course, Language, Policy
from build_tools.languages.catalogs import (
    Catalog,
    Entry,
    header_for,
    read_catalog,
    write_catalog,
)
from build_tools.languages.checks import (
    catalog_problems,
    check_translations,
    unanswered,
    untranslated,
)
from build_tools.languages.extracting import messages_in
from build_tools.languages.messages import catalog_path
from build_tools.languages.parity import parity_problems
from build_tools.languages.saying import say
from build_tools.languages.spelling import spelling_problems
from build_tools.languages.style import RuleKind, read_style
from build_tools.languages.updating import updated
from build_tools.questions.shape import Feedback, Question
from build_tools.questions.text import TextQuestion
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text

# One passage in the words of each style guide: nothing in it is wrong.
VOICES = {
    "en": (
        "A customer calls to reorder a part. You could take the order and hang up. Or you could "
        "ask one good question: “What has changed since your last order?” Some days you sow."
    ),
    "fr": (
        "Une cliente appelle pour commander à nouveau une pièce. Vous pouvez prendre la commande "
        "et raccrocher. Vous pouvez aussi poser une seule bonne question\u00a0: «\u00a0Qu’est-ce "
        "qui a changé depuis votre dernière commande\u202f?\u00a0» Certains jours, on sème."
    ),
    "es": (
        "Un cliente llama para volver a pedir una pieza. Puedes tomar el pedido y colgar. También "
        "puedes hacer una sola buena pregunta: “¿Qué ha cambiado desde su último pedido?”. Hay "
        "días en que se siembra."
    ),
    "tr": (
        "Bir müşteri, bir parçayı yeniden sipariş etmek için arıyor. Siparişi alıp telefonu "
        "kapatabilirsiniz. Ya da tek bir iyi soru sorabilirsiniz: “Son siparişinizden bu yana "
        "neler değişti?” Bazı günler tohum ekersiniz."
    ),
    "zh": (
        "一位客户来电，想再订一个零件。你可以记下订单就挂断，也可以多问一个好问题："
        "“和上次订货时相比，您那边有哪些变化？”有的日子播种。"
    ),
}
CODE = (
    "(?:lost|added|changed|invisible|foreign|english|untranslated|telling|equal|missing|bad|avoided)"
    "-(?:[a-z]+)"
)
ROOT = Path(__file__).parents[2]
CUSTOMER = ("zone: agent-to-customer",)
NBSP = "\u00a0"


class Judge:
    """Says what is wrong with one translation."""

    def __init__(self, languages: Mapping[str, Language], files: Mapping[str, str]) -> None:
        self.languages = languages
        self.style = {path: text for path, text in files.items() if not path.endswith(".po")}

    def codes(self, code: str, source: str, said: str, **more: tuple[str, ...]) -> list[str]:
        """Return the codes of the problems; ``more`` are ``comments`` and ``notes``."""
        language = self.languages[code]
        entry = Entry(context="", msgid=source, forms=(said,), **more)  # type: ignore[arg-type]
        catalog = write_catalog(Catalog(header_for(language.locale, "c"), (entry,)))
        path = catalog_path(language.locale, "d")
        return [found.code for found in catalog_problems(language, {**self.style, path: catalog})]


@pytest.fixture(scope="module")
def judge(languages: dict[str, Language], files: Mapping[str, str]) -> Judge:
    return Judge(languages, files)


@pytest.mark.parametrize("code", VOICES)
def test_good_words_of_each_language_raise_no_alarm(code: str, judge: Judge) -> None:
    assert judge.codes(code, VOICES["en"], VOICES[code]) == []


STRUCTURE = [
    ("See [the map](map.md).", "Haritaya bakın.", ["lost-link"]),
    ("See [the map](map.md).", "[Haritaya](map.tr.md) bakın.", ["lost-link", "added-link"]),
    ("See [the map][map].", "[Harita]", ["lost-link"]),
    ("See it.", "[Bakın](https://evil.example).", ["added-link"]),
    ("See it.", "Bakın: <https://evil.example>", ["added-link"]),
    ("![Plant](a.svg)", "Alan", ["lost-picture"]),
    ("![Plant](a.svg)", "![](a.svg)", ["lost-picture", "added-picture"]),
    ("See it.", "![x](https://evil.example/a.png)", ["added-picture"]),
    ("Press <kbd>Esc</kbd>.", "Esc’ye basın.", ["lost-tag"]),
    ("See it.", "<script>alert(1)</script>", ["added-tag"]),
    ("See it.", '<span onclick="x()">Bakın.</span>', ["added-tag"]),
    ("See [it](a.md).", "[Bakın](a.md){ .button #x }.", ["added-tag"]),
    ("See it.", "Bakın: https://evil.example", ["added-link"]),
    ("Type `tend build`.", "`tend inşa` yazın.", ["changed-code"]),
    ("A **bold** word.", "Koyu bir sözcük.", ["changed-emphasis"]),
    ("A **bold** word.", "** Koyu** bir sözcük.", ["changed-emphasis"]),
    ("An *italic* word.", "Bir **eğik** sözcük.", ["changed-emphasis"]),
    ("A word[^1].", "Bir sözcük.", ["changed-footnote"]),
    ("{n} of {total}", "{n} / {toplam}", ["changed-placeholder"]),
    ("Four ÷ two is [gap1].", "Dört ÷ iki: [boşluk1].", ["changed-placeholder"]),
    ("Years: ___{4}", "Yıl: ___", ["changed-blank"]),
    ("Years: ___{4}", "Yıl: ___{5}", ["changed-blank"]),
    ("It is ___ or ___.", "Ya ___.", ["changed-blank"]),
    ("One line\nand one more", "Tek satır", ["changed-break"]),
]


@pytest.mark.parametrize(("source", "said", "expected"), STRUCTURE)
def test_lost_and_added_structure_is_found(
    source: str, said: str, expected: list[str], judge: Judge
) -> None:
    assert list(dict.fromkeys(judge.codes("tr", source, said))) == expected


SAME = [
    ("tr", 'See [the map](map.md "The map").', '[Haritaya](map.md "Harita") bakın.'),
    ("tr", "See [Docs][docs] and `a`.", "`a` ve [Belgeler][docs]."),
    ("tr", "It costs 12,500 at 2:30 p.m.", "14.30’da 12.500 tutuyor."),
    ("tr", "A quarter, 25%, on March 9, 2026", "Dörtte biri, %25, 9 Mart 2026"),
    ("tr", "Answer: ___{1,500}, ___{yes}", "Yanıt: ___{1.500}, ___{evet}"),
    ("tr", "It takes 13 h 15.", "13 saat 15 dakika sürer."),
    ("fr", "The call is at 4 p.m.", "L’appel est à 16\u00a0h."),
    ("fr", "12,500 or 25%", "12\u202f500 ou 25\u00a0%"),
    ("fr", "Send it to me. “Really?”", "Envoyez-le-moi. «\u00a0Vraiment\u202f?\u00a0»"),
    ("es", "He asks your pardon.", "Le pide una disculpa."),
    ("es", "He has 12,500, or 25%.", "Tiene 12\u00a0500, o el 25\u00a0%."),
    ("zh", "An *italic* and a **bold** word, March 9, 2026", "**斜体**和**粗体**，2026年3月9日"),
    ("zh", "**“Hello,”** he says. Two boxes.", "他说**“您好”**。2箱。"),
    ("zh", "The CRM knows 12,500 customers.", "CRM里有12,500位客户。"),
]


@pytest.mark.parametrize(("code", "source", "said"), SAME)
def test_what_only_looks_different_is_left_alone(
    code: str, source: str, said: str, judge: Judge
) -> None:
    assert judge.codes(code, source, said) == []


WORDS = [
    ("fr", "300 times 4", "300 fois 5", "changed-number"),
    ("tr", "1,500 customers", "15.000 müşteri", "changed-number"),
    ("fr", "Yes.", "Oui. ", "changed-space"),
    ("fr", "Yes, sure.", "Oui,  bien sûr.", "changed-space"),
    ("fr", "Yes.", "O\u200bui.", "invisible-character"),
    ("fr", "Yes.", "\u202eOui.", "invisible-character"),
    ("tr", "Yes.", "Evеt.", "foreign-letter"),  # The second е is Cyrillic.
    ("tr", "Ask what has changed today.", "Bugün ask what has changed.", "english-words"),
    ("zh", "Ask what has changed today.", "问：ask what has changed", "english-words"),
    ("fr", "Why?", "Pourquoi?", "typography"),
    ("fr", "Why?", "Pourquoi ?", "typography"),
    ("fr", "He says: yes.", "Il dit: oui.", "typography"),
    ("fr", "“Yes”", f"« Oui{NBSP}»", "typography"),
    ("fr", "“Yes?”", "«\u00a0Oui\u202f?»", "typography"),
    ("fr", "It’s here.", "C'est ici.", "typography"),
    ("fr", "And so on…", "Et cetera...", "typography"),
    ("fr", "25%", "25%", "typography"),
    ("es", "Why?", "Por qué?", "typography"),
    ("es", "“Yes”", "«Sí»", "typography"),
    ("es", "“Yes.”", "“Sí.”", "typography"),
    ("tr", "25%", "25 %", "typography"),
    ("tr", "Solanta’s", "Solantanın", "typography"),
    ("tr", "Elif’s", "Elif'in", "typography"),
    ("zh", "Yes, sure.", "是的,当然。", "typography"),
    ("zh", "“Yes”", "「是」", "typography"),
    ("zh", "The CRM", "这个 CRM", "typography"),
    ("zh", "And so on…", "等等…", "typography"),
    ("zh", "Open the CRM.", "打开CRM.", "typography"),
    ("zh", "Option A", "选项Ａ", "foreign-letter"),
    ("zh", "At 19:30", "在19：30", "changed-number"),
    ("zh", "A share", "百分比（％）", "typography"),
    ("zh", "Yes, sure.", "是的， 当然。", "typography"),
    ("zh", "Yes, sure.", "是的 ，当然。", "typography"),
    ("zh", "Yes, sure.", "是的，。当然。", "typography"),
    ("zh", "The farm", "農场", "foreign-letter"),
    ("en", "Yes", 'He said "yes"', "typography"),
    ("fr", "You ask.", "Tu demandes.", "register"),
    ("fr", "Tell me.", "Dis-moi.", "register"),
    ("es", "You can.", "Vosotros podéis.", "register"),
    ("es", "You ask.", "Usted pregunta.", "register"),
    ("tr", "You", "Sen", "register"),
    ("tr", "Can you wait?", "Bekler misin?", "register"),
    ("tr", "You are asking.", "Soruyorsun.", "register"),
    ("zh", "You ask.", "您可以问。", "register"),
    ("zh", "Harvest", "收割收获", "avoided-word"),
    ("tr", "They cheat.", "Müşteriyi yoluyorlar.", "avoided-word"),
    ("es", "The computer", "La computadora", "avoided-word"),
    ("fr", "The farmer", "L’éleveur", "lost-term"),
    ("tr", "Every touchpoint", "Her an", "lost-term"),
    ("zh", "Every touchpoint", "每个时刻", "lost-term"),
    ("tr", "Did you ask?", "Sordunuz.", "lost-question"),
    ("zh", "“Did you ask?”", "“问了。”", "lost-question"),
    (
        "tr",
        "You waited for twenty minutes, nobody answered, and then the line went dead on you.",
        "Yirmi dakika beklediniz.",
        "lost-words",
    ),
    (
        "zh",
        "You waited long, nobody answered, and then the line went dead.",
        "等。",
        "lost-words",
    ),
    ("tr", "The agent waits.", "agent bekliyor.", "english-words"),
    ("zh", "The agent waits.", "agent在等。", "english-words"),
    ("tr", "Write it down, please.", "Lütfen bunu bir yere yazın , olur mu.", "typography"),
    ("tr", "Do it without asking.", "Sormadan etmeden etmeden yapın.", "typography"),
    ("tr", "Istanbul", "I\u0307stanbul", "foreign-letter"),
    ("zh", "You speak first.", "你先 说话。", "typography"),
    ("zh", "He says: “Good.”", "他说：”好。”", "typography"),
]


@pytest.mark.parametrize(("code", "source", "said", "expected"), WORDS)
def test_wrong_words_are_found(
    code: str, source: str, said: str, expected: str, judge: Judge
) -> None:
    assert judge.codes(code, source, said) == [expected]


TO_CUSTOMERS = [
    ("fr", "Je t’écoute.", "Je vous écoute."),
    ("es", "¿Qué necesitas?", "¿Qué necesita?"),
    ("es", "¿Tu número?", "¿Su número?"),
    ("es", "¿Cuándo llamaste?", "¿Cuándo llamó?"),
    ("tr", "Bekler misin?", "Bekler misiniz?"),
    ("zh", "你好。", "您好。"),
]


@pytest.mark.parametrize(("code", "familiar", "polite"), TO_CUSTOMERS)
def test_customers_are_addressed_politely(
    code: str, familiar: str, polite: str, judge: Judge
) -> None:
    assert judge.codes(code, "Hello.", familiar, comments=CUSTOMER) == ["register"]
    assert judge.codes(code, "Hello.", polite, comments=CUSTOMER) == []


def test_learners_are_addressed_as_the_style_guide_says_even_beside_a_quotation(
    judge: Judge,
) -> None:
    assert judge.codes("es", "You ask: “You?”", "Preguntas: “¿Usted?”") == []
    assert judge.codes("zh", "You ask: “You?”", "你问：“您呢？”") == []


def test_a_translator_may_allow_what_is_right_here_and_says_why(judge: Judge) -> None:
    given = ("fr", "The farmer", "L’éleveur")
    assert judge.codes(*given, notes=("allow: lost-term the jargon is meant",)) == []
    assert judge.codes(*given, notes=("allow: lost-term",)) == ["bad-waiver", "lost-term"]
    assert judge.codes(*given, notes=("A note that allows nothing",)) == ["lost-term"]


def test_nobody_may_allow_what_could_be_an_attack(judge: Judge) -> None:
    note = ("allow: added-link trust me",)
    found = judge.codes("tr", "See.", "[Bakın](x.md)", notes=note)
    assert found == ["bad-waiver", "added-link"]


def test_a_plural_may_count_one_thing_like_many(languages: dict[str, Language]) -> None:
    turkish = languages["tr"]
    entry = Entry(
        context="", msgid="One day", plural="{n} days", forms=("{n} gün", "{n} gün"), files=("a",)
    )
    catalog = write_catalog(Catalog(header_for("tr", "c"), (entry,)))
    assert list(catalog_problems(turkish, {catalog_path("tr", "d"): catalog})) == []


def test_a_problem_names_the_line_of_the_translation(languages: dict[str, Language]) -> None:
    catalog = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Language: tr\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '#. note\nmsgid "See [it](a.md)."\nmsgstr "Bakın."\n'
    )
    (problem,) = catalog_problems(languages["tr"], {catalog_path("tr", "d"): catalog})
    assert str(problem) == (
        "locales/tr/LC_MESSAGES/d.po:9:1: lost-link: the translation drops the link `a.md`"
    )


def test_what_is_fuzzy_is_not_shown_and_so_not_checked(languages: dict[str, Language]) -> None:
    entry = Entry(context="", msgid="[A](a.md)", forms=("x",), flags=("fuzzy",))
    catalog = write_catalog(Catalog(header_for("tr", "c"), (entry,)))
    assert list(catalog_problems(languages["tr"], {catalog_path("tr", "d"): catalog})) == []


def test_a_rule_that_is_no_regular_expression_is_a_problem(languages: dict[str, Language]) -> None:
    style = "rules:\n- {kind: typography, find: '(', message: m}\n"
    with pytest.raises(CourseError, match=r"locales/tr/style\.yml:2:\d+: bad-pattern"):
        list(catalog_problems(languages["tr"], {"locales/tr/style.yml": style}))


# The questions of the real course.


def said_with(course: Course[Text], language: Language, words: Mapping[str, str]) -> dict[str, str]:
    """Return catalogs in which every message is said in its own words, but for some contexts."""
    empty = updated(messages_in(course), language.locale, {}, "c")
    filled = {}
    for path, text in empty.items():
        catalog = read_catalog(text, path)
        entries = tuple(
            Entry(
                context=entry.context,
                msgid=entry.msgid,
                forms=(words.get(entry.context, entry.msgid),),
            )
            for entry in catalog.entries
        )
        filled[path] = write_catalog(Catalog(catalog.header, entries))
    return filled


def test_a_question_that_is_not_translated_stops_the_language(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    turkish = languages["tr"]
    found = list(untranslated(course, turkish, {}))
    assert {problem.code for problem in found} == {"untranslated-question"}
    assert str(found[0].place).startswith("locales/tr/LC_MESSAGES/01-active-farmer.po")
    assert not any("feedback" in problem.message for problem in found)
    assert list(untranslated(course, languages["en"], {})) == []
    assert list(untranslated(course, turkish, said_with(course, turkish, {}))) == []


def test_a_domain_can_refuse_to_be_shown_untranslated(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    turkish = languages["tr"]
    files = said_with(course, turkish, {"course.title": "", "title": ""})
    strict = replace(course, policies=(("course", Policy.REFUSE),))
    refusing = list(untranslated(strict, turkish, files))
    assert [(p.code, p.message) for p in refusing] == [
        ("untranslated", "`title` is not translated")
    ]
    assert list(untranslated(course, turkish, files)) == []
    assert list(untranslated(strict, replace(turkish, waiting=("course",)), files)) == []


def test_options_that_become_equal_are_found(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    words = {"m01-q01.option.a": "Aynı **söz**", "m01-q01.option.b": "aynı söz"}
    files = said_with(course, languages["tr"], words)
    (problem,) = parity_problems(course, languages["tr"], files)
    assert (problem.code, problem.place.file) == (
        "equal-options",
        "locales/tr/LC_MESSAGES/01-active-farmer.po",
    )


def test_a_right_option_that_becomes_the_longest_by_far_is_found(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    question = next(
        question
        for module in course.modules
        if module.quiz
        for question in module.quiz.questions
        if question.type == "single"
    )
    right = next(option.text for option in question.options if option.correct)  # type: ignore[union-attr]
    files = said_with(course, languages["tr"], {right.context: right.key * 5})
    assert [p.code for p in parity_problems(course, languages["tr"], files)] == ["telling-length"]


def test_a_question_to_type_an_answer_to_needs_answers_in_each_language(
    course: Course[Text], languages: dict[str, Language]
) -> None:
    asking = with_a_typed_answer(course)
    (missing,) = unanswered(asking, languages["tr"], {})
    assert (missing.code, missing.place.file) == ("missing-answers", "locales/tr/answers.yml")
    answers = {"locales/tr/answers.yml": 'm01-q99: ["soru"]'}
    assert list(unanswered(asking, languages["tr"], answers)) == []
    local = say(asking, languages["tr"], answers)
    quiz = local.course.modules[0].quiz
    assert quiz
    assert [q.accepted for q in quiz.questions if isinstance(q, TextQuestion)] == [("soru",)]


def with_a_typed_answer(course: Course[Text]) -> Course[Text]:
    """Return the course with one more question in its first module."""
    module = course.modules[0]
    assert module.quiz
    first = module.quiz.questions[0]
    common = {field.name: getattr(first, field.name) for field in fields(Question)}
    question: TextQuestion[Text] = TextQuestion(
        **{**common, "id": "m01-q99", "type": "text"},
        accepted=(),
        feedback=Feedback(right=first.stem, wrong=first.stem),
        misconception=None,
    )
    quiz = replace(module.quiz, questions=(question,))
    return replace(course, modules=(replace(module, quiz=quiz),))


def codes_in(path: Path) -> Iterator[str]:
    """Yield the codes that a file of this room gives to problems."""
    told = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(told):
        if isinstance(node, ast.Constant) and re.fullmatch(CODE, str(node.value)):
            yield str(node.value)


def test_every_problem_of_a_translation_can_be_looked_up_and_is_provoked() -> None:
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    room = (ROOT / "build_tools" / "languages").glob("*.py")
    codes = {code for path in room for code in codes_in(path)} | {*RuleKind, "untranslated"}
    assert len(codes) > 25
    for code in codes:
        assert f"**`{code}`**" in page, code
        assert re.search(rf"(?<![\w-]){code}(?![\w-])", tests), code


@pytest.mark.parametrize("code", ["en", "fr", "es", "tr", "zh"])
def test_the_translations_of_this_course_hold_every_rule(
    code: str, course: Course[Text], files: Mapping[str, str]
) -> None:
    found = check_translations(course, course.language(code), files)
    assert "\n".join(map(str, found)) == ""


def test_the_course_can_be_said_in_every_language(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    for language in course.languages:
        assert say(course, language, files).language is language


def test_a_rare_spelling_of_a_common_word_is_found(languages: dict[str, Language]) -> None:
    entries = tuple(
        Entry(context=str(at), msgid=f"Order {at}", forms=(f"Sipariş {at}",)) for at in range(6)
    )
    slip = Entry(context="slip", msgid="The order", forms=("Siparis",))
    style = {"locales/tr/style.yml": "confused: [şs]\n"}
    path = catalog_path("tr", "c")
    catalog = write_catalog(Catalog(header_for("tr", "c"), (*entries, slip)))
    turkish = languages["tr"]
    files = {path: catalog, **style}
    (problem,) = spelling_problems(turkish, files, read_style(turkish, files))
    assert (problem.code, problem.message) == (
        "stray-spelling",
        "`siparis` is spelled `sipariş` elsewhere",
    )
    allowed = {path: catalog, "locales/tr/style.yml": "confused: [şs]\nspellings: [siparis]\n"}
    assert list(spelling_problems(turkish, allowed, read_style(turkish, allowed))) == []
