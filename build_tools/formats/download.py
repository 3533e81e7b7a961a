"""What a site offers to download."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """A file below the site of one language; ``kind`` names what it is, ``size`` is in bytes."""

    kind: str
    path: str
    size: int
