"""``cleaner FILE``: one document. Exit 0 fine, 1 the document could not be processed, 2 a wrong call."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from cleaner.api import Cleaner
from cleaner.commands.messages import fail, tell
from cleaner.commands.settings import complete_file, with_settings
from cleaner.config import Config
from cleaner.explain import ledger
from cleaner.model import UNREADABLE, Result
from cleaner.read import KINDS, Kind
from cleaner.read.lines import newline_of
from cleaner.safe import safe_json

if TYPE_CHECKING:
    from cleaner.sites.table import Sites


@click.command()
@click.argument("file", metavar="FILE", required=False, shell_complete=complete_file)
@click.option("-o", "--output", metavar="OUT", help="Write the article to OUT, whole or not at all, instead of printing it.")
@click.option("--explain", is_flag=True, help="List every cut: line:column, category, rule, confidence, reason, text.")
@click.option("--report", metavar="PAGE", help="Write PAGE, a web page that shows every cut in its place; print no article.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True, help="What to print.")
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What FILE holds.")
@click.option("--url", metavar="URL", help="The address of a page: its links are resolved by it. Nothing is fetched.")
@click.option("--sites", "table", metavar="TABLE", help="What repeats on hosts, as `cleaner sites learn` counted it; used where the address is known.")
@with_settings("file")
def file_command(
    config: Config,
    file: str,
    output: str | None,
    explain: bool,
    report: str | None,
    form: str,
    kind: Kind,
    url: str | None,
    table: str | None,
) -> None:
    """Print the article in FILE (HTML, text or markdown; - is standard input) without the boilerplate around it."""
    source = _read(file)
    for written in (output, report):
        if written is not None:
            _refuse_same(file, written)
    if output is not None and report is not None and os.path.realpath(output) == os.path.realpath(report):
        fail(2, f"{report}: is the name of the article too; choose another name")
    result = Cleaner(config, _sites(table) if table else None).clean(source, kind, url)
    for problem in result.problems:
        tell(f"{_name(file)}: {problem.message}")
    if any(p.code in UNREADABLE for p in result.problems):
        sys.exit(1)
    article = _json(result, url) if form == "json" else _text(result, result.markdown if form == "markdown" else result.text)
    if output is not None:
        _emit(article, output)
    if report is not None:
        _emit(_page(result, _name(file), url), report)
    if explain:
        _emit(ledger(result, "json" if form == "json" else "table" if _on_terminal() else "rows"))
    elif output is None and report is None:
        _emit(article)


def _sites(table: str) -> Sites:
    from cleaner.sites.table import Sites, SitesError  # seldom needed, and the command should start at once

    try:
        return Sites.load(table)
    except SitesError as error:
        fail(2, str(error))


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return _bytes_of(sys.stdin).read()
        path = Path(file)
        if path.is_dir():
            fail(2, f"{file}: is a folder; give one file")
        return path.read_bytes()
    except FileNotFoundError:
        fail(2, f"{file}: no such file")
    except (OSError, ValueError) as error:
        fail(1, f"{_name(file)}: cannot be read: {_why(error)}")


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _bytes_of(stream: TextIO | None) -> BinaryIO:
    """What is under a standard stream. Python makes it None where the caller closed it."""
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    return stream.buffer


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _refuse_same(file: str, output: str) -> None:
    try:
        same = file != "-" and os.path.exists(output) and os.path.samefile(file, output)
    except (OSError, ValueError):
        same = False
    if same:
        fail(2, f"{output}: is the input itself; choose another name")
    if os.path.isdir(output):
        fail(2, f"{output}: is a folder; give a file name")


def _text(result: Result, article: str) -> bytes:
    line_end = "\r\n" if "\r\n" in result.source else newline_of(result.source)
    return (article + line_end if article else "").encode("utf-8", "surrogatepass")


def _json(result: Result, url: str | None) -> bytes:
    import json  # seldom needed, and the command should start at once

    record = {
        "url": url,
        "title": result.title,
        "text": result.text,
        "body": result.body,
        "language": result.language,
        "metadata": dict(result.metadata),
        "removed": [r._asdict() for r in result.removed],
        "spared": [s._asdict() for s in result.spared],
        "problems": [p._asdict() for p in result.problems],
    }
    # A lone surrogate has no UTF-8 form; backslashreplace turns it into the JSON escape of itself.
    return safe_json(json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _page(result: Result, name: str, url: str | None) -> bytes:
    from cleaner.report.page import of_result, page  # the templates are needed for this alone

    return page(of_result(result, Path(name).name, url))


def _emit(data: bytes, output: str | None = None) -> None:
    """Write to a file or, without one, to standard output."""
    try:
        if output is None:
            _write_all(_bytes_of(sys.stdout), data)
        else:
            _write_atomically(Path(output), data)
    except BrokenPipeError:
        # Whoever reads has had enough; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        fail(1, f"{output or 'standard output'}: cannot be written: {_why(error)}")


def _write_all(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)
    stream.flush()


def _write_atomically(path: Path, data: bytes) -> None:
    """Whole or not at all: a neighbour file takes the bytes and is then moved into place."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe cannot be replaced
        return
    path = Path(os.path.realpath(path))  # a link stays, its target is replaced
    handle, temporary = tempfile.mkstemp(prefix=".cleaner.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            _write_all(stream, data)
            os.fsync(stream.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()
