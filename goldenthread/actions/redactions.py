"""The one exception to "never changed": words that name a complainant or a child are taken out, by two people.

Values are never redacted. The words go from every version, draft, note and frozen paper; the hashes before and after
stay, and the old files are withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import Q

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.actions.papers import ask_for_files, sha256
from goldenthread.models.cycles import DueItem, ExceptionReport, PromisedAction, WorkflowEvent
from goldenthread.models.markings import RestrictedPack
from goldenthread.models.publications import Publication, Redaction
from goldenthread.models.returns import Judgement, Return, ReturnDraft
from goldenthread.reports import canonical
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

INSIDE_FROM: Final = 12
"""Words this long or longer are taken out of the middle of a sentence too; shorter ones only where they stand alone."""

_T = TypeVar("_T")


def ask(
    *,
    by: Actor,
    at: datetime,
    reason: str,
    of_return: Return | None = None,
    exception: ExceptionReport | None = None,
) -> Redaction:
    """Ask for the words of a return or of an exception report to be taken out. Somebody else has to approve it."""
    with door.write():
        access.check_can(by, "redact")
        if (of_return is None) == (exception is None):
            raise ValueError("Give either the return or the exception report.")
        if not reason.strip():
            raise Refusal("reason_needed", "Give the reason, without repeating the words that must go.")
        asked = Redaction.objects.create(
            of_return=of_return, exception=exception, reason=reason.strip(), asked_by=by.signed_in, asked_at=at
        )
        door.audit(by, at, "redactions.ask", asked)
        return asked


def approve(*, by: Actor, at: datetime, redaction: Redaction) -> Redaction:
    """Approve a redaction that somebody else asked for, and carry it out."""
    with door.write():
        redaction = Redaction.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=redaction.pk)
        access.check_can_approve_redaction(by, redaction.asked_by)
        if redaction.approved_at is not None:
            raise Refusal("done_already", "This redaction has been carried out already.")
        words = f"Redacted on {day_words(by.on)}"
        if redaction.of_return is not None:
            gone = _from_return(redaction.of_return, words)
        elif redaction.exception is not None:
            gone = _from_exception(redaction.exception, words)
        else:
            gone = frozenset()
        redaction.replaced = _from_papers(_publications(redaction), gone, words, at)
        redaction.approved_by, redaction.approved_at = by.signed_in, at
        redaction.save()
        door.audit(by, at, "redactions.approve", redaction, papers=len(redaction.replaced))
        return redaction


def _from_return(of_return: Return, words: str) -> frozenset[str]:
    """Take the words out of every version, draft and note of a return. Gives the texts that were there."""
    gone: set[str] = set()
    for version in of_return.versions.all():
        gone |= {version.commentary, version.action, version.reason, *(doubt["answer"] for doubt in version.doubts)}
        version.commentary = words if version.commentary else ""
        version.action = words if version.action else ""
        version.reason = words if version.reason else ""
        version.doubts = [{**doubt, "answer": words} for doubt in version.doubts]
        version.save(update_fields=["commentary", "action", "reason", "doubts"])
    ReturnDraft.objects.filter(of_return=of_return).delete()
    gone |= _from_notes(DueItem.objects.filter(of_return=of_return), words)
    for override in of_return.overrides.all():
        gone.add(override.reason)
        override.reason = words
        override.save(update_fields=["reason"])
    found = frozenset(gone) - {""}
    for judgement in Judgement.objects.filter(version__of_return=of_return):
        judgement.sentence = _without(judgement.sentence, found, words)
        judgement.save(update_fields=["sentence"])
    return found


def _from_notes(items: Iterable[DueItem], words: str) -> set[str]:
    gone: set[str] = set()
    for event in WorkflowEvent.objects.filter(item__in=list(items)).exclude(note=""):
        gone.add(event.note)
        event.note = words
        event.save(update_fields=["note"])
    return gone


def _from_exception(exception: ExceptionReport, words: str) -> frozenset[str]:
    """Take the words out of every version of an exception report and of its promises."""
    gone: set[str] = set()
    for version in exception.versions.all():
        gone |= {*(text for _, text in version.sections), version.help_needed, version.reason}
        version.sections = [[heading, words if text else ""] for heading, text in version.sections]
        version.help_needed = words if version.help_needed else ""
        version.reason = words if version.reason else ""
        version.save(update_fields=["sections", "help_needed", "reason"])
    for promise in PromisedAction.objects.filter(version__exception=exception):
        gone.add(promise.text)
        promise.text = words
        promise.save(update_fields=["text"])
    return frozenset(gone) - {""}


def _publications(redaction: Redaction) -> Iterable[Publication]:
    if redaction.exception is not None:
        return Publication.objects.filter(paper__items__exception=redaction.exception)
    printed = Q(printed__of_return=redaction.of_return) | Q(paper__items__of_return=redaction.of_return)
    return Publication.objects.filter(printed).distinct()


def _from_papers(
    publications: Iterable[Publication], gone: frozenset[str], words: str, at: datetime
) -> list[Mapping[str, Any]]:
    """Take the words out of frozen papers, both packs, withdraw their files and have new ones built; hashes stay."""
    replaced: list[Mapping[str, Any]] = []
    for publication in publications:
        pack = RestrictedPack.objects.filter(publication=publication).first()
        packs = [_from_pack(each, publication.pk, gone, words, at) for each in (publication, pack) if each is not None]
        changes = [change for found in packs for change in found]
        if changes:
            publication.state = "building"
            publication.save(update_fields=["state"])
            ask_for_files(publication, at)
        replaced += changes
    return replaced


def _from_pack(
    pack: Publication | RestrictedPack, pk: int, gone: frozenset[str], words: str, at: datetime
) -> list[Mapping[str, Any]]:
    """Take the words out of one frozen pack of a publication; gives what changed, nothing where they were not in it."""
    frozen = canonical.to_json(_redacted(canonical.from_json(bytes(pack.report)), gone, words))
    if frozen == bytes(pack.report):
        return []
    before, pack.report, pack.sha256 = pack.sha256, frozen, sha256(frozen)
    pack.save(update_fields=["report", "sha256"])
    changes: list[Mapping[str, Any]] = [{"publication": pk, "format": "json", "before": before, "after": pack.sha256}]
    for file in pack.files.filter(withdrawn_at=None):
        changes.append({"publication": pk, "format": file.format, "before": file.sha256})
        file.content, file.withdrawn_at = b"", at
        file.save(update_fields=["content", "withdrawn_at"])
    return changes


def _redacted(value: _T, gone: frozenset[str], words: str) -> _T:
    """The same dataclass with the words taken out of every text in it."""
    if isinstance(value, str):
        return _without(value, gone, words)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_redacted(part, gone, words) for part in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changes = {each.name: _redacted(getattr(value, each.name), gone, words) for each in fields(value)}
        return replace(value, **changes)
    return value


def _without(text: str, gone: frozenset[str], words: str) -> str:
    # A paper prints a typed text with its line ends folded, so that form has to go too.
    for private in sorted(gone, key=len, reverse=True):
        for form in (private, " ".join(private.split())):
            if text == form:
                return words
            if len(form) >= INSIDE_FROM:
                text = text.replace(form, words)
    return text
