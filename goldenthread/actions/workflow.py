"""Moving due items from state to state, as the tables of `rules.workflow` allow; every step leaves an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F

from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.models.cycles import DueItem, Paper, WorkflowEvent
from goldenthread.reports.remits import locked_papers_of, share_of, shares
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import FINAL, ITEM

BEFORE_SUBMISSION = ("due", "entered", "returned")


def hold_papers(items: Iterable[int]) -> None:
    """Keep the papers of these items' rounds (primary keys) from being finalised until the transaction ends; where one
    is being finalised, wait for that. Call it before the items are read.

    All of a round's papers, because which of them hold an item follows from remits and routes.
    """
    rounds = DueItem.objects.filter(pk__in=items).values("round")
    papers = list(Paper.objects.select_for_update().filter(round__in=rounds).exclude(state__in=FINAL).order_by("pk"))
    # Held alone, a paper could still be finalised from what was read before the wait; written to, it cannot.
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).update(state=F("state"))


def held(items: Iterable[DueItem]) -> list[DueItem]:
    """The items as they are now, with what they are of, held until the transaction ends."""
    wanted = [item.pk for item in items]
    hold_papers(wanted)
    return list(
        DueItem.objects.select_for_update(of=("self",))
        .select_related("of_return__measure", "project", "risk", "budget", "paper", "round__framework")
        .filter(pk__in=wanted)
        .order_by("pk")
    )


def reopen_paper(item: DueItem, by: Actor, at: datetime, *, moves: bool = True) -> None:
    """An edit after the lock takes the lock off every paper that holds the item and is not final: what the Leadership
    Team approved is no longer what is there. `moves` says whether the item itself takes a step after this.
    """
    if item.state in BEFORE_SUBMISSION:
        return
    locked = list(item.round.papers.exclude(locked_at=None).exclude(state__in=FINAL).select_related("meeting", "round"))
    if not locked:
        return
    for paper in shares(locked, item.round.ends).holding(*share_of(item)):
        Paper.objects.filter(pk=paper.pk).update(locked_at=None, locked_by=None)
        door.audit(by, at, "papers.unlock", paper, because=str(item.thing))
    _take_in_late(item.round_id, by, at, without=item.pk if moves else None)


def _take_in_late(round_id: int, by: Actor, at: datetime, without: int | None) -> None:
    """What came late while a paper was locked goes into it now that it is open again, once it is signed off."""
    late = DueItem.objects.filter(
        round=round_id,
        state="approved",
        of_return__versions__superseded_at=None,
        of_return__versions__origin="late",
    )
    moved = [each for each in held(late) if each.pk != without and not each.is_final and not locked_papers_of(each)]
    move(moved, "edit", by=by, at=at)


def move(items: Sequence[DueItem], verb: str, *, by: Actor, at: datetime, note: str = "") -> None:
    """Take every item through one transition, or refuse all of them if one may not or was moved meanwhile.

    The items must have been read in the transaction under way.
    """
    steps = [ITEM.check(verb, item.state) for item in items]
    if not items:
        return
    target = steps[0].target
    for state in {item.state for item in items}:
        those = [item for item in items if item.state == state]
        moved = DueItem.objects.filter(pk__in=[item.pk for item in those], state=state).update(
            state=target, revision=F("revision") + 1
        )
        if moved != len(those):
            raise Refusal(
                "moved_meanwhile",
                "Somebody else has just moved one of these. Look at the page again; nothing was changed.",
            )
    WorkflowEvent.objects.bulk_create(
        WorkflowEvent(item=item, verb=verb, from_state=item.state, to_state=target, by=by.signed_in, at=at, note=note)
        for item in items
    )
    for item in items:
        item.state = target
        item.revision += 1
