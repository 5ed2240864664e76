"""What the markup of a page names outright, inside the article too: captions of figures, contents lists, edit links, times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.hints import Place, Region
from cleaner.model import BlockKind, Category, Mark
from cleaner.stages.base import Rule, Stage

# A figure that holds one of these shows no picture, and what stands under it is a part of it.
_SHOWN = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE, BlockKind.LIST_ITEM})
# What is longer than this under a picture is text of the article.
CAPTION_WORDS = 90
# So many links to places on the same page make a list of contents; notes have fewer, or text of their own.
CONTENTS_LINES = 2
# A line is a link when this much of it is.
_ALL_LINK = 0.9
# A time that stands alone has no more words than these.
_TIME_WORDS = 10
# Wikis put a link to edit the section into its heading.
_EDIT_LINK = re.compile(r"\s*\[[^\[\]]{2,40}\]\Z")


def alone(evidence: Evidence) -> Iterator[Mark]:
    if not evidence.document.is_page:
        return
    figures = _figures_of_text(evidence)
    contents = Counter(_list_of(b.hints.place) for i, b in enumerate(evidence.blocks) if b.hints and _leads_within(evidence, i))
    for index, block in enumerate(evidence.blocks):
        hints, shape = block.hints, evidence.shapes[index]
        if hints is None or not block.plain:
            continue
        place = hints.place
        if Region.CAPTION in place.regions and _figure_of(place) not in figures and shape.words <= CAPTION_WORDS and block.kind not in _SHOWN:
            yield evidence.mark(index, Category.IMAGE_CAPTION, "figure-caption", 0.9, "the caption of a figure")
        elif block.kind is BlockKind.LIST_ITEM and _leads_within(evidence, index) and contents[_list_of(place)] >= CONTENTS_LINES:
            yield evidence.mark(index, Category.NAVIGATION, "contents-links", 0.92, "in a list of links to places on this page")
        elif Region.TIME in place.regions and place.tags[-1] == "time" and shape.words <= _TIME_WORDS and block.kind is BlockKind.PARAGRAPH:
            yield evidence.mark(index, Category.BYLINE, "time-element", 0.88, "a time that stands alone")
        elif block.kind is BlockKind.HEADING and block.links and (link := _EDIT_LINK.search(block.plain)) and link.start() > 0:
            yield evidence.mark_part(index, link.start(), len(block.plain), Category.NAVIGATION, "edit-link", 0.93, "a link to edit the section")


def _leads_within(evidence: Evidence, index: int) -> bool:
    """Is all of the block a link to a named place on the page? (“#” alone is a button's.)"""
    hints = evidence.blocks[index].hints
    if hints is None or not hints.targets or evidence.shapes[index].link_share < _ALL_LINK:
        return False
    return all(target.startswith("#") and len(target) > 1 for target in hints.targets)


def _list_of(place: Place) -> tuple[int, ...]:
    """The elements around an item that is all link: without the link and the item themselves."""
    return place.ancestors[:-2]


def _figure_of(place: Place) -> int:
    """The innermost figure around; -1 if there is none."""
    return next((a for a, tag in zip(reversed(place.ancestors), reversed(place.tags), strict=True) if tag == "figure"), -1)


def _figures_of_text(evidence: Evidence) -> frozenset[int]:
    """Figures that show a table, code or a quotation; -1 stands for captions outside of any figure, as tables have them."""
    found = {_figure_of(b.hints.place) for b in evidence.blocks if b.hints and b.kind in _SHOWN and Region.CAPTION not in b.hints.place.regions}
    return frozenset(found | {-1})


STAGE = Stage(
    "markup",
    alone=alone,
    rules=(
        Rule("figure-caption", "the caption of a figure", (Category.IMAGE_CAPTION,)),
        Rule("contents-links", "a list of links to places on the same page", (Category.NAVIGATION,)),
        Rule("time-element", "a time element that stands alone", (Category.BYLINE,)),
        Rule("edit-link", "a link to edit the section, beside its heading", (Category.NAVIGATION,)),
    ),
)
