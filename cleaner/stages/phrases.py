"""What the phrase files say by themselves: a hit of the right shape, in the right place, in a line short enough."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

import regex

from cleaner.evidence import Evidence, Parts
from cleaner.kept_expressions import compiled
from cleaner.model import CODE, LIST_ITEM, Category, Mark
from cleaner.patterns import later
from cleaner.phrase_index import Group
from cleaner.phrasebook import Hit
from cleaner.quotations import quotations
from cleaner.shapes import count_words, sentence_spans
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Stage
from cleaner.stages.data_sheets import is_amid_a_data_sheet, is_of_a_data_sheet
from cleaner.stages.date_forms import is_stamp
from cleaner.stages.items import is_numbered_item, says_something
from cleaner.stages.kickers import is_all_below_its_dates
from cleaner.stages.own_heads import is_own_head
from cleaner.stages.programmes import is_day_of_a_programme
from cleaner.stages.run_together import is_flattened, line_meant
from cleaner.stamps import StampWords
from cleaner.zones import HEAD

# Characters: what is longer was no sentence, whatever ends are missing in it.
_LONGEST_SENTENCE = 1_000
# A paragraph in italics or brackets of no more words than these is an aside.
_ASIDE_WORDS = 70
# A pointer to other stories opens its sentence: not more than a bracket or a dash before it.
_OPENS_WITHIN = 3
# A request among other sentences of a paragraph is more often the author's than one that stands alone.
_AMID_PROSE = 0.87
# … and less sure still where its words stand deep inside the sentence, unless it speaks for a thing that it names first.
_DEEP_IN_PROSE, _DEEP = 0.8, 60
_PITCHES = (Category.NEWSLETTER, Category.AD, Category.COURSE_AD)
# Among paragraphs a line that opens like a byline goes on with a date; with more words than these behind it, it says something.
_AFTER_BYLINE_WORDS = 6
_SAYS_SOMETHING = 0.8
# The first so many words of a date name its month; with so many words behind it, it is a note.
_DATE_WORDS, _NOTE_WORDS = 2, 4
# Who wrote something asks nothing, and says nothing in scripts without blanks: “记者：” and “主编：” are the two of an interview there.
_SIGNS = (Category.BYLINE, Category.WIRE_CREDIT)
_ASKS = ("？", "?")
_SAYS = (*_ASKS, "。", "！")
# A pointer has fewer words than this before its colon; a sentence that leads in to what stands below it has more.
_LEAD_IN_WORDS = 12
# The way down to a page ends with its title, which may be cut short.
_TRAIL_RULE, _CUT_SHORT = "breadcrumb", ("…", "...")
# A headline shares so many of its longer words with the article.
_SAME_SUBJECT = 0.5
# `"tags": [],` is a member of data that the article shows.
_MEMBER = later(compiled, r"[\"']\w{1,40}[\"']:\s[\"'\[{\d]")
# Bios and captions tell stories, too.
_TELL = (Category.AUTHOR_BIO, Category.IMAGE_CAPTION)
# … and so do notices of who made something and on what terms.
_SPEAK_OF_THE_PAST = (*_TELL, Category.IMAGE_CREDIT, Category.BYLINE, Category.WIRE_CREDIT, Category.ABOUT, Category.LEGAL, Category.DUPLICATE)
# Behind phrases of these shapes the sentence may go on.
_OPEN_ENDED = ("start", "anywhere")
# Characters between the last word of a phrase and the end of what a page says of itself: “お申し込みは終了 | いたしました。”
_LAST_VERB = 9
# Opening brackets, dashes and blanks before a sign-off go with it.
_LEADS_IN = " \t([–—-·|*_"
# … and the sign of who owns the picture.
_RIGHTS = later(compiled, r"\s*(?:©|[(（][cC][)）])\s*\Z")
_RIGHTS_CHARS = 6
# Terms of an offer (“14-day free trial”); a table that lost its lines has its label over each of so many values.
_TERMS, _LABELS = "company-terms", 3
# “Category: Juniors” files a page, or is a line of the sheet of a match.
_FILED = "tags-line"


def alone(evidence: Evidence) -> Iterator[Mark]:
    for index, hits in enumerate(evidence.hits):
        if not hits or evidence.blocks[index].kind is CODE or _MEMBER.match(evidence.blocks[index].plain):
            continue
        zone = evidence.zones[index].name.lower()
        block = _Block(evidence, index)
        for hit in hits:
            if hit.group.takes != "clue" and zone in hit.group.zones and not block.quotes(hit) and (mark := block.propose(hit)):
                yield mark


class _Block:
    """One block with its hits: what several of them need is computed once."""

    def __init__(self, evidence: Evidence, index: int) -> None:
        self.evidence, self.index = evidence, index
        self.plain = evidence.blocks[index].plain

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return sentence_spans(self.plain)

    @cached_property
    def parts(self) -> Parts:
        return self.evidence.parts(self.index)

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        return quotations(self.plain)

    @cached_property
    def is_aside(self) -> bool:
        """A short paragraph set whole in italics or brackets speaks for itself: what one sentence of it is, all of it is."""
        source = self.evidence.document.source_of(self.evidence.blocks[self.index])
        pair = source[0] + source.rstrip(".")[-1:]
        italics = pair in ("**", "__") and source[1:2] != pair[0]
        return (italics or pair in ("()", "[]")) and self.evidence.shapes[self.index].words <= _ASIDE_WORDS

    @cached_property
    def is_flattened(self) -> bool:
        return is_flattened(self.plain, self.evidence.shapes[self.index].words, is_all=len(self.evidence.blocks) == 1)

    @cached_property
    def is_amid_a_list(self) -> bool:
        """An item between two others of which nothing is known: “More blog posts” among what would have to change."""
        blocks, hits, index = self.evidence.blocks, self.evidence.hits, self.index
        if not 0 < index < len(blocks) - 1 or any(blocks[i].kind is not LIST_ITEM for i in (index - 1, index, index + 1)):
            return False
        return not (blocks[index].links or hits[index - 1] or hits[index + 1])

    def quotes(self, hit: Hit) -> bool:
        """Words in quotation marks inside a longer line are talked about, not said by the page."""
        if hit.group.shape == "whole":
            return False
        at = bisect_right(self.quotations, (hit.start, len(self.plain))) - 1
        return at >= 0 and hit.end <= self.quotations[at][1]

    def propose(self, hit: Hit) -> Mark | None:
        group = hit.group
        if group.heads and (is_numbered_item(self.evidence, self.index) or (group.category is Category.RELATED and self.is_amid_a_list)):
            return None
        if group.category is Category.AUTHOR_BIO and not group.heads and self.evidence.subjects.open(self.index):
            return None
        quoted = self.plain[hit.start : hit.end]
        reason = f"{group.takes}: “{quoted if len(quoted) <= 60 else quoted[:57] + '…'}”"
        if group.takes == "line":
            if self.evidence.shapes[self.index].words > group.longest:
                return None
            if self._leads_in_to_the_article(group) or self._says_what_comes_next(group) or self._is_the_headline(hit):
                return None
            if group.category is Category.IMAGE_CAPTION and group.shape == "end" and says_something(self.evidence, self.index, hit.start):
                return None  # its credit goes by itself
            if group.category in _SIGNS and self.plain.endswith(_SAYS if group.category is Category.BYLINE else _ASKS):
                return None
            if self._tells(hit, len(self.plain)):
                return None
            if is_own_head(self.evidence, self.index, group) or (group.category is Category.BYLINE and self._is_of_a_list()):
                return None
            if group.category is Category.NAVIGATION and self._is_an_item_of_a_sheet():
                return None
            if group.rule == _TERMS and self._is_compared():
                return None
            if group.rule == _FILED and is_amid_a_data_sheet(self.evidence, self.index):
                return None
            if group.category is Category.BYLINE and group.shape == "whole" and self._is_amid_a_sentence():
                return None
            goes_on = self._goes_on(hit)
            if goes_on and len(self.sentences) > 1:
                return None  # “Updated at 16:10. An earlier version …”
            confidence = group.confidence * (_SAYS_SOMETHING if goes_on else 1)
            return self.evidence.mark(self.index, group.category, group.rule, confidence, reason)
        if group.takes == "sentence":
            return self._sentence(hit, reason)
        start = hit.start
        while start and self.plain[start - 1] in _LEADS_IN:
            start -= 1
        if group.category is Category.IMAGE_CREDIT and (sign := _RIGHTS.search(self.plain, max(0, start - _RIGHTS_CHARS), start)):
            start = sign.start()
        end = len(self.plain) if group.shape == "end" else hit.end
        return self._part(hit, start, end, group.confidence, reason)

    def _leads_in_to_the_article(self, group: Group) -> bool:
        """“See below how the three ovens compare, and which of them we would buy again:” leads in to a table, not to another page."""
        shape = self.evidence.shapes[self.index]
        return group.category is Category.RELATED and group.shape == "start" and not group.heads and shape.colon and shape.words >= _LEAD_IN_WORDS

    def _is_the_headline(self, hit: Hit) -> bool:
        """“Watch: the ferry's last trip” opens the text, nothing but dates above it, the article right below, which speaks of the same."""
        evidence, index = self.evidence, self.index
        if hit.group.category is not Category.RELATED or hit.group.shape != "start" or not is_all_below_its_dates(evidence, index):
            return False
        return (evidence.subjects.share_of(self.plain[hit.end :]) or 0) >= _SAME_SUBJECT

    def _says_what_comes_next(self, group: Group) -> bool:
        """“Next: fencing. I have ordered the etched stuff, since the plastic version looks like a bicycle rack.” is no button."""
        shape = self.evidence.shapes[self.index]
        if group.rule == _TRAIL_RULE and self.plain.endswith(_CUT_SHORT):
            return False  # “Home » Harbour » The ferry that came…”
        return group.category is Category.NAVIGATION and group.shape == "start" and shape.sentence

    def _is_of_a_list(self) -> bool:
        """Labelled data, or the day over a part of a programme: the article's own."""
        return is_of_a_data_sheet(self.evidence, self.index) or is_day_of_a_programme(self.evidence, self.index)

    def _is_an_item_of_a_sheet(self) -> bool:
        """“Category: Dessert” between “Cook Time: …” and “Method: …”, each an item of one list."""
        blocks = self.evidence.blocks
        among = all(0 <= i < len(blocks) and blocks[i].kind is LIST_ITEM for i in (self.index - 1, self.index, self.index + 1))
        return among and is_of_a_data_sheet(self.evidence, self.index)

    def _is_amid_a_sentence(self) -> bool:
        """“published in”, two pieces of a sentence that broke at its links above it, and more of them below."""
        evidence, index = self.evidence, self.index
        if not 1 < index < len(evidence.blocks) - 2 or not self.plain[0].islower() or " " not in self.plain:
            return False  # “by” stands above a name
        if is_stamp(evidence.blocks[index + 1].plain, evidence.book.stamp_words):
            return False
        return evidence.goes_on(index - 1) and evidence.goes_on(index) and (evidence.goes_on(index + 1) or evidence.goes_on(index + 2))

    def _is_compared(self) -> bool:
        """Is what an offer promises an item of a list, or a value below a label that stands again and again: a table, cell by cell?"""
        evidence, above = self.evidence, self.index - 1
        return evidence.blocks[self.index].kind is LIST_ITEM or (above >= 0 and evidence.copies[above] >= _LABELS)

    def _goes_on(self, hit: Hit) -> bool:
        """Between or below paragraphs: does a line that opens like a byline say more than when?"""
        if hit.group.category is not Category.BYLINE or hit.group.shape != "start" or self.evidence.zones[self.index] is HEAD:
            return False
        return count_words(self.plain[hit.end :]) > _AFTER_BYLINE_WORDS

    def _tells(self, hit: Hit, end: int) -> bool:
        """“Something went wrong while the crew was asleep.”, “メルマガに登録した祖母は、…と笑った。”: sentences may begin like a notice or a call;
        what this one says behind that, or how it ends, says that it is none."""
        words = patterns_of(self.evidence.book.stage_words)
        if hit.group.shape in _OPEN_ENDED and self._may_not_tell(hit.group, end) and words.tells.search(self.plain, hit.end, end):
            return True
        if (hit.group.category in _TELL and hit.group.takes == "line") or not self.plain.endswith("。", 0, end):
            return False
        if words.told.search(self.plain, 0, end):
            return end - hit.end > _LAST_VERB
        return words.telling.search(self.plain, 0, end) is not None

    def _may_not_tell(self, group: Group, end: int) -> bool:
        """Do such lines never tell a story themselves? Heads of comments and pointers name one by its headline, which may."""
        if group.category is Category.RELATED:
            return self.plain.endswith(".", 0, end) and ":" not in self.plain and not self.evidence.blocks[self.index].links
        return group.category not in _SPEAK_OF_THE_PAST and not group.heads

    def _sentence(self, hit: Hit, reason: str) -> Mark | None:
        first = max(0, bisect_right(self.sentences, (hit.start, len(self.plain))) - 1)
        last = max(first, bisect_right(self.sentences, (hit.end - 1, len(self.plain))) - 1)
        start, end = self.sentences[first][0], self.sentences[last][1]
        if hit.group.category is Category.RELATED and hit.start - start > _OPENS_WITHIN:
            return None  # “You can read more about …” is the author's prose; “Read more about …” is a pointer
        if hit.group.category is Category.WIRE_CREDIT and self._is_dated_note(hit.end, end):
            return None
        if self.is_flattened and hit.group.category is not Category.RELATED:
            start, end = line_meant(self.plain, (hit.start, hit.end), (start, end), self.evidence.book.common_words)
        if self._tells(hit, end):
            return None
        if end - start > _LONGEST_SENTENCE or count_words(self.plain[start:end]) > hit.group.longest:
            return None
        if self.is_aside and hit.group.category is not Category.RELATED:
            return self.evidence.mark(self.index, hit.group.category, hit.group.rule, hit.group.confidence, f"aside: {reason}")
        pointer_or_alone = hit.group.category is Category.RELATED or len(self.sentences) == 1
        deep = hit.start - start > _DEEP and hit.group.category not in _PITCHES
        doubt = 1.0 if pointer_or_alone else _DEEP_IN_PROSE if deep else _AMID_PROSE
        confidence = hit.group.confidence * doubt
        return self._part(hit, start, end, confidence, reason)

    def _is_dated_note(self, start: int, end: int) -> bool:
        """“This article was first published in | May 2020 and has been revised”: a note that says when, not from whom."""
        words = self.plain[start:end].lower().split()
        month = _month(self.evidence.book.stamp_words)
        dated = any(month.fullmatch(word) for word in words[:_DATE_WORDS])
        return dated and sum(word[0].isalpha() for word in words[1:]) >= _NOTE_WORDS

    def _part(self, hit: Hit, start: int, end: int, confidence: float, reason: str) -> Mark:
        if start <= 0 and end >= len(self.plain):
            return self.evidence.mark(self.index, hit.group.category, hit.group.rule, confidence, reason)
        return self.evidence.mark_part(self.index, start, end, hit.group.category, hit.group.rule, confidence, reason, self.parts)


@lru_cache(maxsize=64)
def _month(words: StampWords) -> regex.Pattern[str]:
    return compiled(rf"(?:{words.months})\W?")


STAGE = Stage("phrases", alone=alone)
