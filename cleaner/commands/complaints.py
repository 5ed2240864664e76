"""What a command says on standard error: lines that cannot drive a terminal, whatever names stand in them."""

from __future__ import annotations

import os
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


def let_go_of_output() -> None:
    """Let what is left for standard output go nowhere: Python would try to write it when it ends, and fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
