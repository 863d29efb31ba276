"""What the Leadership Team approves: exceptions first, then what changed since they last looked, then the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import EVERYWHERE, Actor, check_can_somewhere
from goldenthread.models import DueItem, Paper, Waiver, WorkflowEvent
from goldenthread.reports.due_items import Worklist, open_items, worklist
from goldenthread.reports.review import Reviewed, review
from goldenthread.rules.periods import day_words


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One committee's paper. `to_approve` wait for the Leadership Team, `behind` have not reached it, `waived` will be
    missing with a reason; it can be locked when neither is left.
    """

    paper_id: int
    body: str
    meeting: date
    round: str
    deadline: date | None
    days: int | None
    total: int
    approved: int
    to_approve: int
    behind: int
    waived: int
    locked_at: datetime | None
    locked_by: str

    @property
    def can_be_locked(self) -> bool:
        return self.locked_at is None and not self.to_approve and not self.behind

    @property
    def deadline_words(self) -> str:
        if self.deadline is None or self.days is None:
            return ""
        if self.days < 0:
            return f"{day_words(self.deadline)}, {-self.days} day{'' if self.days == -1 else 's'} ago"
        return f"{day_words(self.deadline)}, {'today' if self.days == 0 else f'in {self.days} days'}"


@dataclass(frozen=True, slots=True)
class LeadershipPage:
    """What to approve, exception first. `behind` are items that have not been signed off yet, `approved` those done."""

    lead: str
    papers: tuple[PaperCard, ...]
    exceptions: tuple[Reviewed, ...]
    changed: tuple[Reviewed, ...]
    rest: tuple[Reviewed, ...]
    behind: tuple[Reviewed, ...]
    approved: tuple[Reviewed, ...]
    may_lock: bool

    @property
    def listed(self) -> tuple[Reviewed, ...]:
        """Everything that can be approved now."""
        return self.exceptions + self.changed + self.rest


def page(reader: Actor, *, looked_at: datetime | None) -> LeadershipPage:
    """Everything in the open rounds that the reader may approve. `looked_at` is when they last looked; where nobody
    knows, when they last approved or returned something.
    """
    check_can_somewhere(reader, "approve")
    work = worklist(reader, open_items(), "approve")
    rows = review(work, work.items)
    ready = [row for row in rows if row.state == "signed_off"]
    exceptional = [row for row in ready if _is_exception(row)]
    ordinary = [row for row in ready if not _is_exception(row)]
    moved = _moved_since(work.items, looked_at or _last_step(reader))
    cards = _papers(work)
    behind = tuple(row for row in rows if row.state not in ("signed_off", "approved"))
    return LeadershipPage(
        lead=_lead(ready, exceptional, behind, cards),
        papers=cards,
        exceptions=tuple(exceptional),
        changed=tuple(row for row in ordinary if row.item_id in moved or row.status_changed),
        rest=tuple(row for row in ordinary if not (row.item_id in moved or row.status_changed)),
        behind=behind,
        approved=tuple(row for row in rows if row.state == "approved"),
        may_lock=reader.may("approve", EVERYWHERE),
    )


def _is_exception(row: Reviewed) -> bool:
    return not row.clean or bool(row.exception_id)


def _last_step(reader: Actor) -> datetime | None:
    steps = WorkflowEvent.objects.filter(by=reader.user, verb__in=("approve", "return"))
    return steps.order_by("-at").values_list("at", flat=True).first()


def _moved_since(items: Sequence[DueItem], moment: datetime | None) -> frozenset[int]:
    """The items that took a step after a moment; none where the reader never looked."""
    if moment is None:
        return frozenset()
    events = WorkflowEvent.objects.filter(item__in=[item.pk for item in items], at__gt=moment)
    return frozenset(events.values_list("item_id", flat=True))


def _papers(work: Worklist) -> tuple[PaperCard, ...]:
    on = work.reader.on
    ids = {item.paper_id for item in work.items if item.paper_id is not None}
    waived = set(
        Waiver.objects.current()
        .filter(item__paper__in=ids, what="return")
        .exclude(item__state="approved")
        .values_list("item_id", flat=True)
    )
    counts = {pk: Counter[str]() for pk in ids}
    for item in work.items:
        if item.paper_id is not None:
            counts[item.paper_id]["waived" if item.pk in waived else item.state] += 1
    papers = Paper.objects.filter(pk__in=ids).select_related("meeting", "round", "locked_by__person")
    return tuple(_card(work, paper, counts[paper.pk], on) for paper in papers)


def _card(work: Worklist, paper: Paper, counts: Counter[str], on: date) -> PaperCard:
    deadline = work.due.get(paper.pk, {}).get("approved")
    settled = counts["approved"] + counts["signed_off"] + counts["waived"]
    return PaperCard(
        paper_id=paper.pk,
        body=work.names.body(paper.meeting.body_id),
        meeting=paper.meeting.day,
        round=paper.round.label,
        deadline=deadline,
        days=(deadline - on).days if deadline else None,
        total=counts.total(),
        approved=counts["approved"],
        to_approve=counts["signed_off"],
        behind=counts.total() - settled,
        waived=counts["waived"],
        locked_at=paper.locked_at,
        locked_by=paper.locked_by.person.name if paper.locked_by else "",
    )


def _lead(
    ready: Sequence[Reviewed],
    exceptional: Sequence[Reviewed],
    behind: Sequence[Reviewed],
    cards: Sequence[PaperCard],
) -> str:
    if ready:
        red = sum(row.status == "red" for row in ready)
        return (
            f"{len(ready)} to approve: {red or 'none'} off target, {len(exceptional) or 'none'} to look at first. "
            f"{len(behind)} not signed off yet."
        )
    open_cards = [card for card in cards if card.locked_at is None]
    if any(card.can_be_locked for card in open_cards):
        return "Everything that was signed off is approved. Lock each paper whose figures are complete."
    return f"Nothing waits for approval. {len(behind)} not signed off yet." if behind else "Nothing waits for approval."
