"""The small council's money: a line of spending, one of income, a scheme and a saving, at the end of two quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from goldenthread.access import Actor, actor_for
from goldenthread.actions import finance, savings
from goldenthread.models import BudgetLine, Saving
from tests.a_round import ARound

YEAR = date(2026, 4, 1)
FIRST, SECOND = date(2026, 6, 30), date(2026, 9, 30)
OCTOBER = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
K = 100_000  # pence in £1,000


@dataclass(frozen=True)
class ABudget:
    """Crews overspend, fees fall short, the depot slips; `partner` is finance, `head` the head of service."""

    round: ARound
    partner: Actor
    head: Actor
    crews: BudgetLine
    fees: BudgetLine
    depot: BudgetLine
    saving: Saving

    def later(self, actor: Actor) -> Actor:
        """The same person in October."""
        return actor_for(actor.signed_in, OCTOBER.date())


def set_budget(a_round: ARound) -> ABudget:
    """Lines with their budgets, and where they stood at the end of June and of September 2026."""
    service = a_round.council.service
    partner = a_round.council.person_with("finance_partner", "fay@anytown.example")
    found = ABudget(
        round=a_round,
        partner=partner,
        head=a_round.head,
        crews=_line(partner, a_round, "1001", "Collection crews", 3_000 * K),
        fees=_line(partner, a_round, "1009", "Garden waste fees", -800 * K, flow="income"),
        depot=_line(partner, a_round, "C01", "A new depot", 2_000 * K, nature="capital"),
        saving=savings.add(
            by=partner, at=OCTOBER, ref="S1", year=2026, title="Fewer rounds", service=service, proposed=100 * K
        ),
    )
    by = found.later(partner)
    for line, ends, actual, forecast in (
        (found.crews, FIRST, 760, 3_050),
        (found.crews, SECOND, 1_600, 3_200),
        (found.fees, FIRST, -300, -800),
        (found.fees, SECOND, -500, -780),
    ):
        finance.record_position(
            by=by, at=OCTOBER, line=line, ends=ends, actual=actual * K, forecast=forecast * K, profile=actual * K,
            commitments=0,
        )  # fmt: skip
    finance.record_position(
        by=by, at=OCTOBER, line=found.depot, ends=SECOND, actual=300 * K, forecast=1_500 * K, slippage=600 * K
    )
    savings.record_position(
        by=by, at=OCTOBER, saving=found.saving, ends=SECOND, achieved=80 * K, delivered=40 * K, pressures=-5 * K
    )
    return found


def _line(by: Actor, a_round: ARound, code: str, title: str, original: int, **more: str) -> BudgetLine:
    line = finance.add_line(
        by=by, at=OCTOBER, code=code, title=title, service=a_round.council.service, effective_from=YEAR, **more
    )
    finance.change_budget(by=by, at=OCTOBER, line=line, kind="original", amount=original, day=YEAR)
    return line
