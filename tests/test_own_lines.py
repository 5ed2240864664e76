"""What the scorecard may not take: works below their head, and one item amid a list that stays."""

from __future__ import annotations

from cleaner.evidence import Evidence, gather
from cleaner.model import Category
from cleaner.phrasebook import load
from cleaner.read.lines import read_lines
from cleaner.stages.base import Verdicts
from cleaner.stages.body import _is_of_a_list_that_stays
from cleaner.stages.own_lines import own_lines

ARTICLE = """\
The best way to learn about wine is to drink it with somebody who knows more than you do, and the second best is a shelf of books.

References

  1. Marrow Hill Winery - Meet Our Cellar
    Learn more about the Marrow Hill cellar and its awards.
  2. School of Wine in Tarnbridge
    Explore the lessons that help on the way to a cellar.
  3. Guild of Tasters - How to Hold a Glass
    Learn the steps for judging a glass of wine.

Tobias Kern

Cellar Master, Co-Founder

Press House Manager

Open on Fridays
"""
PLAN = """\
Thursday is for starts and Friday for nothing at all, and whoever cannot bear that may oil the slides and the gates of the boat.

  - Thursday. Short starts
  - Friday. Rest day
  - Sunday. Long row
  - Warm up for half an hour
  - Cool down at the landing
"""


def evidence_of(text: str) -> Evidence:
    return gather(read_lines(text), load(("en",)))


def own(text: str) -> set[str]:
    evidence = evidence_of(text)
    lines = range(len(evidence.blocks))
    return {evidence.blocks[i].plain for i in own_lines(evidence, Verdicts(evidence), lines, [False] * len(lines))}


def test_works_and_what_is_said_of_them_are_the_article_s_whoever_stands_below() -> None:
    found = own(ARTICLE)
    assert {"References", "Learn the steps for judging a glass of wine.", "School of Wine in Tarnbridge"} <= found
    assert "Cellar Master, Co-Founder" not in found


def test_what_goes_between_two_works_ends_no_list() -> None:
    evidence = evidence_of(ARTICLE)
    learn = next(i for i, block in enumerate(evidence.blocks) if block.plain.startswith("Learn more"))
    verdicts = Verdicts(evidence, [evidence.mark(learn, Category.RELATED, "test", 0.9, "test")])
    lines = range(len(evidence.blocks))
    found = {evidence.blocks[i].plain for i in own_lines(evidence, verdicts, lines, [False] * len(lines))}
    assert "Guild of Tasters - How to Hold a Glass" in found


def test_one_item_amid_a_list_that_stays() -> None:
    evidence = evidence_of(PLAN)
    stays = [block.plain != "Sunday. Long row" for block in evidence.blocks]
    among = [block.plain for i, block in enumerate(evidence.blocks) if _is_of_a_list_that_stays(evidence, stays, i)]
    assert among == ["Sunday. Long row"]
    assert not any(_is_of_a_list_that_stays(evidence, [False] * len(stays), i) for i in range(len(stays)))


def test_amounts_in_a_row_are_a_recipe_s_and_numbered_teasers_are_none() -> None:
    amounts = ["1 pound strong white flour", "2 ounces rye flour, for the pan", "salt", "12 fluid ounces lukewarm water", "1/2 teaspoon dry yeast"]
    teasers = ["10 ways to fry an egg", "7 knots that hold", "5 boats under ten feet", "12 walks by the sea", "3 towns to miss"]
    assert own("\n".join(f"- {line}" for line in amounts)) >= set(amounts)
    assert own("\n".join(f"- {line}" for line in teasers)).isdisjoint(teasers)
