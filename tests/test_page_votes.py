"""The second look at a page: what the blocks around say of a block."""

from cleaner.evidence import gather
from cleaner.page_votes import Spots, page_votes, spots
from cleaner.phrasebook import load
from cleaner.read.html import read_html

PAGE = """<body><main><p>The ferry left late.</p><ul><li>Ropes</li><li>Two lamps</li></ul></main>
<aside><ul><li>Ropes for sale</li><li>Lamps for sale</li></ul></aside>"""
# As the first look may have thought of the paragraph, the two lists and their items.
CHANCES = (0.01, 0.5, 0.1, 0.5, 0.99)


def _facts() -> list[set[str]]:
    evidence = gather(read_html(PAGE).document, load(("en",)))
    assert [block.plain for block in evidence.blocks] == ["The ferry left late.", "Ropes", "Two lamps", "Ropes for sale", "Lamps for sale"]
    return [{fact for row in rows for fact in row.facts} for rows in page_votes(spots(evidence), CHANCES)]


def test_the_same_line_is_told_by_what_else_stands_there() -> None:
    _, in_article, _, in_side_column, _ = _facts()
    assert "first look: perhaps, line" in in_article & in_side_column
    assert {"two up stays: most", "four up stays: half"} <= in_article
    assert "two up stays: none" in in_side_column


def test_a_block_has_no_vote_about_itself() -> None:
    paragraph, item, *_ = _facts()
    assert "its like stays: alone" in paragraph
    # Of the two items of the list the other one most likely stays, and this one does not count.
    assert "its like stays: most" in item


def test_the_ends_of_a_page_have_one_neighbour() -> None:
    facts = _facts()
    assert not any(fact.startswith("above: ") for fact in facts[0])
    assert not any(fact.startswith("below: ") for fact in facts[-1])
    assert "above: surely not, elsewhere" in facts[1]


def test_a_page_without_text_has_no_votes() -> None:
    assert page_votes(Spots(), []) == []
