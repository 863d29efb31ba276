"""People, accounts and roles by date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.access import actor_for
from goldenthread.actions import people
from goldenthread.models import AuditEntry, Person, User
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, PASSWORD, START, TODAY, SmallCouncil


def _person(anytown: SmallCouncil, name: str = "Priya Patel") -> Person:
    return people.add_person(by=anytown.by, at=NOW, name=name, email=f"{name.split()[0]}@anytown.example")


def test_a_role_holds_from_its_first_day_to_its_last(anytown: SmallCouncil) -> None:
    person = _person(anytown)
    user = people.give_account(by=anytown.by, at=NOW, person=person, email=person.email, password=PASSWORD)
    people.assign_role(
        by=anytown.by,
        at=NOW,
        person=person,
        role="head_of_service",
        service=anytown.service,
        starts=TODAY,
        ends=TODAY + timedelta(days=1),
    )
    held = [bool(actor_for(user, TODAY + timedelta(days=days)).roles) for days in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_a_role_is_held_over_what_it_is_for(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match=r"Head of service is a role over a service\. Choose one\."):
        people.assign_role(by=anytown.by, at=NOW, person=_person(anytown), role="head_of_service", starts=START)


def test_a_role_over_two_things_is_two_roles(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="give the role again"):
        people.assign_role(
            by=anytown.by,
            at=NOW,
            person=_person(anytown),
            role="data_provider",
            service=anytown.service,
            measure=anytown.measure,
            starts=START,
        )


def test_the_same_role_twice_at_one_time_is_refused(anytown: SmallCouncil) -> None:
    person = _person(anytown)
    people.assign_role(by=anytown.by, at=NOW, person=person, role="auditor", starts=START)
    with pytest.raises(Refusal, match="already has this role"):
        people.assign_role(by=anytown.by, at=NOW, person=person, role="auditor", starts=TODAY)


def test_only_an_administrator_makes_an_administrator(anytown: SmallCouncil) -> None:
    officer = anytown.person_with("performance_team", "perf@anytown.example")
    with pytest.raises(Refusal, match="Only an administrator"):
        people.assign_role(by=officer, at=NOW, person=_person(anytown), role="administrator", starts=TODAY)
    with pytest.raises(Refusal, match="only an administrator can do this"):
        people.set_password(by=officer, at=NOW, user=anytown.user, password="another long phrase")


def test_the_last_administrator_stays(anytown: SmallCouncil) -> None:
    assignment = anytown.user.person.assignments.get(role="administrator")
    with pytest.raises(Refusal, match="no administrator"):
        people.end_role(by=anytown.by, at=NOW, assignment=assignment, last_day=TODAY)
    with pytest.raises(Refusal, match="no administrator"):
        people.person_leaves(by=anytown.by, at=NOW, person=anytown.user.person, last_day=TODAY)


def test_a_leaver_loses_roles_posts_and_account(anytown: SmallCouncil) -> None:
    officer = anytown.person_with("head_of_service", "head@anytown.example", service=anytown.service)
    person = officer.signed_in.person
    people.assign_role(by=anytown.by, at=NOW, person=person, role="auditor", starts=date(2027, 1, 1))
    people.person_leaves(by=anytown.by, at=NOW, person=person, last_day=TODAY - timedelta(days=1))
    assert [row.ends for row in person.assignments.all()] == [TODAY - timedelta(days=1)]
    assert not User.objects.get(person=person).is_active


def test_somebody_who_left_gets_no_role(anytown: SmallCouncil) -> None:
    person = _person(anytown)
    people.person_leaves(by=anytown.by, at=NOW, person=person, last_day=TODAY)
    with pytest.raises(Refusal, match="Priya Patel left on 8 July 2026"):
        people.assign_role(by=anytown.by, at=NOW, person=person, role="auditor", starts=START)


def test_a_weak_password_is_refused_with_the_reason(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="at least 12 characters"):
        people.give_account(by=anytown.by, at=NOW, person=_person(anytown), email="p@anytown.example", password="short")


def test_an_anonymised_leaver_is_named_nowhere(anytown: SmallCouncil) -> None:
    officer = anytown.person_with("data_provider", "quentin@anytown.example", service=anytown.service)
    person = officer.signed_in.person
    people.person_leaves(by=anytown.by, at=NOW, person=person, last_day=TODAY - timedelta(days=1))
    people.anonymise(by=anytown.by, at=NOW, person=person)
    assert person.name == f"Former officer {person.pk}"
    assert not Person.objects.filter(name__icontains="quentin").exists()
    assert not User.objects.filter(email__icontains="quentin").exists()
    assert not AuditEntry.objects.filter(ref__icontains="quentin").exists()


def test_an_email_address_belongs_to_one_person(anytown: SmallCouncil) -> None:
    _person(anytown)
    with pytest.raises(Refusal, match="already belongs to Priya Patel"):
        people.add_person(by=anytown.by, at=NOW, name="Somebody Else", email="PRIYA@anytown.example")


def test_an_account_keeps_its_person_when_it_signs_in_with_another_address(anytown: SmallCouncil) -> None:
    officer = anytown.person_with("auditor", "old@anytown.example")
    people.change_sign_in(by=anytown.by, at=NOW, user=officer.signed_in, email="new@anytown.example")
    assert User.objects.get(person=officer.person_id).email == "new@anytown.example"
    with pytest.raises(Refusal, match=r"Somebody signs in as ada@anytown\.example"):
        people.change_sign_in(by=anytown.by, at=NOW, user=officer.signed_in, email="ada@anytown.example")
