"""Projects, their milestones and the decisions that change them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import decisions, governance, links, milestones, prioritisation, project_updates, projects
from goldenthread.models import AuditEntry, CandidateScore, Project
from goldenthread.reports.project_records import MilestoneRecord, project_record
from goldenthread.rules.prioritisation import Weighed
from goldenthread.rules.refusals import Refusal
from tests.a_project import BUILD, DESIGN, QUARTER, AProject, begin
from tests.small_council import NOW, START, TODAY

LATER = date(2027, 6, 30)


@pytest.fixture
def depot(db: None) -> AProject:
    return begin()


def _built(depot: AProject) -> MilestoneRecord:
    return project_record("P1").milestones[1]


# What it is -----------------------------------------------------------------------------------------------------------


def test_a_reference_is_never_used_again(depot: AProject) -> None:
    with pytest.raises(Refusal) as refused:
        depot.add("p1")
    assert refused.value.code == "ref_used"


def test_a_reference_fits_in_an_address(depot: AProject) -> None:
    with pytest.raises(Refusal, match="Write - instead"):
        depot.add("P/1")


def test_earlier_words_stay_on_record(depot: AProject) -> None:
    projects.revise(by=depot.by, at=NOW + timedelta(days=1), project=depot.project, reason="Renamed", title="The depot")
    assert [version.title for version in depot.project.versions.all()] == ["A new depot", "The depot"]
    assert project_record("P1").version.title == "The depot"
    assert project_record("P1", NOW).version.title == "A new depot"


def test_only_who_manages_projects_of_the_service_may_add_one(depot: AProject) -> None:
    with pytest.raises(Refusal) as refused:
        projects.add(
            by=depot.manager, at=NOW, ref="P9", title="Mine", service=depot.council.service, effective_from=START
        )
    assert refused.value.code == "not_allowed"


def test_a_kind_the_framework_does_not_have_is_refused(depot: AProject) -> None:
    with pytest.raises(Refusal, match="Kinds: project, key-activity, improvement-action"):
        projects.add(
            by=depot.by, at=NOW, ref="P9", kind="idea", title="X", service=depot.council.service, effective_from=START
        )


# Completed, deleted, replaced ----------------------------------------------------------------------------------------


def test_a_project_is_completed_without_a_decision_and_then_is_over(depot: AProject) -> None:
    projects.stand(by=depot.by, at=NOW, project=depot.project, state="completed", effective_from=TODAY, reason="Opened")
    assert project_record("P1").standing(TODAY).state == "completed"
    assert project_record("P1").standing(TODAY - timedelta(days=1)).state == "live"
    with pytest.raises(Refusal, match="is completed"):
        projects.stand(
            by=depot.by, at=NOW, project=depot.project, state="completed", effective_from=TODAY, reason="Again"
        )


def test_a_project_is_deleted_only_by_a_decision_of_its_own_committee(depot: AProject) -> None:
    def delete(**by_what: object) -> None:
        projects.stand(
            by=depot.by, at=NOW, project=depot.project, state="deleted", effective_from=TODAY, reason="No money",
            **by_what,  # type: ignore[arg-type]
        )  # fmt: skip

    with pytest.raises(Refusal) as refused:
        delete()
    assert refused.value.code == "decision_needed"
    other = governance.add_body(by=depot.by, at=NOW, code="HSG", name="Housing", starts=START)
    clerk = depot.council.person_with("committee_clerk", "cleo@anytown.example", body=other)
    theirs = decisions.record(by=clerk, at=NOW, body=other, day=TODAY, minute="1", text="That it be deleted.")
    with pytest.raises(Refusal) as refused:
        delete(decision=theirs)
    assert refused.value.code == "other_body"
    delete(decision=depot.decide())
    standing = project_record("P1").standing(TODAY)
    assert (standing.state, standing.reason, str(standing.decision)) == (
        "deleted", "No money", f"ENV {TODAY} minute ENV/1",
    )  # fmt: skip


def test_a_project_is_replaced_by_another(depot: AProject) -> None:
    heir = depot.add("P2")

    def replace(by_what: Project | None) -> None:
        projects.stand(
            by=depot.by, at=NOW, project=depot.project, state="replaced", effective_from=TODAY, reason="Merged",
            decision=decision, replaced_by=by_what,
        )  # fmt: skip

    decision = depot.decide()
    for wrong in (None, depot.project):
        with pytest.raises(Refusal):
            replace(wrong)
    replace(heir)
    assert project_record("P1").standing(TODAY).replaced_by == heir


# Milestones -----------------------------------------------------------------------------------------------------------


def test_a_proposed_date_takes_effect_only_when_the_committee_approves(depot: AProject) -> None:
    asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Steel is late")
    assert asked is not None
    waiting = _built(depot)
    assert (waiting.dates.approved, waiting.asked) == (BUILD, asked)
    later = NOW + timedelta(hours=1)
    decisions.record(
        by=depot.clerk, at=later, body=depot.council.body, day=TODAY, minute="2", text="Approved.", approves=[asked]
    )
    settled = _built(depot)
    assert (settled.dates.original, settled.dates.approved, settled.asked) == (BUILD, LATER, None)
    assert [(row.kind, row.day, row.reason) for row in settled.rows if row.decision] == [
        ("approved", LATER, "Steel is late")
    ]
    before = project_record("P1", NOW).milestones[1]
    assert (before.dates.approved, before.asked) == (BUILD, asked)


def test_a_refused_date_stays_visible_and_changes_nothing(depot: AProject) -> None:
    asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Steel is late")
    assert asked is not None
    milestones.settle(by=depot.clerk, at=NOW, proposal=asked, decision=depot.decide(), approve=False)
    settled = _built(depot)
    assert (settled.dates.approved, settled.asked) == (BUILD, None)
    assert [proposal.outcome.outcome for proposal in settled.proposals] == ["refused"]
    with pytest.raises(Refusal, match="already been decided"):
        milestones.settle(by=depot.clerk, at=NOW, proposal=asked, decision=depot.decide("2"), approve=True)


def test_the_original_date_outlives_every_new_baseline(depot: AProject) -> None:
    for minute, day in enumerate((LATER, date(2027, 9, 30)), start=1):
        asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=day, reason="Late")
        assert asked is not None
        milestones.settle(by=depot.clerk, at=NOW, proposal=asked, decision=depot.decide(str(minute)), approve=True)
    found = _built(depot)
    assert (found.dates.original, found.dates.approved) == (BUILD, date(2027, 9, 30))
    assert [row.day for row in found.rows if row.kind == "approved"] == [BUILD, LATER, date(2027, 9, 30)]


def test_a_milestone_is_removed_by_a_decision(depot: AProject) -> None:
    asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=None, reason="Not built")
    assert asked is not None
    milestones.settle(by=depot.clerk, at=NOW, proposal=asked, decision=depot.decide(), approve=True)
    assert _built(depot).is_removed
    with pytest.raises(Refusal, match="was removed"):
        milestones.forecast(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="x")


def test_a_second_proposal_waits_for_the_first(depot: AProject) -> None:
    asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Late")
    assert asked is not None
    with pytest.raises(Refusal, match="already waiting"):
        milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=TODAY, reason="Later")
    milestones.withdraw(by=depot.manager, at=NOW, proposal=asked, reason="A mistake")
    assert milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Later")


def test_the_project_manager_cannot_approve_the_project_s_own_dates(depot: AProject) -> None:
    asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Late")
    assert asked is not None
    with pytest.raises(Refusal, match="record what bodies decided"):
        milestones.settle(by=depot.manager, at=NOW, proposal=asked, decision=depot.decide(), approve=True)


def test_what_was_reached_cannot_be_moved_and_the_future_cannot_be_reached(depot: AProject) -> None:
    with pytest.raises(Refusal, match="has not come yet"):
        milestones.reach(by=depot.manager, at=NOW, milestone=depot.design, day=TODAY + timedelta(days=1))
    milestones.reach(by=depot.manager, at=NOW, milestone=depot.design, day=DESIGN)
    with pytest.raises(Refusal, match="was reached on 30 June 2026"):
        milestones.propose(by=depot.manager, at=NOW, milestone=depot.design, day=LATER, reason="x")


def test_a_project_of_no_committee_cannot_ask_for_a_date(depot: AProject) -> None:
    projects.revise(by=depot.by, at=NOW, project=depot.project, reason="Moved", body=None)
    with pytest.raises(Refusal, match="No body owns P1"):
        milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="x")


# Updates --------------------------------------------------------------------------------------------------------------


def test_a_newer_update_is_never_overwritten_unseen(depot: AProject) -> None:
    depot.report(depot.project, "on-track", seen=0)
    with pytest.raises(Refusal) as refused:
        depot.report(depot.project, "off-track", seen=0)
    assert refused.value.code == "changed_meanwhile"
    depot.report(depot.project, "off-track", seen=1)
    update = project_record("P1").update(*QUARTER)
    assert update is not None
    assert (update.overall, update.number) == ("off-track", 2)
    assert depot.project.updates.count() == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"overall": "splendid"}, "unknown_status"),
        ({"overall": ""}, "status_missing"),
        ({"overall": "on-track", "time": "splendid"}, "unknown_status"),
        ({"overall": "on-track", "percent_complete": 101}, "not_a_percentage"),
        ({"overall": "off-track", "commentary": ""}, "commentary_missing"),
    ],
)
def test_an_update_that_says_too_little_or_nonsense_is_refused(
    depot: AProject, said: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        project_updates.report(
            by=depot.manager, at=NOW, project=depot.project, starts=QUARTER[0], ends=QUARTER[1],
            **said,  # type: ignore[arg-type]
        )  # fmt: skip
    assert refused.value.code == code


def test_a_manager_of_one_project_updates_no_other(depot: AProject) -> None:
    only = depot.council.person_with("project_manager", "pat@anytown.example", project=depot.add("P2"))
    with pytest.raises(Refusal, match="for this one"):
        project_updates.report(
            by=only, at=NOW, project=depot.project, starts=QUARTER[0], ends=QUARTER[1], overall="on-track"
        )


# Decisions, links, prioritisation -------------------------------------------------------------------------------------


def test_a_decision_is_recorded_once_with_its_meeting_and_leaves_a_trace(depot: AProject) -> None:
    decision = depot.decide()
    assert decision.meeting is not None
    assert AuditEntry.objects.filter(action="decisions.record", object_id=decision.pk).exists()
    with pytest.raises(Refusal, match="already recorded"):
        depot.decide()
    with pytest.raises(Refusal, match="record what bodies decided"):
        decisions.record(by=depot.manager, at=NOW, body=depot.council.body, day=TODAY, minute="9", text="x")
    with pytest.raises(Refusal, match="has not come yet"):
        decisions.record(
            by=depot.clerk, at=NOW, body=depot.council.body, day=TODAY + timedelta(days=1), minute="9", text="x"
        )


def test_a_project_has_one_home_in_the_plan(depot: AProject) -> None:
    links.link(by=depot.by, at=NOW, serves=depot.council.aim, project=depot.project, starts=START)
    with pytest.raises(Refusal, match=r"P1 has its home at 1\.1"):
        links.link(by=depot.by, at=NOW, serves=depot.council.priority, project=depot.project, starts=START)
    links.link(
        by=depot.by, at=NOW, serves=depot.council.priority, project=depot.project, role="contributes", starts=START
    )
    with pytest.raises(Refusal, match="one measure, one project or one element"):
        links.link(
            by=depot.by, at=NOW, serves=depot.council.aim, project=depot.project, measure=depot.council.measure,
            starts=START,
        )  # fmt: skip


def test_scores_are_kept_with_the_reason_for_every_change(depot: AProject) -> None:
    made = prioritisation.begin(by=depot.by, at=NOW, title="2027/28", criteria=[Weighed("FIT", "Fits the plan", 3)])
    prioritisation.score(by=depot.by, at=NOW, prioritisation=made, project=depot.project, scores={"FIT": 4})
    with pytest.raises(Refusal, match="Say why"):
        prioritisation.score(by=depot.by, at=NOW, prioritisation=made, project=depot.project, scores={"FIT": 2})
    prioritisation.score(
        by=depot.by, at=NOW, prioritisation=made, project=depot.project, scores={"FIT": 2}, reason="Misread"
    )
    assert [(row.score, row.reason) for row in CandidateScore.objects.order_by("pk")] == [(4, ""), (2, "Misread")]
    for wrong in ({"FIT": 6}, {"COST": 1}):
        with pytest.raises(Refusal):
            prioritisation.score(by=depot.by, at=NOW, prioritisation=made, project=depot.project, scores=wrong)


# Standings that were mistakes ----------------------------------------------------------------------------------------


def test_a_mistaken_standing_is_withdrawn_and_the_one_before_holds_again(depot: AProject) -> None:
    later = NOW + timedelta(days=1)
    mistake = projects.stand(
        by=depot.by, at=NOW, project=depot.project, state="deleted", effective_from=TODAY, reason="The wrong project",
        decision=depot.decide(),
    )  # fmt: skip
    assert project_record("P1").standing(TODAY).state == "deleted"
    withdrawn = projects.withdraw_standing(by=depot.by, at=later, standing=mistake, reason="It was P2.")
    assert project_record("P1").standing(TODAY).state == "live"
    assert project_record("P1", NOW).standing(TODAY).state == "deleted"
    assert withdrawn.reason == "It was P2."


def test_a_standing_that_took_anothers_day_gives_it_back(depot: AProject) -> None:
    later = NOW + timedelta(days=1)
    mistake = projects.stand(
        by=depot.by, at=NOW, project=depot.project, state="completed", effective_from=START, reason="Done",
        decision=depot.decide(),
    )  # fmt: skip
    projects.withdraw_standing(by=depot.by, at=later, standing=mistake, reason="Not done.")
    standing = project_record("P1").standing(TODAY)
    assert (standing.state, standing.effective_from) == ("live", START)


def test_only_the_newest_standing_and_never_the_first_is_withdrawn(depot: AProject) -> None:
    first = depot.project.standings.get()
    with pytest.raises(Refusal, match="has no other standing"):
        projects.withdraw_standing(by=depot.by, at=NOW, standing=first, reason="A mistake.")
    projects.stand(
        by=depot.by, at=NOW, project=depot.project, state="deleted", effective_from=TODAY, reason="No money",
        decision=depot.decide(),
    )  # fmt: skip
    with pytest.raises(Refusal, match="Only the newest"):
        projects.withdraw_standing(by=depot.by, at=NOW, standing=first, reason="A mistake.")
    with pytest.raises(Refusal, match="cannot add, change and end projects"):
        projects.withdraw_standing(by=depot.manager, at=NOW, standing=first, reason="A mistake.")
