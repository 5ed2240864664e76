"""``cleaner batch INPUT… -o OUTPUT``: many documents. Exit 0 fine, 1 some documents have no article, 2 a wrong call."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click
from click.core import ParameterSource

from cleaner.api import Cleaner
from cleaner.batch.columns import Columns
from cleaner.batch.pool import PoolError
from cleaner.batch.progress import report, shown
from cleaner.batch.run import Run, RunError, run
from cleaner.batch.sources import InputError
from cleaner.batch.summary import Summary
from cleaner.batch.watch import Watch
from cleaner.commands.columns import with_columns
from cleaner.commands.complaints import fail, tell
from cleaner.commands.settings import complete_file, with_settings
from cleaner.engines import ENGINES, EngineError, engine_named
from cleaner.files import reason
from cleaner.settings import BATCH


def _in_range(name: str) -> click.IntRange | click.FloatRange:
    """The numbers that an option takes: those that a settings file may say."""
    number = BATCH[name]
    if isinstance(number.built_in, float):
        return click.FloatRange(number.least, number.most)
    return click.IntRange(int(number.least), int(number.most) if number.most else None)


@click.command(short_help="Clean many documents.")
@click.argument("inputs", metavar="INPUT…", nargs=-1, shell_complete=complete_file)
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="A .jsonl(.gz|.zst) or .parquet file, or a folder.")
@click.option("--report", "report_page", metavar="PAGE", type=click.Path(path_type=Path), help="Write PAGE, a web page with what was cut over the run.")
@click.option("--resume", is_flag=True, help="Take up a run that was ended; begin it where there is none.")
@click.option("--overwrite", is_flag=True, help="Replace what is at OUT, and forget an unfinished run.")
@with_columns
@click.option("--jobs", type=_in_range("jobs"), metavar="N", help="Worker processes.  [default: as many as there are cores]")
@click.option(
    "--engine", type=click.Choice(["local", *ENGINES]), default="local", show_default=True, help="Have many machines do it (pip install 'cleaner[ray]')."
)
@click.option("--timeout", type=_in_range("timeout"), metavar="SECONDS", help=f"What a document may take.  [default: {BATCH['timeout'].built_in:g}]")
@click.option("--memory", type=_in_range("memory"), metavar="MB", help=f"Megabytes that a worker may hold.  [default: {BATCH['memory'].built_in}]")
@click.option("--quiet", is_flag=True, help="Print nothing but what went wrong.")
@with_settings(
    batch=True,
    inputs="Name files of JSON Lines, Parquet or WARC, or folders.",
    output="Say where to write: -o out.parquet, -o out.jsonl, or a folder.",
)
def batch_command(
    cleaner: Cleaner,
    inputs: tuple[str, ...],
    output: Path,
    jobs: int,
    engine: str,
    resume: bool,
    overwrite: bool,
    columns: Columns,
    timeout: float,
    memory: int,
    report_page: Path | None,
    quiet: bool,
) -> None:
    """Clean the documents in files of JSON Lines, Parquet or WARC, and in folders.

    \b
    cleaner batch in.jsonl -o out.parquet              from any of these to JSON Lines, Parquet or a folder
    cleaner batch in.jsonl -o out.parquet --resume     go on after a crash
    cleaner batch in.jsonl -o out.parquet --report run.html   and show what was cut
    cleaner batch in.parquet -o out.parquet --text-column body --id-column key

    Rows come out in the order in which the documents came in, with the columns id, url, title, text, language, metadata,
    removed, removed_share, status and problem, and all columns of the input that were not read. Documents of which there is no
    article are also listed, with the reason, in OUT.quarantine.jsonl.
    """
    if resume and overwrite:
        fail(2, "--resume takes a run up, --overwrite begins anew: choose one")
    if engine != "local" and click.get_current_context().get_parameter_source("jobs") is ParameterSource.COMMANDLINE:
        fail(2, f"--jobs is for this machine; how much {engine} does at a time is in its own settings")
    try:
        everywhere = None if engine == "local" else engine_named(engine)
    except EngineError as error:
        fail(2, str(error))
    plan = Run(
        inputs=inputs,
        output=output,
        cleaner=cleaner,
        columns=columns,
        jobs=jobs,
        watch=Watch(timeout, memory * 1_000_000),
        resume=resume,
        overwrite=overwrite,
        engine=everywhere,
    )
    if report_page:
        _refuse(report_page, plan)
    try:
        if plan.is_finished:
            if report_page:
                _report(plan, report_page, None)
            _was_finished(plan, quiet)
        with shown(inputs, quiet or everywhere is not None) as seen:  # an engine shows its own progress
            summary = run(plan, seen)
    except (RunError, InputError) as error:
        fail(2, str(error))
    except KeyboardInterrupt:
        fail(130, f"interrupted; --resume takes it up, parts are in {plan.parts}")
    except PoolError as error:
        fail(1, str(error))
    except OSError as error:
        fail(1, f"{output}: cannot be written: {reason(error)}; --resume takes it up when that is mended")
    if report_page:
        _report(plan, report_page, summary)
    if not quiet:
        report(summary)
    if summary.duplicates:
        tell(f"{summary.duplicates:,} of {summary.documents:,} documents have an id that an earlier one has; all are in the output")
    if summary.quarantined:
        fail(1, f"{summary.quarantined:,} of {summary.documents:,} documents have no article: {plan.quarantine} says why")


def _refuse(page: Path, plan: Run) -> None:
    from cleaner.report.run import refusal  # the templates are needed for this alone

    if why := refusal(page, plan.output, tuple(map(Path, plan.inputs))):
        fail(2, why)


def _report(plan: Run, page: Path, summary: Summary | None) -> None:
    from cleaner.report.run import OutputError, write_report

    try:
        write_report(plan.output, page, summary)
    except OutputError as error:
        fail(1, str(error))
    except OSError as error:
        fail(1, f"{page}: cannot be written: {reason(error)}; the run itself is finished, --resume writes the report alone")


def _was_finished(plan: Run, quiet: bool) -> NoReturn:
    if plan.quarantine.exists():
        fail(1, f"{plan.output}: was finished before, and documents have no article: {plan.quarantine} says why")
    if not quiet:
        tell(f"{plan.output}: was finished before; --overwrite begins anew")
    sys.exit(0)
