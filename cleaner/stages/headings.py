"""What is left over when its matter went: headings, lead-ins, separators that fence nothing. Runs last."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Stage, Verdicts

# A lead-in is a short line that ends with a colon.
LEAD_IN_WORDS = 14


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """From the bottom up, so that a heading over an emptied heading goes too."""
    gone = [verdicts.gone(i) for i in range(len(evidence.blocks))]
    rest_gone = True  # is everything below gone, but for separators?
    for index in reversed(range(len(evidence.blocks))):
        only_gone_below, rest_gone = rest_gone, rest_gone and (gone[index] or evidence.blocks[index].kind is BlockKind.RULE)
        if gone[index]:
            continue
        block, shape = evidence.blocks[index], evidence.shapes[index]
        matter = _matter(evidence, index)
        if not matter or not all(gone[i] for i in matter):
            continue
        if any(verdicts.is_a(i, Category.DUPLICATE) for i in matter):
            continue
        if block.kind is BlockKind.HEADING and len(matter) < len(evidence.blocks) - 1:
            gone[index] = True
            yield evidence.mark(index, _category_below(verdicts, matter), "emptied-heading", 0.84, "everything under this heading goes")
        elif block.kind is BlockKind.RULE and _fences(gone, index, only_gone_below):
            gone[index] = True
            yield evidence.mark(index, _category_below(verdicts, [index + 1, index - 1]), "fence", 0.9, "a separator that only fences off removed text")
        elif shape.colon and shape.words <= LEAD_IN_WORDS and gone[index + 1] and verdicts.is_a(index + 1, Category.RELATED, Category.SHARE, Category.AD, Category.NEWSLETTER):
            gone[index] = True
            yield evidence.mark(index, _category_below(verdicts, [index + 1]), "lead-in", 0.8, "leads in to what goes")


def _matter(evidence: Evidence, index: int) -> list[int]:
    """The blocks a heading stands over: up to the next of its level or above. For others, the next block."""
    block = evidence.blocks[index]
    if block.kind is not BlockKind.HEADING:
        return [index + 1] if index + 1 < len(evidence.blocks) else []
    matter: list[int] = []
    for i in range(index + 1, len(evidence.blocks)):
        other = evidence.blocks[i]
        if other.kind is BlockKind.HEADING and other.level <= block.level:
            break
        matter.append(i)
    return matter


def _fences(gone: list[bool], index: int, only_gone_below: bool) -> bool:
    """Removed text below, and removed text, another fence or the top above — or removed text to the end below."""
    below = index + 1 < len(gone) and gone[index + 1]
    above = index == 0 or gone[index - 1]
    return below and (above or only_gone_below)


def _category_below(verdicts: Verdicts, indices: list[int]) -> Category:
    for i in indices:
        mark = verdicts.of(i) if i >= 0 else None
        if mark is not None:
            return mark.category
    return Category.TECHNICAL


STAGE = Stage("headings", context=context)
