"""Rules of item writing: what makes a question fair, whoever reads it.

A rule sees a question in words (``AnyQuestion[str]``) and yields what it finds. A question may be
excused from a rule by its code: ``lint: {allow: {longest-correct: "the term itself is long"}}``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from build_tools.questions import AnyQuestion
from build_tools.questions.choice import ChoiceQuestion
from build_tools.questions.cloze import ClozeQuestion, gaps_in
from build_tools.questions.habits import HABITS, Habits
from build_tools.questions.lists import Listed, lists_in
from build_tools.questions.match import MatchQuestion
from build_tools.questions.numeric import NumericQuestion
from build_tools.questions.order import OrderQuestion
from build_tools.questions.reading import REPORT_LENGTH
from build_tools.questions.scenario import ScenarioQuestion
from build_tools.questions.shape import Option
from build_tools.questions.text import TextQuestion
from build_tools.questions.truefalse import TrueFalseQuestion
from build_tools.sources.markdown import plain
from build_tools.sources.problem import Place, Problem
from build_tools.sources.text import Text, map_texts

Found: TypeAlias = Iterator[tuple[Place, str]]
Rule: TypeAlias = Callable[[AnyQuestion[str]], Found]
WordRule: TypeAlias = Callable[[AnyQuestion[str], Habits], Found]

LONGER: Final = 1.25  # How much longer than the next option the right one may be.
UNEVEN: Final = 2.0  # How many times as long as the shortest option the longest may be.
SHORT: Final = 24  # Options of so few characters may differ as they like.
SPEECH: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
SENTENCE: Final = re.compile(r"[^.?!]*\?")


def source_problems(question: AnyQuestion[Text], language: str = "en") -> tuple[Problem, ...]:
    """Return the breaches of every rule in a question as it was written."""
    said = map_texts(question, lambda text: text.key)
    habits = HABITS.get(language)
    found = [(code, rule(said)) for code, rule in RULES.items()]
    if habits:
        found += [(code, rule(said, habits)) for code, rule in WORD_RULES.items()]
    return tuple(sorted(_problems(said, found)))


def translation_problems(question: AnyQuestion[str], language: str) -> tuple[Problem, ...]:
    """Return what breaks a question as it is said in ``language``: its gaps and its report.

    Options that a translation makes equal or telling are found in ``languages/parity.py``, which
    knows where the translation stands.
    """
    found = [(code, rule(question)) for code, rule in SAID_RULES.items()]
    return tuple(sorted(_problems(question, found, f" (in `{language}`)")))


def _problems(
    question: AnyQuestion[str], found: Iterable[tuple[str, Found]], said: str = ""
) -> Iterator[Problem]:
    allowed = {code for code, _ in question.allow}
    for code, findings in found:
        for place, message in findings if code not in allowed else ():
            yield Problem(place, code, f"`{question.id}`: {message}{said}", HINTS.get(code, ""))


def _three_options(question: AnyQuestion[str]) -> Found:
    if question.type == "single" and (count := len(_options(question))) != 3:
        yield question.place, f"{count} options"


def _feedback(question: AnyQuestion[str]) -> Found:
    for listed in _answerable(question):
        if listed.feedback is None:
            yield listed.place, f"nothing is said to somebody who picks `{listed.key}`"


def _misconception(question: AnyQuestion[str]) -> Found:
    match question:
        case ChoiceQuestion(options=options):
            for option in options:
                if not option.correct and option.misconception is None:
                    yield option.place, f"option `{option.key}` has no misconception"
        case MatchQuestion(left=left) if not any(item.misconception for item in left):
            yield question.place, "no left item has a misconception"
        case NumericQuestion(slips=()):
            yield question.place, "no slips, the typical wrong results"
        case TrueFalseQuestion() | OrderQuestion() | TextQuestion() if not question.misconception:
            yield question.place, "no misconception"


def _stem_question(question: AnyQuestion[str]) -> Found:
    if question.type == "single" and not re.search("[?？؟]", question.stem):
        yield question.place, "the stem asks no question"


def _equal_options(question: AnyQuestion[str]) -> Found:
    for listing in lists_in(question):
        first: dict[str, str] = {}
        for listed in listing:
            other = first.setdefault(_folded(listed.text), listed.key)
            if other != listed.key:
                yield listed.place, f"`{other}` and `{listed.key}` say the same"


def _longest_correct(question: AnyQuestion[str]) -> Found:
    if question.type != "single":
        return
    right = next(option for option in _options(question) if option.correct)
    longest = max(_length(option) for option in _options(question) if not option.correct)
    if _length(right) > LONGER * longest and not _is_term(plain(right.text)):
        yield right.place, f"the right option has {_length(right)} characters, the next {longest}"


def _uneven_options(question: AnyQuestion[str]) -> Found:
    lengths = [_length(option) for option in _options(question)]
    if lengths and max(lengths) > max(SHORT, UNEVEN * min(lengths)):
        yield question.place, f"the options have from {min(lengths)} to {max(lengths)} characters"


def _unparallel_options(question: AnyQuestion[str]) -> Found:
    said = [plain(option.text) for option in _options(question)]
    for form, ways in FORMS.items():
        counts = Counter(bool(ways.search(words)) for words in said)
        if len(counts) > 1 and min(counts.values()) == 1:
            yield question.place, f"one option differs from the others: {form}"


def _negative_stem(question: AnyQuestion[str], habits: Habits) -> Found:
    asked = " ".join(SENTENCE.findall(SPEECH.sub(" ", question.stem)))
    if question.marked and (found := habits.negative.search(asked)):
        yield question.place, f"the question is asked with `{found[0]}`"


def _all_or_none(question: AnyQuestion[str], habits: Habits) -> Found:
    for option in _options(question):
        if habits.all_or_none.fullmatch(option.text.strip(" .“”\"'")):
            yield option.place, f"option `{option.key}` speaks of the other options"


def _absolute_word(question: AnyQuestion[str], habits: Habits) -> Found:
    if any(habits.absolute.search(option.text) for option in _options(question) if option.correct):
        return
    for option in _options(question):
        if found := habits.absolute.search(option.text):
            yield option.place, f"only wrong options have a word like `{found[0]}`"


def _names_letter(question: AnyQuestion[str], habits: Habits) -> Found:
    for words in words_in(question):
        if found := habits.letters.search(words):
            yield question.place, f"`{found[0]}` is another one after shuffling"


def _choose_count(question: AnyQuestion[str], habits: Habits) -> Found:
    if question.type != "multi":
        return
    right = sum(option.correct for option in _options(question))
    found = habits.choose.search(question.stem)
    if not found or found[1].lower() not in (str(right), *habits.numbers[right : right + 1]):
        yield question.place, f"the stem does not say that {right} are to be chosen"


def _report_long(question: AnyQuestion[str]) -> Found:
    if (length := len(plain(question.report or ""))) > REPORT_LENGTH:
        yield (
            question.place,
            f"the report has {length} characters, at most {REPORT_LENGTH} are shown",
        )


def _gap_mismatch(question: AnyQuestion[str]) -> Found:
    if isinstance(question, ClozeQuestion):
        gaps = sorted(gap.key for gap in question.gaps)
        if sorted(gaps_in(question.text)) != gaps:
            yield question.place, f"the text must have each of the gaps {', '.join(gaps)} once"


FORMS: Final = {
    "a sentence with its full stop": re.compile(r"[.!?…。！？][”’»\"')]*$"),
    "words in quotation marks": re.compile(r"^[“«\"]"),
    "words that begin in upper case": re.compile(r"^[“«\"¿¡(]*[A-ZÀ-Þ]"),
}
RULES: Final[Mapping[str, Rule]] = {
    "three-options": _three_options,
    "no-feedback": _feedback,
    "no-misconception": _misconception,
    "stem-question": _stem_question,
    "equal-options": _equal_options,
    "longest-correct": _longest_correct,
    "uneven-options": _uneven_options,
    "unparallel-options": _unparallel_options,
}
SAID_RULES: Final[Mapping[str, Rule]] = {
    "report-long": _report_long,
    "gap-mismatch": _gap_mismatch,
}
WORD_RULES: Final[Mapping[str, WordRule]] = {
    "negative-stem": _negative_stem,
    "all-or-none": _all_or_none,
    "absolute-word": _absolute_word,
    "names-letter": _names_letter,
    "choose-count": _choose_count,
}
HINTS: Final[Mapping[str, str]] = {
    "three-options": "a single choice has three: two wrong ones that beginners really pick",
    "no-feedback": "add `feedback: …` that says why",
    "no-misconception": "say what somebody believes who answers like this",
    "stem-question": "ask a full question before the options",
    "equal-options": "give each option words of its own",
    "longest-correct": "shorten it, or make the others as long",
    "uneven-options": "give all options the same form and about the same length",
    "unparallel-options": "give all options the same form",
    "negative-stem": "ask for what is right",
    "all-or-none": "name the thing itself",
    "absolute-word": "these words give wrong options away; say it without them",
    "names-letter": "quote the option",
    "choose-count": "add a sentence such as “Choose 3.”",
}


def words_in(question: AnyQuestion[str]) -> Iterator[str]:
    """Yield every run of words of a question."""
    yield from (question.stem, question.rationale or "", question.hint or "")
    for listing in lists_in(question):
        for listed in listing:
            yield from (listed.text, listed.feedback or "")


def _options(question: AnyQuestion[str]) -> tuple[Option[str], ...]:
    return question.options if isinstance(question, ChoiceQuestion) else ()


def _answerable(question: AnyQuestion[str]) -> Iterator[Listed]:
    """Yield what a learner can pick and wants to hear about."""
    lists = lists_in(question)
    if isinstance(question, MatchQuestion):
        yield from lists[0]
    elif isinstance(question, ChoiceQuestion | ClozeQuestion | ScenarioQuestion):
        for listing in lists:
            yield from listing


def _length(option: Option[str]) -> int:
    return len(plain(option.text))


def _is_term(words: str) -> bool:
    return len(words.split()) <= 2


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", " ", plain(words).casefold()).strip() or plain(words)
