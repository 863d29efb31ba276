"""A resident finds out how the bins are doing, and a councillor what is new since the last meeting: in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from playwright.sync_api import Page, expect

from goldenthread.actions import people, wards
from goldenthread.actions.wards import WardEntry
from goldenthread.rules.periods import Period
from tests.a_round import LATER, Q1, ARound, open_round
from tests.journeys.accessibility import assert_accessible, assert_fits_a_phone
from tests.journeys.browsing import Visitor, press, says, sign_in
from tests.small_council import NOW, PASSWORD, START
from tests.web.test_public import publish, revise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

AFTER_THE_MEETING = datetime(2026, 9, 10, 9, 0, tzinfo=LATER.tzinfo)


@pytest.fixture
def published(transactional_db: None) -> Iterator[ARound]:
    """A council two days after the meeting that got its paper; the figure was split by ward, and has changed since."""
    with time_machine.travel(NOW, tick=True):
        a_round = open_round()
        by = a_round.council.by
        made = [wards.add_ward(by=by, at=NOW, code=name, name=name, starts=START) for name in ("Abbey", "Castle")]
        person = people.add_person(by=by, at=NOW, name="Cllr Moe", email="moe@anytown.example", is_member=True)
        people.give_account(by=by, at=NOW, person=person, email="moe@anytown.example", password=PASSWORD)
        people.assign_role(by=by, at=NOW, person=person, role="member", starts=START, body=a_round.council.body)
        wards.take_seat(by=by, at=NOW, ward=made[0], person=person, starts=START)
        wards.set_figures(
            by=a_round.provider,
            at=NOW,
            measure=a_round.council.measure,
            period=Period(*Q1, "Q1 2026/27"),
            entries=[WardEntry(made[0], value=Decimal(61)), WardEntry(made[1], value=Decimal(44))],
        )
        publish(a_round)
        revise(a_round, "53.2")
    with time_machine.travel(AFTER_THE_MEETING, tick=True):
        yield a_round


def _looks_right(page: Page) -> None:
    assert_accessible(page)
    assert_fits_a_phone(page)


@pytest.mark.requirement("NH-27")
def test_a_resident_finds_their_service_and_takes_its_paper_home(visitor: Visitor, published: ARound) -> None:
    page = visitor()
    page.goto("/")
    page.get_by_role("link", name="How the council is doing").click()
    says(page, "Anytown Council reports on one measure of its Council Plan.")
    _looks_right(page)
    page.get_by_label("What is it about?").fill("waste")
    press(page, "Find")
    says(page, "1 measure found.")
    _looks_right(page)
    page.get_by_role("link", name="Household waste recycled").click()
    says(page, "51.0%")
    expect(page.get_by_role("main")).not_to_contain_text("53.2%")
    says(page, "By ward")
    _looks_right(page)
    page.goto("/public/")
    page.get_by_role("link", name="Environment Committee, 8 September 2026", exact=True).click()
    says(page, "This is what the committee saw")
    with page.expect_download() as kept:
        page.get_by_role("link", name="PDF").click()
    assert kept.value.suggested_filename == "ENV-2026-09-08.pdf"


@pytest.mark.requirement("HA-06")
def test_a_councillor_sees_now_beside_what_was_reported_and_asks(visitor: Visitor, published: ARound) -> None:
    page = visitor()
    sign_in(page, "moe@anytown.example", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("My committees, portfolio and ward")
    row = page.get_by_role("row").filter(has_text="Household waste recycled").first
    expect(row).to_contain_text("53.2%")
    expect(row).to_contain_text("Changed since reported")
    expect(row).to_contain_text("51.0%")
    expect(row).to_contain_text("to Environment Committee, 8 September 2026")
    says(page, "61.0%")
    _looks_right(page)
    row.get_by_role("link", name="Ask for more").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ask")
    _looks_right(page)
