"""A small council with a service plan for 2026/27, its head of service, and somebody who approves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.actions import organisation, service_actions, service_plans
from goldenthread.models import PlanElement, Post, ServicePlan
from goldenthread.reports.service_plan_records import framework_on
from tests.small_council import NOW, START, TODAY, SmallCouncil, build

STARTS, ENDS = date(2026, 4, 1), date(2027, 3, 31)


@dataclass
class AServicePlan:
    """The council; `head` owns the plan and holds `post`, `lead` approves it."""

    council: SmallCouncil
    head: Actor
    lead: Actor
    post: Post
    plan: ServicePlan
    action: PlanElement

    def write(self, *leave_out: str) -> None:
        """Write every section but these."""
        for heading in framework_on(TODAY).framework.service_plan_sections:
            if heading not in leave_out:
                service_plans.write(
                    by=self.head, at=NOW, service_plan=self.plan, heading=heading, text=f"What we do about {heading}."
                )

    def approve(self) -> None:
        """Write, submit and approve it."""
        self.write()
        service_plans.submit(by=self.head, at=NOW, service_plan=self.plan)
        service_plans.approve(by=self.lead, at=NOW, service_plan=self.plan)

    def say(self, status: str, on: date = TODAY, **more: object) -> None:
        """Say how the action stands."""
        service_actions.report(by=self.head, at=NOW, element=self.action, on=on, status=status, **more)  # type: ignore[arg-type]

    def team(self, name: str = "Crews") -> ServicePlan:
        """A team's plan below it."""
        return service_plans.add(
            by=self.head, at=NOW, service=self.council.service, starts=STARTS, ends=ENDS, above=self.plan, team=name,
            title=f"{name} Team Plan 2026/27", owner=self.post,
        )  # fmt: skip


def a_service_plan() -> AServicePlan:
    """A draft with one action that serves the aim "Recycle more", and no section written."""
    council = build()
    post = organisation.add_post(
        by=council.by, at=NOW, title="Head of Waste", service=council.service, directorate=None, is_senior=True
    )
    head = council.person_with("head_of_service", "hal@anytown.example", service=council.service)
    organisation.fill_post(by=council.by, at=NOW, post=post, person=head.signed_in.person, starts=START)
    lead = council.person_with("leadership_team", "lena@anytown.example")
    plan = service_plans.add(
        by=head, at=NOW, service=council.service, starts=STARTS, ends=ENDS, owner=post,
        title="Waste and Recycling Service Plan 2026/27",
    )  # fmt: skip
    action = service_actions.add(
        by=head, at=NOW, service_plan=plan, title="Collect food waste from flats", owner=post,
        aim="Recycle more at home", due=date(2026, 12, 31),
        budget_reference="WASTE-100", resources="Two crews", serves=[council.aim],
    )  # fmt: skip
    return AServicePlan(council, head, lead, post, plan, action)
