"""People, their accounts and their roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localtime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door, objectives
from goldenthread.models import (
    AuditEntry,
    Body,
    Directorate,
    Measure,
    Person,
    Portfolio,
    Project,
    RoleAssignment,
    Service,
    User,
)
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES

_OVER = {
    "measure": "a measure",
    "project": "a project",
    "service": "a service",
    "directorate": "a directorate",
    "body": "a committee",
    "portfolio": "a portfolio",
    "council": "the whole council",
}


def add_person(*, by: Actor, at: datetime, name: str, email: str = "", is_member: bool = False) -> Person:
    """Somebody the council knows by name; an e-mail address belongs to one person only."""
    with door.write():
        check_can(by, "manage_people")
        person = _described(Person(is_member=is_member), name, email)
        door.audit(by, at, "people.add_person", person)
    return person


def change_person(
    *, by: Actor, at: datetime, person: Person, name: str, email: str = "", is_member: bool = False
) -> Person:
    """Correct somebody's name or address; the address they sign in with has its own verb."""
    with door.write():
        check_can(by, "manage_people")
        person.is_member = is_member
        _described(person, name, email)
        door.audit(by, at, "people.change_person", person)
    return person


def _described(person: Person, name: str, email: str) -> Person:
    person.name, person.email = checks.words(name, "the person's name"), email.strip()
    if person.email:
        taken = Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk).first()
        if taken:
            raise Refusal("email_taken", f"{person.email} already belongs to {taken.name}.")
    return checks.keep(person)


def give_account(*, by: Actor, at: datetime, person: Person, email: str, password: str | None) -> User:
    """An account to sign in with; without a password nobody can, until one is set."""
    with door.write():
        check_can(by, "manage_people")
        user = create_account(person=person, email=email, password=password)
        door.audit(by, at, "people.give_account", user)
    return user


def create_account(*, person: Person, email: str, password: str | None) -> User:
    """The account itself, for whoever has already checked who asks: part of an action, never one alone."""
    email = checks.words(email, "the e-mail address to sign in with")
    if hasattr(person, "account"):
        raise Refusal("has_account", f"{person.name} already has an account: {person.account.email}.")
    checks.unused(User.objects.filter(email__iexact=email), f"Somebody already signs in as {email}.")
    user = User(email=email, person=person)
    _set_password(user, password)
    return checks.keep(user)


def change_sign_in(*, by: Actor, at: datetime, user: User, email: str) -> User:
    """Another address to sign in with; what the account did stays with it."""
    with door.write():
        check_can(by, "manage_people")
        _protect_administrators(by, user.person)
        email = checks.words(email, "the e-mail address to sign in with")
        checks.unused(User.objects.filter(email__iexact=email).exclude(pk=user.pk), f"Somebody signs in as {email}.")
        user.email = email
        checks.keep(user)
        door.audit(by, at, "people.change_sign_in", user)
    return user


def set_password(*, by: Actor, at: datetime, user: User, password: str) -> User:
    """A new password: for oneself, or for somebody else by whoever looks after people."""
    with door.write():
        if by.signed_in != user:
            check_can(by, "manage_people")
            _protect_administrators(by, user.person)
        _set_password(user, password)
        checks.keep(user)
        door.audit(by, at, "people.set_password", user)
    return user


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as wrong:
            raise Refusal("weak_password", " ".join(wrong.messages)) from None
    user.set_password(password)


def _protect_administrators(by: Actor, person: Person) -> None:
    """Whoever could take over an administrator's account would be one."""
    on = by.on
    if "administrator" not in by.roles and person.assignments.in_force(on).filter(role="administrator").exists():
        raise Refusal("not_allowed", f"{person.name} is an administrator: only an administrator can do this.")


def assign_role(
    *,
    by: Actor,
    at: datetime,
    person: Person,
    role: str,
    starts: date,
    ends: date | None = None,
    measure: Measure | None = None,
    project: Project | None = None,
    service: Service | None = None,
    directorate: Directorate | None = None,
    body: Body | None = None,
    portfolio: Portfolio | None = None,
) -> RoleAssignment:
    """A role from a day on, over one thing or, where the role allows it, over the whole council."""
    with door.write():
        check_can(by, "manage_people")
        _check_role(by, role)
        checks.span(starts, ends)
        assignment = RoleAssignment(
            person=person,
            role=role,
            starts=starts,
            ends=ends,
            measure=measure,
            project=project,
            service=service,
            directorate=directorate,
            body=body,
            portfolio=portfolio,
            recorded_by=by.signed_in,
            recorded_at=at,
        )
        _check_over(assignment)
        _check_new(assignment)
        checks.keep(assignment)
        door.audit(by, at, "people.assign_role", assignment, role=role, starts=str(starts), ends=str(ends or ""))
    return assignment


def _check_role(by: Actor, role: str) -> None:
    if role not in ROLES:
        raise Refusal("unknown_role", f"“{role}” is not a role. Roles: {', '.join(ROLES)}.")
    if role == "administrator" and "administrator" not in by.roles:
        raise Refusal("not_allowed", "Only an administrator can make somebody an administrator.")


def _check_over(assignment: RoleAssignment) -> None:
    """Refuse a role over something it cannot be held over."""
    role = ROLES[assignment.role]
    named = [kind for kind in _OVER if kind != "council" and getattr(assignment, kind)]
    if len(named) > 1:
        raise Refusal("over_one_thing", f"Choose one of {' and '.join(named)}; give the role again for the other.")
    kind = named[0] if named else "council"
    if kind not in role.over:
        where = " or ".join(_OVER[over] for over in role.over)
        raise Refusal("not_over_that", f"{role.word} is a role over {where}. Choose one.")


def _check_new(assignment: RoleAssignment) -> None:
    person = assignment.person
    if person.left_on and (assignment.ends is None or assignment.ends > person.left_on):
        raise Refusal("has_left", f"{person.name} left on {day_words(person.left_on)}.")
    same = person.assignments.filter(
        role=assignment.role,
        measure=assignment.measure,
        project=assignment.project,
        service=assignment.service,
        directorate=assignment.directorate,
        body=assignment.body,
        portfolio=assignment.portfolio,
    ).filter(Q(ends__isnull=True) | Q(ends__gte=assignment.starts))
    if assignment.ends:
        same = same.filter(starts__lte=assignment.ends)
    checks.unused(same, f"{person.name} already has this role at that time.")


def end_role(*, by: Actor, at: datetime, assignment: RoleAssignment, last_day: date) -> RoleAssignment:
    """The last day of a role; refused where the council would be left without an administrator."""
    with door.write():
        check_can(by, "manage_people")
        _check_role(by, assignment.role)
        checks.span(assignment.starts, last_day)
        if assignment.role == "administrator":
            _keep_an_administrator(assignment.person, last_day)
        assignment.ends = last_day
        checks.keep(assignment)
        door.audit(by, at, "people.end_role", assignment, ends=str(last_day))
    return assignment


def _keep_an_administrator(leaving: Person, last_day: date) -> None:
    others = RoleAssignment.objects.in_force(last_day + timedelta(days=1)).filter(role="administrator")
    if not others.exclude(person=leaving).exists():
        raise Refusal(
            "last_administrator",
            "The council would have no administrator. Make somebody else an administrator first.",
        )


def person_leaves(*, by: Actor, at: datetime, person: Person, last_day: date) -> Person:
    """Somebody's last day: roles, posts and line management end with it, and later ones are taken back.

    An account is closed at once where the day has passed; otherwise it can do nothing from the next day on.
    """
    with door.write():
        check_can(by, "manage_people")
        _protect_administrators(by, person)
        if person.assignments.in_force(last_day).filter(role="administrator").exists():
            _keep_an_administrator(person, last_day)
        person.left_on = last_day
        checks.keep(person)
        going_on = Q(ends__isnull=True) | Q(ends__gt=last_day)
        for kept in (person.assignments, person.holdings, person.managed_by, person.manages):
            kept.filter(starts__gt=last_day).delete()
            kept.filter(going_on).update(ends=last_day)
        if last_day < localtime(at).date():
            User.objects.filter(person=person).update(is_active=False)
        door.audit(by, at, "people.person_leaves", person, last_day=str(last_day))
    return person


def person_returns(*, by: Actor, at: datetime, person: Person) -> Person:
    """Somebody is back, or never left: the account opens again; roles and posts are given anew."""
    with door.write():
        check_can(by, "manage_people")
        if person.anonymised_at:
            raise Refusal("anonymised", "This person was anonymised. Add the person again.")
        person.left_on = None
        checks.keep(person)
        User.objects.filter(person=person).update(is_active=True)
        door.audit(by, at, "people.person_returns", person)
    return person


def anonymise(*, by: Actor, at: datetime, person: Person) -> Person:
    """Take the name and address of somebody who has left out of the records, the audit trail included."""
    with door.write():
        check_can(by, "manage_people")
        if not person.left_on or person.left_on >= localtime(at).date():
            raise Refusal("has_not_left", f"{person.name} has not left. Record the last day first.")
        former = f"Former {'member' if person.is_member else 'officer'} {person.pk}"
        _forget(person.name, former)
        objectives.forget(person)
        account = User.objects.filter(person=person).first()
        if account:
            _forget(account.email, former)
            account.email, account.is_active = f"former-{person.pk}@anonymised.invalid", False
            account.set_unusable_password()
            checks.keep(account)
        person.name, person.email, person.anonymised_at = former, "", at
        checks.keep(person)
        door.audit(by, at, "people.anonymise", person)
    return person


def _forget(words: str, instead: str) -> None:
    for entry in AuditEntry.objects.filter(ref__contains=words):
        entry.ref = entry.ref.replace(words, instead)[:120]
        entry.save(update_fields=["ref"])
