"""A small council with a service plan's action, a planner with an objective that serves it, and the line manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.actions import line_management, objectives, plans
from goldenthread.models import Objective, PlanElement
from tests.a_round import ARound, open_round
from tests.small_council import NOW, START, SmallCouncil

TITLE = "Chair the reuse forum twice"
LAST_DAY = date(2027, 3, 31)


@dataclass(frozen=True)
class ATeam:
    """`person` has one objective; `manager` is the line manager, with no role that reaches further."""

    council: SmallCouncil
    round: ARound
    person: Actor
    manager: Actor
    action: PlanElement
    objective: Objective

    def manage(self, by: Actor, starts: date) -> None:
        """Somebody else becomes the line manager."""
        line_management.set_manager(
            by=self.council.by,
            at=NOW,
            person=self.person.signed_in.person,
            manager=by.signed_in.person,
            starts=starts,
        )


def a_team() -> ATeam:
    """The round of the small council, and beside it the two of them."""
    a_round = open_round()
    council = a_round.council
    level = next(one for one in plans.levels() if one.kind == "service_plan_action")
    action = plans.add_element(
        by=council.by, at=NOW, plan=council.plan, level=level.code, code="SP1", title="Open a reuse shop",
        parent=council.aim,
    )  # fmt: skip
    person = council.person_with("data_provider", "petra@anytown.example", service=council.service)
    manager = council.person_with("measure_owner", "martin@anytown.example", measure=council.measure)
    line_management.set_manager(
        by=council.by, at=NOW, person=person.signed_in.person, manager=manager.signed_in.person, starts=START
    )
    objective = objectives.add(
        by=person, at=NOW, person=person.signed_in.person, title=TITLE, element=action, starts=START, ends=LAST_DAY
    )
    return ATeam(council, a_round, person, manager, action, objective)
