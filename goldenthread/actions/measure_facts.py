"""What else is said of a measure from a date on: outside sets, who leads, its perspective, and its stand-ins."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import IndicatorSet, Lead, Measure, PerspectivePlace, Proxy, SetMembership
from goldenthread.reports.records import frameworks, in_force
from goldenthread.rules.assessment import LEAD_WORDS
from goldenthread.rules.refusals import Refusal


def add_set(*, by: Actor, at: datetime, code: str, name: str, source: str = "") -> IndicatorSet:
    """A set that somebody outside asks for, such as a local agreement or a national framework."""
    with door.write():
        check_can(by, "manage_measures")
        code = checks.code(code, "a set's code")
        checks.unused(IndicatorSet.objects.filter(code__iexact=code), f"There is already a set with the code {code}.")
        made = checks.keep(IndicatorSet(code=code, name=checks.words(name, "the set's name"), source=source.strip()))
        door.audit(by, at, "measure_facts.add_set", made)
    return made


def put_in_set(
    *,
    by: Actor,
    at: datetime,
    measure: Measure,
    indicator_set: IndicatorSet,
    starts: date,
    called: str = "",
    reward: int | None = None,
) -> SetMembership:
    """A measure is in a set from a day on: its number there, and the reward in pence for meeting its stretch target.

    What is said of it in the same set before is replaced; it may be in other sets too, and is entered once for all.
    """
    with door.write():
        check_can(by, "manage_measures")
        if reward is not None and reward <= 0:
            raise Refusal("no_reward", "A reward is more than nothing. Leave it empty where there is none.")
        measure.memberships.current().filter(indicator_set=indicator_set).update(superseded_at=at)
        place = checks.keep(
            SetMembership(
                indicator_set=indicator_set,
                measure=measure,
                called=called.strip(),
                starts=starts,
                reward=reward,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measure_facts.put_in_set", measure, set=indicator_set.code)
    return place


def take_out_of_set(*, by: Actor, at: datetime, membership: SetMembership, last_day: date, reason: str) -> None:
    """The last day of a measure in a set; that it was there stays on record."""
    with door.write():
        check_can(by, "manage_measures")
        checks.span(membership.starts, last_day)
        why = checks.change_reason(reason, "it leaves the set")
        SetMembership.objects.filter(pk=membership.pk).current().update(superseded_at=at)
        checks.keep(
            SetMembership(
                indicator_set=membership.indicator_set,
                measure=membership.measure,
                called=membership.called,
                starts=membership.starts,
                ends=last_day,
                reward=membership.reward,
                reason=why,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measure_facts.take_out_of_set", membership.measure, set=membership.indicator_set.code)


def set_lead(
    *, by: Actor, at: datetime, measure: Measure, led_by: str, effective_from: date, accountable_body: str = ""
) -> Lead:
    """Who leads on a measure from a day on: the council, or a partner with the body that is accountable."""
    with door.write():
        check_can(by, "manage_measures")
        if led_by not in LEAD_WORDS:
            raise Refusal("unknown_choice", f"“{led_by}” is not one of: {', '.join(LEAD_WORDS)}.")
        body = " ".join(accountable_body.split())
        if led_by == "partner" and not body:
            raise Refusal("missing", "Name the body that is accountable for what a partner leads.")
        measure.leads.current().filter(effective_from=effective_from).update(superseded_at=at)
        lead = checks.keep(
            Lead(
                measure=measure,
                effective_from=effective_from,
                led_by=led_by,
                accountable_body=body,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measure_facts.set_lead", measure, led_by=led_by)
    return lead


def place_in_perspective(
    *, by: Actor, at: datetime, measure: Measure, perspective: str, effective_from: date
) -> PerspectivePlace:
    """The perspective of the balanced scorecard that a measure belongs to from a day on; empty takes it out."""
    with door.write():
        check_can(by, "manage_measures")
        known = frameworks()
        found = in_force(known, effective_from) or (known[0] if known else None)
        choices = [one.code for one in found.framework.scorecard.perspectives] if found else []
        if perspective and perspective not in choices:
            raise Refusal(
                "unknown_choice", f"“{perspective}” is not a perspective. Choose one of: {', '.join(choices)}."
            )
        measure.perspectives.current().filter(effective_from=effective_from).update(superseded_at=at)
        place = checks.keep(
            PerspectivePlace(
                measure=measure,
                effective_from=effective_from,
                perspective=perspective,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "measure_facts.place_in_perspective", measure, perspective=perspective)
    return place


def stand_in(*, by: Actor, at: datetime, survey: Measure, measure: Measure) -> Proxy:
    """A measure that shows within the year where a survey is heading."""
    with door.write():
        check_can(by, "manage_measures")
        definition = survey.definitions.current().last()
        if definition is None or definition.kind != "survey":
            raise Refusal("not_a_survey", f"{survey.ref} is not a survey: only a survey needs a stand-in.")
        if survey == measure:
            raise Refusal("in_a_circle", f"{survey.ref} cannot stand in for itself.")
        checks.unused(survey.proxies.current().filter(measure=measure), f"{measure.ref} already stands in here.")
        proxy = checks.keep(Proxy(survey=survey, measure=measure, recorded_at=at, recorded_by=by.signed_in))
        door.audit(by, at, "measure_facts.stand_in", survey, measure=measure.ref)
    return proxy
