"""Each block as a handful of named facts: what the scorecard weighs.

A fact is a short string such as ``words=5-8``, ``tail`` or ``below: prose``. They are read from evidence and from the
marks that the stages made, never from a word list of their own, so that a language's file is all that a language needs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from cleaner.evidence import Evidence, Shape, Zone
from cleaner.model import BlockKind, Category
from cleaner.phrasebook import fold
from cleaner.stages.base import LIKELY, Verdicts
from cleaner.stages.bylines import is_stamp

_WORD_STEPS = (0, 1, 2, 4, 8, 14, 24, 49)
_WORD_NAMES = ("0", "1", "2", "3-4", "5-8", "9-14", "15-24", "25-49", "50+")
_SHARE_STEPS = (0.0, 0.15, 0.4, 0.75)
_SHARE_NAMES = ("none", "little", "some", "much", "all")
_DISTANCE_STEPS = (1, 2, 3, 5, 9, 17)
_DISTANCE_NAMES = ("0", "1", "2", "3-4", "5-8", "9-16", "17+")
_SURE = 0.9
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_CONTACT = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,64}\.\w|\(?\+?\d[\d\s().\-]{7,20}\d")
_PRICE = re.compile(r"[$€£¥₹]\s?\d")
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\])\s?\Z")
_ARROW = re.compile(r"[→»›▸>]\s?\Z")
# Text that shows the whole page is told by its chrome: menus, share bars, legal lines, around the prose and some of them above it.
_CHROME = frozenset({Category.NAVIGATION, Category.LEGAL, Category.SHARE})
_CHROME_LINES = 5
_CHROME_ABOVE = 1
_CHROME_AROUND = 6
_SECTION = 12
# In the last part of a text a line of these kinds tells that the article has ended above it.
END_BEGINS = 0.7
# A sign with more than this much of the article's prose below it stands between two parts of the article.
MOST_PROSE_BELOW = 0.25
END_MARKS = frozenset(
    {
        Category.RELATED, Category.AUTHOR_BIO, Category.COMMENTS, Category.NEWSLETTER, Category.SUBSCRIPTION, Category.ABOUT,
        Category.LEGAL, Category.SHARE, Category.NAVIGATION, Category.BYLINE, Category.AD, Category.COURSE_AD,
    }
)  # fmt: skip


Rows = list[list[str]]


def facts(evidence: Evidence, verdicts: Verdicts) -> Rows:
    """The facts of every block, in order: of the block itself, of its place, of what stands around it."""
    own = [_own(evidence, verdicts, i) for i in range(len(evidence.blocks))]
    dump = is_dump(evidence, verdicts)
    views = (
        own,
        _place(evidence, verdicts, dump),
        _progress(evidence, verdicts, dump),
        [_near(evidence, verdicts, own, i) for i in range(len(own))],
        _distance_to_prose(evidence, verdicts),
        _surroundings(evidence, verdicts, own),
        _after_the_end(evidence, verdicts),
    )
    return [[fact for row in rows for fact in row] for rows in zip(*views, strict=True)]


def _place(evidence: Evidence, verdicts: Verdicts, dump: bool) -> Rows:
    """Zone and size, and how much the block has in common with the article there."""
    rows: Rows = []
    for zone, shape, cohesion in zip(evidence.zones, evidence.shapes, _cohesion(evidence, verdicts), strict=True):
        place = f"{zone.name.lower()}, dump" if dump else zone.name.lower()
        row = [place, f"{place}: {_name(shape.words, _WORD_STEPS, _WORD_NAMES)}", f"{place}: {_form(shape)}"]
        if cohesion:
            row += (f"shares words with the article: {cohesion}", f"{place}: shares words with the article: {cohesion}")
        rows.append(row)
    return rows


def _progress(evidence: Evidence, verdicts: Verdicts, dump: bool) -> Rows:
    """How much of the text and of its prose has gone by."""
    shapes = evidence.shapes
    total = sum(s.words for s in shapes) or 1
    prose_total = sum(s.words for i, s in enumerate(shapes) if s.prose and not verdicts.gone(i)) or 1
    rows: Rows = []
    words = prose = 0
    for shape in shapes:
        rows.append([f"{'dump, ' if dump else ''}prose so far: {_tenth(prose / prose_total)}", f"words so far: {_tenth(words / total)}"])
        words += shape.words
        prose += shape.words if shape.prose else 0
    return rows


def _distance_to_prose(evidence: Evidence, verdicts: Verdicts) -> Rows:
    """How many blocks lie between this one and the nearest prose above and below."""
    count = len(evidence.blocks)
    prose = [i for i, s in enumerate(evidence.shapes) if s.prose and not verdicts.gone(i)]
    rows: Rows = []
    for index in range(count):
        zone = evidence.zones[index].name.lower()
        at = bisect_right(prose, index)
        above = index - prose[at - 1] - (prose[at - 1] == index) if at else count
        below = prose[at] - index if at < len(prose) else count
        rows.append(
            [
                f"prose {side}: {_name(far, _DISTANCE_STEPS, _DISTANCE_NAMES)}" if far < count else f"no prose {side}, {zone}"
                for side, far in (("above", above), ("below", below))
            ]
        )
    return rows


def _surroundings(evidence: Evidence, verdicts: Verdicts, own: Rows) -> Rows:
    """What the stages said of the blocks around, and what repeats among them."""
    count = len(evidence.blocks)
    copies = Counter(evidence.first_seen)
    gone = _running([verdicts.gone(i) for i in range(count)])
    counted = {
        "stamps": _running(["stamp" in row for row in own]),
        "thread signs": _running([any(h.group.category is Category.COMMENTS for h in hits) for hits in evidence.hits]),
        "repeated labels": _running([_is_label(evidence, copies, i) for i in range(count)]),
    }
    rows: Rows = []
    for index, short in enumerate(_short_runs(evidence.shapes)):
        zone = evidence.zones[index].name.lower()
        low, high = max(0, index - _SECTION), min(count, index + _SECTION + 1)
        row = [
            f"cut around: {_name(_share(gone, low, high), _SHARE_STEPS, _SHARE_NAMES)}",
            f"cut below: {_name(_share(gone, index + 1, high), _SHARE_STEPS, _SHARE_NAMES)}, {zone}",
            f"cut above: {_name(_share(gone, low, index), _SHARE_STEPS, _SHARE_NAMES)}, {zone}",
        ]
        for name, running in counted.items():
            row.append(f"{name} around: {_name(running[high] - running[low], (0, 1, 3), ('none', 'one', 'few', 'many'))}")
        if short:
            row.append(f"{zone}: run of short lines: {_name(short, _DISTANCE_STEPS, _DISTANCE_NAMES)}")
        rows.append(row)
    return rows


def _after_the_end(evidence: Evidence, verdicts: Verdicts) -> Rows:
    """Which signs above say that the article is over."""
    rows: Rows = []
    for shape, signs in zip(evidence.shapes, end_signs(evidence, verdicts), strict=True):
        row: list[str] = []
        if signs:
            row.append(f"below the end: {_name(len(signs), (1, 2, 3), ('one sign', 'two signs', 'three signs', 'many signs'))}")
            row.append(f"below the end: {_form(shape)} of {_name(shape.words, (4, 14, 40), ('few', 'some', 'many', 'most'))} words")
            row += (f"below {category.value} at the end" for category in sorted(signs))
        rows.append(row)
    return rows


def end_signs(evidence: Evidence, verdicts: Verdicts) -> list[frozenset[Category]]:
    """For each block: which kinds of line above it, in the last part of the text, tell that the article is over."""
    total = sum(s.words for s in evidence.shapes) or 1
    prose_below = sum(s.words for i, s in enumerate(evidence.shapes) if s.prose and not verdicts.gone(i))
    most_below = prose_below * MOST_PROSE_BELOW
    out: list[frozenset[Category]] = []
    signs: frozenset[Category] = frozenset()
    words = 0
    for index, shape in enumerate(evidence.shapes):
        out.append(signs)
        late = words >= total * END_BEGINS and prose_below <= most_below
        if late and (category := _end_mark(verdicts, index)) and category not in signs:
            signs |= {category}
        words += shape.words
        prose_below -= shape.words if shape.prose and not verdicts.gone(index) else 0
    return out


def _end_mark(verdicts: Verdicts, index: int) -> Category | None:
    mark = verdicts.of(index)
    return mark.category if mark and verdicts.gone(index) and mark.category in END_MARKS else None


def is_dump(evidence: Evidence, verdicts: Verdicts) -> bool:
    """Is this everything a page shows, menus and footers included, rather than an extractor's choice of it?"""
    first = next((i for i, s in enumerate(evidence.shapes) if s.prose and not verdicts.gone(i)), len(evidence.shapes))
    count = len(evidence.blocks)
    chrome = sum(1 for i in range(count) if verdicts.is_a(i, Category.NAVIGATION, Category.LEGAL))
    above = sum(1 for i in range(first) if verdicts.is_a(i, *_CHROME) or any(h.group.category in _CHROME for h in evidence.hits[i]))
    below = sum(1 for i in range(count) if evidence.zones[i] is Zone.TAIL and verdicts.is_a(i, *_CHROME))
    return chrome >= _CHROME_LINES and above >= _CHROME_ABOVE and above + below >= _CHROME_AROUND


def _own(evidence: Evidence, verdicts: Verdicts, index: int) -> list[str]:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    plain = block.plain
    row = [f"words={_name(shape.words, _WORD_STEPS, _WORD_NAMES)}", f"kind={block.kind.value}", f"form={_form(shape)}"]
    if block.kind is BlockKind.HEADING:
        row.append(f"heading level {block.level}")
    if shape.words:
        row += (
            f"capitals={_name(shape.capitals, _SHARE_STEPS, _SHARE_NAMES)}",
            f"links={_name(shape.link_share, _SHARE_STEPS, _SHARE_NAMES)}",
            f"common words={_name(shape.common, (0.0, 0.2, 0.35, 0.5), _SHARE_NAMES)}, {_name(shape.words, (4, 14), ('short', 'middle', 'long'))}",
        )
    signs = (
        ("upper", shape.upper and shape.words > 1),
        ("digits", shape.digits > 0.15),
        ("starts lower", shape.starts_lower),
        ("question", plain.endswith("?")),
        ("exclamation", plain.endswith("!")),
        ("cut off", bool(_CUT_OFF.search(plain))),
        ("arrow", bool(_ARROW.search(plain))),
        ("copyright sign", "©" in plain),
        ("contact", bool(_CONTACT.search(plain))),
        ("price", bool(_PRICE.search(plain))),
        ("bars", plain.count("|") + plain.count(" · ") + plain.count(" • ") > 0),
        ("stamp", shape.words <= 14 and is_stamp(plain)),
        ("repeat", evidence.first_seen[index] != index and shape.words > 0),
        ("announced", evidence.announced[index]),
        ("content head", evidence.is_content_head(index)),
        ("after blank", block.after_blank),
        ("lead-in", shape.colon),
        ("one sentence", shape.ends and shape.sentences == 1),
    )
    row += (name for name, there in signs if there)
    row += _said(evidence, index)
    row += _judged(verdicts, index)
    return row


def _cohesion(evidence: Evidence, verdicts: Verdicts) -> list[str]:
    """How much of a block's vocabulary the article's prose uses too (Hearst, 1997): other stories speak of other things.

    Only paragraphs that nothing speaks against make up the article's vocabulary, a block's own words not counted.
    """
    vocabularies = [_content_words(evidence, i) for i in range(len(evidence.blocks))]
    article: Counter[str] = Counter()
    for index, shape in enumerate(evidence.shapes):
        if shape.prose and not verdicts.gone(index) and evidence.zones[index] is Zone.BODY:
            article.update(vocabularies[index])
    out: list[str] = []
    for index, words in enumerate(vocabularies):
        own = evidence.shapes[index].prose and not verdicts.gone(index) and evidence.zones[index] is Zone.BODY
        shared = sum(1 for w in words if article[w] > own)
        length = _name(len(words), (2, 6, 20), ("of two words", "of a few words", "of a sentence", "of a paragraph"))
        out.append(f"{_name(shared / len(words), (0.0, 0.25, 0.5, 0.75), ('none', 'few', 'some', 'many', 'most'))} {length}" if words else "")
    return out


def _content_words(evidence: Evidence, index: int) -> frozenset[str]:
    return frozenset(w for w in _CONTENT_WORD.findall(fold(evidence.blocks[index].plain)) if w not in evidence.book.common_words)


def _is_label(evidence: Evidence, copies: Mapping[int, int], index: int) -> bool:
    """A short line that stands three times or more: a button or a label of some frame."""
    return copies[evidence.first_seen[index]] >= 3 and 0 < evidence.shapes[index].words <= 6


def _form(shape: Shape) -> str:
    if shape.prose:
        return "prose"
    if shape.link_share > 0.7:
        return "link"
    return "sentence" if shape.ends else "line"


def _said(evidence: Evidence, index: int) -> list[str]:
    """What phrase groups say of the block, by category, sure or not, clue or not."""
    best: dict[Category, float] = {}
    clues: set[Category] = set()
    for hit in evidence.hits[index]:
        if hit.group.takes == "clue":
            clues.add(hit.group.category)
        elif hit.group.takes != "match":
            best[hit.group.category] = max(best.get(hit.group.category, 0.0), hit.group.confidence)
    row = [f"says {c.value}{', surely' if sure >= _SURE else ''}" for c, sure in best.items()]
    row += (f"hints at {c.value}" for c in clues if c not in best)
    if best:
        row.append("says something")
    return row


def _judged(verdicts: Verdicts, index: int) -> list[str]:
    mark = verdicts.of(index)
    if mark is None:
        return []
    level = "surely" if mark.confidence >= _SURE else "likely" if mark.confidence >= LIKELY else "perhaps"
    return [f"marked {level}", f"marked {mark.category.value}, {level}"]


def _near(evidence: Evidence, verdicts: Verdicts, own: Sequence[Sequence[str]], index: int) -> list[str]:
    row: list[str] = []
    for name, at in (("above", index - 1), ("below", index + 1), ("2 above", index - 2), ("2 below", index + 2)):
        if not 0 <= at < len(own):
            row.append(f"{name}: nothing")
            continue
        shape = evidence.shapes[at]
        row.append(f"{name}: {_form(shape)} of {_name(shape.words, (2, 8, 24), ('few', 'some', 'many', 'most'))} words")
        if verdicts.gone(at):
            row.append(f"{name}: goes")
        if len(name) == 5:
            row.append(f"{name}: {evidence.blocks[at].kind.value}")
            row += (f"{name}: {fact}" for fact in own[at] if fact.startswith(("says", "hints", "stamp", "content head", "lead-in")))
    return row


def _running(flags: Sequence[bool]) -> list[int]:
    out = [0]
    for flag in flags:
        out.append(out[-1] + flag)
    return out


def _share(running: Sequence[int], low: int, high: int) -> float:
    return (running[high] - running[low]) / (high - low) if high > low else 0.0


def _short_runs(shapes: Sequence[Shape]) -> list[int]:
    """For each block the length of the run of short unpunctuated lines it stands in, 0 for others."""
    out = [0] * len(shapes)
    start = 0
    for index in range(len(shapes) + 1):
        if index < len(shapes) and 0 < shapes[index].words <= 8 and not shapes[index].ends:
            continue
        for i in range(start, index):
            out[i] = index - start
        start = index + 1
    return out


def _name(value: float, steps: Sequence[float], names: Sequence[str]) -> str:
    for step, name in zip(steps, names, strict=False):
        if value <= step:
            return name
    return names[len(steps)]


def _tenth(share: float) -> str:
    return "start" if share <= 0 else "end" if share >= 1 else f"{int(share * 5) * 2}/10"
