"""Calls to listen to: who speaks when, and a player where there is a recording."""

from __future__ import annotations

import re

from build_tools.sources.blocks import BlockSettings, Speaker
from build_tools.sources.markdown import facts, new_markdown
from build_tools.sources.problem import Place
from build_tools.sources.text import Prose

CAST = {
    "Nina": Speaker("nina", "Elif", "agent"),
    "Okafor": Speaker("okafor", "Kemal Bey", "customer"),
}
CALL = """\
/// recorded-call | The order
    audio: order.mp3

0:00

0:02–0:04 *(it rings)*

0:04 Nina: Good
morning.

Okafor: Two boxes.
///"""


def shown(source: str, **settings: object) -> str:
    return new_markdown(BlockSettings(speakers=CAST, **settings)).convert(source)  # type: ignore[arg-type]


def test_a_recorded_call_says_who_speaks_when_and_to_whom() -> None:
    assert shown(CALL, labels={"recorded-call": "Kayıt"}) == (
        '<section class="block recorded-call" data-zone="colleague">\n'
        '<p class="block-kind">Kayıt</p>\n'
        '<p class="block-title">The order</p>\n'
        '<p><span class="timestamp">0:00</span></p>\n'
        '<p><span class="timestamp">0:02–0:04</span> '
        '<span class="words"><em>(it rings)</em></span></p>\n'
        '<p class="line agent" data-speaker="nina" data-zone="agent-to-customer">'
        '<strong class="speaker"><span class="timestamp">0:04</span> Elif:</strong> '
        '<span class="words">Good\nmorning.</span></p>\n'
        '<p class="line customer" data-speaker="okafor" data-zone="customer-to-agent">'
        '<strong class="speaker">Kemal Bey:</strong> <span class="words">Two boxes.</span></p>\n'
        "</section>"
    )


def test_a_player_is_named_by_the_title_and_stands_before_the_words() -> None:
    page = shown(CALL, recordings={"order.mp3": "order.mp3"})
    player = (
        '<audio controls preload="metadata" aria-labelledby="audio-order" src="order.mp3"></audio>'
    )
    assert page.count("<audio") == page.count(player) == 1
    assert '<p class="block-title" id="audio-order">The order</p>' in page
    assert page.index("block-title") < page.index("<audio") < page.index("timestamp")


def test_without_the_recording_nothing_is_left_of_it() -> None:
    assert "audio" not in shown(CALL, recordings={"another.mp3": "another.mp3"})


def test_a_moment_is_no_part_of_other_dialogs() -> None:
    page = shown(CALL.replace("recorded-call", "dialog-weak").replace("    audio: order.mp3\n", ""))
    assert "timestamp" not in page


def test_a_stranger_is_found_behind_a_moment() -> None:
    source = CALL.replace("0:04 Nina", "0:04 Ines")
    known = facts(Prose(source, Place("a.md")), BlockSettings(speakers=CAST))
    assert [(it.code, it.place.line) for it in known.problems] == [("unknown-speaker", 8)]


def test_only_a_recorded_call_has_a_recording() -> None:
    source = CALL.replace("recorded-call", "dialog-weak")
    known = facts(Prose(source, Place("a.md")), BlockSettings(speakers=CAST))
    assert [it.code for it in known.problems] == ["bad-block"]
    assert re.search("`audio` is no option of a block", known.problems[0].message)
