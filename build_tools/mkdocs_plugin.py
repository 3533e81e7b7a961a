"""Hands the course to MkDocs, one language at a time. The only file that knows MkDocs."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from build_tools.course.reading import read_course
from build_tools.disk import read_sources
from build_tools.formats.download import Download
from build_tools.formats.site import (
    SitePage,
    assets,
    following,
    navigation,
    other_languages,
    site_pages,
    site_words,
    sitemap,
)
from build_tools.formats.site_blocks import block_settings, finished
from build_tools.formats.site_search import index_script, sections
from build_tools.languages.local import LocalCourse
from build_tools.languages.localizer import Localizer, answers_in
from build_tools.languages.messages import domain_of
from build_tools.languages.saying import say
from build_tools.sources import markdown
from build_tools.sources.problem import CourseError

THEME: Final = Path(__file__).parent / "templates" / "site" / "overrides"
LANGUAGE: Final = "TEND_LANGUAGE"
SHEET: Final = "assets/stylesheets/main."  # Of the theme; its name goes on with a hash.


def build_site(local: LocalCourse, downloads: tuple[Download, ...], into: Path) -> None:
    """Write the site of one language into the folder ``into``; the downloads are there already or will be."""
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": local.course.id,
            "docs_dir": str(THEME),
            "site_dir": str(into),
            "theme": {"name": "material", "custom_dir": str(THEME), "font": False},
            "use_directory_urls": False,
            "plugins": [],
        }
    )
    errors, _ = config.validate()
    if errors:
        raise errors[0][1]
    config.plugins["tend"] = TendPlugin(local, downloads, alone=False)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    build(config)


class Settings(Config):
    """What ``mkdocs.yml`` may say below ``tend``; the environment variable comes first."""

    language = config_options.Type(str, default="en")


class TendPlugin(BasePlugin[Settings]):
    """Puts the pages of one language in the place of the authored files."""

    def __init__(
        self,
        local: LocalCourse | None = None,
        downloads: tuple[Download, ...] = (),
        *,
        alone: bool = True,
    ) -> None:
        self.given = local
        self.downloads = downloads
        self.alone = alone  # Whether the other languages are missing beside this one.
        self.serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember the command: live reload needs what our content policy forbids."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Say the course in its language and let the theme follow."""
        self.local = self.given or self._read(config)
        self.pages = site_pages(self.local, self.downloads)
        config.site_name = self.pages[0].title
        config.nav = navigation(self.pages)
        config.theme["language"] = self.local.language.code
        config.theme.static_templates = set()
        config.mdx_configs = markdown.CONFIGS
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Publish our pages, our assets and one style sheet of the theme; nothing else."""
        sheets = [file for file in files if file.src_uri.startswith(SHEET)]
        made = {_source_name(page): page.source.encode() for page in self.pages}
        made |= assets() | {"assets/material.css": _style(sheets)}
        if config.site_url:
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
        here = self._here(page)
        extra: list[Any] = []
        if here.prose and here.module:
            settings = block_settings(self.local, here.module)
            answer = answers_in(self.local, domain_of(here.prose.place.file))
            extra = markdown.extensions(settings, [Localizer(answer, settings)])
        config.markdown_extensions = extra  # type: ignore[assignment]  # Objects are taken as well as names.
        return source

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002
    ) -> str:
        """Put what we made of the page around what MkDocs converted."""
        return self._here(page).top + finished(html, self.local)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Let the theme's templates speak, and add the index of all words for the search."""
        _speak(env, self.local)
        entries = [
            entry
            for file in files.documentation_pages()
            if file.page
            for entry in sections(file.url, self._here(file.page).title, file.page.content or "")
        ]
        files.append(_file(config, "assets/search-index.js", index_script(entries).encode()))
        return env

    def on_page_context(
        self,
        context: dict[str, Any],
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Give the theme's template the page's place in the course."""
        here = self._here(page)
        languages = () if self.alone else other_languages(self.local, here, config.site_url or "")
        return context | {
            "course": self.local.course,
            "language": self.local.language,
            "pages": self.pages,
            "here": here,
            "following": following(self.pages, here),
            "languages": languages,
            "words": site_words(self.local),
            "serving": self.serving,
        }

    def _here(self, page: Page) -> SitePage:
        return next(each for each in self.pages if each.path == page.file.dest_uri)

    def _read(self, config: MkDocsConfig) -> LocalCourse:
        root = Path(config.config_file_path).parent
        code = os.environ.get(LANGUAGE, self.config.language)
        try:
            files = read_sources(root)
            course = read_course(files)
            return say(course, course.language(code), files)
        except CourseError as error:
            raise PluginError(str(error)) from error
        except KeyError:
            raise PluginError(f"the course has no language `{code}`") from None


def _speak(environment: Any, local: LocalCourse) -> None:
    """Give the theme's templates what our own have: gettext, our filters, escaping."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(
        gettext=local.words.gettext,
        ngettext=local.words.ngettext,
        pgettext=local.words.pgettext,
        newstyle=False,
    )
    environment.filters.update(inline=lambda words: Markup(markdown.inline(words)), plain=markdown.plain)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.autoescape = True


def _source_name(page: SitePage) -> str:
    return page.path.removesuffix("html") + "md"


def _file(config: MkDocsConfig, path: str, content: bytes) -> File:
    return File.generated(config, path, content=content)


def _style(sheets: Iterable[File]) -> bytes:
    """The theme's style sheet without the address of its source map."""
    sheet = next(file for file in sheets if file.src_uri.endswith(".css"))
    return sheet.content_bytes.partition(b"/*# sourceMappingURL")[0]
