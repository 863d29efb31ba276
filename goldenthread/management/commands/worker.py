"""`goldenthread worker`: does the work that waits in the outbox."""

from __future__ import annotations

import signal
import sys
import time
from _thread import interrupt_main
from datetime import date
from threading import Thread
from types import FrameType
from typing import Any

from django.core.management import CommandParser
from django.db import close_old_connections
from django.utils import timezone

from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.jobs.retention import delete_outlived
from goldenthread.management.console import ConsoleCommand

_SECONDS_BETWEEN_LOOKS = 1


class Command(ConsoleCommand):
    help = """Do the work that waits, until Ctrl-C; once a day, delete what is kept for a time only.

`goldenthread serve --with-worker` starts one; a larger council may run several, on several machines."""
    examples = """
        goldenthread worker           # keep looking for work
        goldenthread worker --once    # do what waits now, then stop
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing waits any more")

        parser.add_argument(
            "--until-input-closes", action="store_true", help="stop when standard input closes, as `serve` asks for"
        )

    def handle(self, *, once: bool, until_input_closes: bool, **_: Any) -> None:
        signal.signal(signal.SIGTERM, _stop)
        if until_input_closes:
            # A shell starts what runs in its background deaf to interrupts, and the worker would never end.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            Thread(target=_interrupt_when_input_closes, daemon=True).start()
        cleared: date | None = None
        while True:
            if cleared != timezone.localdate():
                cleared = timezone.localdate()
                delete_outlived(timezone.now(), cleared)
            while run_next(JOBS, timezone.now):
                pass
            if once:
                return
            close_old_connections()
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _interrupt_when_input_closes() -> None:
    sys.stdin.read()
    interrupt_main()


def _stop(_number: int, _frame: FrameType | None) -> None:
    # Between two looks this is a clean end; in the middle of a row its transaction is undone and the row claimed again.
    raise SystemExit(0)
