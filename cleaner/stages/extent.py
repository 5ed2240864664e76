"""How far a text reaches: is it everything that a page shows, and where in it is the article over?"""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.folding import core
from cleaner.model import QUOTE, Category, Mark
from cleaner.stages.base import Verdicts
from cleaner.stages.links import LONE_LINK
from cleaner.zones import BODY, TAIL

# Text that shows the whole page is told by its chrome: menus, share bars, legal lines, around the prose and some of them above it.
_CHROME = frozenset({Category.NAVIGATION, Category.LEGAL, Category.SHARE})
_MENUS_AND_LEGAL_LINES = (Category.NAVIGATION, Category.LEGAL)
_CHROME_LINES = 5  # of these two
_CHROME_ABOVE = 1
_CHROME_AROUND = 6
# In the last part of a text a line of these kinds tells that the article has ended above it.
END_BEGINS = 0.7
# A sign with more than this much of the article's prose below it stands between two parts of the article.
MOST_PROSE_BELOW = 0.25
# A banner that stands twice stands amid the article. What is shorter may be the label of a button, there or in a footer.
_BANNER_WORDS = 6
END_MARKS = frozenset(
    {
        Category.RELATED, Category.AUTHOR_BIO, Category.COMMENTS, Category.NEWSLETTER, Category.SUBSCRIPTION, Category.ABOUT,
        Category.LEGAL, Category.SHARE, Category.NAVIGATION, Category.BYLINE, Category.AD, Category.COURSE_AD,
    }
)  # fmt: skip
# A paragraph of prose that goes is as likely as this to be none of the article, a quotation more; on an author's box rules agree.
_PROSE_GOES = 0.84
_PITCHES = frozenset({Category.AD, Category.COURSE_AD, Category.NEWSLETTER, Category.SUBSCRIPTION, Category.RELATED})
# “Read more: …” stands amid articles, too: where a rule has found such a line between paragraphs, another that it finds is no end while
# so many words of the article's prose follow. A paragraph that is nothing but a link may be a picture there.
PROSE_GOES_ON = 80


def is_dump(evidence: Evidence, verdicts: Verdicts) -> bool:
    """Is this everything a page shows, menus and footers included, rather than an extractor's choice of it?"""
    first = next((i for i, s in enumerate(evidence.shapes) if s.prose and not verdicts.gone(i)), len(evidence.shapes))
    chrome = {i: mark.category for i, mark in verdicts.likely() if mark.category in _CHROME}
    if sum(category in _MENUS_AND_LEGAL_LINES for category in chrome.values()) < _CHROME_LINES:
        return False
    above = sum(1 for i in range(first) if i in chrome or any(h.group.category in _CHROME for h in evidence.hits[i]))
    below = sum(1 for i in chrome if evidence.zones[i] is TAIL)
    return above >= _CHROME_ABOVE and above + below >= _CHROME_AROUND


def end_signs(evidence: Evidence, verdicts: Verdicts) -> list[frozenset[Category]]:
    """For each block: which kinds of line above it, in the last part of the text, tell that the article is over."""
    total = sum(s.words for s in evidence.shapes) or 1
    prose_below = sum(s.words for i, s in enumerate(evidence.shapes) if s.prose and not verdicts.gone(i))
    most_below = prose_below * MOST_PROSE_BELOW
    out: list[frozenset[Category]] = []
    signs: frozenset[Category] = frozenset()
    amid: set[str] = set()  # the rules that found something amid the article
    words = 0
    for index, shape in enumerate(evidence.shapes):
        out.append(signs)
        late = words >= total * END_BEGINS and prose_below <= most_below
        mark = _end_mark(evidence, verdicts, index)
        is_amid = mark is not None and mark.category is Category.RELATED and evidence.zones[index] is BODY and prose_below >= PROSE_GOES_ON
        if mark and late and not (is_amid and (mark.rule in amid or mark.rule == LONE_LINK)):
            signs |= {mark.category}
        elif mark and is_amid:
            amid.add(mark.rule)
        words += shape.words
        prose_below -= shape.words if shape.prose and not verdicts.gone(index) else 0
    return out


def _end_mark(evidence: Evidence, verdicts: Verdicts, index: int) -> Mark | None:
    mark = verdicts.of(index)
    if not mark or not verdicts.gone(index) or mark.category not in END_MARKS:
        return None
    unsure = mark.category in _PITCHES and evidence.shapes[index].prose and mark.confidence < _PROSE_GOES
    if unsure or evidence.blocks[index].kind is QUOTE:
        return None  # it stays itself
    if mark.rule == LONE_LINK and index and core(evidence.folded[index]) == core(evidence.folded[index - 1]):
        return None  # a name that a list gives, and below it the same name as the way to its shop
    is_banner = mark.category is Category.AD and evidence.copies[index] > 1 and evidence.shapes[index].words >= _BANNER_WORDS
    return None if is_banner else mark
