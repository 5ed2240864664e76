"""Lines of a page that are hardly more than links: tags side by side, a date with its section, an arrow and a label before a title.

What stands between the links tells: nothing but commas and bars, a date, or a label. In a sentence there would be words.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.arrows import arrow_before
from cleaner.evidence import Evidence
from cleaner.model import HEADING, PARAGRAPH, Category, InlineKind, Mark
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.data_sheets import is_value_of_a_row
from cleaner.stages.date_forms import is_stamp

# So many links with commas between them are tags; with bars, fewer are. A tag has no more words than this.
_TAGS, _TAGS_WITH_BARS = 3, 2
TAG_WORDS = 4
# Beside a date stand no more words than this.
BESIDE_DATE = 8
# The label before the title of another story: “» Helpful guide: …”.
LABEL_WORDS = 5
_COMMAS, _BARS = ",،、;", "|·•"
_SEPARATORS = _COMMAS + _BARS + "/~–—-#&\xa0 \t"


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    if not evidence.document.is_page:
        return
    for index, (block, inlines) in enumerate(evidence.document.blocks_with_inlines()):
        links = [(span.start, span.end) for span in inlines if span.kind is InlineKind.LINK]
        if not links or block.kind is not PARAGRAPH or verdicts.gone(index) or evidence.announced[index] or is_value_of_a_row(evidence, index):
            continue
        rest = _between(evidence, index, links)
        if _are_tags(evidence, rest, links) and not _is_headed(evidence, verdicts, index):
            yield evidence.mark(index, Category.NAVIGATION, "linked-tags", 0.87, f"{len(links)} links with nothing but separators between them")
        elif evidence.shapes[index].words <= BESIDE_DATE and is_stamp(rest.strip(_SEPARATORS), evidence.book.stamp_words):
            yield evidence.mark(index, Category.BYLINE, "dated-links", 0.87, "a date, and links beside it")
        elif _is_pointer(evidence, index, rest, links):
            yield evidence.mark(index, Category.RELATED, "labelled-link", 0.87, "an arrow, a label and the title of another story")


def _between(evidence: Evidence, index: int, links: list[tuple[int, int]]) -> str:
    """The block's text without its links."""
    text, block = evidence.document.text, evidence.blocks[index]
    ends, starts = [block.start, *(end for _, end in links)], [*(start for start, _ in links), block.end]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _are_tags(evidence: Evidence, rest: str, links: list[tuple[int, int]]) -> bool:
    if rest.strip(_SEPARATORS):
        return False
    enough = len(links) >= _TAGS if any(c in rest for c in _COMMAS) else len(links) >= _TAGS_WITH_BARS and any(c in rest for c in _BARS)
    return enough and all(len(evidence.document.text[start:end].split()) <= TAG_WORDS for start, end in links)


def _is_headed(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Does a heading that stays stand right above? Then the line is what its part of the article says."""
    return index > 0 and evidence.blocks[index - 1].kind is HEADING and not verdicts.gone(index - 1)


def _is_pointer(evidence: Evidence, index: int, rest: str, links: list[tuple[int, int]]) -> bool:
    """Does the line begin with an arrow and a label, and end with a link?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if shape.ends or not arrow_before(block.plain) or not rest.rstrip().endswith(":"):
        return False
    return links[-1][1] == block.end and len(rest.split()) <= LABEL_WORDS


STAGE = Stage(
    "linked_rows",
    context=context,
    rules=(
        Rule("linked-tags", "links side by side with nothing but commas or bars between them", (Category.NAVIGATION,)),
        Rule("dated-links", "a date, and links beside it", (Category.BYLINE,)),
        Rule("labelled-link", "an arrow, a label, and the linked title of another story", (Category.RELATED,)),
    ),
)
