"""The one card: everything of an objective, a service or a directorate, and who sees what of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from goldenthread.actions import decisions, links, measures, milestones, organisation, plans, projects, risk_scores
from goldenthread.actions.measures import PeriodTarget
from goldenthread.rules.money_words import year_span
from tests.a_budget import OCTOBER
from tests.a_card import ACard, fill
from tests.a_round import open_round
from tests.reports.a_measure import add
from tests.small_council import NOW, START, TODAY
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_card(db: None) -> Iterator[ACard]:
    """The small council with something of everything, in the middle of October."""
    found = fill(open_round())
    with time_machine.travel(OCTOBER, tick=True):
        yield found


@pytest.mark.requirement("NH-01", "HE-04")
def test_an_objective_shows_its_measures_projects_risks_and_money_together(a_card: ACard) -> None:
    a_card.round.submit("40", commentary="Crews were short.")
    said = words(browser(a_card.officer).get(f"/cards/objective/{a_card.council.priority.pk}/"))
    for each in (
        "1 A cleaner place",
        "1 of 1 rated measure is off target; 1 of 1 project is red; 2 of 2 risks and opportunities are red; "
        "1 of 1 budget line is red.",
        "W1 Household waste recycled",
        "40.0% against 50.5%",
        "P1 A new depot",
        "R1 Not enough drivers",
        "R2 The weighbridge breaks",
        "1001 Collection crews",
        "£200k over (6.7%)",
    ):
        assert each in said


@pytest.mark.requirement("HE-04")
def test_what_matters_first_is_what_is_red(a_card: ACard) -> None:
    a_card.round.submit("52", commentary="")
    said = words(browser(a_card.officer).get(f"/cards/service/{a_card.council.service.pk}/"))
    first = said[said.index("What matters first") : said.index("W1 Household waste recycled")]
    for each in ("P1 A new depot", "R2 The weighbridge breaks", "1001 Collection crews"):
        assert each in first
    assert "The revenue budget is forecast to end £220k over (10.0%)" in said
    assert "S1 Fewer rounds" in said


@pytest.mark.requirement("HE-08")
def test_several_directorates_contribute_to_one_objective_and_each_shows_its_own_part(a_card: ACard) -> None:
    council, by = a_card.council, a_card.council.by
    people = organisation.add_directorate(by=by, at=NOW, code="PEOPLE", name="People", starts=START)
    schools = organisation.add_service(by=by, at=NOW, code="SCH", name="Schools", directorate=people, starts=START)
    lessons = projects.add(by=by, at=NOW, ref="P2", effective_from=START, title="Lessons in recycling", service=schools)
    links.link(by=by, at=NOW, serves=council.aim, project=lessons, starts=START)
    member = browser(a_card.officer)
    objective = words(member.get(f"/cards/objective/{council.priority.pk}/"))
    assert "P1 A new depot" in objective
    assert "P2 Lessons in recycling" in objective
    shares = objective[objective.index("By directorate") :]
    assert "People 0 1 0 0 0" in shares
    assert "Place 1 1 1 0" in shares
    theirs = words(member.get(f"/cards/directorate/{people.pk}/"))
    assert "P2 Lessons in recycling" in theirs
    assert "P1 A new depot" not in theirs
    assert "By objective" in theirs
    assert "1 A cleaner place 0 1 0 0 0" in theirs


def test_a_member_sees_no_risk_of_a_services_own_and_no_score_that_no_committee_answered(a_card: ACard) -> None:
    member = a_card.council.person_with("member", "moe@anytown.example", body=a_card.council.body)
    address = f"/cards/objective/{a_card.council.priority.pk}/"
    said = words(browser(member).get(address))
    assert "R2" not in said
    assert "R1 Not enough drivers" in said
    assert "Not scored" in said
    proposal = a_card.corporate.assessments.get()
    clerk = a_card.round.clerk
    decision = decisions.record(
        by=clerk, at=NOW, body=a_card.council.body, day=TODAY, minute="ENV/1", text="That the score be agreed."
    )
    risk_scores.agree(by=clerk, at=NOW, proposal=proposal, decision=decision)
    assert "Not scored" not in words(browser(member).get(address))


def test_a_member_sees_no_figure_and_no_promise_before_it_is_approved(a_card: ACard) -> None:
    a_card.round.submit("40", commentary="Crews were short.")
    a_card.round.explain()
    address = f"/cards/service/{a_card.council.service.pk}/"
    member = a_card.council.person_with("member", "moe@anytown.example", body=a_card.council.body)
    assert "Recruit two drivers" in words(browser(a_card.round.head).get(address))
    said = words(browser(member).get(address))
    assert "40%" not in said
    assert "Recruit two drivers" not in said


def test_a_promised_action_whose_date_has_passed_comes_first(a_card: ACard) -> None:
    a_card.round.submit("40", commentary="Crews were short.")
    a_card.round.explain()
    said = words(browser(a_card.round.head).get(f"/cards/service/{a_card.council.service.pk}/"))
    assert "1 of 1 action is red or past its date" in said
    assert "Was due 30 September 2026; Hal, about W1" in said


@pytest.mark.requirement("HE-04")
def test_the_workbook_has_every_row_of_the_page(a_card: ACard) -> None:
    answer = browser(a_card.officer).get(f"/cards/service/{a_card.council.service.pk}/card.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    told = " ".join(
        str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    )
    for each in ("W1 Household waste recycled", "P1 A new depot", "R2 The weighbridge breaks", "1001 Collection crews"):
        assert each in told


def test_what_has_nothing_yet_says_so(a_card: ACard) -> None:
    by = a_card.council.by
    empty = organisation.add_service(
        by=by, at=NOW, code="NEW", name="A new service", directorate=a_card.council.directorate, starts=START
    )
    said = words(browser(a_card.officer).get(f"/cards/service/{empty.pk}/"))
    assert "Nothing is recorded for it yet" in said


def test_the_list_leads_to_every_card(a_card: ACard) -> None:
    said = words(browser(a_card.officer).get("/cards/"))
    for each in ("1 A cleaner place", "Place", "Waste and Recycling"):
        assert each in said
    assert browser(a_card.officer).get("/cards/service/999/").status_code in (400, 403, 404)


@pytest.mark.parametrize(("kind", "most"), [("objective", 20), ("service", 21), ("directorate", 21)])
def test_asks_the_database_as_often_for_many_as_for_few(a_card: ACard, kind: str, most: int) -> None:
    council, by = a_card.council, a_card.council.by
    pk = {"objective": council.priority, "service": council.service, "directorate": council.directorate}[kind].pk
    client = browser(by)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/cards/{kind}/{pk}/").status_code == 200
        return len(captured)

    asked()
    few = asked()
    for number in range(10, 16):
        made = projects.add(
            by=by, at=NOW, ref=f"P{number}", effective_from=START, title="More", service=council.service
        )
        links.link(by=by, at=NOW, serves=council.aim, project=made, starts=START)
        milestones.add(by=by, at=NOW, project=made, title="A stage", day=TODAY)
        links.link(by=by, at=NOW, serves=council.aim, measure=add(council, f"M{number}"), starts=START)
    assert asked() == few
    assert few <= most


@pytest.mark.requirement("GA-04")
def test_strategic_and_operational_measures_resources_and_risks_stand_under_one_objective(a_card: ACard) -> None:
    council, by = a_card.council, a_card.council.by
    team = plans.add_plan(by=by, at=NOW, title="Waste team plan", starts=START, ends=council.plan.ends)
    level, *_ = plans.levels()
    action = plans.add_element(by=by, at=NOW, plan=team, level=level.code, code="T1", title="Crew every round")
    links.link(by=by, at=NOW, serves=council.aim, element=action, role="contributes", starts=START)
    missed = add(council, "W9")
    links.link(by=by, at=NOW, serves=action, measure=missed, starts=START)
    said = words(browser(a_card.officer).get(f"/cards/objective/{council.priority.pk}/"))
    listed = said[said.index("Measures, red first") : said.index("Projects and key activities")]
    assert "W1 Household waste recycled" in listed
    assert "Operational" in listed[listed.index("W9") :]
    assert "1001 Collection crews" in said
    assert "R1 Not enough drivers" in said


@pytest.mark.requirement("HE-01")
def test_the_plan_has_its_targets_for_each_of_its_years(a_card: ACard) -> None:
    years = [
        PeriodTarget(*year_span(year), target=Decimal(target))
        for year, target in ((2024, "48.5"), (2025, "51.5"), (2026, "53.5"), (2027, "55.5"))
    ]
    council = a_card.council
    measures.set_targets(by=council.by, at=NOW, measure=council.measure, targets=years)
    said = words(browser(a_card.officer).get("/plan/targets/"))
    for each in (
        "1 of 1 measure has a target for each of the 4 years.",
        "Measure 2024/25 2025/26 2026/27 2027/28 W1 Household waste recycled 48.5% 51.5% 53.5% 55.5%",
    ):
        assert each in said


@pytest.mark.requirement("HE-08")
def test_the_way_to_a_card_is_on_the_plan_the_service_and_the_scorecard(a_card: ACard) -> None:
    client, council = browser(a_card.officer), a_card.council
    for page, card in (
        ("/plan/", f"/cards/objective/{council.priority.pk}/"),
        (f"/plan/{council.aim.pk}/", f"/cards/objective/{council.aim.pk}/"),
        (f"/money/services/{council.service.pk}/", f"/cards/service/{council.service.pk}/"),
        ("/scorecard/", "/cards/"),
    ):
        assert f'href="{card}"' in client.get(page).content.decode()
