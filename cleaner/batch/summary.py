"""What a run did, in numbers: by category, by rule, by host; which documents were slow, and how much was given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cleaner.batch.pool import Done
from cleaner.hosts import host_of

# Hosts and rules beyond so many are counted together: a run over the whole web must not grow by its hosts.
_MOST_HOSTS = 5_000
OTHERS = "(others)"
_SLOWEST = 10


@dataclass(slots=True)
class Summary:
    """Counts that add up: those of a run are the sum of those of its parts. Characters are of source text."""

    documents: int = 0
    characters: int = 0
    removed: int = 0
    seconds: float = 0.0
    quarantined: int = 0
    duplicates: int = 0  # documents with an id that an earlier one has; known when the run is done
    by_category: Counter[str] = field(default_factory=Counter)  # characters
    by_rule: Counter[str] = field(default_factory=Counter)  # cuts
    host_documents: Counter[str] = field(default_factory=Counter)
    host_characters: Counter[str] = field(default_factory=Counter)
    host_removed: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Count one document."""
        row = done.row
        gone = Counter[str]()
        for cut in row.removed:
            if cut["category"] != "blank":
                gone[cut["category"]] += cut["end"] - cut["start"]
                self.by_rule[f"{cut['category']}.{cut['rule']}"] += 1
        removed = sum(gone.values())
        characters = len(row.text or "") + sum(cut["end"] - cut["start"] for cut in row.removed)
        self.documents += 1
        self.characters += characters
        self.removed += removed
        self.seconds += done.seconds
        self.quarantined += row.status == "failed"
        self.by_category += gone
        self._count_host(host_of(row.url), 1, characters, removed)
        self._slow([(round(done.seconds, 3), row.id)])

    def _count_host(self, host: str, documents: int, characters: int, removed: int) -> None:
        if host not in self.host_documents and len(self.host_documents) >= _MOST_HOSTS:
            host = OTHERS
        self.host_documents[host] += documents
        self.host_characters[host] += characters
        self.host_removed[host] += removed

    def _slow(self, more: Iterable[tuple[float, str]]) -> None:
        self.slowest = sorted([*self.slowest, *more], reverse=True)[:_SLOWEST]

    def __iadd__(self, other: Summary) -> Summary:
        for name in ("documents", "characters", "removed", "seconds", "quarantined", "duplicates"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.by_category.update(other.by_category)
        self.by_rule.update(other.by_rule)
        for host, documents in other.host_documents.items():
            self._count_host(host, documents, other.host_characters[host], other.host_removed[host])
        self._slow(other.slowest)
        return self

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Summary:
        counted = {name: Counter(value) if isinstance(value, dict) else value for name, value in data.items()}
        return cls(**counted | {"slowest": [(seconds, name) for seconds, name in data["slowest"]]})
