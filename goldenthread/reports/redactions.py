"""Redactions asked for and carried out, without any of the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.models.cycles import ExceptionReport
from goldenthread.models.publications import Publication, Redaction
from goldenthread.models.returns import Return
from goldenthread.reports.records import load
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Replaced:
    """A frozen file that a redaction changed: which paper, which format, and its hashes before and after."""

    paper: str
    format: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RedactionLine:
    """One redaction. `approved_by` is empty while it waits; `may_approve` is for somebody who did not ask for it."""

    pk: int
    what: str
    reason: str
    asked_by: str
    asked_at: datetime
    approved_by: str
    approved_at: datetime | None
    may_approve: bool
    replaced: tuple[Replaced, ...]


def redactions(*, reader: Actor) -> tuple[RedactionLine, ...]:
    """Every redaction, the latest first."""
    access.check_can(reader, "redact")
    rows = Redaction.objects.select_related(
        "of_return__measure",
        "exception__item__of_return__measure",
        "exception__item__project",
        "asked_by__person",
        "approved_by__person",
    )
    papers = {
        publication.pk: str(publication.paper.meeting)
        for publication in Publication.objects.select_related("paper__meeting__body")
    }
    return tuple(_line(row, reader, papers) for row in rows)


def _line(row: Redaction, reader: Actor, papers: Mapping[int, str]) -> RedactionLine:
    return RedactionLine(
        pk=row.pk,
        what=_what(row, reader),
        reason=row.reason,
        asked_by=row.asked_by.person.name,
        asked_at=row.asked_at,
        approved_by=row.approved_by.person.name if row.approved_by else "",
        approved_at=row.approved_at,
        may_approve=row.approved_at is None and row.asked_by != reader.user,
        replaced=tuple(_replaced(change, papers) for change in row.replaced),
    )


def _replaced(change: Mapping[str, Any], papers: Mapping[int, str]) -> Replaced:
    return Replaced(
        paper=papers.get(change["publication"], ""),
        format=change["format"],
        before=change["before"],
        after=change.get("after", ""),
    )


def _what(row: Redaction, reader: Actor) -> str:
    if row.exception is not None:
        item = row.exception.item
        return f"Exception report on {_named(item.place, reader) if item.kind == 'return' else item.ref}"
    return f"Commentary on {_named(row.of_return, reader)}" if row.of_return else ""


def _named(of_return: Return, reader: Actor) -> str:
    book = load(reader=reader, measures=[of_return.measure_id])
    record = book.measures[of_return.measure_id]
    return f"{record.ref}, {record.named_period(of_return.starts, of_return.ends).label}"


def find_words(*, reader: Actor, ref: str, ends: date, kind: str) -> tuple[Return | None, ExceptionReport | None]:
    """The return or the exception report whose words are meant; a refusal that says what to look at again."""
    access.check_can(reader, "redact")
    of_return = Return.objects.filter(measure__ref__iexact=ref.strip(), ends=ends).first()
    if of_return is None:
        raise Refusal("no_words", f"{ref} has no return for a period that ends on that day. Check both.")
    if kind == "return":
        return of_return, None
    exception = ExceptionReport.objects.filter(item__of_return=of_return).first()
    if exception is None:
        raise Refusal("no_words", f"{ref} has no exception report for that period.")
    return None, exception


def find(pk: int, *, reader: Actor) -> Redaction:
    """The redaction, for somebody who may deal with redactions."""
    access.check_can(reader, "redact")
    found = Redaction.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_redaction", "There is no such redaction.")
    return found
