"""Wards and localities, who speaks for them, and the figures of a return split among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import DueItem, Measure, Person, Return, Ward, WardFigure, WardSeat
from goldenthread.reports.due_items import scopes
from goldenthread.reports.records import MeasureRecord, load
from goldenthread.reports.results import scale
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.rollup import ratio
from goldenthread.rules.wards import AREA_KINDS
from goldenthread.rules.workflow import has_reached


@dataclass(frozen=True, slots=True)
class WardEntry:
    """What a measure is in one ward: a value, the parts it is made of, or that it is too small to publish."""

    ward: Ward
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    hidden: bool = False


def add_ward(*, by: Actor, at: datetime, code: str, name: str, starts: date, kind: str = "ward") -> Ward:
    """A ward or another locality, from a day on."""
    with door.write():
        check_can(by, "manage_governance")
        code = checks.code(code, "a ward's code")
        checks.unused(Ward.objects.filter(code__iexact=code), f"There is already a ward with the code {code}.")
        if kind not in AREA_KINDS:
            raise Refusal("unknown_kind", f"“{kind}” is not a kind of area. Kinds: {', '.join(AREA_KINDS)}.")
        ward = checks.keep(Ward(code=code, name=checks.words(name, "the ward's name"), kind=kind, starts=starts))
        door.audit(by, at, "wards.add_ward", ward, area=kind)
    return ward


def end_ward(*, by: Actor, at: datetime, ward: Ward, last_day: date) -> Ward:
    """Its last day, and that of whoever speaks for it; its figures stay."""
    with door.write():
        check_can(by, "manage_governance")
        checks.span(ward.starts, last_day)
        ward.ends = last_day
        checks.keep(ward)
        for seat in ward.seats.filter(ends=None, starts__lte=last_day):
            leave_seat(by=by, at=at, seat=seat, last_day=last_day)
        door.audit(by, at, "wards.end_ward", ward, ends=str(last_day))
    return ward


def take_seat(*, by: Actor, at: datetime, ward: Ward, person: Person, starts: date) -> WardSeat:
    """A councillor speaks for a ward from a day on."""
    with door.write():
        check_can(by, "manage_governance")
        if not person.is_member:
            raise Refusal("not_a_member", f"{person} is not recorded as an elected member of the council.")
        _check_stands(ward, starts)
        checks.unused(
            ward.seats.filter(person=person, ends=None), f"{person} speaks for {ward} already. End that first."
        )
        seat = checks.keep(WardSeat(ward=ward, person=person, starts=starts))
        door.audit(by, at, "wards.take_seat", seat)
    return seat


def leave_seat(*, by: Actor, at: datetime, seat: WardSeat, last_day: date) -> WardSeat:
    """The last day on which a councillor speaks for a ward."""
    with door.write():
        check_can(by, "manage_governance")
        checks.span(seat.starts, last_day)
        seat.ends = last_day
        checks.keep(seat)
        door.audit(by, at, "wards.leave_seat", seat, ends=str(last_day))
    return seat


def set_figures(
    *, by: Actor, at: datetime, measure: Measure, period: Period, entries: Sequence[WardEntry], reason: str = ""
) -> int:
    """Split the return of a period among wards; gives how many of them changed.

    Wards that are not named keep what they have. Whoever enters the return may do this until it is signed off; after
    that the performance team may, with a reason.
    """
    with door.write():
        place = _place(measure, period)
        check_can(by, "enter", scopes([measure.pk], by.on)[measure.pk])
        why = _reason_after_sign_off(by, place, reason)
        record = load(reader=by, measures=[measure.pk]).measures[measure.pk]
        kept = WardFigure.objects.current().filter(of_return=place)
        there = {figure.ward_id: figure for figure in kept}
        changed = 0
        for entry in entries:
            _check_stands(entry.ward, period.end)
            made = _figure(entry, place, record, why)
            if not _same(made, there.get(entry.ward.pk)):
                kept.filter(ward=entry.ward).update(superseded_at=at)
                made.recorded_at, made.recorded_by = at, by.signed_in
                checks.keep(made)
                changed += 1
        if changed:
            door.audit(by, at, "wards.set_figures", place, wards=changed)
    return changed


def _place(measure: Measure, period: Period) -> Return:
    place = Return.objects.filter(measure=measure, starts=period.start, ends=period.end).first()
    if place is None:
        raise Refusal(
            "no_such_return",
            f"{measure.ref} has no return for {period.label} that could be split among wards. "
            "Open a round for that period or load the council's own figure first.",
        )
    return place


def _reason_after_sign_off(by: Actor, place: Return, reason: str) -> str:
    """The reason as it is kept; refused to others than the performance team once the return is signed off."""
    state = DueItem.objects.filter(of_return=place).order_by("-pk").values_list("state", flat=True).first()
    if state is None or not has_reached(state, "signed_off"):
        return reason.strip()
    check_can(by, "manage_measures")
    return checks.change_reason(reason, "figures change that have been signed off")


def _check_stands(ward: Ward, on: date) -> None:
    if ward.starts > on or (ward.ends is not None and ward.ends < on):
        raise Refusal("no_ward_then", f"{ward} was no ward of the council on {day_words(on)}.")


def _figure(entry: WardEntry, place: Return, record: MeasureRecord, reason: str) -> WardFigure:
    """The figure to keep: of one that is hidden nothing is kept."""
    made = WardFigure(of_return=place, ward=entry.ward, hidden=entry.hidden, reason=reason)
    if entry.hidden:
        return made
    value, parts = entry.value, (entry.numerator, entry.denominator)
    if (parts[0] is None) != (parts[1] is None):
        raise Refusal("half_a_rate", f"{entry.ward}: give both numbers of the rate, or neither.")
    if parts[0] is not None and parts[1] is not None:
        value = ratio(parts[0], parts[1], scale(record.definition(place.ends)))
    if value is None:
        raise Refusal("no_figure", f"{entry.ward}: give a figure, or say that it is too small to publish.")
    made.value = checks.figure(value, "a ward's figure")
    made.numerator, made.denominator = parts
    return made


def _same(made: WardFigure, there: WardFigure | None) -> bool:
    if there is None:
        return False
    names = ("value", "numerator", "denominator", "hidden")
    return all(getattr(made, name) == getattr(there, name) for name in names)
