"""Where a thread of comments begins: at the line that opens it, or above its first sign where no line does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import islice, pairwise

from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM, Category
from cleaner.patterns import later
from cleaner.stage_words import patterns_of
from cleaner.stages.base import ARTICLE_PROSE, Verdicts
from cleaner.stages.byline_forms import is_signed_comment, line_with_bars
from cleaner.stages.recipes import begins_with_amount
from cleaner.stages.references import is_reference
from cleaner.stamps import holds_date, is_day_of_a_diary
from cleaner.zones import HEAD

# What says so is in the phrase files, by language; an age in short (“3h”) and a time of day are the same in most.
_SIGN_RULE = "thread-sign"
_STAMP_RULE = "comment-stamp"
# Counts and “Leave a comment” may stand above an article; this head stands below it only, or above all that was read of a page.
_NEVER_ABOVE_RULE = "discussion-head"
_AGE_OR_TIME = later(re.compile, r"\b(?:\d{1,3}\s?(?:min|[hdwmy])|\d{1,2}[:.]\d{2})\b", re.I)
_NUMBERED = later(re.compile, r"(\d{1,4})[.)]\s")
COUNT = later(re.compile, r"\d{1,3}(?:,\d{3})*")
# So many lines that might open a thread are tried, each with all that stands below it; no article has more of them above its own.
_HEADS_TRIED = 64
# Of a head that says how many comments there are, so many of them at least are there; above it stand more words than a menu's.
_OF_THE_COUNT = 0.6
_ABOVE_WORDS = 40
# “Ada says:” has no more words; comments are by so many people.
_AUTHOR_WORDS = 6
_PEOPLE = 3
# A line that says who and when, or what one may do, is short.
SIGN_WORDS = 12
# A thread is dense with such signs: one in this many blocks at least.
_SIGN_EVERY = 5
# Without a head it takes this many; no comment has more paragraphs than this.
_THREAD_SIGNS = 4
LONGEST_COMMENT = 14
# A thread with so many signs is one for certain.
MANY_SIGNS, SURE_THREAD = 8, 0.98
# Where a head says how many comments there are, they have no more paragraphs than this each, on average, and an article stands
# above; a long thread has more words than what it is about.
_MOST_PARAGRAPHS = 5
# Below a head that only articles have, lines that belong there stand within so many: so many works of its literature …
_BELOW_A_HEAD = 12
_WORKS = 2
# … or amounts of what a recipe takes, in a card of so many lines.
_AMOUNTS, _CARD_LINES = 3, 40
# How many comments there are stands below each post of a blog, and anybody may be asked what he thinks: such lines open no thread.
NO_OPENING = frozenset(("comment-count", "comments-word", "comment-prompt", "feedback"))


def head_of_thread(evidence: Evidence, verdicts: Verdicts, counted: Collection[int]) -> int | None:
    """The block right above a thread: the line that opens it, or what stands above its first sign; ``counted`` are lines with the count and the title."""
    heads = (_opening_line(evidence, verdicts, counted), _above_first_sign(evidence, verdicts))
    return min((head for head in heads if head is not None), default=None)


def _opening_line(evidence: Evidence, verdicts: Verdicts, counted: Collection[int]) -> int | None:
    """The line that opens the comments, if what follows it to the end looks like a thread or a form."""
    likely = {index for index, mark in verdicts.likely() if mark.category is Category.COMMENTS}
    heads = {index for index in likely if evidence.is_head(index, Category.COMMENTS)}.union(counted)
    above_numbers = {index for index in likely if _item_number(evidence, index + 1) == 1}
    days = _days_of_a_diary(evidence)
    for index in islice(sorted(heads | above_numbers), _HEADS_TRIED):
        if index in above_numbers and _opens_numbered(evidence, verdicts, index):
            return index
        if index in heads and not _stands_below_each_day(evidence, days, index) and _opens_thread(evidence, verdicts, index):
            return index
    return None


def _opens_thread(evidence: Evidence, verdicts: Verdicts, head: int) -> bool:
    count = len(evidence.blocks)
    if _signs_are_as_many(evidence, head) or _speakers_follow(evidence, head):
        return True
    following = verdicts.kept(head + 1, count)
    if evidence.zones[head] is not HEAD and _counts_what_follows(evidence, verdicts, head, following):
        return True
    if not _may_open_thread(evidence, verdicts, head) or _goes_on_with_the_article(evidence, following):
        return False
    return sum(is_sign(evidence, verdicts, i) for i in range(head + 1, count)) * _SIGN_EVERY >= len(following)


def _days_of_a_diary(evidence: Evidence) -> tuple[int, ...]:
    """The days, as diaries set them, of a text that begins with one."""
    words = evidence.book.stamp_words
    if not evidence.blocks or not is_day_of_a_diary(evidence.blocks[0].plain, words):
        return ()
    return tuple(i for i, block in enumerate(evidence.blocks) if is_day_of_a_diary(block.plain, words))


def _stands_below_each_day(evidence: Evidence, days: Sequence[int], head: int) -> bool:
    """“Comment”, where another day of the diary stands below, and this button again below that."""
    next_day = next((day for day in days if day > head), None)
    return next_day is not None and evidence.folded[head] in evidence.folded[next_day + 1 :]


def _goes_on_with_the_article(evidence: Evidence, following: Sequence[int]) -> bool:
    """A button that asks for comments may stand above the last parts of an article, its literature among them; one that asks for a review in
    the card of a recipe, above what it takes."""
    return _heads_many(evidence, following, is_reference, _WORKS) or _heads_many(evidence, following[:_CARD_LINES], begins_with_amount, _AMOUNTS)


def _heads_many(evidence: Evidence, following: Sequence[int], is_item: Callable[[str], bool], fewest: int) -> bool:
    """Does a head that only articles have stand among these, and so many such lines right below it?"""
    heads = (index for index in following if evidence.is_content_head(index))
    return any(sum(is_item(block.plain) for block in evidence.blocks[head + 1 : head + 1 + _BELOW_A_HEAD]) >= fewest for head in heads)


def _may_open_thread(evidence: Evidence, verdicts: Verdicts, head: int) -> bool:
    """Comments do not open an article: they stand behind a good part of the text, below paragraphs, or make up all of it."""
    count = len(evidence.blocks)
    if head == 0 and any(hit.group.rule == _NEVER_ABOVE_RULE for hit in evidence.hits[head]):
        return any(verdicts.is_a(i, Category.COMMENTS) for i in range(1, count))
    if evidence.zones[head] is HEAD:
        return False
    if head >= _opening(evidence):
        return True
    if not _is_below_an_article(evidence, verdicts, head):
        return False
    if sum(_says_thread(evidence, i) for i in range(head + 1, count)) >= MANY_SIGNS:
        return True
    expected = _count_in(evidence, head) or 0
    return expected >= _THREAD_SIGNS and sum(is_sign(evidence, verdicts, i) for i in range(head + 1, count)) >= expected * _OF_THE_COUNT


def _opens_numbered(evidence: Evidence, verdicts: Verdicts, head: int) -> bool:
    """Below an article a line of the comments, and from the next one to the end texts that are numbered from one on.

    A short post will do where the line says how many they are (“2 comments:”).
    """
    count = len(evidence.blocks)
    if evidence.zones[head] is HEAD:
        return False
    expected = _count_in(evidence, head) if evidence.is_head(head, Category.COMMENTS) else None
    if expected is None and not _is_below_an_article(evidence, verdicts, head):
        return False
    last, highest = head + 1, 1
    for index in range(head + 2, count):
        number = _item_number(evidence, index)
        if number is not None:  # answers to a comment are counted from one again
            last, highest = index, number if number == highest + 1 else highest
    are_they_all = highest == expected or (highest >= _THREAD_SIGNS and _is_below_an_article(evidence, verdicts, head))
    return are_they_all and len(verdicts.kept(last + 1, count)) <= LONGEST_COMMENT


def _item_number(evidence: Evidence, index: int) -> int | None:
    """The number that an item of a list begins with."""
    if index == len(evidence.blocks) or evidence.blocks[index].kind is not LIST_ITEM:
        return None
    found = _NUMBERED.match(evidence.document.text, evidence.blocks[index].start)
    return int(found[1]) if found else None


def _count_in(evidence: Evidence, head: int) -> int | None:
    """How many comments there are, as a head says (“1,240 comments”)."""
    found = COUNT.search(evidence.blocks[head].plain)
    return int(found[0].replace(",", "")) if found else None


def _is_below_an_article(evidence: Evidence, verdicts: Verdicts, head: int) -> bool:
    return sum(evidence.shapes[i].prose for i in verdicts.kept(0, head)) >= ARTICLE_PROSE


def _counts_what_follows(evidence: Evidence, verdicts: Verdicts, head: int, following: list[int]) -> bool:
    """“124 Reader Comments”, once on the page and below an article: what follows to the end are they, if there are enough of them."""
    expected = _count_in(evidence, head)
    heads = sum(evidence.is_head(i, Category.COMMENTS) and _count_in(evidence, i) is not None for i in range(len(evidence.blocks)))
    if expected is None or heads != 1 or any(evidence.is_content_head(i) for i in following):
        return False
    if not _is_below_an_article(evidence, verdicts, head):
        return False
    paragraphs = sum(1 for i in following if evidence.shapes[i].ends)
    return expected * _MOST_PARAGRAPHS >= paragraphs > 0


def _signs_are_as_many(evidence: Evidence, head: int) -> bool:
    """“51 Comments”, and below it about so many short lines that say who wrote: then even more text than the article's are they.

    Dates and times are no such signs: a page shown whole has the head right below the title, and tables of times in the article.
    """
    expected = _count_in(evidence, head)
    if expected is None or sum(s.words for s in evidence.shapes[:head]) < _ABOVE_WORDS:
        return False
    below = range(head + 1, len(evidence.blocks))
    authors = Counter(_last_word(evidence, i) for i in below if evidence.shapes[i].colon and 1 < evidence.shapes[i].words <= _AUTHOR_WORDS)
    signs = max(sum(_says_thread(evidence, i) for i in below), *authors.values(), 0)
    return expected >= _THREAD_SIGNS and expected * _OF_THE_COUNT <= signs <= expected * _MOST_PARAGRAPHS and signs * _SIGN_EVERY >= len(below)


def _speakers_follow(evidence: Evidence, head: int) -> bool:
    """“1 comment:”, and right below it “Ada said...”; no more such lines than comments, and the last of them has one below."""
    expected, count = _count_in(evidence, head), len(evidence.blocks)
    if expected is None or evidence.zones[head] is HEAD or head + 1 == count or not _is_speaker(evidence, head + 1):
        return False
    speakers = [i for i in range(head + 1, count) if _is_speaker(evidence, i)]
    return len(speakers) <= expected and 1 < count - speakers[-1] <= LONGEST_COMMENT


def _is_speaker(evidence: Evidence, index: int) -> bool:
    """“Ada said...”, with what announces her words."""
    announces = evidence.blocks[index].plain.endswith((":", "...", "…"))
    return announces and any(hit.group.rule == _STAMP_RULE for hit in evidence.hits[index])


def _last_word(evidence: Evidence, index: int) -> str:
    return evidence.folded[index].split()[-1]


def _above_first_sign(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The block above a thread that no line opens: from its first sign on, signs stand close to the end."""
    said = [i for i in range(len(evidence.blocks)) if _says_thread(evidence, i)]
    above = _above_thread(evidence, said) or _above_thread(evidence, _signatures(evidence))
    # People turn to each other in a printed chat, too; there nothing else is of comments.
    has_comments = above is None and any(mark.category is Category.COMMENTS for _, mark in verdicts.likely())
    return _above_thread(evidence, _addressed(evidence)) if has_comments else above


def _addressed(evidence: Evidence) -> list[int]:
    """Names alone on their lines that other lines turn to (“@Ada Roe that is not so”), and these; several people, or else an article quotes."""
    replies = [i for i, line in enumerate(evidence.folded) if line.startswith("@")]
    if not replies:
        return []
    names: dict[str, list[int]] = {}
    for i, line in enumerate(evidence.folded):
        if 0 < evidence.shapes[i].words <= _AUTHOR_WORDS and not evidence.shapes[i].ends and not line.startswith("@"):
            names.setdefault(line, []).append(i)
    turned_to: set[str] = set()
    found: set[int] = set()
    for i in replies:
        words = evidence.folded[i][1:].split()[: _AUTHOR_WORDS + 1]
        for name in {" ".join(words[:n]).rstrip(",:") for n in range(1, len(words) + 1)} & names.keys():
            turned_to.add(name)
            found.update((i, *names[name]))
    return sorted(found) if len(turned_to) >= _PEOPLE else []


def _signatures(evidence: Evidence) -> list[int]:
    """Lines with who wrote a comment and when, down to the minute, of several people; a story's would stand below its title."""
    words = evidence.book.stamp_words
    found = [i for i in range(1, len(evidence.blocks)) if evidence.shapes[i].words <= SIGN_WORDS and is_signed_comment(line_with_bars(evidence, i), words)]
    people = {evidence.blocks[i].plain.split()[0] for i in found}
    below_text = sum(evidence.shapes[i - 1].ends for i in found)
    return found if len(people) >= _PEOPLE and below_text * 2 > len(found) else []


def _above_thread(evidence: Evidence, signs: list[int]) -> int | None:
    """The block above the first of the signs that stand close to each other down to the end."""
    count = len(evidence.blocks)
    opening = _opening(evidence)
    above: int | None = None
    # From the last sign upwards, for as long as no comment between two signs is too long.
    for found, (first, following) in enumerate(reversed(list(pairwise([*signs, count]))), start=1):
        if following - first > LONGEST_COMMENT:
            break
        if found >= _THREAD_SIGNS and first > opening and found * _SIGN_EVERY >= count - first:
            above = first - 1
    return above


def _says_thread(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words <= SIGN_WORDS and any(h.group.rule == _SIGN_RULE for h in evidence.hits[index])


def is_sign(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    """Is this line of a byline or of comments, or does it say who wrote one or when?"""
    return verdicts.is_a(index, Category.COMMENTS, Category.BYLINE) or says_who_or_when(evidence, index)


def says_who_or_when(evidence: Evidence, index: int) -> bool:
    """Does this short line say who wrote a comment or when, or what one may do with it?"""
    plain, book = evidence.blocks[index].plain, evidence.book
    if evidence.shapes[index].words > SIGN_WORDS:
        return False
    if _says_thread(evidence, index) or patterns_of(book.stage_words).thread.search(plain):
        return True
    return bool(_AGE_OR_TIME.search(plain)) or holds_date(plain, book.stamp_words)


def _opening(evidence: Evidence) -> int:
    """The block at which a quarter of the page's words have gone by: comments do not open an article."""
    total = sum(s.words for s in evidence.shapes)
    passed = 0
    for index, shape in enumerate(evidence.shapes):
        passed += shape.words
        if passed * 4 >= total:
            return index
    return 0
