"""What was asked for: who owes it, where it shows, and how it is answered and closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access import Actor
from goldenthread.actions import projects, tracked
from goldenthread.actions.outcomes import Said
from goldenthread.models import Outcome, Paper, TrackedItem
from goldenthread.reports.earlier_bodies import earlier_meetings_blocks
from goldenthread.reports.tracked import unanswered
from tests.a_round import ARound, open_round
from tests.small_council import NOW, START, TODAY
from tests.two_bodies import SCRUTINY_DAY, TwoBodies, begin
from tests.web.signed_in import browser, words


@pytest.fixture
def two(db: None) -> Iterator[TwoBodies]:
    with time_machine.travel(NOW, tick=True):
        yield begin()


@pytest.fixture
def round_(db: None) -> Iterator[ARound]:
    with time_machine.travel(NOW, tick=True):
        yield open_round()


def _owner(two: TwoBodies) -> Actor:
    return two.council.person_with("head_of_service", "hal@anytown.example", service=two.council.service)


def _asked(two: TwoBodies, owner: Actor, **asked: object) -> TrackedItem:
    told = {"kind": "recommendation", "text": "That crews be trained.", "body": two.scrutiny} | asked
    return tracked.ask(by=two.clerk, at=NOW, owner=owner.signed_in.person, **told)  # type: ignore[arg-type]


def _decided(two: TwoBodies) -> Outcome:
    item = two.item(two.second, "4")
    return two.decide(item, "resolve", Said("That improvement plans be updated."))


@pytest.mark.requirement("HE-16")
def test_a_cabinet_resolution_creates_assigned_tracked_actions(two: TwoBodies) -> None:
    owner, outcome = _owner(two), _decided(two)
    given = {
        "kind": "action", "text": "Update the improvement plan for waste.", "body": two.cabinet.pk,
        "owner": owner.signed_in.person_id,
    }  # fmt: skip
    said = words(browser(two.clerk).post(f"/agendas/items/{outcome.item.pk}/track/", given, follow=True))
    assert "Hal is asked to answer by 24 August 2026." in said
    assert "Update the improvement plan for waste. Open" in said
    assert "Update the improvement plan for waste." in words(browser(owner).get("/to-do/"))


@pytest.mark.requirement("GA-08")
def test_a_committee_comments_asks_for_a_deep_dive_and_recommends_and_each_is_tracked(two: TwoBodies) -> None:
    owner = _owner(two)
    item = two.item(two.first, "6", purpose="comment")
    outcome = two.decide(item, "consider", considerations="Members were worried about waiting lists.")
    assert "Members were worried about waiting lists." in words(browser(two.clerk).get(f"/agendas/items/{item.pk}/"))
    for kind, text in (("deep_dive", "Waiting lists in depth"), ("recommendation", "That Cabinet fund two posts")):
        given = {
            "kind": kind, "text": text, "body": two.scrutiny.pk, "to_body": two.cabinet.pk,
            "owner": owner.signed_in.person_id,
        }  # fmt: skip
        browser(two.clerk).post(f"/agendas/items/{item.pk}/track/", given)
    said = words(browser(owner).get("/tracker/"))
    assert "2 of 2 wait for an answer; none is overdue." in said
    assert "Waiting lists in depth Deep dive" in said
    assert "That Cabinet fund two posts Recommendation" in said
    assert outcome.tracked.count() == 2


def test_a_recommendation_is_due_in_two_months_on_a_working_day(two: TwoBodies) -> None:
    asked = _asked(two, _owner(two), asked_on=SCRUTINY_DAY)
    assert asked.due == date(2026, 8, 17), "16 August is a Sunday"


def test_overdue_comes_first_and_is_counted(two: TwoBodies) -> None:
    owner = _owner(two)
    _asked(two, owner, text="Later", due=TODAY + timedelta(days=3))
    _asked(two, owner, text="Late", asked_on=SCRUTINY_DAY, due=TODAY - timedelta(days=3))
    said = words(browser(owner).get("/tracker/"))
    assert "2 of 2 wait for an answer, 1 of them overdue." in said
    assert said.index("Late Recommendation") < said.index("Later Recommendation")
    assert "Late Recommendation" in words(browser(owner).get("/tracker/?state=overdue"))
    assert "Later Recommendation" not in words(browser(owner).get("/tracker/?state=overdue"))


def test_an_answer_is_asked_for_again_and_then_closed_with_every_step_kept(two: TwoBodies) -> None:
    owner = _owner(two)
    asked = _asked(two, owner)
    given = {"answer": "partly", "text": "Half of the crews by May."}
    said = words(browser(owner).post(f"/tracker/{asked.pk}/answer/", given, follow=True))
    assert "Answered: agreed in part" in said
    clerk = browser(two.clerk)
    assert "Answered: That crews be trained." in words(clerk.get("/to-do/"))
    clerk.post(f"/tracker/{asked.pk}/ask-again/", {"note": "And the other half?"})
    browser(owner).post(f"/tracker/{asked.pk}/answer/", {"answer": "agreed", "text": "All by July."})
    said = words(clerk.post(f"/tracker/{asked.pk}/close/", {"note": ""}, follow=True))
    assert "Closed. Agreed: All by July." in said
    assert "And the other half?" in said
    assert "Half of the crews by May." in said
    assert asked.events.count() == 5


def test_somebody_else_cannot_answer_for_the_owner(two: TwoBodies) -> None:
    asked = _asked(two, _owner(two))
    other = two.council.person_with("data_provider", "dan@anytown.example", service=two.council.service)
    assert browser(other).get(f"/tracker/{asked.pk}/").status_code == 200
    assert browser(other).get(f"/tracker/{asked.pk}/answer/").status_code == 403


def test_it_moves_to_somebody_else_with_a_reason(two: TwoBodies) -> None:
    asked = _asked(two, _owner(two))
    other = two.council.person_with("data_provider", "dan@anytown.example", service=two.council.service)
    given = {"owner": other.signed_in.person_id, "reason": "Hal is leaving."}
    said = words(browser(two.clerk).post(f"/tracker/{asked.pk}/move/", given, follow=True))
    assert "Dan owes Overview and Scrutiny Committee an answer" in said
    assert "Hal is leaving. Owner: Dan." in said


def test_an_outcome_closes_only_when_everything_asked_for_is_closed(two: TwoBodies) -> None:
    outcome = _decided(two)
    asked = _asked(two, _owner(two), outcome=outcome, body=two.cabinet)
    Outcome.objects.filter(pk=outcome.pk).update(state="confirmed")
    clerk = browser(two.clerk)
    said = words(clerk.post(f"/agendas/items/{outcome.item.pk}/close/"))
    assert "1 thing that came of it is still open in the tracker." in said
    tracked.answer(by=two.clerk, at=NOW, item=asked, answer="done", text="Done.")
    tracked.close(by=two.clerk, at=NOW, item=asked)
    assert "Closed: everything" in words(clerk.post(f"/agendas/items/{outcome.item.pk}/close/", follow=True))


test_an_outcome_closes_only_when_everything_asked_for_is_closed.pytestmark = [pytest.mark.past_the_door]  # type: ignore[attr-defined]


def test_a_member_asks_for_more_about_a_measure(two: TwoBodies) -> None:
    owner = _owner(two)
    member = two.council.person_with("member", "moe@anytown.example", body=two.council.body)
    page = browser(member).get("/measures/W1/")
    assert "Ask for more" in words(page)
    given = {
        "kind": "detail", "text": "Which rounds are missed most?", "body": two.council.body.pk,
        "measure": two.council.measure.pk,
    }  # fmt: skip
    said = words(browser(member).post("/tracker/ask/?measure=W1", given, follow=True))
    assert "Hal is asked to answer by 8 September 2026." in said
    assert "Which rounds are missed most?" in words(browser(owner).get("/to-do/"))


def test_somebody_without_a_body_cannot_ask(two: TwoBodies) -> None:
    assert browser(_owner(two)).get("/tracker/ask/").status_code == 403


@pytest.mark.requirement("NH-14")
def test_a_nominated_project_must_be_in_the_next_report_or_explained(round_: ARound) -> None:
    council, body = round_.council, round_.council.body
    project = projects.add(
        by=council.by, at=NOW, ref="P1", effective_from=START, title="A new depot", service=council.service, body=body
    )
    member = council.person_with("member", "moe@anytown.example", body=body)
    given = {"kind": "nomination", "text": "The depot in detail", "body": body.pk, "project": project.pk}
    said = words(browser(member).post("/tracker/ask/?project=P1", given, follow=True))
    assert "Hal is asked to answer" in said
    paper = Paper.objects.get()
    team = browser(council.by)
    assert "The depot in detail" in words(team.get(f"/papers/{paper.pk}/"))
    asked = TrackedItem.objects.get()
    answer = {"answer": "explained", "text": "The designs arrive in October."}
    browser(round_.head).post(f"/tracker/{asked.pk}/answer/", answer)
    assert "The depot in detail" not in words(team.get(f"/papers/{paper.pk}/"))
    preview = words(team.get(f"/papers/{paper.pk}/preview/"))
    assert "Requests from the last meeting and answers" in preview
    assert "Explained: The designs arrive in October." in preview
    assert unanswered(paper, reader=council.by, on=TODAY) == ()
    assert earlier_meetings_blocks(paper, reader=council.by, on=TODAY, known_at=NOW - timedelta(days=1)) == ()


@pytest.mark.parametrize("address", ["/tracker/", "/agendas/", "/agendas/{first}/", "/to-do/"])
def test_a_page_asks_as_often_for_many_as_for_few(address: str, two: TwoBodies) -> None:
    client = browser(two.clerk)

    def add(number: str) -> None:
        outcome = two.recommend(two.first, two.cabinet, number)
        two.refer(outcome, two.second, number)
        _asked(two, two.clerk, text=f"Number {number}", outcome=outcome, measure=two.council.measure)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address.format(first=two.first.pk)).status_code == 200
        return len(queries)

    add("1")
    asked()
    few = asked()
    for number in ("2", "3", "4"):
        add(number)
    assert asked() == few
