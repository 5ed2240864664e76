"""What the phrases of a file multiply out to: lines that are known as a whole, and literals that tell where to look for the rest.

It is plain data, so that it can be kept as JSON: to work it out takes many times as long as to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from cleaner.folding import core, fold
from cleaner.model import Category
from cleaner.phrase_language import MOST_VARIANTS, checked, parse

Shape = Literal["whole", "start", "end", "anywhere"]
Takes = Literal["line", "sentence", "match", "clue"]
Zone = Literal["head", "body", "tail"]
ALL_ZONES: frozenset[str] = frozenset(get_args(Zone))


class Group(NamedTuple):
    """Phrases that share a rule: what shape they need, what they take, and how sure that is."""

    category: Category
    rule: str
    shape: Shape
    takes: Takes
    longest: int
    zones: frozenset[str]
    confidence: float
    heads: bool
    language: str


class Lead(NamedTuple):
    """What to try where a literal was seen: an expression that it is a part of, or nothing more, where the literal is all of a phrase."""

    group: int  # its place among the groups
    phrase: str | None  # None where the literal is all of it
    before: int  # the most characters that a match has before the literal …
    after: int  # … and after it
    in_words: bool  # whether the literal may be a piece of a word there


class Index(NamedTuple):
    """The phrases of a file, as they are looked for."""

    groups: tuple[Group, ...]
    whole: Mapping[str, int]  # for each line known as a whole, the surest group that knows it
    leads: tuple[Lead, ...]  # those of expressions each stand for one phrase
    literals: tuple[str, ...]
    led_to: tuple[int, ...]  # for each literal the set of its leads
    sets: tuple[tuple[int, ...], ...]


def index_of(groups: Iterable[tuple[Group, Sequence[str]]]) -> Index:
    """Multiply the phrases out.

    >>> group = Group(Category.SHARE, "button", "start", "line", 9, ALL_ZONES, 0.9, False, "en")
    >>> index = index_of([(group, ["share (this|it)", "share on <name>"])])
    >>> index.literals, index.led_to
    (('share this', 'share it', 'share on'), (0, 0, 1))
    >>> [index.leads[number].phrase for number in index.sets[1]]
    ['share on <name>']
    """
    building = _Building()
    for group, phrases in groups:
        building.groups.append(group)
        for phrase in phrases:
            building.add(phrase)
    sets: dict[tuple[int, ...], int] = {}
    led_to = tuple([sets.setdefault(tuple(leads), len(sets)) for leads in building.by_literal.values()])
    return Index(tuple(building.groups), building.whole, tuple(building.leads), tuple(building.by_literal), led_to, tuple(sets))


class _Building:
    """An index that is being made; each phrase belongs to the last of its groups."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.whole: dict[str, int] = {}
        self.leads: list[Lead] = []
        self.by_literal: dict[str, list[int]] = {}
        self._of_literals: dict[int, int] = {}  # by group, its lead for literals that are all of a phrase

    def add(self, phrase: str) -> None:
        number = len(self.groups) - 1
        parsed = parse(phrase)
        variants = parsed.variants(MOST_VARIANTS)
        if variants is None:
            stretch = parsed.rarest_stretch(phrase)
            self._lead(Lead(number, phrase, *stretch[1:]), stretch.literals)
        elif self.groups[number].shape == "whole":
            for line in (core(fold(variant)) for variant in variants):
                if line not in self.whole or self.groups[self.whole[line]].confidence < self.groups[number].confidence:
                    self.whole[line] = number
        else:
            self._lead(Lead(number, None, 0, 0, False), [checked(fold(variant), phrase) for variant in variants])

    def _lead(self, lead: Lead, literals: Iterable[str]) -> None:
        place = len(self.leads)
        if lead.phrase is None:
            place = self._of_literals.setdefault(lead.group, place)
        if place == len(self.leads):
            self.leads.append(lead)
        for literal in literals:
            self.by_literal.setdefault(literal, []).append(place)


# ---------------------------------------------------------------- as JSON


def to_json(index: Index) -> dict[str, Any]:
    """The index as JSON can hold it; ``from_json`` makes the same of it."""
    return index._asdict() | {"groups": [group._replace(zones=sorted(group.zones)) for group in index.groups]}  # type: ignore[arg-type]


def from_json(data: Mapping[str, Any]) -> Index:
    """The index out of what ``to_json`` gave.

    >>> group = Group(Category.SHARE, "button", "start", "line", 9, ALL_ZONES, 0.9, False, "en")
    >>> index = index_of([(group, ["share (this|it)", "share on <name>"])])
    >>> import json
    >>> from_json(json.loads(json.dumps(to_json(index)))) == index
    True
    """
    groups = (Group(*entry) for entry in data["groups"])
    return Index(
        groups=tuple([group._replace(category=Category(group.category), zones=frozenset(group.zones)) for group in groups]),
        whole=data["whole"],
        leads=tuple([Lead(*lead) for lead in data["leads"]]),
        literals=tuple(data["literals"]),
        led_to=tuple(data["led_to"]),
        sets=tuple(map(tuple, data["sets"])),
    )
