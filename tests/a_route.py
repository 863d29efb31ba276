"""A council with three bodies and a route: scrutiny and a panel comment, then Cabinet decides on the whole report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.actions import cycles, frameworks, governance, measures
from goldenthread.models import Body, Measure, Meeting, Paper, Round
from goldenthread.rules.framework_yaml import parse
from tests.small_council import NOW, START, SmallCouncil, build
from tests.supplied import uncleared

NAME = "south-derbyshire-2024"
COMMITTEES = """committees:
  - {code: ENV, name: Environment Committee}
  - {code: OS, name: Overview and Scrutiny, kind: scrutiny}
  - {code: FAR, name: Finance and Risk Panel, kind: panel}
  - {code: CAB, name: Cabinet, kind: executive}
routes:
  - code: quarterly
    name: The quarterly report
    stops:
      - {bodies: [OS, FAR], purpose: comment}
      - {bodies: [CAB], purpose: decide, sees: everything}
"""
DAYS = {"OS": date(2026, 9, 8), "FAR": date(2026, 9, 15), "CAB": date(2026, 9, 22)}


@dataclass(frozen=True)
class ARoute:
    """The council, its bodies and their meetings by code, and two measures, each with a committee of its own."""

    council: SmallCouncil
    bodies: dict[str, Body]
    meetings: dict[str, Meeting]
    waste: Measure
    finance: Measure

    def open(self) -> Round:
        """A round along the route for April to June 2026."""
        return cycles.open_round(
            by=self.council.by,
            at=NOW,
            label="Q1 2026/27",
            starts=date(2026, 4, 1),
            ends=date(2026, 6, 30),
            meetings=list(self.meetings.values()),
            route="quarterly",
        )

    def paper(self, code: str) -> Paper:
        return Paper.objects.select_related("meeting__body", "round__framework").get(meeting__body__code=code)


def build_route() -> ARoute:
    """W1 is scrutiny's and F1 the panel's, because each names that body as its committee."""
    council = build()
    by = council.by
    _adopt(council)
    kinds = {"OS": "scrutiny", "FAR": "panel", "CAB": "executive"}
    names = {"OS": "Overview and Scrutiny", "FAR": "Finance and Risk Panel", "CAB": "Cabinet"}
    bodies = {
        code: governance.add_body(by=by, at=NOW, code=code, name=names[code], kind=kind, starts=START)
        for code, kind in kinds.items()
    }
    measures.set_owner(
        by=by, at=NOW, measure=council.measure, service=council.service, body=bodies["OS"], effective_from=START
    )
    finance = measures.add(
        by=by,
        at=NOW,
        ref="F1",
        service=council.service,
        body=bodies["FAR"],
        effective_from=START,
        title="Invoices paid within 30 days",
        unit="%",
        polarity="high",
        frequency="quarter",
    )
    meetings = {code: governance.add_meeting(by=by, at=NOW, body=bodies[code], day=day) for code, day in DAYS.items()}
    return ARoute(council, bodies, meetings, council.measure, finance)


def _adopt(council: SmallCouncil) -> None:
    source = uncleared(NAME)
    start = source.index("committees:\n")
    end = source.index("\n\n", start)
    lines = (source[:start] + COMMITTEES + source[end:]).splitlines()
    changed = "\n".join(line for line in lines if not line.strip().startswith("- committees."))
    frameworks.adopt(
        by=council.by, at=NOW, framework=parse(changed, "routes.yaml"), source=changed, effective_from=START
    )
