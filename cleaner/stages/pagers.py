"""The stories before and after this one: “Previous” and “Next”, each with a title on the line below it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import HEADING, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts

# The group of phrases that such labels are of; a label has no more words, and a title so many.
_LABELS = "pagination"
LABEL_WORDS = 4
TITLE_WORDS = (2, 24)


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    for label, mark in verdicts.likely():
        if mark.category is not Category.NAVIGATION or not _is_label(evidence, label):
            continue
        if _is_title_of_another(evidence, verdicts, label + 1) and _stands_below_an_article(evidence, verdicts, label):
            yield evidence.mark(label + 1, Category.RELATED, "neighbour-title", 0.88, f"a title under “{evidence.blocks[label].plain}”, below the article")


def _is_label(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words <= LABEL_WORDS and any(h.group.rule == _LABELS for h in evidence.hits[index])


def _is_title_of_another(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """A short line that stays, with nothing below it that stays but perhaps such another: the next label goes."""
    if index >= len(evidence.blocks) or verdicts.gone(index):
        return False
    shape, below = evidence.shapes[index], index + 1
    fewest, most = TITLE_WORDS
    if evidence.blocks[index].kind not in (PARAGRAPH, HEADING, LIST_ITEM) or shape.prose or shape.colon or not fewest <= shape.words <= most:
        return False
    if evidence.is_content_head(index) or any(evidence.shapes[i].prose and not verdicts.gone(i) for i in range(below, len(evidence.blocks))):
        return False
    return below == len(evidence.blocks) or verdicts.gone(below) or _is_label(evidence, below)


def _stands_below_an_article(evidence: Evidence, verdicts: Verdicts, label: int) -> bool:
    return sum(evidence.shapes[i].prose and not verdicts.gone(i) for i in range(label)) >= ARTICLE_PROSE


STAGE = Stage(
    "pagers",
    context=context,
    rules=(Rule("neighbour-title", "“Next post” and, on the line below it, the title of that post", (Category.RELATED,)),),
)
