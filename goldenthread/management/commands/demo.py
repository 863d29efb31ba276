"""`goldenthread demo`: a fictional council to look around in."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command
from django.utils import timezone

from goldenthread.demo.build import build
from goldenthread.demo.doors import DOORS
from goldenthread.demo.signing_in import PASSWORD
from goldenthread.imports import framework_files
from goldenthread.management.console import ConsoleCommand
from goldenthread.models import Council, FrameworkVersion
from goldenthread.rules.periods import day_words


class Command(ConsoleCommand):
    help = """Load a fictional council: plan, people, three years of figures and a round under way.

It needs a database without a council in it; one is made if there is none. Loading takes a few seconds, once. Where a
fictional council is there already, its year under another framework gets a folder and a database of its own."""
    examples = """
        goldenthread demo --serve                # load it, then open the site
        goldenthread demo --today 2026-11-22     # as it would stand on another day
        goldenthread demo --framework NAME       # its year under another of the frameworks supplied
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", type=_day, help="the day to show it as of, year-month-day (default: today)", metavar="DATE"
        )
        parser.add_argument(
            "--framework",
            choices=framework_files.names(),
            default="",
            help="the rules to show it under, one of those that come with the software",
            metavar="NAME",
        )
        parser.add_argument("--serve", action="store_true", help="then serve the site, with the worker, until Ctrl-C")
        parser.add_argument("--port", type=int, default=8000, help="port to serve on (default: 8000)")

    def handle(self, *, today: date | None, framework: str, serve: bool, port: int, **_: Any) -> None:
        call_command("migrate", verbosity=0)
        council = Council.objects.first()
        if council is None:
            self._load(today or timezone.localdate(), framework)
        elif council.is_demo and framework and not FrameworkVersion.objects.filter(name=framework).exists():
            self._beside(today, framework, serve, port)
            return
        elif council.is_demo:
            self.stdout.write(f"{council.name} is loaded already.")
        else:
            raise CommandError(
                f"This database belongs to {council.name}, and a demo would mix with its records. Load the demo into "
                "another: set DATABASE_URL, or GOLDENTHREAD_HOME for a folder of its own."
            )
        self._ways_in(port)
        if serve:
            call_command("serve", port=port, with_worker=True)

    def _beside(self, today: date | None, framework: str, serve: bool, port: int) -> None:
        """Load it, or find it loaded, in a folder of its own within the home folder: a database holds one council."""
        home = settings.HOME / "demos" / framework
        self.stdout.write(f"Another framework’s year is loaded here already: this one has a folder of its own, {home}.")
        self.stdout.flush()
        words = ["demo", "--framework", framework, "--port", str(port)]
        words += ["--today", today.isoformat()] if today else []
        words += ["--serve"] if serve else []
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "goldenthread", *words],
            env=os.environ | {"GOLDENTHREAD_HOME": str(home), "DATABASE_URL": ""},
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.returncode)

    def _load(self, today: date, framework: str) -> None:
        self.stdout.write(f"Loading a fictional council as of {day_words(today)} …")
        build(today, self._say, framework)
        self.stdout.write("Loaded.")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _ways_in(self, port: int) -> None:
        width = max(len(door.title) for door in DOORS) + 2
        lines = "\n".join(f"  {door.title:<{width}}{door.email}" for door in DOORS)
        self.stdout.write(
            f"\nGo in as\n{lines}\n\nPassword for everybody: {PASSWORD}\n"
            f"Address, while it is served: http://127.0.0.1:{port}\n"
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date: write year-month-day, such as 2026-11-22.") from None
