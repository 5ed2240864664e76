"""The flow of an article on a page: lines that stand amid what stays, in the same element or among their likes.

The scorecard judges by facts of many kinds, and a list of short names, a row of a table or a line of code has few that speak for
an article. Where it stands says more: what is printed between two paragraphs of an article, with nothing around it but a list, a
table or a quotation, is a part of it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from cleaner.evidence import Evidence
from cleaner.hints import BESIDE_THE_ARTICLE, Place, Region
from cleaner.hosts import host_of
from cleaner.markup import category_of
from cleaner.model import Block, BlockKind
from cleaner.page_elements import Elements

# What stands around a line that is no more than a part of a text: headings, lists, tables, quotations, code.
_TEXTUAL = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th pre code blockquote q"
    " a span b strong em i font small u mark sup sub abbr cite bdi kbd var samp".split()
)
# A figure that holds one of these is the table or the code itself.
_SHOWN_IN_FIGURES = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.QUOTE})
# Lines on one path of elements are alike. What stands between two that stay goes only if it is surer to go than this, …
_SURELY_GOES = 0.9
# … or if not so many stay for each that would go. A path is the article's if so many stay at least.
_STAY_TO_GO = 2
_FEWEST = 2
# Before the first and below the last of its likes a line of the article stays if it is less sure to go than this.
_UNSURELY_GOES = 0.7
# The deepest element with this much of all paragraphs that stay is the article. Between these a row of a table stays; an item of a
# list with so many words goes only if it is surer to go than this.
_HOLDS_ARTICLE = 0.9
# … and a paragraph of prose, whatever trafilatura says of it, if it is surer to go than this.
_PROSE_GOES = 0.7
_ITEM_GOES = 0.6
_ITEM_WORDS = 2
_BESIDE = BESIDE_THE_ARTICLE | {Region.CAPTION}
# So many paragraphs that stay make the element that holds them the article's.
_PARAGRAPHS = 3
# Lines that are mostly links lead away, and are told so. Items of a list and rows of a table may lead to other sites and stay.
_MAY_BE_LINKS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE})
# Between a heading and its text may stand a button or a price, and so the text is one of so many lines below.
_HEADED = 3
# A phrase this sure knows better what a line is than its place.
_SURE = 0.8


class _Stretch:
    """How many lines of some kind stay and would go, and the first and last that stays."""

    __slots__ = ("first", "going", "last", "staying")

    def __init__(self) -> None:
        self.staying = self.going = 0
        self.first = self.last = -1

    def add(self, index: int, stays: bool) -> None:
        if not stays:
            self.going += 1
            return
        self.staying += 1
        self.last = index
        if self.first < 0:
            self.first = index

    def mostly_stays(self) -> bool:
        return self.staying >= max(_FEWEST, _STAY_TO_GO * self.going)


def in_the_flow(evidence: Evidence, chances: Sequence[float], stays: Sequence[bool]) -> frozenset[int]:
    """The lines that would not stay by themselves, but stand in the flow of what does; ``chances`` say how likely each is to go."""
    if (article := _article(evidence, stays)) is None:
        return frozenset()
    prose = _prose_of_the_article(evidence, chances, stays, article)
    stays = [stay or index in prose for index, stay in enumerate(stays)]
    paragraphs: dict[int, _Stretch] = {}  # that stay, by the element that holds them
    for index, (block, stay, shape) in enumerate(zip(evidence.blocks, stays, evidence.shapes, strict=True)):
        if stay and shape.prose and block.hints is not None:
            paragraphs.setdefault(block.hints.place.container, _Stretch()).add(index, stay)
    within = range(min(p.first for p in paragraphs.values()) + 1, max(p.last for p in paragraphs.values()))
    amid = {
        index
        for index in within
        if not stays[index]
        and (_is_amid_paragraphs(evidence.blocks[index], index, paragraphs) or _is_of_the_article(evidence, index, chances[index], article))
        and not _is_told(evidence, index)
    }
    stays = [stay or index in amid for index, stay in enumerate(stays)]
    found = _among_their_likes(evidence, chances, stays, paragraphs, within)
    return frozenset(prose | amid | {index for index in found if not _heads_what_goes(evidence, index, stays, found)})


def _heads_what_goes(evidence: Evidence, index: int, stays: Sequence[bool], found: Container[int]) -> bool:
    """Is this a heading with nothing below that stays? An item of a list may be marked as one."""
    block = evidence.blocks[index]
    if block.kind is not BlockKind.HEADING or (block.hints is not None and Region.LIST in block.hints.place.regions):
        return False
    return not any(stays[below] or below in found for below in range(index + 1, min(len(stays), index + 1 + _HEADED)))


def _among_their_likes(
    evidence: Evidence, chances: Sequence[float], stays: Sequence[bool], paragraphs: Mapping[int, _Stretch], within: range
) -> set[int]:
    """The lines that stand between others on the same path that stay, beside such, or in the same list."""
    likes: dict[str, _Stretch] = {}
    lists: set[int] = set()  # of which some item stays
    for index, (block, stay) in enumerate(zip(evidence.blocks, stays, strict=True)):
        if block.hints is not None:
            likes.setdefault(block.hints.place.path, _Stretch()).add(index, stay)
            if stay and block.kind is BlockKind.LIST_ITEM:
                lists.add(block.hints.place.container)
    found: set[int] = set()
    for index, (block, chance, stay) in enumerate(zip(evidence.blocks, chances, stays, strict=True)):
        if stay or block.hints is None:
            continue
        place = block.hints.place
        like = likes[place.path]
        in_list_that_stays = block.kind is BlockKind.LIST_ITEM and place.container in lists
        if like.staying < _FEWEST:
            is_one = in_list_that_stays and chance < _ITEM_GOES
        elif like.first < index < like.last or (index in within and in_list_that_stays):
            is_one = chance < _SURELY_GOES or like.mostly_stays()
        else:
            is_one = chance < _UNSURELY_GOES and like.mostly_stays() and (index in within or evidence.shapes[index].prose or _is_beside(place, paragraphs))
        if is_one and not _is_told(evidence, index):
            found.add(index)
    return found


def _article(evidence: Evidence, stays: Sequence[bool]) -> int | None:
    """The deepest element that holds most words of the paragraphs that stay, if any stays."""
    rows = zip(evidence.blocks, evidence.shapes, stays, strict=True)
    staying = [(block.hints.place.ancestors, shape.words) for block, shape, stay in rows if stay and shape.prose and block.hints is not None]
    if not staying:
        return None
    arounds, words = zip(*staying, strict=True)
    elements = Elements.around(arounds)
    return elements.deepest(elements.sums(words), _HOLDS_ARTICLE * sum(words))


def _prose_of_the_article(evidence: Evidence, chances: Sequence[float], stays: Sequence[bool], article: int) -> set[int]:
    """The paragraphs that are not so sure to go, in the element that holds the article and in nothing that is called otherwise."""
    found: set[int] = set()
    for index, (block, shape, chance, stay) in enumerate(zip(evidence.blocks, evidence.shapes, chances, stays, strict=True)):
        if stay or not shape.prose or chance >= _PROSE_GOES or block.hints is None:
            continue
        place = block.hints.place
        if article in place.ancestors and place.regions.isdisjoint(_BESIDE) and category_of(place.own) is None and not _is_told(evidence, index):
            found.add(index)
    return found


def _is_of_the_article(evidence: Evidence, index: int, chance: float, article: int) -> bool:
    """Is this a row of a table, or an item of a list that is not so sure to go, in the element that holds the article?"""
    block = evidence.blocks[index]
    if block.kind is BlockKind.TABLE:
        is_one = " | " in block.plain
    else:
        is_one = block.kind is BlockKind.LIST_ITEM and chance < _ITEM_GOES and evidence.shapes[index].words >= _ITEM_WORDS
    if not is_one or block.hints is None:
        return False
    place = block.hints.place
    return article in place.ancestors and place.regions.isdisjoint(_BESIDE)


def _is_beside(place: Place, paragraphs: Mapping[int, _Stretch]) -> bool:
    """Does the line stand in an element with several paragraphs that stay?"""
    return place.container in paragraphs and paragraphs[place.container].staying >= _PARAGRAPHS


def _is_amid_paragraphs(block: Block, index: int, paragraphs: Mapping[int, _Stretch]) -> bool:
    """Does the line stand between two paragraphs that stay, with only text around it in the element that holds them?"""
    if block.hints is None or len(block.hints.place.tags) != len(block.hints.place.ancestors):
        return False
    place = block.hints.place
    for element, tag in zip(reversed(place.ancestors), reversed(place.tags), strict=True):
        if element in paragraphs and paragraphs[element].first < index < paragraphs[element].last:
            return True
        if tag not in _TEXTUAL and not (tag == "figure" and block.kind in _SHOWN_IN_FIGURES):
            return False
    return False


def _is_told(evidence: Evidence, index: int) -> bool:
    """Is it known what the line is, by what it says or by being a way to elsewhere?"""
    if evidence.told_by_words(index, _SURE):
        return True
    if not evidence.shapes[index].mostly_links:
        return False
    return evidence.blocks[index].kind not in _MAY_BE_LINKS or not _leads_to_others(evidence, index)


def _leads_to_others(evidence: Evidence, index: int) -> bool:
    """Do all links of the line lead to other hosts than the page's?"""
    hints, host = evidence.blocks[index].hints, host_of(evidence.told.canonical)
    return hints is not None and all("://" in target and host_of(target) != host for target in hints.targets)
