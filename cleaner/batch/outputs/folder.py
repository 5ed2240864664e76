"""A folder with two files a document."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import orjson

from cleaner.batch.outputs.json_lines import JsonLines
from cleaner.whole import remove_folder, unfinished

_UNSAFE = re.compile(r"[^\w.\-]+")
_OURS = re.compile(r"\d{9,}-[^/]+\.(?:txt|json)")
_LONGEST_NAME = 80  # in characters; of four bytes each at most, and no file system takes more than 255 bytes
_LONGEST_IN_BYTES = 200


class Folder(JsonLines):
    """For each document ``NUMBER-ID.txt`` with its article and ``NUMBER-ID.json`` with its row; no text, no ``.txt``.

    Parts are JSON Lines, so that until the run is done there is no folder at all.
    """

    def may_replace(self, output: Path) -> bool:
        return output.is_dir() and all(_OURS.fullmatch(path.name) for path in output.iterdir())

    def finish(self, parts: Sequence[Path], output: Path) -> None:
        temporary = unfinished(output)
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        number = 0
        for part in parts:
            with part.open("rb") as lines:
                for number, line in enumerate(lines, start=number):  # noqa: B020 - it goes on where the last part ended
                    _put(temporary, number, line)
                number += 1
        remove_folder(output)
        temporary.replace(output)


def _put(folder: Path, number: int, line: bytes) -> None:
    row = orjson.loads(line)
    name = f"{number:09d}-{_name(row['id'])}"
    (folder / f"{name}.json").write_bytes(line)
    if row["text"] is not None:
        (folder / f"{name}.txt").write_bytes(row["text"].encode() + b"\n")


def _name(identifier: str) -> str:
    """As much of an id as a file name can be."""
    safe = _UNSAFE.sub("_", identifier).strip("._")[-_LONGEST_NAME:]
    return safe.encode()[-_LONGEST_IN_BYTES:].decode("utf-8", "ignore") or "document"
