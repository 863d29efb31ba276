"""Committees by date, their meetings, and the council itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import council, cycles, frameworks, governance
from goldenthread.models import Body, Council, FrameworkVersion, Remit, SiteText
from goldenthread.reports import records
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, START, TODAY, SmallCouncil

LATER = NOW + timedelta(hours=1)


def test_a_committee_keeps_its_old_name_and_remit_for_earlier_meetings(anytown: SmallCouncil) -> None:
    from_may = date(2026, 5, 20)
    governance.rename_body(
        by=anytown.by, at=LATER, body=anytown.body, name="Climate Committee", effective_from=from_may
    )
    governance.change_remit(
        by=anytown.by, at=LATER, body=anytown.body, effective_from=from_may, terms="CL01", remit="Climate and waste."
    )
    assert [row.name for row in anytown.body.names.current()] == ["Environment Committee", "Climate Committee"]
    remits = Remit.objects.current().order_by("effective_from")
    assert [(row.effective_from, row.terms) for row in remits] == [(START, "ENV01"), (from_may, "CL01")]


def test_a_body_meets_once_a_day_and_only_while_it_exists(anytown: SmallCouncil) -> None:
    day = date(2026, 9, 10)
    governance.add_meeting(by=anytown.by, at=NOW, body=anytown.body, day=day, place="Town Hall")
    with pytest.raises(Refusal, match="already meets on 10 September 2026"):
        governance.add_meeting(by=anytown.by, at=NOW, body=anytown.body, day=day)
    with pytest.raises(Refusal, match="does not exist on"):
        governance.add_meeting(by=anytown.by, at=NOW, body=anytown.body, day=date(2020, 1, 1))
    with pytest.raises(Refusal, match="It meets on 10 September 2026"):
        governance.end_body(by=anytown.by, at=NOW, body=anytown.body, last_day=TODAY)


def test_the_frameworks_committees_are_added_once(anytown: SmallCouncil) -> None:
    framework = records.frameworks()[-1].framework
    added = governance.add_bodies_of_framework(by=anytown.by, at=NOW, framework=framework, starts=START)
    assert [body.code for body in added] == [committee.code for committee in framework.committees]
    assert governance.add_bodies_of_framework(by=anytown.by, at=NOW, framework=framework, starts=START) == []
    assert Body.objects.count() == 1 + len(framework.committees)


def test_a_clerk_looks_after_their_own_committee_only(anytown: SmallCouncil) -> None:
    other = governance.add_body(by=anytown.by, at=NOW, code="AUD", name="Audit Committee", starts=START)
    clerk = anytown.person_with("committee_clerk", "clerk@anytown.example", body=anytown.body)
    governance.add_meeting(by=clerk, at=NOW, body=anytown.body, day=date(2026, 9, 10))
    with pytest.raises(Refusal, match="for this one"):
        governance.add_meeting(by=clerk, at=NOW, body=other, day=date(2026, 9, 10))


def test_a_second_council_is_refused(anytown: SmallCouncil) -> None:
    framework = records.frameworks()[-1].framework
    with pytest.raises(Refusal, match="already belongs to a council"):
        council.found(
            at=NOW,
            name="Other",
            framework=framework,
            source="",
            first_person="X",
            email="x@x.example",
            password=None,
        )


def test_a_colour_too_pale_for_white_words_is_refused(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="hard to read"):
        council.change(by=anytown.by, at=NOW, name="Anytown", colour="#ffdd00")
    council.change(by=anytown.by, at=NOW, name="Anytown Borough", colour="#5A2D81")
    assert Council.objects.get().colour == "#5a2d81"


def test_a_site_text_keeps_its_earlier_words(anytown: SmallCouncil) -> None:
    council.set_site_text(by=anytown.by, at=NOW, slug="privacy", text="First.")
    council.set_site_text(by=anytown.by, at=LATER, slug="privacy", text="Second.")
    assert SiteText.objects.current().get().text == "Second."
    assert SiteText.objects.as_at(NOW).get().text == "First."


def test_a_new_framework_version_never_starts_before_the_one_in_force(anytown: SmallCouncil) -> None:
    framework = records.frameworks()[-1].framework
    with pytest.raises(Refusal, match="The version in force holds from"):
        frameworks.adopt(by=anytown.by, at=NOW, framework=framework, source="x", effective_from=date(2020, 1, 1))
    adopted = frameworks.adopt(by=anytown.by, at=NOW, framework=framework, source="x", effective_from=TODAY)
    assert adopted.number == 2
    assert FrameworkVersion.objects.current().count() == 2


def test_deadlines_follow_a_meeting_that_moves_and_it_is_not_cancelled_under_a_paper(anytown: SmallCouncil) -> None:
    by = anytown.by
    meeting = governance.add_meeting(by=by, at=NOW, body=anytown.body, day=date(2026, 9, 10))
    opened = cycles.open_round(
        by=by, at=NOW, label="Q1 2026/27", starts=date(2026, 4, 1), ends=date(2026, 6, 30), meetings=[meeting]
    )
    paper = opened.papers.get()
    before = {row.stage: row.due for row in paper.deadlines.all()}
    governance.move_meeting(by=by, at=NOW, meeting=meeting, day=date(2026, 9, 24))
    after = {row.stage: row.due for row in paper.deadlines.all()}
    assert after["dispatched"] == before["dispatched"] + timedelta(days=14)
    assert after["entered"] == before["entered"]
    with pytest.raises(Refusal, match="Move the meeting to its new day"):
        governance.cancel_meeting(by=by, at=NOW, meeting=meeting)
