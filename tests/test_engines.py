"""Ray and Spark, both run for real on this machine, against a run without them: the same rows, byte for byte.

Where an extra or Java is missing the tests of that engine are skipped, with the reason.
"""

from __future__ import annotations

import errno
import gzip
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.api import Cleaner
from cleaner.batch.arrow import clean_batch
from cleaner.batch.columns import Columns
from cleaner.batch.parts import Parts
from cleaner.batch.run import Everywhere, Run, RunError, run
from cleaner.batch.sources import Split, items_in, splits_of
from cleaner.batch.watch import Watch
from cleaner.config import Config
from cleaner.engines import EngineError, engine_named
from cleaner.rows import Row, Source, clean_row

pytestmark = pytest.mark.timeout(300)  # an engine takes its time to come up, above all where other things run

COMMAND = str(Path(sys.executable).parent / "cleaner")
GOLDEN = Path(__file__).parent.parent / "golden"
PARTITIONS = 4
SPLIT = 10_000  # bytes


class Engine(Protocol):
    """An engine that is up."""

    everywhere: Everywhere
    environment: dict[str, str]  # with which a command finds it

    def cleaned(self, table: pa.Table, cleaner: Cleaner | None = None, columns: Columns | None = None) -> pa.Table:
        """The rows of a table of several partitions."""


class OnRay(NamedTuple):
    everywhere: Everywhere
    environment: dict[str, str]

    def cleaned(self, table: pa.Table, cleaner: Cleaner | None = None, columns: Columns | None = None) -> pa.Table:
        import ray

        from cleaner.engines.ray import clean_dataset

        step = -(-table.num_rows // PARTITIONS)
        dataset = ray.data.from_arrow([table.slice(first, step) for first in range(0, table.num_rows, step)] if step else table)
        blocks: list[pa.Table] = ray.get(clean_dataset(dataset, cleaner, columns).to_arrow_refs())
        return pa.concat_tables(blocks)


class OnSpark(NamedTuple):
    everywhere: Everywhere
    environment: dict[str, str]
    session: Any

    def cleaned(self, table: pa.Table, cleaner: Cleaner | None = None, columns: Columns | None = None) -> pa.Table:
        from cleaner.engines.spark import clean_dataframe

        frame = self.session.createDataFrame(table).repartition(PARTITIONS)
        cleaned: pa.Table = clean_dataframe(frame, cleaner, columns).toArrow()
        return cleaned


@pytest.fixture(scope="module")
def on_ray() -> Iterator[OnRay]:
    everywhere = _named("ray")
    import ray

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        ray.init(num_cpus=2, log_to_driver=False, logging_level=logging.ERROR)
        ray.data.DataContext.get_current().enable_progress_bars = False
        yield OnRay(everywhere, {"RAY_ADDRESS": ray.get_runtime_context().gcs_address})
        ray.shutdown()


@pytest.fixture(scope="module")
def on_spark() -> Iterator[OnSpark]:
    everywhere = _named("spark")
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        settings: dict[str, bool | float | int | str | None] = {"spark.log.level": "ERROR", "spark.ui.enabled": False, "spark.ui.showConsoleProgress": False}
        session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        yield OnSpark(everywhere, {}, session)
        session.stop()


def _named(name: str) -> Everywhere:
    try:
        return engine_named(name)
    except EngineError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["ray", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    there: Engine = request.getfixturevalue(f"on_{request.param}")
    return there


# ---------------------------------------------------------------- tables


def records() -> list[dict[str, Any]]:
    """Documents of all kinds, with an id each, and columns that pass through."""
    documents: list[tuple[str | None, bytes | None]] = []
    for path in sorted(GOLDEN.glob("*/*/input.*"))[::10]:
        data = path.read_bytes()
        documents.append((None, data) if path.suffix == ".html" else (data.decode(), None))
    bad: list[tuple[str | None, bytes | None]] = [
        (None, None),
        ("", None),
        ("\x00\x01\x02\x7fELF" * 400, None),
        (None, b"\xff\xfe\x00\x00" * 300),
        (None, b"<div>" * 3_000 + b"It rained all day in Port Ellery."),
        (None, b"<html><body><table><tr><td><p>It rained <b>all <i>day</b></i><script>while (1) {"),
    ]
    urls = [f"https://host{n % 3}.example/{n}" if n % 5 else None for n in range(len(documents) + len(bad))]
    return [
        {"id": f"{n:03d}", "text": text, "html": html, "url": url, "n": n, "tags": ["a", None][: n % 3], "title": f"t{n}"}
        for n, ((text, html), url) in enumerate(zip([*documents, *bad], urls, strict=True))
    ]


TYPES: dict[str, pa.DataType] = {
    "id": pa.string(),
    "text": pa.string(),
    "html": pa.binary(),
    "url": pa.string(),
    "n": pa.int64(),
    "tags": pa.list_(pa.string()),
    "title": pa.string(),
}
SCHEMA = pa.schema(TYPES)


def table() -> pa.Table:
    return pa.Table.from_pylist(records(), schema=SCHEMA)


def here(source: pa.Table, cleaner: Cleaner | None = None, columns: Columns | None = None) -> pa.Table:
    """What one machine makes of a table."""
    return pa.Table.from_batches([clean_batch(batch, cleaner, columns) for batch in source.to_batches()])


def as_bytes(rows: pa.Table, schema: pa.Schema, key: str = "id") -> bytes:
    """A table's rows in the order of a column, as one stream of bytes, whatever pieces and nullability an engine gave it."""
    assert rows.schema.names == schema.names
    ordered = pa.Table.from_pylist(rows.sort_by(key).to_pylist(), schema=schema)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        stream.write_table(ordered)
    return sink.getvalue().to_pybytes()


def test_the_same_rows_as_on_one_machine(engine: Engine) -> None:
    ours = here(table())
    theirs = engine.cleaned(table())
    assert theirs.sort_by("id").to_pylist() == ours.to_pylist()
    assert as_bytes(theirs, ours.schema) == as_bytes(ours, ours.schema)
    assert {"ok", "problem", "failed"} == set(ours["status"].to_pylist()), "the table should hold documents of every fate"
    assert ours.schema.names[-3:] == ["n", "tags", "source_title"]


def test_settings_and_columns_go_along(engine: Engine) -> None:
    cleaner, columns = Cleaner(Config(profile="aggressive", keep=("share",))), Columns(text="body", id="key")
    renamed = table().rename_columns(["key", "body", "html", "url", "n", "tags", "title"])
    ours = here(renamed, cleaner, columns)
    assert as_bytes(engine.cleaned(renamed, cleaner, columns), ours.schema) == as_bytes(ours, ours.schema)
    assert ours["text"].to_pylist() != here(renamed, None, columns)["text"].to_pylist()


def test_ids_of_documents_without_one_do_not_depend_on_partitions(engine: Engine) -> None:
    nameless = [record | {"id": None if record["n"] % 2 else record["id"]} for record in records()]
    source = pa.Table.from_pylist(nameless, schema=SCHEMA)
    ours = here(source)
    theirs = engine.cleaned(source)
    assert as_bytes(theirs, ours.schema, "n") == as_bytes(ours, ours.schema, "n")
    assert len(set(ours["id"].to_pylist())) == len(nameless)


def test_a_missing_column_is_told_before_anything_is_done(engine: Engine) -> None:
    with pytest.raises(ValueError, match="there is no column 'body'; there are 'id', 'text'"):
        engine.cleaned(table(), columns=Columns(text="body"))


def test_a_table_without_rows(engine: Engine) -> None:
    nothing = engine.cleaned(table().slice(0, 0))
    assert nothing.num_rows == 0
    # In Ray a dataset has its columns from its rows.
    assert nothing.schema.names == ([] if isinstance(engine, OnRay) else here(table()).schema.names)


# ---------------------------------------------------------------- files


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """The documents, and lines that are none, in files of several kinds."""
    told = [{name: value.decode("latin-1") if isinstance(value, bytes) else value for name, value in record.items()} for record in records()]
    lines = [json.dumps(record).encode() for record in told]
    third = len(lines) // 3
    plain = [*lines[:third], b"", b"{broken", b'{"id": "seven", "text": 7}', b'{"id": "half", "text": "Half of a pair: \\ud83d. It rained all day."}', b"[1]"]
    (tmp_path / "plain.jsonl").write_bytes(b"\n".join(plain))
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines[third : 2 * third]) + b"\n")[:-9])
    pq.write_table(table().slice(2 * third), tmp_path / "rest.parquet", row_group_size=3)
    (tmp_path / "corrupt.parquet").write_bytes(b"PAR1" + b"\x00" * 40)
    return [str(tmp_path / name) for name in ("plain.jsonl", "packed.jsonl.gz", "rest.parquet", "corrupt.parquet")]


def outcome(plan: Run) -> tuple[bytes, bytes]:
    run(plan)
    return plan.output.read_bytes(), plan.quarantine.read_bytes()


def plan_of(inputs: Sequence[str], output: Path, **more: Any) -> Run:
    return Run(inputs, output, split=SPLIT, part=4, **more)


def test_a_run_on_an_engine_writes_the_same_bytes(engine: Engine, inputs: list[str], tmp_path: Path) -> None:
    ours = outcome(plan_of(inputs, tmp_path / "ours.jsonl"))
    assert len(list(splits_of(list(map(Path, inputs)), SPLIT))) > PARTITIONS
    assert outcome(plan_of(inputs, tmp_path / "theirs.jsonl", engine=engine.everywhere)) == ours
    assert ours[1].count(b'"stage":"read"') >= 4
    assert not list(tmp_path.glob("*.parts"))


def _poisoned(source: Source) -> Row:
    """What code in C may do to a process."""
    if source.id == "001":
        os._exit(3)
    while source.id == "002":
        pass
    return clean_row(source, Cleaner())


def test_a_document_that_ends_or_stops_a_process_is_a_row(engine: Engine, inputs: list[str], tmp_path: Path) -> None:
    plan = partial(plan_of, inputs[:1], clean=_poisoned, watch=Watch(seconds=5))
    ours = outcome(plan(tmp_path / "ours.jsonl"))
    assert outcome(plan(tmp_path / "theirs.jsonl", engine=engine.everywhere)) == ours
    lost = {told["id"]: told["stage"] for told in map(json.loads, ours[1].splitlines())}
    assert (lost["001"], lost["002"]) == ("crash", "time")


def test_a_run_that_was_ended_is_taken_up(engine: Engine, inputs: list[str], tmp_path: Path) -> None:
    inputs = inputs[:1]
    ours = outcome(plan_of(inputs, tmp_path / "ours.jsonl"))

    def dies(do: Any, things: Sequence[Any]) -> Iterable[Any]:
        for thing in things[::2]:
            do(thing)
        raise KeyboardInterrupt

    output = tmp_path / "theirs.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(plan_of(inputs, output, engine=dies))
    assert not output.exists()
    with pytest.raises(RunError, match="other input or settings"):
        run(plan_of(inputs, output, resume=True))
    assert outcome(plan_of(inputs, output, resume=True, engine=engine.everywhere)) == ours


def test_what_cannot_be_written_is_an_error_of_the_run(inputs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Parts, "write", full)
    with pytest.raises(OSError, match="No space left"):
        run(plan_of(inputs, tmp_path / "out.jsonl", engine=lambda do, things: [do(thing) for thing in things]))


# ---------------------------------------------------------------- splits


@pytest.mark.parametrize("size", [1, 100, 5_000, 1_000_000])
def test_the_splits_of_a_file_are_the_file(inputs: list[str], size: int) -> None:
    for path in map(Path, inputs):
        whole = list(items_in(Split(path), Columns()))
        splits = list(splits_of([path], size))
        # The size of a row of Parquet is the mean of those that are read with it.
        assert [item._replace(size=0) for split in splits for item in items_in(split, Columns())] == [item._replace(size=0) for item in whole]
    assert len(list(splits_of([Path(inputs[0])], 1))) == len(Path(inputs[0]).read_bytes().split(b"\n"))


# ---------------------------------------------------------------- the command


def batch(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = [COMMAND, "batch", *map(str, arguments)]
    return subprocess.run(told, capture_output=True, text=True, timeout=280, check=False, stdin=subprocess.DEVNULL, env=os.environ | environment)


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a call that was wrong."""
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    return done.stderr


@pytest.mark.parametrize("name", ["ray", "spark"])
def test_the_command(request: pytest.FixtureRequest, name: str, inputs: list[str], tmp_path: Path) -> None:
    engine: Engine = request.getfixturevalue(f"on_{name}")
    assert batch(*inputs, "-o", tmp_path / "ours.parquet").returncode == 1
    done = batch(*inputs, "-o", tmp_path / "theirs.parquet", "--engine", name, "--quiet", **engine.environment)
    assert done.returncode == 1, done.stderr
    assert "documents have no article" in done.stderr.splitlines()[-1]
    assert pq.read_table(tmp_path / "theirs.parquet").equals(pq.read_table(tmp_path / "ours.parquet"))
    lost = [tmp_path / f"{name}.parquet.quarantine.jsonl" for name in ("ours", "theirs")]
    assert lost[0].read_bytes() == lost[1].read_bytes()


@pytest.fixture
def engineless(tmp_path: Path) -> dict[str, str]:
    """An environment in which neither engine is installed."""
    for name in ("ray", "pyspark"):
        (tmp_path / "hidden" / name).mkdir(parents=True)
        (tmp_path / "hidden" / name / "__init__.py").write_text(f"raise ModuleNotFoundError('hidden', name={name!r})")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "hidden"), os.environ.get("PYTHONPATH", "")])}


def test_an_extra_that_is_missing(inputs: list[str], tmp_path: Path, engineless: dict[str, str]) -> None:
    for name, package in (("ray", "ray"), ("spark", "pyspark")):
        told = complaint(batch(*inputs, "-o", tmp_path / "o.jsonl", "--engine", name, **engineless))
        assert told == f"cleaner: {name}: {package} is not installed; pip install 'cleaner[{name}]'\n"


def test_java_that_is_missing_or_old(inputs: list[str], tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra spark is not installed")
    told = complaint(batch(*inputs, "-o", tmp_path / "o.jsonl", "--engine", "spark", JAVA_HOME=str(tmp_path)))
    assert f"needs Java 17 or newer, and there is none in JAVA_HOME ({tmp_path})" in told
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    for version, read in (("1.8.0_402", "8"), ("11.0.22", "11")):
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2024-01-16' >&2\n")
        java.chmod(0o755)
        told = complaint(batch(*inputs, "-o", tmp_path / "o.jsonl", "--engine", "spark", JAVA_HOME=str(tmp_path)))
        assert told == f"cleaner: spark: needs Java 17 or newer; {java} is {read}\n"


def test_what_an_engine_cannot_do(inputs: list[str], tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra ray is not installed")
    assert "--jobs is for this machine" in complaint(batch(*inputs, "-o", tmp_path / "o.jsonl", "--engine", "ray", "--jobs", "2"))
    assert "is a folder, and an engine takes files" in complaint(batch(tmp_path, "-o", tmp_path.parent / "o.jsonl", "--engine", "ray"))
    assert "there is no column 'body'" in complaint(batch(*inputs, "-o", tmp_path / "o.jsonl", "--engine", "ray", "--text-column", "body"))
