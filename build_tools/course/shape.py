"""A course as written (``Course[Text]``), or as read in one language (``Course[str]``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Generic

from build_tools.course.requirements import Requirements
from build_tools.questions import AnyQuestion
from build_tools.questions.drawing import Draw
from build_tools.questions.shape import Bloom, T, Use
from build_tools.sources.figures import Figure
from build_tools.sources.problem import Place
from build_tools.sources.text import Prose


class Role(StrEnum):
    """What somebody in a dialog is to the others."""

    AGENT = "agent"
    CUSTOMER = "customer"
    COLLEAGUE = "colleague"


class Gender(StrEnum):
    """What languages with grammatical gender, and a balanced cast, need to know of a person."""

    WOMAN = "woman"
    MAN = "man"


DEFAULT: Final = "default"
"""Among ``policies``, what holds for every domain that is not named."""


class Policy(StrEnum):
    """What is shown where a translation is missing or its source has changed."""

    SOURCE = "source"  # The words of the source, marked as such.
    STALE = "stale"  # The outdated translation, marked as such; else the source.
    REFUSE = "refuse"  # Nothing: the language cannot be built.


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language under its three names: URL code, catalog locale, BCP 47 tag."""

    code: str
    locale: str
    tag: str
    name: str  # In the language itself; never translated.
    right_to_left: bool = False
    waiting: tuple[str, ...] = ()  # Modules, `kits` or tests that are not released in it yet.
    fallback: str = ""  # The code of the language that helps out before the source does.
    preview: bool = False  # To be looked at: questions may be untranslated, too.


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Generic[T]):
    """Somebody in the dialogs. ``source_name`` is how authors write the speaker."""

    key: str
    source_name: str
    name: T
    full_name: T | None
    about: T | None
    role: Role
    gender: Gender | None  # None where anybody may stand in: `Caller`.


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Generic[T]):
    """``text`` continues the words "You can"."""

    id: str
    bloom: Bloom
    text: T
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Generic[T]):
    """One page. ``id`` is the file name without its ending: ``01-three-ways``."""

    id: str
    title: T
    description: T
    minutes: int
    objectives: tuple[str, ...]
    body: Prose
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Generic[T]):
    """Something to do on paper or screen."""

    id: str
    title: T
    objectives: tuple[str, ...]
    minutes: int
    body: Prose
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class JobAid(Generic[T]):
    """One page of help at work; ``steps`` are printed with boxes to tick."""

    title: T
    intro: T | None
    steps: tuple[T, ...]
    slot: str = ""  # A place below them that a company may fill.


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Generic[T]):
    """A review card."""

    id: str
    front: T
    back: T


class CueKind(StrEnum):
    """What a trainer does with a cue."""

    SAY = "say"
    ASK = "ask"
    DO = "do"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue(Generic[T]):
    """One thing for the trainer to say, ask, do or show."""

    kind: CueKind
    text: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Generic[T]):
    """A stretch of the live part; ``start`` and ``minutes`` are minutes."""

    id: str
    title: T
    start: int
    minutes: int
    core: bool
    practice: bool
    objectives: tuple[str, ...]
    points: tuple[str, ...]  # What is taught here and nowhere else, such as `S1-16`.
    exercise: str  # The id of an exercise of the module, or "".
    cues: tuple[Cue[T], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contingency(Generic[T]):
    """If this happens, then do that."""

    when: T
    then: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer(Generic[T]):
    """Notes for the live part."""

    goal: T
    room: tuple[T, ...]
    materials: tuple[T, ...]
    before: tuple[T, ...]
    timeline: tuple[Activity[T], ...]
    contingencies: tuple[Contingency[T], ...]
    transition: T | None


class Reader(StrEnum):
    """Who a printable page is for."""

    LEARNER = "learner"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout(Generic[T]):
    """A printable page for the live part; those for the trainer (keys) never reach learners."""

    id: str
    title: T
    body: Prose
    reader: Reader


class Audience(StrEnum):
    """Who a kit, a page or a form of it is for. What is for trainers is never public."""

    LEARNER = "learner"
    TRAINER = "trainer"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A page of a kit. ``id`` is the file name without its ending: ``01-agenda``."""

    id: str
    title: T
    description: T
    reader: Audience
    body: Prose
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class KitForm(Generic[T]):
    """One printed page to fill in."""

    id: str
    title: T
    reader: Audience
    body: Prose
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit(Generic[T]):
    """Material to work with beside the course; 0 ``minutes`` if nobody planned any.

    ``id`` is the folder name, ``alignment-workshop``.
    """

    id: str
    title: T
    summary: T
    reader: Audience
    minutes: int
    pages: tuple[Page[T], ...]
    forms: tuple[KitForm[T], ...]
    figures: tuple[Figure[T], ...]
    place: Place

    @property
    def public(self) -> Kit[T]:
        """The kit without what is for trainers; a kit for trainers has nothing left."""
        hidden = Audience.TRAINER
        if self.reader is hidden:
            return replace(self, pages=(), forms=())
        return replace(
            self,
            pages=tuple(page for page in self.pages if page.reader is not hidden),
            forms=tuple(form for form in self.forms if form.reader is not hidden),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientation(Generic[T]):
    """What learners read before the first module."""

    title: T
    description: T
    minutes: int
    body: Prose
    figures: tuple[Figure[T], ...]
    place: Place


class ShowAnswers(StrEnum):
    """When a package shows the right answers of a quiz."""

    AFTER_QUESTION = "after-question"
    AFTER_ATTEMPT = "after-attempt"
    AFTER_PASS = "after-pass"  # noqa: S105  # A learner passes.
    NEVER = "never"


class StatusPolicy(StrEnum):
    """What a package tells an LMS of a quiz that has been handed in."""

    PASSED_FAILED = "passed-failed"
    COMPLETED = "completed"
    PASSED_INCOMPLETE = "passed-incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a package treats a quiz; 0 ``attempts`` are unlimited, 0 minutes are no limit.

    ``pass_percent`` is ``None`` where the quiz's own counts.
    """

    pass_percent: int | None = None
    attempts: int = 0
    show_answers: ShowAnswers = ShowAnswers.AFTER_ATTEMPT
    status: StatusPolicy = StatusPolicy.PASSED_FAILED
    time_limit_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(Generic[T]):
    """All questions of a module; ``pass_percent`` is out of 100.

    ``draws`` say which of the questions for the quiz are drawn; those in none are always asked.
    """

    title: T
    intro: T | None
    pass_percent: int
    questions: tuple[AnyQuestion[T], ...]
    place: Place
    draws: tuple[Draw, ...] = ()
    terms: Terms = Terms()

    def used_for(self, use: Use) -> tuple[AnyQuestion[T], ...]:
        """Return the questions that have this use, in authored order."""
        return tuple(question for question in self.questions if use in question.use)

    @property
    def length(self) -> int:
        """How many questions one attempt is asked."""
        questions, pooled = self.used_for(Use.QUIZ), {*_among(self.draws)}
        always = sum(question.id not in pooled for question in questions)
        return always + sum(min(draw.count, len(draw.among)) for draw in self.draws)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Generic[T]):
    """``id`` is the folder name, ``01-active-farmer``; minutes are minutes."""

    id: str
    number: int
    title: T
    summary: T
    key_idea: T
    self_paced_minutes: int
    live_minutes: int
    quiz_minutes: int
    objectives: tuple[Objective[T], ...]
    lessons: tuple[Lesson[T], ...]
    figures: tuple[Figure[T], ...]
    goal_line: T | None
    exercises: tuple[Exercise[T], ...]
    job_aid: JobAid[T] | None
    review_cards: tuple[Card[T], ...]
    trainer: Trainer[T] | None
    handouts: tuple[Handout[T], ...]
    quiz: Quiz[T] | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A part of a blueprint: ``count`` questions of one objective at one level."""

    objective: str
    bloom: Bloom
    count: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Generic[T]):
    """A test of the whole course: each attempt draws what ``blueprint`` says from ``questions``.

    ``id`` is ``final``, ``pretest`` or ``posttest``. Without a blueprint every question is asked.
    ``minutes`` is the time it takes; a limit, if there is one, stands in ``terms``.
    """

    id: str
    title: T
    intro: T | None
    pass_percent: int
    minutes: int
    blueprint: tuple[Cell, ...]
    questions: tuple[AnyQuestion[T], ...]
    terms: Terms
    place: Place

    def bank(self, cell: Cell) -> tuple[AnyQuestion[T], ...]:
        """Return the questions that ``cell`` may draw."""
        return tuple(
            question
            for question in self.questions
            if question.objectives[:1] == (cell.objective,) and question.bloom is cell.bloom
        )

    @property
    def cells(self) -> Counter[tuple[str, Bloom]]:
        """How many questions an attempt asks, by first objective and level."""
        if self.blueprint:
            return Counter({(cell.objective, cell.bloom): cell.count for cell in self.blueprint})
        return Counter((question.objectives[0], question.bloom) for question in self.questions)

    @property
    def draws(self) -> tuple[Draw, ...]:
        """The blueprint as draws."""
        return tuple(
            Draw(
                name=f"{cell.objective}-{cell.bloom}",
                count=cell.count,
                among=tuple(question.id for question in self.bank(cell)),
                place=cell.place,
            )
            for cell in self.blueprint
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Generic[T]):
    """A source the course rests on; ``id`` is what ``sources:`` of a block names.

    ``module`` is the folder of the module that needs it, ``""`` if the whole course does.
    """

    id: str
    text: T
    module: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Generic[T]):
    """A glossary entry; ``module`` as in ``Credit``."""

    id: str
    term: T
    text: T
    module: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recorded call: a sound file, its path from the repository root, its bytes packed."""

    path: str
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Generic[T]):
    """The labels of a rating scale, from low to high."""

    id: str
    labels: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Generic[T]):
    """``id`` is the SPDX identifier."""

    id: str
    name: T
    text: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Markdown of a company, in one language."""

    source: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraTerm:
    """A glossary entry of a company, in one language."""

    id: str
    term: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayWords:
    """What a company says in one language; ``company`` is ``""`` where its name is the same."""

    company: str
    slots: Mapping[str, Written]
    privacy: Written | None
    glossary: tuple[ExtraTerm, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture; ``content`` is the text of an SVG, or a packed PNG."""

    name: str
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """Colors of a company, ``#rrggbb``, or ``""`` where it has none of its own."""

    accent: str = ""
    bar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a company sets on top of a course; ``words`` go by locale."""

    company: str
    logo: Logo | None
    colors: Colors
    words: Mapping[str, OverlayWords]
    place: Place

    def parts(self, locale: str) -> Mapping[str, Written | ExtraTerm]:
        """Return everything that is said in one language, by a name people understand."""
        if (words := self.words.get(locale)) is None:
            return {}
        privacy = {"privacy": words.privacy} if words.privacy else {}
        slots = {f"slots.{name}": written for name, written in words.slots.items()}
        return slots | privacy | {f"glossary.{term.id}": term for term in words.glossary}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Generic[T]):
    """The whole course, in the order a learner meets it."""

    id: str
    version: str
    site_url: str  # Where the site will be published, "" if nobody knows yet.
    title: T
    subtitle: T
    description: T
    house_rule: T
    audience: tuple[T, ...]
    promises: tuple[T, ...]
    licence: Licence[T]
    languages: tuple[Language, ...]
    cast: tuple[Person[T], ...]
    scales: tuple[Scale[T], ...]
    modules: tuple[Module[T], ...]
    glossary: tuple[Term[T], ...]
    credits: tuple[Credit[T], ...]
    place: Place
    orientation: Orientation[T] | None = None
    kits: tuple[Kit[T], ...] = ()
    assessments: tuple[Assessment[T], ...] = ()
    terms: Terms = Terms()
    recordings: tuple[Recording, ...] = ()
    overlay: Overlay | None = None
    package_title: T | None = None  # A pattern such as "{course} – {module}".
    policies: tuple[tuple[str, Policy], ...] = ()  # By domain; see ``policy_of``.
    requirements: Requirements | None = None
    preview: str = ""  # Where translators see the site while they work, "" if nowhere.

    @property
    def alone_minutes(self) -> int:
        """How long learners work on their own: orientation, modules, the final assessment.

        A test without a blueprint only compares before and after; it teaches nothing.
        """
        modules = sum(module.self_paced_minutes for module in self.modules)
        opening = self.orientation.minutes if self.orientation else 0
        return opening + modules + sum(test.minutes for test in self.assessments if test.blueprint)

    @property
    def live_minutes(self) -> int:
        """How long the live parts of all modules take."""
        return sum(module.live_minutes for module in self.modules)

    def questions(self) -> Iterator[AnyQuestion[T]]:
        """Yield all questions: of each module, then of the assessments."""
        for module in self.modules:
            yield from module.quiz.questions if module.quiz else ()
        yield from self.assessed()

    def assessment(self, name: str) -> Assessment[T] | None:
        """Return the assessment with this id, if the course has it."""
        return next((test for test in self.assessments if test.id == name), None)

    def assessed(self) -> Iterator[AnyQuestion[T]]:
        """Yield the questions of all assessments."""
        for test in self.assessments:
            yield from test.questions

    def policy_of(self, domain: str) -> Policy:
        """Return what happens in this domain where a translation is missing or out of date."""
        policies = dict(self.policies)
        return policies.get(domain, policies.get(DEFAULT, Policy.SOURCE))

    def language(self, code: str) -> Language:
        """Return the language with this URL code; ``KeyError`` if there is none."""
        for language in self.languages:
            if language.code == code:
                return language
        raise KeyError(code)


def _among(draws: tuple[Draw, ...]) -> Iterator[str]:
    for draw in draws:
        yield from draw.among
