"""Papers: written, locked by the Leadership Team, cleared, finalised (frozen for ever), published with the agenda."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime

from goldenthread import access
from goldenthread.access import Actor, Scope
from goldenthread.actions import door
from goldenthread.models.cycles import Paper, PaperText
from goldenthread.models.markings import RestrictedFile, RestrictedPack
from goldenthread.models.outbox import OutboxItem
from goldenthread.models.publications import Publication, PublicationFile, PublishedReturn, PublishedUpdate
from goldenthread.reports import canonical
from goldenthread.reports.clearances import lines_of
from goldenthread.reports.paper import PaperReport, build
from goldenthread.reports.remits import items_held
from goldenthread.reports.round_items import printed
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import PAPER

FORMATS: Final = ("word", "pdf", "excel")
"""The files that have to exist before a paper is final."""

BUILD_FILES: Final = "build_paper_files"


class PaperHasGaps(Refusal):
    """A paper that cannot be final yet; `report.gaps` say what is missing."""

    def __init__(self, report: PaperReport) -> None:
        super().__init__("paper_has_gaps", " ".join(gap.sentence for gap in report.gaps))
        self.report = report


def write(*, by: Actor, at: datetime, paper: Paper, texts: Mapping[str, str], seen: int | None = None) -> PaperText:
    """Write header fields and section texts, by their labels and headings; blank ones fall back to the defaults.

    Fields not named stay as they were. `seen` is the number of the text the page showed; a newer one is refused.
    """
    with door.write():
        paper = _locked(paper)
        access.check_can(by, "edit_papers", _scope(paper))
        if paper.state != "drafted":
            raise Refusal("not_now", "The draft is closed. Reopen it to change its text; a final paper stays as it is.")
        current = paper.texts.current().first()
        number = current.number if current else 0
        if seen is not None and seen != number:
            raise Refusal(
                "saved_meanwhile",
                "Somebody else changed this paper's text while you were writing. Yours is kept on this page: compare "
                "it with theirs and save again.",
            )
        paper.texts.current().update(superseded_at=at)
        merged = {**(current.texts if current else {}), **{name: text.strip() for name, text in texts.items()}}
        made = PaperText.objects.create(
            paper=paper,
            number=number + 1,
            texts={name: text for name, text in merged.items() if text},
            recorded_at=at,
            recorded_by=by.signed_in,
        )
        door.audit(by, at, "papers.write", paper, fields=sorted(texts))
        return made


def lock(*, by: Actor, at: datetime, paper: Paper) -> Paper:
    """The Leadership Team's word that the paper's figures may go to committee. A later edit takes it off again."""
    with door.write():
        paper = _locked(paper)
        access.check_can(by, "approve")
        if paper.is_final:
            raise Refusal("paper_final", "The paper is final already.")
        items = items_held(paper)
        waived = set(items.filter(waivers__superseded_at=None, waivers__what="return").values_list("pk", flat=True))
        waiting = [
            item.ref
            for item in items.exclude(state="approved").select_related(
                "of_return__measure", "project", "risk", "budget"
            )
            if item.pk not in waived
        ]
        if waiting:
            raise Refusal(
                "not_all_approved",
                f"Not approved yet: {', '.join(waiting)}. Approve or return each, or have what is missing waived.",
            )
        paper.locked_at = at
        paper.locked_by = by.signed_in
        paper.save(update_fields=["locked_at", "locked_by"])
        door.audit(by, at, "papers.lock", paper)
        return paper


def clear(*, by: Actor, at: datetime, paper: Paper) -> Paper:
    """Mark the implications as cleared: the text is ready to be final.

    Refused while an officer whom the framework names has not cleared a text.
    """
    missing = [line.missing for line in lines_of(paper, on=by.on) if not line.is_cleared]
    if missing:
        raise Refusal("not_cleared", " ".join(missing))
    return _step(paper, "clear", by, at)


def redraft(*, by: Actor, at: datetime, paper: Paper) -> Paper:
    """Open the draft again."""
    return _step(paper, "redraft", by, at)


def _step(paper: Paper, verb: str, by: Actor, at: datetime) -> Paper:
    with door.write():
        paper = _locked(paper)
        step = PAPER.check(verb, paper.state)
        access.check_can(by, step.permission, _scope(paper))
        paper.state = step.target
        paper.save(update_fields=["state"])
        door.audit(by, at, f"papers.{verb}", paper)
        return paper


def finalise(*, by: Actor, at: datetime, paper: Paper) -> Publication:
    """Freeze the paper: its report as canonical JSON with its hash, and the versions it prints. Files are built next.

    What is frozen is open to everybody; where something is withheld, the whole of it is frozen beside that.
    Refused with `PaperHasGaps` while a return, an approval, an exception report or a header field is missing.
    """
    with door.write(repeatable=True):
        paper = _locked(paper)
        step = PAPER.check("finalise", paper.state)
        access.check_can(by, step.permission, _scope(paper))
        if paper.locked_at is None:
            raise Refusal(
                "not_locked",
                "The Leadership Team has not locked these figures, or an edit took the lock off. Ask them to lock it.",
            )
        report = build(paper, reader=by, on=by.on, known_at=at, stamp=final_stamp(at))
        if report.gaps:
            raise PaperHasGaps(report)
        public = build(paper, reader=by.as_public(), on=by.on, known_at=at, stamp=final_stamp(at))
        frozen = canonical.to_json(public.document)
        publication = Publication.objects.create(
            paper=paper, report=frozen, sha256=sha256(frozen), frozen_at=at, frozen_by=by.signed_in
        )
        if public.document != report.document:
            whole = canonical.to_json(report.document)
            RestrictedPack.objects.create(publication=publication, report=whole, sha256=sha256(whole))
        PublishedReturn.objects.bulk_create(
            PublishedReturn(
                publication=publication,
                of_return_id=each.observation.return_id,
                version_number=each.observation.version,
            )
            for each in report.results
            if each.observation is not None
        )
        updates = printed(paper, at)
        for update in updates:
            update.publication = publication
        PublishedUpdate.objects.bulk_create(updates)
        paper.state = step.target
        paper.save(update_fields=["state"])
        ask_for_files(publication, at)
        door.audit(by, at, "papers.finalise", paper, sha256=publication.sha256)
        return publication


def final_stamp(at: datetime) -> str:
    """The line at the foot of a final paper."""
    local = localtime(at)
    return f"Final, frozen {day_words(local.date())} at {local:%H:%M}"


def ask_for_files(publication: Publication, at: datetime) -> None:
    """Leave the building of a publication's files to the worker."""
    OutboxItem.objects.create(kind=BUILD_FILES, payload={"publication": publication.pk}, created_at=at)


def add_files(
    *, publication: Publication, files: Mapping[str, bytes], at: datetime, restricted: Mapping[str, bytes] | None = None
) -> None:
    """Keep the files the worker built, those of the restricted pack apart; with all there, the publication is final."""
    with door.write():
        publication = Publication.objects.select_for_update().get(pk=publication.pk)
        pack = RestrictedPack.objects.filter(publication=publication).first()
        RestrictedFile.objects.bulk_create(
            RestrictedFile(pack=pack, format=name, content=content, sha256=sha256(content), built_at=at)
            for name, content in (restricted or {}).items()
        )
        PublicationFile.objects.bulk_create(
            PublicationFile(publication=publication, format=name, content=content, sha256=sha256(content), built_at=at)
            for name, content in files.items()
        )
        built = set(publication.files.filter(withdrawn_at=None).values_list("format", flat=True))
        kept = set(pack.files.filter(withdrawn_at=None).values_list("format", flat=True)) if pack else set(FORMATS)
        if built.issuperset(FORMATS) and kept.issuperset(FORMATS):
            publication.state = "final"
            publication.save(update_fields=["state"])
        door.audit(None, at, "papers.add_files", publication, formats=sorted(files))


def publish(*, by: Actor, at: datetime, paper: Paper) -> Publication:
    """Publish a final paper with its agenda. From now on it is public."""
    with door.write():
        paper = _locked(paper)
        step = PAPER.check("publish", paper.state)
        access.check_can(by, step.permission, _scope(paper))
        publication = Publication.objects.get(paper=paper)
        if publication.state != "final":
            raise Refusal("still_building", "The paper's files are still being built. Try again in a moment.")
        publication.published_at = at
        publication.save(update_fields=["published_at"])
        paper.state = step.target
        paper.save(update_fields=["state"])
        door.audit(by, at, "papers.publish", paper)
        return publication


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _scope(paper: Paper) -> Scope:
    return Scope(body=paper.meeting.body_id)


def _locked(paper: Paper) -> Paper:
    """The paper as it is now, held until the transaction ends."""
    return (
        Paper.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "round__framework")
        .get(pk=paper.pk)
    )
