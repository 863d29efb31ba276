"""What a round asks for beside returns: updates of projects, reviews of risks, explanations of budgets.

People write these on the forms of the project, the risk and the budget line; here is what that does to the item that
waits for them in the round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from goldenthread.access import Actor
from goldenthread.actions import door, exceptions
from goldenthread.actions.workflow import held, move, reopen_paper
from goldenthread.models import BudgetLine, DueItem, Link, Paper, Project, ProjectUpdate, Risk, Round
from goldenthread.reports import risk_records
from goldenthread.reports.money_grid import verdict_of
from goldenthread.reports.money_records import line_records, money_rules
from goldenthread.reports.project_records import delivery_rules, project_records
from goldenthread.reports.records import frameworks, in_force
from goldenthread.reports.remits import Shares, shares
from goldenthread.rules import exceptions as rules
from goldenthread.rules.framework import Framework
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import FINAL

HANDED_IN = ("submitted", "verified", "signed_off", "approved")


# What is asked for ----------------------------------------------------------------------------------------------------


def ask_for(*, by: Actor, round_: Round, papers: Sequence[Paper], shared: Shares, kinds: Iterable[str]) -> int:
    """Put into a new round what it asks for beside returns, of some kinds; how many items that are.

    A live project owes an update. A risk owes a review that falls due before its paper's meeting; one of no paper,
    before the last meeting. A budget line owes an explanation where its variance needs one (`ask_for_explanation`).
    """
    made: list[DueItem] = []
    if "project" in kinds:
        made += [_item(round_, shared, project=pk) for pk in _live_projects(round_.ends)]
    if "risk" in kinds:
        last = max(paper.meeting.day for paper in papers)
        for record in risk_records.load(reader=by):
            item = _item(round_, shared, risk=record.risk.pk)
            due, until = record.next_review, item.paper.meeting.day if item.paper else last
            if due is not None and due <= until:
                made.append(item)
    if "budget" in kinds:
        made += [_item(round_, shared, budget=pk) for pk in out_of_line(round_.ends)]
    DueItem.objects.bulk_create(made)
    return len(made)


def _item(
    round_: Round, shared: Shares, *, project: int | None = None, risk: int | None = None, budget: int | None = None
) -> DueItem:
    kind, pk = next((k, pk) for k, pk in (("projects", project), ("risks", risk), ("budgets", budget)) if pk)
    return DueItem(round=round_, paper=shared.first_with(kind, pk), project_id=project, risk_id=risk, budget_id=budget)


def _live_projects(on: date) -> Iterable[int]:
    for record in project_records():
        standing = record.standing(on)
        if standing.state == "live" and standing.effective_from <= on:
            yield record.project.pk


def out_of_line(ends: date, lines: Iterable[int] | None = None) -> frozenset[int]:
    """The budget lines, or those of some, whose variance on a day has to be explained, by primary key.

    That is what the framework asks a comment for: usually what is red or amber.
    """
    found = in_force(frameworks(), ends)
    wanted = found.framework.judgement.commentary_when if found else ()
    rules_of_money = money_rules(ends)
    return frozenset(
        record.line.pk
        for record in line_records(ends, lines=lines)
        if record.position(ends) is not None
        and verdict_of(record.amounts(ends), "service", rules_of_money).status in wanted
    )


def ask_for_explanation(*, by: Actor, at: datetime, line: BudgetLine, ends: date) -> None:
    """Ask for an explanation of figures just recorded, where an open round is about that day and they need one.

    One that is no longer needed and was never given is withdrawn. Changed figures reopen what was handed in.
    """
    round_ = Round.objects.filter(closed_at__isnull=True, ends=ends).first()
    if round_ is None:
        return
    item = round_.items.filter(budget=line).first()
    needed = line.pk in out_of_line(ends, [line.pk])
    if item is None:
        if needed:
            papers = list(round_.papers.select_related("meeting", "round"))
            item = _item(round_, shares(papers, round_.ends), budget=line.pk)
            if not item.is_final:
                item.save()
                door.audit(by, at, "round_items.ask", item)
    elif not needed and item.state == "due":
        door.audit(by, at, "round_items.withdraw", item)
        item.delete()
    else:
        hand_in_again(by=by, at=at, item=item_for(ends=ends, budget=line))


# Handing in -----------------------------------------------------------------------------------------------------------


def item_for(
    *, ends: date, project: Project | None = None, risk: Risk | None = None, budget: BudgetLine | None = None
) -> DueItem | None:
    """The item of a thing in the round about a day, held until the transaction ends; None where none asks for it.

    Of a risk, that of the earliest open round which began before the day: its review belongs to whichever waits.
    """
    asked = _of(project, risk, budget).filter(round__starts__lte=ends)
    waiting = asked.filter(_OPEN).exclude(paper__state__in=FINAL)
    first = (asked.filter(round__ends__gte=ends) if risk is None else waiting).order_by("round__ends").first()
    return held([first])[0] if first is not None else None


def _of(project: Project | None, risk: Risk | None, budget: BudgetLine | None) -> QuerySet[DueItem]:
    things = {"project": project, "risk": risk, "budget": budget}
    return DueItem.objects.filter(**{name: thing for name, thing in things.items() if thing is not None})


_OPEN = Q(round__closed_at__isnull=True)


def check_reason(item: DueItem | None, reason: str) -> None:
    """Refuse, without a reason, to change what a final paper has printed."""
    if item is not None and item.is_final and not reason.strip():
        raise Refusal(
            "reason_needed",
            "The paper that prints this is final. Say why it changes: the paper stays as it was, and what you write is "
            "marked as changed since it was reported.",
        )


def hand_in(*, by: Actor, at: datetime, item: DueItem | None) -> None:
    """What was asked for is there: the item is submitted, or, if it was before, edited, which reopens what followed."""
    if item is None or item.is_final:
        return
    reopen_paper(item, by, at)
    move([item], "edit" if item.state in HANDED_IN else "submit", by=by, at=at)


def hand_in_again(*, by: Actor, at: datetime, item: DueItem | None) -> None:
    """What was handed in has changed; what was not stays as it is."""
    if item is not None and item.state in HANDED_IN:
        hand_in(by=by, at=at, item=item)


def reopen(*, by: Actor, at: datetime, project: Project | None = None, risk: Risk | None = None) -> None:
    """Something about a project or a risk changed: what was handed in of it has to be signed off again (SD-10)."""
    handed_in = _of(project, risk, None).filter(_OPEN, state__in=HANDED_IN).exclude(paper__state__in=FINAL)
    for item in held(handed_in):
        hand_in(by=by, at=at, item=item)


def release(*, by: Actor, at: datetime, project: Project | None = None, risk: Risk | None = None) -> None:
    """What is over owes nothing more: items that nobody has begun are withdrawn."""
    for item in _of(project, risk, None).filter(_OPEN, state="due", events__isnull=True, waivers__isnull=True):
        door.audit(by, at, "round_items.withdraw", item)
        item.delete()


# Underperforming projects ---------------------------------------------------------------------------------------------


def require_exception(*, by: Actor, at: datetime, item: DueItem | None, update: ProjectUpdate) -> None:
    """Ask for an exception report on a project where the framework's triggers apply to what was just reported."""
    if item is None or item.is_final:
        return
    found = in_force(frameworks(), update.ends)
    sentence = _trigger(found.framework, update) if found else None
    exceptions.require(by=by, at=at, item=item, sentence=sentence)


def _trigger(framework: Framework, update: ProjectUpdate) -> str | None:
    status = delivery_rules(update.ends).status(update.overall)
    sentence = rules.project_trigger(framework.exceptions.when, status.shown_as, status.word)
    if sentence is not None and framework.exceptions.applies_to == "the_plan":
        return sentence if Link.objects.current().filter(project=update.project_id).exists() else None
    return sentence
