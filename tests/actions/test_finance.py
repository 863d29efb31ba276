"""What may and may not be done to budgets, their positions, savings and the tables beside them."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.actions import finance, organisation, savings
from goldenthread.models import BudgetChange, BudgetPosition, MoneyTableRow
from goldenthread.reports.blocks import Table
from goldenthread.reports.finance import BUDGETS, joined, paper_money, service_money, summary
from goldenthread.reports.money_records import line_records
from goldenthread.rules.refusals import Refusal
from tests.a_budget import FIRST, OCTOBER, SECOND, YEAR, ABudget, K, set_budget
from tests.a_round import open_round
from tests.small_council import START

pytestmark = pytest.mark.django_db
TODAY = OCTOBER.date()


@pytest.fixture
def budget(db: None) -> ABudget:
    return set_budget(open_round())


def test_a_virement_moves_money_and_makes_none(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    spare = finance.add_line(
        by=by, at=OCTOBER, code="1002", title="Spare", service=budget.round.council.service, effective_from=YEAR
    )
    finance.change_budget(by=by, at=OCTOBER, line=spare, kind="original", amount=500 * K, day=YEAR)
    finance.vire(by=by, at=OCTOBER, source=spare, target=budget.crews, amount=12_345, day=FIRST, reason="Agency staff")
    records = {record.line.code: record for record in line_records(TODAY)}
    assert records["1001"].budget(2026, SECOND) == (3_000 * K, 12_345)
    assert records["1002"].budget(2026, SECOND) == (500 * K, -12_345)
    assert records["1001"].budget(2026, date(2026, 5, 1)) == (3_000 * K, 0)


def test_a_virement_stays_within_its_fund(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    rents = finance.add_line(
        by=by,
        at=OCTOBER,
        code="H1",
        title="Repairs",
        service=budget.round.council.service,
        effective_from=YEAR,
        fund="HRA",
    )
    with pytest.raises(Refusal, match="another fund"):
        finance.vire(by=by, at=OCTOBER, source=budget.crews, target=rents, amount=1, day=FIRST, reason="No")


def test_an_original_budget_is_set_once_and_changes_say_why(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    with pytest.raises(Refusal, match="has its original budget for 2026/27"):
        finance.change_budget(by=by, at=OCTOBER, line=budget.crews, kind="original", amount=1, day=FIRST)
    with pytest.raises(Refusal, match="Say why"):
        finance.change_budget(by=by, at=OCTOBER, line=budget.crews, kind="supplementary", amount=1, day=FIRST)


def test_re_profiling_a_scheme_keeps_its_total(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    finance.reprofile(
        by=by, at=OCTOBER, line=budget.depot, amount=600 * K, day=SECOND, to_year=2027, reason="Planning took longer"
    )
    record = line_records(TODAY, lines=[budget.depot.pk])[0]
    assert sum(record.budget(2026, SECOND)) == 1_400 * K
    assert sum(record.budget(2027, SECOND)) == 600 * K
    assert record.total_approved(SECOND) == 2_000 * K
    assert BudgetChange.objects.filter(line=budget.depot).count() == 3


def test_a_corrected_position_keeps_the_old_one_and_its_reason(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    with pytest.raises(Refusal, match="Say why figures"):
        finance.record_position(by=by, at=OCTOBER, line=budget.crews, ends=SECOND, forecast=3_100 * K)
    finance.record_position(
        by=by, at=OCTOBER, line=budget.crews, ends=SECOND, forecast=3_100 * K, reason="An invoice was counted twice"
    )
    rows = BudgetPosition.objects.filter(line=budget.crews, ends=SECOND).order_by("pk")
    assert [row.forecast for row in rows] == [3_200 * K, 3_100 * K]
    assert rows[1].actual == 1_600 * K
    again = finance.record_position(by=by, at=OCTOBER, line=budget.crews, ends=SECOND, forecast=3_100 * K)
    assert again is None


def test_a_head_of_service_explains_but_changes_no_figure(budget: ABudget) -> None:
    head = budget.later(budget.head)
    kept = finance.explain(by=head, at=OCTOBER, line=budget.crews, ends=SECOND, explanation="Agency drivers.")
    assert kept is not None
    assert (kept.forecast, kept.explanation) == (3_200 * K, "Agency drivers.")
    with pytest.raises(Refusal, match="You cannot change budgets"):
        finance.record_position(by=head, at=OCTOBER, line=budget.crews, ends=SECOND, forecast=0)


def test_finance_of_one_directorate_leaves_others_alone(budget: ABudget) -> None:
    council = budget.round.council
    other = organisation.add_directorate(by=council.by, at=OCTOBER, code="CORP", name="Corporate", starts=START)
    partner = budget.later(council.person_with("finance_partner", "fred@anytown.example", directorate=other))
    with pytest.raises(Refusal, match="for this one"):
        finance.change_budget(
            by=partner, at=OCTOBER, line=budget.crews, kind="supplementary", amount=1, day=FIRST, reason="Mine"
        )


def test_a_line_that_moves_service_keeps_its_past_where_it_was(budget: ABudget) -> None:
    council, by = budget.round.council, budget.later(budget.partner)
    parks = organisation.add_service(
        by=council.by, at=OCTOBER, code="PARKS", name="Parks", directorate=council.directorate, starts=START
    )
    finance.revise_line(
        by=by, at=OCTOBER, line=budget.crews, effective_from=date(2026, 7, 1), title="Crews", service=parks, fund="GF",
        reason="Reorganised",
    )  # fmt: skip
    june = {record.line.code: record.version.service.code for record in line_records(FIRST)}
    september = {record.line.code: record.version.service.code for record in line_records(SECOND)}
    assert (june["1001"], september["1001"]) == ("WASTE", "PARKS")


def test_pressures_are_written_as_minus(budget: ABudget) -> None:
    with pytest.raises(Refusal, match="in brackets or with a minus"):
        savings.record_position(
            by=budget.later(budget.partner), at=OCTOBER, saving=budget.saving, ends=FIRST, achieved=1, pressures=5
        )


def test_a_row_of_a_table_is_replaced_by_naming_it_again(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    typed = {"opening": "£1.2m", "used": "200k"}
    savings.set_row(by=by, at=OCTOBER, table="reserves", ends=SECOND, label="General", typed=typed)
    assert savings.set_row(by=by, at=OCTOBER, table="reserves", ends=SECOND, label="General", typed=typed) is None
    with pytest.raises(Refusal, match="Say why the row changes"):
        savings.set_row(by=by, at=OCTOBER, table="reserves", ends=SECOND, label="General", typed={"opening": "1"})
    assert MoneyTableRow.objects.get().cells == {"opening": 120_000_000, "added": 0, "used": 20_000_000}


# What it all adds up to -----------------------------------------------------------------------------------------------


def test_a_service_is_judged_on_all_its_lines_together(budget: ABudget) -> None:
    found = summary(reader=budget.partner, on=TODAY)
    assert found is not None
    service = found.services[0]
    assert (service.amounts.current, service.amounts.forecast) == (2_200 * K, 2_420 * K)
    assert (service.verdict.status, service.amounts.movement) == ("red", 170 * K)
    assert found.lead == (
        "The General Fund is forecast to overspend by £220k (10.0%). 1 of 1 service budget is red, as at 30 September "
        "2026."
    )


def test_an_earlier_position_stays_as_it_was(budget: ABudget) -> None:
    found = summary(reader=budget.partner, on=TODAY, ends=FIRST)
    assert found is not None
    assert found.services[0].amounts.variance == 50 * K
    assert found.services[0].amounts.movement is None


def test_what_only_moves_to_a_later_year_is_no_underspend(budget: ABudget) -> None:
    found = service_money(reader=budget.partner, service=budget.round.council.service.pk, on=TODAY)
    assert found is not None
    assert found.capital is not None
    cells = {
        column.title: cell.text for column, cell in zip(found.capital.columns, found.capital.rows[0].cells, strict=True)
    }
    assert (cells["Variance"], cells["Moves to later years"], cells["Over or under"]) == ("(500)", "600", "100")
    assert cells["Status"] == "High overspend"


def test_the_blocks_of_a_paper_state_their_signs(budget: ABudget) -> None:
    found = paper_money(reader=budget.partner, on=TODAY)
    tables = [one for one in joined(found.parts, BUDGETS) if isinstance(one, Table)]
    assert [table.caption for table in tables] == [
        "General Fund: revenue 2026/27 as at 30 September 2026",
        "Capital programme 2026/27 as at 30 September 2026",
        "Savings 2026/27 as at 30 September 2026",
    ]
    assert all("brackets" in table.note for table in tables)
    nobodys = paper_money(reader=budget.partner, on=TODAY, services=[])
    assert joined(nobodys.parts, BUDGETS) == ()
