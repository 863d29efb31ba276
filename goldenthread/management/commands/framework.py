"""`goldenthread framework`: list, check and read frameworks, with no database."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from textwrap import fill
from typing import Any

from django.core.management import CommandError, CommandParser

from goldenthread.imports import framework_files
from goldenthread.management.console import ConsoleCommand
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_words import Passage, describe
from goldenthread.rules.framework_yaml import FrameworkProblems

_MISTAKE = 2
_WIDTH = 100


class Command(ConsoleCommand):
    help = """Check, read and start frameworks: a council's rules as one text file.

A framework says how the plan is built, how figures are judged, who does what by when, when an exception report is due,
and what a committee's paper looks like. It is a text file (YAML) that a committee clerk can read and change."""
    examples = """
        goldenthread framework list                    # what comes with the software
        goldenthread framework show NAME               # its rules in sentences, ready for a committee
        goldenthread framework new my-council.yaml     # a copy to start from
        goldenthread framework check my-council.yaml   # every mistake, with its line and what to do
    """

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
        _add(verbs, "list", "the frameworks that come with the software")
        _add(verbs, "check", "say whether a framework can be used, and name every mistake").add_argument(
            "framework", metavar="FILE_OR_NAME", help="a file, or the name of a supplied framework"
        )
        _add(verbs, "show", "its rules in sentences; what is assumed is marked").add_argument(
            "framework", metavar="FILE_OR_NAME", help="a file, or the name of a supplied framework"
        )
        new = _add(verbs, "new", "write a copy of a supplied framework, to change")
        new.add_argument("file", metavar="FILE", type=Path, help="where to write it; an existing file is left alone")
        new.add_argument("--like", metavar="NAME", help="the supplied framework to copy (default: the first one)")

    def handle(self, *, verb: str, **options: Any) -> None:
        match verb:
            case "list":
                self._list()
            case "check":
                self._check(options["framework"])
            case "show":
                self._show(options["framework"])
            case _:
                self._new(options["file"], options["like"])

    def _list(self) -> None:
        for name in framework_files.names():
            framework = framework_files.load(name)
            self.stdout.write(f"{name}: {framework.title}, serving {framework.plan.name}")
            self.stdout.write(_indented(framework.interprets))

    def _check(self, wanted: str) -> None:
        framework = _load(wanted)
        counts = f"{len(framework.levels)} levels, {len(framework.cycle.stages)} stages, {len(framework.committees)}"
        self.stdout.write(f"{wanted} can be used: {framework.title} ({counts} committees).")
        if framework.assumptions:
            self.stdout.write(
                f"{len(framework.assumptions)} parts are marked as assumptions: `framework show` has them."
            )

    def _show(self, wanted: str) -> None:
        framework = _load(wanted)
        self.stdout.write(framework.title)
        self.stdout.write(_indented(framework.interprets))
        for passage in describe(framework):
            self.stdout.write(_printed(passage))
        if framework.assumptions:
            self.stdout.write("\n* An assumption: the public document does not say.")

    def _new(self, file: Path, like: str | None) -> None:
        name = like or framework_files.names()[0]
        if name not in framework_files.names():
            raise CommandError(
                f"No framework called “{name}” comes with the software: `goldenthread framework list` shows them.",
                returncode=_MISTAKE,
            )
        try:
            with file.open("x", encoding="utf-8") as new:
                new.write(framework_files.source(name))
        except FileExistsError:
            raise CommandError(
                f"{file} exists, and was left alone: choose another name.", returncode=_MISTAKE
            ) from None
        except OSError as error:
            raise CommandError(f"{file} cannot be written ({error.strerror}).", returncode=_MISTAKE) from None
        self.stdout.write(f"Wrote {file}, a copy of {name}. Change it, then: goldenthread framework check {file}")


def _add(verbs: _SubParsersAction[CommandParser], name: str, does: str) -> CommandParser:
    return verbs.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")


def _load(wanted: str) -> Framework:
    try:
        return framework_files.load(wanted)
    except FrameworkProblems as found:
        count = len(found.problems)
        total = f"{wanted} cannot be used yet: {count} {'problem' if count == 1 else 'problems'}."
        raise CommandError(f"{found}\n\n{total}", returncode=_MISTAKE) from None


def _printed(passage: Passage) -> str:
    lines = (
        fill(f"{'*' if sentence.assumed else '-'} {sentence.text}", _WIDTH, subsequent_indent="  ")
        for sentence in passage.sentences
    )
    return "\n".join(["", passage.heading, *lines])


def _indented(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
