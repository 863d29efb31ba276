"""The console: `goldenthread COMMAND …`. A mistake gets a sentence, never a stack trace."""

from __future__ import annotations

import logging
import os
import pkgutil
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from io import TextIOWrapper

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, get_commands, load_command_class

from goldenthread.management import commands
from goldenthread.rules.refusals import Refusal

_MISTAKE = 2
_FAILURE = 1
_INTERRUPTED = 130

# Django's own command that an installation needs; all its others work too, and are for people who write Django.
_BORROWED = {"migrate": "Bring the database up to date with this version."}

_INTRODUCTION = """\
Goldenthread: a council's performance, from the plan to the committee paper.

usage: goldenthread COMMAND …
       goldenthread COMMAND --help     what it does, with examples

To look around with a fictional council:  goldenthread demo --serve
To begin with your own:                   goldenthread init
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for done, 2 for a mistake that the message explains, 1 for a fault of ours.

    `--traceback` anywhere lets a fault show where it happened instead.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if "--traceback" in words:
        words.remove("--traceback")
        return _run(words)
    try:
        return _run(words)
    except (Refusal, CommandError, ImproperlyConfigured) as mistake:
        print(mistake, file=sys.stderr)
        return _MISTAKE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader, `head` for instance, has seen enough; without this Python complains once more as it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:  # noqa: BLE001 - the last line before the person
        return _explain(fault, words)


def _speak_utf8() -> None:
    # A file or a pipe on Windows would get the machine's own code page, which has no arrows and no proper minus.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    try:
        django.setup()
    except ValueError as wrong_setting:
        raise ImproperlyConfigured(str(wrong_setting)) from wrong_setting
    if not words or words[0] in {"help", "-h", "--help"}:
        print(_table_of_commands())
        return 0
    if words[0] == "--version":
        print(version("goldenthread"))
        return 0
    return _run_command(words[0], words[1:])


def _run_command(name: str, words: list[str]) -> int:
    applications = get_commands()
    if name not in applications:
        raise CommandError(_unknown(name))
    command = load_command_class(applications[name], name)
    # As Django's own console does: a wrong option is then explained to a person, not raised to a program.
    command._called_from_command_line = True  # type: ignore[attr-defined]
    options = vars(command.create_parser("goldenthread", name).parse_args(words))
    command.execute(*options.pop("args", ()), **options)
    return 0


def _unknown(name: str) -> str:
    likely = get_close_matches(name, [*_own_commands(), *_BORROWED], n=1)
    hint = f"did you mean “{likely[0]}”?" if likely else "`goldenthread` alone lists the commands."
    return f"There is no command “{name}”: {hint}"


def _own_commands() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def _table_of_commands() -> str:
    lines = {name: load_command_class("goldenthread", name).help for name in _own_commands()} | _BORROWED
    width = max(map(len, lines)) + 2
    rows = [f"  {name:<{width}}{text.strip().splitlines()[0]}" for name, text in sorted(lines.items())]
    return "\n".join([_INTRODUCTION, "commands:", *rows])


def _explain(fault: Exception, words: list[str]) -> int:
    logging.getLogger("goldenthread").exception("`goldenthread %s` failed", " ".join(words))
    print(
        f"Something went wrong that Goldenthread did not foresee ({type(fault).__name__}: {fault}).\n"
        f"The details are in {settings.LOG_FILE}; the same command with --traceback shows them here.",
        file=sys.stderr,
    )
    return _FAILURE
