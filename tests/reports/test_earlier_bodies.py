"""What a paper says of the bodies before it, and of what was asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import cycles, governance, outcomes, tracked
from goldenthread.actions.outcomes import Said
from goldenthread.models import Meeting, Paper
from goldenthread.reports.blocks import Block, Paragraph, Subheading, Table
from goldenthread.reports.earlier_bodies import earlier_meetings_blocks
from goldenthread.reports.tracked import unanswered
from tests.a_round import Q1
from tests.small_council import NOW, TODAY
from tests.two_bodies import VERBATIM, TwoBodies, begin


def _said(blocks: tuple[Block, ...]) -> list[str]:
    """The words of headings and paragraphs, and of the cells of tables."""
    found = []
    for block in blocks:
        if isinstance(block, Paragraph | Subheading):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row]
    return found


@pytest.fixture
def on_route(db: None) -> tuple[TwoBodies, Paper, Paper]:
    """One report that the scrutiny committee has had today and that Cabinet gets in September."""
    two = begin()
    by = two.council.by
    meetings = [
        governance.add_meeting(by=by, at=NOW, body=two.council.body, day=date(2026, 9, 1)),
        governance.add_meeting(by=by, at=NOW, body=two.cabinet, day=date(2026, 9, 8)),
    ]
    cycles.open_round(by=by, at=NOW, label="Q1 2026/27", starts=Q1[0], ends=Q1[1], meetings=meetings)
    first, second = Paper.objects.order_by("meeting__day")
    Paper.objects.update(route="round")
    Paper.objects.filter(pk=second.pk).update(stop=2)
    Meeting.objects.filter(pk=first.meeting_id).update(day=TODAY)
    first.refresh_from_db()
    second.refresh_from_db()
    return two, first, second


@pytest.mark.requirement("GA-07")
@pytest.mark.past_the_door
def test_cabinets_paper_has_the_committees_discussion_and_recommendations(
    on_route: tuple[TwoBodies, Paper, Paper],
) -> None:
    two, first, second = on_route
    item = outcomes.add_item(
        by=two.clerk, at=NOW, meeting=first.meeting, paper=first, number="6", title="Performance", purpose="comment"
    )
    outcomes.record(
        by=two.clerk, at=NOW, outcome=item.outcome, result="recommend", said=[Said(VERBATIM, two.cabinet)],
        considerations="Members were worried about missed bins.", grounds="To do better.",
    )  # fmt: skip
    said = _said(earlier_meetings_blocks(second, reader=two.clerk, on=TODAY, known_at=NOW))
    assert said[:2] == ["What earlier bodies said", "Environment Committee, 8 July 2026"]
    assert "Discussed: Members were worried about missed bins." in said
    assert f"RECOMMENDED TO CABINET: {VERBATIM}" in said
    assert "REASON FOR DECISION: To do better." in said
    assert earlier_meetings_blocks(first, reader=two.clerk, on=TODAY, known_at=NOW) == ()


@pytest.mark.past_the_door
def test_it_says_what_was_known_at_the_moment(on_route: tuple[TwoBodies, Paper, Paper]) -> None:
    two, _, second = on_route
    owner = two.clerk.signed_in.person
    asked = tracked.ask(by=two.clerk, at=NOW, kind="detail", text="Which rounds?", body=two.cabinet, owner=owner)
    later = NOW + timedelta(hours=2)
    tracked.answer(by=two.clerk, at=later, item=asked, answer="supplied", text="Rounds 4 and 9.")
    before = _said(earlier_meetings_blocks(second, reader=two.clerk, on=TODAY, known_at=NOW))
    assert "Cabinet made 1 request or recommendation before this meeting; none of 1 is answered." in before
    assert "Supplied: Rounds 4 and 9." in _said(
        earlier_meetings_blocks(second, reader=two.clerk, on=TODAY, known_at=later)
    )
    assert [name for name, _ in unanswered(second, reader=two.clerk, on=TODAY, known_at=NOW)] == ["Which rounds?"]
    assert unanswered(second, reader=two.clerk, on=TODAY, known_at=later) == ()


@pytest.mark.past_the_door
def test_a_recommendation_holds_a_paper_back_only_once_its_answer_is_due(
    on_route: tuple[TwoBodies, Paper, Paper],
) -> None:
    two, _, second = on_route
    owner = two.clerk.signed_in.person
    for text, due in (("Due before", date(2026, 9, 7)), ("Due after", date(2026, 9, 9))):
        tracked.ask(by=two.clerk, at=NOW, kind="recommendation", text=text, body=two.cabinet, owner=owner, due=due)
    assert [name for name, _ in unanswered(second, reader=two.clerk, on=TODAY)] == ["Due before"]
