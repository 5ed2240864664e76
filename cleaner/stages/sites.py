"""What stands on many pages of the document's host: its frame, mostly. Not all that recurs is frame: a series has the same section
heads in each of its articles, a recipe has salt.

A frame's lines keep company: above the article, below it or in a box within they stand together. What recurs alone is noted,
and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt

from cleaner.evidence import Evidence
from cleaner.model import CODE, HEADING, LIST_ITEM, RULE, Mark
from cleaner.sites.model import Recurring, Site, normalised
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage, Verdicts
from cleaner.stages.surroundings import category_around

# A host of fewer pages shows no habits.
FEWEST_PAGES = 4
# How far few pages are to be trusted: with as many as this, half.
HALF_TRUSTED = 1.5
# The share is taken at the lower end of what so many pages allow, in standard deviations (95 of 100).
DEVIATIONS = 1.96
# Frames are made of lines that stand on most pages, and of some that stand in a part of the host: a run has one of the first …
MOST_PAGES = 0.6
# … and a whole sentence, which may be the house's way to say something of this story, must itself be one.
SENTENCE_WORDS = 6
# So many lines together are a part of a frame; fewer are at the very beginning or end of the text.
RUN = 3
SHORT_RUN = 2
# Between lines of the document's own all must stand on nearly all pages: things that recipes call for stand together too.
NEARLY_ALL = 0.8
# A box amid the article must stand on this share of pages.
BOX_SHARE = 0.5
# A headline has this many words at least, unless it is marked as a heading.
HEADLINE_WORDS = 3
# Where so many lines recur amid the article, its form recurs: it is one of a series.
FORM_LINES = 3
# Long prose is never cut on this evidence alone: below the bar for prose of every profile.
PROSE_SUREST = 0.65


class Company(Enum):
    """Where and with whom a recurring line stands: how sure it can make a cut at most, and at which share it is half as sure."""

    FRAME = (0.97, 0.03)
    BOX = (0.93, 0.05)
    LINK = (0.88, 0.05)
    ALONE = (0.25, 0.05)  # too little to have a say where another rule speaks


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks ``start`` to ``end`` (exclusive), all of them recurring or already gone but for rules between them."""

    start: int
    end: int
    lines: int
    least: float  # the smallest and …
    greatest: float  # … the greatest share of the host's pages that one of its lines stands on, 1 for what is gone
    at_an_end: bool  # of the document


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    site = evidence.site
    if site is None or site.pages < FEWEST_PAGES:
        return
    found = [site.lines.get(normalised(block.plain)) for block in evidence.blocks]
    if not any(found):
        return
    page = _Page(evidence, verdicts, site, found)
    for run in page.runs:
        for index in range(run.start, run.end):
            line = found[index]
            if line and not verdicts.gone(index) and (company := page.company(index, run, line)):
                yield _mark(evidence, verdicts, index, line, site, company)


def _mark(evidence: Evidence, verdicts: Verdicts, index: int, line: Recurring, site: Site, company: Company) -> Mark:
    surest, half_sure = company.value
    share = lowest_share(line.documents, site.pages)
    confidence = surest * share / (share + half_sure) * site.pages / (site.pages + HALF_TRUSTED)
    if evidence.shapes[index].prose:
        confidence = min(confidence, PROSE_SUREST)
    reason = f"on {line.documents:,} of {site.pages:,} pages of this host"
    return evidence.mark(index, category_around(evidence, verdicts, index), "recurs-on-host", round(confidence, 3), reason)


def lowest_share(count: int, total: int) -> float:
    """The lower end of what a share can be of which a sample is known (Wilson, 1927).

    >>> round(lowest_share(5, 5), 2), round(lowest_share(60, 60), 2), round(lowest_share(18, 60), 2)
    (0.57, 0.94, 0.2)
    """
    share, squared = count / total, DEVIATIONS**2
    spread = DEVIATIONS * sqrt(share * (1 - share) / total + squared / (4 * total**2))
    return (share + squared / (2 * total) - spread) / (1 + squared / total)


class _Page:
    """A document beside what is known of its host."""

    def __init__(self, evidence: Evidence, verdicts: Verdicts, site: Site, found: Sequence[Recurring | None]) -> None:
        self._evidence, self._verdicts, self._site, self._found = evidence, verdicts, site, found
        count = len(evidence.blocks)
        # Prose that recurs is no part of this article, whatever the evidence took it for.
        own = [i for i in range(count) if not self._is_framing(i) and evidence.blocks[i].kind is not RULE]
        prose = [i for i in own if evidence.shapes[i].prose] or own or [count]
        self._first, self._last = prose[0], prose[-1]
        self._headline = next((i for i in own if i < self._first and self._may_be_headline(i)), None)
        self.runs = list(self._runs())
        amid = (i for run in self.runs if not self._is_box(run) for i in range(run.start, run.end) if self._first < i < self._last)
        self._is_form = sum(1 for i in amid if found[i]) >= FORM_LINES

    def company(self, index: int, run: Run, line: Recurring) -> Company | None:
        """Whom the line stands with; None where it is nothing of a frame."""
        evidence, shape = self._evidence, self._evidence.shapes[index]
        block = evidence.blocks[index]
        if block.kind in (CODE, RULE) or evidence.is_content_head(index):
            return None
        amid = self._first < index < self._last
        if amid:
            if block.kind is HEADING and run.lines < RUN:
                return None
            return Company.BOX if self._is_box(run) and not _is_lead_in(block.plain) else Company.ALONE
        if _is_lead_in(block.plain) and index + 1 == run.end:
            return Company.ALONE  # it introduces what follows, and that is this document's own
        if self._is_frame(run) and not self._may_be_content(index, line):
            return Company.FRAME
        if shape.is_link and not self._may_be_content(index, line):
            return Company.LINK
        return Company.ALONE

    def _may_be_headline(self, index: int) -> bool:
        return self._evidence.blocks[index].kind is HEADING or self._evidence.shapes[index].words >= HEADLINE_WORDS

    def _is_framing(self, index: int) -> bool:
        return self._found[index] is not None or self._verdicts.gone(index)

    def _runs(self) -> Iterator[Run]:
        blocks = self._evidence.blocks
        start: int | None = None
        for index in range(len(blocks) + 1):
            if index < len(blocks) and (self._is_framing(index) or (start is not None and blocks[index].kind is RULE)):
                start = index if start is None else start
            elif start is not None:
                yield self._run(start, index)
                start = None

    def _run(self, start: int, end: int) -> Run:
        inside = [i for i in range(start, end) if self._is_framing(i)]
        shares = [self._share(line) if (line := self._found[i]) else 1.0 for i in inside]
        return Run(start, end, len(inside), min(shares), max(shares), start == 0 or end == len(self._evidence.blocks))

    def _share(self, line: Recurring) -> float:
        return line.documents / self._site.pages

    def _is_frame(self, run: Run) -> bool:
        if run.at_an_end:
            return run.lines >= SHORT_RUN and run.greatest >= MOST_PAGES
        return run.lines >= SHORT_RUN and run.least >= NEARLY_ALL

    def _is_box(self, run: Run) -> bool:
        """Lines together amid the article, on most pages, none with a number that is another on each of them: no table of facts."""
        plain = [self._evidence.blocks[i].plain for i in range(run.start, run.end) if self._found[i]]
        return run.lines >= RUN and run.least >= BOX_SHARE and not any("#" in normalised(line) or ": " in line for line in plain)

    def _may_be_content(self, index: int, line: Recurring) -> bool:
        """Does it look like what recurs in articles, rather than around them?"""
        evidence, shape = self._evidence, self._evidence.shapes[index]
        block = evidence.blocks[index]
        above = index < self._first
        if above and self._headline is None:
            return True  # even the headline recurs: nothing tells where the frame ends and the article begins
        if above == (line.position > 0.5):
            return True  # its usual place is another
        if shape.ends and shape.words >= SENTENCE_WORDS and self._share(line) < MOST_PAGES:
            return True
        if block.kind is LIST_ITEM and self._is_of_own_list(index):
            return True
        # An article of a fixed form begins and ends with parts of that form, and its facts recur with other numbers.
        below_headline = self._headline is not None and self._headline < index < self._first
        return self._is_form and (below_headline or "#" in normalised(block.plain) or ": " in block.plain)

    def _is_of_own_list(self, index: int) -> bool:
        """Is it an item among items that are this document's own?"""
        blocks = self._evidence.blocks
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(blocks) and blocks[at].kind is LIST_ITEM and not blocks[at].after_blank:
                if not self._is_framing(at):
                    return True
                at += step
        return False


def _is_lead_in(plain: str) -> bool:
    """Does the line introduce what follows it: “Dear Marta,”, “PORT ELLERY, May 4 –”?"""
    return plain.endswith((":", ",", "-", "–", "—", "："))


STAGE = Stage(
    "sites",
    context=context,
    rules=(Rule("recurs-on-host", "a line that stands on most pages of its host, in the company of others that do", TOLD_BY_WORDS),),
)
