"""``cleaner batch`` as users run it: every kind of input to every kind of output, columns, order, what is said of it."""

from __future__ import annotations

import gzip
import json
from array import array
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.batch import parts
from cleaner.rows import Row
from tests.batches import BUTTON, SENTENCE, archive, batch, complaint, json_lines, names, page, quarantined, ran, rows, text, warc_record, write_jsonl, zstd

# --- every kind in, every kind out ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Twenty-four documents, two or four in each kind of input; the number of each is in its text."""
    folder = tmp_path_factory.mktemp("inputs")
    files = {
        "a.jsonl": json_lines({"id": f"j{n}", "text": text(n), "url": f"https://ellerypost.example/{n}"} for n in (0, 1)),
        "b.jsonl.gz": gzip.compress(json_lines([{"text": text(2)}])) + gzip.compress(json_lines([{"text": text(3)}])),
        "c.ndjson.zst": zstd(json_lines([{"html": page(4)}])) + zstd(json_lines([{"html": page(5)}])),
        "e.warc": b"".join([warc_record("warcinfo", b"software: none", 99), *archive("response", (8, 9))]),
        "f.warc.gz": b"".join(map(gzip.compress, archive("response", (10, 11)))),
        "g.warc.wet.gz": b"".join(map(gzip.compress, archive("conversion", (12, 13)))),
        "h.txt": text(14).encode(),
        "i.html.gz": gzip.compress(page(15).encode()),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    pq.write_table(pa.table({"id": ["p6", "p7"], "text": [text(6), text(7)]}), folder / "d.parquet")
    docs = folder / "k"
    (docs / "sub").mkdir(parents=True)
    (docs / ".hidden").write_text("not a document")
    (docs / "16.md").write_text(text(16))
    (docs / "17.html").write_text(page(17))
    (docs / "shard.jsonl").write_bytes(json_lines({"text": text(n)} for n in (18, 19)))
    (docs / "sub" / "20.txt").write_text(text(20))
    return sorted(folder.iterdir())


IDS = ["j0", "j1", "2", "3", "4", "5", "p6", "p7", *(f"<urn:uuid:{n}>" for n in range(8, 14)), "h.txt", "i.html.gz", "16.md", "17.html", "18", "19"]


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.ndjson.zst", "out.parquet", "out"])
def test_every_input_goes_into_every_output(inputs: list[Path], tmp_path: Path, name: str) -> None:
    output = tmp_path / "made" / name
    ran(batch(*inputs, "-o", output, "--jobs", "2"))
    found = rows(output)
    assert [row["id"] for row in found] == [*IDS, "sub/20.txt"]
    assert [row["text"] for row in found] == [SENTENCE.format(n) for n in range(21)]
    for row in found:
        assert set(Row._fields) <= set(row)
        assert (row["status"], row["problem"], row["language"]) == ("ok", None, "en")
        assert [(cut["category"], cut["text"]) for cut in row["removed"] if cut["category"] != "blank"] == [("share", BUTTON)]
        assert 0 < row["removed_share"] < 0.5
    assert found[0]["url"] == "https://ellerypost.example/0"
    assert (found[8]["url"], found[8]["warc_date"]) == ("https://ellerypost.example/8", "2024-05-04T10:00:00Z")
    assert names(output.parent) == {name}


def test_the_outputs_agree_with_one_another(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 5, day=3)
    found = {}
    for name in ("a.jsonl", "a.parquet", "a"):
        ran(batch(source, "-o", tmp_path / name))
        found[name] = rows(tmp_path / name)
    assert found["a.jsonl"] == found["a"]
    filled = [{**row, "metadata": {**dict.fromkeys(found["a.parquet"][0]["metadata"]), **row["metadata"]}} for row in found["a.jsonl"]]
    assert filled == found["a.parquet"]


# --- columns ---------------------------------------------------------------------------------------------------------------


def test_columns_are_found_by_the_names_that_are_given(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines([{"key": 7, "body": text(1), "link": "https://a.example/1", "html": page(2), "text": "a column like any other", "day": 3}]))
    ran(batch(source, "-o", tmp_path / "o.jsonl", "--text-column", "body", "--id-column", "key", "--url-column", "link"))
    (row,) = rows(tmp_path / "o.jsonl")
    assert (row["id"], row["url"], row["text"]) == ("7", "https://a.example/1", SENTENCE.format(1))
    assert {name: value for name, value in row.items() if name not in Row._fields} == {
        "html": page(2),
        "source_text": "a column like any other",
        "day": 3,
    }


def test_a_page_is_read_where_there_is_text_too(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines([{"text": text(1)}, {"text": text(2), "html": page(3)}, {"text": text(4), "html": None}]))
    ran(batch(source, "-o", tmp_path / "o.jsonl"))
    assert [row["text"] for row in rows(tmp_path / "o.jsonl")] == [SENTENCE.format(n) for n in (1, 3, 4)]
    ran(batch(source, "-o", tmp_path / "t.jsonl", "--text-column", "text"))
    assert [row["text"] for row in rows(tmp_path / "t.jsonl")] == [SENTENCE.format(n) for n in (1, 2, 4)]


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_missing_column_ends_the_run_before_it_begins(tmp_path: Path, ending: str) -> None:
    good = write_jsonl(tmp_path / "good.jsonl", 3)
    bad = tmp_path / f"bad.{ending}"
    if ending == "jsonl":
        bad.write_bytes(b"not json\n" + json_lines([{"body": "It rained."}]))
    else:
        pq.write_table(pa.table({"body": ["It rained."]}), bad)
    told = complaint(batch(good, bad, "-o", tmp_path / "o.jsonl"), 2)
    assert "bad" in told
    assert "no column 'text' or 'html'" in told
    assert "'body'" in told
    assert names(tmp_path) == {"good.jsonl", bad.name}
    assert "no column 'page'" in complaint(batch(good, "-o", tmp_path / "o.jsonl", "--html-column", "page"), 2)


def test_columns_of_any_type_pass_through_parquet(tmp_path: Path) -> None:
    when = datetime(2024, 5, 4, 10, 30, tzinfo=UTC)
    table = pa.table(
        {
            "text": [text(0), text(1)],
            "when": pa.array([when, None], pa.timestamp("ns", "UTC")),
            "price": pa.array([Decimal("1.50"), Decimal("2.25")], pa.decimal128(6, 2)),
            "tags": [["a", "b"], []],
            "place": [{"lat": 1.5, "name": "Ellery"}, {"lat": 2.5, "name": None}],
            "raw": [b"\xff\x00", b"ok"],
            "nothing": pa.nulls(2),
            "text_like": pa.array(["x", "y"]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    ran(batch(tmp_path / "in.parquet", "-o", tmp_path / "o.parquet"))
    found = pq.ParquetFile(tmp_path / "o.parquet").read()
    for name in ("price", "tags", "place", "raw", "nothing", "text_like"):
        assert found.column(name).to_pylist() == table.column(name).to_pylist(), name
    assert found.column("when").to_pylist() == [when, None]
    assert found.schema.field("price").type.scale == 2
    ran(batch(tmp_path / "in.parquet", "-o", tmp_path / "o.jsonl"))
    row = rows(tmp_path / "o.jsonl")[0]
    assert (row["place"], row["price"], row["when"][:16], row["raw"]) == ({"lat": 1.5, "name": "Ellery"}, "1.50", "2024-05-04T10:30", "�\x00")


AWKWARD: list[dict[str, Any]] = [
    {"k": 1, "deep": {"a": 1}, "n": 1, "empty": {}},
    {"k": "one", "deep": {"b": "x"}, "n": 2.5, "empty": {}},
    {"k": None, "deep": {f"f{n}": n for n in range(150)}, "n": None, "empty": None, "late": [1]},
]


def test_columns_whose_values_have_no_common_type_pass_through_as_json(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines({"text": text(0), **more} for more in AWKWARD))
    ran(batch(source, "-o", tmp_path / "o.parquet"))
    found = rows(tmp_path / "o.parquet")
    assert [row["k"] for row in found] == ["1", "one", None]
    assert [json.loads(row["deep"]) for row in found] == [more["deep"] for more in AWKWARD]
    assert [row["n"] for row in found] == [1.0, 2.5, None]
    assert [row["empty"] for row in found] == ["{}", "{}", None]
    assert [row["late"] for row in found] == [None, None, [1]]
    ran(batch(source, "-o", tmp_path / "o.jsonl"))
    assert [{name: row.get(name) for name in AWKWARD[2]} for row in rows(tmp_path / "o.jsonl")] == [{"late": None, **more} for more in AWKWARD]


def test_json_as_others_write_it_is_read(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = [
        b'\xef\xbb\xbf{"id": "mark", "text": "It rained all day in Port Ellery."}',
        b'{"id": "nan", "text": "It rained all day in Port Ellery.", "score": NaN}',
        b'{"id": "half \\ud83d", "text": "It rained \\udc00 all day.", "k\\ud800": "\\ud801"}',
        b'{"id": ["a", 1], "text": "It rained all day in Port Ellery.", "url": 7}',
    ]
    source.write_bytes(b"\n\n".join(lines) + b"\n" + b'{"id": "deep", "text": "It rained.", "x": ' + b"[" * 900 + b"]" * 900 + b"}")
    for name in ("o.jsonl", "o.parquet"):
        ran(batch(source, "-o", tmp_path / name), 1)
        found = rows(tmp_path / name)
        assert [row["id"] for row in found] == ["mark", "nan", "half �", "['a', 1]", "in.jsonl:8"]
        assert found[2]["text"] == "It rained � all day."
        assert found[2]["k�"] == "�"
        assert found[3]["url"] is None
        assert found[4]["problem"] == "unreadable: nested too deep"


# --- what is said ----------------------------------------------------------------------------------------------------------


def test_a_run_ends_with_a_table_of_what_was_cut(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines({"id": f"[d{n}]", "text": text(n), "url": f"https://www.ellerypost.example/{n}"} for n in range(3)))
    told = ran(batch(source, "-o", tmp_path / "o.jsonl"))
    assert "3 documents, " in told
    assert "% removed, 0 quarantined" in told
    for part in ("removed by category", "share", "by host", "ellerypost.example", "rules that cut most often", "slowest documents", "[d1]"):
        assert part in told
    assert ran(batch(source, "-o", tmp_path / "q.jsonl", "--quiet")) == ""


def test_duplicate_ids_are_kept_and_counted(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines({"id": name, "text": text(n)} for n, name in enumerate("abacaad")))
    told = complaint(batch(source, "-o", tmp_path / "o.jsonl", "--quiet"), 0)
    assert "3 of 7 documents have an id that an earlier one has" in told
    assert [row["id"] for row in rows(tmp_path / "o.jsonl")] == list("abacaad")


def test_ids_are_counted_though_they_do_not_fit_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_IDS_AT_A_TIME", 50)
    files = [tmp_path / f"{n}.ids" for n in range(20)]
    for number, path in enumerate(files):
        path.write_bytes(array("Q", range(number * 20, number * 20 + 30)).tobytes())  # ten of each are in the next file too
    for _ in range(2):  # and again, as after a kill
        assert parts.distinct(files, tmp_path) == 20 * 20 + 10


def test_no_documents_make_an_empty_output(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n")
    for name in ("o.jsonl", "o.parquet", "o"):
        assert "0 documents" in ran(batch(tmp_path / "in.jsonl", "-o", tmp_path / name))
        assert rows(tmp_path / name) == []
    assert pq.read_schema(tmp_path / "o.parquet").names == list(Row._fields)


def test_the_settings_reach_the_workers(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1)
    ran(batch(source, "-o", tmp_path / "o.jsonl", "--keep", "share"))
    assert rows(tmp_path / "o.jsonl")[0]["text"] == text(0).strip()


# --- outputs that must not be written ------------------------------------------------------------------------------------


def test_what_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1)
    for name in ("o.jsonl", "o"):
        ran(batch(source, "-o", tmp_path / name))
        assert "--overwrite" in complaint(batch(source, "-o", tmp_path / name), 2)
        ran(batch(source, "-o", tmp_path / name, "--overwrite"))
    (tmp_path / "o" / "my own.txt").write_text("keep me")
    assert "is there already" in complaint(batch(source, "-o", tmp_path / "o", "--overwrite"), 2)
    assert (tmp_path / "o" / "my own.txt").read_text() == "keep me"


@pytest.mark.parametrize("output", ["in.jsonl", "docs/o.jsonl", "docs", "."])
def test_the_input_is_never_the_output(tmp_path: Path, output: str) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(text(1))
    before = source.read_bytes()
    complaint(batch(source, tmp_path / "docs", "-o", tmp_path / output, "--overwrite"), 2)
    assert source.read_bytes() == before
    assert names(tmp_path / "docs") == {"a.txt"}


@pytest.mark.parametrize("output", ["o.csv", "-", "o.jsonl/"])
def test_an_output_that_cannot_be_is_refused(tmp_path: Path, output: str) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1)
    (tmp_path / "o.jsonl").mkdir()
    (tmp_path / "o.jsonl" / "x").write_text("x")
    complaint(batch(source, "-o", output, cwd=tmp_path), 2)
    assert names(tmp_path) == {"in.jsonl", "o.jsonl"}


def test_an_input_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "no such file or folder" in complaint(batch(tmp_path / "no.jsonl", "-o", tmp_path / "o.jsonl"), 2)
    assert names(tmp_path) == set()


def test_a_link_is_written_through(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 1)
    (tmp_path / "o.jsonl").symlink_to(tmp_path / "real.jsonl")
    (tmp_path / "real.jsonl").write_text("old")
    ran(batch(source, "-o", tmp_path / "o.jsonl", "--overwrite"))
    assert (tmp_path / "o.jsonl").is_symlink()
    assert len(rows(tmp_path / "real.jsonl")) == 1


def test_the_quarantine_lists_each_document_without_an_article(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json_lines([{"id": "a", "text": text(0)}, {"id": "b", "text": None, "url": "https://a.example"}, {"id": "c", "text": 5}]))
    told = complaint(batch(source, "-o", tmp_path / "o.jsonl", "--quiet"), 1)
    assert "2 of 3 documents have no article" in told
    assert "o.jsonl.quarantine.jsonl" in told
    assert quarantined(tmp_path / "o.jsonl") == [
        {"id": "b", "url": "https://a.example", "stage": "clean", "error": "no-text: the document is null"},
        {"id": "c", "url": None, "stage": "clean", "error": "no-text: the document is int, not text"},
    ]
    assert [(row["id"], row["status"]) for row in rows(tmp_path / "o.jsonl")] == [("a", "ok"), ("b", "failed"), ("c", "failed")]
    source.write_bytes(json_lines([{"id": "a", "text": text(0)}]))
    ran(batch(source, "-o", tmp_path / "o.jsonl", "--overwrite"))
    assert names(tmp_path) == {"in.jsonl", "o.jsonl"}  # an old quarantine does not outlive its run
