"""Colors as six hexadecimal digits: how they mix, and whether words on them can be read."""

from __future__ import annotations

import re
from typing import Final

HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
READABLE: Final = 4.5
"""The least contrast of words (WCAG 2.2, 1.4.3)."""
BLACK: Final = "#000000"
WHITE: Final = "#ffffff"
STEPS: Final = 50


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, from 1 to 21.

    Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, percent: int) -> str:
    """Return ``one`` with ``percent`` of ``other`` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(
        f"{round((mine * (100 - percent) + yours * percent) / 100):02x}" for mine, yours in pairs
    )


def readable(color: str, grounds: tuple[str, ...], towards: str) -> str:
    """Return ``color``, mixed with ``towards`` until it can be read on all ``grounds``."""
    for step in range(STEPS + 1):
        found = mixed(color, towards, step * 100 // STEPS)
        if least(found, grounds)[0] >= READABLE:
            return found
    return towards


def least(color: str, grounds: tuple[str, ...]) -> tuple[float, str]:
    """Return the lowest contrast of ``color``, and the ground on which it has it."""
    return min((contrast(color, ground), ground) for ground in grounds)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    low = 0.04045
    return part / 12.92 if part <= low else ((part + 0.055) / 1.055) ** 2.4
