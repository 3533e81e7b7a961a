"""Type a short answer: ``text``."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.questions.answers import Written
from build_tools.questions.shape import Feedback, Question, T


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Question[T]):
    """``accepted`` holds the answers of one language, as ``locales/<locale>/answers.yml`` lists them.

    It is empty in a course that has not been said in a language yet.
    """

    accepted: tuple[str, ...]
    feedback: Feedback[T]
    misconception: T | None

    @property
    def answer(self) -> Written:
        """What counts as right in this language."""
        return Written(self.accepted)
