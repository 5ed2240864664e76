"""``cleaner eval DIR``: documents cleaned by hand. Exit 0 fine, 1 --min-f1 was not reached, 2 a wrong call or case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cleaner.api import Cleaner
from cleaner.cases import CaseError, cases_in, read_case
from cleaner.commands.complaints import fail
from cleaner.commands.listing import FORMS, listed
from cleaner.commands.settings import with_settings
from cleaner.evaluation import Evaluated, Score, by_category, evaluate
from cleaner.safe import safe, safe_json

# Characters of a line that a report shows.
_SHOWN = 100


@click.command(short_help="Score documents that you cleaned by hand.")
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--min-f1", type=click.FloatRange(0, 1), metavar="F", help="Exit 1 where the F1 of all lines together is below F (0 to 1).")
@click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True, help="How to print it; csv: a line a case.")
@with_settings(folder="Name a folder of documents cleaned by hand, in the form of golden/.")
def eval_command(cleaner: Cleaner, folder: Path, min_f1: float | None, form: str) -> None:
    """Clean documents that you cleaned by hand, and tell what was judged otherwise.

    DIR holds a folder for each document, at any depth, with input.txt, input.md or input.html, and expected.txt: what is to be
    left of it. Precision and recall count the lines that are removed; lost text is counted in characters of what you kept.
    """
    paths = cases_in(folder)
    if not paths:
        fail(2, f"{folder}: no case there; a case is a folder with input.txt and expected.txt")
    try:
        done = [evaluate(read_case(path, folder), cleaner) for path in paths]
    except CaseError as error:
        fail(2, str(error))
    total = sum((one.score for one in done), Score())
    if form == "json":
        _print_json(done, total)
    elif form == "csv":
        listed(({"case": one.name, "same": one.same, **_figures(one.score)} for one in done), form)
    else:
        _print_report(done, total)
    if min_f1 is not None and total.f1 < min_f1:
        fail(1, f"F1 {total.f1:.3f} is below {min_f1:g}")


def _figures(score: Score) -> dict[str, Any]:
    return {
        "rightly_removed": score.right,
        "wrongly_removed": score.wrong,
        "wrongly_kept": score.missed,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "lost_share": round(score.lost_share, 6),
    }


def _print_json(done: Sequence[Evaluated], total: Score) -> None:
    import json

    cases = [
        {"case": one.name, "same": one.same, **_figures(one.score), "misses": [miss._asdict() for miss in one.misses]}
        for one in done
    ]
    categories = {name: {"wrongly_removed": removed, "wrongly_kept": kept} for name, removed, kept in by_category(done)}
    click.echo(safe_json(json.dumps({"total": _figures(total), "categories": categories, "cases": cases}, ensure_ascii=False, indent=2)))


def _print_report(done: Sequence[Evaluated], total: Score) -> None:
    for one in done:
        click.echo(f"{'same ' if one.same else 'other'}  {safe(one.name)}")
        for miss in one.misses:
            rule = f"{miss.category}.{miss.rule}" if miss.rule else "no rule saw it"
            click.echo(f"       line {miss.line}: {miss.kind} ({rule}): {safe(miss.text)[:_SHOWN]}")
    if missed := by_category(done):
        click.echo(f"\n{'category':<16}{'wrongly removed':>16}{'wrongly kept':>16}")
        for name, removed, kept in missed:
            click.echo(f"{name:<16}{removed:>16}{kept:>16}")
    same = sum(one.same for one in done)
    click.echo(f"\n{len(done)} cases, {same} the same as by hand")
    click.echo(f"precision {total.precision:.3f}, recall {total.recall:.3f}, F1 {total.f1:.3f}, text lost {total.lost_share:.2%}")
