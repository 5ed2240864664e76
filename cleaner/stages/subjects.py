"""Whom the article is about: a person whom its paragraphs name. What looks like a byline or a bio of that name is part of the article."""

from __future__ import annotations

from cleaner.evidence import Evidence

# So many paragraphs name a person whom the article is about; one may name who wrote it.
_PARAGRAPHS = 2
# A shorter word may begin any sentence.
_NAME_LETTERS = 4


def is_subject(evidence: Evidence, name: str) -> bool:
    """Do paragraphs of the article go on about this name?"""
    last_name = name.partition(",")[0].split()[-1]
    return sum(1 for block, shape in zip(evidence.blocks, evidence.shapes, strict=True) if shape.prose and last_name in block.plain) >= _PARAGRAPHS


def names_its_subject(evidence: Evidence, index: int) -> bool:
    """Does the block begin with a name that other paragraphs of the article name?"""
    name = evidence.blocks[index].plain.split(maxsplit=1)[0].strip("*_\"“'’s,.")
    if not name[:1].isupper() or len(name) < _NAME_LETTERS:
        return False
    return sum(1 for i, b in enumerate(evidence.blocks) if i != index and evidence.shapes[i].prose and name in b.plain) >= _PARAGRAPHS
