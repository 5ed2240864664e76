"""Documents that somebody cleaned by hand: a folder each, in the form of ``golden/``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.files import FileError, read_text, read_toml, unreadable

EXPECTED, ABOUT = "expected.txt", "case.toml"


class CaseError(ValueError):
    """A case that cannot be read: its folder, and what is missing or wrong."""


class HandCleaned(NamedTuple):
    """A document and what is to be left of it. ``language`` and ``rules``, those that it proves, where its case.toml tells."""

    name: str
    input: bytes
    expected: str
    language: str | None = None
    rules: tuple[str, ...] = ()


def cases_in(folder: Path) -> list[Path]:
    """The folders of cases in a folder, at any depth: those with an expected.txt or a case.toml."""
    return sorted({path.parent for name in (EXPECTED, ABOUT) for path in folder.rglob(name)})


def read_case(folder: Path, root: Path | None = None) -> HandCleaned:
    """Read one: ``input.*`` (one file), ``expected.txt``, and ``case.toml`` where it is there. Raises CaseError.

    Its name is its path in ``root``.
    """
    name = folder.relative_to(root).as_posix() if root else folder.as_posix()
    inputs = sorted(folder.glob("input.*"))
    if len(inputs) != 1:
        raise CaseError(f"{folder}: one file input.txt, input.md or input.html, please; found {len(inputs)}")
    try:
        if not (folder / EXPECTED).exists():
            raise CaseError(f"{folder}: {EXPECTED} is missing; put there what is to be left of the input")
        expected = read_text(folder / EXPECTED)
        about = read_toml(folder / ABOUT) if (folder / ABOUT).exists() else {}
        source = inputs[0].read_bytes()
    except FileError as error:
        raise CaseError(str(error)) from None
    except OSError as error:
        raise CaseError(unreadable(error.filename, error)) from None
    language, rules = about.get("language"), about.get("rules", ())
    if not isinstance(language, str | None) or not _are_strings(rules):
        raise CaseError(f"{folder / ABOUT}: language must be a string, rules a list of strings")
    return HandCleaned(name, source, expected, language, tuple(rules))


def _are_strings(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, str) for one in value)
