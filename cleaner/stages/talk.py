"""How people write to each other: the signs by which readers' comments are told that no head opens and no name or date signs.

Extractors print comments like paragraphs of the article. Few of their lines have such a sign, one in six or so; in articles it is one in a
hundred, or less.
"""

from __future__ import annotations

import re

import regex

from cleaner.evidence import Evidence
from cleaner.model import CODE, HEADING, PARAGRAPH, TABLE
from cleaner.patterns import later
from cleaner.quotations import OPENING
from cleaner.stage_words import patterns_of
from cleaner.stages.base import ARTICLE_PROSE, Verdicts, per_line

# Of what stands from the first to the end one block in so many has a sign, and there are so many, of so many kinds.
_SIGN_EVERY = 5
_SIGNS = 4
_KINDS = 3
# Nowhere among them are more blocks than this without one, and fewer below the last: some extractors print the article below its comments.
_SILENCE, _LAST_SILENCE = 20, 5
# A short line that stands so often among them names who speaks, as printed chats and plays do.
_SPEAKS_AGAIN, _NAME_WORDS = 3, 4
# Of the article's own sentences fewer have one: a blog may be written like its comments.
_OWN_EVERY = 40
# A line that goes on in small letters is a sentence or as long as one.
_LOWER_WORDS = 4

# The kinds. These two both are there in any thread …
_TURNS, _CARELESS = "turns to somebody", "has a blank too few or too many"
_SMALL = "begins with a small letter"
_SMILES, _SHOUTS, _TRAILS, _DRAWLS = "smiles", "shouts", "trails off", "drawls"
# … (a small letter is as careless), and these begin one: an article's last words may trail off.
_CARELESSNESS = frozenset((_CARELESS, _SMALL))
_OPEN = frozenset((_TURNS, _CARELESS, _SMALL, _SMILES, _SHOUTS))

_LOW, _HIGH = r"[a-zß-öø-ÿа-яёąćęłńśźż]", r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_AT_SOMEBODY = later(re.compile, r"@\s?[^\W\d_]\w")
_BLANK = later(re.compile, rf"{_LOW}{{2}}(?:[.!?,]{_HIGH}{_LOW}+\s|\s[.,](?:\s|\Z)|\s,{_LOW}|\s\.{_HIGH}{_LOW})")
_SMILEY = later(re.compile, r"(?<![\w/(])(?:[:;=8]['’]?-?[)(DPp]|\(-?[;:]|<3|\^_?\^|[xX]D|\*-\*)(?!\w)|[\U0001f600-\U0001f64f\U0001f44d\u2764\u263a]")
_SHOUT = later(re.compile, r"[!?]\s?[!?]")
_DOTS = later(re.compile, r"(?<!\.)\.\.(?!\.)|\.{4}|…[.…]")
_DRAWL = later(re.compile, r"([a-zß-öø-ÿа-яё])\1\1(?<![ivxmw]{3})")
_PATTERNS = {_CARELESS: _BLANK, _SMILES: _SMILEY, _SHOUTS: _SHOUT, _TRAILS: _DOTS, _DRAWLS: _DRAWL}
_ADDRESS = later(re.compile, r"(?:https?://|www\.)\S+")
# What begins so is said by one of several who take turns, or stands in a programme or a liveblog.
_SPEAKER_OR_NUMBER = later(re.compile, r"[\w .'’-]{1,30}:\s|\d")


def first_of_talk(evidence: Evidence, verdicts: Verdicts) -> tuple[int, int] | None:
    """The block with the first sign from which people talk down to the end, below an article that has none, and how many signs there are."""
    turns = patterns_of(evidence.book.stage_words).greeting
    blocks = [i for i in verdicts.kept(0, len(evidence.blocks)) if evidence.shapes[i].words]
    best: tuple[int, int, int, frozenset[str]] | None = None
    signs = silence = 0
    kinds: frozenset[str] = frozenset()
    for length in range(1, len(blocks)):
        index = blocks[-length]
        if evidence.blocks[index].kind in (HEADING, TABLE, CODE) or evidence.is_content_head(index) or silence > (_SILENCE if signs else _LAST_SILENCE):
            break
        own = _kinds(evidence, index, blocks[-length - 1], turns)
        signs += bool(own)
        silence = 0 if own else silence + 1
        kinds |= own
        surplus = signs * _SIGN_EVERY - length
        if own & _OPEN and surplus >= (best[0] if best else 0):
            best = surplus, length, signs, kinds
    if best is None:
        return None
    _, length, signs, kinds = best
    if signs < _SIGNS or len(kinds) < _KINDS or _TURNS not in kinds or not kinds & _CARELESSNESS:
        return None
    above, talk = blocks[:-length], blocks[-length:]
    if _is_announced(evidence, above) or _has_speakers(evidence, talk) or not _is_below_other_words(evidence, above, turns):
        return None
    return talk[0], signs


def _is_announced(evidence: Evidence, above: list[int]) -> bool:
    """Does a heading or a line with a colon stand between the article's last paragraph and what follows? What people write may be the article."""
    last = next((at for at in reversed(range(len(above))) if evidence.shapes[above[at]].prose), 0)
    return any(evidence.blocks[i].kind is HEADING or evidence.shapes[i].colon for i in above[last:])


def _has_speakers(evidence: Evidence, talk: list[int]) -> bool:
    return any(evidence.copies[i] >= _SPEAKS_AGAIN and evidence.shapes[i].words <= _NAME_WORDS and not evidence.shapes[i].ends for i in talk)


def _is_below_other_words(evidence: Evidence, above: list[int], turns: regex.Pattern[str]) -> bool:
    """Is what stands above an article that is not itself written so?"""
    if sum(evidence.shapes[i].prose for i in above) < ARTICLE_PROSE:
        return False
    own = sum(bool(_kinds(evidence, i, above[at - 1] if at else None, turns)) for at, i in enumerate(above))
    return own * _OWN_EVERY <= sum(evidence.shapes[i].ends for i in above)


def _kinds(evidence: Evidence, index: int, above: int | None, turns: regex.Pattern[str]) -> frozenset[str]:
    """The kinds of signs in a paragraph that stands below that one."""
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.kind is not PARAGRAPH:
        return frozenset()
    kinds = _kinds_in(block.plain, turns)
    if _SMALL in kinds and not (above is not None and evidence.shapes[above].ends and shape.words >= _LOWER_WORDS):
        kinds -= {_SMALL}
    return kinds


@per_line
def _kinds_in(plain: str, turns: regex.Pattern[str]) -> frozenset[str]:
    """The kinds of signs in a paragraph; the words of others in it are not the writer's.

    >>> from cleaner.phrasebook import load
    >>> english = patterns_of(load(("en",)).stage_words).greeting
    >>> sorted(_kinds_in("thanks Ada,I made it twice :)", english))
    ['begins with a small letter', 'smiles', 'turns to somebody']
    """
    if plain.startswith(tuple(OPENING)) or _SPEAKER_OR_NUMBER.match(plain):
        return frozenset()
    words = _ADDRESS.sub("", plain) if "/" in plain else plain
    kinds = [kind for kind, pattern in _PATTERNS.items() if pattern.search(words)]
    if turns.match(words) or _AT_SOMEBODY.match(words):
        kinds.append(_TURNS)
    if words[:1].islower() and not words[1:2].isupper():
        kinds.append(_SMALL)
    return frozenset(kinds)
