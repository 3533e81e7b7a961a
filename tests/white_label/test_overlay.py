"""A company's own name, logo, colors and words on top of a course that nobody had to touch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from pypdf import PdfReader

from build_tools.cli import tend
from build_tools.course.overlay import ON_BAR, PAPERS, read_overlay
from build_tools.course.reading import read_course, with_drafts
from build_tools.course.rules import advice_in, problems_in
from build_tools.course.shape import Colors, Course, Language
from build_tools.disk import read_overlay as overlay_files
from build_tools.disk import read_sources
from build_tools.formats.bundle import unzipped
from build_tools.formats.fonts import ensure_fonts
from build_tools.formats.overlay import DARK_PAPERS, style_of
from build_tools.formats.scorm12 import render_scorm12
from build_tools.formats.site import render_start
from build_tools.formats.workbook import render_workbook
from build_tools.languages.extracting import messages_in
from build_tools.languages.local import LocalCourse
from build_tools.languages.saying import say
from build_tools.mkdocs_plugin import build_site
from build_tools.sources.binary import packed
from build_tools.sources.colors import BLACK, WHITE, contrast, least, mixed, readable
from build_tools.sources.problem import CourseError
from build_tools.sources.text import Text
from build_tools.units import Unit, key_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORM = "05-weather-the-storm"
SETTINGS = "overlay/overlay.yml"
ENGLISH = "overlay/locales/en.yml"
LOCAL = Path(STORM) / "04-abuse-is-not-feedback.html"


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    """The files of our course, drafts too."""
    return with_drafts(read_sources(ROOT))


@pytest.fixture(scope="module")
def files(plain: dict[str, str]) -> dict[str, str]:
    """The same below the overlay of a company that sells water."""
    return plain | overlay_files(HERE / "overlay")


@pytest.fixture(scope="module")
def course(files: Mapping[str, str]) -> Course[Text]:
    return read_course(files)


def spoken(course: Course[Text], code: str, files: Mapping[str, str]) -> LocalCourse:
    """Say a course in a language, also what is not released in it."""
    return say(course, replace(course.language(code), waiting=()), files)


def test_every_page_of_the_site_wears_the_company(
    course: Course[Text], files: Mapping[str, str], tmp_path: Path
) -> None:
    build_site(spoken(course, "tr", files), (), tmp_path)
    for path in tmp_path.rglob("*.html"):
        page = path.read_text("utf-8")
        assert re.search(
            r'<img class="company-logo" src="[./]*assets/logo.svg" alt="Mavi Pınar Su">', page
        )
        assert 'assets/overlay.css"' in page
        assert 'credits.html#privacy"' in page
    assert (tmp_path / "assets/logo.svg").read_bytes() == (HERE / "overlay/mark.svg").read_bytes()
    assert "#0b5394" in (tmp_path / "assets/overlay.css").read_text("utf-8")
    box = (tmp_path / LOCAL).read_text("utf-8")
    assert "kırmızı kartı kaldırın" in box
    assert "block exercise" not in box.partition("local-procedure")[2].partition("danger")[0]
    aid = (tmp_path / STORM / "index.html").read_text("utf-8")
    assert "dahili <strong>40</strong>" in aid
    assert "bir yıl kalır" in (tmp_path / "credits.html").read_text("utf-8")
    assert "kırmızı kart" in (tmp_path / "glossary.html").read_text("utf-8")


def test_the_chinese_workbook_wears_the_company(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    local = spoken(course, "zh", files)
    book = render_workbook(only_storm(local), ensure_fonts())
    assert book.warnings == ()
    reader = PdfReader(BytesIO(book.pdf))
    said = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in reader.pages))
    for words in ("蓝泉饮水", "举起红卡", "楼层主管：分机40", "保存一年", "表示通话有危险的信号"):
        assert words in said


def only_storm(local: LocalCourse) -> LocalCourse:
    """Return a course of one module, whose book is whole, glossary and all."""
    said, source = (
        replace(course, modules=tuple(each for each in course.modules if each.id == STORM))
        for course in (local.course, local.source_course)
    )
    return replace(local, course=said, source_course=source)


@pytest.mark.parametrize("code", ["tr", "zh"])
def test_a_package_wears_the_company_and_asks_the_same(
    course: Course[Text], files: Mapping[str, str], plain: Mapping[str, str], code: str
) -> None:
    local = spoken(course, code, files)
    dressed = unzipped(render_scorm12(local, local.course.modules[0]))
    other = spoken(read_course(plain), code, plain)
    bare = unzipped(render_scorm12(other, other.course.modules[0]))
    assert set(dressed) - set(bare) == {"overlay.css", "logo.svg"}
    listed = re.findall(r'<file href="([^"]+)"', dressed["imsmanifest.xml"].decode())
    assert set(listed) == set(dressed) - {"imsmanifest.xml"}
    told = re.compile(r'<script type="application/json".*?</script>', re.DOTALL)
    assert told.findall(dressed["index.html"].decode()) == told.findall(bare["index.html"].decode())
    assert b"mailto:privacy@bluespring.example" in dressed["index.html"]
    assert not any(b"overlay" in bare[name] for name in ("index.html", "imsmanifest.xml"))


def test_the_choice_of_languages_wears_the_company(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    made = render_start([spoken(course, code, files) for code in ("tr", "zh")])
    assert b'src="assets/logo.svg" alt="Mavi P' in made["index.html"]
    assert "assets/overlay.css" in made


def test_what_a_language_lacks_is_shown_in_another_and_marked(
    course: Course[Text], files: Mapping[str, str]
) -> None:
    french = spoken(course, "fr", files)
    turkish = spoken(course, "tr", files)
    assert french.overlay is not None
    assert turkish.overlay is not None
    assert french.overlay.company == "Blue Spring Water"
    assert {words.tag for words in french.overlay.slots.values()} == {"en"}
    assert turkish.overlay.slots["emergency"].tag == ""
    assert turkish.overlay.slots["discretion-limits"].tag == "en"
    ids = [[term.id for term in local.course.glossary] for local in (french, turkish)]
    assert ids[0] == ids[1]
    assert ids[0][-1] == "red-card"


def test_the_words_of_a_company_are_nothing_for_translators(
    course: Course[Text], plain: Mapping[str, str]
) -> None:
    assert messages_in(course) == messages_in(read_course(plain))


def test_an_overlay_is_an_input_of_everything(files: dict[str, str]) -> None:
    turkish = Language(code="tr", locale="tr", tag="tr", name="Türkçe")
    changed = {**files, SETTINGS: files[SETTINGS].replace("Blue", "Red")}
    for format_ in ("site", "workbook", "scorm12", "course"):
        unit = Unit("tr", format_)
        assert key_of(unit, turkish, files, "") != key_of(unit, turkish, changed, "")


REFUSED = {
    "low-contrast": ('"#0b5394"', '"#88aaff"'),
    "low-contrast: of the bar": ('"#0b2e4f"', '"#aabbcc"'),
    "bad-color": ('"#0b5394"', '"blue"'),
    "bad-logo": ("mark.svg", "other.svg"),
    "bad-logo: elsewhere": ("mark.svg", "../mark.svg"),
    "unknown-key": ("company:", "firm:"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused(course: Course[Text], name: str) -> None:
    before, after = REFUSED[name]
    own = overlay_files(HERE / "overlay")
    with pytest.raises(CourseError) as caught:
        read_overlay({**own, SETTINGS: own[SETTINGS].replace(before, after)}, course.languages)
    assert name.partition(":")[0] in {problem.code for problem in caught.value.problems}


def test_a_color_that_is_too_light_comes_with_one_that_is_not(course: Course[Text]) -> None:
    own = overlay_files(HERE / "overlay")
    light = {**own, SETTINGS: own[SETTINGS].replace("#0b5394", "#88aaff")}
    with pytest.raises(CourseError, match=r"overlay/overlay.yml:3:18: low-contrast: ") as caught:
        read_overlay(light, course.languages)
    (problem,) = caught.value.problems
    assert "`#88aaff` and `#f4ecdd` have a contrast of 1.9:1, expected 4.5:1" in problem.message
    offered = re.findall(r"#\w+", problem.hint)[0]
    dark = {**own, SETTINGS: own[SETTINGS].replace("#0b5394", offered)}
    assert read_overlay(dark, course.languages) is not None


ACTING = {
    "`<script>` is not allowed": "<script>alert(1)</script>",
    "could run or load": '<path onload="alert(1)"/>',
    "could load something": "<style>@import 'https://example.com/x.css';</style>",
    "`<image>` is not allowed": '<image href="https://example.com/x.png"/>',
    "cannot be read": "<path>",
}


@pytest.mark.parametrize("fault", ACTING)
def test_a_logo_that_could_act_is_refused(course: Course[Text], fault: str) -> None:
    own = overlay_files(HERE / "overlay")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{ACTING[fault]}</svg>'
    with pytest.raises(CourseError, match=fault):
        read_overlay({**own, "overlay/mark.svg": svg}, course.languages)


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"GIF89a", "this is no PNG"), (b"\x89PNG\r\n\x1a\n" + bytes(100_000), "more than 100,000")],
)
def test_a_png_must_be_one_and_not_too_big(
    course: Course[Text], content: bytes, fault: str
) -> None:
    own = overlay_files(HERE / "overlay")
    own[SETTINGS] = own[SETTINGS].replace("mark.svg", "mark.png")
    with pytest.raises(CourseError, match=fault):
        read_overlay({**own, "overlay/mark.png": packed(content)}, course.languages)


def test_a_language_that_the_course_has_not_is_told(course: Course[Text]) -> None:
    own = overlay_files(HERE / "overlay")
    with pytest.raises(
        CourseError, match=r"overlay/locales/zh\.yml:1:1: unknown-locale: "
    ) as caught:
        read_overlay({**own, "overlay/locales/zh.yml": own[ENGLISH]}, course.languages)
    assert "zh_Hans" in caught.value.problems[0].hint


def test_an_overlay_without_its_file_is_told(course: Course[Text]) -> None:
    with pytest.raises(CourseError, match=r"overlay/overlay\.yml:1:1: missing-file: "):
        read_overlay({ENGLISH: 'company: "A"'}, course.languages)


MISTAKEN = {
    "unknown-slot": ("emergency: |", "emergancy: |"),
    "overlay-link": ("mailto:privacy@bluespring.example", "03-other.md"),
    "raw-html": ("Red card up.", "<div onclick='x()'>Red.</div>"),
    "same-id": ("id: red-card", "id: touchpoint"),
}


@pytest.mark.parametrize("code", MISTAKEN)
def test_words_that_fit_nowhere_are_told(files: dict[str, str], code: str) -> None:
    before, after = MISTAKEN[code]
    assert before in files[ENGLISH]
    changed = {**files, ENGLISH: files[ENGLISH].replace(before, after)}
    found = [each for each in problems_in(read_course(changed)) if each.place.file == ENGLISH]
    assert {each.code for each in found} == {code}


def test_what_an_overlay_leaves_open_is_advice(files: dict[str, str]) -> None:
    own = re.sub(r"  emergency: \|\n.*\n", "", files[ENGLISH])
    others = {path: text for path, text in files.items() if not path.startswith("overlay/locales/")}
    told = list(map(str, advice_in(read_course({**others, ENGLISH: own}))))
    assert (
        f"{SETTINGS}:1:1: open-slot: nobody fills the place `emergency`; it stays a box to write in"
    ) in told
    path = "overlay/locales/tr.yml"
    assert (
        f"{path}:1:1: overlay-language: there is no `privacy` in Türkçe; another language is shown"
        f"\n  hint: write it in {path}"
    ) in told
    assert problems_in(read_course(files)) == ()


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == 21
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)  # The well-known near miss.


COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLORS)
def test_a_color_is_darkened_until_it_can_be_read(color: str) -> None:
    assert least(readable(color, PAPERS, BLACK), PAPERS)[0] >= 4.5


@given(COLORS, COLORS)
def test_colors_that_are_taken_can_be_read_in_the_dark_too(accent: str, bar: str) -> None:
    assume(least(accent, (*PAPERS, mixed(accent, WHITE, 90)))[0] >= 4.5)
    assume(contrast(bar, ON_BAR) >= 4.5)
    style = style_of(Colors(accent=accent, bar=bar))
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", style)
    known = {name: (light, dark) for name, light, dark in pairs}
    for at in (0, 1):
        assert contrast(known["leaf"][at], known["leaf-soft"][at]) >= 4.5
        assert contrast(known["soil"][at], ON_BAR) >= 4.5
    assert least(known["leaf"][1], DARK_PAPERS)[0] >= 4.5


def test_an_overlay_that_is_started_passes_the_check(tmp_path: Path) -> None:
    small = ROOT / "tests" / "print" / "small"
    for path in (*small.rglob("*.yml"), *small.rglob("*.md"), *small.rglob("*.svg")):
        target = tmp_path / path.relative_to(small)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    run = CliRunner()
    made = run.invoke(tend, ["--root", str(tmp_path), "new", "overlay"])
    assert made.exit_code == 0, made.output
    assert (tmp_path / SETTINGS).is_file()
    assert (tmp_path / ENGLISH).is_file()
    own = overlay_files(tmp_path / "overlay")
    read = read_course({**read_sources(tmp_path), **own})
    assert read.overlay is not None
    again = run.invoke(tend, ["--root", str(tmp_path), "new", "overlay"])
    assert again.exit_code == 1


def test_a_folder_that_is_no_overlay_is_told(tmp_path: Path) -> None:
    told = CliRunner().invoke(tend, ["build", "--overlay", str(tmp_path)])
    assert told.exit_code == 2
    assert "overlay.yml" in told.output
