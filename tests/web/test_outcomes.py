"""Agendas, outcomes and referrals on their pages and sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pypdf
import pytest
import time_machine

from goldenthread.actions import governance, measure_proposals, milestones, outcomes
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.outcomes import Said
from goldenthread.models import AgendaItem, Decision, MeasureProposal, Outcome, Paper
from tests.a_project import BUILD, AProject
from tests.a_project import begin as a_project
from tests.a_risk import a_risk
from tests.a_round import ARound
from tests.documents.agreement import squashed, text_of_word
from tests.small_council import NOW, TODAY
from tests.two_bodies import CABINET_DAY, FOUNDED, GROUNDS, TITLE, VERBATIM, TwoBodies, begin
from tests.web.signed_in import browser, fields, words

Q2 = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def two(db: None) -> Iterator[TwoBodies]:
    with time_machine.travel(NOW, tick=True):
        yield begin()


@pytest.fixture
def p1(db: None) -> Iterator[AProject]:
    with time_machine.travel(NOW, tick=True):
        yield a_project()


def _given(**changes: str) -> dict[str, str]:
    """An outcome as a clerk types it."""
    return {
        "result": "resolve",
        "minute": "CAB/12",
        "resolved": "That the targets be approved.\n\nThat the report be noted.",
        "considerations": "The Leader highlighted the targets.",
        "grounds": GROUNDS,
        "proposer": "Councillor Ian Moss",
        "seconder": "Councillor Judi Hill",
        "vote": "6 for, 1 against",
        "options": "Keeping last year’s targets.",
        "consultees": "Overview and Scrutiny Committee",
        "wards": "Northgate",
        "background_papers": "Target-setting returns",
    } | changes


# Referrals ------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-05")
def test_a_referral_records_from_where_to_where_as_which_item_and_why(two: TwoBodies) -> None:
    outcome = two.recommend(two.second, two.full)
    given = {"to_meeting": two.third.pk, "number": "9A", "purpose": "decide"}
    said = words(browser(two.clerk).post(f"/agendas/items/{outcome.item.pk}/refer/", given, follow=True))
    assert "Referred: it is item 9A there" in said
    assert "Council, 7 July 2026, item 9A" in said
    arrived = words(browser(two.clerk).get(f"/agendas/items/{AgendaItem.objects.get(number='9A').pk}/"))
    assert "9A. REFERRAL FROM CABINET: 23 JUNE 2026 – INTEGRATED PERFORMANCE MANAGEMENT" in arrived
    assert "RECOMMENDED TO COUNCIL That Cabinet approves the “changes” to Section 9" in arrived
    assert f"REASON FOR DECISION {GROUNDS}" in arrived


@pytest.mark.requirement("NH-06")
def test_a_decision_record_holds_who_moved_it_the_vote_the_texts_and_the_agenda(two: TwoBodies) -> None:
    outcome = two.recommend(two.second, two.full)
    said = words(browser(two.clerk).get(f"/agendas/sheets/{outcome.item.pk}/decision/"))
    for expected in (
        "Presenting officer Service Director: Resources",
        "Proposed by Councillor Ian Moss",
        "Seconded by Councillor Judi Hill",
        "Vote 7 for, none against",
        "RESOLVED That the report be noted.",
        "RECOMMENDED TO COUNCIL That Cabinet approves",
        f"REASON FOR DECISION {GROUNDS}",
        "Agenda for Cabinet, Tuesday 23 June 2026: http://testserver/agendas/",
    ):
        assert expected in said


@pytest.mark.requirement("NH-07")
def test_the_next_agenda_quotes_the_resolution_word_for_word_on_page_word_and_pdf(two: TwoBodies) -> None:
    outcome = two.recommend(two.second, two.full)
    item = two.refer(outcome, two.third).to_item
    reader = browser(two.clerk)
    assert "9A" in words(reader.get(f"/agendas/{two.third.pk}/"))
    page = reader.get(f"/agendas/sheets/{item.pk}/referral/")
    assert squashed(VERBATIM) in squashed(words(page))
    word = reader.get(f"/agendas/sheets/{item.pk}/referral/word/").content
    cells = [cell.text for table in docx.Document(BytesIO(word)).tables for row in table.rows for cell in row.cells]
    assert VERBATIM in cells, "to the letter, line breaks and double spaces included"
    pdf = pypdf.PdfReader(BytesIO(reader.get(f"/agendas/sheets/{item.pk}/referral/pdf/").content))
    assert squashed(VERBATIM) in squashed("".join(each.extract_text() for each in pdf.pages))


@pytest.mark.requirement("NH-28")
def test_the_referral_sheet_has_every_part_in_its_order(two: TwoBodies) -> None:
    scrutinised = two.recommend(two.first, two.cabinet, text="That Cabinet approves the report.")
    at_cabinet = two.refer(scrutinised, two.second, "7d").to_item
    decided = two.decide(
        at_cabinet,
        "recommend",
        Said("That the proposals be approved."),
        Said("That the Constitution change.", two.full),
    )
    item = two.refer(decided, two.third).to_item
    said = text_of_word(browser(two.clerk).get(f"/agendas/sheets/{item.pk}/referral/word/").content)
    place = 0
    for part in (
        "9A. REFERRAL FROM CABINET: 23 JUNE 2026 – INTEGRATED PERFORMANCE MANAGEMENT",
        "RECOMMENDED TO COUNCIL",
        "That the Constitution change.",
        "REASON FOR DECISION",
        "7d. Referral from Overview and Scrutiny Committee – 16 June 2026 – Integrated performance management",
        "Presenting officer: Service Director: Resources.",
        "Section 7 details the processes.",
        "Councillor Ian Moss proposed and Councillor Judi Hill seconded",
        "RESOLVED",
        "RECOMMENDED TO COUNCIL",
        "REASON FOR DECISION",
        "Agenda for Cabinet, Tuesday 23 June 2026",
    ):
        assert part in said[place:], part
        place = said.index(part, place)


def test_two_committees_meet_in_one_item_at_cabinet(two: TwoBodies) -> None:
    first = two.refer(two.recommend(two.first, two.cabinet), two.second, "8")
    governance.add_meeting(by=two.council.by, at=FOUNDED, body=two.council.body, day=date(2026, 6, 18))
    other = two.recommend(two.council.body.meetings.get(), two.cabinet, text="That the risks be watched.")
    given = {"to_meeting": two.second.pk, "number": "8", "purpose": "decide", "joins": first.to_item_id}
    browser(two.clerk).post(f"/agendas/items/{other.item.pk}/refer/", given)
    said = words(browser(two.clerk).get(f"/agendas/items/{first.to_item_id}/"))
    assert "OVERVIEW AND SCRUTINY COMMITTEE: 16 JUNE 2026 AND ENVIRONMENT COMMITTEE: 18 JUNE 2026" in said
    assert "That the risks be watched." in said


# Outcomes -------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("HE-14")
def test_a_cabinet_decision_is_recorded_whole_and_takes_effect_after_call_in(two: TwoBodies) -> None:
    item = two.item(two.second)
    clerk = browser(two.clerk)
    given = _given(key_decision="on", published_on_day="25", published_on_month="6", published_on_year="2026")
    clerk.post(f"/agendas/items/{item.pk}/record/", given)
    said = words(clerk.get(f"/agendas/sheets/{item.pk}/decision/"))
    for expected in (
        "Key decision Yes",
        "Can be called in Yes",
        "Wards affected Northgate",
        "Alternative options considered Keeping last year’s targets.",
        "Consultees Overview and Scrutiny Committee",
        "Background papers Target-setting returns",
        "Decision date 23 June 2026",
        "Published 25 June 2026",
        "Effective from 2 July 2026",
    ):
        assert expected in said, expected
    texts = list(Outcome.objects.get(item=item).versions.get().texts.values_list("text", flat=True))
    assert texts == ["That the targets be approved.", "That the report be noted."]


def test_a_committee_has_no_call_in_and_a_recommendation_to_council_has_none_either(two: TwoBodies) -> None:
    two.recommend(two.second, two.full)
    assert "Can be called in No" in words(
        browser(two.clerk).get(f"/agendas/sheets/{AgendaItem.objects.get().pk}/decision/")
    )
    item = two.item(two.first, "4")
    browser(two.clerk).post(f"/agendas/items/{item.pk}/record/", _given(minute=""))
    said = words(browser(two.clerk).get(f"/agendas/sheets/{item.pk}/decision/"))
    assert "called in" not in said
    assert "Effective from 16 June 2026" in said


def test_what_is_called_in_never_takes_effect(two: TwoBodies) -> None:
    proposal = _other_target(two)
    item = two.item(two.second)
    outcome = two.decide(item, "resolve", Said("Approved."), approves=(proposal,))
    clerk = browser(two.clerk)
    assert "1 more wait until the decision can no longer be called in" in words(clerk.get(f"/agendas/items/{item.pk}/"))
    clerk.post(f"/agendas/items/{item.pk}/call-in/", {"reason": "Three members asked."})
    with pytest.raises(Exception, match="called in"):
        outcomes.take_effect(by=two.clerk, at=NOW, outcome=outcome)
    assert "(called in)" in words(clerk.get(f"/agendas/items/{item.pk}/"))


def test_an_approved_change_holds_once_the_days_for_call_in_are_over(two: TwoBodies) -> None:
    proposal = _other_target(two)
    item = two.item(two.second)
    two.decide(item, "resolve", Said("Approved."), approves=(proposal,), published_on=CABINET_DAY)
    assert not two.council.measure.targets.current().filter(target=Decimal(55)).exists()
    said = words(browser(two.clerk).post(f"/agendas/items/{item.pk}/take-effect/", follow=True))
    assert "What it approved holds now." in said
    assert two.council.measure.targets.current().filter(target=Decimal(55)).exists()


def _other_target(two: TwoBodies) -> MeasureProposal:
    wanted = PeriodTarget(*Q2, target=Decimal(55))
    return measure_proposals.propose_target(
        by=two.council.by, at=NOW, measure=two.council.measure, target=wanted, reason="Crews are complete."
    )


def test_an_item_without_notice_carries_the_chairs_reason(two: TwoBodies) -> None:
    given = {
        "number": "12", "title": "Flood grants", "purpose": "decide", "late_reason": "The grant closes tomorrow.",
    }  # fmt: skip
    said = words(browser(two.clerk).post(f"/agendas/{two.third.pk}/add/", given, follow=True))
    assert "1 of them late" in said
    assert "The grant closes tomorrow." in said


def test_minutes_are_confirmed_at_the_next_meeting_and_words_no_longer_change(two: TwoBodies) -> None:
    item = two.item(two.first)
    two.decide(item, "resolve", Said("That it be noted."))
    later = governance.add_meeting(by=two.council.by, at=FOUNDED, body=two.scrutiny, day=TODAY)
    clerk = browser(two.clerk)
    assert "The minutes of 16 June 2026 wait to be confirmed: 1 outcome." in words(clerk.get(f"/agendas/{later.pk}/"))
    said = words(clerk.post(f"/agendas/{later.pk}/confirm/{two.first.pk}/", follow=True))
    assert "The minutes of 16 June 2026 are confirmed: 1 outcome is final." in said
    assert "Minutes confirmed At the meeting of 8 July 2026" in words(clerk.get(f"/agendas/items/{item.pk}/"))
    refused = words(clerk.get(f"/agendas/items/{item.pk}/correct/"))
    assert "You cannot do this now" in refused


def test_a_correction_keeps_the_earlier_words(two: TwoBodies) -> None:
    item = two.item(two.first)
    two.decide(item, "resolve", Said("That it be notted."))
    clerk = browser(two.clerk)
    form = fields(clerk.get(f"/agendas/items/{item.pk}/correct/"))
    given = {name: values[0] for name, values in form.items()} | {
        "resolved": "That it be noted.", "reason": "A slip of the pen.",
    }  # fmt: skip
    said = words(clerk.post(f"/agendas/items/{item.pk}/correct/", given, follow=True))
    assert "RESOLVED That it be noted." in said
    assert "A slip of the pen." in said
    assert item.outcome.versions.count() == 2


def test_a_form_says_what_is_missing(two: TwoBodies) -> None:
    item = two.item(two.first)
    answer = browser(two.clerk).post(f"/agendas/items/{item.pk}/record/", {"result": "resolve"})
    assert answer.status_code == 422
    assert "Write what was resolved or recommended, in the words of the minutes." in words(answer)


def test_only_a_clerk_records(two: TwoBodies) -> None:
    item = two.item(two.first)
    member = two.council.person_with("member", "moe@anytown.example", body=two.scrutiny)
    assert browser(member).get(f"/agendas/items/{item.pk}/").status_code == 200
    assert browser(member).get(f"/agendas/items/{item.pk}/record/").status_code == 403


# Changes that take effect ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("GA-05")
@pytest.mark.requirement("NH-24")
def test_targets_change_when_cabinet_approves_and_refused_ones_stay_visible(two: TwoBodies) -> None:
    head = two.council.person_with("head_of_service", "hal@anytown.example", service=two.council.service)
    owner = browser(head)
    for period, target in (("2026-07-01_2026-09-30", "55"), ("2026-10-01_2026-12-31", "70")):
        given = {"period": period, "target": target, "reason": "Reviewed with the portfolio holder."}
        owner.post("/proposals/target/W1/", given)
    assert "2 changes wait for a body’s decision." in words(owner.get("/proposals/"))
    item = two.item(two.second, "5")
    clerk = browser(two.clerk)
    first, second = sorted(
        name for name in fields(clerk.get(f"/agendas/items/{item.pk}/record/")) if name.startswith("proposal-")
    )
    published = {"published_on_day": "23", "published_on_month": "6", "published_on_year": "2026"}
    clerk.post(f"/agendas/items/{item.pk}/record/", _given() | published | {first: "approve", second: "refuse"})
    clerk.post(f"/agendas/items/{item.pk}/take-effect/")
    said = words(owner.get("/proposals/"))
    assert "Approved Cabinet, 23 June 2026, minute CAB/12" in said
    assert "Refused Cabinet, 23 June 2026, minute CAB/12" in said
    held = {row.starts: row.target for row in two.council.measure.targets.current()}
    assert held[date(2026, 7, 1)] == 55
    assert date(2026, 10, 1) not in held, "what was refused does not hold"
    assert "55.0%" in words(owner.get("/measures/W1/"))


def test_a_milestones_date_and_a_risks_score_are_settled_with_the_same_item(p1: AProject) -> None:
    milestones.propose(by=p1.manager, at=NOW, milestone=p1.build, day=date(2027, 3, 31), reason="The contractor left.")
    item = outcomes.add_item(
        by=p1.clerk, at=NOW, meeting=p1.council.body.meetings.get(), number="7", title="Performance report"
    )
    page = browser(p1.clerk).get(f"/agendas/items/{item.pk}/record/")
    assert "P1 A new depot. Built: 31 March 2027 instead of 31 December 2026" in words(page)
    name = next(name for name in fields(page) if name.startswith("proposal-date"))
    browser(p1.clerk).post(f"/agendas/items/{item.pk}/record/", _given(minute="") | {name: "refuse"})
    said = words(browser(p1.clerk).get(f"/agendas/items/{item.pk}/"))
    assert "31 March 2027: refused" in said
    assert p1.build.dates.current().get(kind="approved").day == BUILD
    assert Decision.objects.get().minute == "ENV/7"


def test_a_risks_score_is_agreed_with_the_item(db: None) -> None:
    with time_machine.travel(NOW, tick=True):
        r1 = a_risk()
        r1.score(3, 4)
        meeting = governance.add_meeting(by=r1.council.by, at=NOW, body=r1.council.body, day=TODAY)
        item = outcomes.add_item(by=r1.clerk, at=NOW, meeting=meeting, number="8", title="Risks")
        name = next(
            name
            for name in fields(browser(r1.clerk).get(f"/agendas/items/{item.pk}/record/"))
            if name.startswith("proposal-score")
        )
        browser(r1.clerk).post(f"/agendas/items/{item.pk}/record/", _given(minute="") | {name: "approve"})
        assert "R1, score 12: agreed" in words(browser(r1.clerk).get(f"/agendas/items/{item.pk}/"))


# Earlier bodies -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("GA-07")
def test_the_next_bodys_item_has_what_each_committee_discussed_and_recommended(two: TwoBodies) -> None:
    referral = two.refer(two.recommend(two.first, two.cabinet), two.second, "6")
    sheet = words(browser(two.clerk).get(f"/agendas/sheets/{referral.to_item_id}/referral/"))
    assert "Considered by Overview and Scrutiny Committee on 16 June 2026" in sheet
    assert "Section 8 details the changes." in sheet
    assert "RECOMMENDED TO CABINET That Cabinet approves" in sheet
    minutes = words(browser(two.clerk).get(f"/agendas/sheets/{two.first.pk}/minutes/"))
    assert f"7. {TITLE}" in minutes


def test_a_paper_is_offered_when_its_meetings_agenda_is_made(a_round: ARound) -> None:
    paper = Paper.objects.get()
    clerk = browser(a_round.clerk)
    assert "Not on the agenda yet: the performance report for Q1 2026/27" in words(
        clerk.get(f"/agendas/{paper.meeting_id}/")
    )
    form = {name: values[0] for name, values in fields(clerk.get(f"/agendas/{paper.meeting_id}/add/")).items()}
    clerk.post(f"/agendas/{paper.meeting_id}/add/", form | {"purpose": "note"})
    assert AgendaItem.objects.get().paper == paper
    assert "1 item is on the agenda." in words(clerk.get(f"/agendas/{paper.meeting_id}/"))
