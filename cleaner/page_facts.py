"""What can be told of a block of a page from its markup, its shape and its place: the facts for the page's scorecard.

Facts are short strings (``in nav``, ``own: sidebar``, ``prose in its element: most``). They name no site and, but for the
categories that phrases hint at, need no word of any language. The idea that text blocks tell themselves by words and links is
Kohlschütter's (Boilerplate Detection using Shallow Text Features, 2010); that the article is the element which holds the mass
of the prose is as old as Readability.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.evidence import Evidence, Shape
from cleaner.hints import Place, Region
from cleaner.markup import names_of
from cleaner.model import BlockKind

Rows = list[list[str]]
# The facts of a block in groups: blocks that stand in one place share the group that the place gives.
Groups = list[tuple[list[str], ...]]

# Prose in these parts of a page says nothing of where the article is, if there is so much prose elsewhere.
_BESIDE = frozenset({Region.NAV, Region.FOOTER, Region.ASIDE, Region.DIALOG, Region.FORM, Region.COMMENTS})
_ENOUGH_PROSE = 80
# An element holds the article if it holds this much of the page's prose; the deepest such element counts.
_HOLDS = (0.5, 0.7, 0.9)
_SHARES = (0.0, 0.2, 0.5, 0.8, 0.95)
_SHARE_NAMES = ("none", "little", "some", "half", "most", "all")
_WORD_STEPS = (0, 1, 2, 4, 8, 14, 24, 40, 80)
_WORD_NAMES = ("0", "1", "2", "3-4", "5-8", "9-14", "15-24", "25-40", "41-80", "81+")
_COUNTS = (0, 1, 2, 4, 8, 16)
_COUNT_NAMES = ("0", "1", "2", "3-4", "5-8", "9-16", "17+")
_SURE = 0.9
# A standfirst stands within so many blocks below the title.
_STANDFIRST = 4
# Inline elements say less of a block than the element around them.
_INLINE = frozenset({"a", "span", "b", "strong", "em", "i", "font", "small", "u", "mark", "abbr", "bdi", "sup", "sub"})
_TOKEN = re.compile(r"[a-z]{3,20}")
_ADDRESS = re.compile(r"(?:https?:)?//[^/?#]+([^?#]*)")
_ARROW = re.compile(r"[→»›▸>]\s?\Z")
_NUMBER = re.compile(r"\d")


class _Mass(NamedTuple):
    """How many words an element holds: all, in prose, in links."""

    words: int
    prose: int
    links: int


def page_facts(evidence: Evidence) -> Groups:
    """The facts of each block of a page, in order."""
    blocks = evidence.blocks
    places = [b.hints.place for b in blocks if b.hints]
    telling = _telling_prose(evidence)
    mass = _masses(evidence, telling)
    core = _cores(mass, places)
    article = _fullest(mass, places, "article")
    by_place = {id(p): _of_place(p, mass, core, article) for p in {id(p): p for p in places}.values()}
    views = (
        [_own(evidence, i) for i in range(len(blocks))],
        [by_place[id(p)] for p in places],
        _siblings(evidence, places, telling),
        _position(evidence, telling),
        _neighbours(evidence, places),
    )
    return list(zip(*views, strict=True))


# ---------------------------------------------------------------- the block alone


def _own(evidence: Evidence, index: int) -> list[str]:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    plain = block.plain
    form = _form(shape)
    row = [f"words={_name(shape.words, _WORD_STEPS, _WORD_NAMES)}", f"kind={block.kind.value}", f"form={form}", f"links={_share(shape.link_share)}, {form}"]
    if block.kind is BlockKind.HEADING:
        row.append(f"heading level {block.level}")
    signs = (
        ("upper", shape.upper and shape.words > 1),
        ("digits", bool(_NUMBER.search(plain)) and shape.words <= 6),
        ("question", plain.endswith("?")),
        ("arrow", bool(_ARROW.search(plain))),
        ("copyright sign", "©" in plain),
        ("address", "@" in plain),
        ("bars", " | " in plain or " · " in plain or " • " in plain),
        ("repeat", evidence.first_seen[index] != index),
        ("announced", evidence.announced[index]),
        ("content head", evidence.is_content_head(index)),
        ("lead-in", shape.colon),
        ("emphasis", block.hints is not None and block.hints.emphasis > 0.9),
    )
    row += (name for name, there in signs if there)
    row += _said(evidence, index)
    if block.hints:
        row += _targets(block.hints.targets, shape)
    return row


def _said(evidence: Evidence, index: int) -> Iterable[str]:
    """What phrase groups say of the block, by category."""
    best: dict[str, float] = {}
    for hit in evidence.hits[index]:
        if hit.group.takes == "clue":
            best.setdefault(hit.group.category.value, 0.0)
        else:
            best[hit.group.category.value] = max(best.get(hit.group.category.value, 0.0), hit.group.confidence)
    for category, sure in best.items():
        yield f"says {category}" if sure >= _SURE else f"may say {category}"
        if sure >= _SURE and evidence.shapes[index].prose:
            yield "prose that says something"


def _targets(targets: Sequence[str], shape: Shape) -> set[str]:
    """Where the block's links lead, for blocks that are mostly links: the first words of their paths."""
    if not targets or shape.link_share < 0.5:
        return set()
    out: set[str] = set()
    for target in targets[:3]:
        if target.startswith("#"):
            out.add("to: this page")
        elif target.startswith(("mailto:", "tel:", "javascript:")):
            out.add(f"to: {target.partition(':')[0]}")
        elif match := _ADDRESS.match(target):
            path = match[1].strip("/")
            out.add("to: home" if not path else f"to a path of {min(4, path.count('/') + 1)}")
            out.update(f"to: {token}" for token in _TOKEN.findall(path.partition("/")[0].lower())[:2])
    return out


# ---------------------------------------------------------------- the element


def _telling_prose(evidence: Evidence) -> list[bool]:
    """Which blocks are prose that tells where the article is. Some sites wrap all they have in a form or a thread."""
    prose = [shape.prose for shape in evidence.shapes]
    telling = [there and not (b.hints and b.hints.place.regions & _BESIDE) for there, b in zip(prose, evidence.blocks, strict=True)]
    enough = sum(s.words for s, there in zip(evidence.shapes, telling, strict=True) if there) >= _ENOUGH_PROSE
    return telling if enough else prose


def _masses(evidence: Evidence, telling: Sequence[bool]) -> dict[int, _Mass]:
    """Words by element id, summed over everything in it."""
    of_place: dict[int, list[int]] = {}
    seen: dict[int, Place] = {}
    for block, shape, tells in zip(evidence.blocks, evidence.shapes, telling, strict=True):
        if block.hints is None:
            continue
        place = block.hints.place
        seen[id(place)] = place
        sums = of_place.setdefault(id(place), [0, 0, 0])
        sums[0] += shape.words
        sums[1] += shape.words if tells else 0
        sums[2] += round(shape.words * shape.link_share)
    totals: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, (words, prose, links) in of_place.items():
        for ancestor in seen[key].ancestors:
            sums = totals[ancestor]
            sums[0] += words
            sums[1] += prose
            sums[2] += links
    return {key: _Mass(*sums) for key, sums in totals.items()}


def _cores(mass: dict[int, _Mass], places: Sequence[Place]) -> tuple[int, ...]:
    """For each share in ``_HOLDS`` the deepest element that holds so much of the page's prose."""
    total = max((m.prose for m in mass.values()), default=0)
    depth = {a: d for p in places for d, a in enumerate(p.ancestors)}
    return tuple(
        max((a for a, m in mass.items() if m.prose >= share * total), key=lambda a: (depth[a], a), default=0) if total else 0
        for share in _HOLDS
    )


def _fullest(mass: dict[int, _Mass], places: Sequence[Place], tag: str) -> int:
    """The element of this name that holds most prose; -1 if there is none."""
    found = {p.ancestors[d] for p in places for d, name in enumerate(p.tags) if name == tag}
    return max(found, key=lambda a: (mass[a].prose, -a), default=-1)


def _of_place(place: Place, mass: dict[int, _Mass], cores: tuple[int, ...], article: int) -> list[str]:
    around = frozenset(place.ancestors)
    tags = [t for t in place.tags if t not in _INLINE]
    inside = next((f"holds {share:.0%}" for share, core in zip(_HOLDS, cores, strict=True) if core in around), "outside")
    row = [f"tag {tags[-1] if tags else 'body'}", f"in what {inside} of the prose"]
    row += (f"in {region.value}" for region in place.regions)
    row += (f"called {name}" for name in names_of(place.own))
    row += (f"in what is called {name}" for name in names_of(place.far))
    row += (f"own: {token}" for token in place.own)
    row += (f"far: {token}" for token in place.far)
    if article >= 0:
        row.append("in the fullest article" if article in around else "in another article" if Region.ARTICLE in place.regions else "beside the article")
    if place.email_field:
        row.append("form with an e-mail field")
    element = mass[place.container]
    row.append(f"prose in its element: {_share(element.prose / (element.words or 1))}")
    row.append(f"links in its element: {_share(element.links / (element.words or 1))}")
    for name, up in (("two up", 2), ("four up", 4)):
        wider = mass[place.ancestors[max(0, len(place.ancestors) - 1 - up)]]
        row.append(f"links {name}: {_share(wider.links / (wider.words or 1))}")
        row.append(f"prose {name}: {_share(wider.prose / (wider.words or 1))}")
    row.append(f"depth {min(30, len(place.ancestors)) // 4}")
    return row


def _siblings(evidence: Evidence, places: Sequence[Place], telling: Sequence[bool]) -> Rows:
    """How many blocks stand in the same element, and how much of the page's prose on the same path of tags."""
    count = Counter(p.container for p in places)
    words: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for place, shape, tells in zip(places, evidence.shapes, telling, strict=True):
        sums = words[place.tags]
        sums[0] += shape.words
        sums[1] += shape.words if tells else 0
    total = sum(prose for _, prose in words.values()) or 1
    rows: Rows = []
    for place in places:
        all_words, prose = words[place.tags]
        rows.append(
            [
                f"blocks in its element: {_name(count[place.container], _COUNTS, _COUNT_NAMES)}",
                f"prose on its path: {_share(prose / (all_words or 1))}",
                f"of the page's prose on its path: {_share(prose / total)}",
            ]
        )
    return rows


# ---------------------------------------------------------------- the place in the text


def _position(evidence: Evidence, is_prose: Sequence[bool]) -> Rows:
    """Before or after the title; zone; how much of the prose has gone by; how far the nearest prose is."""
    shapes = evidence.shapes
    count = len(shapes)
    title = title_of(evidence)
    total = sum(s.words for s, p in zip(shapes, is_prose, strict=True) if p) or 1
    below = _distances(is_prose[::-1])[::-1]
    rows: Rows = []
    gone = 0
    for index, (shape, above) in enumerate(zip(shapes, _distances(is_prose), strict=True)):
        zone = evidence.zones[index].name.lower()
        form = _form(shape)
        row = [
            f"{zone}: {form}",
            f"{zone}, words={_name(shape.words, (2, 8, 24), ('few', 'some', 'many', 'most'))}",
            f"prose so far: {_tenth(gone / total)}, {form}",
            f"prose above: {_name(above, _COUNTS, _COUNT_NAMES)}, {zone}" if above < count else f"no prose above, {form}",
            f"prose below: {_name(below[index], _COUNTS, _COUNT_NAMES)}, {zone}" if below[index] < count else f"no prose below, {form}",
        ]
        if title >= 0:
            row.append("the title" if index == title else f"above the title: {form}" if index < title else f"below the title, {zone}")
            if title < index <= title + _STANDFIRST:
                row.append(f"right below the title: {form} of {_name(shape.words, (2, 8, 24), ('few', 'some', 'many', 'most'))} words")
        rows.append(row)
        gone += shape.words if is_prose[index] else 0
    return rows


def title_of(evidence: Evidence) -> int:
    """The heading of level 1 that is nearest to the beginning of the prose; -1 if there is none."""
    tops = [i for i, b in enumerate(evidence.blocks) if b.kind is BlockKind.HEADING and b.level == 1]
    return min(tops, key=lambda i: abs(i - evidence.first_prose), default=-1)


def _distances(flags: Sequence[bool]) -> list[int]:
    """How many blocks back the last flag before each block is; more than all where there is none."""
    out: list[int] = []
    far = len(flags) + 1
    for flag in flags:
        out.append(far)
        far = 0 if flag else far + 1
    return out


def _neighbours(evidence: Evidence, places: Sequence[Place]) -> Rows:
    """The blocks above and below, and whether they stand in the same element."""
    count = len(places)
    brief = [f"{_form(s)} of {_name(s.words, (2, 8, 24), ('few', 'some', 'many', 'most'))} words" for s in evidence.shapes]
    says = [sorted({h.group.category.value for h in hits if h.group.takes != "clue"}) for hits in evidence.hits]
    rows: Rows = []
    for index in range(count):
        row: list[str] = []
        for name, at in (("above", index - 1), ("below", index + 1)):
            if not 0 <= at < count:
                row.append(f"{name}: nothing")
                continue
            near = "beside it" if places[at].container == places[index].container else "elsewhere"
            row.append(f"{name}: {brief[at]}, {near}")
            row += (f"{name}: says {category}" for category in says[at])
            if evidence.blocks[at].kind is BlockKind.HEADING:
                row.append(f"{name}: heading")
        rows.append(row)
    return rows


# ---------------------------------------------------------------- names of values


def _form(shape: Shape) -> str:
    if shape.prose:
        return "prose"
    if shape.link_share > 0.7:
        return "link"
    return "sentence" if shape.ends else "line"


def _share(share: float) -> str:
    return _name(share, _SHARES, _SHARE_NAMES)


def _name(value: float, steps: Sequence[float], names: Sequence[str]) -> str:
    for step, name in zip(steps, names, strict=False):
        if value <= step:
            return name
    return names[len(steps)]


def _tenth(share: float) -> str:
    return "start" if share <= 0 else "end" if share >= 1 else f"{int(share * 5) * 2}/10"
