"""Comment sections: a head in the tail of the page, and the thread or form beneath it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.evidence import Evidence
from cleaner.model import CODE, LIST_ITEM, PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.shapes import sentence_spans
from cleaner.stage_words import patterns_of
from cleaner.stages.base import ARTICLE_PROSE, Rule, Stage, Verdicts
from cleaner.stages.byline_forms import is_signed_comment, line_with_bars
from cleaner.stages.ending import from_the_end
from cleaner.stages.questions import asks
from cleaner.stages.recipes import begins_with_amount
from cleaner.stages.references import is_reference
from cleaner.stages.talk import first_of_talk
from cleaner.stamps import holds_date, is_day_of_a_diary
from cleaner.title import find_title
from cleaner.zones import HEAD

# What says so is in the phrase files, by language; an age in short (“3h”) and a time of day are the same in most.
_SIGN_RULE = "thread-sign"
_STAMP_RULE = "comment-stamp"
# A count and what the comments are about, which an article may say too.
_WEAK_RULE = "comment-words-weak"
# Counts and “Leave a comment” may stand above an article; this head stands below it only, or above all that was read of a page.
_NEVER_ABOVE_RULE = "discussion-head"
_AGE_OR_TIME = later(re.compile, r"\b(?:\d{1,3}\s?(?:min|[hdwmy])|\d{1,2}[:.]\d{2})\b", re.I)
# Of a head that says how many comments there are, so many of them at least are there; above it stand more words than a menu's.
_OF_THE_COUNT = 0.6
_ABOVE_WORDS = 40
# “Ada says:” has no more words; comments are by so many people.
_AUTHOR_WORDS = 6
PEOPLE = 3
# A line that says who and when, or what one may do, is short.
SIGN_WORDS = 12
# A thread is dense with such signs: one in this many blocks at least.
_SIGN_EVERY = 5
# Without a head it takes this many; no comment has more paragraphs than this.
THREAD_SIGNS = 4
LONGEST_COMMENT = 14
# Where a head says how many comments there are, they have no more paragraphs than this each, on average, and an article stands
# above; a long thread has more words than what it is about.
MOST_PARAGRAPHS = 5
# A name or a date by its form is less sure.
SURER_THAN_BYLINE = 0.96
# A thread with so many signs is one for certain.
MANY_SIGNS, SURE_THREAD = 8, 0.98
# So many questions to the reader close a text, in no more words than these; one alone may be the author's last thought.
FEWEST_QUESTIONS = 2
QUESTION_WORDS = 60
# What becomes of what they write is said in so many sentences.
BELOW_CALLOUT = 2
# So many works in so many lines below a head of literature are what it says.
_REFERENCES, _REFERENCES_WITHIN = 2, 12
# The card of a recipe has so many lines above its ingredients, and so many amounts in the first lines of them.
_CARD_LINES, _AMOUNTS, _AMOUNTS_WITHIN = 40, 3, 12
# How many comments there are stands below each post of a blog, and anybody may be asked what he thinks: such lines open no thread.
NO_OPENING = frozenset(("comment-count", "comments-word", "comment-prompt", "feedback"))
# Which other pages link here, and what an excerpt of one of them begins and ends with.
_LINKED_FROM = "pingback"
_LEFT_OUT = ("[…]", "[...]", "[ … ]", "[&#8230;]")
_NUMBERED = later(re.compile, r"(\d{1,4})[.)]\s")
_COUNT = later(re.compile, r"\d{1,3}(?:,\d{3})*")


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _closing_callout(evidence, verdicts)
    for index in _counts_with_title(evidence, verdicts):
        yield evidence.mark(index, Category.COMMENTS, "count-and-title", 0.96, "how many comments there are, and the headline again")
    yield from _thread(evidence, verdicts)
    yield from _excerpts(evidence)
    yield from _talk(evidence, verdicts)


def _closing_callout(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“What do you think? Have you tried it at home? Tell us about it.”: the last paragraph, which calls upon readers to write, or only asks."""
    index = next(from_the_end(evidence, verdicts), None)
    if index is None or evidence.blocks[index].kind is not PARAGRAPH or evidence.shapes[index].words > QUESTION_WORDS:
        return
    plain = evidence.blocks[index].plain
    sentences = [plain[start:end] for start, end in sentence_spans(plain)]
    if not (_calls_out(evidence, sentences) or _only_asks(evidence, sentences)):
        return
    if sum(shape.prose for shape in evidence.shapes[:index]) >= ARTICLE_PROSE:
        yield evidence.mark(index, Category.COMMENTS, "closing-callout", 0.86, f"closes the text and calls upon readers: “{sentences[0][:40]}”")


def _calls_out(evidence: Evidence, sentences: list[str]) -> bool:
    """Does a sentence bid readers write, with nothing but questions above it and hardly anything below?"""
    callout = patterns_of(evidence.book.stage_words).callout
    at = next((i for i, sentence in enumerate(sentences) if not asks(sentence)), len(sentences))
    return at < len(sentences) <= at + 1 + BELOW_CALLOUT and callout.match(sentences[at]) is not None


def _only_asks(evidence: Evidence, sentences: list[str]) -> bool:
    """Does each of several sentences ask, and the first what heads of comments ask?"""
    if len(sentences) < FEWEST_QUESTIONS or not all(map(asks, sentences)):
        return False
    first = next(iter(evidence.book.find([sentences[0]])))
    return any(hit.group.category is Category.COMMENTS and hit.group.heads and hit.group.shape == "whole" for hit in first)


def _counts_with_title(evidence: Evidence, verdicts: Verdicts) -> Iterator[int]:
    """“3 responses to The old pier”, below the article with this headline."""
    weak = [i for i, hits in enumerate(evidence.hits) if i > evidence.first_prose and any(hit.group.rule == _WEAK_RULE for hit in hits)]
    title = find_title(evidence, verdicts) if weak else None
    if title is not None:
        yield from (i for i in weak if _COUNT.search(evidence.blocks[i].plain) and evidence.folded[i].strip("“”\"'’ ").endswith(evidence.folded[title]))


def _thread(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    found = [head for head in (_thread_head(evidence, verdicts), _headless(evidence, verdicts)) if head is not None]
    if not found:
        return
    head = min(found)
    below = range(head + 1, len(evidence.blocks))
    # In a long thread what looks like verse or a quotation is a comment like the others.
    plain = SURE_THREAD if sum(_is_sign(evidence, verdicts, i) for i in below) >= MANY_SIGNS else 0.86
    for index in below:
        if evidence.blocks[index].kind is CODE:
            continue
        if not verdicts.gone(index) or verdicts.is_a(index, Category.BYLINE):
            # Who wrote a comment and when is part of it, whatever else such a line would be.
            sure = max(plain, SURER_THAN_BYLINE) if verdicts.gone(index) else plain
            yield evidence.mark(index, Category.COMMENTS, "thread", sure, "under the head of the comments, with signs of a thread")


def _excerpts(evidence: Evidence) -> Iterator[Mark]:
    """“[…] as the ferry blog says […]”, right below a line that says which page links here."""
    for index in range(1, len(evidence.blocks)):
        plain = evidence.blocks[index].plain
        linked_from = any(hit.group.rule == _LINKED_FROM for hit in evidence.hits[index - 1])
        if linked_from and plain.startswith(_LEFT_OUT) and plain.endswith(_LEFT_OUT):
            yield evidence.mark(index, Category.COMMENTS, "excerpt", 0.95, "an excerpt of the page that links here")


def _talk(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Comments that nothing opens and nothing signs."""
    found = first_of_talk(evidence, verdicts)
    if found is None:
        return
    first, signs = found
    sure = SURE_THREAD if signs >= MANY_SIGNS else 0.86
    for index in verdicts.kept(first, len(evidence.blocks)):
        yield evidence.mark(index, Category.COMMENTS, "talk", sure, "below an article, and written to its end as people write to each other")


def _thread_head(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The line that opens the comments, if what follows it to the end looks like a thread or a form."""
    count = len(evidence.blocks)
    counted = set(_counts_with_title(evidence, verdicts))
    likely = {index for index, mark in verdicts.likely() if mark.category is Category.COMMENTS}
    for index in sorted(likely | counted):
        if _opens_numbered(evidence, verdicts, index):
            return index
        if not (evidence.is_head(index, Category.COMMENTS) or index in counted) or _stands_below_each_day(evidence, index):
            continue
        following = verdicts.kept(index + 1, count)
        if _signs_are_as_many(evidence, index) or _speakers_follow(evidence, index):
            return index
        if evidence.zones[index] is not HEAD and _counts_what_follows(evidence, verdicts, index, following):
            return index
        if not _may_open_thread(evidence, verdicts, index) or _references_below(evidence, following) or _ingredients_below(evidence, following):
            continue
        if not following:
            return index
        signs = sum(1 for i in range(index + 1, count) if _is_sign(evidence, verdicts, i))
        if signs * _SIGN_EVERY >= len(following):
            return index
    return None


def _stands_below_each_day(evidence: Evidence, head: int) -> bool:
    """“Comment”, in a text that begins with a day as diaries set it, where another such day stands below, and this button again below that."""
    words = evidence.book.stamp_words
    if not is_day_of_a_diary(evidence.blocks[0].plain, words):
        return False
    days = [i for i in range(head + 1, len(evidence.blocks)) if is_day_of_a_diary(evidence.blocks[i].plain, words)]
    return bool(days) and any(evidence.folded[i] == evidence.folded[head] for i in range(days[0] + 1, len(evidence.blocks)))


def _references_below(evidence: Evidence, following: Sequence[int]) -> bool:
    """A button that asks for comments may stand above the last parts of an article, its literature among them."""
    heads = (index for index in following if evidence.is_content_head(index))
    return any(sum(is_reference(block.plain) for block in evidence.blocks[head + 1 : head + 1 + _REFERENCES_WITHIN]) >= _REFERENCES for head in heads)


def _ingredients_below(evidence: Evidence, following: Sequence[int]) -> bool:
    """A button that asks for a review may stand in the card of a recipe, above what it takes."""
    heads = (index for index in following[:_CARD_LINES] if evidence.is_content_head(index))
    return any(sum(begins_with_amount(block.plain) for block in evidence.blocks[head + 1 : head + 1 + _AMOUNTS_WITHIN]) >= _AMOUNTS for head in heads)


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
    return expected >= THREAD_SIGNS and sum(_is_sign(evidence, verdicts, i) for i in range(head + 1, count)) >= expected * _OF_THE_COUNT


def _opens_numbered(evidence: Evidence, verdicts: Verdicts, head: int) -> bool:
    """Below an article a line of the comments, and from the next one to the end texts that are numbered from one on.

    A short post will do where the line says how many they are (“2 comments:”).
    """
    count = len(evidence.blocks)
    if evidence.zones[head] is HEAD or head + 1 == count or _item_number(evidence, head + 1) != 1:
        return False
    expected = _count_in(evidence, head) if evidence.is_head(head, Category.COMMENTS) else None
    if expected is None and not _is_below_an_article(evidence, verdicts, head):
        return False
    last, highest = head + 1, 1
    for index in range(head + 2, count):
        number = _item_number(evidence, index)
        if number is not None:  # answers to a comment are counted from one again
            last, highest = index, number if number == highest + 1 else highest
    are_they_all = highest == expected or (highest >= THREAD_SIGNS and _is_below_an_article(evidence, verdicts, head))
    return are_they_all and len(verdicts.kept(last + 1, count)) <= LONGEST_COMMENT


def _item_number(evidence: Evidence, index: int) -> int | None:
    """The number that an item of a list begins with."""
    block = evidence.blocks[index]
    if block.kind is not LIST_ITEM:
        return None
    found = _NUMBERED.match(evidence.document.text, block.start)
    return int(found[1]) if found else None


def _count_in(evidence: Evidence, head: int) -> int | None:
    """How many comments there are, as a head says (“1,240 comments”)."""
    found = _COUNT.search(evidence.blocks[head].plain)
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
    return expected * MOST_PARAGRAPHS >= paragraphs > 0


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
    return expected >= THREAD_SIGNS and expected * _OF_THE_COUNT <= signs <= expected * MOST_PARAGRAPHS and signs * _SIGN_EVERY >= len(below)


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


def _headless(evidence: Evidence, verdicts: Verdicts) -> int | None:
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
    return sorted(found) if len(turned_to) >= PEOPLE else []


def _signatures(evidence: Evidence) -> list[int]:
    """Lines with who wrote a comment and when, down to the minute, of several people; a story's would stand below its title."""
    words = evidence.book.stamp_words
    found = [i for i in range(1, len(evidence.blocks)) if evidence.shapes[i].words <= SIGN_WORDS and is_signed_comment(line_with_bars(evidence, i), words)]
    people = {evidence.blocks[i].plain.split()[0] for i in found}
    below_text = sum(evidence.shapes[i - 1].ends for i in found)
    return found if len(people) >= PEOPLE and below_text * 2 > len(found) else []


def _above_thread(evidence: Evidence, signs: list[int]) -> int | None:
    """The block above the first of the signs that stand close to each other down to the end."""
    count = len(evidence.blocks)
    opening = _opening(evidence)
    above: int | None = None
    # From the last sign upwards, for as long as no comment between two signs is too long.
    for found, (first, following) in enumerate(reversed(list(pairwise([*signs, count]))), start=1):
        if following - first > LONGEST_COMMENT:
            break
        if found >= THREAD_SIGNS and first > opening and found * _SIGN_EVERY >= count - first:
            above = first - 1
    return above


def _says_thread(evidence: Evidence, index: int) -> bool:
    return evidence.shapes[index].words <= SIGN_WORDS and any(h.group.rule == _SIGN_RULE for h in evidence.hits[index])


def _is_sign(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
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


STAGE = Stage(
    "comments",
    context=context,
    rules=(
        Rule("closing-callout", "a last paragraph that calls upon readers to write, or only asks what heads of comments ask", (Category.COMMENTS,)),
        Rule("excerpt", "“[…] … […]” below a line that names a page that links here", (Category.COMMENTS,)),
        Rule("talk", "below an article, what is written to the end as people write to each other: greetings, smileys, blanks missing", (Category.COMMENTS,)),
        Rule("thread", "what stands under the head of the comments, with signs of a thread", (Category.COMMENTS,)),
        Rule("count-and-title", "how many comments there are, and the headline again", (Category.COMMENTS,)),
    ),
)
