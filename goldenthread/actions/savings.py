"""Savings, and the rows of the tables beside the budget. Every amount is whole pence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Decision, MoneyTableRow, Saving, SavingPosition, SavingVersion, Service
from goldenthread.reports.money_records import money_rules
from goldenthread.rules.money import MOST
from goldenthread.rules.money_tables import Cell, read_cells, table_called
from goldenthread.rules.money_words import year_span
from goldenthread.rules.refusals import Refusal


def add(
    *,
    by: Actor,
    at: datetime,
    ref: str,
    year: int,
    title: str,
    service: Service,
    proposed: int,
    fund: str = "GF",
    decision: Decision | None = None,
) -> Saving:
    """A saving of a year's budget, as approved. Its reference is never used again."""
    with door.write():
        check_can(by, "manage_money", Scope(service=service.pk, directorate=service.directorate_id))
        ref = checks.code(ref, "a saving's reference")
        checks.unused(Saving.objects.filter(ref__iexact=ref), f"There is a saving {ref} already: choose another code.")
        if not 0 < proposed < MOST:
            raise Refusal("no_saving", "Write how much is to be saved as an amount above nothing.")
        if fund not in [one.code for one in money_rules(year_span(year)[0]).funds]:
            raise Refusal("unknown_fund", f"“{fund}” is not a fund of the framework.")
        saving = checks.keep(Saving(ref=ref, year=year))
        checks.keep(
            SavingVersion(
                saving=saving,
                number=1,
                title=checks.words(title, "what the saving is"),
                service=service,
                fund=fund,
                proposed=proposed,
                decision=decision,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "savings.add", saving)
    return saving


def record_position(
    *,
    by: Actor,
    at: datetime,
    saving: Saving,
    ends: date,
    achieved: int,
    delivered: int = 0,
    pressures: int = 0,
    explanation: str = "",
    mitigation: str = "",
    reason: str = "",
) -> SavingPosition | None:
    """How far a saving has come. Pressures of the year are written as minus. None where nothing differs.

    Replacing figures of the same day needs a reason.
    """
    with door.write():
        version = saving.versions.current().select_related("service").get()
        check_can(by, "manage_money", Scope(service=version.service_id, directorate=version.service.directorate_id))
        first, last = year_span(saving.year)
        if not first <= ends <= last or ends > by.on:
            raise Refusal("other_year", "Choose the last day of a period of the saving's own year that has ended.")
        if pressures > 0:
            raise Refusal("pressure_sign", "Write pressures of the year in brackets or with a minus: (609).")
        if delivered > achieved:
            raise Refusal("more_delivered", "More cannot be delivered already than is achieved by the year's end.")
        now = {
            "achieved": achieved,
            "delivered": delivered,
            "pressures": pressures,
            "explanation": explanation.strip(),
            "mitigation": mitigation.strip(),
        }
        before = saving.positions.current().filter(ends=ends)
        there = before.first()
        if there is not None:
            if all(getattr(there, name) == value for name, value in now.items()):
                return None
            checks.change_reason(reason, "figures that were there change")
            before.update(superseded_at=at)
        kept = checks.keep(
            SavingPosition(
                saving=saving, ends=ends, reason=reason.strip(), recorded_at=at, recorded_by=by.signed_in, **now
            )
        )
        door.audit(by, at, "savings.position", saving, ends=str(ends))
    return kept


def set_row(
    *,
    by: Actor,
    at: datetime,
    table: str,
    ends: date,
    label: str,
    typed: Mapping[str, str],
    position: int = 0,
    reason: str = "",
) -> MoneyTableRow | None:
    """A row of a table as typed, column by column; the row of that name and day is replaced, with a reason.

    None where nothing differs. These tables are the whole council's.
    """
    with door.write():
        check_can(by, "manage_money")
        if ends > by.on:
            raise Refusal("not_yet", "That day has not come yet.")
        cells: dict[str, Cell] = read_cells(table_called(table), typed)
        label = checks.words(label, "what the row is called")
        before = MoneyTableRow.objects.current().filter(table=table, ends=ends, label=label)
        there = before.first()
        if there is not None:
            if there.cells == cells:
                return None
            checks.change_reason(reason, "the row changes")
            before.update(superseded_at=at)
        row = checks.keep(
            MoneyTableRow(
                table=table,
                ends=ends,
                position=there.position if there else position,
                label=label,
                cells=cells,
                reason=reason.strip(),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "money_tables.set_row", row)
    return row
