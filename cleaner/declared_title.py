"""Which blocks of a page say its declared title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.metadata.texts import folded
from cleaner.model import HEADING, LIST_ITEM, Block
from cleaner.patterns import later
from cleaner.shapes import Shape

# A title has the name of a series before it or that of the site behind it. What is left after a cut there is the headline if it is no less
# than this share of the title's letters: less may be the name of a section.
# Where words have no blanks between them, a blank is such a cut.
_JOINT = later(re.compile, r"\s*[|｜_\[\]«»‹›–—·]+\s*|\s+:\s+|\s*-+\s*|(?<=[\u3000-\u9fff])\s+|\s+(?=[\u3000-\u9fff])")
_MOST_OF_TITLE = 0.4
# A title has fewer parts than this; text that is no title may have thousands.
_MOST_PARTS = 12


def with_title(blocks: Sequence[Block], shapes: Sequence[Shape], title: str | None) -> tuple[int, ...]:
    """The blocks that say the title or the greater part of it, in order. Items of lists and links only name what they lead to; but the
    headings of blogs lead to their own page.
    """
    says = _headlines(title or "")
    if not says:
        return ()
    longest = 2 * max(map(len, says))  # a line has blanks and signs besides
    rows = enumerate(zip(blocks, shapes, strict=True))
    may_say = [(i, block) for i, (block, shape) in rows if block.kind is HEADING or (block.kind is not LIST_ITEM and not shape.mostly_links)]
    return tuple([i for i, block in may_say if 0 < len(block.plain) <= longest and folded(block.plain) in says])


def _headlines(title: str) -> frozenset[str]:
    """What a line may say that is the headline of a page with this title, folded.

    >>> sorted(_headlines("A hard winter for box | Ellery Post"))
    ['ahardwinterforbox', 'ahardwinterforboxellerypost']
    """
    parts = [folded(part) for part in _JOINT.split(title)]
    runs = {"".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, min(len(parts), start + _MOST_PARTS) + 1)}
    least = sum(map(len, parts)) * _MOST_OF_TITLE
    return frozenset(run for run in runs if run and len(run) >= least)
