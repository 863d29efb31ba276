"""Assessments of objectives, what is recognised, who was asked, and the balanced scorecard, as people see them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.timezone import now as clock

from goldenthread.access import Actor, actor_for
from goldenthread.actions import frameworks, links, measure_facts, measures, people, risks
from goldenthread.imports import framework_files
from goldenthread.models import Assessment, Engagement, Highlight, Measure
from goldenthread.reports.assessments import assessment_sections
from goldenthread.reports.blocks import Block, Paragraph, Section, Subheading, Table
from goldenthread.reports.engagement import engagement_blocks
from goldenthread.reports.highlights import highlight_blocks
from goldenthread.reports.perspectives import balanced, perspective_blocks
from goldenthread.reports.scorecard import span_named
from goldenthread.rules.framework_yaml import parse
from tests.a_risk import OPENED, WORDS
from tests.a_round import Q1, ARound
from tests.reports.a_measure import add, figures
from tests.small_council import NOW, START, TODAY
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.past_the_door

SAID = {
    "context": "Households throw away less than they did.",
    "challenges": "Two crews are short of a driver.",
    "achievements": "Every school separates its food waste.",
    "actions": "Visit the blocks of flats with the worst loads.",
    "resources": "A grant pays one officer until March.",
    "limitations": "The national figures come a quarter late.",
    "scrutiny": "What becomes of the post after March.",
}


@pytest.fixture
def team(a_round: ARound) -> Actor:
    """The performance team, who write."""
    return a_round.council.person_with("performance_team", "percy@anytown.example")


@pytest.fixture
def member(a_round: ARound) -> Actor:
    return a_round.council.person_with("member", "max@anytown.example", body=a_round.council.body)


def _address(a_round: ARound, step: str = "") -> str:
    return f"/assessments/{a_round.round.pk}/{a_round.council.priority.pk}/{step}"


def _written(blocks: tuple[Block, ...]) -> list[str]:
    """What blocks say, headings and captions included."""
    said = []
    for block in blocks:
        if isinstance(block, Subheading | Paragraph):
            said.append(block.text)
        elif isinstance(block, Table):
            said += [block.caption, *(cell.text for row in block.rows for cell in row)]
    return said


def _assessed(sections: tuple[Section, ...]) -> list[str]:
    return [text for section in sections for text in (section.heading, *_written(section.blocks))]


def _sign_off(a_round: ARound, team: Actor, said: dict[str, str] = SAID) -> None:
    browser(team).post(_address(a_round, "write/"), said)
    browser(team).post(_address(a_round, "submit/"))
    browser(a_round.leader).post(_address(a_round, "sign-off/"))


# One objective --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("GA-03")
def test_an_assessment_is_written_submitted_and_signed_off_with_every_version_kept(
    a_round: ARound, team: Actor
) -> None:
    writes = browser(team)
    said = words(writes.post(_address(a_round, "write/"), SAID | {"actions": ""}, follow=True))
    assert "Saved as version 1." in said
    assert "Draft: nothing is written yet under Actions." in said
    refused = writes.post(_address(a_round, "submit/"))
    assert "Write something under: Actions." in words(refused)
    writes.post(_address(a_round, "write/"), SAID)
    assert "It now waits to be signed off." in words(writes.post(_address(a_round, "submit/"), follow=True))
    said = words(browser(a_round.leader).post(_address(a_round, "sign-off/"), follow=True))
    assert "Signed off by Lee on 8 July 2026, version 2." in said
    for event in ("Version 1 written", "Version 2 written", "Version 2: submitted", "Version 2: signed off"):
        assert event in said


@pytest.mark.requirement("GA-03", "GA-04", "GA-11")
def test_it_shows_measures_and_risks_beside_the_authored_words(a_round: ARound, team: Actor) -> None:
    council = a_round.council
    local = add(council, "W2", title="Bins missed", level="service", polarity="low")
    links.link(by=council.by, at=NOW, serves=council.aim, measure=local, starts=START)
    risk = risks.add(by=team, at=NOW, ref="R1", opened_on=OPENED, **WORDS | {"level": "corporate"})  # type: ignore[arg-type]
    risks.bear_on(by=team, at=NOW, risk=risk, element=council.aim, starts=START)
    a_round.submit("51.0")
    _sign_off(a_round, team)
    said = words(browser(team).get(_address(a_round))).split("Its place in the plan")[1]
    order = ["Context", "Strategic measures", "Household waste recycled", "Operational measures", "Bins missed",
             "Challenges", "Achievements", "Actions", "Resources", "Risks", "Not enough drivers", "Limitations",
             "The national figures come a quarter late.", "Areas for scrutiny"]  # fmt: skip
    places = [said.index(word) for word in order]
    assert places == sorted(places)


@pytest.mark.requirement("GA-01")
def test_the_objectives_at_the_level_that_the_framework_names_are_what_a_round_assesses(
    a_round: ARound, team: Actor
) -> None:
    said = words(browser(team).get("/assessments/"))
    assert "1 A cleaner place" in said
    assert "Recycle more" not in said
    assert "Not begun" in said
    members = words(browser(a_round.council.person_with("member", "mo@anytown.example")).get("/assessments/"))
    assert "Not signed off" in members
    assert "Not begun" not in members
    source = framework_files.source("south-derbyshire-2024") + (
        "\nassessment:\n  levels: [key-aim]\n  signed_off_by: leadership team\n"
        "  sections: [{code: story, heading: The story so far}]\n"
    )
    frameworks.adopt(
        by=a_round.council.by, at=NOW, framework=parse(source, "test.yaml"), source=source, effective_from=START,
        reason="Aims are assessed.",
    )  # fmt: skip
    said = words(browser(team).get("/assessments/"))
    assert "1.1 Recycle more" in said
    assert "1 A cleaner place" not in said
    page = words(browser(team).get(f"/assessments/{a_round.round.pk}/{a_round.council.aim.pk}/"))
    assert "The story so far" in page


def test_whoever_submitted_it_does_not_sign_it_off(a_round: ARound) -> None:
    both = a_round.council.person_with("performance_team", "bo@anytown.example")
    people.assign_role(
        by=a_round.council.by, at=NOW, person=both.signed_in.person, role="leadership_team", starts=START
    )
    both = actor_for(both.signed_in, TODAY)
    browser(both).post(_address(a_round, "write/"), SAID)
    browser(both).post(_address(a_round, "submit/"))
    answer = browser(both).post(_address(a_round, "sign-off/"))
    assert "You submitted this assessment, so somebody else has to sign it off." in words(answer)


def test_it_is_sent_back_with_a_note(a_round: ARound, team: Actor) -> None:
    browser(team).post(_address(a_round, "write/"), SAID)
    browser(team).post(_address(a_round, "submit/"))
    browser(a_round.leader).post(_address(a_round, "send-back/"), {"note": "Say what the grant pays for."})
    said = words(browser(team).get(_address(a_round)))
    assert "Sent back: Say what the grant pays for." in said


def test_members_and_papers_get_the_words_last_signed_off(a_round: ARound, team: Actor, member: Actor) -> None:
    browser(team).post(_address(a_round, "write/"), SAID)
    said = words(browser(member).get(_address(a_round)))
    assert "The assessment has not been signed off yet." in said
    assert SAID["challenges"] not in said
    _sign_off(a_round, team)
    browser(team).post(_address(a_round, "write/"), SAID | {"challenges": "Three crews are short."})
    assert SAID["challenges"] in words(browser(member).get(_address(a_round)))
    assert "Three crews are short." in words(browser(team).get(_address(a_round)))
    blocks = _assessed(assessment_sections(reader=team, on=TODAY, round_=a_round.round))
    assert SAID["challenges"] in blocks
    assert "Three crews are short." not in blocks


def test_a_paper_says_where_none_was_signed_off_and_what_was_known_then(a_round: ARound, team: Actor) -> None:
    before = clock()
    _sign_off(a_round, team)
    then = _assessed(assessment_sections(reader=team, on=TODAY, round_=a_round.round, known_at=before))
    assert "The assessment had not been signed off." in then
    assert SAID["challenges"] not in then


@pytest.mark.parametrize("who", ["member", "provider", "clerk"])
def test_nobody_else_writes_or_signs_off(who: str, a_round: ARound, team: Actor, member: Actor) -> None:
    other = {"member": member, "provider": a_round.provider, "clerk": a_round.clerk}[who]
    browser(team).post(_address(a_round, "write/"), SAID)
    for step in ("write/", "submit/", "sign-off/", "send-back/"):
        assert browser(other).post(_address(a_round, step), SAID | {"note": "No."}).status_code == 403
    assert Assessment.objects.get().versions.count() == 1


# What is recognised, and who was asked --------------------------------------------------------------------------------


@pytest.mark.requirement("HA-07")
def test_achievements_and_underperformance_are_both_recognised_each_with_a_response(
    a_round: ARound, team: Actor
) -> None:
    a_round.submit("40", commentary="Crews were short.", action="Two drivers start in August.")
    given = {
        "kind": "achievement", "text": "Every school separates its food waste.",
        "response": "Nurseries are next.", "element": a_round.council.aim.pk,
    }  # fmt: skip
    browser(team).post(f"/assessments/{a_round.round.pk}/recognised/add/", given)
    said = words(browser(team).get(f"/assessments/{a_round.round.pk}/recognised/"))
    assert "1 achievement is recognised; 1 thing falls short, each with a response." in said
    assert said.index("Nurseries are next.") < said.index("W1 Household waste recycled")
    assert "Two drivers start in August." in said
    printed = _written(highlight_blocks(reader=team, on=TODAY, round_=a_round.round))
    assert printed.index("Achievements") < printed.index("Nurseries are next.") < printed.index("Underperformance")
    assert "Two drivers start in August." in printed


def test_what_falls_short_without_a_response_says_so_until_somebody_responds(a_round: ARound, team: Actor) -> None:
    a_round.submit("40", commentary="Crews were short.")
    address = f"/assessments/{a_round.round.pk}/recognised/"
    assert "No response has been given yet." in words(browser(team).get(address))
    given = {
        "kind": "underperformance", "text": "Recycling fell.", "response": "A third crew is hired.",
        "measure": a_round.council.measure.pk,
    }  # fmt: skip
    said = words(browser(team).post(f"{address}add/", given, follow=True))
    assert "A third crew is hired." in said
    assert "No response has been given yet." not in said


@pytest.mark.requirement("GA-16")
def test_the_engagement_log_says_who_how_what_they_said_and_what_changed(a_round: ARound, team: Actor) -> None:
    given = {
        "day_day": "1", "day_month": "6", "day_year": "2026", "who": "Health and Wellbeing Board",
        "how": "A workshop", "said": "Damp homes come first.", "changed": "", "element": "",
    }  # fmt: skip
    said = words(browser(team).post("/engagement/add/", given, follow=True))
    assert "1 conversation is recorded; none led to a change." in said
    entry = Engagement.objects.current().get()
    given["changed"] = "Damp is the first question of every visit."
    said = words(browser(team).post(f"/engagement/{entry.pk}/change/", given, follow=True))
    assert "Health and Wellbeing Board" in said
    assert "Damp is the first question of every visit." in said
    assert "1 led to a change." in said
    printed = _written(engagement_blocks(reader=team, starts=Q1[0], ends=Q1[1]))
    assert "1 June 2026: A workshop" in printed
    assert "Damp homes come first." in printed
    assert "No engagement was recorded in this period." in _written(
        engagement_blocks(reader=team, starts=date(2026, 7, 1), ends=date(2026, 9, 30))
    )


GROUND = {"kind": "exempt", "paragraph": "3", "interest": "The contract is being negotiated."}


def test_what_is_recognised_can_be_withheld_and_stays_so_in_other_words(
    a_round: ARound, team: Actor, member: Actor
) -> None:
    address = f"/assessments/{a_round.round.pk}/recognised/"
    given = {
        "kind": "achievement", "text": "Acme gave back £40,000.", "response": "Ask for more.",
        "element": a_round.council.aim.pk,
    }  # fmt: skip
    browser(team).post(f"{address}add/", given)
    row = Highlight.objects.current().get()
    page = f"/withholding/mark/?highlight={row.pk}"
    assert "Acme gave back £40,000." in words(browser(team).get(page))
    browser(team).post(page, GROUND | {"what": f"highlight:{row.pk}:"})
    for text in ("Acme gave back £40,000.", "Acme gave back £45,000."):
        assert text in words(browser(team).get(address))
        said = words(browser(member).get(address))
        assert "Acme" not in said
        assert "Ask for more." not in said
        assert "The contract is being negotiated." in said
        public = _written(highlight_blocks(reader=team.as_public(), on=TODAY, round_=a_round.round))
        assert not any("Acme" in line for line in public)
        row = Highlight.objects.current().get()
        browser(team).post(f"/assessments/recognised/{row.pk}/change/", given | {"text": "Acme gave back £45,000."})
    assert "Achievement, Q1 2026/27" in words(browser(team).get("/withholding/"))


def test_what_was_said_to_the_council_can_be_withheld(a_round: ARound, team: Actor, member: Actor) -> None:
    given = {
        "day_day": "1", "day_month": "6", "day_year": "2026", "who": "Acme's works council",
        "how": "A call", "said": "Two depots may close.", "changed": "", "element": "",
    }  # fmt: skip
    browser(team).post("/engagement/add/", given)
    row = Engagement.objects.current().get()
    browser(team).post(
        f"/withholding/mark/?engagement={row.pk}",
        {"kind": "confidential", "source": "An order of the court", "what": f"engagement:{row.pk}:"},
    )
    assert "Two depots may close." in words(browser(team).get("/engagement/"))
    said = words(browser(member).get("/engagement/"))
    assert "An order of the court" in said
    for secret in ("Acme", "Two depots may close.", "A call"):
        assert secret not in said
    public = _written(engagement_blocks(reader=team.as_public(), starts=Q1[0], ends=Q1[1]))
    assert not any("depots" in line or "Acme" in line for line in public)


# The balanced scorecard -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("GA-02")
def test_the_balanced_scorecard_counts_by_perspective_and_names_every_red(a_round: ARound, team: Actor) -> None:
    council = a_round.council
    for number in range(9):
        good = add(council, f"G{number}", title=f"Good {number}")
        figures(council, good, {"2025-04-01": "1", "2026-04-01": "2"})
        _judge_by_last_year(a_round, good)
        measure_facts.place_in_perspective(by=team, at=NOW, measure=good, perspective="customers", effective_from=START)
    given = {
        "perspective": "customers",
        "effective_from_day": "1",
        "effective_from_month": "4",
        "effective_from_year": "2024",
    }
    browser(team).post(f"/indicator-sets/measures/{council.measure.pk}/perspective/", given)
    a_round.submit("40", commentary="Crews were short.")
    said = words(browser(team).get("/organisational-health/"))
    assert "1 measure is off target: Customers (1)." in said
    assert "10 of the 10 measures could be rated: 9 on target (90%) and 1 off target (10%)." in said
    assert "Off target: W1 Household waste recycled." in said
    printed = _written(perspective_blocks(balanced(reader=team, on=TODAY, span=span_named(*Q1))))
    assert any("Off target: W1 Household waste recycled." in text for text in printed)


def _judge_by_last_year(a_round: ARound, measure: Measure) -> None:
    measures.set_tolerance(
        by=a_round.council.by, at=NOW, measure=measure, effective_from=START, changes={"basis": "last_year"},
        reason="Judged on its trend.",
    )  # fmt: skip


def test_a_measure_stands_in_the_perspective_it_had_at_the_end_of_the_period(a_round: ARound, team: Actor) -> None:
    measure = a_round.council.measure
    for perspective, day in (("customers", START), ("people", date(2026, 7, 1))):
        measure_facts.place_in_perspective(
            by=team, at=NOW, measure=measure, perspective=perspective, effective_from=day
        )
    then = balanced(reader=team, on=TODAY, span=span_named(*Q1))
    later = balanced(reader=team, on=TODAY, span=span_named(date(2026, 7, 1), date(2026, 9, 30)))
    assert [one.code for one in then.perspectives if one.results] == ["customers"]
    assert [one.code for one in later.perspectives if one.results] == ["people"]


@pytest.mark.requirement("GA-02", "GA-03")
def test_the_scorecard_has_an_assessment_of_its_own_beside_the_objectives(a_round: ARound, team: Actor) -> None:
    address = f"/assessments/{a_round.round.pk}/0/"
    browser(team).post(f"{address}write/", SAID)
    browser(team).post(f"{address}submit/")
    said = words(browser(a_round.leader).post(f"{address}sign-off/", follow=True))
    assert "Organisational health" in said
    assert "Signed off by Lee" in said
    assert "Organisational health" in words(browser(team).get("/assessments/"))
    assert "1 of 2 assessments is signed off." in words(browser(team).get("/assessments/"))
