"""DESIGN.md, "Always true": each item for text, markdown and pages, in documents of every shape.

``test_properties`` and ``test_properties_html`` ask more of each kind; these are the promises that hold for all. That time is
linear in length is shown by ``test_linear``, shape by shape.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Category, Cleaner, Config, Result, clean
from cleaner.batch.arrow import clean_batch, encodable
from cleaner.evidence import gather
from cleaner.languages import spoken_in
from cleaner.pipeline import STAGES, book_of, propose
from cleaner.resolve import resolve
from cleaner.rows import Source, clean_row
from tests.batches import batch, json_lines
from tests.shapes import KINDS, Drawn, Kind, documents
from tests.test_network import forbidden

URL = "https://ellerypost.example/a/b"
usually = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(usually, max_examples=25)
kinds = pytest.mark.parametrize("kind", list(KINDS))


def cleaned(document: Drawn) -> Result:
    return clean(document.source, document.kind, url=URL)


@kinds
@usually
@given(data=st.data())
def test_the_source_is_restored(kind: Kind, data: st.DataObject) -> None:
    source = data.draw(KINDS[kind])
    result = clean(source, kind, url=URL)
    assert result.restore() == result.source
    assert result.source == source or kind == "html"


@kinds
@usually
@given(data=st.data())
def test_what_is_kept_is_an_ordered_part_of_the_source(kind: Kind, data: st.DataObject) -> None:
    """Kept and removed tile the source: nothing is moved, changed or made up, and each cut says what and why."""
    result = clean(data.draw(KINDS[kind]), kind, url=URL)
    edges = [0, *(edge for cut in result.removed for edge in (cut.start, cut.end)), len(result.source)]
    assert all(a <= b for a, b in pairwise(edges))
    assert "".join(result.source[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)) == result.text
    for cut in result.removed:
        assert cut.text == result.source[cut.start : cut.end] != ""
        assert cut.rule
        assert cut.reason
        assert 0 < cut.confidence <= 1
        assert cut.category is not Category.BLANK or cut.text.isspace()


@pytest.mark.parametrize("kind", ["text", "markdown"])
@usually
@given(data=st.data())
def test_cleaning_what_was_cleaned_changes_nothing(kind: Kind, data: st.DataObject) -> None:
    once = clean(data.draw(KINDS[kind]), kind).text
    assert clean(once, kind).text == once


@usually
@given(KINDS["html"])
def test_nothing_more_is_cut_of_what_is_left_of_a_page(source: str) -> None:
    result = clean(source, "html", url=URL)
    if result.page is None or not result.text:
        return
    evidence = gather(result.page, book_of(spoken_in(result.text), Config()))
    cuts, _ = resolve(evidence, propose(evidence, STAGES, Config(), math.inf).marks, Config())
    assert [(cut.category, cut.rule) for cut in cuts] == []


@usually
@given(KINDS["html"])
def test_what_is_left_of_a_page_is_cleaned_as_text_once_and_for_all(source: str) -> None:
    once = clean(clean(source, "html").text, "text").text
    assert clean(once, "text").text == once


# ---------------------------------------------------------------- the same bytes, whatever the order, the neighbours, the workers

# Documents that have no article, whatever is done.
POISON: Sequence[dict[str, str | None]] = (
    {"text": None, "html": None},
    {"text": "", "html": None},
    {"text": "\0\x01\x02\x7fELF" * 50, "html": None},
    {"text": None, "html": ""},
    {"text": None, "html": "<" * 500},
    {"text": "x" * 30_000, "html": None},
)


def record(document: Drawn) -> dict[str, str | None]:
    column = "html" if document.kind == "html" else "text"
    return {"text": None, "html": None, column: str(encodable(document.source))}


def batched(records: Sequence[dict[str, str | None]]) -> list[dict[str, Any]]:
    schema = pa.schema([("id", pa.string()), ("text", pa.string()), ("html", pa.string())])
    return clean_batch(pa.RecordBatch.from_pylist([{"id": "x", **one} for one in records], schema=schema)).to_pylist()


@seldom
@given(st.lists(documents, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_order_and_neighbours_change_nothing(drawn: list[Drawn], order: Any) -> None:
    records = [record(document) for document in drawn]
    alone = [batched([one])[0] for one in records]
    assert batched(records) == alone
    places = order.sample(range(len(records)), len(records))
    assert batched([records[place] for place in places]) == [alone[place] for place in places]


@seldom
@given(st.lists(documents, min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 4), st.sampled_from(POISON)), min_size=1, max_size=4))
def test_the_failure_of_a_document_is_its_own(drawn: list[Drawn], poison: list[tuple[int, dict[str, str | None]]]) -> None:
    good = [record(document) for document in drawn]
    mixed = list(good)
    for place, bad in poison:
        mixed.insert(place, bad)
    after = [row for row, one in zip(batched(mixed), mixed, strict=True) if one not in POISON]
    assert after == [row for row, one in zip(batched(good), good, strict=True) if one not in POISON]


@settings(seldom, max_examples=2)
@given(st.lists(documents, min_size=40, max_size=60))
def test_the_number_of_workers_changes_nothing(drawn: list[Drawn]) -> None:
    records = [{"id": f"d{number}", **record(document)} for number, document in enumerate(drawn)]
    outputs = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        source.write_bytes(json_lines(records))
        for jobs in ("1", "2"):
            out = Path(folder, f"out{jobs}.jsonl")
            done = batch(source, "-o", out, "--jobs", jobs, "--quiet", timeout=100)
            assert done.returncode in (0, 1), done.stderr
            outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == len(records)


# ---------------------------------------------------------------- no network, no crash


@kinds
@settings(usually, max_examples=60)
@given(data=st.data())
def test_no_document_asks_the_network(kind: Kind, data: st.DataObject) -> None:
    source = data.draw(KINDS[kind])
    with forbidden():
        result = clean(source, kind, url=URL)
        assert result.markdown is not None
        assert dict(result.metadata) is not None


@usually
@given(documents)
def test_no_document_raises(document: Drawn) -> None:
    row = clean_row(Source("x", **{"html" if document.kind == "html" else "text": document.source}), Cleaner())
    assert not (row.problem or "").startswith("error:"), row.problem
