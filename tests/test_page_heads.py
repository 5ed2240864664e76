"""Headings of a page that stay with what they head, though the scorecard would cut them."""

from __future__ import annotations

from cleaner.evidence import gather
from cleaner.phrasebook import load
from cleaner.read.html import read_html
from cleaner.stages.page_heads import heads_of_what_stays

PROSE = "The river rose by two metres overnight, and in the morning nobody could say where the bank had been before the rain came down."


def heads(page: str) -> list[str]:
    """Which lines with “!” at their front are headings of one that stays."""
    evidence = gather(read_html(f"<body><main>{page}</main></body>").document, load(("en",)))
    found = heads_of_what_stays(evidence, [not block.plain.startswith("!") for block in evidence.blocks])
    return [evidence.blocks[index].plain for index in sorted(found)]


def test_a_heading_in_a_title_page_of_its_own() -> None:
    assert heads(f'<section><div><div><div><h4>!Ice</h4></div></div></div><p>{PROSE}</p></section>') == ["!Ice"]


def test_a_heading_that_links_to_itself_but_none_that_leads_elsewhere() -> None:
    assert heads(f'<div><h2><a id="ice" href="#ice">!Ice</a></h2><p>{PROSE}</p></div>') == ["!Ice"]
    assert heads(f'<div><h2><a href="/ice">!Ice</a></h2><p>{PROSE}</p></div>') == []


def test_a_line_that_is_called_the_title_of_its_box() -> None:
    assert heads(f'<aside><p class="callout-title">!Ice</p><div><p>{PROSE}</p></div></aside>') == ["!Ice"]
    assert heads(f'<aside><p class="callout-icon">!Ice</p><div><p>{PROSE}</p></div></aside>') == []
    assert heads(f'<div><div><div><p class="title">!Ice</p></div></div></div><div><div><p>{PROSE}</p></div></div>') == []
    points = f"<ol><li><p>{PROSE}</p></li><li><p>{PROSE}</p></li></ol>"
    assert heads(f'<aside><div class="glance-title">!Ice</div>{points}</aside>') == ["!Ice"]
