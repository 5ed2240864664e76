"""Recipes, as the markup of a page names their parts: short lines that look like a menu to the scorecard."""

from __future__ import annotations

from cleaner.evidence import Evidence
from cleaner.hints import Region
from cleaner.kept_expressions import compiled
from cleaner.markup import is_called
from cleaner.model import LIST_ITEM, TABLE
from cleaner.patterns import later

_AMOUNT = later(compiled, r"[\d½¼¾⅓⅔⅛]")
# An amount alone has so few words, and the thing itself often stands on the next line …
_AMOUNT_WORDS = 3
# … and an ingredient without one not many more.
_INGREDIENT_WORDS = 12
# Above the first ingredient stand, within so many lines, how long it takes and for how many it is.
_FACTS_ABOVE = 16
# Menus of recipe sites name ingredients too, and readers in their comments.
_NOT_IN = frozenset({Region.NAV, Region.HEADER, Region.FOOTER, Region.COMMENTS, Region.DIALOG})


def begins_with_amount(plain: str) -> bool:
    """“1 cup”, “½ tsp”, “200g”: does the line begin with a number or a fraction?

    >>> begins_with_amount("½ tsp salt"), begins_with_amount("salt")
    (True, False)
    """
    return _AMOUNT.match(plain) is not None


def recipe_of(evidence: Evidence) -> frozenset[int]:
    """The ingredients of a page's recipe, and above them what is said of it: its times and amounts, its summary."""
    ingredients = ingredients_of(evidence)
    above = range(max(0, min(ingredients) - _FACTS_ABOVE), min(ingredients)) if ingredients else range(0)
    return ingredients | {index for index in above if _is_fact(evidence, index)}


def _is_fact(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.hints is None or shape.mostly_links or evidence.told_by_words(index) or not is_called("recipe", block.hints.place.own):
        return False
    has_figures = any(map(str.isdigit, block.plain)) and shape.words <= _INGREDIENT_WORDS
    return has_figures or (shape.sentence and is_called("standfirst", block.hints.place.own))


def ingredients_of(evidence: Evidence) -> frozenset[int]:
    """The lines with an amount, or in a list or table of such, in an element that its names call one of ingredients."""
    found: set[int] = set()
    for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True)):
        if block.hints is None:
            continue
        place = block.hints.place
        own = is_called("ingredients", place.own)
        if not own and not is_called("ingredients", place.far):
            continue
        if shape.words > _INGREDIENT_WORDS or not place.regions.isdisjoint(_NOT_IN) or evidence.told_by_words(index):
            continue
        follows_amount = index - 1 in found and evidence.shapes[index - 1].words <= _AMOUNT_WORDS and not shape.ends
        if shape.mostly_links:
            is_one = own and follows_amount
        else:
            is_one = begins_with_amount(block.plain) or (own and (follows_amount or block.kind in (LIST_ITEM, TABLE)))
        if is_one:
            found.add(index)
    return frozenset(found)
