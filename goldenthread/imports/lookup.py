"""Finding what a file names by its code, or saying what to do where it is not there."""

from __future__ import annotations

from typing import NoReturn

from django.db.models import Q

from goldenthread.models import Body, Directorate, Measure, Plan, PlanElement, Project, Service, Ward
from goldenthread.rules.refusals import Refusal


def directorate_by_code(code: str) -> Directorate:
    found = Directorate.objects.filter(code__iexact=code).first()
    return found or _missing(f"directorate with the code {code}")


def service_by_code(code: str) -> Service:
    found = Service.objects.filter(code__iexact=code).first()
    return found or _missing(f"service with the code {code}")


def body_by_code(code: str) -> Body:
    found = Body.objects.filter(code__iexact=code).first()
    return found or _missing(f"committee with the code {code}")


def project_by_ref(ref: str) -> Project:
    found = Project.objects.filter(ref__iexact=ref).first()
    return found or _missing(f"project with the reference {ref}")


def measure_by_ref(ref: str) -> Measure:
    found = Measure.objects.filter(ref__iexact=ref).first()
    return found or _missing(f"measure with the reference {ref}")


def ward_by_code(code: str) -> Ward:
    """The ward of that code, or of that name."""
    found = Ward.objects.filter(Q(code__iexact=code) | Q(name__iexact=code)).order_by("-starts").first()
    return found or _missing(f"ward with the code or name {code}")


def plan_by_title(title: str) -> Plan:
    """The plan of that title; the only plan where no title is given."""
    plans = list(Plan.objects.filter(title__iexact=title) if title else Plan.objects.filter(service_plan=None))
    if len(plans) == 1:
        return plans[0]
    if title:
        _missing(f"plan called {title}")
    raise Refusal("which_plan", "Say which plan: write its title." if plans else "There is no plan yet. Add it first.")


def element_by_code(plan: Plan, code: str) -> PlanElement:
    found = plan.elements.filter(code__iexact=code).first()
    return found or _missing(f"element with the code {code} in {plan.title}")


def element_in_any_plan(code: str) -> PlanElement:
    """The one element of that code in all plans."""
    found = list(PlanElement.objects.filter(code__iexact=code, ends=None)[:2])
    if len(found) == 2:
        raise Refusal("which_plan", f"More than one plan has {code}. Link this measure on its page.")
    return found[0] if found else _missing(f"element with the code {code} in a plan")


def _missing(what: str) -> NoReturn:
    raise Refusal("not_found", f"There is no {what}. Add it first, or correct the code.")
