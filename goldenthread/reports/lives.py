"""The life of the framework, of the plan and of the measures: what was approved, what changed and what is due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import (
    Approval,
    FrameworkVersion,
    MeasureDefinition,
    Plan,
    PlanElement,
    PlanElementVersion,
    Standing,
)
from goldenthread.reports.monitoring import Elsewhere, elsewhere
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import in_force, read_framework
from goldenthread.rules.framework_life import DELEGABLE_WORDS, WARN_DAYS, review_on, review_sentence
from goldenthread.rules.periods import year_containing

STANDING_WORDS = {"proposed": "proposed", "live": "added", "suspended": "suspended", "retired": "retired"}


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """Who approved what, and when. `under` is the minute, or the post that a delegate held."""

    what: str
    by: str
    day: date
    under: str


@dataclass(frozen=True, slots=True)
class Theme:
    """An element of the plan and the one it continues; its measures go on with their figures."""

    pk: int
    title: str
    was_pk: int
    was: str
    since: date


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure added, retired, suspended or redefined. With `new_series` earlier figures are not compared."""

    ref: str
    what: str
    on: date
    reason: str
    new_series: bool


@dataclass(frozen=True, slots=True)
class LifePage:
    """What happened to the framework and what it governs. `review` is the day, `lead` what to do about it."""

    pk: int
    title: str
    version: str
    lead: str
    review: date
    approved: str
    related: tuple[str, ...]
    delegated: tuple[tuple[str, str], ...]
    approvals: tuple[ApprovalLine, ...]
    themes: tuple[Theme, ...]
    changes: tuple[MeasureChange, ...]
    elsewhere: tuple[Elsewhere, ...]
    plans: tuple[tuple[int, str], ...]
    may_approve: bool
    may_manage: bool


@dataclass(frozen=True, slots=True)
class Review:
    """When the framework in force has to be reviewed, and whether that is soon enough to say so."""

    day: date
    sentence: str
    is_near: bool


def review(on: date) -> Review | None:
    """The review of the framework in force on a day; None where there is no framework. One query."""
    version = _in_force(on)
    if version is None:
        return None
    framework = read_framework(version).framework
    day = review_on(framework.review_due, version.effective_from, framework.valid_years)
    return Review(day, review_sentence(day, on), (day - on).days <= WARN_DAYS)


def _in_force(on: date) -> FrameworkVersion | None:
    rows = list(FrameworkVersion.objects.current().order_by("effective_from", "number"))
    return in_force(rows, on) or (rows[0] if rows else None)


def life(*, reader: Actor, on: date) -> LifePage | None:
    """The page of the framework's life, for everybody who is signed in; None where there is no framework."""
    reader.signed_in  # noqa: B018
    version, due = _in_force(on), review(on)
    if version is None or due is None:
        return None
    framework = read_framework(version).framework
    return LifePage(
        pk=version.pk,
        title=framework.title,
        version=str(version),
        lead=due.sentence,
        review=due.day,
        approved=f"{framework.approved.by}, {framework.approved.date.day} {framework.approved.date:%B %Y}",
        related=framework.related,
        delegated=tuple((DELEGABLE_WORDS[each.what].capitalize(), each.to) for each in framework.delegated),
        approvals=_approvals(names_on(on)),
        themes=_themes(),
        changes=_changes(),
        elsewhere=tuple(sorted(elsewhere(on).values(), key=lambda one: one.ref)),
        plans=tuple((plan.pk, plan.title) for plan in Plan.objects.filter(starts__lte=on, ends__gte=on)),
        may_approve=reader.has("manage_site"),
        may_manage=reader.has("manage_measures"),
    )


def _approvals(names: Names) -> tuple[ApprovalLine, ...]:
    rows = Approval.objects.select_related("framework", "plan", "decision", "delegate").order_by("-day", "-pk")
    found = []
    for row in rows:
        year = f" for {year_containing(row.year_starts, 'financial').label}" if row.year_starts else ""
        by = names.body(row.decision.body_id) if row.decision else row.delegate.name if row.delegate else ""
        under = f"minute {row.decision.minute}" if row.decision else f"as {row.post_title}"
        found.append(ApprovalLine(f"{row.framework or row.plan}{year}", by, row.day, under))
    return tuple(found)


def _themes() -> tuple[Theme, ...]:
    """Every element that continues another, by where it is in its plan."""
    rows = list(
        PlanElement.objects.filter(predecessor__isnull=False, parent__isnull=True).select_related("predecessor")
    )
    titles = {
        version.element_id: version.title
        for version in PlanElementVersion.objects.current().filter(
            element__in=[pk for row in rows for pk in (row.pk, row.predecessor_id)]
        )
    }
    return tuple(
        Theme(
            row.pk,
            f"{row.code} {titles.get(row.pk, '')}",
            row.predecessor.pk,
            f"{row.predecessor.code} {titles.get(row.predecessor.pk, '')}",
            row.starts,
        )
        for row in rows
        if row.predecessor is not None
    )


def _changes(known_at: datetime | None = None) -> tuple[MeasureChange, ...]:
    """Measures added, retired, suspended and redefined, the latest first: two queries."""
    found = [
        MeasureChange(row.measure.ref, STANDING_WORDS[row.state], row.effective_from, row.reason, False)
        for row in Standing.objects.as_at(known_at).select_related("measure")
        if row.reason
    ]
    series: dict[int, int] = defaultdict(int)
    definitions = MeasureDefinition.objects.as_at(known_at).select_related("measure")
    for row in definitions.order_by("measure", "effective_from"):
        before, series[row.measure_id] = series[row.measure_id], row.series
        if before:
            what = "redefined: a new series begins" if row.series != before else "described anew"
            found.append(MeasureChange(row.measure.ref, what, row.effective_from, row.reason, row.series != before))
    return tuple(sorted(found, key=lambda one: (one.on, one.ref), reverse=True))
