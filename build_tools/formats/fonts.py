"""The fonts of the printed pages: taken from packages, prepared once, the same on every machine.

The only file that knows fontTools and the packages that bring the fonts.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from build_tools.machine import cache_folder, say

RECIPE = "1"
"""Raise it when the lines below make other bytes."""

SOURCES = ("fonttools", "justmytype-intl-cjk", "pymupdf-fonts")
STATIC = {
    "NotoSans-Regular.ttf": "notos",
    "NotoSans-Bold.ttf": "notosbo",
    "NotoSans-Italic.ttf": "notosit",
    "NotoSans-BoldItalic.ttf": "notosbi",
    "NotoSansMath-Regular.ttf": "math",
    "NotoSansSymbols-Regular.ttf": "symbol1",
    "NotoSansSymbols2-Regular.ttf": "symbol2",
}
CHINESE = {"NotoSansSC-Regular.ttf": 400, "NotoSansSC-Bold.ttf": 700}
VARIABLE_CHINESE = ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def ensure_fonts() -> Path:
    """Return the folder of the fonts and of a ``fonts.conf`` that shows only them; made if need be.

    Set ``FONTCONFIG_FILE`` to ``fonts.conf`` before WeasyPrint is imported.
    """
    folder = _folder()
    if not folder.is_dir():
        say("preparing the fonts, once, for about fifteen seconds")
        for outdated in folder.parent.glob("fonts-*"):
            shutil.rmtree(outdated)
        prepare_fonts(folder)
    return folder


def prepare_fonts(folder: Path) -> None:
    """Write all fonts and their configuration to a new folder, all of them or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
    try:
        for name, font in _fonts():
            (aside / name).write_bytes(font)
        (aside / "fonts.conf").write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
        aside.chmod(0o755)
        aside.replace(folder)
    except OSError:
        if not folder.is_dir():  # Else somebody was faster, with the same bytes.
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def signs_without_font(signs: Iterable[str]) -> frozenset[str]:
    """Return those of ``signs`` that no font of the books has."""
    from fontTools.ttLib import TTFont

    known: set[int] = set()
    for path in sorted(ensure_fonts().glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            known |= font.getBestCmap().keys()
    return frozenset(sign for sign in signs if ord(sign) not in known)


def _folder() -> Path:
    facts = (RECIPE, *(f"{name} {version(name)}" for name in SOURCES))
    return cache_folder() / f"fonts-{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"


def _fonts() -> Iterator[tuple[str, bytes]]:
    import pymupdf_fonts

    for name, key in STATIC.items():
        yield name, pymupdf_fonts.fontbuffers[key]()
    subset = _chinese_subset()
    for name, weight in CHINESE.items():
        yield name, _instance(subset, weight)


def _chinese_subset() -> bytes:
    """Return the variable Chinese font, cut down to the characters that Chinese pages use."""
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=["*"], name_IDs=["*"])
    options.recalc_timestamp = False
    package, path = VARIABLE_CHINESE
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chinese_characters())
    with subset.load_font(str(files(package) / path), options) as font:
        cutter.subset(font)
        return _saved(font)


def chinese_characters() -> frozenset[int]:
    """Return the code points of GB 2312, of ASCII and Latin-1, and of punctuation and symbols."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    of_gb2312 = {ord(character) for pair in rows for character in pair.decode("gb2312", "ignore")}
    blocks = ((0x20, 0x7F), (0xA0, 0x180), (0x2000, 0x2070), (0x2150, 0x2200), (0x2460, 0x2500))
    full_width = ((0x3000, 0x3040), (0xFE30, 0xFE50), (0xFF00, 0xFFF0), (0x25A0, 0x2700))
    ranges = (range(*block) for block in (*blocks, (0x2200, 0x2300), *full_width))
    return frozenset(of_gb2312.union(*ranges))


def _instance(variable: bytes, weight: int) -> bytes:
    """Return the font frozen at one weight, with names to match."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(BytesIO(variable), recalcTimestamp=False)
    return _saved(instantiateVariableFont(font, {"wght": weight}, updateFontNames=True))


def _saved(font: Any) -> bytes:
    written = BytesIO()
    font.save(written)
    return written.getvalue()
