"""Putting right what a frozen paper printed: late updates tabled at its meeting, and errata after it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Correction, PublishedReturn, Return, ReturnVersion, ThingCorrection
from goldenthread.reports.due_items import scopes
from goldenthread.reports.thing_corrections import Pair, changed, kind_of, told_of
from goldenthread.rules.refusals import Refusal


def table(*, by: Actor, at: datetime, printed: PublishedReturn, reason: str) -> Correction:
    """Table a late figure at the meeting of a paper that is frozen already. Whoever tables it signs it off; the paper's
    own sign-off and its figure stay. Refused once the meeting is over: then it takes an erratum.
    """
    with door.write():
        place, meeting = printed.of_return, printed.publication.paper.meeting
        check_can(by, "sign_off", scopes([place.measure_id], by.on)[place.measure_id])
        if meeting.day < by.on:
            raise Refusal("meeting_over", "The meeting is over, so nothing can be tabled: issue an erratum instead.")
        made = _correct(by, at, printed, "tabled", checks.change_reason(reason, "the figure comes late"))
        door.audit(by, at, "corrections.table", made, publication=printed.publication_id)
        return made


def issue(*, by: Actor, at: datetime, of_return: Return, reason: str) -> list[Correction]:
    """Issue an erratum on every published paper that printed an earlier figure of a return; no paper changes."""
    with door.write():
        why = checks.change_reason(reason, "the figure was wrong")
        rows = PublishedReturn.objects.filter(of_return=of_return, publication__published_at__isnull=False)
        current = of_return.versions.current().get()
        made = []
        for row in rows.select_related("publication__paper__meeting").order_by("publication__paper__meeting__day"):
            check_can(by, "edit_papers", Scope(body=row.publication.paper.meeting.body_id))
            if row.version_number == current.number:
                continue
            if Correction.objects.filter(publication=row.publication, corrected=current).exists():
                continue
            made.append(_correct(by, at, row, "erratum", why))
        if not made:
            raise Refusal(
                "nothing_to_correct",
                "Every published paper that printed this figure prints it as it is now, or has its erratum. Revise the "
                "figure first.",
            )
        door.audit_all(by, at, "corrections.issue", made)
        return made


def _correct(by: Actor, at: datetime, printed: PublishedReturn, kind: str, reason: str) -> Correction:
    versions = ReturnVersion.objects.filter(of_return=printed.of_return)
    then, now = versions.get(number=printed.version_number), versions.current().get()
    if then == now:
        raise Refusal("nothing_to_correct", "The paper prints this figure as it is now. Revise the figure first.")
    return checks.keep(
        Correction(
            publication=printed.publication,
            of_return=printed.of_return,
            kind=kind,
            printed=then,
            corrected=now,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )


# Projects, risks and budget lines -------------------------------------------------------------------------------------


def table_thing(*, by: Actor, at: datetime, printed: Pair, reason: str) -> ThingCorrection:
    """Table a late update, score or position at the meeting of a paper that is frozen already (`table`)."""
    with door.write():
        check_can(by, "sign_off", told_of([printed.printed], by)[printed.printed].scope)
        if printed.publication.paper.meeting.day < by.on:
            raise Refusal("meeting_over", "The meeting is over, so nothing can be tabled: issue an erratum instead.")
        made = _correct_thing(by, at, printed, "tabled", checks.change_reason(reason, "it comes late"))
        door.audit(by, at, "corrections.table", made, publication=printed.publication.pk)
        return made


def issue_thing(*, by: Actor, at: datetime, printed: Pair, reason: str) -> list[ThingCorrection]:
    """Issue an erratum on every published paper that printed something else of the same project, risk or line."""
    with door.write():
        why = checks.change_reason(reason, "what was printed was wrong")
        made = []
        for pair in changed():
            same = pair.now == printed.now and pair.publication.published_at is not None
            if same and not _has_erratum(pair):
                check_can(by, "edit_papers", Scope(body=pair.publication.paper.meeting.body_id))
                made.append(_correct_thing(by, at, pair, "erratum", why))
        if not made:
            raise Refusal(
                "nothing_to_correct",
                "Every published paper that printed this has its erratum, or is not published yet.",
            )
        door.audit_all(by, at, "corrections.issue", made)
        return made


def _has_erratum(pair: Pair) -> bool:
    field = FIELDS[kind_of(pair.now)]
    return ThingCorrection.objects.filter(publication=pair.publication, **{field: pair.now}).exists()


def _correct_thing(by: Actor, at: datetime, pair: Pair, kind: str, reason: str) -> ThingCorrection:
    if _has_erratum(pair):
        raise Refusal("done_already", "This has been corrected in that paper already.")
    field = FIELDS[kind_of(pair.now)]
    return checks.keep(
        ThingCorrection(
            publication=pair.publication,
            kind=kind,
            reason=reason,
            recorded_at=at,
            recorded_by=by.signed_in,
            **{field: pair.now, f"printed_{field}": pair.printed},
        )
    )


FIELDS: Final = {"project": "update", "risk": "score", "budget": "position"}
"""The field of a correction that holds what is right, by the kind of thing."""
