"""How well documents are cleaned, held against the same documents cleaned by hand.

Lines are counted, blank ones left out. A line counts as removed, by hand or by us, when more than ``REMOVED`` of its
characters are gone. Lost content is counted in characters that the hand kept, white space left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from cleaner.api import Cleaner
from cleaner.cases import CaseError, HandCleaned
from cleaner.model import Category, Result

REMOVED = 0.8
# The category of a line that no rule suspected.
UNSUSPECTED = "none"


class Miss(NamedTuple):
    """A line that was judged unlike the hand did; ``rule`` took it, or was the surest to suspect it where it was kept."""

    kind: Literal["wrongly removed", "wrongly kept"]
    category: str
    rule: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of lines (``right``: rightly removed) and of characters (``content``, and what of it was ``lost``).

    >>> total = Score(right=3, wrong=1, missed=1, content=200, lost=10)
    >>> total.precision, total.recall, total.f1, total.lost_share
    (0.75, 0.75, 0.75, 0.05)
    >>> Score().f1
    1.0
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    content: int = 0
    lost: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed, self.content + other.content, self.lost + other.lost
        )

    @property
    def precision(self) -> float:
        """Of the lines that were removed, the share that the hand removed too; 1 where none was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of the lines that the hand removed, the share that was removed; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def lost_share(self) -> float:
        """The share of the content's characters that was removed."""
        return self.lost / self.content if self.content else 0.0


class Evaluated(NamedTuple):
    """A case: is the text the same to the character as by hand, the counts, and each line that was judged otherwise."""

    name: str
    same: bool
    score: Score
    misses: tuple[Miss, ...]


def evaluate(case: HandCleaned, cleaner: Cleaner) -> Evaluated:
    """Clean one case and hold it against the hand. Raises CaseError where the hand kept what is not in the input.

    >>> case = HandCleaned("rain", b"It rained all day.\\n\\nShare on Facebook\\n\\nBuy my boat", "It rained all day.\\n")
    >>> evaluate(case, Cleaner()).misses
    (Miss(kind='wrongly kept', category='none', rule='', line=5, text='Buy my boat'),)
    """
    result = cleaner.clean(case.input)
    same = result.text.rstrip("\n") == case.expected.replace("\r\n", "\n").rstrip("\n")
    kept = _kept_by_us(result)
    # Of a line that stands twice nobody can tell which one the hand kept; where the texts agree, so do the lines.
    wanted = kept if same else _kept_by_hand(result.source, case.expected, case.name)
    score = Score()
    misses: list[Miss] = []
    for number, (start, end) in enumerate(_lines(result.source), start=1):
        letters = [at for at in range(start, end) if not result.source[at].isspace()]
        if not letters:
            continue
        should_go = sum(not wanted[at] for at in letters) > REMOVED * len(letters)
        goes = sum(not kept[at] for at in letters) > REMOVED * len(letters)
        content = sum(map(wanted.__getitem__, letters))
        lost = sum(wanted[at] and not kept[at] for at in letters)
        score += Score(should_go and goes, goes and not should_go, should_go and not goes, content, lost)
        if goes is not should_go:
            misses.append(_miss(result, goes, number, start, end))
    return Evaluated(case.name, same, score, tuple(misses))


def by_category(evaluated: Iterable[Evaluated]) -> list[tuple[str, int, int]]:
    """Each category that was missed in: how many lines were wrongly removed, and how many wrongly kept.

    >>> by_category([Evaluated("a", False, Score(), (Miss("wrongly kept", "ad", "label", 3, "Ad"),))])
    [('ad', 0, 1)]
    """
    counts = Counter((miss.category, miss.kind) for one in evaluated for miss in one.misses)
    categories = sorted({category for category, _ in counts})
    return [(category, counts[category, "wrongly removed"], counts[category, "wrongly kept"]) for category in categories]


def _miss(result: Result, removed: bool, number: int, start: int, end: int) -> Miss:
    """A line that was misjudged, by the rule that took most of it, or that suspected it most."""
    text = result.source[start:end].strip()
    if removed:
        cuts = [cut for cut in result.removed if cut.category is not Category.BLANK and cut.start < end and cut.end > start]
        cut = max(cuts, key=lambda cut: min(cut.end, end) - max(cut.start, start))
        return Miss("wrongly removed", cut.category.value, cut.rule, number, text)
    suspected = [mark for mark in result.spared if mark.start < end and mark.end > start]
    mark = max(suspected, key=lambda mark: mark.confidence, default=None)
    return Miss("wrongly kept", mark.category.value if mark else UNSUSPECTED, mark.rule if mark else "", number, text)


def _kept_by_us(result: Result) -> bytearray:
    """For each character of the source, is it kept?"""
    kept = bytearray(b"\1") * len(result.source)
    for cut in result.removed:
        kept[cut.start : cut.end] = bytes(cut.end - cut.start)
    return kept


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


# ---------------------------------------------------------------- what the hand kept


def _kept_by_hand(source: str, expected: str, name: str) -> bytearray:
    """For each character of the source, did the hand keep it? Whole lines are found first, then those that were shortened."""
    kept = bytearray(len(source))
    theirs = [(start, source[start:end].strip()) for start, end in _lines(source) if source[start:end].strip()]
    ours = [line.strip() for line in expected.splitlines() if line.strip()]
    matcher = SequenceMatcher(None, [line for _, line in theirs], ours, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            for start, line in theirs[i:j]:
                _keep(kept, source, start, line)
        elif k < m and not _keep_shortened(kept, source, theirs[i:j], ours[k:m]):
            return _kept_in_order(source, ours, name)
    return kept


def _keep(kept: bytearray, source: str, start: int, line: str) -> None:
    at = source.index(line, start)
    kept[at : at + len(line)] = b"\1" * len(line)


def _keep_shortened(kept: bytearray, source: str, theirs: Sequence[tuple[int, str]], ours: Sequence[str]) -> bool:
    """Find each shortened line in the next line that has all its characters in order; False where one is in none."""
    left = iter(theirs)
    for short in ours:
        found = next(((start, line) for start, line in left if _is_within(short, line)), None)
        if found is None:
            return False
        at = source.index(found[1], found[0])
        for block in SequenceMatcher(None, found[1], short, autojunk=False).get_matching_blocks():
            kept[at + block.a : at + block.a + block.size] = b"\1" * block.size
    return True


def _is_within(short: str, line: str) -> bool:
    """Are the characters of one all in the other, in that order?

    >>> _is_within("It rained.", "It rained. (Reuters)"), _is_within("It snowed.", "It rained. (Reuters)")
    (True, False)
    """
    rest = iter(line)
    return all(character in rest for character in short)


def _kept_in_order(source: str, ours: Sequence[str], name: str) -> bytearray:
    """The first way in which the kept lines' characters stand in the source; lines may have been joined or split."""
    kept = bytearray(len(source))
    at = 0
    for line in ours:
        for character in line:
            if character.isspace():
                continue
            at = source.find(character, at)
            if at < 0:
                raise CaseError(f"{name}: expected.txt has a line that is not in the input: {line[:80]!r}")
            kept[at] = 1
            at += 1
    return kept
