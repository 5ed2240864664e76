"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name to write to, that becomes ``path`` when all is written and on the disk. A link stays, its target is replaced."""
    path = Path(os.path.realpath(path))
    temporary = unfinished(path)
    try:
        yield temporary
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
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
