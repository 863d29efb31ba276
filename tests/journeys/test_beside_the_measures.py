"""One person each for projects, risks and money in a real browser, and the member who reads it all on one card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page

from goldenthread.access import Actor
from tests.a_budget import OCTOBER
from tests.a_card import ACard, fill
from tests.a_round import open_round
from tests.journeys.accessibility import assert_accessible, assert_fits_a_phone
from tests.journeys.browsing import Visitor, field, menu, press, says, sign_in
from tests.small_council import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def a_card(visitor: Visitor) -> Iterator[ACard]:
    """Something of everything, in the middle of October; the site is up."""
    with time_machine.travel(OCTOBER, tick=True):
        yield fill(open_round())


def _comes_in(page: Page, person: Actor) -> Page:
    sign_in(page, person.signed_in.email, PASSWORD)
    return page


def _looks_right(page: Page) -> None:
    """No fault that axe can find, and nothing beyond a phone's edge."""
    assert_accessible(page)
    assert_fits_a_phone(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.requirement("SD-09")
@pytest.mark.slow
def test_a_project_manager_updates_a_project(a_card: ACard, visitor: Visitor) -> None:
    manager = a_card.council.person_with("project_manager", "pru@anytown.example", service=a_card.council.service)
    page = _comes_in(visitor(), manager)
    menu(page, "Projects")
    page.get_by_role("link", name="P1 A new depot").click()
    press(page, "Update this project")
    page.get_by_label("On track", exact=True).check()
    field(page, "Why").fill("A new contractor has begun.")
    field(page, "Why it is corrected").fill("The contract was signed.")
    press(page, "Save")
    says(page, "P1 is updated")
    says(page, "A new contractor has begun.")
    _looks_right(page)


@pytest.mark.requirement("NH-12")
@pytest.mark.slow
def test_a_risk_owner_reviews_a_risk(a_card: ACard, visitor: Visitor) -> None:
    page = _comes_in(visitor(), a_card.officer)
    menu(page, "Risks")
    page.get_by_role("link", name="R2 The weighbridge breaks").click()
    says(page, "Review was due")
    press(page, "Review this risk")
    field(page, "What did the review find?").fill("A second weighbridge has been found at the depot.")
    press(page, "Save")
    says(page, "Reviewed. Next review by")
    _looks_right(page)


@pytest.mark.requirement("SD-06")
@pytest.mark.slow
def test_a_finance_partner_explains_a_variance(a_card: ACard, visitor: Visitor) -> None:
    page = _comes_in(visitor(), a_card.budget.partner)
    menu(page, "Money")
    page.get_by_role("link", name="Waste and Recycling").first.click()
    page.get_by_role("link", name="1001 Collection crews").click()
    press(page, "Explain it")
    field(page, "Explanation").fill("Agency drivers cost more than our own.")
    press(page, "Save")
    says(page, "Agency drivers cost more than our own.")
    _looks_right(page)


@pytest.mark.requirement("HE-04")
@pytest.mark.slow
def test_a_member_reads_the_card(a_card: ACard, visitor: Visitor) -> None:
    member = a_card.council.person_with("member", "moe@anytown.example", body=a_card.council.body)
    page = _comes_in(visitor(), member)
    menu(page, "Council Plan")
    page.get_by_role("link", name="On one card A cleaner place").click()
    says(page, "1 of 1 project is red")
    says(page, "R1 Not enough drivers")
    assert "R2" not in page.get_by_role("main").inner_text()
    _looks_right(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 980})  # the printed part of a sheet of A4, at 96 dots an inch
    assert page.evaluate("document.documentElement.scrollHeight") <= 980
