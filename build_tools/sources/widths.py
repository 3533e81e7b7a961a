"""How wide words are, near enough to tell whether they fit: no font is opened."""

from __future__ import annotations

import unicodedata
from typing import Final

CLASSES: Final = {
    0.2: "’'‘\u202f",
    0.27: "ijlıI .,:;·!¡|\u00a0",
    0.34: "fJ()-[]",
    0.4: 'tr/“”"•',
    0.46: "szc?¿",
    0.53: "vykxFLSETaeYZ0123456789×+=«»–<>",
    0.61: "obdgpqhnuKVXPRCAßB",
    0.74: "GDUH&N",
    0.8: "OQwæ…%",
    0.93: "MWmœ@—",
}
EMS: Final = {sign: ems for ems, signs in CLASSES.items() for sign in signs}
"""Widths of Noto Sans, the font of the books, in classes; other fonts of pages are narrower."""
USUAL: Final = 0.6
BOLD: Final = 1.06
WIDE: Final = {"W", "F"}
"""What Unicode calls wide and full width: Chinese characters and their marks."""


def ems(words: str, *, bold: bool = False) -> float:
    """Return the width of a line of words in ems (1 em is the size of the letters)."""
    return sum(_sign(sign, BOLD if bold else 1) for sign in words)


def _sign(sign: str, weight: float) -> float:
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in WIDE:
        return 1
    return weight * (EMS.get(sign) or EMS.get(unicodedata.normalize("NFD", sign)[0], USUAL))
