"""People with their posts, roles and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.models import (
    Person,
    RoleAssignment,
)
from goldenthread.reports.names import Names, names_on
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, over what, and when; `when` says whether it holds on the day."""

    pk: int
    word: str
    over: str
    starts: date
    ends: date | None
    when: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with the posts and roles of the day."""

    pk: int
    name: str
    email: str
    is_member: bool
    posts: tuple[str, ...]
    roles: tuple[str, ...]
    account: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about one person that set-up may change."""

    row: PersonRow
    account_email: str
    anonymised: bool
    may_be_anonymised: bool
    roles: tuple[RoleRow, ...]


def people(*, reader: Actor, on: date) -> tuple[PersonRow, ...]:
    """Everybody, leavers last."""
    check_can_somewhere(reader, "manage_people")
    names = names_on(on)
    rows = Person.objects.select_related("account").prefetch_related("holdings__post", *_ROLE_THINGS)
    found = [_person_row(person, on, names) for person in rows]
    return tuple(sorted(found, key=lambda row: (row.left_on is not None, row.name.lower())))


def person(*, reader: Actor, on: date, pk: int) -> PersonPage:
    """One person."""
    check_can_somewhere(reader, "manage_people")
    found = Person.objects.select_related("account").prefetch_related(*_ROLE_THINGS).filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_person", "There is nobody here by that number.")
    names = names_on(on)
    account = getattr(found, "account", None)
    return PersonPage(
        row=_person_row(found, on, names),
        account_email=account.email if account else "",
        anonymised=found.anonymised_at is not None,
        may_be_anonymised=found.left_on is not None and found.left_on < on and found.anonymised_at is None,
        roles=tuple(_role_row(one, on, names) for one in found.assignments.all()),
    )


_ROLE_THINGS = ("assignments__measure", "assignments__portfolio")


def _person_row(person: Person, on: date, names: Names) -> PersonRow:
    account = getattr(person, "account", None)
    held = (one for one in person.assignments.all() if _holds(one, on))
    return PersonRow(
        pk=person.pk,
        name=person.name,
        email=person.email,
        is_member=person.is_member,
        posts=tuple(one.post.title for one in person.holdings.all() if _holds(one, on)),
        roles=tuple(_role_words(one, names) for one in held),
        account=_account_words(account is not None, bool(account and account.is_active)),
        left_on=person.left_on,
    )


def _account_words(there: bool, active: bool) -> str:
    return "Can sign in" if active else "Closed" if there else "No account"


class _Spanned(Protocol):
    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


def _holds(row: _Spanned, on: date) -> bool:
    return row.starts <= on and (row.ends is None or row.ends >= on)


def _role_words(one: RoleAssignment, names: Names) -> str:
    over = _over(one, names)
    word = ROLES[one.role].word if one.role in ROLES else one.role
    return f"{word}: {over}" if over else word


def _over(one: RoleAssignment, names: Names) -> str:
    measure = one.measure.ref if one.measure else ""
    project = one.project.ref if one.project else ""
    portfolio = one.portfolio.name if one.portfolio else ""
    return (
        measure
        or project
        or portfolio
        or names.service(one.service_id)
        or names.directorate(one.directorate_id)
        or names.body(one.body_id)
    )


def _role_row(one: RoleAssignment, on: date, names: Names) -> RoleRow:
    when = "Now" if _holds(one, on) else "Later" if one.starts > on else "Ended"
    word = ROLES[one.role].word if one.role in ROLES else one.role
    return RoleRow(one.pk, word, _over(one, names) or "The whole council", one.starts, one.ends, when)
