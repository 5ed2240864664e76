"""What a call to the reader says: “Ready to grow? Book a free demo with our team today.”

Each of its words stands in articles, too. What tells is that several kinds of words come together: what asks the reader what he
needs, what bids him do something, what is on offer, whose it is, that he may do it now. Where that is enough is for the stages to say.
"""

from __future__ import annotations

from enum import Flag, auto

from cleaner.evidence import Evidence
from cleaner.kept_expressions import compiled
from cleaner.model import HEADING, PARAGRAPH, Category
from cleaner.patterns import later
from cleaner.quotations import quotations, without_quotations
from cleaner.shapes import sentence_spans
from cleaner.stage_words import CallPatterns
from cleaner.stages.base import ARTICLE_PROSE, Verdicts, per_line
from cleaner.stages.prices import names_a_price
from cleaner.stamps import holds_date

# A call has no more words, characters and sentences than these; so long a paragraph must say more clearly what it is.
MOST_WORDS = 70
MOST_CHARS = 1_000
MOST_SENTENCES = 4
LONG_WORDS = 45
# So many kinds of words come together in a call, and in a long one; it has no more lines than this.
KINDS, KINDS_IN_LONG = 3, 4
MOST_LINES = 4
# A line that is hardly longer than a button.
LINE_WORDS = 14
# What heads a call: a question, or a button.
QUESTION_WORDS = 14
HEAD_WORDS = 6
# The article has so many words beside the call.
ARTICLE_WORDS = 80
# A phrase that is less sure than this tells no category.
SURE_OF_CATEGORY = 0.7
# Where so many of its paragraphs say “we”, it is no sign that the site speaks.
OF_ONESELF = 0.2
# What stands between quotation marks and has no more characters is a name: of a course, a book, a button.
QUOTED_CHARS = 20
_CONTACT = later(compiled, r"\(?\+?\d[\d\s().\-]{7,20}\d|[\w.+\-]{1,64}@[\w\-]{1,64}\.\w|(?:www\.|https?://)\w")
# What a call may be.
CALLS = (Category.AD, Category.COURSE_AD, Category.NEWSLETTER, Category.SUBSCRIPTION, Category.COMMENTS, Category.RELATED)


class Kind(Flag):
    """What a sentence of a call says, and how it stands on the page."""

    NOTHING = 0
    NEED = auto()  # what the reader may want: “Ready to …?”, “If you need …”
    BIDDING = auto()  # what he is to do: “Book …”
    OFFER = auto()  # what he gets: “a free quote”
    OURS = auto()  # whose it is: “our team”
    HASTE = auto()  # “today”
    CONTACT = auto()  # a number, an address, a price
    POINTING = auto()  # a hand points at it
    REPEATED = auto()  # it stands here and again further down
    BUTTON = auto()  # right above or below the label of a button


def may_be_a_call(evidence: Evidence, index: int) -> bool:
    """A paragraph or a heading, short enough; no quotation, and nothing that happens on some day."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind not in (PARAGRAPH, HEADING) or not 0 < shape.words <= MOST_WORDS or len(block.plain) > MOST_CHARS:
        return False
    if evidence.is_content_head(index) or evidence.announced[index]:
        return False
    return not quotations(block.plain, QUOTED_CHARS) and not holds_date(block.plain, evidence.book.stamp_words)


@per_line
def said_by_sentences(plain: str, words: CallPatterns) -> tuple[Kind, ...]:
    """What each sentence says; nothing at all where one of them tells who is to be asked that is not the site."""
    sentences = [plain[start:end] for start, end in sentence_spans(plain)]
    if len(sentences) > MOST_SENTENCES or words.advice.search(plain):
        return ()
    return tuple([kinds_of(sentence, words) for sentence in sentences])


@per_line
def bids(plain: str, words: CallPatterns) -> bool:
    """Does a sentence bid the reader do something?"""
    return any(words.bids(plain[start:end]) for start, end in sentence_spans(plain))


def kinds_of(sentence: str, words: CallPatterns) -> Kind:
    """What one sentence says."""
    kinds = Kind.NOTHING
    if words.need.match(sentence):
        kinds |= Kind.NEED
    if words.bids(sentence):
        kinds |= Kind.BIDDING
    if words.offer.search(sentence):
        kinds |= Kind.OFFER
    if words.ours.search(sentence):
        kinds |= Kind.OURS
    if words.haste.search(sentence) or sentence.endswith("!"):
        kinds |= Kind.HASTE
    if _CONTACT.search(sentence) or names_a_price(sentence):
        kinds |= Kind.CONTACT
    return kinds


def hints_at_a_call(plain: str, words: CallPatterns) -> bool:
    """Does a paragraph ask or exclaim, say whose or how soon, or hold a number or an address? A call does one of these."""
    asks_or_says = "?" in plain or "!" in plain or _CONTACT.search(plain) is not None
    return asks_or_says or words.ours.search(plain) is not None or words.haste.search(plain) is not None


def heads_a_call(evidence: Evidence, index: int, words: CallPatterns) -> bool:
    """“Ready to plan your move?” or “Take the next step” on a line of its own, right above a call."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if plain.endswith("?"):
        return shape.words <= QUESTION_WORDS and words.need.match(plain) is not None
    return not shape.ends and 0 < shape.words <= HEAD_WORDS and words.bidding.match(plain) is not None


def speaks_of_itself(evidence: Evidence, verdicts: Verdicts, blocks: range, words: CallPatterns) -> bool:
    """Do the paragraphs among these blocks say “we” anyway, of their writers or of us all?"""
    prose = [i for i in blocks if evidence.shapes[i].prose and not verdicts.gone(i)]
    return sum(words.ours.search(without_quotations(evidence.blocks[i].plain, QUOTED_CHARS)) is not None for i in prose) > len(prose) * OF_ONESELF


def named(kinds: Kind) -> str:
    """The kinds, for people.

    >>> named(Kind.BIDDING | Kind.HASTE)
    'bidding, haste'
    """
    return ", ".join(kind.name.lower() for kind in kinds if kind.name)


def category_of(evidence: Evidence, index: int) -> Category:
    """What the surest of its phrases says, if it is sure enough; most calls are ads."""
    return evidence.told_by_words(index, SURE_OF_CATEGORY, CALLS) or Category.AD


def is_article(paragraphs: int, words: int) -> bool:
    """Are so many paragraphs with so many words an article, amid which or below which a call may stand?"""
    return paragraphs >= ARTICLE_PROSE and words >= ARTICLE_WORDS
