"""What a councillor lands on: now, beside what was reported, and what they asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from goldenthread.actions import governance, people, tracked, wards
from goldenthread.actions.wards import WardEntry
from goldenthread.models import User
from goldenthread.rules.periods import Period
from tests.a_round import LATER, Q1, ARound
from tests.small_council import NOW, PASSWORD, START
from tests.web.signed_in import browser, words
from tests.web.test_public import publish, revise

MEETING = date(2026, 9, 8)
AFTER = datetime(2026, 9, 10, 9, 0, tzinfo=LATER.tzinfo)


def a_member(a_round: ARound, **over: object) -> User:
    """A councillor with the role of member over something."""
    by = a_round.council.by
    person = people.add_person(by=by, at=NOW, name="Cllr Moe", email="moe@anytown.example", is_member=True)
    user = people.give_account(by=by, at=NOW, person=person, email="moe@anytown.example", password=PASSWORD)
    if over:
        people.assign_role(by=by, at=NOW, person=person, role="member", starts=START, **over)  # type: ignore[arg-type]
    return user


def _browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_members_land_on_their_own_page(a_round: ARound) -> None:
    client = _browser(a_member(a_round, body=a_round.council.body))
    assert client.get("/").headers["Location"] == "/my-committees/"


@pytest.mark.requirement("HA-06")
def test_now_stands_beside_what_was_reported_to_the_meeting(a_round: ARound) -> None:
    user = a_member(a_round, body=a_round.council.body)
    publish(a_round)
    with time_machine.travel(AFTER, tick=True):
        page = words(_browser(user).get("/my-committees/"))
    assert "51.0% On target" in page
    assert "to Environment Committee, 8 September 2026" in page
    assert "Changed since reported" not in page
    revise(a_round, "53.2")
    with time_machine.travel(AFTER, tick=True):
        page = words(_browser(user).get("/my-committees/"))
    assert page.index("53.2%") < page.index("Changed since reported") < page.index("51.0% On target")
    assert "1 has changed since" in page


@pytest.mark.requirement("HA-05")
@pytest.mark.requirement("HA-06")
def test_members_read_the_newest_figures_at_any_time_and_nothing_unapproved(a_round: ARound) -> None:
    client = _browser(a_member(a_round, body=a_round.council.body))
    a_round.submit("51.3")
    page = words(client.get("/my-committees/"))
    assert "51.3%" not in page
    assert "46.9%" in page  # the newest before, under its own period
    assert "Q4 2025/26" in page
    a_round.sign_off()
    a_round.approve()
    page = words(client.get("/my-committees/"))
    assert "51.3%" in page
    assert "No published paper has printed it yet" in page


def test_what_the_committee_asked_for_comes_first_with_its_answer(a_round: ARound) -> None:
    client = _browser(a_member(a_round, body=a_round.council.body))
    item = tracked.ask(
        by=a_round.clerk,
        at=NOW,
        kind="detail",
        text="Missed bins by street",
        body=a_round.council.body,
        owner=a_round.head.signed_in.person,
        due=date(2026, 8, 1),
        asked_on=date(2026, 7, 1),
    )
    tracked.answer(by=a_round.head, at=NOW + timedelta(hours=1), item=item, answer="supplied", text="In annex 2.")
    page = words(client.get("/my-committees/"))
    assert page.index("Missed bins by street") < page.index("Household waste recycled")
    assert "Supplied: In annex 2." in page


def test_a_portfolio_holder_sees_the_measures_of_the_portfolio(a_round: ARound) -> None:
    council = a_round.council
    portfolio = governance.add_portfolio(by=council.by, at=NOW, name="Climate", starts=START)
    holder = council.person_with("portfolio_holder", "pat@anytown.example", portfolio=portfolio)
    page = words(browser(holder).get("/my-committees/"))
    assert "Climate" in page
    assert "Nothing is kept here yet" in page


@pytest.mark.requirement("GA-15")
def test_a_ward_s_councillor_sees_its_figures_beside_the_council_s(a_round: ARound) -> None:
    by = a_round.council.by
    user = a_member(a_round, body=a_round.council.body)
    abbey, castle = (wards.add_ward(by=by, at=NOW, code=name, name=name, starts=START) for name in ("Abbey", "Castle"))
    wards.take_seat(by=by, at=NOW, ward=abbey, person=user.person, starts=START)
    wards.set_figures(
        by=a_round.provider,
        at=NOW,
        measure=a_round.council.measure,
        period=Period(*Q1, "Q1 2026/27"),
        entries=[WardEntry(abbey, value=Decimal(61)), WardEntry(castle, value=Decimal(44))],
    )
    a_round.submit("51.0")
    assert "61.0%" not in words(_browser(user).get("/my-committees/"))
    a_round.sign_off()
    a_round.approve()
    page = words(_browser(user).get("/my-committees/"))
    assert "Abbey" in page
    assert "61.0% 51.0% Q1 2026/27" in page
    assert "44.0%" not in page


def test_somebody_without_committee_portfolio_or_ward_is_told_so(a_round: ARound) -> None:
    page = words(_browser(a_member(a_round)).get("/my-committees/"))
    assert "No committee, portfolio or ward is recorded as yours yet." in page
