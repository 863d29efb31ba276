"""Risks and opportunities on their pages: registers, scores proposed and agreed, movement, heat map, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from goldenthread.access import Actor
from goldenthread.actions import frameworks, organisation, risk_scores, risks
from goldenthread.imports import framework_files
from goldenthread.models import Decision, Risk, RiskAnswer, RiskAssessment, RiskReview
from goldenthread.reports.paper_risks import gather_risks, risk_blocks
from goldenthread.reports.risks import risk_lines
from goldenthread.rules.framework_yaml import parse
from tests.a_risk import OPENED, WORDS, ARisk, a_risk
from tests.small_council import NOW, START, TODAY
from tests.web.signed_in import browser, fields, words

pytestmark = pytest.mark.past_the_door

NORTH_LIKE = """\
risk:
  threats:
    likelihood: [{word: Low}, {word: Medium}, {word: High}]
    impact: [{word: Low}, {word: Medium}, {word: High}]
    scores:
      - [4, 7, 9]
      - [2, 5, 8]
      - [1, 3, 6]
    bands:
      - {word: Low, colour: green, from_score: 1, review_months: 12}
      - {word: Medium, colour: amber, from_score: 4, review_months: 6}
      - {word: High, colour: red, from_score: 7, review_months: 3}
  appetite: 6
  categories: [{code: service-delivery, name: Services}]
"""


@pytest.fixture
def r1(db: None) -> Iterator[ARisk]:
    with time_machine.travel(NOW, tick=True):
        yield a_risk()


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _score(person: Actor, likelihood: int, impact: int, aspect: str = "current", ref: str = "R1") -> str:
    given = {
        "aspect": aspect, "likelihood": likelihood, "impact-0": impact, "reason": "Two drivers left.",
    } | _day("assessed_on", TODAY)  # fmt: skip
    return words(browser(person).post(f"/risks/{ref}/score/", given, follow=True))


def _ranked(r1: ARisk) -> None:
    """The council adopts a ranked 3 × 3 matrix, in force since long ago."""
    source = framework_files.source("south-derbyshire-2024")
    start, end = source.index("risk:\n"), source.index("committees:\n  - {code: FM")
    source = source[:start] + NORTH_LIKE + source[end:]
    framework = parse(source, "test.yaml")
    frameworks.adopt(
        by=r1.council.by, at=NOW, framework=framework, source=source, effective_from=OPENED, reason="Ranked."
    )


@pytest.mark.requirement("NH-16")
def test_a_risk_shows_its_original_current_and_target_score_owner_and_review_date(r1: ARisk) -> None:
    _score(r1.officer, 4, 3, "inherent")
    _score(r1.officer, 3, 3)
    _score(r1.officer, 2, 2, "target")
    reviewed = {"note": "Two drivers start in September."} | _day("reviewed_on", TODAY)
    said = words(browser(r1.owner).post("/risks/R1/review/", reviewed, follow=True))
    assert "Reviewed. Next review by 8 January 2027." in said
    assert "Before controls 12 High" in said
    assert "9 Medium : Likelihood 3 (Likely) and impact 3 (Serious) score 9: Medium." in said
    assert "Target 4 Low" in said
    assert "Head of Waste" in said
    assert (
        "Because neighbouring firms pay drivers more, it may be that we cannot crew every round, so that bins" in said
    )


@pytest.mark.requirement("NH-16")
def test_movement_since_the_last_round_is_in_the_register(r1: ARisk) -> None:
    r1.score(3, 4, at=NOW - timedelta(days=95), day=OPENED)
    _score(r1.officer, 2, 3)
    said = words(browser(r1.officer).get("/risks/"))
    assert "Improving From 12 to 6 since 8 April 2026." in said
    assert "none of 1 risk is above what the council accepts" in said


@pytest.mark.requirement("NH-16")
def test_an_archived_risk_leaves_the_register_with_its_reason_and_stays_on_record(r1: ARisk) -> None:
    given = {"reason": "Rounds are crewed again."} | _day("effective_from", TODAY)
    browser(r1.officer).post("/risks/R1/archive/", given)
    assert "Not enough drivers" not in words(browser(r1.officer).get("/risks/"))
    assert "Rounds are crewed again." in words(browser(r1.officer).get("/risks/?state=archived"))
    assert "Archived. Rounds are crewed again." in words(browser(r1.officer).get("/risks/R1/"))


@pytest.mark.requirement("NH-17")
def test_the_score_comes_from_the_councils_own_matrix(r1: ARisk) -> None:
    _ranked(r1)
    assert "Scored 7: High." in _score(r1.officer, 3, 2)
    assert "Scored 5: Medium." in _score(r1.officer, 2, 2)
    assert "Scored 8: High." in _score(r1.officer, 2, 3)
    assert "3 High" in words(browser(r1.officer).get("/risks/R1/score/"))


@pytest.mark.requirement("NH-18")
def test_a_committee_may_refuse_a_reduction_and_the_proposal_stays_in_sight(r1: ARisk) -> None:
    _ranked(r1)
    _score(r1.officer, 3, 2)
    proposal = RiskAssessment.objects.get()
    minuted = {"outcome": "agreed", "minute": "ENV/7", "text": "RESOLVED: that 7 be agreed."} | _day("day", TODAY)
    said = words(browser(r1.clerk).post(f"/risks/R1/answer/{proposal.pk}/", minuted, follow=True))
    assert "Recorded. 7 stands." in said
    assert "waits for Environment Committee; until then 7 High stands" not in said
    _score(r1.officer, 2, 2)
    waiting = words(browser(r1.officer).get("/risks/R1/"))
    assert "Officers propose 5 Medium. It waits for Environment Committee; until then 7 stands." in waiting
    proposal = RiskAssessment.objects.latest("pk")
    asked = words(browser(r1.clerk).get(f"/risks/R1/answer/{proposal.pk}/"))
    assert "Officers propose 5 Medium. 7 High was agreed before." in asked
    refused = {"outcome": "kept", "minute": "ENV/8", "text": "RESOLVED: that the risk stay at 7."} | _day("day", TODAY)
    said = words(browser(r1.clerk).post(f"/risks/R1/answer/{proposal.pk}/", refused, follow=True))
    assert "Recorded. 7 stands." in said
    assert "Not agreed" in said
    assert "Minute ENV/8, 8 July 2026" in said
    assert "RESOLVED: that the risk stay at 7." in said
    assert Decision.objects.count() == 2
    assert "5 Medium" in words(browser(r1.council.person_with("member", "moe@anytown.example")).get("/risks/R1/"))


@pytest.mark.requirement("NH-18")
def test_officers_cannot_record_that_a_committee_agreed(r1: ARisk) -> None:
    _score(r1.officer, 3, 3)
    proposal = RiskAssessment.objects.get()
    given = {"outcome": "agreed", "minute": "ENV/7", "text": "Agreed."} | _day("day", TODAY)
    answer = browser(r1.officer).post(f"/risks/R1/answer/{proposal.pk}/", given)
    assert answer.status_code == 403
    assert "Who can: committee clerk" in words(answer)
    assert not RiskAnswer.objects.exists()


def test_an_answer_without_a_minute_is_asked_for_it(r1: ARisk) -> None:
    _score(r1.officer, 3, 3)
    proposal = RiskAssessment.objects.get()
    page = browser(r1.clerk).post(f"/risks/R1/answer/{proposal.pk}/", {"outcome": "set"})
    assert "Choose a recorded decision, or write the day, the minute and the words." in words(page)
    assert "Say which likelihood and impact the committee set." in words(page)


@pytest.mark.requirement("SD-11", "HA-08")
def test_operational_risks_are_their_services_own_and_corporate_risks_the_councils(r1: ARisk) -> None:
    head = r1.council.person_with("head_of_service", "hal@anytown.example", service=r1.council.service)
    typed = WORDS | {
        "kind": "threat", "ref": "W-R1", "level": "service", "service": r1.council.service.pk,
        "title": "The weighbridge fails",
    } | _day("opened_on", TODAY)  # fmt: skip
    said = words(browser(head).post("/risks/add/", typed, follow=True))
    assert "W-R1 added. Now score it." in said
    assert "Service: Waste and Recycling" in said
    refused = browser(head).post("/risks/add/", typed | {"ref": "C9", "level": "corporate", "service": ""})
    assert "Who can: " in words(refused)
    assert not Risk.objects.filter(ref="C9").exists()
    services = {r1.council.service.pk}
    assert [line.ref for line in risk_lines(reader=head, on=TODAY, services=services)] == ["W-R1"]
    member = browser(r1.council.person_with("member", "moe@anytown.example", body=r1.council.body))
    assert "The weighbridge fails" not in words(member.get("/risks/"))
    assert member.get("/risks/W-R1/").status_code == member.get("/risks/NONE/").status_code


@pytest.mark.requirement("HA-08", "SD-11")
def test_a_risk_is_linked_to_the_plan_and_to_the_measure_that_shows_it(r1: ARisk) -> None:
    browser(r1.officer).post("/risks/R1/link/", {"element": r1.council.aim.pk})
    browser(r1.officer).post("/risks/R1/measure/", {"measure": r1.council.measure.pk})
    said = words(browser(r1.officer).get("/risks/R1/"))
    assert "1.1 Recycle more" in said
    assert "W1 Household waste recycled Shows how it goes" in said
    assert "bears on 1.1" in words(browser(r1.officer).get("/risks/"))


@pytest.mark.requirement("HA-09")
def test_an_opportunity_is_scored_on_the_matrix_turned_round_and_answered_in_its_own_words(r1: ARisk) -> None:
    typed = {
        "kind": "opportunity", "ref": "O1", "level": "corporate", "title": "A shared depot",
        "cause": "The county is leaving its depot", "event": "we take it over with two neighbours",
        "consequence": "rounds are shorter", "category": "financial", "response": "share",
    } | _day("opened_on", TODAY)  # fmt: skip
    browser(r1.officer).post("/risks/add/", typed)
    assert "Scored 12: High." in _score(r1.officer, 3, 4, ref="O1")
    said = words(browser(r1.officer).get("/risks/O1/"))
    assert "it could be that we take it over with two neighbours" in said
    assert "Share" in said
    assert "Above appetite" not in said
    heat = browser(r1.officer).get("/risks/heat-map/").content.decode()
    table = heat[heat.index("Opportunities now") :]
    assert table.index("Impact: Critical") < table.index("Impact: Minor")
    assert "gt-status--green" in table
    wrong = browser(r1.officer).post("/risks/add/", typed | {"ref": "O2", "response": "treat"})
    assert "“treat” is not a response" in words(wrong)


def test_the_heat_map_counts_now_and_at_the_last_round_also_what_was_closed_since(r1: ARisk) -> None:
    r1.score(3, 4, at=NOW - timedelta(days=92), day=OPENED)
    _score(r1.officer, 2, 2)
    said = words(browser(r1.officer).get("/risks/heat-map/"))
    assert "0 of 1 risk is High now; before, 1 of 1." in said
    assert "12 High 0 (1)" in said
    assert "4 Low 1 (0)" in said
    given = {"reason": "Rounds are crewed again."} | _day("effective_from", TODAY)
    browser(r1.officer).post("/risks/R1/archive/", given)
    said = words(browser(r1.officer).get("/risks/heat-map/"))
    assert "12 High 0 (1)" in said
    assert "4 Low 0 (0)" in said


def test_a_proposed_score_is_not_a_members_to_see_before_the_committee_has_answered(r1: ARisk) -> None:
    r1.agree(r1.score(3, 3))
    _score(r1.officer, 4, 4)
    member = browser(r1.council.person_with("member", "moe@anytown.example", body=r1.council.body))
    page = words(member.get("/risks/R1/"))
    assert "score 9: Medium." in page
    assert "score 16" not in page
    assert "scored 16" not in page
    assert "Officers propose" not in page
    assert "proposed" not in words(member.get("/risks/"))


def test_whoever_holds_the_post_of_a_planned_action_is_asked_for_it_and_says_that_it_is_done(r1: ARisk) -> None:
    council, by = r1.council, r1.council.by
    post = organisation.add_post(
        by=by, at=NOW, title="Training Officer", service=council.service, directorate=None, is_senior=False
    )
    trainer = council.person_with("data_provider", "tia@anytown.example", measure=council.measure)
    organisation.fill_post(by=by, at=NOW, post=post, person=trainer.signed_in.person, starts=START)
    done, _ = (
        risk_scores.plan_action(by=r1.officer, at=NOW, risk=r1.risk, owner=post, text=text, due=TODAY + after)
        for text, after in (("Train two drivers", timedelta(days=-1)), ("Train ten more", timedelta(days=90)))
    )
    client = browser(trainer)
    said = words(client.get("/to-do/"))
    assert "Train two drivers Planned for R1 Not enough drivers, about 5 minutes Late: 7 July 2026" in said
    assert "Train ten more" not in said
    step = f"/risks/R1/action/{done.pk}/"
    assert step in client.get("/risks/R1/").content.decode()
    sent = {"note": "Both passed.", "done_on_day": "8", "done_on_month": "7", "done_on_year": "2026"}
    assert "The action is updated." in words(client.post(step, sent, follow=True))
    assert "Train two drivers" not in words(client.get("/to-do/"))
    assert client.get("/risks/R1/review/").status_code == 403


def test_a_review_that_is_overdue_can_be_found(r1: ARisk) -> None:
    r1.score(4, 4, at=NOW - timedelta(days=90), day=OPENED)
    said = words(browser(r1.officer).get("/risks/?review=overdue"))
    assert "R1 Not enough drivers" in said
    assert "Overdue" in said
    assert "1 review is overdue" in said
    assert "Review was due on 1 July 2026, 7 days ago." in words(browser(r1.officer).get("/risks/R1/"))
    assert "No risk is like that" in words(browser(r1.officer).get("/risks/?level=partnership"))


def test_a_risk_is_escalated_by_one_and_accepted_by_another(r1: ARisk) -> None:
    head = r1.council.person_with("head_of_service", "hal@anytown.example", service=r1.council.service)
    statement = WORDS | {"level": "service", "service": r1.council.service}
    risks.add(by=head, at=NOW, ref="W-R1", opened_on=OPENED, **statement)  # type: ignore[arg-type]
    asked = words(browser(head).get("/risks/W-R1/move/"))
    assert "Where should it be managed? Corporate Why" in asked
    moved = {"to_level": "corporate", "reason": "It reaches every service."}
    assert "The move is proposed." in words(browser(head).post("/risks/W-R1/move/", moved, follow=True))
    move = Risk.objects.get(ref="W-R1").moves.get()
    answer = {"accepted": "yes", "reason": "The Leadership Team agrees."}
    assert browser(head).get(f"/risks/W-R1/answer-move/{move.pk}/").status_code == 403
    said = words(browser(r1.officer).post(f"/risks/W-R1/answer-move/{move.pk}/", answer, follow=True))
    assert "The risk has moved." in said
    assert "From service to corporate" in said
    nowhere = words(browser(r1.officer).get("/risks/R1/move/"))
    assert "R1 names no service, project or partnership to go to." in nowhere
    assert "Escalate it" not in words(browser(r1.officer).get("/risks/R1/"))
    assert "Escalate it" in words(browser(r1.officer).get("/risks/W-R1/"))


def test_a_risk_that_happened_becomes_an_issue(r1: ARisk) -> None:
    given = {"what": "Three rounds stood still."} | _day("effective_from", TODAY)
    said = words(browser(r1.officer).post("/risks/R1/happened/", given, follow=True))
    assert "Has become an issue. Three rounds stood still." in said
    assert browser(r1.officer).get("/risks/R1/review/").status_code == 403


def test_controls_and_actions_are_kept_on_the_risks_page(r1: ARisk) -> None:
    owner = browser(r1.owner)
    owner.post("/risks/R1/control/", {"text": "Agency drivers on call", "strength": "partly"})
    action = {"text": "Train six drivers", "owner": r1.post.pk} | _day("due", date(2026, 7, 1))
    said = words(owner.post("/risks/R1/plan/", action, follow=True))
    assert "Agency drivers on call Works in part" in said
    assert "Train six drivers Head of Waste 1 July 2026 Late" in said
    pk = Risk.objects.get().actions.get().pk
    said = words(owner.post(f"/risks/R1/action/{pk}/", _day("done_on", TODAY), follow=True))
    assert "Done 8 July 2026" in said
    control = Risk.objects.get().controls.get()
    said = words(owner.post(f"/risks/R1/end-control/{control.pk}/", {}, follow=True))
    assert "No control is recorded" in said


def test_a_form_keeps_what_was_typed_and_says_what_is_missing(r1: ARisk) -> None:
    page = browser(r1.officer).post("/risks/R1/words/", {"title": "Drivers", "cause": ""})
    assert page.status_code == 422
    assert fields(page)["title"] == ["Drivers"]


@pytest.mark.parametrize("step", ["score", "review", "control", "plan", "move", "measure", "words", "archive", "link"])
def test_whoever_has_no_part_in_a_risk_can_read_it_and_change_nothing(r1: ARisk, step: str) -> None:
    other = browser(r1.council.person_with("auditor", "alma@anytown.example"))
    assert other.get("/risks/R1/").status_code == 200
    assert other.get(f"/risks/R1/{step}/").status_code == 403
    assert f"/risks/R1/{step}/" not in other.get("/risks/R1/").content.decode()
    assert other.post(f"/risks/R1/{step}/", {"reason": "x"}).status_code == 403


def test_a_step_on_somebody_elses_control_is_not_found(r1: ARisk) -> None:
    risks.add(by=r1.officer, at=NOW, ref="R2", opened_on=OPENED, level="corporate", **WORDS)  # type: ignore[arg-type]
    other = risk_scores.add_control(by=r1.officer, at=NOW, risk=Risk.objects.get(ref="R2"), text="A second depot")
    assert browser(r1.owner).post(f"/risks/R1/end-control/{other.pk}/", {}).status_code == 404
    assert browser(r1.owner).get("/risks/R1/nothing/").status_code == 404


def test_risks_are_in_the_navigation_where_there_are_any_to_see(r1: ARisk) -> None:
    member = browser(r1.council.person_with("member", "moe@anytown.example", body=r1.council.body))
    assert 'href="/risks/"' in member.get("/scorecard/").content.decode()
    risks.restate(by=r1.officer, at=NOW, risk=r1.risk, reason="The service's.", service=r1.council.service)
    move = risks.propose_move(by=r1.officer, at=NOW, risk=r1.risk, to_level="service", reason="Its own.")
    risks.answer_move(by=r1.officer, at=NOW, move=move, accepted=True, reason="Yes.")
    assert 'href="/risks/"' not in member.get("/scorecard/").content.decode()
    assert 'href="/risks/"' in browser(r1.officer).get("/scorecard/").content.decode()


@pytest.mark.requirement("NH-18")
def test_a_papers_blocks_print_what_was_refused(r1: ARisk) -> None:
    r1.agree(r1.score(3, 3))
    proposal = r1.score(1, 3)
    risk_scores.refuse(by=r1.clerk, at=NOW, proposal=proposal, decision=r1.decide())
    theirs = gather_risks(reader=r1.officer, on=TODAY, known_at=NOW, body=r1.council.body.pk, risks=[r1.risk.pk])
    said = "R1 Not enough drivers: officers proposed 3; it stays at 9 (minute ENV/2, 8 July 2026)."
    assert said in str(risk_blocks(theirs))
    assert gather_risks(reader=r1.officer, on=TODAY, known_at=NOW, body=r1.council.body.pk, risks=[]).open == ()


def test_the_register_takes_few_queries_however_many_risks(
    r1: ARisk, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(2, 12):
        risks.add(by=r1.officer, at=NOW, ref=f"R{number}", opened_on=OPENED, level="corporate", **WORDS)  # type: ignore[arg-type]
    client = browser(r1.officer)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get("/risks/")
    assert not RiskReview.objects.exists()


def test_what_a_risk_bears_on_is_ended_on_its_page_and_gone_from_the_others(r1: ARisk) -> None:
    client, council = browser(r1.officer), r1.council
    client.post("/risks/R1/link/", {"element": council.aim.pk})
    client.post("/risks/R1/measure/", {"measure": council.measure.pk})
    assert "R1 Not enough drivers" in words(client.get(f"/plan/{council.aim.pk}/"))
    assert "R1 Not enough drivers" in words(client.get("/measures/W1/"))
    yesterday = {"last_day_day": "7", "last_day_month": "7", "last_day_year": "2026", "reason": "A slip."}
    client.post(f"/risks/R1/end-link/{council.aim.pk}/", yesterday)
    client.post(f"/risks/R1/end-measure/{council.measure.pk}/")
    assert "R1" not in words(client.get(f"/plan/{council.aim.pk}/"))
    assert "R1" not in words(client.get("/measures/W1/"))
    assert "It is linked to nothing yet" in words(client.get("/risks/R1/"))
