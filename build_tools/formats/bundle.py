"""Rendered files held in memory, and zips whose bytes depend on them alone.

The only file that knows ``zipfile``.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final, TypeAlias

Bundle: TypeAlias = Mapping[str, bytes]
"""Content by path. Paths are relative, ASCII, and separated by ``/``."""

NO_DATE: Final = (1980, 1, 1, 0, 0, 0)  # The first date an entry can have.
PLAIN_FILE: Final = 0o100644 << 16
UNIX: Final = 3
UTF_8: Final = 0x800
LARGEST: Final = 500_000_000  # Bytes unpacked; no course of ours comes near.


class _Entry(zipfile.ZipInfo):
    """An entry that always says its name is UTF-8; some importers guess where it is left open."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # The library's own name.
        return self.filename.encode("ascii"), self.flag_bits | UTF_8


def zipped(bundle: Bundle) -> bytes:
    """Pack ``bundle`` into a zip; equal bundles give equal bytes.

    Entries are stored, not deflated: compressed bytes differ between builds of zlib.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(bundle):
            archive.writestr(_entry(path), bundle[path])
    return out.getvalue()


def unzipped(package: bytes) -> Bundle:
    """Return what ``zipped`` packed."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def opened(package: bytes, limit: int = LARGEST) -> Bundle | None:
    """Return what is in a zip from elsewhere; nothing if it is broken, or holds over ``limit``."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > limit:
                return None
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return None


def _entry(path: str) -> zipfile.ZipInfo:
    if not path.isascii() or path.startswith("/") or ".." in path.split("/") or "\\" in path:
        raise ValueError(path)
    entry = _Entry(path, NO_DATE)
    entry.external_attr, entry.create_system = PLAIN_FILE, UNIX
    return entry
