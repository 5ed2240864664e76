"""The data of a book, a match, a film: “Released: 12 May 1987” between “Label: …” and “Length: …”."""

from __future__ import annotations

import re
from itertools import count, takewhile

from cleaner.evidence import Evidence
from cleaner.patterns import later

# A blank behind the colon is often lost (“Pages:448”), and behind a full-width one there is none. Clock times and addresses are no values.
_LABELLED_VALUE = later(re.compile, r"[^:：]{2,30}\s?(?:：\s*|:\s+|(?<=[^\W\d_]):(?!/))\S")
# A row of data has so many blocks, and the label that heads it so many words; the rows of a layout have more of both.
_BLOCKS_OF_A_ROW, _LABEL_WORDS = 6, 5
# A value has few words; with more, a line that opens with a label says something.
VALUE_WORDS = 14
# So many more values make a line with the label of a page's tags one of a sheet.
_VALUES_BESIDE = 2


def is_of_a_data_sheet(evidence: Evidence, index: int) -> bool:
    """Is this a labelled value, and is the line above or below it another, of which no phrase is known?"""
    blocks, shapes, hits = evidence.blocks, evidence.shapes, evidence.hits
    if not _LABELLED_VALUE.match(blocks[index].plain):
        return False
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(blocks) and not hits[i])
    return any(shapes[i].words <= VALUE_WORDS and _LABELLED_VALUE.match(blocks[i].plain) for i in beside)


def is_amid_a_data_sheet(evidence: Evidence, index: int) -> bool:
    """Is this one labelled value of three or more in a row, and of the others no phrase is known: “Category: Juniors” over the referee and the score?"""
    if not is_of_a_data_sheet(evidence, index):
        return False
    return sum(1 for step in (-1, 1) for _ in takewhile(lambda i: _is_plain_value(evidence, i), count(index + step, step))) >= _VALUES_BESIDE


def _is_plain_value(evidence: Evidence, index: int) -> bool:
    if not 0 <= index < len(evidence.blocks) or evidence.hits[index] or evidence.shapes[index].words > VALUE_WORDS:
        return False
    return _LABELLED_VALUE.match(evidence.blocks[index].plain) is not None


def is_value_of_a_row(evidence: Evidence, index: int) -> bool:
    """Does the block stand on a page in a row of a table whose first cell is a label: few words, not linked, in a cell of its own?"""
    row = _of_element(evidence, index, "tr")
    if row is None:
        return False
    first = index
    while first > 0 and index - first < _BLOCKS_OF_A_ROW and _of_element(evidence, first - 1, "tr") == row:
        first -= 1
    if not 0 < index - first < _BLOCKS_OF_A_ROW or _of_element(evidence, first, "td", "th") == _of_element(evidence, index, "td", "th"):
        return False
    return not evidence.blocks[first].links and 0 < evidence.shapes[first].words <= _LABEL_WORDS and not evidence.hits[first]


def _of_element(evidence: Evidence, index: int, *tags: str) -> int | None:
    """The innermost element with one of these tags that the block stands in."""
    hints = evidence.blocks[index].hints
    return hints.place.innermost(*tags) if hints else None
