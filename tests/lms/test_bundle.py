"""Zips: equal content, equal bytes."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.formats.bundle import unzipped, zipped

NAMES = st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}){0,2}\.(html|js|svg)", fullmatch=True)
BUNDLES = st.dictionaries(NAMES, st.binary(max_size=200), max_size=6)


@given(BUNDLES)
def test_unpacking_gives_back_what_was_packed(bundle: dict[str, bytes]) -> None:
    assert unzipped(zipped(bundle)) == bundle


@given(BUNDLES, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(bundle: dict[str, bytes], draw: random.Random) -> None:
    names = list(bundle)
    draw.shuffle(names)
    assert zipped({name: bundle[name] for name in names}) == zipped(bundle)


def test_every_entry_is_dated_alike_and_says_its_name_is_utf_8() -> None:
    package = zipped({"b.html": b"2", "a/a.js": b"1"})
    entries = zipfile.ZipFile(io.BytesIO(package)).infolist()
    assert [entry.filename for entry in entries] == ["a/a.js", "b.html"]
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.flag_bits & 0x800
        assert entry.create_system == 3


@pytest.mark.parametrize("name", ["../out.html", "/root.html", "ğ.html", "a\\b.html"])
def test_a_name_that_is_not_plain_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="html"):
        zipped({name: b""})
