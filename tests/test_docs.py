"""The README and docs/: every command and every block of code in them is run, and every link leads somewhere.

A command that cannot be run here is in ``NOT_RUN`` with the reason; the recipes have tests of their own, ``test_recipes.py``.
"""

from __future__ import annotations

import ast
import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner import clean, pipeline
from cleaner.batch.run import Run
from cleaner.batch.run import run as run_batch
from cleaner.engines import ENGINES, EngineError, engine_named
from cleaner.rulefile import check
from cleaner.settings import in_force
from cleaner.sites.learn import learn
from tests import batches, documentation, test_recipes
from tests.browsers import CHROMIUM
from tests.documentation import PAGES, README, ROOT, Block
from tests.goldens import UNREAD
from tests.test_benchmarks import ROWS

BLOCKS = documentation.blocks()
SHELL, PYTHON = ("sh", "bash"), "python"

# Commands that are not run here, and why.
_NEW_ENVIRONMENT = "makes a virtual environment from a package index; .ci/run begins with it"
_MEASURES = "measures for an hour"
NOT_RUN: Mapping[str, str] = {
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/cleaner golden/whole/aggregated-wire-with-mailchimp/input.md": _NEW_ENVIRONMENT,
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest": _NEW_ENVIRONMENT,
    "uv run cleaner golden/whole/aggregated-wire-with-mailchimp/input.md": _NEW_ENVIRONMENT,
    "uv run --extra dev pytest": _NEW_ENVIRONMENT,
    "pip install -e '.[dev,fuzz]' && python -m tests.fuzz.fuzz_clean html -max_total_time=600": _NEW_ENVIRONMENT,
    ".ci/oldest": _NEW_ENVIRONMENT,
    "python -m tests.test_linear_phrases": "takes half an hour; test_linear_phrases.py does it with a sample of the phrases",
    "python benchmarks/scale.py --documents 10000 100000": _MEASURES,
    "python benchmarks/fit.py page corpus.jsonl.gz": _MEASURES,
}

# What commands need beyond the extra `dev`.
NEEDS = {"benchmarks/quality.py": ("justext", "datatrove"), "benchmarks/screenshot.py": ("playwright",)}

# What else a block may be, and the test that looks at it.
PICTURES = {("README.md", "text"): "before and after", ("docs/how-it-decides.md", "text"): "the line"}


def commands(block: Block) -> list[str]:
    """The commands of a block, one a line, without their comments."""
    return [command for line in block.code.splitlines() if (command := re.sub(r"(?:^|\s+)#\s.*", "", line).strip())]


def is_recipe(block: Block) -> bool:
    return (block.page, block.section) == ("docs/pipelines.md", "Recipes") and block.heading in test_recipes.HEADINGS


# ---------------------------------------------------------------- the pages


def test_no_block_is_unknown() -> None:
    for block in BLOCKS:
        assert block.language in (*SHELL, PYTHON, "toml") or (block.page, block.language) in PICTURES, f"{block.where}: nobody runs this"


def test_what_is_not_run_is_there() -> None:
    there = {command for block in BLOCKS if block.language in SHELL for command in commands(block)}
    assert set(NOT_RUN) - there == set(), "these are in no page any more"


def test_the_command_that_ci_takes_is_that_of_the_readme() -> None:
    """.ci/run adds extras to it; all else is the same."""
    (command,) = re.findall(r"^python3 -m venv .*", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.sub(r",ray,spark,browser| -rs$", "", command) in NOT_RUN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in documentation.links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        assert not anchor or anchor in documentation.anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    for place in documentation.places(page):
        assert (ROOT / place.replace("xx.toml", "en.toml")).exists(), place


def test_the_readme_leads_to_every_page_and_every_page_back() -> None:
    assert {f"docs/{page.name}" for page in PAGES if page != README} <= set(documentation.links(README))
    for page in PAGES:
        assert page == README or "../README.md" in documentation.links(page)


def test_the_readme_fits_a_screen() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 85


def test_the_figures_of_the_readme_are_those_of_their_page() -> None:
    figures = documentation.prose(ROOT / "docs" / "figures.md")
    told = re.findall(r"(?<=\| )\.?\d[\d.]*(?: %)?(?= \|)", documentation.prose(README))
    assert len(told) >= 10
    assert [figure for figure in told if f"| {figure} " not in figures] == []


def test_before_and_after_is_what_the_program_does() -> None:
    (picture,) = [block for block in BLOCKS if (block.page, block.language) == ("README.md", "text")]
    lines = picture.code.splitlines()
    middle = lines[0].rindex("Harbour")
    before, after = ("\n".join(line[part].rstrip() for line in lines) for part in (slice(0, middle), slice(middle, None)))
    assert clean(before).text == after.strip()


def test_the_line_is_that_of_the_code() -> None:
    (picture,) = [block for block in BLOCKS if (block.page, block.language) == ("docs/how-it-decides.md", "text")]
    assert pipeline.__doc__ is not None
    assert picture.code.strip() in pipeline.__doc__


# ---------------------------------------------------------------- settings and phrases


def files() -> dict[str, str]:
    """The files that the pages show, by the name in their first line."""
    return {block.code.partition("\n")[0].removeprefix("# "): block.code for block in BLOCKS if block.language == "toml"}


def test_the_phrases_are_right_and_the_settings_too(tmp_path: Path) -> None:
    shown = files()
    assert set(shown) == {"own.toml", "cleaner.toml"}
    assert check(shown["own.toml"], "own.toml") == []
    for name, content in shown.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    origins = {key: setting.origin for key, setting in in_force(tmp_path / "cleaner.toml", {}).items()}
    assert {key for key, origin in origins.items() if origin == "built in"} == {"limits.size", "limits.tags", "limits.path_steps"}


# ---------------------------------------------------------------- commands and Python


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the commands name and do not make themselves."""
    folder = tmp_path_factory.mktemp("stock")
    urls = [f"https://ellerypost.example/{n}" for n in range(6)]
    records = [{"id": f"d{n}", "url": url, "text": batches.text(n)} for n, url in enumerate(urls)]
    (folder / "page.html").write_text(batches.page(1), encoding="utf-8")
    (folder / "article.txt").write_text(batches.text(1), encoding="utf-8")
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(batches.json_lines(records)))
    for name in ("pages.jsonl", "more.jsonl"):
        (folder / name).write_bytes(batches.json_lines(records))
    (folder / "more.warc.gz").write_bytes(b"".join(map(gzip.compress, batches.archive("response", range(3)))))
    (folder / "pages").mkdir()
    (folder / "crawl").mkdir()
    for n in range(3):
        (folder / "pages" / f"{n}.html").write_text(batches.page(n), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(records), folder / "pages.parquet")
    pq.write_table(pa.Table.from_pylist(records), folder / "crawl" / "1.parquet")
    pq.write_table(pa.table({"key": urls, "body": [record["text"] for record in records]}), folder / "in.parquet")
    for day in ("monday", "tuesday"):
        learn([str(folder / "pages.jsonl")], folder / f"{day}.parquet", least=1)
    run_batch(Run([str(folder / "pages.jsonl")], folder / "articles.parquet"))
    (folder / "own.toml").write_text(files()["own.toml"], encoding="utf-8")
    (folder / "other.toml").write_text('profile = "cautious"\n', encoding="utf-8")
    case = folder / "cases" / "ferry"
    case.mkdir(parents=True)
    (case / "input.txt").write_text(batches.text(1), encoding="utf-8")
    (case / "expected.txt").write_text(batches.SENTENCE.format(1) + "\n", encoding="utf-8")
    with gzip.open(folder / "corpus.jsonl.gz", "wb") as file:
        file.write(batches.json_lines(ROWS))
    (folder / "labels").mkdir()
    for number in ("003", "007", "008"):
        (folder / "labels" / f"{number}.txt").write_text(batches.text(1), encoding="utf-8")
        (folder / "labels" / f"{number}.lab").write_text("3 share\n", encoding="utf-8")
    return folder


@pytest.fixture
def place(stock: Path, tmp_path: Path) -> Path:
    """A copy of it, in what looks like a clone: with few golden cases, and a package whose files may change."""
    place = tmp_path / "clone"
    shutil.copytree(stock, place)
    shutil.copytree(ROOT / "cleaner", place / "cleaner", ignore=shutil.ignore_patterns("__pycache__"))
    for cases in ("share", "whole/aggregated-wire-with-mailchimp"):
        shutil.copytree(ROOT / "golden" / cases, place / "golden" / cases)
    for name in ("tests", "benchmarks"):
        (place / name).symlink_to(ROOT / name)
    return place


def correct_the_draft(place: Path) -> None:
    """What a person does between starting a golden case and accepting it."""
    case = place / "golden" / "share" / "ferry-buttons"
    draft = (case / "draft.txt").read_text(encoding="utf-8")
    (case / "draft.txt").write_text(draft.removeprefix(UNREAD + "\n"), encoding="utf-8")
    about = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(about.replace('why = ""', 'why = "A share button under a short article."'), encoding="utf-8")


BY_HAND: Mapping[str, Callable[[Path], None]] = {"python -m tests.goldens accept share/ferry-buttons": correct_the_draft}


def called(command: Sequence[str], place: Path) -> subprocess.CompletedProcess[str]:
    """Call something there, as a person would who has the commands on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {name: value for name, value in os.environ.items() if name != "CI"}  # under which no golden case is accepted
    environment |= {"PATH": path, "PYTHONPATH": str(place), "PYSPARK_PYTHON": sys.executable, "RAY_USAGE_STATS_ENABLED": "0"}
    return subprocess.run(command, cwd=place, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=250, check=False)


def lacking(code: str) -> str | None:
    """Why this cannot be run here: an engine, a browser or a package is missing."""
    for part, modules in NEEDS.items():
        for module in modules if part in code else ():
            if find_spec(module) is None:
                return f"{module}, of an extra, is not installed"
    if "benchmarks/screenshot.py" in code and CHROMIUM is None:
        return "there is no chromium on this machine"
    for engine in ENGINES:
        if f"--engine {engine}" in code or f"cleaner.engines.{engine}" in code:
            try:
                engine_named(engine)
            except EngineError as error:
                return str(error)
    return None


@pytest.mark.timeout(300)
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language in SHELL and not is_recipe(block)], ids=lambda block: block.where)
def test_every_command_runs(block: Block, place: Path) -> None:
    shell = "bash" if block.language == "bash" else "sh"
    left_out = []
    for command in commands(block):
        if why := NOT_RUN.get(command) or lacking(command):
            left_out.append(why)
            continue
        if by_hand := BY_HAND.get(command):
            by_hand(place)
        done = called([shell, "-ec", command], place)
        assert done.returncode == 0, f"{block.where}: {command}\n{done.stdout}{done.stderr}"
    if left_out:
        pytest.skip("; ".join(dict.fromkeys(left_out)))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == PYTHON and not is_recipe(block)], ids=lambda block: block.where)
def test_every_block_of_python_runs_and_gives_what_it_says(block: Block, place: Path) -> None:
    if why := lacking(block.code):
        pytest.skip(why)
    done = called([sys.executable, "-c", checked(block.code)], place)
    assert done.returncode == 0, f"{block.where}: {done.stderr}"


def checked(code: str) -> str:
    """The same code, in which a line such as ``1 + 1  # 2`` is true or fails.

    >>> print(checked("x = 1\\nx + 1  # 2\\nx  # a number"))
    x = 1
    assert (x + 1) == 2
    x  # a number
    """
    lines = code.splitlines()
    for statement in ast.parse(code).body:
        line = lines[statement.lineno - 1]
        if isinstance(statement, ast.Expr) and statement.lineno == statement.end_lineno:
            said = line[statement.end_col_offset :].strip().removeprefix("#").strip()
            try:
                ast.literal_eval(said)
            except (ValueError, SyntaxError):
                continue
            lines[statement.lineno - 1] = f"assert ({line[: statement.end_col_offset]}) == {said}"
    return "\n".join(lines)
