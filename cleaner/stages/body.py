"""What is left around the article when no rule named it: judged by the scorecard, where the scorecard is competent.

That is in text which shows a whole page, and below the end of the article, where a line of an author's box, a related list
or a footer has already said that the article is over. An extractor's text above its end is left to the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleaner.evidence import Evidence, Shape, Zone
from cleaner.features import end_signs, facts, is_dump
from cleaner.model import BlockKind, Category, Mark
from cleaner.scorecard import chain, confidence_at, weights
from cleaner.stages.base import Stage, Verdicts
from cleaner.title import find_title

# Below this the scorecard says nothing worth noting.
NOTED = 0.3
# A chance of this much on a page shown whole is as good as a certain rule: nine lines of ten there are no article.
DUMP_BAR = 0.65
# Below the end of an extracted article it must be surer.
END_BAR = 0.7
# A paragraph of prose must be surer still, wherever it stands.
PROSE_BAR = 0.8
# A whole sentence of this many words stands between.
SENTENCE_BAR = 0.8
SENTENCE_WORDS = 10
# The most a mark gets.
SUREST = 0.95
FITTED_FOR = ("en",)
# In another language its facts are fewer and mean a little less: it must be surer by this much.
UNFITTED = 0.15
# In prose of a language that is loaded at least this share of the words are its commonest; it is mostly twice that.
COMMON_IN_PROSE = 0.22
# How far a mark looks for the category of its neighbours …
NEIGHBOURS = 6
# … and what says nothing of the lines around it: dates and errors stand in boxes of every kind, repeats may be of anything.
OF_ITSELF = (Category.TECHNICAL, Category.DUPLICATE, Category.BYLINE)


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    if not _speaks_its_language(evidence):
        return
    dump = is_dump(evidence, verdicts)
    ended = end_signs(evidence, verdicts)
    if not dump and not any(ended):
        return
    title = find_title(evidence, verdicts)
    scores = [sum([row.score for row in rows]) for rows in facts(evidence, verdicts, dump, ended)]
    for index, chance in enumerate(chain(scores, weights("text"))):
        if chance < NOTED or verdicts.gone(index) or index == title or not (dump or ended[index]):
            continue
        if evidence.blocks[index].kind is BlockKind.RULE:
            continue
        bar = DUMP_BAR if dump else END_BAR
        shape = evidence.shapes[index]
        if shape.prose:
            bar = PROSE_BAR
        elif _is_sentence(shape):
            bar = max(bar, SENTENCE_BAR)
        if evidence.book.language not in FITTED_FOR:
            bar += UNFITTED
        confidence = confidence_at(chance, bar, SUREST)
        where = "on a page shown whole" if dump else "below the end of the article"
        reason = f"{where}, {chance:.0%} likely by shape, place and neighbours"
        yield evidence.mark(index, _category(evidence, verdicts, index), "around-the-article", confidence, reason)


def _speaks_its_language(evidence: Evidence) -> bool:
    """In prose of a language whose words are not known every line would look odd to the scorecard."""
    prose = [s for s in evidence.shapes if s.prose]
    words = sum(s.words for s in prose)
    return words > 0 and sum(s.words * s.common for s in prose) >= words * COMMON_IN_PROSE


def _is_sentence(shape: Shape) -> bool:
    return shape.ends and shape.words >= SENTENCE_WORDS and shape.common >= COMMON_IN_PROSE



def _category(evidence: Evidence, verdicts: Verdicts, index: int) -> Category:
    """What its own words hint at, else what most marked neighbours are, else what usually stands in that place."""
    hinted = Counter(h.group.category for h in evidence.hits[index])
    if hinted:
        return hinted.most_common(1)[0][0]
    near = Counter(
        mark.category
        for i in range(max(0, index - NEIGHBOURS), min(len(evidence.blocks), index + NEIGHBOURS + 1))
        if (mark := verdicts.of(i)) and verdicts.gone(i) and mark.category not in OF_ITSELF
    )
    if near:
        return near.most_common(1)[0][0]
    if evidence.zones[index] is Zone.HEAD or evidence.shapes[index].words <= 4:
        return Category.NAVIGATION
    return Category.RELATED


STAGE = Stage("body", context=context)
