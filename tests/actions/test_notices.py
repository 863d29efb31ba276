"""Notices: for the executive alone, in order, and never without saying who agreed to go without."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.actions import governance, notices
from goldenthread.models import Meeting
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, START, SmallCouncil


@pytest.fixture
def cabinet(anytown: SmallCouncil) -> Meeting:
    body = governance.add_body(by=anytown.by, at=NOW, code="CAB", name="Cabinet", kind="executive", starts=START)
    return governance.add_meeting(by=anytown.by, at=NOW, body=body, day=date(2026, 9, 22))


def test_are_for_the_executive_alone(anytown: SmallCouncil) -> None:
    meeting = governance.add_meeting(by=anytown.by, at=NOW, body=anytown.body, day=date(2026, 9, 8))
    with pytest.raises(Refusal, match="ENV is not the executive"):
        notices.add(by=anytown.by, at=NOW, meeting=meeting, kind="key_decision", subject="Depot")


def test_second_notice_follows_the_first_with_an_answer(anytown: SmallCouncil, cabinet: Meeting) -> None:
    by, today = anytown.by, anytown.by.on
    notice = notices.add(by=by, at=NOW, meeting=cabinet, kind="private", subject="A tenancy")
    with pytest.raises(Refusal, match="the first comes before it"):
        notices.publish_second(by=by, at=NOW, notice=notice, day=today)
    notices.publish(by=by, at=NOW, notice=notice, day=today)
    with pytest.raises(Refusal, match="what was answered"):
        notices.publish_second(by=by, at=NOW, notice=notice, day=today, representations="Hear it openly.")
    notices.publish_second(
        by=by, at=NOW, notice=notice, day=today, representations="Hear it openly.", response="It names a tenant."
    )
    assert notice.response == "It names a tenant."


def test_going_without_says_who_agreed_and_why(anytown: SmallCouncil, cabinet: Meeting) -> None:
    by = anytown.by
    notice = notices.add(by=by, at=NOW, meeting=cabinet, kind="key_decision", subject="Depot")
    with pytest.raises(Refusal, match="who was told or agreed"):
        notices.take_without(
            by=by, at=NOW, notice=notice, route="special_urgency", agreed_by=" ", agreed_on=by.on, reason="Floods"
        )
    taken = notices.take_without(
        by=by, at=NOW, notice=notice, route="special_urgency", agreed_by="Cllr Ash, chair of scrutiny",
        agreed_on=by.on, reason="Floods",
    )  # fmt: skip
    assert (taken.route, taken.agreed_by) == ("special_urgency", "Cllr Ash, chair of scrutiny")


def test_is_refused_to_whoever_does_not_manage_governance(anytown: SmallCouncil, cabinet: Meeting) -> None:
    provider = anytown.person_with("data_provider", "dee@anytown.example", service=anytown.service)
    with pytest.raises(Refusal, match="You cannot change committees"):
        notices.add(by=provider, at=NOW, meeting=cabinet, kind="private", subject="A tenancy")
