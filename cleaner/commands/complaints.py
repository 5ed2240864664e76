"""What a command says on standard error: lines that cannot drive a terminal, whatever names stand in them."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from cleaner.safe import safe


def tell(message: str) -> None:
    """Print one line for people."""
    click.echo(safe(f"cleaner: {message}"), err=True)


def fail(code: int, *messages: str) -> NoReturn:
    """Print what is wrong, a line each, and end with that exit code: 1 something could not be done, 2 a wrong call."""
    for message in messages:
        tell(message)
    sys.exit(code)
