"""How fast cleaner is, beside the tools people use for it today, and where its time goes.

    python benchmarks/speed.py [CORPUS.jsonl.gz] [--html CORPUS.jsonl.gz] [--half look|check|all] [--first N] [--rounds N]

CORPUS is timed in its text forms, that of ``--html`` as pages, see ``corpus.py``; without either only the start is. All is
done in this one process: each round all tools in turn clean the same documents, the other way round in every other round,
and of the rounds the median counts. Before the first all of it was cleaned once untimed, so that what is compiled when it is
first needed is compiled. Processor time is counted; for the start of a process, time on the clock. Exits 1 where a floor is
missed.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

import click
from corpus import HALVES, WebPage, read_pages, read_web_pages
from peers import missing, timed_on_pages, timed_on_text
from rich.console import Console
from rich.table import Table

from cleaner import clean, pipeline
from cleaner.phrasebook import PhraseBook
from cleaner.read import hidden
from cleaner.stages import frame
from cleaner.stages.base import Stage

# --- the floors --------------------------------------------------------------------------------------------------------

# On text that extractors printed cleaner is at least so many times as fast as the C4 rules …
LEAST_OF_TEXT_FORMS = 1.0
# … and on all that a page shows, which has more to look at.
LEAST_OF_PAGE_TEXT = 0.6
# On pages it is so many times as fast as trafilatura.
LEAST_OF_PAGES = 1.5
# Milliseconds that `import cleaner` takes, and the command for one text, from its call to its end.
MOST_TO_IMPORT = 150.0
MOST_TO_CLEAN_FIRST = 400.0

# The text form that is everything a page shows; all others are what an extractor took for the article.
WHOLE_PAGE = "page_text"
EXTRACTED = "text that extractors printed"
# Documents with fewer characters are short, those with so many are long.
TEXT_LENGTHS = (1_000, 10_000)
PAGE_LENGTHS = (30_000, 200_000)
# Libraries that take long to import and that only some documents need, or none.
HEAVY = ("bs4", "click", "duckdb", "fastwarc", "jinja2", "lxml", "orjson", "pandas", "psutil", "pyarrow", "rich", "trafilatura")
# Processes whose start is timed.
STARTS = 9
FIRST_TEXT = """\
Bridge stays shut for a third week

By Ines Okafor

The swing bridge at Port Ellery stayed shut on Monday, and the boats that should have passed it lay idle in the basin.

Share on Facebook

"Nobody asked us," said Marta Quill, who runs the bakery on Tide Street and has opened at five every morning for twenty years.

Subscribe to our newsletter to read more.
"""
COMMAND = str(Path(sys.executable).parent / "cleaner")

Source = TypeVar("Source")


class Floor(NamedTuple):
    """Something that must hold: what it is, the figure, its unit, and the least or the most that the figure may be."""

    name: str
    figure: float
    unit: str
    least: float = 0.0
    most: float = float("inf")

    @property
    def holds(self) -> bool:
        return self.least <= self.figure <= self.most

    def __str__(self) -> str:
        bound = f"at least {self.least:g}" if self.least else f"at most {self.most:g}"
        return f"{'ok  ' if self.holds else 'MISS'} {self.figure:.3g} {self.unit} {self.name} ({bound})"


# --- cleaner and its peers ---------------------------------------------------------------------------------------------


class Timings(NamedTuple):
    """How long each tool took for each document in each round, in seconds; the sizes of the documents in bytes."""

    sizes: Sequence[int]
    rounds: Sequence[Mapping[str, Sequence[float]]]

    def rate(self, tool: str, which: Sequence[int], sizes: Sequence[float]) -> float:
        """So much of these sizes a second, over some of the documents: the median of the rounds."""
        return median(sum(sizes[i] for i in which) / max(1e-9, sum(timed[tool][i] for i in which)) for timed in self.rounds)

    def times_as_fast(self, tool: str, other: str, which: Sequence[int]) -> float:
        """How many times as fast as another tool one is: the median of the rounds, in each of which both worked side by side."""
        return median(sum(timed[other][i] for i in which) / max(1e-9, sum(timed[tool][i] for i in which)) for timed in self.rounds)


def time_tools(tools: Mapping[str, Callable[[Source], object]], sources: Sequence[Source], sizes: Sequence[int], rounds: int) -> Timings:
    """Time each tool on each document."""
    for tool in tools.values():
        _seconds(tool, sources)
    done: list[dict[str, list[float]]] = []
    for number in range(rounds):
        order = list(tools)[:: -1 if number % 2 else 1]
        done.append({name: _seconds(tools[name], sources) for name in order})
    return Timings(sizes, done)


def _seconds(tool: Callable[[Source], object], sources: Sequence[Source]) -> list[float]:
    gc.collect()  # of what others left
    out: list[float] = []
    for source in sources:
        began = time.process_time()
        tool(source)
        out.append(time.process_time() - began)
    return out


def by_length(lengths: Sequence[int], which: Sequence[int], bounds: tuple[int, int]) -> dict[str, list[int]]:
    """The documents that are short, typical and long; a length that none has is left out.

    >>> by_length([5, 500, 50, 7], [0, 1, 2], (10, 100))
    {'short': [0], 'typical': [2], 'long': [1]}
    """
    short, long = bounds
    groups = {
        "short": [i for i in which if lengths[i] < short],
        "typical": [i for i in which if short <= lengths[i] < long],
        "long": [i for i in which if lengths[i] >= long],
    }
    return {name: found for name, found in groups.items() if found}


def comparison(title: str, timings: Timings, groups: Mapping[str, Sequence[int]], other: str, unit: str) -> Table:
    """A row a group of documents, a column a tool; ``unit`` is MB/s or pages/s."""
    tools = list(timings.rounds[0])
    table = Table("documents", "number", "kB each", *(f"{tool} {unit}" for tool in tools), title=title)
    if other in tools:
        table.add_column(f"cleaner over {other}")
    for column in table.columns[1:]:
        column.justify = "right"
    sizes = [size / 1e6 for size in timings.sizes] if unit == "MB/s" else [1.0] * len(timings.sizes)
    for name, which in groups.items():
        each = sum(timings.sizes[i] for i in which) / len(which) / 1e3
        rates = (f"{timings.rate(tool, which, sizes):.3g}" for tool in tools)
        ratio = (f"{timings.times_as_fast('cleaner', other, which):.2f} ×",) if other in tools else ()
        table.add_row(name, str(len(which)), f"{each:.1f}", *rates, *ratio)
    return table


# --- where the time goes -----------------------------------------------------------------------------------------------

OF_PAGES, PHRASES, OPINION, ALL_ELSE = "what a page says of itself", "evidence: phrases", "second opinion", "all else"
# The functions that `pipeline` calls, by the step that they are a part of. Stages are steps of their own.
STEPS: Mapping[str, tuple[str, ...]] = {
    "read": ("read",),
    OF_PAGES: ("declared", "merged", "hidden_article"),
    "language": ("spoken_in", "book_of"),
    "evidence": ("gather",),
    "resolve": ("resolve",),
    "render": ("render",),
    "the next round": ("narrowed", "read_lines", "identity", "after", "carry_back", "with_paths"),
    "title": ("headline", "without"),
}


class StepClock:
    """Processor time by step. A step that another one calls counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._of_called: list[float] = []  # of each step that is under way, the seconds of those that it called

    def timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed; one that yields is walked to its end."""

        @wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            self._of_called.append(0.0)
            began = time.process_time()
            try:
                result = function(*arguments, **named)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                took = time.process_time() - began
                self.seconds[step] = self.seconds.get(step, 0.0) + took - self._of_called.pop()
                if self._of_called:
                    self._of_called[-1] += took

        return run


@contextmanager
def stepwise(clock: StepClock) -> Iterator[None]:
    """While it lasts, cleaning is timed step by step."""
    with ExitStack() as patches:
        for step, names in STEPS.items():
            for name in names:
                patches.enter_context(patch.object(pipeline, name, clock.timed(step, getattr(pipeline, name))))
        for name in ("STAGES", "FRAME"):
            stages = tuple(_timed_stage(clock, stage) for stage in getattr(pipeline, name))
            patches.enter_context(patch.object(pipeline, name, stages))
        patches.enter_context(patch.object(PhraseBook, "find", clock.timed(PHRASES, PhraseBook.find)))
        for module, name in ((frame, "second_opinion"), (hidden, "quick_opinion")):
            patches.enter_context(patch.object(module, name, clock.timed(OPINION, getattr(module, name))))
        yield


def _timed_stage(clock: StepClock, stage: Stage) -> Stage:
    step = f"stage {stage.name}"
    return replace(
        stage,
        alone=clock.timed(step, stage.alone) if stage.alone else None,
        context=clock.timed(step, stage.context) if stage.context else None,
    )


def time_steps(work: Callable[[Source], object], sources: Sequence[Source]) -> dict[str, float]:
    """Milliseconds a document by step, in the order of the pipeline; what no step has counts as all else."""
    clock = StepClock()
    with stepwise(clock):
        total = sum(_seconds(work, sources))
    order = ["read", OF_PAGES, OPINION, "language", "evidence", PHRASES, *_stage_steps(), "resolve", "render", "the next round", "title"]
    spent = {step: clock.seconds.get(step, 0.0) for step in order}
    spent[ALL_ELSE] = total - sum(clock.seconds.values())
    return {step: seconds / len(sources) * 1e3 for step, seconds in spent.items()}


def _stage_steps() -> list[str]:
    return [f"stage {stage.name}" for stage in dict.fromkeys((*pipeline.FRAME, *pipeline.STAGES))]


def steps_table(columns: Mapping[str, Mapping[str, float]]) -> Table:
    """Milliseconds a document and shares of the time, a row a step."""
    table = Table("step", title="where cleaner's time goes: milliseconds a document, and of all", caption="Timing each step takes some of the time, too.")
    for name in columns:
        table.add_column(name, justify="right")
    totals = {name: max(1e-9, sum(spent.values())) for name, spent in columns.items()}
    for step in next(iter(columns.values())):
        table.add_row(step, *(f"{spent[step]:.2f}  {spent[step] / totals[name]:>4.0%}" for name, spent in columns.items()))
    table.add_section()
    table.add_row("all", *(f"{total:.2f}      " for total in totals.values()))
    return table


# --- the start ---------------------------------------------------------------------------------------------------------

_IMPORT = f"""
import sys, time
began = time.perf_counter()
import cleaner
print(time.perf_counter() - began, *(name for name in {HEAVY} if name in sys.modules))
"""


class Starts(NamedTuple):
    """Seconds on the clock, medians of fresh processes, and the heavy libraries that `import cleaner` imports."""

    python: float  # that does nothing
    importing: float
    imported: tuple[str, ...]
    first_text: float


def time_starts(starts: int) -> Starts:
    """Start processes and wait for them. Before the first that counts each was started once, which compiled all modules as pip does."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "article.txt"
        text.write_text(FIRST_TEXT, encoding="utf-8")
        compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": folder}
        idle, commands = [], []
        told: list[list[str]] = []
        for _ in range(starts + 1):
            idle.append(_wall([sys.executable, "-c", ""], compiled)[0])
            told.append(_wall([sys.executable, "-c", _IMPORT], compiled)[1].split())
            commands.append(_wall([COMMAND, str(text)], compiled)[0])
    return Starts(median(idle[1:]), median(float(seconds) for seconds, *_ in told[1:]), tuple(told[-1][1:]), median(commands[1:]))


def _wall(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[float, str]:
    began = time.perf_counter()
    done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, env=environment)
    return time.perf_counter() - began, done.stdout


def starts_table(timed: Starts, starts: int) -> Table:
    caption = f"Heavy libraries that import cleaner imports: {', '.join(timed.imported) or 'none'}."
    table = Table("start of a process", "ms", title=f"medians of {starts} processes", caption=caption, caption_justify="left")
    table.columns[1].justify = "right"
    table.add_row("Python that does nothing", f"{timed.python * 1e3:.0f}")
    table.add_row("import cleaner", f"{timed.importing * 1e3:.0f}")
    table.add_row("cleaner FILE, a short text, with the start of Python", f"{timed.first_text * 1e3:.0f}")
    return table


# --- the program -------------------------------------------------------------------------------------------------------

_WIDTH = 140
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Measured(NamedTuple):
    """What was measured on a corpus: the tables, what must hold, and by name of a kind of document the milliseconds of each step."""

    tables: Sequence[Table] = ()
    floors: Sequence[Floor] = ()
    steps: Mapping[str, Mapping[str, float]] = {}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpus", metavar="[CORPUS.jsonl.gz]", type=_FILE, required=False)
@click.option("--html", metavar="CORPUS.jsonl.gz", type=_FILE, help="A corpus whose pages are cleaned as HTML.")
@click.option("--half", type=click.Choice(HALVES), default="look", show_default=True, help="Which documents.")
@click.option("--first", type=int, default=100, show_default=True, metavar="N", help="The first N pages of each corpus; 0 for all.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="How often each tool cleans each document.")
@click.option("--starts", type=click.IntRange(0), default=STARTS, show_default=True, help="How many processes are started; 0 for none.")
def main(corpus: Path | None, html: Path | None, half: str, first: int, rounds: int, starts: int) -> None:
    """Time cleaner and its peers on the same documents, in one run, and cleaner's steps."""
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    for name in lacking():
        console.print(f"{name}: not installed ({', '.join(missing(name))})")
    done = [measure_starts(starts)] if starts else []
    if corpus:
        forms = [page.forms for page in read_pages(corpus, half)][: first or None]
        done.append(measure_texts(forms, f"{corpus.name}, {half}: {len(forms)} pages", rounds))
    if html:
        pages = list(read_web_pages(html, half))[: first or None]
        done.append(measure_pages(pages, f"{html.name}, {half}: {len(pages)} pages", rounds))
    for table in (table for one in done for table in one.tables):
        console.print(table)
    if steps := {name: spent for one in done for name, spent in one.steps.items()}:
        console.print(steps_table(steps))
    floors = [floor for one in done for floor in one.floors]
    for floor in floors:
        click.echo(str(floor))
    sys.exit(0 if all(floor.holds for floor in floors) else 1)


def lacking() -> list[str]:
    """The tools that are not installed."""
    return [name for name in (*timed_on_text(), *timed_on_pages()) if missing(name)]


def measure_starts(starts: int) -> Measured:
    timed = time_starts(starts)
    floors = (
        Floor("import cleaner", timed.importing * 1e3, "ms", most=MOST_TO_IMPORT),
        Floor("the first cleaner FILE", timed.first_text * 1e3, "ms", most=MOST_TO_CLEAN_FIRST),
    )
    return Measured((starts_table(timed, starts),), floors)


def measure_texts(pages: Sequence[Mapping[str, str]], title: str, rounds: int) -> Measured:
    """All text forms of these pages."""
    forms = [form for page in pages for form in page]
    texts = [text for page in pages for text in page.values()]
    timings = time_tools(_installed(timed_on_text()), texts, [_size(text) for text in texts], rounds)
    groups = text_groups(forms, [len(text) for text in texts])
    judged = {EXTRACTED: LEAST_OF_TEXT_FORMS, WHOLE_PAGE: LEAST_OF_PAGE_TEXT}
    return Measured(
        (comparison(title, timings, groups, "C4 rules", "MB/s"),),
        [floor for name, least in judged.items() if name in groups for floor in _ratio(timings, "C4 rules", name, groups[name], least)],
        {name: time_steps(clean, [texts[i] for i in groups[name]]) for name in judged if name in groups},
    )


def measure_pages(pages: Sequence[WebPage], title: str, rounds: int) -> Measured:
    """These pages as HTML."""
    everything = list(range(len(pages)))
    tools = _installed(timed_on_pages())
    timings = time_tools(tools, pages, [_size(page.html) for page in pages], rounds)
    groups = {"pages": everything} | _of_length([len(page.html) for page in pages], everything, PAGE_LENGTHS)
    return Measured(
        [comparison(title, timings, groups, "trafilatura", unit) for unit in ("pages/s", "MB/s")],
        _ratio(timings, "trafilatura", "pages", everything, LEAST_OF_PAGES),
        {"pages": time_steps(tools["cleaner"], pages)},
    )


def text_groups(forms: Sequence[str], lengths: Sequence[int]) -> dict[str, list[int]]:
    """All extractors' text together, by length and by form; and all that pages show."""
    extracted = [i for i, form in enumerate(forms) if form != WHOLE_PAGE]
    groups = {EXTRACTED: extracted} | _of_length(lengths, extracted, TEXT_LENGTHS)
    for form in dict.fromkeys(forms):
        groups[form] = [i for i, its in enumerate(forms) if its == form]
    return {name: which for name, which in groups.items() if which}


def _of_length(lengths: Sequence[int], which: Sequence[int], bounds: tuple[int, int]) -> dict[str, list[int]]:
    return {f"… {name}": found for name, found in by_length(lengths, which, bounds).items()}


def _ratio(timings: Timings, other: str, name: str, which: Sequence[int], least: float) -> list[Floor]:
    if missing(other):
        return []
    return [Floor(f"as fast as {other}: {name}", timings.times_as_fast("cleaner", other, which), "×", least=least)]


def _installed(tools: Mapping[str, Callable[[Source], object]]) -> dict[str, Callable[[Source], object]]:
    return {name: tool for name, tool in tools.items() if not missing(name)}


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
