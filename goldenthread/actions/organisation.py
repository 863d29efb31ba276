"""How the council is organised: directorates, services, posts and who holds them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door, naming
from goldenthread.models import DatedName, Directorate, Measure, Person, Post, PostHolding, Service
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def add_directorate(*, by: Actor, at: datetime, code: str, name: str, starts: date) -> Directorate:
    """A new directorate, known by a code that stays when it is renamed."""
    with door.write():
        check_can(by, "manage_people")
        code = checks.code(code, "a directorate's code")
        checks.unused(
            Directorate.objects.filter(code__iexact=code),
            f"There is already a directorate with the code {code}. Choose another code.",
        )
        directorate = checks.keep(Directorate(code=code, starts=starts))
        naming.name_from(by=by, at=at, thing=directorate, name=name, effective_from=starts)
        door.audit(by, at, "organisation.add_directorate", directorate)
    return directorate


def add_service(*, by: Actor, at: datetime, code: str, name: str, directorate: Directorate, starts: date) -> Service:
    """A new service of a directorate, known by a code that stays when it is renamed."""
    with door.write():
        check_can(by, "manage_people")
        code = checks.code(code, "a service's code")
        checks.unused(
            Service.objects.filter(code__iexact=code),
            f"There is already a service with the code {code}. Choose another code.",
        )
        service = checks.keep(Service(code=code, directorate=directorate, starts=starts))
        naming.name_from(by=by, at=at, thing=service, name=name, effective_from=starts)
        door.audit(by, at, "organisation.add_service", service, directorate=directorate.code)
    return service


def rename_directorate(
    *, by: Actor, at: datetime, directorate: Directorate, name: str, effective_from: date, reason: str = ""
) -> DatedName:
    """Its name from a day on; papers about earlier meetings keep the old one."""
    with door.write():
        check_can(by, "manage_people")
        named = naming.name_from(
            by=by, at=at, thing=directorate, name=name, effective_from=effective_from, reason=reason
        )
        door.audit(by, at, "organisation.rename_directorate", directorate, effective_from=str(effective_from))
    return named


def rename_service(
    *, by: Actor, at: datetime, service: Service, name: str, effective_from: date, reason: str = ""
) -> DatedName:
    """Its name from a day on; papers about earlier meetings keep the old one."""
    with door.write():
        check_can(by, "manage_people")
        named = naming.name_from(by=by, at=at, thing=service, name=name, effective_from=effective_from, reason=reason)
        door.audit(by, at, "organisation.rename_service", service, effective_from=str(effective_from))
    return named


def move_service(*, by: Actor, at: datetime, service: Service, directorate: Directorate) -> Service:
    """Place a service in another directorate."""
    with door.write():
        check_can(by, "manage_people")
        service.directorate = directorate
        checks.keep(service)
        door.audit(by, at, "organisation.move_service", service, directorate=directorate.code)
    return service


def end_directorate(*, by: Actor, at: datetime, directorate: Directorate, last_day: date) -> Directorate:
    """Its last day; refused while a service of it goes on."""
    with door.write():
        check_can(by, "manage_people")
        checks.span(directorate.starts, last_day)
        going_on = directorate.services.filter(Q(ends__isnull=True) | Q(ends__gt=last_day))
        if going_on:
            raise Refusal(
                "still_in_use",
                f"{', '.join(service.code for service in going_on)} would go on after {day_words(last_day)}. "
                "End these services first, or move them to another directorate.",
            )
        directorate.ends = last_day
        checks.keep(directorate)
        door.audit(by, at, "organisation.end_directorate", directorate, ends=str(last_day))
    return directorate


def end_service(*, by: Actor, at: datetime, service: Service, last_day: date) -> Service:
    """Its last day; refused while a measure is still owned by it after that day."""
    with door.write():
        check_can(by, "manage_people")
        checks.span(service.starts, last_day)
        left = _owned(service)
        if left:
            raise Refusal(
                "still_in_use",
                f"{', '.join(left)} would still belong to this service after {day_words(last_day)}. "
                "Give each to another service from the next day, or retire it.",
            )
        service.ends = last_day
        checks.keep(service)
        door.audit(by, at, "organisation.end_service", service, ends=str(last_day))
    return service


def _owned(service: Service) -> list[str]:
    """References of measures, not retired, whose latest owner is the service."""
    found = []
    owned = Measure.objects.filter(ownerships__in=service.ownerships.current()).distinct()
    for measure in owned:
        owner = measure.ownerships.current().last()
        standing = measure.standings.current().last()
        if owner and owner.service_id == service.pk and not (standing and standing.state == "retired"):
            found.append(measure.ref)
    return found


def add_post(
    *,
    by: Actor,
    at: datetime,
    title: str,
    service: Service | None = None,
    directorate: Directorate | None = None,
    is_senior: bool = False,
) -> Post:
    """A job in a service, in a directorate, or for the whole council."""
    with door.write():
        check_can(by, "manage_people")
        post = checks.keep(_placed(Post(title=title, is_senior=is_senior), title, service, directorate))
        door.audit(by, at, "organisation.add_post", post)
    return post


def change_post(
    *,
    by: Actor,
    at: datetime,
    post: Post,
    title: str,
    service: Service | None = None,
    directorate: Directorate | None = None,
    is_senior: bool = False,
) -> Post:
    """Its title, its place and whether papers may print the holder's name."""
    with door.write():
        check_can(by, "manage_people")
        post.is_senior = is_senior
        checks.keep(_placed(post, title, service, directorate))
        door.audit(by, at, "organisation.change_post", post)
    return post


def _placed(post: Post, title: str, service: Service | None, directorate: Directorate | None) -> Post:
    if service and directorate:
        raise Refusal("one_place", "A post is in a service or in a directorate, not in both. Choose one.")
    post.title = checks.words(title, "the post's title")
    post.service, post.directorate = service, directorate
    return post


def fill_post(
    *, by: Actor, at: datetime, post: Post, person: Person, starts: date, ends: date | None = None
) -> PostHolding:
    """A person holds a post from a day on. Two people may share one."""
    with door.write():
        check_can(by, "manage_people")
        checks.span(starts, ends)
        if person.left_on and starts > person.left_on:
            raise Refusal("has_left", f"{person.name} left on {day_words(person.left_on)}.")
        held = post.holdings.filter(person=person).filter(Q(ends__isnull=True) | Q(ends__gte=starts))
        checks.unused(
            held if ends is None else held.filter(starts__lte=ends), f"{person.name} already holds this post."
        )
        holding = checks.keep(PostHolding(post=post, person=person, starts=starts, ends=ends))
        door.audit(by, at, "organisation.fill_post", post, person_id=person.pk, starts=str(starts))
    return holding


def vacate_post(*, by: Actor, at: datetime, holding: PostHolding, last_day: date) -> PostHolding:
    """The last day somebody holds a post."""
    with door.write():
        check_can(by, "manage_people")
        checks.span(holding.starts, last_day)
        holding.ends = last_day
        checks.keep(holding)
        door.audit(by, at, "organisation.vacate_post", holding.post, person_id=holding.person_id, ends=str(last_day))
    return holding
