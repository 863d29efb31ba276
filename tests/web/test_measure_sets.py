"""Outside sets, partners, surveys and trends: how a measure is listed and judged beyond its target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.access import Actor
from goldenthread.actions import cycles, frameworks, governance, measure_facts, measures
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import IndicatorSet, Measure, SetMembership
from goldenthread.reports.measure_sets import set_page
from goldenthread.reports.scorecard import span_named
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.remits import Selection
from tests.a_round import Q1, ARound
from tests.reports.a_measure import add, figures
from tests.small_council import NOW, START, TODAY
from tests.supplied import uncleared
from tests.web.signed_in import browser, fields, words

pytestmark = pytest.mark.past_the_door

PARTNERS = "Community Safety Partnership"
FROM = {"starts_day": "1", "starts_month": "4", "starts_year": "2024"}


@pytest.fixture
def team(a_round: ARound) -> Actor:
    """The performance team, who look after measures."""
    return a_round.council.person_with("performance_team", "percy@anytown.example")


def adopt(a_round: ARound, old: str, new: str) -> None:
    """The council's framework with some of its lines changed."""
    source = uncleared().replace(old, new)
    frameworks.adopt(
        by=a_round.council.by, at=NOW, framework=parse(source, "test.yaml"), source=source, effective_from=START,
        reason="The council reports otherwise.",
    )  # fmt: skip


def _sets(team: Actor) -> list[IndicatorSet]:
    """A local agreement with rewards, and a national framework, added on the page."""
    for code, name in (("LPSA", "Local Public Service Agreement"), ("LOF", "Local Outcomes Framework")):
        browser(team).post("/indicator-sets/add/", {"code": code, "name": name, "source": "Whitehall"})
    return list(IndicatorSet.objects.all())


def _fact(team: Actor, measure: Measure, name: str, /, **given: object) -> str:
    return words(browser(team).post(f"/indicator-sets/measures/{measure.pk}/{name}/", given, follow=True))


def _effective(day: date = START) -> dict[str, str]:
    return {f"effective_from_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@pytest.mark.requirement("HE-05")
def test_a_measure_in_several_sets_is_entered_once_and_listed_in_each(a_round: ARound, team: Actor) -> None:
    measure = a_round.council.measure
    for one in _sets(team):
        said = _fact(team, measure, "set", indicator_set=one.pk, called=f"{one.code} 7", **FROM)
        assert "It is still entered once." in said
    a_round.submit("51.0")
    for code in ("LPSA", "LOF"):
        said = words(browser(team).get(f"/indicator-sets/of/{code}/"))
        assert "W1 Household waste recycled" in said
        assert f"{code} 7" in said
        assert "51.0%" in said
    page = words(browser(team).get("/measures/W1/"))
    assert "Local Outcomes Framework (LOF 7); Local Public Service Agreement (LPSA 7)" in page


def test_what_left_a_set_is_listed_in_it_for_the_periods_before(a_round: ARound, team: Actor) -> None:
    first, _ = _sets(team)
    measure = a_round.council.measure
    measure_facts.put_in_set(by=team, at=NOW, measure=measure, indicator_set=first, starts=START)
    place = SetMembership.objects.get()
    ends = {"last_day_day": "30", "last_day_month": "4", "last_day_year": "2026", "reason": "The set changed."}
    browser(team).post(f"/indicator-sets/places/{place.pk}/end/", ends)
    now_empty = set_page(reader=team, on=TODAY, code=first.code, span=span_named(*Q1))
    before = set_page(reader=team, on=TODAY, code=first.code, span=span_named(date(2026, 1, 1), date(2026, 3, 31)))
    assert (len(now_empty.table.rows), len(before.table.rows)) == (0, 1)


@pytest.fixture
def shared(a_round: ARound, team: Actor) -> Measure:
    """A measure that a partner leads, beside the council's own, where papers tell them apart."""
    said = "        - changes proposed"
    adopt(a_round, said, f"        - partner leads\n        - indicator sets\n{said}")
    measure = add(a_round.council, "P1", title="Violent crime")
    figures(a_round.council, measure, {"2026-04-01": "30"})
    said = _fact(team, measure, "lead", led_by="partner", accountable_body="", **_effective())
    assert "Name the body that is accountable for what a partner leads." in said
    _fact(team, measure, "lead", led_by="partner", accountable_body=PARTNERS, **_effective())
    return measure


@pytest.mark.requirement("HE-06")
def test_the_page_of_sets_tells_partner_led_measures_from_the_councils_own(team: Actor, shared: Measure) -> None:
    said = words(browser(team).get("/indicator-sets/"))
    assert "partners lead on 1 measure, for 1 accountable body." in said
    assert f"Led by a partner: {PARTNERS}" in said
    assert f"{PARTNERS} is accountable" in words(browser(team).get("/measures/P1/"))


@pytest.mark.requirement("HE-06")
def test_a_councils_paper_tells_its_own_measures_in_full_and_sums_up_what_partners_lead(
    a_round: ARound, shared: Measure
) -> None:
    said = words(browser(a_round.clerk).get(f"/papers/{a_round.paper.pk}/preview/"))
    assert "1 A cleaner place: measures for Q1 2026/27" in said
    assert f"{PARTNERS} 1 The one measure is no target." in said
    assert "P1 Violent crime" not in said


@pytest.mark.requirement("HE-06")
def test_a_partnerships_paper_tells_what_partners_lead_in_full_and_sums_up_the_rest(
    a_round: ARound, shared: Measure
) -> None:
    council = a_round.council
    body = governance.add_body(
        by=council.by, at=NOW, code="CSP", name=PARTNERS, starts=START, kind="partnership",
        selections=[Selection("measures")],
    )  # fmt: skip
    meeting = governance.add_meeting(by=council.by, at=NOW, body=body, day=date(2026, 9, 9))
    paper = cycles.add_stop(by=council.by, at=NOW, after=a_round.paper, meeting=meeting)
    said = words(browser(a_round.clerk).get(f"/papers/{paper.pk}/preview/"))
    assert "P1 Violent crime" in said
    assert "Anytown Council 1 The one measure is" in said
    assert "1 A cleaner place: measures for Q1 2026/27" not in said


@pytest.mark.requirement("HE-05", "HE-07")
def test_a_paper_has_a_table_of_each_set_with_its_measures(a_round: ARound, team: Actor, shared: Measure) -> None:
    for one in _sets(team):
        _fact(team, a_round.council.measure, "set", indicator_set=one.pk, called=f"{one.code} 7", reward="500", **FROM)
    said = words(browser(a_round.clerk).get(f"/papers/{a_round.paper.pk}/preview/"))
    for name, number in (("Local Outcomes Framework", "LOF 7"), ("Local Public Service Agreement", "LPSA 7")):
        table = said[said.index(f"{name}, Q1 2026/27") :]
        assert f"W1 Household waste recycled {number}" in table
        assert "£500 where the stretch is met" in table


@pytest.mark.requirement("HE-07")
def test_a_set_shows_stretch_targets_and_the_reward_for_meeting_them(a_round: ARound, team: Actor) -> None:
    council = a_round.council
    agreement = next(one for one in _sets(team) if one.code == "LPSA")
    _fact(team, council.measure, "set", indicator_set=agreement.pk, reward="120,000", **FROM)
    target = PeriodTarget(*Q1, target=Decimal("50.5"), stretch=Decimal(52))
    measures.set_target(by=council.by, at=NOW, measure=council.measure, target=target, reason="The agreement.")
    a_round.submit("51.0")
    assert "52.0% £120,000: stretch not met" in words(browser(team).get("/indicator-sets/of/LPSA/"))
    a_round.submit("52.5")
    assert "52.0% £120,000: stretch met" in words(browser(team).get("/indicator-sets/of/LPSA/"))


# Surveys --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def survey(a_round: ARound) -> Measure:
    """A survey held every year, with a target for three years, where surveys are not rated within the year."""
    adopt(a_round, "    zero_target: absolute", "    surveys_in_year: false\n    zero_target: absolute")
    measure = add(a_round.council, "S1", title="Residents who feel safe", kind="survey", unit="%", frequency="year")
    three_years = PeriodTarget(date(2025, 4, 1), date(2028, 3, 31), target=Decimal(80))
    measures.set_target(by=a_round.council.by, at=NOW, measure=measure, target=three_years)
    figures(a_round.council, measure, {"2025-04-01": "74"}, "year")
    return measure


@pytest.mark.requirement("HE-11")
def test_a_survey_is_left_out_of_the_years_ratings_and_judged_once_a_year_against_three_years_target(
    a_round: ARound, team: Actor, survey: Measure
) -> None:
    in_year = words(browser(team).get("/scorecard/?period=2026-04-01_2026-06-30"))
    assert "Not rated: 1 not due" in in_year
    annual = words(browser(team).get("/measures/S1/"))
    assert "74%" in annual
    assert "80%" in annual
    assert "Near target" in annual


@pytest.mark.requirement("HE-11")
def test_a_survey_held_within_the_year_is_shown_for_information_with_its_stand_in_named(
    a_round: ARound, team: Actor, survey: Measure
) -> None:
    pulse = add(a_round.council, "S2", title="Pulse survey", kind="survey", unit="%")
    targets = [PeriodTarget(*Q1, target=Decimal(80))]
    measures.set_targets(by=a_round.council.by, at=NOW, measure=pulse, targets=targets)
    figures(a_round.council, pulse, {"2026-04-01": "60"})
    assert "60% is shown for information and not judged." in words(browser(team).get("/measures/S2/"))
    assert "W1 stands in within the year." in _fact(team, survey, "stand-in", measure=a_round.council.measure.pk)
    assert "Within the year see W1" in words(browser(team).get("/measures/S1/"))
    assert "Stands in for S1" in words(browser(team).get("/measures/W1/"))


def test_only_a_survey_has_stand_ins(a_round: ARound, team: Actor, survey: Measure) -> None:
    with pytest.raises(Refusal, match="W1 is not a survey"):
        measure_facts.stand_in(by=team, at=NOW, survey=a_round.council.measure, measure=survey)


# Evidence and trends --------------------------------------------------------------------------------------------------


@pytest.mark.requirement("HE-09")
@pytest.mark.parametrize(
    ("commentary", "said"),
    [
        ("", "Off target : No evidence of action was given: off target."),
        ("A plan is agreed with the county.", "Near target : Judged by the service: near target."),
    ],
)
def test_what_people_judge_not_green_is_red_unless_they_give_evidence_of_action(
    commentary: str, said: str, a_round: ARound
) -> None:
    measures.set_tolerance(
        by=a_round.council.by, at=NOW, measure=a_round.council.measure, effective_from=START,
        changes={"basis": "evidence", "evidence_gate": True}, reason="A judgement, not a sum.",
    )  # fmt: skip
    provider, row = browser(a_round.provider), f"i{a_round.item.pk}"
    typed = {f"{row}-judged_as": "amber", f"{row}-commentary": commentary, "do": "submit"}
    provider.post(f"/updates/{a_round.item.pk}/", fields(provider.get(f"/updates/{a_round.item.pk}/")) | typed)
    assert said in words(browser(a_round.provider).get("/measures/W1/"))


def test_a_figure_from_before_anybody_judged_is_shown_as_it_was_recorded(a_round: ARound) -> None:
    measures.set_tolerance(
        by=a_round.council.by, at=NOW, measure=a_round.council.measure, effective_from=START,
        changes={"basis": "evidence", "evidence_gate": True}, reason="A judgement, not a sum.",
    )  # fmt: skip
    said = words(browser(a_round.clerk).get("/scorecard/?period=2026-01-01_2026-03-31"))
    assert "46.9% was recorded without a judgement." in said
    assert "Awaiting data" not in said


@pytest.mark.requirement("GA-10")
def test_a_measure_may_be_judged_on_its_trend_against_the_same_point_last_year(a_round: ARound, team: Actor) -> None:
    better, worse, tracker, new = (
        add(a_round.council, ref, title=ref, kind=kind)
        for ref, kind in (("T1", "performance"), ("T2", "performance"), ("T3", "tracker"), ("T4", "performance"))
    )
    for measure, values in (
        (better, {"2025-04-01": "10", "2026-01-01": "20", "2026-04-01": "12"}),
        (worse, {"2025-04-01": "10", "2026-01-01": "4", "2026-04-01": "8"}),
        (tracker, {"2025-04-01": "10", "2026-04-01": "12"}),
        (new, {"2025-04-01": "10", "2026-04-01": "12"}),
    ):
        figures(a_round.council, measure, values)
        measures.set_tolerance(
            by=a_round.council.by, at=NOW, measure=measure, effective_from=START, changes={"basis": "last_year"},
            reason="Judged on its trend.",
        )  # fmt: skip
    measures.redefine(
        by=a_round.council.by, at=NOW, measure=new, effective_from=date(2026, 4, 1), reason="Crimes are counted anew.",
        series_break=True, definition="Counted by the new rules.",
    )  # fmt: skip
    seen = {ref: words(browser(team).get(f"/measures/{ref}/")) for ref in ("T1", "T2", "T3", "T4")}
    assert "On target" in seen["T1"]
    assert "last year’s 10" in seen["T1"]
    assert "Off target" in seen["T2"]
    assert "12 is shown for information and not judged." in seen["T3"]
    assert "Improving" in seen["T3"]
    assert "Baseline year : This is the baseline year: later years are judged against it." in seen["T4"]


def test_a_reward_is_kept_to_the_penny(a_round: ARound, team: Actor) -> None:
    one, _ = _sets(team)
    _fact(team, a_round.council.measure, "set", indicator_set=one.pk, reward="1250.50", **FROM)
    assert SetMembership.objects.current().get().reward == 125050
    said = _fact(team, a_round.council.measure, "set", indicator_set=one.pk, reward="1250.505", **FROM)
    assert "Give whole pence: 1250.50, not 1250.505." in said
