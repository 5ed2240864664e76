"""Items of lists: which of them make one list, and which say something themselves: a title and its sentences, behind them perhaps the credit
of a picture.
"""

from __future__ import annotations

from itertools import takewhile

from cleaner.evidence import Evidence
from cleaner.model import LIST_ITEM
from cleaner.shapes import count_sentences

# Such an item has so many words, and so many sentences; captions in a list have fewer.
WORDS = 25
SENTENCES = 2


def items_below(evidence: Evidence, head: int) -> list[int]:
    """The items of the list right under a line."""
    return list(takewhile(lambda index: evidence.blocks[index].kind is LIST_ITEM, range(head + 1, len(evidence.blocks))))


def is_numbered_item(evidence: Evidence, index: int) -> bool:
    """Is this an item of a numbered list? It heads nothing that a page adds: an agenda's “4. Public comments”."""
    block = evidence.blocks[index]
    return block.kind is LIST_ITEM and evidence.document.text[block.start].isdigit()


def says_something(evidence: Evidence, index: int, end: int) -> bool:
    """Is this an item of a list with some sentences before ``end``, where a credit begins?"""
    block = evidence.blocks[index]
    return block.kind is LIST_ITEM and evidence.shapes[index].words >= WORDS and count_sentences(block.plain[:end].rstrip()) >= SENTENCES
