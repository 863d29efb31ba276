"""Services, and people with their posts and roles, from files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.actions import organisation, people
from goldenthread.imports.loading import Cells, Column, FileKind, Line
from goldenthread.imports.lookup import (
    body_by_code,
    directorate_by_code,
    measure_by_ref,
    project_by_ref,
    service_by_code,
)
from goldenthread.models import Directorate, Person, Portfolio, Post, Service, User
from goldenthread.reports.names import names_on
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES


def _take_service(by: Actor, at: datetime, cells: Cells) -> Line:
    starts = cells.day("starts")
    names = names_on(by.on)
    code = cells.needed("directorate code")
    directorate = Directorate.objects.filter(code__iexact=code).first()
    directorate_name = cells.text("directorate")
    if directorate is None:
        directorate = organisation.add_directorate(by=by, at=at, code=code, name=directorate_name, starts=starts)
    elif directorate_name:
        _same_name(directorate.code, names.directorate(directorate.pk), directorate_name)
    code, name = cells.needed("service code"), cells.needed("service")
    service = Service.objects.filter(code__iexact=code).first()
    if service is not None:
        _same_name(service.code, names.service(service.pk), name)
        return Line(cells.row.number, "unchanged", f"{service.code} {name}")
    cells.reading = ""
    added = organisation.add_service(by=by, at=at, code=code, name=name, directorate=directorate, starts=starts)
    return Line(cells.row.number, "added", f"{added.code} {name}")


def _same_name(code: str, here: str, there: str) -> None:
    if here != there:
        raise Refusal(
            "other_name",
            f"{code} is called “{here}” here. To rename it, open its page and give the day the new name holds from.",
        )


SERVICES = FileKind(
    code="services",
    title="Directorates and services",
    permission="manage_people",
    about="One row for each service. A directorate is added with its first service.",
    columns=(
        Column("directorate code", "short, and never changed", "PLACE", needed=True),
        Column("directorate", "its name", "Place and Environment"),
        Column("service code", "short, and never changed", "WASTE", needed=True),
        Column("service", "its name", "Waste and Recycling", needed=True),
        Column("starts", "the day it began, or the first day you report on", "2024-04-01", needed=True),
    ),
    take=_take_service,
)


def _take_person(by: Actor, at: datetime, cells: Cells) -> Line:
    effects: list[str] = []
    person = _person(by, at, cells, effects)
    if cells.yes("signs in") and not User.objects.filter(person=person).exists():
        people.give_account(by=by, at=at, person=person, email=person.email, password=None)
        effects.append("an account")
    _post(by, at, cells, person, effects)
    _role(by, at, cells, person, effects)
    effect = "added" if "the person" in effects else "changed" if effects else "unchanged"
    return Line(cells.row.number, effect, f"{person.name}: {', '.join(effects)}" if effects else person.name)  # type: ignore[arg-type]


def _person(by: Actor, at: datetime, cells: Cells, effects: list[str]) -> Person:
    email, name = cells.needed("e-mail"), cells.needed("name")
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        effects.append("the person")
        return people.add_person(by=by, at=at, name=name, email=email, is_member=cells.yes("member"))
    cells.text("name")
    if person.name != name:
        raise Refusal("other_name", f"{email} is {person.name} here. Correct the name on the person's page, or here.")
    return person


def _post(by: Actor, at: datetime, cells: Cells, person: Person, effects: list[str]) -> None:
    title = cells.text("post")
    if not title:
        return
    starts = cells.day("starts")
    code = cells.text("post in service")
    service = service_by_code(code) if code else None
    post = Post.objects.filter(title__iexact=title, service=service).first()
    if post is None:
        senior = cells.yes("senior")
        post = organisation.add_post(by=by, at=at, title=title, service=service, is_senior=senior)
        effects.append(f"the post {title}")
    if not post.holdings.filter(Q(ends__isnull=True) | Q(ends__gte=starts), person=person).exists():
        organisation.fill_post(by=by, at=at, post=post, person=person, starts=starts)
        effects.append(f"holds {title}")


def _role(by: Actor, at: datetime, cells: Cells, person: Person, effects: list[str]) -> None:
    if not cells.text("role"):
        return
    role = cells.code("role", {code: one.word for code, one in ROLES.items()})
    starts = cells.day("starts")
    over = _over(cells, role)
    held = person.assignments.filter(Q(ends__isnull=True) | Q(ends__gte=starts), role=role, **over)
    if not over:
        held = held.filter(service=None, measure=None, directorate=None, body=None, portfolio=None)
    if not held.exists():
        cells.reading = "role"
        people.assign_role(by=by, at=at, person=person, role=role, starts=starts, **over)
        effects.append(ROLES[role].word.lower())


def _over(cells: Cells, role: str) -> dict[str, Any]:
    """What the role is held over: a code looked for among the things this role can be held over."""
    code = cells.text("over")
    kinds = [kind for kind in ROLES[role].over if kind != "council"]
    if not code:
        return {}
    found = {
        "measure": measure_by_ref,
        "project": project_by_ref,
        "service": service_by_code,
        "directorate": directorate_by_code,
        "body": body_by_code,
        "portfolio": _portfolio,
    }
    for kind in kinds:
        try:
            return {kind: found[kind](code)}
        except Refusal as refusal:
            missing = refusal
    if not kinds:
        raise Refusal("not_over_that", f"{ROLES[role].word} is a role over the whole council: leave this empty.")
    raise missing


def _portfolio(name: str) -> Portfolio:
    found = Portfolio.objects.filter(name__iexact=name).first()
    if found is None:
        raise Refusal("not_found", f"There is no portfolio called {name}. Add it first.")
    return found


PEOPLE = FileKind(
    code="people",
    title="People, posts and roles",
    permission="manage_people",
    about="One row for each role somebody has; somebody with two roles has two rows. Set passwords on their pages.",
    columns=(
        Column("e-mail", "tells people apart", "p.patel@anytown.example", needed=True),
        Column("name", "as printed", "Priya Patel", needed=True),
        Column("member", "yes for a councillor", "no"),
        Column("signs in", "yes for an account", "yes"),
        Column("post", "the job's title", "Head of Waste"),
        Column("post in service", "the service's code", "WASTE"),
        Column("senior", "yes for head of service and above: papers may print the name", "yes"),
        Column("role", "its word or code, such as head_of_service", "Head of service"),
        Column("over", "the code of a service, directorate, committee or measure", "WASTE"),
        Column("starts", "the first day of post and role", "2026-04-01", needed=True),
    ),
    take=_take_person,
)
