"""One's own password, through the browser's eyes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.models import User
from tests.small_council import PASSWORD, SmallCouncil, build

NEW = "plain words are easy"


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


@pytest.mark.parametrize(
    ("now", "password", "again", "sentence"),
    [
        ("not this", NEW, NEW, "That is not your password now."),
        (PASSWORD, NEW, "something else", "The two new passwords differ."),
        (PASSWORD, "short", "short", "at least 12 characters"),
    ],
)
def test_a_wrong_or_weak_password_is_explained_and_changes_nothing(
    anytown: SmallCouncil, client: Client, now: str, password: str, again: str, sentence: str
) -> None:
    client.force_login(anytown.user)
    response = client.post(reverse("account-password"), {"now": now, "password": password, "again": again})
    assert sentence in response.content.decode()
    assert User.objects.get(pk=anytown.user.pk).check_password(PASSWORD)


def test_the_new_password_holds_and_nobody_is_signed_out(anytown: SmallCouncil, client: Client) -> None:
    client.force_login(anytown.user)
    client.post(reverse("account-password"), {"now": PASSWORD, "password": NEW, "again": NEW})
    assert User.objects.get(pk=anytown.user.pk).check_password(NEW)
    assert client.get(reverse("account-password")).status_code == 200
