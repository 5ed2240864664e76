"""Lists below an article told by their beat: the same kind of line again and again, each time after a few lines of anything.

In a thread of comments that line says who wrote and when, counts votes, or is a tool; what people write between is of no form. Among other
stories it says when each appeared. Live blogs, letters and chronicles beat as well. So what the beat is of must be said besides: by a line
above it, or by tools amid it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from cleaner.evidence import Evidence
from cleaner.model import CODE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.references import is_reference
from cleaner.stages.teasers import TITLE_WORDS
from cleaner.stages.threads import LONGEST_COMMENT, NO_OPENING, SIGN_WORDS, SURE_THREAD
from cleaner.stamps import holds_date, is_stamp_line

# So many beats tell a thread, and so many tools amid it that it is one of comments; other stories are more.
FEWEST_BEATS = 3
FEWEST_TOOLS = 2
FEWEST_STORIES = 4
# Where it beats so often, or tools stand amid it, what looks like verse or a quotation is of the list like the rest.
MANY_BEATS = 4
# What opens a list stands no further above its first beat.
OPENS_WITHIN = 12
# What is the same but for its figures may be of the article (“Founded in 1987”): right below the line that opens the comments it counts votes.
FIGURES_WITHIN = 6
# An article stands above: so many paragraphs of it stay.
PARAGRAPHS_ABOVE = 2
# What one may do with a comment. (What is said beside it, “5 years ago”, “84 points”, is said in articles, too.)
_TOOL_RULE = "comment-tools"
_DIGITS = later(re.compile, r"\d+")
_CLOCK = later(re.compile, r"\b\d{1,2}:\d{2}\b")
# What begins the form of a line that says when.
_WHEN = "@"


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    seen: set[int] = set()
    stays = (shape.prose and not verdicts.gone(i) for i, shape in enumerate(evidence.shapes))
    below = next((i + 1 for i, paragraphs in enumerate(accumulate(stays)) if paragraphs >= PARAGRAPHS_ABOVE), len(evidence.blocks))
    may_beat = [index for index in range(len(evidence.blocks)) if _may_beat(evidence, index)]
    for beats in _chains(evidence, may_beat) if len(may_beat) - bisect_left(may_beat, below) >= FEWEST_BEATS else ():
        if beats[0] < below:
            continue
        says_when = _form(evidence, beats[0]).startswith(_WHEN)
        has_tools = sum(_is_tool(evidence, i) for i in range(beats[0], beats[-1] + 1)) >= FEWEST_TOOLS
        lines, category, rule = _thread(evidence, verdicts, beats, below, says_when, has_tools), Category.COMMENTS, "thread-beat"
        if not lines:
            lines, category, rule = _stories(evidence, verdicts, beats, says_when), Category.RELATED, "stories-beat"
        sure = SURE_THREAD if len(beats) >= MANY_BEATS or has_tools else 0.9
        for index in lines:
            if index not in seen and not _is_surely_gone(verdicts, index) and evidence.blocks[index].kind is not CODE:
                seen.add(index)
                yield evidence.mark(index, category, rule, sure, f"between {len(beats)} lines of one form: “{evidence.blocks[beats[0]].plain[:40]}”")


def _is_surely_gone(verdicts: Verdicts, index: int) -> bool:
    """Is a line likely to be cut, and not only because the head of the comments stands above it? Of those the beat is a surer sign."""
    mark = verdicts.of(index)
    return verdicts.gone(index) and not (mark and mark.rule == "thread" and mark.confidence < SURE_THREAD)


def _may_beat(evidence: Evidence, index: int) -> bool:
    """A short line with a figure or a tool: asked first, for most texts have too few of them."""
    shape = evidence.shapes[index]
    if evidence.blocks[index].kind in (CODE, TABLE) or not 0 < shape.words <= SIGN_WORDS:
        return False
    return shape.digit or _is_tool(evidence, index)


def _chains(evidence: Evidence, may_beat: Sequence[int]) -> list[list[int]]:
    """Runs of lines of one form among these, no two of them with more between than a comment is long."""
    by_form: dict[str, list[int]] = {}
    for index in may_beat:
        if form := _form(evidence, index):
            by_form.setdefault(form, []).append(index)
    chains: list[list[int]] = []
    for places in by_form.values():
        chain = [places[0]]
        for above, below in pairwise(places):
            if below - above > LONGEST_COMMENT:
                chains.append(chain)
                chain = []
            chain.append(below)
        chains.append(chain)
    return [chain for chain in chains if len(chain) >= FEWEST_BEATS and chain[-1] - chain[0] >= len(chain)]


def _form(evidence: Evidence, index: int) -> str:
    """What a line has in common with the others of a beat: it is a date, or ends with one, or is the same but for its figures."""
    block, shape, folded = evidence.blocks[index], evidence.shapes[index], evidence.folded[index]
    if is_reference(block.plain):
        return ""  # “(2019, May 4).” is when a work was published
    if is_stamp_line(block.plain, evidence.book.stamp_words):
        return _WHEN
    if holds_date(block.plain, evidence.book.stamp_words) or _CLOCK.search(block.plain) or _is_tool(evidence, index):
        return _WHEN + _DIGITS.sub("0", folded.split()[-1])
    return _DIGITS.sub("0", folded) if shape.digit and any(map(str.isalpha, folded)) else ""


def _is_tool(evidence: Evidence, index: int) -> bool:
    return any(hit.group.rule == _TOOL_RULE for hit in evidence.hits[index])


def _thread(evidence: Evidence, verdicts: Verdicts, beats: list[int], below: int, says_when: bool, has_tools: bool) -> Sequence[int]:
    """The lines of the thread that is beaten, if it is said to be one of comments; the article stands above ``below``."""
    opening = _opening(evidence, verdicts, beats, below)
    if not says_when and opening is not None and beats[0] - opening > FIGURES_WITHIN:
        opening = None
    if opening is None and not has_tools:
        return ()
    return range(beats[0] if opening is None else opening + 1, _end(evidence, verdicts, beats) + 1)


def _opening(evidence: Evidence, verdicts: Verdicts, beats: list[int], below: int) -> int | None:
    """The line above the first beat that speaks of comments, once: below each post of a blog stands how many it has."""
    for index in range(beats[0] - 1, max(below - 1, beats[0] - 1 - OPENS_WITHIN), -1):
        if verdicts.heads(index, Category.RELATED):
            return None
        said = [h.group for h in evidence.hits[index] if h.group.category is Category.COMMENTS]
        if verdicts.is_a(index, Category.COMMENTS) and said and not all(group.rule in NO_OPENING for group in said):
            return index if evidence.first_seen[index] not in evidence.first_seen[beats[0] : beats[-1]] else None
    return None


def _end(evidence: Evidence, verdicts: Verdicts, beats: list[int]) -> int:
    """The last line of the last comment: where the beats stand above what people wrote, some lines follow the last of them."""
    last = beats[-1]
    below, above = (sum(evidence.shapes[i + step].ends for i in beats[:-1]) for step in (1, -1))
    if below <= above:
        return last
    longest = max(below - above for above, below in pairwise(beats))
    while last + 1 < len(evidence.blocks) and last + 1 - beats[-1] < longest and not _is_surely_gone(verdicts, last + 1):
        last += 1
    return last


def _stories(evidence: Evidence, verdicts: Verdicts, beats: list[int], says_when: bool) -> Sequence[int]:
    """The lines of a list of other stories below the article, each with when it appeared, if a head says so, or share buttons stand amid it."""
    if len(beats) < FEWEST_STORIES or beats[0] <= evidence.last_prose:
        return ()
    lines = range(beats[0], beats[-1] + 1)
    if any(evidence.shapes[i].words > TITLE_WORDS or evidence.is_content_head(i) for i in lines):
        return ()
    above = range(max(0, beats[0] - 1 - OPENS_WITHIN), beats[0])
    head = next((i for i in reversed(above) if verdicts.heads(i, Category.RELATED)), None)
    if head is not None and says_when:
        return range(head + 1, beats[-1] + 1)
    if sum(verdicts.is_a(i, Category.SHARE) for i in lines) < len(beats):
        return ()
    # The title of the first stands above its date, no further than the next one's.
    first, period = beats[0], min(below - above for above, below in pairwise(beats))
    while first - 1 > evidence.last_prose and beats[0] - first + 1 < period and evidence.shapes[first - 1].words <= TITLE_WORDS:
        if evidence.shapes[first - 1].ends:
            break
        first -= 1
    return range(first, beats[-1] + 1)


STAGE = Stage(
    "rhythms",
    context=context,
    rules=(
        Rule("thread-beat", "what stands between lines of one form that beat a thread of comments", (Category.COMMENTS,)),
        Rule("stories-beat", "what stands between lines of one form that beat a list of other stories", (Category.RELATED,)),
    ),
)
