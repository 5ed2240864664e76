"""The stories before and after this one: “Previous” and “Next”, each with a title on the line below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import HEADING, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts

# The groups of phrases that such labels are of; a label has no more words, and a title so many.
_LABELS = ("pagination", "pagination-label")
LABEL_WORDS = 4
TITLE_WORDS = (2, 24)
# “1 2 3 … 9 Next”, “1 2 of 2 Next Page”
_PAGES = later(
    re.compile, r"[«‹<←]?\s?1 2(?: 3(?: 4(?: 5)?)?)?(?: ?(?:…|\.{3}) ?\d{1,4}| [^\W\d_]{1,4} \d{1,3})(?: [^\W\d_]{3,12}){0,2}\s?[»›>→]?\Z"
)


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    paragraphs = [i for i, shape in enumerate(evidence.shapes) if shape.prose and not verdicts.gone(i)]
    if len(paragraphs) < ARTICLE_PROSE:
        return
    for index in range(paragraphs[-1] + 1, len(evidence.blocks)):
        if evidence.shapes[index].digit and not verdicts.gone(index) and _PAGES.match(evidence.blocks[index].plain):
            yield evidence.mark(index, Category.NAVIGATION, "page-numbers", 0.92, "the numbers of the pages, below the article")
    for label, _ in verdicts.likely():
        if label < paragraphs[-1] or not _is_label(evidence, label):
            continue
        if _is_title_of_another(evidence, verdicts, label + 1):
            yield evidence.mark(label + 1, Category.RELATED, "neighbour-title", 0.88, f"a title under “{evidence.blocks[label].plain}”, below the article")


def _is_label(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words <= LABEL_WORDS and any(h.group.rule in _LABELS for h in evidence.hits[index])


def _is_title_of_another(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """A short line that stays, right above the end, the next label, or what goes."""
    if index >= len(evidence.blocks) or verdicts.gone(index):
        return False
    shape, below = evidence.shapes[index], index + 1
    fewest, most = TITLE_WORDS
    if evidence.blocks[index].kind not in (PARAGRAPH, HEADING, LIST_ITEM) or shape.prose or shape.colon or not fewest <= shape.words <= most:
        return False
    if evidence.is_content_head(index):
        return False
    return below == len(evidence.blocks) or verdicts.gone(below) or _is_label(evidence, below)


STAGE = Stage(
    "pagers",
    context=context,
    rules=(
        Rule("neighbour-title", "“Next post” and, on the line below it, the title of that post", (Category.RELATED,)),
        Rule("page-numbers", "“1 2 3 … 9” below the article", (Category.NAVIGATION,)),
    ),
)
