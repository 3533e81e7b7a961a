"""From the source files to a ``Course[Text]``. No disk: files come as a mapping path → text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from build_tools.course.assessments import ASSESSMENTS, read_assessments
from build_tools.course.drawing import read_draws
from build_tools.course.kits import KITS, finished_drafts, read_kits, read_orientation
from build_tools.course.overlay import SLOT_NAME, read_overlay
from build_tools.course.requirements import read_requirements
from build_tools.course.shape import (
    DEFAULT,
    Activity,
    Card,
    Contingency,
    Course,
    Credit,
    Cue,
    CueKind,
    Exercise,
    Gender,
    Handout,
    JobAid,
    Lesson,
    Licence,
    Module,
    Objective,
    Person,
    Quiz,
    Reader,
    Recording,
    Role,
    Scale,
    Term,
    Terms,
    Trainer,
)
from build_tools.course.spoken import read_languages, read_policies
from build_tools.course.terms import read_course_terms, read_terms
from build_tools.questions import read_questions
from build_tools.questions.shape import Bloom
from build_tools.sources.binary import SOUNDS
from build_tools.sources.figures import Figure, read_figure
from build_tools.sources.nodes import Node, front_matter, parse
from build_tools.sources.problem import CourseError, Place, Problem, gather
from build_tools.sources.text import Prose, Text, Zone

Files = Mapping[str, str]
Value = TypeVar("Value")

COURSE_FILE: Final = "course/course.yml"
CATALOGS: Final = ("course", "interface")  # Those that are no part of the course.
FOLDER: Final = re.compile(r"(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*")
ADDRESS: Final = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")


def with_drafts(files: Files) -> dict[str, str]:
    """Return ``files`` with the modules listed as ``drafts`` at the end of ``modules``.

    A draft is checked and can be looked at; it is not built for learners and not offered to
    translators until its folder is moved to ``modules``. Kits and the orientation say
    ``draft: true`` themselves.
    """
    source = files.get(COURSE_FILE, "")
    if drafts := re.search(r"(?m)^drafts: \[([^\]]+)\]", source):
        listed = re.sub(r"(?m)^(modules: \[[^\]]*)\]", rf"\g<1>, {drafts[1]}]", source, count=1)
        source = listed.replace("modules: [, ", "modules: [", 1).replace(drafts[0], "", 1)
    return {**files, **finished_drafts(files), COURSE_FILE: source}


def read_course(files: Files) -> Course[Text]:
    """Read the course that ``files``, content by path from the repository root, make up.

    Raises:
        CourseError: with every problem found in any of the files.
    """
    if COURSE_FILE not in files:
        hint = "name the folder that holds `course/`: `tend --root …`"
        raise CourseError(Problem(Place(COURSE_FILE), "missing-file", "there is no course", hint))
    node = parse(files[COURSE_FILE], COURSE_FILE).at("", trail="Course")
    found = node.fields(
        *("id", "title", "subtitle", "version", "description", "house_rule", "languages"),
        *("modules", "licence"),
        optional=(
            *("audience", "promises", "credits", "scales", "cast", "glossary", "site_url", "lms"),
            *("drafts", "kits", "preview", "freshness"),
        ),
    )
    folders = _words(found["modules"])
    known = (*folders, *_words(found.get("drafts")), KITS, *ASSESSMENTS)
    _each(found.get("drafts"), _folder)
    languages = read_languages(found["languages"], known)
    terms, package_title = read_course_terms(found.get("lms"))
    modules = _each(found["modules"], lambda item: _module(item, files, terms))
    kits = read_kits(found.get("kits"), files)
    there = (*folders, *(kit.id for kit in kits))
    return Course(
        id=found["id"].name(),
        version=found["version"].word(),
        site_url=_address(found["site_url"]) if "site_url" in found else "",
        preview=_address(found["preview"]) if "preview" in found else "",
        title=found["title"].text(),
        subtitle=found["subtitle"].text(),
        description=found["description"].text(),
        house_rule=found["house_rule"].text(),
        audience=_each(found.get("audience"), Node.text),
        promises=_each(found.get("promises"), Node.text),
        licence=_licence(found["licence"]),
        languages=languages,
        policies=read_policies(found.get("freshness"), (DEFAULT, *CATALOGS, *known)),
        cast=_each(found.get("cast"), _person),
        scales=_each(found.get("scales"), _scale),
        modules=modules,
        glossary=gather(_term, _needed(found.get("glossary"), there)),
        credits=gather(_credit, _needed(found.get("credits"), there)),
        place=node.place,
        orientation=read_orientation(files),
        kits=kits,
        assessments=read_assessments(files, terms, _numbers(found.get("drafts"))),
        terms=terms,
        recordings=_recordings(files),
        package_title=package_title,
        requirements=read_requirements(files),
        overlay=read_overlay(files, languages),
    )


def _each(node: Node | None, read: Callable[[Node], Value]) -> tuple[Value, ...]:
    return () if node is None else gather(read, node.items())


def _optional(node: Node | None, read: Callable[[Node], Value]) -> Value | None:
    return None if node is None else read(node)


def _words(node: Node | None) -> tuple[str, ...]:
    return () if node is None else tuple(item.word() for item in node.items())


def _numbers(folders: Node | None) -> frozenset[int]:
    return frozenset(int(folder[:2]) for folder in _words(folders))


def _address(node: Node) -> str:
    if not ADDRESS.fullmatch(word := node.word()):
        raise node.fail("bad-address", f"`{word}` is no address", "write https://… in full")
    return word.rstrip("/")


def _licence(node: Node) -> Licence[Text]:
    found = node.fields("id", "name", "text")
    return Licence(id=found["id"].word(), name=found["name"].text(), text=found["text"].text())


def _person(node: Node) -> Person[Text]:
    found = node.fields("key", "name", "role", optional=("full_name", "about", "gender"))
    key = found["key"].name()
    gender = found["gender"].choice(Gender) if "gender" in found else None
    trail = f"Cast, a {gender}" if gender else "Cast"
    below = node.at(f"cast.{key}", trail=trail).entries()
    return Person(
        key=key,
        source_name=found["name"].word(),
        name=below["name"].text(),
        full_name=_optional(below.get("full_name"), Node.text),
        about=_optional(below.get("about"), Node.text),
        role=found["role"].choice(Role),
        gender=gender,
    )


def _scale(node: Node) -> Scale[Text]:
    found = node.fields("id", "labels")
    name = found["id"].name()
    labels = found["labels"].at(f"scale.{name}", trail="Rating scale, from low to high")
    return Scale(id=name, labels=_each(labels, Node.text))


def _needed(node: Node | None, folders: tuple[str, ...]) -> list[Node]:
    """Return the entries that the modules of the course need; drafts wait with theirs."""
    items = [] if node is None else node.items()
    since = [item.entries().get("module") for item in items]
    return [item for item, it in zip(items, since, strict=True) if not it or it.word() in folders]


def _term(node: Node) -> Term[Text]:
    found = node.fields("id", "term", "text", optional=("module",))
    below = node.at(f"term.{found['id'].name()}", trail="Glossary").entries()
    return Term(
        id=found["id"].name(),
        term=below["term"].text(),
        text=below["text"].text(),
        module=_home(found),
    )


def _credit(node: Node) -> Credit[Text]:
    found = node.fields("id", "text", optional=("module",))
    text = found["text"].at(f"credit.{found['id'].word()}", trail="Credits").text()
    return Credit(id=found["id"].word(), text=text, module=_home(found))


def _home(found: Mapping[str, Node]) -> str:
    return found["module"].word() if "module" in found else ""


def _folder(name: Node) -> str:
    if not FOLDER.fullmatch(folder := name.word()):
        hint = "two digits, a hyphen, then words in a–z and 0–9 joined by hyphens"
        raise name.fail("bad-folder", f"`{folder}` cannot be a module's folder", hint)
    return folder


def _module(name: Node, files: Files, terms: Terms) -> Module[Text]:
    folder = _folder(name)
    number = int(folder[:2])
    file = f"course/{folder}/module.yml"
    path, trail = f"m{number:02}", f"Module {number}"
    node = parse(_content(file, name, files), file).at(path, trail=trail)
    found = node.fields(
        *("title", "summary", "key_idea", "minutes", "objectives", "lessons"),
        optional=("goal_line", "job_aid", "exercises", "review_cards", "trainer", "handouts"),
    )
    minutes = found["minutes"].fields("self_paced", "live", "quiz")
    return Module(
        id=folder,
        number=number,
        title=found["title"].text(),
        summary=found["summary"].text(),
        key_idea=found["key_idea"].text(),
        self_paced_minutes=minutes["self_paced"].whole(1),
        live_minutes=minutes["live"].whole(0),
        quiz_minutes=minutes["quiz"].whole(0),
        objectives=_each(found["objectives"], lambda item: _objective(item, path, trail)),
        lessons=_each(found["lessons"], lambda item: _lesson(item, folder, path, files)),
        figures=_figures(folder, files),
        goal_line=_optional(found.get("goal_line"), Node.text),
        exercises=_each(found.get("exercises"), lambda item: _exercise(item, path, trail)),
        job_aid=_optional(found.get("job_aid"), lambda item: _job_aid(item, trail)),
        review_cards=_each(found.get("review_cards"), lambda item: _card(item, trail)),
        trainer=_optional(found.get("trainer"), lambda item: _trainer(item, path, trail)),
        handouts=_each(found.get("handouts"), lambda item: _handout(item, path, trail)),
        quiz=_quiz(folder, path, trail, files, terms),
        place=node.place,
    )


def _objective(node: Node, path: str, trail: str) -> Objective[Text]:
    found = node.fields("id", "bloom", "text")
    name = found["id"].name()
    note = f"{trail} › objective {name}: continues “You can …”"
    return Objective(
        id=name,
        bloom=found["bloom"].choice(Bloom),
        text=found["text"].at(f"{path}.objective.{name}", trail=note).text(),
        place=node.place,
    )


def _lesson(name: Node, folder: str, path: str, files: Files) -> Lesson[Text]:
    slug = name.name()
    file = f"course/{folder}/{slug}.md"
    head, body = front_matter(_content(file, name, files), file)
    trail = f"Module {folder[:2].lstrip('0')} › lesson {slug[:2].lstrip('0')}"
    found = head.at(f"{path}.{slug}", trail=trail).fields(
        "title", "description", "minutes", "objectives"
    )
    title = found["title"].text()
    return Lesson(
        id=slug,
        title=title,
        description=found["description"].text(),
        minutes=found["minutes"].whole(1),
        objectives=_words(found["objectives"]),
        body=Prose(body.source, body.place, f"{trail}: {title.key}"),
        place=head.place,
    )


def _figures(folder: str, files: Files) -> tuple[Figure[Text], ...]:
    paths = sorted(path for path in files if re.fullmatch(rf"course/{folder}/[^/]+\.svg", path))
    return gather(lambda path: read_figure(files[path], path), paths)


def _recordings(files: Files) -> tuple[Recording, ...]:
    paths = sorted(path for path in files if path.startswith("course/") and path.endswith(SOUNDS))
    return tuple(Recording(path=path, content=files[path]) for path in paths)


def _exercise(node: Node, path: str, trail: str) -> Exercise[Text]:
    found = node.fields("id", "title", "objectives", "minutes", "body")
    name = found["id"].name()
    return Exercise(
        id=name,
        title=found["title"].at(f"{path}.exercise.{name}", trail=f"{trail} › exercise").text(),
        objectives=_words(found["objectives"]),
        minutes=found["minutes"].whole(1),
        body=found["body"].at("", trail=f"{trail} › exercise").prose(),
        place=node.place,
    )


def _job_aid(node: Node, trail: str) -> JobAid[Text]:
    found = node.at(node.path, trail=f"{trail} › job aid").fields(
        "title", "steps", optional=("intro", "slot")
    )
    return JobAid(
        title=found["title"].text(),
        intro=_optional(found.get("intro"), Node.text),
        steps=_each(found["steps"], Node.text),
        slot=SLOT_NAME.read(found["slot"]) if "slot" in found else "",
    )


def _card(node: Node, trail: str) -> Card[Text]:
    found = node.fields("id", "front", "back")
    name = found["id"].name()
    below = node.at(name, trail=f"{trail} › review card").entries()
    return Card(id=name, front=below["front"].text(), back=below["back"].text())


def _trainer(node: Node, path: str, trail: str) -> Trainer[Text]:
    notes = node.at(f"{path}.trainer", Zone.TRAINER, f"{trail} › trainer notes")
    found = notes.fields(
        *("goal", "materials", "timeline"),
        optional=("room", "before", "contingencies", "transition"),
    )
    activities: list[Activity[Text]] = []
    problems: list[Problem] = []
    for item in found["timeline"].items():
        try:
            start = sum(activity.minutes for activity in activities)
            activities.append(_activity(item, start, f"{path}.trainer"))
        except CourseError as error:
            problems += error.problems
    if problems:
        raise CourseError(*problems)
    return Trainer(
        goal=found["goal"].text(),
        room=_each(found.get("room"), Node.text),
        materials=_each(found["materials"], Node.text),
        before=_each(found.get("before"), Node.text),
        timeline=tuple(activities),
        contingencies=_each(found.get("contingencies"), _contingency),
        transition=_optional(found.get("transition"), Node.text),
    )


def _activity(node: Node, start: int, path: str) -> Activity[Text]:
    found = node.fields(
        *("id", "title", "minutes", "cues"),
        optional=("core", "practice", "objectives", "points", "exercise"),
    )
    name = found["id"].name()
    below = node.at(f"{path}.{name}", trail=f"{node.trail} › {name}").entries()
    return Activity(
        id=name,
        title=below["title"].text(),
        start=start,
        minutes=found["minutes"].whole(1),
        core="core" in found and found["core"].flag(),
        practice="practice" in found and found["practice"].flag(),
        objectives=_words(found.get("objectives")),
        points=_words(found.get("points")),
        exercise=found["exercise"].name() if "exercise" in found else "",
        cues=_each(below["cues"].at(f"{path}.{name}"), _cue),
        place=node.place,
    )


def _cue(node: Node) -> Cue[Text]:
    entries = node.fields(optional=tuple(CueKind))
    if len(entries) != 1:
        raise node.fail("bad-cue", "a cue is exactly one of say, ask, do, show")
    ((kind, words),) = entries.items()
    return Cue(kind=CueKind(kind), text=words.text())


def _contingency(node: Node) -> Contingency[Text]:
    found = node.fields("if", "then")
    return Contingency(when=found["if"].text(), then=found["then"].text())


def _handout(node: Node, path: str, trail: str) -> Handout[Text]:
    found = node.fields("id", "title", "body", optional=("for",))
    name = found["id"].name()
    reader = found["for"].choice(Reader) if "for" in found else Reader.LEARNER
    title = found["title"].at(f"{path}.handout.{name}", trail=f"{trail} › handout").text()
    body = found["body"].at("", Zone.TRAINER, f"{trail} › handout").prose()
    return Handout(id=name, title=title, body=body, reader=reader)


def _quiz(folder: str, path: str, trail: str, files: Files, terms: Terms) -> Quiz[Text] | None:
    file = f"quizzes/{folder}.yml"
    if file not in files:
        return None
    node = parse(files[file], file).at(f"{path}.quiz", Zone.QUIZ, f"{trail} › quiz")
    found = node.fields("title", "pass_percent", "questions", optional=("intro", "draw", "lms"))
    questions = read_questions(found["questions"])
    return Quiz(
        title=found["title"].text(),
        intro=_optional(found.get("intro"), Node.text),
        pass_percent=found["pass_percent"].whole(0, 100),
        questions=questions,
        place=node.place,
        draws=read_draws(found.get("draw"), questions),
        terms=read_terms(found.get("lms"), terms),
    )


def _content(file: str, named: Node, files: Files) -> str:
    if file not in files:
        raise named.fail("missing-file", f"there is no `{file}`")
    return files[file]
