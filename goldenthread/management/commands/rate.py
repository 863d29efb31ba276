"""`goldenthread rate`: judge a spreadsheet, with no database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser

from goldenthread.documents.rated import RatedTable, summary, to_csv, to_json, to_table
from goldenthread.imports import framework_files
from goldenthread.imports.tables import RowProblem, Sheet, read_table
from goldenthread.management.arguments import column_for, tolerance
from goldenthread.management.console import ConsoleCommand
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_yaml import FrameworkProblems
from goldenthread.rules.rating import COLUMNS, RESULTS, BadCell, Rater, Rating

_FORMATS = {"csv": to_csv, "json": to_json, "table": to_table}
_MISTAKE = 2
_PROBLEMS_SHOWN = 50


class Command(ConsoleCommand):
    help = (
        """Judge a spreadsheet: status, directions and the reason for each row.

It reads CSV, Excel (.xlsx) or OpenDocument (.ods) and writes the same rows with four columns more. Nothing is stored
and no database is needed, so it is the way to try a tolerance on last year's scorecard.

Columns it reads, in any order; it needs polarity, actual and a target (or a range), and keeps all others:
"""
        + "\n".join(f"  {name:<15} {meaning}" for name, meaning in COLUMNS.items())
        + f"""

Columns it adds: {", ".join(RESULTS)}. A row that cannot be judged is named,
with the column and what to do, and the others are judged all the same. A 0 that may mean "none" is asked about, and
judged as it stands. In CSV, words that begin with = + - or @ get an apostrophe in front, so that they stay words."""
    )
    examples = """
        goldenthread rate scorecard.csv --framework my-council.yaml --format table
        goldenthread rate scorecard.csv --framework my-council.yaml --tolerance 5 --out judged.csv
        goldenthread rate kpis.xlsx --framework my-council.yaml --map "KPI ref=ref" --map "This quarter=actual"
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the spreadsheet to judge")
        parser.add_argument("--framework", metavar="NAME_OR_FILE", required=True, help="whose rules to judge by")
        parser.add_argument(
            "--tolerance",
            metavar="N",
            type=tolerance,
            help="how far off target is still amber, instead of the framework's (a row's own amber_within still wins)",
        )
        parser.add_argument(
            "--map",
            metavar="HEADING=COLUMN",
            type=column_for(COLUMNS),
            action="append",
            default=[],
            help="a heading of the file and the column it stands for; may be repeated",
        )
        parser.add_argument("--format", choices=sorted(_FORMATS), default="csv", help="default: csv")
        parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file, not to the screen")

    def handle(
        self, *, file: Path, framework: str, tolerance: Decimal | None, out: Path | None, **options: Any
    ) -> None:
        rules = _framework(framework)
        rule = rules.status_rule()
        if tolerance is not None:
            rule = rule.with_changes({"amber_within": tolerance})
        sheet = read_table(file, renamed=dict(options["map"]))
        rater = Rater(sheet.headers, rule, rules.direction_rule(), rules.status_words)
        table, problems = _judged(sheet, rater)
        self._name(file, problems)
        self._name(file, _questions(sheet, rater, {problem.row for problem in problems}))
        write = _FORMATS[options["format"]]
        self._write(write(table), out, with_mark=write is to_csv)
        if out is not None or write is not to_table:
            self.stderr.write(f"{file.name}: {summary(table)}")
        if len(problems) >= len(table.rows):
            raise CommandError(f"No row of {file.name} could be judged.", returncode=_MISTAKE)

    def _name(self, file: Path, problems: Sequence[RowProblem]) -> None:
        for problem in problems[:_PROBLEMS_SHOWN]:
            self.stderr.write(f"{file.name}, {_small(str(problem))}")
        if len(problems) > _PROBLEMS_SHOWN:
            self.stderr.write(f"{file.name}: and {len(problems) - _PROBLEMS_SHOWN} more like these.")

    def _write(self, text: str, out: Path | None, *, with_mark: bool) -> None:
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            # Excel reads a CSV file as UTF-8 only where it begins with this mark.
            out.write_text(text, encoding="utf-8-sig" if with_mark else "utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{out} cannot be written ({error.strerror}).", returncode=_MISTAKE) from None


def _framework(wanted: str) -> Framework:
    try:
        return framework_files.load(wanted)
    except FrameworkProblems as found:
        raise CommandError(
            f"{found}\n\n{wanted} cannot be used until this is put right.", returncode=_MISTAKE
        ) from None


def _judged(sheet: Sheet, rater: Rater) -> tuple[RatedTable, list[RowProblem]]:
    rows: list[tuple[Sequence[str], Rating | str]] = []
    problems = list(sheet.problems)
    for number, cells in sheet.rows:
        result = rater.rate(cells)
        if isinstance(result, BadCell):
            problems.append(RowProblem(number, result.column, result.sentence))
            rows.append((cells, result.sentence))
        else:
            rows.append((cells, result))
    return RatedTable(sheet.headers, rows), sorted(problems, key=lambda problem: problem.row)


def _questions(sheet: Sheet, rater: Rater, unread: Collection[int]) -> list[RowProblem]:
    return [
        RowProblem(number, "", f"{cells[0]}: {doubt.question}")
        for number, cells in sheet.rows
        if number not in unread
        for doubt in rater.doubts(cells)
    ]


def _small(text: str) -> str:
    return text[0].lower() + text[1:]
