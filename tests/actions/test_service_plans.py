"""Service plans: complete before they are approved, open again when they change, one a service and year."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.actions import service_actions, service_plan_years, service_plans
from goldenthread.models import ActionProgress, AuditEntry, ServicePlanSection
from goldenthread.reports.service_plan_records import one
from goldenthread.reports.service_plan_rollover import roll_over_preview
from goldenthread.rules.refusals import Refusal
from tests.a_service_plan import ENDS, STARTS, AServicePlan, a_service_plan
from tests.small_council import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.past_the_door]


@pytest.fixture
def waste() -> AServicePlan:
    return a_service_plan()


def test_a_plan_that_lacks_sections_cannot_be_submitted_and_each_is_named(waste: AServicePlan) -> None:
    waste.write("Procurement", "Operational risk register")
    with pytest.raises(Refusal, match=r"“Procurement” has no text.*“Operational risk register” has no text"):
        service_plans.submit(by=waste.head, at=NOW, service_plan=waste.plan)


def test_only_the_role_that_the_framework_names_approves(waste: AServicePlan) -> None:
    waste.write()
    service_plans.submit(by=waste.head, at=NOW, service_plan=waste.plan)
    with pytest.raises(Refusal, match="Who can: leadership team"):
        service_plans.approve(by=waste.head, at=NOW, service_plan=waste.plan)
    assert service_plans.approve(by=waste.lead, at=NOW, service_plan=waste.plan).stage == "do"


def test_an_edit_after_approval_reopens_the_plan_and_keeps_the_earlier_text(waste: AServicePlan) -> None:
    waste.approve()
    service_plans.write(by=waste.head, at=NOW, service_plan=waste.plan, heading="Procurement", text="A new contract.")
    record = one(reader=waste.head, pk=waste.plan.pk)
    assert (record.status(TODAY), record.standing.reason) == (
        "draft",
        "“Procurement” was changed after it was approved.",
    )
    assert record.approved is not None
    assert ServicePlanSection.objects.filter(heading="Procurement").count() == 2


def test_the_same_text_again_reopens_nothing(waste: AServicePlan) -> None:
    waste.approve()
    waste.write()
    assert one(reader=waste.head, pk=waste.plan.pk).status(TODAY) == "approved"


def test_progress_is_appended_and_does_not_reopen_the_plan(waste: AServicePlan) -> None:
    waste.approve()
    waste.say("on-track", on=date(2026, 5, 1), percent=10)
    waste.say("at-risk", percent=30, due=date(2027, 2, 28), note="The vehicles are late.")
    record = one(reader=waste.head, pk=waste.plan.pk)
    assert record.status(TODAY) == "approved"
    assert [said.status for said in record.actions[0].progress] == ["on-track", "at-risk"]
    assert record.actions[0].terms.due == date(2026, 12, 31)
    assert record.actions[0].due() == date(2027, 2, 28)


def test_a_date_does_not_slip_without_a_reason(waste: AServicePlan) -> None:
    with pytest.raises(Refusal, match="Say why the date changes"):
        waste.say("at-risk", due=date(2027, 2, 28))
    assert not ActionProgress.objects.exists()


def test_there_is_one_plan_a_service_and_year(waste: AServicePlan) -> None:
    with pytest.raises(Refusal, match="already has a plan for the year that begins in 2026"):
        service_plans.add(
            by=waste.head, at=NOW, service=waste.council.service, starts=STARTS, ends=ENDS, title="Another"
        )


def test_a_team_plan_hangs_below_its_service_plan_and_needs_no_sections(waste: AServicePlan) -> None:
    crews = waste.team()
    service_actions.add(by=waste.head, at=NOW, service_plan=crews, title="Train two drivers", owner=waste.post)
    service_plans.submit(by=waste.head, at=NOW, service_plan=crews)
    assert service_plans.approve(by=waste.head, at=NOW, service_plan=crews).status == "approved"
    with pytest.raises(Refusal, match="crews already has a plan"):
        waste.team("crews")


def test_a_plan_is_carried_out_only_once_it_is_approved(waste: AServicePlan) -> None:
    with pytest.raises(Refusal, match="once it is approved"):
        service_plans.move_on(by=waste.head, at=NOW, service_plan=waste.plan, stage="do")
    waste.approve()
    service_plans.move_on(by=waste.head, at=NOW, service_plan=waste.plan, stage="review")
    with pytest.raises(Refusal, match="Do follows on Plan or Revise"):
        service_plans.move_on(by=waste.head, at=NOW, service_plan=waste.plan, stage="do")


def test_next_year_carries_over_what_is_unfinished_and_keeps_its_predecessor(waste: AServicePlan) -> None:
    waste.approve()
    done, dropped = (
        service_actions.add(by=waste.head, at=NOW, service_plan=waste.plan, title=title, owner=waste.post)
        for title in ("Buy two lorries", "Weigh every bin")
    )
    service_actions.report(by=waste.head, at=NOW, element=done, on=TODAY, status="complete")
    crews = waste.team()
    service_actions.add(by=waste.head, at=NOW, service_plan=crews, title="Train two drivers", owner=waste.post)
    preview = roll_over_preview(reader=waste.head, pk=waste.plan.pk, drop=[dropped.pk])
    assert [[line.title for line in preview.of(fate)] for fate in ("carries", "done", "dropped")] == [
        ["Collect food waste from flats", "Train two drivers"], ["Buy two lorries"], ["Weigh every bin"],
    ]  # fmt: skip
    made = service_plan_years.roll_over(by=waste.head, at=NOW, service_plan=waste.plan, drop=[dropped.pk])
    assert (made.plan.title, made.predecessor) == ("Waste and Recycling Service Plan 2027/28", waste.plan)
    record = one(reader=waste.head, pk=made.pk)
    assert [(one.words.title, one.element.predecessor) for one in record.actions] == [
        ("Collect food waste from flats", waste.action)
    ]
    assert record.actions[0].serves == (waste.council.aim.pk,)
    assert not record.gaps(service_plans.framework_for(made))
    assert made.team_plans.get().predecessor == crews
    last = dropped.progress.last()
    assert last is not None
    assert last.note == "Not carried over to Waste and Recycling Service Plan 2027/28."
    with pytest.raises(Refusal, match="There is a plan for the next year already"):
        service_plan_years.roll_over(by=waste.head, at=NOW, service_plan=waste.plan)


def test_a_plan_is_superseded_once_the_next_one_is_approved_and_has_begun(waste: AServicePlan) -> None:
    waste.approve()
    made = service_plan_years.roll_over(by=waste.head, at=NOW, service_plan=waste.plan)
    service_plans.submit(by=waste.head, at=NOW, service_plan=made)
    service_plans.approve(by=waste.lead, at=NOW, service_plan=made)
    record = one(reader=waste.head, pk=waste.plan.pk)
    assert [record.status(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == ["approved", "superseded"]


def test_another_services_head_writes_nothing_here(waste: AServicePlan) -> None:
    stranger = waste.council.person_with("verifier", "vic@anytown.example", service=waste.council.service)
    with pytest.raises(Refusal, match="You cannot write service plans"):
        service_plans.write(by=stranger, at=NOW, service_plan=waste.plan, heading="Procurement", text="Mine.")
    assert not AuditEntry.objects.filter(action="service_plans.write").exists()
