"""Measures: what they mean, whose they are, what is aimed at, how they are judged and whether they are live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door
from goldenthread.models import (
    Benchmark,
    Body,
    Measure,
    MeasureDefinition,
    Ownership,
    Portfolio,
    Service,
    Standing,
    Target,
    Tolerance,
)
from goldenthread.reports import records
from goldenthread.rules.measure_words import DEFINITION_CHOICES, STANDING_WORDS
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import plain

MOST_DECIMALS = 6
_HUNDRED = Decimal(100)


class Meaning(TypedDict, total=False):
    """The fields of a definition (`models.MeasureDefinition`); what is left out has its usual value, or stays."""

    title: str
    plain_title: str
    rationale: str
    definition: str
    numerator_label: str
    denominator_label: str
    source: str
    exclusions: str
    unit: str
    decimals: int
    multiplier: Decimal | None
    polarity: str
    kind: str
    level: str
    frequency: str
    calendar: str
    accumulation: str
    rolling_periods: int | None
    lag_days: int
    lag_periods: int
    control: str


@dataclass(frozen=True, slots=True)
class PeriodTarget:
    """What is aimed at from the first day of a period to its last, in the measure's unit; a range has `low`, `high`."""

    starts: date
    ends: date
    target: Decimal | None = None
    floor: Decimal | None = None
    stretch: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


_FIGURES = ("target", "floor", "stretch", "low", "high")


def add(
    *,
    by: Actor,
    at: datetime,
    ref: str,
    service: Service,
    effective_from: date,
    body: Body | None = None,
    portfolio: Portfolio | None = None,
    parent: Measure | None = None,
    state: str = "live",
    **meaning: Unpack[Meaning],
) -> Measure:
    """A new measure. Its reference is never used again, not even after it is retired; title and polarity are needed."""
    with door.write():
        _check_can(by, service=service)
        ref = checks.code(ref, "a measure's reference")
        taken = Measure.objects.filter(ref__iexact=ref).first()
        if taken:
            raise Refusal(
                "ref_used",
                f"The reference {taken.ref} is taken, and references are never used again.",
            )
        if state not in ("proposed", "live"):
            raise Refusal("wrong_state", "A new measure is proposed or live.")
        measure = checks.keep(Measure(ref=ref, parent=parent))
        _define(by, at, measure, MeasureDefinition(series=1), effective_from, "", meaning)
        _own(by, at, measure, service, body, portfolio, effective_from, "")
        _stand(by, at, measure, state, effective_from, "")
        door.audit(by, at, "measures.add", measure, state=state)
    return measure


def _check_can(by: Actor, *, service: Service) -> None:
    check_can(by, "manage_measures", Scope(service=service.pk, directorate=service.directorate_id))


def _check_can_change(by: Actor, measure: Measure) -> None:
    owner = measure.ownerships.current().select_related("service").last()
    check_can(
        by,
        "manage_measures",
        Scope(
            measure=measure.pk,
            service=owner.service_id if owner else None,
            directorate=owner.service.directorate_id if owner else None,
            body=owner.body_id if owner else None,
            portfolio=owner.portfolio_id if owner else None,
        ),
    )


# What it means --------------------------------------------------------------------------------------------------------


def redefine(
    *,
    by: Actor,
    at: datetime,
    measure: Measure,
    effective_from: date,
    reason: str,
    series_break: bool = False,
    **changes: Unpack[Meaning],
) -> MeasureDefinition:
    """What it means from a day on. `series_break` where figures before and after must not be compared."""
    with door.write():
        _check_can_change(by, measure)
        why = checks.change_reason(reason, "the definition changes")
        definitions = list(measure.definitions.current())
        base = records.in_force(definitions, effective_from) or next(iter(definitions), None)
        if base is None:
            raise Refusal("no_definition", f"{measure.ref} has no definition to change.")
        if series_break:
            last = max(measure.definitions.values_list("series", flat=True))
            base.series = last + 1
        definition = _define(by, at, measure, base, effective_from, why, changes)
        door.audit(by, at, "measures.redefine", measure, changed=sorted(changes), series_break=series_break)
    return definition


def _define(
    by: Actor,
    at: datetime,
    measure: Measure,
    base: MeasureDefinition,
    effective_from: date,
    reason: str,
    meaning: Meaning,
) -> MeasureDefinition:
    """A definition like `base` but for what `meaning` says. `base` is turned into the new row."""
    base.pk, base._state.adding = None, True
    base.measure, base.effective_from, base.reason, base.superseded_at = measure, effective_from, reason, None
    base.recorded_at, base.recorded_by = at, by.signed_in
    for name, value in meaning.items():
        setattr(base, name, value.strip() if isinstance(value, str) else value)
    if base.unit == "%" and base.multiplier is None:
        base.multiplier = _HUNDRED
    _check_meaning(base)
    measure.definitions.current().filter(effective_from=effective_from).update(superseded_at=at)
    return checks.keep(base)


def _check_meaning(definition: MeasureDefinition) -> None:
    definition.title = checks.words(definition.title, "the measure's title")
    for setting, choices in DEFINITION_CHOICES.items():
        given = getattr(definition, setting)
        if given not in choices:
            raise Refusal(
                "unknown_choice",
                f"{setting.capitalize()} is missing. Choose one of: {', '.join(choices)}."
                if not given
                else f"“{given}” is not a {setting}. Choose one of: {', '.join(choices)}.",
            )
    if definition.decimals > MOST_DECIMALS:
        raise Refusal("too_many_decimals", f"Show at most {MOST_DECIMALS} decimal places.")
    if definition.unit == "yes/no" and definition.decimals:
        raise Refusal("unit_and_decimals", "A yes-or-no measure has no decimal places.")
    if definition.accumulation == "rolling" and not definition.rolling_periods:
        raise Refusal("rolling_of_what", "Say over how many periods the figure rolls, such as 12 months or 4 quarters.")
    if definition.accumulation != "rolling":
        definition.rolling_periods = None
    if bool(definition.numerator_label) != bool(definition.denominator_label):
        raise Refusal("half_a_ratio", "Name both the numerator and the denominator, or neither.")


# Whose it is ----------------------------------------------------------------------------------------------------------


def set_owner(
    *,
    by: Actor,
    at: datetime,
    measure: Measure,
    service: Service,
    effective_from: date,
    body: Body | None = None,
    portfolio: Portfolio | None = None,
    reason: str = "",
) -> Ownership:
    """Its service, its one committee and its portfolio from a day on."""
    with door.write():
        _check_can_change(by, measure)
        _check_can(by, service=service)
        ownership = _own(by, at, measure, service, body, portfolio, effective_from, reason)
        door.audit(by, at, "measures.set_owner", measure, service=service.code, body=body.code if body else "")
    return ownership


def _own(
    by: Actor,
    at: datetime,
    measure: Measure,
    service: Service,
    body: Body | None,
    portfolio: Portfolio | None,
    effective_from: date,
    reason: str,
) -> Ownership:
    for owner in (service, body, portfolio):
        if owner is not None and owner.ends is not None and owner.ends < effective_from:
            raise Refusal("owner_ended", f"{owner} ended on {day_words(owner.ends)}.")
    measure.ownerships.current().filter(effective_from=effective_from).update(superseded_at=at)
    return checks.keep(
        Ownership(
            measure=measure,
            service=service,
            body=body,
            portfolio=portfolio,
            effective_from=effective_from,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


def place(*, by: Actor, at: datetime, measure: Measure, parent: Measure | None) -> Measure:
    """The measure it is a part of."""
    with door.write():
        _check_can_change(by, measure)
        above = parent
        while above is not None:
            if above.pk == measure.pk:
                raise Refusal("in_a_circle", f"{measure.ref} cannot be a part of itself.")
            above = above.parent
        measure.parent = parent
        checks.keep(measure)
        door.audit(by, at, "measures.place", measure, parent=parent.ref if parent else "")
    return measure


# What is aimed at -----------------------------------------------------------------------------------------------------


def set_target(*, by: Actor, at: datetime, measure: Measure, target: PeriodTarget, reason: str = "") -> Target | None:
    """The target of one period; None where it already is what is asked for. See `set_targets`."""
    kept = set_targets(by=by, at=at, measure=measure, targets=[target], reason=reason)
    return kept[0] if kept else None


def set_targets(
    *, by: Actor, at: datetime, measure: Measure, targets: Sequence[PeriodTarget], reason: str = ""
) -> list[Target]:
    """Targets of several periods at once: only those that differ from what is there are kept, and returned.

    Changing a target that is already set needs a reason; a period with no figure at all has its target taken away.
    """
    with door.write():
        _check_can_change(by, measure)
        there = {(row.starts, row.ends): row for row in measure.targets.current()}
        wanted = [one for one in targets if _differs(there.get((one.starts, one.ends)), one)]
        changed = [there[one.starts, one.ends].pk for one in wanted if (one.starts, one.ends) in there]
        if changed:
            reason = checks.change_reason(reason, "a target that was already set changes")
        _check_targets(measure, wanted)
        Target.objects.filter(pk__in=changed).update(superseded_at=at)
        rows = [_target(by, at, measure, one, reason.strip()) for one in wanted]
        Target.objects.bulk_create(rows)
        if rows:
            periods = [f"{one.starts} to {one.ends}" for one in wanted]
            door.audit(by, at, "measures.set_targets", measure, periods=periods)
    return rows


def _differs(there: Target | None, wanted: PeriodTarget) -> bool:
    if there is None:
        return any(getattr(wanted, name) is not None for name in _FIGURES)
    return any(getattr(there, name) != getattr(wanted, name) for name in _FIGURES)


def _target(by: Actor, at: datetime, measure: Measure, wanted: PeriodTarget, reason: str) -> Target:
    return Target(measure=measure, reason=reason, recorded_at=at, recorded_by=by.signed_in, **asdict(wanted))


def _check_targets(measure: Measure, targets: Iterable[PeriodTarget]) -> None:
    definitions = list(measure.definitions.current())
    standings = list(measure.standings.current())
    for one in targets:
        checks.span(one.starts, one.ends)
        for name in _FIGURES:
            checks.figure(getattr(one, name), f"a {name}")
        standing = records.in_force(standings, one.starts)
        if standing and standing.state == "retired":
            raise Refusal(
                "retired",
                f"{measure.ref} is retired from {day_words(standing.effective_from)}: it can have no target for a "
                f"period that starts on {day_words(one.starts)}.",
            )
        definition = records.in_force(definitions, one.ends) or definitions[0]
        _check_target(measure.ref, definition.polarity, one)


def _check_target(ref: str, polarity: str, wanted: PeriodTarget) -> None:
    """Refuse a target that does not go with what good looks like."""
    given = {name: value for name in _FIGURES if (value := getattr(wanted, name)) is not None}
    if not given:
        return
    if polarity == "neutral":
        raise Refusal("neutral_has_no_target", f"{ref} is for information only, so it has no target.")
    if polarity == "range":
        _check_range(ref, wanted)
        return
    if wanted.low is not None or wanted.high is not None:
        raise Refusal("no_range", f"{ref} is judged by a single target: leave the range empty.")
    way = "rise" if polarity == "high" else "fall"
    ladder = [given[name] for name in ("floor", "target", "stretch") if name in given]
    if ladder != sorted(ladder, reverse=polarity == "low"):
        raise Refusal(
            "targets_crossed",
            f"{ref}: {polarity} is good, so minimum, target and stretch must {way} in that order. "
            f"They are {', '.join(map(plain, ladder))}.",
        )


def _check_range(ref: str, wanted: PeriodTarget) -> None:
    if wanted.low is None or wanted.high is None or wanted.low > wanted.high:
        raise Refusal("range_needed", f"{ref} is judged by a range: give its bottom and its top, the lower one first.")
    if wanted.target is not None:
        raise Refusal("range_needed", f"{ref} is judged by a range: leave the single target empty.")


def set_tolerance(
    *, by: Actor, at: datetime, measure: Measure, effective_from: date, changes: Mapping[str, Any], reason: str
) -> Tolerance:
    """How it is judged from a day on: what differs from the framework's default (`rules.status_rule`); {} for nothing.

    Periods that ended before keep the rule they were judged by.
    """
    with door.write():
        _check_can_change(by, measure)
        why = checks.change_reason(reason, "the tolerance changes")
        known = records.frameworks()
        framework = records.in_force(known, effective_from) or known[0]
        framework.default_rule.with_changes(changes)
        measure.tolerances.current().filter(effective_from=effective_from).update(superseded_at=at)
        tolerance = checks.keep(
            Tolerance(
                measure=measure,
                effective_from=effective_from,
                changes={name: _for_json(value) for name, value in changes.items()},
                reason=why,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measures.set_tolerance", measure, changed=sorted(changes))
    return tolerance


def _for_json(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else str(value)


# Whether it is live ---------------------------------------------------------------------------------------------------


def suspend(*, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str) -> Standing:
    """Not collected from a day on, for a while."""
    return _change_standing(by, at, measure, "suspended", effective_from, reason)


def retire(*, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str) -> Standing:
    """Not collected from a day on, for good; its past and its reference stay."""
    return _change_standing(by, at, measure, "retired", effective_from, reason)


def reinstate(*, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str) -> Standing:
    """Live from a day on."""
    return _change_standing(by, at, measure, "live", effective_from, reason)


def _change_standing(
    by: Actor, at: datetime, measure: Measure, state: str, effective_from: date, reason: str
) -> Standing:
    with door.write():
        _check_can_change(by, measure)
        why = checks.change_reason(reason, f"{measure.ref} is {STANDING_WORDS[state].lower()}")
        now = records.in_force(list(measure.standings.current()), effective_from)
        if (now.state if now else "live") == state:
            raise Refusal("already_so", f"{measure.ref} is already {STANDING_WORDS[state].lower()} on that day.")
        standing = _stand(by, at, measure, state, effective_from, why)
        door.audit(by, at, f"measures.{state}", measure, effective_from=str(effective_from))
    return standing


def _stand(by: Actor, at: datetime, measure: Measure, state: str, effective_from: date, reason: str) -> Standing:
    measure.standings.current().filter(effective_from=effective_from).update(superseded_at=at)
    return checks.keep(
        Standing(
            measure=measure,
            state=state,
            effective_from=effective_from,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


# How others did -------------------------------------------------------------------------------------------------------


def add_benchmark(
    *,
    by: Actor,
    at: datetime,
    measure: Measure,
    starts: date,
    ends: date,
    comparator: str,
    value: Decimal,
    rank: str = "",
    source: str = "",
    reason: str = "",
) -> Benchmark:
    """A comparator group's figure for a period; the same group and period again is a correction."""
    with door.write():
        _check_can_change(by, measure)
        checks.span(starts, ends)
        comparator = checks.words(comparator, "whom it is compared with")
        measure.benchmarks.current().filter(starts=starts, ends=ends, comparator=comparator).update(superseded_at=at)
        benchmark = checks.keep(
            Benchmark(
                measure=measure,
                starts=starts,
                ends=ends,
                comparator=comparator,
                value=checks.figure(value, "a benchmark"),
                rank=rank.strip(),
                source=source.strip(),
                reason=reason.strip(),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measures.add_benchmark", measure, comparator=comparator)
    return benchmark
