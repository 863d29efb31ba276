"""The council itself: founding it, its name and colour, closure days and the site's own texts."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils.timezone import localtime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door, frameworks, people
from goldenthread.models import ClosureDay, Council, Person, RoleAssignment, SiteText, User
from goldenthread.rules.framework import Framework
from goldenthread.rules.refusals import Refusal

FIRST_ROLES = ("administrator", "performance_team")
SITE_TEXTS = {
    "accessibility": "Accessibility statement",
    "privacy": "Privacy notice",
    "cookies": "Cookies",
}

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def found(
    *,
    at: datetime,
    name: str,
    framework: Framework,
    source: str,
    first_person: str,
    email: str,
    password: str | None,
    colour: str = "#1d4f5f",
    is_demo: bool = False,
    framework_from: date | None = None,
) -> User:
    """Begin: the council, its framework as version 1, and the first person, who may set everything else up.

    The only action without an actor, and refused once there is a council. The framework holds from
    `framework_from`, or from the first day of the plan it serves.
    """
    with door.write():
        checks.unused(
            Council.objects.all(), "This database already belongs to a council. Start with an empty one (DATABASE_URL)."
        )
        council = checks.keep(
            Council(pk=1, name=checks.words(name, "the council's name"), colour=_colour(colour), is_demo=is_demo)
        )
        person = checks.keep(Person(name=checks.words(first_person, "the first person's name"), email=email.strip()))
        user = people.create_account(person=person, email=email, password=password)
        starts = localtime(at).date()
        for role in FIRST_ROLES:
            checks.keep(RoleAssignment(person=person, role=role, starts=starts, recorded_by=user, recorded_at=at))
        frameworks.store(
            author=user,
            at=at,
            framework=framework,
            source=source,
            effective_from=framework_from or framework.plan.effective_from,
        )
        door.audit(None, at, "council.found", council)
    return user


def change(
    *,
    by: Actor,
    at: datetime,
    name: str,
    colour: str,
    contact: str = "",
    print_names: bool = True,
) -> Council:
    """Its name and colour on pages and papers, whom to ask, and whether papers print names of senior officers."""
    with door.write():
        check_can(by, "manage_site")
        council = Council.objects.get()
        council.name, council.colour = checks.words(name, "the council's name"), _colour(colour)
        council.contact, council.print_names = contact.strip(), print_names
        checks.keep(council)
        door.audit(by, at, "council.change", council, colour=colour, print_names=print_names)
    return council


def _colour(colour: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise Refusal("not_a_colour", f"“{colour[:20]}” is not a colour. Write # and six digits, such as #1d4f5f.")
    if _contrast_with_white(colour) < 4.5:
        raise Refusal(
            "too_pale", f"White words on {colour} are hard to read. Choose a darker colour (contrast of 4.5 to 1)."
        )
    return colour.lower()


def _contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG 2.2 between white and a colour "#rrggbb"."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def add_closure(*, by: Actor, at: datetime, day: date, reason: str) -> ClosureDay:
    """A day the offices are closed: it is not a working day and not a clear day."""
    with door.write():
        check_can(by, "manage_governance")
        checks.unused(ClosureDay.objects.filter(day=day), "That day is already in the list.")
        closure = checks.keep(ClosureDay(day=day, reason=checks.words(reason, "why the offices are closed")))
        door.audit(by, at, "council.add_closure", closure)
    return closure


def remove_closure(*, by: Actor, at: datetime, closure: ClosureDay) -> None:
    """The offices are open that day after all."""
    with door.write():
        check_can(by, "manage_governance")
        door.audit(by, at, "council.remove_closure", closure)
        closure.delete()


def set_site_text(*, by: Actor, at: datetime, slug: str, text: str, reason: str = "") -> SiteText:
    """The council's own words for the accessibility statement, the privacy notice or the cookies page."""
    with door.write():
        check_can(by, "manage_site")
        if slug not in SITE_TEXTS:
            raise Refusal("unknown_text", f"There is no site text “{slug}”. Texts: {', '.join(SITE_TEXTS)}.")
        if not text.strip():
            raise Refusal("missing", "Write the text.")
        SiteText.objects.current().filter(slug=slug).update(superseded_at=at)
        kept = checks.keep(
            SiteText(slug=slug, text=text.strip(), reason=reason.strip(), recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "council.set_site_text", kept)
    return kept
