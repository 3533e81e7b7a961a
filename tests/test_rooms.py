"""Each room imports only from rooms below it, and each library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "build_tools"
ORDER = [
    "__init__",
    "machine",
    "environment",
    "sources",
    "item_stats",
    "questions",
    "course",
    "imports",
    "languages",
    "formats",
    "handover",
    "lms_preview",
    "disk",
    "upkeep",
    "units",
    "printing",
    "workshop",
    "pipeline",
    "mkdocs_plugin",
    "bench",
    "testing",
    "cli",
    "__main__",
]
HOMES = {
    "yaml": {"sources/nodes.py"},
    "defusedxml": {
        "lms_preview.py",
        "sources/figures.py",
        "sources/logo.py",
        "imports/moodle_xml.py",
        "formats/qti_reading.py",
        "handover/xliff.py",
    },
    "nh3": {"sources/markdown.py"},
    "markdown": {
        "sources/markdown.py",
        "sources/blocks.py",
        "languages/localizer.py",
        "languages/runs.py",
        "languages/walking.py",
        "bench.py",
    },
    "pymdownx": {"sources/markdown.py", "sources/blocks.py"},
    "jinja2": {"formats/pages.py"},
    "zipfile": {"formats/bundle.py"},
    "fontTools": {"formats/fonts.py"},
    "pymupdf_fonts": {"formats/fonts.py"},
    "weasyprint": {"formats/pdf.py"},
    "pyphen": {"formats/hyphens.py"},
    "mkdocs": {"mkdocs_plugin.py"},
    "click": {"cli.py"},
    "rich": {"cli.py"},
    "babel": {"languages/voice.py"},
    "polib": {"languages/catalogs.py"},
    "rapidfuzz": {"languages/updating.py"},
}


def imports() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            yield from ((path.relative_to(PACKAGE).as_posix(), name) for name in names)


def test_rooms_import_only_from_rooms_below() -> None:
    for path, name in imports():
        if name.startswith("build_tools."):
            here, there = path.removesuffix(".py").split("/")[0], name.split(".")[1]
            assert ORDER.index(there) <= ORDER.index(here), f"{path} imports {name}"


def test_each_library_has_its_home() -> None:
    for path, name in imports():
        library = name.split(".")[0]
        assert path in HOMES.get(library, {path}), f"{path} imports {name}"


def test_every_home_is_lived_in() -> None:
    lived_in = {(name.split(".")[0], path) for path, name in imports()}
    for library, homes in HOMES.items():
        for home in homes:
            assert (library, home) in lived_in, f"{home} no longer uses {library}"


def test_no_room_is_deeper_than_one_folder() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.relative_to(PACKAGE).parts) <= 2, path


def test_no_source_file_names_this_machine_or_an_index() -> None:
    words = ("pypi" + ".org", "registry.npm" + "js", "/root" + "/", "index" + "-url")
    for path in PACKAGE.rglob("*"):
        if path.suffix in (".py", ".html", ".css", ".js", ".json", ".yml"):
            text = path.read_text("utf-8")
            assert not [word for word in words if word in text], path
