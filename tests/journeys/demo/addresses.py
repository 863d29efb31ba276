"""Every address of the site, who walks it in the demo council, and which of a thing's many pages they look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from goldenthread import models

ADMINISTRATOR = "Owen Hartley"
PERFORMANCE_TEAM = "Priya Nair"
PROVIDER = "Leanne Corbett"
VERIFIER = "Gareth Pugh"
HEAD_OF_SERVICE = "Ruth Copley"
LEADER = "Helen Marsden"
CLERK = "Rosalind Keane"
MANAGER = "Craig Molyneux"
RISK_OFFICER = "Colin Braithwaite"
MEMBER = "Margaret Hollis"
FINANCE = "Laura Benedetti"
HOUSING_DIRECTOR = "Folasade Adeyemi"
WITH_OBJECTIVES = "Peter Salt"
LINE_MANAGER = "Bernadette Lyle"
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A page that somebody looks at: its address's name, the reader's name, and how its thing is found."""

    name: str
    who: str
    find: Callable[[], Mapping[str, Any]] = dict
    query: str = ""

    def address(self) -> str:
        """Where it is."""
        return reverse(self.name, kwargs=dict(self.find())) + self.query

    def __str__(self) -> str:
        return f"{self.name}{self.query}, {self.who or 'nobody'}"


def _first(model: Any, **wanted: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"pk": model.objects.filter(**wanted).order_by("-pk")[0].pk}


_PAPER_NEXT = _first(models.Paper, round__closed_at=None, state="drafted")
_PAPER_READY = _first(models.Paper, round__closed_at=None, state="cleared")
_PAPER_PUBLISHED = _first(models.Paper, state="published")
_MEETING_PAST = _first(models.Meeting, papers__state="published")
_SPLIT = _first(models.Return, by_ward__isnull=False)
_ITEM_DUE = _first(models.DueItem, state="returned")
_ITEM_SIGNED_OFF = _first(models.DueItem, state="signed_off")
_ITEM_SUBMITTED = _first(models.DueItem, state="submitted")
_LEAVER = _first(models.Person, left_on__isnull=False)
_OFFICER = _first(models.Person, name=PROVIDER)
_MEASURE = _first(models.Measure, ref="WST-03")


_RECOMMENDED = _first(models.AgendaItem, outcome__state="recommended")
_REFERRED = _first(models.AgendaItem, referrals__isnull=False, outcome__state="listed")


def _step_of(find: Callable[[], Mapping[str, Any]], step: str) -> Callable[[], Mapping[str, Any]]:
    """A step with what is found: its address has the step's name too."""
    return lambda: {**find(), "name": step}


def _proposing(kind: str) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"kind": kind, "ref": "HSG-02"}


def _line(code: str) -> Callable[[], Mapping[str, Any]]:
    return _first(models.BudgetLine, code=code)


def _service_plan(code: str, **more: Any) -> Callable[[], Mapping[str, Any]]:
    """The newest plan of a service."""
    found = _first(models.ServicePlan, service__code=code, above=None)
    return lambda: {**found(), **more}


def _planned_action(**more: Any) -> Callable[[], Mapping[str, Any]]:
    """The first action of Council Housing's plan."""
    found = _first(models.PlanElement, plan__service_plan__service__code="HSG", code="HSG-1", position=1)
    return lambda: {**found(), **more}


def _of_risk(ref: str, step: str, rows: str = "", **wanted: Any) -> Callable[[], Mapping[str, Any]]:
    """A step with a risk, or with one of its `rows` ("controls")."""

    def found() -> Mapping[str, Any]:
        if not rows:
            return {"ref": ref, "name": step}
        one = getattr(models.Risk.objects.get(ref=ref), rows).filter(**wanted).order_by("-pk")[0]
        return {"ref": ref, "name": step, "pk": one.pk}

    return found


_OPEN_MILESTONE = _first(models.Milestone, project__ref="P1")
_ASKED = _first(models.DateProposal, outcome=None)
_RANKING = _first(models.Prioritisation)
_HOLDING = _first(models.PostHolding, ends=None)


def _project(**more: str) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"ref": "P1", **more}


def _milestone(change: str) -> Callable[[], Mapping[str, Any]]:
    return lambda: {**_OPEN_MILESTONE(), "change": change}


_SURVEY = _first(models.Measure, ref="HSG-05")


def _newest_round() -> Mapping[str, Any]:
    return {"round_pk": models.Round.objects.order_by("-ends")[0].pk}


def _assessment(code: str, **more: str) -> Callable[[], Mapping[str, Any]]:
    """The newest assessment of a priority."""

    def found() -> Mapping[str, Any]:
        one = models.Assessment.objects.filter(element__code=code).order_by("-round__ends")[0]
        return {"round_pk": one.round_id, "element": one.element_id, **more}

    return found


STOPS = (
    # Coming in, and about the site
    Stop("home", NOBODY),
    Stop("sign-in", NOBODY),
    Stop("account-password", PROVIDER),
    Stop("accessibility", NOBODY),
    Stop("privacy", NOBODY),
    Stop("cookies", NOBODY),
    Stop("supplied-frameworks", NOBODY),
    Stop("supplied-framework", NOBODY, lambda: {"name": "gateshead-2021"}),
    Stop("components", PERFORMANCE_TEAM),
    # What is open to everybody
    Stop("public", NOBODY),
    Stop("public-measures", NOBODY),
    Stop("public-measures", NOBODY, query="?words=waste"),
    Stop("public-measure", NOBODY, lambda: {"ref": "WST-03"}),
    Stop("public-measure", NOBODY, lambda: {"ref": "REV-01"}),
    Stop("public-summary", NOBODY),
    Stop("public-annual", NOBODY),
    Stop("public-paper", NOBODY, _PAPER_PUBLISHED),
    Stop("public-meeting", NOBODY, _MEETING_PAST),
    # A councillor's own, and figures by ward
    Stop("member", MEMBER),
    Stop("wards-enter", PERFORMANCE_TEAM, _SPLIT),
    Stop("set-up-wards", PERFORMANCE_TEAM),
    Stop("set-up-ward-add", PERFORMANCE_TEAM),
    *(Stop(f"set-up-ward-{what}", PERFORMANCE_TEAM, _first(models.Ward)) for what in ("end", "seat")),
    Stop("set-up-seat-end", PERFORMANCE_TEAM, _first(models.WardSeat)),
    # The cycle
    *(Stop("to-do", who) for who in (PROVIDER, HEAD_OF_SERVICE, LEADER, CLERK, PERFORMANCE_TEAM)),
    Stop("updates", PROVIDER),
    Stop("updates-item", PERFORMANCE_TEAM, _ITEM_DUE),
    Stop("verify", VERIFIER),
    Stop("sign-off", HEAD_OF_SERVICE),
    Stop("review-item", LEADER, _ITEM_SIGNED_OFF),
    Stop("review-item", VERIFIER, _ITEM_SUBMITTED),
    Stop("leadership", LEADER),
    Stop("exceptions", PERFORMANCE_TEAM),
    Stop("exceptions-item", PERFORMANCE_TEAM, _first(models.ExceptionReport, state="required")),
    Stop("exceptions-item", PERFORMANCE_TEAM, _first(models.ExceptionReport, state="complete")),
    Stop("completeness", PERFORMANCE_TEAM),
    Stop("rounds", PERFORMANCE_TEAM),
    Stop("rounds-open", PERFORMANCE_TEAM),
    # The plan, and how it is going
    Stop("plan", MEMBER),
    Stop("thread", MEMBER, _first(models.PlanElement, code="1.1")),
    Stop("thread", PERFORMANCE_TEAM, _first(models.PlanElement, code="3.5")),
    Stop("plan-targets", MEMBER),
    Stop("cards", MEMBER),
    Stop("card-objective", MEMBER, _first(models.PlanElement, code="1")),
    Stop("card-objective", PERFORMANCE_TEAM, _first(models.PlanElement, code="2")),
    Stop("card-service", HEAD_OF_SERVICE, _first(models.Service, code="WST")),
    Stop("card-directorate", LEADER, _first(models.Directorate)),
    Stop("delivery-plans", MEMBER),
    Stop("delivery-plan", MEMBER, _first(models.DeliveryPlan)),
    Stop("delivery-plan", PERFORMANCE_TEAM, _first(models.DeliveryPlan), "?version=1&against=2"),
    Stop("delivery-plan-add", PERFORMANCE_TEAM),
    Stop("delivery-plan-propose", PERFORMANCE_TEAM, _first(models.DeliveryPlan)),
    Stop("delivery-plan-approve", PERFORMANCE_TEAM, lambda: {**_first(models.DeliveryPlan)(), "number": 2}),
    Stop("scorecard", MEMBER),
    Stop("scorecard", PERFORMANCE_TEAM),
    Stop("measure", MEMBER, lambda: {"ref": "WST-03"}),
    Stop("measure", PERFORMANCE_TEAM, lambda: {"ref": "REV-01"}),
    # Risks
    Stop("service-plans", MEMBER),
    Stop("service-plans", LEADER),
    Stop("service-plans-movement", LEADER),
    Stop("service-plans-import", PERFORMANCE_TEAM),
    Stop("service-plans-add", PERFORMANCE_TEAM),
    Stop("service-plan", MEMBER, _service_plan("WST")),
    Stop("service-plan", HEAD_OF_SERVICE, _service_plan("HSG")),
    Stop("service-plan", LEADER, _service_plan("HRO")),
    Stop("service-plan", PERFORMANCE_TEAM, _service_plan("ECO")),
    Stop("service-plan-roll-over", HEAD_OF_SERVICE, _service_plan("HSG")),
    Stop("service-plan-section", HEAD_OF_SERVICE, _service_plan("HSG", number=5)),
    *(
        Stop("service-plan-step", HEAD_OF_SERVICE, _service_plan("HSG", name=step))
        for step in ("owner", "add-action", "add-team", "stage")
    ),
    Stop("service-plan-step", LEADER, _service_plan("HRO", name="approve")),
    Stop("service-plan-step", LEADER, _service_plan("HRO", name="return")),
    Stop("service-plan-action", MEMBER, _planned_action()),
    *(
        Stop("service-plan-action-step", HEAD_OF_SERVICE, _planned_action(name=step))
        for step in ("report", "revise", "link", "unlink")
    ),
    Stop("risks", MEMBER),
    Stop("risks", RISK_OFFICER),
    Stop("risks", RISK_OFFICER, query="?review=overdue"),
    Stop("risks-heat-map", MEMBER),
    Stop("risks-add", RISK_OFFICER),
    Stop("risk", MEMBER, lambda: {"ref": "C02"}),
    Stop("risk", RISK_OFFICER, lambda: {"ref": "C01"}),
    Stop("risk", HEAD_OF_SERVICE, lambda: {"ref": "O03"}),
    *(
        Stop("risk-step", RISK_OFFICER, _of_risk("C01", step))
        for step in ("words", "score", "review", "control", "plan", "archive", "happened", "link", "measure")
    ),
    Stop("risk-step", RISK_OFFICER, _of_risk("HSG-R1", "move")),
    Stop("risk-step", RISK_OFFICER, _of_risk("HSG-R2", "reopen")),
    Stop("risk-step-of-one", CLERK, _of_risk("C01", "answer", "assessments", aspect="current")),
    Stop("risk-step-of-one", RISK_OFFICER, _of_risk("C01", "end-control", "controls")),
    Stop("risk-step-of-one", RISK_OFFICER, _of_risk("C01", "action", "actions")),
    Stop("risk-step-of-one", RISK_OFFICER, _of_risk("PLN-R1", "answer-move", "moves")),
    # Papers
    Stop("money", MEMBER),
    Stop("money", FINANCE),
    *(Stop(f"money-{what}", MEMBER) for what in ("capital", "tables", "plan")),
    Stop("money-savings", FINANCE),
    Stop("money-service", MEMBER, _first(models.Service, code="WST")),
    Stop("money-line", MEMBER, _line("3110")),
    Stop("money-line", FINANCE, _line("C14")),
    Stop("money-line-add", FINANCE),
    *(
        Stop(f"money-line-{what}", FINANCE, _line("C14"))
        for what in ("change", "budget", "virement", "reprofile", "funding", "position", "pays")
    ),
    Stop("money-line-explain", HEAD_OF_SERVICE, _line("8110")),
    Stop("money-use-end", FINANCE, _first(models.BudgetUse, superseded_at=None)),
    Stop("money-saving-add", FINANCE),
    Stop("money-saving-position", FINANCE, _first(models.Saving, ref="S04")),
    Stop("money-table-row", FINANCE, lambda: {"table": "reserves"}),
    Stop("money-import", FINANCE),
    Stop("projects", MEMBER),
    Stop("projects", MEMBER, query="?status=off-track"),
    Stop("project", MEMBER, _project()),
    Stop("project", MANAGER, _project()),
    Stop("project-add", PERFORMANCE_TEAM),
    *(Stop(f"project-{what}", PERFORMANCE_TEAM, _project()) for what in ("change", "update", "milestone-add", "link")),
    *(Stop("project-stand", PERFORMANCE_TEAM, _project(state=state)) for state in ("completed", "replaced")),
    *(Stop("project-milestone", MANAGER, _milestone(change)) for change in ("forecast", "reach", "propose")),
    Stop("project-withdraw", MANAGER, _ASKED),
    Stop("rankings", MEMBER),
    Stop("ranking", PERFORMANCE_TEAM, _RANKING),
    Stop("ranking-begin", PERFORMANCE_TEAM),
    Stop("ranking-weigh", PERFORMANCE_TEAM, lambda: {**_RANKING(), "code": "C1"}),
    Stop("project-standing-withdraw", PERFORMANCE_TEAM, _project()),
    Stop("ranking-score", PERFORMANCE_TEAM, lambda: {**_RANKING(), "ref": "C1"}),
    Stop("decisions", MEMBER),
    Stop("decisions", CLERK),
    Stop("decision-record", CLERK, _first(models.Body, code="EDS")),
    # Meetings, outcomes and what is asked for
    Stop("agendas", MEMBER),
    Stop("agendas", CLERK),
    Stop("agenda", MEMBER, _first(models.Meeting, agenda__late_reason__gt="")),
    Stop("agenda", CLERK, _first(models.Meeting, agenda__referrals__isnull=False)),
    Stop("agenda-item-add", CLERK, _first(models.Meeting, agenda__referrals__isnull=False)),
    Stop("agenda-item", MEMBER, _RECOMMENDED),
    Stop("agenda-item", CLERK, _RECOMMENDED),
    Stop("agenda-item", CLERK, _REFERRED),
    *(Stop("agenda-item-step", CLERK, _step_of(_RECOMMENDED, step)) for step in ("track", "publish", "correct")),
    *(Stop("agenda-item-step", CLERK, _step_of(_REFERRED, step)) for step in ("change", "withdraw")),
    Stop("outcome-sheet", MEMBER, lambda: {**_REFERRED(), "sheet": "referral"}),
    Stop("outcome-sheet", MEMBER, lambda: {**_RECOMMENDED(), "sheet": "decision"}),
    Stop("outcome-sheet", MEMBER, lambda: {**_first(models.Meeting, agenda__late_reason__gt="")(), "sheet": "minutes"}),
    Stop("tracker", MEMBER),
    Stop("tracker", CLERK, query="?state=overdue"),
    Stop("tracker-ask", MEMBER, query="?measure=REV-01"),
    Stop("tracker-ask", CLERK),
    Stop("tracker-item", CLERK, _first(models.TrackedItem, state="answered")),
    Stop("tracker-item", MANAGER, _first(models.TrackedItem, kind="nomination")),
    *(
        Stop("tracker-step", CLERK, _step_of(_first(models.TrackedItem, state="answered"), step))
        for step in ("close", "ask-again")
    ),
    Stop("tracker-step", CLERK, _step_of(_first(models.TrackedItem, state="asked"), "move")),
    Stop("tracker-step", MANAGER, _step_of(_first(models.TrackedItem, kind="nomination"), "answer")),
    Stop("proposals", MEMBER),
    Stop("proposals", HEAD_OF_SERVICE),
    *(Stop("proposal-add", HEAD_OF_SERVICE, _proposing(kind)) for kind in ("target", "redefine", "retire")),
    Stop("proposal-withdraw", HEAD_OF_SERVICE, _first(models.MeasureProposal, answer=None)),
    Stop("risk-governance", MEMBER, lambda: {"which": "mid-year"}),
    Stop("risk-governance", RISK_OFFICER, lambda: {"which": "annual"}),
    Stop("papers", MEMBER),
    Stop("papers", CLERK),
    Stop("paper", MEMBER, _PAPER_PUBLISHED),
    Stop("paper", CLERK, _PAPER_NEXT),
    Stop("paper", CLERK, _PAPER_READY),
    Stop("paper-preview", MEMBER, _PAPER_PUBLISHED),
    Stop("paper-preview", CLERK, _PAPER_NEXT),
    Stop("paper-text", CLERK, _PAPER_NEXT),
    Stop("paper-clearances", CLERK, _PAPER_NEXT),
    Stop("corrections", MEMBER),
    Stop("corrections", CLERK),
    Stop("withholding", PERFORMANCE_TEAM),
    Stop("withholding-mark", CLERK, query="?paper=1"),
    Stop("meetings", MEMBER),
    Stop("meetings", CLERK),
    Stop("meetings-add", CLERK),
    Stop("meetings-notice", CLERK, _first(models.Meeting)),
    Stop("meetings-send-on", PERFORMANCE_TEAM, _PAPER_NEXT),
    Stop("calendar-feed", CLERK),
    Stop("calendar-feed", PROVIDER),
    Stop("monthly", PERFORMANCE_TEAM),
    Stop("monthly-reader-add", PERFORMANCE_TEAM),
    Stop("redactions", PERFORMANCE_TEAM),
    Stop("framework", MEMBER),
    Stop("framework-life", MEMBER),
    Stop("roll-over", PERFORMANCE_TEAM),
    Stop("roll-over-plan", PERFORMANCE_TEAM, _first(models.Plan)),
    Stop("framework-approve", ADMINISTRATOR),
    Stop("plan-approve-year", PERFORMANCE_TEAM),
    Stop("measure-move-out", PERFORMANCE_TEAM),
    Stop("measure-move-back", PERFORMANCE_TEAM, lambda: {"ref": "WST-03"}),
    # Set up
    Stop("set-up", PERFORMANCE_TEAM),
    Stop("set-up", ADMINISTRATOR),
    Stop("set-up-council", ADMINISTRATOR),
    Stop("set-up-texts", ADMINISTRATOR),
    Stop("set-up-text", ADMINISTRATOR, lambda: {"slug": "privacy"}),
    Stop("set-up-framework-adopt", ADMINISTRATOR),
    Stop("set-up-services", ADMINISTRATOR),
    Stop("set-up-service-add", ADMINISTRATOR),
    *(Stop(f"set-up-service-{what}", ADMINISTRATOR, _first(models.Service)) for what in ("rename", "move", "end")),
    Stop("set-up-directorate-add", ADMINISTRATOR),
    *(Stop(f"set-up-directorate-{what}", ADMINISTRATOR, _first(models.Directorate)) for what in ("rename", "end")),
    Stop("set-up-posts", ADMINISTRATOR),
    Stop("set-up-post-add", ADMINISTRATOR),
    Stop("set-up-post-change", ADMINISTRATOR, _first(models.Post)),
    Stop("set-up-post-fill", ADMINISTRATOR, _first(models.Post)),
    Stop("set-up-post-vacate", ADMINISTRATOR, _HOLDING),
    Stop("set-up-people", ADMINISTRATOR),
    Stop("set-up-person-add", ADMINISTRATOR),
    Stop("set-up-person", ADMINISTRATOR, _OFFICER),
    Stop("set-up-person", ADMINISTRATOR, _LEAVER),
    *(
        Stop(f"set-up-person-{what}", ADMINISTRATOR, _OFFICER)
        for what in ("change", "account", "sign-in", "password", "role", "leave")
    ),
    *(Stop(f"set-up-person-{what}", ADMINISTRATOR, _LEAVER) for what in ("return", "anonymise")),
    Stop("set-up-role-end", ADMINISTRATOR, _first(models.RoleAssignment, ends=None)),
    Stop("set-up-committees", PERFORMANCE_TEAM),
    Stop("set-up-committee-add", PERFORMANCE_TEAM),
    Stop("set-up-committees-of-framework", PERFORMANCE_TEAM),
    Stop("set-up-committee", PERFORMANCE_TEAM, _first(models.Body)),
    *(Stop(f"set-up-committee-{what}", PERFORMANCE_TEAM, _first(models.Body)) for what in ("rename", "remit", "end")),
    Stop("set-up-committee-look", PERFORMANCE_TEAM, _first(models.Body)),
    Stop("set-up-committee-look-drop", PERFORMANCE_TEAM, lambda: {**_first(models.Body, code="FM")(), "number": 1}),
    Stop("set-up-meeting-add", PERFORMANCE_TEAM, _first(models.Body)),
    *(Stop(f"set-up-meeting-{what}", PERFORMANCE_TEAM, _first(models.Meeting)) for what in ("move", "cancel")),
    Stop("set-up-closures", PERFORMANCE_TEAM),
    Stop("set-up-portfolios", PERFORMANCE_TEAM),
    Stop("set-up-portfolio-add", PERFORMANCE_TEAM),
    Stop("set-up-portfolio-end", PERFORMANCE_TEAM, _first(models.Portfolio)),
    Stop("set-up-plans", PERFORMANCE_TEAM),
    Stop("set-up-plan-add", PERFORMANCE_TEAM),
    *(Stop(name, PERFORMANCE_TEAM, _first(models.Plan)) for name in ("set-up-plan-change", "set-up-element-add")),
    *(
        Stop(f"set-up-element-{what}", PERFORMANCE_TEAM, _first(models.PlanElement, code="1.1"))
        for what in ("words", "place", "end", "link")
    ),
    Stop("set-up-link-end", PERFORMANCE_TEAM, _first(models.Link, superseded_at=None, ends=None)),
    Stop("set-up-measures", PERFORMANCE_TEAM),
    Stop("set-up-measure-add", PERFORMANCE_TEAM),
    Stop("set-up-measure", PERFORMANCE_TEAM, _MEASURE),
    *(
        Stop(f"set-up-measure-{what}", PERFORMANCE_TEAM, _MEASURE)
        for what in ("definition", "owner", "place", "targets", "tolerance", "benchmark", "link")
    ),
    Stop("set-up-measure-standing", PERFORMANCE_TEAM, lambda: {**_MEASURE(), "change": "suspend"}),
    Stop("set-up-file", PERFORMANCE_TEAM, lambda: {"kind": "targets"}),
    # Individual objectives, and who manages whom
    Stop("objectives", WITH_OBJECTIVES),
    Stop("objectives", FINANCE),
    Stop("objectives-of-team", LINE_MANAGER),
    Stop("objectives-of-team", WITH_OBJECTIVES),
    Stop("objective-add", WITH_OBJECTIVES, _first(models.Person, name=WITH_OBJECTIVES)),
    Stop("objective-change", WITH_OBJECTIVES, _first(models.Objective, person__name=WITH_OBJECTIVES)),
    Stop("objective-remove", LINE_MANAGER, _first(models.Objective, person__name=WITH_OBJECTIVES)),
    Stop("set-up-line-managers", PERFORMANCE_TEAM),
    Stop("set-up-line-manager", PERFORMANCE_TEAM, _OFFICER),
    Stop("set-up-line-manager-end", PERFORMANCE_TEAM, _OFFICER),
    # Assessments, what is recognised, who was asked, and outside sets
    Stop("assessments", PERFORMANCE_TEAM),
    Stop("assessments", MEMBER),
    Stop("assessment", MEMBER, _assessment("1")),
    Stop("assessment", HOUSING_DIRECTOR, _assessment("2")),
    Stop("assessment", PERFORMANCE_TEAM, _assessment("3")),
    Stop("assessment-step", PERFORMANCE_TEAM, _assessment("4", name="write")),
    Stop("assessment-step", HOUSING_DIRECTOR, _assessment("2", name="send-back")),
    Stop("highlights", PERFORMANCE_TEAM, _newest_round),
    Stop("highlights", MEMBER, _newest_round),
    Stop("highlight-add", PERFORMANCE_TEAM, _newest_round),
    Stop("highlight-change", PERFORMANCE_TEAM, _first(models.Highlight)),
    Stop("highlight-withdraw", PERFORMANCE_TEAM, _first(models.Highlight)),
    Stop("engagement", MEMBER),
    Stop("engagement-add", PERFORMANCE_TEAM),
    Stop("engagement-change", PERFORMANCE_TEAM, _first(models.Engagement)),
    Stop("perspectives", MEMBER),
    Stop("indicator-sets", MEMBER),
    Stop("indicator-set-add", PERFORMANCE_TEAM),
    Stop("indicator-set", MEMBER, lambda: {"code": "TSM"}),
    *(
        Stop("measure-fact", PERFORMANCE_TEAM, lambda name=name: {**_SURVEY(), "name": name})  # type: ignore[misc]
        for name in ("set", "lead", "perspective", "stand-in")
    ),
    Stop("indicator-set-end", PERFORMANCE_TEAM, _first(models.SetMembership)),
)

FILES = {
    "public-data",
    "public-summary-file",
    "public-annual-file",
    "public-paper-file",
    "service-plan-actions",
    "service-plan-file",
    "council-css",
    "scorecard-csv",
    "objectives-csv",
    "objectives-json",
    "scorecard-excel",
    "card-objective-excel",
    "card-service-excel",
    "card-directorate-excel",
    "paper-json",
    "paper-file",
    "framework-source",
    "outcome-file",
    "risk-governance-file",
    "set-up-file-template",
}
"""Addresses that give a file to keep, not a page to read."""

FORMS_ONLY = {
    "sign-out",
    "try-as",
    "agenda-confirm",
    "updates-preview",
    "leadership-lock",
    "exceptions-waive",
    "rounds-close",
    "paper-step",
    "calendar-ics",
    "meetings-notice-step",  # this council has no executive
    "monthly-reader-remove",
    "redaction-approve",
    "withholding-lift",
    "correction-table",
    "correction-issue",
    "correction-thing-table",
    "correction-thing-issue",
    "framework-refresh",
    "set-up-closure-remove",
}
"""Addresses that forms are sent to; nobody can open them."""


def named_addresses() -> set[str]:
    """The name of every address of the site."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns: list[Any]) -> list[str]:
    found: list[str] = []
    for each in patterns:
        if isinstance(each, URLResolver):
            found += _names(each.url_patterns)
        elif isinstance(each, URLPattern) and each.name:
            found.append(each.name)
    return found
