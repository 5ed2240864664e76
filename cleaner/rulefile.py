"""Somebody's own phrase file: read it, and say everything that is wrong with it, by line and column."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

import regex

from cleaner.files import NOT_UTF8
from cleaner.model import CONTENT_CATEGORIES
from cleaner.patterns import later
from cleaner.phrase_files import ANY_LANGUAGE, Fault, Place, RuleFile, faults, phrase_fault
from cleaner.phrase_index import Shape

# tomllib says the place at the end of its message.
_AT = later(regex.compile, r"^(?P<message>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$", regex.DOTALL)


class Complaint(NamedTuple):
    """Something wrong with a file; line and column count from 1.

    >>> str(Complaint("own.toml", 3, 1, "[weather] is no category"))
    'own.toml:3:1: [weather] is no category'
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class RuleFileError(ValueError):
    """A phrase file that cannot be used. Its text is a line for each complaint."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


def read_rule_file(path: str | Path) -> RuleFile:
    """Read a phrase file and check it.

    Raises RuleFileError for what is wrong with it, OSError where it cannot be read.
    """
    name = str(path)
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise RuleFileError((Complaint(name, before.count(b"\n") + 1, column, NOT_UTF8),)) from None
    if complaints := tuple(check(text, name)):
        raise RuleFileError(complaints)
    return RuleFile(name, tomllib.loads(text).get("language", ANY_LANGUAGE), text)


def check(text: str, name: str) -> list[Complaint]:
    """Everything that is wrong with a phrase file, in the order of its lines.

    >>> for complaint in check('[[newsletter]]\\nrule = "x"\\nshape = "line"\\ntakes = "line"\\nconfidence = 0.9\\nphrases = ["(a"]', "own.toml"):
    ...     print(complaint)
    own.toml:3:9: newsletter.x: shape must be one of whole, start, end, anywhere, not 'line'
    own.toml:6:12: newsletter.x: unbalanced '(' in '(a'
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [_no_toml(text, name, str(error))]
    places = _places(text)
    complaints = [Complaint(name, *_place_of(fault.place, places), fault.about + fault.message) for fault in (*faults(data), *_phrase_faults(data))]
    if not complaints and not any(key in CONTENT_CATEGORIES for key in data):
        complaints.append(Complaint(name, 1, 1, "has no group: one begins with [[newsletter]] or another category in two pairs of brackets"))
    return sorted(complaints, key=lambda complaint: (complaint.line, complaint.column))


def _no_toml(text: str, name: str, error: str) -> Complaint:
    match = _AT.match(error)
    message = f"is no TOML: {match['message'] if match else error}"
    if match and match["line"]:
        return Complaint(name, int(match["line"]), int(match["column"]), message)
    last = text[text.rfind("\n") + 1 :]
    return Complaint(name, text.count("\n") + 1, len(last) + 1, message)


def _phrase_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the phrases themselves, as far as the groups they stand in can be told."""
    for section, entries in data.items():
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            phrases = entry.get("phrases") if isinstance(entry, dict) else None
            # A shape that does not exist is a fault of its own; the phrases are looked at all the same.
            shape: Shape = entry["shape"] if isinstance(entry, dict) and entry.get("shape") in get_args(Shape) else "anywhere"
            for which, phrase in enumerate(phrases if isinstance(phrases, list) else ()):
                if isinstance(phrase, str) and (message := phrase_fault(phrase, shape)):
                    yield Fault((section, number, "phrases", which), f"{section}.{entry.get('rule', '?')}: ", message)


# ---------------------------------------------------------------- where things stand in a file

_TOKEN = later(
    regex.compile,
    r'(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)|(?P<line>\n)|(?P<sign>[\[\]{}=,])|(?P<word>[^\s\"'#\[\]{}=,]+)",
    regex.DOTALL,
)
_HEADER = later(regex.compile, r"[ \t]*(?P<brackets>\[\[?)[ \t]*(?P<name>[^\]\n]*?)[ \t]*\]")


def _places(text: str) -> dict[Place, tuple[int, int]]:
    """Line and column of the sections, entries, values and array items of a TOML file that is known to be right.

    >>> _places('[[ad]]\\nphrases = ["one",\\n  "two"]')[("ad", 0, "phrases", 1)]
    (3, 3)
    """
    places: dict[Place, tuple[int, int]] = {}
    entries: dict[str, int] = {}
    inside: Place = ()
    key, depth, item, in_value, at = "", 0, 0, False, 0
    line, line_start = 1, 0
    while match := _TOKEN.search(text, at):
        here = (line, match.start() - line_start + 1)
        token = match[0]
        at = match.end()
        if match["line"]:
            in_value = in_value and depth > 0
        elif in_value:
            if depth == 0:
                places[(*inside, key)] = here
            elif depth == 1 and token not in ("]", ","):
                places.setdefault((*inside, key, item), here)
            depth += (token in ("[", "{")) - (token in ("]", "}"))
            item += token == "," and depth == 1
        elif token == "=":
            in_value, depth, item = True, 0, 0
        elif token == "[" and (header := _HEADER.match(text, match.start())):
            section = header["name"].strip("\"'")
            entries[section] = entries.get(section, -1) + 1
            inside = (section, entries[section]) if header["brackets"] == "[[" else (section,)
            places.setdefault((section,), here)
            places[inside] = here
            at = text.find("\n", header.end()) if "\n" in text[header.end() :] else len(text)
        elif not match["comment"]:
            key = token.strip("\"'")
            if not inside:
                places.setdefault((key,), here)
        if breaks := token.count("\n"):
            line += breaks
            line_start = match.start() + token.rfind("\n") + 1
    return places


def _place_of(place: Place, places: Mapping[Place, tuple[int, int]]) -> tuple[int, int]:
    """Where something stands, or the nearest thing around it of which that is known."""
    while place and place not in places:
        place = place[:-1]
    return places.get(place, (1, 1))
