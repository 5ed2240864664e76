"""Files that people write for us, read as text or as TOML; what is wrong with one is a line that names it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

NOT_UTF8 = "is not UTF-8; save it as UTF-8"


class FileError(ValueError):
    """A file that cannot be used. Its text is one line: which file, and why."""


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with a byte order mark or without. Raises FileError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileError(unreadable(path, error)) from None
    except UnicodeDecodeError:
        raise FileError(f"{path}: {NOT_UTF8}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """The data of a TOML file. Raises FileError."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{path}: is no TOML: {error}") from None


def unreadable(file: object, error: Exception) -> str:
    """The line that says that a file cannot be read, and why.

    >>> unreadable("own.toml", FileNotFoundError(2, "No such file or directory"))
    'own.toml: cannot be read: no such file or directory'
    """
    return f"{file}: cannot be read: {reason(error)}"


def reason(error: Exception) -> str:
    """Why the system refused something, as the end of a line.

    >>> reason(FileNotFoundError(2, "No such file or directory"))
    'no such file or directory'
    """
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()
