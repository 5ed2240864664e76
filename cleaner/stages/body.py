"""What is left around the article when no rule named it: judged by the scorecard, where the scorecard is competent.

That is in text which shows a whole page, and below the end of the article, where a line of an author's box, a related list
or a footer has already said that the article is over. An extractor's text above its end is left to the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from cleaner.evidence import Evidence
from cleaner.features import facts
from cleaner.model import HEADING, LIST_ITEM, PARAGRAPH, RULE, Category, Mark
from cleaner.scorecard import AT_BAR, Row, chain, confidence_at, weights
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage, Verdicts
from cleaner.stages.extent import end_signs, is_dump
from cleaner.stages.own_lines import own_lines
from cleaner.stages.sentences import COMMON_IN_PROSE, WHOLE_WORDS, is_whole_sentence, may_close_the_article
from cleaner.stages.surroundings import category_around
from cleaner.title import STANDFIRST_WORDS, find_title, headline_below_menus

# Below this the scorecard says nothing worth noting.
NOTED = 0.3
# A chance of this much on a page shown whole is as good as a certain rule: nine lines of ten there are no article.
DUMP_BAR = 0.65
# Below the end of an extracted article it must be surer.
END_BAR = 0.7
# Between two paragraphs, where one line of three that is less likely to go is the article's.
AMID_BAR = 0.85
# … and between items of one list, so many on either side.
AMID_ITEMS = 2
# A paragraph of prose must be surer still, wherever it stands; so many words are one, whatever they end with, for some texts
# break at links.
PROSE_BAR = 0.8
PARAGRAPH_WORDS = 30
# A whole sentence stands between.
SENTENCE_BAR = 0.8
# One sign alone may stand above the article's last sentences.
LAST_SENTENCE_BAR = 0.9
# So little as a way to another story may stand above a whole part of the article, and a list of works or places has such ways in it:
# where nothing else says that the article is over, one line of three that is less likely to go than this is the article's.
_POINTED = frozenset({Category.RELATED, Category.NAVIGATION})
POINTED_BAR = 0.85
# … whose heading stands no more paragraphs above.
PARAGRAPHS_OF_A_PART = 6
# A line around which so many lines go on either side does not stay alone, if it has few words: above the article fewer.
AROUND = 3
LABEL_WORDS, LINE_WORDS = 3, 14
# A link in a sentence has so many words, and what stands before it, above, so many.
LINKED_WORDS, BEGINNING_WORDS = 5, 4
# The most a mark gets.
SUREST = 0.95
# What the scorecard of text was fitted on. Pages shown whole in another language have a card of their own.
FITTED_FOR = ("en",)
# In another language the facts are fewer and mean a little less, on either card: it must be surer by this much.
UNFITTED = 0.15


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    if not _speaks_its_language(evidence):
        return
    dump = is_dump(evidence, verdicts)
    ended = end_signs(evidence, verdicts)
    if not dump and not any(ended):
        return
    chances = _by_sentence(evidence, _chances(evidence, facts(evidence, verdicts, dump, ended), dump))
    article = [i for i, shape in enumerate(evidence.shapes) if shape.prose and not verdicts.gone(i) and chances[i] < DUMP_BAR]
    titles = _titles(evidence, verdicts, article, dump)
    judged = [
        index
        for index, chance in enumerate(chances)
        if chance >= NOTED and not verdicts.gone(index) and index not in titles and evidence.blocks[index].kind is not RULE and (dump or ended[index])
    ]
    stays = [chance < DUMP_BAR and not verdicts.gone(i) for i, chance in enumerate(chances)]
    own = own_lines(evidence, verdicts, judged, [chance < DUMP_BAR for chance in chances])
    judged = [i for i in judged if not (chances[i] < AMID_BAR and _is_of_a_list_that_stays(evidence, stays, i))]
    sure = {i: confidence_at(chances[i], _bar(evidence, i, dump, ended[i]), SUREST) for i in judged if i not in own and not _is_signed_paragraph(evidence, i)}
    sure = {i: surety for i, surety in sure.items() if not _asks_what_is_answered(evidence, verdicts, sure, i)}
    goes = [verdicts.gone(i) or sure.get(i, 0.0) >= AT_BAR for i in range(len(chances))]
    left_over = [i for i in judged if i not in own and _is_left_over(evidence, article, goes, i)] if dump else []
    for index in sorted(sure.keys() - set(left_over)):
        where = "on a page shown whole" if dump else "below the end of the article"
        reason = f"{where}, {chances[index]:.0%} likely by shape, place and neighbours"
        yield evidence.mark(index, category_around(evidence, verdicts, index), "around-the-article", sure[index], reason)
    for index in left_over:
        reason = "on a page shown whole, and all that stands around it goes"
        yield evidence.mark(index, category_around(evidence, verdicts, index), "around-the-article", AT_BAR, reason)


def _asks_what_is_answered(evidence: Evidence, verdicts: Verdicts, sure: Mapping[int, float], index: int) -> bool:
    """“Why did the car leave the road?”, right above a whole sentence that stays: the heading of a part of the article."""
    below = index + 1
    if below == len(evidence.blocks) or verdicts.gone(below) or sure.get(below, 0.0) >= AT_BAR:
        return False
    return evidence.blocks[index].plain.endswith("?") and evidence.shapes[below].words >= WHOLE_WORDS and may_close_the_article(evidence, below)


def _is_left_over(evidence: Evidence, article: Sequence[int], goes: Sequence[bool], index: int) -> bool:
    """Would this short line stay alone, above or below the article, of a menu or list that goes? Above, a longer line may be the headline."""
    if goes[index] or not article or article[0] <= index <= article[-1] or evidence.shapes[index].sentence:
        return False
    above, below = goes[max(0, index - AROUND) : index], goes[index + 1 : index + 1 + AROUND]
    most_words = LABEL_WORDS if index < article[0] else LINE_WORDS
    return evidence.shapes[index].words <= most_words and len(above) == AROUND and all(above) and len(below) > 0 and all(below)


def _is_of_a_list_that_stays(evidence: Evidence, stays: Sequence[bool], index: int) -> bool:
    """An item with two others above and two below that stay: the days of a plan."""
    near = range(index - AMID_ITEMS, index + AMID_ITEMS + 1)
    if near.start < 0 or near.stop > len(stays):
        return False
    return all(evidence.blocks[i].kind is LIST_ITEM and (stays[i] or i == index) for i in near)


def _titles(evidence: Evidence, verdicts: Verdicts, article: Sequence[int], dump: bool) -> frozenset[int | None]:
    """What may be the headline and the standfirst below it. Where menus stand above the article, the first line that could be the one seldom is."""
    titles = {find_title(evidence, verdicts)}
    if dump:
        headline = headline_below_menus(evidence, verdicts, article[0] if article else 0)
        titles.add(headline)
        if headline is not None and evidence.shapes[headline + 1].words >= STANDFIRST_WORDS and not evidence.hits[headline + 1]:
            titles.add(headline + 1)
    return frozenset(titles)


def _chances(evidence: Evidence, facts: Sequence[Sequence[Row]], dump: bool) -> list[float]:
    """How likely each block is none of the article."""
    if evidence.book.language in FITTED_FOR or not dump:
        return chain([sum([row.score for row in rows]) for rows in facts], weights("text"))
    return chain([sum([row.other for row in rows]) for rows in facts], weights("dump_other"))


def _bar(evidence: Evidence, index: int, dump: bool, signs: Set[Category]) -> float:
    """How likely the block must be no part of the article, to go; ``signs`` say that the article has ended above it."""
    shape = evidence.shapes[index]
    unfitted = 0.0 if evidence.book.language in FITTED_FOR else UNFITTED
    if shape.prose or shape.words >= PARAGRAPH_WORDS:
        return (LAST_SENTENCE_BAR if not dump and signs <= _POINTED and _is_under_a_heading(evidence, index) else PROSE_BAR) + unfitted
    if dump:
        bar = AMID_BAR if evidence.first_prose < index < evidence.last_prose else DUMP_BAR
    else:
        bar = max(POINTED_BAR - unfitted, END_BAR) if signs <= _POINTED else END_BAR
    if not dump and len(signs) == 1 and may_close_the_article(evidence, index):
        return LAST_SENTENCE_BAR + unfitted
    is_sentence = is_whole_sentence(shape) or (shape.words >= WHOLE_WORDS and may_close_the_article(evidence, index))
    return (max(bar, SENTENCE_BAR) if is_sentence else bar) + unfitted


def _is_under_a_heading(evidence: Evidence, index: int) -> bool:
    """Is this one of the paragraphs of a part with a heading, of which no phrase is known?"""
    lowest = max(0, index - PARAGRAPHS_OF_A_PART)
    while index > lowest and evidence.shapes[index].prose and evidence.told_by_words(index) is None:
        index -= 1
    return evidence.blocks[index].kind is HEADING and not evidence.hits[index]


def _by_sentence(evidence: Evidence, chances: Sequence[float]) -> list[float]:
    """The chances, where lines that are pieces of one sentence share theirs: some texts print each link on a line of its own.

    A link amid a sentence may begin with a capital, as menus do: what stands before it is less likely to go for that, and not more.
    """
    pieces = _shared(evidence, chances, lambda _, index: evidence.goes_on(index))
    whole = _shared(evidence, chances, lambda first, index: evidence.goes_on(index) or _is_linked_in_a_sentence(evidence, first, index))
    return list(map(min, pieces, whole))


def _shared(evidence: Evidence, chances: Sequence[float], goes_on: Callable[[int, int], bool]) -> list[float]:
    """The chances, one for all lines of a sentence; ``goes_on`` says of the first of them and a line whether that goes on with it."""
    out = list(chances)
    first = 0
    for index in range(1, len(out) + 1):
        if index < len(out) and goes_on(first, index):
            continue
        if index - first > 1:
            words = [shape.words for shape in evidence.shapes[first:index]]
            shared = sum(c * w for c, w in zip(chances[first:index], words, strict=True)) / (sum(words) or 1)
            out[first:index] = [shared] * (index - first)
        first = index
    return out


def _is_linked_in_a_sentence(evidence: Evidence, first: int, index: int) -> bool:
    """Is this a link of a few words (“Harbour Act”) between the beginning of a sentence and the line that goes on with it?"""
    above, block, shape = evidence.blocks[index - 1], evidence.blocks[index], evidence.shapes[index]
    if not above.kind is block.kind is PARAGRAPH or block.after_blank or evidence.shapes[index - 1].ends:
        return False
    if shape.words > LINKED_WORDS or shape.ends or evidence.hits[index]:
        return False
    words = evidence.blocks[first].plain.split()
    if len(words) < BEGINNING_WORDS or not words[0][0].isupper() or sum(word[0].islower() for word in words) * 2 < len(words):
        return False
    return index + 1 < len(evidence.blocks) and evidence.goes_on(index + 1)


def _speaks_its_language(evidence: Evidence) -> bool:
    """In prose of a language whose words are not known every line would look odd to the scorecard."""
    prose = [s for s in evidence.shapes if s.prose]
    words = sum(s.words for s in prose)
    return words > 0 and sum(s.words * s.common for s in prose) >= words * COMMON_IN_PROSE


def _is_signed_paragraph(evidence: Evidence, index: int) -> bool:
    """A paragraph of which no phrase is known but who signed it: that goes alone, and says nothing of the paragraph above it."""
    shape, hits = evidence.shapes[index], evidence.hits[index]
    return (shape.prose or shape.words >= PARAGRAPH_WORDS) and bool(hits) and all(h.group.takes == "match" for h in hits)


STAGE = Stage(
    "body",
    context=context,
    rules=(
        Rule("around-the-article", "a line that the scorecard takes for none of the article, by its shape, its place and its neighbours", TOLD_BY_WORDS),
    ),
)
