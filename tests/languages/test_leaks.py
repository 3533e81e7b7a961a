"""All of our course in each of its languages: nothing of it is left in English.

Pages of books are read before they are laid out; ``tests/print/test_books.py`` shows that a PDF
holds the same words.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml
from defusedxml.ElementTree import fromstring

from build_tools.course.reading import read_course
from build_tools.course.shape import Course, Language, Policy
from build_tools.disk import read_sources, tree
from build_tools.formats import exams, guide, job_aids, kit_book, workbook
from build_tools.formats.assessments import packed_modules
from build_tools.formats.book import Book, PageNumbers
from build_tools.formats.packages import COURSES, PACKAGES
from build_tools.formats.player import mounted
from build_tools.formats.site import render_start
from build_tools.languages.catalogs import FUZZY, read_catalog, write_catalog
from build_tools.languages.extracting import messages_in
from build_tools.languages.local import LocalCourse
from build_tools.languages.messages import catalog_path, domain_of
from build_tools.languages.saying import INTERFACE, catalogs_of, key_of, say
from build_tools.mkdocs_plugin import build_site
from build_tools.sources.markdown import plain
from build_tools.sources.text import Text

ROOT = Path(__file__).parents[2]
ALLOWED = Path(__file__).with_name("english_allowed.yml")
CODES = ("fr", "es", "tr", "zh")
WORD = re.compile(r"[^\W\d_]{2,}")
LATIN = r"[A-Za-z\u00c0-\u024f]"
LATIN_WORD = re.compile(rf"(?<!\w){LATIN}{{2,}}(?!\w)")
RUN = re.compile(rf"{LATIN}[{LATIN[1:-1]}’'-]*(?:[ \u00a0]+{LATIN}[{LATIN[1:-1]}’'-]*){{2,}}")
# English words of which no other language of ours has one that is written so.
FUNCTION = {
    *("the", "of", "and", "to", "is", "are", "was", "were", "you", "your", "we", "our", "they"),
    *("their", "this", "that", "these", "those", "with", "for", "from", "what", "when", "who"),
    *("which", "how", "not", "it", "its", "will", "would", "have", "has", "been", "be", "by", "at"),
    *("there", "about", "if", "does"),
}
NO_GIFT = re.compile(r"(?m)^//.*|^\$CATEGORY: |\[html\]|\{(?:TRUE|FALSE)")
TOP = "$course$/top/"  # How the names of Moodle's categories begin.
NO_WORDS = {  # In XML.
    *("schema", "schemaversion", "value", "baseValue", "language", "source", "identifier"),
    *("qti-value", "qti-base-value", "url", "version", "catalog", "entry"),
    *("tag", "idnumber", "single", "shuffleanswers", "answernumbering", "responseformat"),
    *("layouttype", "selecttype", "gradingtype", "showgrading", "numberingstyle"),
}

VOID = {"br", "img", "input", "link", "meta", "hr", "wbr"}
SILENT = {"script", "style", "head", "svg"}

Files = Mapping[str, str]
Begun = Callable[[Course[Text]], Course[Text]]
Words = Mapping[str, str]
"""What stands in each file of an output, or on each page, by name."""


class Finder:
    """Tells what of some words is English, for one language."""

    def __init__(self, language: Language, files: Files) -> None:
        catalogs = catalogs_of(language, files).values()
        entries = [entry for catalog in catalogs for entry in catalog.live]
        said = [form for entry in entries for form in entry.forms]
        self.allowances = yaml.safe_load(ALLOWED.read_text("utf-8"))
        self.known = {
            word.lower() for form in said for word in WORD.findall(f"{plain(form)} {form}")
        }
        folded = {_folded(plain(form)) for form in said}
        asked = {_folded(plain(entry.msgid)) for entry in entries}
        self.replaced = {words for words in asked - folded if " " in words}

    def __call__(self, output: Words) -> dict[str, set[str]]:
        """Return what is English, by the name of the page or file."""
        found = {
            name: self.strange(words, name) | self.english(words) for name, words in output.items()
        }
        return {name: words for name, words in found.items() if words}

    def strange(self, words: str, name: str) -> set[str]:
        """Return the words that no translator has written."""
        known = self.known | self._allowed(name)
        return {word for word in LATIN_WORD.findall(words) if word.lower() not in known}

    def english(self, words: str) -> set[str]:
        """Return what is a whole message, and runs with three words that only English has."""
        lines = {line.strip() for line in words.split("\n")}
        runs = {found[0] for line in lines for found in RUN.finditer(line)}
        return {line for line in lines if _folded(line) in self.replaced} | {
            run for run in runs if sum(word.lower() in FUNCTION for word in run.split()) > 2
        }

    def _allowed(self, name: str) -> set[str]:
        return {
            word
            for entry in self.allowances
            if name.endswith(tuple(entry.get("only", [""])))
            for word in entry["allow"]
        }


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


@dataclass(frozen=True)
class Reader:
    """Makes the outputs of a course and reads them."""

    words_on: Callable[[str], str]
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def pages(self, local: LocalCourse) -> Words:
        """The HTML of every page of the site."""
        into = self.folder / local.language.code
        build_site(local, (), into)
        made = {name: path for name, path in tree(into).items() if name.endswith(".html")}
        return {name: path.read_text("utf-8") for name, path in made.items()}

    def site(self, local: LocalCourse) -> Words:
        """Every page, and what the search shows of it."""
        found = {name: self.words_on(page) for name, page in self.pages(local).items()}
        index = (self.folder / local.language.code / "assets" / "search-index.js").read_text(
            "utf-8"
        )
        rows = json.loads(index.partition("=")[2].strip(" ;\n"))
        start = {
            name: page.decode() for name, page in render_start((local,)).items() if "html" in name
        }
        return {
            **found,
            **{f"start/{name}": self.words_on(page) for name, page in start.items()},
            "search": "\n".join(words for row in rows for words in row[1:]),
        }

    def books(self, local: LocalCourse) -> Words:
        """Every book."""
        return {name: self.words_on(page) for name, page in self.written(local).items()}

    def written(self, local: LocalCourse) -> Words:
        """The HTML of every book, as it goes to the printer."""
        found: list[str] = []

        def bind(write: Callable[[PageNumbers], str], *_: object) -> Book:
            numbers = PageNumbers()
            found.append(write(numbers))
            return Book(b"", dict.fromkeys(numbers.asked, 1), 1, ())

        for room in (workbook, guide, job_aids, kit_book, exams):
            self.monkeypatch.setattr(room, "bind", bind)
        _print_all(local)
        return {f"book {at}": page for at, page in enumerate(found)}

    def packages(self, local: LocalCourse) -> Words:
        """Every file of every package, one language in each."""
        made = {name: render((local,)) for name, render in COURSES.items()}
        for part in packed_modules(local.course):
            for package in PACKAGES.values():
                made[f"{part.id}.{package.ending}"] = package.render(local, part)
        return {
            name: words for file, content in made.items() for name, words in self._in(file, content)
        }

    def _in(self, file: str, content: bytes) -> Iterator[tuple[str, str]]:
        if file.endswith(".zip"):
            package = zipfile.ZipFile(io.BytesIO(content))
            for name in package.namelist():
                for inner, words in self._in(name, package.read(name)):
                    yield f"{file}/{inner}", words
        elif file.endswith(".html"):
            yield file, self.words_on(content.decode())
        elif file.endswith(".xml"):
            # What is HTML in XML has to be read again.
            yield file, self.words_on("\n".join(_texts(fromstring(content))).replace(TOP, ""))
        elif file.endswith(".txt"):
            yield file, self.words_on(NO_GIFT.sub("\n", content.decode()).replace(TOP, ""))


def _texts(element: Element) -> Iterator[str]:
    """Yield what people read of XML, without what systems say to each other."""
    if element.tag.rpartition("}")[2] in NO_WORDS:
        return
    yield from (element.get(key, "") for key in ("title", "label", "alt"))
    yield element.text or ""
    for inner in element:
        yield from _texts(inner)
        yield inner.tail or ""


def _print_all(local: LocalCourse) -> None:
    nowhere = Path()
    whole = workbook.render_workbook(local, nowhere)
    workbook.render_workbook(local, nowhere, answers=False)
    guide.render_guide(local, nowhere, whole)
    first = local.course.modules[:1]
    guide.render_guide(
        local, nowhere, workbook.render_workbook(local, nowhere, modules=first), modules=first
    )
    job_aids.render_job_aids(local, nowhere)
    for kit in local.course.kits:
        kit_book.render_kit(local, kit, nowhere)
    for test in local.course.assessments:
        exams.render_key(local, test, nowhere)
        for form in exams.forms_of(test):
            exams.render_form(local, test, form, nowhere)


@pytest.fixture(scope="module")
def files() -> Files:
    return read_sources(ROOT)


@pytest.fixture(scope="module")
def course(files: Files) -> Course[Text]:
    return read_course(files)


@pytest.fixture(scope="module")
def first(course: Course[Text], begun: Begun) -> Course[Text]:
    return begun(course)


@pytest.fixture
def reader(
    words_on: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Reader:
    return Reader(words_on, tmp_path, monkeypatch)


@pytest.mark.parametrize("output", ["site", "books", "packages"])
@pytest.mark.parametrize("code", CODES)
def test_nothing_is_left_in_english(
    code: str, output: str, course: Course[Text], files: Files, reader: Reader
) -> None:
    language = course.language(code)
    made: Words = getattr(reader, output)(say(course, language, files))
    assert len(made) > 15
    assert Finder(language, files)(made) == {}


@pytest.mark.parametrize("output", ["site", "books", "packages"])
@pytest.mark.parametrize("code", ["fr", "zh"])
def test_a_sentence_that_lost_its_translation_is_found_in_every_output(
    code: str, output: str, first: Course[Text], files: Files, reader: Reader
) -> None:
    language, quiz = first.language(code), first.modules[0].quiz
    assert quiz
    lost = quiz.questions[0].stem
    path = catalog_path(language.locale, domain_of(lost.place.file))
    local = say(first, language, {**files, path: _without(lost.key, files[path])})
    made: Words = getattr(reader, output)(local)
    found = Finder(language, files)(made)
    assert [name for name, words in found.items() if lost.key in words]


@pytest.mark.parametrize(
    ("code", "words", "found"),
    [
        ("zh", "打开 Next", {"Next"}),
        ("tr", "Sonraki\nPlease click here", {"Please", "click"}),
        ("es", "La pregunta is what you say to them", {"La pregunta is what you say to them"}),
        ("fr", "Trois façons de répondre", set()),
        ("tr", "m01-q01 CC BY-SA 4.0", set()),
    ],
)
def test_the_finder_knows_english_when_it_sees_it(
    code: str, words: str, found: set[str], course: Course[Text], files: Files
) -> None:
    seen = Finder(course.language(code), files)({"a page": words}).get("a page", set())
    assert seen >= found
    assert bool(seen) == bool(found)


@pytest.mark.parametrize("output", ["site", "books", "packages"])
def test_the_mark_of_what_is_not_translated_is_never_read_as_words(
    output: str, first: Course[Text], files: Files, reader: Reader
) -> None:
    made: Words = getattr(reader, output)(_in_turkish(first, _untranslated(files)))
    assert [name for name, words in made.items() if "<span" in words or "</span" in words] == []


def test_what_is_not_translated_is_marked_as_english_on_the_site_and_in_books(
    first: Course[Text], files: Files, reader: Reader
) -> None:
    local = _in_turkish(first, _untranslated(files))
    said = map(plain, (message.msgid for message in messages_in(first)))
    messages = {words for words in said if " " in words}
    pages = {**reader.pages(local), **reader.written(local)}
    assert len(pages) > 20
    for name, page in pages.items():
        marked, unmarked = _by_language(page)
        assert messages & marked, name
        assert messages & unmarked == set(), name


@pytest.mark.parametrize("code", ["tr", "zh"])
def test_an_outdated_translation_says_so_in_its_language_on_the_site_and_on_paper(
    code: str, first: Course[Text], files: Files, reader: Reader
) -> None:
    language = first.language(code)
    title, path = first.modules[0].title, catalog_path(language.locale, first.modules[0].id)
    files = {**files, path: _outdated(files[path])}
    local = say(replace(first, policies=(("default", Policy.STALE),)), language, files)
    local.words.said[INTERFACE, "", "Older version:"] = "旧版："  # type: ignore[index]
    badge = '<span class="badge">旧版：</span> '
    mark = f'<span class="stale">{badge}{local.said[key_of(title)]}</span>'
    assert f"<h1>{mark}</h1>" in reader.pages(local)["01-active-farmer/index.html"]
    lesson = reader.pages(local)["01-active-farmer/01-three-ways.html"]
    book = reader.written(local)["book 0"]
    assert f"<h1>{mark}</h1>" in book
    for page in (lesson, book):
        assert f'<p class="stale">{badge}' in page
    assert lesson.count('<p class="notice">') == 1
    quiz = reader.pages(local)["01-active-farmer/quiz.html"]
    assert quiz.count('<p class="notice">') == 1
    for question in mounted(quiz)["questions"]:
        assert question["stem"].startswith(f'<span class="stale">{badge}'), question["id"]
        assert "旧版" not in question["report"]


def test_every_allowance_has_its_reason() -> None:
    for entry in yaml.safe_load(ALLOWED.read_text("utf-8")):
        assert entry["because"].endswith(".")
        assert all(word == word.lower() for word in entry["allow"])


def _without(msgid: str, text: str) -> str:
    """Return a catalog in which one message is not translated."""
    catalog = read_catalog(text, "")
    entries = (
        replace(entry, forms=("",)) if entry.msgid == msgid else entry for entry in catalog.entries
    )
    return write_catalog(replace(catalog, entries=tuple(entries)))


def _in_turkish(course: Course[Text], files: Files) -> LocalCourse:
    return say(course, replace(course.language("tr"), preview=True), files)


def _untranslated(files: Files) -> Files:
    """Return files in which nothing but the interface is said in Turkish."""
    begin = catalog_path("tr", "").removesuffix(".po")
    return {
        path: text
        for path, text in files.items()
        if not path.startswith(begin) or path == catalog_path("tr", INTERFACE)
    }


def _outdated(text: str) -> str:
    """Return a catalog whose sources have all changed since."""
    catalog = read_catalog(text, "")
    entries = tuple(replace(entry, flags=(FUZZY,)) for entry in catalog.entries)
    return write_catalog(replace(catalog, entries=entries))


class _Tongues(HTMLParser):
    """Parts the words of a page into those in an element marked as English, and all others."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: tuple[set[str], set[str]] = (set(), set())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            # The contents of a page repeat its headings without their marks.
            silent = tag in SILENT or given.get("class") == "contents"
            above = self.open[-1][1] if self.open else ""
            self.open.append((tag, "silent" if silent else given.get("lang") or above))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tongue = self.open[-1][1] if self.open else ""
        if tongue != "silent":
            self.found[tongue != "en"].add(" ".join(data.split()))


def _by_language(page: str) -> tuple[set[str], set[str]]:
    parser = _Tongues()
    parser.feed(page)
    return parser.found
