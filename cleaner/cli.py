"""The command: ``cleaner FILE`` prints the article. Exit 0 fine, 1 a document could not be processed, 2 a wrong call."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO, NoReturn

import click

from cleaner import __version__
from cleaner.api import Cleaner
from cleaner.config import PROFILES, Config, ProfileName
from cleaner.explain import print_ledger
from cleaner.model import CONTENT_CATEGORIES, Result
from cleaner.read import KINDS, Kind

# Problems with which there is an article to print all the same.
_MILD = ("encoding", "empty")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", metavar="OUT", help="Write the article to OUT, whole or not at all, instead of printing it.")
@click.option("--explain", is_flag=True, help="List every cut: line:column, category, rule, confidence, reason, text.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print.")
@click.option("--keep", "keep", multiple=True, metavar="CATEGORY", type=click.Choice(CONTENT_CATEGORIES), help="Never cut this category; may be given again.")
@click.option("--profile", type=click.Choice(PROFILES), default="balanced", show_default=True, help="How sure a cut must be.")
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What FILE holds.")
@click.version_option(__version__, prog_name="cleaner")
def main(file: str, output: str | None, explain: bool, form: str, keep: tuple[str, ...], profile: ProfileName, kind: Kind) -> None:
    """Print the article in FILE (text or markdown; - is standard input) without the boilerplate around it."""
    source = _read(file)
    if output is not None:
        _refuse_same(file, output)
    result = Cleaner(Config(profile=profile, keep=keep)).clean(source, kind)
    name = "standard input" if file == "-" else file
    for problem in result.problems:
        click.echo(f"cleaner: {name}: {problem.message}", err=True)
    if any(p.code not in _MILD for p in result.problems):
        sys.exit(1)
    if explain:
        print_ledger(result, as_json=form == "json")
        if output is None:
            return
    _emit(_json(result) if form == "json" else _text(result), output)


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read()
        path = Path(file)
        if path.is_dir():
            _fail(2, f"{file}: is a folder; give one file")
        return path.read_bytes()
    except FileNotFoundError:
        _fail(2, f"{file}: no such file")
    except (OSError, ValueError) as error:
        _fail(1, f"{file}: cannot be read: {_why(error)}")


def _refuse_same(file: str, output: str) -> None:
    try:
        same = file != "-" and os.path.exists(output) and os.path.samefile(file, output)
    except (OSError, ValueError):
        same = False
    if same:
        _fail(2, f"{output}: is the input itself; choose another name")
    if os.path.isdir(output):
        _fail(2, f"{output}: is a folder; give a file name")


def _text(result: Result) -> bytes:
    newline = "\r\n" if "\r\n" in result.text else "\n"
    return (result.text + newline if result.text else "").encode("utf-8", "surrogatepass")


def _json(result: Result) -> bytes:
    record = {
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
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _emit(data: bytes, output: str | None) -> None:
    try:
        if output is None:
            _write_all(sys.stdout.buffer, data)
        else:
            _write_atomically(Path(output), data)
    except BrokenPipeError:
        # Whoever reads has had enough; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _fail(1, f"{output or 'standard output'}: cannot be written: {_why(error)}")


def _write_all(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)
    stream.flush()


def _write_atomically(path: Path, data: bytes) -> None:
    """Whole or not at all: a neighbour file takes the bytes and is then moved into place."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe cannot be replaced
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or ".")
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


def _fail(code: int, message: str) -> NoReturn:
    click.echo(f"cleaner: {message}", err=True)
    sys.exit(code)
