"""One report, several bodies: each gets what its remit gives it, in the order of the route."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.actions import cycles, governance, measures
from goldenthread.models import DueItem
from goldenthread.reports.remits import theirs_in
from goldenthread.reports.routes import earlier_papers, later_papers, route_of
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.remits import Selection
from tests.a_route import DAYS, ARoute, build_route
from tests.small_council import NOW, START


@pytest.fixture
def a_route(db: None) -> ARoute:
    return build_route()


def _refs(a_route: ARoute, code: str) -> set[str]:
    theirs = theirs_in(a_route.paper(code)).measures
    return {measure.ref for measure in (a_route.waste, a_route.finance) if measure.pk in theirs}


def test_makes_a_paper_for_every_stop(a_route: ARoute) -> None:
    a_route.open()
    stops = [(code, a_route.paper(code).stop, a_route.paper(code).purpose) for code in DAYS]
    assert stops == [("OS", 1, "comment"), ("FAR", 1, "comment"), ("CAB", 2, "decide")]
    assert all(a_route.paper(code).deadlines.exists() for code in DAYS)


def test_gives_each_body_its_own_and_the_last_the_whole(a_route: ARoute) -> None:
    a_route.open()
    assert [_refs(a_route, code) for code in DAYS] == [{"W1"}, {"F1"}, {"W1", "F1"}]


def test_knows_what_came_before_and_what_comes_after(a_route: ARoute) -> None:
    a_route.open()
    cabinet = a_route.paper("CAB")
    assert [paper.meeting.body.code for paper in earlier_papers(cabinet)] == ["OS", "FAR"]
    assert [paper.meeting.body.code for paper in later_papers(a_route.paper("OS"))] == ["CAB"]
    assert earlier_papers(a_route.paper("FAR")) == ()
    assert [stop.body for stop in route_of(cabinet) if stop.here] == ["Cabinet"]


def test_keeps_an_item_to_the_earliest_of_its_deadlines(a_route: ARoute) -> None:
    everything = [Selection("measures")]
    governance.change_remit(
        by=a_route.council.by, at=NOW, body=a_route.bodies["FAR"], effective_from=START, selections=everything
    )
    a_route.open()
    assert _refs(a_route, "FAR") == {"W1", "F1"}
    papers = {item.place.measure.ref: item.paper for item in DueItem.objects.select_related("paper")}
    assert papers == {"W1": a_route.paper("OS"), "F1": a_route.paper("FAR")}


def test_refuses_meetings_that_do_not_follow_the_route(a_route: ARoute) -> None:
    governance.move_meeting(by=a_route.council.by, at=NOW, meeting=a_route.meetings["CAB"], day=date(2026, 9, 10))
    with pytest.raises(Refusal, match="CAB meets on 10 September 2026, before FAR on 15 September 2026"):
        a_route.open()


def test_refuses_a_route_with_a_body_left_out(a_route: ARoute) -> None:
    del a_route.meetings["FAR"]
    with pytest.raises(Refusal, match="also leads to FAR"):
        a_route.open()


def test_sends_a_report_on_to_a_body_that_was_not_on_its_route(a_route: ARoute) -> None:
    a_route.open()
    meeting = governance.add_meeting(by=a_route.council.by, at=NOW, body=a_route.council.body, day=date(2026, 10, 6))
    paper = cycles.add_stop(by=a_route.council.by, at=NOW, after=a_route.paper("CAB"), meeting=meeting)
    assert (paper.route, paper.stop, paper.purpose) == ("quarterly", 3, "comment")
    assert [each.meeting.body.code for each in earlier_papers(paper)] == ["OS", "FAR", "CAB"]
    with pytest.raises(Refusal, match="has a paper of this round already"):
        cycles.add_stop(by=a_route.council.by, at=NOW, after=a_route.paper("OS"), meeting=meeting)


def test_follows_a_remit_that_moves_while_the_round_runs(a_route: ARoute) -> None:
    a_route.open()
    by = a_route.council.by
    measures.set_owner(
        by=by,
        at=NOW,
        measure=a_route.waste,
        service=a_route.council.service,
        body=a_route.bodies["FAR"],
        effective_from=START,
    )
    governance.change_remit(
        by=by, at=NOW, body=a_route.bodies["FAR"], effective_from=START, selections=[Selection("measures")]
    )
    item = DueItem.objects.get(of_return__measure=a_route.waste)
    assert item.paper == a_route.paper("FAR")
