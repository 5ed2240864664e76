"""Fit a scorecard of ``cleaner/weights/`` to pages whose article is known.

    python benchmarks/fit.py text CORPUS.jsonl.gz [--labels DIR] [--half look] [-o FOLDER]
    python benchmarks/fit.py dump_other CORPUS.jsonl.gz… [--labels DIR] [--half look] [-o FOLDER]
    python benchmarks/fit.py page CORPUS.jsonl.gz… [--half look] [-o FOLDER]

``text`` is fitted to what extractors print, and so is ``dump_other``, but to what they print of pages in other languages as well:
where the article of these is not known, what ``cleaner`` keeps of their HTML stands for it, for markup tells more than text.
``page`` is fitted to the pages themselves, as HTML, and with it ``page_again``: what the second look has to know of the first are
the chances of pages that the first was not fitted on.

The corpus and the labels are those of ``corpus.py``. A line of a page is to be cut if less than half of its word runs stand
in the page's article; a labelled document says by hand what is to be cut. Each block becomes the facts that the scorecard
will see of it, after the same stages, and a linear-chain CRF (python-crfsuite) finds one weight a fact and one a transition.

First it is fitted on three quarters of the documents and tried on the fourth, four times over, with the very weights that
would be written: the table says how many of the lines cut were rightly cut, and how many of those to cut were, if every line
at least so likely went. Then it is fitted on all. Use one half only, or nothing is left to test on.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, takewhile
from multiprocessing import Pool
from multiprocessing.pool import Pool as PoolOfProcesses
from pathlib import Path
from typing import NamedTuple

import click
from corpus import HALVES, Labelled, Page, WebPage, read_labels, read_pages, read_web_pages
from measures import judge
from rich.console import Console
from rich.table import Table

from cleaner import clean
from cleaner.evidence import Evidence, gather
from cleaner.features import facts
from cleaner.folding import fold
from cleaner.languages import spoken_in
from cleaner.page_facts import page_facts, title_of
from cleaner.page_votes import Spots, page_votes, spots
from cleaner.phrasebook import load
from cleaner.pipeline import STAGES
from cleaner.read.html import read_html
from cleaner.read.lines import read_lines
from cleaner.scorecard import Card, Row, Weights, probabilities
from cleaner.stages import body
from cleaner.stages.base import Verdicts
from cleaner.stages.extent import end_signs, is_dump

CARDS = ("text", "dump_other", "page")
WEIGHTS = Path(__file__).parents[1] / "cleaner" / "weights"
HEADER = "# Weights of the scorecard: one number a fact, positive where it speaks for cutting. Fitted by benchmarks/fit.py.\n"

FOLDS = 4
# A line is tried as cut from each of these chances on.
BARS = (0.5, 0.7, 0.9)
# A fact seen in fewer texts than this tells of a few pages, not of pages.
_SEEN = 12
# Hand labels are right more often than labels by overlap, and there are few of them: each document counts this often.
_HAND = 4
# Pages of which only snippets are known are of the kinds and languages that the others lack, and fewer.
_SNIPPETS = 2
# How CRFsuite is to fit: c1 makes most weights nothing, c2 keeps the others small. Pages have many more facts than texts.
_TRAINING = {"max_iterations": 250, "feature.possible_transitions": True}
_PENALTIES: dict[Card, dict[str, float]] = {
    "text": {"c1": 3.0, "c2": 0.3},
    "dump_other": {"c1": 3.0, "c2": 0.3},
    "page": {"c1": 12.0, "c2": 0.1},
    "page_again": {"c1": 12.0, "c2": 0.1},
}
# A page of which fewer characters are kept may have no article at all.
_LEAST_ARTICLE = 300
# A line of fewer words may stand in the article by chance: it counts as the article's only so near to a longer line of it.
_TELLING_WORDS = 8
_NEAR = 4
# A weight smaller than this changes no verdict worth a line in the file.
_LEAST = 0.05
# Wide enough for the table where nothing says how wide the screen is.
_WIDTH = 128


class Example(NamedTuple):
    """A text as the scorecard sees it: the facts of each block, and whether it is to be kept; None if nobody can say."""

    id: str
    form: str
    rows: list[list[str]]
    keep: list[bool | None]
    times: int
    spots: Spots = Spots()  # where the blocks of a page stand


# --- from texts to examples --------------------------------------------------------------------------------------------


def page_examples(page: Page) -> list[Example]:
    """The page in each of its forms."""
    return [Example(page.id, form, *_blocks(text, judge(text, page.truth)), 1) for form, text in page.forms.items()]


def printed_examples(page: WebPage) -> list[Example]:
    """A page of which no article is known, as extractors print it; what is kept of its HTML stands for the article."""
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    article = "" if page.truth else clean(page.html, kind="html", url=page.url).text
    if len(article) < _LEAST_ARTICLE:
        return []
    forms = {
        "page_text of pages": extract_plain_text(page.html, main_content=False),
        "resiliparse of pages": extract_plain_text(page.html, main_content=True),
        "trafilatura of pages": trafilatura.extract(page.html, include_comments=True) or "",
    }
    return page_examples(Page(page.id, article, forms))


def web_page_examples(page: WebPage) -> list[Example]:
    """The page as the frame stage sees it.

    Where only snippets of the article are known, trafilatura's extraction stands for it, and the snippets correct it.
    """
    import trafilatura

    document = read_html(page.html, page.url).document
    evidence = gather(document, load(spoken_in(document.text).phrases))
    rows = [_names(of_block) for of_block in page_facts(evidence, every_name=True)]
    truth = page.truth or trafilatura.extract(page.html, include_comments=False) or ""
    if not truth or not evidence.blocks:
        return []
    keep: list[bool | None] = list(judge("\n".join(block.plain.replace("\n", " ") for block in evidence.blocks), truth))
    for snippets, there in ((page.with_snippets, True), (page.without_snippets, False)):
        for snippet in () if page.truth else snippets:
            for index, line in enumerate(evidence.folded):
                if fold(snippet) in line:
                    keep[index] = there
    telling = [i for i, there in enumerate(keep) if there and evidence.shapes[i].words >= _TELLING_WORDS]
    for index, is_there in enumerate(keep):
        if is_there and evidence.shapes[index].words < _TELLING_WORDS:
            at = bisect_left(telling, index)
            keep[index] = any(abs(index - other) <= _NEAR for other in telling[max(0, at - 1) : at + 1])
    if (title := title_of(evidence)) >= 0:
        keep[title] = None  # the truth is the article without its headline, which is none of the frame's business
    return [Example(page.id, "page", rows, keep, 1 if page.truth else _SNIPPETS, spots(evidence))]


def looked_at_again(examples: Sequence[Example], chances: Mapping[str, Sequence[float]]) -> list[Example]:
    """The pages with what the second look knows besides: what the first thought of each block, by the pages' ids."""
    out: list[Example] = []
    for example in examples:
        votes = page_votes(example.spots, chances[example.id])
        out.append(example._replace(rows=[row + _names(of_block) for row, of_block in zip(example.rows, votes, strict=True)]))
    return out


def labelled_example(document: Labelled, form: str) -> Example:
    """A document labelled by hand. Lines that lose only a part teach nothing about whole lines."""
    numbers = range(1, document.text.count("\n") + 2)
    keep = [None if n in document.parts else n not in document.cut for n in numbers]
    return Example(document.id, form, *_blocks(document.text, keep), _HAND)


def _blocks(text: str, keep: Sequence[bool | None]) -> tuple[list[list[str]], list[bool | None]]:
    """Facts and verdicts by block. A block of several lines goes as its first line goes."""
    evidence = gather(read_lines(text), load(spoken_in(text).phrases))
    verdicts = before_scorecard(evidence)
    rows = facts(evidence, verdicts, is_dump(evidence, verdicts), end_signs(evidence, verdicts))
    by_start = dict(zip(_starts(text), keep, strict=True))
    return [_names(of_block) for of_block in rows], [by_start.get(b.start) for b in evidence.blocks]


def _names(rows: Iterable[Row]) -> list[str]:
    """All facts of a block. They are the same for many: kept once."""
    return [sys.intern(fact) for row in rows for fact in row.facts]


def _starts(text: str) -> Iterator[int]:
    """Where the visible text of each line starts."""
    at = 0
    for line in text.split("\n"):
        yield at + len(line) - len(line.lstrip())
        at += len(line) + 1


def before_scorecard(evidence: Evidence) -> Verdicts:
    """The marks that stand when ``body`` is asked: see ``cleaner.pipeline.propose``."""
    verdicts = Verdicts(evidence)
    for stage in STAGES:
        if stage.alone:
            verdicts.add(stage.alone(evidence))
    for stage in takewhile(lambda stage: stage is not body.STAGE, STAGES):
        if stage.context:
            verdicts.add(list(stage.context(evidence, verdicts)))
    return verdicts


# --- from examples to weights ------------------------------------------------------------------------------------------


def fit(examples: Sequence[Example], card: Card) -> Weights:
    """Find the weights under which the examples' verdicts are likeliest, few and small."""
    import pycrfsuite  # type: ignore[import-untyped]

    seen = Counter(fact for example in examples for fact in {fact for row in example.rows for fact in row})
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_TRAINING | _PENALTIES[card])
    for example in examples:
        rows, labels = _known(example, seen)
        for _ in range(example.times if rows else 0):
            trainer.append(rows, labels)
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "scorecard.crfsuite")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        info = tagger.info()
    return _weights(info.state_features, info.transitions)


def _known(example: Example, seen: Counter[str]) -> tuple[list[list[str]], list[str]]:
    """The blocks whose verdict is known, with the facts that are common enough."""
    pairs = [(row, keep) for row, keep in zip(example.rows, example.keep, strict=True) if keep is not None]
    return [[f for f in row if seen[f] >= _SEEN] for row, _ in pairs], ["keep" if keep else "cut" for _, keep in pairs]


def _weights(states: dict[tuple[str, str], float], transitions: dict[tuple[str, str], float]) -> Weights:
    """One number a fact: what it says for ``cut`` less what it says for ``keep``."""
    scores: dict[str, float] = {}
    for (fact, label), weight in states.items():
        scores[fact] = scores.get(fact, 0.0) + (weight if label == "cut" else -weight)
    return Weights(
        facts={fact: round(scores[fact], 2) for fact in sorted(scores) if abs(scores[fact]) >= _LEAST},
        keep_to_cut=round(transitions.get(("keep", "cut"), 0.0), 2),
        cut_to_keep=round(transitions.get(("cut", "keep"), 0.0), 2),
        cut_to_cut=round(transitions.get(("cut", "cut"), 0.0), 2),
        keep_to_keep=round(transitions.get(("keep", "keep"), 0.0), 2),
    )


def as_toml(card: Weights) -> str:
    """The file that ``cleaner.scorecard.weights`` reads."""
    transitions = (f"{name} = {value:.2f}\n" for name, value in card._asdict().items() if name != "facts")
    lines = (f"{json.dumps(fact, ensure_ascii=False)} = {value}\n" for fact, value in card.facts.items())
    return f"{HEADER}\n[transitions]\n{''.join(transitions)}\n[facts]\n{''.join(lines)}"


# --- how good they are -------------------------------------------------------------------------------------------------


class Judged(NamedTuple):
    """A line that the weights had not seen: how likely they thought a cut, and whether it was to be kept."""

    form: str
    chance: float
    keep: bool


def fold_of(id: str) -> int:
    """Which quarter a document belongs to. All its forms go together, or they would give each other away."""
    return hashlib.sha1(id.encode()).digest()[0] % FOLDS


def unseen(fold: int, examples: Sequence[Example], card: Card) -> list[tuple[Example, list[float]]]:
    """The texts of one fold, and the chances of their blocks by weights fitted on the others."""
    weights = fit([e for e in examples if fold_of(e.id) != fold], card)
    return [(example, probabilities(example.rows, weights)) for example in examples if fold_of(example.id) == fold]


def judged(tried: Iterable[tuple[Example, Sequence[float]]]) -> list[Judged]:
    """The lines of which somebody can say whether they are to be kept."""
    return [
        Judged(example.form, chance, keep)
        for example, chances in tried
        for chance, keep in zip(chances, example.keep, strict=True)
        if keep is not None
    ]


def quality(judged: Sequence[Judged]) -> Table:
    """Line precision and recall by form and bar."""
    table = Table("text", "lines", "to cut", *(f"{what} at {bar}" for bar in BARS for what in ("precision", "recall")))
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for form in dict.fromkeys(one.form for one in judged):
        lines = [one for one in judged if one.form == form]
        to_cut = sum(not one.keep for one in lines)
        table.add_row(form, str(len(lines)), str(to_cut), *(cell for bar in BARS for cell in _shares(lines, to_cut, bar)))
    return table


def _shares(lines: Sequence[Judged], to_cut: int, bar: float) -> tuple[str, str]:
    cut = [one for one in lines if one.chance >= bar]
    right = sum(not one.keep for one in cut)
    return f"{right / max(1, len(cut)):.3f}", f"{right / max(1, to_cut):.3f}"


# --- the program -------------------------------------------------------------------------------------------------------


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("card", type=click.Choice(CARDS))
@click.argument("corpora", metavar="CORPUS.jsonl.gz…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--labels", multiple=True, metavar="DIR", help="A folder of labelled documents, or DIR:000-059; may be given again.")
@click.option("--half", type=click.Choice(HALVES), default="look", show_default=True, help="Which documents.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=WEIGHTS, help="Where the weights go; into the package if not said.")
@click.option("--first", type=int, metavar="N", help="Only the first N documents of each, for a trial run.")
@click.option("--workers", type=int, default=2, show_default=True, help="Processes.")
def main(card: Card, corpora: tuple[Path, ...], labels: tuple[str, ...], half: str, output: Path, first: int | None, workers: int) -> None:
    """Fit a scorecard of the package and say how good it is on documents it has not seen."""
    with Pool(workers) as pool:
        examples: list[Example] = []
        for corpus in corpora:
            if card != "page":
                examples += chain.from_iterable(pool.imap(page_examples, islice(read_pages(corpus, half), first), chunksize=4))
            if card != "text":
                as_examples = web_page_examples if card == "page" else printed_examples
                examples += chain.from_iterable(pool.imap(as_examples, islice(read_web_pages(corpus, half), first), chunksize=4))
        for where in labels:
            documents = list(read_labels(where, half))[:first]
            examples += pool.map(partial(labelled_example, form="/".join(Path(where).parts[-2:])), documents, chunksize=4)
        tried = _tried(pool, examples, card)
        again = looked_at_again(examples, {example.id: chances for example, chances in tried}) if card == "page" else []
        tried_again = _tried(pool, again, "page_again") if again else []
    _say_and_write(card, examples, tried, output)
    if again:
        _say_and_write("page_again", again, tried_again, output)


Tried = list[tuple[Example, list[float]]]


def _tried(pool: PoolOfProcesses, examples: Sequence[Example], card: Card) -> Tried:
    return list(chain.from_iterable(pool.map(partial(unseen, examples=examples, card=card), range(FOLDS), chunksize=1)))


def _say_and_write(card: Card, examples: Sequence[Example], tried: Tried, folder: Path) -> None:
    """How good the weights are on what they have not seen; then those fitted on all."""
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(quality(judged(tried)))
    fitted = fit(examples, card)
    output = folder / f"{card}.toml"
    output.write_text(as_toml(fitted), encoding="utf-8")
    print(f"{output}: {len(fitted.facts)} facts from {len(examples)} texts")


if __name__ == "__main__":
    main()
