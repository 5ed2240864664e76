"""Other stories: a head (“Related”, “Read next”) and the titles and teasers it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, takewhile

from cleaner.arrows import arrow_before
from cleaner.evidence import Evidence
from cleaner.model import CODE, HEADING, LIST_ITEM, QUOTE, RULE, TABLE, Category, Mark
from cleaner.patterns import later
from cleaner.shapes import count_sentences
from cleaner.stages.base import Rule, Stage, Verdicts
from cleaner.stages.data_sheets import is_of_a_data_sheet
from cleaner.stages.items import items_below
from cleaner.stages.questions import QUESTION_MARKS
from cleaner.stages.references import is_numbered, is_reference
from cleaner.stages.teasers import breaks_off, breaks_off_to_more, leads_on
from cleaner.zones import HEAD, TAIL

_NEVER_TITLES = (CODE, TABLE, QUOTE, RULE)
# The rule of what stands under a head, which other stages ask for.
CLAIMED = "under-head"

# A headline or teaser of another story is no longer than this.
TITLE_WORDS = 28
TEASER_WORDS = 50
# A teaser of more sentences than this must lead on to the rest of it.
TEASER_SENTENCES = 3
# In the body an item of a list has so many words at least; a title that is neither an item nor a link is as long as titles are.
ITEM_WORDS = 3
BODY_TITLE_WORDS = (4, 20)
# A teaser and a date may stand between two lines that are links.
BETWEEN_LINKS = 2
# A name or a date by its form is less sure.
SURER_THAN_BYLINE = 0.94
# Below a head in the middle of the article only this many lines can belong to it.
LIST_IN_BODY = 8
# A table printed cell by cell has so many cells, each of so few words, and figures in so many of them; so many lines may head it, from a
# sentence on.
CELLS, CELL_WORDS, CELLS_WITH_FIGURES = 12, 3, 0.3
TABLE_HEADS = 4
# The data of a recipe stand within so many lines above its ingredients, with a sentence on it.
DATA_LINES = 16
# A label before a bar has no more words than these.
LABEL_WORDS = 3
# A hand that points at a line; so many such lines lead elsewhere where the others do.
HAND, KNOWN_HANDS = "👉", 2
# “Read more about …” may be advice, but not so likely behind a hand.
SAID_BY_HANDS = 0.6
# Teasers that break off are so long at least; so many of them tell what they are, where at least one line in so many is one.
BROKEN_WORDS = 8
BROKEN = 4
BROKEN_EVERY = 3
# A card is a title and a teaser.
_CARD_LINES = 2
# Side by side and of one length in words, but for so many: a machine counted them off, and one paragraph of an article above is enough.
COUNTED_OFF = 1
# A list of other stories that outweighs what stands above it is no appendix; then the head claims nothing.
_MOST_OF_ARTICLE = 0.8
_SMALL_LIST_WORDS = 80
# Below an article of prose a list of titles is told from the article; below an article of lists it is not.
_PROSE_SHARE = 0.5
# Without a head, lines at the very end are titles if there are so many of them, …
_TITLES = 2
# … most of the lines there, each as long as titles are and with no more digits than a year has …
_MOSTLY = 0.6
_UNHEADED_WORDS = (4, 22)
# Among them may be longer ones, what a story is about in place of its title.
_LONGEST_UNHEADED = 34
_DIGITS = 4
# … and an article stands above: so many paragraphs.
_PARAGRAPHS_ABOVE = 4
_ENDS_OF_TITLES = (*QUESTION_MARKS, "!", "！", "…", "...")
# A sentence, and behind it who supplied it: the article's last line.
_SIGNED_OFF = later(re.compile, r"[.!?…。！？؟।][\"'”’»)]?\s?[(\[/（【–—-].{1,40}\Z")
# A footnote leads back to its place.
_FOOTNOTE = "↩"
# An address in full is the article's.
_ADDRESS = "://"
# Pages have lists whose bullets are typed.
_BULLETS = tuple("•●▪◦‣·○■")
_BEFORE_A_TITLE = " \t-–—•·*>»\"“„«"


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    yield from _under_heads(evidence, verdicts)
    yield from _labelled(evidence, verdicts)
    yield from _pointed(evidence, verdicts)
    yield from _by_hands(evidence, verdicts)
    yield from _broken_off(evidence, verdicts)
    yield from _amid_the_article(evidence, verdicts)
    for index in _titles_at_the_end(evidence):
        if not verdicts.gone(index) and not _says_something_else(evidence, index):
            yield evidence.mark(index, Category.RELATED, "titles-at-the-end", 0.84, "one of several titles below the article")


def _labelled(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“RELATED | The bridge that would not hold”: what heads other stories, a bar, and the title of one."""
    labels: dict[int, str] = {}
    for index, block in enumerate(evidence.blocks):
        if block.kind in _NEVER_TITLES or verdicts.gone(index) or evidence.shapes[index].words > TITLE_WORDS:
            continue
        label, bar, title = evidence.document.source_of(block).partition("|")
        if bar and title.strip() and "|" not in title and 0 < len(label.split()) <= LABEL_WORDS:
            labels[index] = label.strip(_BEFORE_A_TITLE + "#[]")
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
        if evidence.shapes[index].words >= BROKEN_WORDS and breaks_off(evidence.blocks[index].plain) and evidence.blocks[index].kind not in _NEVER_TITLES
    ]
    if len(teasers) < BROKEN:
        return
    first, last = teasers[0], teasers[-1]
    label = evidence.shapes[first - 1] if first else None
    if label and 0 < label.words <= LABEL_WORDS and not label.ends:
        first -= 1
    above = [evidence.shapes[i] for i in range(first)]
    between = range(first, last + 1)
    enough = 1 if _are_counted_off(evidence, teasers) else _PARAGRAPHS_ABOVE
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
    if sum(shape.prose for shape in evidence.shapes) < _PARAGRAPHS_ABOVE:
        return  # it may be all that there is of the article
    for index, block in enumerate(evidence.blocks[: evidence.last_prose]):  # its last paragraph may break off for those who do not pay
        plain, shape = block.plain, evidence.shapes[index]
        if block.kind in _NEVER_TITLES or not BROKEN_WORDS <= shape.words <= TEASER_WORDS or not breaks_off_to_more(plain, evidence.book.stage_words):
            continue
        card = [index]
        if index and not evidence.shapes[index - 1].ends and not evidence.shapes[index - 1].colon and evidence.blocks[index - 1].kind not in _NEVER_TITLES:
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


def _under_heads(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    claimed = -1
    before = list(accumulate((s.words for s in evidence.shapes), initial=0))
    prose_before = list(accumulate((s.words if s.prose else 0 for s in evidence.shapes), initial=0))
    for index in verdicts.all_heads(Category.RELATED):
        if index <= claimed:
            continue
        # Above the article a head has what is marked as its list, and all links; else the article would begin under it.
        above = evidence.zones[index] is HEAD
        for following in _links_right_below(evidence, index) if above else _claims(evidence, verdicts, index, before[index], prose_before[index]):
            claimed = following
            if not verdicts.gone(following) or verdicts.is_a(following, Category.BYLINE):
                # A date in the list is part of the list, whatever else it would be; `belonging` is only sure of those between two titles.
                sure = SURER_THAN_BYLINE if verdicts.gone(following) else 0.86
                yield evidence.mark(following, Category.RELATED, CLAIMED, sure, f"under “{evidence.blocks[index].plain[:50]}”")


def _titles_at_the_end(evidence: Evidence) -> list[int]:
    """Lines below the article that nothing announces, most of them with the form of titles, down to the last line of the text."""
    if sum(s.prose for s in evidence.shapes) < _PARAGRAPHS_ABOVE:
        return []
    run: list[int] = []
    for index in range(len(evidence.blocks) - 1, evidence.last_prose, -1):
        block, shape = evidence.blocks[index], evidence.shapes[index]
        if block.kind in _NEVER_TITLES or not 0 < shape.words <= _LONGEST_UNHEADED or _SIGNED_OFF.search(block.plain) or is_numbered(block.plain):
            break
        if (block.kind is LIST_ITEM or block.plain.startswith(_BULLETS)) and not shape.is_link:
            return []  # articles end with lists of their own: what to pack, what to do next
        if shape.colon and not evidence.hits[index]:
            return []  # “Dates to come:”, “Winners:”: the article announces them
        if shape.ends and not block.plain.endswith(_ENDS_OF_TITLES):
            break
        if shape.colon or evidence.is_content_head(index) or evidence.announced[index] or _FOOTNOTE in block.plain or is_reference(block.plain):
            return []
        if _ADDRESS in block.plain:
            return []  # what the author wants the reader to visit
        if is_of_a_data_sheet(evidence, index):
            return []  # “Booked: Ashby, Rook” below the report of a match
        run.append(index)
    while run and evidence.shapes[run[-1]].words > _UNHEADED_WORDS[1]:
        run.pop()
    if run and _closes_the_article(evidence, run[-1]):
        run.pop()
    titles = [index for index in run if _has_title_form(evidence, index) and not _says_something_else(evidence, index)]
    if len(titles) < max(_TITLES, len(run) * _MOSTLY) or _is_a_head_of_the_article(evidence, run[-1]):
        return []
    return sorted(run)


def _closes_the_article(evidence: Evidence, index: int) -> bool:
    """Does the line stand on a page as the last paragraph of the article does, and what is below it otherwise?"""
    above, block, below = (evidence.blocks[i].hints for i in (evidence.last_prose, index, min(index + 1, len(evidence.blocks) - 1)))
    if not (above and block and below) or evidence.shapes[index].is_link:
        return False
    return above.place.path == block.place.path != below.place.path


def _is_a_head_of_the_article(evidence: Evidence, index: int) -> bool:
    """Does the list open with a few words that no phrase knows? Then it may be one of the article's: works, stations, winners."""
    shape = evidence.shapes[index]
    return shape.words < _UNHEADED_WORDS[0] and not shape.upper and not evidence.hits[index]


def _says_something_else(evidence: Evidence, index: int) -> bool:
    return any(h.group.takes != "clue" and h.group.category is not Category.RELATED for h in evidence.hits[index])


def _has_title_form(evidence: Evidence, index: int) -> bool:
    """A few words without a sentence's end, the first of them not in small letters; not an ingredient, not a score."""
    plain, shape = evidence.blocks[index].plain.lstrip(_BEFORE_A_TITLE), evidence.shapes[index]
    fewest, most = _UNHEADED_WORDS
    if not fewest <= shape.words <= most or shape.ends or not plain[:1].isalpha() or plain[0].islower() or plain.endswith((",", ";", "،", "、")):
        return False
    return sum(map(str.isdigit, plain)) <= _DIGITS


def _claims(evidence: Evidence, verdicts: Verdicts, head: int, before: int, prose_before: int) -> list[int]:
    """The blocks that belong to the head's list, in order; trailing ones that could be the article's are left.

    ``before`` and ``prose_before`` are the words above the head, and those of them that stand in prose.
    """
    if card := _last_card(evidence, head):
        return card
    tail = evidence.zones[head] is TAIL and prose_before >= before * _PROSE_SHARE
    head_level = evidence.blocks[head].level if evidence.blocks[head].kind is HEADING else 0
    claimed: list[int] = []
    for index in range(head + 1, len(evidence.blocks)):
        if evidence.is_content_head(index):
            claimed = _above_a_data_sheet(evidence, claimed)
            break
        if verdicts.gone(index):
            if not tail and verdicts.of(index) is not None and not verdicts.is_a(index, Category.RELATED, Category.BYLINE, Category.TECHNICAL):
                break
            claimed.append(index)
            continue
        if not tail and len(claimed) >= LIST_IN_BODY:
            break
        if tail and claimed and evidence.blocks[index].kind is HEADING and 0 < evidence.blocks[index].level <= head_level:
            break
        if not (_is_title(evidence, index, tail, head_level, claimed) or (tail and _is_teaser(evidence, index))):
            break
        claimed.append(index)
    claimed = _while_linked(evidence, claimed)
    most = max(_SMALL_LIST_WORDS, before * _MOST_OF_ARTICLE)
    if sum(evidence.shapes[i].words for i in claimed) > most:
        # On a page shown whole everything down to its foot looks like titles; the items right under the head are the list all the same.
        claimed = _items_right_below(evidence, head, claimed) if tail else []
    if sum(evidence.shapes[i].words for i in claimed) > most:
        return []
    return _above_a_table(evidence, claimed)


def _last_card(evidence: Evidence, head: int) -> list[int]:
    """What ends the text below the head: one title and one teaser, which breaks off, with sentences of the article above."""
    card, last = range(head + 1, len(evidence.blocks)), len(evidence.blocks) - 1
    if len(card) != _CARD_LINES or any(evidence.blocks[i].kind in _NEVER_TITLES for i in card) or not any(s.ends or s.prose for s in evidence.shapes[:head]):
        return []
    is_teaser = BROKEN_WORDS <= evidence.shapes[last].words <= TEASER_WORDS and breaks_off(evidence.blocks[last].plain)
    return list(card) if is_teaser and evidence.shapes[head + 1].words <= TITLE_WORDS else []


def _above_a_data_sheet(evidence: Evidence, claimed: list[int]) -> list[int]:
    """Without what stands right above a part of the article and opens with labels and their values: how long it takes, for how many it is."""
    nearest = max(0, len(claimed) - DATA_LINES)
    return claimed[: next((p for p in range(nearest, len(claimed) - 1) if all(is_of_a_data_sheet(evidence, i) for i in claimed[p : p + 2])), None)]


def _items_right_below(evidence: Evidence, head: int, claimed: list[int]) -> list[int]:
    """Those of the claimed blocks that are items of one list right under the head, if there are several."""
    items = list(takewhile(set(claimed).__contains__, items_below(evidence, head)))
    return items if len(items) >= _TITLES else []


def _links_right_below(evidence: Evidence, head: int) -> list[int]:
    """The items of the list right under the head, if there are several and each is nothing but a link."""
    items = [*items_below(evidence, head)]
    return items if len(items) >= _TITLES and all(evidence.shapes[i].is_link for i in items) else []


def _above_a_table(evidence: Evidence, claimed: list[int]) -> list[int]:
    """Without the article's table, printed cell by cell below the list: many lines of a few words, figures among them, and what heads them."""
    cells: list[int] = []
    for position in range(len(claimed) - 1, -1, -1):
        block, shape = evidence.blocks[claimed[position]], evidence.shapes[claimed[position]]
        if shape.words <= CELL_WORDS and not block.links:
            cells.append(position)
        elif len(cells) >= CELLS:
            break
        else:
            cells = []
    if len(cells) < CELLS or sum(evidence.shapes[claimed[p]].digit for p in cells) < len(cells) * CELLS_WITH_FIGURES:
        return claimed
    first = cells[-1]
    heads = [p for p in range(max(0, first - TABLE_HEADS), first) if evidence.shapes[claimed[p]].ends]
    return claimed[: heads[-1] if heads else first]


def _while_linked(evidence: Evidence, claimed: list[int]) -> list[int]:
    """A list that begins with links goes on with links; where the rhythm changes, something else has begun."""
    linked = [evidence.shapes[i].is_link for i in claimed]
    if not any(linked[:2]):
        return claimed
    last = 0
    for position, is_link in enumerate(linked):
        if is_link:
            last = position
        elif position - last > BETWEEN_LINKS:
            return claimed[: last + 1]
    return claimed


def _is_title(evidence: Evidence, index: int, tail: bool, head_level: int, claimed: list[int]) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind in _NEVER_TITLES or shape.words > TITLE_WORDS:
        return False
    if is_reference(block.plain):
        return False
    if shape.is_link:
        return True
    if block.kind is HEADING and not tail:
        return bool(head_level and block.level > head_level and not claimed)
    if tail:
        return not shape.prose
    if block.kind is LIST_ITEM:
        return not shape.prose and shape.words >= ITEM_WORDS
    fewest, most = BODY_TITLE_WORDS
    # In the body an unlinked title is claimed only right under the head.
    return not claimed and not shape.ends and fewest <= shape.words <= most and not shape.colon


def _is_teaser(evidence: Evidence, index: int) -> bool:
    plain = evidence.blocks[index].plain
    return evidence.shapes[index].words <= TEASER_WORDS and (count_sentences(plain) <= TEASER_SENTENCES or leads_on(plain, evidence.book.stage_words))


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
