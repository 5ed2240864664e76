"""Inputs for the tests of ``cleaner batch``, the command, and reading what it wrote."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

COMMAND = str(Path(sys.executable).parent / "cleaner")
SENTENCE = "The swing bridge at Port Ellery stayed shut on day {}, and the boats that should have passed it lay idle in the basin."
BUTTON = "Share on Facebook"


def text(number: int) -> str:
    """A text with an article and one button under it."""
    return f"{SENTENCE.format(number)}\n\n{BUTTON}\n"


def page(number: int) -> str:
    return f"<html><body><article><p>{SENTENCE.format(number)}</p></article><p>{BUTTON}</p></body></html>"


def json_lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue().to_pybytes())


def warc_record(kind: str, body: bytes, number: int, headers: Mapping[str, str] | None = None, length: object = None) -> bytes:
    """A record of a web archive; a response has HTTP headers. ``length`` is what it says of its length, if not the truth."""
    if kind == "response":
        told = {"Content-Type": "text/html; charset=utf-8"} | dict(headers or {})
        body = b"HTTP/1.1 200 OK\r\n" + b"".join(f"{k}: {v}\r\n".encode() for k, v in told.items()) + b"\r\n" + body
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        "WARC-Date": "2024-05-04T10:00:00Z",
        "WARC-Target-URI": f"https://ellerypost.example/{number}",
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/plain",
        "Content-Length": str(len(body) if length is None else length),
    }
    return b"WARC/1.0\r\n" + b"".join(f"{k}: {v}\r\n".encode() for k, v in head.items()) + b"\r\n" + body + b"\r\n\r\n"


def archive(kind: str, numbers: Sequence[int]) -> list[bytes]:
    return [warc_record(kind, (page(n) if kind == "response" else text(n)).encode(), n) for n in numbers]


def write_jsonl(path: Path, count: int, **more: Any) -> Path:
    path.write_bytes(json_lines({"id": f"d{n}", "text": text(n), **more} for n in range(count)))
    return path


def batch(*arguments: str | Path, timeout: float = 60, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command with one worker, if not told otherwise."""
    jobs = () if "--jobs" in arguments else ("--jobs", "1")
    return subprocess.run(
        [COMMAND, "batch", *map(str, arguments), *jobs], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, check=False, **options
    )


def ran(done: subprocess.CompletedProcess[str], code: int = 0) -> str:
    """What a run said, if it ended as it should."""
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    return done.stderr


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a run had to say."""
    error = ran(done, code)
    assert error.startswith("cleaner: ")
    assert error.count("\n") == 1, error
    return error


def rows(output: Path) -> list[dict[str, Any]]:
    """The rows of an output of any kind."""
    if output.is_dir():
        found = [json.loads(path.read_bytes()) for path in sorted(output.glob("*.json"))]
        texts = [path.read_text(encoding="utf-8") for path in sorted(output.glob("*.txt"))]
        assert texts == [row["text"] + "\n" for row in found if row["text"] is not None]
        return found
    if output.suffix == ".parquet":
        return pq.ParquetFile(output).read().to_pylist()
    data = output.read_bytes()
    if output.suffix == ".gz":
        data = gzip.decompress(data)
    if output.suffix == ".zst":
        data = pa.CompressedInputStream(pa.BufferReader(data), "zstd").read()
    return [json.loads(line) for line in data.splitlines()]


def quarantined(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.with_name(f"{output.name}.quarantine.jsonl").read_bytes().splitlines()]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
