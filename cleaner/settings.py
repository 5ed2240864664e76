"""Settings from a file: ``cleaner.toml``, or ``[tool.cleaner]`` in ``pyproject.toml``, in the working directory or above it.

What the command line says wins over the file, and the file over what is built in. A list is replaced, not added to.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.config import Config, Limits
from cleaner.safe import safe, safe_json

OWN_FILE, SHARED_FILE, TABLE = "cleaner.toml", "pyproject.toml", "tool.cleaner"
BUILT_IN = "built in"
LIMITS = tuple(Limits.__dataclass_fields__)
_LIMIT = "limits."
KEYS = ("profile", "keep", "languages", "rules", "without", *(_LIMIT + name for name in LIMITS))


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
    """What a settings file says, checked value by value; paths of rules are told from the file's own folder.

    Raises SettingsError for all that is not as it should be, and where the file cannot be read.
    """
    table = _table_of(path)
    limits = table.pop("limits", {})
    if not isinstance(limits, dict):
        raise SettingsError(f"{path}: limits: must be a table of {', '.join(LIMITS)}, not {limits!r}")
    table |= {_LIMIT + name: limit for name, limit in limits.items()}
    said: dict[str, Any] = {}
    # One after the other, so that each complaint has its key; what languages there are depends on the rules.
    for key, value in sorted(table.items(), key=lambda item: item[0] == "languages"):
        where = f"{path}: {key}: "
        if key not in KEYS:
            raise SettingsError(f"{where}unknown key; choose from {', '.join(KEYS)}")
        if (wanted := _wanted(key, value)) is not None:
            raise SettingsError(f"{where}must be {wanted}, not {value!r}")
        said[key] = tuple(path.parent / one for one in value) if key == "rules" else tuple(value) if isinstance(value, list) else value
        try:
            config_of({name: said[name] for name in ("rules", key) if name in said})
        except OSError as error:
            raise SettingsError(f"{where}{error.filename}: cannot be read: {(error.strerror or str(error)).lower()}") from None
        except ValueError as error:
            raise SettingsError("\n".join(where + line for line in str(error).splitlines())) from None
    return said


def in_force(file: Path | None, said: Mapping[str, Any]) -> dict[str, Setting]:
    """Each setting with where it comes from; ``said`` is what the command line says.

    >>> in_force(None, {"profile": "cautious"})["profile"]
    Setting(value='cautious', origin='command line')
    """
    in_file = read_settings(file) if file else {}
    config = Config()
    settings = {key: Setting(getattr(config.limits, key.removeprefix(_LIMIT)) if key.startswith(_LIMIT) else getattr(config, key), BUILT_IN) for key in KEYS}
    settings |= {key: Setting(value, str(file)) for key, value in in_file.items()}
    return settings | {key: Setting(value, "command line") for key, value in said.items()}


def config_of(values: Mapping[str, Any]) -> Config:
    """The configuration of some values by the keys of a settings file; the others are built in. Raises what Config raises.

    >>> config_of({"limits.seconds": 5, "keep": ("share",)}).limits.seconds
    5
    """
    limits = {key.removeprefix(_LIMIT): value for key, value in values.items() if key.startswith(_LIMIT)}
    return Config(**{key: value for key, value in values.items() if not key.startswith(_LIMIT)}, limits=Limits(**limits))


def shown_settings(settings: Mapping[str, Setting]) -> str:
    """The settings in the form of a ``cleaner.toml``, each with its origin as a comment.

    >>> print(shown_settings({"keep": Setting(("share",), "command line")}), end="")
    keep = ["share"]  # command line
    """
    return "".join(f"{key} = {_as_toml(value)}  # {safe(origin)}\n" for key, (value, origin) in settings.items())


def _as_toml(value: Any) -> str:
    """A string, a number or a list of strings is written in JSON as in TOML."""
    return safe_json(json.dumps([str(one) for one in value] if isinstance(value, tuple) else value, ensure_ascii=False))


def _table_of(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is no TOML: {error}") from None
    if path.name != SHARED_FILE:
        return data
    table = data.get("tool", {}).get("cleaner", {}) if isinstance(data.get("tool", {}), dict) else {}
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {TABLE} must be a table: [{TABLE}]")
    return table


def _wanted(key: str, value: Any) -> str | None:
    """What a value should have been; None where its type is right."""
    if key == "profile":
        return None if isinstance(value, str) else "a string"
    if key.startswith(_LIMIT):
        fraction = key == _LIMIT + "seconds"
        right = isinstance(value, (int, float) if fraction else int) and not isinstance(value, bool)
        return None if right else "a number" if fraction else "a whole number"
    if key == "languages" and value == "auto":
        return None
    right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return None if right else "a list of strings, or auto" if key == "languages" else "a list of strings"


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
