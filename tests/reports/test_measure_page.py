"""The page of one measure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.access import Actor
from goldenthread.actions import links, measures, organisation, people, returns
from goldenthread.reports.measure_page import MeasurePage, measure_page
from goldenthread.rules.entries import Entry
from goldenthread.rules.refusals import Refusal
from tests.a_round import LATER, ARound, open_round
from tests.reports.a_measure import add, figures, targets
from tests.small_council import NOW, START, TODAY, SmallCouncil, build


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


@pytest.fixture
def round_(db: None) -> ARound:
    return open_round()


def page(reader: Actor, ref: str = "W1", **how: object) -> MeasurePage:
    return measure_page(reader=reader, ref=ref, on=TODAY, **how)  # type: ignore[arg-type]


def test_the_chart_says_what_it_shows(anytown: SmallCouncil) -> None:
    measure = add(anytown, "R1", title="Household waste recycled")
    quarters = ("2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01")
    figures(anytown, measure, dict(zip(quarters, ("101", "90", "89", "95", "80"), strict=True)))
    targets(anytown, measure, dict.fromkeys(quarters, "100"))
    shown = page(anytown.by, "R1").figure
    assert shown.chart.title == "Household waste recycled has been below target for four quarters"
    assert shown.chart.subtitle == "Household waste recycled, number, by quarter"
    assert shown.chart.last_year[-1] == Decimal(101)
    assert [cell.text for cell in shown.table.rows[0]][:4] == ["Q1 2026/27", "80", "100", "Off target"]


def test_the_message_of_a_measure_judged_against_last_year_says_so(anytown: SmallCouncil) -> None:
    measure = add(anytown, "R1")
    figures(anytown, measure, {"2025-04-01": "100", "2026-04-01": "90"})
    rule = {"basis": "last_year"}
    measures.set_tolerance(
        by=anytown.by, at=NOW, measure=measure, effective_from=START, changes=rule, reason="As agreed"
    )
    assert page(anytown.by, "R1").figure.chart.title == "Measure R1 has been worse than a year before in Q1 2026/27"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (("90", "100"), "Measure R1 has met its target in Q1 2026/27"),
        (("100", "100"), "Measure R1 has met its target for two quarters"),
        (("100", "80"), "Measure R1 has been below target in Q1 2026/27"),
    ],
)
def test_the_message_counts_how_long(anytown: SmallCouncil, values: tuple[str, str], message: str) -> None:
    measure = add(anytown, "R1")
    quarters = ("2026-01-01", "2026-04-01")
    figures(anytown, measure, dict(zip(quarters, values, strict=True)))
    targets(anytown, measure, dict.fromkeys(quarters, "100"))
    assert page(anytown.by, "R1").figure.chart.title == message


def test_a_change_of_definition_breaks_the_line_and_is_explained(anytown: SmallCouncil) -> None:
    measure = add(anytown, "R1")
    figures(anytown, measure, {"2026-01-01": "40", "2026-04-01": "50"})
    measures.redefine(
        by=anytown.by,
        at=NOW,
        measure=measure,
        effective_from=date(2026, 4, 1),
        reason="Street litter now counts.",
        series_break=True,
    )
    shown = page(anytown.by, "R1")
    assert shown.figure.chart.values == (Decimal(40), None, Decimal(50))
    assert shown.breaks == (
        "The definition changed on 1 April 2026: figures to 31 March 2026 are not compared with later ones. "
        "Street litter now counts.",
    )


def test_targets_are_told_with_their_dates_and_reasons(anytown: SmallCouncil) -> None:
    measure = add(anytown, "R1")
    targets(anytown, measure, {"2026-04-01": "100"})
    measures.set_target(
        by=anytown.by,
        at=NOW + timedelta(days=3),
        measure=measure,
        target=measures.PeriodTarget(date(2026, 4, 1), date(2026, 6, 30), target=Decimal(90)),
        reason="Cabinet, after the strike",
    )
    told = [[cell.text for cell in row] for row in page(anytown.by, "R1").targets.rows]
    assert told == [
        ["Q1 2026/27", "90", "11 July 2026", "Cabinet, after the strike"],
        ["Q1 2026/27", "100", "8 July 2026", "Replaced since. Council"],
    ]


def test_the_rule_is_in_words_with_the_measures_own_tolerance(anytown: SmallCouncil) -> None:
    measure = add(anytown, "R1")
    assert page(anytown.by, "R1").rule == (
        "A target missed by no more than 10% of the target is near target; by more, off target.",
    )
    measures.set_tolerance(
        by=anytown.by,
        at=NOW,
        measure=measure,
        effective_from=date(2026, 4, 1),
        changes={"mode": "points", "amber_within": "2.50"},
        reason="Agreed by committee.",
    )
    assert page(anytown.by, "R1").rule == (
        "A target missed by no more than 2.5 points is near target; by more, off target.",
        "Its own tolerance since 1 April 2026: Agreed by committee.",
    )


def test_a_split_measure_shows_its_parts_and_where_the_year_is_heading(anytown: SmallCouncil) -> None:
    whole = add(anytown, "BV12", unit="days", decimals=2, polarity="low")
    for ref, days in (("BV12a", "0.50"), ("BV12b", "0.54")):
        figures(anytown, add(anytown, ref, unit="days", decimals=2, polarity="low", parent=whole), {"2026-04-01": days})
    shown = page(anytown.by, "BV12")
    assert [(part.ref, part.value) for part in shown.parts] == [("BV12a", "0.50 days"), ("BV12b", "0.54 days")]
    assert shown.result.value == Decimal("1.04")
    parent = page(anytown.by, "BV12a").parent
    assert parent is not None
    assert parent.ref == "BV12"


def test_neighbours_serve_the_same_part_of_the_plan(anytown: SmallCouncil) -> None:
    other = add(anytown, "R1")
    for measure in (anytown.measure, other):
        links.link(by=anytown.by, at=NOW, serves=anytown.aim, measure=measure, starts=START)
    shown = page(anytown.by)
    assert [each.ref for each in shown.neighbours] == ["R1"]
    assert [[step.code for step in path.steps] for path in shown.paths] == [["1", "1.1"]]


def test_every_revision_is_there_with_its_reason_and_what_was_printed_stays(round_: ARound) -> None:
    round_.to_paper("51.0")
    returns.submit(
        by=round_.provider,
        at=LATER + timedelta(days=1),
        item=round_.item,
        entry=Entry(value=Decimal("50.6")),
        reason="The contractor found an error.",
    )
    shown = page(round_.council.by)
    assert [(each.number, each.value, each.reason, each.now) for each in shown.history.revisions] == [
        (2, "50.6%", "The contractor found an error.", True),
        (1, "51.0%", "", False),
    ]
    assert shown.history.loaded == 4
    assert [(each.body, each.as_reported, each.now, each.changed) for each in shown.history.printed] == [
        ("Environment Committee", "51.0%", "50.6%", True)
    ]
    assert "Changed since reported" in shown.result.flag_words


def test_a_member_sees_no_version_that_was_never_approved(round_: ARound) -> None:
    round_.submit("50.6")
    round_.submit("51.0", at=NOW + timedelta(hours=1))
    round_.sign_off(at=NOW + timedelta(hours=2))
    member = round_.council.person_with("member", "mo@anytown.example")
    assert page(member).history.revisions == ()
    round_.approve(at=NOW + timedelta(hours=3))
    seen = page(member).history.revisions
    assert [(each.number, each.value, each.by) for each in seen] == [(2, "51.0%", "")]


def test_an_exception_report_is_shown_with_its_promises(round_: ARound) -> None:
    round_.submit("40.0", commentary="Crews were short.")
    round_.explain()
    (explained,) = page(round_.council.by).history.explained
    assert (explained.period, explained.on_track_by) == ("Q1 2026/27", date(2026, 12, 31))
    assert [(each.text, each.owner) for each in explained.promises] == [("Recruit two drivers", "Hal")]
    member = round_.council.person_with("member", "mo@anytown.example")
    assert page(member).history.explained == ()


def test_looking_back_shows_what_was_known_then(round_: ARound) -> None:
    council = round_.council
    round_.submit("51.0", at=NOW + timedelta(days=1))
    then = page(council.by, known_at=NOW + timedelta(hours=1))
    assert then.result.value is None
    assert then.latest_value == "46.9%"
    assert then.update is None
    assert page(council.by).result.value == Decimal(51)


def test_only_whoever_may_enter_it_is_offered_the_update(round_: ARound) -> None:
    member = round_.council.person_with("member", "mo@anytown.example")
    assert page(round_.provider).update == round_.item.pk
    assert page(member).update is None


def test_the_post_that_answers_for_it_is_named(anytown: SmallCouncil) -> None:
    post = organisation.add_post(by=anytown.by, at=NOW, title="Head of Waste", service=anytown.service, is_senior=True)
    person = people.add_person(by=anytown.by, at=NOW, name="Priya Nair")
    organisation.fill_post(by=anytown.by, at=NOW, post=post, person=person, starts=START)
    facts = dict(page(anytown.by).facts)
    assert facts["Accountable"] == "Head of Waste (Priya Nair)"
    assert facts["Committee"] == "Environment Committee"
    assert facts["What good looks like"] == "A higher figure is better"


def test_a_measure_that_is_not_there_is_refused(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal) as refused:
        page(anytown.by, "NONE")
    assert refused.value.code == "no_such_measure"
    with pytest.raises(Refusal) as too_early:
        page(anytown.by, known_at=NOW - timedelta(days=1))
    assert too_early.value.code == "no_such_measure_then"
