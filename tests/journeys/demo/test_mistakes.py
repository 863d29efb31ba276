"""Forms sent with mistakes, and doors that stay shut: each says what was wrong, to everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from goldenthread import models
from tests.journeys.accessibility import assert_accessible, assert_fits_a_phone
from tests.journeys.browsing import press, says
from tests.journeys.demo.addresses import (
    ADMINISTRATOR,
    HEAD_OF_SERVICE,
    MEMBER,
    NOBODY,
    PERFORMANCE_TEAM,
    PROVIDER,
    STOPS,
    Stop,
)
from tests.journeys.demo.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.once]

SENT_EMPTY = (
    "sign-in", "account-password", "redactions", "set-up-directorate-add", "set-up-service-add", "set-up-person-add",
    "set-up-person-password", "set-up-post-add", "set-up-committee-add", "set-up-meeting-add", "set-up-plan-add",
    "set-up-element-add", "set-up-element-words", "set-up-measure-add", "set-up-measure-definition",
    "set-up-measure-tolerance", "set-up-measure-benchmark", "set-up-measure-standing", "set-up-file",
    "set-up-framework-adopt",
)  # fmt: skip


def _looks_right(page: Page) -> None:
    assert page.get_by_role("heading", level=1).count() == 1
    assert_accessible(page)
    assert_fits_a_phone(page)


@pytest.mark.parametrize("name", SENT_EMPTY)
def test_a_form_sent_empty_lists_what_is_missing(reader: Reader, name: str) -> None:
    stop = next(each for each in STOPS if each.name == name)
    page = reader(stop.who)
    page.goto(stop.address())
    form = page.locator("main form[method=post]").first
    form.locator("[type=submit]").first.click()
    expect(page.get_by_role("alert").get_by_role("heading", name="There is a problem")).to_be_visible()
    _looks_right(page)


def test_a_file_with_mistakes_is_answered_row_by_row(reader: Reader) -> None:
    page = reader(PERFORMANCE_TEAM)
    page.goto("/set-up/files/targets/")
    content = b"ref,period,target\nNONE-1,Q1 2026/27,5\nWST-03,soon,5\n"
    page.get_by_label("File").set_input_files(FilePayload(name="targets.csv", mimeType="text/csv", buffer=content))
    press(page, "See what it would do")
    says(page, "2 rows cannot be loaded, so nothing is.")
    _looks_right(page)


def test_a_return_sent_back_without_a_question_asks_for_one(reader: Reader) -> None:
    page = reader(HEAD_OF_SERVICE)
    page.goto("/sign-off/")
    page.locator("tbody").get_by_role("rowheader").get_by_role("link").first.click()
    press(page, "Send back")
    expect(page.get_by_role("alert").get_by_role("heading", name="There is a problem")).to_be_visible()
    _looks_right(page)


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        (NOBODY, "/nowhere/", 404),
        (PROVIDER, "/nowhere/", 404),
        (PROVIDER, "/set-up/", 403),
        (MEMBER, "/completeness/", 403),
        (MEMBER, "/measures/NONE-1/", 404),
        (ADMINISTRATOR, "/framework/?version=999", 404),
    ],
)
def test_a_page_that_is_not_there_or_not_theirs_says_so(reader: Reader, who: str, address: str, status: int) -> None:
    page = reader(who)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    _looks_right(page)


def test_a_member_is_not_told_whether_a_draft_exists(reader: Reader) -> None:
    draft = Stop("paper", MEMBER, lambda: {"pk": models.Paper.objects.filter(state="drafted")[0].pk})
    page = reader(MEMBER)
    answer = page.goto(draft.address())
    assert answer is not None
    assert answer.status == 404
    says(page, "There is no such paper, or it is not published yet.")
    _looks_right(page)
