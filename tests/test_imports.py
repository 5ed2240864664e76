"""The heavy libraries are imported where they are used and nowhere before; how long that takes is measured by ``benchmarks/speed.py``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from speed import HEAVY

from tests.batches import SENTENCE, text

COMMAND = "from cleaner.cli import main; main({arguments!r}, standalone_mode=False)"


def heavy_in(program: str) -> set[str]:
    """The heavy libraries that a process has imported when it ends."""
    told = f"import sys\n{program}\nprint('\\nimported', *(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_a_library_that_is_imported_is_seen() -> None:
    assert {"pyarrow", "trafilatura", "lxml"} <= heavy_in("import pyarrow, trafilatura")


def test_importing_cleaner_imports_none() -> None:
    assert heavy_in("import cleaner") == set()


@pytest.mark.parametrize("source", [text(1), f"# Bridge\n\n{text(1)}\n[Read more](/x)", text(1).encode("utf-16")], ids=["text", "markdown", "bytes"])
def test_cleaning_text_imports_none(source: str | bytes) -> None:
    assert heavy_in(f"import cleaner; r = cleaner.clean({source!r}); r.text, r.title, r.markdown, r.metadata") == set()


def test_cleaning_a_page_that_is_plain_imports_none() -> None:
    article = "".join(f"<p>{SENTENCE.format(day)}</p>" for day in range(30))
    markup = f"<html><body><nav><a href=/>Home</a></nav><article><h1>Bridge</h1>{article}</article></body></html>"
    assert heavy_in(f"import cleaner; r = cleaner.clean({markup!r}, 'html'); r.text, r.markdown, r.metadata") == set()


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--format", "markdown"), ("--explain",), ("-o", "out.txt")])
def test_the_command_imports_what_its_options_need(tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "article.txt"
    file.write_text(text(1), encoding="utf-8")
    arguments = [str(file), *(str(tmp_path / one) if one.endswith(".txt") else one for one in options)]
    assert heavy_in(COMMAND.format(arguments=arguments)) == {"click"}
