"""“The crossing[edit]”: where the links of a wiki are lost, the word of the same link still stands behind each of its headings.

So does the sign of a link to the heading itself, and what an editor's tool calls its button, in round brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage
from cleaner.stages.subheads import has_prose_below

# Letters only: a note's number leads to the note. Behind the word without a blank, as no writer sets a bracket.
_MARK = later(re.compile, r"(?<=[^\s\[\]])\[[^\W\d_]{3,20}(?: [^\W\d_]{2,20}){0,3}\]\Z")
# The sign of a link to the heading; and known words in round brackets, which writers set too.
_SIGN = later(re.compile, r"(?<=\S)\s?[¶🔗]\ufe0f?\Z")
_BUTTON = later(re.compile, r"(?<=[\w)])\s?\([^\W\d_]{3,20}(?: [^\W\d_]{2,20}){0,3}\)\Z")
_ENDS = ("]", ")", "¶", "🔗", "\ufe0f")
_OF_TOOLS = (Category.NAVIGATION, Category.TECHNICAL)
# A heading has no more words; headings with the mark, over paragraphs, are so many at least.
HEADING_WORDS = 14
FEWEST = 3
# What is as sure as this is a tool's word.
SURE_BUTTON = 0.9


def alone(evidence: Evidence) -> Iterator[Mark]:
    if evidence.document.is_page:
        return  # there the link itself is seen
    marked: dict[str, list[tuple[int, int]]] = {}
    for index, block in enumerate(evidence.blocks):
        if block.kind in (CODE, TABLE, LIST_ITEM) or evidence.shapes[index].words > HEADING_WORDS or not block.plain.endswith(_ENDS):
            continue
        if found := _MARK.search(block.plain) or _SIGN.search(block.plain) or _BUTTON.search(block.plain):
            marked.setdefault(found[0].strip(), []).append((index, found.start()))
    for mark, places in marked.items():
        if len(places) < FEWEST or sum(has_prose_below(evidence, index) for index, _ in places) < FEWEST:
            continue  # “Sequence[str]”, “Yes.[laughter]”: no headings
        if mark.startswith("(") and not _is_of_a_tool(evidence, mark[1:-1]):
            continue  # “Level 1 (online)”
        for index, start in places:
            reason = f"behind {len(places)} headings: “{mark}”"
            yield evidence.mark_part(index, start, len(evidence.blocks[index].plain), Category.NAVIGATION, "edit-mark", 0.93, reason)


def _is_of_a_tool(evidence: Evidence, words: str) -> bool:
    """Are these known to be the words of a button?"""
    said = (hit.group for hit in evidence.book.find([words])[0])
    return any(group.shape == "whole" and group.category in _OF_TOOLS and group.confidence >= SURE_BUTTON for group in said)


STAGE = Stage(
    "edit_marks",
    alone=alone,
    rules=(Rule("edit-mark", "what stands behind each heading, to edit the section or to link to it", (Category.NAVIGATION,)),),
)
