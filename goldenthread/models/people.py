"""People and their accounts: an account signs in, a person holds posts and roles."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Person(models.Model):
    """Somebody the council knows by name: an officer, a member, a partner."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_member = models.BooleanField(default=False, help_text="an elected member of the council")
    left_on = models.DateField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "people"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Looks accounts up by e-mail whatever its capitals, each with its person, whom every page needs."""

    def get_queryset(self) -> models.QuerySet[User]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """An account: signs in by e-mail. What it may do comes from its person's roles."""

    last_login = None  # signing in must not write to the council's records
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.email
