"""Marking what may not be published, and lifting the mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import checks, door
from goldenthread.models.cycles import Paper
from goldenthread.models.markings import Marking
from goldenthread.models.projects import Project
from goldenthread.models.publications import PublishedReturn
from goldenthread.models.returns import Return
from goldenthread.models.risks import Risk
from goldenthread.reports.marks import RETURN_PARTS
from goldenthread.reports.withholding import scope_of
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import ground


@dataclass(frozen=True, slots=True)
class Thing:
    """What is marked: a return or one of its texts, a project's update by its last day, a risk or a part of a paper."""

    of_return: Return | None = None
    project: Project | None = None
    ends: date | None = None
    risk: Risk | None = None
    paper: Paper | None = None
    part: str = ""


def mark(
    *,
    by: Actor,
    at: datetime,
    thing: Thing,
    kind: str,
    paragraph: int | None = None,
    interest: str = "",
    source: str = "",
) -> Marking:
    """Withhold something from the public from now on: exempt under a paragraph, or confidential by its source.

    Refused where a final paper has printed it: what is public cannot be made secret again, only redacted.
    """
    with door.write():
        _check(by, thing)
        why = ground(kind, paragraph=paragraph, interest=interest, source=source)
        _refuse_printed(thing)
        marking = _keep(
            by, at, thing, Marking(kind=why.kind, paragraph=why.paragraph, interest=why.interest, source=why.source)
        )
        door.audit(by, at, "withholding.mark", marking, part=thing.part, kind=why.kind, paragraph=why.paragraph)
        return marking


def lift(*, by: Actor, at: datetime, marking: Marking, reason: str) -> Marking:
    """Open what was withheld, from now on; packs that are frozen stay as they are."""
    with door.write():
        thing = Thing(
            marking.of_return, marking.project, marking.ends, marking.risk, marking.paper, marking.part
        )  # fmt: skip
        _check(by, thing)
        why = checks.change_reason(reason, "it may be published now")
        if marking.superseded_at is not None or marking.kind == "open":
            raise Refusal("done_already", "This mark has been lifted or replaced already.")
        opened = _keep(by, at, thing, Marking(kind="open", reason=why))
        door.audit(by, at, "withholding.lift", opened, part=thing.part)
        return opened


def _check(by: Actor, thing: Thing) -> None:
    access.check_can(by, "withhold", scope_of(thing.of_return or thing.project or thing.risk or thing.paper, by.on))
    if thing.of_return is not None and thing.part not in RETURN_PARTS:
        raise Refusal("unknown_part", f"“{thing.part}” is not a part of a return that can be withheld.")
    if thing.project is not None and thing.ends is None:
        raise Refusal("period_needed", "Say which period's update it is.")
    if thing.paper is not None and not thing.part:
        raise Refusal("part_needed", "Say which heading, header line or appendix of the paper it is.")


def _refuse_printed(thing: Thing) -> None:
    if thing.paper is not None and thing.paper.is_final:
        raise Refusal("paper_final", "The paper is final: what it says no longer changes.")
    if thing.of_return is not None:
        printed = (
            PublishedReturn.objects.filter(of_return=thing.of_return)
            .select_related("publication__paper__meeting__body")
            .first()
        )
        if printed is not None:
            meeting = printed.publication.paper.meeting
            raise Refusal(
                "printed_already",
                f"The paper of {meeting} has printed this return already. If it names somebody, ask for a redaction.",
            )


def _keep(by: Actor, at: datetime, thing: Thing, marking: Marking) -> Marking:
    """The marking in the place of the one that holds."""
    marking.of_return, marking.project, marking.risk = thing.of_return, thing.project, thing.risk
    marking.paper, marking.ends, marking.part = thing.paper, thing.ends, thing.part
    marking.recorded_at, marking.recorded_by = at, by.signed_in
    Marking.objects.current().filter(
        of_return=thing.of_return,
        project=thing.project,
        risk=thing.risk,
        paper=thing.paper,
        ends=thing.ends,
        part=thing.part,
    ).update(superseded_at=at)
    return checks.keep(marking)
