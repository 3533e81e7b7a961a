"""The command line: arguments in, files and an exit status out."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

import click

from build_tools import __version__
from build_tools.machine import ROOT, MachineLacksError, cache_folder
from build_tools.sources.problem import CourseError, Problem

DONE: Final = 0
COURSE_PROBLEMS: Final = 1
WRONG_USAGE: Final = 2
OUR_BUG: Final = 3
MACHINE_LACKS: Final = 4
HIGHEST_PORT: Final = 65535

AUTHORED: Final = (
    *("course", "module", "kit", "quiz", "final", "pretest", "posttest", "requirements"),
    *("overlay", "overlay-words"),
)
CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Command(click.Command):
    """A command that keeps the lines of its examples and takes ``--quiet`` after its name, too."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        told = (options.get("help") or "").replace(r"\b", "\b")
        first = " ".join(re.split(r"\.\s", told, maxsplit=1)[0].split())
        shown = {"short_help": f"{first.rstrip('.')}.", **options, "help": told}
        super().__init__(*arguments, **shown)
        if not self.context_settings.get("ignore_unknown_options"):
            hush: Any = {"is_flag": True, "expose_value": False, "callback": _hush}
            self.params.append(click.Option(["-q", "--quiet"], help="Print problems only.", **hush))


def _hush(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001
    if value:
        context.ensure_object(Settings).quiet = True


@click.group(
    context_settings=CONTEXT,
    epilog="""\b
Examples:
  tend check                       read everything and list every problem
  tend build                       all languages, all formats, into dist/
  tend build -l tr -f workbook     only the Turkish workbook
  tend serve -l zh                 the Chinese site, reloaded as you write
  tend update                      bring the catalogs up to date
  tend status --minimum 100        fail unless everything is translated

Exit status: 0 done, 1 the course has problems, 2 wrong usage, 3 a bug of ours,
4 the machine lacks something.""",
)
@click.version_option(__version__, prog_name="tend")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    show_default="where tend lives",
    help="The folder that holds course/, quizzes/ and locales/.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.pass_context
def tend(context: click.Context, root: Path, *, quiet: bool) -> None:
    """Build one course in many languages: a site, books to print and packages for an LMS."""
    context.obj = Settings(root.resolve(), quiet)


class Settings:
    """What every command is told."""

    def __init__(self, root: Path, quiet: bool) -> None:  # noqa: FBT001  # Set from options.
        self.root = root
        self.quiet = quiet

    def say(self, words: str) -> None:
        """Tell a person what happened, unless they asked for quiet."""
        if not self.quiet:
            click.echo(words)


tend.command_class = Command
settings = click.make_pass_decorator(Settings)
languages = click.option(
    "-l",
    "--language",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Only this one; may be repeated.",
)


overlaid = click.option(
    "--overlay",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    show_default="overlay/, if there is one",
    help="A folder with a company's name, logo, colors and words; see docs/white-label.md.",
)


@tend.command()
@languages
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help="site, workbook, guide, module-workbook, module-guide, job-aids, kits, exams, course, "
    "scorm12, scorm2004, cmi5, qti21, qti30, moodle or gift; may be repeated.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=None,
    show_default="dist/",
    help="Where the results go; an empty folder or one of ours.",
)
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=None, help="Processes at once.")
@click.option("--drafts", is_flag=True, help="With the modules that are still being written.")
@overlaid
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@settings
def build(  # noqa: PLR0913  # One parameter an option.
    told: Settings,
    codes: tuple[str, ...],
    formats: tuple[str, ...],
    into: Path | None,
    jobs: int | None,
    *,
    overlay: Path | None,
    drafts: bool,
    as_json: bool,
) -> None:
    r"""Build the site, the books and the packages.

    Results are written aside and put in place at the end: an error or a kill leaves the last good
    ones whole. What has not changed is not rendered again.

    \b
    Examples:
      tend build
      tend build --language tr --format site
      tend build --into /tmp/course --jobs 4
      tend build --overlay ../acme --into /tmp/acme
    """
    from build_tools import disk, mkdocs_plugin, pipeline, upkeep
    from build_tools.course.reading import read_course, with_drafts
    from build_tools.units import FORMATS

    for name in formats:
        _known(name, FORMATS, "format")
    files = disk.read_sources(told.root) | _overlay(told.root, overlay)
    if drafts:
        files = with_drafts(files)
    request = pipeline.Request(
        languages=_codes(read_course(files), codes, built=True),
        formats=formats or FORMATS,
        into=(into or told.root / "dist").resolve(),
        cache=cache_folder(root=told.root),
        jobs=jobs or os.cpu_count() or 1,
    )
    with Progress(told.quiet or as_json) as progress:
        report = pipeline.build(files, request, mkdocs_plugin.build_site, progress)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print_summary(told, report, request.languages)
        for hint in upkeep.borrowed(files, request.languages):
            told.say(f"advice: {hint}")
        told.say(f"built into {request.into}")


@tend.command()
@languages
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@overlaid
@settings
def check(told: Settings, codes: tuple[str, ...], overlay: Path | None, *, as_json: bool) -> None:
    r"""List every problem of the course and of its translations, each with its place and a hint.

    What is only unfinished is listed as advice and fails nothing.

    \b
    Examples:
      tend check
      tend check --language tr
      tend check --json | jq '.[].code'
    """
    from build_tools import disk, upkeep
    from build_tools.course.reading import read_course

    files = disk.read_sources(told.root) | _overlay(told.root, overlay)
    found = upkeep.review(files, _codes(read_course(files), codes))
    problems = found.problems
    if as_json:
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False))
        raise SystemExit(COURSE_PROBLEMS if problems else DONE)
    for hint in found.advice:
        told.say(f"advice: {hint}")
    if not problems:
        told.say("no problems")
        return
    _print_problems(problems)
    raise SystemExit(COURSE_PROBLEMS)


@tend.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@settings
def originality(told: Settings, folder: Path) -> None:
    r"""Compare the wording of the course with texts that others wrote.

    FOLDER holds those texts as .txt, .md or .html, for example the articles a course rests on.
    Every run of eight words that the course shares with one of them is listed, and each text of
    which more than 2 percent of the runs of five words stand in the course. Block quotes and the
    list of sources may repeat what others wrote. The texts are read where they are; nothing of
    them is kept.

    \b
    Examples:
      tend originality ~/articles
      tend --quiet originality ~/articles
    """
    from build_tools import disk
    from build_tools.course.facts import facts_in
    from build_tools.course.originality import likenesses
    from build_tools.course.reading import read_course, with_drafts

    endings = (".txt", ".md", ".html", ".htm")
    paths = {name: path for name, path in disk.tree(folder).items() if path.suffix in endings}
    if not paths:
        raise click.UsageError(f"`{folder}` holds no text: no {', '.join(endings)}")
    course = read_course(with_drafts(disk.read_sources(told.root)))
    texts = {name: disk.read_text(path) for name, path in paths.items()}
    found, problems = likenesses(course, facts_in(course), texts)
    for likeness in found:
        told.say(f"{likeness.file}: {likeness.percent:.1f}% of its wording stands in the course")
    if problems:
        _print_problems(problems)
        raise SystemExit(COURSE_PROBLEMS)


@tend.command()
@settings
def extract(told: Settings) -> None:
    """Write the templates (.pot) that translators start from."""
    from build_tools import disk, upkeep

    files = disk.read_sources(told.root)
    _list(told, disk.write_files(told.root, upkeep.templates(files)))


@tend.command()
@languages
@settings
def update(told: Settings, codes: tuple[str, ...]) -> None:
    """Bring the templates and the catalogs (.po) up to date with the course.

    Translations are kept; where the English changed, the old translation is kept as fuzzy, with
    the old English beside it.
    """
    from build_tools import disk, upkeep
    from build_tools.course.reading import read_course

    files = disk.read_sources(told.root)
    chosen = _codes(read_course(files), codes)
    changed = upkeep.templates(files) | upkeep.updated_catalogs(files, chosen)
    _list(told, disk.write_files(told.root, changed))


@tend.command("fix-typography")
@languages
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@settings
def fix_typography(told: Settings, codes: tuple[str, ...], *, dry_run: bool) -> None:
    r"""Correct slips of typography in catalogs: spaces before marks, apostrophes, percent signs.

    Only what is safe, by the `fixes` of the language's style.yml; code, links and placeholders
    are left alone. Fails if something would change and nothing may.

    \b
    Examples:
      tend fix-typography --language fr
      tend fix-typography --dry-run
    """
    from build_tools import disk, upkeep
    from build_tools.course.reading import read_course

    files = disk.read_sources(told.root)
    changed, found = upkeep.mended(files, _codes(read_course(files), codes))
    for each in found:
        told.say(f"{each.place}\n  {each.before}\n  {each.after}")
    if not dry_run:
        disk.write_files(told.root, changed)
    told.say(f"{len(found)} corrected" if found else "nothing to change")
    if found and dry_run:
        raise SystemExit(COURSE_PROBLEMS)


@tend.command("add-language")
@click.argument("tag", metavar="TAG")
@click.option("--name", default="", help="What the language calls itself; default: as CLDR says.")
@click.option("--fallback", default="", metavar="CODE", help="The language that helps it out.")
@settings
def add_language(told: Settings, tag: str, name: str, fallback: str) -> None:
    r"""Add a language, so that it can be built at once, and tell what it still lacks.

    Writes its line in course.yml, its catalogs and a first style.yml. What is not translated yet
    is shown in the language of `--fallback`, or else in English, and is marked as such. The
    language is a `preview` until somebody takes that word out of its line.

    \b
    Examples:
      tend add-language de
      tend add-language es-MX --fallback es
      tend build -l de
    """
    from build_tools import disk, upkeep
    from build_tools.languages.adding import Newcomer

    files = disk.read_sources(told.root)
    newcomer = Newcomer(tag=tag, name=name, fallback=fallback)
    changed, language = upkeep.added_language(files, newcomer)
    _list(told, disk.write_files(told.root, changed))
    for line in upkeep.outlook(disk.read_sources(told.root), language.code):
        told.say(line)


@tend.command()
@languages
@click.option("--minimum", type=click.IntRange(0, 100), help="Fail below this percentage.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--drift", is_flag=True, help="List translations whose English has changed since.")
@click.option(
    "--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page (HTML) as well."
)
@settings
def status(  # noqa: PLR0913  # One parameter an option.
    told: Settings,
    codes: tuple[str, ...],
    minimum: int | None,
    page: Path | None,
    *,
    as_json: bool,
    drift: bool,
) -> None:
    r"""Tell how much is translated, for each language and catalog.

    What is `waiting` for its release in a language is counted, but fails nothing.

    \b
    Examples:
      tend status
      tend status --language fr --minimum 95
      tend status --json
      tend status --drift --language tr
      tend status --page progress.html
    """
    from build_tools import disk, upkeep
    from build_tools.course.reading import read_course

    files = disk.read_sources(told.root)
    chosen = _codes(read_course(files), codes)
    if drift:
        for each in upkeep.drift(files, chosen):
            click.echo(f"{each.place}\n  was: {each.before}\n  now: {each.source}\n  {each.said}")
        return
    if page:
        disk.write_files(page.parent, {page.name: upkeep.progress_page(files, chosen)})
    rows = upkeep.status(files, chosen)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print_table([_counts(row) for row in rows])
    least = 0 if minimum is None else minimum
    below = [row for row in rows if row["percent"] < least and not row["waiting"]]
    if below:
        names = ", ".join(f"{row['language']}/{row['domain']}" for row in below)
        click.echo(f"below {minimum} percent: {names}", err=True)
        raise SystemExit(COURSE_PROBLEMS)


@tend.command()
@click.argument("kind", type=click.Choice(AUTHORED))
def schema(kind: str) -> None:
    r"""Print the JSON Schema of an authored file, for editors that complete as you type.

    \b
    Example:
      tend schema quiz > .vscode/quiz.schema.json
    """
    from build_tools.course.schema import json_schema

    click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))


@tend.command()
@click.option("-l", "--language", default="en", show_default=True, metavar="CODE")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="HOST:PORT")
@overlaid
@settings
def serve(told: Settings, language: str, address: str, overlay: Path | None) -> None:
    r"""Show the site of one language and reload it when a source or a catalog changes.

    \b
    Example:
      tend serve --language zh
    """
    from build_tools import disk, mkdocs_plugin
    from build_tools.course.reading import read_course

    _codes(read_course(disk.read_sources(told.root)), (language,), built=True)
    place = re.fullmatch(r"[^:\s]+:(\d{1,5})", address)
    if place is None or int(place[1]) > HIGHEST_PORT:
        raise click.BadParameter("write HOST:PORT, such as 127.0.0.1:8000", param_hint="--address")
    try:
        mkdocs_plugin.serve(told.root, language, address, overlay)
    except OSError as error:
        why = f"`{address}`: {error.strerror}; choose another with `--address`"
        raise click.UsageError(why) from None


@tend.command()
@click.argument("kind", type=click.Choice(["module", "lesson", "quiz", "kit", "overlay"]))
@click.argument("name", required=False)
@settings
def new(told: Settings, kind: str, name: str | None) -> None:
    r"""Start a module, a lesson, a quiz or a kit from a small example that passes `tend check`.

    An overlay, for a company's own name, colors and words, is started in a folder beside the
    course.

    \b
    Examples:
      tend new module 02-prepare-the-soil
      tend new lesson 02-prepare-the-soil/03-values
      tend new quiz 02-prepare-the-soil
      tend new kit field-plan
      tend new overlay
    """
    from build_tools import disk
    from build_tools.course.starting import started

    if name is None and kind != "overlay":
        raise click.UsageError(
            f"name the new {kind}, such as `tend new {kind} 02-prepare-the-soil`"
        )
    files = disk.read_sources(told.root) | _overlay(told.root, None)
    _list(told, disk.write_files(told.root, started(kind, name or "", files)))


@tend.command()
@click.option("--to", "kind", type=click.Choice(["xliff", "csv", "tmx", "tbx"]), required=True)
@languages
@click.option(
    "-d", "--domain", "domains", multiple=True, help="Only this catalog; may be repeated."
)
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=Path("handover"))
@settings
def export(
    told: Settings, kind: str, codes: tuple[str, ...], domains: tuple[str, ...], into: Path
) -> None:
    r"""Hand catalogs over to other tools: XLIFF 2.0, TMX, tables for reviewers, TBX of the terms.

    One file a language and catalog, such as handover/tr/01-active-farmer.xlf. XLIFF and tables
    come back with `tend import`.

    \b
    Examples:
      tend export --to xliff --language tr
      tend export --to csv -l zh -d 01-active-farmer --into review
      tend export --to tmx
      tend export --to tbx
    """
    from build_tools import disk
    from build_tools.course.reading import read_course
    from build_tools.handover import exported

    files = disk.read_sources(told.root)
    course = read_course(files)
    made = exported(course, _codes(course, codes), domains, kind, files)
    _list(told, disk.write_files(into, made))


@tend.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--module", metavar="FOLDER", help="Of questions: such as 02-prepare-the-soil.")
@click.option(
    "--into",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=None,
    show_default="quizzes/FOLDER.yml",
    help="Another file for the questions, or - to print them.",
)
@settings
def import_(told: Settings, file: Path, module: str | None, into: Path | None) -> None:
    r"""Take over questions of other tools, or translations that come back.

    Questions in GIFT, Aiken, Moodle XML or text2qti become a question file. What still has to be
    written, and what could not be taken over, is listed with its line in FILE. A file that
    exists is never written over.

    Translations, in XLIFF or a table that `tend export` has made, go into their catalogs. What
    they were made for and is there no more is listed and left out.

    \b
    Examples:
      tend import bank.gift.txt --module 02-prepare-the-soil
      tend import moodle.xml --module 02-prepare-the-soil --into draft.yml
      tend import quiz.md --module 02-prepare-the-soil --into -
      tend import handover/tr/01-active-farmer.xlf
    """
    from build_tools import disk
    from build_tools.imports import imported

    if module is None:
        _take_back(told, file)
        return
    text, problems = imported(file.name, disk.read_text(file), module)
    target = into or told.root / "quizzes" / f"{module}.yml"
    if into == Path("-"):
        click.echo(text, nl=False)
    elif target.exists():
        hint = "choose another with `--into`, or `--into -` to print the questions"
        raise click.UsageError(f"`{target}` exists already; {hint}")
    else:
        disk.write_files(target.parent, {target.name: text.encode()})
        told.say(f"written to {target}")
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(problems)} thing{'' if len(problems) == 1 else 's'} to do", err=True)


def _take_back(told: Settings, file: Path) -> None:
    from build_tools import disk
    from build_tools.handover import READERS, taken_back

    if file.suffix not in READERS:
        endings = " or ".join(READERS)
        raise click.UsageError(
            f"translations come back as {endings}; "
            "for questions, name their module: `--module 02-prepare-the-soil`"
        )
    changed, problems = taken_back(file.read_bytes(), str(file), disk.read_sources(told.root))
    encoded = {path: text.encode() for path, text in changed.items()}
    _list(told, disk.write_files(told.root, encoded))
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        raise SystemExit(COURSE_PROBLEMS)


@tend.group()
def lms() -> None:
    """Try out packages for learning platforms."""


lms.command_class = Command


@lms.command()
@click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="HOST:PORT")
@settings
def preview(told: Settings, package: Path, address: str) -> None:
    r"""Play a SCORM package in a page of this machine, with every call to the platform in sight.

    The page nests frames as platforms do and marks what the standard does not allow. What it is
    told stays in the tab of the browser. Stop it with Ctrl-C.

    \b
    Example:
      tend lms preview dist/lms/tr/01-active-farmer.scorm12.zip
    """
    from build_tools import lms_preview

    found = lms_preview.read_package(package.read_bytes(), package.name)
    try:
        serving = lms_preview.server(found, address)
    except ValueError:
        raise click.UsageError(f"`{address}` is no HOST:PORT") from None
    with serving:
        told.say(f"SCORM {found.version} at http://{address}/ (Ctrl-C stops)")
        serving.serve_forever()


@tend.command()
@click.argument("exports", nargs=-1, required=True, metavar="[CODE=]EXPORT.csv …")
@click.option(
    "--attempts", type=click.Choice(["first", "last"]), default="first", show_default=True
)
@click.option("--encoding", default="", help="Of the exports, where it is not Unicode.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@settings
def stats(
    told: Settings, exports: tuple[str, ...], attempts: str, encoding: str, *, as_json: bool
) -> None:
    r"""Tell from the answers of learners how well each question works.

    Reads CSV exports of learning platforms: one answer a row (learner, interaction id, response,
    result), Moodle's SCORM interactions, Moodle's quiz responses and grades. A code before the
    file says the language of its answers. `right` is the share of right answers, `r` how an item
    goes with the rest of the quiz (point-biserial), `D` the best 27 percent of learners less the
    weakest 27 percent.

    \b
    Examples:
      tend stats interactions.csv
      tend stats en=english.csv tr=turkish.csv
      tend stats --json --attempts last interactions.csv > items.json
    """
    from build_tools.item_stats.exports import joined, read_export
    from build_tools.item_stats.report import item_report, rows_of

    found = []
    for name in exports:
        language, path = _with_language(name)
        found.append(read_export(path.read_bytes(), str(path), language, encoding, attempts))
    report = item_report(joined(found), _option_keys(told.root))
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    _print_table(rows_of(report))
    for item in report["items"]:
        for remark in item["remarks"]:
            told.say(f"{item['item']}: {remark}")


@tend.command()
@click.option(
    "-l",
    "--language",
    default="",
    metavar="CODE",
    show_default="the first of course.yml",
    help="The language to say the course in.",
)
@click.option("--repeat", type=click.IntRange(1, 100), default=3, show_default=True, help="Runs.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@settings
def bench(told: Settings, language: str, repeat: int, *, as_json: bool) -> None:
    r"""Measure the stages of a build against a yardstick of the same run.

    The yardstick, 1.00, is the CPU time in which a bare Markdown parser converts every page of
    the course once. `ratio` is a whole stage against it, the median of all runs; `each` is one
    message, page or question against one page of the yardstick. Compare figures of the same course
    before and after a change. Nothing is written.

    \b
    Examples:
      tend bench
      tend bench --language tr --repeat 5
      tend bench --json > before.json
    """
    from build_tools import bench, disk
    from build_tools.course.reading import read_course

    files = disk.read_sources(told.root)
    known = [each.code for each in read_course(files).languages]
    code = language or known[0]
    _known(code, known, "language")
    tell = (lambda _: None) if told.quiet or as_json else partial(click.echo, err=True)
    figures = bench.bench(files, code, repeat, tell)
    if as_json:
        click.echo(json.dumps(bench.as_json(figures, code, repeat), ensure_ascii=False, indent=1))
    else:
        _print_table(bench.as_rows(figures))


@tend.command()
@settings
def clean(told: Settings) -> None:
    """Remove dist/ and everything kept to build faster; sources stay untouched."""
    from build_tools import disk

    folders = (told.root / "dist", cache_folder(root=told.root) / "units")
    removed = [folder for folder in folders if disk.remove(folder)]
    for folder in removed:
        told.say(f"removed {folder}")
    if not removed:
        told.say("nothing to remove")


@tend.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, **CONTEXT}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    r"""Check the code and run all tests; anything more is passed on to pytest.

    \b
    Examples:
      tend test
      tend test --all            full test matrices too
      tend test tests/languages -k blanks
    """
    from build_tools.testing import run_tests

    raise SystemExit(run_tests(arguments))


class Progress:
    """One line a unit in a pipe, a bar on a terminal."""

    def __init__(self, quiet: bool) -> None:  # noqa: FBT001  # Set from an option.
        self.quiet = quiet
        self.bar: Any = None

    def __enter__(self) -> Self:
        if not self.quiet and sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self.bar = Bar(*columns, TextColumn("{task.description}"), transient=True)
            self.bar.start()
            self.task = self.bar.add_task("reading", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def __call__(self, done: int, total: int, name: str, kept: bool) -> None:  # noqa: FBT001
        """Show that a unit is done."""
        if self.bar is not None:
            self.bar.update(self.task, completed=done, total=total, description=name)
        elif not self.quiet:
            click.echo(f"[{done}/{total}] {name}{' (unchanged)' if kept else ''}", err=True)


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911  # One per exit status.
    """Run the command line and return its exit status."""
    from build_tools.disk import OutputError

    try:
        tend.main(arguments, prog_name="tend", standalone_mode=False)
    except CourseError as error:
        _print_problems(error.problems)
        return COURSE_PROBLEMS
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except OutputError as error:
        click.echo(f"tend: {error}", err=True)
        return WRONG_USAGE
    except MachineLacksError as error:
        click.echo(f"tend: {error}", err=True)
        return MACHINE_LACKS
    except OSError as error:
        where = error.filename2 or error.filename  # A copy fails where it is written.
        click.echo(f"tend: {error.strerror or error}{f': {where}' if where else ''}", err=True)
        return MACHINE_LACKS
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was changed", err=True)
        return 130
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else OUR_BUG
    except Exception:
        if os.environ.get("TEND_DEBUG"):
            raise
        return _our_bug()
    return DONE


def _our_bug() -> int:
    import traceback

    traceback.print_exc()
    click.echo("tend: this is a bug of ours; please report it with the lines above", err=True)
    return OUR_BUG


def _overlay(root: Path, overlay: Path | None) -> dict[str, str]:
    """Return the files of the overlay that somebody named, or of the one beside the course."""
    from build_tools import disk

    folder = overlay or root / "overlay"
    if overlay and not (overlay / "overlay.yml").is_file():
        raise click.BadParameter(f"there is no {overlay}/overlay.yml", param_hint="--overlay")
    return disk.read_overlay(folder) if folder.is_dir() else {}


def _codes(course: Any, codes: tuple[str, ...], *, built: bool = False) -> tuple[str, ...]:
    """Return the languages that were asked for, or all; pseudo-languages can only be ``built``."""
    from build_tools.languages.pseudo import pseudo_languages

    known = tuple(language.code for language in course.languages)
    pseudo = tuple(pseudo_languages())
    for code in codes:
        if code in pseudo and not built:
            message = f"`{code}` has no catalogs, it can only be built: `tend build -l {code}`"
            raise click.UsageError(message)
        _known(code, (*known, *(pseudo if built else ())), "language")
    return codes or known


def _known(name: str, known: Sequence[str], what: str) -> None:
    if name not in known:
        raise click.UsageError(f"unknown {what} `{name}`; known: {', '.join(known)}")


def _list(told: Settings, changed: tuple[str, ...]) -> None:
    for name in changed:
        told.say(name)
    count = f"{len(changed)} file{'s' if len(changed) != 1 else ''} written"
    told.say(count if changed else "nothing to change")


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}", err=True)


def _print_summary(told: Settings, report: dict[str, Any], codes: Sequence[str]) -> None:
    for code in codes:
        language = report["languages"][code]
        size = sum(artifact["bytes"] for artifact in language["artifacts"].values())
        told.say(
            f"{code}: {len(language['artifacts'])} artifacts, {size / 1e6:.1f} MB, "
            f"{language['missing']} missing and {language['fuzzy']} fuzzy messages"
        )
        for name, artifact in language["artifacts"].items():
            for warning in artifact["warnings"]:
                told.say(f"  {name}: {warning}")
    for line in _lost(report, codes):
        told.say(line)


def _lost(report: dict[str, Any], codes: Sequence[str]) -> Iterator[str]:
    """Yield what formats cannot carry, in any of these languages: how much, not what."""
    questions: dict[str, set[str]] = {}
    for code in codes:
        for name, artifact in report["languages"][code]["artifacts"].items():
            ending = name.rpartition("/")[2].partition(".")[2]
            for question, _ in artifact.get("lost", ()):
                questions.setdefault(ending, set()).add(question)
    counts = {ending: len(found - {""}) for ending, found in sorted(questions.items())}
    if counted := ", ".join(f"{count} in {ending}" for ending, count in counts.items() if count):
        yield f"questions not carried over whole (report.json tells what): {counted}"
    if whole := ", ".join(ending for ending, found in sorted(questions.items()) if "" in found):
        yield f"lacking something besides questions (report.json tells what): {whole}"


def _with_language(name: str) -> tuple[str, Path]:
    """Return the language of an export and its path, as in ``tr=answers.csv``."""
    code, sign, path = name.partition("=")
    if not sign or Path(name).is_file():
        code, path = "", name
    if not Path(path).is_file():
        raise click.UsageError(f"there is no file `{path}`")
    return code, Path(path)


def _option_keys(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the options of each choice by question id, if there is a course that can be read."""
    from build_tools import disk
    from build_tools.course.reading import read_course
    from build_tools.questions.choice import ChoiceQuestion

    try:
        questions = read_course(disk.read_sources(root)).questions()
    except CourseError:
        return {}
    return {
        each.id: tuple(option.key for option in each.options)
        for each in questions
        if isinstance(each, ChoiceQuestion)
    }


def _counts(row: dict[str, Any]) -> dict[str, Any]:
    states = ("translated", "fuzzy", "missing")
    counts = {state: row[state]["messages"] for state in states}
    words = sum(row[state]["words"] for state in states if state != "translated")
    return {
        "language": row["language"],
        "catalog": row["domain"],
        **counts,
        "words to do": words,
        "percent": row["percent"],
    }


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    heads = list(rows[0])
    cells = [heads, *([str(row[head]) for head in heads] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(heads))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


def _as_json(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }
