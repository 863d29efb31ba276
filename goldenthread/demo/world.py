"""What of the demo council has been made so far, by the names its tables use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.demo.timeline import Timeline
from goldenthread.models import Body, Directorate, Measure, Meeting, Person, PlanElement, Portfolio, Post, Service, User

MAIL = "demo.example"


def email(name: str) -> str:
    """Where somebody of the demo council signs in."""
    return f"{name.lower().replace(' ', '.')}@{MAIL}"


@dataclass(slots=True)
class World:
    """Everything by its code or name, and who acts when."""

    timeline: Timeline
    say: Callable[[str], None]
    users: dict[str, User] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    directorates: dict[str, Directorate] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    elements: dict[str, PlanElement] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    meetings: dict[tuple[str, int], Meeting] = field(default_factory=dict)
    _actors: dict[tuple[str, date], Actor] = field(default_factory=dict)

    def actor(self, name: str, on: date) -> Actor:
        """Somebody with the roles they hold on a day."""
        key = (name, on)
        if key not in self._actors:
            self._actors[key] = access.actor_for(self.users[name], on=on)
        return self._actors[key]

    def person(self, name: str) -> Person:
        """Somebody, by name."""
        return self.users[name].person
