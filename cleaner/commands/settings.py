"""The options that say how to clean: the same on every command that cleans."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from cleaner.api import Cleaner
from cleaner.commands.complaints import fail
from cleaner.commands.options import Command, with_options
from cleaner.config import PROFILES, Config
from cleaner.files import unreadable
from cleaner.languages import known_languages
from cleaner.model import CONTENT_CATEGORIES
from cleaner.phrase_files import parse_file, read_groups
from cleaner.rulefile import RuleFileError
from cleaner.settings import BATCH, COMMAND_LINE, Setting, SettingsError, config_of, find_settings, in_force, shown_settings

if TYPE_CHECKING:
    from cleaner.sites.table import Sites


def complete_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Let the shell complete the name of a file."""
    return [CompletionItem(incomplete, type="file")]


def _complete_language(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    return [CompletionItem(code) for code in ("auto", *known_languages()) if code.startswith(incomplete)]


_OPTIONS = (
    click.option(
        "--keep",
        multiple=True,
        metavar="CATEGORY",
        type=click.Choice([category.value for category in CONTENT_CATEGORIES]),
        help="Never cut this category (share, byline, …); may be given again.",
    ),
    click.option("--profile", type=click.Choice(PROFILES), help="How sure a cut must be.  [default: balanced]"),
    click.option(
        "--lang",
        "languages",
        multiple=True,
        metavar="CODE",
        shell_complete=_complete_language,
        help="Look for the phrases of this language alone, instead of those of the language that is found; may be given again.",
    ),
    click.option(
        "--rules",
        multiple=True,
        metavar="FILE",
        shell_complete=complete_file,
        help="Add the phrases in FILE, which cleaner rules check has checked; may be given again.",
    ),
    click.option("--without", multiple=True, metavar="RULE", help="Ignore a rule (share.share-bar) or category; may be given again."),
    click.option(
        "--sites",
        metavar="TABLE",
        shell_complete=complete_file,
        help="What repeats on hosts, as `cleaner sites learn` counted it; used where the address is known. '' is none.",
    ),
    click.option(
        "--config",
        "settings_file",
        metavar="FILE",
        shell_complete=complete_file,
        help="Take settings from FILE instead of a cleaner.toml or pyproject.toml here or above.",
    ),
    click.option("--show-config", is_flag=True, help="Print the settings in force and where each comes from, and clean nothing."),
)


def with_settings(batch: bool = False, **needed: str) -> Callable[[Command], Command]:
    """Give a command the options that say how to clean, and call it with the ``cleaner`` that they and a settings file make.

    ``needed`` are the parameters that the command cannot do without, each with what to say where it is missing.
    ``--show-config`` can do without: so they are declared as not required, and complained about here. Of a ``batch`` command
    the options that a settings file has too (``jobs``, ``timeout``, ``memory``) take their values from it where the command line is silent.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def called(*, settings_file: str | None, show_config: bool, **others: Any) -> None:
            context = click.get_current_context()
            said = {key: others.pop(key) for key in ("profile", "keep", "languages", "rules", "without")}
            said["languages"] = "auto" if said["languages"] == ("auto",) else said["languages"]
            said = {key: value for key, value in said.items() if value}
            if (sites := others.pop("sites")) is not None:
                said["sites"] = sites
            for name in BATCH if batch else ():
                if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                    said[f"batch.{name}"] = others[name]
            settings, cleaner = _settled(settings_file, said)
            if show_config:
                click.echo(shown_settings(settings), nl=False)
                sys.exit()
            for parameter in context.command.params:
                if parameter.name in needed and not others[parameter.name]:
                    raise click.MissingParameter(needed[parameter.name], ctx=context, param=parameter)
            of_batch = {name: settings[f"batch.{name}"].value for name in BATCH} if batch else {}
            command(cleaner=cleaner, **others | of_batch)

        return with_options(called, _OPTIONS)

    return decorate


def _settled(settings_file: str | None, said: dict[str, Any]) -> tuple[dict[str, Setting], Cleaner]:
    """The settings in force, and the cleaner that they make; where one is wrong, the command ends here."""
    try:
        settings = in_force(Path(settings_file) if settings_file is not None else find_settings(Path.cwd()), said)
        config = config_of({key: setting.value for key, setting in settings.items()})
    except OSError as error:
        fail(2, unreadable(error.filename, error))
    except (SettingsError, RuleFileError) as error:
        fail(2, *str(error).splitlines())
    except ValueError as error:
        fail(2, str(error))
    if unknown := _unknown_rule(said.get("without", ()), config):
        fail(2, f"unknown rule {unknown!r}: cleaner rules --category {unknown.partition('.')[0]} lists those there are")
    return settings, Cleaner(config, _sites(settings["sites"]))


def _sites(setting: Setting) -> Sites | None:
    if not setting.value:
        return None
    from cleaner.sites.table import Sites, SitesError  # seldom needed, and a command should start at once

    try:
        return Sites.load(setting.value)
    except SitesError as error:
        fail(2, str(error) if setting.origin == COMMAND_LINE else f"{setting.origin}: sites: {error}")


def _unknown_rule(without: Sequence[str], config: Config) -> str | None:
    """The first of these names that is neither a category nor a rule. Misspelled on the command line, it would do nothing."""
    named = [name for name in without if "." in name]
    if not named:
        return None
    from cleaner.catalogue import rules  # which reads all phrase files

    known = {f"{rule.category.value}.{rule.name}" for rule in rules()}
    for file in config.added:
        known |= {f"{group.category.value}.{group.rule}" for group, _ in read_groups(parse_file(file.text, file.name), file.name)}
    return next((name for name in named if name not in known), None)
