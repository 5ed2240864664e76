"""``cleaner FILE``: one document. Exit 0 fine, 1 the document could not be processed, 2 a wrong call."""

from __future__ import annotations

import errno
import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from cleaner.api import Cleaner
from cleaner.commands.complaints import fail, let_go_of_output, tell
from cleaner.commands.settings import complete_file, with_settings
from cleaner.explain import ledger
from cleaner.files import reason, unreadable
from cleaner.model import UNREADABLE, Result
from cleaner.read import KINDS, Kind
from cleaner.read.lines import newline_of
from cleaner.safe import safe_json
from cleaner.whole import write_whole

# Endings of files that hold many documents.
_OF_MANY = frozenset({".jsonl", ".ndjson", ".parquet", ".warc", ".wet"})
# How much of a mistyped command must be right: of "bacth" it is .8, and .67 of "diff.txt", which is a file.
_ALIKE = 0.7


class _OfTheGroup(click.Context):
    """The command that is meant where none is named: its usage does not name it either."""

    @property
    def command_path(self) -> str:
        return self.parent.command_path if self.parent else super().command_path


class _FileCommand(click.Command):
    context_class = _OfTheGroup


# Several are taken, to say what several are for.
@click.command(cls=_FileCommand, short_help="Print the article in a file: what is meant where no command is named.")
@click.argument("files", metavar="FILE", nargs=-1, shell_complete=complete_file)
@click.option("-o", "--output", metavar="OUT", help="Write the article to OUT, whole or not at all, instead of printing it.")
@click.option("--explain", is_flag=True, help="List every cut: line:column, category, rule, confidence, reason, text.")
@click.option("--report", metavar="PAGE", help="Write PAGE, a web page that shows every cut in its place; print no article.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True, help="What to print.")
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What FILE holds.")
@click.option("--url", metavar="URL", help="The address of a page: its links are resolved by it. Nothing is fetched.")
@with_settings(files="Name a page or a text, or - for standard input.")
def file_command(
    cleaner: Cleaner,
    files: tuple[str, ...],
    output: str | None,
    explain: bool,
    report: str | None,
    form: str,
    kind: Kind,
    url: str | None,
) -> None:
    """Print the article in FILE (HTML, text or markdown; - is standard input) without the boilerplate around it."""
    file = _only(files)
    source = _read(file)
    for written in (output, report):
        if written is not None:
            _refuse_same(file, written)
    if output is not None and report is not None and os.path.realpath(output) == os.path.realpath(report):
        fail(2, f"{report}: is the name of the article too; choose another name")
    if kind == "auto" and _OF_MANY.intersection(Path(file).suffixes):
        tell(f"{file}: is taken for one document; `cleaner batch {file} -o OUT` cleans each of those in it")
    result = cleaner.clean(source, kind, url)
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


def _only(files: tuple[str, ...]) -> str:
    """The one file; several are a wrong call, or a command that was not written right."""
    first, *others = files
    if others:
        if advice := _meant(first):
            fail(2, f"{first}: no such command{advice}")
        fail(2, f"{others[0]}: one file at a time; `cleaner batch {' '.join(files[:2])}{' …' if files[2:] else ''} -o OUT` cleans many")
    return first


def _meant(name: str) -> str:
    """What to say where something is not there whose name is nearly that of a command."""
    group = click.get_current_context().parent
    near = get_close_matches(name, group.command.list_commands(group), n=1, cutoff=_ALIKE) if group and isinstance(group.command, click.Group) else []
    return f"; did you mean `cleaner {near[0]}`?" if near and not os.path.exists(name) else ""


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return _bytes_of(sys.stdin).read()
        path = Path(file)
        if path.is_dir():
            fail(2, f"{file}: is a folder; give one file, or `cleaner batch {file} -o OUT` cleans all in it")
        return path.read_bytes()
    except FileNotFoundError:
        if file.startswith(("http://", "https://")):
            fail(2, f"{file}: no such file, and nothing is fetched; save the page, and say its address with --url")
        fail(2, f"{file}: no such file{_meant(file)}")
    except (OSError, ValueError) as error:
        fail(1, unreadable(_name(file), error))


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
            stream = _bytes_of(sys.stdout)
            stream.write(data)
            stream.flush()
        else:
            write_whole(Path(output), data)
    except BrokenPipeError:
        let_go_of_output()  # whoever reads has had enough; that is no failure of ours
    except OSError as error:
        if output is None:
            let_go_of_output()
        fail(1, f"{output or 'standard output'}: cannot be written: {reason(error)}")
