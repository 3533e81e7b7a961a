from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from build_tools import disk
from build_tools.disk import OutputError
from build_tools.sources.binary import unpacked
from build_tools.sources.problem import CourseError


def put(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def test_sources_are_read_by_path_with_one_kind_of_line_end(tmp_path: Path) -> None:
    put(tmp_path, {"course/course.yml": b"\xef\xbb\xbfa\r\nb\rc\n", "course/notes.txt": b"x"})
    assert disk.read_sources(tmp_path) == {"course/course.yml": "a\nb\nc\n"}


def test_sound_keeps_its_bytes_among_texts(tmp_path: Path) -> None:
    put(tmp_path, {"course/01-a/call.mp3": b"\xff\xfb\r\n\0"})
    assert unpacked(disk.read_sources(tmp_path)["course/01-a/call.mp3"]) == b"\xff\xfb\r\n\0"


def test_a_source_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, {"course/a.yml": b"one\ntwo\n\xff\n"})
    with pytest.raises(CourseError, match=r"course/a\.yml:3:1: not-utf-8: "):
        disk.read_sources(tmp_path)


def test_a_link_that_leaves_the_course_is_refused(tmp_path: Path) -> None:
    secret = put(tmp_path / "outside", {"secret.yml": b"a: 1\n"})
    root = put(tmp_path / "inside", {"course/a.yml": b"a: 1\n"})
    (root / "course" / "b.yml").symlink_to(secret / "secret.yml")
    with pytest.raises(CourseError, match=r"course/b\.yml:1:1: outside: "):
        disk.read_sources(root)


def test_a_folder_with_other_things_in_it_is_not_touched(tmp_path: Path) -> None:
    put(tmp_path, {"mine/letter.txt": b"dear"})
    with pytest.raises(OutputError, match="not ours"):
        disk.check_output(tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_bytes() == b"dear"


def test_a_build_that_fails_leaves_the_last_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    with disk.staging(target) as aside:
        put(aside, {"a/one.txt": b"first"})
    with pytest.raises(IsADirectoryError), disk.staging(target) as aside:
        put(aside, {"a/one.txt": b"second", "a": b"a folder cannot become a file"})
    assert (target / "a" / "one.txt").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_copy_that_cannot_be_written_names_one_place(tmp_path: Path) -> None:
    made = put(tmp_path / "made", {"a/one.txt": b"1", "a/two.txt": b"2"})
    disk.copy(made, tmp_path / "copied")
    assert list(disk.tree(tmp_path / "copied")) == ["a/one.txt", "a/two.txt"]
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(OSError, match="taken"):
        disk.copy(made, tmp_path / "taken")


def test_a_build_that_ends_well_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    for content in (b"first", b"second"):
        with disk.staging(target) as aside:
            put(aside, {f"{content.decode()}.txt": content})
    assert [name for name in disk.tree(target) if name != disk.MARKER] == ["second.txt"]


@pytest.mark.parametrize("exchange", [True, False])
def test_without_an_atomic_exchange_the_result_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(disk, "_exchange", lambda _one, _other: False)
    for content in (b"first", b"second"):
        with disk.staging(tmp_path / "dist") as aside:
            put(aside, {"one.txt": content})
    assert (tmp_path / "dist" / "one.txt").read_bytes() == b"second"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_start_after_a_kill_between_two_renames_puts_the_last_one_back(tmp_path: Path) -> None:
    put(tmp_path, {".dist.old/one.txt": b"first", ".dist.new/one.txt": b"half"})
    disk.recover(tmp_path / "dist")
    assert (tmp_path / "dist" / "one.txt").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_checksums_are_what_sha256sum_checks(tmp_path: Path) -> None:
    put(tmp_path, {"b.txt": b"b", "a/ğ.txt": b"a"})
    (tmp_path / "SHA256SUMS").write_text(disk.checksums(tmp_path), "utf-8")
    assert disk.checksums(tmp_path).startswith(hashlib.sha256(b"a").hexdigest())
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=False
    )
    assert done.returncode == 0


def test_only_files_that_differ_are_written(tmp_path: Path) -> None:
    put(tmp_path, {"same.txt": b"1", "other.txt": b"1"})
    assert disk.write_files(tmp_path, {"same.txt": b"1", "other.txt": b"2", "new/x": b"3"}) == (
        "other.txt",
        "new/x",
    )
    assert (tmp_path / "new" / "x").read_bytes() == b"3"


def test_only_a_folder_of_ours_is_removed(tmp_path: Path) -> None:
    put(tmp_path, {"mine/letter.txt": b"dear"})
    with pytest.raises(OutputError):
        disk.remove(tmp_path / "mine")
    with disk.staging(tmp_path / "dist") as aside:
        put(aside, {"one.txt": b"1"})
    assert disk.remove(tmp_path / "dist")
    assert not disk.remove(tmp_path / "dist")
