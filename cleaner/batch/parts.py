"""The parts of an unfinished run, in a folder beside the output.

What a part holds depends on the input and the settings alone, so a run that is taken up skips the parts that are there and
makes the rest as it would have been.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from cleaner.batch.inputs.item import Item
from cleaner.batch.outputs.records import json_line
from cleaner.batch.outputs.sink import Sink
from cleaner.batch.pool import Done
from cleaner.batch.summary import Summary
from cleaner.rows import Row
from cleaner.whole import concatenate, remove_folder, whole

try:
    import fcntl
except ImportError:  # a system without it; there the user alone sees to it that two runs do not meet
    fcntl = None  # type: ignore[assignment]

# However few documents a part holds, it ends after so many bytes of input: a part is held in memory.
_LARGEST = 32_000_000
_PLAN, _LOCK, _QUARANTINE, _SUMMARY, _IDS = "run.json", "lock", ".quarantine.jsonl", ".summary.json", ".ids"
# Ids that are looked at together when duplicates are counted.
_IDS_AT_A_TIME = 1 << 16
_DIGEST = 8


class RunError(ValueError):
    """A run that cannot begin as asked: one line that says why and what to do."""


class Part:
    """Documents in a row, and what is to be known of them when the rows are written."""

    def __init__(self) -> None:
        self.rows: list[tuple[Row, Mapping[str, Any]]] = []
        self.lost: list[dict[str, Any]] = []
        self.ids = array("Q")  # digests: those of all documents of a run must fit on a disk, and be counted
        self.summary = Summary()

    def add(self, done: Done) -> None:
        row = done.row
        self.rows.append((row, done.item.passing))
        self.ids.frombytes(hashlib.blake2b(row.id.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest())
        self.summary.add(done)
        if row.status == "failed":
            self.lost.append({"id": row.id, "url": row.url, "stage": done.stage, "error": row.problem})


def in_parts(items: Iterable[Item], documents: int) -> Iterator[tuple[int, Item]]:
    """Each document with the number of its part, of at most so many documents."""
    part = count = size = 0
    for item in items:
        if count == documents or size >= _LARGEST:
            part, count, size = part + 1, 0, 0
        count += 1
        size += item.size
        yield part, item


class Parts:
    """The folder of parts. What it holds of a part is whole; when the rows are there, everything of the part is."""

    def __init__(self, folder: Path, sink: Sink) -> None:
        self._folder, self._sink = folder, sink

    @contextmanager
    def begun(self, told: Mapping[str, Any], anew: bool) -> Iterator[None]:
        """Make the folder, or see that the one that is there belongs to this run; nobody else may have it until the end."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("ab") as lock:
            if fcntl:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise RunError(f"{self._folder}: another run is at it") from None
            if anew:
                for path in self._folder.iterdir():
                    if path.name != _LOCK:
                        path.unlink()
            self._see_plan(orjson.dumps(told, option=orjson.OPT_INDENT_2))
            yield

    def _see_plan(self, told: bytes) -> None:
        plan = self._folder / _PLAN
        if not plan.exists():
            with whole(plan) as path:
                path.write_bytes(told)
        elif plan.read_bytes() != told:
            raise RunError(f"{self._folder}: begun with other input or settings; --overwrite begins anew")

    def done(self) -> frozenset[int]:
        """The numbers of the parts that are there."""
        return frozenset(map(_number, self._all(self._sink.suffix)))

    def _all(self, suffix: str) -> list[Path]:
        """The files of all parts that have this suffix and no other, in order."""
        return sorted((path for path in self._folder.glob("part-*") if path.name.partition(".")[2] == suffix.lstrip(".")), key=_number)

    def write(self, number: int, part: Part) -> None:
        """Write a part; its rows come last, because when they are there the part is done."""
        name = self._folder / f"part-{number:09d}"
        for suffix, data in (
            (_QUARANTINE, b"".join(map(json_line, part.lost))),
            (_SUMMARY, json_line(part.summary.as_dict())),
            (_IDS, part.ids.tobytes()),
        ):
            with whole(name.with_suffix(suffix)) as path:
                path.write_bytes(data)
        self._sink.write(part.rows, name.with_suffix(self._sink.suffix))

    def finish(self, output: Path, quarantine: Path) -> Summary:
        """Make the output of the parts, and take the parts away. Killed on the way, this too can be done again."""
        total = Summary()
        for path in self._all(_SUMMARY):
            total += Summary.from_dict(orjson.loads(path.read_bytes()))
        total.duplicates = total.documents - distinct(self._all(_IDS), self._folder)
        if total.quarantined:
            concatenate(self._all(_QUARANTINE), quarantine)
        else:
            quarantine.unlink(missing_ok=True)
        self._sink.finish(self._all(self._sink.suffix), output)
        remove_folder(self._folder)
        return total


def _number(part: Path) -> int:
    return int(part.name.partition("-")[2].partition(".")[0])


def distinct(files: Iterable[Path], folder: Path) -> int:
    """How many digests there are in these files, each counted once. More than fit into memory are dealt out to files first."""
    files = list(files)
    heaps = sum(path.stat().st_size for path in files) // (_DIGEST * _IDS_AT_A_TIME) + 1
    if heaps == 1:
        return len({digest for path in files for digest in _digests(path)})
    dealt = [folder / f"ids-{number}" for number in range(heaps)]
    for path in dealt:
        path.unlink(missing_ok=True)
    hands = [array("Q") for _ in dealt]
    held = 0
    for path in files:
        for digest in _digests(path):
            hands[digest % heaps].append(digest)
            held += 1
        if held >= _IDS_AT_A_TIME or path == files[-1]:
            for heap, hand in zip(dealt, hands, strict=True):
                with heap.open("ab") as stream:
                    hand.tofile(stream)
                del hand[:]
            held = 0
    return sum(len(set(_digests(heap))) for heap in dealt)


def _digests(path: Path) -> array[int]:
    return array("Q", path.read_bytes())
