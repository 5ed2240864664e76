"""Pictures as markdown shows them: blocks that are nothing else, and what their alt texts say."""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import Block
from cleaner.patterns import later

# “![Rain in Guilin](rain.jpg)”, perhaps inside a link; the address may have pairs of brackets and a title, and be
# broken at a hyphen.
_ADDRESS = r"\((?:<[^<>]{0,2000}>|(?:[^()\s]|(?<=-)\n){0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500}){0,3})(?:\s[\"'][^\n]{0,500}[\"'])?\s?\)"
_ALT = r"(?:[^\[\]\\]|\\.){0,1000}"
_PICTURE = later(compiled, rf"!\[(?P<alt>{_ALT})\]{_ADDRESS}")
_PICTURES = later(compiled, rf"(?:[-*+•]\s+)?(?:\[?\s?!\[{_ALT}\]{_ADDRESS}\s?(?:\]{_ADDRESS})?[\s·|]{{0,3}}){{1,8}}\Z")


def shows_pictures(evidence: Evidence) -> bool:
    """May the text show any? A page's pictures are no part of its text."""
    return not evidence.document.is_page and "![" in evidence.document.text


def alt_texts(evidence: Evidence, block: Block) -> list[str]:
    """The alt texts of a block that is nothing but pictures; an alt text of signs alone may be a smile, and is the text's."""
    if not block.links or not any(map(str.isalpha, block.plain)):
        return []
    raw = evidence.document.source_of(block)
    return [alt.strip() for alt in _PICTURE.findall(raw)] if "![" in raw and _PICTURES.match(raw) else []
