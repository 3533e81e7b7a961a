"""The first module of our course as a site: in five languages and in two that nobody speaks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from build_tools.course.reading import read_course
from build_tools.course.shape import Course
from build_tools.disk import read_sources
from build_tools.formats.download import Download
from build_tools.formats.site import render_start
from build_tools.languages.local import LocalCourse
from build_tools.languages.pseudo import pseudo_catalogs, pseudo_languages
from build_tools.languages.saying import say
from build_tools.mkdocs_plugin import build_site
from build_tools.sources.text import Text
from build_tools.upkeep import messages

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    return read_sources(ROOT)


@pytest.fixture(scope="session")
def course(files: Mapping[str, str], begun: Callable[[Course[Text]], Course[Text]]) -> Course[Text]:
    return begun(read_course(files))


@pytest.fixture(scope="session")
def locals_(files: Mapping[str, str], course: Course[Text]) -> dict[str, LocalCourse]:
    """The course in each language, by code; ``xa`` and ``xr`` are the pseudo-languages."""
    said = {language.code: say(course, language, files) for language in course.languages}
    for code, pseudo in pseudo_languages().items():
        language = replace(pseudo, waiting=course.languages[0].waiting)
        said[code] = say(course, language, pseudo_catalogs(messages(course), language))
    return said


@pytest.fixture(scope="session")
def small() -> LocalCourse:
    """A course with an orientation and kits, and with every kind of block and question."""
    files = read_sources(ROOT / "tests" / "print" / "small")
    course = read_course(files)
    return say(course, course.languages[0], files)


@pytest.fixture(scope="session")
def handout() -> Download:
    return Download("handout", "downloads/learner-workbook.pdf", 2_345_678)


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, locals_: dict[str, LocalCourse], handout: Download
) -> Path:
    """A folder as ``dist/site``, with both pseudo-languages beside the five real ones."""
    folder = tmp_path_factory.mktemp("site")
    for code, local in locals_.items():
        build_site(local, (handout,), folder / code)
        (folder / code / "downloads").mkdir()
        (folder / code / handout.path).write_bytes(b"%PDF-1.7")
    real = [local for local in locals_.values() if local.language in local.course.languages]
    for path, content in render_start(real).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


class _Strict(SimpleHTTPRequestHandler):
    """Serves files under the strictest policy a host is likely to set, and the lost page."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message or explain)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where a server shows the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
