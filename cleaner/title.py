"""The headline: which block it is, and the article without it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate

from cleaner.evidence import Evidence
from cleaner.metadata.texts import folded
from cleaner.model import CODE, HEADING, LIST_ITEM, QUOTE, RULE, TABLE, Block, Category
from cleaner.patterns import later
from cleaner.render import render
from cleaner.stages.base import Verdicts

# A headline has so many words; shorter lines above an article are its section's name.
HEADLINE_WORDS = (4, 30)
# A standfirst without a full stop has so many words, and the headline above it fewer.
STANDFIRST_WORDS = 10
# Sentences among the menus above the headline have so many words together; below more of them the article has begun.
_TEASERS = 250
# Below the menus of a page a headline is told by several signs together: so many of them.
HEADLINE_SIGNS = 3
# The first line that could be the headline is it, unless another has so many signs more.
SURER_THAN_FIRST = 2
# Most headlines have more than this many words, and few have more than that.
_SHORT, _LONG = 7, 14
# So much of a headline's longer words stands in its article, too.
_NAMED = 0.5
# The title of the page, which is the headline with the site's name behind it, stands among the first so many blocks of a text.
_PAGE_TITLE_WITHIN = 3
# It may be put otherwise than the headline: so many of its longer words, and so much of them, stand in both.
_SAID_WORDS, _SAID = 4, 0.6
# A short line that stands so often is one of a menu, which is printed for wide and for narrow screens, and the name of a section below it.
_COPIES_OF_A_MENU = 3
# A byline stands below a headline within so many blocks.
_BYLINE_WITHIN = 3
# How a headline neither begins nor ends.
_NO_BEGINNING = ":;,.)]}…-–—"
_NO_END = (".", ":", "…", ",")
_BREAKS_OFF = ("…", "...")
# Where the blank between two words was lost; names of firms and things have one such place, and a headline names few of them.
_JOINT = later(re.compile, r"[^\W\d_A-Z](?=[A-ZÄÖÜ])")
_GLUED_WORDS = 4
_WORD = later(re.compile, r"\w{4,}")
_NO_HEADLINE = (CODE, TABLE, QUOTE, LIST_ITEM, RULE)


def find_title(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The block that is the headline, or None: what says the declared title of a page, a heading of level 1, else the first line that can be one."""
    if (declared := _declared(evidence, verdicts)) is not None:
        return declared
    head = [i for i in range(min(evidence.first_prose, len(evidence.blocks))) if _may_be_title(evidence, verdicts, i)]
    # On a page without sentences that we know, its headline may be the first that is taken for prose.
    first = [evidence.first_prose] if evidence.document.is_page and evidence.blocks and _may_be_title(evidence, verdicts, evidence.first_prose) else []
    marked = next((i for i in (*head, *first) if evidence.blocks[i].kind is HEADING and evidence.blocks[i].level == 1), None)
    if marked is not None and (evidence.document.is_page or _said_above(evidence, verdicts, marked) <= _TEASERS):
        return marked
    fewest, most = HEADLINE_WORDS
    lines = [i for i in head if fewest <= evidence.shapes[i].words <= most and _reads_as_headline(evidence, i)]
    if not lines or any(_is_matter(evidence, i) and not verdicts.gone(i) for i in range(lines[0])):
        return None
    if (above := _above_byline(evidence, verdicts, lines)) is not None:
        return above
    # A page's text begins with its title and the site's name; below the menus the headline says the first part again.
    page_title = evidence.folded[lines[0]]
    reach = sum(words <= _TEASERS for words in accumulate(_words_of_matter(evidence, verdicts, range(lines[-1]))))
    again = (i for i in reversed(lines[1:]) if i <= reach and page_title.startswith(evidence.folded[i]))
    return next(again, lines[0])


def _said_above(evidence: Evidence, verdicts: Verdicts, index: int) -> int:
    """How many words of the article stand above a line: what looks like a heading below many of them is a remark in a sample of code."""
    return sum(_words_of_matter(evidence, verdicts, range(index)))


def _words_of_matter(evidence: Evidence, verdicts: Verdicts, blocks: Iterable[int]) -> Iterator[int]:
    """How many words each of the blocks adds to the article."""
    return (evidence.shapes[i].words if _is_matter(evidence, i) and not verdicts.gone(i) else 0 for i in blocks)


def headline(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """The headline of what is left of a document. Nothing is cut by it, so it may be told by signs that mislead now and then."""
    first = find_title(evidence, verdicts)
    if first is None or evidence.document.is_page or evidence.blocks[first].kind is HEADING:
        return first
    best = headline_below_menus(evidence, verdicts, evidence.first_prose)
    is_surer = best is not None and _signs(evidence, verdicts, best) >= _signs(evidence, verdicts, first) + SURER_THAN_FIRST
    return best if is_surer else first


def headline_below_menus(evidence: Evidence, verdicts: Verdicts, article: int) -> int | None:
    """The headline among the menus of a page shown whole, above the block where its article begins; None where no line has enough signs of one."""
    lines = [i for i in range(article) if _may_be_title(evidence, verdicts, i) and _reads_as_headline(evidence, i)]
    signs = {i: _signs(evidence, verdicts, i) for i in lines if 1 < evidence.shapes[i].words <= HEADLINE_WORDS[1]}
    best = max(signs, key=lambda index: (signs[index], index), default=None)
    if best is None or signs[best] < HEADLINE_SIGNS:
        return None
    return best - 1 if _is_standfirst(evidence, best, signs) else best


def _signs(evidence: Evidence, verdicts: Verdicts, index: int) -> int:
    """How many signs of a headline a line has, less those that it is none: each misleads on some page, seldom most of them."""
    words, line = evidence.shapes[index].words, evidence.folded[index]
    is_signed = any(verdicts.is_a(i, Category.BYLINE) for i in range(index + 1, index + 1 + _BYLINE_WITHIN))
    is_of_a_menu = words < HEADLINE_WORDS[0] and evidence.copies[index] >= _COPIES_OF_A_MENU
    titles = evidence.folded[: min(index, _PAGE_TITLE_WITHIN)]
    is_said_above = (evidence.first_seen[index] < index and not is_of_a_menu) or any(title.startswith(line) for title in titles)
    share = evidence.subjects.share_of(evidence.blocks[index].plain)
    return (
        2 * is_signed
        + 2 * is_said_above
        + (not is_said_above and _says_page_title(evidence, index))
        + (share is not None and share >= _NAMED)
        + (words >= HEADLINE_WORDS[0])
        + (words > _SHORT)
        + any(shape.sentence for shape in evidence.shapes[index + 1 : index + 2])
        - 2 * (share == 0)  # an address, a menu, a motto
        - (words > _LONG)
        - evidence.shapes[index].sentence
        - bool(evidence.hits[index])
    )


def _says_page_title(evidence: Evidence, index: int) -> bool:
    """Does a line below the first ones say most of what one of those says, which may be the title of the page?"""
    return index >= _PAGE_TITLE_WITHIN and any(_says_most_of(evidence.folded[index], title) for title in evidence.folded[:_PAGE_TITLE_WITHIN])


def _says_most_of(line: str, title: str) -> bool:
    """Do most of the longer words of a title stand in a line? Both are folded.

    >>> _says_most_of("after nine dry weeks rain falls in the hills at last", "rain falls in hills after weeks")
    True
    >>> _says_most_of("rain falls", "rain")
    False
    """
    words = set(_WORD.findall(title))
    return len(words) >= _SAID_WORDS and len(words.intersection(_WORD.findall(line))) >= len(words) * _SAID


def _declared(evidence: Evidence, verdicts: Verdicts) -> int | None:
    """Of the lines of a page that say its declared title the first that stays, best a heading of level 1, or one that says it whole.

    Below the first paragraph only headings may be the headline.
    """
    if not evidence.document.is_page:
        return None
    title = folded(evidence.told.title or "")
    says = [i for i in evidence.with_title if evidence.blocks[i].kind not in _NO_HEADLINE and not verdicts.gone(i)]
    says = [i for i in says if i < evidence.first_prose or (i < evidence.last_prose and evidence.blocks[i].kind is HEADING)]
    if says and any(_says_its_beginning(evidence.blocks[i], title) and _may_be_title(evidence, verdicts, i) for i in range(says[0])):
        return None  # a heading of level 1 above, in other words
    return min(says, key=lambda i: (evidence.blocks[i].level != 1, folded(evidence.blocks[i].plain) != title), default=None)


def _says_its_beginning(block: Block, title: str) -> bool:
    """Is this a heading of level 1 that says some words of the title, and no more?"""
    return block.level == 1 and bool(line := folded(block.plain)) and title.startswith(line)


def _above_byline(evidence: Evidence, verdicts: Verdicts, lines: Sequence[int]) -> int | None:
    """The line right above the lowest byline, with more than bylines above that goes; where that line is a standfirst, the shorter one above it."""
    for index in reversed(lines):
        if verdicts.is_a(index + 1, Category.BYLINE) and any(verdicts.gone(i) and not verdicts.is_a(i, Category.BYLINE) for i in range(index)):
            return index - 1 if _is_standfirst(evidence, index, lines) else index
    return None


def _is_standfirst(evidence: Evidence, index: int, lines: Container[int]) -> bool:
    """Does a shorter one of the ``lines`` that may be the headline stand right above this longer one?"""
    words = evidence.shapes[index].words
    return words >= STANDFIRST_WORDS and index - 1 in lines and evidence.shapes[index - 1].words < words


def _may_be_title(evidence: Evidence, verdicts: Verdicts, index: int) -> bool:
    block = evidence.blocks[index]
    may_be = block.kind is HEADING if evidence.document.is_page else block.kind not in _NO_HEADLINE
    return may_be and bool(block.plain) and not verdicts.gone(index)


def _reads_as_title(plain: str) -> bool:
    if plain[0].islower() or plain[0] in _NO_BEGINNING or plain.endswith(_NO_END) or _is_glued(plain):
        return False
    return sum(map(str.isdigit, plain)) * 2 < sum(map(str.isalpha, plain))  # else dates: of a life, of an event


def _reads_as_headline(evidence: Evidence, index: int) -> bool:
    """Does it read as a title? What the whole text begins with may break off (“And then…”), as elsewhere only teasers do."""
    plain = evidence.blocks[index].plain
    if plain.endswith(_BREAKS_OFF) and evidence.first_seen[index] == 0 and evidence.shapes[index].words >= HEADLINE_WORDS[0]:
        plain = plain.rstrip(".… ")
    return _reads_as_title(plain)


def _is_glued(plain: str) -> bool:
    """“Posted onAuthorAda Roe4 comments”, “TEAMY. RoeT. LundJ. Berg”: labels and names that lost the blanks between them.

    >>> _is_glued("Posted onAuthorAda Roe4 comments"), _is_glued("What YouTube and LinkedIn owe the iPhone")
    (True, False)
    """
    joints = [len(_JOINT.findall(word)) for word in plain.split()]
    return max(joints) > 1 or sum(joints) >= _GLUED_WORDS


def _is_matter(evidence: Evidence, index: int) -> bool:
    """Has the article begun here: a sentence, a row of a table, a line of code?"""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    return block.kind in (CODE, TABLE) or shape.sentence


def without(evidence: Evidence, title: int) -> str:
    """The text of the document without its headline."""
    return render(evidence.document.text, [evidence.mark(title, Category.DUPLICATE, "title", 1.0, "the headline")])[0]
