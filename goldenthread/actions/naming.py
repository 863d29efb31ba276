"""Names by date, the same for directorates, services and bodies."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.actions import checks
from goldenthread.models import Body, DatedName, Directorate, Service
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

Named = Directorate | Service | Body


def name_from(*, by: Actor, at: datetime, thing: Named, name: str, effective_from: date, reason: str = "") -> DatedName:
    """What it is called from a day on; a name already recorded for that very day is corrected."""
    if effective_from < thing.starts:
        raise Refusal(
            "before_it_starts", f"{thing.code} starts on {day_words(thing.starts)}: it has no name before then."
        )
    thing.names.current().filter(effective_from=effective_from).update(superseded_at=at)
    return checks.keep(
        DatedName(
            directorate=thing if isinstance(thing, Directorate) else None,
            service=thing if isinstance(thing, Service) else None,
            body=thing if isinstance(thing, Body) else None,
            name=checks.words(name, "the name"),
            effective_from=effective_from,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
