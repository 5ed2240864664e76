"""``cleaner rules``: what rules there are, which languages have what, and what is wrong with somebody's own phrase file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cleaner.cases import CaseError, cases_in, read_case
from cleaner.catalogue import WITHOUT_PHRASES, coverage, rules
from cleaner.commands.complaints import fail, tell
from cleaner.commands.listing import FORMS, listed
from cleaner.commands.settings import complete_file
from cleaner.files import unreadable
from cleaner.languages import known_languages
from cleaner.model import CONTENT_CATEGORIES
from cleaner.phrase_files import ANY_LANGUAGE, parse_file, read_groups
from cleaner.rulefile import RuleFileError, read_rule_file
from cleaner.safe import safe

_FORMAT = click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True, help="How to print it.")
_CATEGORIES = [category.value for category in CONTENT_CATEGORIES]


@click.group(invoke_without_command=True, short_help="List the rules and languages; check phrases of your own.", subcommand_metavar="[COMMAND …]")
@click.option("--language", "languages", multiple=True, type=click.Choice(known_languages()), metavar="CODE", help="Of this language; may be given again.")
@click.option("--category", "categories", multiple=True, type=click.Choice(_CATEGORIES), metavar="NAME", help="Of this category; may be given again.")
@_FORMAT
@click.pass_context
def rules_command(context: click.Context, languages: tuple[str, ...], categories: tuple[str, ...], form: str) -> None:
    """List the rules: category.rule, how it is found, its languages and phrases, how often it fired in the golden cases, an example.

    \b
    cleaner rules --category share     the rules that cut share buttons
    cleaner rules languages            what each language covers
    cleaner rules check own.toml       is this phrase file fit for --rules?

    The name in the first column is what --without takes.
    """
    if context.invoked_subcommand:
        return
    found = rules(languages or None, [category for category in CONTENT_CATEGORIES if not categories or category in categories])
    listed(
        (
            {
                "rule": f"{rule.category.value}.{rule.name}",
                "found_by": rule.found_by,
                "languages": rule.languages,
                "phrases": rule.phrases,
                "fired": rule.fired,
                "example": rule.example,
            }
            for rule in found
        ),
        form,
    )


@rules_command.command("languages", short_help="List what each language covers.")
@click.option("--golden", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Cases to look for gaps in.  [default: golden, if there]")
@_FORMAT
def languages_command(golden: Path | None, form: str) -> None:
    """List the languages: groups and phrases, categories without a phrase, and without a golden case where there are cases."""
    folder = golden or (Path("golden") if Path("golden").is_dir() else None)
    proven = _proven(folder) if folder else {}
    rows = []
    for language in coverage():
        row = {
            "language": language.code,
            "groups": language.groups,
            "phrases": language.phrases,
            "without_phrase": [category.value for category in language.without_phrase],
        }
        if folder:
            row["cases"] = len(proven.get(language.code, ()))
            covered = {name for names in proven.get(language.code, ()) for name in names}
            row["without_case"] = [name for name in _CATEGORIES if name not in covered and name not in WITHOUT_PHRASES]
        rows.append(row)
    listed(rows, form)


def _proven(folder: Path) -> dict[str, list[frozenset[str]]]:
    """By language, the categories that each of its cases proves a rule of."""
    proven: dict[str, list[frozenset[str]]] = {}
    for path in cases_in(folder):
        try:
            case = read_case(path)
        except CaseError as error:
            fail(2, str(error))
        proven.setdefault(case.language or "", []).append(frozenset(rule.partition(".")[0] for rule in case.rules))
    return proven


@rules_command.command("check")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, shell_complete=complete_file)
def check_command(files: tuple[str, ...]) -> None:
    """Check phrase files of your own, which --rules takes. Each complaint is FILE:LINE:COLUMN: what is wrong. Exit 2 for any."""
    wrong = False
    for file in files:
        try:
            own = read_rule_file(file)
        except RuleFileError as error:
            wrong = True
            for complaint in error.complaints:
                click.echo(safe(str(complaint)), err=True)
        except OSError as error:
            wrong = True
            tell(unreadable(file, error))
        else:
            groups = list(read_groups(parse_file(own.text, own.name), own.name))
            phrases = sum(len(phrases) for _, phrases in groups)
            where = "any language" if own.language == ANY_LANGUAGE else f"language {own.language}"
            click.echo(safe(f"{file}: {len(groups)} groups, {phrases} phrases, for {where}; use it with --rules {file}"))
    if wrong:
        sys.exit(2)
