"""Parts of a recipe that a page names, and that look like a menu to the scorecard."""

from __future__ import annotations

from cleaner.evidence import gather
from cleaner.phrasebook import load
from cleaner.read.html import read_html
from cleaner.stages.recipes import recipe_of

STEPS = '<ol class="steps"><li class="step"><h3>1</h3><div class="instruction"><p>Skin the fish</p></div></li></ol>'
MENU = '<nav class="steps"><p>First steps</p></nav><div class="directions"><a href="/way">How to find us</a></div>'


def parts(page: str) -> set[str]:
    evidence = gather(read_html(f"<body>{page}</body>").document, load(("en",)))
    return {evidence.blocks[index].plain for index in recipe_of(evidence)}


def test_steps_stay_where_ingredients_are_and_no_menu_with_their_name() -> None:
    ingredients = '<ul class="ingredients"><li>120 g butter</li><li>1 mackerel</li></ul>'
    assert {"120 g butter", "1", "Skin the fish"} <= parts(ingredients + STEPS)
    assert parts(STEPS) == set()
    assert {"First steps", "How to find us"}.isdisjoint(parts(MENU + ingredients + STEPS))
