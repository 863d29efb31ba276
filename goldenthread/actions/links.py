"""The golden thread: joining measures, projects and elements to what they serve."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Link, Measure, PlanElement, Project
from goldenthread.rules.refusals import Refusal

LINK_ROLES = ("primary", "contributes")


def link(
    *,
    by: Actor,
    at: datetime,
    serves: PlanElement,
    starts: date,
    measure: Measure | None = None,
    element: PlanElement | None = None,
    project: Project | None = None,
    role: str = "primary",
    reason: str = "",
) -> Link:
    """A measure, a project or an element serves an element: as its one home (primary), or as a contribution."""
    with door.write():
        check_can(by, "manage_plan")
        if role not in LINK_ROLES:
            raise Refusal("unknown_role", f"“{role}” is not a kind of link. Kinds: {', '.join(LINK_ROLES)}.")
        if sum(thing is not None for thing in (measure, element, project)) != 1:
            raise Refusal("one_thing", "Choose one measure, one project or one element to link.")
        if element is not None:
            _check_no_circle(element, serves)
        hung = measure or project
        if hung is not None and role == "primary":
            _check_one_home(hung, serves)
        pair = Link.objects.current().filter(serves=serves, measure=measure, element=element, project=project)
        checks.unused(
            pair.filter(role=role, ends__isnull=True), f"{hung or element} is already linked to {serves.code}."
        )
        pair.update(superseded_at=at)
        joined = checks.keep(
            Link(
                serves=serves,
                measure=measure,
                element=element,
                project=project,
                role=role,
                starts=starts,
                reason=reason.strip(),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "links.link", joined, role=role)
    return joined


def _check_one_home(hung: Measure | Project, serves: PlanElement) -> None:
    home = (
        hung.serves.current()
        .filter(role="primary", ends__isnull=True)
        .exclude(serves=serves)
        .select_related("serves")
        .first()
    )
    if home:
        raise Refusal(
            "has_a_home",
            f"{hung.ref} has its home at {home.serves.code}. End that link first, or let it contribute here.",
        )


def _check_no_circle(element: PlanElement, serves: PlanElement) -> None:
    """Refuse a link by which an element would serve itself, by whatever path."""
    reached = edge = {serves.pk}
    while edge:
        served = Link.objects.current().filter(element__in=edge, ends__isnull=True)
        parents = PlanElement.objects.filter(children__in=edge)
        above = {*served.values_list("serves_id", flat=True), *parents.values_list("pk", flat=True)}
        edge = above - reached
        reached = reached | edge
    if element.pk in reached:
        raise Refusal(
            "in_a_circle", f"{serves.code} already serves {element.code}: linked back, it would serve itself."
        )


def unlink(*, by: Actor, at: datetime, link: Link, last_day: date, reason: str) -> Link:
    """The link's last day; a link that never held (a mistake) ends before its start and is closed."""
    with door.write():
        check_can(by, "manage_plan")
        why = checks.change_reason(reason, "the link ends")
        Link.objects.filter(pk=link.pk).current().update(superseded_at=at)
        if last_day >= link.starts:
            link = checks.keep(
                Link(
                    serves=link.serves,
                    measure=link.measure,
                    element=link.element,
                    project=link.project,
                    role=link.role,
                    starts=link.starts,
                    ends=last_day,
                    reason=why,
                    recorded_at=at,
                    recorded_by=by.signed_in,
                )
            )
        door.audit(by, at, "links.unlink", link, ends=str(last_day))
    return link
