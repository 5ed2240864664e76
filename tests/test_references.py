"""References on a page: which lines of a list are literature for the head that they stand under."""

from __future__ import annotations

from cleaner.evidence import gather
from cleaner.phrasebook import load
from cleaner.read.html import read_html
from cleaner.stages.references import references_of


def references(markup: str) -> list[str]:
    """The first words of the lines that are references, where everything stays."""
    evidence = gather(read_html(f"<body><main>{markup}</main></body>").document, load(("en",)))
    found = references_of(evidence, [True] * len(evidence.blocks))
    return [evidence.blocks[index].plain.split()[0] for index in sorted(found)]


def test_all_of_an_item_is_literature() -> None:
    sentence = "<br><br>Learn what each quarry sold, and by which cart."
    markup = f"<h3>References</h3><ol><li><b>Ledgers</b>{sentence}</li><li><b>Drawings</b>{sentence}</li></ol><p>Below the list.</p>"
    assert references(markup) == ["Ledgers", "Learn", "Drawings", "Learn"]


def test_what_is_no_list_under_such_a_head_is_none() -> None:
    assert references("<h3>References</h3><p>Ledgers</p><ul><li>Drawings</li></ul>") == []
    assert references("<h3>Latest</h3><ul><li>Drawings</li></ul>") == []
    assert references("<ul><li>Drawings</li></ul><h3>References</h3>") == []


def test_what_was_corrected_stays_with_its_head() -> None:
    note = "An earlier version of this article gave the depth of the harbour in feet. It is eleven metres, and always was."
    assert references(f"<div>Correction: May 3, 2021<p>{note}</p></div>") == ["Correction:", "An"]
    assert references("<div>Correction: May 3, 2021<ul><li>Drawings</li></ul></div>") == []
    assert references(f"<div>Regatta: May 3, 2021<p>{note}</p></div>") == []
    assert references(f"<aside>Correction: May 3, 2021<p>{note}</p></aside>") == []


def test_works_in_a_row_but_not_how_to_cite_the_article() -> None:
    work = "<p>Roe, A. et al.: The quarry, 2015</p>"
    assert references(f'<div class="citation">{work}{work}</div>') == ["Roe,", "Roe,"]
    assert references(f'<div class="citation">{work}<p>Share this</p></div>') == []
    assert references(f'<div class="teasers">{work}{work}</div>') == []
