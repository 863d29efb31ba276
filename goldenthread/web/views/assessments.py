"""Assessments: the list of a round, one of them, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import Actor, check_can
from goldenthread.actions import assessments
from goldenthread.models import Assessment, PlanElement, Round
from goldenthread.reports import assessment_records as records
from goldenthread.reports import assessments as report
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.assessments import SendBack, WriteAssessment
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The assessments of the newest round, or of the one that `?round=` names."""
    reader = actor(request)
    given = request.GET.get("round", "")
    pk = whole_number(given)
    if given and pk is None:
        raise Http404
    if pk is None and records.newest_round(reader.on) is None:
        return render(request, "assessments/index.html", {"page": None})
    found = report.index(reader=reader, on=reader.on, round_=report.round_named(pk, reader.on))
    return render(request, "assessments/index.html", {"page": found})


@require_GET
def page(request: HttpRequest, round_pk: int, element: int) -> HttpResponse:
    """One assessment; element 0 is the balanced scorecard."""
    reader = actor(request)
    found = report.page(
        reader=reader, on=reader.on, round_=report.round_named(round_pk, reader.on), element=element or None
    )
    return render(request, "assessments/page.html", {"page": found, "may_withhold": reader.has("withhold")})


def step(request: HttpRequest, round_pk: int, element: int, name: str) -> HttpResponse:
    """Write, submit, sign off or send back."""
    take = _STEPS.get(name)
    if take is None:
        raise Http404
    by = actor(request)
    by.signed_in  # noqa: B018
    round_ = report.round_named(round_pk, by.on)
    about = get_object_or_404(PlanElement, pk=element) if element else None
    return take(request, by, round_, about)


def _back(round_: Round, element: PlanElement | None) -> str:
    return reverse("assessment", args=[round_.pk, element.pk if element else 0])


def _caption(round_: Round, element: PlanElement | None) -> str:
    framework = records.framework_of(round_)
    return f"{element.code if element else framework.scorecard.name}, {round_.label}"


def _write(request: HttpRequest, by: Actor, round_: Round, element: PlanElement | None) -> HttpResponse:
    if not records.may_write(by, element):
        check_can(by, "assess", records.scope_of(element))
    record = records.load(round_, reader=by).get(element.pk if element else None)
    newest = record.newest if record else None

    def do(given: Given) -> str:
        version = assessments.write(by=by, at=now(), round_=round_, element=element, sections=given)
        return f"Saved as version {version.number}. Submit it when it is ready."

    settings = records.framework_of(round_).assessment
    form = WriteAssessment(settings, request.POST or None, initial=newest.sections if newest else {})
    return ask(
        request,
        title="Write the assessment",
        lead="Every time you save, a version is kept. Empty lines part paragraphs.",
        caption=_caption(round_, element),
        form=form,
        do=do,
        back=_back(round_, element),
    )


def _of(round_: Round, element: PlanElement | None) -> Assessment:
    found = Assessment.objects.filter(round=round_, element=element).select_related("round", "element").first()
    if found is None:
        raise records.NO_SUCH
    return found


def _simple(
    title: str, button: str, said: str, verb: Callable[[Actor, Assessment, Given], object], form: type[forms.Form]
) -> Callable[[HttpRequest, Actor, Round, PlanElement | None], HttpResponse]:
    def take(request: HttpRequest, by: Actor, round_: Round, element: PlanElement | None) -> HttpResponse:
        assessment = _of(round_, element)
        _check_may(by, assessment, button)

        def do(given: Given) -> str:
            verb(by, assessment, given)
            return said

        posted = request.POST if request.method == "POST" else None
        return ask(
            request,
            title=title,
            caption=_caption(round_, element),
            form=form(posted),
            do=do,
            back=_back(round_, element),
            button=button,
        )

    return take


def _check_may(by: Actor, assessment: Assessment, button: str) -> None:
    """Refuse the form itself to whoever could not send it."""
    if button == "Submit":
        if not records.may_write(by, assessment.element):
            check_can(by, "assess", records.scope_of(assessment.element))
    elif not records.may_sign_off(by, assessment.element, records.framework_of(assessment.round)):
        raise Refusal("not_allowed", "You cannot sign this assessment off. The page says who can.")


_STEPS: Final = {
    "write": _write,
    "submit": _simple(
        "Submit this assessment",
        "Submit",
        "Submitted. It now waits to be signed off.",
        lambda by, assessment, _given: assessments.submit(by=by, at=now(), assessment=assessment),
        forms.Form,
    ),
    "sign-off": _simple(
        "Sign this assessment off",
        "Sign off",
        "Signed off. Members see it, and papers print it.",
        lambda by, assessment, _given: assessments.sign_off(by=by, at=now(), assessment=assessment),
        forms.Form,
    ),
    "send-back": _simple(
        "Send this assessment back",
        "Send back",
        "Sent back to its author.",
        lambda by, assessment, given: assessments.send_back(by=by, at=now(), assessment=assessment, **given),
        SendBack,
    ),
}
