"""Lines in the flow of an article: what stays for where it stands, though the scorecard is sure that it goes."""

from __future__ import annotations

from cleaner.evidence import gather
from cleaner.phrasebook import load
from cleaner.read.html import read_html
from cleaner.stages.page_flow import in_the_flow

PROSE = "The river rose by two metres overnight, and in the morning nobody could say where the bank had been before the rain came down."
GOES, STAYS = 0.98, 0.02


def flows_on(tail: str, head: str = "", goes_by: float = GOES) -> list[str]:
    """Of four paragraphs that stay and what comes before and after them in the same element: which of the lines with “!” at their front stay, too."""
    body = "".join(f"<p>{number} {PROSE}</p>" for number in range(4))
    evidence = gather(read_html(f"<body><main><div>{head}{body}{tail}</div></main></body>").document, load(("en",)))
    goes = [block.plain.startswith("!") for block in evidence.blocks]
    found = in_the_flow(evidence, [goes_by if go else STAYS for go in goes], [not go for go in goes])
    return [evidence.blocks[index].plain.split()[0] for index in sorted(found)]


def test_an_article_goes_on_in_paragraphs_that_look_the_same() -> None:
    assert flows_on(f"<p>!one {PROSE}</p><h3><span>!S</span></h3><h3>!Tune up</h3><p>!two {PROSE}</p>") == ["!one", "!S", "!Tune", "!two"]


def test_its_last_paragraph_may_end_with_its_sources() -> None:
    sources = '[<a href="/1">Slipway</a> - <a href="/2">Rope and Rag</a> - <a href="/3">The Wet Canvas</a>]'
    assert flows_on(f"<p>!one {PROSE} {sources}</p>") == ["!one"]
    assert flows_on(f"<p>!one {sources}</p>") == []


def test_a_line_leads_in_to_its_first_paragraph() -> None:
    lead = "!From the board of the harbour on what the quay costs:"
    assert flows_on("", head=f"{lead}<p>-------</p>", goes_by=0.6) == ["!From"]
    assert flows_on("", head=f"{lead}<p>-------</p>") == []  # surely none of it
    assert flows_on("", head=f"<aside>{lead}</aside>", goes_by=0.6) == []
    assert flows_on("", head="!Share this:", goes_by=0.6) == []


def test_it_ends_where_something_else_begins() -> None:
    assert flows_on(f"<aside>!box</aside><p>!one {PROSE}</p>") == []
    assert flows_on(f'<p class="who">!one {PROSE}</p>') == []
    assert flows_on(f"<div><p>!one {PROSE}</p></div>") == []


def test_items_whose_ids_are_numbered_are_likes() -> None:
    staying = "".join(f'<div id="item-{number}"><h2>Item {number} of the list</h2></div>' for number in range(3))
    assert flows_on(f'{staying}<div id="item-7"><h2>!Item</h2></div>', goes_by=0.6) == ["!Item"]
    assert flows_on(f'{staying}<div id="box-7"><h2>!Item</h2></div>', goes_by=0.6) == []
    going = "".join(f'<div id="item-{number}"><h2>!Item {number}</h2></div>' for number in range(9))
    assert flows_on(f'<div id="item-10"><h2>Item</h2></div>{going}', goes_by=0.6) == []  # most of its likes go
