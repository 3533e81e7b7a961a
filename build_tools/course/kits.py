"""Pages outside the modules: kits to work with, and the orientation that opens the course."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from build_tools.course.shape import Audience, Kit, KitForm, Orientation, Page
from build_tools.questions.form import FLAG, NAMED, PROSE, TEXT, Form, one_of, several, whole
from build_tools.sources.figures import Figure, read_figure
from build_tools.sources.nodes import Node, front_matter, parse
from build_tools.sources.problem import CourseError, gather
from build_tools.sources.text import Prose, Text, Zone

ORIENTATION_FILE: Final = "course/orientation.md"
KITS: Final = "kits"
"""The catalog of all kits, and their name where something waits for its release."""

FOLDER: Final = f"course/{KITS}"
DRAFT: Final = re.compile(r"(?m)^draft: *true[ \t]*$")
PAGE: Final = re.compile(r"\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_MINUTES: Final = 6000

KIT_FORM: Final = Form({"id": NAMED, "title": TEXT, "body": PROSE}, {"for": one_of(Audience)})
KIT: Final = Form(
    {
        "title": TEXT,
        "summary": TEXT,
        "for": one_of(Audience),
        "pages": several(NAMED, at_least=0),
    },
    {
        "minutes": whole(1, MOST_MINUTES).or_else(0),
        "forms": several(KIT_FORM.value(dict), at_least=0),
        "draft": FLAG,
    },
)
_PAGE: Final = Form({"title": TEXT, "description": TEXT}, {"for": one_of(Audience)})
_ORIENTATION: Final = Form(
    {"title": TEXT, "description": TEXT, "minutes": whole(1, 600)}, {"draft": FLAG}
)


def finished_drafts(files: Mapping[str, str]) -> dict[str, str]:
    """Return those of ``files`` that are drafts of kits and of the orientation, as if finished."""
    return {
        path: DRAFT.sub("", text, count=1)
        for path, text in files.items()
        if path == ORIENTATION_FILE or re.fullmatch(rf"{FOLDER}/[^/]+/kit\.yml", path)
    }


def read_kits(names: Node | None, files: Mapping[str, str]) -> tuple[Kit[Text], ...]:
    """Return the kits that ``names`` lists, but for drafts."""
    found = () if names is None else gather(lambda name: _kit(name, files), names.items())
    return tuple(kit for kit in found if kit is not None)


def read_orientation(files: Mapping[str, str]) -> Orientation[Text] | None:
    """Return the orientation, if there is one and it is no draft."""
    if ORIENTATION_FILE not in files:
        return None
    head, body = front_matter(files[ORIENTATION_FILE], ORIENTATION_FILE)
    found = _ORIENTATION.read(head.at("orientation", trail="Orientation"))
    if found.pop("draft"):
        return None
    return Orientation(
        **found,
        body=Prose(body.source, body.place, "Orientation"),
        figures=_figures("course", files),
        place=head.place,
    )


def _kit(name: Node, files: Mapping[str, str]) -> Kit[Text] | None:
    if not SLUG.fullmatch(folder := name.word()):
        hint = "use a–z and 0–9, in words joined by hyphens"
        raise name.fail("bad-name", f"`{folder}` cannot be the folder of a kit", hint)
    file = f"{FOLDER}/{folder}/kit.yml"
    node = parse(_content(file, name, files), file).at(f"kit.{folder}", trail=f"Kit {folder}")
    zone = _zone(node, Zone.TRAINER)
    found = KIT.read(node.at(node.path, zone))
    if found["draft"]:
        return None
    names = node.entries()["pages"].items()
    forms = node.entries().get("forms")
    own = found["for"]
    return Kit(
        id=folder,
        title=found["title"],
        summary=found["summary"],
        reader=own,
        minutes=found["minutes"],
        pages=gather(lambda item: _page(item, folder, own, files), names),
        forms=() if forms is None else gather(lambda item: _form(item, node, own), forms.items()),
        figures=_figures(f"{FOLDER}/{folder}", files),
        place=node.place,
    )


def _page(name: Node, kit: str, reader: Audience, files: Mapping[str, str]) -> Page[Text]:
    if not PAGE.fullmatch(slug := name.word()):
        hint = "two digits, a hyphen, then words: `01-agenda`"
        raise name.fail("bad-name", f"`{slug}` cannot be a page of a kit", hint)
    file = f"{FOLDER}/{kit}/{slug}.md"
    head, body = front_matter(_content(file, name, files), file)
    trail = f"Kit {kit} › {slug}"
    at = head.at(f"kit.{kit}.{slug}", trail=trail)
    zone = _zone(at, _ZONES[reader])
    found = _PAGE.read(at.at(at.path, zone))
    return Page(
        id=slug,
        title=found["title"],
        description=found["description"],
        reader=found["for"] or reader,
        body=Prose(body.source, body.place, trail, zone),
        place=head.place,
    )


def _form(node: Node, kit: Node, reader: Audience) -> KitForm[Text]:
    name = KIT_FORM.read(node)["id"]
    trail = f"{kit.trail} › form {name}"
    zone = _zone(node, _ZONES[reader])
    found = KIT_FORM.read(node.at(f"{kit.path}.form.{name}", zone, trail))
    return KitForm(
        id=name,
        title=found["title"],
        reader=found["for"] or reader,
        body=found["body"],
        place=node.place,
    )


_ZONES: Final[Mapping[Audience, Zone]] = {
    Audience.LEARNER: Zone.LEARNER,
    Audience.TRAINER: Zone.TRAINER,
    Audience.MANAGER: Zone.TRAINER,
}


def _zone(node: Node, default: Zone) -> Zone:
    """Return who is spoken to by what says ``for: …`` itself."""
    told = node.entries().get("for")
    try:
        return default if told is None else _ZONES[told.choice(Audience)]
    except CourseError:
        return default  # The form reports it.


def _figures(folder: str, files: Mapping[str, str]) -> tuple[Figure[Text], ...]:
    paths = sorted(path for path in files if re.fullmatch(rf"{folder}/[^/]+\.svg", path))
    return gather(lambda path: read_figure(files[path], path), paths)


def _content(file: str, named: Node, files: Mapping[str, str]) -> str:
    if file not in files:
        raise named.fail("missing-file", f"there is no `{file}`")
    return files[file]
