"""The options that say which columns of a table hold the documents: the same on every command that reads many."""

from __future__ import annotations

from functools import wraps
from typing import Any

import click

from cleaner.batch.columns import Columns
from cleaner.commands.options import Command, with_options

_OPTIONS = (
    click.option("--text-column", metavar="NAME", help="The column that holds text or markdown ('text')."),
    click.option("--html-column", metavar="NAME", help="The column that holds pages ('html')."),
    click.option("--id-column", metavar="NAME", help="The column that names a document ('id')."),
    click.option("--url-column", metavar="NAME", help="The column with a document's address ('url')."),
)


def with_columns(command: Command) -> Command:
    """Give a command these options, and call it with the ``columns`` that they name."""

    @wraps(command)
    def called(*, text_column: str | None, html_column: str | None, id_column: str | None, url_column: str | None, **others: Any) -> None:
        command(columns=Columns(text_column, html_column, id_column, url_column), **others)

    return with_options(called, _OPTIONS)
