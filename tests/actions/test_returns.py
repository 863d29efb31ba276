from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from goldenthread.actions import measures, returns, signing
from goldenthread.actions.returns import Conflict, DoubtsAsked, HistoryEntry, Seen
from goldenthread.models import (
    AuditEntry,
    DueItem,
    ExceptionReport,
    Judgement,
    Override,
    Paper,
    ReturnDraft,
    ReturnVersion,
    WorkflowEvent,
)
from goldenthread.rules.entries import Entry, EntryRefused
from goldenthread.rules.refusals import Refusal
from tests.a_round import LATER, ARound, open_round
from tests.small_council import NOW

pytestmark = pytest.mark.django_db
WHY = "Two rounds were missed in May because crews were short."


@pytest.fixture
def under_way(db: None) -> ARound:
    return open_round()


def state(a_round: ARound) -> str:
    return DueItem.objects.get(pk=a_round.item.pk).state


# Drafts ---------------------------------------------------------------------------------------------------------------


def test_a_draft_keeps_what_was_typed_even_what_cannot_be_read(under_way: ARound) -> None:
    returns.save_draft(by=under_way.provider, at=NOW, item=under_way.item, content={"value": "abt 50"})
    assert ReturnDraft.objects.get().content["value"] == "abt 50"
    assert state(under_way) == "entered"
    assert not ReturnVersion.objects.filter(of_return=under_way.item.place).exists()


def test_submitting_discards_the_draft(under_way: ARound) -> None:
    returns.save_draft(by=under_way.provider, at=NOW, item=under_way.item, content={"value": "51"})
    under_way.submit("51")
    assert not ReturnDraft.objects.exists()
    assert state(under_way) == "submitted"


def test_two_people_on_one_row_lose_nothing(under_way: ARound) -> None:
    opened = Seen()
    returns.save_draft(by=under_way.provider, at=NOW, item=under_way.item, content={"commentary": "Mine"}, seen=opened)
    with pytest.raises(Conflict) as told:
        returns.save_draft(
            by=under_way.head, at=NOW, item=under_way.item, content={"commentary": "Theirs"}, seen=opened
        )
    assert told.value.who == "Dee"
    assert told.value.theirs["commentary"] == "Mine"
    returns.save_draft(
        by=under_way.head, at=NOW, item=under_way.item, content={"commentary": "Both"}, seen=told.value.seen
    )
    assert ReturnDraft.objects.get().content["commentary"] == "Both"


def test_saving_over_a_newer_submission_shows_what_was_submitted(under_way: ARound) -> None:
    opened = Seen()
    under_way.submit("51")
    with pytest.raises(Conflict) as told:
        returns.submit(by=under_way.head, at=NOW, item=under_way.item, entry=Entry(value=Decimal(52)), seen=opened)
    assert told.value.theirs["value"] == "51"
    assert ReturnVersion.objects.filter(of_return=under_way.item.place).count() == 1


# Submitting -----------------------------------------------------------------------------------------------------------


def test_a_figure_or_a_reason_is_needed(under_way: ARound) -> None:
    with pytest.raises(EntryRefused, match="Enter the figure, or choose why there is none"):
        returns.submit(by=under_way.provider, at=NOW, item=under_way.item, entry=Entry())


def test_waiting_for_outside_data_needs_a_date(under_way: ARound) -> None:
    waiting = Entry(absence="awaiting_data")
    with pytest.raises(EntryRefused, match="Say when the data will be available"):
        returns.submit(by=under_way.provider, at=NOW, item=under_way.item, entry=waiting)
    dated = Entry(absence="awaiting_data", available_from=date(2026, 8, 14))
    returns.submit(by=under_way.provider, at=NOW, item=under_way.item, entry=dated)
    assert state(under_way) == "submitted"


def test_a_red_figure_needs_a_commentary(under_way: ARound) -> None:
    with pytest.raises(EntryRefused, match="Say what happened and why: it is off target"):
        under_way.submit("40")
    under_way.submit("40", commentary=WHY)
    assert ReturnVersion.objects.current().get(of_return=under_way.item.place).commentary == WHY


def test_a_doubt_is_asked_and_its_answer_kept(under_way: ARound) -> None:
    with pytest.raises(DoubtsAsked) as asked:
        under_way.submit("0.51", commentary=WHY)
    codes = [doubt.code for doubt in asked.value.doubts]
    assert codes
    version = under_way.submit("0.51", commentary=WHY, answers=dict.fromkeys(codes, "Yes, checked"))
    assert {doubt["answer"] for doubt in version.doubts} == {"Yes, checked"}


def test_somebody_elses_provider_cannot_enter(under_way: ARound) -> None:
    with pytest.raises(Refusal, match="Who can: data provider"):
        returns.submit(by=under_way.clerk, at=NOW, item=under_way.item, entry=Entry(value=Decimal(51)))


def test_a_refused_submission_leaves_nothing_behind(under_way: ARound) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(EntryRefused):
        under_way.submit("40")
    assert AuditEntry.objects.count() == before
    assert not WorkflowEvent.objects.exists()
    assert not ExceptionReport.objects.exists()


# Signing off and approving --------------------------------------------------------------------------------------------


def test_signing_off_stores_the_judgement_with_its_rule_and_inputs(under_way: ARound) -> None:
    under_way.submit("48", commentary=WHY)
    under_way.sign_off()
    judgement = Judgement.objects.get()
    assert judgement.status == "amber"
    assert judgement.inputs["target"] == "50.5"
    assert judgement.rule["amber_within"] == "10"
    assert "10% tolerance" in judgement.sentence


def test_the_one_who_entered_a_figure_does_not_sign_it_off(under_way: ARound) -> None:
    returns.submit(by=under_way.head, at=NOW, item=under_way.item, entry=Entry(value=Decimal(51)))
    with pytest.raises(Refusal, match="somebody else"):
        under_way.sign_off()


def test_what_was_not_submitted_cannot_be_signed_off(under_way: ARound) -> None:
    with pytest.raises(Refusal, match="You cannot sign this return off now: it is due"):
        under_way.sign_off()


def test_a_head_of_service_signs_off_only_for_that_service(under_way: ARound) -> None:
    under_way.submit()
    other = under_way.council.person_with("verifier", "vera@anytown.example", service=under_way.council.service)
    with pytest.raises(Refusal, match="Who can: head of service"):
        signing.sign_off(by=other, at=NOW, items=[under_way.item])


def test_sending_back_needs_a_note_and_goes_to_the_provider(under_way: ARound) -> None:
    under_way.submit()
    with pytest.raises(Refusal, match="Say in the note"):
        signing.send_back(by=under_way.head, at=NOW, item=under_way.item, note=" ")
    signing.send_back(by=under_way.head, at=NOW, item=under_way.item, note="Is May in?")
    assert state(under_way) == "returned"
    assert WorkflowEvent.objects.last().note == "Is May in?"  # type: ignore[union-attr]


@pytest.mark.requirement("SD-10")
def test_an_edit_after_approval_reopens_it_and_takes_the_lock_off(under_way: ARound) -> None:
    from goldenthread.actions import papers

    under_way.submit()
    under_way.sign_off()
    under_way.approve()
    papers.lock(by=under_way.leader, at=NOW, paper=under_way.paper)
    under_way.submit("52", at=LATER)
    assert state(under_way) == "submitted"
    assert Paper.objects.get().locked_at is None


def test_an_edit_ends_a_status_set_by_hand(under_way: ARound) -> None:
    under_way.submit("48", commentary=WHY)
    returns.override(by=under_way.leader, at=NOW, item=under_way.item, status="green", reason="Data error upstream.")
    under_way.submit("47", at=LATER, commentary=WHY)
    assert not Override.objects.current().exists()


def test_a_status_is_set_by_hand_only_with_a_reason(under_way: ARound) -> None:
    under_way.submit("48", commentary=WHY)
    with pytest.raises(Refusal, match="Give the reason"):
        returns.override(by=under_way.leader, at=NOW, item=under_way.item, status="green", reason="")


# Revisions and history ------------------------------------------------------------------------------------------------


def test_after_the_paper_is_final_a_change_is_a_revision_with_a_reason(under_way: ARound) -> None:
    publication = under_way.to_paper("51")
    frozen = bytes(publication.report)
    with pytest.raises(EntryRefused, match="The paper with this figure is final"):
        under_way.submit("49", at=LATER, commentary=WHY)
    returns.submit(
        by=under_way.provider,
        at=datetime(2026, 7, 21, tzinfo=UTC),
        item=under_way.item,
        entry=Entry(value=Decimal(49), commentary=WHY),
        reason="The weighbridge sent corrected tonnages.",
    )
    publication.refresh_from_db()
    assert bytes(publication.report) == frozen
    assert state(under_way) == "approved"
    assert ReturnVersion.objects.current().get(of_return=under_way.item.place).origin == "revision"


def test_loading_the_same_past_again_changes_nothing(under_way: ARound) -> None:
    entries = [HistoryEntry(date(2024, 4, 1), date(2024, 6, 30), Decimal("44.4"))]
    first = returns.load_history(by=under_way.council.by, at=NOW, measure=under_way.council.measure, entries=entries)
    again = returns.load_history(by=under_way.council.by, at=NOW, measure=under_way.council.measure, entries=entries)
    other = [HistoryEntry(date(2024, 4, 1), date(2024, 6, 30), Decimal(45))]
    changed = returns.load_history(by=under_way.council.by, at=NOW, measure=under_way.council.measure, entries=other)
    assert (first.added, again.unchanged, changed.changed) == (1, 1, 1)


# Judged on evidence ---------------------------------------------------------------------------------------------------


def on_evidence(a_round: ARound, *, gate: bool) -> None:
    measures.set_tolerance(
        by=a_round.council.by,
        at=NOW,
        measure=a_round.council.measure,
        effective_from=date(2026, 4, 1),
        changes={"basis": "evidence", "evidence_gate": gate},
        reason="A judgement, not a sum.",
    )


def judged(a_round: ARound, **entry: object) -> Judgement:
    returns.submit(by=a_round.provider, at=NOW, item=a_round.item, entry=Entry(**entry))  # type: ignore[arg-type]
    a_round.sign_off()
    return Judgement.objects.get()


def test_a_judgement_on_evidence_has_to_be_chosen(under_way: ARound) -> None:
    on_evidence(under_way, gate=True)
    with pytest.raises(EntryRefused, match="judged by you, on evidence"):
        returns.submit(by=under_way.provider, at=NOW, item=under_way.item, entry=Entry(commentary=WHY))
    assert judged(under_way, judged_as="green").status == "green"


def test_behind_the_evidence_gate_what_is_not_green_without_evidence_is_red(under_way: ARound) -> None:
    on_evidence(under_way, gate=True)
    judgement = judged(under_way, judged_as="amber")
    assert judgement.status == "red"
    assert judgement.sentence == "No evidence of action was given: off target."


def test_with_evidence_the_judgement_stands(under_way: ARound) -> None:
    on_evidence(under_way, gate=True)
    assert judged(under_way, judged_as="amber", commentary=WHY).status == "amber"
