"""The report of a run: an index with pictures, and beside it a folder with the pages of the documents it speaks of."""

from __future__ import annotations

import re
import shutil
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import orjson

from cleaner.batch.outputs.read import OutputError, rows_of
from cleaner.batch.summary import Summary
from cleaner.report.environment import rendered
from cleaner.report.figures import Figures, gather, top_hosts, top_rules
from cleaner.report.page import of_row, page
from cleaner.whole import remove_folder, unfinished, whole

_SUMMARY = "summary.json"
_OURS = re.compile(r"\d{9,}\.html|summary\.json")


def folder_of(report: Path) -> Path:
    """Where the pages of the documents are."""
    return report.with_name(f"{report.stem}_files")


def refusal(report: Path, output: Path, inputs: tuple[Path, ...] = ()) -> str | None:
    """Why a report cannot be written there; None where it can."""
    real = report.resolve()
    if report.is_dir():
        return f"{report}: is a folder; give a file name"
    if not real.parent.is_dir():
        return f"{report}: there is no folder {real.parent}"
    for path in (output.resolve(), *(path.resolve() for path in inputs)):
        if path == real or path in real.parents or path == folder_of(real):
            return f"{report}: is {path} itself, or in it; choose another name"
    folder = folder_of(report)
    if folder.exists() and not (folder.is_dir() and all(_OURS.fullmatch(one.name) for one in folder.iterdir())):
        return f"{folder}: is there already, and is nothing that a report wrote; choose another name for the report"
    return None


def write_report(output: Path, report: Path, summary: Summary | None) -> None:
    """Write the report of a run from what it wrote, whole or not at all. Memory does not grow with the run.

    ``summary`` says which documents were slow; without one, that of the last report is taken if it is of the same run. Raises
    OutputError where the output cannot be read, OSError where the report cannot be written.
    """
    folder = folder_of(report)
    known = summary or _last(folder)
    figures = gather(rows_of(output), known.slowest if known else ())
    if known and (known.documents, known.characters) != (figures.total.documents, figures.total.characters):
        known, figures.slow = None, []
    linked = figures.linked()
    temporary = unfinished(folder)
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        _write_pages(output, temporary, linked, report.name)
        if known:
            (temporary / _SUMMARY).write_bytes(orjson.dumps(known.as_dict()))
        index = _index(figures, output, folder.name, linked, known)
        with whole(report) as path:
            path.write_bytes(index)
            remove_folder(folder)
            temporary.replace(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _last(folder: Path) -> Summary | None:
    try:
        return Summary.from_dict(orjson.loads((folder / _SUMMARY).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_pages(output: Path, folder: Path, linked: set[int], back: str) -> None:
    for number, row in enumerate(islice(rows_of(output), max(linked, default=-1) + 1)):
        if number in linked:
            (folder / page_name(number)).write_bytes(page(of_row(row, f"../{_address(back)}")))


def page_name(number: int) -> str:
    """The file of a document's page, by its place in the output; an id can hold anything, so it is no part of it."""
    return f"{number:09d}.html"


def _address(name: str) -> str:
    return quote(name, safe="", errors="surrogateescape")


def _index(figures: Figures, output: Path, folder: str, linked: set[int], summary: Summary | None) -> bytes:
    return rendered(
        "run.html",
        styles=("base.css", "run.css"),
        name=output.name,
        figures=figures,
        hosts=top_hosts(figures),
        rules=top_rules(figures),
        categories=sorted(figures.categories.items(), key=lambda one: (-one[1].removed, one[0])),
        addresses={number: f"{_address(folder)}/{page_name(number)}" for number in linked},
        summary=summary,
        highest=max((bar.documents for bar in figures.bars), default=0),
    )


__all__ = ["OutputError", "folder_of", "refusal", "write_report"]
