"""The calendar of meetings, notices, remits and routes, as a clerk and a member meet them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access import Actor
from goldenthread.actions import governance, monthly
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import CalendarFeed, Meeting, Paper
from tests.a_round import ARound
from tests.a_route import ARoute, build_route
from tests.small_council import NOW
from tests.web.signed_in import browser, fields, words


@pytest.fixture
def a_route(db: None) -> Iterator[ARoute]:
    with time_machine.travel(NOW, tick=True):
        yield build_route()


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


# The calendar ---------------------------------------------------------------------------------------------------------


def test_shows_the_year_with_the_cycle_that_leads_to_each_meeting(a_round: ARound) -> None:
    body = a_round.council.body
    governance.add_meeting(by=a_round.clerk, at=NOW, body=body, day=date(2026, 12, 8), starts_at=time(18, 30))
    page = words(browser(a_round.clerk).get("/meetings/"))
    assert "2 meetings in 2026/27. The next is Environment Committee on 8 September 2026" in page
    assert "figures 70 days old at the meeting" in page  # 30 June to 8 September
    assert "8 December 2026, 18:30" in page
    assert "Q2 2026/27 proposed: figures 69 days old at the meeting." in page
    assert "Data entered 14 Oct 2026" in page


def test_says_where_newer_figures_will_exist_by_then(a_round: ARound) -> None:
    body = a_round.council.body
    governance.add_meeting(by=a_round.clerk, at=NOW, body=body, day=date(2027, 1, 5))
    assert "By then Q3 2026/27 has ended too." in words(browser(a_round.clerk).get("/meetings/"))


def test_shows_everybody_the_meetings_and_officers_the_cycle(a_round: ARound) -> None:
    page = words(browser().get("/meetings/"))
    assert "Environment Committee" in page
    assert "8 September 2026" in page
    assert "The cycle that leads to it" not in page
    assert "Move" not in page


def test_says_that_a_year_is_empty(a_round: ARound) -> None:
    assert "No meeting is in the calendar for 2024/25." in words(browser().get("/meetings/?year=2024-06-01"))


@pytest.mark.parametrize("year", ["9999-12-31", "0001-01-01", "soon"])
def test_opens_at_this_year_where_an_address_names_none_of_a_calendar(a_round: ARound, year: str) -> None:
    assert "in 2026/27" in words(browser().get(f"/meetings/?year={year}"))


def test_adds_moves_and_cancels_a_meeting(a_round: ARound) -> None:
    clerk = browser(a_round.clerk)
    given = {"body": a_round.council.body.pk, **_day("day", date(2026, 11, 3)), "starts_at": "18:30", "place": "Room 1"}
    added = clerk.post("/meetings/add/", given, follow=True)
    assert "Environment Committee meets on 3 November 2026." in words(added)
    meeting = Meeting.objects.get(day=date(2026, 11, 3))
    clerk.post(f"/set-up/meetings/{meeting.pk}/move/", {**_day("day", date(2026, 11, 4)), "starts_at": "19:00"})
    assert "4 November 2026, 19:00" in words(clerk.get("/meetings/"))
    clerk.post(f"/set-up/meetings/{meeting.pk}/cancel/", {"sure": "yes"})
    assert "Cancelled" in words(clerk.get("/meetings/"))


CALENDAR = """committee,day,time,place
ENV,2026-11-03,18:30,Council Chamber
ENV,2/2/2027,,
"""


def _upload(person: Actor, text: str) -> str:
    client = browser(person)
    file = SimpleUploadedFile("calendar.csv", text.encode(), "text/csv")
    preview = client.post("/set-up/files/calendar/", {"file": file})
    if preview.status_code != 200:
        return words(preview)
    sent = {name: values[-1] for name, values in fields(preview).items()}
    return words(client.post("/set-up/files/calendar/", sent, follow=True))


def test_takes_a_calendar_from_a_file(a_round: ARound) -> None:
    said = _upload(a_round.clerk, CALENDAR)
    assert "calendar.csv loaded: 2 added" in said
    assert "3 November 2026, 18:30" in said
    assert "calendar.csv loaded: 0 added, 0 changed, 2 were there already" in _upload(a_round.clerk, CALENDAR)


def test_says_which_row_of_a_calendar_is_wrong(a_round: ARound) -> None:
    said = _upload(a_round.clerk, "committee,day,time\nENV,2026-11-03,half past\nXYZ,2026-11-03,\n")
    assert "“half past” is not a time of day. Write it as 18:30." in said
    assert "There is no committee with the code XYZ" in said
    assert Meeting.objects.count() == 1


def test_asks_the_database_no_more_for_more_meetings(a_round: ARound) -> None:
    clerk, body = browser(a_round.clerk), a_round.council.body
    with CaptureQueriesContext(connection) as before:
        clerk.get("/meetings/")
    for month in range(8, 13):
        governance.add_meeting(by=a_round.clerk, at=NOW, body=body, day=date(2026, month, 21))
    with CaptureQueriesContext(connection) as after:
        clerk.get("/meetings/")
    assert len(after) == len(before)


# Notices --------------------------------------------------------------------------------------------------------------


def test_lists_the_notices_that_are_due_with_their_days(a_route: ARoute) -> None:
    client = browser(a_route.council.by)
    cabinet = a_route.meetings["CAB"]
    assert "Key decision: notice by 24 Aug 2026" in words(client.get("/meetings/"))
    client.post(f"/meetings/{cabinet.pk}/notice/", {"kind": "private", "subject": "Sale of the depot"})
    page = words(client.get("/meetings/"))
    assert "Sale of the depot Heard in private" in page
    assert "Publish the notice by 24 August 2026." in page
    notice = cabinet.notices.get()
    client.post(f"/meetings/notices/{notice.pk}/publish/", _day("day", date(2026, 7, 8)))
    page = words(client.get("/meetings/"))
    assert "Publish the second notice by 14 September 2026, with what people said and the answer." in page


def test_takes_a_matter_without_notice_and_says_who_agreed(a_route: ARoute) -> None:
    client = browser(a_route.council.by)
    cabinet = a_route.meetings["CAB"]
    client.post(f"/meetings/{cabinet.pk}/notice/", {"kind": "key_decision", "subject": "Flood repairs"})
    step = f"/meetings/notices/{cabinet.notices.get().pk}/without/"
    given = {"route": "special_urgency", **_day("agreed_on", date(2026, 7, 8)), "agreed_by": "", "reason": "Floods"}
    assert client.post(step, given).status_code == 422
    client.post(step, given | {"agreed_by": "Cllr Ash, chair of scrutiny"})
    page = words(client.get("/meetings/"))
    assert "Special urgency: Cllr Ash, chair of scrutiny, agreed on 8 July 2026. Floods" in page


def test_asks_no_notice_of_a_body_that_is_not_the_executive(a_route: ARoute) -> None:
    panel = a_route.meetings["FAR"]
    page = browser(a_route.council.by).post(f"/meetings/{panel.pk}/notice/", {"kind": "private", "subject": "X"})
    assert "FAR is not the executive" in words(page)


# Bodies and remits ----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("HA-14")
def test_a_renamed_body_keeps_its_past(a_route: ARoute) -> None:
    client, cabinet = browser(a_route.council.by), a_route.bodies["CAB"]
    renamed = {
        "name": "The Executive Board",
        **_day("effective_from", date(2026, 9, 1)),
        "reason": "A new constitution",
    }
    governance.add_meeting(by=a_route.council.by, at=NOW, body=cabinet, day=date(2026, 8, 4))
    client.post(f"/set-up/committees/{cabinet.pk}/rename/", renamed)
    page = words(client.get("/meetings/"))
    assert "Cabinet 4 August 2026" in page
    assert "The Executive Board 22 September 2026" in page
    with time_machine.travel(date(2026, 9, 2)):
        body = words(browser(a_route.council.by).get(f"/set-up/committees/{cabinet.pk}/"))
    assert "Previously known as Cabinet" in body


def _preview(a_route: ARoute, code: str) -> str:
    return words(browser(a_route.council.by).get(f"/papers/{a_route.paper(code).pk}/preview/"))


@pytest.mark.requirement("NH-08", "GA-17")
def test_moving_a_kind_between_remits_changes_who_receives_it(a_route: ARoute) -> None:
    a_route.open()
    assert "Household waste recycled" in _preview(a_route, "OS")
    assert "Household waste recycled" not in _preview(a_route, "FAR")
    client = browser(a_route.council.by)
    today = _day("effective_from", date(2026, 7, 8))
    for code, kind, over in (("FAR", "measures", "everything"), ("OS", "projects", "everything")):
        added = client.post(
            f"/set-up/committees/{a_route.bodies[code].pk}/looks-at/", {"kind": kind, "over": over, **today}
        )
        assert added.status_code == 302
    assert "Household waste recycled" in _preview(a_route, "FAR")
    assert "Household waste recycled" not in _preview(a_route, "OS")
    page = words(client.get(f"/set-up/committees/{a_route.bodies['FAR'].pk}/"))
    assert "Measures of the whole council" in page


@pytest.mark.requirement("GA-06")
def test_a_measure_may_be_seen_by_several_bodies(a_route: ARoute) -> None:
    a_route.open()
    client = browser(a_route.council.by)
    given = {"kind": "measures", "over": "measure", "measure": a_route.waste.pk}
    owned = {"kind": "measures", "over": "owned"}
    for look in (given, owned):
        client.post(
            f"/set-up/committees/{a_route.bodies['FAR'].pk}/looks-at/",
            {**look, **_day("effective_from", date(2026, 7, 8))},
        )
    for code in ("OS", "FAR"):
        assert "Household waste recycled" in _preview(a_route, code)
    assert "Invoices paid within 30 days" in _preview(a_route, "FAR")


@pytest.mark.requirement("NH-09", "GA-17")
def test_a_past_report_keeps_the_remit_that_applied_then(a_round: ARound) -> None:
    a_round.to_paper()
    clerk = browser(a_round.council.by)
    frozen = words(clerk.get(f"/papers/{a_round.paper.pk}/preview/"))
    look = {"kind": "projects", "over": "everything", **_day("effective_from", date(2026, 9, 1))}
    clerk.post(f"/set-up/committees/{a_round.council.body.pk}/looks-at/", look)
    clerk.get("/papers/")  # where it is said that the remit changed
    assert words(clerk.get(f"/papers/{a_round.paper.pk}/preview/")) == frozen
    assert "Household waste recycled" in frozen


@pytest.mark.requirement("NH-09")
def test_a_remit_of_a_later_day_leaves_earlier_meetings_alone(a_route: ARoute) -> None:
    a_route.open()
    look = {"kind": "projects", "over": "everything", **_day("effective_from", date(2026, 9, 9))}
    browser(a_route.council.by).post(f"/set-up/committees/{a_route.bodies['OS'].pk}/looks-at/", look)
    assert "Household waste recycled" in _preview(a_route, "OS")  # it meets on 8 September


def test_takes_a_selection_off_again(a_route: ARoute) -> None:
    client, panel = browser(a_route.council.by), a_route.bodies["FAR"]
    today = _day("effective_from", date(2026, 7, 8))
    client.post(f"/set-up/committees/{panel.pk}/looks-at/", {"kind": "money", "over": "everything", **today})
    assert "Money of the whole council" in words(client.get(f"/set-up/committees/{panel.pk}/"))
    client.post(f"/set-up/committees/{panel.pk}/looks-at/1/remove/", today)
    assert "Whatever names it as its committee" in words(client.get(f"/set-up/committees/{panel.pk}/"))
    assert client.get(f"/set-up/committees/{panel.pk}/looks-at/1/remove/").status_code == 404


def test_asks_for_the_thing_a_selection_is_over(a_route: ARoute) -> None:
    look = {"kind": "measures", "over": "service", **_day("effective_from", date(2026, 7, 8))}
    page = browser(a_route.council.by).post(f"/set-up/committees/{a_route.bodies['FAR'].pk}/looks-at/", look)
    assert "Choose the service." in words(page)


# Routes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-04", "HA-12")
def test_opens_a_round_along_the_route(a_route: ARoute) -> None:
    client = browser(a_route.council.by)
    page = words(client.get("/rounds/open/", {"ends": "2026-06-30"}))
    assert "Overview and Scrutiny (stop 1, to comment on): the meeting its paper goes to" in page
    assert "Cabinet (stop 2, to decide on): the meeting its paper goes to" in page
    chosen = {"ends": "2026-06-30", "route": "quarterly", "label": "Q1", "do": "open"}
    done = client.post("/rounds/open/", chosen, follow=True)
    assert "Q1 is open: 2 items are due." in words(done)
    cabinet = words(client.get(f"/papers/{a_route.paper('CAB').pk}/"))
    assert "Overview and Scrutiny , 8 September 2026, to comment on" in cabinet
    assert "Finance and Risk Panel , 15 September 2026, to comment on" in cabinet
    assert "Cabinet , 22 September 2026, to decide on" in cabinet
    assert "Household waste recycled" in _preview(a_route, "CAB")
    assert "Invoices paid within 30 days" in _preview(a_route, "CAB")


def test_opens_a_round_without_a_route_where_nobody_wants_one(a_route: ARoute) -> None:
    client = browser(a_route.council.by)
    page = words(client.get("/rounds/open/", {"ends": "2026-06-30", "route": ""}))
    assert "Overview and Scrutiny: the meeting its paper goes to" in page
    client.post("/rounds/open/", {"ends": "2026-06-30", "route": "", "label": "Q1", "do": "open"})
    assert Paper.objects.filter(route="").count() == 2


def test_says_that_no_meeting_follows_those_before_it(a_route: ARoute) -> None:
    governance.move_meeting(by=a_route.council.by, at=NOW, meeting=a_route.meetings["CAB"], day=date(2026, 9, 9))
    page = words(browser(a_route.council.by).get("/rounds/open/", {"ends": "2026-06-30"}))
    assert (
        "Cabinet has no meeting after 30 June 2026 that leaves time for every stage and for the bodies before it"
        in page
    )


@pytest.mark.requirement("HE-15")
def test_sends_a_report_on_from_cabinet_to_a_specialist_committee(a_route: ARoute) -> None:
    a_route.open()
    meeting = governance.add_meeting(by=a_route.council.by, at=NOW, body=a_route.council.body, day=date(2026, 10, 6))
    client = browser(a_route.council.by)
    given = {"meeting": meeting.pk, "purpose": "comment", "sees_everything": "on"}
    done = client.post(f"/meetings/papers/{a_route.paper('CAB').pk}/send-on/", given, follow=True)
    assert "It goes on to Environment Committee, 6 October 2026." in words(done)
    sent = words(client.get(f"/papers/{a_route.paper('ENV').pk}/"))
    assert "Cabinet , 22 September 2026, to decide on" in sent
    assert "Household waste recycled" in _preview(a_route, "ENV")


@pytest.mark.requirement("GA-12")
def test_prints_the_first_and_the_last_day_of_the_period(a_round: ARound) -> None:
    page = words(browser(a_round.clerk).get(f"/papers/{a_round.paper.pk}/preview/"))
    assert "performed in Q1 2026/27 (1 April to 30 June 2026) against the measures" in page


# Own dates ------------------------------------------------------------------------------------------------------------


def _feed(person: Actor) -> str:
    client = browser(person)
    page = client.post("/calendar/", follow=True)
    address = next(
        part for part in page.content.decode().split('"') if "/calendar/" in part and part.endswith("dates.ics")
    )
    return "/calendar/" + address.split("/calendar/")[1]


def test_feeds_the_dates_of_whoever_made_the_address_and_nobody_elses(a_round: ARound) -> None:
    provider, clerk = _feed(a_round.provider), _feed(a_round.clerk)
    for_provider = browser().get(provider).content.decode()
    assert "SUMMARY:Q1 2026/27: Data entered (Environment Committee)" in for_provider
    assert "Signed off" not in for_provider
    assert "meeting-" not in for_provider
    for_clerk = browser().get(clerk).content.decode()
    assert "SUMMARY:Q1 2026/27: Dispatched (Environment Committee)" in for_clerk
    assert "SUMMARY:Environment Committee" in for_clerk
    assert "Data entered" not in for_clerk


def test_feeds_a_member_the_meetings_of_their_committee(a_route: ARoute) -> None:
    member = a_route.council.person_with("member", "moe@anytown.example", body=a_route.bodies["OS"])
    feed = browser().get(_feed(member)).content.decode()
    assert "SUMMARY:Overview and Scrutiny" in feed
    assert "Cabinet" not in feed


def test_a_feed_names_no_person_and_no_measure(a_round: ARound) -> None:
    a_round.submit("40", commentary="Crews were short.")
    for person in (a_round.provider, a_round.head, a_round.leader, a_round.clerk):
        feed = browser().get(_feed(person)).content.decode()
        assert not any(private in feed for private in ("Household", "W1", "Crews", "Dee", "example.com"))


def test_a_revoked_address_answers_no_more(a_round: ARound) -> None:
    address = _feed(a_round.provider)
    response = browser().get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    assert "no-store" in response["Cache-Control"]
    browser(a_round.provider).post("/calendar/", {"do": "revoke"})
    assert browser().get(address).status_code == 404
    assert browser().get(_feed(a_round.provider)).status_code == 200


def test_a_new_address_replaces_the_old_one(a_round: ARound) -> None:
    first = _feed(a_round.provider)
    second = _feed(a_round.provider)
    assert first != second
    assert [browser().get(address).status_code for address in (first, second)] == [404, 200]


def test_an_address_cannot_be_guessed_from_its_key(a_round: ARound) -> None:
    _feed(a_round.provider)
    key = CalendarFeed.objects.get(revoked_at=None).key
    assert browser().get(f"/calendar/{key}/dates.ics").status_code == 404
    assert browser().get(f"/calendar/{key}:forged/dates.ics").status_code == 404


# The monthly report ---------------------------------------------------------------------------------------------------


@pytest.mark.requirement("HA-04")
def test_sends_the_monthly_report_to_its_readers_in_one_click(a_round: ARound) -> None:
    client = browser(a_round.council.by)
    for name in ("Pat Partner", "Dora Director"):
        client.post("/monthly/readers/add/", {"name": name, "email": f"{name.split()[0].lower()}@partner.example"})
    page = client.get("/monthly/?ends=2026-06-30")
    assert "W1 Household waste recycled 46.9% Q4 2025/26" in words(page)  # what members may see so far
    assert "Every figure is the latest available, for the period that stands beside it." in words(page)
    sent = client.post("/monthly/", {"ends": "2026-06-30"}, follow=True)
    assert "The report on June 2026 is on its way to 2." in words(sent)
    while run_next(JOBS, lambda: NOW):
        pass
    assert {message.to[0] for message in mail.outbox} == {"pat@partner.example", "dora@partner.example"}
    message = mail.outbox[0]
    assert message.subject == "Anytown Council: performance in June 2026"
    assert "W1 Household waste recycled: 46.9% (Q4 2025/26)" in message.body
    assert [name for name, _, _ in message.attachments] == ["performance-2026-06.pdf", "performance-2026-06.xlsx"]


def test_sends_what_members_may_see_and_no_more(a_round: ARound) -> None:
    a_round.submit("12.3", commentary="Crews were short.")
    page = words(browser(a_round.council.by).get("/monthly/?ends=2026-06-30"))
    assert "12.3" not in page


def test_sends_nothing_to_somebody_who_was_taken_off_the_list(a_round: ARound) -> None:
    by = a_round.council.by
    reader = monthly.add_recipient(by=by, at=NOW, name="Pat Partner", email="pat@partner.example")
    browser(by).post("/monthly/", {"ends": "2026-06-30"})
    browser(by).post(f"/monthly/readers/{reader.pk}/remove/")
    while run_next(JOBS, lambda: NOW):
        pass
    assert mail.outbox == []


def test_says_that_nobody_is_on_the_list(a_round: ARound) -> None:
    done = browser(a_round.council.by).post("/monthly/", {"ends": "2026-06-30"}, follow=True)
    assert "Nobody is on the list. Add a recipient first." in words(done)
