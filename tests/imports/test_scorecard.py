"""A scorecard is previewed, asked about and loaded, all of it or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldenthread.access import Actor
from goldenthread.imports.scorecard import ScorecardOutcome, Wishes, load_scorecard
from goldenthread.models import Body, Measure, ReturnVersion, Service
from goldenthread.rules.refusals import Refusal
from tests import a_round, small_council
from tests.small_council import NOW, SmallCouncil

pytestmark = pytest.mark.django_db

HEADINGS = "ref,measure,service,unit,polarity,target,actual,previous,light,note"
GOOD = "T1,Trees planted,WASTE,number,high,100,120,90,g,A good spring"
ZERO = "T2,Fly-tips cleared late,Waste and Recycling,number,low,5,0,14,g,No notes"
DATA = "T3,Calls answered,WASTE,number,high,0,1500,1400,d,"


@pytest.fixture
def council() -> SmallCouncil:
    return small_council.build()


def table(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *rows]).encode()


def take(by: Actor, content: bytes, keep: bool = True, period: str = "Q1 2026/27", **wishes: Any) -> ScorecardOutcome:
    chosen = {"committee": "ENV", **wishes}
    return load_scorecard(
        by=by, at=NOW, content=content, name="scorecard.csv", wishes=Wishes(period=period, **chosen), keep=keep
    )


def values(ref: str) -> list[Decimal | None]:
    versions = ReturnVersion.objects.current().filter(of_return__measure__ref=ref)
    return list(versions.order_by("of_return__ends").values_list("value", flat=True))


def test_a_row_becomes_a_measure_with_its_target_its_figures_and_its_comment(council: SmallCouncil) -> None:
    outcome = take(council.by, table(GOOD))
    assert outcome.loaded
    assert (outcome.compared, outcome.differing) == (1, ())
    measure = Measure.objects.get(ref="T1")
    assert measure.ownerships.get().body == council.body
    assert measure.targets.get().target == 100
    assert values("T1") == [90, 120]
    assert ReturnVersion.objects.get(of_return__measure=measure, value=120).commentary == "A good spring"
    assert ReturnVersion.objects.get(of_return__measure=measure, value=90).commentary == ""


def test_a_preview_counts_and_keeps_nothing(council: SmallCouncil) -> None:
    outcome = take(council.by, table(GOOD), keep=False)
    assert not outcome.loaded
    assert outcome.counts == {
        "measures_added": 1, "targets_added": 1, "values_added": 1, "earlier_values_added": 1,
    }  # fmt: skip
    assert not Measure.objects.filter(ref="T1").exists()


def test_a_zero_is_asked_about_and_holds_up_the_whole_file(council: SmallCouncil) -> None:
    outcome = take(council.by, table(GOOD, ZERO))
    assert [question.name for question in outcome.questions] == ["T2.actual"]
    assert not outcome.loaded
    assert not Measure.objects.filter(ref="T1").exists()


@pytest.mark.parametrize(("answer", "value", "absence"), [("keep", 0, ""), ("awaiting_data", None, "awaiting_data")])
def test_an_answer_settles_the_cell(council: SmallCouncil, answer: str, value: int | None, absence: str) -> None:
    assert take(council.by, table(ZERO), answers={"T2.actual": answer}).loaded
    version = ReturnVersion.objects.get(of_return__measure__ref="T2", of_return__ends="2026-06-30")
    assert (version.value, version.absence) == (value, absence)


def test_an_answer_is_remembered_for_the_same_cell(council: SmallCouncil) -> None:
    take(council.by, table(ZERO), answers={"T2.actual": "awaiting_data"})
    again = take(council.by, table(ZERO))
    assert (again.loaded, again.counts["values_unchanged"]) == (True, 1)
    other = take(council.by, table(ZERO), period="Q2 2026/27")
    assert [question.name for question in other.questions] == ["T2.actual"]


def test_everything_can_be_kept_as_it_is_typed(council: SmallCouncil) -> None:
    assert take(council.by, table(ZERO), accept_all=True).loaded
    assert values("T2") == [14, 0]
    assert take(council.by, table(ZERO)).loaded, "what the council holds already is not asked again"


def test_what_good_looks_like_is_never_guessed(council: SmallCouncil) -> None:
    blank = table("T4,Visits,WASTE,number,,10,9,8,,")
    outcome = take(council.by, blank, accept_all=True)
    assert [question.name for question in outcome.questions] == ["T4.polarity"]
    assert take(council.by, blank, answers={"*.polarity": "high"}).loaded


def test_a_status_that_fits_only_the_other_way_round_is_asked_about(council: SmallCouncil) -> None:
    outcome = take(council.by, table("T5,Complaints,WASTE,number,high,50,20,30,g,"))
    assert [question.name for question in outcome.questions] == ["T5.polarity"]
    assert take(council.by, table("T5,Complaints,WASTE,number,high,50,20,30,g,"), answers={"T5.polarity": "low"}).loaded


def test_a_running_total_is_asked_about_and_not_compared_with_the_end_of_last_year(council: SmallCouncil) -> None:
    row = "T9,Council tax collected,WASTE,%,high,8.5,9.1,98.7,g,,98.7"
    content = table(row, headings=f"{HEADINGS},outturn")
    asked = take(council.by, content).questions
    assert [question.name for question in asked] == ["T9.accumulation", "T9.actual"]
    assert "98.7%, is that of the whole year" in asked[0].sentence
    assert take(council.by, content, answers={"T9.accumulation": "cumulative"}).loaded
    assert Measure.objects.get(ref="T9").definitions.get().accumulation == "cumulative"


def test_data_only_is_shown_for_information_and_never_red(council: SmallCouncil) -> None:
    assert take(council.by, table(DATA), answers={"T3.target": "none"}).loaded
    measure = Measure.objects.get(ref="T3")
    assert measure.tolerances.get().changes == {"basis": "none"}
    assert not measure.targets.exists()


def test_a_published_status_that_differs_is_explained(council: SmallCouncil) -> None:
    outcome = take(council.by, table("T6,Bins on time,WASTE,%,high,100,85,84,a,"))
    assert [(each.ref, each.published, each.status) for each in outcome.differing] == [("T6", "amber", "red")]
    assert "outside the 10% tolerance" in outcome.differing[0].sentence
    wider = take(council.by, table("T6,Bins on time,WASTE,%,high,100,85,84,a,"), tolerance=Decimal(15))
    assert wider.differing == ()


def test_problems_name_the_row_the_column_and_the_remedy(council: SmallCouncil) -> None:
    headings = HEADINGS.replace("actual", "This quarter")
    content = table(
        GOOD, "T7,Visits,PARKS,number,high,1,2,3,,", "T8,Visits,WASTE,number,high,1,lots,3,,", GOOD, headings=headings
    )
    outcome = take(council.by, content, columns={"This quarter": "actual"})
    assert [(problem.row, problem.column) for problem in outcome.problems] == [
        (3, "service"), (4, "This quarter"), (5, "ref"),
    ]  # fmt: skip
    assert "--services create" in outcome.problems[0].sentence
    assert not outcome.loaded


def test_new_services_are_made_on_request(council: SmallCouncil) -> None:
    row = "T7,Visits,Parks and Open Spaces,number,high,1,2,3,,"
    outcome = take(council.by, table(row), create_services=True, directorate="PLACE")
    assert outcome.made == ("service POS, Parks and Open Spaces",)
    assert Service.objects.get(code="POS").directorate == council.directorate


def test_a_committee_of_the_framework_is_made(council: SmallCouncil) -> None:
    assert take(council.by, table(GOOD), committee="fm").loaded
    assert Body.objects.get(code="FM").remits.get().terms == "FM13"


def test_the_headings_are_remembered(council: SmallCouncil) -> None:
    headings = HEADINGS.replace("actual", "This quarter").replace("previous", "Before")
    take(council.by, table(GOOD, headings=headings), columns={"This quarter": "actual", "Before": "previous"})
    assert take(council.by, table(GOOD, headings=headings)).counts["values_unchanged"] == 1


def test_a_column_that_is_needed_is_asked_for_by_name(council: SmallCouncil) -> None:
    with pytest.raises(Refusal, match='--map "Heading=actual"'):
        take(council.by, table(GOOD, headings=HEADINGS.replace("actual", "This quarter")))


def test_an_answer_to_no_cell_is_refused(council: SmallCouncil) -> None:
    with pytest.raises(Refusal, match=r"T9\.actual"):
        take(council.by, table(GOOD), answers={"T9.actual": "keep"})


def test_a_changed_figure_is_a_new_version_and_is_said(council: SmallCouncil) -> None:
    take(council.by, table(GOOD))
    outcome = take(council.by, table(GOOD.replace("120", "125")))
    assert outcome.counts["values_changed"] == 1
    assert "T1 for Q1 2026/27: 120 becomes 125." in outcome.remarks
    assert values("T1") == [90, 125]


def test_a_figure_collected_in_a_round_is_left_alone() -> None:
    quarter = a_round.open_round()
    quarter.submit("51.0")
    row = "W1,Household waste recycled,WASTE,%,high,50.5,{},46.9,,"
    same = take(quarter.council.by, table(row.format("51.0")))
    assert (same.loaded, same.counts["values_unchanged"]) == (True, 1)
    other = take(quarter.council.by, table(row.format("52.0")))
    assert "collected this figure in a round, with 51" in other.problems[0].sentence


def test_another_meaning_under_the_same_reference_is_refused(council: SmallCouncil) -> None:
    outcome = take(council.by, table("W1,Household waste recycled,WASTE,tonnes,high,50,51,49,,"))
    assert outcome.problems[0].column == "unit"
    assert "already here with “%”, not “tonnes”" in outcome.problems[0].sentence


def test_only_those_who_may_import_can(council: SmallCouncil) -> None:
    clerk = council.person_with("committee_clerk", "cleo@anytown.example")
    with pytest.raises(Refusal, match="load files of measures and figures"):
        take(clerk, table(GOOD))
