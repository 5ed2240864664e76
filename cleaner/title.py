"""The headline: which block it is, and the article without it."""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category
from cleaner.render import render
from cleaner.stages.base import Verdicts

# Between the headline and the article's prose stand a standfirst, a byline, a date, a share bar: no more lines than this.
HEADLINE_ABOVE_PROSE = 12
# Where this many lines stand above the prose they are a page's menus, and the headline is near their end.
MENU_ABOVE = 40
# A headline has so many words; shorter lines above an article are its section's name.
HEADLINE_WORDS = (4, 30)
_NO_HEADLINE = (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.RULE)


def find_title(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The block that is the headline, or None: a heading of level 1, else the first line near the prose that can be one."""
    head = [i for i in range(min(evidence.first_prose, len(evidence.blocks))) if _may_be_title(evidence, verdicts, i)]
    marked = next((i for i in head if evidence.blocks[i].kind is BlockKind.HEADING and evidence.blocks[i].level == 1), None)
    if marked is not None:
        return marked
    fewest, most = HEADLINE_WORDS
    from_line = evidence.first_prose - HEADLINE_ABOVE_PROSE if evidence.first_prose > MENU_ABOVE else 0
    near = (i for i in head if i >= from_line and fewest <= evidence.shapes[i].words <= most)
    return next((i for i in near if not evidence.blocks[i].plain.endswith((".", ":", "…", ","))), None)


def _may_be_title(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    block = evidence.blocks[index]
    return bool(block.plain) and block.kind not in _NO_HEADLINE and not verdicts.gone(index)


def without(evidence: Evidence, title: int | None) -> str:
    """The text of the document without its headline."""
    headline = [] if title is None else [evidence.mark(title, Category.DUPLICATE, "title", 1.0, "the headline")]
    return render(evidence.document.text, headline)[0]
