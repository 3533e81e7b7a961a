"""Attempts: what is written can be read again, is short enough, and never breaks the player."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from build_tools.formats.attempt import LIMIT, attempt_problems, longest_attempt, written_room
from build_tools.formats.player import quiz_data
from build_tools.languages.local import LocalCourse
from build_tools.questions.shape import Use

PACK = "([attempt, asked]) => Tend.pack(attempt, asked)"
UNPACK = "([text, asked]) => Tend.unpack(text, asked)"
SEEDS = st.integers(0, 0x7FFFFFFF)


def asked(local: LocalCourse) -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = quiz_data(local, local.course.modules[0], Use.QUIZ, "quiz")[
        "questions"
    ]
    return questions


def attempt(answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    nothing = {"phase": "a", "seed": 7, "at": "", "best": None, "last": None, "tries": 0}
    kept = {"passed": False, "reported": 0, "spent": 0, "seconds": {}, "checked": {}, "asked": []}
    return {**nothing, **kept, "answers": answers, **more}


ANSWERS = {
    "m01-q01": ["b"],
    "m01-q02": ["a", "c"],
    "m01-q03": ["f"],
    "m01-q04": {"a": "z"},
    "m01-q05": ["c", "a", "b"],
    "m01-q06": "1,5 \u20ac",
    "m01-q07": "su; {ılık} = 50*2_!",
    "m01-q08": {"gap1": "b", "gap2": "4.0"},
    "m01-q09": [["n1", "a"], ["n2", "b"]],
    "m01-q10": {"a": "1", "b": "3"},
    "m01-q11": "我想：\n“可以”。 🙂",
}


def test_an_attempt_is_written_like_this(player: Page, kinds: dict[str, LocalCourse]) -> None:
    answers = {name: ANSWERS[name] for name in ("m01-q01", "m01-q05", "m01-q09")}
    given_ = attempt(answers, at="m01-q02", best=80, seconds={"m01-q01": 40})
    assert player.evaluate(PACK, [given_, asked(kinds["en"])]) == (
        "1,a,7,m01-q02,8000,,0,0,0;m01-q01=b=14;m01-q05=cab=0;m01-q09=n1:a.n2:b=0;!"
    )


def test_an_attempt_survives_being_written(player: Page, kinds: dict[str, LocalCourse]) -> None:
    whole = attempt(ANSWERS, phase="d", best=66.67, last=0, tries=3, passed=True, reported=30)
    whole["seconds"] = dict.fromkeys(ANSWERS, 5)
    whole |= {
        "turn": {"seed": 7, "number": 35},
        "spent": 754,
        "checked": {"m01-q02": True},
        "asked": list(ANSWERS),
    }
    text = player.evaluate(PACK, [whole, asked(kinds["en"])])
    assert text.isascii()
    assert text.isprintable()
    assert player.evaluate(UNPACK, [text, asked(kinds["tr"])]) == {
        "attempt": whole,
        "lost": 0,
        "again": 0,
        "broken": False,
    }


@given(st.text(max_size=60))
def test_any_words_survive_being_written(player: Page, words: str) -> None:
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert player.evaluate("words => Tend.unpackWords(Tend.packWords(words))", whole) == whole


@given(st.text(alphabet="1ad,;=!.:*_-mq0019zé\n", max_size=120))
def test_no_text_breaks_the_player(player: Page, kinds: dict[str, LocalCourse], text: str) -> None:
    found = player.evaluate(UNPACK, [text, asked(kinds["en"])])
    assert found["attempt"]["phase"] in ("a", "d")


@given(st.integers(0, 200), st.sampled_from("=;,!ax0"))
@settings(max_examples=60)
def test_a_damaged_attempt_can_still_be_played(
    player: Page, kinds: dict[str, LocalCourse], at: int, letter: str
) -> None:
    questions = asked(kinds["en"])
    text = player.evaluate(PACK, [attempt(ANSWERS), questions])
    damaged = text[:at] + letter + text[at + 1 :]
    marked = """([text, asked, as]) => {
      const given = Tend.unpack(text, asked).attempt.answers;
      const marked = one => Tend.kinds[one.type].mark(one, given[one.id] ?? null, as);
      return asked.map(one => marked(one).points);
    }"""
    form = {"decimal": ["."], "group": [","], "show": "."}
    assert len(player.evaluate(marked, [damaged, questions, form])) == len(questions)


def test_what_was_cut_off_is_noticed(player: Page, kinds: dict[str, LocalCourse]) -> None:
    questions = asked(kinds["en"])
    text = player.evaluate(PACK, [attempt(ANSWERS), questions])
    assert player.evaluate(UNPACK, [text[:60], questions])["lost"] == 1


def test_answers_to_questions_that_are_gone_are_dropped_and_counted(
    player: Page, kinds: dict[str, LocalCourse]
) -> None:
    text = "1,a,7,m01-q99,,,0,0,0;m01-q99=b=0;m01-q01=b=3;m01-q02=x=1;!"
    found = player.evaluate(UNPACK, [text, asked(kinds["en"])])
    assert found["attempt"]["answers"] == {"m01-q01": ["b"]}
    assert (found["attempt"]["at"], found["lost"]) == ("", 2)


def test_the_longest_attempt_is_as_long_as_was_worked_out(
    player: Page, kinds: dict[str, LocalCourse]
) -> None:
    questions = kinds["en"].course.modules[0].quiz.used_for(Use.QUIZ)  # type: ignore[union-attr]
    rooms = written_room(questions)
    answers = ANSWERS | {
        "m01-q02": ["a", "b", "c"],
        "m01-q04": {"a": "x", "b": "x"},
        "m01-q06": "。" * 24,
        "m01-q07": "語" * rooms["m01-q07"],
        "m01-q08": {"gap1": "a", "gap2": "。" * 24},
        "m01-q11": "語" * rooms["m01-q11"],
    }
    full = {"phase": "d", "seed": 0x7FFFFFFF, "at": "m01-q11", "best": 100, "last": 100}
    whole = attempt(answers, **full, passed=True, tries=999999, reported=999999, spent=999999)
    whole |= {"seconds": dict.fromkeys(answers, 46655), "checked": dict.fromkeys(answers, True)}
    length = len(player.evaluate(PACK, [whole, asked(kinds["en"])]))
    worst = longest_attempt(questions) + 5 * sum(rooms.values())
    assert length <= worst <= LIMIT
    assert worst - length < 100  # Close, so the bound means something.


def test_a_quiz_too_long_for_an_lms_is_a_problem(kinds: dict[str, LocalCourse]) -> None:
    module = kinds["en"].course.modules[0]
    assert attempt_problems(module) == ()
    assert module.quiz is not None
    long = replace(module, quiz=replace(module.quiz, questions=module.quiz.questions * 20))
    assert [problem.code for problem in attempt_problems(long)] == ["attempt-too-long"]


@given(SEEDS, st.integers(2, 8))
def test_shuffling_keeps_every_key_and_is_the_same_for_the_same_attempt(
    player: Page, seed: int, count: int
) -> None:
    keys = list("abcdefgh")[:count]
    once, twice = player.evaluate(
        "([keys, seed]) => [1, 2].map(() => Tend.shuffled(keys, seed, 'm01-q01'))", [keys, seed]
    )
    assert once == twice
    assert sorted(once) == keys


@given(SEEDS, st.integers(2, 5))
def test_things_to_order_are_never_solved_at_the_start(player: Page, seed: int, count: int) -> None:
    keys = list("abcde")[:count]
    shown = player.evaluate("([keys, seed]) => Tend.unsolved(keys, seed, 'm01-q05')", [keys, seed])
    assert shown != keys
    assert sorted(shown) == keys


def test_every_order_of_three_comes_up_about_equally_often(player: Page) -> None:
    counts = player.evaluate("""() => {
      const counts = {};
      for (let seed = 0; seed < 6000; seed += 1) {
        const order = Tend.shuffled(["a", "b", "c"], seed * 7919, "m01-q01").join("");
        counts[order] = (counts[order] || 0) + 1;
      }
      return counts;
    }""")
    assert len(counts) == 6
    assert all(850 < count < 1150 for count in counts.values())


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 100))
def test_rounding_never_crosses_the_pass_mark(
    player: Page, earned: int, all_: int, mark: int
) -> None:
    earned = min(earned, all_)
    percent = player.evaluate("([a, b, c]) => Tend.percentOf(a, b, c)", [earned, all_, mark])
    assert (percent >= mark) == (earned * 100 >= mark * all_)
    assert abs(percent - earned * 100 / all_) < 0.011
