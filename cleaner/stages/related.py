"""Other stories: under a head (“Related”, “Read next”), behind a label, an arrow or a hand, as teasers that break off, as titles below the article."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.arrows import arrow_before
from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM, Category, Mark
from cleaner.shapes import count_sentences
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.closing_titles import BEFORE_A_TITLE, PARAGRAPHS_ABOVE, closing_titles
from cleaner.stages.teasers import BROKEN_WORDS, NEVER_TITLES, TEASER_WORDS, TITLE_WORDS, breaks_off, breaks_off_to_more
from cleaner.stages.under_heads import CLAIMED, under_heads

# A label before a bar has no more words than these.
LABEL_WORDS = 3
# A hand that points at a line; so many such lines lead elsewhere where the others do.
HAND, KNOWN_HANDS = "👉", 2
# “Read more about …” may be advice, but not so likely behind a hand.
SAID_BY_HANDS = 0.6
# So many teasers that break off tell what they are, where at least one line in so many is one.
BROKEN = 4
BROKEN_EVERY = 3
# Side by side and of one length in words, but for so many: a machine counted them off, and one paragraph of an article above is enough.
COUNTED_OFF = 1


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from under_heads(evidence, verdicts)
    yield from _labelled(evidence, verdicts)
    yield from _pointed(evidence, verdicts)
    yield from _by_hands(evidence, verdicts)
    yield from _broken_off(evidence, verdicts)
    yield from _amid_the_article(evidence, verdicts)
    yield from closing_titles(evidence, verdicts)


def _labelled(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“RELATED | The bridge that would not hold”: what heads other stories, a bar, and the title of one."""
    labels: dict[int, str] = {}
    for index, block in enumerate(evidence.blocks):
        if block.kind in NEVER_TITLES or verdicts.gone(index) or evidence.shapes[index].words > TITLE_WORDS:
            continue
        label, bar, title = evidence.document.source_of(block).partition("|")
        if bar and title.strip() and "|" not in title and 0 < len(label.split()) <= LABEL_WORDS:
            labels[index] = label.strip(BEFORE_A_TITLE + "#[]")
    for (index, label), hits in zip(labels.items(), evidence.book.find(list(labels.values())), strict=True):
        if any(hit.group.category is Category.RELATED and hit.group.shape == "whole" for hit in hits):
            yield evidence.mark(index, Category.RELATED, "labelled", 0.9, f"“{label}”, a bar and a title")


def _pointed(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """An arrow and a title, right below a line that announces other stories."""
    text = evidence.document.text
    for index in range(1, len(evidence.blocks)):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if verdicts.gone(index) or not verdicts.is_a(index - 1, Category.RELATED) or evidence.blocks[index - 1].kind is LIST_ITEM:
            continue
        if not shape.ends and 0 < shape.words <= TITLE_WORDS and arrow_before(text, block.start):
            yield evidence.mark(index, Category.RELATED, "pointed", 0.86, f"an arrow and a title under “{evidence.blocks[index - 1].plain[:40]}”")


def _by_hands(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Lines at which a hand points, where most of such lines are known to lead to other pages. Before steps and facts stand hands, too."""
    if HAND not in evidence.document.text:
        return
    text = evidence.document.text
    hands = [i for i, block in enumerate(evidence.blocks) if text.startswith(HAND, block.start)]
    known = [i for i in hands if verdicts.is_a(i, Category.RELATED) or evidence.told_by_words(i, SAID_BY_HANDS) is Category.RELATED]
    if len(known) < KNOWN_HANDS or 2 * len(known) < len(hands):
        return
    for index in hands:
        if not verdicts.gone(index) and evidence.shapes[index].words <= TITLE_WORDS and count_sentences(evidence.blocks[index].plain) == 1:
            yield evidence.mark(index, Category.RELATED, "hand", 0.86, f"a hand points at this line as at {len(known)} that lead elsewhere")


def _broken_off(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """Teasers below the article that break off, and what stands between them: the labels of sections, titles, dates."""
    teasers = [
        index
        for index in range(len(evidence.blocks))
        if evidence.shapes[index].words >= BROKEN_WORDS and breaks_off(evidence.blocks[index].plain) and evidence.blocks[index].kind not in NEVER_TITLES
    ]
    if len(teasers) < BROKEN:
        return
    first, last = teasers[0], teasers[-1]
    label = evidence.shapes[first - 1] if first else None
    if label and 0 < label.words <= LABEL_WORDS and not label.ends:
        first -= 1
    above = [evidence.shapes[i] for i in range(first)]
    between = range(first, last + 1)
    enough = 1 if _are_counted_off(evidence, teasers) else PARAGRAPHS_ABOVE
    if sum(shape.prose for shape in above) < enough or len(between) > len(teasers) * BROKEN_EVERY:
        return
    if any(evidence.shapes[i].prose and not verdicts.gone(i) for i in range(last + 1, len(evidence.blocks))):
        return
    if any(evidence.shapes[i].words > TEASER_WORDS or evidence.is_content_head(i) for i in between):
        return
    for index in between:
        if not verdicts.gone(index) or verdicts.is_a(index, Category.BYLINE):
            yield evidence.mark(index, Category.RELATED, "broken-off", 0.95, f"among {len(teasers)} teasers that break off, below the article")


def _are_counted_off(evidence: Evidence, teasers: list[int]) -> bool:
    """Do they stand side by side, all with as many words: what a machine leaves of each story's first paragraph?"""
    lengths = [evidence.shapes[index].words for index in teasers]
    return teasers[-1] - teasers[0] == len(teasers) - 1 and max(lengths) - min(lengths) <= COUNTED_OFF


def _amid_the_article(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """A card between paragraphs: a teaser that breaks off and goes on as “… Read more”, and the line above it, its title."""
    if sum(shape.prose for shape in evidence.shapes) < PARAGRAPHS_ABOVE:
        return  # it may be all that there is of the article
    for index, block in enumerate(evidence.blocks[: evidence.last_prose]):  # its last paragraph may break off for those who do not pay
        plain, shape = block.plain, evidence.shapes[index]
        if block.kind in NEVER_TITLES or not BROKEN_WORDS <= shape.words <= TEASER_WORDS or not breaks_off_to_more(plain, evidence.book.stage_words):
            continue
        card = [index]
        if index and not evidence.shapes[index - 1].ends and not evidence.shapes[index - 1].colon and evidence.blocks[index - 1].kind not in NEVER_TITLES:
            above = evidence.shapes[index - 1].words
            if 0 < above <= TITLE_WORDS or _is_one_title(evidence.folded[index - 1]):
                card.insert(0, index - 1)
        for i in card:
            if not verdicts.gone(i):
                yield evidence.mark(i, Category.RELATED, "card-in-article", 0.9, "a teaser that breaks off, with the way to the rest of it")


def _is_one_title(line: str) -> bool:
    """Is the line the same words two or three times over: the title, its picture’s and its link’s? The last may be cut short.

    >>> _is_one_title("the old pier the old pier the old p"), _is_one_title("the old pier and the new")
    (True, False)
    """
    words = line.split()
    for times in (2, 3):
        once = -(-len(words) // times)
        if once > 1 and all(word == words[i % once] for i, word in enumerate(words[:-1])) and words[(len(words) - 1) % once].startswith(words[-1]):
            return True
    return False
































STAGE = Stage(
    "related",
    context=context,
    rules=(
        Rule(CLAIMED, "titles and teasers under a head like “Related stories”", (Category.RELATED,)),
        Rule("labelled", "what heads other stories, a bar, and a title: “RELATED | …”", (Category.RELATED,)),
        Rule("pointed", "an arrow and a title right below what announces other stories", (Category.RELATED,)),
        Rule("hand", "a line at which a hand points, where most of such lines lead to other pages", (Category.RELATED,)),
        Rule("broken-off", "teasers below the article that break off, and what stands between them", (Category.RELATED,)),
        Rule("card-in-article", "a teaser that breaks off and ends with “… Read more”, and its title", (Category.RELATED,)),
        Rule("titles-at-the-end", "titles in a row below the article that nothing announces", (Category.RELATED,)),
    ),
)
