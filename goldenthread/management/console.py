"""What every command of the `goldenthread` console has in common."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from textwrap import dedent, indent
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class ConsoleCommand(BaseCommand):
    """A command that teaches itself.

    `help` begins with one sentence, which the table of commands shows; more may follow after a blank line. `examples`
    are lines that can be pasted into a terminal, a remark after `#`.
    """

    examples = ""
    requires_system_checks = ()
    # Django's own options are for people who write Django; they still work, and `--help` is about the command alone.
    suppressed_base_arguments = {  # noqa: RUF012 - Django declares it so
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser, with the text laid out as it was written and the examples at its end."""
        kwargs.setdefault("formatter_class", RawDescriptionHelpFormatter)
        if self.examples:
            kwargs.setdefault("epilog", "examples:\n" + indent(dedent(self.examples).strip(), "  "))
        return super().create_parser(prog_name, subcommand, **kwargs)
