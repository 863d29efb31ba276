"""The doors of the demo council open there, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.access import actor_for
from goldenthread.demo.doors import DOORS, Door
from goldenthread.demo.signing_in import PASSWORD, DemoBackend
from goldenthread.models import Council, User
from goldenthread.reports.to_do import to_do
from tests.demo.conftest import TODAY

BACKEND = DemoBackend()


def _sign_in(email: str, password: str = PASSWORD) -> User | None:
    return BACKEND.authenticate(None, username=email, password=password)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("door", DOORS, ids=lambda door: str(door.title))
def test_everybody_behind_a_door_signs_in_with_the_demo_password(door: Door) -> None:
    found = _sign_in(door.email.upper())
    assert found is not None
    assert found.person.name == door.who


@pytest.mark.usefixtures("demo")
def test_another_password_opens_nothing() -> None:
    assert _sign_in(DOORS[0].email, "another password") is None
    assert _sign_in("nobody@demo.example") is None


@pytest.mark.usefixtures("demo")
def test_somebody_who_left_does_not_get_in() -> None:
    assert _sign_in("roy.pemberton@demo.example") is None


@pytest.mark.usefixtures("demo")
@pytest.mark.past_the_door("no action turns a demo into a real council, and none should")
def test_the_demo_password_opens_nothing_where_the_council_is_real() -> None:
    Council.objects.update(is_demo=False)
    assert _sign_in(DOORS[0].email) is None


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "door",
    [door for door in DOORS if door.url_name in ("updates", "sign-off", "leadership")],
    ids=lambda door: str(door.title),
)
def test_behind_each_door_of_the_cycle_something_waits_on_its_page(door: Door) -> None:
    reader = actor_for(User.objects.get(email=door.email), on=TODAY)
    assert door.url_name in {task.url_name for task in to_do(reader).tasks}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "name",
    [
        "Leanne Corbett", "Ben Sadler", "Harriet Cole", "Hamid Noori", "Robert Tansley", "David Osei", "Ruth Copley",
        "Michael Adebayo", "Samina Qureshi", "Martin Oakes", "Helen Marsden", "Priya Nair", "Rosalind Keane",
    ],
)  # fmt: skip
def test_something_waits_for_people_of_every_working_role(name: str) -> None:
    reader = actor_for(User.objects.get(person__name=name), on=TODAY)
    assert to_do(reader).tasks


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("door", DOORS, ids=lambda door: str(door.title))
def test_the_page_behind_each_door_opens(client: Client, door: Door) -> None:
    client.force_login(User.objects.get(email=door.email), backend="goldenthread.demo.signing_in.DemoBackend")
    assert client.get(reverse(door.url_name)).status_code == 200
