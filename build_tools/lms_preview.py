"""A SCORM package played in a page of this machine, with every call to the platform in sight.

Nothing is unpacked: files are served out of memory, by the names they have in the package.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from build_tools.formats.bundle import Bundle, opened
from build_tools.sources.problem import CourseError, Place, Problem

PAGES: Final = Path(__file__).parent / "templates" / "preview"
MANIFEST: Final = "imsmanifest.xml"
VERSIONS: Final[Mapping[str, str]] = {"1.2": "1.2", "2004": "2004", "CAM 1.3": "2004"}
KINDS: Final[Mapping[str, str]] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "text/xml",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
OURS: Final = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Preview:
    """A package that can be played: what is in it, and what its manifest says."""

    files: Bundle
    version: str
    launch: str
    title: str
    key: str

    def answer(self, path: str) -> tuple[bytes, str] | None:
        """Return what stands at a path of the server, and its media type."""
        if path.startswith("/package/"):
            return _typed(self.files.get(path.removeprefix("/package/")), path)
        if path == "/package.json":
            told = {name: getattr(self, name) for name in ("version", "launch", "title", "key")}
            return json.dumps(told).encode(), KINDS[".json"]
        own = {file.name: file for file in PAGES.iterdir()}.get(path.removeprefix("/"))
        own = PAGES / "index.html" if path == "/" else own
        return _typed(own.read_bytes(), own.name) if own else None


def read_package(content: bytes, name: str) -> Preview:
    """Return the package in a zip, ready to be played.

    Raises:
        CourseError: if it is no SCORM package, or one that platforms could not launch.
    """
    files = opened(content)
    if files is None:
        raise _broken(name, "this is no zip, or far too large for a package")
    if MANIFEST not in files:
        hint = "it must stand at the top of the zip, not in a folder"
        if "cmi5.xml" in files:
            hint = "cmi5 needs a record store; try the SCORM package of the same module"
        raise _broken(name, f"there is no {MANIFEST} in this package", hint)
    try:
        manifest = fromstring(files[MANIFEST])
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _broken(name, f"{MANIFEST} cannot be read: {error}") from None
    launch, title = _launched(manifest)
    if launch.partition("?")[0].partition("#")[0] not in files:
        raise _broken(name, f"the manifest launches `{launch}`, which is not in the package")
    return Preview(files, _version(manifest, name), launch, title, sha256(content).hexdigest()[:16])


def server(preview: Preview, address: str) -> ThreadingHTTPServer:
    """Return a server for ``address`` (``host:port``; port 0 takes a free one), not yet serving.

    Raises:
        ValueError: if the address is none.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(address)

    class Handler(BaseHTTPRequestHandler):
        """Answers for this package."""

        def do_GET(self) -> None:  # The name is the method of HTTP.
            asked = urlsplit(self.path)
            found = preview.answer(unquote(asked.path)) if self._is_for_us() else None
            if found is None:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            content, kind = found
            self.send_response(HTTPStatus.OK)
            more = {} if asked.path.startswith("/package/") else {"Content-Security-Policy": OURS}
            lengths = {"Content-Type": kind, "Content-Length": str(len(content))}
            for name, value in {**HEADERS, **lengths, **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def _is_for_us(self) -> bool:
            """Tell whether the request names this server, not a name that was pointed here."""
            named = self.headers.get("Host", "").rpartition(":")[0]
            return named in (host, "localhost", "127.0.0.1") or host not in LOCAL

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: calls are shown in the page."""

    return ThreadingHTTPServer((host, int(port)), Handler)


LOCAL: Final = ("127.0.0.1", "localhost")


def _typed(content: bytes | None, path: str) -> tuple[bytes, str] | None:
    if content is None:
        return None
    ending = Path(path).suffix.lower()
    guess = mimetypes.guess_type(path, strict=True)[0] or "application/octet-stream"
    return content, KINDS.get(ending, guess)


def _broken(name: str, message: str, hint: str = "") -> CourseError:
    return CourseError(Problem(Place(name), "not-a-package", message, hint))


def _version(manifest: Element, name: str) -> str:
    told = next((each.text or "" for each in _named(manifest, "schemaversion")), "").strip()
    for start, version in VERSIONS.items():
        if told.startswith(start):
            return version
    raise _broken(name, f"`{told}` is no version of SCORM", "`1.2`, or `2004 4th Edition`")


def _launched(manifest: Element) -> tuple[str, str]:
    """Return where the first item leads, as platforms find it, and its title."""
    items = [each for each in _named(manifest, "item") if each.get("identifierref")]
    wanted = items[0].get("identifierref") if items else None
    resources = [each for each in _named(manifest, "resource") if each.get("href")]
    chosen = [each for each in resources if each.get("identifier") == wanted] or resources
    title = next((each.text or "" for each in _named(items[0], "title")), "") if items else ""
    return (chosen[0].get("href", "") if chosen else ""), title.strip() or "SCORM"


def _named(tree: Element, name: str) -> list[Element]:
    return [each for each in tree.iter() if str(each.tag).rpartition("}")[2] == name]
