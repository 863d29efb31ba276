"""What is said of one measure beside its definition: outside sets, lead, perspective, and stand-ins for surveys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from django.db.models import FilteredRelation, Q

from goldenthread.models import Lead, Measure, PerspectivePlace, Proxy, SetMembership
from goldenthread.models.versions import known
from goldenthread.reports.records import frameworks, in_force


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """Labels and values for its page, and its places in sets for set-up: primary key and the set's name."""

    rows: tuple[tuple[str, str], ...]
    places: tuple[tuple[int, str], ...]


def facts_of(measure: Measure, on: date, known_at: datetime | None = None) -> MeasureFacts:
    """What holds for a measure on a day: one query, a row for every combination of the facts."""
    places: dict[int, SetMembership] = {}
    leads: dict[int, Lead] = {}
    seen: dict[int, PerspectivePlace] = {}
    proxies: dict[int, Proxy] = {}
    surveys: dict[int, Proxy] = {}
    for row in _joined(measure, on, known_at):
        for found, name in (
            (places, "place"),
            (leads, "lead"),
            (seen, "seen"),
            (proxies, "proxy"),
            (surveys, "survey"),
        ):
            one = getattr(row, f"its_{name}", None)
            if one is not None:
                found[one.pk] = one
    rows = []
    if places:
        rows.append(("Also belongs to", "; ".join(map(_place_words, places.values()))))
    lead = _last(leads.values())
    if lead is not None and lead.led_by == "partner":
        rows.append(("Led by a partner", f"{lead.accountable_body} is accountable"))
    perspective = _perspective(_last(seen.values()), on, known_at)
    if perspective:
        rows.append(("Perspective", perspective))
    if proxies:
        rows.append(("Within the year see", ", ".join(one.measure.ref for one in proxies.values())))
    if surveys:
        rows.append(("Stands in for", ", ".join(one.survey.ref for one in surveys.values())))
    return MeasureFacts(tuple(rows), tuple((row.pk, row.indicator_set.name) for row in places.values()))


_FACTS: Final = ("its_place", "its_lead", "its_seen", "its_proxy", "its_survey")
_WITH_FACTS: Final = ("its_place__indicator_set", "its_lead", "its_seen", "its_proxy__measure", "its_survey__survey")


def _joined(measure: Measure, on: date, known_at: datetime | None) -> Iterable[Measure]:
    def relation(path: str, **on_the_day: date) -> FilteredRelation:
        day = Q(**{f"{path}__{name}__lte": value for name, value in on_the_day.items()})
        return FilteredRelation(path, condition=known(path, known_at) & day)

    runs = Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=on)
    member = known("memberships", known_at) & runs & Q(memberships__starts__lte=on)
    return (
        Measure.objects.filter(pk=measure.pk)
        .annotate(
            its_place=FilteredRelation("memberships", condition=member),
            its_lead=relation("leads", effective_from=on),
            its_seen=relation("perspectives", effective_from=on),
            its_proxy=relation("proxies"),
            its_survey=relation("stands_in_for"),
        )
        .select_related(*_WITH_FACTS)
        .order_by("its_place__indicator_set__code", "its_place__called", "its_proxy__measure__ref", "its_survey__pk")
    )


_D = TypeVar("_D", Lead, PerspectivePlace)


def _last(facts: Iterable[_D]) -> _D | None:
    return max(facts, key=lambda one: (one.effective_from, one.pk), default=None)


def _place_words(row: SetMembership) -> str:
    return f"{row.indicator_set.name} ({row.called})" if row.called else row.indicator_set.name


def _perspective(place: PerspectivePlace | None, on: date, known_at: datetime | None) -> str:
    if place is None or not place.perspective:
        return ""
    found = in_force(frameworks(known_at), on)
    perspective = found.framework.scorecard.perspective(place.perspective) if found else None
    return perspective.name if perspective else ""
