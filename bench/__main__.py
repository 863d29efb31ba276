"""`python -m bench`: builds a council of 200 measures in a folder of its own, measures, prints, keeps the figures."""

from __future__ import annotations

import json
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.timing import Measured

LATEST = Path(__file__).parent / "latest.json"


def main() -> None:
    """Everything, in a database and with files that are gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "GOLDENTHREAD_HOME": folder,
            "GOLDENTHREAD_SECRET_KEY": "bench-only",
            "GOLDENTHREAD_HOSTS": "testserver",
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        }
        from goldenthread.config.wsgi import application  # what a server does before its first request

        del application
        logging.disable(logging.WARNING)
        measured, memory = [], {}
        print(f"{'':<56}{'median':>12}{'best':>10}{'floor':>12}{'times':>8}{'queries':>9}")
        for each in _all(Path(folder)):
            measured.append(each)
            memory[each.name] = _peak_memory()
            print(_line(each), flush=True)
        record = {"where": _where(), "peak_memory_mb": memory, "figures": [asdict(each) for each in measured]}
        LATEST.write_text(json.dumps(record, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
        print(f"\nPeak memory {_peak_memory()} MB. Kept in {LATEST.parent.name}/{LATEST.name}.")


def _all(folder: Path) -> Iterator[Measured]:
    import time_machine
    from django.core.management import call_command

    from bench import cards, council, integrated_council, pages, papers, rating

    call_command("migrate", verbosity=0)
    with time_machine.travel(council.NOW, tick=True):
        built = council.build()
        yield from pages.measure(built)
        yield from papers.measure(built)
    yield from rating.measure(folder)
    call_command("flush", verbosity=0, interactive=False)
    with time_machine.travel(council.NOW, tick=True):
        integrated = integrated_council.build()
        yield from cards.measure(integrated)
        yield from papers.integrated(integrated)


def _line(each: Measured) -> str:
    times = each.floor / each.value if each.unit == "rows/s" else each.value / each.floor
    best = "" if each.best is None else f"{each.best:,.0f}"
    asked = "" if each.queries is None else str(each.queries)
    missed = ""
    if each.aim is not None:
        missed_it = each.value < each.aim if each.unit == "rows/s" else each.value > each.aim
        missed = f"  aim {each.aim:,.0f}{', missed' if missed_it else ''}"
    value, floor = (f"{figure:,.{0 if figure >= 10 else 1}f} {each.unit}" for figure in (each.value, each.floor))
    return f"{each.name:<56}{value:>12}{best:>10}{floor:>12}{times:>7.1f}×{asked:>9}{missed}"


def _where() -> dict[str, Any]:
    return {
        "goldenthread": version("goldenthread"),
        "django": version("django"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "database": "SQLite",
    }


def _peak_memory() -> int | None:
    """The most memory this process ever held, in MB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
