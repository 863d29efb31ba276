"""What comes late beside measures: a change of a project, a risk or a budget, which takes the lock off a paper."""

from __future__ import annotations

from datetime import date

from goldenthread.models import BudgetLine, DueItem, Project, Risk
from goldenthread.reports.names import names_on
from goldenthread.reports.remits import locked_papers_of
from goldenthread.rules.framework_words import listed
from goldenthread.rules.periods import day_words
from goldenthread.rules.workflow import FINAL


def late_warning(
    *, on: date, project: Project | None = None, risk: Risk | None = None, budget: BudgetLine | None = None
) -> str:
    """What somebody has to know before changing one of these: which locked papers a change opens again; "" for none."""
    things = {"project": project, "risk": risk, "budget": budget}
    items = (
        DueItem.objects.filter(state="approved", round__closed_at__isnull=True)
        .filter(**{name: thing for name, thing in things.items() if thing is not None})
        .exclude(paper__state__in=FINAL)
        .select_related("round", "paper", "project", "risk", "budget", "of_return")
    )
    papers = {paper.pk: paper for item in items for paper in locked_papers_of(item)}
    if not papers:
        return ""
    names = names_on(on)
    where = listed(f"{names.body(paper.meeting.body_id)}, {day_words(paper.meeting.day)}" for paper in papers.values())
    return (
        f"The Leadership Team has locked this for {where}. What you change takes the lock off: it is signed off, "
        "approved and locked again."
    )
