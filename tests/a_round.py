"""A small council with a round under way, and the people of every stage; each step is taken through the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from goldenthread.access import Actor
from goldenthread.actions import cycles, exceptions, governance, links, papers, returns, signing
from goldenthread.actions.exceptions import Promise
from goldenthread.actions.returns import HistoryEntry
from goldenthread.models import DueItem, ExceptionReport, Paper, Publication, ReturnVersion, Round
from goldenthread.rules.entries import Entry
from tests.small_council import NOW, SmallCouncil, build

Q1 = (date(2026, 4, 1), date(2026, 6, 30))
PAST = {
    (date(2025, 4, 1), date(2025, 6, 30)): "48.2",
    (date(2025, 7, 1), date(2025, 9, 30)): "49.0",
    (date(2025, 10, 1), date(2025, 12, 31)): "47.1",
    (date(2026, 1, 1), date(2026, 3, 31)): "46.9",
}
HEADER = {"Agenda item": "7", "Report from": "Director of Place", "Doc": "W1", "Members' contact point": "Ada Admin"}
LATER = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class ARound:
    """A round for April to June 2026 with one paper and one item, due from a provider of one service."""

    council: SmallCouncil
    round: Round
    paper: Paper
    item: DueItem
    provider: Actor
    head: Actor
    leader: Actor
    clerk: Actor

    def submit(self, value: str = "51.0", at: datetime = NOW, **entry: object) -> ReturnVersion:
        """The provider submits a figure."""
        made = Entry(value=Decimal(value), **entry)  # type: ignore[arg-type]
        return returns.submit(by=self.provider, at=at, item=self.item, entry=made)

    def sign_off(self, at: datetime = NOW) -> None:
        signing.sign_off(by=self.head, at=at, items=[self.item])

    def approve(self, at: datetime = NOW) -> None:
        signing.approve(by=self.leader, at=at, items=[self.item])

    def explain(self, at: datetime = NOW) -> ExceptionReport:
        """The provider writes the exception report that the figure called for."""
        exception = ExceptionReport.objects.get(item=self.item)
        headings = self.paper.round.framework.document["exceptions"]["sections"]
        owner = self.head.signed_in.person
        exceptions.write(
            by=self.provider,
            at=at,
            exception=exception,
            sections={heading: f"{heading}: crews were short." for heading in headings},
            on_track_by=date(2026, 12, 31),
            promises=[Promise("Recruit two drivers", owner, date(2026, 9, 30))],
        )
        return exception

    def finalise(self, at: datetime = LATER, header: Mapping[str, str] = HEADER) -> Publication:
        """Lock, write the header, clear and freeze."""
        papers.lock(by=self.leader, at=at, paper=self.paper)
        papers.write(by=self.clerk, at=at, paper=self.paper, texts=header)
        papers.clear(by=self.clerk, at=at, paper=self.paper)
        return papers.finalise(by=self.clerk, at=at, paper=self.paper)

    def to_paper(self, value: str = "51.0") -> Publication:
        """Everything from the figure to the frozen paper."""
        self.submit(value)
        self.sign_off()
        self.approve()
        return self.finalise()


def open_round(council: SmallCouncil | None = None) -> ARound:
    """A council whose measure has a year behind it and is in the plan, with a round open for the quarter."""
    council = council or build()
    by = council.by
    links.link(by=by, at=NOW, serves=council.aim, measure=council.measure, starts=date(2024, 4, 1))
    returns.load_history(
        by=by,
        at=NOW,
        measure=council.measure,
        entries=[HistoryEntry(start, end, Decimal(value)) for (start, end), value in PAST.items()],
    )
    meeting = governance.add_meeting(by=by, at=NOW, body=council.body, day=date(2026, 9, 8))
    round_ = cycles.open_round(by=by, at=NOW, label="Q1 2026/27", starts=Q1[0], ends=Q1[1], meetings=[meeting])
    return ARound(
        council=council,
        round=round_,
        paper=Paper.objects.get(),
        item=DueItem.objects.get(of_return__isnull=False),
        provider=council.person_with("data_provider", "dee@anytown.example", service=council.service),
        head=council.person_with("head_of_service", "hal@anytown.example", service=council.service),
        leader=council.person_with("leadership_team", "lee@anytown.example"),
        clerk=council.person_with("committee_clerk", "cleo@anytown.example"),
    )
