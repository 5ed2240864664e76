"""The parts of recipes, by what the markup of a page calls them or by how their lines begin: short lines, which look like a menu."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

import regex

from cleaner.evidence import Evidence
from cleaner.hints import Place, Region
from cleaner.kept_expressions import compiled
from cleaner.markup import category_of, is_called
from cleaner.model import LIST_ITEM, TABLE, Category
from cleaner.patterns import later
from cleaner.shipped import shipped
from cleaner.stages.page_opening import is_signature

# A box to tick or a picture of the thing may stand before an amount.
_PICTURE = r"(?:[\p{So}\uFE0F\u200D]+\s*)?"
_AMOUNT = later(compiled, _PICTURE + r"[\d½¼¾⅓⅔⅛]")
# An amount alone has so few words, and the thing itself often stands on the next line …
_AMOUNT_WORDS = 3
# … and an ingredient without one not many more.
_INGREDIENT_WORDS = 12
# In a list of ingredients one may say how it is cut and what else may be taken.
_LONGEST_ITEM = 30
# What heads a part of the ingredients, or says what a figure beside it is, has no more words.
_HEAD_WORDS, _LABEL_WORDS = 5, 3
# Above the first ingredient stand, within so many lines, how long it takes and for how many it is …
_FACTS_ABOVE = 16
# … in elements that are called parts of a recipe, or in one that is within so many of the one that holds all ingredients.
_UP_TO_CARD = 4
# A label and its figure stand in the same element, or in two right within one.
_UP_TO_FACT = 2
# Menus of recipe sites name ingredients too, and readers in their comments.
_NOT_IN = frozenset({Region.NAV, Region.HEADER, Region.FOOTER, Region.COMMENTS, Region.DIALOG})
# … while the card of a recipe may have a header of its own.
_NOT_BESIDE = _NOT_IN - {Region.HEADER}
# In a text without markup so many lines in a row, each with its amount, are ingredients if so many have a measure as well; so few lines
# (“salt”, “For the glaze:”) may stand between two of them.
_IN_A_ROW, _MEASURED, _BETWEEN = 4, 2, 2
# “(132 votes)”
_COUNT_OF_VOTES = "("


def begins_with_amount(plain: str) -> bool:
    """“1 cup”, “½ tsp”, “☐ 200g”: does the line begin with a number or a fraction?

    >>> begins_with_amount("½ tsp salt"), begins_with_amount("salt"), begins_with_amount("🥚 4 eggs")
    (True, False, True)
    """
    return _AMOUNT.match(plain) is not None


def recipe_of(evidence: Evidence) -> frozenset[int]:
    """The ingredients of a page's recipe, what heads them and notes on them, its steps, and above them its times and amounts, its summary."""
    ingredients = ingredients_of(evidence)
    if not ingredients:
        return ingredients
    return ingredients | _notes(evidence, ingredients) | _steps(evidence) | _facts_above(evidence, ingredients)


def ingredients_of(evidence: Evidence) -> frozenset[int]:
    """The lines with an amount, or in a list or table of such, in an element that its names call one of ingredients, and their likes."""
    places = [block.hints.place for block in evidence.blocks if block.hints]
    names = {place.own for place in places} | {place.far for place in places}
    if not is_called("ingredients", frozenset().union(*names)):
        return frozenset()
    found: set[int] = set()
    paths: set[str] = set()
    for index, (block, shape) in enumerate(zip(evidence.blocks, evidence.shapes, strict=True)):
        place = _named(evidence, index)
        if block.hints is None or place is None:
            continue
        own = is_called("ingredients", place.own)
        is_item = own and block.kind in (LIST_ITEM, TABLE)
        if shape.words > (_LONGEST_ITEM if is_item else _INGREDIENT_WORDS):
            continue
        follows_amount = index - 1 in found and evidence.shapes[index - 1].words <= _AMOUNT_WORDS and not shape.ends
        is_like = own and index - 1 in found and place.path in paths
        if shape.mostly_links:
            is_one = own and (follows_amount or begins_with_amount(block.plain))
        else:
            is_one = begins_with_amount(block.plain) or is_item or (own and follows_amount) or is_like
        if is_one:
            found.add(index)
            paths.add(place.path)
    return frozenset(found)


def amounts_in_a_row(evidence: Evidence) -> frozenset[int]:
    """The ingredients of a recipe that is told from its text alone: lines that begin with amounts, most with measures, and what is between them."""
    out: set[int] = set()
    run: list[int] = []
    for index in range(len(evidence.blocks) + 1):
        is_end = index == len(evidence.blocks)
        if not is_end and _may_be_an_ingredient(evidence, index):
            run.append(index)
        elif is_end or (run and index - run[-1] > _BETWEEN):
            if len(run) >= _IN_A_ROW and sum(is_measured(evidence.blocks[i].plain) for i in run) >= _MEASURED:
                out.update(range(run[0], run[-1] + 1))
            run = []
    return frozenset(out)


def _may_be_an_ingredient(evidence: Evidence, index: int) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if shape.words > _INGREDIENT_WORDS or shape.ends or block.kind is TABLE or evidence.told_by_words(index):
        return False
    return begins_with_amount(block.plain)


def is_measured(plain: str) -> bool:
    """“250 g butter”, “½ tsp salt”, and no “10 ways to fry an egg”.

    >>> is_measured("250g butter"), is_measured("½ tsp salt"), is_measured("10 ways to fry an egg"), is_measured("3 gulls")
    (True, True, False, False)
    """
    return _measure().match(plain) is not None


@cache
def _measure() -> regex.Pattern[str]:
    measures = "|".join(map(regex.escape, shipped("phrases/names.toml")["measures"]))
    return compiled(rf"(?i){_PICTURE}[\d½¼¾⅓⅔⅛][\d½¼¾⅓⅔⅛\s/.,⁄–-]*(?:{measures})(?!\w)")


def _named(evidence: Evidence, index: int) -> Place | None:
    """Where a line stands whose element, or one further out, is called one of ingredients, and which no phrase calls something else."""
    hints = evidence.blocks[index].hints
    if hints is None or not (is_called("ingredients", hints.place.own) or is_called("ingredients", hints.place.far)):
        return None
    return hints.place if hints.place.regions.isdisjoint(_NOT_IN) and not evidence.told_by_words(index) else None


def _notes(evidence: Evidence, ingredients: Set[int]) -> frozenset[int]:
    """What heads the ingredients or some of them (“For the glaze”), and sentences right below them, in elements of theirs."""
    found: set[int] = set()
    for index in reversed(range(len(evidence.blocks) - 1)):
        shape = evidence.shapes[index]
        place = None if index in ingredients else _named(evidence, index)
        if place is None or shape.mostly_links or Region.BUTTON in place.regions or not is_called("ingredients", place.own):
            continue
        is_head = shape.words <= _HEAD_WORDS and not shape.ends and (index + 1 in ingredients or index + 1 in found)
        if is_head or (shape.sentence and index - 1 in ingredients):
            found.add(index)
    return frozenset(found)


def _steps(evidence: Evidence) -> frozenset[int]:
    """What stands in elements that are called steps, on a page that has ingredients: also a number alone, and a few words."""
    return frozenset(index for index in range(len(evidence.blocks)) if _is_of_a_step(evidence, index))


def _is_of_a_step(evidence: Evidence, index: int) -> bool:
    hints = evidence.blocks[index].hints
    if hints is None or evidence.shapes[index].mostly_links or evidence.told_by_words(index):
        return False
    place = hints.place
    is_named = is_called("steps", place.own) or is_called("steps", place.far)
    return is_named and Region.BUTTON not in place.regions and place.regions.isdisjoint(_NOT_IN) and category_of(place.own) in (None, Category.NAVIGATION)


def _facts_above(evidence: Evidence, ingredients: Set[int]) -> frozenset[int]:
    """How long it takes and for how many it is, with what says so, and the summary: right above the first ingredient."""
    first = min(ingredients)
    around = frozenset.intersection(*(frozenset(hints.place.ancestors) for i in ingredients if (hints := evidence.blocks[i].hints)))
    card = frozenset(sorted(around)[-_UP_TO_CARD - 1 :])  # ids grow inwards
    above = range(max(0, first - _FACTS_ABOVE), first)
    facts = {index for index in above if _is_fact(evidence, index, card)}
    labels = (index for index in above for fact in (index - 1, index + 1) if fact in facts and _is_label(evidence, index, fact))
    return frozenset(facts).union(labels)


def _is_fact(evidence: Evidence, index: int, card: Set[int]) -> bool:
    block, shape = evidence.blocks[index], evidence.shapes[index]
    if block.hints is None or shape.mostly_links or evidence.told_by_words(index):
        return False
    place = block.hints.place
    is_named = is_called("recipe", place.own)
    if is_named and shape.sentence and is_called("standfirst", place.own):
        return True
    if not any(map(str.isdigit, block.plain)) or shape.words > _INGREDIENT_WORDS:
        return False
    return is_named or (not card.isdisjoint(place.ancestors) and _says_nothing_else(evidence, index, place))


def _says_nothing_else(evidence: Evidence, index: int, place: Place) -> bool:
    """Is this no sentence, and neither signed nor a count of readers nor called so?"""
    plain = evidence.blocks[index].plain
    if evidence.shapes[index].sentence or plain.startswith(_COUNT_OF_VOTES) or is_signature(evidence, index):
        return False
    return place.regions.isdisjoint(_NOT_BESIDE) and category_of(place.own) in (None, Category.NAVIGATION)


def _is_label(evidence: Evidence, index: int, fact: int) -> bool:
    """Does this say what the figure is that stands in the same element, or in what it is counted?"""
    label, figure, shape = evidence.blocks[index].hints, evidence.blocks[fact].hints, evidence.shapes[index]
    if not label or not figure or shape.words > _LABEL_WORDS or shape.mostly_links or evidence.told_by_words(index):
        return False
    return not set(label.place.ancestors[-_UP_TO_FACT:]).isdisjoint(figure.place.ancestors[-_UP_TO_FACT:])
