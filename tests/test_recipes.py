"""The recipes of docs/pipelines.md, taken from it and run; all other code of the pages is run by ``test_docs.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.api import clean
from cleaner.batch.run import Run, run
from tests import documentation

HEADINGS = ("pandas", "Polars", "DuckDB", "Arrow, batch by batch", "A command for each file", "Airflow, or any scheduler", "datatrove")
SENTENCE = "The swing bridge at Port Ellery stayed shut on day {}, and the boats that should have passed it lay idle in the basin."
BUTTON = "Share on Facebook"
PAGES = 6
TEXTS = [f"{SENTENCE.format(n)}\n\n{BUTTON}\n" for n in range(PAGES)]


def recipes() -> Mapping[str, str]:
    """The code under each heading of the section."""
    return {block.heading: block.code for block in documentation.blocks() if (block.page, block.section) == ("docs/pipelines.md", "Recipes")}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the recipes start from, where they are run."""
    monkeypatch.chdir(tmp_path)
    urls = [f"https://host{n % 2}.example/{n}" for n in range(PAGES)]
    table = pa.table({"id": [str(n) for n in range(PAGES + 1)], "url": [*urls, None], "text": [*TEXTS, None]})
    pq.write_table(table, "pages.parquet")
    run(Run(["pages.parquet"], Path("articles.parquet")))
    Path("pages/more of them").mkdir(parents=True)
    for n in range(PAGES):
        name = f"pages/more of them/{n} it's.html" if n % 2 else f"pages/{n}.html"
        Path(name).write_text(f"<html><body><article><p>{SENTENCE.format(n)}</p></article><p>{BUTTON}</p></body></html>")
    return tmp_path


def ran(name: str) -> dict[str, Any]:
    """What a recipe in Python leaves behind."""
    names: dict[str, Any] = {"__name__": "recipe"}
    exec(compile(recipes()[name], f"docs/pipelines.md, {name}", "exec"), names)
    return names


def test_every_recipe_is_here() -> None:
    assert tuple(recipes()) == HEADINGS


@pytest.mark.usefixtures("place")
def test_pandas() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    assert list(ran("pandas")["doubtful"]["id"]) == [str(PAGES)]


@pytest.mark.usefixtures("place")
def test_polars() -> None:
    pytest.importorskip("polars", reason="polars is not installed")
    found = ran("Polars")["by_host"].to_dicts()
    assert [(row["host"], row["documents"]) for row in found] == [(None, 1), ("host0.example", 3), ("host1.example", 3)]
    assert all(0 < row["removed_share"] < 0.5 for row in found[1:])


@pytest.mark.usefixtures("place")
def test_duckdb() -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    found = {category: (cuts, characters) for category, rule, cuts, characters in ran("DuckDB")["by_rule"]}
    assert found["share"] == (PAGES, PAGES * len(BUTTON))


@pytest.mark.usefixtures("place")
def test_arrow(capsys: pytest.CaptureFixture[str]) -> None:
    ran("Arrow, batch by batch")
    assert capsys.readouterr().out.count("'removed_share'") == PAGES + 1


@pytest.mark.usefixtures("place")
def test_shell() -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["sh", "-ec", recipes()["A command for each file"]], check=True, timeout=100, env=environment, stdin=subprocess.DEVNULL)
    found = {path.name: path.read_text().strip() for path in Path("articles").iterdir()}
    assert found == {f"{n} it's.txt" if n % 2 else f"{n}.txt": SENTENCE.format(n) for n in range(PAGES)}


@pytest.mark.usefixtures("place")
def test_scheduler() -> None:
    task = ran("Airflow, or any scheduler")["clean_pages"]
    assert task("pages.parquet", "out.parquet") == {"documents": PAGES + 1, "without an article": 1}
    before = Path("out.parquet").read_bytes()
    task("pages.parquet", "out.parquet")
    assert Path("out.parquet").read_bytes() == before
    assert pq.read_table("out.parquet")["text"].to_pylist() == [*map(SENTENCE.format, range(PAGES)), None]


def test_datatrove() -> None:
    pytest.importorskip("datatrove", reason="datatrove, of the extra bench, is not installed")
    from datatrove.data import Document

    formatter = ran("datatrove")["CleanFormatter"]()
    documents = [Document(text=text, id=str(n)) for n, text in enumerate(TEXTS)]
    assert [document.text for document in formatter.run(iter(documents))] == [clean(text).text for text in TEXTS]
    assert [document.text for document in documents] == [SENTENCE.format(n) for n in range(PAGES)]
