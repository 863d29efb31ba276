"""A committee's meeting in a real browser: the clerk from the agenda to the confirmed minutes, the member who asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from playwright.sync_api import Page

from goldenthread.access import Actor
from goldenthread.actions import governance, measure_proposals
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import Body
from tests.a_round import ARound, open_round
from tests.documents.agreement import text_of_word
from tests.journeys.accessibility import assert_accessible, assert_fits_a_phone
from tests.journeys.browsing import Visitor, field, fill, menu, press, says, sign_in
from tests.small_council import NOW, PASSWORD, TODAY
from tests.two_bodies import COUNCIL_DAY, SCRUTINY_DAY, TwoBodies, begin

pytestmark = [pytest.mark.browser, pytest.mark.once]
RESOLUTION = "That the target for October to December stay as it is."
RECOMMENDATION = "That Council approves “two more crews”."


@pytest.fixture
def meeting(transactional_db: None) -> Iterator[TwoBodies]:
    """The committee met on 16 June 2026 and meets again today; two targets of its measure wait for its word."""
    with time_machine.travel(NOW, tick=True):
        two = begin()
        for day in (SCRUTINY_DAY, TODAY):
            governance.add_meeting(by=two.council.by, at=NOW, body=two.council.body, day=day)
        _propose(two, 55, date(2026, 7, 1), date(2026, 9, 30))
        _propose(two, 45, date(2026, 10, 1), date(2026, 12, 31))
        yield two


def _propose(two: TwoBodies, figure: int, starts: date, ends: date) -> None:
    wanted = PeriodTarget(starts, ends, target=Decimal(figure))
    measure_proposals.propose_target(
        by=two.council.by, at=NOW, measure=two.council.measure, target=wanted, reason="Crews are complete."
    )


@pytest.fixture
def a_round(transactional_db: None) -> Iterator[ARound]:
    with time_machine.travel(NOW, tick=True):
        yield open_round()


def _comes_in(page: Page, person: Actor) -> Page:
    sign_in(page, person.signed_in.email, PASSWORD)
    return page


def _looks_right(page: Page) -> None:
    """No fault that axe can find at either width, and nothing beyond a phone's edge."""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert_accessible(page)
    assert_fits_a_phone(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.requirement("NH-28")
@pytest.mark.requirement("GA-05")
@pytest.mark.slow
def test_a_clerk_goes_from_the_agenda_to_the_confirmed_minutes(meeting: TwoBodies, visitor: Visitor) -> None:
    owner = meeting.council.person_with("head_of_service", "hal@anytown.example", service=meeting.council.service)
    page = _comes_in(visitor(), meeting.clerk)
    _put_on_the_agenda(page)
    _record(page)
    _refer(page, meeting.full)
    _ask_for_an_action(page)
    _agenda_of(page, "8 July 2026")
    says(page, "The minutes of 16 June 2026 wait to be confirmed: 1 outcome.")
    press(page, "Confirmed at this meeting")
    says(page, "The minutes of 16 June 2026 are confirmed: 1 outcome is final.")
    _looks_right(page)
    asked = _comes_in(visitor(), owner)
    asked.get_by_role("link", name="Hire two crews").click()
    says(asked, "Environment Committee")
    _looks_right(asked)


def _agenda_of(page: Page, day: str) -> None:
    menu(page, "Meetings")
    page.get_by_role("main").get_by_role("link", name="Agendas and minutes").click()
    page.get_by_role("row", name=f"Environment Committee {day}").get_by_role("link").click()


def _put_on_the_agenda(page: Page) -> None:
    _agenda_of(page, "16 June 2026")
    press(page, "Add an item")
    fill(page, Number="7", Title="Targets for the rest of the year")
    page.get_by_label("To decide").check()
    field(page, "The chair’s reason for urgency").fill("The contract ends tomorrow.")
    _looks_right(page)
    press(page, "Add")
    says(page, "1 of them late")
    says(page, "The contract ends tomorrow.")
    _looks_right(page)
    page.get_by_role("link", name="7. Targets for the rest of the year").click()


def _record(page: Page) -> None:
    press(page, "Record the outcome")
    page.get_by_label("Recommended to another body").check()
    field(page, "RESOLVED").fill(RESOLUTION)
    field(page, "Recommended to").select_option(label="Council")
    field(page, "RECOMMENDED to that body").fill(RECOMMENDATION)
    fill(page, Reason_for_decision="Crews are complete.", Proposed_by="Councillor Ian Moss", Vote="6 for, 1 against")
    page.get_by_role("group", name="55.0% instead of").get_by_label("Approve").check()
    page.get_by_role("group", name="45.0% instead of").get_by_label("Refuse").check()
    _looks_right(page)
    press(page, "Record")
    says(page, "2 proposed changes are settled by it.")
    says(page, RESOLUTION)
    says(page, "55.0% instead of no target: approved")
    says(page, "45.0% instead of no target: refused")
    _looks_right(page)


def _refer(page: Page, to: Body) -> None:
    press(page, "Refer it to another body")
    meeting = field(page, "Meeting")
    meeting.select_option(value=str(to.meetings.get(day=COUNCIL_DAY).pk))
    field(page, "Number on its agenda").fill("9A")
    _looks_right(page)
    press(page, "Refer")
    says(page, "it is item 9A there")
    page.get_by_role("link", name="Council, 7 July 2026, item 9A").click()
    says(page, RECOMMENDATION)
    page.get_by_role("link", name="Referral sheet").click()
    _looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word").click()
    assert RECOMMENDATION in text_of_word(download.value.path().read_bytes())


def _ask_for_an_action(page: Page) -> None:
    _agenda_of(page, "16 June 2026")
    page.get_by_role("link", name="7. Targets for the rest of the year").click()
    press(page, "Assign an action or ask for something")
    field(page, "In one or two sentences").fill("Hire two crews")
    field(page, "Who answers").select_option(label="Hal")
    press(page, "Ask")
    says(page, "Hal is asked to answer by 17 August 2026.")
    menu(page, "Tracker")
    says(page, "Hire two crews")
    _looks_right(page)


@pytest.mark.requirement("GA-08")
@pytest.mark.slow
def test_a_member_asks_for_more_and_reads_the_answer_in_the_next_paper(a_round: ARound, visitor: Visitor) -> None:
    member = a_round.council.person_with("member", "moe@anytown.example", body=a_round.council.body)
    page = _comes_in(visitor(), member)
    menu(page, "Scorecard")
    page.get_by_role("link", name="W1 Household waste recycled").first.click()
    page.get_by_role("link", name="Ask for more about this measure").click()
    field(page, "In one or two sentences").fill("How many flats have no food bins?")
    _looks_right(page)
    press(page, "Ask")
    says(page, "is asked to answer by")
    menu(page, "Tracker")
    says(page, "How many flats have no food bins?")
    _looks_right(page)

    answers = _comes_in(visitor(), a_round.head)
    answers.get_by_role("link", name="How many flats have no food bins?").click()
    press(answers, "Answer it")
    answers.get_by_label("Supplied: here it is").check()
    field(answers, "In words").fill("Eleven blocks, about 240 flats.")
    press(answers, "Answer")
    says(answers, "The body reads it with its next report.")
    _looks_right(answers)

    clerk = _comes_in(visitor(), a_round.clerk)
    menu(clerk, "Reports")
    clerk.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    clerk.get_by_role("link", name="Read it as the committee will see it").click()
    says(clerk, "Eleven blocks, about 240 flats.")
