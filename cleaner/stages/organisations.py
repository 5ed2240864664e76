"""How organisations describe themselves: a name, what that is, and words of praise. The words are data of each language's phrase file."""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.folding import fold
from cleaner.kept_expressions import compiled
from cleaner.patterns import later
from cleaner.stage_words import patterns_of

# Up to the verb: “The Harbour Trust”, “cartalk.com”.
_NAME = later(
    compiled,
    r"[\p{Lu}\d][\p{L}\p{N}&.'’®™\-]*+(?:\s(?:(?:of|for|and|the|in|de|du|des|der|die|für|und|di|da|do|van|het)\s)?[\p{Lu}\d&][\p{L}\p{N}&.'’®™\-]*+){0,6}",
)
_DOMAIN = later(compiled, r"\.\p{Ll}{2,6}(?:\.\p{Ll}{2})?\Z")
# So many words of a name tell it.
_TELLING_WORDS = 2
_STOCK_RULE = "stock-description"


def introduced(evidence: Evidence, index: int) -> str | None:
    """The name, folded, with which the block begins, where it goes on with what that is (“Northvane is a …”); else None."""
    plain = evidence.blocks[index].plain
    match = _NAME.match(plain)
    if not match or not patterns_of(evidence.book.stage_words).self.match(plain, match.end()):
        return None
    words = [word for word in match[0].split() if word.lower() not in evidence.book.common_words]
    return fold(_DOMAIN.sub("", " ".join(words[:_TELLING_WORDS]))) if words else None


def stock_phrases(evidence: Evidence, index: int) -> int:
    """How many of the phrases the block has that descriptions of companies are made of."""
    return len(_stock(evidence, index))


def praise(evidence: Evidence, index: int) -> int:
    """How many times the block says something in words that organisations have for themselves: such phrases, and words of praise."""
    words = {match.start() for match in patterns_of(evidence.book.stage_words).praise.finditer(evidence.blocks[index].plain)}
    return len(_stock(evidence, index) | words)


def _stock(evidence: Evidence, index: int) -> set[int]:
    return {hit.start for hit in evidence.hits[index] if hit.group.rule == _STOCK_RULE}
