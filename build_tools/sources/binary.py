"""Files that are no text, such as sound and pictures, among files that are: as Base64."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Final

SOUNDS: Final = (".mp3", ".ogg")
BINARY: Final = (*SOUNDS, ".png")


def packed(content: bytes) -> str:
    """Return the bytes of a file as a text that can stand among the sources."""
    return b64encode(content).decode("ascii")


def unpacked(text: str) -> bytes:
    """Return the bytes that ``packed`` was given."""
    return b64decode(text)
