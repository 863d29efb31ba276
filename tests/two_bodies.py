"""A small council whose scrutiny committee and Cabinet consider the same report, on its way to Council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from goldenthread.access import Actor
from goldenthread.actions import governance, outcomes, referrals
from goldenthread.actions.outcomes import Proposal, Said
from goldenthread.models import AgendaItem, Body, Meeting, Outcome, Referral
from tests.small_council import START, SmallCouncil, build

FOUNDED = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
SCRUTINY_DAY = date(2026, 6, 16)
CABINET_DAY = date(2026, 6, 23)
COUNCIL_DAY = date(2026, 7, 7)
TITLE = "Integrated performance management"
VERBATIM = """That Cabinet approves the “changes” to Section 9:
(a) the targets – all of them; and
(b)  the dates & the £ sums."""
GROUNDS = "To bring measures, projects and risks together."


@dataclass(frozen=True)
class TwoBodies:
    """The scrutiny committee, Cabinet and Council with a meeting each, and the clerk of all of them."""

    council: SmallCouncil
    scrutiny: Body
    cabinet: Body
    full: Body
    first: Meeting
    second: Meeting
    third: Meeting
    clerk: Actor

    def item(self, meeting: Meeting, number: str = "7", **words: str) -> AgendaItem:
        """Something on a meeting's agenda."""
        told = {"title": TITLE, "presenting_officer": "Service Director: Resources", **words}
        return outcomes.add_item(
            by=self.clerk,
            at=FOUNDED,
            meeting=meeting,
            number=number,
            **told,  # type: ignore[arg-type]
        )

    def decide(
        self, item: AgendaItem, result: str, *said: Said, approves: tuple[Proposal, ...] = (), **words: object
    ) -> Outcome:
        """What the body did with it."""
        told = {
            "considerations": "Section 7 details the processes.\nSection 8 details the changes.",
            "proposer": "Councillor Ian Moss",
            "seconder": "Councillor Judi Hill",
            "vote": "7 for, none against",
            "grounds": GROUNDS,
        } | words
        return outcomes.record(
            by=self.clerk, at=FOUNDED, outcome=item.outcome, result=result, said=said, approves=approves,
            **told,  # type: ignore[arg-type]
        )  # fmt: skip

    def recommend(self, meeting: Meeting, to: Body, number: str = "7", text: str = VERBATIM) -> Outcome:
        """A resolution of a body that recommends something to another."""
        resolved = Said("That the report be noted.")
        return self.decide(self.item(meeting, number), "recommend", resolved, Said(text, to))

    def refer(self, outcome: Outcome, to_meeting: Meeting, number: str = "9A") -> Referral:
        """Onto the agenda of another body."""
        return referrals.refer(by=self.clerk, at=FOUNDED, outcome=outcome, to_meeting=to_meeting, number=number)


def begin() -> TwoBodies:
    """The small council with three bodies, before anything is on an agenda."""
    council = build()
    by = council.by

    def body(code: str, name: str, kind: str) -> Body:
        return governance.add_body(by=by, at=FOUNDED, code=code, name=name, starts=START, kind=kind)

    scrutiny = body("OSC", "Overview and Scrutiny Committee", "scrutiny")
    cabinet = body("CAB", "Cabinet", "executive")
    full = body("CNL", "Council", "council")
    days = ((scrutiny, SCRUTINY_DAY), (cabinet, CABINET_DAY), (full, COUNCIL_DAY))
    first, second, third = (governance.add_meeting(by=by, at=FOUNDED, body=one, day=day) for one, day in days)
    clerk = council.person_with("committee_clerk", "clio@anytown.example")
    return TwoBodies(council, scrutiny, cabinet, full, first, second, third, clerk)
