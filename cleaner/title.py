"""The headline: which block it is, and the article without it."""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category
from cleaner.render import render
from cleaner.stages.base import Verdicts


def find_title(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The block that is the headline, or None: the first heading of level 1, else the first line that can be one.

    A headline has three words or more, no full stop, and stands before the article's prose.
    """
    best = None
    for index in range(min(evidence.first_prose, len(evidence.blocks))):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if not block.plain or verdicts.gone(index) or block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.LIST_ITEM):
            continue
        if block.kind is BlockKind.HEADING and block.level == 1:
            return index
        if best is None and 4 <= shape.words <= 30 and not block.plain.endswith((".", ":", "…", ",")):
            best = index
    return best


def without(evidence: Evidence, title: int | None) -> str:
    """The text of the document without its headline."""
    headline = [] if title is None else [evidence.mark(title, Category.DUPLICATE, "title", 1.0, "the headline")]
    return render(evidence.document.text, headline)[0]
