"""The flow of an article on a page: lines that stand amid what stays, in the same element or among their likes.

The scorecard judges by facts of many kinds, and a list of short names, a row of a table or a line of code has few that speak for
an article. Where it stands says more: what is printed between two paragraphs of an article, with nothing around it but a list, a
table or a quotation, is a part of it. What such a line says and where it leads is left to the stages that judge the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import takewhile
from typing import TypeVar

from cleaner.evidence import Evidence
from cleaner.hints import BESIDE_THE_ARTICLE, Place
from cleaner.model import LIST_ITEM, RULE, TABLE
from cleaner.page_elements import Elements
from cleaner.patterns import later
from cleaner.shapes import PROSE_LINK_SHARE, PROSE_WORDS, SENTENCE_WORDS, Shape

# What stands around a line that is no more than a part of a text: headings, lists, tables, quotations, code.
_TEXTUAL = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th pre code blockquote q"
    " a span b strong em i font small u mark sup sub abbr cite bdi kbd var samp".split()
)
# The deepest element with this much of all paragraphs that stay is the article.
_HOLDS_ARTICLE = 0.9
# A paragraph in the article, and any line of whose likes one stays, goes only if it is surer to go than this, …
_GOES = 0.7
# … and an item of a list between the article's paragraphs if it is surer than this.
_ITEM_GOES = 0.6
# A row of several cells only if it is surer than this: less is not enough to cut it.
_ROW_GOES = 0.95
# Paths that differ in numbers alone are those of likes if so much of what stands on them stays.
_NUMBERED_STAYS = 0.25
# Of so many paragraphs that look the same and stay, one more is one of them.
_LIKES = 3

# Those of a heading's tag tell. A search is faster that begins with a digit, not with what stands before it.
_DIGITS = later(re.compile, r"\d(?<!h\d)\d*")

Key = TypeVar("Key", int, str)


def in_the_flow(evidence: Evidence, chances: Sequence[float], stays: Sequence[bool]) -> frozenset[int]:
    """The lines that would not stay by themselves, but stand in the flow of what does; ``chances`` say how likely each is to go."""
    shapes, places = evidence.shapes, [block.hints.place for block in evidence.blocks if block.hints]  # of a page each block has some
    staying = {index for index, stay in enumerate(stays) if stay}
    paragraphs = [index for index, shape in enumerate(shapes) if shape.prose and index in staying]
    if not paragraphs:
        return frozenset()
    elements = Elements.around([places[index].ancestors for index in paragraphs])
    words = [shapes[index].words for index in paragraphs]
    article = elements.deepest(elements.sums(words), _HOLDS_ARTICLE * sum(words))

    going = [index for index in range(len(stays)) if index not in staying]
    staying.update(index for index in going if shapes[index].prose and chances[index] < _GOES and _is_of(article, places[index]))
    staying.update(_goes_on_from(paragraphs, evidence, places, article))
    staying.update(index for index in going if _leads_in(index, paragraphs[0], evidence, places) and chances[index] < _GOES)
    paragraphs = [index for index, shape in enumerate(shapes) if shape.prose and index in staying]
    by_element = _stretches((places[index].container, index) for index in paragraphs)
    for index in going:
        if index in range(paragraphs[0], paragraphs[-1]) and (
            _is_amid_paragraphs(places[index], index, by_element)
            or (_is_in_a_list_or_table(evidence, index, chances[index]) and _is_of(article, places[index]))
        ):
            staying.add(index)

    return frozenset(staying.intersection(going)) | _among_their_likes(evidence, places, chances, staying)


def facts_in_tables(evidence: Evidence, chances: Sequence[float], stays: Sequence[bool], title: int) -> frozenset[int]:
    """All lines of the tables of short facts between the title and the last paragraph that stays, if most of them may stay: a row by itself
    looks like a label or a date. Longer lines than facts have are captions.
    """
    last = max((index for index, stay in enumerate(stays) if stay and evidence.shapes[index].prose), default=-1)
    tables: dict[int, list[int]] = {}
    for index in range(title + 1, last):
        hints = evidence.blocks[index].hints
        if hints and (table := hints.place.innermost("table", "dl")) is not None and hints.place.regions.isdisjoint(BESIDE_THE_ARTICLE):
            tables.setdefault(table, []).append(index)
    of_facts = (index for lines in tables.values() if _is_of_facts(lines, evidence, chances) for index in lines)
    return frozenset(index for index in of_facts if evidence.blocks[index].kind is TABLE or evidence.shapes[index].words < SENTENCE_WORDS)


def _is_of_facts(lines: Sequence[int], evidence: Evidence, chances: Sequence[float]) -> bool:
    """Are these several short lines, most of which may stay? What holds paragraphs only lays out the page."""
    may_stay = sum(chances[index] < (_ROW_GOES if evidence.blocks[index].kind is TABLE else _ITEM_GOES) for index in lines)
    return len(lines) >= _LIKES and may_stay * 2 > len(lines) and not any(evidence.shapes[index].prose for index in lines)


def _goes_on_from(paragraphs: Sequence[int], evidence: Evidence, places: Sequence[Place], article: int) -> Iterator[int]:
    """The paragraphs before and behind those that stay that look the same and stand right in the element that holds the article, with only
    text of that element between. The last may be one that ends with its sources, and so not like a sentence.
    """
    likes = Counter(places[index].path for index in paragraphs if places[index].container == article)
    for steps in (range(paragraphs[0] - 1, -1, -1), range(paragraphs[-1] + 1, len(places))):
        for index in takewhile(lambda index: _is_text_of(article, places[index]), steps):
            if _is_as_long_as_prose(evidence.shapes[index]) and places[index].container == article and likes[places[index].path] >= _LIKES:
                yield index


def _leads_in(index: int, first: int, evidence: Evidence, places: Sequence[Place]) -> bool:
    """“From the office of the mayor, on what the harbour may cost:” in the element of the first paragraph, above it with at most a rule between?"""
    shape, place = evidence.shapes[index], places[index]
    if place.container != places[first].container or not place.regions.isdisjoint(BESIDE_THE_ARTICLE):
        return False
    if not (shape.colon and shape.sentence) or shape.mostly_links or evidence.told_by_words(index):
        return False
    return index < first and all(evidence.blocks[i].kind is RULE for i in range(index + 1, first))


def _is_as_long_as_prose(shape: Shape) -> bool:
    """Is it a paragraph, but perhaps for its end?"""
    return shape.words >= PROSE_WORDS and shape.link_share < PROSE_LINK_SHARE


def _is_text_of(article: int, place: Place) -> bool:
    """Does this stand in the element, and in nothing within it but headings, lists, tables or quotations?"""
    return article in place.ancestors and _TEXTUAL.issuperset(place.tags[place.ancestors.index(article) + 1 :])


def _is_of(article: int, place: Place) -> bool:
    """Does this stand in the element that holds the article, and in no part of it that holds something else?"""
    return article in place.ancestors and place.regions.isdisjoint(BESIDE_THE_ARTICLE)


def _is_in_a_list_or_table(evidence: Evidence, index: int, chance: float) -> bool:
    """A row of a table, or an item of a list that is not so sure to go."""
    kind = evidence.blocks[index].kind
    return kind is TABLE or (kind is LIST_ITEM and chance < _ITEM_GOES)


def _is_amid_paragraphs(place: Place, index: int, paragraphs: Mapping[int, range]) -> bool:
    """Does the line stand between two paragraphs that stay, with only text around it in the element that holds them?"""
    for element, tag in zip(reversed(place.ancestors), reversed(place.tags), strict=True):
        if element in paragraphs and index in paragraphs[element]:
            return True
        if tag not in _TEXTUAL:
            return False
    return False


def _among_their_likes(evidence: Evidence, places: Sequence[Place], chances: Sequence[float], staying: Set[int]) -> frozenset[int]:
    """The items of a list of which another stays, and lines on the same path as others that stay: between two of them, or anywhere
    if they are not so sure to go.
    """
    in_order = sorted(staying)
    likes = _stretches((places[index].path, index) for index in in_order)
    unnumbered_paths = {path: _unnumbered(path) for path in {place.path for place in places}}
    unnumbered = [unnumbered_paths[place.path] for place in places]
    numbered = _stretches((unnumbered[index], index) for index in _numbered_likes(unnumbered, in_order))
    lists = {places[index].container for index in in_order if evidence.blocks[index].kind is LIST_ITEM}
    found: set[int] = set()
    for index, (block, place, chance) in enumerate(zip(evidence.blocks, places, chances, strict=True)):
        if index in staying:
            continue
        like = likes.get(place.path) or numbered.get(unnumbered[index])
        if (block.kind is LIST_ITEM and place.container in lists) or (like is not None and (index in like or chance < _GOES)):
            found.add(index)
    return frozenset(found)


def _numbered_likes(unnumbered: Sequence[str], staying: Sequence[int]) -> Iterator[int]:
    """Of the lines that stay, in order, those of paths that differ in numbers alone, if enough of the lines on these stay."""
    lines, stay = Counter(unnumbered), Counter(unnumbered[index] for index in staying)
    for index in staying:
        if stay[path := unnumbered[index]] > lines[path] * _NUMBERED_STAYS:
            yield index


def _unnumbered(path: str) -> str:
    """The path without numbers, by which the elements of one kind are often told apart.

    >>> _unnumbered("div#list > div#item_12 > h2"), _unnumbered("div#list > div.c-7 > p")
    ('div#list > div#item_ > h2', 'div#list > div.c- > p')
    """
    return _DIGITS.sub("", path)


def _stretches(lines: Iterable[tuple[Key, int]]) -> dict[Key, range]:
    """From the first to the last line of each key; the lines come in order.

    >>> _stretches([("p", 2), ("li", 3), ("p", 7)])
    {'p': range(2, 8), 'li': range(3, 4)}
    """
    out: dict[Key, range] = {}
    for key, index in lines:
        out[key] = range(out[key].start if key in out else index, index + 1)
    return out
