"""New modules, lessons, quizzes and kits to start from: the files to write, as a mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from build_tools.course.facts import facts_in
from build_tools.course.kits import FOLDER as KIT_FOLDER
from build_tools.course.kits import SLUG
from build_tools.course.overlay import OVERLAY_FILE, slots_in
from build_tools.course.reading import COURSE_FILE, FOLDER, read_course, with_drafts
from build_tools.sources.problem import CourseError, Place, Problem

Files = Mapping[str, str]

LESSON: Final = """---
title: {title}
description: One sentence that says what the learner takes away.
minutes: 10
objectives: ["{number}.1"]
---
/// task | What would you do?
    minutes: 2

Describe a moment that every learner knows. Ask for a decision.
///

Explain one idea in short sentences.

/// exercise | Your turn
    minutes: 3
    objectives: {number}.1

Ask the learner to use the idea with a customer of their own.
///
"""
MODULE: Final = """title: {title}
summary: "One or two sentences for lists."
key_idea: "The one sentence to remember."
minutes: {{self_paced: 20, live: 10, quiz: 10}}
objectives:
- id: "{number}.1"
  bloom: apply
  text: "use the idea in one call of your own, in two minutes or less"
lessons: [01-start]
trainer:
  goal: "Learners practise the idea once."
  materials: ["Paper and pens"]
  timeline:
  - id: practise
    title: "Practise in pairs"
    minutes: 10
    core: true
    practice: true
    objectives: ["{number}.1"]
    cues:
    - do: "Let pairs try the idea with a call of their own."
"""
QUIZ: Final = """title: "Quiz: {title}"
pass_percent: 80
questions:
- id: m{number:02}-q01
  rev: 1
  type: single
  objectives: ["{number}.1"]
  bloom: apply
  use: [quiz, workbook]
  points: 1
  stem: "Which answer fits the call best?"
  report: "Choose the answer that fits the call"
  options:
  - {{key: a, text: "The first answer", correct: true, feedback: "Say why it is right."}}
  - {{key: b, text: "The second one", misconception: "Say what leads here.", feedback: "Say why."}}
  - {{key: c, text: "The third one", misconception: "Say what leads here.", feedback: "Say why."}}
  rationale: "Say why the first answer is best."
  review: 01-start
"""
KIT: Final = """title: "{title}"
summary: "One sentence that says what this kit is good for."
for: learner  # or trainer, manager
minutes: 30
draft: true   # take this line away when the kit is written
pages: [01-start]
forms:
- id: notes
  title: "My notes"
  body: |
    Date: ___

    /// lines | 3
    What I do next week:
    ///
"""
PAGE: Final = """---
title: How to work with this kit
description: One sentence that says what this page is about.
---
Explain in short sentences what to prepare and what to do.

/// task | What is yours?
    minutes: 5

Ask for something that the reader can write down.
///
"""
OVERLAY: Final = """# What stands on top of the course; docs/white-label.md tells more.
company: "Your company"
# logo: logo.svg                 # an SVG or PNG beside this file, up to 100 kB
# colors: {{accent: "#0b5394", bar: "#0b2e4f"}}
"""
OVERLAY_WORDS: Final = """# What your company says in {language}. Take the # away where you write.
company: "Your company"
# slots:
{slots}# privacy: |
#   Who sees results, for how long, and whom to ask.
# glossary:
# - {{id: hotline, term: "the hotline", text: "What it is, in one sentence."}}
"""


def started(kind: str, name: str, files: Files) -> dict[str, bytes]:
    """Return the files of a new ``kind`` (module, lesson, quiz, kit or overlay) called ``name``.

    Raises:
        CourseError: if there is no course, the name cannot be an address, or something stands
            there already.
    """
    if COURSE_FILE not in files:
        read_course(files)  # Tells it.
    made = STARTERS[kind](name, files)
    for path in made:
        if path in files and path not in (
            COURSE_FILE,
            _module_file(name.split("/", maxsplit=1)[0]),
        ):
            problem = Problem(
                Place(path), "exists", "this file exists already", "choose a new name"
            )
            raise CourseError(problem)
    return {path: text.encode() for path, text in made.items()}


def _module(name: str, files: Files) -> dict[str, str]:
    number = _number(name)
    return {
        COURSE_FILE: _drafted(files.get(COURSE_FILE, ""), name),
        _module_file(name): MODULE.format(title=_title(name), number=number),
        f"course/{name}/01-start.md": LESSON.format(title=_title(name), number=number),
        f"quizzes/{name}.yml": QUIZ.format(title=_title(name), number=number),
    }


def _lesson(name: str, files: Files) -> dict[str, str]:
    module, _, lesson = name.partition("/")
    if _module_file(module) not in files or not FOLDER.fullmatch(lesson):
        raise _bad_name(name, "02-prepare-the-soil/03-values, in a module that exists")
    return {
        _module_file(module): _listed(files[_module_file(module)], "lessons", lesson),
        f"course/{name}.md": LESSON.format(title=_title(lesson), number=_number(module)),
    }


def _quiz(name: str, _files: Files) -> dict[str, str]:
    return {f"quizzes/{name}.yml": QUIZ.format(title=_title(name), number=_number(name))}


def _kit(name: str, files: Files) -> dict[str, str]:
    if not SLUG.fullmatch(name):
        raise _bad_name(name, "field-plan")
    folder = f"{KIT_FOLDER}/{name}"
    return {
        COURSE_FILE: _listed(_with_list(files.get(COURSE_FILE, ""), "kits"), "kits", name),
        f"{folder}/kit.yml": KIT.format(title=_capital(name)),
        f"{folder}/01-start.md": PAGE,
    }


def _overlay(_name: str, files: Files) -> dict[str, str]:
    course = read_course(with_drafts(files))
    names = slots_in(course, facts_in(course))
    slots = "".join(f"#   {name}: |\n#     What holds here.\n" for name in names)
    return {OVERLAY_FILE: OVERLAY.format()} | {
        f"overlay/locales/{language.locale}.yml": OVERLAY_WORDS.format(
            language=language.name, slots=slots
        )
        for language in course.languages
    }


STARTERS: Final[Mapping[str, Callable[[str, Files], dict[str, str]]]] = {
    "module": _module,
    "lesson": _lesson,
    "quiz": _quiz,
    "kit": _kit,
    "overlay": _overlay,
}


def _drafted(course: str, name: str) -> str:
    """Return ``course.yml`` with a draft more: nobody waits for its translations yet."""
    return _listed(_with_list(course, "drafts"), "drafts", name)


def _with_list(course: str, key: str) -> str:
    """Return ``course.yml`` with a list ``key``, below the modules if it was not there."""
    if re.search(rf"(?m)^{key}: \[", course):
        return course
    return re.sub(r"(?m)^modules: \[[^\]]*\].*$", rf"\g<0>\n{key}: []", course, count=1)


def _listed(source: str, key: str, name: str) -> str:
    """Return ``source`` with ``name`` added to its list ``key: […]``."""
    listed = re.sub(rf"(?m)^({key}: \[[^\]]*)\]", rf"\g<1>, {name}]", source, count=1)
    return listed.replace("[, ", "[", 1)


def _module_file(folder: str) -> str:
    return f"course/{folder}/module.yml"


def _number(folder: str) -> int:
    if not (match := FOLDER.fullmatch(folder)):
        raise _bad_name(folder, "02-prepare-the-soil")
    return int(match[1])


def _title(name: str) -> str:
    return _capital(name[3:])


def _capital(name: str) -> str:
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _bad_name(name: str, example: str) -> CourseError:
    hint = f"a name looks like {example}"
    return CourseError(Problem(Place(COURSE_FILE), "bad-name", f"`{name}` is no such name", hint))
