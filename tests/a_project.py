"""A project of the small council, with two milestones and people to manage it and to decide on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from goldenthread.access import Actor
from goldenthread.actions import decisions, governance, milestones, project_updates, projects
from goldenthread.actions.projects import Words
from goldenthread.models import Decision, Milestone, Project
from tests.small_council import NOW, START, TODAY, SmallCouncil, build

QUARTER = (date(2026, 4, 1), date(2026, 6, 30))
DESIGN = date(2026, 6, 30)
BUILD = date(2026, 12, 31)


@dataclass(frozen=True)
class AProject:
    """P1 of the Environment Committee: designed by 30 June 2026, built by 31 December 2026."""

    council: SmallCouncil
    project: Project
    design: Milestone
    build: Milestone
    manager: Actor
    clerk: Actor

    @property
    def by(self) -> Actor:
        return self.council.by

    def decide(self, minute: str = "ENV/1", text: str = "That the change be approved.") -> Decision:
        """A decision of the committee that owns the project."""
        return decisions.record(by=self.clerk, at=NOW, body=self.council.body, day=TODAY, minute=minute, text=text)

    def add(self, ref: str, **words: Unpack[Words]) -> Project:
        """Another live project of the same service and committee."""
        return add(self.council, ref, **words)

    def report(self, project: Project, overall: str, **said: object) -> None:
        """How a project was going in April to June 2026."""
        given = {"commentary": "The contractor left."} | said
        project_updates.report(
            by=self.manager, at=NOW, project=project, starts=QUARTER[0], ends=QUARTER[1], overall=overall,
            **given,  # type: ignore[arg-type]
        )  # fmt: skip


def add(council: SmallCouncil, ref: str, **words: Unpack[Words]) -> Project:
    told: Words = {"title": f"Project {ref}", "service": council.service, "body": council.body, **words}
    return projects.add(by=council.by, at=NOW, ref=ref, effective_from=START, **told)


def begin() -> AProject:
    """The small council with its project."""
    council = build()
    project = add(council, "P1", title="A new depot")
    design = milestones.add(by=council.by, at=NOW, project=project, title="Designed", day=DESIGN)
    built = milestones.add(by=council.by, at=NOW, project=project, title="Built", day=BUILD)
    governance.add_meeting(by=council.by, at=NOW, body=council.body, day=TODAY)
    return AProject(
        council=council,
        project=project,
        design=design,
        build=built,
        manager=council.person_with("project_manager", "pru@anytown.example", service=council.service),
        clerk=council.person_with("committee_clerk", "clara@anytown.example", body=council.body),
    )
