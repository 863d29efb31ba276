"""Officers clear the implications of a paper, or send them back."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.models import Clearance, Paper
from goldenthread.reports import clearances as reports
from goldenthread.reports.clearances import ClearanceLine
from goldenthread.rules.refusals import Refusal


def clear(*, by: Actor, at: datetime, paper: Paper, heading: str, seen: str) -> Clearance:
    """Clear the text under a heading. `seen` is the text as it was read: where it says something else now, refused."""
    return _say(by, at, paper, heading, seen, note="", cleared=True)


def send_back(*, by: Actor, at: datetime, paper: Paper, heading: str, seen: str, note: str) -> Clearance:
    """Send the text under a heading back to its authors, with what has to change."""
    if not note.strip():
        raise Refusal("note_missing", f"Say what has to change in “{heading}” before you send it back.")
    return _say(by, at, paper, heading, seen, note=note.strip(), cleared=False)


def _say(by: Actor, at: datetime, paper: Paper, heading: str, seen: str, *, note: str, cleared: bool) -> Clearance:
    with door.write():
        paper = (
            Paper.objects.select_for_update(of=("self",)).select_related("meeting", "round__framework").get(pk=paper.pk)
        )
        line = _line(paper, heading)
        _check_theirs(by, paper, line)
        if paper.state != "drafted":
            raise Refusal("not_now", "The draft is closed. Ask the committee clerk to reopen it.")
        if _squeezed(seen) != _squeezed(line.text):
            raise Refusal(
                "text_changed", f"“{heading}” was changed while you were reading. Read it again, then clear it."
            )
        Clearance.objects.current().filter(paper=paper, heading=heading).update(superseded_at=at)
        made = Clearance.objects.create(
            paper=paper,
            heading=heading,
            office=line.office,
            text=line.text,
            cleared=cleared,
            reason=note,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
        door.audit(by, at, "clearances.clear" if cleared else "clearances.send_back", paper, heading=heading)
        return made


def _line(paper: Paper, heading: str) -> ClearanceLine:
    line = next((line for line in reports.lines_of(paper) if line.heading == heading), None)
    if line is None:
        raise Refusal("no_such_text", f"Nobody has to clear “{heading}” in this paper.")
    return line


def _check_theirs(by: Actor, paper: Paper, line: ClearanceLine) -> None:
    by.signed_in  # noqa: B018  # the refusal to the public comes first
    if line.heading not in reports.headings_of(by, paper):
        raise Refusal("not_yours", f"“{line.heading}” is cleared by the {line.office}. Only they can clear it.")


def _squeezed(text: str) -> str:
    """A text without regard to how its lines end."""
    return " ".join(text.split())
