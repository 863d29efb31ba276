"""Budgets: lines, what changes them, where they stand, and what they pay for. Every amount is whole pence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal, TypedDict, Unpack

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door, round_items
from goldenthread.models import (
    BudgetChange,
    BudgetLine,
    BudgetLineVersion,
    BudgetPosition,
    BudgetUse,
    CapitalFunding,
    Decision,
    Measure,
    PlanElement,
    Project,
    Service,
)
from goldenthread.reports.money_records import money_rules, scope_of, version_on
from goldenthread.rules.money import MOST
from goldenthread.rules.money_words import CHANGE_KINDS, FLOWS, NATURES, year_of, year_words
from goldenthread.rules.refusals import Refusal

FigureName = Literal["profile", "actual", "commitments", "forecast", "slippage"]


class Figures(TypedDict, total=False):
    """Where a line stands (`models.BudgetPosition`), in pence; what is left out stays as it is."""

    profile: int | None
    actual: int | None
    commitments: int | None
    forecast: int | None
    slippage: int | None


FIGURES: Final[tuple[FigureName, ...]] = ("profile", "actual", "commitments", "forecast", "slippage")


# Lines ----------------------------------------------------------------------------------------------------------------


def add_line(
    *,
    by: Actor,
    at: datetime,
    code: str,
    title: str,
    service: Service,
    effective_from: date,
    fund: str = "GF",
    nature: str = "revenue",
    flow: str = "expenditure",
    about: str = "",
) -> BudgetLine:
    """A new line, or a capital scheme. Its code is never used again."""
    with door.write():
        check_can(by, "manage_money", _service_scope(service))
        code = checks.code(code, "a budget line's code")
        checks.unused(
            BudgetLine.objects.filter(code__iexact=code), f"There is a budget line {code} already: codes are used once."
        )
        _one_of(nature, NATURES, "nature")
        _one_of(flow, FLOWS, "flow")
        line = checks.keep(BudgetLine(code=code, nature=nature, flow=flow))
        _say(by, at, line, effective_from, title, service, fund, about, "")
        door.audit(by, at, "finance.add_line", line, nature=nature, flow=flow)
    return line


def revise_line(
    *,
    by: Actor,
    at: datetime,
    line: BudgetLine,
    effective_from: date,
    title: str,
    service: Service,
    fund: str,
    reason: str,
    about: str = "",
) -> BudgetLineVersion:
    """What a line is called, whose it is and which fund bears it, from a day on; earlier days keep what they had."""
    with door.write():
        _check_can(by, line, "manage_money")
        check_can(by, "manage_money", _service_scope(service))
        why = checks.change_reason(reason, "the line changes")
        version = _say(by, at, line, effective_from, title, service, fund, about, why)
        door.audit(by, at, "finance.revise_line", line, effective_from=str(effective_from))
    return version


def _say(
    by: Actor,
    at: datetime,
    line: BudgetLine,
    effective_from: date,
    title: str,
    service: Service,
    fund: str,
    about: str,
    reason: str,
) -> BudgetLineVersion:
    known = [one.code for one in money_rules(effective_from).funds]
    if fund not in known:
        raise Refusal("unknown_fund", f"“{fund}” is not a fund of the framework. Funds: {', '.join(known)}.")
    line.versions.current().filter(effective_from=effective_from).update(superseded_at=at)
    return checks.keep(
        BudgetLineVersion(
            line=line,
            effective_from=effective_from,
            title=checks.words(title, "the line's title"),
            service=service,
            fund=fund,
            about=about.strip(),
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


# The budget and its changes -------------------------------------------------------------------------------------------


def change_budget(
    *,
    by: Actor,
    at: datetime,
    line: BudgetLine,
    kind: str,
    amount: int,
    day: date,
    reason: str = "",
    decision: Decision | None = None,
) -> BudgetChange:
    """The original budget of a financial year, or what is added to it: its year is the one that the day is in.

    An original budget is set once and needs no reason; every change does. What moves between lines is `vire`.
    """
    with door.write():
        _check_can(by, line, "manage_money")
        if kind not in CHANGE_KINDS or kind in ("virement", "reprofile"):
            raise Refusal("unknown_choice", f"“{kind}” is not a change of this kind. Move money with a virement.")
        year = year_of(day)
        if kind == "original":
            checks.unused(
                line.changes.filter(kind="original", year=year),
                f"{line.code} has its original budget for {year_words(year)}. Record what changed since as a change.",
            )
        elif not reason.strip():
            raise Refusal("reason_needed", "Say why the budget changes: it is kept with the change.")
        change = _change(by, at, line, kind, amount, day, reason, decision, None)
        door.audit(by, at, "finance.change_budget", line, kind=kind, year=year)
    return change


def vire(
    *,
    by: Actor,
    at: datetime,
    source: BudgetLine,
    target: BudgetLine,
    amount: int,
    day: date,
    reason: str,
    decision: Decision | None = None,
) -> tuple[BudgetChange, BudgetChange]:
    """Move an amount from one line to another of the same nature and fund; together they stay as they were."""
    with door.write():
        _check_can(by, source, "manage_money")
        _check_can(by, target, "manage_money")
        why = checks.change_reason(reason, "the money moves")
        if amount <= 0:
            raise Refusal("nothing_moves", "Write how much moves as an amount above nothing.")
        if source.pk == target.pk:
            raise Refusal("same_line", "Choose another line for the money to go to.")
        if source.nature != target.nature or version_on(source, day).fund != version_on(target, day).fund:
            raise Refusal(
                "other_fund",
                f"Money cannot move from {source.code} to {target.code}: another fund, or capital to revenue.",
            )
        moved = (
            _change(by, at, source, "virement", -amount, day, why, decision, target),
            _change(by, at, target, "virement", amount, day, why, decision, source),
        )
        door.audit(by, at, "finance.vire", source, to=target.code)
    return moved


def reprofile(
    *,
    by: Actor,
    at: datetime,
    line: BudgetLine,
    amount: int,
    day: date,
    to_year: int,
    reason: str,
    decision: Decision | None = None,
) -> tuple[BudgetChange, BudgetChange]:
    """Move part of a capital scheme's budget of one year to another year; its total stays as approved."""
    with door.write():
        _check_can(by, line, "manage_money")
        why = checks.change_reason(reason, "the scheme is re-profiled")
        if line.nature != "capital":
            raise Refusal("not_capital", f"{line.code} is no capital scheme. Record a carry-forward instead.")
        if amount <= 0 or to_year == year_of(day):
            raise Refusal("nothing_moves", "Write an amount above nothing, and another year for it to move to.")
        moved = (
            _change(by, at, line, "reprofile", -amount, day, why, decision, None),
            _change(by, at, line, "reprofile", amount, day, why, decision, None, to_year),
        )
        door.audit(by, at, "finance.reprofile", line, to_year=to_year)
    return moved


def _change(
    by: Actor,
    at: datetime,
    line: BudgetLine,
    kind: str,
    amount: int,
    day: date,
    reason: str,
    decision: Decision | None,
    other: BudgetLine | None,
    year: int | None = None,
) -> BudgetChange:
    _check_amount(amount)
    return checks.keep(
        BudgetChange(
            line=line,
            year=year_of(day) if year is None else year,
            kind=kind,
            amount=amount,
            day=day,
            other=other,
            decision=decision,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


def fund_scheme(
    *, by: Actor, at: datetime, line: BudgetLine, source: str, amount: int, reason: str = ""
) -> CapitalFunding:
    """How much a source pays towards a capital scheme over its whole life; said again, it replaces what was said."""
    with door.write():
        _check_can(by, line, "manage_money")
        if line.nature != "capital":
            raise Refusal("not_capital", f"{line.code} is no capital scheme: only those have funding of their own.")
        _check_amount(amount)
        source = checks.words(source, "what pays for it")
        before = line.funding.current().filter(source__iexact=source)
        why = checks.change_reason(reason, "the funding changes") if before.exists() else reason.strip()
        before.update(superseded_at=at)
        funding = checks.keep(
            CapitalFunding(
                line=line, source=source, amount=amount, reason=why, recorded_at=at, recorded_by=by.signed_in
            )
        )
        door.audit(by, at, "finance.fund_scheme", line, source=source)
    return funding


# Where a line stands --------------------------------------------------------------------------------------------------


def record_position(
    *,
    by: Actor,
    at: datetime,
    line: BudgetLine,
    ends: date,
    explanation: str | None = None,
    reason: str = "",
    **figures: Unpack[Figures],
) -> BudgetPosition | None:
    """Where a line stands at the end of a day. Figures said again replace those before, which stay on record.

    None where nothing differs from what is there. Changing a figure that is there needs a reason.
    """
    with door.write():
        _check_can(by, line, "manage_money")
        if ends > by.on:
            raise Refusal("not_yet", "That day has not come yet: a position is recorded when the period has ended.")
        for name in FIGURES:
            _check_amount(figures.get(name))
        if line.nature != "capital" and figures.get("slippage"):
            raise Refusal("not_capital", f"{line.code} is no capital scheme, and only those slip.")
        kept = _position(by, at, line, ends, explanation, reason, figures)
        if kept is not None:
            round_items.ask_for_explanation(by=by, at=at, line=line, ends=ends)
        return kept


def explain(
    *, by: Actor, at: datetime, line: BudgetLine, ends: date, explanation: str, reason: str = ""
) -> BudgetPosition | None:
    """Why a line stands where it does; the figures stay as they are. None where the words are there already.

    It hands in what a round asks for; once the round's paper is final it is a revision, which needs a `reason`.
    """
    with door.write():
        _check_can(by, line, "explain_money")
        if not line.positions.current().filter(ends=ends).exists():
            raise Refusal("no_position", f"There are no figures of {line.code} for that day to explain.")
        item = round_items.item_for(ends=ends, budget=line)
        round_items.check_reason(item, reason)
        words = checks.words(explanation, "the explanation")
        kept = _position(by, at, line, ends, words, reason.strip() or "Explained", {})
        round_items.hand_in(by=by, at=at, item=item)
        return kept


def _position(
    by: Actor, at: datetime, line: BudgetLine, ends: date, explanation: str | None, reason: str, figures: Figures
) -> BudgetPosition | None:
    before = line.positions.current().filter(ends=ends).first()
    after = BudgetPosition(line=line, ends=ends, recorded_at=at, recorded_by=by.signed_in, reason=reason.strip())
    for name in FIGURES:
        setattr(after, name, figures.get(name, getattr(before, name, None)))
    after.explanation = (before.explanation if before else "") if explanation is None else explanation.strip()
    if before is not None:
        changed = [name for name in (*FIGURES, "explanation") if getattr(before, name) != getattr(after, name)]
        if not changed:
            return None
        if any(getattr(before, name) is not None for name in changed if name != "explanation"):
            checks.change_reason(reason, "figures that were there change")
        line.positions.current().filter(ends=ends).update(superseded_at=at)
    kept = checks.keep(after)
    door.audit(by, at, "finance.position", line, ends=str(ends), figures=sorted(figures))
    return kept


# What it pays for -----------------------------------------------------------------------------------------------------


def pays_for(
    *,
    by: Actor,
    at: datetime,
    line: BudgetLine,
    starts: date,
    element: PlanElement | None = None,
    measure: Measure | None = None,
    project: Project | None = None,
) -> BudgetUse:
    """A line pays for an element of the plan, for what a measure measures, or for a project."""
    with door.write():
        _check_can(by, line, "manage_money")
        things = [thing for thing in (element, measure, project) if thing is not None]
        if len(things) != 1:
            raise Refusal("one_thing", "Choose one part of the plan, one measure or one project.")
        pair = line.uses.current().filter(element=element, measure=measure, project=project)
        checks.unused(pair.filter(ends__isnull=True), f"{line.code} pays for {things[0]} already.")
        pair.update(superseded_at=at)
        use = checks.keep(
            BudgetUse(
                line=line,
                element=element,
                measure=measure,
                project=project,
                starts=starts,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "finance.pays_for", use)
    return use


def stop_paying(*, by: Actor, at: datetime, use: BudgetUse, last_day: date, reason: str) -> BudgetUse:
    """The last day on which a line pays for something; what never held ends before its start and is closed."""
    with door.write():
        _check_can(by, use.line, "manage_money")
        why = checks.change_reason(reason, "it stops paying")
        use.line.uses.current().filter(pk=use.pk).update(superseded_at=at)
        if last_day >= use.starts:
            use = checks.keep(
                BudgetUse(
                    line=use.line,
                    element=use.element,
                    measure=use.measure,
                    project=use.project,
                    starts=use.starts,
                    ends=last_day,
                    reason=why,
                    recorded_at=at,
                    recorded_by=by.signed_in,
                )
            )
        door.audit(by, at, "finance.stop_paying", use, ends=str(last_day))
    return use


# Checks ---------------------------------------------------------------------------------------------------------------


def _service_scope(service: Service) -> Scope:
    return Scope(service=service.pk, directorate=service.directorate_id)


def _check_can(by: Actor, line: BudgetLine, permission: str) -> None:
    check_can(by, permission, scope_of(version_on(line, by.on)))


def _check_amount(amount: int | None) -> None:
    if amount is not None and abs(amount) >= MOST:
        raise Refusal("not_money", "That is more than can be kept. Check the number of noughts.")


def _one_of(code: str, known: tuple[str, ...], what: str) -> None:
    if code not in known:
        raise Refusal("unknown_choice", f"“{code}” is not a {what} of a budget line. Write {' or '.join(known)}.")
