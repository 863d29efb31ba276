"""What is said of one measure beside its definition: outside sets, lead, perspective, and stand-ins for surveys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.models import Lead, Measure, PerspectivePlace, Proxy, SetMembership
from goldenthread.reports.records import frameworks, in_force


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """Labels and values for its page, and its places in sets for set-up: primary key and the set's name."""

    rows: tuple[tuple[str, str], ...]
    places: tuple[tuple[int, str], ...]


def facts_of(measure: Measure, on: date, known_at: datetime | None = None) -> MeasureFacts:
    """What holds for a measure on a day: four queries, and one for the framework where it has a perspective."""
    places = (
        SetMembership.objects.as_at(known_at)
        .filter(Q(ends__isnull=True) | Q(ends__gte=on), measure=measure, starts__lte=on)
        .select_related("indicator_set")
    )
    rows = []
    if places:
        rows.append(("Also belongs to", "; ".join(map(_place_words, places))))
    lead = Lead.objects.as_at(known_at).filter(measure=measure, effective_from__lte=on).last()
    if lead is not None and lead.led_by == "partner":
        rows.append(("Led by a partner", f"{lead.accountable_body} is accountable"))
    perspective = _perspective(measure, on, known_at)
    if perspective:
        rows.append(("Perspective", perspective))
    proxies = Proxy.objects.as_at(known_at).filter(Q(survey=measure) | Q(measure=measure))
    pairs = list(proxies.values_list("survey_id", "survey__ref", "measure__ref"))
    stands_in = [ref for survey, _, ref in pairs if survey == measure.pk]
    surveys = [ref for survey, ref, _ in pairs if survey != measure.pk]
    if stands_in:
        rows.append(("Within the year see", ", ".join(stands_in)))
    if surveys:
        rows.append(("Stands in for", ", ".join(surveys)))
    return MeasureFacts(tuple(rows), tuple((row.pk, row.indicator_set.name) for row in places))


def _place_words(row: SetMembership) -> str:
    return f"{row.indicator_set.name} ({row.called})" if row.called else row.indicator_set.name


def _perspective(measure: Measure, on: date, known_at: datetime | None) -> str:
    place = PerspectivePlace.objects.as_at(known_at).filter(measure=measure, effective_from__lte=on).last()
    if place is None or not place.perspective:
        return ""
    found = in_force(frameworks(known_at), on)
    perspective = found.framework.scorecard.perspective(place.perspective) if found else None
    return perspective.name if perspective else ""
