"""What people do with returns: draft, submit, set a status by hand. Signing off is in `actions.signing`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import door, exceptions
from goldenthread.actions.workflow import BEFORE_SUBMISSION, held, move, reopen_paper
from goldenthread.models.cycles import DueItem
from goldenthread.models.measures import Measure
from goldenthread.models.people import User
from goldenthread.models.returns import Override, Return, ReturnDraft, ReturnVersion
from goldenthread.reports import returns as reports_returns
from goldenthread.reports.records import Book, MeasureRecord
from goldenthread.reports.remits import locked_papers_of
from goldenthread.reports.results import Result
from goldenthread.rules.entries import FIELDS, Entry, EntryProblem, EntryRefused, commentary_missing, incomplete
from goldenthread.rules.quality import Doubt
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED
from goldenthread.rules.values import whole_number

REASON_NEEDED = EntryProblem(
    "reason", "The paper with this figure is final. Say why the figure changes; the paper stays as it was."
)
LATE_REASON_NEEDED = EntryProblem("reason", "Say why the figure comes late: the note for the meeting prints it.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page had when it was opened: the number of the version and of the draft it showed (0 for none)."""

    version: int = 0
    draft: int = 0

    def __str__(self) -> str:
        return f"{self.version}.{self.draft}"

    @classmethod
    def read(cls, token: str) -> Seen:
        """From the text a page carries; anything else counts as having seen nothing."""
        version, draft = map(whole_number, token.partition(".")[::2])
        return cls() if version is None or draft is None else cls(version, draft)


class Conflict(Refusal):
    """Somebody else saved meanwhile. Nothing was changed: `theirs` is what they wrote, `seen` what to carry on from."""

    def __init__(self, who: str, theirs: Mapping[str, str], seen: Seen) -> None:
        super().__init__(
            "saved_meanwhile",
            f"{who} saved this return while you were writing. Both texts are shown: keep what is right and save again.",
        )
        self.who = who
        self.theirs = theirs
        self.seen = seen


class DoubtsAsked(Refusal):
    """Figures that look odd. They may be right: answer each, and submit again."""

    def __init__(self, doubts: tuple[Doubt, ...]) -> None:
        super().__init__("doubts", " ".join(doubt.question for doubt in doubts))
        self.doubts = doubts


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A past figure to load, outside any round."""

    start: date
    end: date
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    data_status: str = "confirmed"
    commentary: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLoaded:
    """What loading past figures did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: HistoryLoaded) -> HistoryLoaded:
        return HistoryLoaded(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


# Entering -------------------------------------------------------------------------------------------------------------


def save_draft(
    *,
    by: Actor,
    at: datetime,
    item: DueItem,
    content: Mapping[str, str],
    seen: Seen | None = None,
    book: Book | None = None,
) -> ReturnDraft:
    """Keep what was typed, as typed. Raises `Conflict` where somebody else saved or submitted since `seen`."""
    with door.write():
        item = held([item])[0]
        book = book or reports_returns.book_for([item], reader=by)
        access.check_can(by, "enter", book.measures[item.place.measure_id].scope(by.on))
        draft = _draft(item)
        _check_seen(item, draft, seen)
        typed = {name: content.get(name, "") for name in FIELDS} | _answers(content)
        if draft is None:
            draft = ReturnDraft(of_return=item.place, revision=0)
        draft.content = typed
        draft.revision += 1
        draft.based_on = _number(item)
        draft.saved_by = by.signed_in
        draft.saved_at = at
        draft.save()
        if item.state in ("due", "returned"):
            move([item], "save", by=by, at=at)
        door.audit(by, at, "returns.save_draft", item.place, fields=sorted(k for k, v in typed.items() if v))
        return draft


def _answers(content: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in content.items() if name.startswith("answer-") and text}


def submit(
    *,
    by: Actor,
    at: datetime,
    item: DueItem,
    entry: Entry,
    seen: Seen | None = None,
    reason: str = "",
    late: bool = False,
    book: Book | None = None,
) -> ReturnVersion:
    """Submit a return. After submission it is an edit, which reopens what was signed off or approved; after its paper
    was finalised it is a revision, which needs a `reason` and leaves the paper as it was. So does a `late` figure: it
    comes after the Leadership Team has locked the paper, and is to be tabled at the meeting.

    Raises `EntryRefused` for what is missing, `DoubtsAsked` while a doubt has no answer, `Conflict` as `save_draft`.
    """
    with door.write():
        item = held([item])[0]
        book = book or reports_returns.book_for([item], reader=by)
        record = book.measures[item.place.measure_id]
        access.check_can(by, "enter", record.scope(by.on))
        draft = _draft(item)
        _check_seen(item, draft, seen)
        previewed = reports_returns.preview(book, record, item, entry, on=by.on)
        _check_entry(book, item, entry, previewed)
        entry = _doubted(book, record, item, entry)
        origin = "revision" if item.is_final else "late" if late else "submission"
        stands = origin != "submission"
        if stands and not reason.strip():
            raise EntryRefused((REASON_NEEDED if item.is_final else LATE_REASON_NEEDED,))
        if origin == "late" and not locked_papers_of(item):
            raise Refusal(
                "not_locked",
                "The paper is not locked any more, so that there is time to put the figure into it. Submit it again.",
            )
        version = _new_version(item, entry, by.signed_in, at, origin, reason)
        if draft is not None:
            draft.delete()
        if origin != "late":
            reopen_paper(item, by, at)
        if not stands:
            _forget_override(item.place, by, at)
            move([item], "submit" if item.state in BEFORE_SUBMISSION else "edit", by=by, at=at)
            exceptions.require_if_triggered(by=by, at=at, item=item, book=book, record=record, now=previewed)
        door.audit(by, at, "returns.revise" if stands else "returns.submit", item.place, version=version.number)
        return version


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row of a grid: the return, what was typed, what it was read as, and what the page had shown."""

    item: DueItem
    content: Mapping[str, str]
    entry: Entry
    seen: Seen


def save_all(*, by: Actor, at: datetime, attempts: Sequence[Attempt]) -> Mapping[int, Refusal]:
    """Keep the drafts of many returns; those that could not be kept are named, by the item's primary key."""
    refused: dict[int, Refusal] = {}
    with door.write():
        book = reports_returns.book_for([each.item for each in attempts], reader=by)
        for each in attempts:
            try:
                save_draft(by=by, at=at, item=each.item, content=each.content, seen=each.seen, book=book)
            except Refusal as refusal:
                refused[each.item.pk] = refusal
    return refused


def submit_all(*, by: Actor, at: datetime, attempts: Sequence[Attempt]) -> Mapping[int, Refusal]:
    """Submit many returns, each on its own. Those refused are named, by the item's primary key; what was typed in them
    is kept as a draft unless somebody else saved meanwhile.
    """
    refused: dict[int, Refusal] = {}
    with door.write():
        book = reports_returns.book_for([each.item for each in attempts], reader=by)
        for each in attempts:
            try:
                submit(by=by, at=at, item=each.item, entry=each.entry, seen=each.seen, book=book)
            except (EntryRefused, DoubtsAsked) as refusal:
                refused[each.item.pk] = refusal
                if each.item.state in BEFORE_SUBMISSION:
                    save_draft(by=by, at=at, item=each.item, content=each.content, seen=each.seen, book=book)
            except Refusal as refusal:
                refused[each.item.pk] = refusal
    return refused


def _check_entry(book: Book, item: DueItem, entry: Entry, previewed: Result) -> None:
    rule = previewed.rule
    problems = list(incomplete(entry, on_evidence=rule.basis == "evidence"))
    framework = book.framework(item.place.ends)
    wanted = commentary_missing(
        entry,
        previewed.status,
        previewed.word,
        (previewed.direction.code, previewed.direction_year.code),
        framework.framework.judgement.commentary_when,
    )
    if wanted is not None and not rule.evidence_gate:  # behind the gate a figure without evidence is judged red instead
        problems.append(wanted)
    if problems:
        raise EntryRefused(tuple(problems))


def _doubted(book: Book, record: MeasureRecord, item: DueItem, entry: Entry) -> Entry:
    """The entry with the answers to what is asked about it; answers about an earlier figure are left out."""
    asked = reports_returns.doubts_about(book, record, item, entry, on=book.reader.on)
    answers = {doubt.code: entry.answers.get(doubt.code, "").strip() for doubt in asked}
    unanswered = tuple(doubt for doubt in asked if not answers[doubt.code])
    if unanswered:
        raise DoubtsAsked(unanswered)
    return replace(entry, answers=answers)


def _new_version(item: DueItem, entry: Entry, user: User, at: datetime, origin: str, reason: str) -> ReturnVersion:
    number = _number(item)
    item.place.versions.current().update(superseded_at=at)
    return ReturnVersion.objects.create(
        of_return=item.place,
        number=number + 1,
        origin=origin,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        data_status=entry.data_status,
        absence=entry.absence,
        available_from=entry.available_from,
        commentary=entry.commentary,
        action=entry.action,
        judged_as=entry.judged_as,
        forecast=entry.forecast,
        doubts=[{"code": code, "answer": answer} for code, answer in sorted(entry.answers.items())],
        recorded_at=at,
        recorded_by=user,
        reason=reason,
    )


def _forget_override(of_return: Return, by: Actor, at: datetime) -> None:
    """A status set by hand was set for the figure that stood then."""
    if of_return.overrides.current().update(superseded_at=at):
        door.audit(by, at, "returns.end_override", of_return)


def _number(item: DueItem) -> int:
    """The number of the current version; 0 for none."""
    return item.place.versions.current().values_list("number", flat=True).first() or 0


def _draft(item: DueItem) -> ReturnDraft | None:
    return ReturnDraft.objects.select_related("saved_by__person").filter(of_return=item.place).first()


def _check_seen(item: DueItem, draft: ReturnDraft | None, seen: Seen | None) -> None:
    if seen is None:
        return
    now = Seen(_number(item), draft.revision if draft else 0)
    if now == seen:
        return
    if draft is not None and draft.revision != seen.draft:
        raise Conflict(draft.saved_by.person.name, draft.content, now)
    version = item.place.versions.current().select_related("recorded_by__person").first()
    if version is None:
        raise Conflict("Somebody", {}, now)
    raise Conflict(version.recorded_by.person.name, reports_returns.as_typed(version), now)


# A status set by hand -------------------------------------------------------------------------------------------------


def override(*, by: Actor, at: datetime, item: DueItem, status: str, reason: str) -> Override:
    """Set a status by hand over the rule's. It is printed, with the reason and who approved it."""
    with door.write():
        item = held([item])[0]
        book = reports_returns.book_for([item], reader=by)
        record = book.measures[item.place.measure_id]
        access.check_can(by, "override", record.scope(by.on))
        framework = book.framework(item.place.ends).framework
        if not framework.judgement.override.allowed:
            raise Refusal("no_overrides", "The council's framework does not allow a status to be set by hand.")
        if status not in RATED:
            raise Refusal("status_unknown", "Choose one of the rated statuses.")
        if not reason.strip():
            raise Refusal("reason_needed", "Give the reason: it is printed beside the status.")
        if item.is_final:
            raise Refusal("paper_final", "Its paper is final, so the status printed there can no longer be set.")
        reopen_paper(item, by, at, moves=False)
        item.place.overrides.current().update(superseded_at=at)
        made = Override.objects.create(
            of_return=item.place,
            status=status,
            approver=by.signed_in.person,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by.signed_in,
        )
        door.audit(by, at, "returns.override", item.place, status=status)
        return made


# Loading the past -----------------------------------------------------------------------------------------------------


def load_history(*, by: Actor, at: datetime, measure: Measure, entries: Sequence[HistoryEntry]) -> HistoryLoaded:
    """Load past figures of a measure. One that is already there unchanged stays; a different one is a new version."""
    with door.write():
        if not by.has("import_data"):
            access.check_can(by, "manage_measures")
        places = {(place.starts, place.ends): place for place in Return.objects.filter(measure=measure)}
        new = [
            Return(measure=measure, starts=entry.start, ends=entry.end)
            for entry in entries
            if (entry.start, entry.end) not in places
        ]
        places |= {(place.starts, place.ends): place for place in Return.objects.bulk_create(new)}
        current = {
            version.of_return_id: version
            for version in ReturnVersion.objects.current().filter(of_return__measure=measure)
        }
        changed: list[ReturnVersion] = []
        versions: list[ReturnVersion] = []
        for entry in entries:
            place = places[(entry.start, entry.end)]
            before = current.get(place.pk)
            if before is not None and _same(before, entry):
                continue
            if before is not None:
                changed.append(before)
            versions.append(_historic(place, entry, before.number + 1 if before else 1, by.signed_in, at))
        ReturnVersion.objects.filter(pk__in=[version.pk for version in changed]).update(superseded_at=at)
        ReturnVersion.objects.bulk_create(versions)
        loaded = HistoryLoaded(len(versions) - len(changed), len(changed), len(entries) - len(versions))
        door.audit(by, at, "returns.load_history", measure, added=loaded.added, changed=loaded.changed)
        return loaded


def _same(version: ReturnVersion, entry: HistoryEntry) -> bool:
    """Whether an entry says nothing new; one without words leaves those that are there."""
    return (version.value, version.absence) == (entry.value, entry.absence) and entry.commentary in (
        "",
        version.commentary,
    )


def _historic(place: Return, entry: HistoryEntry, number: int, user: User, at: datetime) -> ReturnVersion:
    return ReturnVersion(
        of_return=place,
        number=number,
        origin="history",
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        data_status=entry.data_status,
        absence=entry.absence,
        commentary=entry.commentary,
        recorded_at=at,
        recorded_by=user,
    )
