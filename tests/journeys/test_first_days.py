"""The site before there is anything in it, and the pages that say no."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page

from tests import small_council
from tests.journeys.accessibility import assert_accessible, assert_fits_a_phone
from tests.journeys.browsing import says, sign_in
from tests.small_council import NOW, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.once]

WITH_NOTHING_IN_THEM = (
    "to-do", "updates", "exceptions", "completeness", "rounds", "rounds-open", "plan", "scorecard", "papers",
    "redactions", "framework", "set-up", "set-up-services", "set-up-posts", "set-up-people", "set-up-committees",
    "set-up-closures", "set-up-portfolios", "set-up-plans", "set-up-measures",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day(transactional_db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def _looks_right(page: Page) -> None:
    assert page.get_by_role("heading", level=1).count() == 1
    assert_accessible(page)
    assert_fits_a_phone(page)


def test_a_site_without_a_council_says_how_to_begin(page: Page) -> None:
    page.goto("/")
    says(page, "goldenthread init")
    _looks_right(page)


def test_every_list_of_an_empty_council_says_what_will_be_there(page: Page) -> None:
    founder = small_council.found()
    sign_in(page, founder.signed_in.email, PASSWORD)
    for name in WITH_NOTHING_IN_THEM:
        answer = page.goto(reverse(name))
        assert answer is not None
        assert answer.status == 200, name
        _looks_right(page)


def test_an_account_waits_after_ten_wrong_passwords(page: Page) -> None:
    founder = small_council.found()
    for _ in range(10):
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(founder.signed_in.email)
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
    says(page, "quarter of an hour")
    _looks_right(page)


def test_a_form_that_was_open_too_long_says_so(page: Page) -> None:
    small_council.found()
    page.goto("/sign-in/")
    page.context.clear_cookies()
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    says(page, "again")
    _looks_right(page)
