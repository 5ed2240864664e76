"""What can be told of a block of a page from its markup, its shape and its place: the facts for the page's scorecard.

Facts are short strings (``in nav``, ``own: sidebar``, ``prose in its element: most``). They name no site and, but for the
categories that phrases hint at, need no word of any language. The idea that text blocks tell themselves by words and links is
Kohlschütter's (Boilerplate Detection using Shallow Text Features, 2010); that the article is the element which holds the mass
of the prose is as old as Readability.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from cleaner.evidence import Evidence, Shape, Zone
from cleaner.fact_names import form_of, name_of, spelled_once, tenth_of
from cleaner.hints import Place, Region
from cleaner.markup import names_of
from cleaner.model import Block, BlockKind
from cleaner.phrasebook import Hit

# Prose in these parts of a page says nothing of where the article is, if there is so much prose elsewhere.
_BESIDE = frozenset({Region.NAV, Region.FOOTER, Region.ASIDE, Region.DIALOG, Region.FORM, Region.COMMENTS})
_ENOUGH_PROSE = 80
# An element holds the article if it holds this much of the page's prose; the deepest such element counts.
_HOLDS = (0.5, 0.7, 0.9)
_SHARES = (0.0, 0.2, 0.5, 0.8, 0.95)
_SHARE_NAMES = ("none", "little", "some", "half", "most", "all")
_WORD_STEPS = (0, 1, 2, 4, 8, 14, 24, 40, 80)
_WORD_NAMES = ("0", "1", "2", "3-4", "5-8", "9-14", "15-24", "25-40", "41-80", "81+")
_SIZE_STEPS = (2, 8, 24)
_SIZE_NAMES = ("few", "some", "many", "most")
_COUNTS = (0, 1, 2, 4, 8, 16)
_COUNT_NAMES = ("0", "1", "2", "3-4", "5-8", "9-16", "17+")
_ZONE_NAMES = {zone: zone.name.lower() for zone in Zone}
_SURE = 0.9
_MOSTLY_LINKS = 0.5
_EMPHASIZED = 0.9
# A number in a longer line is a part of what the line says.
_NUMBER_WORDS = 6
# A standfirst stands within so many blocks below the title.
_STANDFIRST = 4
# Inline elements say less of a block than the element around them.
_INLINE = frozenset({"a", "span", "b", "strong", "em", "i", "font", "small", "u", "mark", "abbr", "bdi", "sup", "sub"})
_TOKEN = re.compile(r"[a-z]{3,20}")
_ADDRESS = re.compile(r"(?:https?:)?//[^/?#]+([^?#]*)")
_ARROW = re.compile(r"[→»›▸>]\s?\Z")
_NUMBER = re.compile(r"\d")

# Some facts of a block: those that one view of it gives.
Row = tuple[str, ...]



class _Element(NamedTuple):
    """How many words an element holds, all, in prose and in links, and how deep it stands."""

    words: int
    prose: int
    links: int
    depth: int


class _Page(NamedTuple):
    """What several views need, block by block, and what each element holds."""

    evidence: Evidence
    places: list[Place]
    forms: list[str]
    sizes: list[str]
    zones: list[str]
    prose: list[int]  # words of prose that may be the article's
    elements: dict[int, _Element]


def page_facts(evidence: Evidence) -> list[tuple[Row, ...]]:
    """The facts of each block of a page, in order, a row a view. Few rows of a page differ, so they are worth remembering."""
    places = [b.hints.place for b in evidence.blocks if b.hints]
    prose = _telling_prose(evidence.shapes, places)
    page = _Page(
        evidence=evidence,
        places=places,
        forms=[form_of(shape) for shape in evidence.shapes],
        sizes=[name_of(shape.words, _SIZE_STEPS, _SIZE_NAMES) for shape in evidence.shapes],
        zones=[_ZONE_NAMES[zone] for zone in evidence.zones],
        prose=prose,
        elements=_elements(evidence.shapes, places, prose),
    )
    views = (
        _look(page),
        _signs(page),
        map(_said, evidence.hits, evidence.shapes),
        map(_targets, evidence.blocks, evidence.shapes),
        _standing(page),
        _by_tokens([place.own for place in places], "called", "own"),
        _by_tokens([place.far for place in places], "in what is called", "far"),
        _shares_around(page),
        _siblings(page),
        _position(page),
        _from_title(page),
        _beside(page, "above", -1),
        _beside(page, "below", +1),
    )
    return list(zip(*views, strict=True))


# ---------------------------------------------------------------- the block alone


def _look(page: _Page) -> Iterator[Row]:
    for block, shape, form in zip(page.evidence.blocks, page.evidence.shapes, page.forms, strict=True):
        yield _looks(name_of(shape.words, _WORD_STEPS, _WORD_NAMES), block.kind, block.level, form, _share(shape.link_share))


@spelled_once
def _looks(words: str, kind: BlockKind, level: int, form: str, links: str) -> Row:
    row = (f"words={words}", f"kind={kind.value}", f"form={form}", f"links={links}, {form}")
    return (*row, f"heading level {level}") if kind is BlockKind.HEADING else row


_SIGNS = (
    "upper", "digits", "question", "arrow", "copyright sign", "address", "bars", "repeat", "announced", "content head", "lead-in", "emphasis",
)  # fmt: skip


def _signs(page: _Page) -> Iterator[Row]:
    evidence = page.evidence
    for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True)):
        plain = block.plain
        yield _named_signs(
            shape.upper and shape.words > 1,
            shape.words <= _NUMBER_WORDS and bool(_NUMBER.search(plain)),
            plain.endswith("?"),
            bool(_ARROW.search(plain[-2:])),
            "©" in plain,
            "@" in plain,
            " | " in plain or " · " in plain or " • " in plain,
            evidence.first_seen[index] != index,
            evidence.announced[index],
            evidence.is_content_head(index),
            shape.colon,
            block.hints is not None and block.hints.emphasis > _EMPHASIZED,
        )


@spelled_once
def _named_signs(*there: bool) -> Row:
    return tuple(compress(_SIGNS, there))


def _said(hits: Sequence[Hit], shape: Shape) -> Row:
    """What phrase groups say of the block, by category."""
    best: dict[str, float] = {}
    for hit in hits:
        category = hit.group.category.value
        best[category] = max(best.get(category, 0.0), 0.0 if hit.group.takes == "clue" else hit.group.confidence)
    row = [f"says {category}" if sure >= _SURE else f"may say {category}" for category, sure in best.items()]
    row += ("prose that says something" for sure in best.values() if sure >= _SURE and shape.prose)
    return tuple(row)


def _targets(block: Block, shape: Shape) -> Row:
    """Where the block's links lead, for blocks that are mostly links."""
    if block.hints is None or not block.hints.targets or shape.link_share < _MOSTLY_LINKS:
        return ()
    return tuple({fact for target in block.hints.targets[:3] for fact in _target(target)})


def _target(target: str) -> Row:
    """Where a link leads: the first words of its path."""
    if target.startswith("#"):
        return ("to: this page",)
    if target.startswith(("mailto:", "tel:", "javascript:")):
        return (f"to: {target.partition(':')[0]}",)
    match = _ADDRESS.match(target)
    if match is None:
        return ()
    path = match[1].strip("/")
    first_words = _TOKEN.findall(path.partition("/")[0].lower())[:2]
    return ("to: home" if not path else f"to a path of {min(4, path.count('/') + 1)}", *(f"to: {word}" for word in first_words))


# ---------------------------------------------------------------- the element


def _telling_prose(shapes: Sequence[Shape], places: Sequence[Place]) -> list[int]:
    """How many words of each block tell where the article is. Some sites wrap all they have in a form or a thread."""
    prose = [shape.words if shape.prose else 0 for shape in shapes]
    telling = [words if p.regions.isdisjoint(_BESIDE) else 0 for words, p in zip(prose, places, strict=True)]
    return telling if sum(telling) >= _ENOUGH_PROSE else prose


def _elements(shapes: Sequence[Shape], places: Sequence[Place], prose: Sequence[int]) -> dict[int, _Element]:
    """What is in each element that holds text, by its id."""
    sums: dict[int, list[int]] = {}
    around: dict[int, tuple[int, int]] = {}  # of an element: how deep it stands, and in what
    for place, shape, in_prose in zip(places, shapes, prose, strict=True):
        ancestors = place.ancestors
        for depth in range(len(ancestors) - 1, -1, -1):
            if ancestors[depth] in sums:
                break
            sums[ancestors[depth]] = [0, 0, 0]
            around[ancestors[depth]] = depth, ancestors[max(0, depth - 1)]
        own = sums[ancestors[-1]]
        own[0] += shape.words
        own[1] += in_prose
        own[2] += round(shape.words * shape.link_share)
    for inner in sorted(sums, reverse=True):  # ids are in document order: what is in an element comes after it
        depth, outer = around[inner]
        if depth:
            sums[outer] = [a + b for a, b in zip(sums[outer], sums[inner], strict=True)]
    return {element: _Element(words, in_prose, links, around[element][0]) for element, (words, in_prose, links) in sums.items()}


def _cores(page: _Page) -> list[int]:
    """For each share in ``_HOLDS`` the deepest element that holds so much of the page's prose; 0 where there is none."""
    total = sum(page.prose)
    heavy = [(e.depth, element, e.prose) for element, e in page.elements.items() if total and e.prose >= _HOLDS[0] * total]
    return [max(((depth, element) for depth, element, prose in heavy if prose >= share * total), default=(0, 0))[1] for share in _HOLDS]


def _fullest(page: _Page, tag: str) -> int:
    """The element of this name that holds most prose; -1 if there is none."""
    found = {p.ancestors[d] for p in page.places if tag in p.tags for d, name in enumerate(p.tags) if name == tag}
    return max(found, key=lambda element: (page.elements[element].prose, -element), default=-1)


def _standing(page: _Page) -> Iterator[Row]:
    """The kind of place that the block stands in."""
    cores = _cores(page)
    article = _fullest(page, "article")
    for place in page.places:
        around = place.ancestors
        tag = next((tag for tag in reversed(place.tags) if tag not in _INLINE), "body")
        holds = next((f"holds {share:.0%}" for share, core in zip(_HOLDS, cores, strict=True) if core in around), "outside")
        yield _stands_in(tag, holds, place.regions, article >= 0, article in around, place.email_field, min(30, len(around)) // 4)


@spelled_once
def _stands_in(tag: str, holds: str, regions: frozenset[Region], has_article: bool, in_article: bool, email_field: bool, depth: int) -> Row:
    row = [f"tag {tag}", f"in what {holds} of the prose", f"depth {depth}"]
    row += (f"in {region.value}" for region in regions)
    if has_article:
        row.append("in the fullest article" if in_article else "in another article" if Region.ARTICLE in regions else "beside the article")
    if email_field:
        row.append("form with an e-mail field")
    return tuple(row)


def _by_tokens(names: Sequence[frozenset[str]], called: str, where: str) -> Iterator[Row]:
    """What the elements around are called; no other page uses the same words, so this is remembered for the page alone."""
    rows = {tokens: (*(f"{called} {name}" for name in names_of(tokens)), *(f"{where}: {token}" for token in tokens)) for tokens in set(names)}
    return map(rows.__getitem__, names)


def _shares_around(page: _Page) -> Iterator[Row]:
    """How much of the elements around the block is prose, and how much links."""
    elements = page.elements
    for place in page.places:
        around = place.ancestors
        # An element that is nested too deeply to be remembered is not among those around.
        own = elements.get(place.container) or elements[around[-1]]
        two_up, four_up = (elements[around[max(0, len(around) - 1 - up)]] for up in (2, 4))
        yield _shares(*(_share(part / (e.words or 1)) for e in (own, two_up, four_up) for part in (e.prose, e.links)))


@spelled_once
def _shares(prose: str, links: str, prose_two_up: str, links_two_up: str, prose_four_up: str, links_four_up: str) -> Row:
    return (
        f"prose in its element: {prose}",
        f"links in its element: {links}",
        f"links two up: {links_two_up}",
        f"prose two up: {prose_two_up}",
        f"links four up: {links_four_up}",
        f"prose four up: {prose_four_up}",
    )


def _siblings(page: _Page) -> Iterator[Row]:
    """How many blocks stand in the same element, and how much of the page's prose on the same path of tags."""
    count = Counter(p.container for p in page.places)
    words: defaultdict[tuple[str, ...], int] = defaultdict(int)
    prose: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for place, shape, in_prose in zip(page.places, page.evidence.shapes, page.prose, strict=True):
        words[place.tags] += shape.words
        prose[place.tags] += in_prose
    total = sum(page.prose) or 1
    for place in page.places:
        on_path = prose[place.tags]
        yield _among(name_of(count[place.container], _COUNTS, _COUNT_NAMES), _share(on_path / (words[place.tags] or 1)), _share(on_path / total))


@spelled_once
def _among(blocks: str, prose: str, of_all_prose: str) -> Row:
    return f"blocks in its element: {blocks}", f"prose on its path: {prose}", f"of the page's prose on its path: {of_all_prose}"


# ---------------------------------------------------------------- the place in the text


def _position(page: _Page) -> Iterator[Row]:
    """The zone, how much of the prose has gone by, and how far the nearest prose is."""
    count = len(page.prose)
    total = sum(page.prose) or 1
    above = _distances(page.prose)
    below = _distances(page.prose[::-1])[::-1]
    gone = 0
    for index, words in enumerate(page.prose):
        near = (name_of(far, _COUNTS, _COUNT_NAMES) if far < count else "" for far in (above[index], below[index]))
        yield _positioned(page.zones[index], page.forms[index], page.sizes[index], tenth_of(gone / total), *near)
        gone += words


@spelled_once
def _positioned(zone: str, form: str, size: str, gone: str, above: str, below: str) -> Row:
    return (
        f"{zone}: {form}",
        f"{zone}, words={size}",
        f"prose so far: {gone}, {form}",
        f"prose above: {above}, {zone}" if above else f"no prose above, {form}",
        f"prose below: {below}, {zone}" if below else f"no prose below, {form}",
    )


def _distances(prose: Sequence[int]) -> list[int]:
    """How many blocks back the last prose before each block is; more than all where there is none."""
    out: list[int] = []
    far = len(prose) + 1
    for words in prose:
        out.append(far)
        far = 0 if words else far + 1
    return out


def _from_title(page: _Page) -> Iterator[Row]:
    """Before or after the title, if there is one."""
    title = title_of(page.evidence)
    for index, (zone, form, size) in enumerate(zip(page.zones, page.forms, page.sizes, strict=True)):
        yield _after_title(max(-1, min(index - title, _STANDFIRST + 1)), zone, form, size) if title >= 0 else ()


@spelled_once
def _after_title(blocks: int, zone: str, form: str, size: str) -> Row:
    if blocks <= 0:
        return ("the title" if blocks == 0 else f"above the title: {form}",)
    below = f"below the title, {zone}"
    return (below, f"right below the title: {form} of {size} words") if blocks <= _STANDFIRST else (below,)


def title_of(evidence: Evidence) -> int:
    """The heading of level 1 that is nearest to the beginning of the prose; -1 if there is none."""
    tops = [i for i, b in enumerate(evidence.blocks) if b.kind is BlockKind.HEADING and b.level == 1]
    return min(tops, key=lambda i: abs(i - evidence.first_prose), default=-1)


def _beside(page: _Page, where: str, step: int) -> Iterator[Row]:
    """The block above or below, and whether it stands in the same element."""
    places, blocks, hits = page.places, page.evidence.blocks, page.evidence.hits
    for index, place in enumerate(places):
        at = index + step
        if not 0 <= at < len(places):
            yield (f"{where}: nothing",)
            continue
        says = frozenset(h.group.category.value for h in hits[at] if h.group.takes != "clue") if hits[at] else frozenset()
        yield _neighbour(where, page.forms[at], page.sizes[at], places[at].container == place.container, says, blocks[at].kind is BlockKind.HEADING)


@spelled_once
def _neighbour(where: str, form: str, size: str, in_same_element: bool, says: frozenset[str], is_heading: bool) -> Row:
    row = [f"{where}: {form} of {size} words, {'beside it' if in_same_element else 'elsewhere'}"]
    row += (f"{where}: says {category}" for category in sorted(says))
    if is_heading:
        row.append(f"{where}: heading")
    return tuple(row)


# ---------------------------------------------------------------- names of values



def _share(share: float) -> str:
    return _SHARE_NAMES[bisect_left(_SHARES, share)]
