"""Phrase files: what they hold, and what can be wrong with them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args

from cleaner.folding import without_marks
from cleaner.kept_expressions import compiled
from cleaner.model import CONTENT_CATEGORIES, Category
from cleaner.patterns import later
from cleaner.phrase_index import ALL_ZONES, Group, Shape, Takes, Zone, index_of
from cleaner.phrase_language import PhraseError, parse
from cleaner.stage_words import StageWords
from cleaner.stamps import StampWords

_Read = TypeVar("_Read")

# Where the files are that ship with the package.
PHRASES = Path(__file__).with_name("phrases")
_REQUIRED_KEYS = frozenset({"rule", "shape", "takes", "confidence", "phrases"})
_OPTIONAL_KEYS = frozenset({"longest", "zones", "heads"})


class RuleFile(NamedTuple):
    """Somebody's own phrase file: its name for messages, and its text, so that it travels to other processes whole."""

    name: str
    language: str  # a code, or ANY_LANGUAGE
    text: str


def groups_of(language: str) -> Iterator[tuple[Group, Sequence[str]]]:
    """The groups of a language that ships with the package, with their phrases as they are written."""
    name = f"{language}.toml"
    return read_groups(parse_file((PHRASES / name).read_text(encoding="utf-8"), name), name)


def parse_file(source: str, name: str) -> dict[str, Any]:
    """The data of a phrase file; PhraseError with the file's name where it is no TOML."""
    import tomllib  # what a file that ships with the package says is kept, so this is seldom needed

    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise PhraseError(f"{name}: {error}") from error


def read_groups(data: Mapping[str, Any], name: str) -> Iterator[tuple[Group, Sequence[str]]]:
    """Check a parsed phrase file, group by group.

    Raises PhraseError with the file's name, the category and the rule for anything that is not as it should be.
    """
    for fault in faults(data):
        raise PhraseError(f"{name}: {fault.about}{fault.message}")
    language = data.get("language", ANY_LANGUAGE)
    for section, entries in data.items():
        if section in _ABOUT_THE_LANGUAGE:
            continue
        for entry in entries:
            group = Group(
                category=Category(section),
                rule=entry["rule"],
                shape=entry["shape"],
                takes=entry["takes"],
                longest=entry.get("longest", 30),
                zones=frozenset(entry.get("zones", ALL_ZONES)),
                confidence=float(entry["confidence"]),
                heads=bool(entry.get("heads", False)),
                language=language,
            )
            yield group, entry["phrases"]


def all_spellings(data: Mapping[str, Any], phrases: Sequence[str]) -> Sequence[str]:
    """The phrases of a file as texts spell them: where it says so, also without the marks on their letters.

    >>> all_spellings({"also_without_marks": True}, ["citește și", "video"])
    ['citește și', 'video', 'citeste si']
    """
    if not data.get(_WITHOUT_MARKS, False):
        return phrases
    return list(dict.fromkeys([*phrases, *map(without_marks, phrases)]))


# ---------------------------------------------------------------- what can be wrong with a file

# Where in the data a fault is: a section, the number of an entry in it, a key of the entry, the number of a phrase.
Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something in a phrase file that cannot be: where it is in the data, which rule it is about, what is wrong."""

    place: Place
    about: str  # "newsletter.form-button: ", or nothing where no rule is meant
    message: str


def faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything that is wrong with a parsed phrase file, but for the phrases themselves.

    >>> [fault.message for fault in faults({"weather": []})]
    ['[weather] is no category']
    """
    if not _LANGUAGE.fullmatch(str(data.get("language", ANY_LANGUAGE))):
        yield Fault(("language",), "", f"language must be a code of two or three small letters or {ANY_LANGUAGE!r}, not {data['language']!r}")
    if not isinstance(data.get(_WITHOUT_MARKS, False), bool):
        yield Fault((_WITHOUT_MARKS,), "", f"{_WITHOUT_MARKS} must be true or false, not {data[_WITHOUT_MARKS]!r}")
    for key in _WORD_LISTS:
        if not _are_strings(data.get(key, [])):
            yield Fault((key,), "", f"{key} must be a list of strings")
    for key in (*STAMP_LISTS, *STAGE_LISTS):
        for number, phrase in enumerate(data.get(key, ()) if _are_strings(data.get(key, [])) else ()):
            if message := _stumbles(parse, phrase):
                yield Fault((key, number), "", f"{key}: {message}")
    for section, entries in data.items():
        if section in _ABOUT_THE_LANGUAGE:
            continue
        if section not in CONTENT_CATEGORIES:
            yield Fault((section,), "", f"[{section}] is no category")
        elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Fault((section,), "", f"a group begins with [[{section}]], in two pairs of brackets")
        else:
            rules: set[str] = set()
            for number, entry in enumerate(entries):
                about = f"{section}.{entry.get('rule', '?')}: "
                for key, message in _faults_of(entry, rules):
                    yield Fault((section, number, key) if key in entry else (section, number), about, message)
                rules.add(str(entry.get("rule")))


def _faults_of(entry: Mapping[str, Any], rules: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each key of an entry that is not as it should be, and why; ``rules`` are those of the entries before it."""
    for key in sorted(set(entry) - _REQUIRED_KEYS - _OPTIONAL_KEYS):
        yield key, f"unknown key {key!r}"
    for key in sorted(_REQUIRED_KEYS - set(entry)):
        yield key, f"{key!r} is missing"
    for key, is_right, wanted in _VALUES:
        if key in entry and not is_right(entry[key]):
            yield key, f"{key} must be {wanted}, not {entry[key]!r}" if not isinstance(entry[key], (list, dict)) else f"{key} must be {wanted}"
    if entry.get("rule") in rules:
        yield "rule", "the rule stands twice"


def phrase_fault(phrase: str, shape: Shape) -> str | None:
    """What is wrong with one phrase.

    >>> phrase_fault("sign up (now", "whole")
    "unbalanced '(' in 'sign up (now'"
    """
    group = Group(Category.AD, "", shape, "line", 0, ALL_ZONES, 1.0, False, "")
    return _stumbles(index_of, [(group, [phrase])])


def _stumbles(reader: Callable[[_Read], object], over: _Read) -> str | None:
    """What a reader of phrases complains about; None where it reads them."""
    try:
        reader(over)
    except PhraseError as error:
        return str(error)
    except RecursionError:
        return "the brackets are nested too deep"
    return None


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


ANY_LANGUAGE = "any"
_LANGUAGE = later(compiled, rf"[a-z]{{2,3}}|{ANY_LANGUAGE}")
STAMP_LISTS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(StampWords))
STAGE_LISTS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(StageWords))
_WORD_LISTS = ("common_words", "content_heads", *STAMP_LISTS, *STAGE_LISTS)
_WITHOUT_MARKS = "also_without_marks"
_ABOUT_THE_LANGUAGE = ("language", _WITHOUT_MARKS, *_WORD_LISTS)
_RULE = later(compiled, r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VALUES: Sequence[tuple[str, Callable[[Any], bool], str]] = (
    ("rule", lambda value: isinstance(value, str) and _RULE.fullmatch(value) is not None, "small letters, digits and hyphens"),
    ("shape", lambda value: value in get_args(Shape), f"one of {', '.join(get_args(Shape))}"),
    ("takes", lambda value: value in get_args(Takes), f"one of {', '.join(get_args(Takes))}"),
    ("confidence", lambda value: _is_number(value) and 0 < value <= 1, "a number above 0, up to 1"),
    ("phrases", lambda value: _are_strings(value) and bool(value), "a list of strings, at least one"),
    ("longest", lambda value: _is_number(value) and value > 0, "a number of words"),
    ("zones", lambda value: _are_strings(value) and ALL_ZONES.issuperset(value), f"a list of {', '.join(get_args(Zone))}"),
    ("heads", lambda value: isinstance(value, bool), "true or false"),
)
