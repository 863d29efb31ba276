"""The council's framework: adopting a version of it from a day on."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.db.models import Max

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import FrameworkVersion, User
from goldenthread.rules.framework import Framework, to_document
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def adopt(
    *, by: Actor, at: datetime, framework: Framework, source: str, effective_from: date, reason: str = ""
) -> FrameworkVersion:
    """The framework holds from a day on; periods that ended before keep the version they were judged by.

    `source` is the text it was read from, kept beside the document. Open rounds keep the version they opened with.
    """
    with door.write():
        check_can(by, "manage_site")
        latest = FrameworkVersion.objects.current().last()
        if latest and effective_from < latest.effective_from:
            raise Refusal(
                "before_the_version_in_force",
                f"The version in force holds from {day_words(latest.effective_from)}. Choose that day or a later one.",
            )
        FrameworkVersion.objects.current().filter(effective_from=effective_from).update(superseded_at=at)
        version = store(
            author=by.signed_in, at=at, framework=framework, source=source, effective_from=effective_from, reason=reason
        )
        door.audit(by, at, "frameworks.adopt", version, effective_from=str(effective_from))
    return version


def store(
    *, author: User, at: datetime, framework: Framework, source: str, effective_from: date, reason: str = ""
) -> FrameworkVersion:
    """Copy a framework in as its next version: part of an action that has checked who asks."""
    number = FrameworkVersion.objects.filter(name=framework.name).aggregate(last=Max("number"))["last"] or 0
    return checks.keep(
        FrameworkVersion(
            name=framework.name,
            number=number + 1,
            effective_from=effective_from,
            document=to_document(framework),
            source=source,
            sha256=sha256(source.encode()).hexdigest(),
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=author,
        )
    )
