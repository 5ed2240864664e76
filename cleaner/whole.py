"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name to write to, that becomes ``path`` when all is written and on the disk. A link stays, its target is replaced.

    The name is always the same, so what a killed run left is written over: only one may write ``path`` at a time.
    """
    path = Path(os.path.realpath(path))
    with _becoming(path, unfinished(path)) as temporary:
        yield temporary


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that others may be writing too: one of them wins. A device or a pipe, which nothing can replace, is written to.

    Raises OSError where that cannot be; then what was there is there still.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = Path(os.path.realpath(path))
    with _becoming(path, path.with_name(f".cleaner.{token_hex(8)}")) as temporary, temporary.open("xb") as stream:
        stream.write(data)


@contextmanager
def _becoming(path: Path, temporary: Path) -> Iterator[Path]:
    """A file that takes the place of another, and its mode, when it is on the disk; where anything goes wrong it is gone."""
    try:
        yield temporary
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def unfinished(path: Path) -> Path:
    """The neighbour that is written first."""
    return path.with_name(f".{path.name}.unfinished")


def remove_folder(path: Path) -> None:
    """Take a folder away. It is moved first: one that is half gone must not be taken for whole."""
    gone = path.with_name(f".{path.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)
    if path.exists():
        path.replace(gone)
        shutil.rmtree(gone, ignore_errors=True)


def concatenate(parts: Iterable[Path], output: Path) -> None:
    """Put files behind one another."""
    with whole(output) as path, path.open("wb") as out:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, out, 1 << 20)
