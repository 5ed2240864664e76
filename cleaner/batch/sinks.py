"""What a batch can give out: JSON Lines (plain, .gz, .zst), Parquet, or a folder with two files a document.

An output is made of parts. A part holds the rows of so many documents in a row, is written whole beside its name and then
moved there; at the end the parts become one file in the same way. So whatever ends a run, what is there is whole.
"""

from __future__ import annotations

from pathlib import Path

from cleaner.batch.outputs.folder import Folder
from cleaner.batch.outputs.json_lines import JsonLines
from cleaner.batch.outputs.parquet import Parquet
from cleaner.batch.outputs.sink import Sink

__all__ = ["Sink", "sink_for"]


def sink_for(output: Path) -> Sink:
    """The sink that a name asks for: by its ending a file of JSON Lines or Parquet, else a folder. ValueError for others."""
    name = output.name.lower()
    for ending in ("", ".gz", ".zst"):
        if name.endswith((f".jsonl{ending}", f".ndjson{ending}")):
            return JsonLines(ending)
    if name.endswith(".parquet"):
        return Parquet()
    if name in ("", ".", "..", "-") or (output.suffix and not output.is_dir()):
        raise ValueError(f"{output}: cannot write that; name a .jsonl, .jsonl.gz, .jsonl.zst or .parquet file, or a folder")
    return Folder()
