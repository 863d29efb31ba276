"""The list of plans stays as cheap with many plans as with few, and an earlier moment shows what was known then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import organisation, service_actions, service_plans
from goldenthread.reports.service_plan_page import service_plan_document, service_plan_page
from goldenthread.reports.service_plan_records import one
from goldenthread.reports.service_plan_tasks import plan_tasks
from goldenthread.reports.service_plans import plans_page
from tests.a_service_plan import ENDS, STARTS, AServicePlan, a_service_plan
from tests.small_council import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.past_the_door]


@pytest.fixture
def waste() -> AServicePlan:
    return a_service_plan()


def _add_service(waste: AServicePlan, code: str) -> None:
    council = waste.council
    service = organisation.add_service(
        by=council.by, at=NOW, code=code, name=f"Service {code}", directorate=council.directorate, starts=STARTS
    )
    plan = service_plans.add(
        by=council.by, at=NOW, service=service, starts=STARTS, ends=ENDS, title=f"Service {code} Plan 2026/27"
    )
    for number in range(3):
        service_actions.add(
            by=council.by, at=NOW, service_plan=plan, title=f"Action {number}", owner=waste.post, serves=[council.aim]
        )


def _queries(waste: AServicePlan) -> int:
    with CaptureQueriesContext(connection) as caught:
        plans_page(reader=waste.head, on=TODAY)
        list(plan_tasks(waste.head))
    return len(caught)


def test_many_plans_take_as_many_queries_as_few(waste: AServicePlan) -> None:
    _add_service(waste, "A")
    few = _queries(waste)
    for code in "BCDE":
        _add_service(waste, code)
    assert _queries(waste) == few


def test_an_earlier_moment_shows_the_text_of_then(waste: AServicePlan) -> None:
    waste.write()
    later = NOW + timedelta(hours=1)
    service_plans.write(
        by=waste.head, at=later, service_plan=waste.plan, heading="Procurement", text="Another contract."
    )
    then, today = (
        service_plan_page(reader=waste.head, pk=waste.plan.pk, on=TODAY, known_at=moment) for moment in (NOW, None)
    )
    assert [page.sections[4].text for page in (then, today)] == ["What we do about Procurement.", "Another contract."]


def test_what_is_missing_is_the_sentence_of_the_page_and_of_the_paper(waste: AServicePlan) -> None:
    waste.write("Procurement")
    page = service_plan_page(reader=waste.head, pk=waste.plan.pk, on=TODAY)
    assert page.sentence == "Incomplete: “Procurement” is missing; the year has begun."
    document = service_plan_document(reader=waste.head, pk=waste.plan.pk, on=TODAY)
    assert document.subtitle == page.sentence
    assert document.sections[4].heading == "Procurement"


def test_a_plan_without_an_action_of_anybodys_needs_nobody_else(waste: AServicePlan) -> None:
    assert [task.kind for task in plan_tasks(waste.head)] == ["write_plan"]
    assert list(plan_tasks(waste.lead)) == []
    waste.write()
    service_plans.submit(by=waste.head, at=NOW, service_plan=waste.plan)
    assert [(task.kind, task.detail) for task in plan_tasks(waste.lead)] == [("approve_plan", "Submitted by Hal")]
    assert one(reader=waste.lead, pk=waste.plan.pk).status(TODAY) == "submitted"
