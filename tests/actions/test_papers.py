from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from goldenthread.actions import exceptions, governance, measures, papers, redactions, returns
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.papers import PaperHasGaps
from goldenthread.models import (
    DueItem,
    ExceptionReport,
    OutboxItem,
    Paper,
    Publication,
    PublicationFile,
    Redaction,
    ReturnVersion,
)
from goldenthread.reports import canonical
from goldenthread.reports.paper import build
from goldenthread.rules.entries import Entry
from goldenthread.rules.refusals import Refusal
from tests.a_round import LATER, Q1, ARound, open_round
from tests.small_council import NOW

pytestmark = pytest.mark.django_db
WHY = "Two rounds were missed in May because crews were short."
AFTERWARDS = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def under_way(db: None) -> ARound:
    return open_round()


def words_of(publication: Publication) -> str:
    return bytes(publication.report).decode()


# What stands between a paper and being final --------------------------------------------------------------------------


def test_a_paper_is_not_final_while_the_figures_are_not_locked(under_way: ARound) -> None:
    papers.clear(by=under_way.clerk, at=NOW, paper=under_way.paper)
    with pytest.raises(Refusal, match="has not locked"):
        papers.finalise(by=under_way.clerk, at=NOW, paper=under_way.paper)


def test_the_leadership_team_cannot_lock_what_is_not_approved(under_way: ARound) -> None:
    under_way.submit()
    with pytest.raises(Refusal, match="Not approved yet: W1"):
        papers.lock(by=under_way.leader, at=NOW, paper=under_way.paper)


def test_an_empty_header_field_is_named(under_way: ARound) -> None:
    under_way.submit()
    under_way.sign_off()
    under_way.approve()
    with pytest.raises(PaperHasGaps, match="Fill in “Agenda item” in the header"):
        under_way.finalise(header={})


@pytest.mark.requirement("SD-09")
def test_a_missing_exception_report_stops_the_paper_until_it_is_written(under_way: ARound) -> None:
    under_way.submit("40", commentary=WHY)
    under_way.sign_off()
    under_way.approve()
    with pytest.raises(PaperHasGaps, match="W1 needs an exception report"):
        under_way.finalise()


@pytest.mark.requirement("SD-09")
def test_a_written_exception_report_is_printed_with_its_promises(under_way: ARound) -> None:
    under_way.submit("40", commentary=WHY)
    under_way.explain()
    under_way.sign_off()
    under_way.approve()
    printed = words_of(under_way.finalise())
    assert "What happened: crews were short." in printed
    assert "Recruit two drivers" in printed
    assert "30 September 2026" in printed


@pytest.mark.requirement("SD-09")
def test_a_waived_exception_report_is_said_not_to_have_been_supplied(under_way: ARound) -> None:
    under_way.submit("40", commentary=WHY)
    under_way.sign_off()
    under_way.approve()
    with pytest.raises(Refusal, match="Only the performance team can waive"):
        exceptions.waive(by=under_way.head, at=NOW, item=under_way.item, what="exception", reason="Head on leave")
    exceptions.waive(
        by=under_way.council.by, at=NOW, item=under_way.item, what="exception", reason="Head of service on leave."
    )
    printed = words_of(under_way.finalise())
    assert "No exception report was supplied by Waste and Recycling by 28 August 2026." in printed
    assert "Head of service on leave." in printed


def test_a_return_missing_at_the_lock_needs_a_waiver_that_is_printed(under_way: ARound) -> None:
    with pytest.raises(Refusal, match="Not approved yet"):
        papers.lock(by=under_way.leader, at=NOW, paper=under_way.paper)
    exceptions.waive(by=under_way.council.by, at=NOW, item=under_way.item, what="return", reason="System down.")
    printed = words_of(under_way.finalise())
    assert "No return was supplied by Waste and Recycling." in printed
    assert "System down." in printed


def test_an_exception_report_is_complete_only_with_words_promises_and_a_date(under_way: ARound) -> None:
    under_way.submit("40", commentary=WHY)
    exception = ExceptionReport.objects.get()
    with pytest.raises(Refusal, match="Still to write: What happened, Why"):
        exceptions.write(by=under_way.provider, at=NOW, exception=exception, sections={}, on_track_by=None)


def test_a_figure_that_is_put_right_no_longer_needs_an_exception_report(under_way: ARound) -> None:
    under_way.submit("40", commentary=WHY)
    under_way.submit("51")
    assert not ExceptionReport.objects.exists()


# Frozen ---------------------------------------------------------------------------------------------------------------


def test_later_changes_leave_a_frozen_paper_byte_for_byte(under_way: ARound) -> None:
    publication = under_way.to_paper("51")
    frozen = bytes(publication.report)
    council, by = under_way.council, under_way.council.by
    returns.submit(
        by=under_way.provider,
        at=AFTERWARDS,
        item=under_way.item,
        entry=Entry(value=Decimal(49), commentary=WHY),
        reason="Corrected tonnages.",
    )
    measures.set_target(
        by=by, at=AFTERWARDS, measure=council.measure, target=PeriodTarget(*Q1, target=Decimal(60)), reason="Raised"
    )
    measures.set_tolerance(
        by=by, at=AFTERWARDS, measure=council.measure, effective_from=Q1[0], changes={"amber_within": "1"}, reason="x"
    )
    governance.rename_body(
        by=by, at=AFTERWARDS, body=council.body, name="Climate Committee", effective_from=date(2026, 4, 1)
    )
    governance.change_remit(by=by, at=AFTERWARDS, body=council.body, effective_from=date(2026, 4, 1), terms="CLI01")
    publication.refresh_from_db()
    assert bytes(publication.report) == frozen
    assert publication.sha256 == papers.sha256(frozen)
    assert "Environment Committee" in words_of(publication)


def test_built_again_as_at_the_freeze_it_equals_what_was_frozen(under_way: ARound) -> None:
    publication = under_way.to_paper("51")
    returns.submit(
        by=under_way.provider,
        at=AFTERWARDS,
        item=under_way.item,
        entry=Entry(value=Decimal(49), commentary=WHY),
        reason="Corrected tonnages.",
    )
    again = build(
        Paper.objects.get(),
        reader=under_way.clerk,
        on=under_way.clerk.on,
        known_at=publication.frozen_at,
        stamp=papers.final_stamp(publication.frozen_at),
    )
    assert canonical.to_json(again.document) == bytes(publication.report)


def test_a_paper_is_published_only_when_its_files_exist(under_way: ARound) -> None:
    publication = under_way.to_paper("51")
    assert OutboxItem.objects.get().kind == papers.BUILD_FILES
    with pytest.raises(Refusal, match="still being built"):
        papers.publish(by=under_way.clerk, at=LATER, paper=under_way.paper)
    papers.add_files(publication=publication, files={name: name.encode() for name in papers.FORMATS}, at=LATER)
    papers.publish(by=under_way.clerk, at=LATER, paper=under_way.paper)
    assert Paper.objects.get().state == "published"


def test_only_the_clerk_makes_a_paper_final(under_way: ARound) -> None:
    under_way.submit()
    under_way.sign_off()
    under_way.approve()
    papers.lock(by=under_way.leader, at=NOW, paper=under_way.paper)
    papers.clear(by=under_way.clerk, at=NOW, paper=under_way.paper)
    with pytest.raises(Refusal, match="Who can: committee clerk"):
        papers.finalise(by=under_way.head, at=NOW, paper=under_way.paper)


def test_two_people_writing_a_papers_text_lose_nothing(under_way: ARound) -> None:
    papers.write(by=under_way.clerk, at=NOW, paper=under_way.paper, texts={"Conclusions": "Good."}, seen=0)
    with pytest.raises(Refusal, match="Somebody else changed"):
        papers.write(by=under_way.council.by, at=NOW, paper=under_way.paper, texts={"Conclusions": "Bad."}, seen=0)


# Redaction ------------------------------------------------------------------------------------------------------------

NAMED = "Mrs Smith of Elm Road complained three times about her bin."


def redacted(a_round: ARound, publication: Publication) -> Redaction:
    files = {name: b"old " + name.encode() for name in papers.FORMATS}
    papers.add_files(publication=publication, files=files, at=LATER)
    asked = redactions.ask(by=a_round.council.by, at=LATER, of_return=a_round.item.place, reason="Names a complainant")
    second = a_round.council.person_with("administrator", "zoe@anytown.example")
    return redactions.approve(by=second, at=LATER + timedelta(hours=1), redaction=asked)


def test_a_redaction_needs_a_second_person(under_way: ARound) -> None:
    asked = redactions.ask(by=under_way.council.by, at=NOW, of_return=under_way.item.place, reason="Name")
    with pytest.raises(Refusal, match="somebody else has to approve it"):
        redactions.approve(by=under_way.council.by, at=NOW, redaction=asked)


def test_redacted_words_are_gone_from_every_version_and_paper_and_values_stay(under_way: ARound) -> None:
    under_way.submit("51", commentary=NAMED)
    under_way.submit("51.5", commentary="Better now.")
    under_way.submit("51", commentary=NAMED)
    under_way.sign_off()
    under_way.approve()
    publication = under_way.finalise()
    before = publication.sha256
    assert "Mrs Smith" in words_of(publication)
    done = redacted(under_way, publication)
    publication.refresh_from_db()
    assert "Mrs Smith" not in words_of(publication)
    assert "Redacted on 8 July 2026" in words_of(publication)
    versions = ReturnVersion.objects.filter(of_return=under_way.item.place)
    assert not [v for v in versions if "Smith" in v.commentary]
    assert sorted(v.value for v in versions if v.value) == [Decimal(51), Decimal(51), Decimal("51.5")]
    changed = next(change for change in done.replaced if change["format"] == "json")
    assert (changed["before"], changed["after"]) == (before, publication.sha256)


def test_a_redaction_withdraws_the_files_and_has_new_ones_built(under_way: ARound) -> None:
    under_way.submit("51", commentary=NAMED)
    under_way.sign_off()
    under_way.approve()
    publication = under_way.finalise()
    redacted(under_way, publication)
    withdrawn = PublicationFile.objects.exclude(withdrawn_at=None)
    assert withdrawn.count() == len(papers.FORMATS)
    assert all(not bytes(file.content) and file.sha256 for file in withdrawn)
    assert OutboxItem.objects.count() == 2
    assert DueItem.objects.get().state == "approved"
