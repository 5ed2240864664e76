"""What `cleaner` does to text that others extracted and to whole pages, beside the tools people use for it today.

    python benchmarks/quality.py [CORPUS.jsonl.gz] [--labels DIR] [--html CORPUS.jsonl.gz] [--half look|check|all] [--profile NAME]

CORPUS is measured in its text forms, see ``corpus.py``; that of ``--html`` as pages. ``--labels`` takes a folder of
hand-labelled documents, NNN.txt with NNN.lab beside it; ``DIR:000-059`` takes only those documents of it. It may be given
again. All tools run in this one run, on the same documents; ``peers.py`` says how each is called, ``measures.py`` how it is
measured.

Read the misses of the half called ``look`` only; of ``check`` this program prints totals and nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from multiprocessing.pool import Pool as Workers
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import click
from corpus import HALVES, Labelled, Page, WebPage, read_labels, read_pages, read_web_pages
from measures import Shares, Snippets, ceiling, count_snippets, f1, mean_shares, score_cells, shingle_shares, tally, word_shares
from peers import extractors, missing, tools
from rich.console import Console
from rich.table import Table

from cleaner.config import PROFILES, ProfileName
from cleaner.evaluation import Score

# A document is worse for cleaning if it lost more than this of its word F1.
_WORSE = 0.005

# --- text forms --------------------------------------------------------------------------------------------------------


class Measured(NamedTuple):
    """One page in one form: shingle shares as it came, at the ceiling and by tool; by tool, did cleaning make it worse?"""

    before: Shares
    ceiling: Shares
    after: dict[str, Shares]
    worse: dict[str, bool]


def measure_page(page: Page, form: str, profile: ProfileName) -> Measured:
    text, truth = page.forms[form], page.truth
    outs = {name: tool(text).body for name, tool in tools(profile).items()}
    words = word_shares(text, truth)[2]
    return Measured(
        before=shingle_shares(text, truth),
        ceiling=shingle_shares(ceiling(text, truth), truth),
        after={name: shingle_shares(out, truth) for name, out in outs.items()},
        worse={name: words - word_shares(out, truth)[2] > _WORSE for name, out in outs.items()},
    )


def _f1_of(shares: Iterable[Shares]) -> float:
    return f1(*mean_shares(shares))


def form_rows(form: str, measured: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    """One row a tool: what the table says of a text form."""
    before = _f1_of(m.before for m in measured)
    top = _f1_of(m.ceiling for m in measured)
    for name in measured[0].after:
        after = _f1_of(m.after[name] for m in measured)
        closed = (after - before) / (top - before) if top > before else 0.0
        worse = fmean(m.worse[name] for m in measured)
        yield (form, name, f"{before:.3f}", f"{after:.3f}", f"{top:.3f}", f"{closed:.1%}", f"{worse:.1%}", "", "", "", "")


# --- labelled documents ------------------------------------------------------------------------------------------------


def measure_labelled(document: Labelled, profile: ProfileName) -> dict[str, Score]:
    return {name: tally(document, tool(document.text).gone) for name, tool in tools(profile).items()}


def label_rows(where: str, tallies: Sequence[dict[str, Score]]) -> Iterator[tuple[str, ...]]:
    """One row a tool: what the table says of a folder of labelled documents."""
    for name in tallies[0]:
        total = sum((one[name] for one in tallies), Score())
        yield (where, name, *[""] * 5, *score_cells(total))


# --- whole pages -------------------------------------------------------------------------------------------------------


class Extracted(NamedTuple):
    """What one tool made of one page: shares of shingles and words where the article is known, snippets, seconds taken."""

    shingles: Shares | None
    words: tuple[float, float, float] | None
    snippets: Snippets
    seconds: float


def measure_web_page(page: WebPage, names: Sequence[str], profile: ProfileName) -> dict[str, Extracted]:
    """Extract the page with each of the tools, one after the other in this process."""
    by_name = extractors(profile)
    out: dict[str, Extracted] = {}
    for name in names:
        start = time.process_time()
        text = by_name[name](page)
        seconds = time.process_time() - start
        out[name] = Extracted(
            shingle_shares(text, page.truth) if page.truth else None,
            word_shares(text, page.truth) if page.truth else None,
            count_snippets(text, page.with_snippets, page.without_snippets),
            seconds,
        )
    return out


def warm_up(names: Sequence[str], profile: ProfileName) -> None:
    """Import and compile what the tools need, so that no page pays for it."""
    measure_web_page(WebPage("", None, "<html><body><article><p>It rained all day.</p></article></body></html>", "", (), ()), names, profile)


def html_rows(measured: Sequence[dict[str, Extracted]]) -> Iterator[tuple[str, ...]]:
    """One row a tool: what the table of whole pages says."""
    for name in measured[0]:
        pages = [one[name] for one in measured]
        yield (name, *_shingle_cells(pages), *_word_cells(pages), *_snippet_cells(pages), f"{len(pages) / max(1e-9, sum(p.seconds for p in pages)):.1f}")


def _shingle_cells(pages: Sequence[Extracted]) -> tuple[str, ...]:
    known = [page.shingles for page in pages if page.shingles is not None]
    if not known:
        return ("",) * 3
    precision, recall = mean_shares(known)
    return (f"{precision:.3f}", f"{recall:.3f}", f"{f1(precision, recall):.3f}")


def _word_cells(pages: Sequence[Extracted]) -> tuple[str, ...]:
    known = [page.words for page in pages if page.words is not None]
    return tuple(f"{fmean(column):.3f}" for column in zip(*known, strict=True)) if known else ("",) * 3


def _snippet_cells(pages: Sequence[Extracted]) -> tuple[str, ...]:
    wanted, found, unwanted, leaked = (sum(column) for column in zip(*(page.snippets for page in pages), strict=True))
    return (f"{found}/{wanted}", f"{leaked}/{unwanted}")


# --- the program -------------------------------------------------------------------------------------------------------

COLUMNS = ("text", "tool", "as it came", "cleaned", "ceiling", "gap closed", "worse", "precision", "recall", "F1", "lost")
CAPTION = """\
As it came, cleaned, ceiling: F1 of 4-word shingles, mean precision and recall over pages; ceiling is what judging every line
rightly would give. Gap closed: how much of the way there. Worse: documents that lost more than .005 of their word F1.
Precision, recall, F1: of whole lines removed, by hand labels. Lost: share of the characters to keep that went."""
HTML_COLUMNS = ("tool", *(f"{what} {unit}" for unit in ("shingles", "words") for what in ("P", "R", "F1")), "found", "leaked", "pages/s")
HTML_CAPTION = """\
Shingles: runs of 4 words, F1 of mean precision and recall over pages. Words: order left aside, mean over pages.
Found, leaked: snippets that were to be in the text, and that were not to be. Pages/s: of processor time, with parsing."""
# Wide enough for the table where nothing says how wide the screen is.
_WIDTH = 128

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpus", metavar="[CORPUS.jsonl.gz]", type=_FILE, required=False)
@click.option("--labels", multiple=True, metavar="DIR", help="A folder of labelled documents, or DIR:000-059; may be given again.")
@click.option("--html", metavar="CORPUS.jsonl.gz", type=_FILE, help="A corpus whose pages are extracted from their HTML.")
@click.option("--half", type=click.Choice(HALVES), default="look", show_default=True, help="Which documents.")
@click.option("--profile", type=click.Choice(PROFILES), default="balanced", show_default=True, help="cleaner's profile.")
@click.option("--first", type=int, metavar="N", help="Only the first N documents of each, for a trial run.")
@click.option("--workers", type=int, default=2, show_default=True, help="Processes.")
def main(corpus: Path | None, labels: tuple[str, ...], html: Path | None, half: str, profile: ProfileName, first: int | None, workers: int) -> None:
    """Measure cleaner and its peers on the same text and the same pages, in one run."""
    if not (corpus or labels or html):
        raise click.UsageError("nothing to measure: give a corpus, --labels or --html")
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    if corpus or labels:
        pages = list(read_pages(corpus, half))[:first] if corpus else []
        documents = {where: list(read_labels(where, half))[:first] for where in labels}
        with Pool(workers) as pool:
            console.print(text_table(pages, documents, f"{half}, {profile}: {len(pages)} pages", profile, pool))
    if html:
        console.print(html_table(list(read_web_pages(html, half))[:first], f"{html.name}, {half}, {profile}", profile, workers))


def text_table(pages: Sequence[Page], documents: dict[str, list[Labelled]], title: str, profile: ProfileName, pool: Workers) -> Table:
    """Text forms and labelled documents, one row a tool for each."""
    table = _table(COLUMNS, 2, title, CAPTION)
    for form in pages[0].forms if pages else ():
        add_rows(table, form_rows(form, pool.map(partial(measure_page, form=form, profile=profile), pages, chunksize=8)))
    for where, labelled in documents.items():
        tallies = pool.map(partial(measure_labelled, profile=profile), labelled, chunksize=4)
        name = f"{'/'.join(Path(where).parts[-2:])} ({len(labelled)})"
        add_rows(table, label_rows(name, tallies) if tallies else [(f"{name}: none in this half",)])
    return table


def html_table(pages: Sequence[WebPage], title: str, profile: ProfileName, workers: int) -> Table:
    """Whole pages, one row a tool; a tool that is not installed says what it lacks."""
    names = [name for name in extractors(profile) if not missing(name)]
    table = _table(HTML_COLUMNS, 1, f"{title}: {len(pages)} pages", HTML_CAPTION)
    with Pool(workers, initializer=warm_up, initargs=(names, profile)) as pool:
        measured = pool.map(partial(measure_web_page, names=names, profile=profile), pages, chunksize=4)
    for row in html_rows(measured) if measured else ():
        table.add_row(*row)
    for name in extractors(profile):
        if name not in names:
            table.add_row(f"{name}: not installed ({', '.join(missing(name))})")
    return table


def _table(columns: Sequence[str], names: int, title: str, caption: str) -> Table:
    """An empty table whose columns are figures but for the first, which are names."""
    table = Table(*columns, title=title, caption=caption, caption_justify="left")
    for column in table.columns[names:]:
        column.justify = "right"
    return table


def add_rows(table: Table, rows: Iterable[tuple[str, ...]]) -> None:
    """Add the rows of one text form or folder, named once, with a line under them."""
    shown = ""
    for name, *cells in rows:
        table.add_row("" if name == shown else name, *cells)
        shown = name
    table.add_section()


if __name__ == "__main__":
    main()
