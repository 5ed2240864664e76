"""What is left around the article when no rule named it: judged by the scorecard, where the scorecard is competent.

That is in text which shows a whole page, and below the end of the article, where a line of an author's box, a related list
or a footer has already said that the article is over. An extractor's text above its end is left to the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import regex

from cleaner.evidence import Evidence
from cleaner.features import end_signs, facts, is_dump
from cleaner.model import RULE, Category, Mark
from cleaner.patterns import later
from cleaner.scorecard import chain, confidence_at, weights
from cleaner.shapes import Shape
from cleaner.stages.base import TOLD_BY_WORDS, Rule, Stage, Verdicts
from cleaner.stages.duplicates import HEADLINE_TWICE
from cleaner.stages.recipes import begins_with_amount
from cleaner.stages.references import is_reference
from cleaner.stages.surroundings import category_around
from cleaner.title import find_title

_REFERENCE_MARK = later(regex.compile, r"[↑^]\s?\p{L}|\[\d{1,3}\]\s\p{L}|doi:\s?\S", regex.I)
_LETTER = later(regex.compile, r"\p{L}")
_NOT_LATIN = later(regex.compile, r"[^\P{L}\p{Latin}]")
# A full stop at the end, or right before who supplied the story.
_STATES = later(regex.compile, r"(?<!\.)\.[\"'”’»)]{0,2}(?:\s?[(\[].{1,30}[)\]])?\Z")
# Below this the scorecard says nothing worth noting.
NOTED = 0.3
# A chance of this much on a page shown whole is as good as a certain rule: nine lines of ten there are no article.
DUMP_BAR = 0.65
# Below the end of an extracted article it must be surer.
END_BAR = 0.7
# Between two paragraphs, where one line of three that is less likely to go is the article's.
AMID_BAR = 0.85
# A paragraph of prose must be surer still, wherever it stands; so many words are one, whatever they end with, for some texts
# break at links.
PROSE_BAR = 0.8
PARAGRAPH_WORDS = 30
# A whole sentence of this many words stands between.
SENTENCE_BAR = 0.8
SENTENCE_WORDS = 10
# One sign alone may stand above the article's last sentences, which may be as short as this.
LAST_SENTENCE_BAR = 0.9
LAST_SENTENCE_WORDS = 6
# What opens an article may be as short as this; fewer words that end with a full stop are a label.
OPENING_WORDS = 5
# The most a mark gets.
SUREST = 0.95
# “Until next week,” has so many words, and the name below it.
SIGN_OFF_WORDS, SIGNATURE_WORDS = 5, 3
FITTED_FOR = ("en",)
# In another language its facts are fewer and mean a little less: it must be surer by this much.
UNFITTED = 0.15
# In prose of a language that is loaded at least this share of the words are its commonest; it is mostly twice that.
COMMON_IN_PROSE = 0.22


def context(evidence: Evidence, verdicts: Verdicts) -> Iterator[Mark]:
    if not _speaks_its_language(evidence):
        return
    dump = is_dump(evidence, verdicts)
    ended = end_signs(evidence, verdicts)
    if not dump and not any(ended):
        return
    title = find_title(evidence, verdicts)
    latin = _is_latin(evidence)
    listed = _under_content_heads(evidence, verdicts)
    said = _said_again(evidence, verdicts) | _signed(evidence, verdicts)
    scores = [sum([row.score for row in rows]) for rows in facts(evidence, verdicts, dump, ended)]
    chances = _by_sentence(evidence, chain(scores, weights("text")))
    for index, chance in enumerate(chances):
        if chance < NOTED or verdicts.gone(index) or index == title or not (dump or ended[index]):
            continue
        plain = evidence.blocks[index].plain
        if evidence.blocks[index].kind is RULE or _is_literature(evidence, index) or (latin and _is_in_another_script(plain)):
            continue
        if index in listed or index in said or _opens_the_article(evidence, index) or _goes_with_prose(evidence, verdicts, chances, index):
            continue
        confidence = confidence_at(chance, _bar(evidence, index, dump, ended[index]), SUREST)
        where = "on a page shown whole" if dump else "below the end of the article"
        reason = f"{where}, {chance:.0%} likely by shape, place and neighbours"
        yield evidence.mark(index, category_around(evidence, verdicts, index), "around-the-article", confidence, reason)


def _bar(evidence: Evidence, index: int, dump: bool, signs: Set[Category]) -> float:
    """How likely the block must be no part of the article, to go; ``signs`` say that the article has ended above it."""
    shape = evidence.shapes[index]
    unfitted = 0.0 if evidence.book.language in FITTED_FOR else UNFITTED
    if shape.prose or shape.words >= PARAGRAPH_WORDS:
        return PROSE_BAR + unfitted
    bar = END_BAR if not dump else AMID_BAR if evidence.first_prose < index < evidence.last_prose else DUMP_BAR
    if not dump and len(signs) == 1 and _may_be_last_sentence(evidence, index):
        return LAST_SENTENCE_BAR + unfitted
    return (max(bar, SENTENCE_BAR) if _is_whole_sentence(shape) else bar) + unfitted


def _is_literature(evidence: Evidence, index: int) -> bool:
    """A reference as long as references are, for a year in brackets alone is not one; or behind its mark."""
    plain = evidence.blocks[index].plain
    return _REFERENCE_MARK.match(plain) is not None or (evidence.shapes[index].words >= SENTENCE_WORDS and is_reference(plain))


def _by_sentence(evidence: Evidence, chances: Sequence[float]) -> list[float]:
    """The chances, where lines that are pieces of one sentence share theirs: some texts print each link on a line of its own."""
    out = list(chances)
    first = 0
    for index in range(1, len(out) + 1):
        if index < len(out) and evidence.goes_on(index):
            continue
        if index - first > 1:
            words = [shape.words for shape in evidence.shapes[first:index]]
            shared = sum(c * w for c, w in zip(chances[first:index], words, strict=True)) / (sum(words) or 1)
            out[first:index] = [shared] * (index - first)
        first = index
    return out


def _speaks_its_language(evidence: Evidence) -> bool:
    """In prose of a language whose words are not known every line would look odd to the scorecard."""
    prose = [s for s in evidence.shapes if s.prose]
    words = sum(s.words for s in prose)
    return words > 0 and sum(s.words * s.common for s in prose) >= words * COMMON_IN_PROSE


def _is_whole_sentence(shape: Shape) -> bool:
    """One that weighs something: longer than others, and in a language that is known."""
    return shape.ends and shape.words >= SENTENCE_WORDS and shape.common >= COMMON_IN_PROSE


def _may_be_last_sentence(evidence: Evidence, index: int) -> bool:
    """A statement, signed perhaps, of which no phrase is known but the signature."""
    plain, shape = evidence.blocks[index].plain, evidence.shapes[index]
    if shape.words < LAST_SENTENCE_WORDS or shape.common < COMMON_IN_PROSE or not plain[0].isalpha() or not _STATES.search(plain):
        return False
    return all(h.group.takes == "match" for h in evidence.hits[index])


def _opens_the_article(evidence: Evidence, index: int) -> bool:
    """A short sentence right above the first paragraph of prose may be how the article begins."""
    shape = evidence.shapes[index]
    return index == evidence.first_prose - 1 and shape.ends and shape.words >= OPENING_WORDS and shape.common >= COMMON_IN_PROSE and not evidence.hits[index]


def _goes_with_prose(evidence: Evidence, verdicts: Verdicts, chances: Sequence[float], index: int) -> bool:
    """Is this a sentence right below one that stays? So articles close, and no phrase says that it is anything else."""
    above = index - 1
    if above < 0 or verdicts.gone(above) or chances[above] >= DUMP_BAR or evidence.hits[index]:
        return False
    goes_on = evidence.shapes[above].prose or _is_whole_sentence(evidence.shapes[above])
    return goes_on and _says_something(evidence.shapes[index])


def _says_something(shape: Shape) -> bool:
    """Is this a sentence, if perhaps a short one?"""
    return shape.ends and (shape.words >= SENTENCE_WORDS or (shape.words >= OPENING_WORDS and shape.common >= COMMON_IN_PROSE))


def _said_again(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """Headlines of which the other copy goes."""
    copies = {evidence.first_seen[i] for i, mark in verdicts.likely() if mark.rule == HEADLINE_TWICE}
    return frozenset(i for i, first in enumerate(evidence.first_seen) if first in copies) if copies else frozenset()


def _signed(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """“Until next week,” and a name below: how letters end, right below a paragraph that stays."""
    out: set[int] = set()
    for index in range(1, len(evidence.blocks) - 1):
        close, name = evidence.shapes[index], evidence.shapes[index + 1]
        if not evidence.blocks[index].plain.endswith(",") or not 0 < close.words <= SIGN_OFF_WORDS or not 0 < name.words <= SIGNATURE_WORDS:
            continue
        stays = evidence.shapes[index - 1].prose and not any(map(verdicts.gone, range(index - 1, index + 2)))
        if stays and all(word[0].isupper() for word in evidence.blocks[index + 1].plain.split()):
            out.update((index, index + 1))
    return frozenset(out)


def _under_content_heads(evidence: Evidence, verdicts: Verdicts) -> frozenset[int]:
    """Steps, amounts, references under a heading that only articles have: short lines, but the article's. Menus use such words, too."""
    found: set[int] = set()
    for head in range(len(evidence.blocks)):
        if not evidence.is_content_head(head) or verdicts.gone(head):
            continue
        below = head + 1
        while below < len(evidence.blocks) and not evidence.is_content_head(below):
            if verdicts.gone(below) and not verdicts.is_a(below, Category.TECHNICAL):
                break
            below += 1
        stretch = [i for i in range(head + 1, below) if not verdicts.gone(i)]
        if sum(evidence.shapes[i].ends or begins_with_amount(evidence.blocks[i].plain) for i in stretch) * 2 > len(stretch):
            found.update(range(head, below))
    return frozenset(found)


def _is_latin(evidence: Evidence) -> bool:
    """Is most prose written in Latin letters?"""
    other = sum(s.words if _is_in_another_script(b.plain) else -s.words for b, s in zip(evidence.blocks, evidence.shapes, strict=True) if s.prose)
    return other < 0


def _is_in_another_script(plain: str) -> bool:
    """Are most letters none of the Latin script's? A language lesson quotes such lines, and the facts of its own language say nothing of them."""
    if plain.isascii():
        return False
    return len(_NOT_LATIN.findall(plain)) * 2 > len(_LETTER.findall(plain))


STAGE = Stage(
    "body",
    context=context,
    rules=(
        Rule("around-the-article", "a line that the scorecard takes for none of the article, by its shape, its place and its neighbours", TOLD_BY_WORDS),
    ),
)
