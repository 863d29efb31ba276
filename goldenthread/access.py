"""Who may. The only reader of role assignments.

An `Actor` is somebody at the door with the roles they hold on a day; doors build it once a request. Every `check_can_…`
raises a `Refusal` whose sentence says who could do it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from goldenthread.models.people import User
from goldenthread.models.roles import RoleAssignment
from goldenthread.rules.framework import Framework
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import PERMISSIONS, ROLES, roles_with

MEMBERS: Final = frozenset({"member", "portfolio_holder"})
"""The roles of elected members."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a record belongs to, by primary key: what a role must be held over to reach it."""

    measure: int | None = None
    project: int | None = None
    service: int | None = None
    directorate: int | None = None
    body: int | None = None
    portfolio: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in force, over `scope`; an empty scope is the whole council."""

    role: str
    scope: Scope

    def reaches(self, scope: Scope) -> bool:
        """Whether the role is held over what the record belongs to."""
        mine = self.scope
        held = (mine.measure, mine.project, mine.service, mine.directorate, mine.body, mine.portfolio)
        if not any(held):
            return True
        theirs = (
            scope.measure, scope.project, scope.service, scope.directorate, scope.body, scope.portfolio,
        )  # fmt: skip
        return any(one is not None and one == other for one, other in zip(held, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody and the roles they hold on a day. `user` is None for the public.

    `in_public` is set where they act on what everybody may read: whatever is withheld is then withheld from them too.
    `pack_of` is the body whose restricted pack they read, where they may: everything in it is then open to them.
    """

    user: User | None
    name: str
    grants: tuple[Grant, ...]
    on: date
    in_public: bool = False
    pack_of: int | None = None

    @property
    def signed_in(self) -> User:
        """The account; a refusal where nobody is signed in."""
        if self.user is None:
            raise Refusal("sign_in", "You need to sign in to do this.")
        return self.user

    @property
    def person_id(self) -> int | None:
        """The person's primary key; None for the public."""
        return self.user.person_id if self.user else None

    @property
    def roles(self) -> frozenset[str]:
        """The codes of all roles held, whatever over."""
        return frozenset(grant.role for grant in self.grants)

    def has(self, permission: str) -> bool:
        """Whether any role carries this permission over anything at all."""
        return any(permission in ROLES[grant.role].permissions for grant in self.grants)

    def may(self, permission: str, scope: Scope) -> bool:
        """Whether a role that carries this permission reaches the record."""
        return any(permission in ROLES[grant.role].permissions and grant.reaches(scope) for grant in self.grants)

    def may_read_withheld(self, scope: Scope) -> bool:
        """Whether what is exempt or confidential about a record is open to this reader.

        It is to the members of the body that considers the record, and to officers whose role reaches it and needs it:
        nobody else, and nobody at all of a pack that is for the public.
        """
        if self.in_public or self.pack_of is not None:
            return not self.in_public
        return any(
            grant.scope.body is not None and grant.scope.body == scope.body
            if grant.role in MEMBERS
            else grant.reaches(scope)
            for grant in self.grants
            if "see_withheld" in ROLES[grant.role].permissions
        )

    def as_public(self) -> Actor:
        """The same person, reading only what is open to everybody."""
        return replace(self, in_public=True)

    def reading_pack_of(self, body: int) -> Actor:
        """The same person, reading the paper of a body; what is in its restricted pack is open to whoever has it."""
        return replace(self, pack_of=body) if self.may_read_withheld(Scope(body=body)) else self

    @property
    def is_officer(self) -> bool:
        """Whether they work for the council: hold any role that is not a member's."""
        return bool(self.roles - MEMBERS)

    def visible_from(self, framework: Framework) -> str:
        """The stage from which this reader sees an item that is not theirs to work on."""
        visible_to = framework.visible_to
        if self.user is None:
            return visible_to.public
        return visible_to.officers if self.is_officer else visible_to.members


def actor_for(user: User, on: date) -> Actor:
    """The signed-in user with the roles in force on a day: one query."""
    assignments = RoleAssignment.objects.in_force(on).filter(person_id=user.person_id)
    grants = tuple(
        Grant(
            a.role,
            Scope(
                measure=a.measure_id,
                project=a.project_id,
                service=a.service_id,
                directorate=a.directorate_id,
                body=a.body_id,
                portfolio=a.portfolio_id,
            ),
        )
        for a in assignments
        if a.role in ROLES
    )
    return Actor(user=user, name=user.person.name, grants=grants, on=on)


def public(on: date) -> Actor:
    """Anybody, signed out."""
    return Actor(user=None, name="", grants=(), on=on)


EVERYWHERE = Scope()


def console(on: date) -> Actor:
    """Whoever runs commands on the server: they could read the database itself, so they read as an auditor does."""
    return Actor(user=None, name="the console", grants=(Grant("auditor", EVERYWHERE),), on=on)


def check_can(actor: Actor, permission: str, scope: Scope = EVERYWHERE) -> None:
    """Refuse, in words, what no role of the actor allows over this scope."""
    actor.signed_in  # noqa: B018  # the refusal to the public comes first
    if not actor.may(permission, scope):
        who = ", ".join(word.lower() for word in roles_with(permission)) or "nobody yet"
        reach = " for this one" if actor.has(permission) else ""
        raise Refusal(
            "not_allowed",
            f"You cannot {PERMISSIONS[permission]}{reach}. Who can: {who}. "
            "Ask the performance team if you should be able to.",
        )


def check_can_somewhere(actor: Actor, *permissions: str) -> None:
    """Refuse who holds none of these permissions over anything: for pages that list what a permission is about."""
    if not any(actor.has(permission) for permission in permissions):
        check_can(actor, permissions[0])


def check_can_verify(actor: Actor, scope: Scope, provider: User, framework: Framework) -> None:
    """Refuse verification by whoever entered the figure, where the framework says so."""
    check_can(actor, "verify", scope)
    if framework.cycle.verifier_differs and provider == actor.user:
        raise Refusal(
            "verifier_is_provider",
            "You entered this figure, so somebody else has to verify it. Ask another verifier of this service.",
        )


def check_can_approve_redaction(actor: Actor, asked_by: User) -> None:
    """Refuse the second signature by whoever gave the first."""
    check_can(actor, "redact")
    if asked_by == actor.user:
        raise Refusal(
            "second_person_needed",
            "You asked for this redaction, so somebody else has to approve it: it needs two people.",
        )
