"""Who wrote the article, below it: the byline's name once more, a name that it does not say, a name with an address. Each finder yields marks
for the stage of bylines.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import PARAGRAPH, Category, Mark
from cleaner.patterns import later
from cleaner.quotations import opens_with_quotation
from cleaner.stage_words import patterns_of
from cleaner.stages.base import Verdicts
from cleaner.stages.name_forms import is_name, is_of_the_name
from cleaner.stages.signers import NAME_WORDS, is_authors_name, is_written_role

_MAIL_ALONE = later(compiled, r"\W{0,3}(?P<user>[\w.+\-]{1,64})@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}\W{0,3}")
# Before a name that signs.
_LEADS_TO_NAME = ". …–—-*_~"
# The last paragraph, a name, and its bearer's role; what was quoted ends with one of these.
CLOSING_LINES = 3
_QUOTED = ("”", "“", "\"", "»", "«", "’", "'", ":", ",")
_QUOTES = frozenset("“”„»«\"")
_HANDLE_OR_MAIL = later(compiled, r"\W{0,2}(?:@\w{3,30}|[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4})\W{0,2}")
_BARE_INITIALS = later(compiled, r"\p{Ll}{2,4}(?:\s?/\s?\p{Ll}{2,4}){0,5}")
# A date and names around a standfirst stand in so few lines, the byline among them.
STANDFIRST_LINES = 4


def signed_again(evidence: Evidence, verdicts: Verdicts, around_standfirst: set[int]) -> Iterator[Mark]:
    """The name of the byline once more, alone below the article."""
    upper = range(min(evidence.first_prose + STANDFIRST_LINES, len(evidence.blocks)))
    signed = [evidence.folded[i] for i in upper if verdicts.is_a(i, Category.BYLINE) or evidence.blocks[i].start in around_standfirst]
    for index in range(evidence.last_prose + 1, len(evidence.blocks)) if signed else ():
        if verdicts.gone(index) or not is_name(evidence.blocks[index].plain):
            continue
        if any(evidence.folded[index] in line for line in signed):
            yield evidence.mark(index, Category.BYLINE, "signed-again", 0.86, "the byline's name alone below the article")


def signed_with_address(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """“. . . Ada Roe”, and “adar@ellery-boats.com” below it, where the article ends."""
    for index in range(max(evidence.last_prose + 1, 1), len(evidence.blocks)):
        name = index - 1
        if verdicts.gone(index) and verdicts.gone(name):
            continue
        mail, who = _MAIL_ALONE.fullmatch(evidence.blocks[index].plain), evidence.blocks[name].plain.strip(_LEADS_TO_NAME)
        if not mail or evidence.shapes[name].words > NAME_WORDS or not is_name(who):
            continue
        if is_of_the_name(mail["user"], who):
            yield evidence.mark(name, Category.BYLINE, "signed-with-address", 0.9, "a name, with its address below it, where the article ends")
            yield evidence.mark(index, Category.AUTHOR_BIO, "signed-with-address", 0.9, "the address of the name above it")


def closing_names(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    """The last line that stays is a name which the article does not say, or its bearer's role below it, or an editor's initials."""
    kept = verdicts.kept(evidence.last_prose, len(evidence.blocks))
    if not 1 < len(kept) <= CLOSING_LINES or kept[0] != evidence.last_prose:
        return
    text, name = kept[:2]
    plain, block = evidence.blocks[text].plain, evidence.blocks[name]
    if block.kind is not PARAGRAPH or evidence.blocks[text].kind is not PARAGRAPH or opens_with_quotation(plain) or plain.endswith(_QUOTED):
        return  # who said it
    if len(kept) == CLOSING_LINES and not is_written_role(evidence, kept[-1]):
        return
    if _BARE_INITIALS.fullmatch(block.plain) and len(kept) < CLOSING_LINES:
        yield evidence.mark(name, Category.BYLINE, "initials", 0.86, "an editor's initials where the article ends")
    elif _HANDLE_OR_MAIL.fullmatch(block.plain) and len(kept) < CLOSING_LINES:
        yield evidence.mark(name, Category.AUTHOR_BIO, "closing-name", 0.85, "an address or a handle alone where the article ends")
    elif is_authors_name(evidence, name) and _is_said_nowhere(evidence, name) and not (_is_a_letter(evidence) or _is_one_of_several(evidence, verdicts, text)):
        for line in kept[1:]:
            yield evidence.mark(line, Category.BYLINE, "closing-name", 0.85, "a name that the article does not say, as its last line")


def _is_a_letter(evidence: Evidence) -> bool:
    """Does the text begin without a headline, and say “I” in a paragraph that quotes nobody? The name below a reader's letter is its last word."""
    if evidence.first_prose > 0:
        return False
    says_i = patterns_of(evidence.book.stage_words).i
    paragraphs = (block.plain for block, shape in zip(evidence.blocks, evidence.shapes, strict=True) if shape.prose)
    return any(says_i.search(plain) and _QUOTES.isdisjoint(plain) for plain in paragraphs)


def _is_said_nowhere(evidence: Evidence, index: int) -> bool:
    """Is nothing known of these words, and do they stand in no paragraph?"""
    plain = evidence.blocks[index].plain
    return not evidence.hits[index] and not evidence.subjects.share_of(plain) and evidence.book.common_words.isdisjoint(plain.lower().split())


def _is_one_of_several(evidence: Evidence, verdicts: Verdicts, last: int) -> bool:
    """Does another name sign what stands above ``last``, below the end of a sentence: letters, poems, greetings, each with who wrote it?"""
    return any(
        evidence.blocks[i].kind is PARAGRAPH and evidence.shapes[i - 1].ends and is_name(evidence.blocks[i].plain) and not evidence.hits[i]
        for i in verdicts.kept(evidence.first_prose + 1, last)
    )
