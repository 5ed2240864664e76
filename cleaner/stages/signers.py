"""What a line says of who wrote: is it an author's name, is it what somebody is?"""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import LIST_ITEM, PARAGRAPH
from cleaner.patterns import later
from cleaner.stage_words import patterns_of
from cleaner.stages.name_forms import is_name

# A name or a role alone is one of these, and has so many words.
LINES = (PARAGRAPH, LIST_ITEM)
NAME_WORDS = 12
# The words of a role, and what else stands in such a line: “Senior reporter, city desk”.
_ROLE_LINE = later(compiled, r"[\w\s,'’&/\-]{1,100}")


def is_authors_name(evidence: Evidence, index: int) -> bool:
    """A name that the article neither goes on about nor writes in small letters."""
    block, subjects = evidence.blocks[index], evidence.subjects
    if block.kind is not PARAGRAPH or not is_name(block.plain) or evidence.is_content_head(index):
        return False
    return not subjects.include(block.plain) and not any(map(subjects.write_small, block.plain.split()))


def is_role(evidence: Evidence, index: int) -> bool:
    """“Head of research”: nothing but words, one of which is a role."""
    plain = evidence.blocks[index].plain
    if evidence.blocks[index].kind not in LINES or not _ROLE_LINE.fullmatch(plain):
        return False
    return patterns_of(evidence.book.stage_words).role.search(plain) is not None


def is_written_role(evidence: Evidence, index: int) -> bool:
    """A role that is no name besides, and begins with a capital, unlike tags."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not PARAGRAPH or not 0 < shape.words <= NAME_WORDS or shape.ends or not block.plain[0].isupper():
        return False
    return is_role(evidence, index) and block.plain != evidence.blocks[index - 1].plain
