"""The actions of a card: promised in exception reports, planned about risks, and in service plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.db.models import CharField, DateField, F, FilteredRelation, Q, QuerySet, TextField, Value

from goldenthread.access import Actor, Scope
from goldenthread.models import ActionTerms, PromisedAction, RiskAction
from goldenthread.models.versions import known
from goldenthread.reports.card_rows import CardRow
from goldenthread.reports.card_scope import Belongs
from goldenthread.reports.closed import closed_action_titles, closed_actions
from goldenthread.reports.marks import EXCEPTION, of_things, open_text
from goldenthread.reports.risk_records import RiskRecord
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words

PROMISED: Final = "promised"
ABOUT_A_RISK: Final = "risk"
OF_A_PLAN: Final = "plan"


class _Told(NamedTuple):
    """An action and one thing that was told of it since, in the order told; None and "" where nothing was.

    `of` is the return it was promised for, the risk it is about or the service whose plan it is in; `who` its owner or
    plan, `moved_to` a new date, `on` the day of the progress, or on which it was done.
    """

    sort: str
    pk: int
    of: int
    text: str
    who: str
    due: date | None
    moved_to: date | None
    on: date | None
    step: int | None
    status: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class _Cards:
    """What the actions of a card are read for. `returns` are those that the reader may see, with what they are of."""

    reader: Actor
    what: Belongs
    risks: Mapping[int, RiskRecord]
    returns: Mapping[int, Scope]
    refs: Mapping[int, str]
    framework: Framework
    on: date
    known_at: datetime | None


def action_rows(
    reader: Actor,
    what: Belongs,
    risks: Sequence[RiskRecord],
    returns: Mapping[int, Scope],
    refs: Mapping[int, str],
    framework: Framework,
    *,
    on: date,
    known_at: datetime | None,
) -> Iterator[CardRow]:
    """What was promised in exception reports, planned about risks, and is in service plans; done ones are left out.

    `returns` are those that the reader may see, with what they belong to: what was promised about others is not shown.
    `refs` are the references of their measures. One query.
    """
    card = _Cards(reader, what, {one.risk.pk: one for one in risks}, returns, refs, framework, on, known_at)
    told = sorted(_read(card), key=_order)
    for sort, rows in groupby(told, key=lambda row: row.sort):
        yield from _ROWS[sort](card, list(rows))


def _order(row: _Told) -> tuple[int, date, int, date, int]:
    """Promises first, then risks, each by date; the actions of plans as they were written; what was told as it was."""
    due = row.due if row.sort != OF_A_PLAN and row.due else date.min
    told_on = row.on if row.sort == OF_A_PLAN and row.on else date.min
    return _SORTS.index(row.sort), due, row.pk, told_on, row.step or 0


# Reading --------------------------------------------------------------------------------------------------------------


def _read(card: _Cards) -> Iterable[_Told]:
    sources = [_promises(card), _risk_actions(card)]
    if card.reader.is_officer:
        sources.append(_plan_actions(card))
    first, *others = sources
    return map(_Told._make, first.union(*others, all=True))


def _columns(sort: str, *named: str | Value) -> tuple[Any, ...]:
    return (Value(sort, output_field=CharField()), *(F(one) if isinstance(one, str) else one for one in named))


_NO_DAY: Final = Value(None, output_field=DateField())
_NOTHING: Final = Value("", output_field=TextField())


def _promises(card: _Cards) -> QuerySet[Any, Any]:
    now = known("version", card.known_at)
    rows = PromisedAction.objects.filter(now, version__exception__item__of_return__in=list(card.returns)).order_by()
    told = ("pk", "version__exception__item__of_return", "text", "owner__name", "due")
    return rows.values_list(*_columns(PROMISED, *told, _NO_DAY, _NO_DAY, Value(0), _NOTHING, _NOTHING))


def _risk_actions(card: _Cards) -> QuerySet[Any, Any]:
    rows = RiskAction.objects.filter(_until(card.known_at), risk__in=card.risks).order_by()
    told = ("pk", "risk_id", "text", "owner__title", "due", "told__due", "told__done_on", "told__pk")
    joined = rows.annotate(told=FilteredRelation("updates", condition=_until(card.known_at, "updates__")))
    return joined.values_list(*_columns(ABOUT_A_RISK, *told, _NOTHING, _NOTHING))


def _plan_actions(card: _Cards) -> QuerySet[Any, Any]:
    of = "element__plan__service_plan__service"
    whose = Q(element__in=card.what.elements) if card.what.services is None else Q(**{f"{of}__in": card.what.services})
    running = Q(element__plan__starts__lte=card.on, element__plan__ends__gte=card.on)
    rows = ActionTerms.objects.as_at(card.known_at).filter(whose, running).order_by()
    path = "element__progress"
    said = _until(card.known_at, f"{path}__") & Q(**{f"{path}__on__lte": card.on})
    told = ("element_id", f"{of}_id", "element__code", "element__plan__title", "due")
    since = ("told__due", "told__on", "told__pk", "told__status", "told__note")
    return rows.annotate(told=FilteredRelation(path, condition=said)).values_list(*_columns(OF_A_PLAN, *told, *since))


def _until(known_at: datetime | None, path: str = "") -> Q:
    return Q() if known_at is None else Q(**{f"{path}recorded_at__lte": known_at})


# Rows -----------------------------------------------------------------------------------------------------------------


def _of_promises(card: _Cards, rows: Sequence[_Told]) -> Iterator[CardRow]:
    marked = of_things("of_return", card.known_at)
    for row in rows:
        scope, ref = card.returns[row.of], card.refs[row.of]
        if EXCEPTION in marked.get(row.of, {}) and not card.reader.may_read_withheld(scope):
            continue
        yield _action(row.text, row.due, f"{row.who}, about {ref}", "Promised", scope.service, card.on, "measure", ref)


def _of_risks(card: _Cards, rows: Sequence[_Told]) -> Iterator[CardRow]:
    for _, told in groupby(rows, key=lambda row: row.pk):
        steps = list(told)
        if any(step.on for step in steps):
            continue
        first, record = steps[0], card.risks[steps[0].of]
        ref, service = record.risk.ref, record.statement.service_id
        yield _action(first.text, _due(steps), f"{first.who}, about {ref}", "Risk", service, card.on, "risk", ref)


def _due(steps: Sequence[_Told]) -> date | None:
    """The newest date that was given."""
    return next((step.moved_to for step in reversed(steps) if step.moved_to), steps[0].due)


def _of_plans(card: _Cards, rows: Sequence[_Told]) -> Iterator[CardRow]:
    delivery, tree = card.framework.delivery, card.what.tree
    closed, untitled = closed_actions(card.reader, card.known_at), closed_action_titles(card.reader, card.known_at)
    for pk, told in groupby(rows, key=lambda row: row.pk):
        steps = list(told)
        newest = steps[-1]
        status = delivery.status(newest.status) if newest.status else None
        if pk not in tree.parts or (status is not None and status.code == delivery.of_outcome("complete").code):
            continue
        part = tree.parts[pk]
        title = f"{part.code} {open_text(part.title, untitled.get(pk))}"
        plain = _action(title, _due(steps), newest.who, "Service plan", newest.of, card.on, "part", str(pk))
        yield replace(
            plain,
            code=status.shown_as if status else plain.code,
            word=status.word if status else plain.word,
            sentence=open_text(newest.note or "", closed.get(pk)),
            serves=tree.top(pk).words,
        )


_ROWS: Final[Mapping[str, Callable[[_Cards, Sequence[_Told]], Iterator[CardRow]]]] = {
    PROMISED: _of_promises,
    ABOUT_A_RISK: _of_risks,
    OF_A_PLAN: _of_plans,
}
_SORTS: Final = tuple(_ROWS)


def _action(
    text: str, due: date | None, who: str, label: str, service: int | None, on: date, kind: str, key: str
) -> CardRow:
    late = due is not None and due < on
    when = "No date" if due is None else f"{'Was due' if late else 'Due'} {day_words(due)}"
    return CardRow(
        kind=kind,
        key=key,
        title=text,
        code="overdue" if late else "not_due",
        word="Date passed" if late else "Not yet due",
        sentence="",
        move=("", "Not compared"),
        says=f"{when}; {who}",
        service=service,
        serves="",
        label=label,
    )
