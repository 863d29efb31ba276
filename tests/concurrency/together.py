"""Several people at the same moment: each in a thread with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def together(*doings: Callable[[], Any]) -> list[Any]:
    """Do everything at once; what each gave, or the exception that stopped it, in the order of the arguments."""
    start = Barrier(len(doings))
    outcomes: list[Any] = [None] * len(doings)

    def run(place: int, doing: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            outcomes[place] = doing()
        except Exception as error:  # noqa: BLE001  # whatever stopped it is what the test asks about
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes
