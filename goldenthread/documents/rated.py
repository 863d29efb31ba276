"""A judged spreadsheet as CSV, JSON or a table for a terminal."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from goldenthread.rules.rating import RESULTS, Rating, column_named
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED, STATUSES
from goldenthread.rules.values import parse_number

_FORMULA_STARTS: Final = frozenset("=+-@\t\r")
_SHOWN: Final = {"ref": 12, "measure": 44, "actual": 12, "target": 12}


@dataclass(frozen=True, slots=True)
class RatedTable:
    """The table that came in, and beside each row what it came to: a rating, or the sentence why there is none."""

    headers: tuple[str, ...]
    rows: Sequence[tuple[Sequence[str], Rating | str]]


def all_headers(table: RatedTable) -> list[str]:
    """The table's own headings, then the results'. A column that already has a result's name is kept as "… (given)"."""
    return [f"{header} (given)" if header in RESULTS else header for header in table.headers] + list(RESULTS)


def to_csv(table: RatedTable) -> str:
    """Comma-separated text. Words that a spreadsheet would take for a formula get an apostrophe in front, so that
    "=…" in a commentary stays words; numbers, negative ones included, are left alone."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_harmless, all_headers(table)))
    writer.writerows([*map(_harmless, cells), *results] for cells, results in _all_cells(table))
    return out.getvalue()


def to_json(table: RatedTable) -> str:
    """A list with an object for each row; every value is text, as it came."""
    headers = all_headers(table)
    rows = [dict(zip(headers, (*cells, *results), strict=True)) for cells, results in _all_cells(table)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def to_table(table: RatedTable) -> str:
    """Columns for reading in a terminal, and under them how many of each status."""
    places = {column_named(header): place for place, header in enumerate(table.headers)}
    shown = [name for name in _SHOWN if name in places]
    lines = [[*shown, "status", "direction", "direction_year"]]
    for cells, (status, *directions, _) in _all_cells(table):
        meaning = STATUSES.get(status)
        word = f"{meaning.shape} {meaning.word}" if meaning else "not judged"
        lines.append([*(_short(cells[places[name]], _SHOWN[name]) for name in shown), word, *directions])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([*text, "", summary(table)]) + "\n"


def summary(table: RatedTable) -> str:
    """How many of each status: "42 rated: 30 on target, 12 off target. 3 no target. 1 not judged."."""
    counts = Counter(result.status for _, result in table.rows if isinstance(result, Rating))
    bad = len(table.rows) - counts.total()
    rated = ", ".join(f"{counts[code]} {STATUSES[code].word.lower()}" for code in RATED if counts[code])
    parts = [f"{sum(counts[code] for code in RATED)} rated{f': {rated}' if rated else ''}"]
    parts += [
        f"{counts[code]} {STATUSES[code].word.lower()}" for code in STATUSES if code not in RATED and counts[code]
    ]
    return ". ".join([*parts, *([f"{bad} not judged"] if bad else [])]) + "."


def _all_cells(table: RatedTable) -> Iterator[tuple[Sequence[str], tuple[str, ...]]]:
    for cells, result in table.rows:
        yield cells, result.cells() if isinstance(result, Rating) else ("", "", "", f"Not judged: {result}")


def _harmless(cell: str) -> str:
    if cell[:1] not in _FORMULA_STARTS or not cell:
        return cell
    try:
        parse_number(cell)
    except Refusal:
        return f"'{cell}"
    return cell


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
