"""What a run did, gathered from its rows in one pass. What is kept of them is bounded, however many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Any, NamedTuple

from cleaner.batch.summary import OTHERS
from cleaner.hosts import host_of
from cleaner.report.page import quoted

# Runs of at most so many documents have a page for each of them.
ALL_PAGES = 200
BARS = 20  # of the distribution: a bar is 5 % wide
_MOST_CUT = 20
_EXAMPLES = 3
_SAMPLES = 3
_MOST_HOSTS = 5_000
_MOST_RULES = 2_000
_MOST_LOST = 50
_QUOTED = 160


class Seen(NamedTuple):
    """A document, by its place in the output."""

    number: int
    id: str
    share: float = 0.0


class Sample(NamedTuple):
    """A cut, and where it was."""

    document: Seen
    text: str
    reason: str


class Lost(NamedTuple):
    """A document of which there is no article."""

    document: Seen
    url: str | None
    problem: str


class Largest:
    """The few documents with the most of something."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[float, int, Seen]] = []

    def add(self, amount: float, document: Seen) -> None:
        entry = (amount, -document.number, document)  # of equals, the first
        if len(self._heap) < self._most:
            heappush(self._heap, entry)
        else:
            heappushpop(self._heap, entry)

    def __iter__(self) -> Any:
        return iter([document for _, _, document in sorted(self._heap, reverse=True)])


@dataclass
class Tally:
    """Documents, characters of source and characters cut, with the documents that lost most."""

    documents: int = 0
    characters: int = 0
    removed: int = 0
    cuts: int = 0
    examples: Largest = field(default_factory=lambda: Largest(_EXAMPLES))

    @property
    def share(self) -> float:
        return self.removed / self.characters if self.characters else 0.0


@dataclass
class Rule:
    """A rule at work."""

    category: str
    name: str
    cuts: int = 0
    removed: int = 0
    samples: list[Sample] = field(default_factory=list)

    def add(self, document: Seen, cut: Mapping[str, Any]) -> None:
        self.cuts += 1
        self.removed += cut["end"] - cut["start"]
        text = quoted(cut["text"], _QUOTED)
        if len(self.samples) < _SAMPLES and text not in (sample.text for sample in self.samples):
            self.samples.append(Sample(document, text, cut["reason"]))


@dataclass
class Figures:
    """The run in figures. Characters are of source text; a share is of them."""

    total: Tally = field(default_factory=Tally)
    categories: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    hosts: dict[str, Tally] = field(default_factory=dict)
    rules: dict[tuple[str, str], Rule] = field(default_factory=dict)
    bars: list[Tally] = field(default_factory=lambda: [Tally() for _ in range(BARS)])
    most_cut: Largest = field(default_factory=lambda: Largest(_MOST_CUT))
    problems: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    lost: list[Lost] = field(default_factory=list)
    slow: list[tuple[float, Seen]] = field(default_factory=list)
    first: list[Seen] = field(default_factory=list)  # the first documents: all of a small run

    @property
    def all(self) -> list[Seen]:
        """Every document, where the run is small enough to name them."""
        return self.first if len(self.first) <= ALL_PAGES else []

    def linked(self) -> set[int]:
        """The places in the output of the documents that have a page."""
        documents = [*self.all, *self.most_cut, *(seen for _, seen in self.slow)]
        documents += [sample.document for rule in top_rules(self) for sample in rule.samples]
        for tally in (*self.categories.values(), *(tally for _, tally in top_hosts(self)), *self.bars):
            documents += tally.examples
        return {document.number for document in documents}


def top_hosts(figures: Figures) -> list[tuple[str, Tally]]:
    """The hosts with the most documents."""
    return sorted(figures.hosts.items(), key=lambda host: (-host[1].documents, host[0]))[:15]


def top_rules(figures: Figures) -> list[Rule]:
    """The rules that cut the most characters."""
    return sorted(figures.rules.values(), key=lambda rule: (-rule.removed, rule.category, rule.name))[:25]


def gather(rows: Iterable[Mapping[str, Any]], slowest: Collection[tuple[float, str]]) -> Figures:
    """Figures of all rows of a run; ``slowest`` names the slowest of its documents, with their seconds.

    >>> figures = gather([{"id": "7", "url": None, "text": "Rain.", "removed": [], "status": "ok", "problem": None}], [])
    >>> figures.total.documents, figures.total.characters, figures.bars[0].documents
    (1, 5, 1)
    """
    figures = Figures()
    seconds = {identifier: taken for taken, identifier in slowest}
    for number, row in enumerate(rows):
        gone = Counter[str]()
        document = Seen(number, row["id"])
        cuts = [cut for cut in row["removed"] if cut["category"] != "blank"]
        for cut in cuts:
            gone[cut["category"]] += cut["end"] - cut["start"]
        characters = len(row["text"] or "") + sum(cut["end"] - cut["start"] for cut in row["removed"])
        removed = gone.total()
        document = document._replace(share=removed / characters if characters else 0.0)
        _count(figures.total, document, characters, removed, len(cuts))
        if len(figures.first) <= ALL_PAGES:
            figures.first.append(document)
        if row["id"] in seconds:
            figures.slow.append((seconds.pop(row["id"]), document))
        if row["status"] == "failed":
            _lose(figures, document, row)
            continue
        for cut in cuts:
            key = (cut["category"], cut["rule"])
            key = key if key in figures.rules or len(figures.rules) < _MOST_RULES else (cut["category"], OTHERS)
            figures.rules.setdefault(key, Rule(*key)).add(document, cut)
        for category, taken in gone.items():
            _count(figures.categories[category], document, characters, taken, sum(cut["category"] == category for cut in cuts))
        host = host_of(row["url"])
        host = host if host in figures.hosts or len(figures.hosts) < _MOST_HOSTS else OTHERS
        _count(figures.hosts.setdefault(host, Tally()), document, characters, removed, len(cuts))
        _count(figures.bars[min(int(document.share * BARS), BARS - 1)], document, characters, removed, len(cuts))
        figures.most_cut.add(document.share, document)
        if row["problem"]:
            figures.problems.update({problem.partition(":")[0] for problem in row["problem"].split("; ")})
    figures.slow.sort(key=lambda one: (-one[0], one[1].number))
    return figures


def _count(tally: Tally, document: Seen, characters: int, removed: int, cuts: int) -> None:
    tally.documents += 1
    tally.characters += characters
    tally.removed += removed
    tally.cuts += cuts
    if removed:
        tally.examples.add(removed, document)


def _lose(figures: Figures, document: Seen, row: Mapping[str, Any]) -> None:
    figures.failed += 1
    if len(figures.lost) < _MOST_LOST:
        figures.lost.append(Lost(document, row["url"], row["problem"] or "no article"))
