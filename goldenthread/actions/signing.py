"""Signing off what was handed in for a round: verify, sign off, approve for committee, or send back with a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.actions.workflow import held, move, reopen_paper
from goldenthread.models.cycles import DueItem
from goldenthread.models.returns import Judgement, ReturnVersion
from goldenthread.reports import returns as reports_returns
from goldenthread.reports.due_items import Subject, may, subjects
from goldenthread.reports.records import Book
from goldenthread.reports.results import result
from goldenthread.rules.refusals import Refusal


def verify(*, by: Actor, at: datetime, items: Sequence[DueItem]) -> None:
    """Verify returns that somebody else submitted, where the framework has such a stage. Only figures are verified."""
    with door.write():
        locked = held(items)
        others = [item for item in locked if item.kind != "return"]
        if others:
            raise Refusal("no_figure", "Only returns are verified: everything else goes to sign-off as it is.")
        book = reports_returns.book_for(locked, reader=by)
        for item in locked:
            record = book.measures[item.place.measure_id]
            version = item.place.versions.current().select_related("recorded_by").get()
            framework = book.framework(item.ends).framework
            access.check_can_verify(by, record.scope(by.on), version.recorded_by, framework)
        move(locked, "verify", by=by, at=at)
        door.audit_all(by, at, "signing.verify", [item.thing for item in locked])


def sign_off(*, by: Actor, at: datetime, items: Sequence[DueItem], revisions: Mapping[int, int] | None = None) -> None:
    """Sign off for the service; each figure's judgement is stored with the rule and inputs that gave it.

    `revisions` are the items' revisions that the page showed, by primary key: what changed since is not signed unseen.
    """
    with door.write():
        locked = held(items)
        _check_revisions(locked, revisions)
        _check_may(by, "sign_off", locked)
        returned = [item for item in locked if item.kind == "return"]
        book = reports_returns.book_for(returned, reader=by)
        for item in returned:
            _check_verified(book, item)
        _check_four_eyes(book, returned, by)
        move(locked, "sign_off", by=by, at=at)
        _store_judgements(book, returned, by, at)
        door.audit_all(by, at, "signing.sign_off", [item.thing for item in locked])


def approve(*, by: Actor, at: datetime, items: Sequence[DueItem], revisions: Mapping[int, int] | None = None) -> None:
    """Approve for committee, on behalf of the Leadership Team; `revisions` as in `sign_off`."""
    with door.write():
        locked = held(items)
        _check_revisions(locked, revisions)
        _check_may(by, "approve", locked)
        move(locked, "approve", by=by, at=at)
        door.audit_all(by, at, "signing.approve", [item.thing for item in locked])


def send_back(*, by: Actor, at: datetime, item: DueItem, note: str) -> None:
    """Return an item to whoever handed it in with a note that says what to do."""
    with door.write():
        if not note.strip():
            raise Refusal(
                "note_needed", "Say in the note what should be looked at again, so that they know what to do."
            )
        (item,) = held([item])
        subject = subjects([item], by.on)[item.pk]
        if not may(by, "approve", subject):
            _check(by, "sign_off", subject)
        if item.is_final:
            raise Refusal("paper_final", "Its paper is final. A change is now a revision, made by whoever wrote it.")
        reopen_paper(item, by, at)
        move([item], "return", by=by, at=at, note=note.strip())
        door.audit(by, at, "signing.send_back", item.thing)


# Checks ---------------------------------------------------------------------------------------------------------------


def _check_may(by: Actor, permission: str, items: Sequence[DueItem]) -> None:
    for subject in subjects(items, by.on).values():
        _check(by, permission, subject)


def _check(by: Actor, permission: str, subject: Subject) -> None:
    if not may(by, permission, subject):
        access.check_can(by, permission, subject.scope)


def _check_revisions(items: Sequence[DueItem], revisions: Mapping[int, int] | None) -> None:
    changed = [item for item in items if revisions is not None and revisions.get(item.pk) != item.revision]
    if changed:
        refs = ", ".join(item.ref for item in changed)
        raise Refusal(
            "changed_meanwhile", f"{refs} changed after you opened the page. Look at it again; nothing was changed."
        )


def _check_verified(book: Book, item: DueItem) -> None:
    framework = book.framework(item.ends).framework
    if framework.cycle.stage("verified") is not None and item.state == "submitted":
        raise Refusal("not_verified", f"{item.ref} has to be verified before it is signed off.")


def _check_four_eyes(book: Book, items: Sequence[DueItem], by: Actor) -> None:
    """Where the framework wants two people and has no verifying stage, signing off is the second pair of eyes."""
    own = set(
        ReturnVersion.objects.current()
        .filter(of_return__in=[item.place.pk for item in items], recorded_by=by.signed_in)
        .values_list("of_return_id", flat=True)
    )
    for item in items:
        cycle = book.framework(item.ends).framework.cycle
        if item.place.pk in own and cycle.verifier_differs and cycle.stage("verified") is None:
            raise Refusal(
                "own_figure",
                f"You entered {item.ref} yourself, so somebody else has to sign it off: "
                "your director can, or another head of this service.",
            )


# Judgements -----------------------------------------------------------------------------------------------------------


def _store_judgements(book: Book, items: Sequence[DueItem], by: Actor, at: datetime) -> None:
    versions = {
        version.of_return_id: version
        for version in ReturnVersion.objects.current().filter(of_return__in=[item.place.pk for item in items])
    }
    Judgement.objects.current().filter(version__in=list(versions.values())).update(superseded_at=at)
    Judgement.objects.bulk_create(
        _judgement(book, versions[item.place.pk], item, by, at) for item in items if item.place.pk in versions
    )


def _judgement(book: Book, version: ReturnVersion, item: DueItem, by: Actor, at: datetime) -> Judgement:
    record = book.measures[item.place.measure_id]
    judged = result(book, record, record.named_period(item.place.starts, item.place.ends), on=by.on, stored=False)
    return Judgement(
        version=version,
        framework=book.framework(item.ends).version,
        status=judged.status,
        sentence=judged.judgement.sentence,
        direction=judged.direction.code,
        direction_sentence=judged.direction.sentence,
        direction_year=judged.direction_year.code,
        direction_year_sentence=judged.direction_year.sentence,
        rule=judged.rule.as_mapping(),
        inputs=reports_returns.inputs_of(judged),
        recorded_at=at,
        recorded_by=by.signed_in,
    )
