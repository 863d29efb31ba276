"""A council where something of every kind is not for publication, each with a word of its own that gives it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from goldenthread.access import Actor
from goldenthread.actions import (
    assessments,
    exceptions,
    finance,
    governance,
    organisation,
    outcomes,
    papers,
    risk_scores,
    savings,
    service_actions,
    service_plans,
    signing,
    tracked,
    withholding,
)
from goldenthread.actions.exceptions import Promise
from goldenthread.actions.outcomes import Said
from goldenthread.actions.withholding import Thing
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import (
    AgendaItem,
    Assessment,
    DueItem,
    ExceptionReport,
    Paper,
    Saving,
    ServicePlan,
    TrackedItem,
)
from goldenthread.reports.assessment_records import framework_of
from goldenthread.reports.service_plan_records import framework_on
from tests.a_round import HEADER, LATER, Q1
from tests.an_integrated_paper import AnIntegratedPaper, add_project, begin, tell
from tests.small_council import NOW, TODAY, SmallCouncil

INTEREST: Final = "Publishing it would harm the council's position."

BODY_KINDS: Final = ("return", "update", "exception", "project", "risk", "item", "title", "tracked", "answer", "paper")
"""What the committee considers, and its members read."""

SERVICE_KINDS: Final = ("assessment", "section", "action", "line", "saving")
"""What belongs to the service alone: members read it in the restricted pack, where a paper prints it."""

KINDS: Final = (*BODY_KINDS, *SERVICE_KINDS)


def canary(kind: str) -> str:
    """The word that gives a thing away, wherever it is printed."""
    return f"Zq{kind}qz"


@dataclass
class ASecretCouncil:
    """Everything that can be withheld is; `readers` are people by what they are to it."""

    integrated: AnIntegratedPaper
    readers: dict[str, Actor | None] = field(default_factory=dict)

    @property
    def council(self) -> SmallCouncil:
        return self.integrated.round.council

    def entitled(self, who: str) -> frozenset[str]:
        """The kinds of thing that a reader may read on pages."""
        return _ENTITLED[who]

    def publish(self) -> Paper:
        """The paper signed off, frozen in two packs, its files built, and published."""
        ours = self.integrated.round
        ours.submit("40.0", commentary=f"{canary('return')} is nearly insolvent", action=canary("return"))
        for exception in ExceptionReport.objects.all():
            _explain(self, exception)
        items = list(DueItem.objects.filter(paper=ours.paper))
        for item in items:
            if item.state not in ("submitted", "verified"):
                exceptions.waive(by=self.council.by, at=NOW, item=item, what="return", reason="Told in the meeting.")
        there = [item for item in items if item.state in ("submitted", "verified")]
        signing.sign_off(by=ours.head, at=NOW, items=there)
        signing.approve(by=ours.leader, at=NOW, items=list(DueItem.objects.filter(pk__in=[one.pk for one in there])))
        heading = _section_of(ours.paper)
        header = {label: text for label, text in HEADER.items() if label != heading}
        papers.write(by=ours.clerk, at=NOW, paper=ours.paper, texts={heading: f"Counsel says {canary('paper')}."})
        _mark(self, Thing(paper=ours.paper, part=heading))
        ours.finalise(header=header)
        while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
            pass
        papers.publish(by=ours.clerk, at=LATER + timedelta(minutes=2), paper=ours.paper)
        return ours.paper


_ENTITLED: Final[Mapping[str, frozenset[str]]] = {
    "the public": frozenset(),
    "a member of another body": frozenset(),
    "the auditor": frozenset(),
    "an officer without need": frozenset(),
    "a member of the body": frozenset(BODY_KINDS),
    "the head of service": frozenset({*SERVICE_KINDS, "return", "update", "exception", "project"}),
    "the performance team": frozenset(KINDS),
}


def a_secret_council() -> ASecretCouncil:
    """One of each kind of thing, each marked, its words a canary; the paper is not frozen yet."""
    ours = ASecretCouncil(begin())
    council, a_round = ours.council, ours.integrated.round
    _people(ours)
    exempt = add_project(council, "P9", f"Buying {canary('project')}")
    tell(council, exempt, "on-track", f"{canary('project')} agreed a price.")
    _mark(ours, Thing(project=exempt))
    told = ours.integrated.projects["P1"]
    tell(council, told, "off-track", f"{canary('update')} left the site.")
    _mark(ours, Thing(project=told, ends=Q1[1]))
    _mark(ours, Thing(of_return=a_round.item.of_return))
    _risk(ours)
    _money(ours)
    _plans(ours)
    _meeting(ours)
    return ours


def _mark(ours: ASecretCouncil, thing: Thing) -> None:
    withholding.mark(by=ours.council.by, at=NOW, thing=thing, kind="exempt", paragraph=3, interest=INTEREST)


def _people(ours: ASecretCouncil) -> None:
    council = ours.council
    elsewhere = organisation.add_service(
        by=council.by, at=NOW, code="PARKS", name="Parks", directorate=council.directorate, starts=date(2024, 4, 1)
    )
    other = governance.add_body(by=council.by, at=NOW, code="HSG", name="Housing Committee", starts=date(2024, 4, 1))
    ours.readers = {
        "the public": None,
        "a member of another body": council.person_with("member", "olga@anytown.example", body=other),
        "the auditor": council.person_with("auditor", "ann@anytown.example"),
        "an officer without need": council.person_with("head_of_service", "pat@anytown.example", service=elsewhere),
        "a member of the body": council.person_with("member", "moe@anytown.example", body=council.body),
        "the head of service": ours.integrated.round.head,
        "the performance team": council.by,
    }


def _risk(ours: ASecretCouncil) -> None:
    risk = ours.integrated.risks["R1"]
    by = ours.council.person_with("risk_officer", "rory@anytown.example")
    risk_scores.review(by=by, at=NOW, risk=risk, reviewed_on=TODAY, note=f"{canary('risk')} may go under.")
    risk_scores.add_control(by=by, at=NOW, risk=risk, text=f"A bond from {canary('risk')}.", strength="effective")
    _mark(ours, Thing(risk=risk))


def _money(ours: ASecretCouncil) -> None:
    council = ours.council
    by = council.person_with("finance_partner", "fin@anytown.example")
    line = ours.integrated.ledger["1001"]
    finance.explain(by=by, at=NOW, line=line, ends=Q1[1], explanation=f"{canary('line')} raised its price.")
    _mark(ours, Thing(line=line, ends=Q1[1]))
    saving = Saving.objects.get()
    savings.record_position(
        by=by, at=NOW, saving=saving, ends=Q1[1], achieved=0, explanation=f"{canary('saving')} did not agree.",
        mitigation=f"Talk to {canary('saving')}.",
    )  # fmt: skip
    _mark(ours, Thing(saving=saving, ends=Q1[1]))


def _plans(ours: ASecretCouncil) -> None:
    council, a_round = ours.council, ours.integrated.round
    codes = [section.code for section in framework_of(a_round.round).assessment.sections]
    words = dict.fromkeys(codes, "As it is.") | {codes[0]: f"{canary('assessment')} is leaving."}
    assessments.write(by=council.by, at=NOW, round_=a_round.round, element=council.priority, sections=words)
    assessment = Assessment.objects.get()
    assessments.submit(by=council.by, at=NOW, assessment=assessment)
    assessments.sign_off(by=a_round.leader, at=NOW, assessment=assessment)
    _mark(ours, Thing(assessment=assessment, part=codes[0]))
    plan = _service_plan(ours)
    heading = plan.sections.current().first()
    assert heading is not None
    _mark(ours, Thing(service_plan=plan, part=heading.heading))


def _service_plan(ours: ASecretCouncil) -> ServicePlan:
    council, a_round = ours.council, ours.integrated.round
    by = a_round.head
    post = organisation.add_post(
        by=council.by, at=NOW, title="Head of Bins", service=council.service, directorate=None, is_senior=True
    )
    plan = service_plans.add(
        by=by, at=NOW, service=council.service, starts=date(2026, 4, 1), ends=date(2027, 3, 31), owner=post,
        title="Waste Service Plan 2026/27",
    )  # fmt: skip
    action = service_actions.add(
        by=by, at=NOW, service_plan=plan, title=f"Collect with {canary('action')}", owner=post, aim="Recycle more",
        due=date(2026, 12, 31), budget_reference=f"{canary('action')}-1", resources=f"What {canary('action')} lends us",
        serves=[council.aim],
    )  # fmt: skip
    for number, heading in enumerate(framework_on(TODAY).framework.service_plan_sections):
        text = f"{canary('section')} asks for more." if number == 0 else "As before."
        service_plans.write(by=by, at=NOW, service_plan=plan, heading=heading, text=text)
    service_plans.submit(by=by, at=NOW, service_plan=plan)
    service_plans.approve(by=a_round.leader, at=NOW, service_plan=plan)
    service_actions.report(
        by=by, at=NOW, element=action, on=TODAY, status="on-track", note=f"{canary('action')} is slow."
    )
    _mark(ours, Thing(action=action, part="title"))
    return plan


def _meeting(ours: ASecretCouncil) -> None:
    """A meeting that has been, with an exempt item, one whose title is exempt too, and what came of them."""
    council, a_round = ours.council, ours.integrated.round
    by, owner = a_round.clerk, a_round.leader.signed_in.person
    meeting = governance.add_meeting(by=council.by, at=NOW, body=council.body, day=date(2026, 7, 1))
    for number, kind, title in (("8", "item", "The waste contract"), ("9", "title", f"Ending {canary('title')}")):
        item = outcomes.add_item(
            by=by, at=NOW, meeting=meeting, number=number, title=title, purpose="decide",
            late_reason=f"{canary(kind)} left yesterday.",
        )  # fmt: skip
        _mark(ours, Thing(item=item, part="title" if kind == "title" else ""))
        said = canary(kind)
        outcomes.record(
            by=by, at=NOW, outcome=item.outcome, result="resolve", minute=f"ENV/{number}",
            said=[Said(f"That {said} be paid.")], considerations=f"{said} asked for more.", grounds=f"{said} may fail.",
            options=f"Suing {said}.",
        )  # fmt: skip
        outcomes.correct(by=by, at=NOW, outcome=item.outcome, reason=f"{said} was misspelt.", vote="9 for")
    exempt = AgendaItem.objects.get(number="8")
    came = _ask(ours, f"What does {canary('item')} owe?", owner, item=exempt)
    tracked.answer(by=by, at=NOW, item=came, answer="supplied", text=f"{canary('item')} owes nothing.")
    whole = _ask(ours, f"Report on {canary('tracked')}", owner)
    tracked.answer(by=by, at=NOW, item=whole, answer="supplied", text=f"{canary('tracked')} is well.")
    _mark(ours, Thing(tracked=whole))
    part = _ask(ours, "Report on the depot", owner)
    tracked.answer(by=by, at=NOW, item=part, answer="supplied", text=f"{canary('answer')} bought it.")
    _mark(ours, Thing(tracked=part, part="answer"))


def _ask(ours: ASecretCouncil, text: str, owner: object, item: AgendaItem | None = None) -> TrackedItem:
    return tracked.ask(
        by=ours.integrated.round.clerk, at=NOW, kind="detail", text=text, body=ours.council.body,
        owner=owner, asked_on=date(2026, 7, 1),  # type: ignore[arg-type]
        outcome=item.outcome if item is not None else None,
    )  # fmt: skip


def _explain(ours: ASecretCouncil, exception: ExceptionReport) -> None:
    word = canary("return" if exception.item.kind == "return" else "exception")
    headings = ours.integrated.round.paper.round.framework.document["exceptions"]["sections"]
    exceptions.write(
        by=ours.integrated.round.head,
        at=NOW,
        exception=exception,
        sections={heading: f"{heading}: {word} failed." for heading in headings},
        on_track_by=date(2026, 12, 31),
        help_needed=f"Money for {word}.",
        promises=[Promise(f"Talk to {word}", ours.integrated.round.head.signed_in.person, date(2026, 9, 30))],
    )


def _section_of(paper: Paper) -> str:
    """The heading of a section that somebody writes."""
    sections = paper.round.framework.document["committee_report"]["sections"]
    return str(sections[1]["heading"])
