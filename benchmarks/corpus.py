"""What is measured on: pages whose article is known, and documents labelled by hand.

A corpus is a gzipped file of JSON rows, one a page: ``id``, ``url``, ``truth`` (the article, if it is known), ``html`` (the page),
``with`` and ``without`` (snippets that a good extraction has and has not), and one key a text form, which is what some extractor
printed for the page. Not every corpus has all of them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HALVES = ("look", "check", "all")
# What a row of a corpus holds besides its text forms.
NOT_FORMS = frozenset({"id", "url", "truth", "html", "with", "without"})
_LABEL = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?\s+(?P<part>partial\s+)?(?P<category>\w+)(?:\s*::\s*(?P<text>.*))?")


class Page(NamedTuple):
    """A page of a corpus: its article, and the text that each extractor made of it."""

    id: str
    truth: str
    forms: dict[str, str]


class WebPage(NamedTuple):
    """A page as a server sent it; the truth is empty where only snippets are known."""

    id: str
    url: str | None
    html: str
    truth: str
    with_snippets: tuple[str, ...]
    without_snippets: tuple[str, ...]


class Labelled(NamedTuple):
    """A document labelled by hand: the numbers of the lines to cut (from 1), and what to cut out of others."""

    id: str
    text: str
    cut: frozenset[int]
    parts: dict[int, list[str]]


def in_half(key: str, half: str) -> bool:
    """Does the document belong to this half? Told by its id, so that it stays there whatever else the corpus holds."""
    return half == "all" or (hashlib.sha1(key.encode()).digest()[1] % 2 == 0) == (half == "look")


def read_pages(path: Path, half: str) -> Iterator[Page]:
    """The pages of a corpus that belong to this half, in their text forms."""
    for row in _rows(path, half):
        yield Page(str(row["id"]), row["truth"], {k: v for k, v in row.items() if k not in NOT_FORMS})


def read_web_pages(path: Path, half: str) -> Iterator[WebPage]:
    """The pages of a corpus that belong to this half, as HTML; those that are there as text alone are passed over."""
    for row in _rows(path, half):
        snippets = (tuple(row.get(key) or ()) for key in ("with", "without"))
        if "html" in row:
            yield WebPage(str(row["id"]), row.get("url"), row["html"], row.get("truth") or "", *snippets)


def _rows(path: Path, half: str) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            if in_half(str(row["id"]), half):
                yield row


def read_labels(where: str, half: str) -> Iterator[Labelled]:
    """The labelled documents of ``DIR`` or ``DIR:FIRST-LAST`` that belong to this half."""
    folder, _, span = where.partition(":")
    first, _, last = span.partition("-")
    for path in sorted(Path(folder).glob("*.lab")):
        if in_half(path.stem, half) and (not span or first <= path.stem <= last):
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield Labelled(path.stem, text, *_parse_labels(path.read_text(encoding="utf-8")))


def _parse_labels(source: str) -> tuple[frozenset[int], dict[int, list[str]]]:
    """Rows such as ``12 byline``, ``3-9 related``, ``4 partial share :: Tweet this``; the title is no cut."""
    cut: set[int] = set()
    parts: dict[int, list[str]] = {}
    for row in source.splitlines():
        label = _LABEL.fullmatch(row.strip())
        if label is None:
            continue
        first = int(label["first"])
        if label["part"]:
            parts.setdefault(first, []).append(label["text"] or "")
        elif label["category"] != "title":
            cut.update(range(first, int(label["last"] or first) + 1))
    return frozenset(cut), parts
