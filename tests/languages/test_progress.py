from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Browser

from build_tools.cli import main
from build_tools.course.reading import read_course
from build_tools.disk import write_files
from build_tools.languages.messages import catalog_path
from build_tools.upkeep import progress_page


def test_the_page_tells_shares_and_words_to_do(files: Mapping[str, str]) -> None:
    empty = {**files, catalog_path("tr", "interface"): ""}
    codes = [language.code for language in read_course(files).languages]
    page = progress_page(empty, codes).decode()
    rows = {row[0].text: list(row[1:]) for row in fromstring(page.partition("\n")[2]).iter("tr")}
    heads = [cell.text for cell in rows["Catalog"]]
    assert heads == ["Français", "Español", "Türkçe", "简体中文"]
    turkish = rows["interface"][2]
    assert (turkish.get("class"), turkish.text) == ("none", "0%")
    words = turkish.findtext("small") or ""
    assert int(words.replace(",", "")) > 500
    assert rows["01-active-farmer"][2].text == "100%"


def test_status_writes_the_page_beside_its_table(
    files: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path, {path: text.encode() for path, text in files.items()})
    page = tmp_path / "out" / "progress.html"
    assert main(["--root", str(tmp_path), "status", "-l", "zh", "--page", str(page)]) == 0
    assert "简体中文" in page.read_text("utf-8")
    assert "zh" in capsys.readouterr().out


def test_the_page_needs_nothing_else_and_fits_a_phone(
    files: Mapping[str, str], tmp_path: Path, browser: Browser
) -> None:
    path = tmp_path / "progress.html"
    path.write_bytes(progress_page(files, ["fr", "es", "tr", "zh"]))
    shown = browser.new_page(viewport={"width": 360, "height": 640})
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shown.close()
