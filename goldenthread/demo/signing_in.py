"""Signing in to a demo council: everybody there has the same password, which is no secret.

It opens nothing anywhere else: where the database does not say that its council is a demo, this backend knows nobody.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from goldenthread.models import Council, User

PASSWORD: Final = "golden-thread-demo"  # noqa: S105 - printed by `goldenthread demo`, for everybody to read


class DemoBackend(ModelBackend):
    """Takes the demo password for any account, in a demo council and nowhere else."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django passes it
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        if not username or not password or not constant_time_compare(password, PASSWORD):
            return None
        if not Council.objects.filter(is_demo=True).exists():
            return None
        user = User.objects.filter(email__iexact=username).first()
        return user if user is not None and self.user_can_authenticate(user) else None
