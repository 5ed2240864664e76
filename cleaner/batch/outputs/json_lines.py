"""JSON Lines: a row a line, plain or compressed."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from cleaner.batch.outputs.records import json_line, record_of
from cleaner.batch.outputs.sink import Rows
from cleaner.whole import concatenate, whole


class JsonLines:
    """A row a line. Compressed parts are members of one archive: put behind one another they are the file."""

    def __init__(self, ending: str = "") -> None:
        """``ending`` says how the lines are compressed: ``.gz``, ``.zst``, or not at all."""
        self.suffix = f".jsonl{ending}"
        self._packed = _PACKED[ending]

    def may_replace(self, output: Path) -> bool:
        return output.is_file()

    def write(self, rows: Rows, part: Path) -> None:
        with whole(part) as path:
            path.write_bytes(self._packed(b"".join(json_line(record_of(row, passing)) for row, passing in rows)))

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        concatenate(parts, output)


def _plain(data: bytes) -> bytes:
    return data


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)  # the same bytes in every run


def _zstandard(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue().to_pybytes())


_PACKED: dict[str, Callable[[bytes], bytes]] = {"": _plain, ".gz": _gzipped, ".zst": _zstandard}
