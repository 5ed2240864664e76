"""Where a text ends: the last blocks that are likely to stay."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.model import RULE
from cleaner.stages.base import Verdicts


def from_the_end(evidence: Evidence, verdicts: Verdicts) -> Iterator[int]:
    """The blocks that are likely to stay, the last one first; lines that only separate are passed over."""
    for index in reversed(range(len(evidence.blocks))):
        if not verdicts.gone(index) and evidence.blocks[index].kind is not RULE and evidence.blocks[index].plain:
            yield index
