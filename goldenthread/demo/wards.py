"""The wards of the demo council, and two of its measures split among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.actions import wards
from goldenthread.actions.wards import WardEntry
from goldenthread.demo import tables
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.models import ReturnVersion, Round, Ward
from goldenthread.rules.periods import Period


def found(world: World) -> int:
    """Every ward with its councillors; how many there are."""
    day, starts = world.timeline.set_up, world.timeline.first_day
    by = world.actor(tables.table("people")["founder"]["name"], day)
    facts = tables.table("wards")["wards"]
    for one in facts:
        ward = wards.add_ward(by=by, at=at(day, 15), code=one["code"], name=one["name"], starts=starts)
        for name in one["councillors"]:
            wards.take_seat(by=by, at=at(day, 15), ward=ward, person=world.person(name), starts=starts)
    return len(facts)


def split(world: World, round_: Round, day: date) -> None:
    """Spread what was entered in a round over the wards, each measure by whoever entered it."""
    facts = tables.table("wards")
    by_ref = {one["ref"]: one for one in tables.measures()}
    places = [Ward.objects.get(code=one["code"]) for one in facts["wards"]]
    entered = ReturnVersion.objects.current().filter(of_return__items__round=round_, value__isnull=False)
    for ref, spread in facts["measures"].items():
        version = entered.filter(of_return__measure__ref=ref).select_related("of_return").first()
        if version is None:
            continue
        place = version.of_return
        wards.set_figures(
            by=world.actor(by_ref[ref]["provider"], day),
            at=at(day, 17),
            measure=world.measures[ref],
            period=Period(place.starts, place.ends, round_.label),
            entries=list(_entries(version, spread, places, facts["smallest"])),
        )


def _entries(
    version: ReturnVersion, spread: Mapping[str, Any], places: Sequence[Ward], smallest: int
) -> Iterator[WardEntry]:
    counted = _spread(version.numerator or version.value or Decimal(0), spread["share"])
    out_of = _spread(version.denominator, spread["of"]) if version.denominator and "of" in spread else None
    for number, ward in enumerate(places):
        if counted[number] < smallest:
            yield WardEntry(ward, hidden=True)
        elif out_of is None:
            yield WardEntry(ward, value=counted[number])
        else:
            yield WardEntry(ward, numerator=counted[number], denominator=out_of[number])


def _spread(whole: Decimal, shares: Sequence[int]) -> list[Decimal]:
    """Whole numbers in these shares of a hundred that add up to the whole; the first takes what rounding leaves."""
    parts = [(whole * share / 100).quantize(Decimal(1)) for share in shares]
    parts[0] += whole - sum(parts)
    return parts
