"""Settings from a file: ``cleaner.toml``, or ``[tool.cleaner]`` in ``pyproject.toml``, in the working directory or above it.

What the command line says wins over the file, and the file over what is built in. A list is replaced, not added to.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from cleaner.batch.watch import Watch
from cleaner.config import Config, Limits
from cleaner.files import FileError, read_toml, unreadable
from cleaner.safe import safe, safe_json

OWN_FILE, SHARED_FILE, TABLE = "cleaner.toml", "pyproject.toml", "tool.cleaner"
BUILT_IN, COMMAND_LINE = "built in", "command line"
LIMITS = tuple(Limits.__dataclass_fields__)


class Number(NamedTuple):
    """A number that can be set: what is built in, and from where to where it may go. It may have a fraction where ``built_in`` has."""

    built_in: int | float
    least: int | float
    most: int | float | None = None


# What `cleaner batch` may take of the machine.
BATCH: Mapping[str, Number] = MappingProxyType(
    {
        "jobs": Number(min(os.cpu_count() or 1, 256), 1, 256),
        "timeout": Number(Watch().seconds, 0.1),
        "memory": Number(Watch().memory // 1_000_000, 300),  # megabytes; an idle worker has a third of that
    }
)
_LIMIT, _BATCH = "limits.", "batch."
_TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType({"limits": LIMITS, "batch": tuple(BATCH)})
_OF_CONFIG = ("profile", "keep", "languages", "rules", "without", *(_LIMIT + name for name in LIMITS))
KEYS = (*_OF_CONFIG, "sites", *(_BATCH + name for name in BATCH))


class SettingsError(ValueError):
    """A settings file that cannot be used: one line with the file, the key and what to do."""


class Setting(NamedTuple):
    """A value that is in force, and where it comes from: a file, ``command line`` or ``built in``."""

    value: Any
    origin: str


def find_settings(folder: Path) -> Path | None:
    """The settings file that counts in a folder: the nearest in it or above it; of two in one folder ``cleaner.toml``."""
    for place in (folder, *folder.parents):
        for path in (place / OWN_FILE, place / SHARED_FILE):
            if _is_file(path) and (path.name == OWN_FILE or _speaks_of_us(path)):
                return path
    return None


def read_settings(path: Path) -> dict[str, Any]:
    """What a settings file says, checked value by value; paths are told from the file's own folder.

    Raises SettingsError for all that is not as it should be, and where the file or one of ``rules`` cannot be read. Whether
    there is a table at ``sites`` is not looked at: another may be meant in its place.
    """
    table = _table_of(path)
    for name, keys in _TABLES.items():
        inner = table.pop(name, {})
        if not isinstance(inner, dict):
            raise SettingsError(f"{path}: {name}: must be a table of {', '.join(keys)}, not {inner!r}")
        table |= {f"{name}.{key}": value for key, value in inner.items()}
    said: dict[str, Any] = {}
    # One after the other, so that each complaint has its key; what languages there are depends on the rules.
    for key, value in sorted(table.items(), key=lambda item: item[0] == "languages"):
        where = f"{path}: {key}: "
        if key not in KEYS:
            raise SettingsError(f"{where}unknown key; choose from {', '.join(KEYS)}")
        if (wanted := _wanted(key, value)) is not None:
            raise SettingsError(f"{where}must be {wanted}, not {value!r}")
        said[key] = _from_folder(path.parent, key, value)
        try:
            config_of({name: said[name] for name in ("rules", key) if name in said})
        except OSError as error:
            raise SettingsError(where + unreadable(error.filename, error)) from None
        except ValueError as error:
            raise SettingsError("\n".join(where + line for line in str(error).splitlines())) from None
    return said


def in_force(file: Path | None, said: Mapping[str, Any]) -> dict[str, Setting]:
    """Each setting with where it comes from; ``said`` is what the command line says.

    >>> in_force(None, {"profile": "cautious"})["profile"]
    Setting(value='cautious', origin='command line')
    """
    in_file = read_settings(file) if file else {}
    settings = {key: Setting(_built_in(key), BUILT_IN) for key in KEYS}
    settings |= {key: Setting(value, str(file)) for key, value in in_file.items()}
    return settings | {key: Setting(value, COMMAND_LINE) for key, value in said.items()}


def config_of(values: Mapping[str, Any]) -> Config:
    """The configuration of some values by the keys of a settings file; the others are built in. Raises what Config raises.

    ``sites`` and ``batch`` are no part of it.

    >>> config_of({"limits.seconds": 5, "keep": ("share",), "batch.jobs": 2}).limits.seconds
    5
    """
    ours = {key: value for key, value in values.items() if key in _OF_CONFIG}
    limits = {key.removeprefix(_LIMIT): value for key, value in ours.items() if key.startswith(_LIMIT)}
    return Config(**{key: value for key, value in ours.items() if not key.startswith(_LIMIT)}, limits=Limits(**limits))


def shown_settings(settings: Mapping[str, Setting]) -> str:
    """The settings in the form of a ``cleaner.toml``, each with its origin as a comment.

    >>> print(shown_settings({"keep": Setting(("share",), "command line")}), end="")
    keep = ["share"]  # command line
    """
    return "".join(f"{key} = {_as_toml(value)}  # {safe(origin)}\n" for key, (value, origin) in settings.items())


def _built_in(key: str) -> Any:
    if key.startswith(_BATCH):
        return BATCH[key.removeprefix(_BATCH)].built_in
    if key.startswith(_LIMIT):
        return getattr(Limits(), key.removeprefix(_LIMIT))
    return "" if key == "sites" else getattr(Config(), key)


def _from_folder(folder: Path, key: str, value: Any) -> Any:
    """A value as it counts: a path in a settings file is told from the file's folder, and no path stays none."""
    if key == "rules":
        return tuple(folder / one for one in value)
    if key == "sites":
        return str(folder / value) if value else ""
    return tuple(value) if isinstance(value, list) else value


def _as_toml(value: Any) -> str:
    """A string, a number or a list of strings is written in JSON as in TOML."""
    return safe_json(json.dumps([str(one) for one in value] if isinstance(value, tuple) else value, ensure_ascii=False))


def _table_of(path: Path) -> dict[str, Any]:
    try:
        data = read_toml(path)
    except FileError as error:
        raise SettingsError(str(error)) from None
    if path.name != SHARED_FILE:
        return data
    table = data.get("tool", {}).get("cleaner", {}) if isinstance(data.get("tool", {}), dict) else {}
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {TABLE} must be a table: [{TABLE}]")
    return table


def _wanted(key: str, value: Any) -> str | None:
    """What a value should have been; None where its type is right."""
    if key in ("profile", "sites"):
        return None if isinstance(value, str) else "a string"
    if key.startswith((_LIMIT, _BATCH)):
        fraction = isinstance(_built_in(key), float)
        kind = "a number" if fraction else "a whole number"
        if not isinstance(value, (int, float) if fraction else int) or isinstance(value, bool):
            return kind
        bounds = BATCH.get(key.removeprefix(_BATCH))
        return _outside(value, bounds, kind) if bounds else None
    if key == "languages" and value == "auto":
        return None
    right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return None if right else "a list of strings, or auto" if key == "languages" else "a list of strings"


def _outside(value: float, bounds: Number, kind: str) -> str | None:
    if bounds.least <= value and (bounds.most is None or value <= bounds.most):
        return None
    return f"{kind}, {bounds.least:g} or more" if bounds.most is None else f"{kind} from {bounds.least:g} to {bounds.most:g}"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder above that nobody may look into
        return False


def _speaks_of_us(path: Path) -> bool:
    """Has this pyproject.toml a table of ours? One that is no TOML and never names us is somebody else's trouble."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if b"cleaner" not in content:
        return False
    try:
        tool = tomllib.loads(content.decode("utf-8-sig")).get("tool")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return b"[tool.cleaner" in content  # reading it will say what is wrong
    return isinstance(tool, dict) and "cleaner" in tool
