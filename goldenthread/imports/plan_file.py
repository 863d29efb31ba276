"""Plan elements from a file."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access import Actor
from goldenthread.actions import plans
from goldenthread.imports.loading import Cells, Column, FileKind, Line
from goldenthread.imports.lookup import element_by_code, plan_by_title, service_by_code
from goldenthread.models import Post
from goldenthread.rules.refusals import Refusal


def _take(by: Actor, at: datetime, cells: Cells) -> Line:
    plan = plan_by_title(cells.text("plan"))
    level = cells.code("level", {level.code: level.name for level in plans.levels()})
    code, title = cells.needed("code"), cells.needed("title")
    element = plan.elements.filter(code__iexact=code).first()
    if element is not None:
        words = element.versions.current().get()
        if words.title != title:
            raise Refusal(
                "other_title",
                f"{element.code} is “{words.title}” here. Change it on its page, with the reason for the change.",
            )
        return Line(cells.row.number, "unchanged", f"{code} {title}")
    parent = cells.text("parent")
    above = element_by_code(plan, parent) if parent else None
    service = cells.text("service")
    owned_by = service_by_code(service) if service else None
    owner = _owner(cells)
    starts = cells.day("starts", plan.starts)
    ends = cells.day("ends") if cells.text("ends") else None
    description = cells.text("description")
    cells.reading = ""
    plans.add_element(
        by=by,
        at=at,
        plan=plan,
        level=level,
        code=code,
        title=title,
        parent=above,
        service=owned_by,
        owner=owner,
        starts=starts,
        ends=ends,
        description=description,
    )
    return Line(cells.row.number, "added", f"{code} {title}")


def _owner(cells: Cells) -> Post | None:
    title = cells.text("owner")
    found = Post.objects.filter(title__iexact=title).first() if title else None
    if title and found is None:
        raise Refusal("not_found", f"There is no post called {title}. Add it first.")
    return found


PLAN = FileKind(
    code="plan",
    title="Priorities, aims and actions of a plan",
    permission="manage_plan",
    about="One row for each, what is above before what is below. Add the plan itself first.",
    columns=(
        Column("plan", "the plan's title; may be empty where there is only one", "Council Plan 2024-2028"),
        Column("level", "what it is called in your framework", "Priority", needed=True),
        Column("code", "short; one of each in a plan", "1", needed=True),
        Column("title", "its words", "A cleaner, greener place", needed=True),
        Column("parent", "the code of what it belongs to; empty at the top", ""),
        Column("owner", "the title of a post", ""),
        Column("service", "the code of a service", ""),
        Column("starts", "empty: with the plan", ""),
        Column("ends", "the last day, where it ends before the plan", ""),
        Column("description", "more about it", ""),
    ),
    take=_take,
)
