"""What the phrase files say by themselves: a hit of the right shape, in the right place, in a line short enough."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence, sentence_spans
from cleaner.model import BlockKind, Category, Mark
from cleaner.phrasebook import Hit
from cleaner.stages.base import Stage

# Opening brackets, dashes and blanks before a sign-off go with it.
# A pointer to other stories opens its sentence: not more than a bracket or a dash before it.
_OPENS_WITHIN = 3
_LEADS_IN = " \t([–—-·|*_"


def alone(evidence: Evidence) -> Iterator[Mark]:
    for index, hits in enumerate(evidence.hits):
        if not hits or evidence.blocks[index].kind is BlockKind.CODE:
            continue
        zone = evidence.zones[index].name.lower()
        for hit in hits:
            if zone in hit.group.zones and not _quoted(evidence.blocks[index].plain, hit) and (mark := _propose(evidence, index, hit)):
                yield mark


def _quoted(plain: str, hit: Hit) -> bool:
    """Words in quotation marks inside a longer line are talked about, not said by the page."""
    if hit.group.shape in ("whole", "start"):
        return False
    before = plain[: hit.start]
    if before.count("“") > before.count("”") and "”" in plain[hit.end :]:
        return True
    return before.count('"') % 2 == 1 and '"' in plain[hit.end :]


def _propose(evidence: Evidence, index: int, hit: Hit) -> Mark | None:
    group, plain = hit.group, evidence.blocks[index].plain
    if group.category is Category.AUTHOR_BIO and not group.heads and _is_subject(evidence, index):
        return None
    quoted = plain[hit.start : hit.end]
    reason = f"“{quoted if len(quoted) <= 60 else quoted[:57] + '…'}”"
    if group.takes == "clue":
        return None
    if group.takes == "line":
        if group.shape != "whole" and evidence.shapes[index].words > group.longest:
            return None
        return evidence.mark(index, group.category, group.rule, group.confidence, f"line: {reason}")
    if group.takes == "sentence":
        return _sentence(evidence, index, hit, reason)
    start = len(plain[: hit.start].rstrip(_LEADS_IN))
    end = len(plain) if group.shape == "end" else hit.end
    return evidence.mark_part(index, start, end, group.category, group.rule, group.confidence, f"part: {reason}")


# A person whom so many other paragraphs name is whom the article is about, not who wrote it.
_SUBJECT_OF = 4


def _is_subject(evidence: Evidence, index: int) -> bool:
    name = evidence.blocks[index].plain.split(maxsplit=1)[0].strip("*_\"“'’s,.")
    if not name[:1].isupper() or len(name) < 4:
        return False
    return sum(1 for i, b in enumerate(evidence.blocks) if i != index and evidence.shapes[i].prose and name in b.plain) >= _SUBJECT_OF


def _sentence(evidence: Evidence, index: int, hit: Hit, reason: str) -> Mark | None:
    plain = evidence.blocks[index].plain
    spans = sentence_spans(plain)
    touched = [span for span in spans if span[0] < hit.end and span[1] > hit.start]
    if not touched:
        return None
    start, end = touched[0][0], touched[-1][1]
    if hit.group.category is Category.RELATED and hit.start - start > _OPENS_WITHIN:
        return None  # “You can read more about …” is the author's prose; “Read more about …” is a pointer
    if len(plain[start:end].split()) > hit.group.longest:
        return None
    return evidence.mark_part(index, start, end, hit.group.category, hit.group.rule, hit.group.confidence, f"sentence: {reason}")


STAGE = Stage("phrases", alone=alone)
