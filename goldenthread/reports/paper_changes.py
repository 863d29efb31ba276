"""What changed since the body last had a paper: measures come and gone, targets moved, figures revised."""

from __future__ import annotations

from datetime import datetime

from goldenthread.models.lives import Monitoring
from goldenthread.models.measures import Standing, Target
from goldenthread.models.publications import Publication
from goldenthread.reports.blocks import Block, Bullets, Paragraph
from goldenthread.reports.monitoring import elsewhere
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.rules.values import format_value


def changes(facts: PaperFacts) -> tuple[Block, ...]:
    """The changes as a list; a sentence where there are none or where there was no paper before."""
    since = _last_paper(facts)
    if since is None:
        return (Paragraph(f"This is the first report to {facts.body} in this form."),)
    listed = (*_moved(facts, since), *_standings(facts, since), *_targets(facts, since), *_revisions(facts))
    if not listed:
        return (Paragraph("No measure, target or reported figure has changed."),)
    return (Paragraph(f"Since the last report to {facts.body}:"), Bullets(listed))


def _last_paper(facts: PaperFacts) -> datetime | None:
    """When the body's last paper before this one was frozen."""
    paper = facts.paper
    return (
        Publication.objects.filter(paper__meeting__body=paper.meeting.body_id, frozen_at__lt=facts.known_at)
        .exclude(paper=paper)
        .order_by("-frozen_at")
        .values_list("frozen_at", flat=True)
        .first()
    )


def _moved(facts: PaperFacts, since: datetime) -> tuple[str, ...]:
    """Measures of the body that are monitored elsewhere since its last paper, each with where."""
    moved = elsewhere(facts.span.end, facts.known_at)
    new = Monitoring.objects.as_at(facts.known_at).filter(recorded_at__gt=since, measure__in=moved)
    own = new.filter(measure__ownerships__body=facts.paper.meeting.body_id).order_by("measure__ref")
    return tuple(dict.fromkeys(moved[row.measure_id].sentence for row in own))


def _standings(facts: PaperFacts, since: datetime) -> tuple[str, ...]:
    words = {"live": "is now reported", "suspended": "is suspended", "retired": "is retired"}
    rows = Standing.objects.as_at(facts.known_at).filter(measure__in=list(facts.book.measures), recorded_at__gt=since)
    return tuple(
        f"{row.measure.ref} {words[row.state]}" + (f": {row.reason}" if row.reason else ".")
        for row in rows.select_related("measure").order_by("measure__ref")
        if row.state in words
    )


def _targets(facts: PaperFacts, since: datetime) -> tuple[str, ...]:
    """Targets that replaced another one; a target set for the first time is no change."""
    rows = Target.objects.as_at(facts.known_at).filter(measure__in=list(facts.book.measures), recorded_at__gt=since)
    replaced = {
        (row.measure_id, row.starts, row.ends): row
        for row in Target.objects.filter(
            measure__in=list(facts.book.measures), superseded_at__gt=since, superseded_at__lte=facts.known_at
        )
    }
    said = []
    for row in rows.order_by("measure__ref", "starts"):
        before = replaced.get((row.measure_id, row.starts, row.ends))
        if before is None or before.target == row.target:
            continue
        record = facts.book.measures[row.measure_id]
        definition = record.definition(row.ends)
        old, new = (
            format_value(value, definition.unit, definition.decimals) if value is not None else "no target"
            for value in (before.target, row.target)
        )
        period = record.named_period(row.starts, row.ends).label
        said.append(f"{record.ref}: the target for {period} changed from {old} to {new}. {row.reason}".strip())
    return tuple(said)


def _revisions(facts: PaperFacts) -> tuple[str, ...]:
    """Figures that an earlier paper printed and that have been revised since."""
    said = []
    for record in facts.book.measures.values():
        for observation in record.observations.values():
            if not observation.changed_since_reported or observation.return_id in facts.items:
                continue
            definition = record.definition(observation.period.end)
            now = (
                format_value(observation.value, definition.unit, definition.decimals)
                if observation.value is not None
                else "no figure"
            )
            said.append(f"{record.ref}: the figure reported for {observation.period.label} is revised to {now}.")
    return tuple(said)
