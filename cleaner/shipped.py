"""The TOML files that ship with the package beside its modules: weights, markup, names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cleaner.kept import kept

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> dict[str, Any]:
    """The data of a file by its path in the package.

    >>> sorted(shipped("weights/page.toml"))
    ['facts', 'transitions']
    """
    data: dict[str, Any] = kept(_PACKAGE / name, _parsed, code=())
    return data


def _parsed(content: bytes) -> dict[str, Any]:
    import tomllib  # what it makes of a file is kept, so it is seldom needed

    return tomllib.loads(content.decode("utf-8"))
