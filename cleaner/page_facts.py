"""What can be told of a block of a page from its markup, its shape and its place: the facts for the page's scorecard.

Facts are short strings (``in nav``, ``own: sidebar``, ``prose in its element: most``). They name no site and, but for the
categories that phrases hint at, need no word of any language. The idea that text blocks tell themselves by words and links is
Kohlschütter's (Boilerplate Detection using Shallow Text Features, 2010); that the article is the element which holds the mass
of the prose is as old as Readability.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, compress, repeat
from operator import eq
from typing import Literal, NamedTuple

from cleaner.arrows import arrow_behind
from cleaner.evidence import Evidence
from cleaner.fact_names import SIZE_NAMES, SIZE_STEPS, SURE, form_of, how_far, name_of, names_of_all
from cleaner.hints import BESIDE_THE_ARTICLE, Place, Region
from cleaner.markup import names_of, naming_tokens
from cleaner.model import Block, BlockKind
from cleaner.page_elements import Elements
from cleaner.patterns import later
from cleaner.phrasebook import Hit
from cleaner.scorecard import NOTHING, Row, counted, known_facts, row_of
from cleaner.shapes import Shape
from cleaner.zones import Zone

# Prose beside the article says nothing of where that is, if there is so much prose elsewhere.
_ENOUGH_PROSE = 80
# An element holds the article if it holds this much of the page's prose; the deepest such element counts.
_HOLDS = (0.5, 0.7, 0.9)
_HOLDS_NAMES = tuple(f"holds {share:.0%}" for share in _HOLDS)
_SHARES = (0.0, 0.2, 0.5, 0.8, 0.95)
_SHARE_NAMES = ("none", "little", "some", "half", "most", "all")
_WORD_STEPS = (0, 1, 2, 4, 8, 14, 24, 40, 80)
_WORD_NAMES = ("0", "1", "2", "3-4", "5-8", "9-14", "15-24", "25-40", "41-80", "81+")
_COUNTS = (0, 1, 2, 4, 8, 16)
_COUNT_NAMES = ("0", "1", "2", "3-4", "5-8", "9-16", "17+")
_ZONE_NAMES = {zone: zone.name.lower() for zone in Zone}
_EMPHASIZED = 0.9
# A number in a longer line is a part of what the line says.
_NUMBER_WORDS = 6
# A standfirst stands within so many blocks below the title.
_STANDFIRST = 4
# Where the links lead tells of a block of which they are so much.
_TARGETS_TELL = 0.5
# Inline elements say less of a block than the element around them.
_INLINE = frozenset({"a", "span", "b", "strong", "em", "i", "font", "small", "u", "mark", "abbr", "bdi", "sup", "sub"})
_TOKEN = later(re.compile, r"[a-z]{3,20}")
_ADDRESS = later(re.compile, r"(?:https?:)?//[^/?#]+([^?#]*)")
_NUMBER = later(re.compile, r"\d")
_SAYS_NOTHING: frozenset[str] = frozenset()
# Tokens are those of the element and what is close around it, or of what is further out.
Where = Literal["own", "far"]
_CALLED: Mapping[Where, str] = {"own": "called", "far": "in what is called"}

_counted = counted("page")
_share_name = partial(name_of, steps=_SHARES, names=_SHARE_NAMES)
_share_names = partial(names_of_all, steps=_SHARES, names=_SHARE_NAMES)


class _Page(NamedTuple):
    """What several views need, a list for each thing with one entry a block, and how much prose each element holds."""

    evidence: Evidence
    kinds: list[BlockKind]
    places: list[Place]
    containers: list[int]
    forms: list[str]
    sizes: list[str]
    zones: list[str]
    prose: list[int]  # words of prose that may be the article's
    elements: Elements
    prose_in: dict[int, int]  # … in each element


def page_facts(evidence: Evidence, every_name: bool = False) -> list[tuple[Row, ...]]:
    """The facts of each block of a page, in order, a row a view. Few rows of a page differ, so each is counted once.

    What elements and addresses are called is left out where the scorecard does not know it, unless ``every_name`` is wanted, to fit it.
    """
    if not evidence.blocks:
        return []
    places = [b.hints.place for b in evidence.blocks if b.hints]
    prose = _telling_prose(evidence.shapes, places)
    elements = Elements.around([place.ancestors for place in places])
    page = _Page(
        evidence=evidence,
        kinds=[block.kind for block in evidence.blocks],
        places=places,
        containers=[place.container for place in places],
        forms=[form_of(shape) for shape in evidence.shapes],
        sizes=names_of_all([shape.words for shape in evidence.shapes], SIZE_STEPS, SIZE_NAMES),
        zones=[_ZONE_NAMES[zone] for zone in evidence.zones],
        prose=prose,
        elements=elements,
        prose_in=elements.sums(prose),
    )
    says = [frozenset(h.group.category.value for h in hits if h.group.takes != "clue") if hits else _SAYS_NOTHING for hits in evidence.hits]
    views: tuple[Iterable[Row], ...] = (
        _look(page),
        _signs(page),
        [_said(hits, shape) if hits else NOTHING for hits, shape in zip(evidence.hits, evidence.shapes, strict=True)],
        [_targets(block, shape, every_name) for block, shape in zip(evidence.blocks, evidence.shapes, strict=True)],
        _standing(page),
        _by_tokens([place.own for place in places], "own", every_name),
        _by_tokens([place.far for place in places], "far", every_name),
        _shares_around(page),
        _siblings(page),
        _position(page),
        _from_title(page),
        _above(page, says),
        _below(page, says),
    )
    return list(zip(*views, strict=True))


# ---------------------------------------------------------------- the block alone


def _look(page: _Page) -> Iterable[Row]:
    shapes = page.evidence.shapes
    lengths = names_of_all([shape.words for shape in shapes], _WORD_STEPS, _WORD_NAMES)
    levels = [block.level for block in page.evidence.blocks]
    links = _share_names([shape.link_share for shape in shapes])
    return map(_seen, lengths, page.kinds, levels, page.forms, links)


@_counted
def _seen(words: str, kind: BlockKind, level: int, form: str, links: str) -> tuple[str, ...]:
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
            shape.digit and shape.words <= _NUMBER_WORDS and _NUMBER.search(plain) is not None,
            plain.endswith("?"),
            arrow_behind(plain),
            "©" in plain,
            "@" in plain,
            " | " in plain or " · " in plain or " • " in plain,
            evidence.first_seen[index] != index,
            evidence.announced[index],
            evidence.is_content_head(index),
            shape.colon,
            block.hints is not None and block.hints.emphasis > _EMPHASIZED,
        )


@_counted
def _named_signs(*there: bool) -> tuple[str, ...]:
    return tuple(compress(_SIGNS, there))


def _said(hits: Sequence[Hit], shape: Shape) -> Row:
    """What phrase groups say of the block, by category."""
    best: dict[str, float] = {}
    for hit in hits:
        category = hit.group.category.value
        best[category] = max(best.get(category, 0.0), 0.0 if hit.group.takes == "clue" else hit.group.confidence)
    return _says(tuple([(category, sure >= SURE) for category, sure in best.items()]), shape.prose)


@_counted
def _says(said: tuple[tuple[str, bool], ...], in_prose: bool) -> tuple[str, ...]:
    row = [f"says {category}" if surely else f"may say {category}" for category, surely in said]
    row += ["prose that says something" for _, surely in said if surely and in_prose]
    return tuple(row)


def _targets(block: Block, shape: Shape, every_name: bool) -> Row:
    """Where the block's links lead, if half of it is links."""
    if block.hints is None or not block.hints.targets or shape.link_share < _TARGETS_TELL:
        return NOTHING
    facts = frozenset([fact for target in block.hints.targets[:3] for fact in _target(target)])
    return _leads(facts if every_name else facts & known_facts("page"))


@_counted
def _leads(facts: frozenset[str]) -> tuple[str, ...]:
    return tuple(facts)


def _target(target: str) -> tuple[str, ...]:
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
    return ("to: home" if not path else f"to a path of {min(4, path.count('/') + 1)}", *[f"to: {word}" for word in first_words])


# ---------------------------------------------------------------- the element


def _telling_prose(shapes: Sequence[Shape], places: Sequence[Place]) -> list[int]:
    """How many words of each block tell where the article is. Some sites wrap all they have in a form or a thread."""
    prose = [shape.words if shape.prose else 0 for shape in shapes]
    telling = [words if words and p.regions.isdisjoint(BESIDE_THE_ARTICLE) else 0 for words, p in zip(prose, places, strict=True)]
    return telling if sum(telling) >= _ENOUGH_PROSE else prose


def _cores(page: _Page) -> list[int]:
    """For each share in ``_HOLDS`` the deepest element that holds so much of the page's prose."""
    total = sum(page.prose)
    return [page.elements.deepest(page.prose_in, share * total) for share in _HOLDS]


def _fullest(page: _Page, tag: str) -> int:
    """The element of this name that holds most prose; -1 if there is none."""
    found = {p.ancestors[d] for p in page.places if tag in p.tags for d, name in enumerate(p.tags) if name == tag}
    return max(found, key=lambda element: (page.prose_in[element], -element), default=-1)


def _standing(page: _Page) -> Iterable[Row]:
    """The kind of place that the block stands in."""
    places = page.places
    innermost = {tags: next((tag for tag in reversed(tags) if tag not in _INLINE), "body") for tags in {place.tags for place in places}}
    tags = [innermost[place.tags] for place in places]
    holds = map(_holding, *map(page.elements.within, _cores(page)))
    regions = [place.regions for place in places]
    article = _fullest(page, "article")
    email_fields = [place.email_field for place in places]
    depths = [min(30, len(around)) // 4 for around in page.elements.arounds]
    return map(_stands_in, tags, holds, regions, repeat(article >= 0), page.elements.within(article), email_fields, depths)


def _holding(*within: bool) -> str:
    """The name of the first core that a block stands in."""
    return next(compress(_HOLDS_NAMES, within), "outside")


@_counted
def _stands_in(
    tag: str, holds: str, regions: frozenset[Region], has_article: bool, in_article: bool, email_field: bool, depth: int
) -> tuple[str, ...]:
    row = [f"tag {tag}", f"in what {holds} of the prose", f"depth {depth}"]
    row += (f"in {region.value}" for region in regions)
    if has_article:
        row.append("in the fullest article" if in_article else "in another article" if Region.ARTICLE in regions else "beside the article")
    if email_field:
        row.append("form with an e-mail field")
    return tuple(row)


def _by_tokens(names: Sequence[frozenset[str]], where: Where, every_name: bool) -> Iterable[Row]:
    """What the elements around are called."""
    known = _known_tokens(where)
    rows = {tokens: _called(tokens if every_name else tokens & known, where) for tokens in set(names)}
    return map(rows.__getitem__, names)


@cache
def _known_tokens(where: Where) -> frozenset[str]:
    """The tokens that name a part of a page, or have a weight of their own."""
    weighed = (fact.partition(f"{where}: ") for fact in known_facts("page"))
    return naming_tokens() | frozenset(token for before, found, token in weighed if found and not before)


@_counted
def _called(tokens: frozenset[str], where: Where) -> tuple[str, ...]:
    called = _CALLED[where]
    return (*[f"{called} {name}" for name in names_of(tokens)], *[f"{where}: {token}" for token in tokens])


def _shares_around(page: _Page) -> Iterable[Row]:
    """How much of the elements around the block is prose, and how much links."""
    elements, prose = page.elements, page.prose_in
    words = elements.sums([shape.words for shape in page.evidence.shapes])
    links = elements.sums([round(shape.words * shape.link_share) for shape in page.evidence.shapes])
    own, two_up, four_up = elements.own(page.containers), elements.up(2), elements.up(4)
    shares = {at: (_share_name(prose[at] / (words[at] or 1)), _share_name(links[at] / (words[at] or 1))) for at in {*own, *two_up, *four_up}}
    of = shares.__getitem__
    return map(_shares, map(of, own), map(of, two_up), map(of, four_up))


@_counted
def _shares(own: tuple[str, str], two_up: tuple[str, str], four_up: tuple[str, str]) -> tuple[str, ...]:
    return (
        f"prose in its element: {own[0]}",
        f"links in its element: {own[1]}",
        f"links two up: {two_up[1]}",
        f"prose two up: {two_up[0]}",
        f"links four up: {four_up[1]}",
        f"prose four up: {four_up[0]}",
    )


def _siblings(page: _Page) -> Iterable[Row]:
    """How many blocks stand in the same element, and how much of the page's prose on the same path of tags."""
    count = Counter(page.containers)
    numbers: dict[tuple[str, ...], int] = {}
    paths = [numbers.setdefault(p.tags, len(numbers)) for p in page.places]
    words, prose = [0] * len(numbers), [0] * len(numbers)
    for path, shape, in_prose in zip(paths, page.evidence.shapes, page.prose, strict=True):
        words[path] += shape.words
        prose[path] += in_prose
    total = sum(page.prose) or 1
    of_path = _share_names([part / (whole or 1) for part, whole in zip(prose, words, strict=True)])
    of_all = _share_names([part / total for part in prose])
    blocks = names_of_all([count[container] for container in page.containers], _COUNTS, _COUNT_NAMES)
    return map(_among, blocks, map(of_path.__getitem__, paths), map(of_all.__getitem__, paths))


@_counted
def _among(blocks: str, prose: str, of_all_prose: str) -> tuple[str, ...]:
    return f"blocks in its element: {blocks}", f"prose on its path: {prose}", f"of the page's prose on its path: {of_all_prose}"


# ---------------------------------------------------------------- the place in the text


def _position(page: _Page) -> Iterable[Row]:
    """The zone, how much of the prose has gone by, and how far the nearest prose is."""
    total = sum(page.prose) or 1
    gone = [how_far((so_far - words) / total) for so_far, words in zip(accumulate(page.prose), page.prose, strict=True)]
    above = _distances(page.prose)
    below = _distances(page.prose[::-1])[::-1]
    return map(_positioned, page.zones, page.forms, page.sizes, gone, above, below)


@_counted
def _positioned(zone: str, form: str, size: str, gone: str, above: str, below: str) -> tuple[str, ...]:
    return (
        f"{zone}: {form}",
        f"{zone}, words={size}",
        f"prose so far: {gone}, {form}",
        f"prose above: {above}, {zone}" if above else f"no prose above, {form}",
        f"prose below: {below}, {zone}" if below else f"no prose below, {form}",
    )


def _distances(prose: Sequence[int]) -> list[str]:
    """How many blocks back the last prose before each block is; nothing where there is none."""
    out: list[int] = []
    nowhere = len(prose) + 1
    far = nowhere
    for words in prose:
        out.append(far)
        far = 0 if words else far + 1
    return [name if far < nowhere else "" for far, name in zip(out, names_of_all(out, _COUNTS, _COUNT_NAMES), strict=True)]


def _from_title(page: _Page) -> Iterable[Row]:
    """Before or after the title, if there is one."""
    title = title_of(page.evidence)
    if title < 0:
        return repeat(NOTHING, len(page.zones))
    blocks = [max(-1, min(index - title, _STANDFIRST + 1)) for index in range(len(page.zones))]
    return map(_after_title, blocks, page.zones, page.forms, page.sizes)


@_counted
def _after_title(blocks: int, zone: str, form: str, size: str) -> tuple[str, ...]:
    if blocks <= 0:
        return ("the title" if blocks == 0 else f"above the title: {form}",)
    below = f"below the title, {zone}"
    return (below, f"right below the title: {form} of {size} words") if blocks <= _STANDFIRST else (below,)


def title_of(evidence: Evidence) -> int:
    """The heading of level 1 that is nearest to the beginning of the prose; -1 if there is none."""
    tops = [i for i, b in enumerate(evidence.blocks) if b.level == 1 and b.kind is BlockKind.HEADING]
    return min(tops, key=lambda i: abs(i - evidence.first_prose), default=-1)


def _above(page: _Page, says: Sequence[frozenset[str]]) -> Iterable[Row]:
    """The block above, and whether it stands in the same element."""
    beside = map(eq, page.containers, page.containers[1:])
    return (row_of(("above: nothing",), "page"), *map(_neighbour, repeat("above"), page.forms, page.sizes, beside, says, page.kinds[:-1]))


def _below(page: _Page, says: Sequence[frozenset[str]]) -> Iterable[Row]:
    """The block below, and whether it stands in the same element."""
    beside = map(eq, page.containers, page.containers[1:])
    rows = map(_neighbour, repeat("below"), page.forms[1:], page.sizes[1:], beside, says[1:], page.kinds[1:])
    return (*rows, row_of(("below: nothing",), "page"))


@_counted
def _neighbour(where: str, form: str, size: str, in_same_element: bool, says: frozenset[str], kind: BlockKind) -> tuple[str, ...]:
    row = [f"{where}: {form} of {size} words, {'beside it' if in_same_element else 'elsewhere'}"]
    row += (f"{where}: says {category}" for category in sorted(says))
    if kind is BlockKind.HEADING:
        row.append(f"{where}: heading")
    return tuple(row)
