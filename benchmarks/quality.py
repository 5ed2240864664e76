"""What `cleaner` does to text that others extracted, beside the tools people use for it today.

    python benchmarks/quality.py CORPUS.jsonl.gz [--labels DIR] [--half look|check|all] [--profile NAME]

CORPUS has one page a row: ``id``, ``truth`` (the article) and one key a text form, which is what some extractor printed for
the page. ``--labels`` takes a folder of hand-labelled documents, NNN.txt with NNN.lab beside it; ``DIR:000-059`` takes
only those documents of it. It may be given again. All tools run in this one run, on the same documents.

jusText is given the lines of the text as the paragraphs of a page, and of its word lists the one that fits the text best. The
C4 rules are datatrove's C4QualityFilter, asked about each line by itself, so that it drops lines and never a whole page; they
know the full stop of the Latin script only. cleaner's article is ``Result.body``, without the headline where it found one.

Read the misses of the half called ``look`` only; of ``check`` this program prints totals and nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.table import Table

from cleaner.api import Cleaner
from cleaner.config import PROFILES, Config, ProfileName

HALVES = ("look", "check", "all")
# What a row of a corpus holds besides its text forms.
NOT_FORMS = frozenset({"id", "url", "truth", "html", "with", "without"})
_WORD = re.compile(r"\w+")
# ScrapingHub's article-extraction benchmark compares runs of this many words.
_SHINGLE = 4
# A line is judged by runs of four words; one shorter than this by pairs, one of a single word by that.
_LONG_LINE = 8
# A document is worse for cleaning if it lost more than this of its word F1.
_WORSE = 0.005
# A line counts as removed when more than this share of its characters is gone.
_REMOVED = 0.8

_LABEL = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?\s+(?P<part>partial\s+)?(?P<category>\w+)(?:\s*::\s*(?P<text>.*))?")


# --- what is measured on -----------------------------------------------------------------------------------------------


class Page(NamedTuple):
    """A page of a corpus: its article, and the text that each extractor made of it."""

    id: str
    truth: str
    forms: dict[str, str]


class Labelled(NamedTuple):
    """A document labelled by hand: the numbers of the lines to cut (from 1), and what to cut out of others."""

    id: str
    text: str
    cut: frozenset[int]
    parts: dict[int, list[str]]


def in_half(key: str, half: str) -> bool:
    """Does the document belong to this half? Told by its id, so that it stays there whatever else the corpus holds."""
    return half == "all" or (hashlib.sha1(key.encode()).digest()[1] % 2 == 0) == (half == "look")


def read_pages(path: Path, half: str) -> Iterator[Page]:
    """The pages of a corpus that belong to this half."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            if in_half(str(row["id"]), half):
                yield Page(str(row["id"]), row["truth"], {k: v for k, v in row.items() if k not in NOT_FORMS})


def read_labels(where: str, half: str) -> Iterator[Labelled]:
    """The labelled documents of ``DIR`` or ``DIR:FIRST-LAST`` that belong to this half."""
    folder, _, span = where.partition(":")
    first, _, last = span.partition("-")
    for path in sorted(Path(folder).glob("*.lab")):
        if in_half(path.stem, half) and (not span or first <= path.stem <= last):
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield Labelled(path.stem, text, *_parse_labels(path.read_text(encoding="utf-8")))


def _parse_labels(source: str) -> tuple[frozenset[int], dict[int, list[str]]]:
    """Rows such as ``12 byline``, ``3-9 related``, ``4 partial share :: Tweet this``; the title is no cut."""
    cut: set[int] = set()
    parts: dict[int, list[str]] = {}
    for row in source.splitlines():
        label = _LABEL.fullmatch(row.strip())
        if label is None:
            continue
        first = int(label["first"])
        if label["part"]:
            parts.setdefault(first, []).append(label["text"] or "")
        elif label["category"] != "title":
            cut.update(range(first, int(label["last"] or first) + 1))
    return frozenset(cut), parts


# --- the tools ---------------------------------------------------------------------------------------------------------


class Cleaned(NamedTuple):
    """What a tool makes of a text: the article without its title, and which characters of the text it took."""

    body: str
    gone: bytearray


Tool = Callable[[str], Cleaned]


def _ours(text: str, profile: ProfileName) -> Cleaned:
    result = Cleaner(Config(profile=profile)).clean(text)
    gone = bytearray(len(text))
    for cut in result.removed:
        gone[cut.start : cut.end] = b"\1" * (cut.end - cut.start)
    return Cleaned(result.body, gone)


def _justext(text: str) -> Cleaned:
    lines = text.split("\n")
    return _by_line(lines, set(_justext_drops(lines)))


def _justext_drops(lines: Sequence[str]) -> Iterator[int]:
    """jusText's own two passes, over paragraphs made of the lines; markdown's headings are headings."""
    from justext.core import PathInfo, classify_paragraphs, revise_paragraph_classification  # type: ignore[import-untyped]
    from justext.paragraph import Paragraph  # type: ignore[import-untyped]

    numbers, paragraphs = [], []
    for number, line in enumerate(lines):
        if line.strip():
            paragraph = Paragraph(PathInfo().append("h2" if line.lstrip().startswith("#") else "p"))
            paragraph.append_text(line)
            numbers.append(number)
            paragraphs.append(paragraph)
    classify_paragraphs(paragraphs, _stoplist_for(lines))
    revise_paragraph_classification(paragraphs)
    for number, paragraph in zip(numbers, paragraphs, strict=True):
        if paragraph.is_boilerplate:
            yield number


def _stoplist_for(lines: Sequence[str]) -> frozenset[str]:
    """Of jusText's lists, that of the language whose common words the text uses most."""
    words = Counter(word for line in lines for word in line.lower().split())
    return max(_stoplists(), key=lambda common: sum(words[word] for word in words.keys() & common))


@cache
def _stoplists() -> tuple[frozenset[str], ...]:
    from justext.utils import get_stoplist, get_stoplists  # type: ignore[import-untyped]

    return tuple(frozenset(get_stoplist(language)) for language in sorted(get_stoplists()))


def _c4(text: str) -> Cleaned:
    lines = text.split("\n")
    return _by_line(lines, {number for number, line in enumerate(lines) if line.strip() and _c4_drops(line)})


def _c4_drops(line: str) -> bool:
    """Would the C4 rules drop this line? A curly bracket or lorem ipsum, for which they drop the page, drops the line."""
    from datatrove.data import Document  # type: ignore[import-untyped]

    document = Document(text=line, id="")
    return _c4_filter().filter(document) is not True or not document.text


@cache
def _c4_filter() -> Any:
    from datatrove.pipeline.filters import C4QualityFilter  # type: ignore[import-untyped]

    return C4QualityFilter(min_num_sentences=-1)


def _by_line(lines: Sequence[str], drops: Collection[int]) -> Cleaned:
    gone = bytearray().join(bytes([number in drops]) * (len(line) + 1) for number, line in enumerate(lines))
    return Cleaned("\n".join(line for number, line in enumerate(lines) if number not in drops), gone[:-1])


def tools(profile: ProfileName) -> dict[str, Tool]:
    """Everything that is compared, by the name it has in the table."""
    return {"cleaner": partial(_ours, profile=profile), "jusText": _justext, "C4 rules": _c4}


# --- measures ----------------------------------------------------------------------------------------------------------


def f1(precision: float, recall: float) -> float:
    """The harmonic mean.

    >>> f1(1.0, 0.5), f1(0.0, 0.0)
    (0.6666666666666666, 0.0)
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def judge(text: str, truth: str) -> list[bool | None]:
    """For each line, does it belong to the article? It does if at least half of its word runs stand there; None if wordless.

    >>> judge("It rained all day.\\n* * *\\nShare this", "Then it rained all day.")
    [True, None, False]
    """
    known = {size: _runs(truth, size) for size in (1, 2, _SHINGLE)}
    out: list[bool | None] = []
    for line in text.split("\n"):
        words = len(_WORD.findall(line))
        size = _SHINGLE if words >= _LONG_LINE else min(words, 2)
        runs = _runs(line, size) if size else set()
        out.append(2 * len(runs & known[size]) >= len(runs) if size else None)
    return out


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def ceiling(text: str, truth: str) -> str:
    """The text as it would be if every line of it were judged rightly."""
    return "\n".join(line for line, keep in zip(text.split("\n"), judge(text, truth), strict=True) if keep)


def shingle_shares(text: str, truth: str) -> tuple[float | None, float | None]:
    """Precision and recall of a text's shingles; None where there is nothing to be right about."""
    ours, theirs = _shingles(text), _shingles(truth)
    both = (ours & theirs).total()
    return both / ours.total() if ours else None, both / theirs.total() if theirs else None


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))) if words else Counter()


def word_f1(text: str, truth: str) -> float:
    """F1 of the two texts' words, order left aside."""
    ours, theirs = (Counter(_WORD.findall(t.lower())) for t in (text, truth))
    if not ours or not theirs:
        return float(not ours and not theirs)
    both = (ours & theirs).total()
    return f1(both / ours.total(), both / theirs.total())


def mean_f1(shares: Iterable[tuple[float | None, float | None]]) -> float:
    """F1 of mean precision and mean recall: every page weighs alike."""
    precisions, recalls = zip(*shares, strict=True)
    return f1(*(fmean([x for x in column if x is not None] or [0.0]) for column in (precisions, recalls)))


# --- text forms --------------------------------------------------------------------------------------------------------


class Measured(NamedTuple):
    """One page in one form: shingle shares as it came, at the ceiling and by tool; by tool, did cleaning make it worse?"""

    before: tuple[float | None, float | None]
    ceiling: tuple[float | None, float | None]
    after: dict[str, tuple[float | None, float | None]]
    worse: dict[str, bool]


def measure_page(page: Page, form: str, profile: ProfileName) -> Measured:
    text, truth = page.forms[form], page.truth
    outs = {name: tool(text).body for name, tool in tools(profile).items()}
    words = word_f1(text, truth)
    return Measured(
        before=shingle_shares(text, truth),
        ceiling=shingle_shares(ceiling(text, truth), truth),
        after={name: shingle_shares(out, truth) for name, out in outs.items()},
        worse={name: words - word_f1(out, truth) > _WORSE for name, out in outs.items()},
    )


def form_rows(form: str, measured: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    """One row a tool: what the table says of a text form."""
    before = mean_f1(m.before for m in measured)
    top = mean_f1(m.ceiling for m in measured)
    for name in measured[0].after:
        after = mean_f1(m.after[name] for m in measured)
        closed = (after - before) / (top - before) if top > before else 0.0
        worse = fmean(m.worse[name] for m in measured)
        yield (form, name, f"{before:.3f}", f"{after:.3f}", f"{top:.3f}", f"{closed:.1%}", f"{worse:.1%}", "", "", "", "")


# --- labelled documents ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """Lines and characters counted over labelled documents."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    content: int = 0
    lost: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.content += other.content
        self.lost += other.lost

    def cells(self) -> tuple[str, ...]:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return (f"{precision:.3f}", f"{recall:.3f}", f"{f1(precision, recall):.3f}", f"{self.lost / max(1, self.content):.2%}")


def measure_labelled(document: Labelled, profile: ProfileName) -> dict[str, Tally]:
    return {name: tally(document, tool(document.text).gone) for name, tool in tools(profile).items()}


def tally(document: Labelled, gone: bytearray) -> Tally:
    """Hold what a tool took against the editor's labels, line by line."""
    count = Tally()
    at = 0
    for number, line in enumerate(document.text.split("\n"), 1):
        core = line.strip()
        if core:
            start = at + line.index(core)
            taken = sum(gone[start : start + len(core)])
            _count_line(count, len(core), taken, number in document.cut, sum(map(len, document.parts.get(number, ()))))
        at += len(line) + 1
    return count


def _count_line(count: Tally, size: int, taken: int, to_cut: bool, due: int) -> None:
    """Count one line of ``size`` characters, of which ``taken`` went; of a kept line ``due`` were to go."""
    removed = taken > _REMOVED * size
    if to_cut:
        count.right += removed
        count.missed += not removed
    else:
        count.wrong += removed and due < _REMOVED * size
        count.content += size - due
        count.lost += max(0, taken - due)


def label_rows(where: str, tallies: Sequence[dict[str, Tally]]) -> Iterator[tuple[str, ...]]:
    """One row a tool: what the table says of a folder of labelled documents."""
    for name in tallies[0]:
        total = Tally()
        for one in tallies:
            total.add(one[name])
        yield (where, name, *[""] * 5, *total.cells())


# --- the program -------------------------------------------------------------------------------------------------------

COLUMNS = ("text", "tool", "as it came", "cleaned", "ceiling", "gap closed", "worse", "precision", "recall", "F1", "lost")
CAPTION = """\
As it came, cleaned, ceiling: F1 of 4-word shingles, mean precision and recall over pages; ceiling is what judging every line
rightly would give. Gap closed: how much of the way there. Worse: documents that lost more than .005 of their word F1.
Precision, recall, F1: of whole lines removed, by hand labels. Lost: share of the characters to keep that went."""
# Wide enough for the table where nothing says how wide the screen is.
_WIDTH = 128


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpus", metavar="CORPUS.jsonl.gz", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--labels", multiple=True, metavar="DIR", help="A folder of labelled documents, or DIR:000-059; may be given again.")
@click.option("--half", type=click.Choice(HALVES), default="look", show_default=True, help="Which documents.")
@click.option("--profile", type=click.Choice(PROFILES), default="balanced", show_default=True, help="cleaner's profile.")
@click.option("--first", type=int, metavar="N", help="Only the first N documents of each, for a trial run.")
@click.option("--workers", type=int, default=2, show_default=True, help="Processes.")
def main(corpus: Path, labels: tuple[str, ...], half: str, profile: ProfileName, first: int | None, workers: int) -> None:
    """Measure cleaner, jusText and the C4 line rules on the same text, in one run."""
    pages = list(read_pages(corpus, half))[:first]
    table = Table(*COLUMNS, title=f"{half}, {profile}: {len(pages)} pages", caption=CAPTION, caption_justify="left")
    for column in table.columns[2:]:
        column.justify = "right"
    with Pool(workers) as pool:
        for form in pages[0].forms if pages else ():
            add_rows(table, form_rows(form, pool.map(partial(measure_page, form=form, profile=profile), pages, chunksize=8)))
        for where in labels:
            documents = list(read_labels(where, half))[:first]
            tallies = pool.map(partial(measure_labelled, profile=profile), documents, chunksize=4)
            name = f"{'/'.join(Path(where).parts[-2:])} ({len(documents)})"
            add_rows(table, label_rows(name, tallies) if tallies else [(f"{name}: none in this half",)])
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def add_rows(table: Table, rows: Iterable[tuple[str, ...]]) -> None:
    """Add the rows of one text form or folder, named once, with a line under them."""
    shown = ""
    for name, *cells in rows:
        table.add_row("" if name == shown else name, *cells)
        shown = name
    table.add_section()


if __name__ == "__main__":
    main()
