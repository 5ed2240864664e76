"""Tags and topics under a head that says so, or with a hash before each, and the numbered entries under the head of a table of contents.

Such entries are words of any kind, and no phrase knows them. What tells them is the head, which goes, and their one form: items of a list,
or a comma behind each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.items import items_below
from cleaner.zones import BODY, TAIL

# The heads, by the names of their phrases in all languages.
_TAGS_HEAD, _CONTENTS_HEAD = "tags-head", "contents-head"
# A head this sure is one wherever it stands; a head has no more words.
SURE_HEAD, HEAD_WORDS = 0.93, 5
# A tag has no more words than these, and tags no more on average: the points of an article have more.
TAG_WORDS, TAGS_WORDS = 5, 3
# Below the article a long list of them may have longer ones: “1999 films about the sea”.
LONG_LIST, LONG_TAG_WORDS, LONG_TAGS_WORDS = 6, 9, 4.5
# So many entries are a list.
FEWEST = 2
# “#boats #harbour, #tides”: a line of hashtags, outside the article so many of them.
_HASHTAGS = later(re.compile, r"#(?=\w*[^\W\d_])[\w\-]+(?:[\s,;·|]{1,3}#[\w\-]+)+[\s,;]*\Z")
# Tags on one line with commas between them are so many at least.
TAGS_IN_LINE = 3
_COMMA = later(re.compile, r"[,،、，;]\s?")
# “Categories: Bread, Winter” amid the text, which goes on with comments or the next post: the phrases of what a blog calls its lists; so many
# of them.
_FILED_RULE, FILED_FEWEST = "filed-in-line", 2
# Without a head a tag has so many words, and so much of them stands in the article, too.
CLOSING_TAG_WORDS, SAID = 3, 0.5
# The entries of contents are headings.
ENTRY_WORDS = 20
# “1 The plot”, “3.2 Later years”: what a table of contents is printed with behind its bullet.
_NUMBERED = later(re.compile, r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s\S")
_FIRST = later(re.compile, r"1\.?\s")


def alone(evidence: Evidence) -> Iterator[Mark]:
    """Lines of nothing but hashtags, above the article or below it."""
    for index, block in enumerate(evidence.blocks):
        if evidence.zones[index] is not BODY and block.plain.startswith("#") and block.kind is not CODE and _HASHTAGS.match(block.plain):
            yield evidence.mark(index, Category.NAVIGATION, "hashtags", 0.9, "hashtags and nothing else, outside the article")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _closing_tags(evidence, verdicts)
    yield from _filed_in_line(evidence, verdicts)
    for head, mark in verdicts.likely():
        if evidence.blocks[head].kind is LIST_ITEM or evidence.shapes[head].words > HEAD_WORDS:
            continue
        if _is_headed(evidence, head, _CONTENTS_HEAD):
            yield from _below(evidence, verdicts, head, _contents(evidence, head), "numbered-contents")
        if mark.confidence >= SURE_HEAD and _is_headed(evidence, head, _TAGS_HEAD) and not _may_head_points(evidence, head):
            yield from _below(evidence, verdicts, head, _items(evidence, head) or _with_commas(evidence, head) or _in_a_line(evidence, head), "tag")


def _is_headed(evidence: Evidence, head: int, rule: str) -> bool:
    return any(hit.group.rule == rule for hit in evidence.hits[head])


def _closing_tags(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“ferry, harbour, keel” as the last line that stays: a few words between commas, most of which the article says."""
    kept = verdicts.kept(evidence.last_prose, len(evidence.blocks))
    if len(kept) != 2 or kept[0] != evidence.last_prose or evidence.shapes[kept[1]].ends or evidence.blocks[kept[1]].kind is not PARAGRAPH:
        return
    plain = evidence.blocks[kept[1]].plain
    tags = [tag.strip() for tag in _COMMA.split(plain) if tag.strip()]
    if len(tags) < TAGS_IN_LINE or any(tag.count(" ") >= CLOSING_TAG_WORDS for tag in tags):
        return
    if evidence.book.common_words.isdisjoint(evidence.folded[kept[1]].replace(",", " ").split()) and (evidence.subjects.share_of(plain) or 0) >= SAID:
        yield evidence.mark(kept[1], Category.NAVIGATION, "closing-tags", 0.85, f"{len(tags)} tags with commas between them, below the article")


def _filed_in_line(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“Categories: Bread, Winter” amid the text: a label that blogs have, and tags with commas between them."""
    for index, block in enumerate(evidence.blocks):
        if block.kind is not PARAGRAPH or evidence.shapes[index].ends or verdicts.gone(index) or not _is_headed(evidence, index, _FILED_RULE):
            continue
        tags = [tag for tag in _COMMA.split(block.plain.partition(":")[2].strip()) if tag]
        if len(tags) < FILED_FEWEST or any(tag.count(" ") >= TAG_WORDS for tag in tags):
            continue
        in_a_sheet = evidence.blocks[index - 1].kind is PARAGRAPH and is_of_a_data_sheet(evidence, index)
        if index > evidence.first_prose and not in_a_sheet:
            yield evidence.mark(index, Category.NAVIGATION, "filed-in-line", 0.86, f"{len(tags)} tags with commas between them, behind a label")


def _may_head_points(evidence: Evidence, head: int) -> bool:
    """“Topics” alone amid the article may head its own points; “Related topics” does not, nor “TOPICS”, which is set like a label."""
    return evidence.zones[head] is BODY and evidence.shapes[head].words == 1 and not evidence.blocks[head].plain.isupper()


def _below(evidence: Evidence, verdicts: Verdicts, head: int, entries: list[int], rule: str) -> Iterator[Mark]:
    for index in entries:
        if not verdicts.gone(index):
            yield evidence.mark(index, Category.NAVIGATION, rule, 0.88, f"one of {len(entries)} entries under “{evidence.blocks[head].plain}”")


def _items(evidence: Evidence, head: int) -> list[int]:
    """The items of the list right under the head, if they are as short as tags."""
    items = items_below(evidence, head)
    long_list = evidence.zones[head] is TAIL and len(items) >= LONG_LIST
    longest, most = (LONG_TAG_WORDS, LONG_TAGS_WORDS) if long_list else (TAG_WORDS, TAGS_WORDS)
    if len(items) < FEWEST or not all(_is_as_short_as_a_tag(evidence, i, longest) for i in items):
        return []
    return items if sum(evidence.shapes[i].words for i in items) <= len(items) * most else []


def _with_commas(evidence: Evidence, head: int) -> list[int]:
    """The lines right under the head as long as each ends with a comma, and the one below them, the last tag."""
    lines: list[int] = []
    for index in range(head + 1, len(evidence.blocks)):
        if evidence.blocks[index].kind is not PARAGRAPH or not _is_as_short_as_a_tag(evidence, index):
            break
        lines.append(index)
        if not evidence.blocks[index].plain.endswith((",", "،", "、", "，")):
            break
    return lines if len(lines) > FEWEST else []


def _in_a_line(evidence: Evidence, head: int) -> list[int]:
    """The line right under the head, if it is nothing but tags with commas between them."""
    below = head + 1
    if below >= len(evidence.blocks) or evidence.blocks[below].kind is not PARAGRAPH or evidence.shapes[below].ends or evidence.shapes[below].colon:
        return []
    tags = [tag for tag in _COMMA.split(evidence.blocks[below].plain) if tag]
    return [below] if len(tags) >= TAGS_IN_LINE and all(tag.count(" ") < TAG_WORDS for tag in tags) else []


def _is_as_short_as_a_tag(evidence: Evidence, index: int, longest: int = TAG_WORDS) -> bool:
    shape = evidence.shapes[index]
    return 0 < shape.words <= longest and not shape.ends and not shape.colon and not evidence.is_content_head(index)


def _contents(evidence: Evidence, head: int) -> list[int]:
    """The items of the list right under the head, if all of them are numbered, from one on."""
    items = items_below(evidence, head)
    if len(items) < FEWEST or not _FIRST.match(evidence.blocks[items[0]].plain):
        return []
    are_numbered = all(evidence.shapes[i].words <= ENTRY_WORDS and _NUMBERED.match(evidence.blocks[i].plain) for i in items)
    return items if are_numbered else []


STAGE = Stage(
    "tag_lists",
    alone=alone,
    context=context,
    rules=(
        Rule("hashtags", "a line of hashtags above the article or below it", (Category.NAVIGATION,)),
        Rule("tag", "tags and topics in a list, or with a comma behind each, under a head that goes", (Category.NAVIGATION,)),
        Rule("filed-in-line", "tags with commas between them, behind a label, amid the text", (Category.NAVIGATION,)),
        Rule("closing-tags", "tags with commas between them as the last line", (Category.NAVIGATION,)),
        Rule("numbered-contents", "the numbered entries under the head of a table of contents", (Category.NAVIGATION,)),
    ),
)
