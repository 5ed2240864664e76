"""Files as streams of bytes, decompressed, with an eye on how much they grow."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyarrow as pa

from cleaner.batch.inputs.item import LARGEST

COMPRESSED = (".gz", ".zst")
# What reading a damaged stream raises.
BROKEN_STREAM = (OSError, EOFError, zlib.error, pa.ArrowInvalid)
# Compressed data that grows by more than this, once it is large, is a bomb.
LARGEST_RATIO = 500
_RATIO_FROM = 100_000_000
# How much is decompressed at a time. Where an archive breaks off, what was asked for last is lost: of a zstd stream, little.
_STEP = 1 << 18
_SMALL_STEP = 1 << 12


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file's bytes, decompressed. Reading raises OSError where they grow as no honest data does."""
    suffix = path.suffix.lower()
    most = max(_RATIO_FROM, path.stat().st_size * LARGEST_RATIO)
    with path.open("rb") as raw:
        if suffix == ".gz":
            with gzip.GzipFile(fileobj=raw) as members:
                yield _stream(_Measured(members.read1, _STEP, most))
        elif suffix == ".zst":
            with pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd") as frames:
                yield _stream(_Measured(frames.read, _SMALL_STEP, most))
        else:
            yield raw


def _stream(raw: io.RawIOBase) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(raw, _STEP))


class _Measured(io.RawIOBase):
    """A decompressed stream that knows how much it may grow."""

    def __init__(self, read: Callable[[int], bytes], step: int, most: int) -> None:
        super().__init__()
        self._read, self._step, self._most = read, step, most
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read(min(len(buffer), self._step))
        buffer[: len(data)] = data
        self._at += len(data)
        if self._at > self._most:
            raise OSError(f"it grows to more than {LARGEST_RATIO} times its size")
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Only to where it is: readers of archives want to know that."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._at, io.SEEK_SET)):
            raise io.UnsupportedOperation("a compressed stream is read once")
        return self._at


def lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long."""
    while line := stream.readline(LARGEST):
        if len(line) < LARGEST or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST)
        yield None
