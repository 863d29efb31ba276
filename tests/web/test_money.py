"""The pages of money: what they say, who may do what, and a ledger export from a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import finance, projects, savings
from goldenthread.models import BudgetLine, BudgetPosition, ImportBatch
from tests.a_budget import OCTOBER, SECOND, YEAR, ABudget, K, set_budget
from tests.a_round import ARound, open_round
from tests.small_council import NOW, START
from tests.web.signed_in import browser, fields, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(db: None) -> Iterator[ABudget]:
    """The small council's money in the middle of October."""
    a_round = open_round()
    found = set_budget(a_round)
    with time_machine.travel(OCTOBER, tick=True):
        yield found


def test_money_is_in_the_navigation_once_there_is_any(a_round: ARound) -> None:
    member = a_round.council.person_with("member", "moe@anytown.example")
    assert ">Money<" not in browser(member).get("/scorecard/").content.decode()
    set_budget(a_round)
    assert ">Money<" in browser(member).get("/scorecard/").content.decode()


@pytest.mark.requirement("HE-04")
def test_the_budget_is_shown_with_what_is_wrong_first_and_its_signs_stated(budget: ABudget) -> None:
    finance.explain(
        by=budget.later(budget.head),
        at=OCTOBER,
        line=budget.crews,
        ends=SECOND,
        explanation="Agency drivers cost.",
    )
    said = words(browser(budget.head).get("/money/"))
    for each in (
        "The General Fund is forecast to overspend by £220k (10.0%). 1 of 1 service budget is red",
        "Services over budget, worst first",
        ", £220k over (10.0%). Collection crews",
        "Agency drivers cost.",
        "General Fund: revenue 2026/27 as at 30 September 2026",
        "High overspend",
        "Place, total",
        "2,200",
        "A variance without brackets is adverse",
        "every column adds up to its total",
    ):
        assert each in said
    said = words(browser(budget.head).get("/money/capital/"))
    for each in ("C01 A new depot", "Moves to later years", "600", "(500)", "The programme is forecast to"):
        assert each in said


@pytest.mark.requirement("SD-06")
def test_a_service_shows_its_budget_beside_its_measures_of_the_same_quarter(budget: ABudget) -> None:
    address = f"/money/services/{budget.round.council.service.pk}/"
    said = words(browser(budget.head).get(address))
    for each in (
        "Waste and Recycling is forecast to overspend by £220k (10.0%)",
        "1001 Collection crews",
        "1009 Garden waste fees",
        "S1 Fewer rounds",
        "Q2 2026/27 (July to September 2026)",
        "W1 Household waste recycled",
    ):
        assert each in said
    budget.round.submit("40", commentary="Crews were short.")
    said = words(browser(budget.head).get(f"{address}?ends=2026-06-30"))
    assert "Q1 2026/27 (April to June 2026)" in said
    assert "40% is 10.5 points below the target of 50.5%" in said


@pytest.mark.requirement("GA-13")
def test_measures_and_what_is_done_are_listed_against_budget_lines(budget: ABudget) -> None:
    by, council = budget.later(budget.partner), budget.round.council
    project = projects.add(
        by=council.by, at=NOW, ref="P1", effective_from=START, title="Fewer missed bins", service=council.service
    )
    finance.pays_for(by=by, at=OCTOBER, line=budget.crews, starts=YEAR, measure=council.measure)
    finance.pays_for(by=by, at=OCTOBER, line=budget.crews, starts=YEAR, project=project)
    said = words(browser(budget.partner).get("/money/plan/"))
    for each in ("1 budget line pays", "1001 Collection crews", "W1 Household waste recycled", "P1 Fewer missed bins"):
        assert each in said


@pytest.mark.requirement("HA-15")
def test_parts_of_the_plan_carry_their_budget_into_budget_setting(budget: ABudget) -> None:
    council = budget.round.council
    projects.add(
        by=council.by, at=NOW, ref="P1", effective_from=START, title="A larger depot", service=council.service,
        budget_reference="MTFS bid 7", resources="£2m from 2027/28",
    )  # fmt: skip
    client = browser(budget.partner)
    page = client.get(f"/money/lines/{budget.depot.pk}/pays-for/")
    sent = fields(page) | {"element": [str(council.aim.pk)], "measure": [""], "project": [""]}
    assert client.post(f"/money/lines/{budget.depot.pk}/pays-for/", sent).status_code == 302
    said = words(client.get("/money/plan/"))
    for each in ("C01 A new depot", "£2,000,000", "1.1 Recycle more", "MTFS bid 7", "£2m from 2027/28"):
        assert each in said


@pytest.mark.requirement("HE-18")
def test_the_packs_other_tables_are_kept_and_added_up(budget: ABudget) -> None:
    client = browser(budget.partner)
    for label, opening, used in (("General balance", "£1,200,400", "200,000"), ("Insurance", "300,400", "")):
        address = "/money/tables/reserves/row/"
        sent = fields(client.get(address)) | {
            "label": [label], "cell-opening": [opening], "cell-used": [used], "reason": [""],
        }  # fmt: skip
        assert client.post(address, sent).status_code == 302
    savings.set_row(
        by=budget.later(budget.partner), at=OCTOBER, table="write-offs", ends=SECOND, label="Council tax",
        typed={"cases": "41", "amount": "£18,300", "why": "Gone away"},
    )  # fmt: skip
    said = words(browser(budget.head).get("/money/tables/"))
    for each in (
        "Reserves as at 30 September 2026 Reserve At 1 April Added Used Expected at 31 March",
        "Total 1,501 0 200 1,301",
        "Debts written off as at 30 September 2026",
        "Council tax 41 18 Gone away",
    ):
        assert each in said
    assert "Approved Achieved Pressures At risk" in words(browser(budget.head).get("/money/savings/"))


def test_finance_changes_a_budget_on_its_page_and_others_are_told_who_could(budget: ABudget) -> None:
    address = f"/money/lines/{budget.crews.pk}/budget/"
    client = browser(budget.partner)
    sent = fields(client.get(address)) | {"kind": ["supplementary"], "amount": ["(£10,000.50)"], "decision": [""]}
    assert "Say why the budget changes" in words(client.post(address, sent))
    assert client.post(address, sent | {"reason": ["Grant ended"]}).status_code == 302
    said = words(client.get(f"/money/lines/{budget.crews.pk}/"))
    assert "Supplementary estimate 2026/27 14 October 2026 (£10,000.50) Grant ended" in said
    refused = browser(budget.head).get(address)
    assert refused.status_code == 403
    assert "finance business partner" in words(refused)


def test_a_head_explains_the_newest_position(budget: ABudget) -> None:
    address = f"/money/lines/{budget.crews.pk}/explain/"
    client = browser(budget.head)
    assert client.post(address, {"explanation": "Agency drivers."}).status_code == 302
    assert "Agency drivers." in words(client.get(f"/money/lines/{budget.crews.pk}/"))
    assert BudgetPosition.objects.current().get(line=budget.crews, ends=SECOND).recorded_by == budget.head.user


def test_the_summary_costs_few_queries_however_many_lines_there_are(budget: ABudget) -> None:
    by = budget.later(budget.partner)
    for number in range(12):
        line = finance.add_line(
            by=by,
            at=OCTOBER,
            code=f"X{number}",
            title="Line",
            service=budget.round.council.service,
            effective_from=YEAR,
        )
        finance.change_budget(by=by, at=OCTOBER, line=line, kind="original", amount=K, day=YEAR)
    client = browser(budget.head)
    with CaptureQueriesContext(connection) as queries:
        client.get("/money/")
    assert len(queries) <= 20


# A ledger export ------------------------------------------------------------------------------------------------------

LEDGER = """\
Cost centre,Description,Dept,YTD,Outturn
1001,Collection crews,WASTE,1700000.10,3250000
2001,Litter,WASTE,50000,99999.90
"""
MAPPING = "Cost centre=code\nDescription=title\nDept=service\nYTD=actual\nOutturn=forecast"


def _sent(control: str, **more: object) -> dict[str, object]:
    file = SimpleUploadedFile("ledger.csv", LEDGER.encode())
    day = {"ends_day": "30", "ends_month": "9", "ends_year": "2026"}
    return {"file": file, **day, "unit": "£", "controls": f"actual={control}", "mapping": MAPPING, **more}


def test_a_ledger_that_does_not_add_up_is_refused_with_the_difference(budget: ABudget) -> None:
    answer = browser(budget.partner).post("/money/import/", _sent("1,750,000.00"))
    assert answer.status_code == 422
    assert "actual adds up to £1,750,000.10, which is £0.10 more than the control total of £1,750,000" in words(answer)
    assert not BudgetLine.objects.filter(code="2001").exists()


def test_a_ledger_is_previewed_loaded_and_changes_nothing_the_second_time(budget: ABudget) -> None:
    client = browser(budget.partner)
    preview = client.post("/money/import/", _sent("1,750,000.10"))
    assert "It adds 1, changes 1 and leaves 0 as they are." in words(preview)
    assert not BudgetLine.objects.filter(code="2001").exists()
    assert client.post("/money/import/", fields(preview)).status_code == 302
    kept = BudgetPosition.objects.current().get(line=budget.crews, ends=SECOND)
    assert (kept.actual, kept.forecast, kept.profile) == (170_000_010, 325_000_000, 1_600 * K)
    assert kept.reason == "Loaded again from ledger.csv"
    assert ImportBatch.objects.get().mapping["columns"]["YTD"] == "actual"
    again = client.post("/money/import/", _sent("1,750,000.10", mapping=""))
    assert "It adds 0, changes 0 and leaves 2 as they are." in words(again)


def test_the_preview_names_the_lines_that_a_ledger_leaves_out(budget: ABudget) -> None:
    earlier = {"ends_day": "31", "ends_month": "8", "ends_year": "2026"}
    said = words(browser(budget.partner).post("/money/import/", _sent("1,750,000.10", **earlier)))
    assert "2 lines of the year have no figures as at 31 August 2026: 1009, C01." in said


def test_only_finance_loads_a_ledger(budget: ABudget) -> None:
    assert browser(budget.head).get("/money/import/").status_code == 403
