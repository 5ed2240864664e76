"""The options that say how to clean: the same on every command that cleans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import click

from cleaner.config import PROFILES, Config
from cleaner.languages import known_languages
from cleaner.model import CONTENT_CATEGORIES

Command = Callable[..., None]

_OPTIONS: Sequence[Callable[[Command], Command]] = (
    click.option(
        "--keep",
        multiple=True,
        metavar="CATEGORY",
        type=click.Choice([category.value for category in CONTENT_CATEGORIES]),
        help="Never cut this category; may be given again.",
    ),
    click.option("--profile", type=click.Choice(PROFILES), default="balanced", show_default=True, help="How sure a cut must be."),
    click.option(
        "--lang",
        "languages",
        multiple=True,
        metavar="CODE",
        type=click.Choice(known_languages()),
        help="Look for the phrases of this language alone, instead of those of the language that is found; may be given again.",
    ),
)


def with_settings(command: Command) -> Command:
    """Give a command the options that say how to clean, and call it with the ``config`` that they make."""

    @wraps(command)
    def called(*, keep: tuple[str, ...], profile: Any, languages: tuple[str, ...], **others: Any) -> None:
        command(config=Config(profile=profile, keep=keep, languages=tuple(dict.fromkeys(languages)) or "auto"), **others)

    for option in reversed(_OPTIONS):
        called = option(called)
    return called
