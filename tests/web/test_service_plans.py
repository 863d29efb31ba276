"""Service plans on their pages: complete or not, approved, rolled over, joined to the Council Plan and the risks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordDocument

from goldenthread.access import Actor
from goldenthread.actions import finance, organisation, risks, service_actions
from goldenthread.models import PlanElement, ServicePlan
from tests.a_risk import OPENED, WORDS
from tests.a_service_plan import ENDS, STARTS, AServicePlan, a_service_plan
from tests.small_council import NOW, TODAY
from tests.web.signed_in import browser, fields, words

pytestmark = pytest.mark.past_the_door


@pytest.fixture
def waste(db: None) -> Iterator[AServicePlan]:
    with time_machine.travel(NOW, tick=True):
        yield a_service_plan()


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _post(person: Actor, address: str, **given: object) -> str:
    return words(browser(person).post(address, given, follow=True))


def _page(waste: AServicePlan, person: Actor | None = None) -> str:
    return words(browser(person or waste.head).get(f"/service-plans/{waste.plan.pk}/"))


@pytest.mark.requirement("SD-04")
def test_a_missing_section_is_named_and_keeps_the_plan_from_approval(waste: AServicePlan) -> None:
    waste.write("Procurement", "Income generation")
    said = _page(waste)
    assert "Incomplete: “Procurement” and “Income generation” are missing; the year has begun." in said
    assert "Submit for approval" not in said
    refused = _post(waste.head, f"/service-plans/{waste.plan.pk}/submit/")
    assert "Incomplete: “Procurement” and “Income generation” are missing" in refused
    said = _post(waste.head, f"/service-plans/{waste.plan.pk}/section/5/", text="A new vehicle contract.")
    assert "“Procurement” is saved." in said
    assert "Incomplete: “Income generation” is missing" in said


@pytest.mark.requirement("SD-04", "SD-03")
def test_a_plan_goes_from_draft_to_approved_by_the_leadership_team_and_an_edit_reopens_it(waste: AServicePlan) -> None:
    waste.write()
    address = f"/service-plans/{waste.plan.pk}"
    assert "It waits for the Leadership Team" in _post(waste.head, f"{address}/submit/")
    assert "Approve Waste and Recycling Service Plan 2026/27" in words(browser(waste.lead).get("/to-do/"))
    assert "went back to its owner" in _post(waste.lead, f"{address}/return/", reason="Say more about procurement.")
    assert "Say more about procurement." in _page(waste)
    _post(waste.head, f"{address}/submit/")
    said = _post(waste.lead, f"{address}/approve/", note="Agreed at our meeting of 8 July.")
    assert "Waste and Recycling Service Plan 2026/27 is approved." in said
    assert "Approved by Lena on 8 July 2026" in said
    assert "1 of 1 service has an approved plan for 2026/27." in words(browser(waste.lead).get("/service-plans/"))
    _post(waste.head, f"{address}/section/5/", text="Another contract.")
    assert "“Procurement” was changed after it was approved." in _page(waste)


@pytest.mark.requirement("SD-03")
def test_each_service_has_one_plan_and_its_heads_by_date(waste: AServicePlan) -> None:
    council = waste.council
    holding = waste.post.holdings.get()
    organisation.vacate_post(by=council.by, at=NOW, holding=holding, last_day=date(2026, 5, 31))
    new = council.person_with("head_of_service", "nia@anytown.example", service=council.service)
    organisation.fill_post(by=council.by, at=NOW, post=waste.post, person=new.signed_in.person, starts=date(2026, 6, 1))
    said = _page(waste)
    assert "Owner Head of Waste Held by Nia from 1 June 2026; Hal from 1 April 2024 to 31 May 2026" in said
    organisation.add_service(
        by=council.by, at=NOW, code="PARKS", name="Parks", directorate=council.directorate, starts=STARTS
    )
    listed = words(browser(waste.head).get("/service-plans/"))
    assert "0 of 2 services have an approved plan for 2026/27; 1 plan is incomplete; 1 should have been" in listed
    assert "Parks No plan" in listed
    given = {"service": council.service.pk, "title": "Again", "owner": waste.post.pk}
    given |= _day("starts", STARTS) | _day("ends", ENDS)
    assert "This service already has a plan for the year that begins in 2026" in _post(
        council.by, "/service-plans/add/", **given
    )


@pytest.mark.requirement("SD-02", "HA-01")
def test_the_thread_runs_from_the_priority_through_the_service_plan_and_team_plan_to_the_action(
    waste: AServicePlan,
) -> None:
    crews = waste.team()
    action = service_actions.add(
        by=waste.head, at=NOW, service_plan=crews, title="Train two drivers", owner=waste.post,
        serves=[waste.council.aim],
    )  # fmt: skip
    down = words(browser(waste.head).get(f"/plan/{waste.council.priority.pk}/"))
    assert "Collect food waste from flats" in down
    assert "Waste and Recycling Service Plan 2026/27 › Crews Team Plan 2026/27 › 2026/27, Plan, Head of Waste" in down
    up = words(browser(waste.head).get(f"/plan/{action.pk}/"))
    path = (
        "Priority 1 A cleaner place Key aim 1.1 Recycle more "
        "Service Plan Waste and Recycling Service Plan 2026/27 Team Plan Crews Team Plan 2026/27 "
        "WASTE-C1 Train two drivers"
    )
    assert path in up
    assert "The thread ends here" in up


@pytest.mark.requirement("HA-02")
def test_every_item_carries_its_year_and_stage(waste: AServicePlan) -> None:
    waste.approve()
    assert "WASTE-1 Collect food waste from flats 2026/27, stage Do" in _page(waste)
    _post(waste.head, f"/service-plans/{waste.plan.pk}/stage/", stage="review", reason="Half way.")
    assert "Year and stage 2026/27, Review" in words(
        browser(waste.head).get(f"/service-plans/actions/{waste.action.pk}/")
    )
    assert "Year and stage 2026/27, Do" in words(browser(waste.head).get(f"/plan/{waste.council.aim.pk}/"))


@pytest.mark.requirement("SD-11", "HA-08")
def test_operational_risks_are_in_the_plan_by_themselves(waste: AServicePlan) -> None:
    waste.write("Operational risk register")
    assert "“Operational risk register” is missing" in _page(waste)
    risks.add(
        by=waste.head, at=NOW, ref="W-R1", opened_on=OPENED, level="service", service=waste.council.service,
        owner=waste.post, **WORDS,  # type: ignore[arg-type]
    )  # fmt: skip
    said = _page(waste)
    assert "W-R1 Not enough drivers" in said
    assert "Complete, and not yet submitted" in said
    waste_approved = browser(waste.head).post(f"/service-plans/{waste.plan.pk}/submit/", follow=True)
    assert "It waits for" in words(waste_approved)


@pytest.mark.requirement("HA-08")
def test_risks_to_a_teams_actions_stand_beside_them(waste: AServicePlan) -> None:
    crews = waste.team()
    action = service_actions.add(by=waste.head, at=NOW, service_plan=crews, title="Train two drivers", owner=waste.post)
    risk = risks.add(
        by=waste.head,
        at=NOW,
        ref="W-R1",
        opened_on=OPENED,
        level="service",
        service=waste.council.service,
        **WORDS,  # type: ignore[arg-type]
    )
    risks.bear_on(by=waste.head, at=NOW, risk=risk, element=action, starts=STARTS)
    said = words(browser(waste.head).get(f"/service-plans/{crews.pk}/"))
    assert "Risks to these actions W-R1 Not enough drivers" in said


@pytest.mark.requirement("SD-05")
def test_actions_are_exported_for_appraisals_by_post_and_without_anything_personal(waste: AServicePlan) -> None:
    waste.say("at-risk", percent=40, note="The vehicles are late.")
    response = browser(waste.head).get(f"/service-plans/{waste.plan.pk}/actions.csv")
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["Code"], row["Owner"], row["Status"], row["Serves"], row["Stage"]) for row in rows] == [
        ("WASTE-1", "Head of Waste", "At risk", "1.1 Recycle more", "Plan")
    ]
    assert "Hal" not in response.content.decode()


@pytest.mark.requirement("HA-15", "GA-13")
def test_an_action_carries_the_budget_reference_that_budget_setting_uses(waste: AServicePlan) -> None:
    money = waste.council.person_with("finance_partner", "fin@anytown.example")
    line = finance.add_line(
        by=money, at=NOW, code="WASTE-100", effective_from=STARTS, title="Food waste crews",
        service=waste.council.service,
    )  # fmt: skip
    said = words(browser(waste.head).get(f"/service-plans/actions/{waste.action.pk}/"))
    assert "WASTE-1 Collect food waste from flats WASTE-100 Two crews" in words(browser(money).get("/money/plan/"))
    assert "Budget reference WASTE-100, Food waste crews What it takes Two crews" in said
    assert (
        f"/money/lines/{line.pk}/"
        in browser(waste.head).get(f"/service-plans/actions/{waste.action.pk}/").content.decode()
    )


def test_progress_is_reported_by_whoever_holds_the_post_and_shows_what_was_said_before(waste: AServicePlan) -> None:
    waste.say("on-track", on=date(2026, 5, 1), percent=10, note="Two blocks done.")
    address = f"/service-plans/actions/{waste.action.pk}/report/"
    given = {"status": "at-risk", "percent": "40", "note": "The vehicles are late."} | _day("on", TODAY)
    said = _post(waste.head, address, **given, **_day("due", date(2027, 2, 28)))
    assert "At risk, 40% complete, as said on 8 July 2026." in said
    assert "Due 28 February 2027, first 31 December 2026" in said
    assert "Two blocks done." in said
    moved = words(browser(waste.head).get("/service-plans/movement/"))
    assert "1 action from 1 May 2026 to 8 July 2026: 1 declined." in moved
    assert "From on track to at risk. Due 28 February 2027, before 31 December 2026. 40% complete" in moved


def test_the_preview_of_next_year_says_what_carries_over_and_makes_it(waste: AServicePlan) -> None:
    waste.approve()
    done = service_actions.add(by=waste.head, at=NOW, service_plan=waste.plan, title="Buy a lorry", owner=waste.post)
    service_actions.report(by=waste.head, at=NOW, element=done, on=TODAY, status="complete")
    address = f"/service-plans/{waste.plan.pk}/roll-over/"
    assert "1 action carries over, 1 done, 0 given up" in words(browser(waste.head).get(address))
    said = _post(waste.head, address, keep=[waste.action.pk])
    assert "Waste and Recycling Service Plan 2027/28 is begun as a draft" in said
    assert "Before: Waste and Recycling Service Plan 2026/27" in said
    assert "Buy a lorry" not in said


def test_members_see_a_plan_once_it_is_approved(waste: AServicePlan) -> None:
    member = waste.council.person_with("member", "max@anytown.example", body=waste.council.body)
    assert browser(member).get(f"/service-plans/{waste.plan.pk}/").status_code == 404
    assert browser(member).get(f"/plan/{waste.action.pk}/").status_code == 404
    assert "Collect food waste" not in words(browser(member).get(f"/plan/{waste.council.aim.pk}/"))
    waste.approve()
    assert "Collect food waste from flats" in _page(waste, member)


def test_word_and_pdf_say_what_the_page_says(waste: AServicePlan) -> None:
    waste.write("Procurement")
    word = browser(waste.head).get(f"/service-plans/{waste.plan.pk}/plan.docx")
    text = "\n".join(each.text for each in WordDocument(BytesIO(word.content)).paragraphs)
    assert "Waste and Recycling Service Plan 2026/27" in text
    assert "This section has not been written yet" in text
    assert "What we do about Partnerships." in text
    assert browser(waste.head).get(f"/service-plans/{waste.plan.pk}/plan.pdf").content.startswith(b"%PDF")
    assert browser(waste.head).get(f"/service-plans/{waste.plan.pk}/plan.exe").status_code == 404


def test_to_do_names_the_missing_sections_and_the_action_that_falls_due(waste: AServicePlan) -> None:
    waste.write("Procurement")
    service_actions.add(
        by=waste.head, at=NOW, service_plan=waste.plan, title="Order caddies", owner=waste.post, due=date(2026, 7, 20)
    )
    said = words(browser(waste.head).get("/to-do/"))
    assert "Complete Waste and Recycling Service Plan 2026/27" in said
    assert "Missing: Procurement" in said
    assert "WASTE-2 Order caddies" in said


def test_the_council_plan_stays_the_plan_of_the_day(waste: AServicePlan) -> None:
    said = words(browser(waste.head).get("/plan/"))
    assert "A cleaner place" in said
    assert "Other plans" not in said


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("actions.csv", text.encode())


def test_a_file_is_previewed_loaded_and_loading_it_again_changes_nothing(waste: AServicePlan) -> None:
    text = "team,text,act,date,s,done,pc,note\nWASTE,Order caddies,Recycle more,2026-10-31,amb,FALSE,20,no notes\n"
    wishes = {"directorate": "", "services": ""} | _day("as_at", TODAY) | _day("starts", STARTS)
    team = browser(waste.council.by)
    preview = team.post("/service-plans/import/", {"file": _file(text), **wishes})
    assert "It adds 1, changes 0 and leaves 0 as they are." in words(preview)
    assert not PlanElement.objects.filter(code="WASTE-2").exists()
    sent = {name: values[0] for name, values in fields(preview).items()}
    loaded = team.post("/service-plans/import/", sent, follow=True)
    assert "actions.csv loaded: 1 added, 0 changed, 0 unchanged." in words(loaded)
    again = team.post("/service-plans/import/", {"file": _file(text), **wishes})
    assert "It adds 0, changes 0 and leaves 1 as they are." in words(again)


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_loaded(waste: AServicePlan) -> None:
    text = "service,action,status,due\nWASTE,Order caddies,purple,2026-10-31\nWASTE,Weigh bins,green,soon\n"
    wishes = {"directorate": "", "services": ""} | _day("as_at", TODAY) | _day("starts", STARTS)
    response = browser(waste.council.by).post("/service-plans/import/", {"file": _file(text), **wishes})
    said = words(response)
    assert response.status_code == 422
    assert "2 rows cannot be loaded, so nothing is." in said
    assert "2 status “purple” is neither red, amber, green or grey nor one of: Complete" in said
    assert "3 due “soon” is not a date." in said
    assert ServicePlan.objects.get().plan.elements.count() == 1
