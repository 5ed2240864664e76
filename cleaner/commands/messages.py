"""What a command has to say besides what it prints: a line on stderr that no name and no document can make drive the terminal."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from cleaner.safe import safe


def tell(message: str) -> None:
    """Say it as one line that begins with the command's name."""
    click.echo(safe(f"cleaner: {message}"), err=True)


def fail(code: int, message: str) -> NoReturn:
    """Say why and end with this exit code."""
    tell(message)
    sys.exit(code)
