"""The data of a book, a match, a film: “Released: 12 May 1987” between “Label: …” and “Length: …”."""

from __future__ import annotations

import re

from cleaner.evidence import Evidence
from cleaner.patterns import later

# A blank behind the colon is often lost (“Pages:448”), and behind a full-width one there is none. Clock times and addresses are no values.
_LABELLED_VALUE = later(re.compile, r"[^:：]{2,30}\s?(?:：\s*|:\s+|(?<=[^\W\d_]):(?!/))\S")
# A value has few words; with more, a line that opens with a label says something.
VALUE_WORDS = 14


def is_of_a_data_sheet(evidence: Evidence, index: int) -> bool:
    """Is this a labelled value, and is the line above or below it another, of which no phrase is known?"""
    blocks, shapes, hits = evidence.blocks, evidence.shapes, evidence.hits
    if not _LABELLED_VALUE.match(blocks[index].plain):
        return False
    beside = (i for i in (index - 1, index + 1) if 0 <= i < len(blocks) and not hits[i])
    return any(shapes[i].words <= VALUE_WORDS and _LABELLED_VALUE.match(blocks[i].plain) for i in beside)
