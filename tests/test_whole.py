"""Files that appear whole or not at all, one writer after the other and several at once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from cleaner.whole import unfinished, whole, write_whole


def through_whole(path: Path, data: bytes) -> None:
    with whole(path) as temporary:
        temporary.write_bytes(data)


WRITERS = [write_whole, through_whole]


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_is_replaced_with_its_mode_and_a_link_stays(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    target, link, reader = tmp_path / "target", tmp_path / "link", tmp_path / "reader"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    os.link(target, reader)
    write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert reader.read_bytes() == b"old", "what somebody reads does not change under them"
    assert {path.name for path in tmp_path.iterdir()} == {"target", "link", "reader"}


@pytest.mark.parametrize("write", WRITERS)
def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    (tmp_path / "other").write_bytes(b"")
    write(tmp_path / "new", b"new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("write", WRITERS)
def test_what_cannot_be_put_on_the_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None]) -> None:
    def full(_: int) -> None:
        raise OSError("no space left")

    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_left_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    unfinished(path).write_bytes(b"left by a run that was killed")
    through_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_of_many_writers_at_once_one_wins_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    everyone = [bytes([n]) * 300_000 for n in range(8)]
    begin = Barrier(len(everyone))

    def written(data: bytes) -> None:
        begin.wait()
        write_whole(path, data)

    threads = [Thread(target=written, args=[data]) for data in everyone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in everyone
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    write_whole(path, b"new")
    reader.join()
    assert (read, path.is_fifo()) == ([b"new"], True)
