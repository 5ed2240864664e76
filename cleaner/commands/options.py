"""How a command is given the options that it shares with others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Command = Callable[..., None]
Option = Callable[[Command], Command]


def with_options(command: Command, options: Sequence[Option]) -> Command:
    """Give a command these options; its help shows them in this order."""
    for option in reversed(options):
        command = option(command)
    return command
