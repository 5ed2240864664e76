"""Each block as a handful of named facts: what the scorecard weighs.

A fact is a short string such as ``words=5-8``, ``tail`` or ``below: prose``. They are read from evidence and from the
marks that the stages made, never from a word list of their own, so that a language's file is all that a language needs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, compress
from typing import NamedTuple

from cleaner.arrows import arrow_behind
from cleaner.evidence import Evidence
from cleaner.fact_names import SIZE_NAMES, SIZE_STEPS, SURE, form_of, how_far, name_of, names_of_all, spelled_once
from cleaner.model import HEADING, BlockKind, Category
from cleaner.patterns import later
from cleaner.scorecard import NOTHING, Row, counted, row_of
from cleaner.shapes import Shape, count_sentences
from cleaner.stages.base import LIKELY, Verdicts, per_line
from cleaner.stages.date_forms import is_stamp
from cleaner.stamps import StampWords
from cleaner.zones import Zone

_WORD_STEPS = (0, 1, 2, 4, 8, 14, 24, 49)
_WORD_NAMES = ("0", "1", "2", "3-4", "5-8", "9-14", "15-24", "25-49", "50+")
_SIZE_STEPS_AT_THE_END = (4, 14, 40)
_SHARE_STEPS = (0.0, 0.15, 0.4, 0.75)
_COMMON_STEPS = (0.0, 0.2, 0.35, 0.5)
_SHARE_NAMES = ("none", "little", "some", "much", "all")
_DISTANCE_STEPS = (1, 2, 3, 5, 9, 17)
_DISTANCE_NAMES = ("0", "1", "2", "3-4", "5-8", "9-16", "17+")
_ZONE_NAMES = {zone: zone.name.lower() for zone in Zone}
_KIND_NAMES = {kind: kind.value for kind in BlockKind}
_COUNTS = ("none", "one", "few", "few", "many")
_MANY = len(_COUNTS) - 1
# A line with so much of it digits is made of figures; one with more words than these is no date; a label or a title has no more than those.
_MANY_DIGITS = 0.15
_STAMP_WORDS = 14
_SHORT_WORDS = 8
_CONTENT_WORD = later(re.compile, r"[^\W\d_]{4,}")
_CONTENT_WORD_IN_ASCII = later(re.compile, r"[a-z]{4,}")  # in lower case
_FIRST_OF_WORD = later(re.compile, r"(\w)\w*(?:['’\-.]\w+)*")
_MAIL = later(re.compile, r"[\w.+\-]{1,64}@[\w\-]{1,64}\.\w")
_PHONE = later(re.compile, r"\d[\d\s().\-]{7,20}\d")
_PRICE = later(re.compile, r"[$€£¥₹]\s?\d")
_CUT_OFF = later(re.compile, r"(?:\.\.\.|…|\[…\])\s?\Z")
# So many blocks above and below are around one.
_SECTION = 12
# A short line that stands so often is a button or a label of some frame.
_LABEL_COPIES, _LABEL_WORDS = 3, 6
_BESIDE = ("above", "below", "2 above", "2 below")

_counted = counted("text")


# What a block says that matters to its neighbours, besides all that phrases say of it.
_STAMP, _CONTENT_HEAD, _LEAD_IN = "stamp", "content head", "lead-in"
_HEARD_SIGNS = frozenset({_CONTENT_HEAD, _LEAD_IN})


class _Page(NamedTuple):
    """What several views need, block by block."""

    evidence: Evidence
    gone: list[bool]
    zones: list[str]
    forms: list[str]
    lengths: list[str]
    own: list[tuple[Row, Row, Row, Row]]
    stamps: list[bool]  # is the block one?
    dump: bool
    end_signs: Sequence[frozenset[Category]]


def facts(evidence: Evidence, verdicts: Verdicts, dump: bool, end_signs: Sequence[frozenset[Category]]) -> list[tuple[Row, ...]]:
    """The facts of every block, in order, in rows: of the block itself, of its place, of what stands around it."""
    indices = range(len(evidence.blocks))
    lengths = [shape.words for shape in evidence.shapes]
    own = [_own(evidence, verdicts, i) for i in indices]
    page = _Page(
        evidence=evidence,
        gone=[verdicts.gone(i) for i in indices],
        zones=[_ZONE_NAMES[zone] for zone in evidence.zones],
        forms=[form_of(shape) for shape in evidence.shapes],
        lengths=names_of_all(lengths, _WORD_STEPS, _WORD_NAMES),
        own=own,
        stamps=[_STAMP in itself.facts for itself, *_ in own],
        dump=dump,
        end_signs=end_signs,
    )
    views = (_place(page), _progress(page), _distance_to_prose(page), _surroundings(page), _after_the_end(page))
    return [itself + near + rows for itself, near, rows in zip(page.own, _near(page), zip(*views, strict=True), strict=True)]


def _place(page: _Page) -> Iterator[Row]:
    """Zone and size, and how much the block has in common with the article there."""
    for zone, length, form, cohesion in zip(page.zones, page.lengths, page.forms, _cohesion(page), strict=True):
        yield _placed(zone, page.dump, length, form, cohesion)


@_counted
def _placed(zone: str, dump: bool, length: str, form: str, cohesion: str) -> tuple[str, ...]:
    place = f"{zone}, dump" if dump else zone
    row = (place, f"{place}: {length}", f"{place}: {form}")
    return (*row, f"shares words with the article: {cohesion}", f"{place}: shares words with the article: {cohesion}") if cohesion else row


def _progress(page: _Page) -> Iterator[Row]:
    """How much of the text and of its prose has gone by."""
    shapes = page.evidence.shapes
    total = sum(s.words for s in shapes) or 1
    prose_total = sum(s.words for s, gone in zip(shapes, page.gone, strict=True) if s.prose and not gone) or 1
    words = prose = 0
    for shape in shapes:
        yield _gone_by(page.dump, how_far(prose / prose_total), how_far(words / total))
        words += shape.words
        prose += shape.words if shape.prose else 0


@_counted
def _gone_by(dump: bool, prose: str, words: str) -> tuple[str, ...]:
    return f"{'dump, ' if dump else ''}prose so far: {prose}", f"words so far: {words}"


def _near(page: _Page) -> Iterator[tuple[Row, ...]]:
    """The two blocks above and the two below."""
    lengths = names_of_all([shape.words for shape in page.evidence.shapes], SIZE_STEPS, SIZE_NAMES)
    seen: list[tuple[Row, ...]] = [
        _as_neighbour(form, length, gone, _KIND_NAMES[block.kind], _heard(stamp, signs, said))
        for form, length, gone, block, stamp, (_, signs, said, _) in zip(
            page.forms, lengths, page.gone, page.evidence.blocks, page.stamps, page.own, strict=True
        )
    ]
    # A rim of two nothings stands around the page.
    rim = [_nobody()] * 2
    seen = [*rim, *seen, *rim]
    for at in range(2, len(seen) - 2):
        yield seen[at - 1][0], seen[at + 1][1], seen[at - 2][2], seen[at + 2][3]


def _heard(stamp: bool, signs: Row, said: Row) -> tuple[str, ...]:
    """What a block says that matters to its neighbours."""
    heard = [fact for fact in signs.facts if fact in _HEARD_SIGNS]
    return (*((_STAMP,) if stamp else ()), *heard, *said.facts)


@spelled_once
def _as_neighbour(form: str, length: str, gone: bool, kind: str, said: tuple[str, ...]) -> tuple[Row, ...]:
    """What others say of a block: for each place that it can have beside them."""
    seen = (f"{form} of {length} words", *(("goes",) if gone else ()))
    right_beside = (*seen, kind, *said)
    return tuple([_beside(where, right_beside if where in ("above", "below") else seen) for where in _BESIDE])


def _beside(where: str, seen: tuple[str, ...]) -> Row:
    return row_of(tuple([f"{where}: {fact}" for fact in seen]), "text")


@cache
def _nobody() -> tuple[Row, ...]:
    return tuple([_beside(where, ("nothing",)) for where in _BESIDE])


def _distance_to_prose(page: _Page) -> Iterator[Row]:
    """How many blocks lie between this one and the nearest prose above and below."""
    count = len(page.zones)
    prose = [i for i, s in enumerate(page.evidence.shapes) if s.prose and not page.gone[i]]
    for index, zone in enumerate(page.zones):
        at = bisect_right(prose, index)
        above = index - prose[at - 1] - (prose[at - 1] == index) if at else count
        below = prose[at] - index if at < len(prose) else count
        yield _far_from_prose(
            name_of(above, _DISTANCE_STEPS, _DISTANCE_NAMES) if above < count else "",
            name_of(below, _DISTANCE_STEPS, _DISTANCE_NAMES) if below < count else "",
            zone,
        )


@_counted
def _far_from_prose(above: str, below: str, zone: str) -> tuple[str, ...]:
    return (
        f"prose above: {above}" if above else f"no prose above, {zone}",
        f"prose below: {below}" if below else f"no prose below, {zone}",
    )


def _surroundings(page: _Page) -> Iterator[Row]:
    """What the stages said of the blocks around, and what repeats among them."""
    evidence, count = page.evidence, len(page.zones)
    gone = _running(page.gone)
    stamps = _running(page.stamps)
    signs = _running(any(h.group.category is Category.COMMENTS for h in hits) if hits else False for hits in evidence.hits)
    labels = _running(copies >= _LABEL_COPIES and 0 < shape.words <= _LABEL_WORDS for copies, shape in zip(evidence.copies, evidence.shapes, strict=True))
    runs = _short_runs(evidence.shapes)
    run_names = names_of_all(runs, _DISTANCE_STEPS, _DISTANCE_NAMES)
    for index, zone in enumerate(page.zones):
        low, high = max(0, index - _SECTION), min(count, index + _SECTION + 1)
        yield _around(
            zone,
            _cut_share(gone, low, high),
            _cut_share(gone, index + 1, high),
            _cut_share(gone, low, index),
            min(_MANY, stamps[high] - stamps[low]),
            min(_MANY, signs[high] - signs[low]),
            min(_MANY, labels[high] - labels[low]),
            run_names[index] if runs[index] else "",
        )


@_counted
def _around(zone: str, around: str, below: str, above: str, stamps: int, signs: int, labels: int, short: str) -> tuple[str, ...]:
    row = (
        f"cut around: {around}",
        f"cut below: {below}, {zone}",
        f"cut above: {above}, {zone}",
        f"stamps around: {_COUNTS[stamps]}",
        f"thread signs around: {_COUNTS[signs]}",
        f"repeated labels around: {_COUNTS[labels]}",
    )
    return (*row, f"{zone}: run of short lines: {short}") if short else row


def _after_the_end(page: _Page) -> Iterator[Row]:
    """Which signs above say that the article is over."""
    for shape, form, signs in zip(page.evidence.shapes, page.forms, page.end_signs, strict=True):
        yield _ended(signs, form, name_of(shape.words, _SIZE_STEPS_AT_THE_END, SIZE_NAMES)) if signs else NOTHING


@_counted
def _ended(signs: frozenset[Category], form: str, length: str) -> tuple[str, ...]:
    return (
        f"below the end: {name_of(len(signs), (1, 2, 3), ('one sign', 'two signs', 'three signs', 'many signs'))}",
        f"below the end: {form} of {length} words",
        *(f"below {category.value} at the end" for category in sorted(signs)),
    )


def _own(evidence: Evidence, verdicts: Verdicts, index: int) -> tuple[Row, Row, Row, Row]:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    signs = _named_signs(
        evidence.first_seen[index] != index and shape.words > 0,
        evidence.announced[index],
        evidence.is_content_head(index),
        block.after_blank,
        shape.colon,
        shape.ends and _is_one_sentence(block.plain),
    )
    mark = verdicts.of(index)
    return (
        _by_itself(block.plain, _KIND_NAMES[block.kind], block.level if block.kind is HEADING else None, shape, evidence.book.stamp_words),
        signs,
        _said(evidence, index) if evidence.hits[index] else NOTHING,
        _judged(mark.category, "surely" if mark.confidence >= SURE else "likely" if mark.confidence >= LIKELY else "perhaps") if mark else NOTHING,
    )


_SIGNS = ("repeat", "announced", _CONTENT_HEAD, "after blank", _LEAD_IN, "one sentence")


@_counted
def _named_signs(*there: bool) -> tuple[str, ...]:
    return tuple(compress(_SIGNS, there))


_LOOKS = (
    "upper", "digits", "starts lower", "question", "exclamation", "cut off", "arrow", "copyright sign", "contact", "price", "bars", _STAMP,
)  # fmt: skip


@per_line
def _by_itself(plain: str, kind: str, heading_level: int | None, shape: Shape, stamp_words: StampWords) -> Row:
    """What the block's text alone tells."""
    digits = _digits(plain) if shape.digit else 0
    shares = (
        name_of(_capitals(plain), _SHARE_STEPS, _SHARE_NAMES),
        name_of(shape.link_share, _SHARE_STEPS, _SHARE_NAMES),
        name_of(shape.common, _COMMON_STEPS, _SHARE_NAMES),
        name_of(shape.words, (4, 14), ("short", "middle", "long")),
    )
    return _of_such_looks(
        name_of(shape.words, _WORD_STEPS, _WORD_NAMES),
        kind,
        form_of(shape),
        heading_level,
        shares if shape.words else None,
        shape.upper and shape.words > 1,
        digits > 0 and digits / len(plain) > _MANY_DIGITS,
        plain[:1].islower(),
        plain.endswith("?"),
        plain.endswith("!"),
        _CUT_OFF.search(plain[-4:]) is not None,
        arrow_behind(plain),
        "©" in plain,
        ("@" in plain and _MAIL.search(plain) is not None) or (digits > 1 and _PHONE.search(plain) is not None),
        digits > 0 and _PRICE.search(plain) is not None,
        "|" in plain or " · " in plain or " • " in plain,
        digits > 0 and shape.words <= _STAMP_WORDS and is_stamp(plain, stamp_words),
    )


@_counted
def _of_such_looks(
    words: str, kind: str, form: str, heading_level: int | None, shares: tuple[str, str, str, str] | None, *there: bool
) -> tuple[str, ...]:
    row = [f"words={words}", f"kind={kind}", f"form={form}"]
    if heading_level is not None:
        row.append(f"heading level {heading_level}")
    if shares is not None:
        capitals, links, common, length = shares
        row += (f"capitals={capitals}", f"links={links}", f"common words={common}, {length}")
    return (*row, *compress(_LOOKS, there))


def _digits(plain: str) -> int:
    return sum(map(plain.count, "0123456789")) if plain.isascii() else sum(map(str.isdigit, plain))


@per_line
def _is_one_sentence(plain: str) -> bool:
    return count_sentences(plain) == 1


def _capitals(plain: str) -> float:
    """The share of a line's words that begin with a capital, of those that begin with a letter."""
    letters = list(filter(str.isalpha, _FIRST_OF_WORD.findall(plain)))
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0


def _cohesion(page: _Page) -> Iterator[str]:
    """How much of a block's vocabulary the article's prose uses too (Hearst, 1997): other stories speak of other things.

    Only paragraphs that nothing speaks against make up the article's vocabulary, a block's own words not counted.
    """
    common = page.evidence.book.common_words
    vocabularies = [_content_words(line, common) for line in page.evidence.folded]
    article = [s.prose and not gone and zone == "body" for s, gone, zone in zip(page.evidence.shapes, page.gone, page.zones, strict=True)]
    uses = Counter(chain.from_iterable(compress(vocabularies, article)))
    used, used_again = frozenset(uses), frozenset(word for word, count in uses.items() if count > 1)
    for words, own in zip(vocabularies, article, strict=True):
        shared = len(words & (used_again if own else used))
        yield _in_common(len(words), shared / len(words)) if words else ""


@per_line
def _content_words(folded: str, common: frozenset[str]) -> frozenset[str]:
    pattern = _CONTENT_WORD_IN_ASCII if folded.isascii() else _CONTENT_WORD
    return frozenset(pattern.findall(folded)) - common


@spelled_once
def _in_common(words: int, share: float) -> str:
    length = name_of(words, (2, 6, 20), ("of two words", "of a few words", "of a sentence", "of a paragraph"))
    return f"{name_of(share, (0.0, 0.25, 0.5, 0.75), ('none', 'few', 'some', 'many', 'most'))} {length}"


def _said(evidence: Evidence, index: int) -> Row:
    """What phrase groups say of the block, by category, sure or not, clue or not."""
    best: dict[Category, float] = {}
    clues: dict[Category, None] = {}
    for hit in evidence.hits[index]:
        if hit.group.takes == "clue":
            clues[hit.group.category] = None
        elif hit.group.takes != "match":
            best[hit.group.category] = max(best.get(hit.group.category, 0.0), hit.group.confidence)
    return _says(tuple([(c, sure >= SURE) for c, sure in best.items()]), tuple([c for c in clues if c not in best]))


@_counted
def _says(said: tuple[tuple[Category, bool], ...], clues: tuple[Category, ...]) -> tuple[str, ...]:
    row = [f"says {c.value}{', surely' if surely else ''}" for c, surely in said]
    row += [f"hints at {c.value}" for c in clues]
    return (*row, "says something") if said else tuple(row)


@_counted
def _judged(category: Category, how: str) -> tuple[str, ...]:
    return f"marked {how}", f"marked {category.value}, {how}"


def _running(flags: Iterable[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))


def _cut_share(gone: Sequence[int], low: int, high: int) -> str:
    return _share_name(gone[high] - gone[low], high - low)


@spelled_once
def _share_name(some: int, of: int) -> str:
    return name_of(some / of if of else 0.0, _SHARE_STEPS, _SHARE_NAMES)


def _short_runs(shapes: Sequence[Shape]) -> list[int]:
    """For each block the length of the run of short unpunctuated lines it stands in, 0 for others."""
    out = [0] * len(shapes)
    start = 0
    for index in range(len(shapes) + 1):
        if index < len(shapes) and 0 < shapes[index].words <= _SHORT_WORDS and not shapes[index].ends:
            continue
        for i in range(start, index):
            out[i] = index - start
        start = index + 1
    return out
