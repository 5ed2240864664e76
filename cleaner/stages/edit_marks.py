"""“The crossing[edit]”: where the links of a wiki are lost, the word of the same link still stands behind each of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage
from cleaner.stages.subheads import has_prose_below

# Letters only: a note's number leads to the note. Behind the word without a blank, as no writer sets a bracket.
_MARK = later(re.compile, r"(?<=[^\s\[\]])\[(?P<word>[^\W\d_]{3,20}(?: [^\W\d_]{2,20}){0,3})\]\Z")
# A heading has no more words; headings with the mark, over paragraphs, are so many at least.
HEADING_WORDS = 14
FEWEST = 3


def alone(evidence: Evidence) -> Iterator[Mark]:
    if evidence.document.is_page:
        return  # there the link itself is seen
    marked: dict[str, list[tuple[int, int]]] = {}
    for index, block in enumerate(evidence.blocks):
        if block.kind in (CODE, TABLE, LIST_ITEM) or evidence.shapes[index].words > HEADING_WORDS or not block.plain.endswith("]"):
            continue
        if found := _MARK.search(block.plain):
            marked.setdefault(found["word"], []).append((index, found.start()))
    for word, places in marked.items():
        if sum(has_prose_below(evidence, index) for index, _ in places) < FEWEST:
            continue  # “Sequence[str]”, “Yes.[laughter]”: no headings
        for index, start in places:
            reason = f"behind {len(places)} headings: “[{word}]”"
            yield evidence.mark_part(index, start, len(evidence.blocks[index].plain), Category.NAVIGATION, "edit-mark", 0.93, reason)


STAGE = Stage(
    "edit_marks",
    alone=alone,
    rules=(Rule("edit-mark", "what a wiki sets behind each of its headings, to edit the section", (Category.NAVIGATION,)),),
)
