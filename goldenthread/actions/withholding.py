"""Marking what may not be published, and lifting the mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import checks, door
from goldenthread.models import (
    AgendaItem,
    Assessment,
    BudgetLine,
    Engagement,
    Highlight,
    Marking,
    Meeting,
    Paper,
    PlanElement,
    Project,
    PublishedReturn,
    PublishedUpdate,
    Return,
    Risk,
    Saving,
    ServicePlan,
    TrackedItem,
)
from goldenthread.models.markings import THINGS
from goldenthread.reports.marks import ACTION_PARTS, ITEM_PARTS, RETURN_PARTS, TRACKED_PARTS
from goldenthread.reports.withholding import scope_of
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import ground

Markable = (
    Return
    | Project
    | Risk
    | Paper
    | Assessment
    | ServicePlan
    | PlanElement
    | BudgetLine
    | Saving
    | AgendaItem
    | TrackedItem
    | Highlight
    | Engagement
)
"""What can be marked."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is marked: one of the things, or a part of it, or what is said of it in the period that ends on `ends`.

    `action` is an element of a service plan.
    """

    of_return: Return | None = None
    project: Project | None = None
    ends: date | None = None
    risk: Risk | None = None
    paper: Paper | None = None
    assessment: Assessment | None = None
    service_plan: ServicePlan | None = None
    action: PlanElement | None = None
    line: BudgetLine | None = None
    saving: Saving | None = None
    item: AgendaItem | None = None
    tracked: TrackedItem | None = None
    highlight: Highlight | None = None
    engagement: Engagement | None = None
    part: str = ""

    @property
    def marked(self) -> Markable:
        """The one thing that it is."""
        found: list[Markable] = [one for name in THINGS if (one := getattr(self, name)) is not None]
        if len(found) != 1:
            raise Refusal("one_thing", "Mark exactly one thing at a time.")
        return found[0]


def mark(
    *,
    by: Actor,
    at: datetime,
    thing: Thing,
    kind: str,
    paragraph: int | None = None,
    interest: str = "",
    source: str = "",
) -> Marking:
    """Withhold something from the public from now on: exempt under a paragraph, or confidential by its source.

    Refused where a final paper has printed it: what is public cannot be made secret again, only redacted.
    """
    with door.write():
        _check(by, thing)
        why = ground(kind, paragraph=paragraph, interest=interest, source=source)
        _refuse_printed(thing)
        marking = _keep(
            by, at, thing, Marking(kind=why.kind, paragraph=why.paragraph, interest=why.interest, source=why.source)
        )
        door.audit(by, at, "withholding.mark", marking, part=thing.part, kind=why.kind, paragraph=why.paragraph)
        return marking


def lift(*, by: Actor, at: datetime, marking: Marking, reason: str) -> Marking:
    """Open what was withheld, from now on; packs that are frozen stay as they are."""
    with door.write():
        thing = Thing(**{name: getattr(marking, name) for name in THINGS}, ends=marking.ends, part=marking.part)
        _check(by, thing)
        why = checks.change_reason(reason, "it may be published now")
        if marking.superseded_at is not None or marking.kind == "open":
            raise Refusal("done_already", "This mark has been lifted or replaced already.")
        opened = _keep(by, at, thing, Marking(kind="open", reason=why))
        door.audit(by, at, "withholding.lift", opened, part=thing.part)
        return opened


def _check(by: Actor, thing: Thing) -> None:
    access.check_can(by, "withhold", scope_of(thing.marked, by.on))
    for marked, parts, word in (
        (thing.of_return, RETURN_PARTS, "a return"),
        (thing.item, ITEM_PARTS, "an agenda item"),
        (thing.tracked, TRACKED_PARTS, "a tracked item"),
        (thing.action, ACTION_PARTS, "an action"),
    ):
        if marked is not None and thing.part not in parts:
            raise Refusal("unknown_part", f"“{thing.part}” is not a part of {word} that can be withheld.")
    if (thing.line is not None or thing.saving is not None) and thing.ends is None:
        raise Refusal("period_needed", "Say which day's explanation it is.")
    if thing.paper is not None and not thing.part:
        raise Refusal("part_needed", "Say which heading, header line or appendix of the paper it is.")


def _refuse_printed(thing: Thing) -> None:
    if thing.paper is not None and thing.paper.is_final:
        raise Refusal("paper_final", "The paper is final: what it says no longer changes.")
    printed = _printed(thing)
    if printed is not None:
        what, meeting = printed
        raise Refusal(
            "printed_already",
            f"The paper of {meeting} has printed this {what} already. If it names somebody, ask for a redaction.",
        )


def _printed(thing: Thing) -> tuple[str, Meeting] | None:
    """What a frozen paper has printed of it, in a word, and the paper's meeting; None where none has."""
    if thing.of_return is not None:
        row = PublishedReturn.objects.filter(of_return=thing.of_return)
        found = row.select_related("publication__paper__meeting__body").first()
        return ("return", found.publication.paper.meeting) if found is not None else None
    if thing.ends is None:
        return None
    rows = PublishedUpdate.objects.select_related("publication__paper__meeting__body")
    if thing.project is not None:
        told = rows.filter(update__project=thing.project, update__ends=thing.ends).first()
        return ("update", told.publication.paper.meeting) if told is not None else None
    told = rows.filter(position__line=thing.line, position__ends=thing.ends).first() if thing.line else None
    return ("explanation", told.publication.paper.meeting) if told is not None else None


def _keep(by: Actor, at: datetime, thing: Thing, marking: Marking) -> Marking:
    """The marking in the place of the one that holds."""
    for name in THINGS:
        setattr(marking, name, getattr(thing, name))
    marking.ends, marking.part = thing.ends, thing.part
    marking.recorded_at, marking.recorded_by = at, by.signed_in
    same = {name: getattr(thing, name) for name in (*THINGS, "ends", "part")}
    Marking.objects.current().filter(**same).update(superseded_at=at)
    return checks.keep(marking)
