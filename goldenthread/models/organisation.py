"""How the council is organised: directorates, services and the posts in them."""

from __future__ import annotations

from django.db import models

from goldenthread.models.people import Person


class Directorate(models.Model):
    """A directorate; its names are dated facts (`names.DatedName`)."""

    code = models.CharField(max_length=20, unique=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Service(models.Model):
    """A service of a directorate; its names are dated facts (`names.DatedName`)."""

    code = models.CharField(max_length=20, unique=True)
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="services")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Post(models.Model):
    """A job, whoever holds it. Papers print its title."""

    title = models.CharField(max_length=120)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    is_senior = models.BooleanField(default=False, help_text="head of service or above: papers may print the name")

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class PostHolding(models.Model):
    """Who held a post, from when to when (`ends` is the last day; None is still)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-starts", "pk")

    def __str__(self) -> str:
        return f"{self.person} as {self.post}"
