"""Exception reports: required by rule, written by the owner, waived only by name and with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.actions.workflow import hold_papers, reopen_paper
from goldenthread.models.cycles import DueItem, ExceptionReport, ExceptionVersion, PromisedAction, Waiver
from goldenthread.models.links import Link
from goldenthread.models.people import Person
from goldenthread.reports import returns as reports_returns
from goldenthread.reports.due_items import subjects
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.results import Result
from goldenthread.reports.underperformance import course
from goldenthread.rules import exceptions as rules
from goldenthread.rules.framework import Framework
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Promise:
    """An action promised: what, who, by when."""

    text: str
    owner: Person
    due: date


def require_if_triggered(
    *, by: Actor, at: datetime, item: DueItem, book: Book, record: MeasureRecord, now: Result
) -> ExceptionReport | None:
    """Ask for an exception report where the framework's triggers apply to what was just submitted."""
    framework = book.framework(item.place.ends).framework
    period = reports_returns.period_of(book, item)
    red = framework.status_word("red").lower()
    sentence = rules.trigger(framework.exceptions.when, course(book, record, period, on=by.on, now=now), red)
    if sentence is not None and framework.exceptions.applies_to == "the_plan":
        in_plan = Link.objects.current().filter(measure=record.measure).exists()
        sentence = sentence if in_plan else None
    return require(by=by, at=at, item=item, sentence=sentence)


def require(*, by: Actor, at: datetime, item: DueItem, sentence: str | None) -> ExceptionReport | None:
    """Ask for an exception report on an item for the reason that a sentence gives; None: none is needed.

    One that is no longer needed and was never begun is withdrawn; one that was begun stays, because somebody wrote it.
    """
    existing = ExceptionReport.objects.filter(item=item).first()
    with door.write():
        if sentence is None:
            if existing is not None and not existing.versions.exists():
                door.audit(by, at, "exceptions.withdraw", existing)
                existing.delete()
            return None
        if existing is None:
            existing = ExceptionReport.objects.create(item=item, trigger=sentence)
            door.audit(by, at, "exceptions.require", existing)
        elif existing.trigger != sentence or existing.state == "complete":
            # The figure changed after the explanation was written: it has to be looked at again.
            existing.trigger = sentence
            existing.state = "draft" if existing.versions.exists() else "required"
            existing.save(update_fields=["trigger", "state"])
        return existing


def write(
    *,
    by: Actor,
    at: datetime,
    exception: ExceptionReport,
    sections: Mapping[str, str],
    on_track_by: date | None,
    forecast: Decimal | None = None,
    help_needed: str = "",
    promises: Sequence[Promise] = (),
    complete: bool = True,
    seen: int | None = None,
) -> ExceptionVersion:
    """Write the explanation. Complete means every section of the framework has words, there is at least one action with
    an owner and a date, and a date for being back on track. `seen` is the number of the version the page showed.
    """
    with door.write():
        hold_papers([exception.item_id])
        exception = (
            ExceptionReport.objects.select_for_update(of=("self",))
            .select_related("item__of_return__measure", "item__paper", "item__round__framework")
            .get(pk=exception.pk)
        )
        access.check_can(by, "write_exceptions", subjects([exception.item], by.on)[exception.item_id].scope)
        _check_open(exception)
        wanted = _framework(by, exception.item).exceptions.sections
        current = exception.versions.current().first()
        number = current.number if current else 0
        if seen is not None and seen != number:
            raise Refusal(
                "saved_meanwhile",
                "Somebody else saved this exception report while you were writing. Your text is kept on this page: "
                "compare it with theirs and save again.",
            )
        if complete:
            _check_complete(wanted, sections, on_track_by, promises)
        exception.versions.current().update(superseded_at=at)
        version = ExceptionVersion.objects.create(
            exception=exception,
            number=number + 1,
            sections=[[heading, sections.get(heading, "").strip()] for heading in wanted],
            forecast=forecast,
            on_track_by=on_track_by,
            help_needed=help_needed.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
        PromisedAction.objects.bulk_create(
            PromisedAction(version=version, position=place, text=promise.text, owner=promise.owner, due=promise.due)
            for place, promise in enumerate(promises)
        )
        ExceptionReport.objects.filter(pk=exception.pk).update(state="complete" if complete else "draft")
        reopen_paper(exception.item, by, at, moves=False)
        door.audit(by, at, "exceptions.complete" if complete else "exceptions.draft", exception, version=version.number)
        return version


def _framework(by: Actor, item: DueItem) -> Framework:
    """The framework of the period an item is about."""
    return load(reader=by, measures=()).framework(item.ends).framework


def _check_open(exception: ExceptionReport) -> None:
    if exception.item.is_final:
        raise Refusal("paper_final", "The paper with this exception report is final, so it can no longer be changed.")


def _check_complete(
    wanted: Sequence[str], sections: Mapping[str, str], on_track_by: date | None, promises: Sequence[Promise]
) -> None:
    empty = [heading for heading in wanted if not sections.get(heading, "").strip()]
    if empty:
        raise Refusal("sections_missing", f"Still to write: {', '.join(empty)}.")
    if not promises:
        raise Refusal("no_action", "Promise at least one action, with an owner and a date.")
    if on_track_by is None:
        raise Refusal("no_date", "Say when it will be back on track.")


def waive(*, by: Actor, at: datetime, item: DueItem, what: str, reason: str) -> Waiver:
    """Let the paper go without this return or exception report. The paper prints who waived it and why."""
    with door.write():
        hold_papers([item.pk])
        item = (
            DueItem.objects.select_for_update(of=("self",))
            .select_related("paper", "round", "of_return")
            .get(pk=item.pk)
        )
        framework = _framework(by, item)
        waiver = framework.exceptions.waiver
        if waiver is None:
            raise Refusal("no_waivers", "The council's framework lets nobody waive this.")
        if waiver.by not in by.roles:
            raise Refusal(
                "not_allowed", f"Only the {framework.role_word(waiver.by).lower()} can waive this. Ask them to."
            )
        if not reason.strip():
            raise Refusal("reason_needed", "Give the reason: the paper prints it.")
        if item.is_final:
            raise Refusal("paper_final", "The paper is final, so there is nothing left to waive.")
        item.waivers.current().filter(what=what).update(superseded_at=at)
        made = Waiver.objects.create(
            item=item, what=what, reason=reason.strip(), recorded_at=at, recorded_by=by.signed_in
        )
        door.audit(by, at, f"exceptions.waive_{what}", item.thing)
        return made
