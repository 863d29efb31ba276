"""The pages of projects, decisions and rankings, for everybody who works with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from goldenthread.actions import frameworks, links
from goldenthread.imports import framework_files
from goldenthread.models import Decision, Prioritisation, Project
from goldenthread.reports.project_records import project_record
from goldenthread.rules.framework_yaml import parse
from tests.a_project import AProject, begin
from tests.small_council import NOW, START
from tests.web.signed_in import browser, words

DAY = {"day_day": "30", "day_month": "6", "day_year": "2027"}


@pytest.fixture
def depot(db: None) -> Iterator[AProject]:
    with time_machine.travel(NOW, tick=True):
        yield begin()


@pytest.fixture
def manager(depot: AProject) -> Client:
    return browser(depot.manager)


@pytest.fixture
def clerk(depot: AProject) -> Client:
    return browser(depot.clerk)


@pytest.fixture
def team(depot: AProject) -> Client:
    return browser(depot.by)


@pytest.fixture
def member(depot: AProject) -> Client:
    return browser(depot.council.person_with("member", "moe@anytown.example", body=depot.council.body))


# The list -------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-12")
def test_the_list_opens_with_every_project_counted_by_status(depot: AProject, member: Client) -> None:
    for ref, status in (("P2", "on-track"), ("P3", "off-track"), ("P4", "at-risk")):
        depot.report(depot.add(ref), status)
    page = words(member.get("/projects/"))
    assert "4 projects, 1 red, 1 amber, 1 no update yet, 1 green." in page
    assert page.index("P3 Project P3") < page.index("P4 Project P4") < page.index("P2 Project P2")


def test_the_list_is_filtered_by_status_and_says_where_none_is_like_that(depot: AProject, member: Client) -> None:
    depot.report(depot.add("P2"), "on-track")
    page = words(member.get("/projects/?status=on-track"))
    assert "P2 Project P2" in page
    assert "P1 A new depot" not in page
    assert "No project is like that" in words(member.get("/projects/?status=nonsense"))


def test_projects_are_in_the_navigation_where_there_are_any(depot: AProject, member: Client) -> None:
    assert 'href="/projects/"' in member.get("/scorecard/").content.decode()


@pytest.mark.requirement("HE-13")
def test_an_action_of_an_improvement_plan_is_tracked_beside_the_projects(depot: AProject, team: Client) -> None:
    sent = _new(depot) | {"ref": "IP1", "title": "Act on the peer review", "kind": "improvement-action"}
    assert team.post("/projects/-/add/", sent).status_code == 302
    page = words(team.get("/projects/"))
    assert "IP1 Act on the peer review" in page
    assert "Improvement-plan actions" in page
    assert "improvement-plan action" in words(team.get("/projects/IP1/"))


# Adding and changing --------------------------------------------------------------------------------------------------


def _new(depot: AProject) -> dict[str, object]:
    return {
        "ref": "P7", "kind": "project", "state": "live", "title": "New trees", "service": depot.council.service.pk,
        "body": depot.council.body.pk, "effective_from_day": "1", "effective_from_month": "7",
        "effective_from_year": "2026",
    }  # fmt: skip


@pytest.mark.requirement("HA-15")
def test_a_project_carries_its_reference_in_the_budget_and_what_it_needs(depot: AProject, team: Client) -> None:
    sent = _new(depot) | {"budget_reference": "Bid 2027/14", "resources": "£40,000 and half a post"}
    assert team.post("/projects/-/add/", sent).status_code == 302
    page = words(team.get("/projects/P7/"))
    assert "Bid 2027/14" in page
    assert "£40,000 and half a post" in page


def test_a_taken_reference_keeps_what_was_typed(depot: AProject, team: Client) -> None:
    answer = team.post("/projects/-/add/", _new(depot) | {"ref": "P1"})
    assert answer.status_code == 422
    assert "never used again" in words(answer)
    assert 'value="New trees"' in answer.content.decode()


def test_changing_a_project_keeps_the_reason(depot: AProject, team: Client) -> None:
    sent = {"title": "The depot", "service": depot.council.service.pk, "body": depot.council.body.pk,
            "reason": "Council’s wish"}  # fmt: skip
    assert team.post("/projects/P1/change/", sent).status_code == 302
    page = words(team.get("/projects/P1/"))
    assert "Changed: The depot" in page
    assert "Council’s wish" in page


@pytest.mark.requirement("NH-11")
def test_a_project_is_completed_deleted_and_replaced_and_the_list_says_so(depot: AProject, team: Client) -> None:
    for ref in ("P2", "P3", "P4"):
        depot.add(ref)
    day = {"effective_from_day": "8", "effective_from_month": "7", "effective_from_year": "2026"}
    assert team.post("/projects/P2/standing/completed/", day | {"reason": "Opened"}).status_code == 302
    refused = team.post("/projects/P3/standing/deleted/", day | {"reason": "No money"})
    assert "has to agree to this deletion" in words(refused)
    decision = depot.decide().pk
    deleted = team.post("/projects/P3/standing/deleted/", day | {"reason": "No money", "decision": decision})
    replaced = team.post(
        "/projects/P4/standing/replaced/",
        day | {"reason": "Merged", "decision": decision, "replaced_by": depot.project.pk},
    )
    assert (deleted.status_code, replaced.status_code) == (302, 302)
    page = words(team.get("/projects/"))
    assert "2 projects, 1 no update yet, 1 complete." in page
    for said in ("Completed on 8 July 2026: Opened.", "Deleted on 8 July 2026 (minute ENV/1): No money.",
                 "Replaced by P1 on 8 July 2026 (minute ENV/1): Merged."):  # fmt: skip
        assert said in page


# Milestones and decisions ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-10")
def test_a_proposed_date_is_highlighted_and_holds_only_once_the_committee_agrees(
    depot: AProject, manager: Client, clerk: Client
) -> None:
    sent = DAY | {"reason": "Steel is late"}
    assert manager.post(f"/projects/-/milestones/{depot.build.pk}/propose/", sent).status_code == 302
    page = manager.get("/projects/P1/").content.decode()
    assert '<mark class="gt-change"><span class="govuk-visually-hidden">Proposed: </span>30 June 2027</mark>' in page
    assert project_record("P1").milestones[1].dates.approved == depot.build.dates.get(kind="original").day
    form = clerk.get(f"/decisions/record/{depot.council.body.pk}/")
    assert "P1 Built: 30 June 2027 instead of 31 December 2026" in words(form)
    proposal = depot.build.proposals.get().pk
    decided = clerk.post(
        f"/decisions/record/{depot.council.body.pk}/",
        {"day_day": "8", "day_month": "7", "day_year": "2026", "minute": "ENV/9", "text": "Agreed.",
         f"proposal-{proposal}": "approve"},
    )  # fmt: skip
    assert decided.status_code == 302
    after = words(manager.get("/projects/P1/"))
    assert "181 days later than the original, 31 December 2026" in after
    assert "30 June 2027 was approved on 8 July 2026 (minute ENV/9). It was asked for because: Steel is late" in after
    assert "P1 Built: 30 June 2027 approved" in words(clerk.get("/decisions/"))


@pytest.mark.requirement("NH-10")
def test_a_refused_date_stays_visible_on_the_project(depot: AProject, manager: Client, clerk: Client) -> None:
    manager.post(f"/projects/-/milestones/{depot.build.pk}/propose/", DAY | {"reason": "Steel is late"})
    proposal = depot.build.proposals.get().pk
    clerk.post(
        f"/decisions/record/{depot.council.body.pk}/",
        {"day_day": "8", "day_month": "7", "day_year": "2026", "minute": "ENV/9", "text": "Not agreed.",
         f"proposal-{proposal}": "refuse"},
    )  # fmt: skip
    page = words(manager.get("/projects/P1/"))
    assert "30 June 2027 was refused on 8 July 2026 (minute ENV/9)" in page
    assert "Proposed:" not in page


@pytest.mark.requirement("NH-13")
def test_a_member_sees_the_full_set_of_milestones_on_the_page(depot: AProject, member: Client) -> None:
    page = words(member.get("/projects/P1/"))
    assert "Designed" in page
    assert "Built" in page
    assert "Ask for a new date" not in page


def test_a_milestone_is_expected_reached_and_a_proposal_taken_back(depot: AProject, manager: Client) -> None:
    said = {"day_day": "1", "day_month": "2", "day_year": "2027", "reason": "Rain"}
    assert manager.post(f"/projects/-/milestones/{depot.build.pk}/forecast/", said).status_code == 302
    today = {"day_day": "8", "day_month": "7", "day_year": "2026"}
    assert manager.post(f"/projects/-/milestones/{depot.design.pk}/reach/", today).status_code == 302
    assert manager.post(f"/projects/-/milestones/{depot.build.pk}/propose/", {"reason": "Drop it"}).status_code == 302
    page = words(manager.get("/projects/P1/"))
    for text in ("Expected on 1 February 2027, 32 days after the approved date", "Reached on 8 July 2026, 8 days after",
                 "To be removed"):  # fmt: skip
        assert text in page
    proposal = depot.build.proposals.get()
    assert manager.post(f"/projects/-/proposals/{proposal.pk}/withdraw/", {"reason": "No"}).status_code == 302
    assert "removal was proposed (Drop it) and taken back: No" in words(manager.get("/projects/P1/"))


# Updates --------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("HE-17")
def test_an_update_takes_the_councils_own_statuses_and_becomes_the_highlight_report(
    depot: AProject, manager: Client
) -> None:
    form = words(manager.get("/projects/P1/update/"))
    for word in ("Complete", "On track", "At risk", "Off track", "Not started", "On hold", "Discontinued"):
        assert word in form
    sent = {
        "seen": "0", "overall": "at-risk", "commentary": "The contractor left.", "cost": "off-track", "time": "",
        "scope": "", "benefits": "", "percent_complete": "40", "achieved": "Designed", "planned": "Tender again",
        "decisions_needed": "More money", "budget": "250,000", "actual": "90,500.50", "forecast": "260000",
    }  # fmt: skip
    assert manager.post("/projects/P1/update/", sent).status_code == 302
    page = words(manager.get("/projects/P1/"))
    for said in ("At risk, as reported for Q1 2026/27", "40%", "Tender again", "More money", "£250,000", "£90,500.50"):
        assert said in page


def test_an_update_over_a_newer_one_is_refused_and_keeps_what_was_typed(depot: AProject, manager: Client) -> None:
    depot.report(depot.project, "on-track")
    answer = manager.post("/projects/P1/update/", {"seen": "0", "overall": "on-track", "planned": "My own words"})
    assert answer.status_code == 422
    assert "Somebody has updated P1" in words(answer)
    assert "My own words" in answer.content.decode()


def test_pence_are_kept_exactly_and_less_is_refused(depot: AProject, manager: Client) -> None:
    answer = manager.post("/projects/P1/update/", {"seen": "0", "overall": "on-track", "budget": "1.005"})
    assert "at most two decimal places" in words(answer)


# Who may --------------------------------------------------------------------------------------------------------------


def test_whoever_may_not_is_refused_in_words(depot: AProject, member: Client, manager: Client, clerk: Client) -> None:
    refused = {
        member: ("/projects/-/add/", "/projects/P1/change/", "/projects/P1/update/", "/projects/P1/milestone/",
                 "/projects/P1/standing/completed/", "/projects/P1/link/",
                 f"/projects/-/milestones/{depot.build.pk}/propose/", f"/decisions/record/{depot.council.body.pk}/",
                 "/projects/-/rankings/begin/"),
        manager: ("/projects/-/add/", "/projects/P1/change/", f"/decisions/record/{depot.council.body.pk}/"),
        clerk: ("/projects/P1/update/",),
    }  # fmt: skip
    for who, addresses in refused.items():
        assert {who.get(address).status_code for address in addresses} == {403}


def test_a_manager_of_another_service_may_not_update_it(depot: AProject) -> None:
    other = depot.council.person_with("project_manager", "pat@anytown.example", project=depot.add("P2"))
    assert browser(other).get("/projects/P1/update/").status_code == 403
    assert browser(other).get("/projects/P2/update/").status_code == 200


def test_an_unknown_project_is_not_found_in_words(depot: AProject, member: Client) -> None:
    answer = member.get("/projects/P99/")
    assert answer.status_code in (403, 404)
    assert "no project with the reference P99" in words(answer)


# The plan, rankings ---------------------------------------------------------------------------------------------------


def test_a_project_is_linked_to_the_plan_and_seen_there(depot: AProject, team: Client, member: Client) -> None:
    sent = {"serves": depot.council.aim.pk, "role": "primary", "starts_day": "1", "starts_month": "4",
            "starts_year": "2026"}  # fmt: skip
    assert team.post("/projects/P1/link/", sent).status_code == 302
    thread = words(member.get(f"/plan/{depot.council.aim.pk}/"))
    assert "P1 A new depot" in thread
    assert "1 project" in words(member.get("/plan/"))


def test_a_page_can_be_read_as_it_was(depot: AProject, member: Client) -> None:
    links.link(by=depot.by, at=NOW, serves=depot.council.aim, project=depot.project, starts=START)
    assert "There is no project" in words(member.get("/projects/P1/?as_at=2026-07-01"))
    assert member.get("/projects/P1/?as_at=never").status_code == 400


@pytest.mark.requirement("NH-15")
def test_candidates_are_ranked_by_weighted_criteria(depot: AProject, team: Client, member: Client) -> None:
    for ref in ("C1", "C2"):
        team.post("/projects/-/add/", _new(depot) | {"ref": ref, "title": f"Idea {ref}", "state": "proposed"})
    begun = team.post(
        "/projects/-/rankings/begin/",
        {"title": "Projects for 2027/28", "top_score": "5", "criteria": "5 Fits the plan\n3 Cost\n\n2 Risk"},
    )
    assert begun.status_code == 302
    made = Prioritisation.objects.get()
    for ref, scores in (("C1", (2, 5, 5)), ("C2", (5, 1, 2))):
        sent = {f"C{place}": str(score) for place, score in enumerate(scores, start=1)}
        assert team.post(f"/projects/-/rankings/{made.pk}/{ref}/", sent).status_code == 302
    page = words(member.get(f"/projects/-/rankings/{made.pk}/"))
    assert page.index("C1 Idea C1") < page.index("C2 Idea C2")
    assert "70.0%" in page
    assert "64.0%" in page
    again = team.post(f"/projects/-/rankings/{made.pk}/C1/", {"C1": "1"})
    assert "Say why a score that was already given changes" in words(again)


def test_a_criterion_without_a_weight_is_refused_with_its_line(depot: AProject, team: Client) -> None:
    answer = team.post("/projects/-/rankings/begin/", {"title": "x", "top_score": "5", "criteria": "Fits the plan"})
    assert "“Fits the plan” has to begin with a whole number" in words(answer)


def test_decisions_are_recorded_by_the_bodys_own_clerk(depot: AProject, clerk: Client, member: Client) -> None:
    assert "Record a decision" in words(clerk.get("/decisions/"))
    assert "Record a decision" not in words(member.get("/decisions/"))
    sent = {
        "day_day": "8",
        "day_month": "7",
        "day_year": "2026",
        "minute": "ENV/2",
        "text": "That the report be noted.",
    }
    assert clerk.post(f"/decisions/record/{depot.council.body.pk}/", sent).status_code == 302
    assert Decision.objects.get().meeting is not None
    assert "That the report be noted." in words(member.get("/decisions/"))
    assert Project.objects.count() == 1


EIGHT = """
delivery:
  statuses:
    - {code: complete, word: Complete, shown_as: blue}
    - {code: on-track, word: On track, shown_as: green}
    - {code: at-risk, word: At risk, shown_as: amber}
    - {code: missed, word: Missed, shown_as: red}
    - {code: carried-over, word: Carried over, shown_as: overdue}
    - {code: not-started, word: Not started, shown_as: not due}
    - {code: paused, word: Paused, shown_as: suspended}
    - {code: discontinued, word: Discontinued, shown_as: not applicable}
  dates: {very_late: missed}
"""


@pytest.mark.requirement("HE-17")
def test_a_council_has_its_own_eight_statuses_and_counts_them_by_theme(depot: AProject, member: Client) -> None:
    source = framework_files.source("south-derbyshire-2024") + EIGHT
    frameworks.adopt(by=depot.by, at=NOW, framework=parse(source, "eight.yaml"), source=source, effective_from=START)
    links.link(by=depot.by, at=NOW, serves=depot.council.aim, project=depot.project, starts=START)
    depot.report(depot.project, "carried-over")
    for ref, status in (("P2", "missed"), ("P3", "paused"), ("P4", "discontinued")):
        depot.report(depot.add(ref), status)
    page = words(member.get("/projects/?group=priority"))
    assert "4 projects, 1 red, 1 carried over, 1 paused, 1 discontinued." in page
    assert "1 A cleaner place 1 project, 1 carried over" in page
    assert "Outside the plan 3 projects, 1 red, 1 paused, 1 discontinued" in page


def test_a_standing_recorded_by_mistake_is_withdrawn_with_its_reason(depot: AProject, team: Client) -> None:
    decision = depot.decide()
    given = {"effective_from_day": "8", "effective_from_month": "7", "effective_from_year": "2026"}
    team.post("/projects/P1/standing/deleted/", given | {"reason": "No money.", "decision": decision.pk})
    assert "Withdraw its standing" in words(team.get("/projects/P1/"))
    team.post("/projects/P1/standing/", {"reason": "It was another project."})
    said = words(team.get("/projects/P1/"))
    assert "Withdrawn, it never held: Deleted from 8 July 2026" in said
    assert "It was another project." in said
    assert project_record("P1").standing(NOW.date()).state == "live"


def test_a_criterion_is_weighed_anew_with_a_reason(depot: AProject, team: Client) -> None:
    team.post("/projects/-/rankings/begin/", {"title": "2027/28", "top_score": 5, "criteria": "5 Fits the plan"})
    made = Prioritisation.objects.get()
    address = f"/projects/-/rankings/{made.pk}/criteria/C1/"
    team.post(address, {"title": "Fits the plan", "weight": 8, "reason": "The plan comes first."})
    page = words(team.get(f"/projects/-/rankings/{made.pk}/"))
    assert "Change the weight of Fits the plan : Fits the plan, 8" in page
    assert [row.weight for row in made.criteria.order_by("pk")] == [5, 8]
