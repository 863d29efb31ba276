"""`goldenthread import`: files into the council, previewed first."""
# ruff: noqa: N999 - a command has the name of its file, and people call this "import"

from __future__ import annotations

import csv
from argparse import ArgumentTypeError, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from datetime import date
from pathlib import Path
from textwrap import dedent, fill
from typing import Any

from django.core.management import CommandError, CommandParser
from django.utils import timezone

from goldenthread.access import Actor, actor_for
from goldenthread.imports.kinds import FILE_KINDS
from goldenthread.imports.ledger import COLUMNS as LEDGER_COLUMNS
from goldenthread.imports.ledger import LedgerWishes, load_ledger
from goldenthread.imports.loading import Outcome, load
from goldenthread.imports.outturn import load_outturn
from goldenthread.imports.projects_file import COLUMNS as PROJECT_COLUMNS
from goldenthread.imports.projects_file import ProjectWishes, load_projects
from goldenthread.imports.scorecard import ScorecardOutcome, Wishes, load_scorecard
from goldenthread.imports.scorecard_rows import COLUMNS
from goldenthread.imports.service_actions_file import COLUMNS as ACTION_COLUMNS
from goldenthread.imports.service_actions_file import ActionWishes, load_actions
from goldenthread.imports.tables import read_table, require
from goldenthread.management.arguments import column_for, tolerance
from goldenthread.management.console import ConsoleCommand
from goldenthread.models import User
from goldenthread.rules.money import Unit, parse_pence
from goldenthread.rules.periods import year_containing
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import WORDS

_MISTAKE = 2
_PROBLEMS_SHOWN = 50
_COUNTED = (
    ("measures", "measures"),
    ("rules", "rules of judging"),
    ("targets", "targets"),
    ("values", "figures for the period"),
    ("earlier_values", "figures of earlier periods"),
    ("notes", "comments"),
)
_EFFECTS = ("added", "set", "changed", "unchanged")


class Command(ConsoleCommand):
    help = """Load a file into the council: a scorecard, projects, actions of service plans, a ledger, or set-up.

Without --load nothing is kept: you see what would be made, what would change, and every row that cannot be used, with
the column and what to do. With --load everything in the file is loaded, or nothing is."""
    examples = """
        goldenthread import scorecard q1.csv --as ada@anytown.example --period "Q1 2026/27" --committee ENV \\
            --map "KPI ref=ref" --map "This quarter=actual"
        goldenthread import scorecard q1.csv --as ada@anytown.example --period "Q1 2026/27" --questions ask.csv
        goldenthread import scorecard q1.csv --as ada@anytown.example --period "Q1 2026/27" --answers ask.csv --load
        goldenthread import projects portfolio-2023.csv --as ada@anytown.example --services create \\
            --directorate "DEPT=Departments"
        goldenthread import measures measures.csv --as ada@anytown.example --load
        goldenthread import budget ledger.xlsx --as fay@anytown.example --on 2026-09-30 \\
            --control actual=1,234,567.89 --map "Cost centre=code" --map "YTD=actual"
        goldenthread import outturn RSX.ods --as fay@anytown.example --on 2025-03-31 --authority Trafford \\
            --service FIN --load
    """

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND", title="kinds of file")
        _scorecard_arguments(kinds)
        _project_arguments(kinds)
        _action_arguments(kinds)
        _ledger_arguments(kinds)
        for kind in FILE_KINDS.values():
            columns = "\n".join(f"  {column.heading:<18} {column.about}" for column in kind.columns)
            _add(kinds, kind.code, f"{kind.title.lower()}, from a file", f"{kind.about} Columns:\n\n{columns}")

    def handle(self, *, kind: str, file: Path, actor: str, load: bool, **options: Any) -> None:
        content = _content(file)
        by = _actor(actor)
        if kind == "scorecard":
            self._scorecard(by, file, content, keep=load, options=Namespace(**options))
        elif kind == "projects":
            self._projects(by, file, content, keep=load, options=Namespace(**options))
        elif kind == "service-actions":
            self._service_actions(by, file, content, keep=load, options=Namespace(**options))
        elif kind in ("budget", "outturn"):
            self._ledger(by, file, content, keep=load, options=Namespace(**options))
        else:
            self._set_up(by, kind, file, content, keep=load)

    # Set-up -----------------------------------------------------------------------------------------------------------

    def _set_up(self, by: Actor, kind: str, file: Path, content: bytes, *, keep: bool) -> None:
        outcome: Outcome = load(
            by=by, at=timezone.now(), kind=FILE_KINDS[kind], content=content, name=file.name, keep=keep
        )
        for line in outcome.lines:
            if line.effect != "unchanged":
                self.stdout.write(f"row {line.row}, {line.effect}: {line.what}")
        self._problems(file, [str(problem) for problem in outcome.problems])
        counts = ", ".join(f"{number} {effect}" for effect, number in outcome.counts.items()) or "no rows"
        self._close(file, counts, keep=keep, loaded=outcome.loaded, faulty=bool(outcome.problems))

    # Projects ---------------------------------------------------------------------------------------------------------

    def _projects(self, by: Actor, file: Path, content: bytes, *, keep: bool, options: Namespace) -> None:
        wishes = ProjectWishes(
            directorate=options.directorate,
            create_services=options.services == "create",
            committee=options.committee,
            year=options.year,
        )
        outcome = load_projects(
            by=by,
            at=timezone.now(),
            content=content,
            name=file.name,
            wishes=wishes,
            keep=keep,
            columns=dict(options.map),
        )
        for made in outcome.made:
            self.stdout.write(f"{'' if outcome.loaded else 'would be '}made: {made}")
        for remark in outcome.remarks:
            self.stdout.write(fill(remark, 110, subsequent_indent="  ", break_on_hyphens=False))
        self._problems(file, [str(problem) for problem in outcome.problems])
        counts = ", ".join(f"{number} {effect}" for effect, number in outcome.counts.items()) or "no rows"
        self._close(file, counts, keep=keep, loaded=outcome.loaded, faulty=bool(outcome.problems))

    # Service plans ----------------------------------------------------------------------------------------------------

    def _service_actions(self, by: Actor, file: Path, content: bytes, *, keep: bool, options: Namespace) -> None:
        as_at: date = options.as_at
        wishes = ActionWishes(
            as_at=as_at,
            starts=options.starts or year_containing(as_at, "financial").start,
            directorate=options.directorate,
            services=dict(options.service),
        )
        outcome = load_actions(by=by, at=timezone.now(), content=content, name=file.name, wishes=wishes, keep=keep)
        for made in outcome.made:
            self.stdout.write(f"{'' if outcome.loaded else 'would be '}made: {made}")
        for remark in outcome.remarks:
            self.stdout.write(fill(remark, 110, subsequent_indent="  ", break_on_hyphens=False))
        self._problems(file, [str(problem) for problem in outcome.problems])
        counts = ", ".join(f"{number} {effect}" for effect, number in outcome.counts.items()) or "no rows"
        self._close(file, counts, keep=keep, loaded=outcome.loaded, faulty=bool(outcome.problems))

    # Money ------------------------------------------------------------------------------------------------------------

    def _ledger(self, by: Actor, file: Path, content: bytes, *, keep: bool, options: Namespace) -> None:
        unit: Unit = getattr(options, "unit", "£k")
        wishes = LedgerWishes(
            ends=options.ends,
            controls={column: parse_pence(total, unit) for column, total in options.control},
            unit=unit,
            columns=dict(getattr(options, "map", ())),
            service=options.service,
            flip=getattr(options, "income_positive", False),
        )
        at = timezone.now()
        if "authority" in options:
            outcome = load_outturn(
                by=by, at=at, content=content, name=file.name, authority=options.authority, wishes=wishes, keep=keep
            )
        else:
            outcome = load_ledger(by=by, at=at, content=content, name=file.name, wishes=wishes, keep=keep)
        for row, effect, what in outcome.lines:
            if effect != "unchanged":
                self.stdout.write(f"row {row}, {effect}: {what}")
        self._problems(file, [str(problem) for problem in outcome.problems])
        if outcome.agreed:
            self.stdout.write(f"agrees with its control totals: {', '.join(outcome.agreed)}")
        if outcome.left_out:
            self.stdout.write(outcome.left_out)
        counts = ", ".join(f"{number} {effect}" for effect, number in outcome.counts.items()) or "no rows"
        self._close(file, counts, keep=keep, loaded=outcome.loaded, faulty=bool(outcome.problems))

    # A scorecard ------------------------------------------------------------------------------------------------------

    def _scorecard(self, by: Actor, file: Path, content: bytes, *, keep: bool, options: Namespace) -> None:
        wishes = Wishes(
            period=options.period,
            committee=options.committee,
            directorate=options.directorate,
            create_services=options.services == "create",
            tolerance=options.tolerance,
            columns=dict(options.map),
            answers=_answers(options.answers) | dict(options.answer),
            accept_all=options.accept_all,
        )
        outcome = load_scorecard(by=by, at=timezone.now(), content=content, name=file.name, wishes=wishes, keep=keep)
        self._describe(outcome)
        self._problems(file, [str(problem) for problem in outcome.problems])
        self._ask(file, outcome, options.questions)
        self._close(
            file,
            f"{outcome.rows} rows for {outcome.period.long_label}",
            keep=keep,
            loaded=outcome.loaded,
            faulty=bool(outcome.problems or outcome.questions),
        )

    def _describe(self, outcome: ScorecardOutcome) -> None:
        done = "" if outcome.loaded else "would be "
        for made in outcome.made:
            self.stdout.write(f"{done}made: {made}")
        for what, words in _COUNTED:
            said = [f"{n} {effect}" for effect in _EFFECTS if (n := outcome.counts.get(f"{what}_{effect}", 0))]
            if said:
                self.stdout.write(f"{words}: {', '.join(said)}")
        if outcome.counts.get("no_value"):
            self.stdout.write(f"rows without a figure: {outcome.counts['no_value']}")
        for remark in outcome.remarks:
            self.stdout.write(fill(remark, 110, subsequent_indent="  ", break_on_hyphens=False))
        if outcome.compared:
            agreeing = outcome.compared - len(outcome.differing)
            self.stdout.write(f"agrees with the published status in {agreeing} of {outcome.compared}")
        for each in outcome.differing:
            published, status = WORDS[each.published].lower(), WORDS[each.status].lower()
            self.stdout.write(f"  {each.ref}: published as {published}, here {status}, because {each.sentence}")

    def _ask(self, file: Path, outcome: ScorecardOutcome, template: Path | None) -> None:
        if template is not None:
            _write_questions(template, outcome)
            self.stdout.write(f"{len(outcome.questions)} questions written to {template}")
        for question in outcome.questions:
            self.stderr.write(f"{file.name}, row {question.row}, {question.name} = {question.typed or 'blank'}:")
            self.stderr.write(f"  {question.sentence} ({question.choices})")
        if outcome.questions:
            example = outcome.questions[0].name
            self.stderr.write(
                dedent(f"""
                {len(outcome.questions)} questions are open, and nothing is loaded before they are answered:
                  one by one          --answer "{example}=keep"
                  in a spreadsheet    --questions ask.csv, then --answers ask.csv
                  as the file has it  --accept-all""")
            )

    def _problems(self, file: Path, problems: list[str]) -> None:
        for problem in problems[:_PROBLEMS_SHOWN]:
            self.stderr.write(f"{file.name}, {problem[0].lower()}{problem[1:]}")
        if len(problems) > _PROBLEMS_SHOWN:
            self.stderr.write(f"{file.name}: and {len(problems) - _PROBLEMS_SHOWN} more like these.")

    def _close(self, file: Path, counts: str, *, keep: bool, loaded: bool, faulty: bool) -> None:
        if loaded:
            self.stdout.write(f"{file.name} is loaded: {counts}.")
        elif keep:
            raise CommandError(f"Nothing of {file.name} was loaded.", returncode=_MISTAKE)
        else:
            how = "Put these right first." if faulty else "The same with --load keeps it."
            self.stdout.write(f"{file.name}: {counts}. This was a preview, and nothing was kept. {how}")


def _add(kinds: _SubParsersAction[CommandParser], code: str, does: str, more: str) -> CommandParser:
    parser = kinds.add_parser(code, help=does, description=more, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV, Excel (.xlsx) or OpenDocument (.ods) file")
    parser.add_argument("--as", dest="actor", metavar="EMAIL", required=True, help="whose account loads it")
    wish = parser.add_mutually_exclusive_group()
    wish.add_argument("--preview", action="store_false", dest="load", help="only say what would happen (the default)")
    wish.add_argument("--load", action="store_true", help="load the file, all of it or nothing")
    parser.set_defaults(load=False)
    return parser


def _project_arguments(kinds: _SubParsersAction[CommandParser]) -> None:
    columns = "\n".join(f"  {name:<13} {meaning}" for name, meaning in PROJECT_COLUMNS.items())
    parser = _add(
        kinds,
        "projects",
        "a portfolio of projects: a row for each, as it stood at the end of a year",
        "One row for each project. Those that are not there yet are added; a date that has moved becomes a\n"
        "forecast, and slippage is counted from the first. The headings of the published Government Major\n"
        f"Projects Portfolio are known. Columns:\n\n{columns}",
    )
    parser.add_argument("--year", type=int, metavar="YYYY", help="the year in which the period ends, if no column says")
    parser.add_argument("--committee", default="", metavar="CODE", help="the committee that decides on these projects")
    parser.add_argument(
        "--services", choices=("known", "create"), default="known", help="whether services are made that are not known"
    )
    parser.add_argument(
        "--directorate", default="", metavar="CODE", help='the directorate of new services; "CODE=Name" makes it'
    )
    parser.add_argument(
        "--map",
        metavar="HEADING=COLUMN",
        type=column_for(PROJECT_COLUMNS),
        action="append",
        default=[],
        help="a heading of the file and the column it stands for",
    )


def _action_arguments(kinds: _SubParsersAction[CommandParser]) -> None:
    columns = "\n".join(f"  {name:<13} {meaning}" for name, meaning in ACTION_COLUMNS.items())
    parser = _add(
        kinds,
        "service-actions",
        "the actions of service plans: a row for each, as they stood on a day",
        "One row for each action. Those that are not there yet are added to their service's plan of the year; the\n"
        "others say how they stood on the day, beside what was said before. The headings of one published\n"
        f"scorecard are known. Columns:\n\n{columns}",
    )
    parser.add_argument(
        "--as-at", type=date.fromisoformat, required=True, metavar="DATE", help="the day that the file speaks of"
    )
    parser.add_argument(
        "--starts", type=date.fromisoformat, metavar="DATE", help="the first day of the plans' year; usually 1 April"
    )
    parser.add_argument(
        "--directorate", default="", metavar="CODE", help='the directorate of new services; "CODE=Name" makes it'
    )
    parser.add_argument(
        "--service", type=_pair, action="append", default=[], metavar="CODE=NAME", help="what a new service is called"
    )


def _pair(text: str) -> tuple[str, str]:
    code, _, name = (part.strip() for part in text.partition("="))
    if not code or not name:
        raise ArgumentTypeError(f"“{text}” has no = with something on both its sides")
    return code, name


def _scorecard_arguments(kinds: _SubParsersAction[CommandParser]) -> None:
    columns = "\n".join(f"  {name:<13} {meaning}" for name, meaning in COLUMNS.items())
    parser = _add(
        kinds,
        "scorecard",
        "a council's scorecard: a row for each measure, with figure, target and status",
        f"One row for each measure. Measures that are not there yet are made. Columns:\n\n{columns}",
    )
    parser.add_argument("--period", required=True, metavar="NAME", help='whose figures these are, as "Q1 2026/27"')
    parser.add_argument(
        "--committee", default="", metavar="CODE", help='the committee of new measures; "CODE=Name" makes it'
    )
    parser.add_argument(
        "--services", choices=("known", "create"), default="known", help="whether services are made that are not known"
    )
    parser.add_argument(
        "--directorate", default="", metavar="CODE", help='the directorate of new services; "CODE=Name" makes it'
    )
    parser.add_argument(
        "--tolerance", type=tolerance, metavar="N", help="how far off target is still amber, if not the framework's"
    )
    parser.add_argument(
        "--map",
        metavar="HEADING=COLUMN",
        type=column_for(COLUMNS),
        action="append",
        default=[],
        help="a heading of the file and the column it stands for; remembered for the next file",
    )
    parser.add_argument(
        "--answer",
        metavar="REF.COLUMN=ANSWER",
        type=_answer,
        action="append",
        default=[],
        help="what a cell means: keep, none, awaiting_data or what should be there; *.COLUMN for all that are asked",
    )
    parser.add_argument("--answers", type=Path, metavar="FILE", help="answers from a file that --questions wrote")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="write the open questions to a CSV file")
    parser.add_argument("--accept-all", action="store_true", help="keep every cell as it is typed")


def _ledger_arguments(kinds: _SubParsersAction[CommandParser]) -> None:
    columns = "\n".join(f"  {name:<13} {meaning}" for name, meaning in LEDGER_COLUMNS.items())
    budget = _add(
        kinds,
        "budget",
        "a ledger export: a row for each budget line, held against control totals",
        f"One row for each budget line. Lines that are not there yet are made. Columns:\n\n{columns}",
    )
    budget.add_argument(
        "--unit", choices=("£", "£k", "£m"), default="£", help="what the amounts of the file count (default: £)"
    )
    budget.add_argument(
        "--map",
        metavar="HEADING=COLUMN",
        type=column_for(LEDGER_COLUMNS),
        action="append",
        default=[],
        help="a heading of the file and the column it stands for; remembered for the next file",
    )
    budget.add_argument(
        "--income-positive", action="store_true", help="the file shows income as positive amounts: turn their sign"
    )
    outturn = _add(
        kinds,
        "outturn",
        "a council's published revenue outturn (RSX, OpenDocument): a line of spending and income for each service",
        "One council's row of the published summary, in £ thousand, held against its own total of net expenditure.",
    )
    outturn.add_argument("--authority", required=True, metavar="NAME", help="the council, as the file writes it")
    for parser, needed in ((budget, True), (outturn, False)):
        parser.add_argument(
            "--on", dest="ends", required=True, type=date.fromisoformat, metavar="DAY", help="as 2026-09-30"
        )
        parser.add_argument(
            "--control",
            metavar="COLUMN=TOTAL",
            type=_control,
            action="append",
            required=needed,
            default=None if needed else [],
            help="what a column adds up to; unless it does, to the penny, nothing is loaded",
        )
        parser.add_argument("--service", default="", metavar="CODE", help="the service of new lines that name none")


def _control(text: str) -> tuple[str, str]:
    column, _, total = text.partition("=")
    if not column.strip() or not total.strip():
        raise ArgumentTypeError('write "column=total", as "actual=1,234,567.89"')
    return column.strip(), total.strip()


def _actor(email: str) -> Actor:
    user = User.objects.filter(email__iexact=email, is_active=True).select_related("person").first()
    if user is None:
        raise Refusal("no_account", f"Nobody signs in as {email}. Give the address of an account: --as EMAIL.")
    return actor_for(user, timezone.localdate())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise Refusal("file_not_found", f"There is no file {file}. Check the folder and the spelling.") from None
    except OSError as error:
        raise Refusal("file_unreadable", f"{file} cannot be read ({error.strerror}).") from None


def _answers(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    sheet = read_table(file)
    require(sheet, ("cell", "answer"))
    cell, answer = sheet.column("cell"), sheet.column("answer")
    return {row.cells[cell]: row.cells[answer] for row in sheet.rows if row.cells[answer]}


def _write_questions(file: Path, outcome: ScorecardOutcome) -> None:
    try:
        # Excel reads a CSV file as UTF-8 only where it begins with a mark.
        with file.open("w", encoding="utf-8-sig", newline="") as sheet:
            writer = csv.writer(sheet)
            writer.writerow(("cell", "in the file", "question", "what may be answered", "answer"))
            writer.writerows((each.name, each.typed, each.sentence, each.choices, "") for each in outcome.questions)
    except OSError as error:
        raise CommandError(f"{file} cannot be written ({error.strerror}).", returncode=_MISTAKE) from None


def _answer(text: str) -> tuple[str, str]:
    cell, _, answer = text.partition("=")
    if "." not in cell or not answer.strip():
        raise ArgumentTypeError('write "REF.column=answer", as "W1.target=none"')
    return cell.strip(), answer.strip()
