"""Two runs over the same documents: which lines are cut in one and not in the other, by rule."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

import orjson

from cleaner.batch.summary import OTHERS
from cleaner.model import Removal
from cleaner.report.lines import Line, lines_of
from cleaner.report.page import quoted
from cleaner.rows import source_of

_SAMPLES = 3
_QUOTED = 160
# Rules beyond so many are counted together.
_MOST_RULES = 5_000

RowData = Mapping[str, Any]
Kind = Literal["newly", "no_longer"]


class Where(NamedTuple):
    """A line that is judged otherwise, for a person to look at."""

    id: str
    line: int
    text: str


@dataclass
class Change:
    """Lines that one rule cuts in one run only."""

    lines: int = 0
    characters: int = 0
    documents: int = 0
    samples: list[Where] = field(default_factory=list)


@dataclass
class Difference:
    """What differs between an old and a new run. ``by_other`` counts lines that both cut, by (old rule, new rule)."""

    documents: int = 0  # in both
    changed: int = 0  # with a line that is judged otherwise
    other_source: int = 0  # whose source was read otherwise; their lines are compared by their text
    newly: dict[str, Change] = field(default_factory=dict)
    no_longer: dict[str, Change] = field(default_factory=dict)
    by_other: Counter[tuple[str, str]] = field(default_factory=Counter)
    newly_failed: list[str] = field(default_factory=list)
    no_longer_failed: list[str] = field(default_factory=list)
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)


class _Judged(NamedTuple):
    """A line, and what was cut of it: characters by rule."""

    number: int
    text: str
    cut: Counter[str]


def difference(old: Iterable[RowData], new: Iterable[RowData]) -> Difference:
    """Compare the rows of two runs by their ids. Rows in the same order are compared as they come, others meet on the disk.

    >>> row = {"id": "7", "text": "Rain.", "removed": [], "status": "ok"}
    >>> share = {"start": 6, "end": 11, "category": "share", "rule": "x", "confidence": 1, "reason": "", "text": "Share", "path": None}
    >>> blank = {**share, "start": 5, "end": 6, "category": "blank", "rule": "blank", "text": chr(10)}
    >>> found = difference([{**row, "text": "Rain.\\nShare"}], [{**row, "removed": [blank, share]}])
    >>> found.newly["share.x"].samples, found.no_longer
    ([Where(id='7', line=2, text='Share')], {})
    """
    found = Difference()
    with closing(_Meeting()) as meeting:
        for pair in zip_longest(old, new):
            for one, other in meeting.meet(*pair):
                _compare(found, one, other)
        found.only_old, found.only_new = meeting.alone(0), meeting.alone(1)
    return found


class _Meeting:
    """Rows that wait for the row with the same id from the other side, in a database that spills to the disk."""

    def __init__(self) -> None:
        self._waiting = sqlite3.connect("")  # a file of its own, gone when it is closed
        self._waiting.execute("CREATE TABLE waiting (place INTEGER PRIMARY KEY, side INTEGER, id BLOB, row BLOB)")
        self._waiting.execute("CREATE INDEX by_id ON waiting (id, side)")

    def meet(self, old: RowData | None, new: RowData | None) -> Iterator[tuple[RowData, RowData]]:
        if old is not None and new is not None and old["id"] == new["id"]:
            yield old, new
            return
        for side, row in ((0, old), (1, new)):
            if row is None:
                continue
            other = self._take(row["id"], 1 - side)
            if other is None:
                self._put(row, side)
            else:
                yield (other, row) if side else (row, other)

    def _put(self, row: RowData, side: int) -> None:
        kept = {name: row[name] for name in ("id", "text", "removed", "status")}
        self._waiting.execute("INSERT INTO waiting (side, id, row) VALUES (?, ?, ?)", (side, _key(row["id"]), orjson.dumps(kept)))

    def _take(self, identifier: str, side: int) -> RowData | None:
        found = self._waiting.execute("SELECT place, row FROM waiting WHERE id = ? AND side = ? ORDER BY place LIMIT 1", (_key(identifier), side)).fetchone()
        if found is None:
            return None
        self._waiting.execute("DELETE FROM waiting WHERE place = ?", found[:1])
        row: RowData = orjson.loads(found[1])
        return row

    def alone(self, side: int) -> list[str]:
        rows = self._waiting.execute("SELECT id FROM waiting WHERE side = ? ORDER BY place", (side,))
        return [identifier.decode() for (identifier,) in rows]

    def close(self) -> None:
        self._waiting.close()


def _key(identifier: str) -> bytes:
    return identifier.encode("utf-8", "replace")


def _compare(found: Difference, old: RowData, new: RowData) -> None:
    found.documents += 1
    if old["status"] != new["status"] and "failed" in (old["status"], new["status"]):
        (found.newly_failed if new["status"] == "failed" else found.no_longer_failed).append(new["id"])
        return
    if old["removed"] == new["removed"] and old["text"] == new["text"]:
        return
    before, after = source_of(old), source_of(new)
    pairs = _paired if before[0] == after[0] else _paired_by_text
    found.other_source += before[0] != after[0]
    seen: set[tuple[Kind, str]] = set()
    for one, other in pairs(list(_judged(*before)), list(_judged(*after))):
        _note(found, new["id"], one, other, seen)
    found.changed += bool(seen)


def _note(found: Difference, identifier: str, old: _Judged, new: _Judged, seen: set[tuple[Kind, str]]) -> None:
    """Count a line where more of it is cut in one run than in the other, or by another rule."""
    more = new.cut.total() - old.cut.total()
    if not more:
        if old.cut != new.cut:
            found.by_other[max(old.cut, key=old.cut.__getitem__), max(new.cut, key=new.cut.__getitem__)] += 1
        return
    kind: Kind = "newly" if more > 0 else "no_longer"
    changes, line, without = (found.newly, new, old) if more > 0 else (found.no_longer, old, new)
    gained = line.cut - without.cut
    rule = max(gained, key=gained.__getitem__)
    rule = rule if rule in changes or len(changes) < _MOST_RULES else OTHERS
    change = changes.setdefault(rule, Change())
    change.lines += 1
    change.characters += abs(more)
    change.documents += (kind, rule) not in seen
    seen.add((kind, rule))
    if len(change.samples) < _SAMPLES:
        change.samples.append(Where(identifier, line.number, quoted(line.text, _QUOTED)))


def _judged(source: str, removed: Sequence[Removal]) -> Iterator[_Judged]:
    for line in lines_of(source, removed):
        yield _Judged(line.number, "".join(piece.text for piece in line.pieces).strip(), _cut_of(line, removed))


def _cut_of(line: Line, removed: Sequence[Removal]) -> Counter[str]:
    cut = Counter[str]()
    for piece in line.pieces:
        if piece.cut is not None and piece.text.strip():
            cut[f"{removed[piece.cut].category}.{removed[piece.cut].rule}"] += len("".join(piece.text.split()))
    return cut


def _paired(old: list[_Judged], new: list[_Judged]) -> Iterator[tuple[_Judged, _Judged]]:
    """The same lines of the same source; one that is blank but for what was trimmed is on neither side."""
    after = {line.number: line for line in new}
    return ((line, after[line.number]) for line in old if line.number in after)


def _paired_by_text(old: list[_Judged], new: list[_Judged]) -> Iterator[tuple[_Judged, _Judged]]:
    """Lines of the same words, the first with the first."""
    waiting: dict[str, list[_Judged]] = {}
    for line in reversed(old):
        waiting.setdefault(line.text, []).append(line)
    for line in new:
        if waiting.get(line.text):
            yield waiting[line.text].pop(), line


def as_data(found: Difference) -> dict[str, Any]:
    """The difference as plain data, rules with most lines first."""
    return {
        "documents": found.documents,
        "changed": found.changed,
        "other_source": found.other_source,
        "cut_now": _changes(found.newly),
        "not_cut_any_more": _changes(found.no_longer),
        "cut_by_another_rule": [{"old": old, "new": new, "lines": count} for (old, new), count in found.by_other.most_common()],
        "failed_now": found.newly_failed,
        "not_failed_any_more": found.no_longer_failed,
        "only_old": found.only_old,
        "only_new": found.only_new,
    }


def _changes(changes: Mapping[str, Change]) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "lines": change.lines,
            "characters": change.characters,
            "documents": change.documents,
            "samples": [sample._asdict() for sample in change.samples],
        }
        for rule, change in sorted(changes.items(), key=lambda item: (-item[1].lines, item[0]))
    ]
