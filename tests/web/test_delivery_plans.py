"""The pages of delivery plans: proposing, comparing and approving versions, and what each shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from goldenthread.actions import decisions, delivery_plans, links, projects, risks
from goldenthread.models import DeliveryPlan, Project
from tests.a_budget import OCTOBER
from tests.a_card import ACard, fill
from tests.a_risk import OPENED, WORDS
from tests.a_round import open_round
from tests.small_council import NOW, START
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_card(db: None) -> Iterator[ACard]:
    found = fill(open_round())
    with time_machine.travel(OCTOBER, tick=True):
        yield found


@pytest.fixture
def second(a_card: ACard) -> Project:
    """A project that was added in the year and serves the aim too."""
    council = a_card.council
    made = projects.add(
        by=council.by, at=NOW, ref="P2", effective_from=NOW.date(), title="Bring banks", service=council.service
    )
    links.link(by=council.by, at=NOW, serves=council.aim, project=made, starts=START)
    return made


def _team(a_card: ACard) -> Client:
    return browser(a_card.budget.later(a_card.council.by))


def _add(client: Client, a_card: ACard) -> DeliveryPlan:
    given = {"title": "Council Delivery Plan 2026/27", "plan": a_card.council.plan.pk, "year": 2026}
    client.post("/delivery-plans/add/", given | {"body": a_card.council.body.pk})
    return DeliveryPlan.objects.get()


@pytest.mark.requirement("NH-02", "HE-02")
def test_a_year_is_selected_proposed_approved_and_compared(a_card: ACard, second: Project) -> None:
    client = _team(a_card)
    plan = _add(client, a_card)
    address = f"/delivery-plans/{plan.pk}/"
    assert "Nothing is proposed for 2026/27 yet" in words(client.get(address))
    client.post(f"{address}propose/", {"projects": [a_card.project.pk]})
    said = words(client.get(address))
    for each in (
        "1 project delivers 1 of 1 objectives of Council Plan in 2026/27; 1 is red.",
        "1 A cleaner place",
        "P1 A new depot",
        "W1",
        "R1",
        "Not in this version:",
        "P2 Bring banks. Added on 8 July 2026.",
        "not approved yet",
    ):
        assert each in said
    clerk = a_card.budget.later(a_card.round.clerk)
    decision = decisions.record(
        by=clerk, at=OCTOBER, body=a_card.council.body, day=OCTOBER.date(), minute="ENV/9", text="Approved."
    )
    client.post(f"{address}versions/1/approve/", {"decision": decision.pk})
    assert "Approved by Environment Committee on 14 October 2026, minute ENV/9" in words(client.get(address))
    client.post(f"{address}propose/", {"projects": [a_card.project.pk, second.pk], "reason": "Money was found."})
    said = words(client.get(address))
    for each in ("What is different from version 1", "Added: P2 Bring banks", "Money was found."):
        assert each in said
    assert "Left out: P2 Bring banks" in words(client.get(f"{address}?version=1&against=2"))
    assert "Version 2 is proposed" in words(client.get("/delivery-plans/"))


@pytest.mark.requirement("HE-02")
def test_what_traces_to_no_priority_is_refused_and_flagged_when_its_link_ends(a_card: ACard, second: Project) -> None:
    client, by = _team(a_card), a_card.council.by
    plan = _add(client, a_card)
    loose = projects.add(
        by=by, at=NOW, ref="P3", effective_from=START, title="A car park", service=a_card.council.service
    )
    address = f"/delivery-plans/{plan.pk}/"
    answer = client.post(f"{address}propose/", {"projects": [a_card.project.pk, loose.pk]})
    assert "Nothing in Council Plan is served by P3" in words(answer)
    client.post(f"{address}propose/", {"projects": [a_card.project.pk, second.pk]})
    links.unlink(
        by=by, at=OCTOBER, link=second.serves.current().get(), last_day=NOW.date(), reason="It serves nothing."
    )
    assert "1 project serves nothing in the plan any more: P2 Bring banks." in words(client.get(address))


def test_a_risk_of_one_project_stands_beside_that_project_and_no_other(a_card: ACard, second: Project) -> None:
    client, told = _team(a_card), {**WORDS, "title": "The banks are full", "level": "project", "project": second}
    own = risks.add(by=a_card.officer, at=NOW, ref="R9", opened_on=OPENED, **told)  # type: ignore[arg-type]
    risks.bear_on(by=a_card.officer, at=NOW, risk=own, element=a_card.council.aim, starts=START)
    plan = _add(client, a_card)
    client.post(f"/delivery-plans/{plan.pk}/propose/", {"projects": [a_card.project.pk, second.pk]})
    said = words(client.get(f"/delivery-plans/{plan.pk}/"))
    assert said.count("R9") == 1
    assert said.index("P2 Bring banks") < said.index("R9")


def test_a_member_reads_it_and_proposes_nothing(a_card: ACard) -> None:
    plan = _add(_team(a_card), a_card)
    delivery_plans.propose(
        by=a_card.budget.later(a_card.council.by), at=OCTOBER, delivery_plan=plan, projects=[a_card.project]
    )
    member = browser(a_card.council.person_with("member", "moe@anytown.example", body=a_card.council.body))
    said = words(member.get(f"/delivery-plans/{plan.pk}/"))
    assert "P1 A new depot" in said
    assert "R2" not in said
    assert "Propose a version" not in said
    assert member.get(f"/delivery-plans/{plan.pk}/propose/").status_code == 403
    assert member.get("/delivery-plans/999/").status_code in (400, 404, 422)
