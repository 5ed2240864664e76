"""Golden cases: reading them, telling what went wrong, starting and accepting new ones.

    python -m tests.goldens start CATEGORY/SLUG FILE    copy FILE in, with each line marked keep or cut for you to correct
    python -m tests.goldens accept CATEGORY/SLUG        make expected.txt from your corrected draft
    python -m tests.goldens count                       count again how often each rule fires in the cases

``expected.txt`` is a person's work. The draft says so on its first line, and is not accepted until that line is gone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from cleaner import Category, Cleaner, Config, Result, clean
from cleaner.config import category_of
from cleaner.model import Removal, Spared
from cleaner.read import read

GOLDEN = Path(__file__).parent.parent / "golden"
FIRED = Path(__file__).parent.parent / "cleaner" / "fired.toml"
ORIGINS = ("shape", "negative", "known-failure")
UNREAD = "# Read every line, correct its mark, shorten a kept line where only a part goes. Then delete this line and accept."


@dataclass(frozen=True, slots=True)
class Case:
    """One hand-cleaned document."""

    slug: str
    input: str
    expected: str
    why: str
    language: str
    origin: str
    rules: tuple[str, ...]


def load_case(folder: Path) -> Case:
    """Read a case; ValueError says what is missing or wrong with it."""
    slug = folder.relative_to(GOLDEN).as_posix() if folder.is_relative_to(GOLDEN) else folder.name
    inputs = sorted(folder.glob("input.*"))
    if len(inputs) != 1:
        raise ValueError(f"{slug}: one input file, please; found {len(inputs)}")
    if (folder / "draft.txt").exists():
        raise ValueError(f"{slug}: a draft that nobody accepted yet")
    if not (folder / "expected.txt").exists():
        raise ValueError(f"{slug}: expected.txt is missing; clean the input by hand")
    about = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    if missing := {"why", "language", "origin", "rules"} - set(about):
        raise ValueError(f"{slug}: case.toml lacks {sorted(missing)[0]}")
    if about["origin"] not in ORIGINS:
        raise ValueError(f"{slug}: origin {about['origin']!r} is none of {', '.join(ORIGINS)}")
    for rule in about["rules"]:
        category_of(rule.partition(".")[0])
    source = inputs[0].read_bytes().decode("utf-8")
    expected = (folder / "expected.txt").read_bytes().decode("utf-8")
    if strangers := not_in_input(shown(source), expected):
        raise ValueError(f"{slug}: expected.txt has text that is not in the input: {strangers[0]!r}")
    return Case(slug, source, expected, about["why"], about["language"], about["origin"], tuple(about["rules"]))


def cases() -> list[Path]:
    """The folders of all cases."""
    return sorted(p.parent for p in GOLDEN.glob("*/*/case.toml"))


@cache
def cleaned(case: Case, without: tuple[str, ...] = ()) -> Result:
    """The case's input as the program cleans it, with some rules switched off or none."""
    return Cleaner(Config(without=without)).clean(case.input, "auto")


def fired() -> Counter[str]:
    """How many cuts each rule makes in all cases together, by ``category.rule``."""
    ledgers = (cleaned(load_case(folder)).removed for folder in cases())
    return Counter(f"{cut.category.value}.{cut.rule}" for ledger in ledgers for cut in ledger if cut.category is not Category.BLANK)


def shown(source: str) -> str:
    """What a reader sees of an input: its text, or the visible text of a page.

    >>> shown("<html><p>It rained.<p>All day.")
    'It rained.\\n\\nAll day.'
    """
    return read(source).document.text


def printed(result: Result) -> str:
    """What the command prints."""
    return result.text + "\n" if result.text else ""


def not_in_input(source: str, expected: str) -> list[str]:
    """Lines of ``expected`` whose characters do not stand in ``source`` in that order.

    >>> not_in_input("One. Two. Three.", "One. Three.\\nFour.")
    ['Four.']
    """
    at = 0
    strangers: list[str] = []
    for line in expected.splitlines():
        start = at
        for char in line:
            found = source.find(char, start)
            if found < 0:
                strangers.append(line)
                break
            start = found + 1
        else:
            at = start
    return strangers


def report(case: Case, result: Result) -> str:
    """What went wrong, worst first: text that was lost, then boilerplate that was left."""
    got, want = result.text.splitlines(), case.expected.splitlines()
    lost = [line for line in want if line.strip() and line not in got]
    left = [line for line in got if line.strip() and line not in want]
    rows = [f"{case.slug}: {case.why}"]
    for line in sorted(lost, key=len, reverse=True):
        rows.append(f"  WRONGLY REMOVED {line[:140]}")
        rows += [f"      by {_who(cut)}" for cut in _touching(result, line)]
    for line in sorted(left, key=len, reverse=True):
        rows.append(f"  MISSED          {line[:140]}")
        rows += [f"      spared: {_who(s)}; {s.stopped_by}" for s in result.spared if s.text.strip() and s.text.strip() in line]
    if len(rows) == 1:
        rows.append("  the lines agree, the blanks between them do not")
    return "\n".join(rows)


def _touching(result: Result, line: str) -> list[Removal]:
    """The cuts in the line where it first stands in the source."""
    start = result.source.find(line)
    if start < 0:
        return []
    end = start + len(line)
    return [c for c in result.removed if c.category is not Category.BLANK and c.start < end and c.end > start]


def _who(cut: Removal | Spared) -> str:
    return f"{cut.category.value}.{cut.rule} {cut.confidence:.2f}: {cut.reason}"


# ---------------------------------------------------------------- the commands


@click.group(help="Start a golden case, and accept it once a person has read it.")
def main() -> None:
    pass


@main.command()
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def start(slug: str, file: Path) -> None:
    """Copy FILE into a new case, with each line marked keep or cut for you to correct."""
    folder = GOLDEN / slug
    if folder.exists():
        _refuse(f"{slug} is there already")
    folder.mkdir(parents=True)
    shutil.copy(file, folder / f"input{file.suffix or '.txt'}")
    result = clean(file.read_bytes().decode("utf-8"))
    source, kept = result.source, {"", *result.text.splitlines()}
    lines = [f"{'keep' if line.rstrip() in kept else 'cut '} | {line}" for line in source.splitlines()]
    (folder / "draft.txt").write_text("\n".join([UNREAD, *lines]) + "\n", encoding="utf-8")
    category = slug.partition("/")[0]
    about = f'why = ""\nlanguage = "en"\norigin = "shape"\nrules = ["{category}"]\n'
    (folder / "case.toml").write_text(about, encoding="utf-8")
    todo = f"correct {folder / 'draft.txt'} and fill in {folder / 'case.toml'}"
    click.echo(f"{todo}, then: python -m tests.goldens accept {slug}")


@main.command()
@click.argument("slug")
def accept(slug: str) -> None:
    """Make expected.txt from the draft that you corrected."""
    if os.environ.get("CI"):
        _refuse("goldens are accepted by people, not by CI")
    folder = GOLDEN / slug
    if not (folder / "draft.txt").exists():
        _refuse(f"{slug} has no draft")
    lines = (folder / "draft.txt").read_text(encoding="utf-8").splitlines()
    if UNREAD in lines:
        _refuse("the draft was not read yet: its first line is still there")
    marks = ("keep | ", "cut  | ", "keep |", "cut  |")  # an editor may have trimmed the blank after a line's mark
    if bad := [line for line in lines if line[:7] not in marks]:
        _refuse(f"a line is marked neither keep nor cut: {bad[0]!r}")
    expected = tidy(line[7:] for line in lines if line.startswith("keep"))
    source = shown(next(folder.glob("input.*")).read_bytes().decode("utf-8"))
    if strangers := not_in_input(source, expected):
        _refuse(f"this is not in the input: {strangers[0]!r}")
    if not tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))["why"]:
        _refuse("case.toml does not say why the case exists")
    (folder / "expected.txt").write_bytes(expected.encode("utf-8"))
    (folder / "draft.txt").unlink()
    click.echo(f"{slug} accepted")


@main.command()
def count() -> None:
    """Count again how often each rule fires in the cases."""
    counts = "".join(f'"{rule}" = {times}\n' for rule, times in sorted(fired().items()))
    FIRED.write_text(f"# How often each rule fires in the golden cases: python -m tests.goldens count\n[fired]\n{counts}", encoding="utf-8")


def tidy(lines: Iterable[str]) -> str:
    """Kept lines as the policy prints them: one blank line for a run of them, none around the whole.

    >>> tidy(["", "One.  ", "", "", "Two.", ""])
    'One.\\n\\nTwo.\\n'
    """
    out: list[str] = []
    for line in map(str.rstrip, lines):
        if line or (out and out[-1]):
            out.append(line)
    if out and not out[-1]:
        out.pop()
    return "\n".join(out) + "\n" if out else ""


def _refuse(why: str) -> None:
    click.echo(f"goldens: {why}", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
