"""The command. ``cleaner FILE`` cleans one document; words like ``batch`` in its place do other things."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from cleaner import __version__
from cleaner.commands.complaints import fail, let_go_of_output
from cleaner.files import reason

# Each command and where it is: the heavy libraries of one must not slow down the others.
_COMMANDS = {
    "file": "cleaner.commands.file:file_command",
    "batch": "cleaner.commands.batch:batch_command",
    "sites": "cleaner.commands.sites:sites_command",
    "rules": "cleaner.commands.rules:rules_command",
    "eval": "cleaner.commands.eval:eval_command",
    "diff": "cleaner.commands.diff:diff_command",
}
_DEFAULT = "file"
# What a full or broken disk says.
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class _Commands(click.Group):
    """Commands that are imported when they are asked for, and one that is meant when none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; standard output that cannot be written is told in one line, whichever command prints."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno not in _DISK:
                raise
            let_go_of_output()
            fail(1, f"standard output: cannot be written: {reason(error)}")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the command that is meant when none is named come first."""
        default = self.get_command(ctx, _DEFAULT)
        options = {option.name: option for option in (*(default.params if default else ()), *self.get_params(ctx))}
        with formatter.section("Options"):
            formatter.write_dl([told for option in options.values() if isinstance(option, click.Option) and (told := option.get_help_record(ctx))])
        self.format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Where nothing is named yet: a file, an option of the command that is meant, or the name of another."""
        default = self.get_command(ctx, _DEFAULT)
        assert default is not None
        own = default.make_context(_DEFAULT, [], parent=ctx, resilient_parsing=True)
        return [*super().shell_complete(ctx, incomplete), *default.shell_complete(own, incomplete), CompletionItem(incomplete, type="file")]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing and not args:
            return super().parse_args(ctx, args)  # a shell asks what could be here
        named = bool(args) and (args[0] in _COMMANDS or args[0] in (*ctx.help_option_names, "--version"))
        return super().parse_args(ctx, args if named else [_DEFAULT, *args])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar="FILE | COMMAND …")
@click.version_option(__version__, prog_name="cleaner")
def main(**_: Any) -> None:
    """Print the article in a file without the boilerplate around it.

    \b
    cleaner page.html                       print the article of a page; - is standard input
    cleaner page.html -o article.txt        write it to a file
    cleaner page.html --explain             list what is cut, and why
    cleaner page.html --report cuts.html    see what is cut, in its place
    cleaner batch in.jsonl -o out.parquet   clean many documents

    A file that is named like a command is ./NAME.
    """
