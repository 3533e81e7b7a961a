"""Hands the course to MkDocs, one language at a time. The only file that knows MkDocs."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from build_tools.course.reading import read_course, with_drafts
from build_tools.disk import read_overlay, read_sources
from build_tools.formats.download import Download
from build_tools.formats.marks import noticed
from build_tools.formats.overlay import company_line
from build_tools.formats.pages import speak
from build_tools.formats.site import (
    ALIGNMENT,
    assets,
    following,
    navigation,
    other_languages,
    site_pages,
    site_words,
    sitemap,
    steps,
)
from build_tools.formats.site_blocks import block_settings, finished
from build_tools.formats.site_page import SitePage
from build_tools.formats.site_search import Section, index_script, sections
from build_tools.formats.sound import sounds
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import Localizer, answers_in
from build_tools.languages.messages import domain_of
from build_tools.languages.saying import say
from build_tools.sources import markdown
from build_tools.sources.problem import CourseError

THEME: Final = Path(__file__).parent / "templates" / "site" / "overrides"
LANGUAGE: Final = "TEND_LANGUAGE"
OVERLAY: Final = "TEND_OVERLAY"
STYLE: Final = "assets/stylesheets/main."  # Of the theme; its name goes on with a hash.
UNTURNED: Final = re.compile(
    r'<a [^>]*href="[^":]*\.md(?:#[^"]*)?"[^>]*>(?P<words>.*?)</a>', re.DOTALL
)
"""A link to a page that is not out in this language: MkDocs found no such file."""

PICTURE: Final = re.compile(rb"""url\((?:"data:[^"]*"|'data:[^']*'|data:[^)]*)\)""")


def build_site(local: LocalCourse, downloads: tuple[Download, ...], into: Path) -> None:
    """Write the site of one language into ``into``; ``downloads`` are named, not copied."""
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": local.course.id,
            "site_url": f"{local.course.site_url}/" if local.course.site_url else "",
            "docs_dir": str(THEME),
            "site_dir": str(into),
            "theme": {"name": "material", "custom_dir": str(THEME), "font": False},
            "use_directory_urls": False,
            "plugins": [],
            "validation": {"links": {"not_found": "info"}},  # `tend check` tells dead ones.
        }
    )
    errors, _ = config.validate()
    for _, error in errors:
        raise error
    config.plugins["tend"] = TendPlugin(local, downloads)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    build(config)


def serve(root: Path, code: str, address: str, overlay: Path | None = None) -> None:
    """Show the site of one language at ``address`` (``host:port``) until somebody stops it."""
    os.environ[LANGUAGE] = code
    if overlay:
        os.environ[OVERLAY] = str(overlay.resolve())
    logging.basicConfig(format="%(message)s")
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # We know, and lean on one file only.
    mkdocs_serve.serve(config_file=str(root / "mkdocs.yml"), dev_addr=address)


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types here.
    """``mkdocs.yml`` has nothing to say below ``tend``."""


class TendPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Puts the pages of one language in the place of the authored files.

    Without ``local`` it reads the course beside ``mkdocs.yml`` and says it in the language that
    the environment variable names; such a site stands alone, without the other languages.
    """

    local: LocalCourse
    pages: tuple[SitePage, ...]

    def __init__(
        self, local: LocalCourse | None = None, downloads: tuple[Download, ...] = ()
    ) -> None:
        self.given = local
        self.downloads = downloads
        self.serving = False

    def on_startup(
        self,
        *,
        command: Literal["build", "gh-deploy", "serve"],
        dirty: bool,  # noqa: ARG002  # MkDocs calls by name, here and below.
    ) -> None:
        """Remember the command: live reload needs what our content policy forbids."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Say the course in its language and let the theme follow."""
        self.local = self.given or _read(config, drafts=self.serving)
        self.pages = site_pages(self.local, self.downloads)
        config.site_name = self.pages[0].title
        config.nav = navigation(self.pages)
        config.theme["language"] = self.local.language.code
        config.theme.static_templates = set()
        config.mdx_configs = markdown.CONFIGS
        if self.serving and _overlay(config).is_dir():
            config.watch.append(str(_overlay(config)))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish our pages, our assets and one style sheet of the theme; nothing else."""
        made = {_source_name(page): page.source.encode() for page in self.pages}
        made |= assets(self.local) | {"assets/material.css": _style(files)}
        if config.site_url and self.given:
            made["sitemap.xml"] = sitemap(self.pages, self.local, config.site_url).encode()
        return Files([_file(config, path, content) for path, content in sorted(made.items())])

    def on_page_markdown(
        self,
        source: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002
    ) -> str:
        """Convert this page with the extensions of the course, said in the site's language."""
        config.markdown_extensions = self._extensions(self._here(page))
        return source

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        files: Files,  # noqa: ARG002
    ) -> str:
        """Put what we made of the page before what MkDocs converted."""
        prose = finished(UNTURNED.sub(r"\g<words>", html), self.local)
        return noticed(self._here(page).top + prose, self.local)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Let the theme's templates speak, and add the index of all words for the search."""
        env.add_extension("jinja2.ext.i18n")
        env.autoescape = True
        speak(env, self.local)
        index = index_script(self._sections(files)).encode()
        files.append(_file(config, "assets/search-index.js", index))
        for path, content in sounds(self._contents(files), self.local).items():
            files.append(_file(config, path, content))
        return env

    def on_page_context(
        self,
        context: Any,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002
    ) -> Any:
        """Give the theme's template the page's place in the course."""
        here = self._here(page)
        found = other_languages(self.local, here, config.site_url or "") if self.given else ()
        return context | {
            "course": self.local.course,
            "language": self.local.language,
            "languages": found,
            "pages": self.pages,
            "here": here,
            "following": following(self.pages, here),
            "words": site_words(self.local),
            "steps": steps(self.pages),
            "serving": self.serving,
            "overlay": self.local.overlay,
            "company": company_line(self.local, f"{here.root}assets/"),
        }

    def _here(self, page: Page) -> SitePage:
        return next(each for each in self.pages if each.path == page.file.dest_uri)

    def _extensions(self, here: SitePage) -> list[Any]:
        if here.prose is None or here.part is None:
            return []
        settings = block_settings(self.local, here.part)
        answer = answers_in(self.local, domain_of(here.prose.place.file))
        return markdown.extensions(settings, [Localizer(answer, settings)])

    def _contents(self, files: Files) -> dict[str, str]:
        """Return the HTML of each page by its path."""
        found = ((file.dest_uri, file.page) for file in files.documentation_pages())
        return {path: (page and page.content) or "" for path, page in found}

    def _sections(self, files: Files) -> Iterator[Section]:
        contents = self._contents(files)
        for here in (each for each in self.pages if each.kind != ALIGNMENT):
            yield from sections(here.path, here.title, contents[here.path])


def _read(config: MkDocsConfig, *, drafts: bool) -> LocalCourse:
    """Return the course beside ``mkdocs.yml``; whoever writes sees the drafts, too."""
    code = os.environ.get(LANGUAGE, "en")
    try:
        folder = _overlay(config)
        files = read_sources(Path(config.config_file_path).parent)
        files |= read_overlay(folder) if folder.is_dir() else {}
        files = with_drafts(files) if drafts else files
        course = read_course(files)
        return say(course, course.language(code), files)
    except CourseError as error:
        raise PluginError(str(error)) from error
    except KeyError:
        raise PluginError(f"the course has no language `{code}`") from None


def _overlay(config: MkDocsConfig) -> Path:
    """Return the folder of the overlay; there need not be one."""
    beside = Path(config.config_file_path).parent / "overlay"
    return Path(os.environ.get(OVERLAY, beside))


def _source_name(page: SitePage) -> str:
    return page.path.removesuffix("html") + "md"


def _file(config: MkDocsConfig, path: str, content: bytes) -> File:
    return File.generated(config, path, content=content)


def _style(files: Iterable[File]) -> bytes:
    """Return the theme's style sheet without the inline pictures that our policy forbids."""
    sheet = next(file for file in files if re.fullmatch(rf"{STYLE}\w+\.min\.css", file.src_uri))
    return PICTURE.sub(b"none", sheet.content_bytes.partition(b"/*# sourceMappingURL")[0])
