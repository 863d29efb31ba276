"""`goldenthread rate` on a long spreadsheet, in one process, with the one implementation of the rules."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random

from django.core.management import call_command

from bench.council import FRAMEWORK
from bench.timing import Measured

ROWS = 100_000
AIM = 20_000


def measure(folder: Path) -> Iterator[Measured]:
    """Rows judged a second, from file to file, beside the same file read and written again."""
    source, judged, copied = folder / "long.csv", folder / "judged.csv", folder / "copied.csv"
    _write(source)
    started = time.perf_counter()
    call_command("rate", str(source), framework=FRAMEWORK, out=judged, stderr=StringIO())
    taken = time.perf_counter() - started
    started = time.perf_counter()
    with source.open(newline="", encoding="utf-8") as read, copied.open("w", newline="", encoding="utf-8") as write:
        csv.writer(write).writerows(csv.reader(read))
    floor = time.perf_counter() - started
    yield Measured(
        name=f"rate, {ROWS:,} rows",
        value=ROWS / taken,
        floor=ROWS / floor,
        floor_is="the same CSV read and written again",
        unit="rows/s",
        aim=AIM,
    )


def _write(file: Path) -> None:
    random = Random(20260720)
    with file.open("w", newline="", encoding="utf-8") as out:
        write = csv.writer(out)
        write.writerow(("ref", "measure", "unit", "polarity", "target", "actual", "previous", "last_year"))
        for number in range(ROWS):
            figures = (f"{random.uniform(40, 99):.1f}" for _ in range(4))
            write.writerow((f"M{number}", f"Measure {number}", "%", random.choice(("high", "low")), *figures))
