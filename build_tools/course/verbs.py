"""Verbs that an objective of each level may begin with. Nobody is shown these words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from build_tools.questions.shape import Bloom

VERBS: Final[Mapping[Bloom, tuple[str, ...]]] = {
    Bloom.REMEMBER: ("name", "list", "state"),
    Bloom.UNDERSTAND: ("explain", "describe", "give an example"),
    Bloom.APPLY: (
        *("work out", "map", "rewrite", "turn", "open", "play back", "write", "lead", "give"),
        *("use", "make", "answer", "ask", "compute", "run", "take part", "hold"),
    ),
    Bloom.ANALYZE: (
        *("sort", "name the value behind", "label", "classify", "trace", "find", "place", "show"),
    ),
    Bloom.EVALUATE: ("rate", "judge", "decide", "choose", "apply the fit test", "score"),
    Bloom.CREATE: ("plan", "draft", "build", "choose a set"),
}
VAGUE: Final = ("understand", "know", "learn", "be aware", "appreciate")  # Nobody can see these.
