"""What the documents say can be followed: links lead somewhere, commands and codes exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from build_tools import __version__
from build_tools.cli import tend

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(
    r"(?:`|^    )(?:\./)?tend (?:-[^\s`]+ )*([a-z][a-z-]*)([^`#\n]*)", re.MULTILINE
)
OPTION = re.compile(r"(?<=\s)(--?[a-z][a-z-]*)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def headings(page: Path) -> set[str]:
    """Return the anchors of a page, as code hosts make them."""
    found = re.findall(r"^#+ +(.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    plain = [re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip() for heading in found]
    return {re.sub(r"\s", "-", heading.lower()) for heading in plain}


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield path and anchor of each link that stays in the project; code shows links only."""
    shown = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
    shown = re.sub(r"^    .*$", "", shown, flags=re.MULTILINE)
    for link in LINK.findall(shown):
        if not re.match(r"[a-z]+:", link):
            path, _, anchor = link.partition("#")
            yield path, anchor


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_of_a_document_leads_somewhere(page: Path) -> None:
    for path, anchor in links(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{path} is not there"
        assert target.is_relative_to(ROOT)
        assert not anchor or anchor in headings(target), f"{path}#{anchor}"


def test_each_release_says_what_becomes_of_attempts_and_grades() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (\S+)$", text, re.MULTILINE)
    course = (ROOT / "course" / "course.yml").read_text("utf-8")
    assert versions[0] == __version__
    assert f"\nversion: {versions[0]}\n" in course
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        upgrading = section.partition("### Upgrading")[2]
        assert "**Running attempts**" in upgrading
        assert "**Old grades**" in upgrading


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    waiting = list(reached)
    while waiting:
        page = waiting.pop()
        targets = {(page.parent / path).resolve() for path, _ in links(page) if path} - reached
        reached |= targets
        waiting += [target for target in targets if target.suffix == ".md"]
    assert {name_of(page) for page in PAGES if page not in reached} == set()


def found(name: str, words: str) -> tuple[click.Command, str]:
    """Return the command that is meant, and what is typed after it."""
    command = tend.get_command(click.Context(tend), name)
    if isinstance(command, click.Group) and words.strip():
        name, _, words = words.strip().partition(" ")
        command = command.get_command(click.Context(command), name)
    assert command is not None, f"tend has no command {name}"
    return command, words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_of_a_document_exists_with_its_options(page: Path) -> None:
    for name, words in COMMAND.findall(page.read_text("utf-8")):
        command, given = found(name, words)
        known = {option for each in command.params for option in each.opts} | {"--help"}
        for option in OPTION.findall(given) if name != "test" else ():  # The rest is pytest's.
            assert option in known, f"tend {name} {option}"
