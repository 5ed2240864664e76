"""JSON Lines: a record a line, plain or compressed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from cleaner.batch.columns import Columns
from cleaner.batch.inputs.item import LARGEST, InputError, Item, broken, item_of, told
from cleaner.batch.inputs.split import Split
from cleaner.batch.inputs.streams import BROKEN_STREAM, lines, opened

# Values inside values inside values: deeper than this they can be read, but hardly anything can write them again.
_DEEPEST = 200


def read_json_lines(split: Split, columns: Columns) -> Iterator[Item]:
    """A document a line. A line that is no record is an item that says so; what breaks the file off ends it with one."""
    named = columns.or_usual()
    path = split.path
    try:
        with opened(path) as stream:
            if split.offset:
                stream.seek(split.offset)
            for number, line in enumerate(islice(lines(stream), split.take), start=split.first + 1):
                if line is None:
                    yield broken(f"{path.name}:{number}", f"more than {LARGEST:,} bytes in a line", LARGEST)
                elif line.strip():
                    record = _record(line)
                    yield broken(f"{path.name}:{number}", record, len(line)) if isinstance(record, str) else item_of(record, named, len(line))
    except BROKEN_STREAM as error:
        yield broken(path.name, f"{path.name} ends here: {told(error)}")


def check_json_lines(path: Path, columns: Columns) -> None:
    """Raise InputError where the first record has not the columns; a later one may lack some."""
    try:
        with opened(path) as stream:
            for line in lines(stream):
                record = _record(line or b"")
                if isinstance(record, dict):
                    columns.found_in(list(record))
                    return
    except BROKEN_STREAM:
        return  # which reading will say
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


def split_json_lines(path: Path, size: int) -> Iterator[Split]:
    """A file that is not compressed, cut behind about every ``size`` bytes where a line ends."""
    first = offset = 0
    with path.open("rb") as stream:
        while block := stream.read(size):
            count = block.count(b"\n")
            if not block.endswith(b"\n"):
                count += 1  # the line that the block breaks off in, read to its end
                while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
                    pass
            yield Split(path, first, count, offset)
            first, offset = first + count, stream.tell()


def _record(line: bytes) -> dict[str, Any] | str:
    """The record in a line, or why there is none."""
    try:
        value = _parsed(line)
    except ValueError as error:
        return f"not JSON: {told(error)}"
    except RecursionError:
        return "nested too deep"
    if not isinstance(value, dict):
        return "not a JSON object"
    if line.count(b"[") + line.count(b"{") > _DEEPEST and _depth(value) > _DEEPEST:
        return "nested too deep"
    return value


def _parsed(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return json.loads(line)  # which takes what others write: NaN, halves of surrogate pairs, a mark at the file's start


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [inner for one in level if isinstance(one, (dict, list)) for inner in (one.values() if isinstance(one, dict) else one)]
    return depth
