"""Labels must fit their figure in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.course.shape import Course, Language
from build_tools.languages.parity import Translations
from build_tools.languages.wording import TOO_LONG
from build_tools.sources.figures import Figure
from build_tools.sources.label_room import squeezes
from build_tools.sources.problem import Problem
from build_tools.sources.text import Text, map_texts


def label_problems(
    course: Course[Text], language: Language, files: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield labels that are too long for their figure.

    Of a figure that is crowded in the source, only the source hears.
    """
    known = Translations(language, files)
    for figure in figures_in(course):
        yield from _squeezed(figure, known)


def figures_in(course: Course[Text]) -> Iterator[Figure[Text]]:
    """Yield every figure of a course."""
    for holder in (course.orientation, *course.modules, *course.kits):
        yield from holder.figures if holder else ()


def _squeezed(figure: Figure[Text], known: Translations) -> Iterator[Problem]:
    source: Figure[str] = map_texts(figure, lambda text: text.key)
    said: Figure[str] = map_texts(figure, lambda text: known.said(text) or text.key)
    texts = {label.id: label.text for label in figure.labels}
    for found in squeezes(source if said == source else said, source):
        text = texts[found.id]
        if not known.allows(text, TOO_LONG):
            words = known.said(text)
            message = f"the label `{words or text.key}` meets {found.over}"
            place = known.place(text) if words else text.place
            yield Problem(place, TOO_LONG, message, "say it in fewer words")
