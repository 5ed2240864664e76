"""Other stories: a head (“Related”, “Read next”) and the titles and teasers it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence, Zone
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Stage, Verdicts

_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read more|more)\s?[»›→]?\Z", re.I)

# A headline or teaser of another story is no longer than this.
TITLE_WORDS = 28
TEASER_WORDS = 50
# Below a head in the middle of the article only this many lines can belong to it.
LIST_IN_BODY = 8


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    claimed = -1
    for index in range(len(evidence.blocks)):
        if index <= claimed or not _is_head(evidence, verdicts, index):
            continue
        for following in _claims(evidence, verdicts, index):
            claimed = following
            if not verdicts.gone(following):
                yield evidence.mark(following, Category.RELATED, "under-head", 0.86, f"under “{evidence.blocks[index].plain[:50]}”")


def _is_head(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    return verdicts.is_a(index, Category.RELATED) and any(
        h.group.heads and h.group.category is Category.RELATED for h in evidence.hits[index]
    )


def _claims(evidence: Evidence, verdicts: Verdicts, head: int) -> list[int]:
    """The blocks that belong to the head's list, in order; trailing ones that could be the article's are left."""
    tail = evidence.zones[head] is Zone.TAIL
    head_level = evidence.blocks[head].level if evidence.blocks[head].kind is BlockKind.HEADING else 0
    claimed: list[int] = []
    for index in range(head + 1, len(evidence.blocks)):
        if verdicts.gone(index):
            if not tail and verdicts.of(index) is not None and not verdicts.is_a(index, Category.RELATED, Category.BYLINE, Category.TECHNICAL):
                break
            claimed.append(index)
            continue
        if not tail and len(claimed) >= LIST_IN_BODY:
            break
        if not (_is_title(evidence, index, tail, head_level, claimed) or (tail and _is_teaser(evidence, index))):
            break
        claimed.append(index)
    return claimed


def _is_title(evidence: Evidence, index: int, tail: bool, head_level: int, claimed: list[int]) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in (BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.RULE) or shape.words > TITLE_WORDS:
        return False
    if shape.link_share > 0.7:
        return True
    if block.kind is BlockKind.HEADING and not tail:
        return bool(head_level and block.level > head_level and not claimed)
    if tail:
        return not shape.prose
    if block.kind is BlockKind.LIST_ITEM:
        return not shape.prose and shape.words >= 3
    # In the body an unlinked title is claimed only right under the head.
    return not claimed and not shape.ends and 4 <= shape.words <= 20 and not shape.colon


def _is_teaser(evidence: Evidence, index: int) -> bool:
    shape = evidence.shapes[index]
    return shape.words <= TEASER_WORDS and (shape.sentences <= 3 or bool(_CUT_OFF.search(evidence.blocks[index].plain)))


STAGE = Stage("related", context=context)
